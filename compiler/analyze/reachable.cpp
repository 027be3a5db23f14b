// Which truths a condition may come to at all, over every record; an over-estimate where operations share a fact.
#include "compiler/analyze/mutators.hpp"
#include "runtime/interpret/interpret.hpp"
#include "runtime/values/truth.hpp"

namespace precept::analyze {

namespace {

constexpr Truth kTruths[] = {Truth::yes, Truth::no, Truth::undocumented};

bool has(const Reachable& set, Truth truth) {
  return truth == Truth::yes ? set.yes : truth == Truth::no ? set.no : set.undocumented;
}

void add(Reachable& set, Truth truth) {
  bool& one = truth == Truth::yes ? set.yes : truth == Truth::no ? set.no : set.undocumented;
  one = true;
}

template <class Combine>
Reachable combined(const std::vector<Reachable>& all, const Node& node, Combine combine) {
  Reachable out = all[node.operands[0].index];
  for (std::size_t i = 1; i < node.operands.size(); ++i) {
    Reachable both;
    for (const Truth one : kTruths)
      for (const Truth other : kTruths)
        if (has(out, one) && has(all[node.operands[i].index], other)) add(both, combine(one, other));
    out = both;
  }
  return out;
}

bool certain(const std::vector<Reachable>& all, const Node& node) {
  for (const NodeId operand : node.operands)
    if (all[operand.index].undocumented) return false;
  return true;
}

Reachable of(const Program& program, const std::vector<Reachable>& all, const Trace& nothing_documented, std::uint32_t index) {
  const Node& node = program.nodes[index];
  const Reachable any{true, true, true};
  if (node.type.kind != TypeKind::truth) return any;
  const bool asks_the_record = node.op == Op::documented || node.op == Op::exact || node.op == Op::list_documented || node.op == Op::list_exact;
  if (asks_the_record) return {true, true, false};
  if (node.op == Op::negation) {
    const Reachable& below = all[node.operands[0].index];
    return {below.no, below.yes, below.undocumented};
  }
  if (node.op == Op::conjunction) return combined(all, node, kleene_and);
  if (node.op == Op::disjunction) return combined(all, node, kleene_or);
  if (node.op == Op::truth_equal) return combined(all, node, kleene_is);
  if (node.op == Op::at_least && certain(all, node)) return {true, true, false};
  if (node.operands.empty() && !is_list_operation(node.op) && node.op != Op::constant) return any;
  const Truth truth = nothing_documented.truth(NodeId{index});
  if (truth == Truth::undocumented || node.scope.index != 0) return any;
  Reachable one;  // a comparison that is certain with nothing documented is so with anything documented
  add(one, truth);
  return one;
}

}  // namespace

std::vector<Reachable> reachable_truths(const Program& program) {
  CaseFacts nothing = undocumented_facts(program);
  nothing.values = nothing.recorded;
  const Trace trace = interpret(program, nothing);
  std::vector<Reachable> all;
  all.reserve(program.nodes.size());
  for (std::uint32_t i = 0; i < program.nodes.size(); ++i) all.push_back(of(program, all, trace, i));
  return all;
}

}  // namespace precept::analyze
