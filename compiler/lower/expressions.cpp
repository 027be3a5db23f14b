// Expressions to nodes: equal ones shared, definitions replaced by what they stand for, spans by limit dates.
#include <algorithm>
#include <cassert>
#include <utility>

#include "compiler/lower/lowering.hpp"

namespace precept::lower {

namespace {

void mix(std::size_t& seed, std::uint64_t value) { seed ^= value + 0x9e3779b97f4a7c15ULL + (seed << 6) + (seed >> 2); }

std::size_t hash_of(const Node& node) {
  std::size_t seed = static_cast<std::size_t>(node.op);
  mix(seed, static_cast<std::uint64_t>(node.type.kind));
  for (const NodeId operand : node.operands) mix(seed, operand.index);
  mix(seed, node.fact.index);
  mix(seed, static_cast<std::uint64_t>(node.constant.lo));
  mix(seed, static_cast<std::uint64_t>(node.constant.hi));
  mix(seed, node.members);
  mix(seed, static_cast<std::uint64_t>(node.quantity));
  mix(seed, static_cast<std::uint64_t>(node.numerator));
  mix(seed, static_cast<std::uint64_t>(node.denominator));
  mix(seed, node.scope.index);
  mix(seed, node.list.index);
  mix(seed, node.field);
  mix(seed, node.codes.index);
  return seed;
}

bool is_span(const check::Expr& expr) { return expr.type.kind == check::Kind::span; }

Type of_kind(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}
Type truth() { return of_kind(TypeKind::truth); }
Type date() { return of_kind(TypeKind::date); }

bool is_comparison(Op op) {
  const OperandClass operands = row_of(op).operands;
  return op == Op::truth_equal || operands == OperandClass::ordered || operands == OperandClass::choice || operands == OperandClass::code;
}

}  // namespace

// A node belongs to the innermost of the records that its operands are read from; a list operation to the one around its own.
NodeId NodeTable::intern(Node node, source::Span span) {
  if (is_list_operation(node.op)) {
    node.scope = program_.scope(node.list).parent;
    node.body = record_body(program_, node);
  } else {
    for (const NodeId operand : node.operands) node.scope = std::max(node.scope, program_.node(operand).scope);
  }
  const std::size_t hash = hash_of(node);
  const auto [begin, end] = known_.equal_range(hash);
  for (auto it = begin; it != end; ++it)
    if (program_.nodes[it->second] == node) return NodeId{it->second};
  const auto index = static_cast<std::uint32_t>(program_.nodes.size());
  known_.emplace(hash, index);
  program_.nodes.push_back(std::move(node));
  spans_.push_back(span);
  return NodeId{index};
}

NodeId Lowering::logic(Op op, std::vector<NodeId> operands, source::Span span, std::int64_t quantity) {
  if (operands.size() == 1 && op != Op::negation && op != Op::at_least) return operands.front();
  Node node;
  node.op = op;
  node.type = truth();
  node.operands = std::move(operands);
  node.quantity = quantity;
  return nodes_.intern(std::move(node), span);
}

NodeId Lowering::effective(NodeId condition, const std::optional<NodeId>& unless, Section section, source::Span span) {
  if (!unless) return condition;
  if (section != Section::excluded) return logic(Op::disjunction, {condition, *unless}, span);
  return logic(Op::conjunction, {condition, logic(Op::negation, {*unless}, span)}, span);
}

NodeId Lowering::group(const check::Expr& expr, Reading reading) {
  std::vector<NodeId> operands;
  for (const check::Criterion& branch : expr.branches) {
    const NodeId condition = expression(branch.condition, reading);
    const auto unless = branch.unless ? std::optional(expression(*branch.unless, reading)) : std::nullopt;
    operands.push_back(effective(condition, unless, Section::branch, branch.span));
  }
  switch (expr.group) {
    case ast::Group::Kind::all_of: return logic(Op::conjunction, std::move(operands), expr.span);
    case ast::Group::Kind::any_of: return logic(Op::disjunction, std::move(operands), expr.span);
    case ast::Group::Kind::at_least: break;
  }
  return logic(Op::at_least, std::move(operands), expr.span, expr.quantity);
}

std::pair<NodeId, NodeId> Lowering::span_of(const check::Expr& expr, Reading reading) {
  if (expr.form == check::Expr::Form::definition) {
    auto& known = definition_spans_[static_cast<int>(reading)][expr.definition];
    if (!known && reading == Reading::recorded) read_as_recorded(expr.definition);
    if (!known) known = span_of(library_.definitions[expr.definition].value, reading);
    return *known;
  }
  if (expr.form == check::Expr::Form::record_definition)
    return for_record(expr, [&](const check::Expr& value) { return span_of(value, reading); });
  assert(expr.form == check::Expr::Form::span);
  const NodeId from = expression(expr.operands[0], reading);
  return {from, expression(expr.operands[1], reading)};
}

NodeId Lowering::limit(NodeId from, const check::Expr& duration, Reading reading) {
  Node node;
  node.op = duration.type.kind == check::Kind::months ? Op::limit_months : Op::limit_days;
  node.type = date();
  node.operands = {from, expression(duration, reading)};
  return nodes_.intern(std::move(node), duration.span);
}

// `time from A to B <= D` means `B <= A + D`; the other relations alike, and with sides exchanged.
NodeId Lowering::comparison_with_span(const check::Expr& expr, Reading reading) {
  const auto& operands = expr.operands;
  std::vector<NodeId> lowered;
  for (const check::Expr& operand : operands)
    if (is_span(operand)) {
      const auto [from, until] = span_of(operand, reading);
      for (const check::Expr& other : operands) lowered.push_back(is_span(other) ? until : limit(from, other, reading));
      break;
    }
  Node node;
  node.op = expr.op;
  node.type = truth();
  node.operands = std::move(lowered);
  return nodes_.intern(std::move(node), expr.span);
}

// Definitions are lowered in the order of dependency as assumed; as recorded only those that are asked for, and in that order too.
void Lowering::read_as_recorded(std::uint32_t definition) {
  const ScopeId around = std::exchange(scope_, ScopeId{});  // a definition is of the case
  const int reading = static_cast<int>(Reading::recorded);
  std::vector<std::pair<std::uint32_t, bool>> open{{definition, false}};
  while (!open.empty()) {
    const auto [index, mentions_done] = open.back();
    open.pop_back();
    if (definition_nodes_[reading][index] || definition_spans_[reading][index]) continue;
    const check::Expr& value = library_.definitions[index].value;
    if (mentions_done) {
      if (is_span(value)) definition_spans_[reading][index] = span_of(value, Reading::recorded);
      else definition_nodes_[reading][index] = expression(value, Reading::recorded);
      continue;
    }
    open.emplace_back(index, true);
    const auto& mentioned = out_.program.definitions[index].mentions_definitions;
    for (auto it = mentioned.rbegin(); it != mentioned.rend(); ++it) open.emplace_back(*it, false);
  }
  scope_ = around;
}

// `is documented` and `is exact` look at the record: facts as recorded, without what is assumed.
NodeId Lowering::documented(const check::Expr& expr) {
  const check::Expr& subject = expr.operands.front();
  const auto test = [&](NodeId operand, Value whole) {
    Node node;
    node.op = expr.op;
    node.type = truth();
    node.operands = {operand};
    if (expr.op == Op::documented) node.constant = whole;
    return nodes_.intern(std::move(node), expr.span);
  };
  // A definition may stand for a fact: then the fact's own range is the whole.
  const auto whole = [&](NodeId node, Value otherwise) {
    const Node& read = out_.program.node(node);
    if (read.op == Op::field_recorded) return out_.program.record(out_.program.scope(read.scope).record).fields[read.field].whole;
    return read.op == Op::recorded ? out_.program.fact(read.fact).whole : otherwise;
  };
  if (!is_span(subject)) {
    const NodeId operand = expression(subject, Reading::recorded);
    return test(operand, whole(operand, expr.constant));
  }
  const auto [from, until] = span_of(subject, Reading::recorded);
  const NodeId first = test(from, whole(from, kUnbounded));
  return logic(Op::conjunction, {first, test(until, whole(until, kUnbounded))}, expr.span);
}

// The records that a value stands on: where there is none, nothing can be said of it, and a comparison with it is unmet.
void Lowering::matches(const check::Expr& expr, Reading reading, std::vector<NodeId>& found) {
  using Form = check::Expr::Form;
  const auto add = [&](const std::vector<NodeId>& nodes) {
    for (const NodeId node : nodes)
      if (std::find(found.begin(), found.end(), node) == found.end()) found.push_back(node);
  };
  if (expr.form == Form::definition) {
    const std::pair key(expr.definition, reading);
    if (!definition_matches_.contains(key)) {
      const ScopeId around = std::exchange(scope_, ScopeId{});
      std::vector<NodeId> below;
      matches(library_.definitions[expr.definition].value, reading, below);
      definition_matches_[key] = std::move(below);
      scope_ = around;
    }
    add(definition_matches_.at(key));
  } else if (expr.form == Form::record_definition) {
    const auto key = record_definition_key(expr, reading);
    if (!record_definition_matches_.contains(key)) {
      record_definition_matches_[key] = for_record(expr, [&](const check::Expr& value) {
        std::vector<NodeId> below;
        matches(value, reading, below);
        return below;
      });
    }
    add(record_definition_matches_.at(key));
  } else if (expr.form == Form::list) {
    if (expr.op == Op::list_least || expr.op == Op::list_greatest || expr.op == Op::list_latest) add({some_match(expr, reading)});
  } else if (expr.type.kind != check::Kind::truth) {
    for (const check::Expr& operand : expr.operands) matches(operand, reading, found);
  }
}

NodeId Lowering::compared(const check::Expr& expr, Reading reading) {
  const bool with_span = std::any_of(expr.operands.begin(), expr.operands.end(), is_span);
  return with_span ? comparison_with_span(expr, reading) : operation(expr, reading);
}

// `is not`, `not in`, `is no`: unmet too where a value has no record.
NodeId Lowering::negated_comparison(const check::Expr& expr, Reading reading) {
  const check::Expr& inner = expr.operands.front();
  const bool compares = inner.form == check::Expr::Form::operation && is_comparison(inner.op);
  std::vector<NodeId> terms;
  if (!compares) matches(inner, reading, terms);
  else
    for (const check::Expr& operand : inner.operands) matches(operand, reading, terms);
  terms.push_back(logic(Op::negation, {compares ? compared(inner, reading) : expression(inner, reading)}, expr.span));
  return logic(Op::conjunction, std::move(terms), expr.span);
}

NodeId Lowering::comparison(const check::Expr& expr, Reading reading) {
  std::vector<NodeId> terms;
  for (const check::Expr& operand : expr.operands) matches(operand, reading, terms);
  terms.push_back(compared(expr, reading));
  return logic(Op::conjunction, std::move(terms), expr.span);
}

NodeId Lowering::operation(const check::Expr& expr, Reading reading) {
  Node node;
  node.op = expr.op == Op::fact && reading == Reading::recorded ? Op::recorded : expr.op;
  node.type = type(expr.type);
  if (expr.op == Op::whole_years || expr.op == Op::whole_months || expr.op == Op::whole_days) {
    const auto [from, until] = span_of(expr.operands.front(), reading);
    node.operands = {from, until};
  } else {
    for (const check::Expr& operand : expr.operands) node.operands.push_back(expression(operand, reading));
  }
  node.fact = expr.fact;
  node.constant = expr.constant;
  node.members = expr.members;
  node.quantity = expr.quantity;
  node.numerator = expr.numerator;
  node.denominator = expr.denominator;
  node.codes = expr.codes;
  return nodes_.intern(std::move(node), expr.span);
}

NodeId Lowering::expression(const check::Expr& expr, Reading reading) {
  using Form = check::Expr::Form;
  if (expr.form == Form::definition) {
    auto& known = definition_nodes_[static_cast<int>(reading)][expr.definition];
    if (!known && reading == Reading::recorded) read_as_recorded(expr.definition);
    if (!known) known = expression(library_.definitions[expr.definition].value, reading);
    return *known;
  }
  if (expr.form == Form::record_definition) return record_definition(expr, reading);
  if (expr.form == Form::group) return group(expr, reading);
  if (expr.form == Form::field) return field(expr, reading);
  if (expr.form == Form::list) return list(expr, reading);
  assert(expr.form == Form::operation);
  if (expr.op == Op::documented || expr.op == Op::exact) return documented(expr);
  if (expr.op == Op::negation && expr.of_comparison) return negated_comparison(expr, reading);
  return is_comparison(expr.op) ? comparison(expr, reading) : operation(expr, reading);
}

}  // namespace precept::lower
