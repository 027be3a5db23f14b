// What a syntax error means, and how parsing goes on after it.
// In: the tokens and where the parser stopped. Out: one diagnostic, and an edit of the tokens after which the declaration is
// tried again. Never here: ANTLR.
#pragma once

#include <cstdint>
#include <string>
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
  std::size_t decided_at = 0;  // `expected` is what may stand at this token, which is `at` or before it
  bool too_deep = false;       // the parser's stack was full
  std::vector<Open> open;
  std::vector<std::uint16_t> expected;
};

// What the edit did to the declaration.
enum class Mend : std::uint8_t {
  taken_as,  // what was meant is plain and stands there now: the declaration counts
  dropped,   // a part of it is gone: go on reading it, and leave it out of the tree
  given_up,  // nothing was edited: go on at `next`
};
struct Recovery {
  Mend mend = Mend::given_up;
  std::size_t next = 0;
  bool again_before = false;  // what was mended goes on with the declaration before this one: read that one again
  bool not_before = false;    // given up: the declaration before, which reached too far, is none
};

inline constexpr std::size_t kNoDeclaration = static_cast<std::size_t>(-1);

// Reports `error` and edits `list`. `start`: the first token of the declaration; `before`: that of the one before it, or
// kNoDeclaration. Without `may_edit` nothing is edited and the declaration is given up.
Recovery recover(TokenList& list, std::size_t start, std::size_t before, const SyntaxError& error, bool may_edit,
                 diagnostics::Diagnostics& diagnostics);

// The first token behind `from` that begins a declaration.
std::size_t next_declaration(const TokenList& list, std::size_t from);

// The names that the declaration at `start` would have given, as far as they can be seen.
std::vector<std::size_t> declared_names(const TokenList& list, std::size_t start, std::size_t end);

// In the language's words: what stands at a token, and what may stand there.
std::string seen_words(const TokenList& list, std::size_t index);
std::string wanted_words(const TokenList& list, const SyntaxError& error);

// The keyword within two letters of the word at `index` that could stand there, or NONE.
std::uint16_t meant_keyword(const TokenList& list, std::size_t index, bool begins_declaration);

}  // namespace precept::ast
