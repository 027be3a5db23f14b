// One line a declaration; expressions as trees in parentheses, each with its type after a colon.
#include "compiler/check/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace precept::check {

namespace {

std::string type_text(const Type& type, const Library& library) {
  const auto in_unit = [&](const char* noun) {
    std::string out = type.unit.none() ? noun : fmt::format("{} in {}", noun, type.unit.singular);
    if (!type.unit.none() && (type.unit.numerator != 1 || type.unit.denominator != 1))
      out += fmt::format(" [{}/{}]", type.unit.numerator, type.unit.denominator);
    return type.is_signed ? out + " signed" : out;
  };
  switch (type.kind) {
    case Kind::error: return "error";
    case Kind::truth: return "yes or no";
    case Kind::choice:
    case Kind::scale: return library.enumerations[type.enumeration.index].name;
    case Kind::count: return in_unit("count");
    case Kind::number: return in_unit("number");
    case Kind::date: return "date";
    case Kind::months: return type.is_signed ? "duration in months signed" : "duration in months";
    case Kind::days: return type.is_signed ? "duration in days signed" : "duration in days";
    case Kind::span: return "span";
    case Kind::text: return "text";
    case Kind::code: return "code in " + library.systems[type.system.index].name;
    case Kind::list: {
      const RecordType& record = library.records[type.record.index];
      return "list of " + (record.name.empty() ? type_text(record.fields.front().type, library) : record.name);
    }
  }
  return {};
}

std::string value_text(Value value) { return value.lo == value.hi ? fmt::format("{}", value.lo) : fmt::format("{}..{}", value.lo, value.hi); }

// By its name; one that is written in an expression by its items.
std::string code_list_text(const CodeList& list) { return list.name.empty() ? fmt::format("{{{}}}", fmt::join(list.items, ", ")) : list.name; }

std::string expr_text(const Expr& expr, const Library& library);

std::string head_text(const Expr& expr, const Library& library) {
  switch (expr.form) {
    case Expr::Form::error: return "error";
    case Expr::Form::definition: return library.definitions[expr.definition].name;
    case Expr::Form::span: return "time_from";
    case Expr::Form::group:
      switch (expr.group) {
        case ast::Group::Kind::all_of: return "all_of";
        case ast::Group::Kind::any_of: return "any_of";
        case ast::Group::Kind::at_least: return fmt::format("at_least {} of", expr.quantity);
      }
      return {};
    case Expr::Form::field: return fmt::format("field {} of {}", expr.field, expr.loop);
    case Expr::Form::record_definition:
      return fmt::format("{} of {}", library.records[expr.list.record.index].definitions[expr.definition].name, expr.loop);
    case Expr::Form::list:
    case Expr::Form::operation: break;
  }
  std::string out(row_of(expr.op).name);
  if (expr.form == Expr::Form::list)
    out += fmt::format(" {} over {}", expr.loop, expr.list.fact ? library.facts[expr.list.fact->index].name
                                                                : fmt::format("field {} of {}", expr.list.field, expr.list.loop));
  if (expr.op == Op::fact) out += " " + library.facts[expr.fact.index].name;
  if (expr.op == Op::constant) out += " " + value_text(expr.constant);
  if (expr.op == Op::code_in) out += " " + code_list_text(library.code_lists[expr.codes.index]);
  if (expr.op == Op::choice_in || expr.members != 0) out += fmt::format(" {:x}", expr.members);
  if (expr.op == Op::rescale) out += fmt::format(" {}/{}", expr.numerator, expr.denominator);
  return out;
}

std::string expr_text(const Expr& expr, const Library& library) {
  std::string out = "(" + head_text(expr, library) + ": " + type_text(expr.type, library);
  for (const Expr& operand : expr.operands) out += " " + expr_text(operand, library);
  for (const Criterion& branch : expr.branches) {
    out += " [" + branch.label + " " + expr_text(branch.condition, library);
    if (branch.unless) out += " unless " + expr_text(*branch.unless, library);
    out += "]";
  }
  return out + ")";
}

void section_text(std::string& out, const char* name, const std::vector<Criterion>& section, const Library& library) {
  for (const Criterion& one : section) {
    out += fmt::format("    {} {} {}", name, one.label, expr_text(one.condition, library));
    if (one.unless) out += " unless " + expr_text(*one.unless, library);
    out += "\n";
  }
}

void grants_text(std::string& out, const char* name, const std::vector<GrantLine>& lines, const Library& library) {
  for (const GrantLine& line : lines) {
    out += fmt::format("    {}", name);
    if (line.quantity) out += " " + expr_text(*line.quantity, library);
    if (line.within) out += " within " + expr_text(*line.within, library);
    if (line.less_used) out += " less used";
    if (line.when) out += " when " + expr_text(*line.when, library);
    out += "\n";
  }
}

}  // namespace

