// One rule that always applies: statuses, the outcome set, closing, exemption, and the reasons (sections 6 and 7).
#include "tests/decide/library.hpp"

namespace precept::testing {
namespace {

struct OneRule : Library {
  EditionId mtus = edition("mtus");
  RuleId rule_id = rule(mtus, "conditioning");
  FactId a = yes_no("a"), b = yes_no("b"), c = yes_no("c"), d = yes_no("d");
  OneRule() { consults({"mtus"}); }
};

struct SeedRule : OneRule {
  CriterionId demands = requires_(rule_id, "demands", of(a));
  CriterionId trial = requires_(rule_id, "trial", of(b));
  CriterionId goal = requires_(rule_id, "goal", of(c));
  CriterionId recent = requires_(rule_id, "recent", of(d));
  FactId prior = yes_no("prior");
  CriterionId repeat = excluded(rule_id, "repeat", of(prior));
  SeedRule() {
    policy().requirement = Closing::fails;
    policy().exclusion = Closing::fails;
    policy().when_silent = Outcome::deny;
    policy().needs_review[static_cast<int>(Outcome::deny)] = true;
    at(trial).closing = Closing::fails;
    allows(rule_id, 10);
  }
};

TEST(Criteria, TheSeedIsDeniedForTheOneThatIsCertain) {
  const SeedRule library;
  const Determination d = Asked(library).with(library.d, false).requests(12).decided();
  EXPECT_EQ(outcome(d), "deny because recent");
  EXPECT_EQ(possible(d), "deny");
  EXPECT_EQ(to_change(d), "demands trial goal recent");
  EXPECT_TRUE(d.needs_review);
  EXPECT_EQ(d.granted->quantity, 0);
  EXPECT_EQ(decided_by(library, d), "conditioning");
  const RuleResult& rule = d.rules.at(0);
  EXPECT_TRUE(rule.consulted);
  EXPECT_EQ(status(rule.requirements[0]), "undocumented as unmet by policy");
  EXPECT_EQ(status(rule.requirements[1]), "undocumented as unmet by criterion");
  EXPECT_EQ(status(rule.requirements[3]), "unmet as unmet");
  EXPECT_EQ(status(rule.exclusions[0]), "undocumented as absent by policy");
  EXPECT_EQ(d.trace.values.size(), library.program.nodes.size());
}

TEST(Criteria, WithTheCertainOneMetTheClosedOnesDeny) {
  const SeedRule library;
  const Determination d = Asked(library).with(library.d, true).requests(12).decided();
  EXPECT_EQ(outcome(d), "deny because demands trial goal");
  EXPECT_EQ(possible(d), "modify deny");
  EXPECT_EQ(to_change(d), "demands trial goal");
}

TEST(Criteria, AllMetIsTenOfTwelve) {
  const SeedRule library;
  const Determination d = Asked(library)
                              .with(library.a, true)
                              .with(library.b, true)
                              .with(library.c, true)
                              .with(library.d, true)
                              .requests(12)
                              .decided();
  EXPECT_EQ(outcome(d), "modify because allows");
  EXPECT_EQ(possible(d), "modify deny");  // the exclusion is undocumented
  EXPECT_EQ(d.granted->quantity, sessions(10));
  EXPECT_EQ(to_change(d), "allows");
  EXPECT_FALSE(d.needs_review);
}

TEST(Criteria, EveryStatusOfRequirementsAndExclusions) {
  OneRule library;
  const CriterionId need = library.requires_(library.rule_id, "need", library.of(library.a));
  const CriterionId not_this = library.excluded(library.rule_id, "not_this", library.of(library.c));
  library.unless(need, library.of(library.b));
  library.unless(not_this, library.of(library.d));
  const auto seen = [&](std::optional<bool> a, std::optional<bool> b, std::optional<bool> c, std::optional<bool> d) {
    Asked asked(library);
    if (a) asked.with(library.a, *a);
    if (b) asked.with(library.b, *b);
    if (c) asked.with(library.c, *c);
    if (d) asked.with(library.d, *d);
    const Determination result = asked.decided();
    return word(result.rules[0].requirements[0].status) + " " + word(result.rules[0].exclusions[0].status) + ": " +
           possible(result);
  };
  EXPECT_EQ(seen(true, false, false, false), "met absent: approve");
  EXPECT_EQ(seen(false, false, true, false), "unmet present: deny");
  EXPECT_EQ(seen(false, true, true, true), "exempt exempt: approve");
  EXPECT_EQ(seen(true, true, false, true), "exempt exempt: approve");
  EXPECT_EQ(seen(std::nullopt, true, std::nullopt, true), "exempt exempt: approve");
  EXPECT_EQ(seen(true, std::nullopt, false, std::nullopt), "met absent: approve");
  EXPECT_EQ(seen(false, std::nullopt, true, std::nullopt), "undocumented undocumented: approve deny");
  EXPECT_EQ(seen(false, std::nullopt, false, true), "undocumented exempt: approve deny");
  EXPECT_EQ(seen(std::nullopt, false, false, false), "undocumented absent: approve deny");
  EXPECT_EQ(seen(true, false, std::nullopt, false), "met undocumented: approve deny");
}

TEST(Criteria, ExemptIsTakenAsExempt) {
  OneRule library;
  const CriterionId need = library.requires_(library.rule_id, "need", library.of(library.a));
  library.unless(need, library.of(library.b));
  library.policy().requirement = Closing::fails;
  const Determination d = Asked(library).with(library.b, true).decided();
  EXPECT_EQ(outcome(d), "approve");
  EXPECT_EQ(status(d.rules[0].requirements[0]), "exempt as exempt");
  EXPECT_EQ(to_change(d), "");
}

TEST(Criteria, WithoutClosingWhatIsOpenIsPend) {
  OneRule library;
  library.requires_(library.rule_id, "one", library.of(library.a));
  library.requires_(library.rule_id, "two", library.of(library.b));
  library.excluded(library.rule_id, "not_this", library.of(library.c));
  const Determination d = Asked(library).with(library.a, true).decided();
  EXPECT_EQ(outcome(d), "pend because two not_this");
  EXPECT_EQ(possible(d), "approve deny");
  EXPECT_EQ(to_change(d), "two not_this");
  EXPECT_FALSE(d.granted.has_value());
  EXPECT_EQ(decided_by(library, d), "conditioning");
}

TEST(Criteria, OneCertainGroundDeniesHoweverMuchIsOpen) {
  OneRule library;
  library.requires_(library.rule_id, "one", library.of(library.a));
  library.requires_(library.rule_id, "two", library.of(library.b));
  const Determination d = Asked(library).with(library.a, false).decided();
  EXPECT_EQ(outcome(d), "deny because one");
  EXPECT_EQ(possible(d), "deny");
  EXPECT_EQ(to_change(d), "one");  // with that alone it is no longer denied but open
}

TEST(Criteria, ReasonsAreInTheRulesOrderRequirementsFirst) {
  OneRule library;
  library.excluded(library.rule_id, "not_this", library.of(library.a));
  library.requires_(library.rule_id, "second", library.of(library.b));
  library.requires_(library.rule_id, "first", library.of(library.c));
  const Determination d = Asked(library).with(library.a, true).with(library.b, false).with(library.c, false).decided();
  EXPECT_EQ(outcome(d), "deny because second first not_this");
  EXPECT_EQ(to_change(d), "second first not_this");
}

TEST(Criteria, ClosedByItsOwnClauseBeforeThePolicys) {
  for (const auto& [own, policy, expected] : std::vector<std::tuple<Closing, Closing, std::string>>{
           {Closing::holds, Closing::fails, "undocumented as met by criterion: approve"},
           {Closing::fails, Closing::holds, "undocumented as unmet by criterion: deny because need"},
           {Closing::open, Closing::fails, "undocumented as undocumented: pend because need"}}) {
    OneRule library;
    library.at(library.requires_(library.rule_id, "need", library.of(library.a))).closing = own;
    library.policy().requirement = policy;
    const Determination d = Asked(library).decided();
    EXPECT_EQ(status(d.rules[0].requirements[0]) + ": " + outcome(d), expected);
    EXPECT_EQ(possible(d), "approve deny");
  }
}

TEST(Criteria, ExclusionsCloseTheirOwnWay) {
  for (const auto& [closing, expected] : std::vector<std::pair<Closing, std::string>>{
           {Closing::holds, "undocumented as present by policy: deny because not_this"},
           {Closing::fails, "undocumented as absent by policy: approve"},
           {Closing::open, "undocumented as undocumented: pend because not_this"}}) {
    OneRule library;
    library.excluded(library.rule_id, "not_this", library.of(library.a));
    library.policy().exclusion = closing;
    library.policy().requirement = Closing::fails;
    const Determination d = Asked(library).decided();
    EXPECT_EQ(status(d.rules[0].exclusions[0]) + ": " + outcome(d), expected);
  }
}

TEST(Criteria, ClosingIsOfTopLevelCriteriaOnly) {
  OneRule library;
  const CriterionId group = library.requires_(
      library.rule_id, "signs", library.at_least(2, {library.of(library.a), library.of(library.b), library.of(library.c)}));
  library.branch(group, "weak", library.of(library.a));
  library.branch(group, "numb", library.of(library.b));
  library.branch(group, "reflex", library.of(library.c));
  library.considers(library.rule_id, "fce", library.of(library.d));
  library.policy().requirement = Closing::fails;
  const Determination d = Asked(library).with(library.a, true).with(library.b, false).decided();
  EXPECT_EQ(outcome(d), "deny because signs");
  EXPECT_EQ(to_change(d), "signs");
  const CriterionResult& signs = d.rules[0].requirements[0];
  EXPECT_EQ(status(signs), "undocumented as unmet by policy");
  ASSERT_EQ(signs.branches.size(), 3u);
  EXPECT_EQ(status(signs.branches[0]), "met as met");
  EXPECT_EQ(status(signs.branches[1]), "unmet as unmet");
  EXPECT_EQ(status(signs.branches[2]), "undocumented as undocumented");
  EXPECT_EQ(status(d.rules[0].considers[0]), "undocumented as undocumented");
}

TEST(Criteria, WhatIsConsideredNeverDecides) {
  OneRule library;
  library.considers(library.rule_id, "fce", library.of(library.a));
  EXPECT_EQ(outcome(Asked(library).with(library.a, false).decided()), "approve");
  EXPECT_EQ(outcome(Asked(library).decided()), "approve");
}

TEST(Criteria, ARuleWithoutCriteriaApproves) {
  const OneRule library;
  const Determination d = Asked(library).requests(7).decided();
  EXPECT_EQ(outcome(d), "approve");
  EXPECT_EQ(possible(d), "approve");
  EXPECT_EQ(d.granted->quantity, sessions(7));
  EXPECT_EQ(Asked(library).decided().granted->quantity, std::nullopt);
}

TEST(Criteria, ANotRecommendedRuleDenies) {
  OneRule library;
  library.at(library.rule_id).not_recommended = true;
  library.requires_(library.rule_id, "one", library.of(library.a));
  for (const bool met : {true, false}) {
    const Determination d = Asked(library).with(library.a, met).requests(3).decided();
    EXPECT_EQ(outcome(d), "deny because not_recommended");
    EXPECT_EQ(possible(d), "deny");
    EXPECT_EQ(to_change(d), "");
    EXPECT_EQ(d.granted->quantity, 0);
    EXPECT_EQ(decided_by(library, d), "conditioning");
  }
}

TEST(Criteria, AssumedFactsCountInWhatIsPossible) {
  OneRule library;
  library.program.facts[library.a.index].assumed = truth_value(Truth::no);
  library.excluded(library.rule_id, "not_this", library.of(library.a));
  const Determination d = Asked(library).decided();
  EXPECT_EQ(possible(d), "approve");
  EXPECT_EQ(status(d.rules[0].exclusions[0]), "absent as absent");
}

TEST(Criteria, ReviewIsForTheOutcomeThePolicyNames) {
  OneRule library;
  library.policy().needs_review[static_cast<int>(Outcome::pend)] = true;
  library.requires_(library.rule_id, "one", library.of(library.a));
  EXPECT_TRUE(Asked(library).decided().needs_review);
  EXPECT_FALSE(Asked(library).with(library.a, false).decided().needs_review);
}

}  // namespace
}  // namespace precept::testing
