// The lines of expressions and criteria.
// In: ast. Out: lines in a Layout, broken before `and`, `or`, `where`, `has`, `+` and `-` where they do not fit.
#include "compiler/syntax/print_rules.hpp"

#include <algorithm>

#include "compiler/syntax/words.hpp"

namespace precept::ast {
namespace {

bool holds_group(const ExprPtr& expression) { return expression != nullptr && ast::holds_group(*expression); }

int level(Binding binding) { return static_cast<int>(binding); }

}  // namespace

bool holds_group(const Expr& expression) {
  if (std::holds_alternative<Group>(expression.node)) return true;
  if (const auto* junction = std::get_if<Junction>(&expression.node))
    return std::any_of(junction->terms.begin(), junction->terms.end(),
                       [](const ExprPtr& term) { return holds_group(term); });
  if (const auto* unary = std::get_if<Unary>(&expression.node))
    return unary->op == Unary::Op::not_ && holds_group(unary->operand);
  if (const auto* list = std::get_if<ListExpr>(&expression.node)) return holds_group(list->where) || holds_group(list->has);
  return false;
}

std::size_t aligned_width(std::span<const std::size_t> widths, std::size_t most) {
  std::size_t result = 0;
  for (const auto width : widths)
    if (width <= most) result = std::max(result, width);
  return result;
}

std::string padded(std::string words, std::size_t width) {
  words.append(words.size() < width ? width - words.size() + 1 : 1, ' ');
  return words;
}

void CriteriaPrinter::operand(const Expr& expr, std::size_t indent, int binding, bool last) {
  const auto at_least = static_cast<Binding>(binding);
  if (!holds_group(expr)) {
    const auto words = in_words(expr, at_least, last);
    if (out_.fits(words)) return out_.add(words);
  }
  if (!needs_parentheses(expr, at_least, last)) return broken(expr, indent, last);
  out_.add("(");
  broken(expr, indent + 1, true);
  out_.add(")");
}

void CriteriaPrinter::broken(const Expr& expr, std::size_t indent, bool last) {
  if (const auto* junction = std::get_if<Junction>(&expr.node)) return broken_junction(*junction, indent, last);
  if (const auto* list = std::get_if<ListExpr>(&expr.node); list != nullptr && is_open(expr))
    return broken_list(*list, indent);
  if (const auto* group = std::get_if<Group>(&expr.node)) {
    out_.add(group_head(*group));
    criteria(group->branches, indent + kStep);
    return out_.close(indent, expr.span);
  }
  if (const auto* unary = std::get_if<Unary>(&expr.node); unary != nullptr && unary->op == Unary::Op::not_) {
    out_.add("not ");
    return operand(*unary->operand, indent, level(Binding::negation), last);
  }
  if (const auto* sum = std::get_if<Arithmetic>(&expr.node);
      sum != nullptr && (sum->op == Arithmetic::Op::add || sum->op == Arithmetic::Op::subtract)) {
    operand(*sum->left, indent, level(Binding::sum), false);
    out_.go_on(indent, sum->op == Arithmetic::Op::add ? "+ " : "- ");
    return operand(*sum->right, indent + kStep, level(Binding::product), false);
  }
  if (const auto* comparison = std::get_if<Comparison>(&expr.node)) {
    if (const auto* set = std::get_if<Set>(&comparison->right->node)) {
      out_.add(in_words(*comparison->left, Binding::sum, false) + " " + operator_word(comparison->op) + " {");
      items(set->elements.size(), indent + kStep,
            [&](std::size_t i) { return in_words(*set->elements[i], Binding::sum, false); });
      return out_.add("}");
    }
  }
  out_.add(in_words(expr));
}

void CriteriaPrinter::broken_junction(const Junction& junction, std::size_t indent, bool last) {
  for (std::size_t i = 0; i < junction.terms.size(); ++i) {
    if (i > 0) out_.go_on(indent, junction.op == Junction::Op::and_ ? "and " : "or ");
    operand(*junction.terms[i], indent + (i > 0 ? kStep : 0), level(Binding::negation),
            last && i + 1 == junction.terms.size());
  }
}

void CriteriaPrinter::broken_list(const ListExpr& list, std::size_t indent) {
  out_.add(list_head(list));
  if (list.where != nullptr) {
    out_.add(" where");
    out_.go_on(indent + kStep, "");
    expression(*list.where, indent + kStep);
  }
  if (list.has != nullptr) {
    out_.go_on(indent, "has ");
    expression(*list.has, indent + kStep);
  }
}

void CriteriaPrinter::items(std::size_t count, std::size_t indent, const std::function<std::string(std::size_t)>& words) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto item = words(i) + (i + 1 < count ? "," : "");
    if (i == 0) {
      out_.add(item);
    } else if (out_.fits(item.size() + 1)) {
      out_.add(" " + item);
    } else {
      out_.go_on(indent, item);
    }
  }
}

void CriteriaPrinter::criteria(std::span<const Criterion> list, std::size_t indent) {
  std::vector<std::size_t> widths;
  for (const auto& made : list) widths.push_back(made.label && !made.shared ? made.label->text.size() + 1 : 0);
  const auto width = aligned_width(widths);
  for (const auto& made : list) {
    if (made.shared) {
      out_.line(indent, "criterion " + made.label->text, made.span);
      continue;
    }
    out_.line(indent, made.label ? padded(made.label->text + ":", width) : std::string(), made.span);
    condition_and_clauses(made, indent);
  }
}

void CriteriaPrinter::condition_and_clauses(const Criterion& made, std::size_t indent) {
  expression(*made.condition, indent + kStep);
  clauses(made, indent + kStep);
}

void CriteriaPrinter::clauses(const Criterion& made, std::size_t indent) {
  const bool page_beside = made.pages && !holds_group(made.condition) && out_.fits("  " + in_words(*made.pages));
  if (page_beside) out_.add("  " + in_words(*made.pages));
  if (made.unless != nullptr) {
    out_.line(indent, "unless ", made.unless->span);
    expression(*made.unless, indent + kStep);
  }
  if (made.pages && !page_beside) out_.line(indent, in_words(*made.pages), made.pages->span);
  for (const auto& cited : made.cites) text_clause(indent, "cites ", cited);
  if (made.text) text_clause(indent, "text ", *made.text);
  if (made.met) text_clause(indent, "met ", *made.met);
  if (made.unmet) text_clause(indent, "unmet ", *made.unmet);
  if (made.undocumented) {
    const auto& clause = *made.undocumented;
    out_.line(indent, "undocumented" + (clause.closing ? " is " + clause.closing->text : std::string()), clause.span);
    text_behind(clause.text, indent + kStep);
  }
}

void CriteriaPrinter::text_behind(const std::optional<String>& text, std::size_t indent) {
  if (!text) return;
  out_.add(" ");
  out_.add_text(text->text, indent);
}

void CriteriaPrinter::text_clause(std::size_t indent, std::string_view keyword, const String& text) {
  out_.line(indent, keyword, text.span);
  out_.add_text(text.text, indent + kStep);
}

}  // namespace precept::ast
