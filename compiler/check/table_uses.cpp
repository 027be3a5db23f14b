// Uses of tables: what is looked up against the keys of each row, with the helpers of comparisons, so that units are brought
// together. In: ast::TableUse. Out: an Op::pick of conditions and values by turns, `otherwise` last. Never here:
// completeness.
#include <algorithm>
#include <set>

#include "compiler/check/checker.hpp"
#include "compiler/check/tables.hpp"
#include "compiler/check/walk.hpp"
#include "compiler/syntax/print.hpp"
#include "runtime/values/decimal.hpp"

namespace precept::check {

namespace {

std::string list_of(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t at = 0; at < names.size(); ++at)
    out += (at == 0 ? "`" : at + 1 == names.size() ? " and `" : ", `") + names[at] + "`";
  return out;
}

bool is_constant(const Expr& expr) { return expr.form == Expr::Form::operation && expr.op == Op::constant; }

std::size_t size_of(const Expr& expr) {
  std::size_t size = 1;
  each_expression(expr, [&](const Expr&) { ++size; });
  return size;
}

}  // namespace

// What an argument may be, in the parameter's unit. Nothing where it is no number, date or duration.
std::optional<KeyRange> Checker::key_range(const Expr& argument, const Type& parameter, const Place& place) {
  const Kind kind = argument.type.kind;
  if (!is_numeric(kind) && !is_duration(kind) && kind != Kind::date && kind != Kind::span) return std::nullopt;
  Value whole = whole_of(argument.type);
  if (is_constant(argument)) whole = argument.constant;
  if (argument.form == Expr::Form::operation && argument.op == Op::fact) whole = library_.facts[argument.fact.index].whole;
  if (argument.form == Expr::Form::field)
    for (const LoopInSight* loop = place.loop; loop != nullptr; loop = loop->outer)
      if (loop->id == argument.loop) {
        whole = library_.records[loop->record.index].fields[argument.field].whole;
        break;
      }
  KeyRange range{whole.lo, whole.hi, kind != Kind::number && kind != Kind::span, argument.span};
  if (kind == Kind::span) range.low = 0;
  if (is_duration(kind) && kind != parameter.kind) range = {0, kNoHigh, true, argument.span};
  if (!is_numeric(kind)) return range;
  if (argument.form == Expr::Form::operation && argument.op == Op::constant) range.whole = false;  // a number like any other
  const auto ratio = unit_ratio(argument.type.unit, parameter.unit);
  if (!ratio || (ratio->first == 1 && ratio->second == 1)) return range;
  range.whole = false;
  for (std::int64_t* end : {&range.low, &range.high}) {
    if (*end == kNoLow || *end == kNoHigh) continue;
    const auto scaled = decimal_rescale(*end, ratio->first, ratio->second);
    *end = scaled ? *scaled : end == &range.low ? kNoLow : kNoHigh;
  }
  return range;
}

// An argument, checked against the keys of its parameter; form `error` where it does not fit.
Expr Checker::table_argument(const ast::Expr& node, Table& table, std::size_t at, const Place& place) {
  TableParameter& parameter = table.parameters[at];
  const Type& type = parameter.type;
  Expr argument = is_enumeration(type.kind) ? member_or_value(node, type, place) : value(node, place);
  if (is_error(argument) || table.broken) return broken(node.span);
  const Kind kind = argument.type.kind;
  const bool fits = is_numeric(type.kind)       ? is_numeric(kind)
                    : is_duration(type.kind)    ? is_duration(kind) || kind == Kind::span
                    : is_enumeration(type.kind) ? kind == type.kind && argument.type.enumeration == type.enumeration
                    : type.kind == Kind::code   ? kind == type.kind && argument.type.system == type.system
                                                : kind == type.kind;
  const TableKey* key = nullptr;  // the first that is not left out
  for (const TableRow& row : table.rows)
    if (key == nullptr && row.keys[at].kind != TableKey::Kind::any) key = &row.keys[at];
  if (!fits) {
    auto& diagnostic = diagnostics_.report(Code::E0351, node.span, table.name, describe(type), describe(argument.type));
    if (key != nullptr) diagnostic.mark(key->span, "by keys like this one");
    return broken(node.span);
  }
  if (is_numeric(type.kind) && key != nullptr) {
    Expr asked = argument, bound = (key->low ? *key->low : *key->high).written;
    if (!same_unit(asked, bound, Code::E0303, node.span)) return broken(node.span);
  }
  if (auto range = key_range(argument, type, place)) {
    if (is_constant(argument))  // one value like any other
      range = KeyRange{type.kind == Kind::date ? kNoLow : std::min<std::int64_t>(range->low, 0), kNoHigh, !is_numeric(kind),
                       node.span};
    auto& asked = parameter.asked;
    if (!asked)
      asked = *range;
    else if (asked->whole && !range->whole)
      asked = KeyRange{std::min(asked->low, range->low), std::max(asked->high, range->high), false, range->asked};
    else
      asked = KeyRange{std::min(asked->low, range->low), std::max(asked->high, range->high), asked->whole, asked->asked};
  }
  return argument;
}

