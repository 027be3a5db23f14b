// Tokens as plain data, and the token pass between lexer and parser.
// In: what the lexer cut the text into. Out: the same list with units and a few words retyped (grammar/Precept.g4 says
// which), habits from elsewhere mended, each with a message. Never here: ANTLR, the tree.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/source/source.hpp"
#include "precept_tokens.hpp"

namespace precept::ast {

inline constexpr std::uint16_t kEndOfFile = 0xFFFF;

struct Token {
  std::uint16_t kind = 0;  // grammar::Kind, or kEndOfFile
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string_view text;    // the source's, or what a mend put in its place
  std::uint16_t plain = 0;  // its kind before `refine`
};

// Everything about one file's tokens; the last one is always kEndOfFile.
struct TokenList {
  std::uint32_t file = 0;
  std::string_view source;
  std::vector<Token> tokens;
  std::deque<std::string> mended;      // texts that the source does not hold
  bool broken = false;                 // a mend was made: the file has syntax errors
  std::uint32_t mended_paragraph = 0;  // where an unclosed text was mended last, plus one
  std::size_t first_of_paragraph = 0;  // its first token
  std::uint32_t searched_from = 0;     // where that search began

  source::Span span(std::size_t index) const { return {file, tokens[index].begin, tokens[index].end}; }
  source::Span span(std::size_t first, std::size_t last) const { return {file, tokens[first].begin, tokens[last].end}; }
};

std::uint16_t word_kind(std::string_view word);  // its keyword, or NAME
bool is_word(std::uint16_t kind);                // a name or any keyword
bool is_name(std::uint16_t kind);                // a name or a keyword that is a name elsewhere
bool is_reserved(std::uint16_t kind);            // a keyword that is never a name
bool same_line(std::string_view text, std::uint32_t from, std::uint32_t to);
bool first_on_line(std::string_view text, std::uint32_t offset);

// Retypes units, the `in` of a counted unit and the `or` between guidelines; marks what is nested too deep. After an edit
// the tokens from the beginning of its declaration, `first`, up to `last` are refined again.
void refine(TokenList& list, int nesting_max, std::size_t first, std::size_t last);

}  // namespace precept::ast
