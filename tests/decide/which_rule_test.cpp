// Which rule decides is tried out: atoms, cells, conflicts, overrides, `otherwise`.
#include "tests/decide/library.hpp"

namespace precept::testing {
namespace {

struct Two : Library {
  EditionId mtus = edition("mtus");
  RuleId one = rule(mtus, "conditioning.one");
  RuleId two = rule(mtus, "conditioning.two");
  Two() { consults({"mtus"}); }
  void deny(RuleId id) { at(id).not_recommended = true; }
};

TEST(WhichRule, MembersOfAChoiceNeverMeetInAConflict) {
  Two library;
  const FactId phase = library.choice("phase", {"diagnostic", "therapeutic"});
  library.at(library.one).applies = library.is(phase, 0);
  library.at(library.two).applies = library.is(phase, 1);
  library.deny(library.two);
  const Determination d = Asked(library).decided();
  EXPECT_EQ(possible(d), "approve deny");
  EXPECT_EQ(outcome(d), "pend because applies");
  EXPECT_FALSE(d.conflict);
  EXPECT_FALSE(d.silent);
  EXPECT_EQ(decided_by(library, d), "nobody");
  EXPECT_EQ(d.rules[0].applies, Truth::undocumented);
  EXPECT_TRUE(d.rules[0].consulted && d.rules[1].consulted);
  EXPECT_EQ(outcome(Asked(library).member(phase, 0).decided()), "approve");
  EXPECT_EQ(combinations(library.program, PolicyId{0}, library.service), 2u);
}

TEST(WhichRule, AThirdMemberIsSilence) {
  Two library;
  const FactId phase = library.choice("phase", {"diagnostic", "therapeutic", "maintenance"});
  library.at(library.one).applies = library.is(phase, 0);
  library.at(library.two).applies = library.is_in(phase, {1});
  library.policy().when_silent = Outcome::deny;
  const Determination d = Asked(library).decided();
  EXPECT_EQ(possible(d), "approve deny");
  const Determination silent = Asked(library).member(phase, 2).decided();
  EXPECT_EQ(outcome(silent), "deny because silent");
  EXPECT_TRUE(silent.silent);
  EXPECT_EQ(passed(silent), "mtus:none_applies");
  EXPECT_EQ(silent.granted->quantity, 0);
  EXPECT_EQ(decided_by(library, silent), "nobody");
  EXPECT_EQ(to_change(silent), "");
  EXPECT_EQ(combinations(library.program, PolicyId{0}, library.service), 3u);
}

TEST(WhichRule, SilenceUnsaidIsPend) {
  Two library;
  const FactId phase = library.choice("phase", {"diagnostic", "therapeutic", "maintenance"});
  library.at(library.one).applies = library.is(phase, 0);
  library.at(library.two).applies = library.is(phase, 1);
  const Determination d = Asked(library).member(phase, 2).decided();
  EXPECT_EQ(outcome(d), "pend because silent");
  EXPECT_EQ(possible(d), "pend");
  EXPECT_FALSE(d.granted.has_value());
}

TEST(WhichRule, SilenceAndConflictMayBeApproved) {
  Two library;
  library.deny(library.two);
  library.policy().when_conflict = Outcome::approve;
  const Determination d = Asked(library).requests(4).decided();
  EXPECT_EQ(outcome(d), "approve because conflict");
  EXPECT_EQ(d.granted->quantity, sessions(4));
  EXPECT_EQ(decided_by(library, d), "nobody");
}

TEST(WhichRule, BothRulesOfUnlikeOutcomeAreAConflict) {
  Two library;
  library.deny(library.two);
  const Determination d = Asked(library).decided();
  EXPECT_EQ(outcome(d), "pend because conflict");
  EXPECT_EQ(possible(d), "pend");
  EXPECT_TRUE(d.conflict);
  EXPECT_EQ(decided_by(library, d), "nobody");
  EXPECT_EQ(d.rules.size(), 2u);
}

TEST(WhichRule, LikeOutcomesAreThatOutcomeAndAllAreListed) {
  Two library;
  const Determination d = Asked(library).requests(5).decided();
  EXPECT_EQ(outcome(d), "approve");
  EXPECT_EQ(decided_by(library, d), "conditioning.one");
  EXPECT_TRUE(d.rules[0].consulted && d.rules[1].consulted);
}

TEST(WhichRule, GrantsAreComparedAfterTheCut) {
  Two library;
  library.allows(library.one, 10);
  library.allows(library.two, 12);
  const Determination like = Asked(library).requests(8).decided();
  EXPECT_EQ(outcome(like), "approve");
  EXPECT_EQ(like.granted->quantity, sessions(8));
  const Determination conflict = Asked(library).requests(14).decided();
  EXPECT_EQ(outcome(conflict), "pend because conflict");
  EXPECT_EQ(to_change(conflict), "allows");
  EXPECT_EQ(outcome(Asked(library).requests(11).decided()), "pend because conflict");  // approve against modify
}

TEST(WhichRule, EveryCombinationOfPossibleOutcomesIsTaken) {
  Two library;
  const FactId a = library.yes_no("a");
  library.requires_(library.two, "need", library.of(a));
  const Determination open = Asked(library).decided();
  EXPECT_EQ(possible(open), "approve pend");  // both approve, or they conflict
  EXPECT_EQ(outcome(open), "pend because need");
  EXPECT_EQ(to_change(open), "need");
  library.policy().when_conflict = Outcome::deny;
  EXPECT_EQ(possible(Asked(library).decided()), "approve deny");
  library.policy().requirement = Closing::fails;
  const Determination closed = Asked(library).decided();
  EXPECT_EQ(outcome(closed), "deny because conflict");
  EXPECT_EQ(to_change(closed), "need");
}

TEST(WhichRule, TwoRulesThatMayMeetInOneGrant) {
  Two library;
  const FactId first = library.count("first", 3, 5);
  const FactId second = library.count("second", 5, 6);
  library.allows(library.one, library.line(library.of(first)));
  library.allows(library.two, library.line(library.of(second)));
  EXPECT_EQ(possible(Asked(library).requests(9).decided()), "modify pend");
  EXPECT_EQ(possible(Asked(library).number(second, 5, 5).requests(9).decided()), "modify pend");
  EXPECT_EQ(possible(Asked(library).number(first, 5, 5).requests(9).decided()), "modify pend");
  EXPECT_EQ(possible(Asked(library).number(second, 6, 6).requests(9).decided()), "pend");
  EXPECT_EQ(outcome(Asked(library).number(first, 5, 5).number(second, 5, 5).requests(9).decided()), "modify because allows");
}

TEST(WhichRule, ThreeRulesMeetOnlyWhereAllDo) {
  Two library;
  const RuleId three = library.rule(library.mtus, "conditioning.three");
  const FactId wide = library.count("wide", 1, 9);
  const FactId low = library.count("low", 1, 3);
  const FactId high = library.count("high", 5, 7);
  library.allows(library.one, library.line(library.of(wide)));
  library.allows(library.two, library.line(library.of(low)));
  library.allows(three, library.line(library.of(high)));
  EXPECT_EQ(possible(Asked(library).requests(12).decided()), "pend");  // a conflict for certain
}

TEST(WhichRule, RepeatedLabelsAreSaidWithTheirRule) {
  Two library;
  const FactId a = library.yes_no("a");
  const FactId b = library.yes_no("b");
  library.requires_(library.one, "need", library.of(a));
  library.requires_(library.two, "need", library.of(b));
  library.requires_(library.two, "other", library.of(b));
  const Determination d = Asked(library).with(a, false).with(b, false).decided();
  EXPECT_EQ(outcome(d), "deny because conditioning.one.need conditioning.two.need other");
  EXPECT_EQ(decided_by(library, d), "conditioning.one");
  library.at(library.two).applies = library.of(a);
  EXPECT_EQ(outcome(Asked(library).with(a, false).with(b, false).decided()), "deny because need");
}

TEST(WhichRule, AgesAreSplitIntoCells) {
  Library library;
  const EditionId mtus = library.edition("mtus");
  const FactId age = library.count("age", 0, 130);
  const RuleId child = library.rule(mtus, "conditioning.child");
  const RuleId adult = library.rule(mtus, "conditioning.adult");
  const RuleId old = library.rule(mtus, "conditioning.old");
  library.at(child).applies = library.less(library.of(age), library.number(18));
  library.at(adult).applies = library.between(library.of(age), library.number(18), library.number(64));
  library.at(old).applies = library.at_most(library.number(65), library.of(age));
  library.at(child).not_recommended = true;
  library.consults({"mtus"});
  EXPECT_EQ(combinations(library.program, PolicyId{0}, library.service), 3u);
  EXPECT_EQ(possible(Asked(library).decided()), "approve deny");
  EXPECT_EQ(outcome(Asked(library).number(age, 18, 130).decided()), "approve");
  EXPECT_EQ(decided_by(library, Asked(library).number(age, 64, 65).decided()), "nobody");
  EXPECT_EQ(decided_by(library, Asked(library).number(age, 17, 17).decided()), "conditioning.child");
  EXPECT_EQ(possible(Asked(library).number(age, 17, 18).decided()), "approve deny");
}

TEST(WhichRule, SpansAreSplitIntoCells) {
  Two library;
  const FactId injury = library.date("injury");
  const FactId today = library.date("today");
  library.at(library.one).applies = library.within_months(injury, today, 24);
  library.at(library.two).applies = library.no(library.within_months(injury, today, 12));
  library.deny(library.two);
  EXPECT_EQ(combinations(library.program, PolicyId{0}, library.service), 3u);
  EXPECT_EQ(possible(Asked(library).decided()), "approve deny pend");  // under a year, over two, between: a conflict
  Asked asked(library);
  asked.on(injury, "2012-01-01", "2012-12-31").on(today, "2014-01-01");
  EXPECT_EQ(possible(asked.decided()), "pend");  // 2012-01-01 is two years to the day: both apply
  asked.on(injury, "2011-12-31", "2012-12-31");
  EXPECT_EQ(possible(asked.decided()), "deny pend");
  asked.on(injury, "2011-01-01", "2011-12-31");
  EXPECT_EQ(possible(asked.decided()), "deny");
  asked.on(injury, "2013-01-01", "2013-01-02");
  EXPECT_EQ(possible(asked.decided()), "approve");
  asked.on(injury, "2012-12-31", "2013-01-01");
  EXPECT_EQ(possible(asked.decided()), "approve pend");
}

TEST(WhichRule, TheSameAtomHasTheSameValueEverywhere) {
  Two library;
  const FactId a = library.yes_no("a");
  const FactId b = library.yes_no("b");
  library.at(library.one).applies = library.all({library.of(a), library.of(b)});
  library.at(library.two).applies = library.no(library.all({library.of(a), library.of(b)}));
  const Determination d = Asked(library).decided();
  EXPECT_EQ(possible(d), "approve");
  EXPECT_EQ(outcome(d), "approve");  // whichever it is
  EXPECT_EQ(decided_by(library, d), "nobody");
  EXPECT_EQ(combinations(library.program, PolicyId{0}, library.service), 4u);
}

TEST(WhichRule, OverriddenIsSetAsideWhereBothApply) {
  Two library;
  const FactId special = library.yes_no("special");
  library.at(library.two).applies = library.of(special);
  library.at(library.two).overrides = {library.one};
  library.deny(library.two);
  const Determination both = Asked(library).with(special, true).decided();
  EXPECT_EQ(outcome(both), "deny because not_recommended");
  EXPECT_EQ(decided_by(library, both), "conditioning.two");
  EXPECT_TRUE(both.rules[0].set_aside);
  EXPECT_FALSE(both.rules[0].consulted);
  EXPECT_TRUE(both.rules[0].requirements.empty());
  EXPECT_EQ(outcome(Asked(library).with(special, false).decided()), "approve");
  const Determination open = Asked(library).decided();
  EXPECT_EQ(possible(open), "approve deny");  // never both
  EXPECT_FALSE(open.rules[0].set_aside);
}

TEST(WhichRule, AnExceptionToAnExceptionStandsInsideIt) {
  Library library;
  const EditionId mtus = library.edition("mtus");
  const FactId b = library.yes_no("b");
  const FactId c = library.yes_no("c");
  const RuleId base = library.rule(mtus, "conditioning.base");
  const RuleId exception = library.rule(mtus, "conditioning.exception");
  const RuleId inner = library.rule(mtus, "conditioning.inner");
  library.at(exception).applies = library.of(b);
  library.at(inner).applies = library.of(c);
  library.at(exception).overrides = {base};
  library.at(inner).overrides = {exception};
  library.at(exception).not_recommended = true;
  library.consults({"mtus"});
  const auto by = [&](bool is_b, bool is_c) {
    return decided_by(library, Asked(library).with(b, is_b).with(c, is_c).decided());
  };
  EXPECT_EQ(by(false, false), "conditioning.base");
  EXPECT_EQ(by(true, false), "conditioning.exception");
  EXPECT_EQ(by(true, true), "conditioning.inner");
  EXPECT_EQ(by(false, true), "conditioning.inner");
}

TEST(WhichRule, OtherwiseAppliesWhereNoOtherDoes) {
  Two library;
  const FactId a = library.yes_no("a");
  library.at(library.one).applies = library.of(a);
  library.at(library.two).applies_otherwise = true;
  library.deny(library.two);
  EXPECT_EQ(decided_by(library, Asked(library).with(a, true).decided()), "conditioning.one");
  EXPECT_EQ(decided_by(library, Asked(library).with(a, false).decided()), "conditioning.two");
  const Determination open = Asked(library).decided();
  EXPECT_EQ(possible(open), "approve deny");
  EXPECT_EQ(open.rules[1].applies, Truth::undocumented);
  EXPECT_EQ(Asked(library).with(a, true).decided().rules[1].applies, Truth::no);
}

TEST(WhichRule, OpenAllowanceOverRulesIsTheLeastIfThePolicySaysSo) {
  Two library;
  const FactId a = library.yes_no("a");
  library.at(library.one).applies = library.of(a);
  library.at(library.two).applies = library.no(library.of(a));
  library.allows(library.one, 10);
  library.allows(library.two, 6);
  const Determination open = Asked(library).requests(12).decided();
  EXPECT_EQ(outcome(open), "pend because applies");
  EXPECT_EQ(possible(open), "modify");
  library.policy().allowance_least = true;
  const Determination least = Asked(library).requests(12).decided();
  EXPECT_EQ(outcome(least), "modify because allows");
  EXPECT_EQ(least.granted->quantity, sessions(6));
  const Determination cut = Asked(library).requests(8).decided();  // as requested by one rule, six by the other
  EXPECT_EQ(outcome(cut), "modify because allows");
  EXPECT_EQ(cut.granted->quantity, sessions(6));
}

TEST(WhichRule, DeniedByAConflictAndByARule) {
  Two library;
  const FactId a = library.yes_no("a");
  library.at(library.one).applies = library.of(a);
  library.deny(library.two);
  library.policy().when_conflict = Outcome::deny;
  const Determination d = Asked(library).decided();
  EXPECT_EQ(outcome(d), "deny because not_recommended conflict");
  EXPECT_EQ(possible(d), "deny");
  EXPECT_EQ(decided_by(library, d), "nobody");
}

TEST(WhichRule, OfAConflictOnlyRulesThatDenyGiveGrounds) {
  Two library;
  GrantLine remaining = library.line(library.number(10));
  remaining.less_used = true;
  library.allows(library.one, remaining);  // `used` is not documented: may come to nothing
  library.deny(library.two);
  library.policy().when_conflict = Outcome::deny;
  EXPECT_EQ(outcome(Asked(library).requests(4).decided()), "deny because not_recommended conflict");
}

TEST(WhichRule, SilenceApprovedIsAsRequested) {
  Two library;
  const FactId a = library.yes_no("a");
  library.at(library.one).applies = library.no(library.of(a));
  library.at(library.two).applies = library.no(library.of(a));
  library.policy().when_silent = Outcome::approve;
  EXPECT_EQ(outcome(Asked(library).requests(4).decided()), "approve because silent");
  library.allows(library.one, 10);
  library.allows(library.two, 10);
  const Determination d = Asked(library).decided();  // ten, or whatever was requested
  EXPECT_EQ(outcome(d), "pend because applies");
  EXPECT_EQ(possible(d), "approve");
  EXPECT_FALSE(d.granted.has_value());
}

TEST(WhichRule, CriteriaLeftOpenOfARuleThatDeniesAnywayAreNoReason) {
  Two library;
  const FactId a = library.yes_no("a");
  const FactId b = library.yes_no("b");
  const FactId c = library.yes_no("c");
  library.at(library.one).applies = library.of(a);
  library.at(library.two).applies = library.no(library.of(a));
  library.requires_(library.one, "unmet", library.of(b));
  library.requires_(library.one, "open", library.of(c));
  const Determination d = Asked(library).with(b, false).decided();
  EXPECT_EQ(outcome(d), "pend because applies");
  EXPECT_EQ(to_change(d), "unmet open");
}

TEST(WhichRule, DeniedWhicheverRuleDecidesEitherMayBeChanged) {
  Two library;
  const FactId a = library.yes_no("a");
  const FactId b = library.yes_no("b");
  const FactId c = library.yes_no("c");
  library.at(library.one).applies = library.of(a);
  library.at(library.two).applies = library.no(library.of(a));
  library.requires_(library.one, "first", library.of(b));
  library.requires_(library.two, "second", library.of(c));
  const Determination d = Asked(library).with(b, false).with(c, false).decided();
  EXPECT_EQ(outcome(d), "deny because first second");
  EXPECT_EQ(to_change(d), "first | second");
}

TEST(WhichRule, TooManyCombinationsClaimNothing) {
  Library library;
  const EditionId mtus = library.edition("mtus");
  std::vector<NodeId> atoms;
  for (int i = 0; i < 13; ++i) atoms.push_back(library.of(library.yes_no(numbered("a", i))));
  const RuleId only = library.rule(mtus, "conditioning");
  library.at(only).applies = library.all(atoms);
  library.consults({"mtus"});
  EXPECT_EQ(combinations(library.program, PolicyId{0}, library.service), 8192u);
  const Determination d = Asked(library).decided();
  EXPECT_EQ(possible(d), "approve modify deny pend");
  EXPECT_EQ(outcome(d), "pend because applies");
  Asked documented(library);
  documented.with(FactId{0}, true);
  EXPECT_EQ(possible(documented.decided()), "approve pend");  // 4,096 are tried
}

TEST(WhichRule, CountOfCombinationsSaturates) {
  Library library;
  const EditionId mtus = library.edition("mtus");
  std::vector<NodeId> atoms;
  for (int i = 0; i < 70; ++i) atoms.push_back(library.of(library.yes_no(numbered("a", i))));
  const RuleId only = library.rule(mtus, "conditioning");
  library.at(only).applies = library.any(atoms);
  library.consults({"mtus"});
  EXPECT_EQ(combinations(library.program, PolicyId{0}, library.service), ~std::uint64_t{0});
  EXPECT_EQ(outcome(Asked(library).decided()), "pend because applies");
}

TEST(WhichRule, ADeciderGivesTheSame) {
  Two library;
  const FactId a = library.yes_no("a");
  library.at(library.two).applies = library.of(a);
  library.deny(library.two);
  const Decider decider(library.program);
  const Evaluate evaluate = [&](const CaseFacts& facts, Trace& trace) { interpret_into(library.program, facts, trace); };
  for (const bool value : {true, false, true}) {
    Asked asked(library);
    asked.with(a, value);
    const Determination one = asked.decided();
    const Determination other = decider.decide(PolicyId{0}, "case", asked.request, evaluate);
    EXPECT_EQ(outcome(one), outcome(other));
    EXPECT_EQ(possible(one), possible(other));
    EXPECT_EQ(outcome(one), value ? "pend because conflict" : "approve");
  }
}

}  // namespace
}  // namespace precept::testing
