// Operations back to the language's words. A comparison of a span is written as one: `B <= A + D` is "time from A to B <= D".
#include "compiler/analyze/written.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "runtime/values/calendar.hpp"
#include "runtime/values/decimal.hpp"

namespace precept::analyze {

namespace {

enum class Binding : std::uint8_t { any, junction, test, sum, product, primary };

std::string in_unit(const Program& program, const std::optional<UnitId>& unit, std::int64_t millionths) {
  std::string digits = format_decimal(millionths);
  if (!unit) return digits;
  const Unit& measure = program.unit(*unit);
  if (measure.singular == "%") return digits + "%";
  return digits + " " + (millionths == kOne ? measure.singular : measure.plural);
}

bool is_equality(Op op) { return op == Op::equal || op == Op::choice_equal || op == Op::truth_equal || op == Op::code_equal; }

std::string times(std::int64_t length, std::int64_t long_unit, const char* long_word, const char* word) {
  if (length != 0 && length % long_unit == 0) return fmt::format("{}{}", length / long_unit, long_word);
  return fmt::format("{}{}", length, word);
}

class Writer {
 public:
  Writer(const Program& program, const std::vector<std::uint32_t>& definitions) : program_(program), definitions_(definitions) {}

  std::string text(NodeId id, Binding outside) const {
    for (const std::uint32_t index : definitions_) {
      const Definition& definition = program_.definitions[index];
      if (definition.place.kind == Place::Kind::value && definition.place.node == id && program_.node(id).op != Op::constant)
        return definition.name;
    }
    const Node& node = program_.node(id);
    Binding binding = Binding::primary;
    const std::string words = operation(node, binding);
    return binding < outside ? "(" + words + ")" : words;
  }

 private:
  std::string operand(const Node& node, std::size_t at, Binding outside) const { return text(node.operands[at], outside); }

  std::string joined(const Node& node, std::string_view between, Binding outside, std::size_t first = 0) const {
    std::string out;
    for (std::size_t i = first; i < node.operands.size(); ++i) out += (i == first ? "" : std::string(between)) + operand(node, i, outside);
    return out;
  }

  std::string leaf(const Node& node) const {
    if (node.op == Op::field || node.op == Op::field_recorded)
      return program_.record(program_.scope(node.scope).record).fields[node.field].name;
    if (node.op != Op::constant) return program_.fact(node.fact).name;
    if (node.type.kind == TypeKind::choice) return written_members(program_, node.type, static_cast<std::uint64_t>(node.constant.lo));
    if (node.type.kind == TypeKind::truth) return truth_of(node.constant) == Truth::yes ? "yes" : "no";
    return written(program_, node.type, node.constant.lo);
  }

  // "time from A to B", or the name of a definition that is that span.
  std::string span(NodeId from, NodeId until) const {
    for (const std::uint32_t index : definitions_) {
      const Place& place = program_.definitions[index].place;
      if (place.kind == Place::Kind::span && place.node == from && place.until == until) return program_.definitions[index].name;
    }
    return "time from " + text(from, Binding::primary) + " to " + text(until, Binding::primary);
  }

  bool is_limit(NodeId id) const {
    const Op op = program_.node(id).op;
    return op == Op::limit_months || op == Op::limit_days;
  }

  std::string relation(const Node& node, std::string_view straight, std::string_view turned) const {
    const NodeId left = node.operands[0], right = node.operands[1];
    for (const bool limit_left : {false, true}) {
      const NodeId limit = limit_left ? left : right, until = limit_left ? right : left;
      if (!is_limit(limit) || is_limit(until)) continue;
      const Node& sum = program_.node(limit);
      return span(sum.operands[0], until) + fmt::format(" {} ", limit_left ? turned : straight) + text(sum.operands[1], Binding::sum);
    }
    if (program_.node(left).op == Op::constant)  // 4 <= x
      return text(right, Binding::sum) + fmt::format(" {} ", turned) + text(left, Binding::sum);
    return text(left, Binding::sum) + fmt::format(" {} ", straight) + text(right, Binding::sum);
  }

