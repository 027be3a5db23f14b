// Case JSON against what it binds to, and every kind of mistake against its code, path and message.
#include <gtest/gtest.h>

#include <set>

#include "runtime/facts/fact_errors.hpp"
#include "runtime/facts/json_text.hpp"
#include "runtime/facts/utf8.hpp"
#include "runtime/facts/value_json.hpp"
#include "tests/facts/fixture.hpp"

namespace precept::test {
namespace {

class ReadCases : public ::testing::Test {
 protected:
  Vocabulary v = vocabulary();

  CasesRead read(std::string_view text) const { return CaseReader(v.program).read(text, "case.json"); }

  // One fact of a case with one request: "value", or "error CODE PATH: MESSAGE".
  std::string fact(const std::string& name, const std::string& json, const std::string& others = "") const {
    const auto result = read(R"({"case": "A", "facts": {)" + others + "\"" + name + "\": " + json +
                             R"(}, "requests": [{"service": "lumbar_mri"}]})");
    if (!result.errors.empty()) return said(result);
    const CaseFacts& facts = result.cases.at(0).requests.at(0).facts;
    const FactId id = v.id(name);
    JsonWriter writer(false);
    write_value(writer, v.program, v.program.fact(id).type, facts.values[id.index]);
    static const char* const kStates[] = {"", " undocumented", " assumed"};
    return writer.text() + kStates[static_cast<int>(facts.states[id.index])];
  }
  std::string request(const std::string& members) const {
    const auto result = read(R"({"case": "A", "requests": [{)" + members + "}]}");
    return said(result);
  }
  static std::string said(const CasesRead& result) {
    std::string text;
    for (const FactError& error : result.errors)
      text += (text.empty() ? "" : "\n") + error.code + " " + error.path + ": " + error.message;
    return text;
  }
};

TEST_F(ReadCases, TheSeedsCase) {
  const auto result = read(kSeedCase);
  ASSERT_EQ(said(result), "");
  ASSERT_EQ(result.cases.size(), 1u);
  const Case& one = result.cases[0];
  EXPECT_EQ(one.id, "CM13-0047924");
  ASSERT_EQ(one.about.fields.size(), 5u);
  EXPECT_EQ(one.about.fields[0].first, "assigned");
  EXPECT_EQ(*one.about.find("ur_denied"), "2013-10-14");
  ASSERT_EQ(one.requests.size(), 1u);
  const Request& request = one.requests[0];
  EXPECT_EQ(request.number, 1);
  EXPECT_EQ(request.service, ServiceId{0});
  EXPECT_EQ(request.quantity, (Value{12 * kOne, 12 * kOne}));
  ASSERT_TRUE(request.over);
  EXPECT_EQ(request.over->kind, DurationKind::days);
  EXPECT_EQ(request.over->value, (Value{42, 42}));
  EXPECT_FALSE(request.used);
  EXPECT_EQ(request.source, "progress report");
  EXPECT_EQ(request.dated, "2013-09-25");
  EXPECT_EQ(request.administrator_guideline, "MTUS Chronic Pain; ODG Physical Medicine, Work Conditioning");
  const CaseFacts& facts = request.facts;
  const auto at = [&](std::string_view name) { return v.id(name).index; };
  EXPECT_EQ(facts.values[at("injury_date")], (Value{day("2000-01-18"), day("2000-01-18")}));
  EXPECT_EQ(facts.recorded[at("injury_date")], facts.values[at("injury_date")]);
  EXPECT_EQ(facts.evidence[at("injury_date")].written, "2000-01-18");
  EXPECT_EQ(facts.values[at("status")], (Value{2, 0}));
  EXPECT_EQ(facts.evidence[at("status")].source, "progress report");
  EXPECT_EQ(facts.evidence[at("status")].dated, "2013-09-25");
  EXPECT_EQ(facts.evidence[at("status")].page, "2");
  EXPECT_EQ(facts.states[at("demand_level")], FactState::undocumented);
  EXPECT_EQ(facts.evidence[at("demand_level")].missing, "not-asked");
  EXPECT_EQ(facts.values[at("region")], (Value{1, 0}));
  EXPECT_EQ(facts.values[at("requested")], (Value{12 * kOne, 12 * kOne}));
  EXPECT_EQ(facts.values[at("requested_over")], (Value{42, 42}));
  EXPECT_EQ(facts.states[at("used")], FactState::undocumented);
  EXPECT_EQ(facts.states[at("surgery_avoidable")], FactState::assumed);
  EXPECT_EQ(facts.values[at("surgery_avoidable")], truth_value(Truth::no));
  EXPECT_EQ(facts.recorded[at("surgery_avoidable")], truth_value(Truth::undocumented));
}

TEST_F(ReadCases, BareValues) {
  EXPECT_EQ(fact("return_goal", "true"), "true");
  EXPECT_EQ(fact("return_goal", "false"), "false");
  EXPECT_EQ(fact("return_goal", "null"), "null undocumented");
  EXPECT_EQ(fact("demand_level", R"("medium")"), R"("medium")");
  EXPECT_EQ(fact("status", R"("off_work")"), R"("off_work")");
  EXPECT_EQ(fact("age", "47"), "47");
  EXPECT_EQ(fact("age", "47.000"), "47");
  EXPECT_EQ(fact("dose", "0.1"), "0.1");
  EXPECT_EQ(fact("dose", "999999999999.999999"), "999999999999.999999");
  EXPECT_EQ(fact("dose", R"("120 mg")"), "120");
  EXPECT_EQ(fact("relief", R"("50%")"), "50");
  EXPECT_EQ(fact("change", "-2.5"), "-2.5");
  EXPECT_EQ(fact("rest", "10"), R"("10d")");
  EXPECT_EQ(fact("rest", R"("6w")"), R"("6w")");
  EXPECT_EQ(fact("healing", R"("1y")"), R"("1y")");
  EXPECT_EQ(fact("healing", R"("2mo")"), R"("2mo")");
  EXPECT_EQ(fact("injury_date", R"("2012-02-29")"), R"("2012-02-29")");
  EXPECT_EQ(fact("injury_date", R"("2013-09-25T10:00:00-08:00")"), R"("2013-09-25")");
  EXPECT_EQ(fact("injury_date", R"("2013-09-25T23:59Z")"), R"("2013-09-25")");
}

TEST_F(ReadCases, PossibleValues) {
  EXPECT_EQ(fact("injury_date", R"("2000-01")"), R"("2000-01")");
  EXPECT_EQ(fact("injury_date", R"("2000")"), R"("2000")");
  EXPECT_EQ(fact("age", R"({"from": 7, "to": 8})"), R"({"from": 7, "to": 8})");
  EXPECT_EQ(fact("age", R"({"from": 7})"), R"({"from": 7, "to": 130})");
  EXPECT_EQ(fact("dose", R"({"from": "7 mg"})"), R"({"from": 7})");
  EXPECT_EQ(fact("age", R"({"value": {"from": 7, "to": 7}, "source": "PR-2"})"), "7");
  EXPECT_EQ(fact("injury_date", R"({"from": "2000", "to": "2001-02"})"), R"({"from": "2000-01-01", "to": "2001-02-28"})");
  EXPECT_EQ(fact("demand_level", R"({"either": ["light", "heavy"]})"), R"({"from": "light", "to": "heavy"})");
  EXPECT_EQ(fact("status", R"({"either": ["off_work", "full_duty"]})"), R"({"either": ["off_work", "full_duty"]})");
  EXPECT_EQ(
      fact("demand_level", R"({"missing": "conflicting", "reports": ["light", {"value": "medium", "source": "QME"}]})"),
      R"({"from": "light", "to": "medium"})");
  EXPECT_EQ(fact("return_goal", R"({"missing": "conflicting", "reports": [true, false]})"), "null undocumented");
}

TEST_F(ReadCases, WhatIsMissingAndWhatIsAssumed) {
  EXPECT_EQ(fact("surgery_avoidable", "null"), "false assumed");
  EXPECT_EQ(fact("surgery_avoidable", R"({"missing": "unknown"})"), "false assumed");
  EXPECT_EQ(fact("surgery_avoidable", R"({"value": null, "source": "PR-2"})"), "false assumed");
  EXPECT_EQ(fact("surgery_avoidable", R"({"missing": "conflicting"})"), "null undocumented");
  EXPECT_EQ(fact("surgery_avoidable", R"({"missing": "conflicting", "reports": [true, false]})"), "null undocumented");
  EXPECT_EQ(fact("surgery_avoidable", R"({"either": [true, false]})"), "null undocumented");
  EXPECT_EQ(fact("surgery_avoidable", "true"), "true");
  EXPECT_EQ(fact("return_goal", R"({"missing": "never"})"),
            "F0122 facts.return_goal.missing: unknown reason for missing; expected one of \"unknown\", \"asked-unknown\", "
            "\"temp-unknown\", \"not-asked\", "
            "\"asked-declined\", \"masked\", \"not-applicable\", \"unsupported\", \"as-text\", \"error\", \"not-a-number\", "
            "\"negative-infinity\", "
            "\"positive-infinity\", \"not-performed\", \"not-permitted\", \"conflicting\"");
  EXPECT_EQ(fact("return_goal", R"({"missing": "not asked"})"),
            "F0122 facts.return_goal.missing: unknown reason for missing; did you mean \"not-asked\"?");
}

TEST_F(ReadCases, WrongValues) {
  EXPECT_EQ(fact("return_goal", R"("yes")"),
            "F0112 facts.return_goal: `return_goal` must be `true` or `false`; found the string \"yes\"");
  EXPECT_EQ(fact("return_goal", "1"),
            "F0112 facts.return_goal: `return_goal` must be `true` or `false`; found the number 1");
  EXPECT_EQ(fact("demand_level", R"("mediun")"),
            "F0113 facts.demand_level: \"mediun\" is not a member of `demand`; did you mean \"medium\"?");
  EXPECT_EQ(fact("demand_level", R"("Very Heavy")"),
            "F0113 facts.demand_level: \"Very Heavy\" is not a member of `demand`; did you mean \"very_heavy\"?");
  EXPECT_EQ(fact("demand_level", R"("xyz")"),
            "F0113 facts.demand_level: \"xyz\" is not a member of `demand`; expected one of \"sedentary\", \"light\", "
            "\"medium\", \"heavy\", \"very_heavy\"");
  EXPECT_EQ(fact("injury_date", R"("2013-02-31")"), "F0114 facts.injury_date: there is no date 2013-02-31");
  EXPECT_EQ(fact("injury_date", R"("2013-02-29T10:00")"), "F0114 facts.injury_date: there is no date 2013-02-29");
  EXPECT_EQ(fact("injury_date", R"("01/18/2000")"),
            "F0114 facts.injury_date: \"01/18/2000\" is not a date; write it as \"2013-09-25\", or \"2013-09\" or \"2013\" "
            "where that is all that is known");
  EXPECT_EQ(fact("injury_date", "20000118"),
            "F0112 facts.injury_date: `injury_date` must be a date such as \"2013-09-25\"; found the number 20000118");
  EXPECT_EQ(fact("age", "1e1"), "F0115 facts.age: `1e1` is written with an exponent; write the number out");
  EXPECT_EQ(fact("age", "1e400"), "F0115 facts.age: `1e400` is written with an exponent; write the number out");
  EXPECT_EQ(fact("dose", "1000000000000"), "F0116 facts.dose: `1000000000000` has more than 12 digits before the point");
  EXPECT_EQ(fact("dose", "0.1234567"), "F0117 facts.dose: `0.1234567` has more than 6 decimals");
  EXPECT_EQ(fact("age", "7.5"), "F0118 facts.age: `7.5` is not a whole number");
  EXPECT_EQ(fact("age", "131"), "F0119 facts.age: `age` must be from 0 to 130");
  EXPECT_EQ(fact("age", "-1"), "F0119 facts.age: `age` must be from 0 to 130");
  EXPECT_EQ(fact("age", R"({"from": 100, "to": 200})"), "F0119 facts.age.to: `age` must be from 0 to 130");
  EXPECT_EQ(fact("dose", "-0.5"), "F0119 facts.dose: `dose` must be at least 0 mg");
  EXPECT_EQ(fact("dose", R"("120 g")"), "F0120 facts.dose: \"120 g\" is in `g`, but the fact is measured in `mg`");
  EXPECT_EQ(fact("dose", R"("120")"),
            "F0120 facts.dose: \"120\" lacks its unit; write \"120 mg\", or the number without quotes");
  EXPECT_EQ(fact("age", R"("47")"), "F0112 facts.age: `age` must be a whole number; found the string \"47\"");
  EXPECT_EQ(fact("rest", R"("2mo")"),
            "F0120 facts.rest: \"2mo\" is in months, but the fact is declared in days; write it with `d` or `w`");
  EXPECT_EQ(fact("healing", R"("6w")"),
            "F0120 facts.healing: \"6w\" is in days, but the fact is declared in months; write it with `mo` or `y`");
  EXPECT_EQ(fact("rest", R"("6 weeks")"), "F0120 facts.rest: \"6 weeks\": write it as \"6w\"");
  EXPECT_EQ(fact("rest", R"("1.5d")"), "F0118 facts.rest: `1.5` is not a whole number of days");
  EXPECT_EQ(fact("rest", "-1"), "F0119 facts.rest: `-1` is below zero");
  EXPECT_EQ(fact("reason", "5"), "F0112 facts.reason: `reason` must be a string; found the number 5");
  EXPECT_EQ(fact("age", R"({"from": 8, "to": 7})"), "F0121 facts.age: `from` is above `to`");
  EXPECT_EQ(fact("status", R"({"from": "off_work"})"),
            "F0112 facts.status: `status` has no order, so it has no range; expected one of \"off_work\", "
            "\"modified_duty\", \"full_duty\"");
  EXPECT_EQ(fact("age", R"({"value": 7, "missing": "unknown"})"),
            "F0125 facts.age: only one of `value`, `from` and `to`, `either` and `missing` may be given");
  EXPECT_EQ(fact("age", R"({"source": "PR-2"})"),
            "F0125 facts.age: the object says no value: expected `value`, `from` and `to`, `either` or `missing`");
  EXPECT_EQ(fact("age", R"({"value": 7, "sourse": "PR-2"})"),
            "F0108 facts.age.sourse: unknown member beside a value; did you mean \"source\"?");
  EXPECT_EQ(fact("age", R"({"value": 7, "dated": "2013-02-31"})"), "F0114 facts.age.dated: there is no date 2013-02-31");
  EXPECT_EQ(fact("age", R"({"either": []})"),
            "F0112 facts.age.either: `either` must be a list of values; found an empty one");
  EXPECT_EQ(fact("age", "[7]"), "F0112 facts.age: `age` must be a whole number; found a list");
  // Declared by two editions: one mistake is one error.
  EXPECT_EQ(fact("chronic", "3"), "F0112 facts.chronic: `chronic` must be `true` or `false`; found the number 3");
}

TEST_F(ReadCases, OneNameInSeveralEditions) {
  const auto result = read(R"({"case": "A", "facts": {"chronic": true}, "requests": [{"service": "lumbar_mri"}]})");
  ASSERT_EQ(said(result), "");
  const CaseFacts& facts = result.cases.at(0).requests.at(0).facts;
  EXPECT_EQ(facts.values[v.id("chronic").index], truth_value(Truth::yes));
  EXPECT_EQ(facts.values[v.id("chronic").index + 1], truth_value(Truth::yes));
}

TEST_F(ReadCases, ADateMayNotPrecedeItsStart) {
  const std::string start = R"("first_visit": "2013-03-10", )";
  EXPECT_EQ(fact("last_visit", R"("2013-03-10")", start), R"("2013-03-10")");
  EXPECT_EQ(
      fact("last_visit", R"("2013-03-09")", start),
      "F0123 facts.last_visit: `last_visit` (2013-03-09) lies before `first_visit` (2013-03-10), which it may not precede");
  EXPECT_EQ(fact("last_visit", R"("2013-03")", start), R"({"from": "2013-03-10", "to": "2013-03-31"})");
  EXPECT_EQ(fact("last_visit", "null", start), R"({"from": "2013-03-10"} undocumented)");
  EXPECT_EQ(fact("last_visit", R"("2013-03-09")", R"("first_visit": "2013", )"), R"("2013-03-09")");
}

TEST_F(ReadCases, Requests) {
  EXPECT_EQ(request(R"("service": "work_conditionin")"),
            "F0111 requests[0].service: no service of this name is declared; did you mean `work_conditioning`?");
  EXPECT_EQ(request(R"("quantity": 3)"), "F0111 requests[0]: `service` is missing: a request names what is requested");
  EXPECT_EQ(request(R"("service": "work_conditioning", "quantity": 0)"),
            "F0124 requests[0].quantity: a requested quantity must be above zero");
  EXPECT_EQ(request(R"("service": "work_conditioning", "quantity": 1.5)"),
            "F0118 requests[0].quantity: `1.5` is not a whole number of sessions");
  EXPECT_EQ(request(R"("service": "work_conditioning", "quantity": "12 visits")"),
            "F0120 requests[0].quantity: \"12 visits\" is in `visits`, but the fact is measured in `sessions`");
  EXPECT_EQ(
      request(R"("service": "work_conditioning", "quantity": "1 session", "over": {"from": "4w", "to": "6w"}, "used": 3)"),
      "");
  EXPECT_EQ(
      request(R"("service": "work_conditioning", "over": 6)"),
      "F0112 requests[0].over: `over` must be a duration with its unit, such as \"6w\" or \"2mo\"; found the number 6");
  EXPECT_EQ(request(R"("service": "work_conditioning", "injury_date": "2000-01-18")"),
            "F0110 requests[0].injury_date: `injury_date` is a fact of the case; write it under `facts`");
  EXPECT_EQ(request(R"("service": "work_conditioning", "regio": "knee")"),
            "F0108 requests[0].regio: neither a part of a request nor a declared request fact; did you mean `region`?");
  EXPECT_EQ(fact("injury_dat", R"("2000-01-18")"),
            "F0109 facts.injury_dat: no fact of this name is declared; did you mean `injury_date`?");
  EXPECT_EQ(fact("requested", "3"), "F0110 facts.requested: `requested` belongs to a request; write it there as `quantity`");
}

TEST_F(ReadCases, MonthsOfARequestAreDaysByTheirBounds) {
  const auto result = read(R"({"requests": [{"service": "work_conditioning", "over": "2mo"}]})");
  ASSERT_EQ(said(result), "");
  const Request& one = result.cases.at(0).requests.at(0);
  EXPECT_EQ(one.over->kind, DurationKind::months);
  EXPECT_EQ(one.over->value, (Value{2, 2}));
  EXPECT_EQ(one.facts.values[v.id("requested_over").index], (Value{59, 62}));
}

TEST_F(ReadCases, DefaultsOfTheCase) {
  const auto result = read(R"({"case": "A", "facts": {"region": {"value": "knee", "source": "PR-2"}},
    "requests": [{"service": "lumbar_mri"}, {"service": "lumbar_mri", "region": null}, {"service": "lumbar_mri", "region": "shoulder"}, {"service": "lumbar_mri"}]})");
  ASSERT_EQ(said(result), "");
  const auto index = v.id("region").index;
  const auto& requests = result.cases.at(0).requests;
  ASSERT_EQ(requests.size(), 4u);
  EXPECT_EQ(requests[0].facts.values[index], (Value{8, 0}));
  EXPECT_EQ(requests[0].facts.evidence[index].source, "PR-2");
  EXPECT_EQ(requests[1].facts.states[index], FactState::undocumented);
  EXPECT_EQ(requests[1].facts.evidence[index].source, "");
  EXPECT_EQ(requests[2].facts.values[index], (Value{4, 0}));
  EXPECT_EQ(requests[3].facts.values[index], (Value{8, 0}));
}

TEST_F(ReadCases, OneBadRequestHidesNoOther) {
  const auto result =
      read(R"({"case": "A", "requests": [{"service": "lumbar_mri", "quantity": NaN}, {"service": "lumbar_mri"},
    {"service": "lumbar_mri", "quantity": 01, "region": "kne"}, 5]})");
  EXPECT_EQ(said(result),
            "F0104 requests[0].quantity: `NaN` is not a JSON value; a fact that is not known is null or left out\n"
            "F0104 requests[2].quantity: `01` is not a number as JSON writes it\n"
            "F0113 requests[2].region: \"kne\" is not a member of `body_region`; did you mean \"knee\"?\n"
            "F0107 requests[3]: a request must be an object; found the number 5");
  EXPECT_EQ(result.errors[2].request, 3);
  EXPECT_EQ(result.errors[2].case_id, "A");
  EXPECT_EQ(result.errors[2].line, 2);
  EXPECT_EQ(result.errors[2].file, "case.json");
  ASSERT_EQ(result.cases.size(), 1u);
  ASSERT_EQ(result.cases[0].requests.size(), 1u);
  EXPECT_EQ(result.cases[0].requests[0].number, 2);
}

