// Habits from elsewhere, seen in the tokens alone: `&&`, `==`, smart quotes, `2 years`, 09/25/2013.
// In: the lexer's tokens. Out: the tokens that were meant, each mend with its message. Never here: the tree.
#pragma once

#include <functional>

#include "compiler/syntax/tokens.hpp"

namespace precept::ast {

// `relex` cuts the text into tokens again from an offset on.
void mend_tokens(TokenList& list, diagnostics::Diagnostics& diagnostics, const std::function<void(std::uint32_t)>& relex);

}  // namespace precept::ast
