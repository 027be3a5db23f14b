// The forms a list and its records may take in a case (language reference, sections 4 and 8), one function each.
#include "runtime/facts/list_reader.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/facts/fact_errors.hpp"
#include "runtime/values/calendar.hpp"
#include "runtime/values/nearest.hpp"

namespace precept {
namespace {

std::optional<std::uint32_t> field_of(const RecordType& record, std::string_view name) {
  for (std::uint32_t i = 0; i < record.fields.size(); ++i)
    if (record.fields[i].name == name) return i;
  return std::nullopt;
}

std::vector<std::uint32_t> in_order(const RecordType& record) {
  std::vector<std::uint32_t> order;
  std::vector<bool> placed(record.fields.size());
  for (bool more = true; more;) {
    more = false;
    for (std::uint32_t i = 0; i < record.fields.size(); ++i) {
      const auto start = record.fields[i].not_before;
      if (placed[i] || !start || (record.fields[*start].not_before && !placed[*start])) continue;
      placed[i] = more = true;
      order.push_back(i);
    }
  }
  return order;
}

}  // namespace

std::vector<std::vector<std::uint32_t>> fields_in_order(const Program& program) {
  std::vector<std::vector<std::uint32_t>> order;
  for (const RecordType& record : program.records) order.push_back(in_order(record));
  return order;
}

bool keep_after(Value earliest, Value& value, Value& recorded, FactState state) {
  if (state == FactState::assumed || earliest.lo == kNoLow) return true;
  if (value.hi < earliest.lo) return state != FactState::documented;
  value.lo = std::max(value.lo, earliest.lo);
  if (state == FactState::documented) recorded = value;
  return true;
}

std::string before_start_message(std::string_view name, Value value, std::string_view start_name, Value start) {
  return fmt::format("`{}` ({}) lies before `{}` ({}), which it may not precede", name, format_date(value.hi), start_name,
                     format_date(start.lo));
}

void ListReader::read(std::uint32_t node, const WantedList& wanted, Records& records, Evidence& evidence, bool counted) {
  counting_ = !counted;
  bool complete = !wanted.incomplete_unless_stated;
  std::uint32_t where = node;
  while (at(where).kind == JsonKind::object) {  // the list itself, or its `value`
    Form form;
    if (!read_form(where, where != node, wanted, form, evidence)) return;
    if (form.complete && !read_complete(*form.complete, complete)) return;
    if (form.missing) {
      if (values_.read_reason(*form.missing, evidence)) records.missing = evidence.missing;
      return;
    }
    where = *form.records;
    if (at(where).kind == JsonKind::object && (form.complete || at(where).key == "records"))
      return fail(where, fact_error::wrong_type,
                  fmt::format("`{}` must be a list in brackets, `[…]`; {}", at(where).key, values_.found(where)));
    if (at(where).kind == JsonKind::null && form.complete && at(*form.complete).kind == JsonKind::yes)
      return fail(where, fact_error::mixed_forms,
                  "`complete` is true, but no record is given; write `[]` where there is none");
  }
  if (at(where).kind == JsonKind::null || at(where).kind == JsonKind::bad) return;
  if (at(where).kind != JsonKind::array)
    return fail(where, fact_error::wrong_type,
                fmt::format("`{}` must be {}; {}", wanted.name, expected_form(program_, wanted.type), values_.found(where)));
  records.complete = complete;
  read_records(where, wanted, records);
  records.documented = records.complete || records.count > 0;  // none, and perhaps others, says nothing
}

// The members of an object that says a list; nested: of its `value`, beside which evidence and `missing` already stand.
bool ListReader::read_form(std::uint32_t object, bool nested, const WantedList& wanted, Form& form, Evidence& evidence) {
  bool good = true;
  int ways = 0;
  for (std::uint32_t i = object + 1; i < at(object).next; i = at(i).next) {
    const std::string_view key = at(i).key;
    if (key == "records" || (!nested && (key == "value" || key == "missing"))) ++ways;
    if (!member_of_form(i, nested, wanted, form, evidence)) good = false;
  }
  if (!good) return false;
  const bool mixed = ways > 1 || (form.missing && form.complete);
  if (ways == 1 && !mixed) return true;
  fail(object, fact_error::mixed_forms,
       mixed    ? "only one of `records`, `value` and `missing` may be given, and `complete` beside records only"
       : nested ? "the object says no list: expected `records`"
                : "the object says no list: expected `records`, `value` or `missing`");
  return false;
}

bool ListReader::member_of_form(std::uint32_t member, bool nested, const WantedList& wanted, Form& form,
                                Evidence& evidence) {
  const std::string_view key = at(member).key;
  if (key == "complete") return form.complete = member, true;
  if (key == "records" || (!nested && key == "value")) return form.records = member, true;
  if (!nested && key == "missing") return form.missing = member, true;
  bool taken = false;
  if (!nested && !values_.take_evidence(member, evidence, taken)) return false;
  if (taken) return true;
  unknown_member(member, nested, wanted);
  return false;
}

void ListReader::unknown_member(std::uint32_t member, bool nested, const WantedList& wanted) {
  const std::string_view key = at(member).key;
  const RecordType& record = program_.record(wanted.type.record);
  if (!holds_plain_values(record) && field_of(record, key))
    return fail(
        member, fact_error::unknown_member,
        fmt::format("`{}` is a field of a record, and records stand in brackets: \"{}\": [{{ … }}]", key, wanted.name));
  std::vector<std::string_view> known = {"complete", "records"};
  if (!nested) known.insert(known.end(), {"value", "missing", "source", "dated", "page"});
  const auto near = nearest(key, known);
  std::string expected;
  for (const auto name : known) expected += fmt::format("{}\"{}\"", expected.empty() ? "" : ", ", name);
  fail(member, fact_error::unknown_member,
       near ? fmt::format("unknown member beside a list; did you mean \"{}\"?", *near)
            : "unknown member beside a list; expected " + expected);
}

bool ListReader::read_complete(std::uint32_t node, bool& complete) {
  const JsonKind kind = at(node).kind;
  if (kind == JsonKind::null) return true;
  if (kind == JsonKind::yes || kind == JsonKind::no) return complete = kind == JsonKind::yes, true;
  if (kind != JsonKind::bad)
    fail(node, fact_error::wrong_type, "`complete` must be `true` (no record is unseen) or `false`; " + values_.found(node));
  return false;
}

void ListReader::read_records(std::uint32_t array, const WantedList& wanted, Records& records) {
  if (!within_limits(array, wanted)) return;
  const RecordType& record = program_.record(wanted.type.record);
  for (std::uint32_t i = array + 1; i < at(array).next; i = at(i).next) {
    if (holds_plain_values(record))
      read_element(i, wanted, records);
    else if (at(i).kind == JsonKind::object)
      read_record(i, wanted.type.record, records);
    else if (at(i).kind != JsonKind::bad)
      fail(i, fact_error::wrong_type,
           fmt::format("a record of `{}` must be an object, `{{ … }}`; {}", wanted.name, values_.found(i)));
  }
}

bool ListReader::within_limits(std::uint32_t array, const WantedList& wanted) {
  std::uint32_t count = 0;
  for (std::uint32_t i = array + 1; i < at(array).next; i = at(i).next) ++count;
  if (count > kRecordsPerListMax) {
    fail(array, fact_error::too_many_records,
         fmt::format("`{}` has {} records; a list may have {}", wanted.name, count, kRecordsPerListMax));
    return false;
  }
  if (counting_) counted_ += count;
  if (counted_ <= kRecordsPerCaseMax) return true;
  if (!too_many_said_)
    fail(array, fact_error::too_many_records,
         fmt::format("the case has more than {} records, those of lists inside records counted in", kRecordsPerCaseMax));
  too_many_said_ = true;
  return false;
}

void ListReader::read_record(std::uint32_t node, RecordId type, Records& records) {
  const std::uint32_t record = add_record(records, program_, type);
  for (std::uint32_t i = node + 1; i < at(node).next; i = at(i).next) read_member(i, type, record, records);
  keep_order(node, type, record, records);
}

// A field; or, where the record has no field of that name, evidence of the record itself.
void ListReader::read_member(std::uint32_t member, RecordId type, std::uint32_t record, Records& records) {
  const RecordType& declared = program_.record(type);
  if (const auto field = field_of(declared, at(member).key)) return read_field(member, type, record, *field, records);
  bool taken = false;
  if (!values_.take_evidence(member, records.evidence[record], taken) || taken) return;
  std::vector<std::string_view> known;
  for (const Field& field : declared.fields) known.push_back(field.name);
  known.insert(known.end(), std::begin(kEvidenceKeys), std::end(kEvidenceKeys));
  const auto near = nearest(at(member).key, known);
  std::string message = fmt::format("a record of `{}` has no field of this name", declared.name);
  if (near) message += fmt::format("; did you mean `{}`?", *near);
  fail(member, fact_error::unknown_member, std::move(message));
}

void ListReader::read_field(std::uint32_t node, RecordId type, std::uint32_t record, std::uint32_t field, Records& records) {
  const RecordType& declared = program_.record(type);
  const Field& wanted = declared.fields[field];
  const std::size_t place = std::size_t{record} * declared.fields.size() + field;
  Evidence& evidence = records.field_evidence[place];
  if (wanted.type.kind == TypeKind::list) {
    Records& nested = records.nested[std::size_t{record} * declared.lists + wanted.list] = Records{};
    read(node, wanted, nested, evidence, !counting_);
    records.states[place] = nested.documented ? FactState::documented : FactState::undocumented;
    return;
  }
  read_value(node, wanted, {type, record, field}, records);
}

void ListReader::read_value(std::uint32_t node, const Wanted& wanted, Place place, Records& records) {
  const std::size_t at = std::size_t{place.record} * program_.record(place.type).fields.size() + place.field;
  const auto reading = values_.read(node, wanted, records.field_evidence[at]);
  if (!reading) return;
  if (reading->value) {
    document_field(records, program_, place.type, place.record, place.field, *reading->value);
  } else if (records.field_evidence[at].missing == kConflicting) {  // no assumption where reports conflict
    records.values[at] = wanted.whole;
    records.states[at] = FactState::undocumented;
  }
}

// One of a list of plain values: called by the list's name in messages, and its evidence is the record's.
void ListReader::read_element(std::uint32_t node, const WantedList& list, Records& records) {
  const RecordId type = list.type.record;
  const std::uint32_t record = add_record(records, program_, type);
  Wanted element = program_.record(type).fields.front();
  element.name = list.name;
  read_value(node, element, {type, record, 0}, records);
  const Evidence& said = records.field_evidence[record];
  Evidence& evidence = records.evidence[record];
  evidence.source = said.source;
  evidence.dated = said.dated;
  evidence.page = said.page;
}

// `finish: date from start`, as of facts.
void ListReader::keep_order(std::uint32_t node, RecordId type, std::uint32_t record, Records& records) {
  const auto& fields = program_.record(type).fields;
  for (const std::uint32_t field : order_[type.index]) {
    const std::uint32_t start = *fields[field].not_before;
    const std::size_t first = std::size_t{record} * fields.size();
    const Value earliest = records.values[first + start];
    Value& value = records.values[first + field];
    if (keep_after(earliest, value, records.recorded[first + field], records.states[first + field])) continue;
    std::uint32_t where = node;
    for (std::uint32_t i = node + 1; i < at(node).next; i = at(i).next)
      if (at(i).key == fields[field].name) where = i;
    fail(where, fact_error::before_start, before_start_message(fields[field].name, value, fields[start].name, earliest));
  }
}

}  // namespace precept