  std::string negation(const Node& node) const {
    const Node& below = program_.node(node.operands[0]);
    if (below.op == Op::less) return relation(below, ">=", "<=");
    if (below.op == Op::less_equal) return relation(below, ">", "<");
    if (is_equality(below.op)) return relation(below, "is not", "is not");
    if (below.op == Op::choice_in) return membership(below, "is not", "not in");
    if (below.op == Op::in_set) return operand(below, 0, Binding::sum) + " not in {" + joined(below, ", ", Binding::sum, 1) + "}";
    if (below.op == Op::documented) return operand(below, 0, Binding::sum) + " is not documented";
    if (below.op == Op::exact) return operand(below, 0, Binding::sum) + " is not exact";
    if (below.op == Op::code_in) return coded(below, "is not", "not in");
    if (below.op == Op::list_documented) return list_name(below.list) + " is not documented";
    if (below.op == Op::list_exact) return list_name(below.list) + " is not exact";
    return "not " + operand(node, 0, Binding::test);
  }

  std::string membership(const Node& node, std::string_view of_one, std::string_view of_many) const {
    return operand(node, 0, Binding::sum) + fmt::format(" {} ", std::has_single_bit(node.members) ? of_one : of_many) +
           written_members(program_, program_.node(node.operands[0]).type, node.members);
  }

  std::string arithmetic(const Node& node, std::string_view sign, Binding own, Binding right) const {
    return operand(node, 0, own) + fmt::format(" {} ", sign) + operand(node, 1, right);
  }

  std::string truth(const Node& node, Binding& binding) const {
    binding = Binding::test;
    if (node.op == Op::negation) return negation(node);
    if (node.op == Op::less) return relation(node, "<", ">");
    if (node.op == Op::less_equal) return relation(node, "<=", ">=");
    if (is_equality(node.op)) return relation(node, "is", "is");
    if (node.op == Op::choice_in) return membership(node, "is", "in");
    if (node.op == Op::between)
      return operand(node, 0, Binding::sum) + " between " + operand(node, 1, Binding::sum) + " and " + operand(node, 2, Binding::sum);
    if (node.op == Op::in_set) return operand(node, 0, Binding::sum) + " in {" + joined(node, ", ", Binding::sum, 1) + "}";
    if (node.op == Op::documented) return operand(node, 0, Binding::sum) + " is documented";
    if (node.op == Op::exact) return operand(node, 0, Binding::sum) + " is exact";
    if (node.op == Op::code_in) return coded(node, "is", "in");
    if (node.op == Op::list_documented) return list_name(node.list) + " is documented";
    if (node.op == Op::list_exact) return list_name(node.list) + " is exact";
    if (is_list_operation(node.op)) return over_records(node, binding);
    binding = Binding::junction;
    if (node.op == Op::conjunction) return joined(node, " and ", Binding::test);
    if (node.op == Op::disjunction) return joined(node, " or ", Binding::test);
    binding = Binding::primary;
    if (node.op == Op::at_least) return fmt::format("at least {} of {{{}}}", node.quantity, joined(node, ", ", Binding::any));
    return fmt::format("{}({})", row_of(node.op).name, joined(node, ", ", Binding::any));
  }

  // ---- lists and tables ----
  std::string list_name(ScopeId id) const {
    const Scope& scope = program_.scope(id);
    if (scope.fact) return program_.fact(*scope.fact).name;
    return program_.record(program_.scope(scope.owner).record).fields[scope.field].name;
  }

  std::string where(const Node& node) const {
    const Node& condition = program_.node(node.operands[0]);
    return condition.op == Op::constant ? std::string() : " where " + operand(node, 0, Binding::any);
  }

  // It reaches to the end of what stands around it, and so stands in parentheses anywhere but there.
  std::string over_records(const Node& node, Binding& binding) const {
    binding = Binding::any;
    const std::string list = list_name(node.list);
    if (node.op == Op::list_some) return "some " + list + where(node);
    if (node.op == Op::list_every) return "every " + list + where(node) + " has " + operand(node, 1, Binding::any);
    if (node.op == Op::list_count) return "count of " + list + where(node);
    if (node.op == Op::list_latest_has)
      return "latest " + list + " by " + operand(node, 1, Binding::any) + where(node) + " has " + operand(node, 2, Binding::any);
    if (node.op == Op::list_latest)
      return "latest " + operand(node, 2, Binding::primary) + " in " + list + " by " + operand(node, 1, Binding::any) + where(node);
    const std::string_view head = node.op == Op::list_distinct ? "count of distinct " : node.op == Op::list_sum ? "sum of " : node.op == Op::list_least ? "least " : "greatest ";
    return std::string(head) + operand(node, 1, Binding::primary) + " in " + list + where(node);
  }

