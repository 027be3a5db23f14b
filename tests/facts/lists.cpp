// Lists of records in case JSON against what they bind to, and every mistake in them against its code, path and message.
#include <gtest/gtest.h>

#include "runtime/facts/fact_errors.hpp"
#include "tests/facts/records_fixture.hpp"

namespace precept::test {
namespace {

class ReadLists : public ::testing::Test {
 protected:
  Vocabulary v = records_vocabulary();

  CasesRead read(std::string_view text) const { return CaseReader(v.program).read(text, "case.json"); }
  static std::string said(const CasesRead& result) {
    std::string text;
    for (const FactError& error : result.errors)
      text += (text.empty() ? "" : "\n") + error.code + " " + error.path + ": " + error.message;
    return text;
  }
  std::string list_of(const Request& request, std::string_view name) const {
    const Fact& fact = v.program.fact(v.id(name));
    return list_text(v.program, fact.type.record, request.facts.lists.at(fact.list));
  }
  // A list among the facts of a case with one request: what it holds, or its errors.
  std::string list(const std::string& name, const std::string& json) const {
    const auto result =
        read(R"({"case": "A", "facts": {")" + name + "\": " + json + R"(}, "requests": [{"service": "lumbar_mri"}]})");
    return result.errors.empty() ? list_of(result.cases.at(0).requests.at(0), name) : said(result);
  }
};

TEST_F(ReadLists, CompleteOrNot) {
  EXPECT_EQ(list("diagnoses", R"([])"), "complete []");
  EXPECT_EQ(list("diagnoses", R"(["M54.16"])"), R"(complete [{it: "M54.16"}])");
  EXPECT_EQ(list("diagnoses", R"({"records": ["M54.16"]})"), R"(complete [{it: "M54.16"}])");
  EXPECT_EQ(list("diagnoses", R"({"complete": false, "records": ["M54.16"]})"), R"(incomplete [{it: "M54.16"}])");
  EXPECT_EQ(list("diagnoses", R"({"complete": true, "records": []})"), "complete []");
  EXPECT_EQ(list("diagnoses", R"({"complete": null, "records": []})"), "complete []");
  // Incomplete unless stated.
  EXPECT_EQ(list("therapy", R"([{}])"), "incomplete [{group: false assumed}]");
  EXPECT_EQ(list("therapy", R"({"records": []})"), "undocumented");
  EXPECT_EQ(list("therapy", R"({"complete": null, "records": []})"), "undocumented");
  EXPECT_EQ(list("therapy", R"({"complete": true, "records": []})"), "complete []");
}

TEST_F(ReadLists, UndocumentedAndMissing) {
  EXPECT_EQ(list("diagnoses", "null"), "undocumented");
  EXPECT_EQ(list("diagnoses", R"({"missing": "not-asked"})"), "undocumented (not-asked)");
  EXPECT_EQ(list("diagnoses", R"({"missing": "not-asked", "source": "PR-2"})"), "undocumented (not-asked)");
  EXPECT_EQ(list("diagnoses", R"({"value": null, "source": "PR-2"})"), "undocumented");
  EXPECT_EQ(list("diagnoses", R"({"records": null})"), "undocumented");
  EXPECT_EQ(list("diagnoses", R"({"complete": false, "records": null})"), "undocumented");
  const auto result = read(R"({"facts": {"visits": [], "therapy": null}, "requests": [{"service": "lumbar_mri"}]})");
  ASSERT_EQ(said(result), "");
  const CaseFacts& facts = result.cases.at(0).requests.at(0).facts;
  EXPECT_EQ(facts.lists.size(), 7u);
  EXPECT_EQ(facts.states[v.id("visits").index], FactState::documented);
  EXPECT_EQ(facts.states[v.id("therapy").index], FactState::undocumented);
  EXPECT_EQ(facts.states[v.id("diagnoses").index], FactState::undocumented);
  EXPECT_EQ(facts.values[v.id("visits").index], Value{});
  EXPECT_EQ(facts.recorded[v.id("visits").index], Value{});
  EXPECT_FALSE(facts.lists[0].complete);
}

TEST_F(ReadLists, AListHasEvidence) {
  const auto result = read(R"({"facts": {"diagnoses": {"records": [], "source": "PR-2", "dated": "2013-09", "page": 2},
    "visits": {"value": ["2013-03"], "source": "log"}, "therapy": {"missing": "unknown", "source": "QME"}},
    "requests": [{"service": "lumbar_mri"}]})");
  ASSERT_EQ(said(result), "");
  const auto& evidence = result.cases.at(0).requests.at(0).facts.evidence;
  const Evidence& diagnoses = evidence[v.id("diagnoses").index];
  EXPECT_EQ(diagnoses.source + "|" + diagnoses.dated + "|" + diagnoses.page, "PR-2|2013-09|2");
  EXPECT_EQ(evidence[v.id("visits").index].source, "log");
  EXPECT_EQ(evidence[v.id("therapy").index].source + evidence[v.id("therapy").index].missing, "QMEunknown");
  EXPECT_EQ(list("visits", R"({"value": {"complete": false, "records": ["2013-03"]}, "source": "log"})"),
            R"(incomplete [{it: "2013-03"}])");
}

