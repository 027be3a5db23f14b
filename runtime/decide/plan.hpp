// What a policy makes of a service, worked out once: which editions are in effect when, their rules, their conditions.
// In: Program, policy, service. Out: a Plan, good for every case. Never here: facts.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/decide/conditions.hpp"

namespace precept::deciding {

struct PlannedRule {
  RuleId rule{};
  std::optional<Slot> applies;  // none and not otherwise: always
  bool otherwise = false;
  std::vector<std::uint32_t> set_aside_by;  // of the same guideline's `rules`: those that override it, by way of others too
};

struct PlannedGuideline {
  std::size_t step = 0;  // of the policy
  const Consulted* consulted = nullptr;
  std::optional<EditionId> edition;  // none: not in effect
  std::optional<Slot> unless;
  std::vector<PlannedRule> rules;  // those of the service, by name
};

// The days over which every guideline has one definite edition, or none in effect.
struct PlannedCell {
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::vector<PlannedGuideline> guidelines;  // in order of consulting
  Conditions conditions;
};

struct Plan {
  PolicyId policy{};
  ServiceId service{};
  std::vector<PlannedCell> cells;  // by day, covering all days; one without `as of`
};

// Borrows from the program.
Plan make_plan(const Program& program, PolicyId policy, ServiceId service);

}  // namespace precept::deciding
