// The vocabulary of fixture.hpp with lists of records, lists of plain values and codes, and lists inside records.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "runtime/facts/json_writer.hpp"
#include "runtime/facts/value_json.hpp"
#include "tests/facts/fixture.hpp"

namespace precept::test {

inline Type code_type() {
  Type type = type_of(TypeKind::code);
  type.system = SystemId{0};
  return type;
}
inline Type list_type(std::uint32_t record) {
  Type type = type_of(TypeKind::list);
  type.record = RecordId{record};
  return type;
}

inline Field field(std::string name, Type type, Value whole) {
  Field one;
  one.words = name;
  one.name = std::move(name);
  one.type = type;
  one.whole = whole;
  return one;
}

// Kinds of records: 0 a finding, 1 a plain code, 2 a plain date, 3 a course of therapy, 4 one that has a field `source`.
inline Vocabulary records_vocabulary() {
  Vocabulary v = vocabulary();
  const Type date = type_of(TypeKind::date), truth = type_of(TypeKind::truth);
  const Value either = truth_value(Truth::undocumented);
  v.program.systems = {{"icd10cm", {"M51.1*", "M54.16", "M54.17", "M54.1*"}}};
  std::sort(v.program.systems[0].items.begin(), v.program.systems[0].items.end());
  v.program.enumerations.push_back(
      {"therapy_kind", false, {{"physical_therapy", "physical therapy"}, {"acupuncture", "acupuncture"}}});
  const EnumId kind{3};

  RecordType finding{
      "finding", "finding of an examination", {field("weakness", truth, either), field("seen", date, kUnbounded)}, 0};
  RecordType code{"", "", {field("it", code_type(), kUnknownCode)}, 0};
  RecordType day_alone{"", "", {field("it", date, kUnbounded)}, 0};
  RecordType course{"therapy_course", "course of therapy", {}, 2};
  course.fields = {field("kind", type_of(TypeKind::choice, kind), {3, 0}),
                   field("start", date, kUnbounded),
                   field("finish", date, kUnbounded),
                   field("visits", type_of(TypeKind::count, {}, v.session), {0, 100 * kOne}),
                   field("diagnosis", code_type(), kUnknownCode),
                   field("group", truth, either),
                   field("remark", type_of(TypeKind::text), {}),
                   field("findings", list_type(0), {}),
                   field("codes", list_type(1), {})};
  course.fields[2].not_before = 1;
  course.fields[5].assumed = truth_value(Truth::no);
  course.fields[7].incomplete_unless_stated = true;
  course.fields[8].list = 1;
  RecordType document{
      "document", "document", {field("source", type_of(TypeKind::text), {}), field("day", date, kUnbounded)}, 0};
  v.program.records = {finding, code, day_alone, course, document};

  std::uint32_t lists = 0;
  const auto add_list = [&](std::string name, std::string words, std::uint32_t record) {
    const FactId id = v.add(std::move(name), std::move(words), list_type(record), {});
    v.program.facts[id.index].list = lists++;
    return id;
  };
  add_list("therapy", "therapy to date", 3);
  v.fact("therapy").incomplete_unless_stated = true;
  add_list("diagnoses", "diagnoses", 1);
  add_list("visits", "days of visits", 2);
  add_list("documents", "documents", 4);
  v.program.facts[add_list("sites", "findings at the sites", 0).index].per_request = true;
  add_list("old", "of an edition", 0);
  add_list("old", "of an edition", 0);
  v.add("diagnosis", "diagnosis", code_type(), kUnknownCode);
  return v;
}

// What a list holds, as one text: "complete [{kind: ..., ...}]", "incomplete [...]", "undocumented"; of each record the
// fields that are not as an empty record has them.
inline std::string list_text(const Program& program, RecordId type, const Records& records) {
  if (!records.documented) return "undocumented" + (records.missing.empty() ? "" : " (" + records.missing + ")");
  const RecordType& record = program.record(type);
  std::string text = records.complete ? "complete [" : "incomplete [";
  for (std::uint32_t i = 0; i < records.count; ++i) {
    text += i == 0 ? "{" : ", {";
    bool first = true;
    for (std::uint32_t k = 0; k < record.fields.size(); ++k) {
      const Field& one = record.fields[k];
      const std::size_t at = std::size_t{i} * record.fields.size() + k;
      const Evidence& evidence = records.field_evidence[at];
      std::string value;
      if (one.type.kind == TypeKind::list) {
        const Records& nested = records.nested[std::size_t{i} * record.lists + one.list];
        if (nested.documented || !nested.missing.empty()) value = list_text(program, one.type.record, nested);
      } else if (one.type.kind == TypeKind::text) {
        value = evidence.text;
      } else if (records.states[at] != FactState::undocumented || records.values[at] != one.whole) {
        JsonWriter json(false);
        write_value(json, program, one.type, records.values[at], evidence.written);
        value = json.text();
        if (records.states[at] == FactState::assumed) value = value + " assumed";
        if (records.states[at] == FactState::undocumented) value = value + " undocumented";
      }
      if (!evidence.missing.empty() && one.type.kind != TypeKind::list) value += " (" + evidence.missing + ")";
      if (value.empty()) continue;
      text += (first ? "" : ", ") + one.name + ": " + value;
      if (!evidence.source.empty()) text += " per " + evidence.source;
      first = false;
    }
    text += "}";
    const Evidence& own = records.evidence[i];
    if (!own.source.empty())
      text += " per " + own.source + (own.dated.empty() ? "" : " of " + own.dated) +
              (own.page.empty() ? "" : " page " + own.page);
  }
  return text + "]";
}

}  // namespace precept::test
