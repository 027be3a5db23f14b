// Grants: every sentence of section 6 on `allows` and `never more than`, at and around the amounts.
#include "tests/decide/library.hpp"

namespace precept::testing {
namespace {

struct Granting : Library {
  EditionId mtus = edition("mtus");
  RuleId rule_id = rule(mtus, "conditioning");
  FactId a = yes_no("a"), b = yes_no("b");
  Granting() { consults({"mtus"}); }
  GrantLine line_of(std::int64_t n, std::optional<NodeId> when = {}, bool less_used = false) {
    GrantLine made = line(number(n));
    made.when = when;
    made.less_used = less_used;
    return made;
  }
  GrantLine within(std::optional<std::int64_t> n, NodeId duration) {
    GrantLine made = line(n ? std::optional<NodeId>(number(*n)) : std::nullopt);
    made.within = duration;
    return made;
  }
};

std::string granted(const Determination& d) {
  if (!d.granted) return "nothing said";
  std::string text = d.granted->quantity ? std::to_string(*d.granted->quantity / kOne) : "as requested";
  if (d.granted->within) {
    text += " within " + std::to_string(d.granted->within->value.lo) +
            (d.granted->within->kind == DurationKind::months ? "mo" : "d");
  }
  return text;
}

// "modify because allows [modify]: 10"
std::string all(const Determination& d) { return outcome(d) + " [" + possible(d) + "]: " + granted(d); }

TEST(Grants, LessThanRequestedIsModify) {
  Granting library;
  library.allows(library.rule_id, 10);
  EXPECT_EQ(all(Asked(library).requests(9).decided()), "approve [approve]: 9");
  EXPECT_EQ(all(Asked(library).requests(10).decided()), "approve [approve]: 10");
  EXPECT_EQ(all(Asked(library).requests(11).decided()), "modify because allows [modify]: 10");
  EXPECT_EQ(to_change(Asked(library).requests(11).decided()), "allows");
}

TEST(Grants, UndocumentedQuantityIsGrantedWhatIsAllowed) {
  Granting library;
  EXPECT_EQ(all(Asked(library).decided()), "approve [approve]: as requested");
  library.allows(library.rule_id, 10);
  EXPECT_EQ(all(Asked(library).decided()), "approve [approve]: 10");
}

TEST(Grants, APartlyDocumentedQuantityIsCutWhereItMayBeMore) {
  Granting library;
  library.allows(library.rule_id, 10);
  EXPECT_EQ(all(Asked(library).requests(7, 8).decided()), "approve [approve]: as requested");
  EXPECT_EQ(all(Asked(library).requests(11, 14).decided()), "modify because allows [modify]: 10");
  EXPECT_EQ(all(Asked(library).requests(8, 12).decided()), "pend because allows [approve modify]: nothing said");
  library.policy().allowance_least = true;
  EXPECT_EQ(all(Asked(library).requests(8, 12).decided()), "modify because allows [approve modify]: 10");
}

TEST(Grants, NothingIsADenial) {
  Granting library;
  library.allows(library.rule_id, 0);
  const Determination d = Asked(library).requests(3).decided();
  EXPECT_EQ(all(d), "deny because allows [deny]: 0");
  EXPECT_EQ(to_change(d), "allows");
  EXPECT_EQ(all(Asked(library).decided()), "deny because allows [deny]: 0");
}

TEST(Grants, NothingToGrantAndACriterionUnmet) {
  Granting library;
  library.allows(library.rule_id, 0);
  library.requires_(library.rule_id, "one", library.of(library.a));
  const Determination d = Asked(library).with(library.a, false).decided();
  EXPECT_EQ(outcome(d), "deny because one");
  EXPECT_EQ(to_change(d), "one allows");
  const Determination open = Asked(library).decided();
  EXPECT_EQ(outcome(open), "deny because allows");  // met or not, nothing is granted
}

TEST(Grants, AlternativesTheFirstThatHolds) {
  Granting library;
  library.allows(library.rule_id, library.line_of(4, library.of(library.a)));
  library.allows(library.rule_id, library.line_of(6, library.of(library.b)));
  const auto with = [&](std::optional<bool> a, std::optional<bool> b) {
    Asked asked(library);
    if (a) asked.with(library.a, *a);
    if (b) asked.with(library.b, *b);
    return all(asked.requests(5).decided());
  };
  EXPECT_EQ(with(true, true), "modify because allows [modify]: 4");
  EXPECT_EQ(with(false, true), "approve [approve]: 5");
  EXPECT_EQ(with(false, false), "approve [approve]: 5");  // none holds: as requested
  EXPECT_EQ(with(true, std::nullopt), "modify because allows [modify]: 4");
  EXPECT_EQ(with(std::nullopt, true), "pend because allows [approve modify]: nothing said");
  EXPECT_EQ(with(false, std::nullopt), "approve [approve]: 5");
}

TEST(Grants, CeilingsAllBindTheLeastIsGranted) {
  Granting library;
  library.allows(library.rule_id, 10);
  library.never_more(library.rule_id, library.line_of(8));
  library.never_more(library.rule_id, library.line_of(6, library.of(library.a)));
  EXPECT_EQ(all(Asked(library).with(library.a, false).requests(12).decided()), "modify because allows [modify]: 8");
  EXPECT_EQ(all(Asked(library).with(library.a, true).requests(12).decided()), "modify because allows [modify]: 6");
  EXPECT_EQ(all(Asked(library).requests(12).decided()), "pend because allows [modify]: nothing said");
  EXPECT_EQ(all(Asked(library).requests(6).decided()), "approve [approve]: 6");
  library.policy().allowance_least = true;
  EXPECT_EQ(all(Asked(library).requests(12).decided()), "modify because allows [modify]: 6");
}

TEST(Grants, CeilingsBindWithoutAllows) {
  Granting library;
  library.never_more(library.rule_id, library.line_of(24, std::nullopt, true));
  EXPECT_EQ(all(Asked(library).requests(12).used(12, 12).decided()), "approve [approve]: 12");
  EXPECT_EQ(all(Asked(library).requests(12).used(13, 13).decided()), "modify because allows [modify]: 11");
}

TEST(Grants, UsedIsTakenOffBelowZeroIsZero) {
  Granting library;
  library.allows(library.rule_id, library.line_of(10, std::nullopt, true));
  EXPECT_EQ(all(Asked(library).requests(12).used(4, 4).decided()), "modify because allows [modify]: 6");
  EXPECT_EQ(all(Asked(library).requests(6).used(4, 4).decided()), "approve [approve]: 6");
  EXPECT_EQ(all(Asked(library).requests(6).used(10, 10).decided()), "deny because allows [deny]: 0");
  EXPECT_EQ(all(Asked(library).requests(6).used(11, 11).decided()), "deny because allows [deny]: 0");
  EXPECT_EQ(all(Asked(library).used(3, 3).decided()), "approve [approve]: 7");
}

TEST(Grants, UndocumentedUsedLeavesTheGrantOpen) {
  Granting library;
  library.allows(library.rule_id, library.line_of(10, std::nullopt, true));
  const Determination d = Asked(library).requests(6).decided();
  EXPECT_EQ(all(d), "pend because allows [approve modify deny]: nothing said");
  EXPECT_EQ(to_change(d), "allows");
  EXPECT_EQ(all(Asked(library).decided()), "pend because allows [approve deny]: nothing said");
  EXPECT_EQ(all(Asked(library).requests(12).used(0, 2).decided()), "pend because allows [modify]: nothing said");
  EXPECT_EQ(all(Asked(library).requests(8).used(0, 2).decided()), "approve [approve]: 8");
  EXPECT_EQ(all(Asked(library).used(0, 2).decided()), "pend because allows [approve]: nothing said");
  library.policy().allowance_least = true;
  EXPECT_EQ(all(Asked(library).requests(6).decided()), "deny because allows [approve modify deny]: 0");
  EXPECT_EQ(all(Asked(library).requests(12).used(0, 2).decided()), "modify because allows [modify]: 8");
  EXPECT_EQ(all(Asked(library).used(0, 2).decided()), "approve [approve]: 8");
}

TEST(Grants, UndocumentedUsedIsNoMatterWhereNoLineTakesItOff) {
  Granting library;
  library.allows(library.rule_id, library.line_of(10, library.of(library.a), true));
  library.allows(library.rule_id, 10);
  EXPECT_EQ(all(Asked(library).with(library.a, false).requests(6).decided()), "approve [approve]: 6");
}

TEST(Grants, AnOpenCriterionIsToldBeforeAnOpenGrant) {
  Granting library;
  library.allows(library.rule_id, library.line_of(10, std::nullopt, true));
  library.requires_(library.rule_id, "one", library.of(library.a));
  EXPECT_EQ(outcome(Asked(library).requests(6).decided()), "pend because one");
  EXPECT_EQ(to_change(Asked(library).requests(6).decided()), "one allows");
}

TEST(Grants, ALongerCourseIsModifyAnUndocumentedOneIsNot) {
  Granting library;
  library.allows(library.rule_id, library.within(10, library.days(56)));
  EXPECT_EQ(all(Asked(library).requests(10).over_days(56).decided()), "approve [approve]: 10 within 56d");
  EXPECT_EQ(all(Asked(library).requests(10).over_days(57).decided()), "modify because allows [modify]: 10 within 56d");
  EXPECT_EQ(all(Asked(library).requests(10).decided()), "approve [approve]: 10 within 56d");
  EXPECT_EQ(all(Asked(library).requests(12).over_days(42).decided()), "modify because allows [modify]: 10 within 56d");
}

TEST(Grants, WithinAloneLimitsTime) {
  Granting library;
  library.allows(library.rule_id, library.within(std::nullopt, library.days(56)));
  EXPECT_EQ(all(Asked(library).requests(99).over_days(56).decided()), "approve [approve]: 99 within 56d");
  EXPECT_EQ(all(Asked(library).requests(99).over_days(57).decided()), "modify because allows [modify]: 99 within 56d");
  EXPECT_EQ(all(Asked(library).decided()), "approve [approve]: as requested within 56d");
}

TEST(Grants, MonthsAgainstDaysByTheirBounds) {
  Granting library;
  library.allows(library.rule_id, library.within(10, library.months(2)));  // 59 to 62 days
  const auto over = [&](std::int64_t days) { return all(Asked(library).requests(5).over_days(days).decided()); };
  EXPECT_EQ(over(59), "approve [approve]: 5 within 2mo");
  EXPECT_EQ(over(60), "pend because allows [approve modify]: nothing said");
  EXPECT_EQ(over(62), "pend because allows [approve modify]: nothing said");
  EXPECT_EQ(over(63), "modify because allows [modify]: 5 within 2mo");
  EXPECT_EQ(all(Asked(library).requests(5).over_months(2).decided()), "approve [approve]: 5 within 2mo");
  EXPECT_EQ(all(Asked(library).requests(5).over_months(3).decided()), "modify because allows [modify]: 5 within 2mo");
  library.policy().allowance_least = true;
  EXPECT_EQ(over(60), "modify because allows [approve modify]: 5 within 2mo");
}

TEST(Grants, OfSeveralTimesTheShortestBinds) {
  Granting library;
  library.allows(library.rule_id, library.within(10, library.days(56)));
  library.never_more(library.rule_id, library.within(12, library.days(28)));
  EXPECT_EQ(all(Asked(library).requests(10).over_days(30).decided()), "modify because allows [modify]: 10 within 28d");
  library.never_more(library.rule_id, library.within(std::nullopt, library.months(1)));  // 28 to 31 days
  EXPECT_EQ(all(Asked(library).requests(10).over_days(28).decided()), "approve [approve]: 10 within 28d");
}

TEST(Grants, AnAllowanceThatIsWorkedOut) {
  Granting library;
  const FactId levels = library.count("levels", 0, 20);
  library.allows(library.rule_id, library.line(library.of(levels)));
  EXPECT_EQ(all(Asked(library).number(levels, 4, 4).requests(5).decided()), "modify because allows [modify]: 4");
  EXPECT_EQ(all(Asked(library).number(levels, 5, 9).requests(5).decided()), "approve [approve]: 5");
  EXPECT_EQ(all(Asked(library).number(levels, 3, 4).requests(5).decided()), "pend because allows [modify]: nothing said");
  EXPECT_EQ(all(Asked(library).requests(5).decided()), "pend because allows [approve modify deny]: nothing said");
  library.policy().allowance_least = true;
  EXPECT_EQ(all(Asked(library).number(levels, 3, 9).requests(5).decided()), "modify because allows [approve modify]: 3");
}

TEST(Grants, TheLeastOfAlternativesIsTheLeastOfEach) {
  Granting library;
  GrantLine many = library.within(12, library.days(28));
  many.when = library.of(library.a);
  library.allows(library.rule_id, many);
  library.allows(library.rule_id, library.within(10, library.days(56)));
  EXPECT_EQ(all(Asked(library).requests(15).decided()), "pend because allows [modify]: nothing said");
  library.policy().allowance_least = true;
  EXPECT_EQ(all(Asked(library).requests(15).decided()), "modify because allows [modify]: 10 within 28d");
}

TEST(Grants, QuantityAndTimeMayBeCutByTwoUndocumentedCeilings) {
  Granting library;
  GrantLine few = library.within(4, library.days(90));
  few.when = library.of(library.a);
  GrantLine brief = library.within(9, library.days(20));
  brief.when = library.of(library.b);
  library.never_more(library.rule_id, few);
  library.never_more(library.rule_id, brief);
  library.policy().when_conflict = Outcome::deny;
  // A second rule grants 4 within 20 days: alike only where both ceilings hold.
  const RuleId other = library.rule(library.mtus, "other");
  library.allows(other, library.within(4, library.days(20)));
  EXPECT_EQ(all(Asked(library).requests(12).over_days(100).decided()), "pend because allows [modify deny]: nothing said");
}

TEST(Grants, CountsAreWholeNumbersNeedNotBe) {
  Granting library;
  const FactId whole = library.count("whole", 0, 2);
  library.allows(library.rule_id, library.line(library.of(whole)));
  EXPECT_EQ(possible(Asked(library).requests(1).decided()), "approve deny");
  Granting measured;
  const FactId milligrams = measured.fact("milligrams", {TypeKind::number, {}, UnitId{0}, false}, {0, 2 * kOne});
  measured.allows(measured.rule_id, measured.line(measured.of(milligrams)));
  EXPECT_EQ(possible(Asked(measured).requests(1).decided()), "approve modify deny");
  EXPECT_EQ(outcome(Asked(measured).set(milligrams, {kOne / 2, kOne / 2}).requests(1).decided()), "modify because allows");
}

TEST(Grants, ManyUndocumentedCeilingsAreLookedAtTwoByTwo) {
  Granting library;
  for (int i = 0; i < 30; ++i) {
    const FactId when = library.yes_no(numbered("when", i));
    library.never_more(library.rule_id, library.line_of(5 + i, library.of(when)));
  }
  EXPECT_EQ(all(Asked(library).requests(5).decided()), "approve [approve]: 5");
  EXPECT_EQ(all(Asked(library).requests(6).decided()), "pend because allows [approve modify]: nothing said");
}

}  // namespace
}  // namespace precept::testing
