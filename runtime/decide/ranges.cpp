// Facts, trace or types in, the range of a node out. Never here: evaluation.
#include "runtime/decide/ranges.hpp"

#include "runtime/interpret/lists.hpp"

namespace precept::deciding {

Value Ranges::of(NodeId id) const {
  const Node& node = program_.node(id);
  if (node.op == Op::constant) return node.constant;
  if (node.op == Op::fact) return facts_ ? facts_->values[node.fact.index] : program_.fact(node.fact).whole;
  if (node.op == Op::recorded) return facts_ ? facts_->recorded[node.fact.index] : program_.fact(node.fact).whole;
  return trace_ ? trace_->values[id.index] : interpreting::whole_of(program_, node.type);
}

}  // namespace precept::deciding
