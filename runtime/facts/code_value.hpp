// Codes as values: which item of its system says most of a code, and a number that equal codes share.
// In: a code as a case writes it. Out: Value (values/value.hpp, `code`). Never here: JSON, evaluation.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/program/program.hpp"

namespace precept {

// The place of the item that says most of the code: the code itself, or the longest beginning ("M51.1*") that it has;
// items.size() where none matches.
std::uint32_t code_place(const CodeSystem& system, std::string_view code);

// The codes of one case, numbered in the order in which they are first asked for; so the same case gives the same numbers.
class CodeNumbers {
 public:
  explicit CodeNumbers(const Program& program) : program_(program) {}
  Value value(SystemId system, std::string_view code);

 private:
  const Program& program_;
  std::map<std::pair<SystemId, std::string>, std::int64_t> others_;  // codes that are no item themselves
};

}  // namespace precept
