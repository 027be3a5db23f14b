// A mutant is applied, the examples of the services that it touches are decided until one fails, and it is put back.
#include "compiler/analyze/mutation.hpp"

#include <algorithm>

#include "compiler/analyze/expectations.hpp"
#include "runtime/interpret/interpret.hpp"

namespace precept::analyze {

namespace {

Workbench& applied(Workbench& bench, const Mutant& mutant) {
  mutant.apply(bench);
  return bench;
}

}  // namespace

Changed::Changed(Workbench& bench, const Mutant& mutant) : bench_(applied(bench, mutant)), decider_(bench.program()) {}

// Only operations were exchanged, and each comes to the same: then all of the determination does. Where an `as of` known in part
// falls in several editions, the facts are narrowed within each, and this look at them as they are says nothing.
bool Changed::is_felt(const lower::ExampleCase& example, const Trace& trace) const {
  if (!bench_.only_exchanges()) return true;
  const Program& program = bench_.program();
  const Policy& policy = program.policies[policy_of(program, example.policy).index];
  if (policy.as_of_fact) {
    const Value& day = example.request.facts.values[policy.as_of_fact->index];
    if (day.lo != day.hi) return true;
  }
  return !trace.failed.empty() || std::any_of(bench_.exchanges().begin(), bench_.exchanges().end(), [&](const Exchange& one) {
    return trace.values[one.before.index] != trace.values[one.after.index];
  });
}

std::optional<Determination> Changed::decide(const lower::ExampleCase& example) {
  const Program& program = bench_.program();
  interpret_into(program, example.request.facts, trace_);
  if (!is_felt(example, trace_)) return std::nullopt;
  const Evaluate evaluate = [&](const CaseFacts& facts, Trace& trace) {
    if (&facts == &example.request.facts) trace = trace_;
    else interpret_into(program, facts, trace);
  };
  return decider_.decide(policy_of(program, example.policy), example.title, example.request, evaluate);
}

MutationResult run_mutants(const Program& program, const std::vector<Mutant>& mutants, const std::vector<const lower::ExampleCase*>& passing) {
  Workbench bench(program);
  std::vector<std::vector<const lower::ExampleCase*>> of_service(program.services.size());
  for (const auto* example : passing) of_service[example->request.service.index].push_back(example);
  MutationResult result;
  for (std::size_t i = 0; i < mutants.size(); ++i) {
    Changed changed(bench, mutants[i]);
    if (changed.is_equivalent()) {
      result.equivalent.push_back(i);
      continue;
    }
    const auto notices = [&](const lower::ExampleCase* example) {
      const auto determination = changed.decide(*example);
      return determination && !mismatches(program, *example, *determination).empty();
    };
    const bool noticed = std::any_of(mutants[i].services.begin(), mutants[i].services.end(), [&](ServiceId service) {
      const auto& examples = of_service[service.index];
      return std::any_of(examples.begin(), examples.end(), notices);
    });
    (noticed ? result.noticed : result.unnoticed).push_back(i);
  }
  return result;
}

}  // namespace precept::analyze
