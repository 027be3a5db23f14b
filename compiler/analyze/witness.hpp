// A made-up record as an example of the library, ready to paste. It is decided before it is shown, and shown only where it shows what
// it was made for. In: a rule, values. Out: the canonical text of an example with what the engine says of it; empty: none.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/analyze/rule_space.hpp"

namespace precept::analyze {

class WitnessMaker {
 public:
  explicit WitnessMaker(const Program& program) : program_(program) {}

  // One that the rule decides, and does not approve.
  std::string text(RuleId rule, const std::vector<NeededValue>& values, const std::string& title) const;
  // One that comes out as a conflict: none where the whole library makes no conflict of it, empty where an example cannot say it.
  std::optional<std::string> conflict(PolicyId policy, const Conflict& between, const std::vector<NeededValue>& values) const;

 private:
  const Program& program_;
};

}  // namespace precept::analyze
