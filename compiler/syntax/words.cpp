// The canonical words of one line.
// In: ast nodes. Out: text that parses to the same nodes, with the parentheses that it needs and no others.
#include "compiler/syntax/words.hpp"

#include <algorithm>

#include "compiler/syntax/print.hpp"

namespace precept::ast {
namespace {

bool is_lower(char letter) { return letter >= 'a' && letter <= 'z'; }

// `text` ends in a number and its unit, so that a `/` or `*` and a name behind it would go on with the unit.
bool ends_in_unit(const Expr& expression) {
  if (const auto* number = std::get_if<Number>(&expression.node)) return number->unit.has_value();
  if (const auto* unary = std::get_if<Unary>(&expression.node))
    return unary->op == Unary::Op::minus && ends_in_unit(*unary->operand);
  if (const auto* sum = std::get_if<Arithmetic>(&expression.node)) return ends_in_unit(*sum->right);
  if (const auto* time = std::get_if<TimeFrom>(&expression.node)) return ends_in_unit(*time->to);
  if (const auto* whole = std::get_if<WholeOf>(&expression.node)) return ends_in_unit(*whole->span);
  return false;
}

bool begins_like_unit(std::string_view text) {
  return !text.empty() && (is_lower(text[0]) || text[0] == '(' || text[0] == '%');
}

bool is_plain(const Expr& expression) {  // may stand after `time from`, `whole years of`
  return std::visit(
      [](const auto& node) {
        using Node = std::decay_t<decltype(node)>;
        return std::is_same_v<Node, Number> || std::is_same_v<Node, Date> || std::is_same_v<Node, Text> ||
               std::is_same_v<Node, Code> || std::is_same_v<Node, Path> || std::is_same_v<Node, TableUse>;
      },
      expression.node);
}

std::string atom(const Expr& expression) {
  return is_plain(expression) ? in_words(expression) : "(" + in_words(expression) + ")";
}

std::string clause_words(const Criterion& branch) {
  std::string text;
  if (branch.unless != nullptr) text += " unless " + in_words(*branch.unless);
  if (branch.pages) text += " " + in_words(*branch.pages);
  for (const auto& cited : branch.cites) text += " cites " + quoted(cited.text);
  if (branch.text) text += " text " + quoted(branch.text->text);
  if (branch.met) text += " met " + quoted(branch.met->text);
  if (branch.unmet) text += " unmet " + quoted(branch.unmet->text);
  if (branch.undocumented) {
    text += " undocumented";
    if (branch.undocumented->closing) text += " is " + branch.undocumented->closing->text;
    if (branch.undocumented->text) text += " " + quoted(branch.undocumented->text->text);
  }
  return text;
}

struct InWords {
  bool last;