TEST_F(ReadLists, RecordsOfEveryForm) {
  EXPECT_EQ(
      list("therapy", R"([{"kind": "physical_therapy", "start": "2013-03-02", "finish": "2013-05-10", "visits": 12,
      "diagnosis": "M54.16", "group": true, "remark": "did well"}])"),
      R"(incomplete [{kind: "physical_therapy", start: "2013-03-02", finish: "2013-05-10", visits: 12, diagnosis: "M54.16", )"
      R"(group: true, remark: did well}])");
  EXPECT_EQ(
      list("therapy",
           R"([{"start": "2013-03", "visits": "12 sessions"}, {"start": "2012", "visits": {"from": 7, "to": 8}}])"),
      R"(incomplete [{start: "2013-03", finish: {"from": "2013-03-01"} undocumented, visits: 12, group: false assumed}, )"
      R"({start: "2012", finish: {"from": "2012-01-01"} undocumented, visits: {"from": 7, "to": 8}, group: false assumed}])");
  EXPECT_EQ(
      list("therapy",
           R"([{"kind": {"value": "acupuncture", "source": "QME"}, "visits": {"missing": "not-asked"}, "group": null}])"),
      R"(incomplete [{kind: "acupuncture" per QME, visits:  (not-asked), group: false assumed}])");
  EXPECT_EQ(list("therapy", R"([{"visits": {"missing": "conflicting", "reports": [7, {"value": 9, "source": "QME"}]}}])"),
            R"(incomplete [{visits: {"from": 7, "to": 9} (conflicting) per QME, group: false assumed}])");
  EXPECT_EQ(list("therapy", R"([{"group": {"missing": "conflicting"}}])"), "incomplete [{group:  (conflicting)}]");
  EXPECT_EQ(list("therapy", R"([{"kind": {"either": ["acupuncture", "physical_therapy"]}}])"),
            "incomplete [{group: false assumed}]");
  EXPECT_EQ(
      list(
          "visits",
          R"(["2013-03-02", {"value": "2013", "source": "log", "dated": "2013-12-31", "page": 4}, {"from": "2013-05", "to": "2013-06"}, {"missing": "unknown"}, null])"),
      R"(complete [{it: "2013-03-02"}, {it: "2013" per log} per log of 2013-12-31 page 4, )"
      R"({it: {"from": "2013-05-01", "to": "2013-06-30"}}, {it:  (unknown)}, {}])");
}

TEST_F(ReadLists, ARecordHasEvidenceOfItsOwn) {
  EXPECT_EQ(list("therapy", R"([{"visits": 12, "group": true, "source": "report", "dated": "2013-05-12", "page": 3}])"),
            "incomplete [{visits: 12, group: true} per report of 2013-05-12 page 3]");
  EXPECT_EQ(list("documents", R"([{"source": "a field", "day": "2013-05-12", "dated": "2013-06", "page": 1}])"),
            R"(complete [{source: a field, day: "2013-05-12"}])");
  const auto result = read(
      R"({"facts": {"documents": [{"source": "a field", "dated": "2013-06"}]}, "requests": [{"service": "lumbar_mri"}]})");
  ASSERT_EQ(said(result), "");
  const Records& documents = result.cases.at(0).requests.at(0).facts.lists[3];
  EXPECT_EQ(documents.evidence.at(0).source, "");
  EXPECT_EQ(documents.evidence.at(0).dated, "2013-06");
}

