// Verifies types, values and nodes: each node against its row of the operator table.
// Never here: rules, texts, a node's meaning.
#include "runtime/program/verify_nodes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>

#include "runtime/program/value_text.hpp"
#include "runtime/values/calendar.hpp"

namespace precept {
namespace {

bool is_number(TypeKind kind) { return kind == TypeKind::count || kind == TypeKind::number; }
bool is_duration(TypeKind kind) { return kind == TypeKind::months || kind == TypeKind::days; }
bool is_numeric(TypeKind kind) { return is_number(kind) || is_duration(kind); }

// Counts and numbers are both in millionths, and go together.
bool go_together(const Type& a, const Type& b) {
  if (is_number(a.kind) && is_number(b.kind)) return true;
  return a.kind == b.kind && a.enumeration == b.enumeration && a.system == b.system;
}

std::uint64_t all_members(const Program& program, const Type& type) {
  const std::size_t members = program.enumeration(type.enumeration).members.size();
  return members >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << members) - 1;
}

// lo..hi with each bound in low..high, or none.
bool range_is_within(Value value, std::int64_t low, std::int64_t high) {
  const bool low_fits = value.lo == kNoLow || (value.lo >= low && value.lo <= high);
  const bool high_fits = value.hi == kNoHigh || (value.hi >= low && value.hi <= high);
  return value.lo <= value.hi && low_fits && high_fits;
}

bool is_limit(Op op) { return op == Op::limit_months || op == Op::limit_days; }

bool compares_ordered(Op op) { return row_of(op).operands == OperandClass::ordered; }

class NodeVerifier {
 public:
  NodeVerifier(const Program& program, std::uint32_t index)
      : program_(program), node_(program.nodes[index]), index_(index) {}

  Broken verify() const {
    if (static_cast<std::size_t>(node_.op) >= kOperators.size()) return broken("has no operation");
    if (!type_is_valid(program_, node_.type)) return broken("has no valid type");
    if (node_.type.kind == TypeKind::text || node_.type.kind == TypeKind::list)
      return broken("is a {0}: {0}s are never computed with", kind_name(node_.type.kind));
    if (const Broken wrong = operands_are_lower()) return wrong;
    if (const Broken wrong = scopes_fit()) return wrong;
    if (!arity_fits()) return broken("has {} operands", node_.operands.size());
    if (!operands_fit()) return broken("has operands of the wrong type");
    if (!result_fits()) return broken("has a result of the wrong type, {}", type_text(program_, node_.type));
    if (const Broken wrong = extras_are_its_own()) return wrong;
    return extras_are_sound();
  }

 private:
  template <class... Parts>
  Broken broken(fmt::format_string<Parts...> text, Parts&&... parts) const {
    const bool known = static_cast<std::size_t>(node_.op) < kOperators.size();
    return fmt::format("node n{} ({}) ", index_, known ? row_of(node_.op).name : "?") +
           fmt::format(text, std::forward<Parts>(parts)...);
  }

  const Type& operand(std::size_t place) const { return program_.node(node_.operands[place]).type; }
  TypeKind kind(std::size_t place) const { return operand(place).kind; }

  Broken operands_are_lower() const {
    for (const NodeId id : node_.operands) {
      if (id.index >= index_) return broken("has the operand n{}, which is not below it", id.index);
      if (is_limit(program_.node(id).op) && !compares_ordered(node_.op))
        return broken("works on n{}: a limit may only be compared with", id.index);
    }
    return std::nullopt;
  }

  // A node sees its own record and those around it; a list operation's operands see one of its records too.
  Broken scopes_fit() const {
    const auto known = [&](ScopeId scope) { return scope.index <= program_.scopes.size(); };
    if (!known(node_.scope) || !known(node_.list)) return broken("lies in a loop that is not there");
    const bool loops = is_list_operation(node_.op);
    if (loops != (node_.list != ScopeId{})) return broken("goes over a list that is not its own");
    if (loops && program_.scope(node_.list).parent != node_.scope) return broken("goes over a list from outside of its place");
    for (const NodeId id : node_.operands)
      if (!is_within(program_, loops ? node_.list : node_.scope, program_.node(id).scope))
        return broken("has the operand n{} of a record that it does not see", id.index);
    if (loops ? node_.body != record_body(program_, node_) : !node_.body.empty()) return broken("evaluates what it does not need");
    return std::nullopt;
  }

