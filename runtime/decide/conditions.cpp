// Conditions in, combinations of their atoms out. Never here: rules, policies.
#include "runtime/decide/conditions.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

namespace precept::deciding {
namespace {

// The truth nodes under the roots, ascending: so operands come first (Program's invariant).
std::vector<NodeId> nodes_under(const Program& program, const std::vector<NodeId>& roots) {
  std::vector<NodeId> found;
  std::vector<NodeId> open = roots;
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    const auto place = std::lower_bound(found.begin(), found.end(), id);
    if (place != found.end() && *place == id) continue;
    found.insert(place, id);
    const Node& node = program.node(id);
    if (is_junction(node.op)) open.insert(open.end(), node.operands.begin(), node.operands.end());
  }
  return found;
}

}  // namespace

Conditions::Conditions(const Program& program, const std::vector<NodeId>& roots) {
  std::vector<NodeId> atoms;
  for (const NodeId id : nodes_under(program, roots)) {
    const Node& node = program.node(id);
    Step step{id, node.op, {}, node.quantity};
    if (is_junction(node.op)) {
      for (const NodeId operand : node.operands) step.operands.push_back(slot(operand));
    } else {
      atoms.push_back(id);
    }
    steps_.push_back(std::move(step));
  }
  for (AtomGroup& group : group_atoms(program, atoms)) {
    Group placed;
    for (const Atom& atom : group.atoms) placed.slots.push_back(slot(atom.node));
    placed.atoms = std::move(group);
    groups_.push_back(std::move(placed));
  }
}

Slot Conditions::slot(NodeId root) const {
  const auto place =
      std::lower_bound(steps_.begin(), steps_.end(), root, [](const Step& step, NodeId id) { return step.node < id; });
  assert(place != steps_.end() && place->node == root);
  return static_cast<Slot>(place - steps_.begin());
}

Combinations::Combinations(const Conditions& conditions, const Ranges& ranges)
    : conditions_(conditions), truths_(conditions.steps_.size(), 0) {
  cells_.reserve(conditions.groups_.size());
  for (const Conditions::Group& group : conditions.groups_) {
    cells_.push_back(possible_cells(group.atoms, ranges));
    const std::uint64_t cells = cells_.back().size();
    const bool overflows = count_ > std::numeric_limits<std::uint64_t>::max() / cells;
    count_ = overflows ? std::numeric_limits<std::uint64_t>::max() : count_ * cells;
  }
  at_.assign(cells_.size(), 0);
}

bool Combinations::next() {
  if (started_) {
    std::size_t group = 0;
    while (group < at_.size() && ++at_[group] == cells_[group].size()) at_[group++] = 0;
    if (group == at_.size()) return false;
  }
  started_ = true;
  settle();
  return true;
}

void Combinations::settle() {
  for (std::size_t g = 0; g < at_.size(); ++g) {
    const Cell cell = cells_[g][at_[g]];
    const std::vector<Slot>& slots = conditions_.groups_[g].slots;
    for (std::size_t i = 0; i < slots.size(); ++i) truths_[slots[i]] = (cell >> i) & 1;
  }
  for (std::size_t i = 0; i < conditions_.steps_.size(); ++i) {
    const Conditions::Step& step = conditions_.steps_[i];
    if (!is_junction(step.op)) continue;
    if (step.op == Op::negation) {
      truths_[i] = truths_[step.operands[0]] == 0;
      continue;
    }
    if (step.op == Op::truth_equal) {
      truths_[i] = truths_[step.operands[0]] == truths_[step.operands[1]];
      continue;
    }
    std::int64_t holding = 0;
    for (const Slot operand : step.operands) holding += truths_[operand];
    const auto all = static_cast<std::int64_t>(step.operands.size());
    const std::int64_t wanted = step.op == Op::conjunction ? all : step.op == Op::disjunction ? 1 : step.quantity;
    truths_[i] = holding >= wanted;
  }
}

}  // namespace precept::deciding
