// The keys of interfaces, one after another.
#include "runtime/report/json.hpp"

#include <algorithm>

#include "runtime/facts/fact_errors.hpp"
#include "runtime/facts/value_json.hpp"
#include "runtime/report/needed_text.hpp"
#include "runtime/report/rationale.hpp"
#include "runtime/report/records.hpp"
#include "runtime/report/words.hpp"
#include "runtime/values/decimal.hpp"

namespace precept {
namespace {

std::string_view kind_of(Section section) {
  switch (section) {
    case Section::requires_:
      return "requires";
    case Section::excluded:
      return "excluded";
    case Section::considers:
      return "considers";
    case Section::branch:
      return "branch";
  }
  return "";
}

class DeterminationWriter {
 public:
  DeterminationWriter(const Program& program, const Case& one, const DeterminationView& view, JsonWriter& json)
      : program_(program), case_(one), view_(view), determination_(view.determination()), json_(json) {}

  void write() {
    const Service& service = program_.service(determination_.service);
    json_.begin_object();
    if (case_.id.empty())
      json_.key("case").null();
    else
      json_.member("case", case_.id);
    json_.key("request").integer(determination_.request);
    json_.member("service", service.name);
    if (determination_.error) return failed();
    json_.member("outcome", word_of(determination_.outcome));
    json_.member("says", view_.policy().says[static_cast<int>(determination_.outcome)].empty()
                             ? std::string(word_of(determination_.outcome))
                             : view_.policy().says[static_cast<int>(determination_.outcome)]);
    json_.key("possible").begin_array();
    for (const Outcome outcome : determination_.possible) json_.string(word_of(outcome));
    json_.end_array();
    json_.key("needs_review").boolean(determination_.needs_review);
    granted(service);
    requested(service);
    decided_by();
    json_.key("passed_over").begin_array();
    for (const PassedOver& passed : determination_.passed_over)
      json_.begin_object()
          .member("guideline", passed.guideline)
          .member("why", word_of(passed.reason))
          .member("text", view_.passed_over_words(passed))
          .end_object();
    json_.end_array();
    json_.member_strings("because", determination_.because);
    criteria();
    json_.key("to_change").begin_array();
    for (const auto& set : determination_.to_change) {
      json_.begin_array();
      for (const std::string& label : set) json_.string(label);
      json_.end_array();
    }
    json_.end_array();
    const StillNeeded needed =
        still_needed(program_, determination_.policy, view_.request(), determination_.outcome);
    write_still_needed(json_.key("still_needed"), view_, needed);
    json_.member("rationale", rationale(program_, view_.request(), determination_, DateStyle::iso));
    json_.member("library", program_.hash).member("engine", kEngine);
    json_.end_object();
  }

 private:
  void failed() {
    json_.key("errors")
        .begin_array()
        .begin_object()
        .member("code", fact_error::no_result)
        .member("path", "requests[" + std::to_string(determination_.request - 1) + "]")
        .member("message", view_.error_words())
        .end_object()
        .end_array();
    json_.member("library", program_.hash).member("engine", kEngine).end_object();
  }

  void unit(const Service& service) {
    if (service.unit)
      json_.member("unit", program_.unit(*service.unit).singular);
    else
      json_.key("unit").null();
  }

  void duration(std::string_view key, const RequestDuration& duration) {
    if (duration.value.lo == duration.value.hi) {
      json_.member(key, duration_code(duration.kind, duration.value.lo));
      return;
    }
    json_.key(key).begin_object();
    json_.member("from", duration_code(duration.kind, duration.value.lo))
        .member("to", duration_code(duration.kind, duration.value.hi))
        .end_object();
  }

  void granted(const Service& service) {
    json_.key("granted");
    if (!determination_.granted) return static_cast<void>(json_.null());
    json_.begin_object();
    if (determination_.granted->quantity)
      json_.key("quantity").raw(format_decimal(*determination_.granted->quantity));
    else
      json_.key("quantity").null();
    unit(service);
    if (determination_.granted->within) duration("within", *determination_.granted->within);
    json_.end_object();
  }

