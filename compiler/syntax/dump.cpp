// The syntax tree as text: every node, no places, no comments. Equal text means equal trees.
// In: ast. Out: one line a declaration, criterion or clause, expressions in parentheses.
#include <type_traits>

#include "compiler/syntax/print.hpp"
#include "compiler/syntax/words.hpp"

namespace precept::ast {
namespace {

class Dump {
 public:
  std::string take() { return std::move(text_); }

  void file(const File& made) {
    if (made.version) line("version " + *made.version);
    if (made.header) header(*made.header);
    for (const auto& declaration : made.declarations)
      std::visit([this](const auto& node) { declare(node); }, declaration.node);
  }

 private:
  void line(const std::string& words) {
    text_.append(2 * depth_, ' ');
    text_ += words;
    text_ += '\n';
  }
  void optional(std::string_view key, const std::optional<String>& value) {
    if (value) line(std::string(key) + " " + quoted(value->text));
  }
  void optional(std::string_view key, const std::optional<Name>& value) {
    if (value) line(std::string(key) + " " + value->text);
  }
  void optional(std::string_view key, const ExprPtr& value) {
    if (value != nullptr) line(std::string(key) + " " + expr(*value));
  }
  void texts(std::string_view key, const std::vector<String>& values) {
    for (const auto& value : values) line(std::string(key) + " " + quoted(value.text));
  }
  void names(std::string_view key, const std::vector<Name>& values) {
    for (const auto& value : values) line(std::string(key) + " " + value.text);
  }
  static std::string named(std::string_view key, const std::optional<Name>& value) {
    return value ? " " + std::string(key) + "=" + value->text : std::string();
  }
  static std::string unit(const std::optional<UnitExpr>& value) { return value ? " [" + unit(*value) + "]" : std::string(); }
  static std::string unit(const UnitExpr& value) {
    std::string text;
    for (const auto& factor : value.factors) {
      if (factor.join != 0) text += factor.join;
      text += factor.nested.empty() ? factor.name.text : "(" + unit(factor.nested[0]) + ")";
    }
    return text;
  }

  // ---- expressions ----
  static std::string expr(const ExprPtr& value) { return value == nullptr ? "-" : expr(*value); }
  static std::string exprs(const std::vector<ExprPtr>& values) {
    std::string text;
    for (const auto& value : values) text += " " + expr(*value);
    return text;
  }
  static std::string expr(const Expr& value) {
    return "(" + std::visit([](const auto& node) { return words(node); }, value.node) + ")";
  }
  static std::string words(const Number& node) { return "number " + node.digits + unit(node.unit); }
  static std::string words(const Date& node) { return "date " + node.text; }
  static std::string words(const Text& node) { return "text " + quoted(node.text); }
  static std::string words(const Code& node) { return "code " + node.text; }
  static std::string words(const Path& node) { return "path " + in_words(node); }
  static std::string words(const Unary& node) {
    return (node.op == Unary::Op::minus ? "minus " : "not ") + expr(node.operand);
  }
  static std::string words(const Junction& node) {
    return (node.op == Junction::Op::and_ ? "and" : "or") + exprs(node.terms);
  }
  static std::string words(const Comparison& node) {
    constexpr std::string_view ops[] = {"less", "less_equal", "greater", "greater_equal", "is", "is_not", "in", "not_in"};
    return std::string(ops[static_cast<std::size_t>(node.op)]) + " " + expr(node.left) + " " + expr(node.right);
  }
  static std::string words(const Between& node) {
    return "between " + expr(node.subject) + " " + expr(node.low) + " " + expr(node.high);
  }
  static std::string words(const Within& node) {
    return (node.side == Within::Side::before ? "within_before " : "within_after ") + expr(node.subject) + " " +
           expr(node.duration) + " " + expr(node.anchor);
  }
  static std::string words(const Documented& node) {
    return std::string(node.negated ? "not_" : "") + (node.exact ? "exact " : "documented ") + expr(node.subject);
  }
  static std::string words(const Arithmetic& node) {
    constexpr std::string_view ops[] = {"add", "subtract", "multiply", "divide"};
    return std::string(ops[static_cast<std::size_t>(node.op)]) + " " + expr(node.left) + " " + expr(node.right);
  }
  static std::string words(const Set& node) { return "set" + exprs(node.elements); }
  static std::string words(const TimeFrom& node) { return "time_from " + expr(node.from) + " " + expr(node.to); }
  static std::string words(const WholeOf& node) {
    constexpr std::string_view units[] = {"years", "months", "days"};
    return "whole_" + std::string(units[static_cast<std::size_t>(node.unit)]) + " " + expr(node.span);
  }
  static std::string words(const Group& node) {
    constexpr std::string_view kinds[] = {"all_of", "any_of", "at_least"};
    std::string text(kinds[static_cast<std::size_t>(node.kind)]);
    if (!node.quantity.empty()) text += " " + node.quantity;
    for (const auto& branch : node.branches) text += " (" + flat(branch) + ")";
    return text;
  }
  static std::string words(const ListExpr& node) {
    constexpr std::string_view kinds[] = {"some",  "every",    "count_of",   "count_distinct", "sum_of",
                                          "least", "greatest", "latest_has", "latest_field",   "at_least_of"};
    auto text = std::string(kinds[static_cast<std::size_t>(node.kind)]) + " " + in_words(node.list);
    text += named("as", node.alias) + named("field", node.field) + named("by", node.by) + unit(node.unit);
    if (!node.quantity.empty()) text += " n=" + node.quantity;
    if (node.set != nullptr) text += " of=" + expr(node.set);
    if (node.where != nullptr) text += " where=" + expr(node.where);
    if (node.has != nullptr) text += " has=" + expr(node.has);
    return text;
  }
  static std::string words(const TableUse& node) {
    return "table_use " + node.table.text + exprs(node.arguments) + named("gives", node.column);
  }

