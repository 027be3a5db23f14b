// Survey and traces in, the lowest failed operation that matters out. Never here: texts.
#include "runtime/decide/errors.hpp"

#include <algorithm>

namespace precept::deciding {
namespace {

class Reached {
 public:
  explicit Reached(const Program& program) : program_(program), seen_(program.nodes.size(), false) {}

  void node(NodeId root) {
    std::vector<NodeId> open{root};
    while (!open.empty()) {
      const NodeId id = open.back();
      open.pop_back();
      if (seen_[id.index]) continue;
      seen_[id.index] = true;
      const Node& each = program_.node(id);
      open.insert(open.end(), each.operands.begin(), each.operands.end());
    }
  }
  void node(const std::optional<NodeId>& root) {
    if (root) node(*root);
  }

  void criterion(CriterionId id) {
    const Criterion& criterion = program_.criterion(id);
    node(criterion.condition);
    node(criterion.unless);
    node(criterion.effective);
    for (const CriterionId branch : criterion.branches) this->criterion(branch);
  }

  void rule(RuleId id) {
    const Rule& rule = program_.rule(id);
    for (const auto* criteria : {&rule.requirements, &rule.exclusions, &rule.considers})
      for (const CriterionId each : *criteria) criterion(each);
    for (const auto* lines : {&rule.allows, &rule.never_more}) {
      for (const GrantLine& line : *lines) {
        node(line.quantity);
        node(line.within);
        node(line.when);
      }
    }
  }

  bool has(NodeId id) const { return seen_[id.index]; }

 private:
  const Program& program_;
  std::vector<bool> seen_;
};

Reached reached_by(const Program& program, const Policy& policy, const Survey& survey) {
  Reached reached(program);
  reached.node(policy.as_of);
  for (const CellSeen& cell : survey.cells) {
    for (std::size_t g = 0; g < cell.guidelines.size(); ++g) {
      const PlannedGuideline& guideline = cell.cell->guidelines[g];
      const GuidelineSeen& seen = cell.guidelines[g];
      if (seen.reached) reached.node(guideline.consulted->unless);
      for (std::size_t r = 0; r < guideline.rules.size(); ++r) {
        if (seen.rules_asked) reached.node(program.rule(guideline.rules[r].rule).applies);
        if (seen.rules[r].decides) reached.rule(guideline.rules[r].rule);
      }
    }
  }
  return reached;
}

}  // namespace

std::optional<NodeId> failure_that_matters(const Program& program, const Policy& policy, const Survey& survey,
                                           const std::vector<const Trace*>& traces) {
  const bool any = std::all_of(traces.begin(), traces.end(), [](const Trace* trace) { return !trace->failed.empty(); });
  if (traces.empty() || !any) return std::nullopt;
  const Reached reached = reached_by(program, policy, survey);
  std::optional<NodeId> lowest;
  for (const NodeId id : traces.front()->failed) {
    const bool everywhere = std::all_of(traces.begin(), traces.end(), [&](const Trace* trace) {
      return std::find(trace->failed.begin(), trace->failed.end(), id) != trace->failed.end();
    });
    if (everywhere && reached.has(id) && (!lowest || id < *lowest)) lowest = id;
  }
  return lowest;
}

std::optional<NodeId> failure_under(const Program& program, NodeId root, const Trace& trace) {
  if (trace.failed.empty()) return std::nullopt;
  Reached reached(program);
  reached.node(root);
  std::optional<NodeId> lowest;
  for (const NodeId id : trace.failed)
    if (reached.has(id) && (!lowest || id < *lowest)) lowest = id;
  return lowest;
}

}  // namespace precept::deciding
