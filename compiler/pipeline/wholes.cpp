// Evaluates the Program once with nothing documented, where an `is documented` asks for it. Never here: a case's facts.
#include "compiler/pipeline/wholes.hpp"

#include <algorithm>

#include "runtime/interpret/interpret.hpp"
#include "runtime/program/text.hpp"

namespace precept {

namespace {

bool looks_at_expression(const Program& program, const Node& node) {
  if (node.op != Op::documented) return false;
  const Op of = program.node(node.operands.front()).op;
  return of != Op::fact && of != Op::recorded && of != Op::field && of != Op::field_recorded;
}

// One record of which nothing is documented nor assumed, and so on within it.
void add_silent_record(Records& records, const Program& program, RecordId type) {
  const std::uint32_t record = add_record(records, program, type);
  records.values = records.recorded;
  const RecordType& declared = program.record(type);
  for (const Field& field : declared.fields)
    if (field.type.kind == TypeKind::list)
      add_silent_record(records.nested[std::size_t{record} * declared.lists + field.list], program, field.type.record);
}

}  // namespace

void complete_wholes(Program& program) {
  const auto asked = [&](const Node& node) { return looks_at_expression(program, node); };
  if (std::none_of(program.nodes.begin(), program.nodes.end(), asked)) return;
  CaseFacts nothing = undocumented_facts(program);
  nothing.values = nothing.recorded;  // nor is anything assumed
  for (const Fact& fact : program.facts)
    if (fact.type.kind == TypeKind::list) add_silent_record(nothing.lists[fact.list], program, fact.type.record);
  const Trace trace = interpret_keeping_records(program, nothing);
  for (Node& node : program.nodes)
    if (asked(node)) node.constant = trace.values[node.operands.front().index];
  program.hash = program_hash(program);
}

}  // namespace precept