  void requested(const Service& service) {
    const Request& request = view_.request();
    json_.key("requested").begin_object().key("quantity");
    if (request.quantity) {
      Type type;
      type.kind = TypeKind::number;
      write_value(json_, program_, type, *request.quantity);
    } else {
      json_.null();
    }
    unit(service);
    if (request.over) duration("over", *request.over);
    json_.member_unless_empty("rate", request.rate);
    if (request.used && request.used->lo == request.used->hi) json_.key("used").raw(format_decimal(request.used->lo));
    json_.member_unless_empty("source", request.source)
        .member_unless_empty("dated", request.dated)
        .member_unless_empty("page", request.page);
    json_.end_object();
  }

  void decided_by() {
    json_.key("decided_by").begin_object();
    json_.member("policy", view_.policy().name);
    if (determination_.decided_by) {
      const Rule& rule = program_.rule(*determination_.decided_by);
      const Edition& edition = program_.edition(rule.edition);
      json_.member("guideline", edition.guideline).key("edition");
      if (edition.name.empty())
        json_.null();
      else
        json_.string(edition.name);
      json_.member("rule", rule.name).member("pages", rule.pages);
    } else {
      for (const auto key : {"guideline", "edition", "rule", "pages"}) json_.key(key).null();
    }
    json_.end_object();
  }

  void criteria() {
    json_.key("criteria").begin_array();
    const auto shown = std::count_if(determination_.rules.begin(), determination_.rules.end(),
                                     [](const RuleResult& rule) { return rule.consulted; });
    for (const RuleResult& rule : determination_.rules) {
      if (!rule.consulted) continue;
      for (const auto* results : {&rule.requirements, &rule.exclusions, &rule.considers})
        for (const CriterionResult& result : *results) criterion(result, shown > 1 ? &program_.rule(rule.rule) : nullptr);
    }
    json_.end_array();
  }

  void criterion(const CriterionResult& result, const Rule* rule) {
    const Criterion& criterion = program_.criterion(result.criterion);
    json_.begin_object();
    if (rule) {
      const Edition& edition = program_.edition(rule->edition);
      json_.member("guideline", edition.guideline).member_unless_empty("edition", edition.name).member("rule", rule->name);
    }
    json_.member("label", criterion.label).member("kind", kind_of(criterion.section));
    json_.member("status", word_of(result.status)).member("taken_as", word_of(result.taken_as));
    if (result.taken_by != TakenBy::evidence) json_.member("taken_by", word_of(result.taken_by));
    json_.member("text", view_.criterion_words(result.criterion));
    json_.member("page", criterion.pages.empty() ? program_.rule(criterion.rule).pages : criterion.pages);
    if (!criterion.cites.empty()) json_.member_strings("cites", criterion.cites);
    json_.member("expression", criterion.expression);
    json_.member_unless_empty("unless", criterion.unless_expression);
    json_.member_unless_empty("finding", view_.said(result));
    comparisons(result);
    definitions(criterion);
    json_.key("facts").begin_array();
    for (const FactId fact : criterion.mentions_facts) fact_used(fact);
    json_.end_array();
    records(criterion);
    json_.key("criteria").begin_array();
    for (const CriterionResult& branch : result.branches) this->criterion(branch, nullptr);
    json_.end_array().end_object();
  }

  // One comparison: its limit and distance beside the criterion's keys; several: a list of them.
  void comparisons(const CriterionResult& result) {
    if (!result.branches.empty()) return;
    const auto compared = view_.comparisons(result.criterion);
    if (compared.empty()) return;
    if (compared.size() == 1) return comparison(compared[0], false);
    json_.key("comparisons").begin_array();
    for (const Comparison& one : compared) {
      json_.begin_object();
      comparison(one, true);
      json_.end_object();
    }
    json_.end_array();
  }

  void comparison(const Comparison& one, bool own) {
    if (own) {
      json_.member_unless_empty("subject", one.subject);
      json_.member("status", one.truth == Truth::yes ? "met" : one.truth == Truth::no ? "unmet" : "undocumented");
    }
    json_.member("limit", one.limit);
    json_.member_unless_empty("distance", one.distance);
  }

  void definitions(const Criterion& criterion) {
    if (criterion.mentions_definitions.empty()) return;
    json_.key("definitions").begin_array();
    for (const std::uint32_t index : criterion.mentions_definitions) {
      const Definition& definition = program_.definitions[index];
      TextTemplate value;
      value.pieces = {"", ""};
      value.places = {definition.place};
      json_.begin_object()
          .member("name", definition.name)
          .member("words", definition.words)
          .member("value", view_.render(value));
      json_.member("expression", definition.expression).end_object();
    }
    json_.end_array();
  }

