// What examples show of criteria, and what is suggested for what they do not.
#include "compiler/analyze/coverage.hpp"

#include <fmt/format.h>

#include "compiler/analyze/expectations.hpp"
#include "compiler/analyze/suggest.hpp"
#include "tests/analyze/library.hpp"

namespace precept::analyze {
namespace {

// "x 1/0/2 yes" a line: met, unmet, undocumented, matters; `-`: cannot be.
std::string covered(const Compilation& compiled) {
  const Program& program = compiled.program();
  const Places places = places_of(*compiled.checked, program);
  Covering covering(program, places);
  for (const auto& example : compiled.examples) covering.add(example);
  const Coverage coverage = covering.result();
  const auto line = [](const std::string& name, const Seen& seen) {
    std::string counts;
    for (std::size_t i = 0; i < 3; ++i) counts += (i == 0 ? "" : "/") + (seen.reachable[i] ? std::to_string(seen.examples[i]) : "-");
    return fmt::format("{} {} {}\n", name, counts, !seen.can_matter ? "-" : seen.matters ? "yes" : "no");
  };
  std::string out;
  for (std::uint32_t i = 0; i < program.criteria.size(); ++i) out += line(path_of(program, places, CriterionId{i}), coverage.criteria[i]);
  for (std::uint32_t r = 0; r < program.rules.size(); ++r)
    for (const bool never_more : {false, true}) {
      const auto& lines = never_more ? program.rules[r].never_more : program.rules[r].allows;
      for (std::size_t i = 0; i < lines.size(); ++i)
        out += line(words_of(lines[i], never_more), (never_more ? coverage.rules[r].never_more : coverage.rules[r].allows)[i].seen);
    }
  return out + fmt::format("{} of {}\n", coverage.shown, coverage.wanted);
}
std::string covered(const std::string& text) { return covered(compiled_from(text)); }

std::vector<Suggestion> suggested(const Compilation& compiled) {
  const Program& program = compiled.program();
  const Places places = places_of(*compiled.checked, program);
  Covering covering(program, places);
  for (const auto& example : compiled.examples) covering.add(example);
  Suggesting suggesting(compiled.syntax, compiled.sources, program, places, compiled.examples);
  return suggesting.for_coverage(covering);
}

const std::string kFacts = "service therapy\nfact a: yes or no\nfact b: yes or no\nfact n: count from 0 to 50\n\n";
std::string example(const std::string& given, const std::string& clauses = "  expect criterion x met\n") {
  static int number = 0;
  return fmt::format("\nexample \"e{}\" for therapy\n  given {}\n{}", ++number, given, clauses);
}

TEST(Coverage, CountsEachStatusAndWhetherItMatters) {
  const std::string rule = kFacts + "rule therapy page 1\n  requires\n    x: a\n  excluded when\n    y: b\n  considers\n    z: n > 3\nend\n";
  EXPECT_EQ(covered(rule), "x 0/0/0 no\ny 0/0/0 no\nz 0/0/0 -\n0 of 12\n");
  EXPECT_EQ(covered(rule + example("a = yes, b = no")), "x 1/0/0 no\ny 0/1/0 no\nz 0/0/1 -\n4 of 12\n");
  EXPECT_EQ(covered(rule + example("a = yes, b = no") + example("a = no, b = yes, n = 4")), "x 1/1/0 yes\ny 1/1/0 yes\nz 1/0/1 -\n9 of 12\n");
}

// With the other requirement unmet, nothing that the first may be changes the denial.
TEST(Coverage, ACriterionThatOthersMaskDoesNotMatter) {
  const std::string rule = kFacts + "rule therapy page 1\n  requires\n    x: a\n    y: b\nend\n";
  EXPECT_EQ(covered(rule + example("a = yes, b = no") + example("a = no, b = no")), "x 1/1/0 no\ny 0/2/0 no\n4 of 9\n");
  EXPECT_EQ(covered(rule + example("a = yes, b = no") + example("a = no, b = yes")), "x 1/1/0 yes\ny 1/1/0 yes\n7 of 9\n");
}

TEST(Coverage, ABranchMattersThroughItsGroup) {
  const std::string rule = kFacts + "rule therapy page 1\n  requires\n    g: any of\n        x: a\n        y: b\n      end\nend\n";
  EXPECT_EQ(covered(rule + example("a = yes, b = yes") + example("a = no, b = yes")), "g 2/0/0 no\ng.x 1/1/0 no\ng.y 2/0/0 no\n5 of 13\n");
  EXPECT_EQ(covered(rule + example("a = yes, b = no") + example("a = no, b = no")), "g 1/1/0 yes\ng.x 1/1/0 yes\ng.y 0/2/0 no\n8 of 13\n");
}

// Two criteria of one expression are one operation, and yet each is changed by itself.
TEST(Coverage, CriteriaOfOneExpressionAreToldApart) {
  const std::string rule = kFacts + "rule therapy page 1\n  requires\n    x: a\n    y: any of\n        same: a\n        other: b\n      end\nend\n";
  EXPECT_EQ(covered(rule + example("a = yes, b = yes") + example("a = no, b = yes")), "x 1/1/0 yes\ny 2/0/0 no\ny.same 1/1/0 no\ny.other 2/0/0 no\n8 of 17\n");
}

TEST(Coverage, AThirdTruthMattersByItself) {
  const std::string rule = kFacts + "rule therapy page 1\n  requires\n    x: a\nend\n";
  EXPECT_EQ(covered(rule + example("a = yes") + example("b = yes")), "x 1/0/1 yes\n4 of 5\n");  // approve, pend
  const std::string closed = kFacts + "rule therapy page 1\n  requires\n    x: a\n      undocumented is met\nend\n";
  EXPECT_EQ(covered(closed + example("a = yes") + example("b = yes")), "x 1/0/1 no\n3 of 5\n");  // approve both
}

TEST(Coverage, WhatIsExemptCountsAsMetOrAbsent) {
  const std::string rule = kFacts + "rule therapy page 1\n  requires\n    x: a\n      unless b\n  excluded when\n    y: n > 3\n      unless b\nend\n";
  EXPECT_EQ(covered(rule + example("a = no, b = yes, n = 5")), "x 1/0/0 no\ny 0/1/0 no\n3 of 9\n");
}

TEST(Coverage, WhatACriterionCannotBeIsNotWanted) {
  EXPECT_EQ(covered(kFacts + "rule therapy page 1\n  requires\n    x: a is documented\n    y: n <= 50\n    z: a is documented or b\nend\n"),
            "x 0/0/- no\ny 0/-/- -\nz 0/0/0 no\n0 of 9\n");
}

TEST(Coverage, OfGrantLines) {
  const std::string rule = "unit visit, visits\nservice therapy in visits\nfact a: yes or no\nfact b: yes or no\n\nrule therapy page 1\n  requires x: a\n"
                           "  allows 10 visits within 8w when b\n  never more than 12 visits\nend\n";
  const std::string given = "a = yes, b = yes", request = "  requests 11 visits\n  expect criterion x met\n";
  EXPECT_EQ(covered(rule + example(given)), "x 1/0/0 no\nallows 10 visits within 8w when b 1/0/0 yes\nnever more than 12 visits -/-/- no\n4 of 10\n");
  EXPECT_EQ(covered(rule + example("a = yes, b = no", "  requests 13 visits\n  expect criterion x met\n")),
            "x 1/0/0 no\nallows 10 visits within 8w when b 0/1/0 no\nnever more than 12 visits -/-/- yes\n4 of 10\n");
}

// ---- suggestions ---------------------------------------------------------------------------------------------------
std::string shown_goals(const std::vector<Suggestion>& suggestions) {
  std::string out;
  for (const Suggestion& one : suggestions) out += one.where + " " + one.goal + ": " + (one.text.empty() ? "none" : one.title) + "\n";
  return out;
}

TEST(Suggestions, ChangeAsFewFactsAsPossible) {
  const std::string rule = kFacts + "rule therapy page 1\n  requires\n    x: a\n    y: n >= 7\nend\n";
  const Compilation compiled = compiled_from(rule + "\nexample \"all met\" for therapy\n  given a = yes, n = 9, b = no\n  expect approve\n");
  const auto suggestions = suggested(compiled);
  EXPECT_EQ(shown_goals(suggestions), "x unmet: all met, but a = no\nx undocumented: all met, but a missing\ny unmet: all met, but n = 6\n"
                                      "y undocumented: all met, but n missing\n");
  EXPECT_EQ(suggestions[2].text, "example \"all met, but n = 6\" for therapy\n  given a = yes, n = 6, b = no\n  expect deny because y\n  expect criterion y unmet\n");
}

// Pasted, they compile, hold, and leave nothing uncovered.
TEST(Suggestions, CompleteTheCoverage) {
  const std::string rule = "unit visit, visits\nscale level: low < middle < high\nchoice side: left, right, both\nservice therapy in visits\nfact a: yes or no assumed no\nfact b: yes or no\n"
                           "fact start: date\nfact seen: date\nfact l: level\nfact s: side\nfact w: number in visits from 0 to 100\n\n"
                           "rule therapy page 1\n  requires\n    recent: time from start to seen <= 2y\n    goal: any of\n        x: b\n        y: l >= middle\n      end\n"
                           "    most: at least 2 of\n        p: s is left\n        q: w < 2.5 visits\n        r: seen > 2013-06-30\n      end\n  excluded when\n    z: a\n      unless s is both\n"
                           "  allows 10 visits when l is high\n  never more than 12 visits within 8w\nend\n";
  const std::string first = "\nexample \"first\" for therapy\n  requests 3 visits over 4w\n  given start = 2013-01-01, seen = 2014-02-28, b = yes, l = low, s = left, w = 1 visit\n"
                            "  expect approve\n";
  std::string all;
  for (const Suggestion& one : suggested(compiled_from(rule + first))) {
    EXPECT_FALSE(one.text.empty()) << one.where << " " << one.goal;
    all += "\n" + one.text;
  }
  const Compilation pasted = compiled_from(rule + first + all);
  const Program& program = pasted.program();
  const Decider decider(program);
  for (const auto& example : pasted.examples)
    EXPECT_EQ(mismatches(program, example, replay(program, decider, example)), std::vector<std::string>{}) << example.title;
  const std::string counts = covered(pasted);
  EXPECT_NE(counts.find("42 of 42\n"), std::string::npos) << counts;
}

TEST(Suggestions, BeginFromNothingWhereThereIsNoExample) {
  const Compilation compiled = compiled_from(kFacts + "rule therapy, one page 1\n  applies when n > 3\n  requires x: a\nend\n");
  const auto suggestions = suggested(compiled);
  EXPECT_EQ(suggestions.at(0).goal, "reached");
  EXPECT_EQ(suggestions[0].text, "example \"therapy\" for therapy\n  expect pend because x\n");
  for (const Suggestion& one : suggestions) EXPECT_FALSE(one.text.empty()) << one.goal;
}

TEST(Suggestions, SayWhereNoneIsFound) {
  const std::string rule = kFacts + "rule therapy page 1\n  requires x: a and not a\nend\n";
  EXPECT_EQ(shown_goals(suggested(compiled_from(rule + example("a = yes", "  expect deny\n")))).substr(0, 12), "x met: none\n");
}

}  // namespace
}  // namespace precept::analyze
