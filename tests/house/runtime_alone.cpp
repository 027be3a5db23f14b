// The runtime without the compiler: a Program made by hand, facts, an engine, a determination.
// In: nothing. Out: exit code 1 where it decides otherwise than it should. Links precept_report alone.
#include <cstdio>

#include "runtime/decide/decide.hpp"
#include "runtime/interpret/interpret.hpp"
#include "runtime/program/verify.hpp"

namespace {

using namespace precept;

// One service, one guideline, one rule with one requirement: a yes-or-no fact.
Program small_program() {
  Program program;
  const Value either = truth_value(Truth::undocumented);
  Fact fact;
  fact.name = fact.words = "needed";
  fact.whole = either;
  program.facts = {fact};
  Service service;
  service.name = service.words = "walker";
  program.services = {service};
  Node node;
  node.op = Op::fact;
  program.nodes = {node};
  Criterion criterion;
  criterion.label = criterion.expression = "needed";
  criterion.mentions_facts = {FactId{0}};
  program.criteria = {criterion};
  Rule rule;
  rule.name = "walker";
  rule.requirements = {CriterionId{0}};
  program.rules = {rule};
  Edition edition;
  edition.guideline = edition.words = "small";
  edition.rules = {RuleId{0}};
  program.editions = {edition};
  Policy policy;
  Consulted consulted;
  consulted.guideline = "small";
  consulted.editions = {EditionId{0}};
  policy.steps = {ConsultStep{{consulted}}};
  for (auto& words : policy.says) words = "said";
  program.policies = {policy};
  return program;
}

Outcome outcome_of(const Program& program, Truth needed) {
  Request request;
  request.facts = undocumented_facts(program);
  if (needed != Truth::undocumented) document(request.facts, program, FactId{0}, truth_value(needed));
  const Evaluate evaluate = [&program](const CaseFacts& facts, Trace& trace) { interpret_into(program, facts, trace); };
  return decide(program, PolicyId{0}, "alone", request, evaluate).outcome;
}

}  // namespace

int main() {
  const Program program = small_program();
  if (const auto broken = verify(program)) {
    std::printf("the program made by hand is broken: %s\n", broken->c_str());
    return 1;
  }
  const bool right = outcome_of(program, Truth::yes) == Outcome::approve && outcome_of(program, Truth::no) == Outcome::deny &&
                     outcome_of(program, Truth::undocumented) == Outcome::pend;
  if (!right) std::printf("decided otherwise than approve, deny and pend\n");
  return right ? 0 : 1;
}
