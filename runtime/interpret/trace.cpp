// Which nodes every engine must give: found from the rules and policies down. Never here: evaluation.
#include "runtime/interpret/trace.hpp"

namespace precept {
namespace {

class Outputs {
 public:
  explicit Outputs(const Program& program) : program_(program), wanted_(program.nodes.size(), false) {}

  void want(const std::optional<NodeId>& node) {
    if (node) wanted_[node->index] = true;
  }

  // Operands have lower ids: from the top down, whatever a wanted truth node is made of is wanted too. What is not a
  // truth is a comparison's subject, and is not gone into.
  std::vector<NodeId> finish() {
    for (std::size_t index = wanted_.size(); index-- > 0;) {
      const Node& node = program_.nodes[index];
      if (!wanted_[index] || node.type.kind != TypeKind::truth) continue;
      for (const NodeId operand : node.operands) wanted_[operand.index] = true;
    }
    std::vector<NodeId> outputs;
    for (std::uint32_t index = 0; index < wanted_.size(); ++index)
      if (wanted_[index]) outputs.push_back(NodeId{index});
    return outputs;
  }

 private:
  const Program& program_;
  std::vector<bool> wanted_;
};

}  // namespace

std::vector<NodeId> trace_outputs(const Program& program) {
  Outputs outputs(program);
  for (const Criterion& criterion : program.criteria) {
    outputs.want(criterion.condition);
    outputs.want(criterion.unless);
    outputs.want(criterion.effective);
  }
  for (const Rule& rule : program.rules) {
    outputs.want(rule.applies);
    for (const auto* lines : {&rule.allows, &rule.never_more})
      for (const GrantLine& line : *lines) {
        outputs.want(line.quantity);
        outputs.want(line.within);
        outputs.want(line.when);
      }
  }
  for (const Policy& policy : program.policies) {
    outputs.want(policy.as_of);
    for (const ConsultStep& step : policy.steps)
      for (const Consulted& consulted : step.alternatives) outputs.want(consulted.unless);
  }
  return outputs.finish();
}

}  // namespace precept