TEST_F(ReadCases, OneBadCaseHidesNoOther) {
  const auto list = read(R"([{"case": "A", "facts": {"age": 200}, "requests": [{"service": "lumbar_mri"}]},
    {"case": "B", "requests": [{"service": "lumbar_mri"}]}, 7, {"case": "C"}, {"requests": [{"service": "x"}]}])");
  EXPECT_EQ(said(list),
            "F0119 facts.age: `age` must be from 0 to 130\n"
            "F0107 [2]: a case must be an object; found the number 7\n"
            "F0107 : `requests` is missing: a case lists what is requested\n"
            "F0111 [4].requests[0].service: no service of this name is declared");
  ASSERT_EQ(list.cases.size(), 1u);
  EXPECT_EQ(list.cases[0].id, "B");

  const auto lines = read(
      "{\"case\": \"A\", \"requests\": [{\"service\": \"lumbar_mri\"}]}\n"
      "{\"case\": \"B\", \"requests\": [{\"service\": \"lumbar_mri\"}\n"
      "\n"
      "{\"case\": \"C\", \"requests\": [{\"service\": \"lumbar_mri\"}]} x\n"
      "rubbish\n"
      "{\"case\": \"D\", \"requests\": [{\"service\": \"lumbar_mri\"}]}\n");
  EXPECT_EQ(said(lines),
            "F0101 requests: expected `,` or `]`, found `{`, at column 1\n"
            "F0101 : something follows the case on its line, at column 56\n"
            "F0101 : expected the next case, `{ … }`, or the end of the text");
  EXPECT_EQ(lines.errors[0].case_id, "B");
  EXPECT_EQ(lines.errors[0].line, 4);
  EXPECT_EQ(lines.errors[1].case_id, "C");
  EXPECT_EQ(lines.errors[2].line, 5);
  ASSERT_EQ(lines.cases.size(), 2u);
  EXPECT_EQ(lines.cases[1].id, "D");
}

