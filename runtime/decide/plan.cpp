// Program, policy, service in; Plan out. Never here: facts.
#include "runtime/decide/plan.hpp"

#include <algorithm>

namespace precept::deciding {
namespace {

// Every first day of another state of affairs: a guideline's edition begins or ends.
std::vector<std::int64_t> first_days(const Program& program, const Policy& policy) {
  std::vector<std::int64_t> days{kNoLow};
  if (!policy.as_of) return days;
  for (const ConsultStep& step : policy.steps) {
    for (const Consulted& consulted : step.alternatives) {
      for (const EditionId id : consulted.editions) {
        const Edition& edition = program.edition(id);
        if (edition.from) days.push_back(*edition.from);
        if (edition.until) days.push_back(*edition.until);
      }
    }
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

std::optional<EditionId> edition_on(const Program& program, const Policy& policy, const Consulted& consulted,
                                    std::int64_t day) {
  for (const EditionId id : consulted.editions) {
    if (!policy.as_of) return id;
    const Edition& edition = program.edition(id);
    if ((!edition.from || *edition.from <= day) && (!edition.until || day < *edition.until)) return id;
  }
  return std::nullopt;
}

// Which rules override which, by way of others too: if c overrides b and b overrides a, c sets a aside, whether or not b
// applies (an exception to an exception stands inside it). Rules that override each other in a ring do not.
void plan_overrides(const Program& program, std::vector<PlannedRule>& rules) {
  const std::size_t count = rules.size();
  std::vector<std::vector<bool>> over(count, std::vector<bool>(count, false));
  for (std::size_t i = 0; i < count; ++i) {
    const std::vector<RuleId>& overrides = program.rule(rules[i].rule).overrides;
    for (std::size_t j = 0; j < count; ++j)
      over[i][j] = i != j && std::find(overrides.begin(), overrides.end(), rules[j].rule) != overrides.end();
  }
  for (std::size_t middle = 0; middle < count; ++middle)
    for (std::size_t i = 0; i < count; ++i)
      if (over[i][middle])
        for (std::size_t j = 0; j < count; ++j)
          if (over[middle][j]) over[i][j] = true;
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j < count; ++j)
      if (over[i][j] && !over[j][i]) rules[j].set_aside_by.push_back(static_cast<std::uint32_t>(i));
}

std::vector<RuleId> rules_of(const Program& program, EditionId edition, ServiceId service) {
  std::vector<RuleId> rules;
  for (const RuleId id : program.edition(edition).rules)
    if (program.rule(id).service == service) rules.push_back(id);
  std::stable_sort(rules.begin(), rules.end(),
                   [&](RuleId one, RuleId other) { return program.rule(one).name < program.rule(other).name; });
  return rules;
}

PlannedCell plan_cell(const Program& program, const Policy& policy, ServiceId service, std::int64_t first) {
  PlannedCell cell;
  cell.first = first;
  std::vector<NodeId> roots;
  for (std::size_t step = 0; step < policy.steps.size(); ++step) {
    for (const Consulted& consulted : policy.steps[step].alternatives) {
      PlannedGuideline guideline;
      guideline.step = step;
      guideline.consulted = &consulted;
      guideline.edition = edition_on(program, policy, consulted, first);
      if (consulted.unless) roots.push_back(*consulted.unless);
      if (guideline.edition) {
        for (const RuleId id : rules_of(program, *guideline.edition, service)) {
          const Rule& rule = program.rule(id);
          if (rule.applies) roots.push_back(*rule.applies);
          guideline.rules.push_back({id, std::nullopt, rule.applies_otherwise && !rule.applies, {}});
        }
        plan_overrides(program, guideline.rules);
      }
      cell.guidelines.push_back(std::move(guideline));
    }
  }
  cell.conditions = Conditions(program, roots);
  for (PlannedGuideline& guideline : cell.guidelines) {
    if (guideline.consulted->unless) guideline.unless = cell.conditions.slot(*guideline.consulted->unless);
    for (PlannedRule& rule : guideline.rules) {
      const auto& applies = program.rule(rule.rule).applies;
      if (applies) rule.applies = cell.conditions.slot(*applies);
    }
  }
  return cell;
}

}  // namespace

Plan make_plan(const Program& program, PolicyId policy_id, ServiceId service) {
  const Policy& policy = program.policies[policy_id.index];
  Plan plan{policy_id, service, {}};
  const std::vector<std::int64_t> days = first_days(program, policy);
  for (std::size_t i = 0; i < days.size(); ++i) {
    plan.cells.push_back(plan_cell(program, policy, service, days[i]));
    plan.cells.back().last = i + 1 < days.size() ? days[i + 1] - 1 : kNoHigh;
  }
  return plan;
}

}  // namespace precept::deciding
