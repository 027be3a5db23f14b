// Habits from elsewhere that show in the characters and tokens alone: smart quotes, `&&`, `==`, `2 years`, 09/25/2013.
// In: the lexer's tokens. Out: the tokens that were meant, each mend with its message. Never here: the tree.
#pragma once

#include "compiler/syntax/ast.hpp"
#include "compiler/syntax/tokens.hpp"

namespace precept::ast {

// While lexing: the last token is a text without its closing quote (STRING_OPEN), or begins what is no ASCII (WRONG_LETTER),
// or is a single quote (WRONG). Puts in its place what was meant; the lexer goes on at the offset given back.
std::uint32_t mend_open_text(TokenList& list, std::vector<Comment>& comments, diagnostics::Diagnostics& diagnostics);
std::uint32_t mend_letters(TokenList& list, diagnostics::Diagnostics& diagnostics);
std::uint32_t mend_single_quote(TokenList& list, diagnostics::Diagnostics& diagnostics);

// After lexing: operators, capital letters, dates and durations of other languages.
void mend_tokens(TokenList& list, diagnostics::Diagnostics& diagnostics);

}  // namespace precept::ast
