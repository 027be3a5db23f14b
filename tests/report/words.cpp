// Values, spans, comparisons and sentences in words: each form, and the boundaries between forms.
#include "runtime/report/words.hpp"

#include <gtest/gtest.h>

#include "runtime/report/comparisons.hpp"
#include "runtime/report/json.hpp"
#include "runtime/report/letter.hpp"
#include "runtime/report/rationale.hpp"
#include "runtime/report/text.hpp"
#include "tests/report/fixture.hpp"

namespace precept::test {
namespace {

Value exactly(std::int64_t value) { return {value, value}; }
Value days(std::string_view first, std::string_view last) { return {day(first), day(last)}; }

TEST(FormatValue, OfEveryKind) {
  const Vocabulary v = vocabulary();
  const auto of = [&](std::string_view name, Value value, DateStyle style = DateStyle::iso) {
    return format_value(v.program, v.program.fact(v.id(name)).type, value, style);
  };
  EXPECT_EQ(of("return_goal", truth_value(Truth::yes)), "yes");
  EXPECT_EQ(of("return_goal", truth_value(Truth::no)), "no");
  EXPECT_EQ(of("return_goal", truth_value(Truth::undocumented)), "not documented");
  EXPECT_EQ(of("status", {2, 0}), "modified duty");
  EXPECT_EQ(of("status", {5, 0}), "off work or full duty");
  EXPECT_EQ(of("status", {7, 0}), "not documented");
  EXPECT_EQ(of("demand_level", {4, 4}), "very heavy");
  EXPECT_EQ(of("demand_level", {1, 2}), "light or medium");
  EXPECT_EQ(of("demand_level", {0, 3}), "sedentary, light, medium or heavy");
  EXPECT_EQ(of("demand_level", {0, 4}), "not documented");
  EXPECT_EQ(of("requested", exactly(kOne)), "1 session");
  EXPECT_EQ(of("requested", exactly(0)), "0 sessions");
  EXPECT_EQ(of("requested", {7 * kOne, 8 * kOne}), "between 7 and 8 sessions");
  EXPECT_EQ(of("requested", {0, 8 * kOne}), "at most 8 sessions");
  EXPECT_EQ(of("requested", {7 * kOne, kNoHigh}), "at least 7 sessions");
  EXPECT_EQ(of("requested", {0, kNoHigh}), "not documented");
  EXPECT_EQ(of("change", {-2 * kOne - kOne / 2, kNoHigh}), "at least -2.5");
  EXPECT_EQ(of("change", kUnbounded), "not documented");
  EXPECT_EQ(of("relief", exactly(50 * kOne)), "50%");
  EXPECT_EQ(of("rest", exactly(42)), "6 weeks");
  EXPECT_EQ(of("rest", exactly(45)), "45 days");
  EXPECT_EQ(of("rest", exactly(0)), "0 days");
  EXPECT_EQ(of("healing", exactly(18)), "1 year and 6 months");
  EXPECT_EQ(of("healing", exactly(24)), "2 years");
  EXPECT_EQ(of("healing", exactly(1)), "1 month");
  EXPECT_EQ(of("injury_date", exactly(day("2000-01-18"))), "2000-01-18");
  EXPECT_EQ(of("injury_date", exactly(day("2000-01-18")), DateStyle::letter), "01/18/2000");
  EXPECT_EQ(of("injury_date", days("2000-01-01", "2000-01-31")), "2000-01");
  EXPECT_EQ(of("injury_date", days("2000-01-01", "2000-01-31"), DateStyle::letter), "January 2000");
  EXPECT_EQ(of("injury_date", days("2000-01-01", "2000-12-31")), "2000");
  EXPECT_EQ(of("injury_date", days("2000-01-01", "2000-01-30")), "between 2000-01-01 and 2000-01-30");
  EXPECT_EQ(of("injury_date", {day("2000-01-01"), kNoHigh}), "on or after 2000-01-01");
  EXPECT_EQ(of("injury_date", {kNoLow, day("2000-01-01")}, DateStyle::letter), "on or before 01/01/2000");
  EXPECT_EQ(of("injury_date", kUnbounded), "not documented");
  EXPECT_EQ(format_day(kLastDay + 1, DateStyle::iso), "after the year 9999");
  EXPECT_EQ(format_written_date("2013-09-25", DateStyle::letter), "09/25/2013");
  EXPECT_EQ(format_written_date("last week", DateStyle::letter), "last week");
}

TEST(FormatSpan, YearsMonthsAndDays) {
  const auto between = [](std::string_view from, std::string_view until) {
    return format_span(exactly(day(from)), exactly(day(until)));
  };
  EXPECT_EQ(between("2000-01-18", "2014-02-28"), "14 years and 1 month");
  EXPECT_EQ(between("2012-02-28", "2014-02-28"), "2 years");
  EXPECT_EQ(between("2012-02-27", "2014-02-28"), "2 years and 1 day");
  EXPECT_EQ(between("2012-02-29", "2013-02-28"), "1 year");
  EXPECT_EQ(between("2013-01-15", "2014-02-28"), "1 year, 1 month and 13 days");
  EXPECT_EQ(between("2014-02-16", "2014-02-28"), "12 days");
  EXPECT_EQ(between("2014-02-28", "2014-02-28"), "0 days");
  EXPECT_EQ(between("2014-02-28", "2014-02-27"), "minus 1 day");
  EXPECT_EQ(format_span(days("2000-01-01", "2000-01-31"), exactly(day("2014-02-20"))),
            "between 14 years and 20 days and 14 years and 1 month");
  EXPECT_EQ(format_span(kUnbounded, exactly(day("2014-02-28"))), "not documented");
}

TEST(Words, ListsAndRanges) {
  EXPECT_EQ(joined({}), "");
  EXPECT_EQ(joined({"a"}), "a");
  EXPECT_EQ(joined({"a", "b"}), "a and b");
  EXPECT_EQ(joined({"a", "b", "c"}, "or"), "a, b or c");
  EXPECT_EQ(joined_clauses({"a", "b"}), "a and b");
  EXPECT_EQ(joined_clauses({"a, x", "b"}), "a, x; and b");
  EXPECT_EQ(joined_clauses({"a", "b", "c"}), "a; b; and c");
  EXPECT_EQ(number_ranges({3, 1, 2, 7, 8, 10}), "1 to 3, 7, 8 and 10");
  EXPECT_EQ(number_ranges({2}), "2");
}

TEST(Words, SentencesShareABeginning) {
  EXPECT_EQ(
      sentences({"the records do not state the demand level", "the report gives no reason",
                 "the records do not include the therapy history", "the records do not say whether surgery is planned"}),
      "The records do not state the demand level; include the therapy history; or say whether surgery is planned. The "
      "report gives no reason.");
  EXPECT_EQ(sentences({"the records show A", "the records show B"}), "The records show A and B.");
  // Each with those that it shares most, and "whether" said each time.
  EXPECT_EQ(
      sentences({"the records do not set A", "the records do not say whether the B is", "the records do not include C",
                 "the records do not say whether the D is", "the records do not say whether E is"}),
      "The records do not set A or include C. The records do not say whether the B is; whether the D is; or whether E is.");
  EXPECT_EQ(sentences({"the same", "the same"}), "The same. The same.");
  EXPECT_EQ(sentence("why?"), "Why?");
  EXPECT_EQ(sentence(""), "");
}

TEST(Words, SubjectsInTheSingularAndThePlural) {
  for (const char* one :
       {"pain score", "date of the last visits", "work status", "loss of reflexes", "diagnosis", "number of levels",
        "the worker's compliance with instructions", "daily dose minus dose at the last visits", ""})
    EXPECT_EQ(is_or_are(one), "is") << one;
  for (const char* one :
       {"weeks of care", "hours a day that the worker can take part", "functional limitations", "visits, if any"})
    EXPECT_EQ(is_or_are(one), "are") << one;
  EXPECT_EQ(with_article("pain score"), "the pain score");
  EXPECT_EQ(with_article("the reason"), "the reason");
  EXPECT_EQ(with_article("a red flag"), "a red flag");
  EXPECT_EQ(with_article("anamnesis"), "the anamnesis");
}

TEST(Words, CleanTextHasNoControlCharacters) {
  EXPECT_EQ(clean("  a\n\tb\x1b[31m c\xC2\x9B"
                  "d \x7F"),
            "a b [31m c d");
  EXPECT_EQ(clean("r\xC3\xA9sum\xC3\xA9"), "r\xC3\xA9sum\xC3\xA9");
}

TEST(Words, WrapsByCharacters) {
  EXPECT_EQ(wrapped("aaa bbb ccc", 7), "aaa bbb\nccc");
  EXPECT_EQ(wrapped("aaaaaaaaaa b", 4, "- ", "  "), "- aaaaaaaaaa\n  b");
  EXPECT_EQ(wrapped("\xC3\xA9\xC3\xA9\xC3\xA9 b", 5), "\xC3\xA9\xC3\xA9\xC3\xA9 b");
}

class Comparing : public ::testing::Test {
 protected:
  Library lib;
  // subject | bound | limit | distance | truth
  std::string of(NodeId condition, const std::string& facts) {
    const auto read =
        CaseReader(lib.program).read(R"({"facts": {)" + facts + R"(}, "requests": [{"service": "lumbar_mri"}]})");
    EXPECT_TRUE(read.errors.empty());
    const Trace trace = interpret(lib.program, read.cases.at(0).requests.at(0).facts);
    std::string text;
    for (const Comparison& one : comparisons_of(lib.program, trace, condition, DateStyle::iso))
      text += one.subject + " | " + one.bound + " | " + one.limit + " | " + one.distance + " | " +
              std::to_string(static_cast<int>(one.truth)) + "\n";
    return text;
  }
  NodeId number(std::int64_t value) { return lib.constant(type_of(TypeKind::number, {}, lib.v.mg), value * kOne); }
  NodeId span(std::int64_t months) {
    lib.program.definitions = {{"injury_age",
                                "time since the injury",
                                "workers_comp",
                                "time from injury_date to decision_date",
                                {Place::Kind::span, lib.fact("injury_date"), lib.fact("decision_date"), {}, ""},
                                {},
                                {}}};
    return lib.within_months("injury_date", months, "decision_date");
  }
};

TEST_F(Comparing, ASpanIsADate) {
  const NodeId recent = span(24);
  EXPECT_EQ(of(recent, R"("injury_date": "2000-01-18", "decision_date": "2014-02-28")"),
            "time since the injury | at most 2 years | on or before 2002-01-18 | 12 years and 1 month past the limit | 2\n");
  EXPECT_EQ(of(recent, R"("injury_date": "2012-02-29", "decision_date": "2014-02-28")"),
            "time since the injury | at most 2 years | on or before 2014-02-28 | on the limit itself | 1\n");
  EXPECT_EQ(of(recent, R"("injury_date": "2012-02-28", "decision_date": "2014-03-01")"),
            "time since the injury | at most 2 years | on or before 2014-02-28 | 1 day past the limit | 2\n");
  EXPECT_EQ(of(recent, R"("injury_date": "2012-02", "decision_date": "2014-02-15")"),
            "time since the injury | at most 2 years | on or before a day in 2014-02 |  | 3\n");
  EXPECT_EQ(
      of(recent, R"("injury_date": "2012-02", "decision_date": "2014-03-02")"),
      "time since the injury | at most 2 years | on or before a day in 2014-02 | at least 2 days past the limit | 2\n");
  EXPECT_EQ(of(lib.op(Op::negation, {recent}), R"("injury_date": "2000-01-18", "decision_date": "2002-01-19")"),
            "time since the injury | more than 2 years | after 2002-01-18 | 1 day past the limit | 1\n");
  EXPECT_EQ(of(recent, R"("decision_date": "2014-02-28")"),
            "time since the injury | at most 2 years | at most 2 years |  | 3\n");
}

TEST_F(Comparing, NumbersScalesAndBothSides) {
  const NodeId dose = lib.fact("dose");
  EXPECT_EQ(of(lib.op(Op::less, {dose, number(120)}), R"("dose": 120)"),
            "daily dose | less than 120 mg | less than 120 mg | at the limit | 2\n");
  EXPECT_EQ(of(lib.op(Op::less_equal, {number(120), dose}), R"("dose": 119.5)"),
            "daily dose | at least 120 mg | at least 120 mg | 0.5 mg below the limit | 2\n");
  EXPECT_EQ(of(lib.op(Op::less_equal, {number(120), dose}), R"("dose": {"from": 121, "to": 130})"),
            "daily dose | at least 120 mg | at least 120 mg | at least 1 mg above the limit | 1\n");
  EXPECT_EQ(of(lib.op(Op::negation, {lib.op(Op::less_equal, {dose, number(120)})}), R"("dose": 100)"),
            "daily dose | more than 120 mg | more than 120 mg | 20 mg below the limit | 2\n");
  EXPECT_EQ(of(lib.op(Op::between, {dose, number(3), number(5)}), R"("dose": 7)"),
            "daily dose | from 3 mg to 5 mg | from 3 mg to 5 mg | 2 mg above the limit | 2\n");
  EXPECT_EQ(of(lib.op(Op::between, {dose, number(3), number(5)}), R"("dose": 1)"),
            "daily dose | from 3 mg to 5 mg | from 3 mg to 5 mg | 2 mg below the limit | 2\n");
  EXPECT_EQ(of(lib.op(Op::between, {dose, number(3), number(5)}), R"("dose": 4)"),
            "daily dose | from 3 mg to 5 mg | from 3 mg to 5 mg |  | 1\n");
  EXPECT_EQ(of(lib.op(Op::in_set, {dose, number(3), number(5)}), R"("dose": 4)"),
            "daily dose | 3 mg or 5 mg | 3 mg or 5 mg |  | 2\n");
  const NodeId heavy = lib.constant(type_of(TypeKind::scale, lib.v.demand), 3);
  EXPECT_EQ(of(lib.op(Op::less, {lib.fact("demand_level"), heavy}), R"("demand_level": "light")"),
            "physical demand level of the job | below heavy | below heavy | 2 steps below the limit | 1\n");
  EXPECT_EQ(of(lib.op(Op::conjunction,
                      {lib.op(Op::less, {dose, number(120)}), lib.op(Op::less, {lib.fact("demand_level"), heavy})}),
               R"("dose": 1)"),
            "daily dose | less than 120 mg | less than 120 mg | 119 mg below the limit | 1\n"
            "physical demand level of the job | below heavy | below heavy |  | 3\n");
}

TEST_F(Comparing, WhatIsWorkedOutSaysFromWhat) {
  const NodeId dose = lib.fact("dose"), change = lib.fact("change");
  const NodeId less = lib.op(Op::subtract, {dose, change}, TypeKind::number);
  EXPECT_EQ(of(lib.op(Op::less_equal, {less, number(20)}), R"("dose": 50, "change": 20)"),
            "daily dose minus change in the score | at most 20 mg | at most 20 mg | 10 above the limit | 2\n");
  EXPECT_EQ(subject_of_node(lib.program, lib.op(Op::multiply, {less, number(2)}, TypeKind::number)),
            "(daily dose minus change in the score) times 2 mg");
  EXPECT_EQ(subject_of_node(lib.program, lib.op(Op::negate, {dose}, TypeKind::number)), "");
}

TEST(Letter, NothingFromACaseBecomesMarkup) {
  const Library lib = library();
  const Decided decided = decide_all(
      lib,
      R"({"case": "A", "about": {"summary": "# HEADING\n> said\n- item\n---\n=== 5 < 6 <b>bold</b> and `a <b`"}, "facts": {},
               "requests": [{"service": "gym_membership", "source": "### RFA"}]})",
      1);
  ASSERT_TRUE(decided.errors.empty()) << decided.errors[0].message;
  const std::string text = letter(lib.program, decided.one, decided.determinations, decided.errors);
  const auto holds = [&](std::string_view part) { return text.find(part) != std::string::npos; };
  EXPECT_TRUE(holds("\n\\# HEADING\n")) << text;
  EXPECT_TRUE(holds("\n\\> said\n"));
  EXPECT_TRUE(holds("\n\\- item\n"));
  EXPECT_TRUE(holds("\n\\---\n"));
  EXPECT_TRUE(holds("\n\\=== 5 < 6 \\<b>bold\\</b> and `a <b`\n"));
}

