// Examples decided again. Never here: changes of the Program.
#include "compiler/analyze/replay.hpp"

#include "runtime/interpret/interpret.hpp"

namespace precept::analyze {

namespace {

bool same(const std::optional<RequestDuration>& one, const std::optional<RequestDuration>& other) {
  if (!one || !other) return !one && !other;
  return one->kind == other->kind && one->value == other->value;
}

const CriterionResult* find(const std::vector<CriterionResult>& results, CriterionId criterion) {
  for (const CriterionResult& result : results) {
    if (result.criterion == criterion) return &result;
    if (const CriterionResult* below = find(result.branches, criterion)) return below;
  }
  return nullptr;
}

}  // namespace

PolicyId policy_of(const Program& program, const std::string& name) {
  for (std::uint32_t i = 0; i < program.policies.size(); ++i)
    if (program.policies[i].name == name) return PolicyId{i};
  return PolicyId{0};
}

Evaluate interpreter(const Program& program) {
  return [&program](const CaseFacts& facts, Trace& trace) { interpret_into(program, facts, trace); };
}

Determination replay(const Program& program, const Decider& decider, const lower::ExampleCase& example) {
  return decider.decide(policy_of(program, example.policy), example.title, example.request, interpreter(program));
}

bool same_answer(const Determination& one, const Determination& other) {
  if (one.outcome != other.outcome || one.error != other.error) return false;
  if (!one.granted || !other.granted) return !one.granted && !other.granted;
  return one.granted->quantity == other.granted->quantity && same(one.granted->within, other.granted->within);
}

std::optional<Status> status_in(const Program& program, const Determination& determination, CriterionId criterion) {
  for (const RuleResult& rule : determination.rules) {
    if (rule.rule != program.criterion(criterion).rule || !rule.consulted) continue;
    for (const auto* section : {&rule.requirements, &rule.exclusions, &rule.considers})
      if (const CriterionResult* found = find(*section, criterion)) return found->status;
  }
  return std::nullopt;
}

bool is_consulted(const Determination& determination, RuleId rule) {
  for (const RuleResult& result : determination.rules)
    if (result.rule == rule) return result.consulted;
  return false;
}

}  // namespace precept::analyze
