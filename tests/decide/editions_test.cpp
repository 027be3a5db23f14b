// Editions: `as of` exact, partial over a boundary, undocumented, in a gap; and errors of the request.
#include "tests/decide/library.hpp"

namespace precept::testing {
namespace {

// Two editions with a gap between them: the first approves what is recent, the second denies.
struct TwoEditions : Library {
  EditionId old_text = edition("mtus", "2009-07-18", "2016-07-28");
  EditionId new_text = edition("mtus", "2017-12-01");
  RuleId old_rule = rule(old_text, "conditioning");
  RuleId new_rule = rule(new_text, "conditioning");
  FactId decision = date("decision");
  TwoEditions() {
    consults({"mtus"});
    as_of(decision);
    at(new_rule).not_recommended = true;
  }
};

std::string on(const TwoEditions& library, const char* first, const char* last) {
  const Determination d = Asked(library).on(library.decision, first, last).decided();
  return outcome(d) + " [" + possible(d) + "]";
}

TEST(Editions, UntilIsTheFirstDayNoLongerInEffect) {
  const TwoEditions library;
  EXPECT_EQ(on(library, "2009-07-17", "2009-07-17"), "pend because silent [pend]");
  EXPECT_EQ(on(library, "2009-07-18", "2009-07-18"), "approve [approve]");
  EXPECT_EQ(on(library, "2016-07-27", "2016-07-27"), "approve [approve]");
  EXPECT_EQ(on(library, "2016-07-28", "2016-07-28"), "pend because silent [pend]");
  EXPECT_EQ(on(library, "2017-11-30", "2017-11-30"), "pend because silent [pend]");
  EXPECT_EQ(on(library, "2017-12-01", "2017-12-01"), "deny because not_recommended [deny]");
}

TEST(Editions, OutsideAllIsSilenceAndSaysWhy) {
  TwoEditions library;
  library.policy().when_silent = Outcome::deny;
  const Determination d = Asked(library).on(library.decision, "2017-01-01").decided();
  EXPECT_EQ(outcome(d), "deny because silent");
  EXPECT_EQ(passed(d), "mtus:not_in_effect");
  EXPECT_TRUE(d.rules.empty());
}

TEST(Editions, APartialDateFollowsEveryEditionAndGap) {
  const TwoEditions library;
  EXPECT_EQ(on(library, "2016-07-01", "2016-07-27"), "approve [approve]");
  EXPECT_EQ(on(library, "2016-07-01", "2016-07-28"), "pend because edition [approve pend]");
  EXPECT_EQ(on(library, "2016-01-01", "2017-12-31"), "pend because edition [approve deny pend]");
  const Determination d = Asked(library).decided();
  EXPECT_EQ(possible(d), "approve deny pend");
  EXPECT_EQ(d.rules.size(), 2u);
  EXPECT_EQ(decided_by(library, d), "nobody");
  EXPECT_EQ(passed(d), "");
}

TEST(Editions, AdjacentEditionsOfLikeOutcomeAreSettled) {
  Library library;
  const EditionId first = library.edition("mtus", "2009-01-01", "2010-01-01");
  const EditionId second = library.edition("mtus", "2010-01-01");
  library.rule(first, "conditioning");
  library.rule(second, "conditioning");
  const FactId decision = library.date("decision");
  library.consults({"mtus"});
  library.as_of(decision);
  const Determination d = Asked(library).on(decision, "2009-12-01", "2010-02-01").requests(3).decided();
  EXPECT_EQ(outcome(d), "approve");
  EXPECT_EQ(d.granted->quantity, sessions(3));
  EXPECT_EQ(decided_by(library, d), "nobody");
}

TEST(Editions, WhatIsToChangeOfTwoThatReadAlikeIsSaidOnce) {
  Library library;
  const EditionId first = library.edition("mtus", "2009-01-01", "2010-01-01");
  const EditionId second = library.edition("mtus", "2010-01-01");
  const FactId a = library.yes_no("a");
  for (const EditionId edition : {first, second}) library.requires_(library.rule(edition, "conditioning"), "shown", library.of(a));
  const FactId decision = library.date("decision");
  library.consults({"mtus"});
  library.as_of(decision);
  const Determination d = Asked(library).on(decision, "2009-12-01", "2010-02-01").with(a, false).requests(3).decided();
  EXPECT_EQ(outcome(d), "deny because conditioning.shown");
  EXPECT_EQ(to_change(d), "conditioning.shown");
}

TEST(Editions, WithinEachBranchOnlyItsDaysAreKept) {
  TwoEditions library;
  // The old edition asks for a decision before its end: certain within its branch.
  const NodeId limit = library.constant(Library::date_type(), {day("2016-07-28"), day("2016-07-28")});
  library.requires_(library.old_rule, "in_time", library.less(library.of(library.decision), limit));
  const Determination d = Asked(library).on(library.decision, "2016-01-01", "2017-12-31").decided();
  EXPECT_EQ(possible(d), "approve deny pend");
  EXPECT_EQ(outcome(d), "pend because edition");
  EXPECT_EQ(status(d.rules[0].requirements[0]), "met as met");
  EXPECT_EQ(d.trace.values[library.of(library.decision).index], (Value{day("2016-01-01"), day("2016-07-27")}));
}

TEST(Editions, TheRecordStaysAsItIsWithinABranch) {
  TwoEditions library;
  Node documented;
  documented.op = Op::documented;
  documented.operands = {library.recorded(library.decision)};
  documented.constant = library.program.fact(library.decision).whole;
  const NodeId is_documented = library.node(documented);
  library.requires_(library.old_rule, "dated", is_documented);
  const Determination d = Asked(library).decided();
  EXPECT_EQ(status(d.rules[0].requirements[0]), "unmet as unmet");
  EXPECT_EQ(possible(d), "deny pend");
}

TEST(Editions, AWorkedOutDateIsNotNarrowed) {
  TwoEditions library;
  const NodeId later = library.node(Op::add_days, {library.of(library.decision), library.days(10)}, Library::date_type());
  library.policy().as_of = later;
  library.policy().as_of_fact.reset();
  const NodeId limit = library.constant(Library::date_type(), {day("2016-07-18"), day("2016-07-18")});
  library.requires_(library.old_rule, "in_time", library.less(library.of(library.decision), limit));
  EXPECT_EQ(on(library, "2016-07-17", "2016-07-17"), "approve [approve]");
  EXPECT_EQ(on(library, "2016-07-18", "2016-07-18"), "pend because silent [pend]");
  EXPECT_EQ(on(library, "2016-07-17", "2016-07-18"), "pend because in_time [approve deny pend]");
}

TEST(Editions, StatusesAreTakenOverTheBranches) {
  Library library;
  const EditionId acoem = library.edition("acoem");
  library.edition("mtus", "2010-01-01");
  const RuleId rule = library.rule(acoem, "conditioning");
  const FactId decision = library.date("decision");
  const NodeId boundary = library.constant(Library::date_type(), {day("2010-01-01"), day("2010-01-01")});
  library.requires_(rule, "early", library.less(library.of(decision), boundary));
  library.consults({"mtus"});
  library.consults({"acoem"});
  library.as_of(decision);
  library.policy().requirement = Closing::holds;
  const Determination d = Asked(library).on(decision, "2009-12-31", "2010-01-01").decided();
  EXPECT_EQ(possible(d), "approve deny");
  EXPECT_EQ(status(d.rules[0].requirements[0]), "undocumented as undocumented");  // met in one branch, unmet in the other
  EXPECT_EQ(outcome(d), "pend because edition");
  EXPECT_EQ(passed(d), "mtus:no_rule");  // by reasons of the language's order; not in effect in the earlier branch
  EXPECT_EQ(decided_by(library, d), "conditioning");
}

TEST(Editions, WithoutAsOfDatesAreIgnored) {
  Library library;
  const EditionId mtus = library.edition("mtus", "2009-07-18", "2016-07-28");
  library.rule(mtus, "conditioning");
  library.consults({"mtus"});
  EXPECT_EQ(outcome(Asked(library).decided()), "approve");
}

TEST(Editions, EditionAndRuleBothOpen) {
  TwoEditions library;
  const FactId a = library.yes_no("a");
  library.at(library.old_rule).applies = library.of(a);
  const Determination d = Asked(library).on(library.decision, "2016-07-27", "2017-12-01").decided();
  EXPECT_EQ(possible(d), "approve deny pend");
  EXPECT_EQ(outcome(d), "pend because applies");
}

// ---- errors --------------------------------------------------------------------------------------------------------
struct Failing : Library {
  EditionId acoem = edition("acoem");
  EditionId mtus = edition("mtus");
  RuleId second = rule(acoem, "conditioning.second");
  RuleId first = rule(mtus, "conditioning.first");
  FactId from = date("from"), to = date("to"), a = yes_no("a");
  NodeId years = node(Op::whole_years, {of(from), of(to)}, count_type());
  NodeId at_least_two = at_most(number(2), years);
  Failing() {
    consults({"mtus"});
    consults({"acoem"});
  }
  Determination reversed(std::optional<bool> value = {}) const {
    Asked asked(*this);
    asked.on(from, "2014-01-01").on(to, "2013-01-01");
    if (value) asked.with(a, *value);
    return asked.decided();
  }
};

TEST(Errors, AFailureUnderARuleThatDecidesIsTheRequests) {
  Failing library;
  library.requires_(library.first, "long", library.at_least_two);
  const Determination d = library.reversed();
  EXPECT_EQ(d.error, library.years);
  EXPECT_TRUE(d.rules.empty() && d.because.empty() && d.possible.empty());
}

TEST(Errors, UnderWhatIsConsideredAndUnderGrantsToo) {
  Failing considers;
  considers.considers(considers.first, "long", considers.at_least_two);
  EXPECT_EQ(considers.reversed().error, considers.years);
  Failing grants;
  grants.allows(grants.first, grants.line(grants.years));
  EXPECT_EQ(grants.reversed().error, grants.years);
}

TEST(Errors, UnderAConditionThatIsAsked) {
  Failing library;
  const NodeId condition = library.at_least_two;
  library.at(library.first).applies = condition;
  EXPECT_EQ(library.reversed().error, library.years);
}

TEST(Errors, ElsewhereTheyDoNotMatter) {
  Failing library;
  library.requires_(library.second, "long", library.at_least_two);
  EXPECT_EQ(library.reversed().error, std::nullopt);
  EXPECT_EQ(outcome(library.reversed()), "approve");
  library.at(library.first).applies = library.of(library.a);
  EXPECT_EQ(library.reversed(true).error, std::nullopt);
  EXPECT_EQ(library.reversed(false).error, library.years);
  EXPECT_EQ(library.reversed().error, library.years);  // the second may decide
}

TEST(Errors, ConditionsOfGuidelinesNotReachedDoNotMatter) {
  Failing library;
  const NodeId condition = library.at_least_two;
  library.at(library.second).applies = condition;
  EXPECT_EQ(library.reversed().error, std::nullopt);
  library.policy().steps[1].alternatives[0].unless = condition;
  EXPECT_EQ(library.reversed().error, std::nullopt);
  library.policy().steps[0].alternatives[0].unless = condition;
  EXPECT_EQ(library.reversed().error, library.years);
}

TEST(Errors, TheLowestOfSeveral) {
  Failing library;
  const NodeId days =
      library.node(Op::whole_days, {library.of(library.from), library.of(library.to)}, Library::count_type());
  library.requires_(library.first, "days", library.at_most(library.number(2), days));
  library.requires_(library.first, "long", library.at_least_two);
  EXPECT_LT(library.years, days);
  EXPECT_EQ(library.reversed().error, library.years);
}

TEST(Errors, OfAsOf) {
  Failing library;
  const NodeId beyond =
      library.node(Op::add_months, {library.of(library.from), library.months(12 * 9000)}, Library::date_type());
  library.policy().as_of = beyond;
  EXPECT_EQ(library.reversed().error, beyond);
}

TEST(Errors, AcrossEditionsOnlyWhatFailsInEachBranch) {
  TwoEditions library;
  const FactId injury = library.date("injury");
  const NodeId years =
      library.node(Op::whole_years, {library.of(injury), library.of(library.decision)}, Library::count_type());
  library.requires_(library.old_rule, "long", library.at_most(library.number(2), years));
  // Always reversed, and in no rule: it never matters.
  const NodeId tomorrow = library.constant(Library::date_type(), {1, 1});
  const NodeId today = library.constant(Library::date_type(), {0, 0});
  library.node(Op::whole_days, {tomorrow, today}, Library::count_type());
  Asked asked(library);
  asked.on(injury, "2018-01-01").on(library.decision, "2016-01-01", "2018-12-31");
  EXPECT_EQ(asked.decided().error, std::nullopt);  // reversed in the old edition's branch, maybe not in the new one's
  asked.on(injury, "2019-01-01");
  EXPECT_EQ(asked.decided().error, years);
}

}  // namespace
}  // namespace precept::testing