TEST_F(ReadCases, TextThatIsNotJson) {
  EXPECT_EQ(said(read("")), "F0101 : the text is empty; expected a case");
  EXPECT_EQ(said(read(" \n")), "F0101 : the text is empty; expected a case");
  EXPECT_EQ(said(read("case")), "F0101 : expected a case, `{ … }`, or a list of cases");
  EXPECT_EQ(said(read("{\"case\": \"A\", \"facts\": {\"age\": 47")),
            "F0101 facts: the text ends inside an object: `}` is missing, at column 34");
  EXPECT_EQ(said(read("{\"case\": \"A\",}")), "F0101 : a `,` stands before the closing bracket, at column 14");
  EXPECT_EQ(said(read("{'case': 1}")),
            "F0101 : expected a name in quotes (JSON strings stand in double quotes), at column 2");
  EXPECT_EQ(said(read("[{\"case\": \"A\", \"requests\": []}] []")), "F0101 : something follows the list of cases");
  EXPECT_EQ(said(read("{\"case\": \"A\nB\"}")),
            "F0101 : a string is not closed on its line (write a line break as `\\n`), at column 10");
}

TEST_F(ReadCases, ProblemsThatCanBeReadPast) {
  EXPECT_EQ(fact("reason", "\"\xC3\x28\""), "F0102 facts.reason: the text here is not valid UTF-8");
  EXPECT_EQ(fact("reason", "\"\xED\xA0\x80\""), "F0102 facts.reason: the text here is not valid UTF-8");
  EXPECT_EQ(fact("reason", R"("\x")"),
            "F0103 facts.reason: a string holds a control character or an escape that JSON does not have");
  EXPECT_EQ(fact("reason", R"("\ud800")"),
            "F0103 facts.reason: a string holds a control character or an escape that JSON does not have");
  EXPECT_EQ(fact("reason", "\"a\tb\""),
            "F0103 facts.reason: a string holds a control character or an escape that JSON does not have");
  EXPECT_EQ(fact("age", "-Infinity"),
            "F0104 facts.age: `-Infinity` is not a JSON value; a fact that is not known is null or left out");
  EXPECT_EQ(fact("age", "7", "\"age\": 8, "), "F0105 facts.age: this name stands here twice");
  std::string zeros;
  for (int i = 0; i < 62; ++i) zeros += "[0]";
  EXPECT_EQ(fact("age", std::string(100000, '[') + std::string(100000, ']')),
            "F0112 facts.age: `age` must be a whole number; found a list\nF0106 facts.age" + zeros +
                ": brackets are nested more than 64 deep");
  const auto endless = read(std::string(100000, '['));
  ASSERT_EQ(endless.errors.size(), 1u);
  EXPECT_EQ(endless.errors[0].code, "F0101");
}