  // The records of lists that the criterion rests on; nothing where it looks at no list.
  void records(const Criterion& criterion) {
    std::vector<NodeId> conditions{criterion.condition};
    if (criterion.unless) conditions.push_back(*criterion.unless);
    const auto findings = list_findings(program_, view_.request().facts, conditions, DateStyle::iso);
    if (findings.empty()) return;
    json_.key("records").begin_array();
    for (const ListFinding& finding : findings) {
      for (const RecordFound& one : finding.records) {
        const Records& records = view_.request().facts.lists[program_.fact(finding.list).list];
        const Evidence& evidence = records.evidence[one.record];
        json_.begin_object().member("list", program_.fact(finding.list).name);
        json_.key("record").integer(static_cast<int>(one.record));
        json_.member("counts", one.counts == Truth::yes ? "yes" : "undocumented").member("text", one.words);
        json_.member_unless_empty("source", evidence.source)
            .member_unless_empty("dated", evidence.dated)
            .member_unless_empty("page", evidence.page)
            .end_object();
      }
    }
    json_.end_array();
  }

  // A list says how many records it has and whether there may be others.
  void list_used(const Records& records) {
    if (!records.documented) {
      json_.null();
    } else {
      json_.begin_object().key("records").integer(static_cast<int>(records.count));
      json_.key("complete").boolean(records.complete).end_object();
    }
    json_.member_unless_empty("missing", records.missing).end_object();
  }

  void fact_used(FactId id) {
    const Fact& fact = program_.fact(id);
    const CaseFacts& facts = view_.request().facts;
    const Evidence& evidence = facts.evidence[id.index];
    json_.begin_object().member("name", fact.name).member("words", fact.words).key("value");
    if (fact.type.kind == TypeKind::list) return list_used(facts.lists[fact.list]);
    if (facts.states[id.index] == FactState::undocumented)
      json_.null();
    else if (fact.type.kind == TypeKind::text)
      json_.string(evidence.text);
    else if (fact.type.kind == TypeKind::code)
      json_.string(evidence.written);
    else
      write_value(json_, program_, fact.type, facts.values[id.index]);
    if (fact.type.unit) json_.member("unit", program_.unit(*fact.type.unit).singular);
    json_.member_unless_empty("source", evidence.source)
        .member_unless_empty("dated", evidence.dated)
        .member_unless_empty("page", evidence.page);
    json_.member_unless_empty("missing", evidence.missing);
    if (!evidence.reports.empty()) {
      json_.key("reports").begin_array();
      for (const Evidence::Report& report : evidence.reports) {
        write_value(json_.begin_object().key("value"), program_, fact.type, report.value);
        json_.member_unless_empty("source", report.source)
            .member_unless_empty("dated", report.dated)
            .member_unless_empty("page", report.page)
            .end_object();
      }
      json_.end_array();
    }
    if (facts.states[id.index] == FactState::assumed) json_.key("assumed").boolean(true);
    json_.end_object();
  }

  const Program& program_;
  const Case& case_;
  const DeterminationView& view_;
  const Determination& determination_;
  JsonWriter& json_;
};

}  // namespace

std::string determination_json(const Program& program, const Case& one, const Request& request,
                               const Determination& determination, JsonLayout layout) {
  JsonWriter json(layout == JsonLayout::indented);
  const DeterminationView view(program, request, determination, DateStyle::iso);
  DeterminationWriter(program, one, view, json).write();
  return json.text();
}

std::string request_error_json(const std::string& case_id, int request, const std::vector<FactError>& errors,
                               JsonLayout layout) {
  JsonWriter json(layout == JsonLayout::indented);
  json.begin_object();
  if (case_id.empty())
    json.key("case").null();
  else
    json.member("case", case_id);
  if (request == 0)
    json.key("request").null();
  else
    json.key("request").integer(request);
  json.key("errors").begin_array();
  for (const FactError& error : errors) {
    json.begin_object().member("code", error.code).member("path", error.path).member("message", error.message);
    if (error.line > 0) json.key("line").integer(error.line);
    json.end_object();
  }
  json.end_array().member("engine", kEngine).end_object();
  return json.text();
}

}  // namespace precept
