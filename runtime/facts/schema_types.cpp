// Definitions of types, one function each part.
#include "runtime/facts/schema_types.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/facts/fact_value.hpp"
#include "runtime/facts/list_reader.hpp"
#include "runtime/facts/value_json.hpp"
#include "runtime/values/decimal.hpp"

namespace precept {
namespace {

// Definitions that are no types.
constexpr std::string_view kOwnNames[] = {"case", "about", "facts",    "request",       "missing",
                                          "page", "dated", "duration", "duration_forms"};

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

}  // namespace

void SchemaTypes::ref(std::string_view name) {
  json_.begin_object().member("$ref", fmt::format("#/$defs/{}", name)).end_object();
}

std::string SchemaTypes::wanted_name(const Type& type) const {
  switch (type.kind) {
    case TypeKind::truth:
      return "yes_or_no";
    case TypeKind::choice:
    case TypeKind::scale:
      return plain_name(program_.enumeration(type.enumeration).name);
    case TypeKind::count:
      return "count";
    case TypeKind::number:
      return type.is_signed ? "signed_number" : "number";
    case TypeKind::date:
      return "date";
    case TypeKind::months:
      return "duration_in_months";
    case TypeKind::days:
      return "duration_in_days";
    case TypeKind::text:
      return "text";
    case TypeKind::code:
      return "code_in_" + plain_name(program_.system(type.system).name);
    case TypeKind::list: {
      const RecordType& record = program_.record(type.record);
      return "list_of_" + (holds_plain_values(record) ? wanted_name(record.fields.front().type) : plain_name(record.name));
    }
  }
  return {};
}

std::string SchemaTypes::unique_name(const std::string& name) const {
  const auto defined = [&](const std::string& wanted) {
    return std::find(std::begin(kOwnNames), std::end(kOwnNames), wanted) != std::end(kOwnNames) ||
           std::find(records_.begin(), records_.end(), wanted) != records_.end() ||
           std::any_of(types_.begin(), types_.end(),
                       [&](const NamedType& known) { return known.name == wanted || known.name + "_forms" == wanted; });
  };
  const auto taken = [&](const std::string& wanted) { return defined(wanted) || defined(wanted + "_forms"); };
  std::string unique = name;
  for (int i = 2; taken(unique); ++i) unique = fmt::format("{}_{}", name, i);
  return unique;
}

std::string SchemaTypes::name_of(const Type& type, bool positive) {
  for (const NamedType& known : types_)
    if (known.type == type && known.positive == positive) return known.name;
  std::string name = wanted_name(type);
  if (type.unit) name += "_in_" + plain_name(program_.unit(*type.unit).plural);
  if (positive) name = "positive_" + name;
  types_.push_back({type, unique_name(name), positive});
  return types_.back().name;
}

std::string SchemaTypes::record_name(RecordId record) {
  records_.resize(program_.records.size());
  std::string& name = records_[record.index];
  if (name.empty()) name = unique_name(plain_name(program_.record(record).name));
  return name;
}

void SchemaTypes::definitions() {
  for (std::size_t i = 0; i < types_.size(); ++i) {
    const NamedType named = types_[i];  // what it uses is noted behind it
    definition(named);
  }
}

void SchemaTypes::definition(const NamedType& named) {
  const TypeKind kind = named.type.kind;
  json_.key(named.name).begin_object();
  bare(named);
  json_.end_object();
  if (kind == TypeKind::list) {
    list_forms(named.name);
    record(named);
  } else {
    const bool has_values = kind != TypeKind::text;
    forms(named.name, is_ordered(kind), has_values && kind != TypeKind::code, has_values);
  }
}

void SchemaTypes::bare(const NamedType& named) {
  const Type& type = named.type;
  switch (type.kind) {
    case TypeKind::truth:
      json_.member("type", "boolean");
      return;
    case TypeKind::choice:
    case TypeKind::scale:
      json_.member("description", fmt::format("{}{}", program_.enumeration(type.enumeration).name,
                                              type.kind == TypeKind::scale ? ", from lowest to highest" : ""));
      json_.key("oneOf").begin_array();
      for (const Member& member : program_.enumeration(type.enumeration).members)
        json_.begin_object().member("const", member.name).member("description", member.words).end_object();
      json_.end_array();
      return;
    case TypeKind::count:
    case TypeKind::number:
      quantity(type, named.positive);
      return;
    case TypeKind::months:
    case TypeKind::days:
      json_.key("anyOf").begin_array().begin_object().member("type", "integer").key("minimum").integer(0).end_object();
      json_.begin_object()
          .member("type", "string")
          .member("pattern", type.kind == TypeKind::months ? "^[0-9]+(\\.0+)? *(y|mo)$" : "^[0-9]+(\\.0+)? *(w|d)$");
      json_.end_object().end_array();
      return;
    case TypeKind::date:
      json_.member("description", "a day, a month or a year; a date-time is cut to its written local day")
          .member("type", "string");
      json_.member("pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}.*)?)?)?$");
      json_.key("examples").begin_array().string("2013-09-25").string("2013-09").string("2013").end_array();
      return;
    case TypeKind::text:
      json_.member("type", "string");
      return;
    case TypeKind::code:
      json_.member("description", fmt::format("an exact code of {}", program_.system(type.system).name))
          .member("type", "string");
      json_.key("maxLength").integer(kCodeBytesMax).member("pattern", "^[^ *]([^*]*[^ *])?$");
      return;
    case TypeKind::list: {
      const RecordType& record = program_.record(type.record);
      json_.member("type", "array").key("maxItems").integer(kRecordsPerListMax).key("items");
      ref(holds_plain_values(record) ? name_of(record.fields.front().type) + "_forms" : record_name(type.record));
      return;
    }
  }
}

void SchemaTypes::quantity(const Type& type, bool positive) {
  const bool whole = type.kind == TypeKind::count;
  json_.key("anyOf").begin_array();
  json_.begin_object().member("type", whole ? "integer" : "number");
  if (positive)
    json_.key("exclusiveMinimum").integer(0);
  else if (!type.is_signed)
    json_.key("minimum").integer(0);
  json_.end_object();
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

void SchemaTypes::bounds(const Type& type, Value whole, const std::optional<Value>& assumed) {
  if (type.kind == TypeKind::count || type.kind == TypeKind::number) {
    if (whole.lo != kNoLow && (type.kind == TypeKind::number || whole.lo != 0))
      json_.key("minimum").raw(format_decimal(whole.lo));
    if (whole.hi != kNoHigh) json_.key("maximum").raw(format_decimal(whole.hi));
  }
  if (assumed) write_value(json_.key("default"), program_, type, *assumed);
}

void SchemaTypes::plain(std::string_view name, std::string_view words) {
  json_.key(name).begin_object().member("description", words).key("type").begin_array();
  json_.string("string").string("number").string("null").end_array().end_object();
}

void SchemaTypes::missing() {
  json_.key("missing");
  ref("missing");
}

void SchemaTypes::evidence() {
  plain("source", "the document that says so");
  plain("dated", "the document's date");
  plain("page", "the document's page");
}

void SchemaTypes::one_of_required(const std::vector<std::string_view>& members, bool or_bounds) {
  json_.key("oneOf").begin_array();
  for (const auto member : members)
    json_.begin_object().key("required").begin_array().string(member).end_array().end_object();
  if (or_bounds) {
    json_.begin_object().key("anyOf").begin_array();
    for (const auto bound : {"from", "to"})
      json_.begin_object().key("required").begin_array().string(bound).end_array().end_object();
    json_.end_array().end_object();
  }
  json_.end_array();
}

void SchemaTypes::forms(const std::string& name, bool ordered, bool either, bool reports) {
  json_.key(name + "_forms").begin_object().key("anyOf").begin_array();
  ref(name);
  json_.begin_object().member("type", "null").end_object();
  json_.begin_object().member("type", "object").key("properties").begin_object();
  json_.key("value").begin_object().key("anyOf").begin_array();
  ref(name);
  json_.begin_object().member("type", "null").end_object();
  json_.begin_object().member("type", "object").key("properties").begin_object();
  partial(name, ordered, either);
  json_.end_object().key("minProperties").integer(1).key("additionalProperties").boolean(false).end_object();
  json_.end_array().end_object();
  partial(name, ordered, either);
  missing();
  if (reports) list_of("reports", name, true);
  evidence();
  json_.end_object().key("additionalProperties").boolean(false);
  one_of_required({"value", "either", "missing"}, true);
  json_.end_object().end_array().end_object();
}

void SchemaTypes::partial(const std::string& name, bool ordered, bool either) {
  if (ordered) {
    json_.key("from");
    ref(name);
    json_.key("to");
    ref(name);
  }
  if (either) list_of("either", name, false);
}

void SchemaTypes::list_of(std::string_view key, const std::string& name, bool with_evidence) {
  json_.key(key).begin_object().member("type", "array").key("minItems").integer(1).key("items");
  ref(with_evidence ? name + "_forms" : name);
  json_.end_object();
}

// The records alone, null, or an object that says them with whether they are all, with evidence, or why they are missing.
void SchemaTypes::list_forms(const std::string& name) {
  const auto list_or_null = [&] {
    ref(name);
    json_.begin_object().member("type", "null").end_object();
  };
  const auto complete_and_records = [&] {
    json_.key("complete").begin_object().member("description", "whether no record is unseen");
    json_.key("type").begin_array().string("boolean").string("null").end_array().end_object();
    json_.key("records").begin_object().key("anyOf").begin_array();
    list_or_null();
    json_.end_array().end_object();
  };
  json_.key(name + "_forms").begin_object().key("anyOf").begin_array();
  list_or_null();
  json_.begin_object().member("type", "object").key("properties").begin_object();
  complete_and_records();
  json_.key("value").begin_object().key("anyOf").begin_array();
  list_or_null();
  json_.begin_object().member("type", "object").key("properties").begin_object();
  complete_and_records();
  json_.end_object().key("required").begin_array().string("records").end_array();
  json_.key("additionalProperties").boolean(false).end_object();
  json_.end_array().end_object();
  missing();
  evidence();
  json_.end_object().key("additionalProperties").boolean(false);
  one_of_required({"records", "value", "missing"}, false);
  json_.end_object().end_array().end_object();
}

// An object of the record's fields; beside them its own evidence, under the keys that are no fields.
void SchemaTypes::record(const NamedType& list) {
  const RecordType& record = program_.record(list.type.record);
  if (holds_plain_values(record)) return;
  json_.key(record_name(list.type.record))
      .begin_object()
      .member("description", record.words.empty() ? record.name : record.words);
  json_.member("type", "object").key("properties").begin_object();
  for (const Field& one : record.fields) field(one);
  for (const auto& [key, words] :
       {std::pair{"source", "the document that says so"}, {"dated", "the document's date"}, {"page", "the document's page"}})
    if (std::none_of(record.fields.begin(), record.fields.end(), [name = key](const Field& one) { return one.name == name; }))
      plain(key, words);
  json_.end_object().key("additionalProperties").boolean(false).end_object();
}

void SchemaTypes::field(const Field& field) {
  std::string description = field.words;
  if (!field.documented_by.empty()) description += "; documented by " + field.documented_by;
  json_.key(field.name).begin_object().member("description", description);
  json_.member("$ref", "#/$defs/" + name_of(field.type) + "_forms");
  bounds(field.type, field.whole, field.assumed);
  json_.end_object();
}

}  // namespace precept