  bool arity_fits() const {
    const int arity = row_of(node_.op).arity;
    if (arity == kManyOperands) return node_.operands.size() >= (node_.op == Op::in_set ? 2u : 1u);
    return node_.operands.size() == static_cast<std::size_t>(arity);
  }

  template <class Fits>
  bool every_operand(Fits fits) const {
    return std::all_of(node_.operands.begin(), node_.operands.end(),
                       [&](NodeId id) { return fits(program_.node(id).type); });
  }

  bool operands_fit() const {
    switch (row_of(node_.op).operands) {
      case OperandClass::none:
      case OperandClass::any:
        return true;
      case OperandClass::truth:
        return every_operand([](const Type& type) { return type.kind == TypeKind::truth; });
      case OperandClass::choice:
        return every_operand(
            [&](const Type& type) { return type.kind == TypeKind::choice && go_together(type, operand(0)); });
      case OperandClass::ordered:
        return every_operand([&](const Type& type) { return is_ordered(type.kind) && go_together(type, operand(0)); });
      case OperandClass::numeric:
        return numeric_operands_fit();
      case OperandClass::date:
        return every_operand([](const Type& type) { return type.kind == TypeKind::date; });
      case OperandClass::date_months:
        return kind(0) == TypeKind::date && kind(1) == TypeKind::months;
      case OperandClass::date_days:
        return kind(0) == TypeKind::date && kind(1) == TypeKind::days;
      case OperandClass::duration:
        return kind(0) == TypeKind::months;
      case OperandClass::pairs:
        return pairs_fit();
      case OperandClass::code:
        return every_operand([&](const Type& type) { return type.kind == TypeKind::code && type.system == operand(0).system; });
      case OperandClass::record_truth:
      case OperandClass::record_value:
        return kind(0) == TypeKind::truth;
      case OperandClass::record_truths:
        return kind(0) == TypeKind::truth && kind(1) == TypeKind::truth;
      case OperandClass::record_number:
        return kind(0) == TypeKind::truth && is_numeric(kind(1));
      case OperandClass::record_latest:
        return kind(0) == TypeKind::truth && kind(1) == TypeKind::date;
      case OperandClass::record_latest_truth:
        return kind(0) == TypeKind::truth && kind(1) == TypeKind::date && kind(2) == TypeKind::truth;
    }
    return false;
  }

  // Conditions and values by turns, and perhaps one value more.
  bool pairs_fit() const {
    if (node_.operands.size() < 2) return false;
    const std::size_t paired = node_.operands.size() / 2 * 2;
    for (std::size_t place = 0; place < node_.operands.size(); ++place) {
      const bool is_value = place % 2 == 1 || place >= paired;
      if (is_value ? !go_together(operand(place), operand(1)) : kind(place) != TypeKind::truth) return false;
    }
    return true;
  }

  // Sums are of one kind. A duration is multiplied by a number, and divided by one or by its like.
  bool numeric_operands_fit() const {
    if (!every_operand([](const Type& type) { return is_numeric(type.kind); })) return false;
    if (node_.op == Op::add || node_.op == Op::subtract) return go_together(operand(0), operand(1));
    if (node_.op == Op::multiply) return is_number(kind(0)) || is_number(kind(1));
    if (node_.op == Op::divide) return is_number(kind(1)) || kind(0) == kind(1);
    return true;
  }

  bool result_fits() const {
    const TypeKind result = node_.type.kind;
    switch (row_of(node_.op).result) {
      case ResultClass::truth:
        return result == TypeKind::truth;
      case ResultClass::same:
        return go_together(node_.type, operand(0));
      case ResultClass::numeric:
        return numeric_result_fits();
      case ResultClass::date:
        return result == TypeKind::date;
      case ResultClass::days:
        return result == TypeKind::days;
      case ResultClass::count:
        return result == TypeKind::count;
      case ResultClass::any:
        return true;
      case ResultClass::value:
        return value_result_fits();
    }
    return false;
  }