TEST_F(ReadLists, ListsInsideRecords) {
  EXPECT_EQ(
      list("therapy", R"([{"group": true, "findings": [{"weakness": true, "source": "PR-2"}], "codes": ["M54.16", "Z99"]},
      {"group": true, "findings": {"complete": true, "records": []}, "codes": {"missing": "unknown"}}, {"group": true}])"),
      R"(incomplete [{group: true, findings: incomplete [{weakness: true} per PR-2], codes: complete [{it: "M54.16"}, {it: "Z99"}]}, )"
      R"({group: true, findings: complete [], codes: undocumented (unknown)}, {group: true}])");
  const auto result = read(R"({"facts": {"therapy": [{}, {"codes": []}]}, "requests": [{"service": "lumbar_mri"}]})");
  ASSERT_EQ(said(result), "");
  const Records& therapy = result.cases.at(0).requests.at(0).facts.lists[0];
  ASSERT_EQ(therapy.nested.size(), 4u);
  EXPECT_FALSE(therapy.nested[1].documented);
  EXPECT_TRUE(therapy.nested[3].documented);
  EXPECT_TRUE(therapy.nested[3].complete);
  EXPECT_EQ(therapy.states.at(7), FactState::undocumented);
  EXPECT_EQ(therapy.states.at(9 + 8), FactState::documented);
}

TEST_F(ReadLists, WhatIsRecordedAndWhatIsAssumed) {
  const auto result = read(R"({"facts": {"therapy": [{}, {"group": true}]}, "requests": [{"service": "lumbar_mri"}]})");
  ASSERT_EQ(said(result), "");
  const Records& therapy = result.cases.at(0).requests.at(0).facts.lists[0];
  ASSERT_EQ(therapy.count, 2u);
  EXPECT_EQ(therapy.values.at(5), truth_value(Truth::no));
  EXPECT_EQ(therapy.recorded.at(5), truth_value(Truth::undocumented));
  EXPECT_EQ(therapy.states.at(5), FactState::assumed);
  EXPECT_EQ(therapy.values.at(9 + 5), truth_value(Truth::yes));
  EXPECT_EQ(therapy.recorded.at(9 + 5), truth_value(Truth::yes));
  EXPECT_EQ(therapy.values.size(), 18u);
  EXPECT_EQ(therapy.field_evidence.size(), 18u);
  EXPECT_EQ(therapy.evidence.size(), 2u);
}

TEST_F(ReadLists, ADateOfARecordMayNotPrecedeItsStart) {
  EXPECT_EQ(
      list("therapy", R"([{"group": true}, {"finish": "2013-03-09", "start": "2013-03-10"}])"),
      "F0123 facts.therapy[1].finish: `finish` (2013-03-09) lies before `start` (2013-03-10), which it may not precede");
  EXPECT_EQ(list("therapy", R"([{"start": "2013-03-10", "finish": "2013-03", "group": true}])"),
            R"(incomplete [{start: "2013-03-10", finish: {"from": "2013-03-10", "to": "2013-03-31"}, group: true}])");
  EXPECT_EQ(list("therapy", R"([{"start": "2013-03-10", "group": true}])"),
            R"(incomplete [{start: "2013-03-10", finish: {"from": "2013-03-10"} undocumented, group: true}])");
  const auto result = read(R"({"facts": {"therapy": [{"start": "2013-03-10"}]}, "requests": [{"service": "lumbar_mri"}]})");
  EXPECT_EQ(result.cases.at(0).requests.at(0).facts.lists[0].recorded.at(2), kUnbounded);  // `is documented` stays no
}