  static std::string flat(const Criterion& made) {
    Dump dump;
    dump.criterion("criterion", made);
    std::string text;
    for (const char letter : dump.take()) {
      if (letter != '\n') text += letter;
    }
    return text;
  }

  // ---- rules ----
  void criterion(std::string_view kind, const Criterion& made) {
    if (made.shared) return line(std::string(kind) + " shared " + made.label->text);
    line(std::string(kind) + " " + (made.label ? made.label->text : "-") + " " + expr(made.condition));
    ++depth_;
    optional("unless", made.unless);
    if (made.pages) line("pages " + made.pages->text);
    texts("cites", made.cites);
    optional("text", made.text);
    optional("met", made.met);
    optional("unmet", made.unmet);
    if (made.undocumented) {
      line("undocumented" + named("is", made.undocumented->closing) +
           (made.undocumented->text ? " " + quoted(made.undocumented->text->text) : ""));
    }
    --depth_;
  }

  void grant(std::string_view kind, const GrantLine& made) {
    line(std::string(kind) + " " + expr(made.quantity) + (made.less_used ? " less_used" : ""));
    ++depth_;
    optional("within", made.within);
    optional("when", made.when);
    texts("cites", made.cites);
    --depth_;
  }

  void declare(const Rule& made) {
    line((made.short_form ? "short " : "rule ") + made.service.text + named("label", made.label) +
         (made.pages ? " pages=" + made.pages->text : ""));
    ++depth_;
    texts("cites", made.cites);
    if (made.applies_otherwise) line("applies_otherwise");
    optional("applies", made.applies);
    for (const auto& part : made.requirements) criterion("requires", part);
    for (const auto& part : made.exclusions) criterion("excluded", part);
    for (const auto& part : made.considers) criterion("considers", part);
    for (const auto& part : made.allows) grant("allows", part);
    for (const auto& part : made.never_more) grant("never_more", part);
    names("overrides", made.overrides);
    if (made.not_recommended) line("not_recommended");
    if (made.evidence) line("evidence " + *made.evidence);
    optional("note", made.note);
    --depth_;
  }

  // ---- headers ----
  void header(const Header& made) {
    constexpr std::string_view kinds[] = {"vocabulary", "guideline", "policy"};
    line(std::string(kinds[static_cast<std::size_t>(made.kind)]) + " " + made.name.text);
    ++depth_;
    optional("words", made.words);
    optional("source", made.source);
    optional("from", made.effective_from);
    optional("until", made.effective_until);
    names("uses", made.uses);
    for (const auto& step : made.policy.consults) {
      line(step.by_evidence ? "consults by_evidence" : "consults");
      ++depth_;
      for (const auto& consulted : step.alternatives) line(consulted.guideline.text + " unless " + expr(consulted.unless));
      --depth_;
    }
    optional("as_of", made.policy.as_of);
    optional("requirement", made.policy.requirement);
    optional("exclusion", made.policy.exclusion);
    if (made.policy.allowance_least) line("allowance_least");
    optional("silent", made.policy.when_silent);
    optional("conflict", made.policy.when_conflict);
    names("review", made.policy.needs_review);
    for (const auto& saying : made.policy.says) line("says " + saying.outcome.text + " " + quoted(saying.words.text));
    --depth_;
  }