// A key without what every value of an argument fulfils; nothing where none does. A band without ends asks for nothing.
std::optional<TableKey> Checker::key_left(TableKey key, const Expr& argument, const Type& parameter, const Place& place) {
  if (key.kind == TableKey::Kind::codes || key.kind == TableKey::Kind::any || argument.type.kind == Kind::span) return key;
  if (key.kind != TableKey::Kind::band) {
    if (!is_constant(argument)) return key;
    if (argument.constant != key.member) return std::nullopt;
    key.kind = TableKey::Kind::band;
    return key;
  }
  const auto range = key_range(argument, parameter, place);
  if (!range) return key;
  if (key.low) {
    const std::int64_t low = key.low->value;
    if (key.low_open ? low >= range->high : low > range->high) return std::nullopt;
    if (key.low_open ? low < range->low : low <= range->low) key.low.reset();
  }
  if (key.high) {
    const std::int64_t high = key.high->value;
    if (key.high_open ? high <= range->low : high < range->low) return std::nullopt;
    if (key.high_open ? high > range->high : high >= range->high) key.high.reset();
  }
  return key;
}

// What a key asks of an argument: one comparison, or two for a band with both ends.
void Checker::key_conditions(const TableKey& key, const Expr& argument, Span span, std::vector<Expr>& out) {
  const auto compared = [&](Op op, Expr left, Expr right) {
    comparable(left, right, span);
    std::vector<Expr> operands{std::move(left)};
    operands.push_back(std::move(right));
    out.push_back(operation(op, truth_type(), span, std::move(operands)));
  };
  switch (key.kind) {
    case TableKey::Kind::truth:
      if (truth_of(key.member) == Truth::yes)
        out.push_back(argument);
      else
        out.push_back(operation(Op::negation, truth_type(), span, {argument}));
      return;
    case TableKey::Kind::codes:
      out.push_back(operation(Op::code_in, truth_type(), span, {argument}));
      out.back().codes = key.codes;
      return;
    case TableKey::Kind::member:
      if (argument.type.kind == Kind::scale)
        return compared(Op::equal, argument, constant(argument.type, key.member, key.span));
      out.push_back(operation(Op::choice_in, truth_type(), span, {argument}));
      out.back().members = static_cast<std::uint64_t>(key.member.lo);
      return;
    case TableKey::Kind::any:
      return;
    case TableKey::Kind::band:
      break;
  }
  if (key.low && key.high && key.low->value == key.high->value && argument.type.kind != Kind::span)
    return compared(Op::equal, argument, key.low->written);
  if (key.low) compared(key.low_open ? Op::less : Op::less_equal, key.low->written, argument);
  if (key.high) compared(key.high_open ? Op::less : Op::less_equal, argument, key.high->written);
}

std::optional<std::size_t> Checker::table_column(const ast::TableUse& node, const Table& table, Span span) {
  std::vector<std::string> names;
  for (const TableColumn& column : table.columns) names.push_back(column.name);
  if (node.column) {
    for (std::size_t at = 0; at < names.size(); ++at)
      if (names[at] == node.column->text) return at;
    auto& diagnostic = report_near(diagnostics_.report(Code::E0241, node.column->span, table.name, node.column->text),
                                   node.column->text, names);
    if (diagnostic.hints.empty()) diagnostic.hint("it gives " + list_of(names));
    return std::nullopt;
  }
  if (names.size() == 1) return 0;
  diagnostics_.report(Code::E0242, span, table.name)
      .hint("it gives " + list_of(names) + ": write `" + table.name + "(...)." + names.front() + "`");
  return std::nullopt;
}

void Checker::unknown_table(const ast::Name& name, const Place& place) {
  if (excused(name.text, *place.scope)) return;
  for (const auto map : {&Owner::values})
    if (const auto found = find_in(*place.scope, map, name.text); found.entry != nullptr) {
      diagnostics_.report(Code::E0240, name.span, name.text)
          .mark(found.entry->span, "this is a fact or a definition, and takes nothing in parentheses");
      return;
    }
  auto& diagnostic = diagnostics_.report(Code::E0240, name.span, name.text);
  for (const Owner& owner : owners_)
    if (const auto elsewhere = owner.tables.find(name.text);
        elsewhere != owner.tables.end() && owner.kind == ast::Header::Kind::vocabulary) {
      diagnostic.mark(elsewhere->second.span, "declared here")
          .hint("the vocabulary `" + owner.name + "` declares it: add `uses " + owner.name + "` to the header");
      return;
    }
  report_near(diagnostic, name.text, names_in(*place.scope, &Owner::tables));
}