TEST_F(ReadLists, RequestsHaveListsToo) {
  const auto result = read(R"({"case": "A", "facts": {"sites": [{"weakness": true}], "visits": ["2013"]},
    "requests": [{"service": "lumbar_mri"}, {"service": "lumbar_mri", "sites": null},
                 {"service": "lumbar_mri", "sites": {"complete": false, "records": [{"weakness": false}, {}]}}, {"service": "lumbar_mri"}]})");
  ASSERT_EQ(said(result), "");
  const auto& requests = result.cases.at(0).requests;
  EXPECT_EQ(list_of(requests.at(0), "sites"), "complete [{weakness: true}]");
  EXPECT_EQ(list_of(requests.at(1), "sites"), "undocumented");
  EXPECT_EQ(requests.at(1).facts.states[v.id("sites").index], FactState::undocumented);
  EXPECT_EQ(list_of(requests.at(2), "sites"), "incomplete [{weakness: false}, {}]");
  EXPECT_EQ(list_of(requests.at(3), "sites"), "complete [{weakness: true}]");
  for (const Request& request : requests) EXPECT_EQ(list_of(request, "visits"), R"(complete [{it: "2013"}])");
  EXPECT_EQ(said(read(R"({"requests": [{"service": "lumbar_mri", "visits": []}]})")),
            "F0110 requests[0].visits: `visits` is a fact of the case; write it under `facts`");
}

TEST_F(ReadLists, OneNameInSeveralEditions) {
  const auto result = read(R"({"facts": {"old": [{"weakness": true}]}, "requests": [{"service": "lumbar_mri"}]})");
  ASSERT_EQ(said(result), "");
  const auto& lists = result.cases.at(0).requests.at(0).facts.lists;
  EXPECT_EQ(list_text(v.program, RecordId{0}, lists.at(5)), "complete [{weakness: true}]");
  EXPECT_EQ(list_text(v.program, RecordId{0}, lists.at(6)), "complete [{weakness: true}]");
  EXPECT_EQ(list("old", R"([{"weakness": 1}])"),  // one mistake is one error
            "F0112 facts.old[0].weakness: `weakness` must be `true` or `false`; found the number 1");
}

TEST_F(ReadLists, WrongLists) {
  EXPECT_EQ(
      list("therapy", R"("PT")"),
      "F0112 facts.therapy: `therapy` must be a list of `therapy_course` records, `[{ … }, …]`; found the string \"PT\"");
  EXPECT_EQ(list("visits", "12"),
            "F0112 facts.visits: `visits` must be a list, each element a date such as \"2013-09-25\"; found the number 12");
  EXPECT_EQ(list("therapy", R"({"kind": "acupuncture"})"),
            "F0108 facts.therapy.kind: `kind` is a field of a record, and records stand in brackets: \"therapy\": [{ … }]");
  EXPECT_EQ(list("therapy", R"({"record": []})"),
            "F0108 facts.therapy.record: unknown member beside a list; did you mean \"records\"?");
  EXPECT_EQ(
      list("therapy", R"({"zzz": []})"),
      "F0108 facts.therapy.zzz: unknown member beside a list; expected \"complete\", \"records\", \"value\", \"missing\", "
      "\"source\", \"dated\", \"page\"");
  EXPECT_EQ(list("therapy", R"({"value": {"records": [], "source": "PR-2"}})"),
            "F0108 facts.therapy.value.source: unknown member beside a list; expected \"complete\", \"records\"");
  EXPECT_EQ(
      list("therapy", R"({"complete": "yes", "records": []})"),
      "F0112 facts.therapy.complete: `complete` must be `true` (no record is unseen) or `false`; found the string \"yes\"");
  EXPECT_EQ(list("therapy", R"({"complete": true})"),
            "F0125 facts.therapy: the object says no list: expected `records`, `value` or `missing`");
  EXPECT_EQ(list("therapy", R"({"value": {"complete": true}})"),
            "F0125 facts.therapy.value: the object says no list: expected `records`");
  EXPECT_EQ(list("therapy", R"({})"),
            "F0125 facts.therapy: the object says no list: expected `records`, `value` or `missing`");
  EXPECT_EQ(
      list("therapy", R"({"records": [], "value": []})"),
      "F0125 facts.therapy: only one of `records`, `value` and `missing` may be given, and `complete` beside records only");
  EXPECT_EQ(
      list("therapy", R"({"complete": false, "missing": "unknown"})"),
      "F0125 facts.therapy: only one of `records`, `value` and `missing` may be given, and `complete` beside records only");
  EXPECT_EQ(list("therapy", R"({"complete": true, "records": null})"),
            "F0125 facts.therapy.records: `complete` is true, but no record is given; write `[]` where there is none");
  EXPECT_EQ(list("therapy", R"({"records": {"kind": "acupuncture"}})"),
            "F0112 facts.therapy.records: `records` must be a list in brackets, `[…]`; found an object");
  EXPECT_EQ(list("therapy", R"({"complete": true, "value": {"records": []}})"),
            "F0112 facts.therapy.value: `value` must be a list in brackets, `[…]`; found an object");
  EXPECT_EQ(list("therapy", R"({"missing": "not asked"})"),
            "F0122 facts.therapy.missing: unknown reason for missing; did you mean \"not-asked\"?");
  EXPECT_EQ(list("therapy", R"({"records": [], "dated": "2013-02-31"})"),
            "F0114 facts.therapy.dated: there is no date 2013-02-31");
}

