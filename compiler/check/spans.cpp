// Time from one date to another, and dates within so long of one. In: ast nodes. Out: checked Exprs.
#include "compiler/check/checker.hpp"
#include "compiler/syntax/print.hpp"

namespace precept::check {

Expr Checker::time_from(const ast::TimeFrom& node, Span span, const Place& place) {
  Expr from = value(*node.from, place), to = value(*node.to, place);
  if (is_error(from) || is_error(to)) return broken(span);
  bool wrong = false;
  for (const Expr* end : {&from, &to})
    if (end->type.kind != Kind::date) {
      diagnostics_.report(Code::E0324, end->span, describe(end->type));
      wrong = true;
    }
  if (wrong) return broken(span);
  Expr expr;
  expr.form = Expr::Form::span;
  expr.type = plain(Kind::span);
  expr.span = span;
  expr.operands.push_back(std::move(from));
  expr.operands.push_back(std::move(to));
  return expr;
}

Expr Checker::whole_of_span(const ast::WholeOf& node, Span span, const Place& place) {
  Expr subject = value(*node.span, place);
  if (is_error(subject)) return broken(span);
  if (subject.type.kind != Kind::span) {
    diagnostics_.report(Code::E0313, node.span->span, ast::print_expression(*node.span), describe(subject.type),
                        "a time from one date to another");
    return broken(span);
  }
  const Op op = node.unit == ast::WholeOf::Unit::years    ? Op::whole_years
                : node.unit == ast::WholeOf::Unit::months ? Op::whole_months
                                                          : Op::whole_days;
  return operation(op, plain(Kind::count), span, {std::move(subject)});
}

// D within T after DATE: DATE <= D <= DATE + T. Before: DATE - T <= D <= DATE. Both ends in.
Expr Checker::within(const ast::Within& node, Span span, const Place& place) {
  Expr subject = value(*node.subject, place), duration = value(*node.duration, place), anchor = value(*node.anchor, place);
  if (is_error(subject) || is_error(duration) || is_error(anchor)) return broken(span);
  bool wrong = false;
  for (const Expr* date : {&subject, &anchor})
    if (date->type.kind != Kind::date) {
      diagnostics_.report(Code::E0324, date->span, describe(date->type));
      wrong = true;
    }
  if (!is_duration(duration.type.kind)) {
    not_a_duration(duration.span, duration.type, *node.duration);
    wrong = true;
  }
  if (wrong) return broken(span);
  const Op op = duration.type.kind == Kind::months ? Op::limit_months : Op::limit_days;
  const bool before = node.side == ast::Within::Side::before;
  if (before && op == Op::limit_months)
    diagnostics_.report(Code::W0709, span, ast::print_expression(*node.subject), ast::print_expression(*node.anchor))
        .hint("where the guideline counts on from the earlier date, write `time from " + ast::print_expression(*node.subject) + " to " +
              ast::print_expression(*node.anchor) + " <= " + ast::print_expression(*node.duration) + "`");
  if (before) {
    Type type = duration.type;
    type.is_signed = true;
    const Span at = duration.span;
    if (duration.form == Expr::Form::operation && duration.op == Op::constant) {
      duration.constant = {-duration.constant.hi, -duration.constant.lo};
      duration.type = type;
    } else {
      duration = operation(Op::negate, type, at, {std::move(duration)});
    }
  }
  Expr limit = operation(op, plain(Kind::date), span, {anchor, std::move(duration)});
  std::vector<Expr> operands{std::move(subject)};
  operands.push_back(anchor);
  operands.push_back(std::move(limit));
  if (before) std::swap(operands[1], operands[2]);
  return operation(Op::between, truth_type(), span, std::move(operands));
}

}  // namespace precept::check
