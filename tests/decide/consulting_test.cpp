// The order of consulting: who is passed over and why, a rebutted presumption, guidelines weighed by evidence.
#include "tests/decide/library.hpp"

namespace precept::testing {
namespace {

TEST(Consulting, TheFirstGuidelineWithARuleThatAppliesDecides) {
  Library library;
  const EditionId acoem = library.edition("acoem");
  library.edition("mtus");
  const EditionId odg = library.edition("odg");
  const FactId a = library.yes_no("a");
  library.at(library.rule(acoem, "conditioning")).applies = library.of(a);
  library.at(library.rule(odg, "conditioning.odg")).not_recommended = true;
  library.consults({"mtus"});
  library.consults({"acoem"});
  library.consults({"odg"});
  EXPECT_EQ(outcome(Asked(library).with(a, true).decided()), "approve");
  EXPECT_EQ(passed(Asked(library).with(a, true).decided()), "mtus:no_rule");
  const Determination d = Asked(library).with(a, false).decided();
  EXPECT_EQ(outcome(d), "deny because not_recommended");
  EXPECT_EQ(passed(d), "mtus:no_rule acoem:none_applies");
  EXPECT_EQ(passed(Asked(library).decided()), "mtus:no_rule");  // acoem may decide
  EXPECT_EQ(possible(Asked(library).decided()), "approve deny");
}

TEST(Consulting, RulesOfOtherServicesAreNone) {
  Library library;
  const EditionId mtus = library.edition("mtus");
  const RuleId other = library.rule(mtus, "acupuncture");
  library.at(other).service = library.add_service("acupuncture");
  library.consults({"mtus"});
  const Determination d = Asked(library).decided();
  EXPECT_EQ(outcome(d), "pend because silent");
  EXPECT_EQ(passed(d), "mtus:no_rule");
  EXPECT_TRUE(d.rules.empty());
}

struct Rebuttable : Library {
  EditionId acoem = edition("acoem");
  EditionId mtus = edition("mtus");
  RuleId second = rule(acoem, "conditioning.second");
  RuleId first = rule(mtus, "conditioning.first");
  FactId rebutted = yes_no("rebutted");
  Rebuttable() {
    consults({"mtus"});
    consults({"acoem"});
    const NodeId unless = of(rebutted);
    policy().steps[0].alternatives[0].unless = unless;
    at(first).not_recommended = true;
  }
};

TEST(Consulting, ARebuttedPresumptionPassesTheGuidelineOver) {
  const Rebuttable library;
  const Determination d = Asked(library).with(library.rebutted, true).decided();
  EXPECT_EQ(outcome(d), "approve");
  EXPECT_EQ(passed(d), "mtus:rebutted");
  EXPECT_EQ(decided_by(library, d), "conditioning.second");
  EXPECT_FALSE(d.rules[0].consulted);
  EXPECT_EQ(outcome(Asked(library).with(library.rebutted, false).decided()), "deny because not_recommended");
  EXPECT_EQ(possible(Asked(library).decided()), "approve deny");
  EXPECT_EQ(passed(Asked(library).decided()), "");
}

TEST(Consulting, ARuleThatTheConditionsShareAnAtomWith) {
  Rebuttable library;  // rebutted and `second` alike: never silent
  const NodeId both = library.of(library.rebutted);
  library.at(library.second).applies = both;
  library.policy().when_silent = Outcome::modify;
  EXPECT_EQ(possible(Asked(library).decided()), "approve deny");
}

struct ByEvidence : Library {
  EditionId acoem = edition("acoem");
  EditionId odg = edition("odg");
  RuleId good = rule(acoem, "conditioning.acoem");
  RuleId weak = rule(odg, "conditioning.odg");
  ByEvidence() {
    consults({"acoem", "odg"});
    at(weak).not_recommended = true;
  }
};

TEST(Consulting, ByEvidenceTheBetterGradeDecides) {
  ByEvidence library;
  library.at(library.good).evidence = 1;
  library.at(library.weak).evidence = 2;
  const Determination d = Asked(library).decided();
  EXPECT_EQ(outcome(d), "approve");
  EXPECT_EQ(passed(d), "odg:lower_evidence");
  EXPECT_FALSE(d.rules[1].consulted);
  library.at(library.weak).evidence = 0;
  EXPECT_EQ(outcome(Asked(library).decided()), "deny because not_recommended");
  EXPECT_EQ(passed(Asked(library).decided()), "acoem:lower_evidence");
}

TEST(Consulting, EqualOrUngradedOnesThatDifferAreAConflict) {
  ByEvidence library;
  EXPECT_EQ(outcome(Asked(library).decided()), "pend because conflict");
  library.at(library.good).evidence = 2;
  EXPECT_EQ(outcome(Asked(library).decided()), "pend because conflict");
  library.at(library.weak).evidence = 2;
  EXPECT_EQ(outcome(Asked(library).decided()), "pend because conflict");
  library.at(library.weak).not_recommended = false;
  const Determination like = Asked(library).decided();
  EXPECT_EQ(outcome(like), "approve");
  EXPECT_EQ(decided_by(library, like), "conditioning.acoem");
}

TEST(Consulting, ByEvidenceOnlyThoseThatAnswerAreWeighed) {
  ByEvidence library;
  const FactId a = library.yes_no("a");
  library.at(library.good).evidence = 1;
  library.at(library.good).applies = library.of(a);
  library.at(library.weak).evidence = 2;
  const Determination d = Asked(library).with(a, false).decided();
  EXPECT_EQ(outcome(d), "deny because not_recommended");
  EXPECT_EQ(passed(d), "acoem:none_applies");
  EXPECT_EQ(possible(Asked(library).decided()), "approve deny");
}

}  // namespace
}  // namespace precept::testing