  // ---- vocabulary ----
  void declare(const EnumerationDecl& made) {
    line((made.scale ? "scale " : "choice ") + made.name.text);
    ++depth_;
    optional("words", made.words);
    for (const auto& member : made.members)
      line("member " + member.name.text + (member.words ? " " + quoted(member.words->text) : ""));
    optional("source", made.source);
    --depth_;
  }
  void declare(const UnitDecl& made) {
    line("unit " + made.name.text + named("plural", made.plural) +
         (made.factor ? " = " + *made.factor + unit(made.of) : ""));
  }
  void declare(const ServiceDecl& made) {
    line("service " + made.name.text + unit(made.unit) + (made.words ? " " + quoted(made.words->text) : ""));
  }
  static std::string type(const TypeExpr& made) {
    constexpr std::string_view kinds[] = {"yes_or_no", "named", "count", "number", "date",
                                          "months",    "days",  "code",  "list",   "text"};
    std::string text(kinds[static_cast<std::size_t>(made.kind)]);
    if (made.name) text += " " + made.name->text;
    text += unit(made.unit) + (made.is_signed ? " signed" : "") + named("not_before", made.not_before);
    if (made.low != nullptr) text += " low=" + expr(made.low);
    if (made.high != nullptr) text += " high=" + expr(made.high);
    if (!made.element.empty()) text += " of " + type(made.element[0]);
    return text;
  }
  void fact(std::string_view kind, const FactDecl& made) {
    line(std::string(kind) + " " + made.name.text + ": " + type(made.type) +
         (made.incomplete_unless_stated ? " incomplete" : ""));
    ++depth_;
    optional("words", made.words);
    optional("documented_by", made.documented_by);
    optional("assumed", made.assumed);
    --depth_;
  }
  void declare(const FactDecl& made) { fact(made.per_request ? "request_fact" : "fact", made); }
  void declare(const DefineDecl& made) {
    line("define " + made.name.text + (made.words ? " " + quoted(made.words->text) : "") + " = " + expr(made.value));
  }
  void declare(const RecordDecl& made) {
    line("record " + made.name.text + (made.words ? " " + quoted(made.words->text) : ""));
    ++depth_;
    for (const auto& field : made.fields) fact("field", field);
    for (const auto& define : made.defines) declare(define);
    --depth_;
  }
  void declare(const CodesDecl& made) {
    line("codes " + made.name.text + " in " + made.system.text + (made.words ? " " + quoted(made.words->text) : ""));
    ++depth_;
    texts("item", made.items);
    optional("from", made.from);
    --depth_;
  }
  void declare(const TableDecl& made) {
    line("table " + made.name.text + (made.words ? " " + quoted(made.words->text) : ""));
    ++depth_;
    names("by", made.by);
    for (const auto& column : made.gives) line("gives " + column.name.text + unit(column.unit));
    optional("source", made.source);
    for (const auto& row : made.rows) {
      std::string text = row.otherwise ? "row otherwise" : "row";
      for (const auto& key : row.keys) {
        if (key.kind == TableKey::Kind::name) {
          text += " " + key.name->text;
        } else if (key.kind == TableKey::Kind::code) {
          text += " code:" + key.code;
        } else {
          text += std::string(" [") + (key.low_open ? "above " : "") + expr(key.low) + (key.high_open ? " below " : " ") + expr(key.high) + "]";
        }
      }
      line(text + " :" + exprs(row.values));
    }
    --depth_;
  }

  void declare(const CriterionDecl& made) { criterion("criterion", made.criterion); }

  // ---- examples ----
  static std::string given(const Given& made) { return made.name.text + "=" + value(made.value); }
  static std::string value(const GivenValue& made) {
    std::string text;
    switch (made.kind) {
      case GivenValue::Kind::literal:
        return expr(made.literal);
      case GivenValue::Kind::partial_date:
        return "(partial " + made.partial_date + ")";
      case GivenValue::Kind::range:
        return "(range " + expr(made.low) + " " + expr(made.high) + ")";
      case GivenValue::Kind::missing:
        return "(missing " + made.missing + ")";
      case GivenValue::Kind::either:
      case GivenValue::Kind::list:
        text = made.kind == GivenValue::Kind::list ? (made.incomplete ? "(incomplete_list" : made.complete ? "(complete_list" : "(list") : "(either";
        for (const auto& element : made.elements) text += " " + value(element);
        return text + ")";
      case GivenValue::Kind::record:
        text = "(record";
        for (const auto& field : made.fields) text += " " + given(field);
        return text + ")";
    }
    return text;
  }
  void declare(const Example& made) {
    line("example " + quoted(made.title.text) + " for " + made.service.text + named("under", made.policy));
    ++depth_;
    optional("requests", made.requests);
    optional("over", made.over);
    optional("used", made.used);
    for (const auto& part : made.given) line("given " + given(part));
    for (const auto& part : made.expects) {
      auto text = std::string(part.possible ? "expect_possible" : "expect") + named("outcome", part.outcome);
      if (part.granted != nullptr) text += " granted=" + expr(part.granted);
      for (const auto& outcome : part.outcomes) text += " " + outcome.text;
      for (const auto& reason : part.because) text += " because=" + in_words(reason);
      if (part.criterion) text += " criterion=" + in_words(*part.criterion);
      line(text + named("status", part.status));
    }
    --depth_;
  }

  std::string text_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string dump_file(const File& file) {
  Dump dump;
  dump.file(file);
  return dump.take();
}

}  // namespace precept::ast
