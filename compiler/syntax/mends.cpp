// Habits from elsewhere, seen in the tokens alone.
// In: the lexer's tokens. Out: the tokens that were meant, each mend with its message.
#include "compiler/syntax/mends.hpp"

namespace precept::ast {

void mend_tokens(TokenList& list, diagnostics::Diagnostics& diagnostics, const std::function<void(std::uint32_t)>& relex) {
  (void)list;
  (void)diagnostics;
  (void)relex;
}

}  // namespace precept::ast
