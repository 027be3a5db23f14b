// List expressions: `some`, `every`, `count of`, `sum of`, `least`, `greatest`, `latest`, `at least N of {...} in`.
// In: ast::ListExpr and where it stands. Out: a checked Expr of form `list`. Never here: declarations of records, names of fields.
#include <algorithm>
#include <bit>
#include <utility>

#include "compiler/check/checker.hpp"
#include "compiler/syntax/print.hpp"
#include "runtime/values/decimal.hpp"

namespace precept::check {

namespace {

bool is_summed(Kind kind) { return is_numeric(kind) || is_duration(kind); }
bool is_ordered_kind(Kind kind) { return is_summed(kind) || kind == Kind::scale || kind == Kind::date; }
bool is_told_apart(Kind kind) { return is_ordered_kind(kind) || kind == Kind::choice || kind == Kind::code; }
bool is_value(Kind kind) { return is_told_apart(kind) || kind == Kind::truth; }

// Whether an expression reads the record of a loop.
bool speaks_of(const Expr& expr, LoopId loop) {
  const bool reads = expr.form == Expr::Form::field || expr.form == Expr::Form::record_definition;
  if (reads && expr.loop == loop) return true;
  if (expr.form == Expr::Form::list && !expr.list.fact && expr.list.loop == loop) return true;
  return std::any_of(expr.operands.begin(), expr.operands.end(), [&](const Expr& operand) { return speaks_of(operand, loop); });
}

std::string written(const ast::Path& path) {
  std::string out;
  for (const ast::Name& name : path.names) out += (out.empty() ? "" : ".") + name.text;
  return out;
}

}  // namespace

bool Checker::list_source(const ast::Path& node, const Place& place, ListSource& source) {
  const Span span{node.names.front().span.file, node.names.front().span.begin, node.names.back().span.end};
  const Expr list = path(node, span, place);
  if (is_error(list)) return false;
  if (list.type.kind != Kind::list) {
    diagnostics_.report(Code::E0360, span, written(node), describe(list.type));
    return false;
  }
  source.record = list.type.record;
  if (list.form == Expr::Form::field) {
    source.loop = list.loop;
    source.field = list.field;
  } else {
    source.fact = list.fact;
  }
  return true;
}

bool Checker::open_loop(const ast::ListExpr& node, const Place& place, LoopInSight& loop) {
  loop.id = ++loops_;
  loop.outer = place.loop;
  loop.list = written(node.list);
  loop.span = node.list.names.front().span;
  if (!node.alias) return true;
  loop.alias = node.alias->text;
  loop.span = node.alias->span;
  if (loop.alias == "case") {
    diagnostics_.report(Code::E0225, node.alias->span).hint("call it otherwise: `" + loop.list + " as " + loop.list.substr(0, 1) + "`");
    return false;
  }
  for (const LoopInSight* outer = place.loop; outer != nullptr; outer = outer->outer)
    if (outer->alias == loop.alias) {
      diagnostics_.report(Code::E0202, node.alias->span, loop.alias).mark(outer->span, "declared here first");
      return false;
    }
  return true;
}

// What stands after `where` or `has`: every part of it is about the record, or the author meant to end it before that part.
Expr Checker::about_record(const ast::Expr& node, const Place& inner) {
  if (const auto* junction_node = std::get_if<ast::Junction>(&node.node)) {
    std::vector<Expr> terms;
    bool wrong = false;
    for (const auto& term : junction_node->terms) {
      terms.push_back(about_record(*term, inner));
      wrong = wrong || is_error(terms.back());
    }
    if (wrong) return broken(node.span);
    return operation(junction_node->op == ast::Junction::Op::and_ ? Op::conjunction : Op::disjunction, truth_type(), node.span, std::move(terms));
  }
  if (const auto* negation = std::get_if<ast::Unary>(&node.node); negation != nullptr && negation->op == ast::Unary::Op::not_) {
    Expr term = about_record(*negation->operand, inner);
    if (is_error(term)) return broken(node.span);
    return operation(Op::negation, truth_type(), node.span, {std::move(term)});
  }
  Expr term = condition(node, inner);
  if (is_error(term) || speaks_of(term, inner.loop->id)) return term;
  diagnostics_.report(Code::E0361, node.span, inner.loop->list)
      .hint("what follows `where` or `has` reaches to the end of the expression: close it in parentheses before this, as in `(some " +
            inner.loop->list + " where ...) and ...`");
  return broken(node.span);
}

// F of `sum of F in L` and the like: a field of the list's record, or a definition of it.
Expr Checker::attribute(const std::optional<ast::Name>& name, const Place& inner, const char* wanted, bool (*suits)(Kind)) {
  Expr expr = field_of(*inner.loop, *name, name->span);
  if (is_error(expr) || suits(expr.type.kind)) return expr;
  auto& diagnostic = diagnostics_.report(Code::E0362, name->span, name->text, describe(expr.type), wanted);
  if (expr.type.kind == Kind::span)
    diagnostic.hint("a time from one date to another is compared, as in `where " + name->text + " >= 6w`; `define " + name->text +
                    "_in_days = whole days of " + name->text + "` in the record makes a count of it");
  else if (expr.type.kind == Kind::truth)
    diagnostic.hint("count the records for which it holds: `count of " + inner.loop->list + " where " + name->text + "`");
  return broken(name->span);
}

Expr Checker::by_date(const std::optional<ast::Name>& name, const Place& inner) {
  Expr by = field_of(*inner.loop, *name, name->span);
  if (is_error(by) || by.type.kind == Kind::date) return by;
  diagnostics_.report(Code::E0324, name->span, describe(by.type)).hint("the latest record is the one with the latest date");
  return broken(name->span);
}

// At least 3 of {a, b, c, d} in L by F: how many of these the records have, each counted once.
void Checker::at_least_kinds(const ast::ListExpr& node, const Place& inner, Expr& list) {
  const Expr kind = attribute(node.by, inner, "a choice or a scale", is_enumeration);
  list.operands.push_back(kind);
  if (is_error(kind)) return;
  bool wrong = false;
  for (const auto& element : std::get<ast::Set>(node.set->node).elements) {
    const auto* path_node = std::get_if<ast::Path>(&element->node);
    if (path_node == nullptr || path_node->names.size() != 1) {
      diagnostics_.report(Code::E0313, element->span, ast::print_expression(*element), "no member", describe(kind.type));
      wrong = true;
      continue;
    }
    const auto found = member(path_node->names.front(), kind.type, element->span);
    if (!found) {
      wrong = true;
      continue;
    }
    const auto value = static_cast<std::uint64_t>(found->constant.lo);
    list.members |= kind.type.kind == Kind::scale ? std::uint64_t{1} << value : value;
  }
  const DecimalRead read = parse_decimal(node.quantity);
  const std::int64_t kinds = std::popcount(list.members);
  const bool whole = read.error == DecimalError::none && read.millionths % kOne == 0;
  if (!wrong && (!whole || read.millionths < kOne || read.millionths / kOne > kinds)) {
    diagnostics_.report(Code::E0318, node.set->span, node.quantity, std::to_string(kinds) + " kinds");
    wrong = true;
  }
  if (wrong) list.operands.back() = broken(node.set->span);
  else list.quantity = read.millionths;
}

// The operands after the truth of `where`, the operation and its type.
void Checker::add_operands(const ast::ListExpr& node, const Place& inner, Expr& list) {
  using K = ast::ListExpr::Kind;
  const auto of_attribute = [&](Op op, const char* wanted, bool (*suits)(Kind)) {
    list.op = op;
    list.operands.push_back(attribute(node.field, inner, wanted, suits));
    list.type = list.operands.back().type;
  };
  list.type = truth_type();
  switch (node.kind) {
    case K::some: list.op = Op::list_some; break;
    case K::every:
      list.op = Op::list_every;
      list.operands.push_back(about_record(*node.has, inner));
      break;
    case K::count_of:
      list.op = Op::list_count;
      list.type = plain(Kind::count);
      if (node.unit) {
        if (const auto unit = unit_of(*node.unit, *inner.scope, false)) list.type.unit = *unit;
        else list.operands.push_back(broken(node.unit->span));
      }
      break;
    case K::count_distinct:
      of_attribute(Op::list_distinct, "one whose values are told apart: a choice, a scale, a count, a number, a date, a duration or a code", is_told_apart);
      list.type = plain(Kind::count);
      break;
    case K::sum_of: of_attribute(Op::list_sum, "a count, a number or a duration", is_summed); break;
    case K::least: of_attribute(Op::list_least, "one that has an order: a scale, a count, a number, a date or a duration", is_ordered_kind); break;
    case K::greatest: of_attribute(Op::list_greatest, "one that has an order: a scale, a count, a number, a date or a duration", is_ordered_kind); break;
    case K::latest_has:
      list.op = Op::list_latest_has;
      list.operands.push_back(by_date(node.by, inner));
      list.operands.push_back(about_record(*node.has, inner));
      break;
    case K::latest_field:
      list.operands.push_back(by_date(node.by, inner));
      of_attribute(Op::list_latest, "one that has a value: anything but a list, a text or a time from one date to another", is_value);
      break;
    case K::at_least_of:
      list.op = Op::list_distinct;
      list.type = plain(Kind::count);
      at_least_kinds(node, inner, list);
      break;
  }
}

Expr Checker::list_expression(const ast::ListExpr& node, Span span, const Place& place) {
  if (element_.list == &node) return *element_.value;
  LoopInSight loop;
  Expr list;
  list.form = Expr::Form::list;
  list.span = span;
  if (!list_source(node.list, place, list.list) || !open_loop(node, place, loop)) return broken(span);
  loop.record = list.list.record;
  list.loop = loop.id;
  Place inner = place;
  inner.loop = &loop;
  list.operands.push_back(node.where ? about_record(*node.where, inner) : constant(truth_type(), truth_value(Truth::yes), span));
  add_operands(node, inner, list);
  for (const Expr& operand : list.operands)
    if (is_error(operand)) return broken(span);
  if (loops_deep(list) == kListsDeepMax + 1) {
    diagnostics_.report(Code::E0363, span, kListsDeepMax).hint("give the inner ones names with `define`, about the case and not about a record");
    return broken(span);
  }
  if (node.kind != ast::ListExpr::Kind::at_least_of) return list;
  Expr wanted = constant(plain(Kind::count), {list.quantity, list.quantity}, span);
  list.quantity = 0;
  std::vector<Expr> compared{std::move(wanted), std::move(list)};
  return operation(Op::less_equal, truth_type(), span, std::move(compared));
}

// `some L in {a, b}`, `some L >= 3`: over a list of plain values what is compared is the value, and one is enough.
// Nothing: not such a comparison.
std::optional<Expr> Checker::some_element(const ast::Expr& subject, Span span, const Place& place, const std::function<Expr()>& test) {
  const auto* node = std::get_if<ast::ListExpr>(&subject.node);
  if (node == nullptr || node->kind != ast::ListExpr::Kind::some || node->where || element_.list == node) return std::nullopt;
  LoopInSight loop;
  Expr list;
  list.form = Expr::Form::list;
  list.op = Op::list_some;
  list.type = truth_type();
  list.span = span;
  if (!list_source(node->list, place, list.list) || !open_loop(*node, place, loop)) return broken(span);
  loop.record = list.list.record;
  list.loop = loop.id;
  const RecordType& record = library_.records[loop.record.index];
  if (!record.name.empty()) {
    diagnostics_.report(Code::E0364, span, loop.list, record.name)
        .hint("say what of them: `some " + loop.list + " where " +
              (record.fields.empty() ? std::string("...") : record.fields.front().name) + " ...`");
    return broken(span);
  }
  const Expr value = field_of(loop, {"it", subject.span}, subject.span);
  const Element around = std::exchange(element_, Element{node, &value});
  Expr where = test();
  element_ = around;
  if (is_error(where)) return broken(span);
  list.operands.push_back(std::move(where));
  return list;
}

std::size_t Checker::loops_deep(const Expr& expr) const {
  if (expr.form == Expr::Form::record_definition) return record_names_[expr.list.record.index].loops[expr.definition];
  std::size_t deep = 0;
  for (const Expr& operand : expr.operands) deep = std::max(deep, loops_deep(operand));
  return deep + (expr.form == Expr::Form::list ? 1 : 0);
}

// What must hold for a condition to hold, through definitions, each of them once.
std::vector<const Expr*> Checker::parts_required(const Expr& condition) const {
  std::vector<const Expr*> parts, open{&condition};
  std::set<std::uint32_t> seen;
  while (!open.empty()) {
    const Expr& part = *open.back();
    open.pop_back();
    if (part.form == Expr::Form::definition) {
      if (seen.insert(part.definition).second) open.push_back(&library_.definitions[part.definition].value);
    } else if (part.form == Expr::Form::group && part.group == ast::Group::Kind::all_of) {
      for (const Criterion& branch : part.branches)
        if (!branch.unless) open.push_back(&branch.condition);
    } else if (part.form == Expr::Form::operation && part.op == Op::conjunction) {
      for (const Expr& term : part.operands) open.push_back(&term);
    } else {
      parts.push_back(&part);
    }
  }
  return parts;
}

void Checker::warn_every(const Rule& rule) {
  std::set<FactId> asked_for;  // lists of which the rule requires a record
  std::vector<std::pair<const Criterion*, const Expr*>> every;
  for (const Criterion& criterion : rule.requirements) {
    for (const Expr* part : parts_required(criterion.condition)) {
      if (part->form != Expr::Form::list || !part->list.fact) continue;
      if (part->op == Op::list_every) every.emplace_back(&criterion, part);
      if (part->op == Op::list_some || part->op == Op::list_latest_has) asked_for.insert(*part->list.fact);
    }
  }
  for (const auto& [criterion, part] : every) {
    if (asked_for.contains(*part->list.fact)) continue;
    const std::string& list = library_.facts[part->list.fact->index].name;
    diagnostics_.report(Code::W0710, criterion->condition.span, list).hint("where there must be one, ask for it too: `some " + list + " where ...`");
  }
}

Expr Checker::test_of_list(Expr subject, bool exact, Span span) {
  Expr test;
  test.form = Expr::Form::list;
  test.op = exact ? Op::list_exact : Op::list_documented;
  test.type = truth_type();
  test.span = span;
  test.loop = ++loops_;
  test.list.record = subject.type.record;
  if (subject.form == Expr::Form::field) {
    test.list.loop = subject.loop;
    test.list.field = subject.field;
  } else {
    test.list.fact = subject.fact;
  }
  return test;
}

}  // namespace precept::check