std::string library_to_text(const Library& library) {
  std::string out;
  for (const auto& one : library.enumerations) {
    out += fmt::format("{} {}:", one.ordered ? "scale" : "choice", one.name);
    for (const auto& member : one.members) out += " " + member.name;
    out += "\n";
  }
  for (const auto& system : library.systems) out += fmt::format("system {}: {}\n", system.name, fmt::join(system.items, ", "));
  for (const auto& list : library.code_lists)
    out += fmt::format("codes {} in {}: {}\n", list.name.empty() ? "without a name" : list.name, library.systems[list.system.index].name,
                       fmt::join(list.items, ", "));
  for (const auto& record : library.records) {
    out += record.name.empty() ? "record without a name:" : fmt::format("record {}:", record.name);
    for (const auto& field : record.fields) {
      out += fmt::format(" [{}: {} whole {}", field.name, type_text(field.type, library), value_text(field.whole));
      if (field.assumed) out += " assumed " + value_text(*field.assumed);
      if (field.not_before) out += " from " + record.fields[*field.not_before].name;
      out += field.incomplete_unless_stated ? " incomplete]" : "]";
    }
    for (const auto& one : record.definitions) out += fmt::format(" [define {} {}]", one.name, expr_text(one.value, library));
    out += "\n";
  }
  for (const auto& service : library.services)
    out += fmt::format("service {} in {}\n", service.name, service.unit.none() ? "items" : service.unit.singular);
  for (const auto& fact : library.facts) {
    out += fmt::format("fact {} of {}: {} whole {}", fact.name, fact.owner, type_text(fact.type, library), value_text(fact.whole));
    if (fact.assumed) out += " assumed " + value_text(*fact.assumed);
    if (fact.incomplete_unless_stated) out += " incomplete";
    out += fact.per_request ? " per request\n" : "\n";
  }
  for (const auto& one : library.definitions) out += fmt::format("define {} of {}: {}\n", one.name, one.owner, expr_text(one.value, library));
  for (const auto& edition : library.editions) {
    out += fmt::format("guideline {} {}\n", edition.guideline, edition.name.empty() ? "without dates" : edition.name);
    for (const auto& rule : edition.rules) {
      out += fmt::format("  rule {}{}\n", rule.name, rule.not_recommended ? " not recommended" : "");
      if (rule.applies) out += fmt::format("    applies when {}\n", expr_text(*rule.applies, library));
      if (rule.applies_otherwise) out += "    applies otherwise\n";
      section_text(out, "requires", rule.requirements, library);
      section_text(out, "excluded when", rule.exclusions, library);
      section_text(out, "considers", rule.considers, library);
      grants_text(out, "allows", rule.allows, library);
      grants_text(out, "never more than", rule.never_more, library);
    }
  }
  for (const auto& policy : library.policies) {
    out += fmt::format("policy {}\n", policy.name);
    for (const auto& step : policy.steps)
      for (const auto& one : step) {
        out += fmt::format("  consults {}", one.guideline);
        if (one.unless) out += " unless " + expr_text(*one.unless, library);
        out += "\n";
      }
    if (policy.as_of) out += fmt::format("  as of {}\n", expr_text(*policy.as_of, library));
  }
  return out;
}

}  // namespace precept::check
