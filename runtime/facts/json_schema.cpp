// The schema, part by part: the facts, the requests, the case; the types that they use are schema_types.cpp's.
#include "runtime/facts/json_schema.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <vector>

#include "runtime/facts/case_facts.hpp"
#include "runtime/facts/fact_value.hpp"
#include "runtime/facts/json_writer.hpp"
#include "runtime/facts/schema_types.hpp"

namespace precept {
namespace {

class SchemaWriter {
 public:
  explicit SchemaWriter(const Program& program) : program_(program), json_(true), types_(program, json_) {}

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
    types_.definitions();  // of those that what stands above names
    json_.end_object().end_object();
    return json_.text() + "\n";
  }

 private:
  void ref(std::string_view name) { types_.ref(name); }

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
    if (fact.incomplete_unless_stated) description += "; incomplete unless stated";
    if (!fact.documented_by.empty()) description += "; documented by " + fact.documented_by;
    json_.key(name).begin_object().member("description", description);
    std::vector<std::string> forms;
    for (const Fact* one : declared)
      if (const std::string form = types_.name_of(one->type) + "_forms"; std::find(forms.begin(), forms.end(), form) == forms.end())
        forms.push_back(form);
    if (forms.size() == 1)
      json_.member("$ref", "#/$defs/" + forms.front());
    else {
      json_.key("allOf").begin_array();
      for (const std::string& form : forms) ref(form);
      json_.end_array();
    }
    types_.bounds(fact.type, fact.whole, fact.assumed);
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
    types_.plain("source", "the document that requests it");
    types_.plain("dated", "the document's date");
    types_.plain("page", "the document's page");
    types_.plain("administrator_guideline", "the guideline that the claims administrator used");
    for (const auto& [name, declared] : by_name(true)) fact_property(name, declared);
    json_.end_object().key("additionalProperties").boolean(false);
    quantities();
    json_.end_object();
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
      ref(types_.name_of(counted, true) + "_forms");
      json_.key("used");
      ref(types_.name_of(counted) + "_forms");
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
    types_.forms("duration", true, false, false);
  }

  const Program& program_;
  JsonWriter json_;
  SchemaTypes types_;
};

}  // namespace

std::string case_schema(const Program& program) { return SchemaWriter(program).write(); }

}  // namespace precept
