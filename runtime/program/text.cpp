// A Program as text, one thing a line, by ids (e0 u0 f0 s0 n0 d0 c0 r0 g0 p0), and the hash of that text.
// A field that holds its default is left out, so each Program has one text and each text is of one Program.
// Never here: addresses, times, anything that is not in the Program.
#include "runtime/program/text.hpp"

#include <fmt/format.h>

#include "runtime/program/sha256.hpp"
#include "runtime/program/text_words.hpp"
#include "runtime/program/value_text.hpp"
#include "runtime/values/calendar.hpp"
#include "runtime/values/decimal.hpp"

namespace precept {
namespace {

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f)
      result += fmt::format("\\x{:02x}", byte);
    else
      result += c;
  }
  return result + '"';
}

std::string name_of(NodeId id) { return fmt::format("n{}", id.index); }
std::string name_of(FactId id) { return fmt::format("f{}", id.index); }
std::string name_of(ServiceId id) { return fmt::format("s{}", id.index); }
std::string name_of(CriterionId id) { return fmt::format("c{}", id.index); }
std::string name_of(RuleId id) { return fmt::format("r{}", id.index); }
std::string name_of(EditionId id) { return fmt::format("g{}", id.index); }
std::string name_of(UnitId id) { return fmt::format("u{}", id.index); }
std::string name_of(RecordId id) { return fmt::format("t{}", id.index); }
std::string name_of(ScopeId id) { return fmt::format("l{}", id.index); }
std::string name_of(CodeListId id) { return fmt::format("x{}", id.index); }
std::string name_of(std::uint32_t definition) { return fmt::format("d{}", definition); }

class Writer {
 public:
  explicit Writer(const Program& program) : program_(program) {}

  std::string write() {
    line(0, "precept program 1");
    each(program_.enumerations, "e", [this](const Enumeration& e, const std::string& id) { enumeration(e, id); });
    each(program_.units, "u", [this](const Unit& unit, const std::string& id) {
      line(0, fmt::format("unit {} {} {}", id, quoted(unit.singular), quoted(unit.plural)) +
                  (unit.dimension.empty() ? std::string()
                                          : fmt::format(" of {} {}/{}", quoted(unit.dimension), unit.numerator, unit.denominator)));
    });
    each(program_.systems, "y", [this](const CodeSystem& system, const std::string& id) {
      line(0, fmt::format("system {} {}", id, quoted(system.name)));
      strings("item", system.items);
    });
    each(program_.code_lists, "x", [this](const CodeList& list, const std::string& id) {
      line(0, fmt::format("codes {} y{} {}", id, list.system.index, quoted(list.name)));
      text_field("words", list.words);
      strings("item", list.items);
      std::string places = "places";
      for (const std::uint64_t word : list.places) places += fmt::format(" {:x}", word);
      line(1, places);
    });
    each(program_.records, "t", [this](const RecordType& record, const std::string& id) { record_type(record, id); });
    for (std::uint32_t index = 0; index < program_.scopes.size(); ++index) scope(program_.scopes[index], ScopeId{index + 1});
    each(program_.facts, "f", [this](const Fact& f, const std::string& id) { fact(f, id); });
    each(program_.services, "s", [this](const Service& s, const std::string& id) { service(s, id); });
    each(program_.nodes, "n", [this](const Node& n, const std::string& id) { node(n, id); });
    each(program_.definitions, "d", [this](const Definition& d, const std::string& id) { definition(d, id); });
    each(program_.criteria, "c", [this](const Criterion& c, const std::string& id) { criterion(c, id); });
    each(program_.rules, "r", [this](const Rule& r, const std::string& id) { rule(r, id); });
    each(program_.editions, "g", [this](const Edition& e, const std::string& id) { edition(e, id); });
    each(program_.policies, "p", [this](const Policy& p, const std::string& id) { policy(p, id); });
    return std::move(text_);
  }

 private:
  // ---- lines -------------------------------------------------------------------------------------------------------
  void line(std::size_t depth, std::string_view content) {
    text_.append(2 * depth, ' ');
    text_ += content;
    text_ += '\n';
  }

