// Warnings and limits that only show once a library runs: what is warned of, and what is not.
#include <gtest/gtest.h>

#include "compiler/pipeline/compile.hpp"

namespace precept::analyze {
namespace {

Compilation compiled(const std::vector<std::pair<std::string, std::string>>& files) {
  source::Sources sources;
  for (const auto& [stem, text] : files) sources.files.emplace_back(stem + ".precept", text);
  return compile_sources(std::move(sources), Warnings::all);
}

// "test:2:6 W0701 message" a line, of this code.
std::string found(const Compilation& out, std::string_view code) {
  std::string text;
  for (const auto& one : out.diagnostics.list()) {
    const source::SourceFile& file = out.sources.files[one.span.file];
    const auto at = file.position(one.span.begin);
    if (diagnostics::row_of(one.code).name == code) text += fmt::format("{}:{}:{} {}\n", file.stem(), at.line, at.column, one.message);
    else if (one.severity() == diagnostics::Severity::error) text += fmt::format("{} {}\n", diagnostics::row_of(one.code).name, one.message);
  }
  return text;
}
std::string found(const std::string& text, std::string_view code) { return found(compiled({{"test", text}}), code); }

TEST(Warnings, AFactIsUsedByConditionsTextsGrantsAndPolicies) {
  const std::string facts = "service therapy\nfact a: yes or no\nfact b: date\nfact c: text\nfact d: count\nfact e: date\nfact f: yes or no\n";
  EXPECT_EQ(found(facts + "rule therapy page 1\n  requires\n    x: a\n      text \"since {b}: {c}\"\n  allows (d) within 8w when f\nend\n", "W0701"),
            "test:6:6 no rule uses the fact `e`\n");
  EXPECT_EQ(found(facts + "define g = a and b >= e\ntherapy requires g and d is documented\n", "W0701"),
            "test:4:6 no rule uses the fact `c`\ntest:7:6 no rule uses the fact `f`\n");
  EXPECT_EQ(found(facts + "define unused = a and b >= e\ntherapy requires d is 1\n", "W0701"),
            "test:2:6 no rule uses the fact `a`\ntest:3:6 no rule uses the fact `b`\ntest:4:6 no rule uses the fact `c`\n"
            "test:6:6 no rule uses the fact `e`\ntest:7:6 no rule uses the fact `f`\n");
  EXPECT_EQ(found("service therapy\nfact start: date\nfact finish: date from start\ntherapy requires finish >= 2010-01-01\n", "W0701"), "");
  EXPECT_EQ(found(compiled({{"words", "vocabulary words\n\nservice therapy\nfact a: yes or no\nfact day: date\nfact rebutted: yes or no\n"},
                            {"rules", "guideline g\n  uses words\n\ntherapy requires a\n"},
                            {"policy", "policy p\n  uses words\n  consults g unless rebutted\n  as of day\n"}}),
                  "W0701"),
            "");
}

TEST(Warnings, AComparisonThatDecidesNothing) {
  const std::string facts = "service therapy\nfact age: count from 0 to 130\nfact day: date from 2009-01-01\nfact n: count\nscale s: a < b < c\nfact level: s\n";
  EXPECT_EQ(found(facts + "therapy requires age <= 130 and day >= 2009-01-01 and n >= 0 and level >= a\n", "W0704"),
            "test:7:18 this comparison is met whatever the record says\ntest:7:33 this comparison is met whatever the record says\n"
            "test:7:55 this comparison is met whatever the record says\ntest:7:66 this comparison is met whatever the record says\n");
  EXPECT_EQ(found(facts + "therapy requires age > 130 or day < 2009-01-01 or n < 0 or level < a\n", "W0704"),
            "test:7:18 this comparison is unmet whatever the record says\ntest:7:31 this comparison is unmet whatever the record says\n"
            "test:7:51 this comparison is unmet whatever the record says\ntest:7:60 this comparison is unmet whatever the record says\n");
  EXPECT_EQ(found(facts + "therapy requires age <= 129 and day > 2009-01-01 and n >= 1 and level >= b and level in {a, b}\n", "W0704"), "");
}

TEST(Warnings, AnAssumedFactIsNotCertain) {
  EXPECT_EQ(found("service therapy\nfact n: count assumed 3\ntherapy requires n <= 3\n", "W0704"), "");
}

std::string policy_of(const std::string& exclusion, const std::string& closing) {
  return found(compiled({{"words", "vocabulary words\n\nservice therapy\nfact a: yes or no\nfact b: yes or no\n"},
                         {"rules", "guideline g\n  uses words\n\nrule therapy page 1\n  requires\n    r: a\n  excluded when\n    x: " + exclusion + "\nend\n"},
                         {"policy", "policy p\n  uses words\n  consults g\n  undocumented exclusion is " + closing + "\n"}}),
               "W0708");
}

TEST(Warnings, ANegationInAnExclusionThatClosingLetsPass) {
  const std::string wanted =
      "rules:8:5 what the record does not document counts for the request here: the exclusion stands on a `not`, and the policy takes an "
      "undocumented exclusion as absent\n";
  EXPECT_EQ(policy_of("not b", "absent"), wanted);
  EXPECT_EQ(policy_of("a and (b or not a)", "absent"), wanted);
  EXPECT_EQ(policy_of("not b", "present"), "");
  EXPECT_EQ(policy_of("not b", "open"), "");
  EXPECT_EQ(policy_of("b", "absent"), "");
  EXPECT_EQ(policy_of("b is not documented", "absent"), "");
  EXPECT_EQ(policy_of("not b\n      undocumented is present", "absent"), "");
}

TEST(Warnings, TwoRulesThatCanComeOutDifferently) {
  const auto rules = [](const std::string& first, const std::string& second) {
    return found("service therapy\nfact a: yes or no\nfact b: yes or no\nfact c: yes or no\n\nrule therapy, one page 1\n" + first +
                     "end\n\nrule therapy, two page 2\n" + second + "end\n",
                 "W0707");
  };
  const std::string warned = " two rules for `therapy` can apply to one case and come out differently\n";
  EXPECT_EQ(rules("  applies when a\n  requires x: b\n", "  applies when c\n  requires x: b\n  allows 3\n").substr(9), warned);
  EXPECT_EQ(rules("  applies when a\n  requires x: b\n", "  applies when not a\n  requires x: b\n  allows 3\n"), "");
  EXPECT_EQ(rules("  applies when a\n  requires x: b\n", "  applies otherwise\n  requires x: b\n  allows 3\n"), "");
  EXPECT_EQ(rules("  applies when a\n  requires x: b\n  overrides two\n", "  applies when c\n  requires x: b\n  allows 3\n"), "");
}

TEST(Warnings, WhatNoExampleShows) {
  const std::string rule = "service therapy\nfact a: yes or no\nfact b: yes or no\n\nrule therapy page 1\n  requires\n    x: a\n  excluded when\n    y: b\nend\n";
  EXPECT_EQ(found(rule, "W0705"), "test:5:1 no example reaches the rule `therapy`\n");
  const std::string met = "\nexample \"one\" for therapy\n  given a = yes, b = no\n  expect approve\n";
  EXPECT_EQ(found(rule + met, "W0705"), "");
  EXPECT_EQ(found(rule + met, "W0706"), "test:7:5 no example shows the criterion `x` of `therapy` unmet\ntest:9:5 no example shows the criterion `y` of `therapy` present\n");
  EXPECT_EQ(found(rule + met + "\nexample \"two\" for therapy\n  given a = no, b = yes\n  expect deny\n", "W0706"), "");
}

std::string with_signs(int signs) {
  std::string facts = "service therapy\n", condition = "s0";
  for (int i = 0; i < signs; ++i) facts += fmt::format("fact s{}: yes or no\n", i);
  for (int i = 1; i < signs; ++i) condition += fmt::format(" or s{}", i);
  return facts + "rule therapy page 1\n  applies when " + condition + "\n  requires x: s0\nend\n";
}

TEST(Combinations, AreTriedOutUpTo4096) {
  EXPECT_EQ(found(with_signs(12), "E0409"), "");
  EXPECT_EQ(found(with_signs(13), "E0409"), "test:15:1 the conditions of `therapy` have 8192 combinations; at most 4096 are tried out\n");
  EXPECT_EQ(found(with_signs(100), "E0409"), "test:102:1 the conditions of `therapy` have too many combinations; at most 4096 are tried out\n");
}

}  // namespace
}  // namespace precept::analyze
