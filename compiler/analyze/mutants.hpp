// Every small change of a library that its examples should notice.
// In: a checked library and its Program. Out: mutants in the order of the Program, each once; and those that change no meaning.
// Never here: running examples (mutation.hpp).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "compiler/analyze/mutators.hpp"
#include "compiler/analyze/sites.hpp"

namespace precept::analyze {

struct Mutant {
  std::string owner;   // the rule, guideline or policy
  std::string where;   // "goal.agreed", "applies when", "allows 10 sessions within 8w"
  ChangeKind kind = ChangeKind::threshold;
  std::string before;  // "injury_age <= 2y"
  std::string after;   // "injury_age < 2y"; empty: dropped
  source::Span span;
  std::optional<RuleId> rule;
  std::optional<CriterionId> criterion;  // whose status it may change
  std::vector<ServiceId> services;       // whose requests it may change, ascending
  std::vector<FactId> facts;             // that it depends on
  std::function<void(Workbench&)> apply;
};

struct Mutants {
  std::vector<Mutant> distinct;
  std::vector<Mutant> equivalent;  // mean the same as what is written, or as another
};

// `places` and the library outlive what is returned.
Mutants mutants_of(const check::Library& library, const lower::Lowered& lowered, const Places& places);

}  // namespace precept::analyze