  template <class Things, class Write>
  void each(const Things& things, std::string_view prefix, Write write) {
    for (std::size_t index = 0; index < things.size(); ++index) write(things[index], fmt::format("{}{}", prefix, index));
  }

  void text_field(std::string_view name, const std::string& content) {
    if (!content.empty()) line(1, fmt::format("{} {}", name, quoted(content)));
  }

  void flag(std::string_view name, bool set) {
    if (set) line(1, name);
  }

  template <class Reference>
  void optional_reference(std::string_view name, const std::optional<Reference>& reference, std::size_t depth = 1) {
    if (reference) line(depth, fmt::format("{} {}", name, name_of(*reference)));
  }

  template <class Reference>
  void references(std::string_view name, const std::vector<Reference>& list) {
    if (list.empty()) return;
    std::string content(name);
    for (const Reference reference : list) content.append(" ").append(name_of(reference));
    line(1, content);
  }

  void strings(std::string_view name, const std::vector<std::string>& list, std::size_t depth = 1) {
    for (const std::string& content : list) line(depth, fmt::format("{} {}", name, quoted(content)));
  }

  void place(const Place& place, std::size_t depth) {
    switch (place.kind) {
      case Place::Kind::value:
        line(depth, fmt::format("value {} {}", name_of(place.node), place.name));
        break;
      case Place::Kind::span:
        line(depth, fmt::format("span {} {} {}", name_of(place.node), name_of(place.until), place.name));
        break;
      case Place::Kind::text:
        line(depth, fmt::format("text {} {}", name_of(place.fact), place.name));
        break;
    }
  }

  void text_template(std::string_view name, const TextTemplate& text) {
    if (text.pieces.empty() && text.places.empty()) return;
    line(1, name);
    for (std::size_t index = 0; index < std::max(text.pieces.size(), text.places.size()); ++index) {
      if (index < text.pieces.size()) line(2, fmt::format("piece {}", quoted(text.pieces[index])));
      if (index < text.places.size()) place(text.places[index], 2);
    }
  }

  // ---- things ------------------------------------------------------------------------------------------------------
  void enumeration(const Enumeration& enumeration, const std::string& id) {
    line(0, fmt::format("{} {} {}", enumeration.ordered ? "scale" : "choice", id, enumeration.name));
    for (const Member& member : enumeration.members) line(1, fmt::format("member {} {}", member.name, quoted(member.words)));
  }

  void record_type(const RecordType& record, const std::string& id) {
    line(0, fmt::format("record {} {}", id, quoted(record.name)));
    text_field("words", record.words);
    for (const Field& field : record.fields) {
      line(1, fmt::format("field {} {}", field.name, type_text(program_, field.type)));
      line(2, fmt::format("words {}", quoted(field.words)));
      line(2, fmt::format("whole {}", value_text(program_, field.type, field.whole)));
      if (field.assumed) line(2, fmt::format("assumed {}", value_text(program_, field.type, *field.assumed)));
      if (!field.documented_by.empty()) line(2, fmt::format("documented by {}", quoted(field.documented_by)));
      if (field.not_before) line(2, fmt::format("not before {}", *field.not_before));
      if (field.incomplete_unless_stated) line(2, "incomplete unless stated");
      if (field.type.kind == TypeKind::list) line(2, fmt::format("list {}", field.list));
    }
  }

  void scope(const Scope& scope, ScopeId id) {
    const std::string list = scope.fact ? name_of(*scope.fact) : fmt::format("{} field {}", name_of(scope.owner), scope.field);
    line(0, fmt::format("loop {} in {} over {} of {}", name_of(id), name_of(scope.parent), list, name_of(scope.record)));
  }

  void fact(const Fact& fact, const std::string& id) {
    line(0, fmt::format("fact {} {}", id, fact.name));
    text_field("words", fact.words);
    line(1, fmt::format("type {}", type_text(program_, fact.type)));
    line(1, fmt::format("whole {}", value_text(program_, fact.type, fact.whole)));
    if (fact.assumed) line(1, fmt::format("assumed {}", value_text(program_, fact.type, *fact.assumed)));
    text_field("documented by", fact.documented_by);
    flag("per request", fact.per_request);
    if (fact.builtin != Builtin::none) line(1, fmt::format("builtin {}", builtin_name(fact.builtin)));
    optional_reference("service", fact.service);
    text_field("owner", fact.owner);
    optional_reference("not before", fact.not_before);
    flag("incomplete unless stated", fact.incomplete_unless_stated);
    if (fact.list != 0) line(1, fmt::format("list {}", fact.list));
  }

