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
    if (fact.type.kind == TypeKind::list) facts.lists.emplace_back();
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

std::uint32_t add_record(Records& records, const Program& program, RecordId type) {
  for (const Field& field : program.record(type).fields) {
    records.values.push_back(field.assumed ? *field.assumed : field.whole);
    records.recorded.push_back(field.whole);
    records.states.push_back(field.assumed ? FactState::assumed : FactState::undocumented);
  }
  records.nested.resize(records.nested.size() + program.record(type).lists);
  records.evidence.emplace_back();
  records.field_evidence.resize(records.values.size());
  records.documented = true;
  return records.count++;
}

void document_field(Records& records, const Program& program, RecordId type, std::uint32_t record, std::uint32_t field, Value value) {
  const auto& fields = program.record(type).fields;
  const std::size_t at = std::size_t{record} * fields.size() + field;
  assert(record < records.count && field < fields.size());
  records.values[at] = value;
  records.recorded[at] = value;
  const bool narrower = value != fields[field].whole || is_exact(fields[field].type, value);
  records.states[at] = narrower ? FactState::documented : FactState::undocumented;
}

}  // namespace precept
