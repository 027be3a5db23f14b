// What is still needed of requests made by hand: what is settled, what can change it, what would settle it, and how far it goes.
#include <gtest/gtest.h>

#include <random>

#include "runtime/needed/needed.hpp"
#include "tests/decide/library.hpp"

namespace precept::testing {
namespace {

std::string names(const Program& program, const std::vector<NeededFact>& facts) {
  std::vector<std::string> all;
  for (const NeededFact& fact : facts) all.push_back(name_of(program, fact));
  return joined(all);
}

std::string sets(const Program& program, const StillNeeded& needed) {
  std::vector<std::string> all;
  for (const auto& set : needed.sets) all.push_back(names(program, set));
  return joined(all, " | ");
}

std::string possible(const StillNeeded& needed) {
  std::vector<std::string> all;
  for (const Outcome outcome : needed.possible) all.push_back(word(outcome));
  return joined(all);
}

StillNeeded needed_of(const Library& library, const Asked& asked) {
  const Determination d = asked.decided();
  EXPECT_EQ(d.error, std::nullopt);
  return still_needed(library.program, PolicyId{0}, asked.request, d.outcome);
}

// Some yes-or-no facts, and one rule.
class Needs : public ::testing::Test {
 protected:
  Needs() {
    for (int i = 0; i < 16; ++i) x.push_back(library.yes_no(numbered("x", i)));
    rule = library.rule(library.edition("mtus"), "rule");
    library.consults({"mtus"});
  }
  StillNeeded needed() { return needed_of(library, Asked(library)); }
  StillNeeded needed(const Asked& asked) { return needed_of(library, asked); }
  std::string can(const StillNeeded& of) { return names(library.program, of.can_change); }
  std::string cannot(const StillNeeded& of) { return names(library.program, of.cannot_change); }
  std::string sets(const StillNeeded& of) { return testing::sets(library.program, of); }