  std::string coded(const Node& node, std::string_view of_one, std::string_view of_many) const {
    const CodeList& codes = program_.code_list(node.codes);
    const std::string subject = operand(node, 0, Binding::sum);
    if (!codes.name.empty()) return subject + fmt::format(" {} {}", of_many, codes.name);
    if (codes.items.size() == 1) return subject + fmt::format(" {} {}", of_one, codes.items.front());
    return subject + fmt::format(" {} {{{}}}", of_many, fmt::join(codes.items, ", "));
  }

  // A table has no name here, and all of its rows would be too long: a change of one shows that row.
  static std::string pick(const Node& node) { return fmt::format("{{table of {} rows}}", (node.operands.size() + 1) / 2); }

  std::string operation(const Node& node, Binding& binding) const {
    const bool is_leaf = node.op == Op::fact || node.op == Op::recorded || node.op == Op::field || node.op == Op::field_recorded;
    if (is_leaf || node.op == Op::constant) return leaf(node);
    if (node.op == Op::pick) return pick(node);
    if (node.type.kind == TypeKind::truth) return truth(node, binding);
    if (is_list_operation(node.op)) return over_records(node, binding);
    if (node.op == Op::rescale || node.op == Op::months_as_days) return operand(node, 0, Binding::primary);
    if (node.op == Op::multiply || node.op == Op::divide) {
      binding = Binding::product;
      return arithmetic(node, node.op == Op::multiply ? "*" : "/", Binding::product, Binding::primary);
    }
    binding = Binding::sum;
    if (node.op == Op::subtract) return arithmetic(node, "-", Binding::sum, Binding::product);
    if (node.op == Op::add || node.op == Op::add_months || node.op == Op::add_days || node.op == Op::limit_months || node.op == Op::limit_days)
      return arithmetic(node, "+", Binding::sum, Binding::product);
    binding = Binding::product;
    if (node.op == Op::negate) return "-" + operand(node, 0, Binding::primary);
    binding = Binding::primary;
    if (node.op == Op::whole_years) return "whole years of (" + span(node.operands[0], node.operands[1]) + ")";
    if (node.op == Op::whole_months) return "whole months of (" + span(node.operands[0], node.operands[1]) + ")";
    if (node.op == Op::whole_days) return "whole days of (" + span(node.operands[0], node.operands[1]) + ")";
    return fmt::format("{}({})", row_of(node.op).name, joined(node, ", ", Binding::any));
  }

  const Program& program_;
  const std::vector<std::uint32_t>& definitions_;
};

}  // namespace

std::string written(const Program& program, const Type& type, std::int64_t value) {
  switch (type.kind) {
    case TypeKind::scale: return program.enumeration(type.enumeration).members.at(static_cast<std::size_t>(value)).name;
    case TypeKind::count:
    case TypeKind::number: return in_unit(program, type.unit, value);
    case TypeKind::date: return format_date(value);
    case TypeKind::months: return times(value, 12, "y", "mo");
    case TypeKind::days: return times(value, 7, "w", "d");
    case TypeKind::truth:
    case TypeKind::choice:
    case TypeKind::text:
    case TypeKind::code:
    case TypeKind::list: break;
  }
  return {};
}

std::string written_members(const Program& program, const Type& type, std::uint64_t members) {
  std::string out;
  for (std::size_t i = 0; i < program.enumeration(type.enumeration).members.size(); ++i)
    if ((members >> i) & 1) out += (out.empty() ? "" : ", ") + program.enumeration(type.enumeration).members[i].name;
  return std::has_single_bit(members) ? out : "{" + out + "}";
}

std::string written(const Program& program, NodeId node, const std::vector<std::uint32_t>& definitions) {
  return Writer(program, definitions).text(node, Binding::any);
}

}  // namespace precept::analyze
