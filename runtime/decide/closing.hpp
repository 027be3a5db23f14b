// Criteria: what the evidence says of each, and what closing takes an undocumented one as (language reference, section 6).
// In: the trace of a branch, the rule, the policy. Out: statuses and what they are taken as. Closing never changes a status.
// Never here: outcomes.
#pragma once

#include <vector>

#include "runtime/decide/determination.hpp"
#include "runtime/decide/ranges.hpp"

namespace precept::deciding {

// A top-level criterion in one branch. `holds`: of a requirement, that it is met or exempt; of an exclusion, present.
struct Judged {
  CriterionId criterion{};
  bool exclusion = false;
  Truth holds = Truth::undocumented;  // by the evidence
  Truth taken = Truth::undocumented;  // after closing
  TakenBy taken_by = TakenBy::evidence;

  bool is_against() const { return holds == (exclusion ? Truth::yes : Truth::no); }  // for certain
  bool is_taken_against() const { return taken == (exclusion ? Truth::yes : Truth::no); }
  bool is_left_open() const { return taken == Truth::undocumented; }
};

// Requirements, then exclusions, in the rule's order.
std::vector<Judged> judge(const Program& program, const Policy& policy, const Rule& rule, const Ranges& ranges);

// The rule's criteria as a determination shows them, over all branches given (at least one): a status is certain where
// it is so in all of them, and what it is taken as is what every branch takes it as, else undocumented.
void show_criteria(const Program& program, const Policy& policy, const std::vector<const Ranges*>& branches,
                   RuleResult& result);

}  // namespace precept::deciding
