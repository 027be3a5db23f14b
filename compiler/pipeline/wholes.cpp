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
  return of != Op::fact && of != Op::recorded;
}

}  // namespace

void complete_wholes(Program& program) {
  const auto asked = [&](const Node& node) { return looks_at_expression(program, node); };
  if (std::none_of(program.nodes.begin(), program.nodes.end(), asked)) return;
  CaseFacts nothing = undocumented_facts(program);
  nothing.values = nothing.recorded;  // nor is anything assumed
  const Trace trace = interpret(program, nothing);
  for (Node& node : program.nodes)
    if (asked(node)) node.constant = trace.values[node.operands.front().index];
  program.hash = program_hash(program);
}

}  // namespace precept
