// List expressions to list operations: a loop for each list within each loop around it, shared by all that go over it.
#include <algorithm>
#include <utility>

#include "compiler/lower/lowering.hpp"

namespace precept::lower {

ScopeId Lowering::scope_of(const check::Expr& expr) {
  Scope scope;
  scope.parent = scope_;
  scope.fact = expr.list.fact;
  if (!scope.fact) {
    scope.owner = loops_.at(expr.list.loop);
    scope.field = expr.list.field;
  }
  scope.record = expr.list.record;
  auto& scopes = out_.program.scopes;
  const auto known = std::find(scopes.begin(), scopes.end(), scope);
  const ScopeId id{static_cast<std::uint32_t>(known - scopes.begin()) + 1};
  if (known == scopes.end()) scopes.push_back(scope);
  return id;
}

NodeId Lowering::field(const check::Expr& expr, Reading reading) {
  Node node;
  node.op = reading == Reading::recorded ? Op::field_recorded : Op::field;
  node.type = type(expr.type);
  node.scope = loops_.at(expr.loop);
  node.field = expr.field;
  return nodes_.intern(std::move(node), expr.span);
}

Lowering::RecordDefinitionKey Lowering::record_definition_key(const check::Expr& expr, Reading reading) const {
  return {expr.list.record, expr.definition, loops_.at(expr.loop), scope_, reading};
}

NodeId Lowering::record_definition(const check::Expr& expr, Reading reading) {
  const RecordDefinitionKey key = record_definition_key(expr, reading);
  if (const auto known = record_definition_nodes_.find(key); known != record_definition_nodes_.end()) return known->second;
  const NodeId lowered = for_record(expr, [&](const check::Expr& value) { return expression(value, reading); });
  record_definition_nodes_.emplace(key, lowered);
  return lowered;
}

std::vector<NodeId> Lowering::record_operands(const check::Expr& expr, Reading reading, ScopeId scope) {
  const ScopeId around = std::exchange(scope_, scope);
  loops_[expr.loop] = scope;
  std::vector<NodeId> operands;
  for (const check::Expr& operand : expr.operands) operands.push_back(expression(operand, reading));
  scope_ = around;
  return operands;
}

NodeId Lowering::list(const check::Expr& expr, Reading reading) {
  const ScopeId scope = scope_of(expr);
  Node node;
  const bool of_truths = expr.op == Op::list_latest && expr.type.kind == check::Kind::truth;
  node.op = of_truths ? Op::list_latest_has : expr.op;  // of none, a truth is no
  node.type = type(expr.type);
  node.operands = record_operands(expr, reading, scope);
  node.list = scope;
  node.members = expr.members;
  return nodes_.intern(std::move(node), expr.span);
}

// Whether there is a record that a value of the list can be of.
NodeId Lowering::some_match(const check::Expr& expr, Reading reading) {
  const ScopeId scope = scope_of(expr);
  Node node;
  node.op = Op::list_some;
  node.type.kind = TypeKind::truth;
  node.operands = {record_operands(expr, reading, scope).front()};
  node.list = scope;
  return nodes_.intern(std::move(node), expr.span);
}

}  // namespace precept::lower