  std::string operator()(const Number& number) const {
    if (!number.unit) return number.digits;
    const auto unit = in_words(*number.unit);
    const bool close = unit == "y" || unit == "mo" || unit == "w" || unit == "d" || unit == "%";
    return number.digits + (close ? "" : " ") + unit;
  }
  std::string operator()(const Date& date) const { return date.text; }
  std::string operator()(const Text& text) const { return quoted(text.text); }
  std::string operator()(const Code& code) const { return code.text; }
  std::string operator()(const Path& path) const { return in_words(path); }
  std::string operator()(const Unary& unary) const {
    if (unary.op == Unary::Op::minus) return "-" + in_words(*unary.operand, Binding::sign, false);
    return "not " + in_words(*unary.operand, Binding::negation, last);
  }
  std::string operator()(const Junction& junction) const {
    std::string text;
    for (std::size_t i = 0; i < junction.terms.size(); ++i) {
      if (i > 0) text += junction.op == Junction::Op::and_ ? " and " : " or ";
      text += in_words(*junction.terms[i], Binding::negation, last && i + 1 == junction.terms.size());
    }
    return text;
  }
  std::string operator()(const Comparison& comparison) const {
    return in_words(*comparison.left, Binding::sum, false) + " " + operator_word(comparison.op) + " " +
           in_words(*comparison.right, Binding::sum, false);
  }
  std::string operator()(const Between& between) const {
    return in_words(*between.subject, Binding::sum, false) + " between " + in_words(*between.low, Binding::sum, false) +
           " and " + in_words(*between.high, Binding::sum, false);
  }
  std::string operator()(const Within& within) const {
    return in_words(*within.subject, Binding::sum, false) + " within " + in_words(*within.duration, Binding::sum, false) +
           (within.side == Within::Side::before ? " before " : " after ") + in_words(*within.anchor, Binding::sum, false);
  }
  std::string operator()(const Documented& documented) const {
    return in_words(*documented.subject, Binding::sum, false) + (documented.negated ? " is not " : " is ") +
           (documented.exact ? "exact" : "documented");
  }
  std::string operator()(const Arithmetic& sum) const {
    const bool product = sum.op == Arithmetic::Op::multiply || sum.op == Arithmetic::Op::divide;
    auto left = in_words(*sum.left, product ? Binding::product : Binding::sum, false);
    const auto right = in_words(*sum.right, product ? Binding::sign : Binding::product, false);
    if (product && !needs_parentheses(*sum.left, Binding::product, false) && ends_in_unit(*sum.left) &&
        begins_like_unit(right))
      left = shield_unit(*sum.left);
    constexpr std::string_view signs[] = {" + ", " - ", " * ", " / "};
    return left + std::string(signs[static_cast<std::size_t>(sum.op)]) + right;
  }
  // As it stands, the number at its end in parentheses: `a * (2 mg)`.
  std::string shield_unit(const Expr& expression) const {
    if (const auto* product = std::get_if<Arithmetic>(&expression.node)) {
      auto left = in_words(*product->left, Binding::product, false);
      if (!needs_parentheses(*product->left, Binding::product, false) && ends_in_unit(*product->left))
        left = shield_unit(*product->left);
      return left + (product->op == Arithmetic::Op::multiply ? " * " : " / ") + shield_unit(*product->right);
    }
    return "(" + in_words(expression) + ")";
  }
  std::string operator()(const Set& set) const {
    std::string text = "{";
    for (const auto& element : set.elements) {
      if (text.size() > 1) text += ", ";
      text += in_words(*element, Binding::sum, false);
    }
    return text + "}";
  }
  std::string operator()(const TimeFrom& time) const { return "time from " + atom(*time.from) + " to " + atom(*time.to); }
  std::string operator()(const WholeOf& whole) const {
    constexpr std::string_view units[] = {"years", "months", "days"};
    return "whole " + std::string(units[static_cast<std::size_t>(whole.unit)]) + " of " + atom(*whole.span);
  }
  std::string operator()(const Group& group) const {
    std::string text = group_head(group);
    for (const auto& branch : group.branches)
      text += " " + (branch.label ? branch.label->text + ": " : std::string()) + in_words(*branch.condition) +
              clause_words(branch);
    return text + " end";
  }
  std::string operator()(const ListExpr& list) const {
    auto text = list_head(list);
    if (list.where != nullptr) text += " where " + in_words(*list.where);
    if (list.has != nullptr) text += " has " + in_words(*list.has);
    return text;
  }
  std::string operator()(const TableUse& use) const {
    std::string text = use.table.text + "(";
    for (const auto& argument : use.arguments) {
      if (text.back() != '(') text += ", ";
      text += in_words(*argument);
    }
    return text + ")" + (use.column ? "." + use.column->text : "");
  }
};

}  // namespace

bool is_open(const Expr& expression) {
  const auto* list = std::get_if<ListExpr>(&expression.node);
  return list != nullptr && (list->where != nullptr || list->has != nullptr);
}

Binding binding_of(const Expr& expression) {
  struct Of {
    Binding operator()(const Junction&) const { return Binding::junction; }
    Binding operator()(const Unary& unary) const { return unary.op == Unary::Op::minus ? Binding::sign : Binding::negation; }
    Binding operator()(const Comparison&) const { return Binding::test; }
    Binding operator()(const Between&) const { return Binding::test; }
    Binding operator()(const Within&) const { return Binding::test; }
    Binding operator()(const Documented&) const { return Binding::test; }
    Binding operator()(const Arithmetic& sum) const {
      return sum.op == Arithmetic::Op::add || sum.op == Arithmetic::Op::subtract ? Binding::sum : Binding::product;
    }
    Binding operator()(const ListExpr& list) const {
      return list.where != nullptr || list.has != nullptr ? Binding::negation : Binding::atom;
    }
    Binding operator()(const Number&) const { return Binding::atom; }
    Binding operator()(const Date&) const { return Binding::atom; }
    Binding operator()(const Text&) const { return Binding::atom; }
    Binding operator()(const Code&) const { return Binding::atom; }
    Binding operator()(const Path&) const { return Binding::atom; }
    Binding operator()(const Set&) const { return Binding::atom; }
    Binding operator()(const TimeFrom&) const { return Binding::atom; }
    Binding operator()(const WholeOf&) const { return Binding::atom; }
    Binding operator()(const Group&) const { return Binding::atom; }
    Binding operator()(const TableUse&) const { return Binding::atom; }
  };
  return std::visit(Of{}, expression.node);
}

// What is open to the right: a list with `where`, or a negation of one.
static bool reaches_on(const Expr& expression) {
  const Expr* inner = &expression;
  while (const auto* unary = std::get_if<Unary>(&inner->node)) {
    if (unary->op != Unary::Op::not_) return false;
    inner = unary->operand.get();
  }
  return is_open(*inner);
}

namespace {

// `sum of n in orders > 3` reads as if the orders were compared: what a list comes to stands in parentheses beside an operator.
bool reads_on(const Expr& expression) {
  const auto* list = std::get_if<ListExpr>(&expression.node);
  if (list == nullptr) return false;
  switch (list->kind) {
    case ListExpr::Kind::count_of:
    case ListExpr::Kind::count_distinct:
    case ListExpr::Kind::sum_of:
    case ListExpr::Kind::least:
    case ListExpr::Kind::greatest:
    case ListExpr::Kind::latest_field: return true;
    case ListExpr::Kind::some:
    case ListExpr::Kind::every:
    case ListExpr::Kind::latest_has:
    case ListExpr::Kind::at_least_of: return false;
  }
  return false;
}

}  // namespace

bool needs_parentheses(const Expr& expression, Binding at_least, bool last) {
  if (at_least > Binding::junction && reads_on(expression)) return true;
  return binding_of(expression) < at_least || (!last && reaches_on(expression));
}

std::string in_words(const Expr& expression, Binding at_least, bool last) {
  if (needs_parentheses(expression, at_least, last)) return "(" + std::visit(InWords{true}, expression.node) + ")";
  return std::visit(InWords{last}, expression.node);
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') result += '\\';
    result += letter;
  }
  return result + "\"";
}