Expr Checker::table_use(const ast::TableUse& node, Span span, const Place& place) {
  const auto found = find_in(*place.scope, &Owner::tables, node.table.text);
  if (found.entry == nullptr) {
    unknown_table(node.table, place);
    return broken(span);
  }
  if (found.second != nullptr) {
    report_ambiguous(node.table.span, node.table.text, found);
    return broken(span);
  }
  Table& table = tables_[found.entry->what];
  const auto column = table_column(node, table, span);
  if (node.arguments.size() != table.parameters.size()) {
    std::vector<std::string> names;
    for (const TableParameter& parameter : table.parameters) names.push_back(parameter.name);
    const std::size_t given = node.arguments.size();
    diagnostics_
        .report(Code::E0346, span, table.name, list_of(names),
                std::to_string(given) + (given == 1 ? " value stands" : " values stand"))
        .mark(table.span, "declared here");
    return broken(span);
  }
  std::vector<Expr> arguments;
  bool wrong = !column || table.broken;
  std::size_t steps = 0;
  for (std::size_t at = 0; at < node.arguments.size(); ++at) {
    arguments.push_back(table_argument(*node.arguments[at], table, at, place));
    wrong = wrong || is_error(arguments.back());
    steps += (2 * size_of(arguments.back()) + 5) * table.rows.size();
  }
  if (wrong) return broken(span);
  if (steps > kTableStepsMax) {
    diagnostics_.report(Code::E0350, span, table.name, kTableStepsMax)
        .hint("give what stands in its parentheses a name with `define`, and look that up");
    return broken(span);
  }
  const Type& type = table.columns[*column].type;
  Expr pick = operation(Op::pick, type, span, {});
  const TableRow* rest = table.otherwise ? &*table.otherwise : nullptr;
  for (const TableRow& row : table.rows) {
    std::vector<Expr> conditions;
    bool never = false;
    for (std::size_t at = 0; at < arguments.size() && !never; ++at) {
      const auto key = key_left(row.keys[at], arguments[at], table.parameters[at].type, place);
      never = !key;
      if (key) key_conditions(*key, arguments[at], span, conditions);
    }
    if (never) continue;
    if (conditions.empty()) {  // whatever the record says
      rest = &row;
      break;
    }
    pick.operands.push_back(conditions.size() == 1 ? std::move(conditions.front())
                                                   : operation(Op::conjunction, truth_type(), span, std::move(conditions)));
    pick.operands.push_back(constant(type, row.values[*column], row.value_spans[*column]));
  }
  table_uses_.emplace_back(span, found.entry->what);
  if (rest == nullptr && pick.operands.empty()) rest = &table.rows.front();  // a gap, which is reported
  if (rest == nullptr) return pick;
  Expr last = constant(type, rest->values[*column], rest->value_spans[*column]);
  if (pick.operands.empty()) return last;
  pick.operands.push_back(std::move(last));
  return pick;
}

// The band of one record is not the band of their sum: methadone, 11 mg twice, is a day of 22 mg.
void Checker::warn_of_sums() {
  const auto about_a_record = [](const Expr& key) {
    bool found = false;
    each_expression(key, [&](const Expr& part) {
      found = found || part.form == Expr::Form::field || part.form == Expr::Form::record_definition;
    });
    return found;
  };
  const auto has_band = [&](const Expr& condition) {
    bool found = false;
    each_expression(condition, [&](const Expr& part) {
      if (part.form != Expr::Form::operation || (part.op != Op::less && part.op != Op::less_equal)) return;
      for (const Expr& side : part.operands) found = found || (is_numeric(side.type.kind) && about_a_record(side));
    });
    return found;
  };
  std::set<std::pair<RecordId, std::uint32_t>> seen;  // definitions of records, in one sum
  const auto look = [&](const Expr& summed, Span sum, auto&& self) -> void {
    each_expression(summed, [&](const Expr& part) {
      if (part.form == Expr::Form::record_definition) {
        if (seen.insert({part.list.record, part.definition}).second)
          self(library_.records[part.list.record.index].definitions[part.definition].value, sum, self);
        return;
      }
      if (part.form != Expr::Form::operation || part.op != Op::pick) return;
      for (std::size_t at = 0; at + 1 < part.operands.size(); at += 2) {
        if (!has_band(part.operands[at])) continue;
        for (const auto& [span, table] : table_uses_)
          if (span == part.span) {
            diagnostics_.report(Code::W0722, sum, tables_[table].name)
                .mark(part.span, "it is looked up here")
                .hint("sum what is in the records first, and look the sum up in the table");
            return;
          }
      }
    });
  };
  each_expression(library_, [&](const Expr& expr) {
    if (expr.form != Expr::Form::list || expr.op != Op::list_sum || expr.operands.size() != 2) return;
    seen.clear();
    look(expr.operands[1], expr.span, look);
  });
}

}  // namespace precept::check