  Library library;
  std::vector<FactId> x;
  RuleId rule{};
};

TEST_F(Needs, ASettledContradiction) {
  library.requires_(rule, "c", library.any({library.of(x[0]), library.no(library.of(x[0]))}));
  const StillNeeded result = needed();
  EXPECT_EQ(word(Asked(library).decided().outcome), "pend");
  EXPECT_TRUE(result.complete);
  EXPECT_EQ(possible(result), "approve");
  EXPECT_EQ(can(result), "");
  EXPECT_EQ(cannot(result), "x0");
  EXPECT_EQ(sets(result), "");
  EXPECT_TRUE(result.examples.empty());
}

TEST_F(Needs, EveryRequirementOfMany) {
  for (int i = 0; i < 15; ++i) library.requires_(rule, numbered("c", i), library.of(x[static_cast<std::size_t>(i)]));
  const StillNeeded result = needed();
  EXPECT_TRUE(result.complete);
  EXPECT_EQ(result.can_change.size(), 15U);
  ASSERT_EQ(result.sets.size(), 1U);
  EXPECT_EQ(result.sets[0].size(), 15U);
  ASSERT_EQ(result.examples.size(), 2U);
  EXPECT_EQ(word(result.examples[0].outcome), "approve");
  EXPECT_EQ(word(result.examples[1].outcome), "deny");
  EXPECT_EQ(result.examples[0].values.size(), 15U);
}

TEST_F(Needs, NothingWhereItIsDeniedForCertain) {
  library.requires_(rule, "c0", library.of(x[0]));
  library.requires_(rule, "c1", library.of(x[1]));
  const StillNeeded result = needed(Asked(library).with(x[0], false));
  EXPECT_TRUE(result.complete);
  EXPECT_EQ(possible(result), "deny");
  EXPECT_EQ(can(result), "");
  EXPECT_EQ(cannot(result), "x1");
  EXPECT_EQ(sets(result), "");
}

TEST_F(Needs, AnyOfSeveralWays) {
  library.requires_(rule, "c0", library.of(x[0]));
  library.requires_(rule, "c1", library.any({library.of(x[1]), library.all({library.of(x[2]), library.of(x[3])})}));
  library.considers(rule, "c2", library.of(x[4]));
  const StillNeeded result = needed();
  EXPECT_EQ(can(result), "x0 x1 x2 x3");
  EXPECT_EQ(cannot(result), "x4");
  EXPECT_EQ(sets(result), "x0 x1 | x0 x2 x3");
}

TEST_F(Needs, NoMoreSetsThanAreShown) {
  std::vector<NodeId> of;
  for (std::size_t i = 0; i < 6; ++i) of.push_back(library.of(x[i]));
  library.requires_(rule, "c", library.at_least(3, of));
  const StillNeeded result = needed();
  EXPECT_TRUE(result.complete);
  EXPECT_EQ(result.sets.size(), kNeededSetsMax);  // of 20
  EXPECT_TRUE(result.more_sets);
  for (const auto& set : result.sets) EXPECT_EQ(set.size(), 3U);
}

TEST_F(Needs, ManyCountedFactsAreStillExact) {
  std::vector<NodeId> of;
  for (const FactId fact : x) of.push_back(library.of(fact));
  library.requires_(rule, "c", library.at_least(8, of));
  const StillNeeded result = needed();
  EXPECT_TRUE(result.complete) << result.why;
  EXPECT_EQ(result.can_change.size(), 16U);
  EXPECT_TRUE(result.more_sets);
}

TEST_F(Needs, AFactThatCannotMatterBesideAnother) {
  // x0, or x1 together with x0: x1 never matters, though Kleene's logic cannot tell.
  library.requires_(rule, "c", library.any({library.of(x[0]), library.all({library.of(x[1]), library.of(x[0])})}));
  const StillNeeded result = needed();
  EXPECT_EQ(can(result), "x0");
  EXPECT_EQ(cannot(result), "x1");
}

TEST_F(Needs, WhatIsAssumedIsNotAskedFor) {
  library.program.facts[x[1].index].assumed = truth_value(Truth::no);
  library.requires_(rule, "c0", library.of(x[0]));
  library.excluded(rule, "c1", library.of(x[1]));
  const StillNeeded result = needed();
  EXPECT_EQ(can(result), "x0");
  EXPECT_EQ(cannot(result), "");
}

TEST_F(Needs, WhetherItIsDocumentedIsAskedOfTheRecord) {
  Node documented;
  documented.op = Op::documented;
  documented.operands = {library.recorded(x[0])};
  documented.constant = truth_value(Truth::undocumented);
  library.requires_(rule, "c", library.node(documented));
  const Asked asked(library);
  EXPECT_EQ(word(asked.decided().outcome), "deny");
  const StillNeeded result = needed(asked);
  EXPECT_EQ(possible(result), "approve");  // in a completion it is documented
  EXPECT_EQ(can(result), "");
}

TEST_F(Needs, DatesAgainstEachOther) {
  const FactId injury = library.date("injury"), decision = library.date("decision");
  library.requires_(rule, "c", library.within_months(injury, decision, 24));
  StillNeeded result = needed();
  EXPECT_TRUE(result.complete) << result.why;
  EXPECT_EQ(can(result), "decision injury");  // as the comparison has them
  EXPECT_EQ(sets(result), "decision | injury");  // so late an injury, or so early a decision, that no other is two years off
  result = needed(Asked(library).on(decision, "2014-02-28"));
  EXPECT_EQ(sets(result), "injury");
  ASSERT_EQ(result.examples.size(), 2U);
  EXPECT_EQ(result.examples[0].values[0].value.lo, day("2012-02-28"));
  EXPECT_EQ(result.examples[1].values[0].value.lo, day("2012-02-27"));
  result = needed(Asked(library).on(decision, "2014-02-28").on(injury, "2011-01-01", "2011-12-31"));
  EXPECT_EQ(possible(result), "deny");
  EXPECT_EQ(cannot(result), "injury");
}

TEST_F(Needs, HowMuchWasUsed) {
  library.allows(rule, 10);
  library.at(rule).allows[0].less_used = true;
  library.requires_(rule, "c", library.of(x[0]));
  const StillNeeded result = needed(Asked(library).with(x[0], true).requests(8));
  EXPECT_TRUE(result.complete) << result.why;
  EXPECT_EQ(possible(result), "approve modify deny");
  EXPECT_EQ(can(result), "used");
  EXPECT_EQ(sets(result), "used");
  EXPECT_EQ(result.examples[0].values[0].value, (Value{0, 0}));
  EXPECT_EQ(result.examples[1].values[0].value, (Value{sessions(10), sessions(10)}));
}

TEST_F(Needs, APartOfAYearIsWhole) {
  const FactId birth = library.date("birth"), decision = library.date("decision");
  Type whole = Library::count_type();
  whole.unit.reset();
  const NodeId age = library.node(Op::whole_years, {library.of(birth), library.of(decision)}, whole);
  library.requires_(rule, "adult", library.at_most(library.constant(whole, {sessions(18), sessions(18)}), age));
  const StillNeeded result = needed(Asked(library).on(decision, "2014-02-28"));
  EXPECT_TRUE(result.complete) << result.why;
  EXPECT_EQ(possible(result), "approve deny");  // a birth after the decision has no result, and is no completion
  EXPECT_EQ(result.examples[0].values[0].value.lo, day("1996-02-29"));  // with eighteen years on 2014-02-28
  EXPECT_EQ(result.examples[1].values[0].value.lo, day("1996-03-01"));
}

TEST_F(Needs, ASumOfTwoCounts) {
  const FactId a = library.count("a"), b = library.count("b");
  library.requires_(rule, "c", library.at_most(library.node(Op::add, {library.of(a), library.of(b)}, Library::count_type()),
                                               library.number(12)));
  library.requires_(rule, "d", library.at_most(library.number(20), library.of(a)));
  StillNeeded result = needed();
  EXPECT_TRUE(result.complete) << result.why;
  EXPECT_EQ(possible(result), "deny");  // 20 at least, and 12 at most together with another
  EXPECT_EQ(cannot(result), "a b");
}

TEST_F(Needs, WhatIsOutOfReachSaysSo) {
  const FactId a = library.date("a"), b = library.date("b");
  library.requires_(rule, "c0", library.within_months(a, b, 1));
  library.requires_(rule, "c1", library.less(library.days_after(a, 30), library.of(b)));
  library.requires_(rule, "c2", library.of(x[0]));
  library.considers(rule, "c3", library.of(x[1]));
  const StillNeeded result = needed();
  EXPECT_FALSE(result.complete);
  EXPECT_EQ(result.why, "the values that the record leaves open for `b` and `a` are too many to go through");
  EXPECT_EQ(can(result), "b a x0");
  EXPECT_EQ(cannot(result), "x1");
  EXPECT_EQ(possible(result), "approve deny");
  EXPECT_TRUE(result.sets.empty());
}

TEST_F(Needs, TooManyWaysToCombineSaysSo) {
  std::mt19937 random(1);
  for (int i = 0; i < 32; ++i) x.push_back(library.yes_no(numbered("y", i)));
  const auto any = [&] {
    const NodeId fact = library.of(x[random() % x.size()]);
    return random() % 2 == 0 ? fact : library.no(fact);
  };
  for (int i = 0; i < 64; ++i) library.requires_(rule, numbered("c", i), library.any({any(), any(), any()}));
  const StillNeeded result = needed();
  EXPECT_FALSE(result.complete);
  EXPECT_EQ(result.why, "the open facts combine in too many ways to go through all of them");
  EXPECT_GT(result.can_change.size(), 40U);
  EXPECT_EQ(possible(result), "approve deny");
}

TEST_F(Needs, WhichRuleDecidesCounts) {
  const RuleId other = library.rule(EditionId{0}, "other");
  const NodeId which = library.of(x[0]);
  library.at(rule).applies = which;
  library.at(other).applies_otherwise = true;
  library.requires_(rule, "c0", library.of(x[1]));
  library.requires_(other, "c1", library.of(x[2]));
  const StillNeeded result = needed();
  EXPECT_EQ(can(result), "x2 x1 x0");  // rules by name, then conditions
  EXPECT_EQ(sets(result), "x2 x1 | x2 x0 | x1 x0");
}

TEST_F(Needs, AnApprovalHasNothingToSettleButMayChange) {
  library.policy().exclusion = Closing::fails;
  library.excluded(rule, "c", library.of(x[0]));
  const Asked asked(library);
  ASSERT_EQ(word(asked.decided().outcome), "approve");
  const StillNeeded result = needed(asked);
  EXPECT_EQ(can(result), "x0");
  EXPECT_EQ(sets(result), "");
}

}  // namespace
}  // namespace precept::testing
