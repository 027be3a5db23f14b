// Slice in, blocks with their points out. Never here: outcomes.
#include "runtime/needed/blocks.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "runtime/needed/candidates.hpp"

namespace precept::needing {
namespace {

// Which facts belong together.
class Groups {
 public:
  explicit Groups(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
  std::size_t find(std::size_t one) const {
    while (parent_[one] != one) one = parent_[one];
    return one;
  }
  void join(std::size_t one, std::size_t other) {
    const std::size_t a = find(one), b = find(other);
    parent_[std::max(a, b)] = std::min(a, b);
  }
  void join(const OpenSet& set) {
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < parent_.size(); ++i) {
      if (!set[i]) continue;
      if (first) join(*first, i);
      else first = i;
    }
  }

 private:
  std::vector<std::size_t> parent_;
};

std::size_t first_of(const OpenSet& set) {
  std::size_t at = 0;
  while (!set[at]) ++at;
  return at;
}

// What a rule's lines allow: amounts, whose values count and not only what they are compared with.
std::vector<NodeId> amounts_of(const Program& program) {
  std::vector<NodeId> all;
  for (const Rule& rule : program.rules) {
    for (const auto* lines : {&rule.allows, &rule.never_more}) {
      for (const GrantLine& line : *lines) {
        if (line.quantity) all.push_back(*line.quantity);
        if (line.within) all.push_back(*line.within);
      }
    }
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

// A comparison, or a fact that is yes or no.
bool is_test(const Node& node) { return node.type.kind == TypeKind::truth && !deciding::is_junction(node.op); }

class Filling {
 public:
  explicit Filling(const Slice& slice) : slice_(slice), depends_(dependencies(slice)), amounts_(amounts_of(slice.program)) {}

  // False where its values are too many.
  bool fill(Block& block) {
    OpenSet own;
    for (const std::size_t open : block.open) own.set(open);
    std::vector<NodeId> tests, amounts;
    for (std::uint32_t i = 0; i < depends_.size(); ++i)
      if (is_test(slice_.program.nodes[i]) && (depends_[i] & own).any()) tests.push_back(NodeId{i});
    for (const NodeId id : amounts_)
      if ((depends_[id.index] & own).any()) amounts.push_back(id);
    Cone cone(slice_, tests, amounts);
    add_tests(cone, own);
    Candidates candidates(slice_, block.open, depends_, tests, amounts, cone);
    const auto values = candidates.find(kEvaluationsMax - std::min(spent_, kEvaluationsMax));
    if (values) add_points(block, *values, cone);
    spent_ += cone.evaluations() + candidates.evaluations();
    return !block.points.empty();
  }

 private:
  void add_tests(Cone& cone, const OpenSet& own) const {
    const Program& program = slice_.program;
    for (const auto& [before, after] : slice_.not_before) {
      const auto first = fact_node(before), second = fact_node(after);
      if (own[after] && first && second) cone.add_order(*first, *second);
    }
    const Policy& policy = program.policies.front();
    if (!policy.as_of || (depends_[policy.as_of->index] & own).none()) return;
    for (const Edition& edition : program.editions) {
      for (const auto& day : {edition.from, edition.until})
        if (day) cone.add_limit(*policy.as_of, *day);
    }
  }

  std::optional<NodeId> fact_node(std::size_t open) const {
    for (std::uint32_t i = 0; i < slice_.program.nodes.size(); ++i)
      if (slice_.program.nodes[i].op == Op::fact && slice_.program.nodes[i].fact.index == open) return NodeId{i};
    return std::nullopt;  // only whether it is documented counts
  }

  // Every combination of the values, as far as all expressions have a result there; parts of the request tell by themselves.
  void add_points(Block& block, const std::vector<std::vector<std::int64_t>>& values, Cone& cone) const {
    std::map<std::vector<std::int64_t>, std::size_t> classes;
    std::vector<std::size_t> at(values.size(), 0);
    bool left = true;
    while (left) {
      Point point;
      for (std::size_t i = 0; i < at.size(); ++i) point.push_back(values[i][at[i]]);
      for (std::size_t i = 0; i < at.size(); ++i)
        cone.set(block.open[i], exact_value(slice_.open[block.open[i]].type, point[i]));
      if (auto told = cone.at_point()) {
        for (std::size_t i = 0; i < at.size(); ++i)
          if (slice_.open[block.open[i]].fact.part != Builtin::none) told->push_back(point[i]);
        const auto [found, is_new] = classes.try_emplace(std::move(*told), block.example_of.size());
        if (is_new) block.example_of.push_back(block.points.size());
        block.class_of.push_back(found->second);
        block.points.push_back(std::move(point));
      }
      std::size_t i = at.size();
      while (i > 0 && ++at[i - 1] == values[i - 1].size()) at[--i] = 0;
      left = i > 0;
    }
  }

  const Slice& slice_;
  const std::vector<OpenSet> depends_;
  const std::vector<NodeId> amounts_;
  std::size_t spent_ = 0;
};

}  // namespace

Blocks blocks_of(const Slice& slice) {
  Blocks blocks;
  const std::vector<OpenSet> depends = dependencies(slice);
  Groups groups(slice.open.size());
  for (std::size_t i = 0; i < depends.size(); ++i) {
    const Node& node = slice.program.nodes[i];
    if (is_test(node) || node.type.kind != TypeKind::truth) groups.join(depends[i]);
  }
  for (const auto& [before, after] : slice.not_before) groups.join(before, after);
  std::map<std::size_t, std::size_t> of_group;
  for (std::size_t i = 0; i < slice.open.size(); ++i) {
    const auto [found, is_new] = of_group.try_emplace(groups.find(i), blocks.all.size());
    if (is_new) blocks.all.emplace_back();
    blocks.all[found->second].open.push_back(i);
    blocks.of_open.push_back(found->second);
  }
  blocks.of_node.resize(depends.size());
  for (std::size_t i = 0; i < depends.size(); ++i)
    if (depends[i].any()) blocks.of_node[i] = blocks.of_open[first_of(depends[i])];
  return blocks;
}

std::vector<std::size_t> fill(const Slice& slice, Blocks& blocks, const std::vector<bool>& which) {
  std::vector<std::size_t> out_of_reach;
  Filling filling(slice);
  for (std::size_t b = 0; b < blocks.all.size(); ++b) {
    if (!which[b] || filling.fill(blocks.all[b])) continue;
    out_of_reach.insert(out_of_reach.end(), blocks.all[b].open.begin(), blocks.all[b].open.end());
  }
  return out_of_reach;
}

}  // namespace precept::needing