  bool value_result_fits() const {
    const bool extreme = node_.op == Op::list_least || node_.op == Op::list_greatest;
    if (extreme && !is_ordered(operand(1).kind)) return false;
    return go_together(node_.type, operand(node_.op == Op::pick ? 1 : node_.operands.size() - 1));
  }

  bool numeric_result_fits() const {
    if (node_.op == Op::rescale) return go_together(node_.type, operand(0));
    if (node_.op == Op::divide && is_duration(kind(1))) return is_number(node_.type.kind);
    for (std::size_t place = 0; place < node_.operands.size(); ++place)
      if (is_duration(kind(place))) return node_.type.kind == kind(place);
    return is_number(node_.type.kind);
  }

  // What an operation does not read holds its default, so that equal nodes look equal.
  Broken extras_are_its_own() const {
    const bool of_fact = node_.op == Op::fact || node_.op == Op::recorded;
    const bool has_value = node_.op == Op::constant || node_.op == Op::documented;
    if (!of_fact && node_.fact != FactId{}) return broken("names a fact");
    if (!has_value && node_.constant != Value{}) return broken("holds a constant");
    const bool of_field = node_.op == Op::field || node_.op == Op::field_recorded;
    if (!of_field && node_.field != 0) return broken("names a field");
    if (node_.op != Op::code_in && node_.codes != CodeListId{}) return broken("names a code list");
    if (node_.op != Op::choice_in && node_.op != Op::list_distinct && node_.members != 0) return broken("holds members");
    if (node_.op != Op::at_least && node_.quantity != 0) return broken("holds a quantity");
    if (node_.op != Op::rescale && (node_.numerator != 1 || node_.denominator != 1)) return broken("holds a ratio");
    return std::nullopt;
  }

  Broken extras_are_sound() const {
    if (node_.op == Op::fact || node_.op == Op::recorded) return fact_is_sound();
    if (node_.op == Op::field || node_.op == Op::field_recorded) return field_is_sound();
    if (node_.op == Op::code_in && (node_.codes.index >= program_.code_lists.size() ||
                                    program_.code_list(node_.codes).system != operand(0).system))
      return broken("names no code list of its operand's system");
    if (node_.op == Op::constant && !value_is_valid(program_, node_.type, node_.constant))
      return broken("is no value of its type: {}", value_text(program_, node_.type, node_.constant));
    if (node_.op == Op::documented) return whole_is_sound();
    if (node_.op == Op::choice_in && (node_.members == 0 || (node_.members & ~all_members(program_, operand(0))) != 0))
      return broken("names members that the choice does not have");
    if (node_.op == Op::at_least &&
        (node_.quantity < 1 || node_.quantity > static_cast<std::int64_t>(node_.operands.size())))
      return broken("asks for {} of {}", node_.quantity, node_.operands.size());
    if (node_.op == Op::rescale && (node_.numerator < 1 || node_.denominator < 1))
      return broken("has a ratio that is not positive");
    return std::nullopt;
  }

  Broken fact_is_sound() const {
    if (node_.fact.index >= program_.facts.size()) return broken("names the fact f{}, which is not there", node_.fact.index);
    if (node_.type != program_.fact(node_.fact).type) return broken("is not of its fact's type");
    return std::nullopt;
  }

  Broken field_is_sound() const {
    if (node_.scope == ScopeId{}) return broken("is a field of no record");
    const auto& fields = program_.record(program_.scope(node_.scope).record).fields;
    if (node_.field >= fields.size()) return broken("names a field that is not there");
    if (node_.type != fields[node_.field].type) return broken("is not of its field's type");
    return std::nullopt;
  }

  Broken whole_is_sound() const {
    if (!value_is_valid(program_, operand(0), node_.constant)) return broken("holds no whole of its operand's type");
    const Node& of = program_.node(node_.operands[0]);
    const bool of_fact = of.op == Op::fact || of.op == Op::recorded;
    if (of_fact && node_.constant != program_.fact(of.fact).whole) return broken("holds a whole that is not its fact's");
    return std::nullopt;
  }

