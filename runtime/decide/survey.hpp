// Which rule decides, tried out (language reference, section 6): over every combination of the atoms of a service's
// conditions, the policy's guidelines are consulted in order.
// In: the possible cells of a plan, each with the ranges of its branch. Out: the branches: which rules are left to
// decide. Never here: outcomes.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/decide/determination.hpp"
#include "runtime/decide/plan.hpp"

namespace precept::deciding {

// A way that it may end: these rules are left, in order of consulting, then by name; none: silence.
struct Branch {
  std::size_t cell = 0;  // which of the cells surveyed
  std::vector<RuleId> rules;
};

// What was seen of one rule in one cell, over all combinations.
struct RuleSeen {
  bool applied = false;
  bool did_not_apply = false;
  bool kept = false;     // applied and was not set aside by another
  bool decides = false;  // stands in a branch
};

struct GuidelineSeen {
  bool reached = false;      // its `unless` was asked
  bool rules_asked = false;  // and its rules' conditions
  std::uint64_t passed_over = 0;
  PassedOverReason reason = PassedOverReason::no_rule;
  std::vector<RuleSeen> rules;  // parallel to the planned guideline's
};

struct CellSeen {
  const PlannedCell* cell = nullptr;
  std::vector<GuidelineSeen> guidelines;  // parallel to the planned cell's
  std::uint64_t combinations = 0;
};

struct Survey {
  std::vector<CellSeen> cells;
  std::vector<Branch> branches;  // each once
  bool too_many = false;         // more combinations than kCombinationsMax: nothing was tried, every rule may decide
};

// Adds one cell. `index` says which it is among the cells surveyed.
void survey_cell(const Program& program, const PlannedCell& cell, const Ranges& ranges, Survey& survey);

// The guidelines passed over in every combination, in order of consulting, and why. Where the combinations have unlike
// reasons, the one that stands first in the language reference: no rule; none applies; not in effect; rebutted.
std::vector<PassedOver> passed_over(const Survey& survey);

}  // namespace precept::deciding
