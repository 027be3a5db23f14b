// Sorting a Program's nodes into leaves and glue: see the header. One walk down from what is asked for, one walk up.
#include "runtime/native/words/plan.hpp"

#include "runtime/values/operators.hpp"

namespace precept::native {
namespace {

bool is_truth(const Program& program, NodeId id) { return program.node(id).type.kind == TypeKind::truth; }

// Logic: made of truths alone, or of nothing.
bool is_logic(const Program& program, const Node& node) {
  switch (node.op) {
    case Op::negation:
    case Op::conjunction:
    case Op::disjunction:
    case Op::at_least:
    case Op::truth_equal:
      return true;
    case Op::constant:
      return node.type.kind == TypeKind::truth;
    case Op::documented:
    case Op::exact:
      return is_truth(program, node.operands[0]);
    case Op::fact:
    case Op::recorded:
    case Op::less:
    case Op::less_equal:
    case Op::equal:
    case Op::between:
    case Op::in_set:
    case Op::choice_equal:
    case Op::choice_in:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::negate:
    case Op::rescale:
    case Op::add_months:
    case Op::add_days:
    case Op::limit_months:
    case Op::limit_days:
    case Op::months_as_days:
    case Op::whole_years:
    case Op::whole_months:
    case Op::whole_days:
    case Op::code_in:
    case Op::code_equal:
    case Op::pick:
    case Op::field:
    case Op::field_recorded:
    case Op::list_some:
    case Op::list_every:
    case Op::list_count:
    case Op::list_distinct:
    case Op::list_sum:
    case Op::list_least:
    case Op::list_greatest:
    case Op::list_latest:
    case Op::list_latest_has:
    case Op::list_documented:
    case Op::list_exact:
      return false;
  }
  return false;
}

GlueStep::Kind glue_kind(Op op) {
  switch (op) {
    case Op::negation:
      return GlueStep::Kind::negation;
    case Op::conjunction:
      return GlueStep::Kind::conjunction;
    case Op::disjunction:
      return GlueStep::Kind::disjunction;
    case Op::at_least:
      return GlueStep::Kind::at_least;
    case Op::truth_equal:
      return GlueStep::Kind::truth_equal;
    case Op::documented:
    case Op::exact:
      return GlueStep::Kind::differs;
    case Op::constant:
    case Op::fact:
    case Op::recorded:
    case Op::less:
    case Op::less_equal:
    case Op::equal:
    case Op::between:
    case Op::in_set:
    case Op::choice_equal:
    case Op::choice_in:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::negate:
    case Op::rescale:
    case Op::add_months:
    case Op::add_days:
    case Op::limit_months:
    case Op::limit_days:
    case Op::months_as_days:
    case Op::whole_years:
    case Op::whole_months:
    case Op::whole_days:
    case Op::code_in:
    case Op::code_equal:
    case Op::pick:
    case Op::field:
    case Op::field_recorded:
    case Op::list_some:
    case Op::list_every:
    case Op::list_count:
    case Op::list_distinct:
    case Op::list_sum:
    case Op::list_least:
    case Op::list_greatest:
    case Op::list_latest:
    case Op::list_latest_has:
    case Op::list_documented:
    case Op::list_exact:
      break;
  }
  return GlueStep::Kind::constant;
}

GlueStep glue_step(const WordPlan& plan, NodeId id) {
  const Node& node = plan.program->node(id);
  GlueStep step;
  step.kind = glue_kind(node.op);
  step.result = plan.plane_of[id.index];
  for (const NodeId operand : node.operands) step.operands.push_back(plan.plane_of[operand.index]);
  step.quantity = node.quantity;
  step.corrupt = plan.planted == node.op;
  if (node.op == Op::constant) step.truth = truth_of(node.constant);
  if (node.op == Op::documented) step.truth = truth_of(node.constant);  // its operand's whole type
  if (node.op == Op::exact) step.truth = Truth::undocumented;
  return step;
}

// Everything that an output or a node that may fail is made of.
std::vector<std::uint8_t> needed_nodes(const WordPlan& plan) {
  const auto& nodes = plan.program->nodes;
  std::vector<std::uint8_t> needed(nodes.size(), 0);
  for (const auto* list : {&plan.truths, &plan.others, &plan.fallible})
    for (const NodeId id : *list) needed[id.index] = 1;
  for (std::size_t i = nodes.size(); i-- > 0;)
    if (needed[i] != 0)
      for (const NodeId operand : nodes[i].operands) needed[operand.index] = 1;
  return needed;
}

}  // namespace

WordPlan plan_words(const Program& program, std::span<const NodeId> outputs, std::optional<Op> planted, Failing failing) {
  WordPlan plan;
  plan.program = &program;
  plan.planted = planted;
  for (const NodeId id : outputs) (is_truth(program, id) ? plan.truths : plan.others).push_back(id);
  const std::vector<std::uint8_t> outputs_need = needed_nodes(plan);
  for (std::uint32_t i = 0; i < program.nodes.size(); ++i)
    if (row_of(program.nodes[i].op).strictness == Strictness::may_fail &&
        (failing == Failing::anywhere || outputs_need[i] != 0))
      plan.fallible.push_back(NodeId{i});

  const std::vector<std::uint8_t> needed = needed_nodes(plan);
  for (std::uint32_t i = 0; i < program.nodes.size() && plan.refused.empty(); ++i)
    if (needed[i] != 0 && needs_records(program.nodes[i].op))
      plan.refused =
          "a rule goes over the records of a list, and lists are not read as columns; decide such cases one by one";
  if (!plan.refused.empty()) return plan;
  plan.plane_of.assign(program.nodes.size(), WordPlan::kNone);
  for (std::uint32_t i = 0; i < program.nodes.size(); ++i) {
    const NodeId id{i};
    if (needed[i] == 0 || !is_truth(program, id)) continue;
    plan.plane_of[i] = plan.planes++;
    if (is_logic(program, program.nodes[i])) {
      plan.glue.push_back(glue_step(plan, id));
    } else {
      plan.leaves.push_back(id);
    }
  }
  plan.is_output.assign(plan.planes, 0);
  for (const NodeId id : plan.truths) plan.is_output[plan.plane_of[id.index]] = 1;
  return plan;
}

}  // namespace precept::native
