// Operations are written out structurally; a long one stands as its hash, so shared operations stay small.
#include "compiler/analyze/meaning.hpp"

#include <fmt/format.h>

#include "compiler/analyze/written.hpp"
#include "runtime/program/sha256.hpp"
#include "runtime/program/value_text.hpp"

namespace precept::analyze {

namespace {

constexpr std::size_t kLongest = 400;

std::string worded(const TextTemplate& text) {
  std::string out;
  for (std::size_t i = 0; i < text.pieces.size(); ++i)
    out += text.pieces[i] + (i < text.places.size() ? "{" + text.places[i].name + "}" : "");
  return out + "\n";
}

std::string day(const std::optional<std::int64_t>& date) { return date ? fmt::format("day {}", *date) : "open"; }

}  // namespace

std::string Meaning::type(const Type& type) const {
  std::string out(kind_name(type.kind));
  if (type.kind == TypeKind::choice || type.kind == TypeKind::scale)
    for (const Member& member : program_.enumeration(type.enumeration).members) out += " " + member.name;
  if (type.unit) {
    const Unit& unit = program_.unit(*type.unit);
    out += fmt::format(" {} {} {}/{}", unit.singular, unit.dimension, unit.numerator, unit.denominator);
  }
  if (type.is_signed) out += " signed";
  if (type.kind == TypeKind::code) out += " " + program_.system(type.system).name;
  if (type.kind == TypeKind::list) {
    out += " of " + program_.record(type.record).name + "(";
    for (const Field& field : program_.record(type.record).fields) {
      out += fmt::format("{} {}", field.name, this->type(field.type));
      if (field.type.kind != TypeKind::code) out += " " + value_text(program_, field.type, field.whole);
      if (field.assumed) out += " assumed " + value_text(program_, field.type, *field.assumed);
      if (field.not_before) out += fmt::format(" from {}", *field.not_before);
      out += field.incomplete_unless_stated ? " incomplete; " : "; ";
    }
    out += ")";
  }
  return out;
}

std::string Meaning::fact(FactId id) const {
  const Fact& fact = program_.fact(id);
  std::string out = fact.name + ": " + type(fact.type);
  if (fact.type.kind != TypeKind::code) out += " " + value_text(program_, fact.type, fact.whole);
  if (fact.assumed) out += " assumed " + value_text(program_, fact.type, *fact.assumed);
  if (fact.per_request) out += " per request";
  if (fact.service) out += " of " + program_.service(*fact.service).name;
  if (fact.not_before) out += " from " + program_.fact(*fact.not_before).name;
  return out + (fact.incomplete_unless_stated ? " incomplete" : "");
}

std::string Meaning::scope(ScopeId id) const {
  if (id == ScopeId{}) return "case";
  const Scope& scope = program_.scope(id);
  return fmt::format("{}/{}", this->scope(scope.parent),
                     scope.fact ? program_.fact(*scope.fact).name : fmt::format("{}.{}", this->scope(scope.owner), scope.field));
}

const std::string& Meaning::node(NodeId id) {
  if (const auto known = nodes_.find(id.index); known != nodes_.end()) return known->second;
  const Node& one = program_.node(id);
  std::string out = fmt::format("{}[{}](", row_of(one.op).name, type(one.type));
  for (const NodeId operand : one.operands) out += node(operand) + ", ";
  if (one.op == Op::fact || one.op == Op::recorded) out += fact(one.fact);
  if (one.op == Op::field || one.op == Op::field_recorded) out += fmt::format("field {}", one.field);
  if (one.scope != ScopeId{}) out += " at " + scope(one.scope);
  if (one.list != ScopeId{}) out += " over " + scope(one.list);
  if (one.op == Op::code_in)
    for (const std::string& item : program_.code_list(one.codes).items) out += " " + item;
  if (one.op == Op::constant) out += value_text(program_, one.type, one.constant);
  out += fmt::format(" {} {} {}/{})", one.members, one.quantity, one.numerator, one.denominator);
  if (out.size() > kLongest) {
    Sha256 hash;
    hash.add(out);
    out = hash.hex();
  }
  return nodes_[id.index] = out;
}

std::string Meaning::criterion(const Criterion& one) {
  std::string out = fmt::format("{} {} unless {} is {} closes {} group {} {}", static_cast<int>(one.section), node(one.condition),
                                node(one.unless), node(one.effective), one.closing ? static_cast<int>(*one.closing) : -1,
                                static_cast<int>(one.group), one.group_quantity);
  for (const CriterionId branch : one.branches) out += fmt::format(" ({})", criterion(program_.criterion(branch)));
  return out;
}

void Meaning::grants(Declared& out, const std::string& name, const std::vector<GrantLine>& lines) {
  if (lines.empty()) return;
  Part& part = out.parts[name];
  for (const GrantLine& line : lines) {
    part.meaning += fmt::format("{} within {} {} when {};", node(line.quantity), node(line.within), line.less_used, node(line.when));
    part.shown += (part.shown.empty() ? "" : "; ") + line.expression;
  }
}

Declared Meaning::rule(const Rule& rule) {
  Declared out;
  out.pages = rule.pages;
  std::string overrides, service = program_.service(rule.service).name;
  for (const RuleId other : rule.overrides) overrides += (overrides.empty() ? "" : ", ") + program_.rule(other).name;
  if (!overrides.empty()) out.parts["overrides"] = {overrides, overrides, ""};
  out.parts["service"] = {service, service, worded(rule.note) + rule.pages + fmt::format("{}", fmt::join(rule.cites, "; "))};
  const std::string evidence = rule.evidence ? fmt::format("evidence {}", *rule.evidence) : "";
  if (rule.evidence) out.parts["evidence"] = {evidence, evidence, ""};
  if (rule.not_recommended) out.parts["not recommended"] = {"yes", "yes", ""};
  if (rule.applies_otherwise) out.parts["applies"] = {"otherwise", "otherwise", ""};
  if (rule.applies) out.parts["applies"] = {node(rule.applies), rule.applies_expression, ""};
  for (const auto* section : {&rule.requirements, &rule.exclusions, &rule.considers})
    for (const CriterionId id : *section) {
      const Criterion& one = program_.criterion(id);
      const std::string unless = one.unless ? " unless " + written(program_, *one.unless) : "";
      out.parts["criterion " + one.label] = {criterion(one), written(program_, one.condition) + unless,
                                             worded(one.text) + worded(one.met) + worded(one.unmet) + worded(one.undocumented) +
                                                 one.pages + fmt::format("{}", fmt::join(one.cites, "; "))};
    }
  grants(out, "allows", rule.allows);
  grants(out, "never more than", rule.never_more);
  return out;
}

Declared Meaning::policy(const Policy& policy) {
  Declared out;
  std::string steps, meaning;
  for (const ConsultStep& step : policy.steps) {
    for (const Consulted& one : step.alternatives) {
      steps += one.guideline + (one.unless_expression.empty() ? "" : " unless " + one.unless_expression) + ", ";
      meaning += one.guideline + node(one.unless) + ", ";
    }
    steps += "then ";
    meaning += "then ";
  }
  out.parts["consults"] = {meaning, steps, policy.words};
  if (policy.as_of) out.parts["as of"] = {node(policy.as_of), written(program_, *policy.as_of), ""};
  std::string closing = fmt::format("requirement {} exclusion {} allowance {} silent {} conflict {}", static_cast<int>(policy.requirement),
                                    static_cast<int>(policy.exclusion), policy.allowance_least, static_cast<int>(policy.when_silent),
                                    static_cast<int>(policy.when_conflict));
  Part& part = out.parts["outcomes"];
  for (int i = 0; i < kOutcomes; ++i) {
    closing += policy.needs_review[i] ? " reviewed" : " final";
    part.wording += policy.says[i] + "\n";
  }
  part.meaning = part.shown = closing;
  return out;
}

std::map<std::pair<std::string, std::string>, Declared> Meaning::declarations() {
  std::map<std::pair<std::string, std::string>, Declared> out;
  for (const Rule& one : program_.rules) {
    const Edition& edition = program_.edition(one.edition);
    out[{"rule", fmt::format("{} {} {}", edition.guideline, edition.name, one.name)}] = rule(one);
  }
  for (const Edition& one : program_.editions) {
    const std::string span = day(one.from) + " to " + day(one.until);
    out[{"edition", one.guideline + " " + one.name}].parts["in effect"] = {span, span, one.words + one.source};
  }
  for (const Definition& one : program_.definitions) {
    std::string meaning = one.place.kind == Place::Kind::text ? fact(one.place.fact) : node(one.place.node);
    if (one.place.kind == Place::Kind::span) meaning += " to " + node(one.place.until);
    out[{"definition", one.owner + " " + one.name}].parts["stands for"] = {meaning, one.expression, one.words};
  }
  for (const Policy& one : program_.policies) out[{"policy", one.name}] = policy(one);
  return out;
}

}  // namespace precept::analyze