TEST(Letter, FactsAreListedOnceAndThoseThatChooseTheGuidelineToo) {
  const Library lib = library();
  const Decided decided = decide_all(
      lib, R"({"case": "A", "facts": {"presumption_rebutted": true, "age": 40}, "requests": [{"service": "lumbar_mri"}]})");
  ASSERT_TRUE(decided.errors.empty()) << decided.errors[0].message;
  const std::string text = letter(lib.program, decided.one, decided.determinations, decided.errors);
  EXPECT_NE(text.find("Facts of the case that were used:\n\n- the presumption of correctness is rebutted: yes\n\n###"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("Beside the facts listed above, its record\ndocuments:\n\n- age: 40\n"), std::string::npos);
}

TEST(Reports, AreTheSameInBothLayoutsAndEveryTime) {
  const Library lib = library();
  const Decided decided = decide_all(lib, kSeedCase);
  const auto json = [&](JsonLayout layout) {
    return determination_json(lib.program, decided.one, decided.one.requests[0], decided.determinations[0], layout);
  };
  const std::string compact = json(JsonLayout::one_line);
  EXPECT_EQ(compact.find('\n'), std::string::npos);
  EXPECT_EQ(compact, json(JsonLayout::one_line));
  EXPECT_NE(json(JsonLayout::indented).find("\n  \"outcome\": \"deny\",\n"), std::string::npos);
  const std::string plain_text =
      determination_text(lib.program, decided.one, decided.one.requests[0], decided.determinations[0], false);
  const std::string coloured =
      determination_text(lib.program, decided.one, decided.one.requests[0], decided.determinations[0], true);
  EXPECT_EQ(plain_text.find('\x1b'), std::string::npos);
  EXPECT_NE(coloured.find("\x1b[31munmet\x1b[0m"), std::string::npos);
}

TEST(Rationale, NeverClaimsThatWhatIsUndocumentedIsUnmet) {
  const Library lib = library();
  const Decided decided = decide_all(lib, kSeedCase);
  const std::string text = rationale(lib.program, decided.one.requests[0], decided.determinations[0]);
  EXPECT_NE(text.find("physical demand level of the job (not asked for)"), std::string::npos);
  EXPECT_NE(text.find("requirement 4 is not met"), std::string::npos);
  EXPECT_EQ(text.find("requirement 1 is not met"), std::string::npos);
  EXPECT_NE(text.find("no requirement among them is found unmet, and no exclusion present"), std::string::npos);
}

TEST(RequestErrors, AreAnObjectOfTheirOwn) {
  FactError error;
  error.code = "F0124";
  error.path = "requests[1].quantity";
  error.message = "a requested quantity must be above zero";
  error.line = 3;
  EXPECT_EQ(
      request_error_json("A", 2, {error}),
      R"({"case": "A", "request": 2, "errors": [{"code": "F0124", "path": "requests[1].quantity", "message": "a requested quantity must be above zero", "line": 3}], "engine": "precept 0.1.0"})");
}

}  // namespace
}  // namespace precept::test
