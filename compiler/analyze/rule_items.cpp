// Items in the order of the rule; groups by the facts that they have in common.
#include "compiler/analyze/rule_items.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "compiler/analyze/sites.hpp"

namespace precept::analyze {

namespace {

// Whether what it comes to depends on how the record is kept: no complete record shows all of that.
bool asks_the_record(const Program& program, NodeId root) {
  std::vector<NodeId> left{root};
  std::vector<bool> seen(root.index + 1, false);
  while (!left.empty()) {
    const NodeId id = left.back();
    left.pop_back();
    if (seen[id.index]) continue;
    seen[id.index] = true;
    const Node& node = program.node(id);
    if (node.op == Op::documented || node.op == Op::exact || node.op == Op::list_documented || node.op == Op::list_exact) return true;
    for (const NodeId each : node.operands) left.push_back(each);
    for (const NodeId each : node.body)
      if (each.index < id.index) left.push_back(each);
  }
  return false;
}

bool share(const std::vector<FactId>& one, const std::vector<FactId>& other) {
  return std::any_of(one.begin(), one.end(), [&](FactId fact) { return std::find(other.begin(), other.end(), fact) != other.end(); });
}

class Collecting {
 public:
  Collecting(const Program& program, RuleId id) : program_(program), rule_(program.rule(id)), id_(id) {}

  RuleItems run() {
    if (rule_.applies) add(Item::Kind::applies, 0, id_, *rule_.applies, true);
    for (const RuleId other : program_.edition(rule_.edition).rules) {
      const Rule& beside = program_.rule(other);
      if (other == id_ || beside.service != rule_.service || !beside.applies) continue;
      const bool goes_first = std::find(beside.overrides.begin(), beside.overrides.end(), id_) != beside.overrides.end();
      if (goes_first || rule_.applies_otherwise) add(Item::Kind::beside, 0, other, *beside.applies, false);
    }
    for (std::size_t i = 0; i < rule_.requirements.size(); ++i)
      add(Item::Kind::requirement, i, id_, program_.criterion(rule_.requirements[i]).effective, true);
    for (std::size_t i = 0; i < rule_.exclusions.size(); ++i)
      add(Item::Kind::exclusion, i, id_, program_.criterion(rule_.exclusions[i]).effective, false);
    group();
    return std::move(out_);
  }

 private:
  void add(Item::Kind kind, std::size_t place, RuleId rule, NodeId condition, bool holds) {
    if (!asks_the_record(program_, condition)) out_.all.push_back({kind, place, rule, {condition, holds}, facts_below(program_, {condition})});
  }

  void group() {
    std::vector<std::size_t> of(out_.all.size());
    std::iota(of.begin(), of.end(), std::size_t{0});
    const std::function<std::size_t(std::size_t)> top = [&](std::size_t i) { return of[i] == i ? i : of[i] = top(of[i]); };
    for (std::size_t i = 0; i < of.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (share(out_.all[i].facts, out_.all[j].facts)) of[top(i)] = top(j);
    for (std::size_t i = 0; i < of.size(); ++i) {
      if (top(i) != i) continue;
      auto& made = out_.groups.emplace_back();
      for (std::size_t j = 0; j < of.size(); ++j)
        if (top(j) == i) made.push_back(j);
    }
  }

  const Program& program_;
  const Rule& rule_;
  const RuleId id_;
  RuleItems out_;
};

}  // namespace

std::vector<Literal> RuleItems::wanted(const std::vector<std::size_t>& group) const {
  std::vector<Literal> out;
  for (const std::size_t i : group) out.push_back(all[i].wanted);
  return out;
}

RuleItems items_of(const Program& program, RuleId rule) { return Collecting(program, rule).run(); }

bool within_reach(const RuleItems& items, const std::vector<std::size_t>& group) {
  std::vector<FactId> facts;
  for (const std::size_t i : group)
    for (const FactId fact : items.all[i].facts)
      if (std::find(facts.begin(), facts.end(), fact) == facts.end()) facts.push_back(fact);
  return group.size() <= kTogetherMax && facts.size() <= kFactsTogetherMax;
}

std::vector<NeededValue> record_meeting(RuleSpace& space, ServiceId service, const RuleItems& items) {
  std::vector<NeededValue> out;
  for (const auto& group : items.groups) {
    if (!within_reach(items, group)) continue;
    const Reached found = space.ask(service, items.wanted(group));
    out.insert(out.end(), found.values.begin(), found.values.end());
  }
  return out;
}

}  // namespace precept::analyze