  void service(const Service& service, const std::string& id) {
    line(0, fmt::format("service {} {}", id, service.name));
    text_field("words", service.words);
    optional_reference("unit", service.unit);
    optional_reference("requested", service.requested);
    optional_reference("requested over", service.requested_over);
    optional_reference("requested rate", service.requested_rate);
    optional_reference("used", service.used);
  }

  // n7 yes_or_no less_equal n3 n6
  void node(const Node& node, const std::string& id) {
    std::string content = fmt::format("node {} {} {}", id, type_text(program_, node.type), row_of(node.op).name);
    for (const NodeId operand : node.operands) content.append(" ").append(name_of(operand));
    const bool of_fact = node.op == Op::fact || node.op == Op::recorded;
    if (of_fact) {
      const bool known = node.fact.index < program_.facts.size();
      content += fmt::format(" {} {}", name_of(node.fact), known ? program_.fact(node.fact).name : "?");
    } else if (node.fact != FactId{}) {
      content += fmt::format(" fact {}", name_of(node.fact));
    }
    if (node.scope != ScopeId{}) content += fmt::format(" at {}", name_of(node.scope));
    if (node.list != ScopeId{}) content += fmt::format(" over {}", name_of(node.list));
    if (node.op == Op::field || node.op == Op::field_recorded || node.field != 0) content += fmt::format(" field {}", node.field);
    if (node.op == Op::code_in || node.codes != CodeListId{}) content += fmt::format(" in {}", name_of(node.codes));
    if (node.op == Op::constant)
      content.append(" ").append(value_text(program_, node.type, node.constant));
    else if (node.op == Op::documented && !node.operands.empty() && node.operands[0].index < program_.nodes.size())
      content.append(" whole ").append(value_text(program_, program_.node(node.operands[0]).type, node.constant));
    else if (node.constant != Value{})
      content += fmt::format(" constant {} {}", node.constant.lo, node.constant.hi);
    if (node.members != 0) content += members_text(node);
    if (node.quantity != 0) content += fmt::format(" quantity {}", node.quantity);
    if (node.numerator != 1 || node.denominator != 1)
      content += fmt::format(" times {}/{}", node.numerator, node.denominator);
    line(0, content);
  }

  std::string members_text(const Node& node) const {
    if (node.operands.empty() || node.operands.back().index >= program_.nodes.size() ||
        program_.node(node.operands.back()).type.kind != TypeKind::choice)
      return fmt::format(" members {}", node.members);
    const Type& type = program_.node(node.operands.back()).type;
    return fmt::format(" members {}", value_text(program_, type, {static_cast<std::int64_t>(node.members), 0}));
  }

  void definition(const Definition& definition, const std::string& id) {
    line(0, fmt::format("define {} {}", id, definition.name));
    text_field("words", definition.words);
    text_field("owner", definition.owner);
    text_field("expression", definition.expression);
    place(definition.place, 1);
    references("mentions", definition.mentions_definitions);
    references("mentions", definition.mentions_facts);
  }

  void criterion(const Criterion& criterion, const std::string& id) {
    line(0, fmt::format("criterion {} {} {}", id, section_name(criterion.section), criterion.label));
    line(1, fmt::format("rule {}", name_of(criterion.rule)));
    text_field("expression", criterion.expression);
    line(1, fmt::format("condition {}", name_of(criterion.condition)));
    text_field("unless expression", criterion.unless_expression);
    optional_reference("unless", criterion.unless);
    line(1, fmt::format("effective {}", name_of(criterion.effective)));
    if (criterion.closing) line(1, fmt::format("undocumented is {}", closing_name(*criterion.closing)));
    text_template("text", criterion.text);
    text_template("met", criterion.met);
    text_template("unmet", criterion.unmet);
    text_template("undocumented", criterion.undocumented);
    text_field("pages", criterion.pages);
    strings("cites", criterion.cites);
    if (criterion.group != Criterion::Group::none) line(1, fmt::format("group {}", group_name(criterion.group)));
    if (criterion.group_quantity != 0) line(1, fmt::format("quantity {}", criterion.group_quantity));
    references("branches", criterion.branches);
    references("mentions", criterion.mentions_definitions);
    references("mentions", criterion.mentions_facts);
  }

