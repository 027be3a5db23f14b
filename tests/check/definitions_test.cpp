// Definitions: circles, long chains in every order, groups in definitions.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "compiler/check/branches.hpp"
#include "tests/check/checked.hpp"

namespace precept::check {
namespace {

constexpr int kLong = 100'000;

std::vector<std::string> chain(int length, const std::string& first, const std::string& before, const std::string& after) {
  std::vector<std::string> out{"define d0 = " + first};
  for (int i = 1; i < length; ++i) out.push_back("define d" + std::to_string(i) + " = " + before + "d" + std::to_string(i - 1) + after);
  return out;
}

Checked checked_lines(const std::string& declarations, const std::vector<std::string>& definitions, const std::string& rule) {
  std::string text = declarations;
  for (const auto& one : definitions) text += one + "\n";
  return checked(text + rule + "\n");
}

TEST(Definitions, MayStandInAnyOrder) {
  std::vector<std::string> definitions = chain(kLong, "visits", "", " + 1");
  const std::string declarations = "service therapy\nfact visits: count\n", rule = "therapy requires d99999 >= 3";
  const auto forward = checked_lines(declarations, definitions, rule);
  ASSERT_TRUE(forward.library) << forward.findings();
  const std::string wanted = library_to_text(*forward.library);
  std::reverse(definitions.begin(), definitions.end());
  const auto backward = checked_lines(declarations, definitions, rule);
  ASSERT_TRUE(backward.library) << backward.findings();
  EXPECT_TRUE(library_to_text(*backward.library) == wanted);
  std::shuffle(definitions.begin(), definitions.end(), std::mt19937(1));
  const auto mixed = checked_lines(declarations, definitions, rule);
  ASSERT_TRUE(mixed.library) << mixed.findings();
  EXPECT_TRUE(library_to_text(*mixed.library) == wanted);
  EXPECT_EQ(mixed.library->definition_order, forward.library->definition_order);
  std::vector<std::size_t> place(mixed.library->definitions.size());
  for (std::size_t i = 0; i < mixed.library->definition_order.size(); ++i) place[mixed.library->definition_order[i]] = i;
  for (std::size_t i = 0; i < mixed.library->definitions.size(); ++i) {
    const Expr& value = mixed.library->definitions[i].value;
    for (const Expr& operand : value.operands) {
      if (operand.form == Expr::Form::definition) {
        ASSERT_LT(place[operand.definition], place[i]);
      }
    }
  }
}

TEST(Definitions, MayStandOnSpansAndTextsToo) {
  const auto out = checked("service therapy\nfact a: date\nfact b: date\nfact remark: text\ndefine age = span\ndefine span = time from a to b\n"
                           "define said = remark\nrule therapy page 1\n  requires\n    recent: age <= 2y\n      text \"{said} after {age}\"\nend\n");
  EXPECT_EQ(out.findings(), "");
  EXPECT_EQ(out.lines("define"), "define age of test: (span: span)\ndefine said of test: (fact remark: text)\n"
                                 "define span of test: (time_from: span (fact a: date) (fact b: date))\n");
}

TEST(Definitions, OnThemselvesAreReportedOnceForACircle) {
  EXPECT_EQ(checked("fact x: yes or no\ndefine a = not a\n").findings(), "test:2:8 E0205 `a` is defined by itself: a -> a\n");
  EXPECT_EQ(checked("fact x: yes or no\ndefine a = x and b\ndefine b = x or c\ndefine c = not a\ndefine d = a\n").findings(),
            "test:4:8 E0205 `c` is defined by itself: c -> a -> b -> c\n");
  EXPECT_EQ(checked("define a = b\ndefine b = a\ndefine c = d\ndefine d = c\n").findings(),
            "test:2:8 E0205 `b` is defined by itself: b -> a -> b\ntest:4:8 E0205 `d` is defined by itself: d -> c -> d\n");
}

TEST(Definitions, InALongCircleAreShownInPart) {
  auto definitions = chain(kLong, "d99999", "", " + 1");
  const auto out = checked_lines("service therapy\n", definitions, "therapy requires d5 >= 3");
  ASSERT_EQ(out.diagnostics.list().size(), 1u) << out.findings();
  const std::string& message = out.diagnostics.list()[0].message;
  EXPECT_NE(message.find(" -> ... -> d"), std::string::npos) << message;
  EXPECT_LT(message.size(), 200u);
}

TEST(Definitions, OfTheDeepestExpressionsInACircleTakeTheStackOfOne) {
  std::vector<std::string> definitions;
  for (int i = 0; i < 40; ++i) {
    definitions.push_back(fmt::format("define d{} = d{}", i, (i + 1) % 40));
    for (int j = 0; j < 500; ++j) definitions.back() += " + x";
  }
  const auto out = checked_lines("fact x: count\n", definitions, "");
  ASSERT_EQ(out.diagnostics.list().size(), 1u) << out.findings();
  EXPECT_EQ(diagnostics::row_of(out.diagnostics.list()[0].code).name, "E0205");
}

TEST(Definitions, OfTheSameNameAsAMemberAreNoCircle) {
  EXPECT_EQ(checked("scale demand: light < medium\nfact level: demand\ndefine light = level is light\ndefine medium = light and level >= medium\n").findings(), "");
  // Each speaks of a member that bears the other's name, and only one of them of the other.
  const auto out = checked("service therapy\nscale demand: light < heavy\nfact level: demand\ndefine light = not heavy\ndefine heavy = level > light\n"
                           "therapy requires light\n");
  EXPECT_EQ(out.findings(), "");
  EXPECT_EQ(out.lines("define"), "define heavy of test: (less: yes or no (constant 0: demand) (fact level: demand))\n"
                                 "define light of test: (negation: yes or no (heavy: yes or no))\n");
}

TEST(Branches, AreFoundThroughDefinitionsOnce) {
  const auto out = checked("service therapy\nfact a: yes or no\nfact b: yes or no\n"
                           "define inner = any of x: a y: b end\ndefine twice = inner and (b or inner)\n"
                           "rule therapy page 1\n  requires\n    r: twice and inner and all of z: inner end\nend\n");
  ASSERT_TRUE(out.library) << out.findings();
  Branches branches(*out.library);
  std::vector<std::string> labels;
  const Expr& condition = out.library->editions[0].rules[0].requirements[0].condition;
  for (const Criterion* branch : branches.of(condition)) labels.push_back(branch->label);
  EXPECT_EQ(labels, (std::vector<std::string>{"x", "y", "z"}));
  EXPECT_EQ(branches.size_of(condition).count, 5u) << "x, y, z, and x, y below z";
  EXPECT_EQ(branches.size_of(condition).deep, 2u);
}

TEST(Branches, HaveLimitsAndNotTheTimeOfAllWays) {
  const std::string declarations = "service therapy\nfact a: yes or no\n";
  const auto doubled = [&](int steps) {
    std::vector<std::string> definitions{"define d0 = a"};
    for (int i = 1; i <= steps; ++i)
      definitions.push_back(fmt::format("define d{} = any of x: d{} y: d{} end", i, i - 1, i - 1));
    return checked_lines(declarations, definitions, fmt::format("therapy requires d{}", steps)).findings();
  };
  EXPECT_EQ(doubled(11), "") << "4,094 branches";
  EXPECT_EQ(doubled(12), "test:16:18 E0419 the criterion `d12` has more than 4096 branches, those of the definitions in it counted in\n");
  EXPECT_EQ(doubled(60), "test:64:18 E0419 the criterion `d60` has more than 4096 branches, those of the definitions in it counted in\n");
  const auto nested = [&](int steps) {
    return checked_lines(declarations, chain(steps + 1, "a", "all of x: ", " end"), fmt::format("therapy requires d{}", steps)).findings();
  };
  EXPECT_EQ(nested(128), "");
  EXPECT_EQ(nested(129), "test:133:18 E0418 the branches of the criterion `d129` stand in each other more than 128 deep\n");
  EXPECT_EQ(nested(kLong), "test:100004:18 E0418 the branches of the criterion `d100000` stand in each other more than 128 deep\n");
  EXPECT_EQ(checked_lines(declarations, chain(60, "any of x: a end", "a and ", ""), "therapy requires d59").findings(), "");
}

}  // namespace
}  // namespace precept::check