TEST_F(ReadCases, StringsAreUnescaped) {
  const auto result = read(
      R"({"case": "\u0041\ud83d\ude00\n\"", "facts": {"re\u0061son": "t\u00e9xt"}, "requests": [{"service": "lumbar_mri"}]})");
  ASSERT_EQ(said(result), "");
  EXPECT_EQ(result.cases.at(0).id, "A\xF0\x9F\x98\x80\n\"");
  EXPECT_EQ(result.cases[0].requests[0].facts.evidence[v.id("reason").index].text, "t\xC3\xA9xt");
}

TEST_F(ReadCases, AByteOrderMarkIsSkippedAndALongStringRead) {
  EXPECT_EQ(said(read("\xEF\xBB\xBF{\"requests\": []}")), "");
  const std::string text(10'000'000, 'x');
  const auto result = read(R"({"facts": {"reason": ")" + text + R"("}, "requests": [{"service": "lumbar_mri"}]})");
  ASSERT_EQ(said(result), "");
  EXPECT_EQ(result.cases.at(0).requests.at(0).facts.evidence[v.id("reason").index].text.size(), text.size());
}

TEST_F(ReadCases, ManyErrorsAreCounted) {
  std::string facts;
  for (int i = 0; i < 150; ++i) facts += (i ? ", " : "") + ("\"zzz" + std::to_string(i)) + "\": 1";
  const auto result = read("{\"case\": \"A\", \"facts\": {" + facts + "}, \"requests\": []}");
  ASSERT_EQ(result.errors.size(), kErrorsPerCaseMax + 1);
  EXPECT_EQ(result.errors.back().message, "50 more errors in this case");
}