  void grant(std::string_view name, const std::vector<GrantLine>& lines) {
    for (const GrantLine& grant : lines) {
      line(1, fmt::format("{} {}", name, quoted(grant.expression)));
      optional_reference("quantity", grant.quantity, 2);
      optional_reference("within", grant.within, 2);
      if (grant.less_used) line(2, "less used");
      optional_reference("when", grant.when, 2);
      strings("cites", grant.cites, 2);
    }
  }

  void rule(const Rule& rule, const std::string& id) {
    line(0, fmt::format("rule {} {}", id, rule.name));
    text_field("label", rule.label);
    line(1, fmt::format("service {}", name_of(rule.service)));
    line(1, fmt::format("edition {}", name_of(rule.edition)));
    text_field("pages", rule.pages);
    strings("cites", rule.cites);
    text_template("note", rule.note);
    if (rule.evidence) line(1, fmt::format("evidence {}", *rule.evidence));
    flag("not recommended", rule.not_recommended);
    flag("applies otherwise", rule.applies_otherwise);
    text_field("applies expression", rule.applies_expression);
    optional_reference("applies", rule.applies);
    references("overrides", rule.overrides);
    references("requires", rule.requirements);
    references("excluded", rule.exclusions);
    references("considers", rule.considers);
    grant("allows", rule.allows);
    grant("never more than", rule.never_more);
  }

  void edition(const Edition& edition, const std::string& id) {
    line(0, fmt::format("guideline {} {}", id, edition.guideline));
    text_field("words", edition.words);
    text_field("source", edition.source);
    if (edition.from) line(1, fmt::format("from {}", format_date(*edition.from)));
    if (edition.until) line(1, fmt::format("until {}", format_date(*edition.until)));
    text_field("edition", edition.name);
    references("rules", edition.rules);
  }

  void policy(const Policy& policy, const std::string& id) {
    line(0, fmt::format("policy {} {}", id, quoted(policy.name)));
    text_field("words", policy.words);
    for (const ConsultStep& step : policy.steps) {
      line(1, "step");
      for (const Consulted& consulted : step.alternatives) {
        line(2, fmt::format("consults {}", consulted.guideline));
        if (!consulted.unless_expression.empty())
          line(3, fmt::format("unless expression {}", quoted(consulted.unless_expression)));
        optional_reference("unless", consulted.unless, 3);
        for (const EditionId edition : consulted.editions) line(3, fmt::format("edition {}", name_of(edition)));
      }
    }
    optional_reference("as of", policy.as_of);
    optional_reference("as of fact", policy.as_of_fact);
    line(1, fmt::format("undocumented requirement is {}", closing_name(policy.requirement)));
    line(1, fmt::format("undocumented exclusion is {}", closing_name(policy.exclusion)));
    flag("undocumented allowance is the least", policy.allowance_least);
    line(1, fmt::format("when silent {}", outcome_name(policy.when_silent)));
    line(1, fmt::format("when conflict {}", outcome_name(policy.when_conflict)));
    for (int outcome = 0; outcome < kOutcomes; ++outcome)
      line(1, fmt::format("says {} {}{}", outcome_name(static_cast<Outcome>(outcome)), quoted(policy.says[outcome]),
                          policy.needs_review[outcome] ? " needs review" : ""));
  }

  const Program& program_;
  std::string text_;
};

}  // namespace

std::string program_hash(const Program& program) {
  Sha256 sha256;
  sha256.add(Writer(program).write());
  return fmt::format("sha256:{}", sha256.hex());
}

std::string program_to_text(const Program& program) {
  std::string text = Writer(program).write();
  if (!program.hash.empty()) text.append("hash ").append(program.hash).append("\n");
  return text;
}

}  // namespace precept
