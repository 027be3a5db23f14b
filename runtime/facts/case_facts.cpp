// Binding of single facts: what is recorded, what an engine sees, and how the value came about, kept in step.
#include "runtime/facts/case_facts.hpp"

#include <cassert>

#include "runtime/facts/value_json.hpp"

namespace precept {
CaseFacts undocumented_facts(const Program& program) {
  CaseFacts facts;
  const std::size_t count = program.facts.size();
  facts.values.reserve(count);
  facts.recorded.reserve(count);
  facts.states.reserve(count);
  facts.evidence.resize(count);
  for (const Fact& fact : program.facts) {
    facts.values.push_back(fact.assumed ? *fact.assumed : fact.whole);
    facts.recorded.push_back(fact.whole);
    facts.states.push_back(fact.assumed ? FactState::assumed : FactState::undocumented);
  }
  return facts;
}

void document(CaseFacts& facts, const Program& program, FactId fact, Value value) {
  assert(fact.index < program.facts.size() && facts.values.size() == program.facts.size());
  facts.values[fact.index] = value;
  facts.recorded[fact.index] = value;
  // What leaves every value of the type open documents nothing, but an assumption does not stand in for it either.
  const bool narrower = value != program.fact(fact).whole || is_exact(program.fact(fact).type, value);
  facts.states[fact.index] = narrower ? FactState::documented : FactState::undocumented;
}

}  // namespace precept