std::string in_words(const UnitExpr& unit) {
  std::string text;
  for (const auto& factor : unit.factors) {
    if (factor.join != 0) text += factor.join;
    text += factor.nested.empty() ? factor.name.text : "(" + in_words(factor.nested[0]) + ")";
  }
  return text;
}

std::string in_words(const Path& path) {
  std::string text = path.names[0].text;
  for (std::size_t i = 1; i < path.names.size(); ++i) text += "." + path.names[i].text;
  return text;
}

std::string in_words(const Pages& pages) {
  return (pages.text.find_first_of("-,") == std::string::npos ? "page " : "pages ") + pages.text;
}

std::string list_head(const ListExpr& list) {
  const auto of = in_words(list.list) + (list.alias ? " as " + list.alias->text : "");
  const auto field = list.field ? list.field->text : std::string();
  const auto by = list.by ? " by " + list.by->text : std::string();
  switch (list.kind) {
    case ListExpr::Kind::some:
      return "some " + of;
    case ListExpr::Kind::every:
      return "every " + of;
    case ListExpr::Kind::count_of:
      return "count of " + of + (list.unit ? " in " + in_words(*list.unit) : "");
    case ListExpr::Kind::count_distinct:
      return "count of distinct " + field + " in " + of;
    case ListExpr::Kind::sum_of:
      return "sum of " + field + " in " + of;
    case ListExpr::Kind::least:
      return "least " + field + " in " + of;
    case ListExpr::Kind::greatest:
      return "greatest " + field + " in " + of;
    case ListExpr::Kind::latest_has:
      return "latest " + of + by;
    case ListExpr::Kind::latest_field:
      return "latest " + field + " in " + of + by;
    case ListExpr::Kind::at_least_of:
      return "at least " + list.quantity + " of " + in_words(*list.set) + " in " + of + by;
  }
  return {};
}

std::string group_head(const Group& group) {
  switch (group.kind) {
    case Group::Kind::all_of:
      return "all of";
    case Group::Kind::any_of:
      return "any of";
    case Group::Kind::at_least:
      return "at least " + group.quantity + " of";
  }
  return {};
}

std::string operator_word(Comparison::Op op) {
  constexpr std::string_view words[] = {"<", "<=", ">", ">=", "is", "is not", "in", "not in"};
  return std::string(words[static_cast<std::size_t>(op)]);
}

std::string print_expression(const Expr& expression) { return in_words(expression); }

std::string print_grant_line(const GrantLine& line) {
  std::string text;
  const auto add = [&](const std::string& words) { text += text.empty() ? words : " " + words; };
  if (line.quantity != nullptr) {
    const bool bare =
        std::holds_alternative<Number>(line.quantity->node) || std::holds_alternative<TableUse>(line.quantity->node);
    add(bare ? in_words(*line.quantity) : "(" + in_words(*line.quantity) + ")");
  }
  if (line.within != nullptr) add("within " + in_words(*line.within, Binding::sum, false));
  if (line.less_used) add("less used");
  if (line.when != nullptr) add("when " + in_words(*line.when));
  for (const auto& cited : line.cites) add("cites " + quoted(cited.text));
  return text;
}

}  // namespace precept::ast