TEST_F(ReadLists, WrongRecords) {
  EXPECT_EQ(list("therapy", R"([{}, {}, {"knd": "acupuncture"}])"),
            "F0108 facts.therapy[2].knd: a record of `therapy_course` has no field of this name; did you mean `kind`?");
  EXPECT_EQ(list("therapy", R"({"complete": false, "records": [{}, {}, {"zzz": 1}]})"),
            "F0108 facts.therapy.records[2].zzz: a record of `therapy_course` has no field of this name");
  EXPECT_EQ(list("therapy", R"([{"sourse": "PR-2"}])"),
            "F0108 facts.therapy[0].sourse: a record of `therapy_course` has no field of this name; did you mean `source`?");
  EXPECT_EQ(list("therapy", R"([7, null, [{}]])"),
            "F0112 facts.therapy[0]: a record of `therapy` must be an object, `{ … }`; found the number 7\n"
            "F0112 facts.therapy[1]: a record of `therapy` must be an object, `{ … }`; found null\n"
            "F0112 facts.therapy[2]: a record of `therapy` must be an object, `{ … }`; found a list");
  EXPECT_EQ(list("therapy", R"([{"kind": "acupunture", "visits": 101, "start": "2013-02-31", "group": "no"}])"),
            "F0113 facts.therapy[0].kind: \"acupunture\" is not a member of `therapy_kind`; did you mean \"acupuncture\"?\n"
            "F0119 facts.therapy[0].visits: `visits` must be from 0 sessions to 100 sessions\n"
            "F0114 facts.therapy[0].start: there is no date 2013-02-31\n"
            "F0112 facts.therapy[0].group: `group` must be `true` or `false`; found the string \"no\"");
  EXPECT_EQ(
      list("therapy", R"([{"findings": [{"weaknes": true}], "codes": "M54.16"}])"),
      "F0108 facts.therapy[0].findings[0].weaknes: a record of `finding` has no field of this name; did you mean "
      "`weakness`?\n"
      "F0112 facts.therapy[0].codes: `codes` must be a list, each element a code of `icd10cm`, a string such as \"M54.16\"; "
      "found the string \"M54.16\"");
  EXPECT_EQ(list("visits", R"(["2013", "2013-02-31", 4, {"day": "2013"}])"),
            "F0114 facts.visits[1]: there is no date 2013-02-31\n"
            "F0112 facts.visits[2]: `visits` must be a date such as \"2013-09-25\"; found the number 4\n"
            "F0108 facts.visits[3].day: unknown member beside a value; expected \"from\", \"to\", \"either\", \"value\", "
            "\"missing\", "
            "\"reports\", \"source\", \"dated\", \"page\"");
}

TEST_F(ReadLists, AMistakeInAListSpoilsItsOwnOnly) {
  const auto result = read(R"([{"case": "A", "facts": {"visits": ["x"]}, "requests": [{"service": "lumbar_mri"}]},
    {"case": "B", "requests": [{"service": "lumbar_mri", "sites": [{"weakness": 3}]}, {"service": "lumbar_mri"}]}])");
  EXPECT_EQ(result.errors.size(), 2u);
  EXPECT_EQ(result.errors[0].request, 0);
  EXPECT_EQ(result.errors[1].request, 1);
  EXPECT_EQ(result.errors[1].path, "requests[0].sites[0].weakness");
  EXPECT_EQ(result.errors[1].line, 2);
  ASSERT_EQ(result.cases.size(), 1u);
  EXPECT_EQ(result.cases[0].id, "B");
  ASSERT_EQ(result.cases[0].requests.size(), 1u);
  EXPECT_EQ(result.cases[0].requests[0].number, 2);
}

}  // namespace
}  // namespace precept::test
