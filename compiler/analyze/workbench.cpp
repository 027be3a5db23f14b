// Operations are only ever added, so that what stood before keeps its id and can be compared with what replaces it.
#include "compiler/analyze/workbench.hpp"

#include <algorithm>

namespace precept::analyze {

namespace {

void mix(std::size_t& hash, std::uint64_t value) { hash = (hash ^ value) * 0x100000001b3ULL; }

}  // namespace

Workbench::Workbench(const Program& program) : program_(program), own_nodes_(program.nodes.size()) {
  for (std::uint32_t i = 0; i < own_nodes_; ++i) known_.emplace(hash_of(program_.nodes[i]), i);
}

std::size_t Workbench::hash_of(const Node& node) const {
  std::size_t hash = 0xcbf29ce484222325ULL;
  mix(hash, static_cast<std::uint64_t>(node.op));
  for (const NodeId operand : node.operands) mix(hash, operand.index);
  mix(hash, node.fact.index);
  mix(hash, node.members);
  mix(hash, static_cast<std::uint64_t>(node.constant.lo));
  mix(hash, static_cast<std::uint64_t>(node.constant.hi));
  mix(hash, static_cast<std::uint64_t>(node.quantity));
  return hash;
}

NodeId Workbench::add(Node node) {
  if (is_list_operation(node.op)) node.body = record_body(program_, node);
  const std::size_t hash = hash_of(node);
  const auto [first, last] = known_.equal_range(hash);
  std::optional<std::uint32_t> found;
  for (auto it = first; it != last; ++it)
    if (program_.nodes[it->second] == node && (!found || it->second < *found)) found = it->second;
  if (found) return NodeId{*found};
  const auto index = static_cast<std::uint32_t>(program_.nodes.size());
  known_.emplace(hash, index);
  program_.nodes.push_back(std::move(node));
  return NodeId{index};
}

NodeId Workbench::with(NodeId root, NodeId from, NodeId to) {
  if (from == to) return root;
  std::unordered_map<std::uint32_t, NodeId> exchanged;  // looked up only, never walked
  for (const NodeId id : operations_below(program_, root)) {
    if (id == from) {
      exchanged[id.index] = to;
      continue;
    }
    Node copy = program_.node(id);
    bool changed = false;
    for (NodeId& operand : copy.operands) {
      const auto found = exchanged.find(operand.index);
      if (found == exchanged.end()) continue;
      operand = found->second;
      changed = true;
    }
    if (changed) exchanged[id.index] = add(std::move(copy));
  }
  const auto found = exchanged.find(root.index);
  return found == exchanged.end() ? root : found->second;
}

void Workbench::exchange(NodeId& place, NodeId to) {
  if (place == to) return;
  exchanges_.push_back({place, to});
  undo_.push_back([&place, old = place] { place = old; });
  place = to;
}

void Workbench::exchange_in(std::optional<NodeId>& root, NodeId from, NodeId to) {
  if (root) exchange(*root, with(*root, from, to));
}

void Workbench::exchange_in(CriterionId criterion, NodeId from, NodeId to) {
  Criterion& made = program_.criteria[criterion.index];
  exchange(made.condition, with(made.condition, from, to));
  exchange_in(made.unless, from, to);
  exchange(made.effective, with(made.effective, from, to));
}

void Workbench::put_back() {
  for (auto it = undo_.rbegin(); it != undo_.rend(); ++it) (*it)();
  undo_.clear();
  exchanges_.clear();
  while (program_.nodes.size() > own_nodes_) {
    const auto index = static_cast<std::uint32_t>(program_.nodes.size() - 1);
    const auto [first, last] = known_.equal_range(hash_of(program_.nodes.back()));
    for (auto it = first; it != last; ++it)
      if (it->second == index) {
        known_.erase(it);
        break;
      }
    program_.nodes.pop_back();
  }
}

std::vector<NodeId> operations_below(const Program& program, NodeId root, const std::vector<NodeId>& stops) {
  const auto stopped = [&](NodeId id) { return std::find(stops.begin(), stops.end(), id) != stops.end(); };
  std::vector<NodeId> found;
  if (stopped(root)) return found;
  std::vector<bool> seen(root.index + 1, false);
  std::vector<NodeId> open{root};
  seen[root.index] = true;
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    found.push_back(id);
    for (const NodeId operand : program.node(id).operands) {
      if (seen[operand.index] || stopped(operand)) continue;
      seen[operand.index] = true;
      open.push_back(operand);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace precept::analyze
