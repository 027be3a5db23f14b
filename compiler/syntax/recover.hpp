// What a syntax error means, and how parsing goes on after it.
// In: the tokens and where the parser stopped. Out: one diagnostic, and an edit of the tokens after which the declaration is tried
// again. Never here: ANTLR.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/syntax/tokens.hpp"

namespace precept::ast {

// Where the parser stopped: at a token, inside these grammar rules (innermost first), wanting one of these next.
struct SyntaxError {
  struct Open {
    std::string_view rule;  // its name in grammar/Precept.g4
    std::size_t start = 0;  // its first token
  };
  std::size_t at = 0;
  std::vector<Open> open;
  std::vector<std::uint16_t> expected;
};

// What the edit did to the declaration that begins at `start`.
enum class Mend : std::uint8_t {
  taken_as,  // what was meant is plain and stands there now: the declaration counts
  dropped,   // a part of it is gone: go on reading it, and leave it out of the tree
  given_up,  // go on behind it, at `next`
};
struct Recovery {
  Mend mend = Mend::given_up;
  std::size_t next = 0;
};

// Reports `error` and edits `list` at or behind `start`, the first token of the declaration.
Recovery recover(TokenList& list, std::size_t start, const SyntaxError& error, diagnostics::Diagnostics& diagnostics);

// The first token behind `from` that begins a declaration.
std::size_t next_declaration(const TokenList& list, std::size_t from);

// The names that the declaration at `start` would have given, as far as they can be seen.
std::vector<std::size_t> declared_names(const TokenList& list, std::size_t start, std::size_t end);

}  // namespace precept::ast
