// Operations are written out structurally; a long one stands as its hash, so shared operations stay small.
#include "compiler/analyze/meaning.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "compiler/analyze/expectations.hpp"
#include "compiler/analyze/written.hpp"
#include "runtime/program/sha256.hpp"
#include "runtime/program/value_text.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::analyze {

namespace {

constexpr std::size_t kLongest = 400;

std::string worded(const TextTemplate& text) {
  std::string out;
  for (std::size_t i = 0; i < text.pieces.size(); ++i)
    out += text.pieces[i] + (i < text.places.size() ? "{" + text.places[i].name + "}" : "");
  return out + "\n";
}

std::string in_effect(const Edition& edition) {
  const std::string from = edition.from ? "from " + format_date(*edition.from) : "", until = edition.until ? "until " + format_date(*edition.until) : "";
  return from.empty() && until.empty() ? "always" : from + (from.empty() || until.empty() ? "" : " ") + until;
}

}  // namespace

std::string Meaning::type(const Type& type) const {
  std::string out(kind_name(type.kind));
  if (type.kind == TypeKind::choice || type.kind == TypeKind::scale) out += members(type, ~std::uint64_t{0});
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
      if (field.type.kind != TypeKind::code) out += " " + value(field.type, field.whole);
      if (field.assumed) out += " assumed " + value(field.type, *field.assumed);
      if (field.not_before) out += fmt::format(" from {}", *field.not_before);
      out += field.incomplete_unless_stated ? " incomplete; " : "; ";
    }
    out += ")";
  }
  return out;
}

// The members of a scale are in order; of a choice the order that they are declared in means nothing.
std::string Meaning::members(const Type& type, std::uint64_t which) const {
  std::vector<std::string> names;
  const auto& all = program_.enumeration(type.enumeration).members;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (((which >> i) & 1) != 0) names.push_back(all[i].name);
  if (type.kind == TypeKind::choice) std::sort(names.begin(), names.end());
  return fmt::format(" {}", fmt::join(names, " "));
}

std::string Meaning::value(const Type& type, Value value) const {
  return type.kind == TypeKind::choice ? members(type, static_cast<std::uint64_t>(value.lo)) : value_text(program_, type, value);
}

std::string Meaning::name_of(const Edition& edition, const std::string& rule) {
  return edition.guideline + " " + edition.name + (edition.name.empty() ? "" : " ") + rule;
}

std::string Meaning::fact(FactId id) const {
  const Fact& fact = program_.fact(id);
  std::string out = fact.name + ": " + type(fact.type);
  if (fact.type.kind != TypeKind::code) out += " " + value(fact.type, fact.whole);
  if (fact.assumed) out += " assumed " + value(fact.type, *fact.assumed);
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
  if (one.op == Op::constant) out += value(one.type, one.constant);
  const Type* chosen = one.members == 0 || one.operands.empty() ? nullptr : &program_.node(one.operands[0]).type;
  const bool named = chosen != nullptr && (chosen->kind == TypeKind::choice || chosen->kind == TypeKind::scale);
  out += fmt::format(" {} {} {}/{})", named ? members(*chosen, one.members) : fmt::format("{}", one.members), one.quantity, one.numerator, one.denominator);
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
  const auto plain = [&out](const std::string& name, const std::string& text) { out.parts[name] = {text, text, ""}; };
  static constexpr const char* kRequirement[] = {"met", "unmet", "open"};
  static constexpr const char* kExclusion[] = {"present", "absent", "open"};
  plain("undocumented requirement", kRequirement[static_cast<std::size_t>(policy.requirement)]);
  plain("undocumented exclusion", kExclusion[static_cast<std::size_t>(policy.exclusion)]);
  plain("undocumented allowance", policy.allowance_least ? "the least" : "open");
  plain("when silent", outcome_word(policy.when_silent));
  plain("when conflict", outcome_word(policy.when_conflict));
  std::string reviewed, said;
  for (int i = 0; i < kOutcomes; ++i) {
    if (policy.needs_review[i]) reviewed += (reviewed.empty() ? "" : ", ") + outcome_word(static_cast<Outcome>(i));
    said += policy.says[i] + "\n";
  }
  out.parts["needs review"] = {reviewed, reviewed.empty() ? "none" : reviewed, said};
  return out;
}

std::map<std::pair<std::string, std::string>, Declared> Meaning::declarations() {
  std::map<std::pair<std::string, std::string>, Declared> out;
  for (const Rule& one : program_.rules) {
    const Edition& edition = program_.edition(one.edition);
    out[{"rule", name_of(edition, one.name)}] = rule(one);
  }
  for (const Edition& one : program_.editions) {
    const std::string span = in_effect(one);
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
