// Tables as they are declared: columns and rows. Whether the rows leave gaps is told once every use is known.
// In: ast::TableDecl. Out: Table. Never here: keys (table_keys.cpp), uses (table_uses.cpp).
#include "compiler/check/tables.hpp"

#include <algorithm>

#include "compiler/check/checker.hpp"
#include "compiler/check/table_cover.hpp"
#include "runtime/values/decimal.hpp"

namespace precept::check {

namespace {

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

// `3mo` after `gives limit in mo`: how many months or days one of it is; 0 where it is no unit of a duration.
std::int64_t duration_factor(const ast::UnitExpr& unit, bool& months) {
  if (unit.factors.size() != 1 || !is_time_word(unit.factors[0].name.text)) return 0;
  const std::string& word = unit.factors[0].name.text;
  months = word == "y" || word == "mo";
  return word == "y" ? 12 : word == "w" ? 7 : 1;
}

}  // namespace

// What the values of a column are, by all of its rows.
Type Checker::column_type(const ast::TableDecl& node, std::size_t at, const FileScope& scope) {
  const ast::TableDecl::Column& column = node.gives[at];
  std::vector<const ast::Name*> names;
  bool numbers = false, dates = false, whole = true, negative = false;
  const ast::Expr* first = nullptr;
  const auto is_number = [](const ast::Expr& value_node) { return std::holds_alternative<ast::Number>(value_node.node); };
  for (const ast::TableRow& row : node.rows) {
    if (at >= row.values.size()) continue;
    const ast::Expr& written = *row.values[at];
    const auto* minus = std::get_if<ast::Unary>(&written.node);
    const ast::Expr& inner = minus != nullptr ? *minus->operand : written;
    if (const auto* path = std::get_if<ast::Path>(&inner.node))
      names.push_back(&path->names.back());
    else if (is_number(inner))
      numbers = true;
    else if (std::holds_alternative<ast::Date>(inner.node))
      dates = true;
    else {
      const std::string what = std::holds_alternative<ast::Text>(inner.node) ? "text" : "a code";
      diagnostics_.report(Code::E0313, inner.span, code_text(inner).value_or(""), what,
                          "a number, a date, yes or no, or a member of a choice or scale");
      return {};
    }
    negative = negative || minus != nullptr;
    if (is_number(inner)) whole = whole && std::get<ast::Number>(inner.node).digits.find('.') == std::string::npos;
    const bool differs = static_cast<int>(!names.empty()) + static_cast<int>(numbers) + static_cast<int>(dates) > 1;
    if (differs) {
      const auto words = [&](const ast::Expr& one) {
        return std::holds_alternative<ast::Path>(one.node)   ? "names"
               : std::holds_alternative<ast::Date>(one.node) ? "dates"
                                                             : "numbers";
      };
      diagnostics_.report(Code::E0343, written.span, "values", column.name.text, words(*first), words(inner))
          .mark(first->span, "the first one is here");
      return {};
    }
    if (first == nullptr) first = &inner;
  }
  Type type;
  if (first == nullptr) return type;
  bool months = false;
  if (column.unit && !numbers) {
    diagnostics_.report(Code::E0313, first->span, names.empty() ? "this" : names.front()->text, "no number",
                        "a number in the unit of its column");
    return type;
  }
  if (numbers && column.unit && duration_factor(*column.unit, months) != 0) {
    type.kind = months ? Kind::months : Kind::days;
    type.is_signed = negative;
  } else if (numbers) {
    if (column.unit) {
      const auto unit = unit_of(*column.unit, scope, false);
      if (!unit) return type;
      type.unit = *unit;
    }
    type.kind = whole ? Kind::count : Kind::number;
    type.is_signed = negative;
  } else if (dates) {
    type.kind = Kind::date;
  } else if (const auto members = type_of_members(names, column.name, "values", scope)) {
    type = *members;
  } else if (std::all_of(names.begin(), names.end(), [](const ast::Name* name) { return is_yes_or_no(*name); })) {
    type = truth_type();
  } else if (!excused(names.front()->text, scope)) {
    diagnostics_.report(Code::E0313, names.front()->span, names.front()->text, "a name that no choice or scale has",
                        "a number, a date, yes or no, or a member of a choice or scale");
  }
  return type;
}

std::optional<Value> Checker::column_value(const ast::Expr& node, const TableColumn& column,
                                           const std::optional<ast::UnitExpr>& unit, const Place& place) {
  bool months = false;
  const std::int64_t factor = unit ? duration_factor(*unit, months) : 0;
  if (!is_numeric(column.type.kind) && factor == 0) return literal(node, column.type, place);
  const auto* minus = std::get_if<ast::Unary>(&node.node);
  const auto& number_node = std::get<ast::Number>((minus != nullptr ? *minus->operand : node).node);
  const auto read = number_in(number_node, node.span, plain(Kind::number), *place.scope, minus != nullptr);
  if (!read) return std::nullopt;
  if (factor == 0) return Value{*read, *read};
  if (*read % kOne != 0) {
    diagnostics_.report(Code::E0307, node.span, months ? "months" : "days", number_node.digits + unit->factors[0].name.text);
    return std::nullopt;
  }
  return Value{*read / kOne * factor, *read / kOne * factor};
}

void Checker::table_row(const ast::TableDecl& node, const ast::TableRow& row_node, Table& table) {
  const Place place{table.scope, std::nullopt};
  TableRow row;
  row.span = row_node.span;
  for (std::size_t at = 0; at < row_node.keys.size() && at < table.parameters.size() && !table.broken; ++at) {
    auto key = table_key(row_node.keys[at], table.parameters[at], place);
    if (key) row.keys.push_back(*std::move(key));
  }
  for (std::size_t at = 0; at < row_node.values.size() && at < table.columns.size(); ++at) {
    if (table.columns[at].type.kind == Kind::error) continue;
    const auto read = column_value(*row_node.values[at], table.columns[at], node.gives[at].unit, place);
    if (!read) continue;
    row.values.push_back(*read);
    row.value_spans.push_back(row_node.values[at]->span);
  }
  // Keys that a row leaves out at its end may be anything.
  const bool short_row = !row_node.otherwise && row_node.keys.size() < table.parameters.size();
  if (short_row && row.keys.size() == row_node.keys.size()) {
    TableKey any;
    any.kind = TableKey::Kind::any;
    any.span = row.span;
    row.keys.resize(table.parameters.size(), any);
  }
  if (row_node.keys.size() > table.parameters.size())
    diagnostics_.report(Code::E0342, row_node.span, counted(row_node.keys.size(), "key"),
                        counted(table.parameters.size(), "name") + " after `by`");
  if (row_node.values.size() != table.columns.size())
    diagnostics_.report(Code::E0342, row_node.span, counted(row_node.values.size(), "value"),
                        counted(table.columns.size(), "name") + " after `gives`");
  const bool whole =
      row.values.size() == table.columns.size() && (row_node.otherwise || row.keys.size() == table.parameters.size());
  table.broken = table.broken || !whole || row_node.values.size() != table.columns.size() ||
                 row_node.keys.size() > table.parameters.size();
  if (!row_node.otherwise) {
    table.rows.push_back(std::move(row));
  } else if (table.otherwise) {
    diagnostics_.report(Code::E0347, row_node.span).mark(table.otherwise->span, "the first one is here");
    table.broken = true;
  } else {
    table.otherwise = std::move(row);
  }
}

void Checker::declare_table(const ast::TableDecl& node, const FileScope& scope) {
  if (taken(*scope.own, node.name)) return;
  Table table;
  table.name = node.name.text;
  table.span = node.name.span;
  table.scope = &scope;
  table_parameters(node, table);
  for (std::size_t at = 0; at < node.gives.size(); ++at) {
    for (std::size_t other = 0; other < at; ++other)
      if (node.gives[other].name.text == node.gives[at].name.text)
        diagnostics_.report(Code::E0202, node.gives[at].name.span, node.gives[at].name.text)
            .mark(node.gives[other].name.span, "declared here first");
    table.columns.push_back({node.gives[at].name.text, column_type(node, at, scope)});
    table.broken = table.broken || table.columns.back().type.kind == Kind::error;
  }
  for (const ast::TableRow& row : node.rows) table_row(node, row, table);
  if (table.rows.empty() && table.otherwise)
    diagnostics_.report(Code::E0348, table.span, table.name)
        .hint("where it gives the same whatever it is asked, write a `define`");
  scope.own->others[node.name.text] = {"a table", node.name.span};
  scope.own->tables[node.name.text] = {static_cast<std::uint32_t>(tables_.size()), node.name.span};
  tables_.push_back(std::move(table));
}

// What a table is asked for where nothing uses it: by the fact or the definition that a parameter is called after, or else
// every number from 0 up, every date, every duration.
KeyRange Checker::range_of_parameter(const Table& table, const TableParameter& parameter, std::size_t at) {
  if (parameter.asked) return *parameter.asked;
  if (const auto found = find_in(*table.scope, &Owner::values, parameter.name);
      found.entry != nullptr && found.second == nullptr) {
    const Expr asked = reference(*found.entry, parameter.span);
    if (const auto range = key_range(asked, parameter.type, Place{table.scope, std::nullopt})) return *range;
  }
  KeyRange range{0, kNoHigh, false, parameter.span};
  if (parameter.type.kind == Kind::date) range.low = kNoLow;
  for (const TableRow& row : table.rows)
    for (const auto* bound : {&row.keys[at].low, &row.keys[at].high})
      if (*bound && (*bound)->value < 0) range.low = kNoLow;
  return range;
}

void Checker::settle_tables() {
  for (const Table& table : tables_) {
    if (table.broken || table.rows.empty()) continue;
    std::vector<KeyRange> ranges;
    for (std::size_t at = 0; at < table.parameters.size(); ++at)
      ranges.push_back(range_of_parameter(table, table.parameters[at], at));
    const TableCover cover = table_cover(table, ranges, library_);
    if (cover.too_many) {
      diagnostics_.report(Code::E0349, table.span, table.name, kTableCellsMax).hint("divide it into several tables");
      continue;
    }
    for (const TableOverlap& overlap : cover.overlaps)
      diagnostics_.report(Code::E0341, table.rows[overlap.row].span, table.name, overlap.words)
          .mark(table.rows[overlap.other].span, "the other row");
    for (std::size_t row = 0; row < table.rows.size(); ++row)
      if (!cover.reached[row]) diagnostics_.report(Code::W0721, table.rows[row].span, table.name);
    if (table.otherwise) {
      if (cover.gaps.empty())
        diagnostics_.report(Code::W0721, table.otherwise->span, table.name)
            .hint("the other rows leave nothing out: take it out");
      continue;
    }
    for (std::size_t gap = 0; gap < cover.gaps.size(); ++gap) {
      auto& diagnostic = diagnostics_.report(Code::E0340, table.span, table.name, cover.gaps[gap]);
      for (const TableParameter& parameter : table.parameters)
        if (parameter.asked && is_numeric(parameter.type.kind) && !parameter.asked->whole)
          diagnostic.mark(parameter.asked->asked, "`" + parameter.name + "` is any number here");
      const std::size_t more = cover.gaps_in_all - cover.gaps.size();
      if (gap + 1 == cover.gaps.size() && more > 0)
        diagnostic.hint("it has no row for " + std::to_string(more) + " more combinations");
      if (gap + 1 == cover.gaps.size()) diagnostic.hint("add a row for it, or one for all the rest: `otherwise: ...`");
    }
  }
  warn_of_sums();
}

}  // namespace precept::check