TEST(FactErrors, CodesAreUnique) {
  std::set<std::string_view> codes;
  for (const FactErrorRow& row : kFactErrors) EXPECT_TRUE(codes.insert(row.code).second) << row.code;
}

TEST_F(ReadCases, AQuantityBelowZeroIsNotAboveZero) {
  for (const char* quantity : {"0", "-1", R"("-1 sessions")", R"({"from": -2, "to": 3})"})
    EXPECT_EQ(request(std::string(R"("service": "work_conditioning", "quantity": )") + quantity).substr(0, 5), "F0124")
        << quantity;
  EXPECT_EQ(request(R"("service": "work_conditioning", "quantity": -1)"),
            "F0124 requests[0].quantity: a requested quantity must be above zero");
  EXPECT_EQ(request(R"("service": "work_conditioning", "used": -1)"),
            "F0119 requests[0].used: `used` must be at least 0 sessions");
}

TEST_F(ReadCases, ALongPathIsCutBetweenCharacters) {
  for (std::size_t lead = 0; lead < 3; ++lead) {
    std::string name(lead, 'x');
    for (int i = 0; i < 200; ++i) name += "\xC3\xA9";
    const auto result = read(R"({"case": "A", "facts": {")" + name + R"(": 1}, "requests": []})");
    ASSERT_EQ(result.errors.size(), 1u);
    EXPECT_TRUE(is_utf8(result.errors[0].path));
    EXPECT_LE(result.errors[0].path.size(), kJsonPathBytesMax + 3);
    EXPECT_TRUE(result.errors[0].path.ends_with("…"));
  }
}

