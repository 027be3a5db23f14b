// Comparisons: names read by what stands opposite, units and durations brought together, spans against durations.
// Every relation becomes `less`, `less_equal`, `equal`, `between`, `in_set` or a test of members, negated where it must be.
#include "compiler/check/checker.hpp"
#include "compiler/syntax/print.hpp"

namespace precept::check {

namespace {

const ast::Name* bare(const ast::Expr& node) {
  const auto* path = std::get_if<ast::Path>(&node.node);
  return path != nullptr && path->names.size() == 1 ? &path->names.front() : nullptr;
}

Expr negated(Expr inner) {
  const Span span = inner.span;
  Expr expr = operation(Op::negation, truth_type(), span, {std::move(inner)});
  expr.of_comparison = true;
  return expr;
}

const char* relation_words(ast::Comparison::Op op) {
  using R = ast::Comparison::Op;
  switch (op) {
    case R::less: return "<";
    case R::less_equal: return "<=";
    case R::greater: return ">";
    case R::greater_equal: return ">=";
    case R::is: return "is";
    case R::is_not: return "is not";
    case R::in: return "in";
    case R::not_in: return "not in";
  }
  return "";
}

bool ordering(ast::Comparison::Op op) {
  using R = ast::Comparison::Op;
  return op == R::less || op == R::less_equal || op == R::greater || op == R::greater_equal;
}

}  // namespace

std::optional<Type> Checker::peek(const ast::Expr& node, const Place& place) {
  const ast::Name* name = bare(node);
  if (name == nullptr) return std::nullopt;
  if (!loops_with(name->text, place).empty()) return field_type(name->text, place);
  const auto found = find_in(*place.scope, &Owner::values, name->text);
  if (found.entry == nullptr || found.entry->what == ValueRef::What::refused) return std::nullopt;
  if (found.entry->what == ValueRef::What::fact) return library_.facts[found.entry->index].type;
  const PendingDefinition& pending = pending_[found.entry->index];  // one that is not done leads round a circle, if it is meant at all
  if (pending.state != PendingDefinition::State::done) return std::nullopt;
  return library_.definitions[found.entry->index].value.type;
}

bool Checker::is_set_name(const std::string& name) const {
  return std::any_of(owners_.begin(), owners_.end(), [&](const Owner& owner) { return owner.sets.contains(name); });
}

std::optional<Expr> Checker::member(const ast::Name& name, const Type& enumeration, Span span) {
  const Enumeration& declared = library_.enumerations[enumeration.enumeration.index];
  for (std::size_t i = 0; i < declared.members.size(); ++i) {
    if (declared.members[i].name != name.text) continue;
    const auto at = static_cast<std::int64_t>(i);
    const Value value = declared.ordered ? Value{at, at} : Value{static_cast<std::int64_t>(std::uint64_t{1} << i), 0};
    return constant(enumeration, value, span);
  }
  std::vector<std::string> names;
  std::string all;
  for (const Member& one : declared.members) {
    names.push_back(one.name);
    if (names.size() <= 8) all += (all.empty() ? "`" : ", `") + one.name + "`";
  }
  if (is_set_name(name.text)) {
    diagnostics_.report(Code::E0209, span, name.text, declared.name).hint("it is a set: write `in " + name.text + "`");
    return std::nullopt;
  }
  auto& diagnostic = report_near(diagnostics_.report(Code::E0209, span, name.text, declared.name), name.text, names);
  if (diagnostic.hints.empty()) diagnostic.hint("its members are " + all + (names.size() > 8 ? ", and more" : ""));
  return std::nullopt;
}

Expr Checker::member_or_value(const ast::Expr& node, const Type& enumeration, const Place& place) {
  const ast::Name* name = bare(node);
  if (name == nullptr) return value(node, place);
  const Enumeration& declared = library_.enumerations[enumeration.enumeration.index];
  bool is_member = false;
  for (const Member& one : declared.members) is_member = is_member || one.name == name->text;
  if (!is_member && names_value(name->text, place)) return value(node, place);
  if (auto found = member(*name, enumeration, node.span)) return *found;
  return broken(node.span);
}

Expr Checker::in_unit(Expr expr, const Unit& unit) {
  const auto ratio = unit_ratio(expr.type.unit, unit);
  if (!ratio || (ratio->first == 1 && ratio->second == 1)) return expr;
  Type type = expr.type;
  type.unit = unit;
  type.kind = Kind::number;
  const Span span = expr.span;
  Expr scaled = operation(Op::rescale, type, span, {std::move(expr)});
  scaled.numerator = ratio->first;
  scaled.denominator = ratio->second;
  return scaled;
}

// Numbers meet in the finer of their units, so that nothing is lost.
bool Checker::same_unit(Expr& left, Expr& right, Code code, Span span) {
  const Unit &a = left.type.unit, &b = right.type.unit;
  const bool bare_left = a.none() && left.op == Op::constant, bare_right = b.none() && right.op == Op::constant;
  // 88 against a number in % would be 8800 %: a bare number meets what has no unit, and quotients of like units.
  const Unit& met = bare_left ? b : a;
  const bool named = !met.none() && met.singular.find_first_of("/*") == std::string::npos;
  if (!same_powers(a, b) || ((bare_left || bare_right) && named)) {
    if (bare_left || bare_right) {
      const Unit& unit = bare_left ? b : a;
      const Expr& literal_side = bare_left ? left : right;
      const std::string digits = sources_.files[literal_side.span.file].text().substr(
          literal_side.span.begin, literal_side.span.end - literal_side.span.begin);
      diagnostics_.report(Code::E0308, literal_side.span, digits, unit.plural).hint("write `" + digits + " " + unit.plural + "`");
      return false;
    }
    const std::string left_words = a.none() ? "no unit" : a.plural, right_words = b.none() ? "no unit" : b.plural;
    diagnostics_.report(code, span, left_words, right_words)
        .mark(left.span, "in " + left_words)
        .mark(right.span, "in " + right_words);
    return false;
  }
  const auto ratio = unit_ratio(a, b);
  if (!ratio) return true;
  if (ratio->first >= ratio->second) left = in_unit(std::move(left), Unit(b));
  else right = in_unit(std::move(right), Unit(a));
  return true;
}

// Of a fact or a field.
std::string Checker::name_of(const Expr& expr) const {
  if (expr.form == Expr::Form::operation && expr.op == Op::fact) return library_.facts[expr.fact.index].name;
  if (expr.form == Expr::Form::field) return library_.records[expr.list.record.index].fields[expr.field].name;
  return "this";
}

void Checker::hint_list(diagnostics::Diagnostic& diagnostic, const Expr& list) const {
  const std::string name = name_of(list);
  const bool plain_values = library_.records[list.type.record.index].name.empty();
  diagnostic.hint("say what of it: " + (plain_values ? "`some " + name + " is ...`" : "`some " + name + " where ...`") + ", or `(count of " +
                  name + ") >= 2`");
}

bool Checker::comparable(Expr& left, Expr& right, Span span) {
  const Kind a = left.type.kind, b = right.type.kind;
  if (a == Kind::error || b == Kind::error) return false;
  if (a == Kind::text || b == Kind::text) {
    const Expr& side = a == Kind::text ? left : right;
    diagnostics_.report(Code::E0314, side.span, name_of(side));
    return false;
  }
  if (is_numeric(a) && is_numeric(b)) return same_unit(left, right, Code::E0303, span);
  if (is_duration(a) && is_duration(b)) {
    Expr& months = a == Kind::months ? left : right;
    if (a != b) {
      Type days = plain(Kind::days);
      days.is_signed = months.type.is_signed;
      const Span at = months.span;
      months = operation(Op::months_as_days, days, at, {std::move(months)});
    }
    return true;
  }
  if ((a == Kind::span && is_duration(b)) || (b == Kind::span && is_duration(a))) return true;
  if (a == Kind::span || b == Kind::span) {
    auto& diagnostic = diagnostics_.report(Code::E0315, span).mark(left.span, describe(left.type)).mark(right.span, describe(right.type));
    if (is_numeric(a) || is_numeric(b)) diagnostic.hint("write the duration with its unit, like `2y`, `6mo`, `8w` or `90d`");
    return false;
  }
  if (is_enumeration(a) && a == b && left.type.enumeration == right.type.enumeration) return true;
  if ((a == Kind::truth && b == Kind::truth) || (a == Kind::date && b == Kind::date)) return true;
  if (a == Kind::code && b == Kind::code && left.type.system == right.type.system) return true;
  auto& diagnostic = diagnostics_.report(Code::E0302, span, describe(left.type), describe(right.type));
  for (const Expr* side : {&left, &right})
    if (side->type.kind == Kind::list) hint_list(diagnostic, *side);
  if ((is_numeric(a) && b == Kind::date) || (a == Kind::date && is_numeric(b)))
    diagnostic.hint("a date is written like `2014-02-28`, and the time since one is `time from DATE to DATE`");
  if ((is_duration(a) && b == Kind::date) || (a == Kind::date && is_duration(b)))
    diagnostic.hint("say from when: `time from DATE to DATE`, or `DATE within 2y after DATE`");
  if ((is_duration(a) && is_numeric(b)) || (is_numeric(a) && is_duration(b)))
    diagnostic.hint("`whole years of ...` makes a count of a time; a duration is written with its unit, like `2y`");
  return false;
}

Expr Checker::comparison(const ast::Comparison& node, Span span, const Place& place) {
  using R = ast::Comparison::Op;
  if (node.op == R::in || node.op == R::not_in) return membership(node, span, place);
  for (const ast::Expr* side : {node.left.get(), node.right.get()})
    if (const auto type = peek(*side, place); type && type->kind == Kind::list) {
      hint_list(diagnostics_.report(Code::E0302, span, describe(*type), "a single value"), value(*side, place));
      return broken(span);
    }
  const ast::Name *left_name = bare(*node.left), *right_name = bare(*node.right);
  std::optional<Expr> left, right;
  const auto enumerated = [](const std::optional<Type>& type) {
    return type && (is_enumeration(type->kind) || type->kind == Kind::code);
  };
  if (left_name == nullptr || enumerated(peek(*node.left, place)) || is_surely_code(*node.right)) left = value(*node.left, place);
  if (left && left->type.kind == Kind::code) return code_comparison(std::move(*left), node, span, place);
  if (left && is_surely_code(*node.right) && is_error(*left)) return broken(span);
  if (left && std::holds_alternative<ast::Code>(node.right->node)) {
    diagnostics_.report(Code::E0302, span, describe(left->type), "a code");
    return broken(span);
  }
  if (right_name == nullptr) right = value(*node.right, place);
  if (left && is_enumeration(left->type.kind) && right_name != nullptr) right = member_or_value(*node.right, left->type, place);
  if (!left && !right && enumerated(peek(*node.right, place))) right = value(*node.right, place);
  if (!left && right && is_enumeration(right->type.kind)) left = member_or_value(*node.left, right->type, place);
  // A member opposite a name that is not known is no second mistake.
  if (!left && !right && names_member_only(*left_name, place)) right = value(*node.right, place);
  if (!left && right && is_error(*right) && names_member_only(*left_name, place)) return broken(span);
  if (!left) left = value(*node.left, place);
  if (!right && is_error(*left) && names_member_only(*right_name, place)) return broken(span);
  if (!right) right = value(*node.right, place);
  if (!comparable(*left, *right, span)) return broken(span);
  const Kind kind = left->type.kind;
  if (ordering(node.op) && (kind == Kind::truth || kind == Kind::choice)) {
    diagnostics_.report(Code::E0310, span, describe(left->type), relation_words(node.op)).hint("write `is`, `is not` or `in {...}`");
    return broken(span);
  }
  std::vector<Expr> operands;
  const bool swap = node.op == R::greater || node.op == R::greater_equal;
  operands.push_back(std::move(swap ? *right : *left));
  operands.push_back(std::move(swap ? *left : *right));
  switch (node.op) {
    case R::less:
    case R::greater: return operation(Op::less, truth_type(), span, std::move(operands));
    case R::less_equal:
    case R::greater_equal: return operation(Op::less_equal, truth_type(), span, std::move(operands));
    case R::is:
    case R::is_not:
    case R::in:
    case R::not_in: break;
  }
  Expr same;
  if (kind == Kind::choice && operands[1].op == Op::constant && operands[1].form == Expr::Form::operation) {
    const auto members = static_cast<std::uint64_t>(operands[1].constant.lo);
    operands.pop_back();
    same = operation(Op::choice_in, truth_type(), span, std::move(operands));
    same.members = members;
  } else if (kind == Kind::choice && operands[0].op == Op::constant && operands[0].form == Expr::Form::operation) {
    const auto members = static_cast<std::uint64_t>(operands[0].constant.lo);
    operands.erase(operands.begin());
    same = operation(Op::choice_in, truth_type(), span, std::move(operands));
    same.members = members;
  } else if (kind == Kind::truth && operands[1].form == Expr::Form::operation && operands[1].op == Op::constant) {
    const bool yes = truth_of(operands[1].constant) == Truth::yes;
    same = yes ? std::move(operands[0]) : negated(std::move(operands[0]));
    same.span = span;
  } else {
    const Op op = kind == Kind::choice ? Op::choice_equal : kind == Kind::truth ? Op::truth_equal : Op::equal;
    same = operation(op, truth_type(), span, std::move(operands));
  }
  return node.op == R::is ? same : negated(std::move(same));
}

// x in {a, b}: of a choice a mask of members, of ordered values a set; facts in the braces are alternatives.
// A set in braces, or one that is declared by name.
const ast::Set* Checker::set_of(const ast::Expr& node, const Place& place) const {
  if (const auto* set = std::get_if<ast::Set>(&node.node)) return set;
  const ast::Name* name = bare(node);
  if (name == nullptr || names_value(name->text, place)) return nullptr;
  const auto found = find_in(*place.scope, &Owner::sets, name->text);
  return found.entry == nullptr ? nullptr : found.entry->what;
}

Expr Checker::membership(const ast::Comparison& node, Span span, const Place& place) {
  Expr subject = value(*node.left, place);
  const ast::Set* set = set_of(*node.right, place);
  if (is_error(subject)) return broken(span);
  if (subject.type.kind == Kind::code) return code_comparison(std::move(subject), node, span, place);
  if (set == nullptr) {
    const ast::Name* name = bare(*node.right);
    if (name != nullptr)
      if (const auto other = find_in(*place.scope, &Owner::others, name->text); other.entry != nullptr) {
        diagnostics_.report(Code::E0302, span, describe(subject.type), other.entry->what).mark(other.entry->span, "declared here");
        return broken(span);
      }
    const bool a_member = name != nullptr && is_enumeration(subject.type.kind) && names_member_only(*name, place);
    if (name != nullptr && !a_member && !names_value(name->text, place) && place.loop != nullptr &&
        find_in(*place.scope, &Owner::units, name->text).entry != nullptr) {
      diagnostics_.report(Code::E0201, name->span, name->text)
          .hint("a unit stands before the `where`: `count of " + place.loop->list + " in " + name->text + " where ...`; of a sum its field has it");
    } else if (name != nullptr && !a_member && !names_value(name->text, place)) {
      unknown_value(*name, place);
    } else {
      const std::string written = ast::print_expression(*node.right);
      if (const auto type = peek(*node.right, place); type && type->kind == Kind::list) {
        const bool plain_values = library_.records[type->record.index].name.empty();
        diagnostics_.report(Code::E0302, span, describe(subject.type), "a list")
            .hint("say of its elements: `some " + written + (plain_values ? " is " : " where ... is ") + ast::print_expression(*node.left) + "`");
        return broken(span);
      }
      diagnostics_.report(Code::E0302, span, describe(subject.type), "what stands after `in`")
          .hint("`in` takes a set in braces, like `in {" + (written.size() < 40 ? written : "light, medium") + "}`");
    }
    return broken(span);
  }
  if (subject.type.kind == Kind::truth || subject.type.kind == Kind::span || subject.type.kind == Kind::text ||
      subject.type.kind == Kind::list) {
    auto& diagnostic = diagnostics_.report(Code::E0302, span, describe(subject.type), "a set");
    if (subject.type.kind == Kind::list) hint_list(diagnostic, subject);
    return broken(span);
  }
  std::vector<Expr> elements;
  bool wrong = false;
  for (const auto& element : set->elements) {
    Expr one = is_enumeration(subject.type.kind) ? member_or_value(*element, subject.type, place) : value(*element, place);
    const bool durations = is_duration(subject.type.kind) && is_duration(one.type.kind);  // met one by one, below
    if (is_error(one) || (!durations && !comparable(subject, one, element->span))) wrong = true;
    else elements.push_back(std::move(one));
  }
  if (wrong) return broken(span);
  Expr test;
  if (is_duration(subject.type.kind)) {
    test = duration_in(subject, std::move(elements), span);
  } else if (subject.type.kind == Kind::choice) {
    std::uint64_t members = 0;
    std::vector<Expr> alternatives;
    for (Expr& element : elements) {
      if (element.form == Expr::Form::operation && element.op == Op::constant) {
        members |= static_cast<std::uint64_t>(element.constant.lo);
      } else {
        std::vector<Expr> pair{subject, std::move(element)};
        alternatives.push_back(operation(Op::choice_equal, truth_type(), span, std::move(pair)));
      }
    }
    if (members != 0) {
      Expr constants = operation(Op::choice_in, truth_type(), span, {std::move(subject)});
      constants.members = members;
      alternatives.insert(alternatives.begin(), std::move(constants));
    }
    test = alternatives.size() == 1 ? std::move(alternatives.front())
                                    : operation(Op::disjunction, truth_type(), span, std::move(alternatives));
  } else {
    elements.insert(elements.begin(), std::move(subject));
    for (std::size_t pass = 0; pass < 2; ++pass)  // first the subject moves to the finest unit, then the others to it
     for (std::size_t i = 1; i < elements.size(); ++i)
      if (is_numeric(elements[0].type.kind) && !same_unit(elements[0], elements[i], Code::E0303, span)) return broken(span);
    test = operation(Op::in_set, truth_type(), span, std::move(elements));
  }
  return node.op == ast::Comparison::Op::in ? test : negated(std::move(test));
}

// Those of the subject's own kind make a set; months and days meet by their bounds, pair by pair.
Expr Checker::duration_in(const Expr& subject, std::vector<Expr> elements, Span span) {
  std::vector<Expr> own{subject}, alternatives;
  for (Expr& element : elements) {
    if (element.type.kind == subject.type.kind) {
      own.push_back(std::move(element));
      continue;
    }
    std::vector<Expr> pair{subject, std::move(element)};
    comparable(pair[0], pair[1], span);
    alternatives.push_back(operation(Op::equal, truth_type(), span, std::move(pair)));
  }
  if (own.size() > 1) alternatives.insert(alternatives.begin(), operation(Op::in_set, truth_type(), span, std::move(own)));
  if (alternatives.size() == 1) return std::move(alternatives.front());
  return operation(Op::disjunction, truth_type(), span, std::move(alternatives));
}

Expr Checker::between(const ast::Between& node, Span span, const Place& place) {
  Expr subject = value(*node.subject, place);
  if (is_error(subject)) return broken(span);
  const bool enumeration = is_enumeration(subject.type.kind);
  Expr low = enumeration ? member_or_value(*node.low, subject.type, place) : value(*node.low, place);
  Expr high = enumeration ? member_or_value(*node.high, subject.type, place) : value(*node.high, place);
  if (is_error(low) || is_error(high)) return broken(span);
  if (is_duration(subject.type.kind) && is_duration(low.type.kind) && is_duration(high.type.kind) &&
      (low.type.kind != subject.type.kind || high.type.kind != subject.type.kind)) {  // each end meets it by itself
    std::vector<Expr> from{std::move(low), subject}, to{std::move(subject), std::move(high)};
    comparable(from[0], from[1], span);
    comparable(to[0], to[1], span);
    return operation(Op::conjunction, truth_type(), span,
                     {operation(Op::less_equal, truth_type(), span, std::move(from)),
                      operation(Op::less_equal, truth_type(), span, std::move(to))});
  }
  if (!comparable(subject, low, span) || !comparable(subject, high, span) || !comparable(subject, low, span)) return broken(span);
  if (subject.type.kind == Kind::truth || subject.type.kind == Kind::choice || subject.type.kind == Kind::code) {
    diagnostics_.report(Code::E0310, span, describe(subject.type), "between");
    return broken(span);
  }
  if (is_numeric(subject.type.kind) && !same_unit(low, high, Code::E0303, span)) return broken(span);
  std::vector<Expr> operands{std::move(subject), std::move(low), std::move(high)};
  return operation(Op::between, truth_type(), span, std::move(operands));
}

void Checker::not_a_duration(Span span, const Type& type, const ast::Expr& node) {
  auto& diagnostic = diagnostics_.report(Code::E0323, span, describe(type));
  if (const auto* number = std::get_if<ast::Number>(&node.node); number != nullptr && !number->unit)
    diagnostic.hint("write the unit: `" + number->digits + "d`, `" + number->digits + "w`, `" + number->digits + "mo` or `" + number->digits + "y`");
}

}  // namespace precept::check
