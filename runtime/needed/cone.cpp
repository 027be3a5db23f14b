// A block's expressions by themselves. Never here: which values to try.
#include "runtime/needed/cone.hpp"

#include "runtime/interpret/interpret.hpp"

namespace precept::needing {

std::vector<OpenSet> dependencies(const Slice& slice) {
  std::vector<OpenSet> all(slice.program.nodes.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Node& node = slice.program.nodes[i];
    if (node.op == Op::fact) all[i].set(node.fact.index);
    for (const NodeId operand : node.operands) all[i] |= all[operand.index];
  }
  return all;
}

Cone::Cone(const Slice& slice, const std::vector<NodeId>& tests, const std::vector<NodeId>& amounts)
    : slice_(slice), places_(slice.program.nodes.size()) {
  program_.enumerations = slice.program.enumerations;
  program_.facts = slice.program.facts;
  facts_ = slice.request.facts;
  for (const NodeId id : tests) tests_.push_back(copy(id));
  for (const NodeId id : amounts) amounts_.push_back(copy(id));
}

NodeId Cone::copy(NodeId id) {
  if (places_[id.index]) return *places_[id.index];
  Node node = slice_.program.node(id);
  for (NodeId& operand : node.operands) operand = copy(operand);
  const NodeId place = append(std::move(node));
  places_[id.index] = place;
  const Node copied = program_.node(place);
  if (copied.op == Op::whole_years || copied.op == Op::whole_months || copied.op == Op::whole_days)
    must_hold_.push_back(comparison(Op::less_equal, copied.operands[0], copied.operands[1]));
  if (copied.op == Op::divide)
    tests_.push_back(comparison(Op::equal, copied.operands[1], constant(program_.node(copied.operands[1]).type, 0)));
  return place;
}

NodeId Cone::append(Node node) {
  program_.nodes.push_back(std::move(node));
  return NodeId{static_cast<std::uint32_t>(program_.nodes.size() - 1)};
}

NodeId Cone::comparison(Op op, NodeId one, NodeId other) {
  Node node;
  node.op = op;
  node.operands = {one, other};
  return append(std::move(node));
}

NodeId Cone::constant(const Type& type, std::int64_t value) {
  Node node;
  node.op = Op::constant;
  node.type = type;
  node.constant = {value, value};
  return append(std::move(node));
}

void Cone::add_order(NodeId first, NodeId second) {
  must_hold_.push_back(comparison(Op::less_equal, copy(first), copy(second)));
}

void Cone::add_limit(NodeId subject, std::int64_t limit) {
  const NodeId copied = copy(subject);
  tests_.push_back(comparison(Op::less, copied, constant(program_.node(copied).type, limit)));
}

void Cone::set(std::size_t open, Value value) {
  if (!slice_.open[open].fact.fact) return;
  facts_.values[open] = value;
  facts_.recorded[open] = value;
}

void Cone::evaluate() {
  interpret_into(program_, facts_, trace_);
  ++evaluations_;
}

Cone::Told Cone::told() const {
  Told all;
  for (const NodeId id : tests_) all.push_back(trace_.values[id.index].lo);
  for (const NodeId id : amounts_) {
    all.push_back(trace_.values[id.index].lo);
    all.push_back(trace_.values[id.index].hi);
  }
  return all;
}

std::optional<Cone::Told> Cone::uniform() {
  evaluate();
  bool ordered = true;
  for (const NodeId id : must_hold_) {
    if (trace_.truth(id) == Truth::no) return Told{};
    ordered = ordered && trace_.truth(id) == Truth::yes;
  }
  if (!ordered) return std::nullopt;
  for (const NodeId id : tests_)
    if (trace_.truth(id) == Truth::undocumented) return std::nullopt;
  for (const NodeId id : amounts_)
    if (trace_.values[id.index].lo != trace_.values[id.index].hi) return std::nullopt;
  return told();
}

std::optional<Cone::Told> Cone::at_point() {
  evaluate();
  if (!trace_.failed.empty()) return std::nullopt;
  for (const NodeId id : must_hold_)
    if (trace_.truth(id) != Truth::yes) return std::nullopt;
  return told();
}

}  // namespace precept::needing