  const Program& program_;
  const Node& node_;
  std::uint32_t index_;
};

bool comes_before(const Node& a, const Node& b) {
  const auto key = [](const Node& node) {
    return std::tuple(node.op, node.type.kind, node.type.enumeration, node.type.unit, node.type.is_signed, node.fact,
                      node.constant.lo, node.constant.hi, node.members, node.quantity, node.numerator, node.denominator,
                      node.scope, node.list, node.field, node.codes);
  };
  const auto key_a = key(a);
  const auto key_b = key(b);
  if (key_a != key_b) return key_a < key_b;
  return a.operands < b.operands;
}

Broken nodes_differ(const Program& program) {
  std::vector<std::uint32_t> order(program.nodes.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return comes_before(program.nodes[a], program.nodes[b]); });
  for (std::size_t place = 1; place < order.size(); ++place)
    if (program.nodes[order[place - 1]] == program.nodes[order[place]])
      return fmt::format("nodes n{} and n{} are equal", order[place - 1], order[place]);
  return std::nullopt;
}

}  // namespace

bool type_is_valid(const Program& program, const Type& type) {
  if (static_cast<int>(type.kind) > static_cast<int>(TypeKind::list)) return false;
  if (type.kind == TypeKind::code ? type.system.index >= program.systems.size() : type.system != SystemId{}) return false;
  if (type.kind == TypeKind::list ? type.record.index >= program.records.size() : type.record != RecordId{}) return false;
  const bool enumerated = type.kind == TypeKind::choice || type.kind == TypeKind::scale;
  if (!enumerated && type.enumeration != EnumId{}) return false;
  if (enumerated) {
    if (type.enumeration.index >= program.enumerations.size()) return false;
    if (program.enumeration(type.enumeration).ordered != (type.kind == TypeKind::scale)) return false;
  }
  if (type.unit && (!is_number(type.kind) || type.unit->index >= program.units.size())) return false;
  return !type.is_signed || is_numeric(type.kind);
}

bool value_is_valid(const Program& program, const Type& type, Value value) {
  const bool from_zero = !type.is_signed && value.lo < 0;
  switch (type.kind) {
    case TypeKind::truth:
      return value.lo >= 1 && value.lo <= 3 && value.hi == 0;
    case TypeKind::choice:
      return value.lo != 0 && (static_cast<std::uint64_t>(value.lo) & ~all_members(program, type)) == 0 && value.hi == 0;
    case TypeKind::scale: {
      const auto members = static_cast<std::int64_t>(program.enumeration(type.enumeration).members.size());
      return value.lo >= 0 && value.hi < members && value.lo <= value.hi;
    }
    case TypeKind::count: {
      const bool whole = (value.lo == kNoLow || value.lo % kOne == 0) && (value.hi == kNoHigh || value.hi % kOne == 0);
      return whole && !from_zero && range_is_within(value, -kNumberMax, kNumberMax);
    }
    case TypeKind::number:
      return !from_zero && range_is_within(value, -kNumberMax, kNumberMax);
    case TypeKind::date:
      return range_is_within(value, kFirstDay, kLastDay);
    case TypeKind::months:
    case TypeKind::days:
      return range_is_within(value, -kDurationMax, kDurationMax);
    case TypeKind::text:
    case TypeKind::list:
      return value == Value{};
    case TypeKind::code: {
      const auto items = static_cast<std::int64_t>(program.system(type.system).items.size());
      return value == kUnknownCode || (value.lo >= 0 && value.lo <= items && value.hi >= 0);
    }
  }
  return false;
}

bool value_is_single(const Type& type, Value value) {
  if (type.kind == TypeKind::text || type.kind == TypeKind::list) return false;
  if (type.kind == TypeKind::code) return value != kUnknownCode;
  if (is_ordered(type.kind)) return value.lo == value.hi;
  return value.lo != 0 && (value.lo & (value.lo - 1)) == 0;
}

Broken verify_nodes(const Program& program) {
  for (std::uint32_t index = 0; index < program.nodes.size(); ++index)
    if (const Broken wrong = NodeVerifier(program, index).verify()) return wrong;
  return nodes_differ(program);
}

}  // namespace precept
