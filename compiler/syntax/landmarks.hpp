// Where declarations, sections and criteria begin, told from the tokens alone: what recovery steers by.
// In: tokens. Out: places. Never here: messages.
#pragma once

#include <optional>

#include "compiler/syntax/tokens.hpp"

namespace precept::ast {

std::uint16_t kind_of(const TokenList& list, std::size_t index);  // kEndOfFile behind the last

bool begins_declaration(const TokenList& list, std::size_t index);
bool is_declaration_word(std::uint16_t kind);
bool begins_header(const TokenList& list, std::size_t index);
bool begins_section(const TokenList& list, std::size_t index);  // of a rule; not `end`
bool is_label(const TokenList& list, std::size_t index);        // NAME :
bool begins_operand(std::uint16_t kind);                        // a name, a number, `not`, `(`, `some` …
bool ends_operand(std::uint16_t kind);
bool awaits_operand(std::uint16_t kind);  // `and`, `<=`, `+` …

// What a declaration is made of.
enum class Parts : std::uint8_t { none, rule, record, table, example, header };
Parts parts_of(const TokenList& list, std::size_t start);
bool begins_part(const TokenList& list, std::size_t index, Parts parts);

// The innermost parenthesis, bracket, group, rule, record or table that is open before `at`.
struct Opened {
  std::size_t first = 0;      // "(", "all", "rule"
  std::size_t last = 0;       // "(", "of", the rule's name
  std::uint16_t closing = 0;  // what closes it
  bool group = false;
};
std::optional<Opened> innermost_open(const TokenList& list, std::size_t start, std::size_t at);

}  // namespace precept::ast
