// The schema, part by part: a definition for each type in its two shapes (the bare value, and all its forms), the facts,
// the requests, the case.
#include "runtime/facts/json_schema.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <vector>

#include "runtime/facts/case_facts.hpp"
#include "runtime/facts/fact_value.hpp"
#include "runtime/facts/json_writer.hpp"
#include "runtime/facts/value_json.hpp"
#include "runtime/values/decimal.hpp"

namespace precept {
namespace {

std::string plain_name(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    name += plain ? c : '_';
  }
  return name;
}

std::string regex_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (std::string_view("\\^$.|?*+()[]{}/").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

class SchemaWriter {
 public:
  explicit SchemaWriter(const Program& program) : program_(program), json_(true) {}

  std::string write() {
    json_.begin_object();
    json_.member("$schema", "https://json-schema.org/draft/2020-12/schema");
    json_.member("title", "A case, or a list of cases");
    json_.member_unless_empty("$comment", program_.hash.empty() ? "" : "library " + program_.hash);
    json_.key("anyOf").begin_array();
    ref("case");
    json_.begin_object().member("type", "array").key("items");
    ref("case");
    json_.end_object().end_array();
    json_.key("$defs").begin_object();
    case_and_about();
    facts();
    request();
    evidence();
    for (std::size_t i = 0; i < types_.size(); ++i) definitions_of(types_[i]);  // noted by what stands above
    json_.end_object().end_object();
    return json_.text() + "\n";
  }

 private:
  struct NamedType {
    Type type;
    std::string name;
    bool positive = false;
  };

  void ref(std::string_view name) { json_.begin_object().member("$ref", fmt::format("#/$defs/{}", name)).end_object(); }

  // The name of a type's definitions; the type is noted to be defined.
  std::string name_of(const Type& type, bool positive = false) {
    for (const NamedType& known : types_)
      if (known.type == type && known.positive == positive) return known.name;
    std::string name;
    switch (type.kind) {
      case TypeKind::truth:
        name = "yes_or_no";
        break;
      case TypeKind::choice:
      case TypeKind::scale:
        name = plain_name(program_.enumeration(type.enumeration).name);
        break;
      case TypeKind::count:
        name = "count";
        break;
      case TypeKind::number:
        name = type.is_signed ? "signed_number" : "number";
        break;
      case TypeKind::date:
        name = "date";
        break;
      case TypeKind::months:
        name = "duration_in_months";
        break;
      case TypeKind::days:
        name = "duration_in_days";
        break;
      case TypeKind::text:
        name = "text";
        break;
    }
    if (type.unit) name += "_in_" + plain_name(program_.unit(*type.unit).plural);
    if (positive) name = "positive_" + name;
    std::string unique = name;
    const auto taken = [&](const std::string& wanted) {
      static constexpr std::string_view kOwn[] = {"case",    "about", "facts", "request",
                                                  "missing", "page",  "dated", "duration"};
      return std::find(std::begin(kOwn), std::end(kOwn), wanted) != std::end(kOwn) ||
             std::any_of(types_.begin(), types_.end(),
                         [&](const NamedType& known) { return known.name == wanted || known.name + "_forms" == wanted; });
    };
    for (int i = 2; taken(unique); ++i) unique = fmt::format("{}_{}", name, i);
    types_.push_back({type, unique, positive});
    return unique;
  }

  void case_and_about() {
    json_.key("case").begin_object().member("type", "object");
    json_.key("required").begin_array().string("requests").end_array();
    json_.key("properties").begin_object();
    json_.key("case")
        .begin_object()
        .member("type", "string")
        .member("description", "the case's number or name")
        .end_object();
    json_.key("about");
    ref("about");
    json_.key("facts");
    ref("facts");
    json_.key("requests").begin_object().member("type", "array").key("items");
    ref("request");
    json_.end_object().end_object();
    json_.key("additionalProperties").boolean(false).end_object();

    json_.key("about")
        .begin_object()
        .member("description", "for the letter only")
        .key("type")
        .begin_array()
        .string("object")
        .string("null")
        .end_array();
    json_.key("properties").begin_object();
    for (const auto& [name, words] : {std::pair{"assigned", "date assigned"},
                                      {"received", "date the application was received"},
                                      {"ur_denied", "date of the utilization review's denial"},
                                      {"priority", "priority of the review"},
                                      {"summary", "clinical case summary"}})
      json_.key(name).begin_object().member("description", words).end_object();
    json_.end_object();
    json_.key("additionalProperties").begin_object().key("type").begin_array();
    json_.string("string").string("number").string("null").end_array().end_object().end_object();
  }

  // Facts by name, each name once; declared by several editions with unlike types, a value must suit all.
  void facts() {
    json_.key("facts").begin_object().member("description",
                                             "what the record documents; what is left out or null is undocumented");
    json_.key("type").begin_array().string("object").string("null").end_array();
    json_.key("properties").begin_object();
    for (const auto& [name, declared] : by_name(false)) fact_property(name, declared);
    json_.end_object().key("additionalProperties").boolean(false).end_object();
  }

  std::map<std::string, std::vector<const Fact*>> by_name(bool request_only) const {
    std::map<std::string, std::vector<const Fact*>> names;
    for (const Fact& fact : program_.facts)
      if (fact.builtin == Builtin::none && (!request_only || fact.per_request)) names[fact.name].push_back(&fact);
    return names;
  }

  void fact_property(const std::string& name, const std::vector<const Fact*>& declared) {
    const Fact& fact = *declared.front();
    std::string description = fact.words;
    if (fact.per_request) description += "; of a request (among the facts of the case: the default for all its requests)";
    if (!fact.documented_by.empty()) description += "; documented by " + fact.documented_by;
    json_.key(name).begin_object().member("description", description);
    std::vector<std::string> forms;
    for (const Fact* one : declared)
      if (const std::string form = name_of(one->type) + "_forms"; std::find(forms.begin(), forms.end(), form) == forms.end())
        forms.push_back(form);
    if (forms.size() == 1)
      json_.member("$ref", "#/$defs/" + forms.front());
    else {
      json_.key("allOf").begin_array();
      for (const std::string& form : forms) ref(form);
      json_.end_array();
    }
    if (fact.type.kind == TypeKind::count || fact.type.kind == TypeKind::number) {
      if (fact.whole.lo != kNoLow && (fact.type.kind == TypeKind::number || fact.whole.lo != 0))
        json_.key("minimum").raw(format_decimal(fact.whole.lo));
      if (fact.whole.hi != kNoHigh) json_.key("maximum").raw(format_decimal(fact.whole.hi));
    }
    if (fact.assumed) write_value(json_.key("default"), program_, fact.type, *fact.assumed);
    json_.end_object();
  }

  void request() {
    json_.key("request").begin_object().member("type", "object");
    json_.key("required").begin_array().string("service").end_array();
    json_.key("properties").begin_object();
    json_.key("service").begin_object().key("oneOf").begin_array();
    for (const Service& service : program_.services)
      json_.begin_object().member("const", service.name).member("description", service.words).end_object();
    json_.end_array().end_object();
    json_.key("quantity").begin_object().member("description", "how much is requested, in the service's unit").end_object();
    json_.key("over")
        .begin_object()
        .member("description", "the time that it is requested over")
        .member("$ref", "#/$defs/duration_forms")
        .end_object();
    json_.key("rate").begin_object().member("description", "how often, such as \"2 sessions/w\"").end_object();
    json_.key("used")
        .begin_object()
        .member("description", "how much was granted and used before, in the service's unit")
        .end_object();
    plain("source", "the document that requests it");
    plain("dated", "the document's date");
    plain("page", "the document's page");
    plain("administrator_guideline", "the guideline that the claims administrator used");
    for (const auto& [name, declared] : by_name(true)) fact_property(name, declared);
    json_.end_object().key("additionalProperties").boolean(false);
    quantities();
    json_.end_object();
  }

  void plain(std::string_view name, std::string_view words) {
    json_.key(name).begin_object().member("description", words).key("type").begin_array();
    json_.string("string").string("number").string("null").end_array().end_object();
  }

  // `quantity` and `used` are in the unit of the request's own service.
  void quantities() {
    if (program_.services.empty()) return;
    json_.key("allOf").begin_array();
    for (const Service& service : program_.services) {
      Type counted;
      counted.kind = TypeKind::number;
      counted.unit = service.unit;
      for (const auto& builtin : {service.requested, service.used})
        if (builtin) counted = program_.fact(*builtin).type;
      json_.begin_object().key("if").begin_object().key("properties").begin_object();
      json_.key("service").begin_object().member("const", service.name).end_object().end_object().end_object();
      json_.key("then").begin_object().key("properties").begin_object();
      json_.key("quantity");
      ref(name_of(counted, true) + "_forms");
      json_.key("used");
      ref(name_of(counted) + "_forms");
      json_.end_object().end_object().end_object();
    }
    json_.end_array();
  }

  void evidence() {
    json_.key("missing").begin_object().member("description", "why a fact is not documented").key("enum").begin_array();
    for (const auto reason : kMissingReasons) json_.string(reason);
    json_.end_array().end_object();
    json_.key("duration")
        .begin_object()
        .member("description", "whole years, months, weeks or days")
        .member("type", "string");
    json_.member("pattern", "^[0-9]+(\\.0+)? *(y|mo|w|d)$").end_object();
    forms("duration", true, false);
  }

  void definitions_of(const NamedType& named) {
    const Type& type = named.type;
    json_.key(named.name).begin_object();
    switch (type.kind) {
      case TypeKind::truth:
        json_.member("type", "boolean");
        break;
      case TypeKind::choice:
      case TypeKind::scale:
        json_.member("description", fmt::format("{}{}", program_.enumeration(type.enumeration).name,
                                                type.kind == TypeKind::scale ? ", from lowest to highest" : ""));
        json_.key("oneOf").begin_array();
        for (const Member& member : program_.enumeration(type.enumeration).members)
          json_.begin_object().member("const", member.name).member("description", member.words).end_object();
        json_.end_array();
        break;
      case TypeKind::count:
      case TypeKind::number:
        quantity(type, named.positive);
        break;
      case TypeKind::months:
      case TypeKind::days:
        json_.key("anyOf").begin_array().begin_object().member("type", "integer").key("minimum").integer(0).end_object();
        json_.begin_object()
            .member("type", "string")
            .member("pattern", type.kind == TypeKind::months ? "^[0-9]+(\\.0+)? *(y|mo)$" : "^[0-9]+(\\.0+)? *(w|d)$");
        json_.end_object().end_array();
        break;
      case TypeKind::date:
        json_.member("description", "a day, a month or a year; a date-time is cut to its written local day")
            .member("type", "string");
        json_.member("pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}.*)?)?)?$");
        json_.key("examples").begin_array().string("2013-09-25").string("2013-09").string("2013").end_array();
        break;
      case TypeKind::text:
        json_.member("type", "string");
        break;
    }
    json_.end_object();
    forms(named.name, is_ordered(type.kind), type.kind != TypeKind::text);
  }

  void quantity(const Type& type, bool positive) {
    const bool whole = type.kind == TypeKind::count;
    const auto number = [&] {
      json_.begin_object().member("type", whole ? "integer" : "number");
      if (positive)
        json_.key("exclusiveMinimum").integer(0);
      else if (!type.is_signed)
        json_.key("minimum").integer(0);
      json_.end_object();
    };
    json_.key("anyOf").begin_array();
    number();
    if (type.unit) {
      const Unit& unit = program_.unit(*type.unit);
      const std::string names = unit.singular == unit.plural
                                    ? regex_text(unit.plural)
                                    : fmt::format("({}|{})", regex_text(unit.singular), regex_text(unit.plural));
      json_.begin_object().member("type", "string");
      json_.member("pattern", fmt::format("^{}[0-9]+(\\.[0-9]+)? *{}$", type.is_signed ? "-?" : "", names)).end_object();
    }
    json_.end_array();
  }

  // NAME_forms: the bare value, null, or an object that says it with its evidence, its bounds, its reports or why it is
  // missing.
  void forms(const std::string& name, bool ordered, bool reports) {
    json_.key(name + "_forms").begin_object().key("anyOf").begin_array();
    ref(name);
    json_.begin_object().member("type", "null").end_object();
    json_.begin_object().member("type", "object").key("properties").begin_object();
    json_.key("value").begin_object().key("anyOf").begin_array();
    ref(name);
    json_.begin_object().member("type", "null").end_object();
    json_.begin_object().member("type", "object").key("properties").begin_object();
    partial(name, ordered, reports);
    json_.end_object()
        .key("minProperties")
        .integer(1)
        .key("additionalProperties")
        .boolean(false)
        .end_object()
        .end_array()
        .end_object();
    partial(name, ordered, reports);
    json_.key("missing");
    ref("missing");
    if (reports) list_of("reports", name, true);
    plain("source", "the document that says so");
    plain("dated", "the document's date");
    plain("page", "the document's page");
    json_.end_object().key("additionalProperties").boolean(false);
    json_.key("oneOf").begin_array();
    for (const auto form : {"value", "either", "missing"})
      json_.begin_object().key("required").begin_array().string(form).end_array().end_object();
    json_.begin_object().key("anyOf").begin_array();
    for (const auto form : {"from", "to"})
      json_.begin_object().key("required").begin_array().string(form).end_array().end_object();
    json_.end_array().end_object();
    json_.end_array().end_object().end_array().end_object();
  }

  void partial(const std::string& name, bool ordered, bool either) {
    if (ordered) {
      json_.key("from");
      ref(name);
      json_.key("to");
      ref(name);
    }
    if (either) list_of("either", name, false);
  }

  void list_of(std::string_view key, const std::string& name, bool with_evidence) {
    json_.key(key).begin_object().member("type", "array").key("minItems").integer(1).key("items");
    ref(with_evidence ? name + "_forms" : name);
    json_.end_object();
  }

  const Program& program_;
  JsonWriter json_;
  std::vector<NamedType> types_;
};

}  // namespace

std::string case_schema(const Program& program) { return SchemaWriter(program).write(); }

}  // namespace precept