TEST_F(ReadCases, Utf16IsNamed) {
  using namespace std::literals;
  const auto result = read("\xFF\xFE{\0\"\0"sv);
  ASSERT_EQ(result.errors.size(), 1u);
  EXPECT_EQ(said(result), "F0102 : the text is UTF-16; save it as UTF-8");
}

TEST_F(ReadCases, ErrorsKnowTheirCaseWhereIdsDoNot) {
  const auto numbers = [](const CasesRead& result) {
    std::string text;
    for (const Case& one : result.cases) text += "case " + std::to_string(one.number) + " ";
    for (const FactError& error : result.errors)
      text += error.code + "@" + std::to_string(error.case_number) + "." + std::to_string(error.request) + " ";
    return text;
  };
  const std::string good = R"({"requests": [{"service": "lumbar_mri"}]})", bad = R"({"facts": {"nope": 1}, "requests": []})",
                    half = R"({"requests": [{"service": "nope"}, {"service": "lumbar_mri"}]})";
  EXPECT_EQ(numbers(read("[" + bad + "," + good + "," + half + "," + bad + ", 7]")),
            "case 2 case 3 F0109@1.0 F0111@3.1 F0109@4.0 F0107@5.0 ");
  EXPECT_EQ(numbers(read(good + "\n" + bad + "\n{oops\n" + half + "\n")), "case 1 case 4 F0109@2.0 F0101@3.0 F0111@4.1 ");
  EXPECT_EQ(numbers(read("[" + good + ", {\"requests\": [")), "case 1 F0101@2.0 ");
}

TEST_F(ReadCases, ReportsKeepTheirOwnEvidence) {
  const auto result = read(
      R"({"facts": {"demand_level": {"missing": "conflicting", "reports": [{"value": "light", "source": "QME", "dated": "2012-01-02", "page": 3}, "heavy"]}}, "requests": [{"service": "lumbar_mri"}]})");
  ASSERT_EQ(said(result), "");
  const auto& reports = result.cases[0].requests[0].facts.evidence[v.id("demand_level").index].reports;
  ASSERT_EQ(reports.size(), 2u);
  EXPECT_EQ(reports[0].value, (Value{1, 1}));
  EXPECT_EQ(reports[0].source + "|" + reports[0].dated + "|" + reports[0].page, "QME|2012-01-02|3");
  EXPECT_EQ(reports[1].value, (Value{3, 3}));
  EXPECT_EQ(reports[1].source, "");
}

}  // namespace
}  // namespace precept::test
