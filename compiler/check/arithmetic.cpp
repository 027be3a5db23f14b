// Arithmetic: numbers with their units, durations of one kind, dates and durations. Nothing else adds.
#include "compiler/check/checker.hpp"
#include "compiler/syntax/print.hpp"

namespace precept::check {

namespace {

const char* sign_of(ast::Arithmetic::Op op) {
  switch (op) {
    case ast::Arithmetic::Op::add: return "+";
    case ast::Arithmetic::Op::subtract: return "-";
    case ast::Arithmetic::Op::multiply: return "*";
    case ast::Arithmetic::Op::divide: return "/";
  }
  return "";
}

// A unit that only counts: `%`, or one that a library makes of it.
bool is_factor(const Unit& unit) {
  return !unit.none() && unit.powers.empty() && unit.singular.find_first_of("/*") == std::string::npos;
}

// Zero as it is written, also where a definition gives it a name.
bool always_zero(const Expr& expr, const Library& library) {
  if (expr.form == Expr::Form::definition) return always_zero(library.definitions[expr.definition].value, library);
  return expr.form == Expr::Form::operation && expr.op == Op::constant && is_numeric(expr.type.kind) && expr.constant == Value{0, 0};
}

}  // namespace

Expr Checker::date_plus(Expr date, Expr duration, bool minus, Span span) {
  const Op op = duration.type.kind == Kind::months ? Op::add_months : Op::add_days;
  if (minus) {
    Type type = duration.type;
    type.is_signed = true;
    const Span at = duration.span;
    duration = operation(Op::negate, type, at, {std::move(duration)});
  }
  std::vector<Expr> operands{std::move(date), std::move(duration)};
  return operation(op, plain(Kind::date), span, std::move(operands));
}

Expr Checker::arithmetic(const ast::Arithmetic& node, Span span, const Place& place) {
  using A = ast::Arithmetic::Op;
  Expr left = value(*node.left, place), right = value(*node.right, place);
  if (is_error(left) || is_error(right)) return broken(span);
  const Kind a = left.type.kind, b = right.type.kind;
  const bool additive = node.op == A::add || node.op == A::subtract;
  if (a == Kind::date && b == Kind::date && node.op == A::subtract) {
    diagnostics_.report(Code::E0316, span)
        .hint("write `time from " + ast::print_expression(*node.right) + " to " + ast::print_expression(*node.left) + "`");
    return broken(span);
  }
  if (a == Kind::date && is_duration(b) && additive) return date_plus(std::move(left), std::move(right), node.op == A::subtract, span);
  if (is_duration(a) && b == Kind::date && node.op == A::add) return date_plus(std::move(right), std::move(left), false, span);
  if (a == Kind::span || b == Kind::span) {
    diagnostics_.report(Code::E0315, span);
    return broken(span);
  }
  if (is_duration(a) && is_duration(b) && additive) {
    if (a != b) {
      diagnostics_.report(Code::E0309, span).hint("add them to a date one after the other: `injury_date + 6mo + 10d`");
      return broken(span);
    }
    Type type = left.type;
    type.is_signed = left.type.is_signed || right.type.is_signed || node.op == A::subtract;
    std::vector<Expr> operands{std::move(left), std::move(right)};
    return operation(node.op == A::add ? Op::add : Op::subtract, type, span, std::move(operands));
  }
  if (!is_numeric(a) || !is_numeric(b)) {
    auto& diagnostic = diagnostics_.report(Code::E0304, span, sign_of(node.op), describe(left.type), describe(right.type));
    if (additive && (a == Kind::date || b == Kind::date) && (is_numeric(a) || is_numeric(b)))
      diagnostic.hint("write the duration with its unit, like `90d` or `2y`");
    if (a == Kind::truth || b == Kind::truth) diagnostic.hint("to count what holds, write `at least 2 of ... end`");
    return broken(span);
  }
  Type type = plain(a == Kind::count && b == Kind::count && node.op != A::divide ? Kind::count : Kind::number);
  type.is_signed = left.type.is_signed || right.type.is_signed || node.op == A::subtract;
  Op op = Op::add;
  switch (node.op) {
    case A::add:
    case A::subtract:
      op = node.op == A::add ? Op::add : Op::subtract;
      if (!same_unit(left, right, Code::E0319, span)) return broken(span);
      type.unit = left.type.unit;
      if (left.type.kind == Kind::number || right.type.kind == Kind::number) type.kind = Kind::number;
      break;
    case A::multiply:
    case A::divide: {
      op = node.op == A::multiply ? Op::multiply : Op::divide;
      if (op == Op::divide && always_zero(right, library_)) diagnostics_.report(Code::W0714, node.right->span);
      const auto unit = unit_product(left.type.unit, right.type.unit, node.op == A::divide);
      if (!unit) {
        diagnostics_.report(Code::E0327, span, left.type.unit.singular + sign_of(node.op) + right.type.unit.singular);
        return broken(span);
      }
      type.unit = *unit;
      break;
    }
  }
  // 50% of what is in mg is in mg: a percentage takes part as the factor that it is.
  std::optional<Unit> plainly;
  if (!additive && !type.unit.none()) {
    if (is_factor(right.type.unit)) plainly = left.type.unit;
    else if (node.op == A::multiply && is_factor(left.type.unit)) plainly = right.type.unit;
  }
  std::vector<Expr> operands{std::move(left), std::move(right)};
  Expr result = operation(op, type, span, std::move(operands));
  return plainly ? in_unit(std::move(result), *plainly) : result;
}

}  // namespace precept::check
