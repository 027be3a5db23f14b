// List expressions: what they are checked to, which names mean what within them, what is refused with which mend.
#include <gtest/gtest.h>

#include "tests/check/checked.hpp"

namespace precept::check {
namespace {

// The condition stands on line 32.
const std::string kClinic =
    "unit session, sessions\n"
    "choice kind: physical_therapy, chiropractic, acupuncture\n"
    "choice finding: weakness, numbness, reflex_loss\n"
    "scale grade: low < middle < high\n"
    "record scan\n"
    "  day: date\n"
    "  clear: yes or no\n"
    "end\n"
    "record course\n"
    "  kind: kind\n"
    "  start: date\n"
    "  finish: date from start\n"
    "  visits: count in sessions\n"
    "  helped: grade\n"
    "  better: yes or no\n"
    "  note: text\n"
    "  found: list of finding\n"
    "  scans: list of scan\n"
    "  pain: number signed\n"
    "  rest: duration in days\n"
    "  define length = time from start to finish\n"
    "  define long = length >= 6w\n"
    "end\n"
    "fact courses: list of course\n"
    "fact orders: list of scan\n"
    "fact regions: list of finding\n"
    "fact scores: list of number\n"
    "fact injury: date\n"
    "fact rest: duration in days\n";

// What the condition is checked to, or what is found wrong.
std::string of(const std::string& expression) {
  const Checked out = checked("service therapy\n" + kClinic + "\ntherapy requires " + expression + "\n");
  if (!out.library) return out.findings();
  const std::string text = out.lines("requires ");
  return text.substr(text.find('('), text.size() - text.find('(') - 1);
}

TEST(Lists, SomeAsksOfOneRecord) {
  EXPECT_EQ(of("some courses where kind is physical_therapy"),
            "(list_some 1 over courses: yes or no (choice_in 1: yes or no (field 0 of 1: kind)))");
  EXPECT_EQ(of("some courses"), "(list_some 1 over courses: yes or no (constant 1..0: yes or no))");
}

TEST(Lists, MembersOppositeAFieldAreItsOwn) {
  EXPECT_EQ(of("some courses where kind in {physical_therapy, acupuncture} and acupuncture is kind"),
            "(list_some 1 over courses: yes or no (conjunction: yes or no (choice_in 5: yes or no (field 0 of 1: kind)) "
            "(choice_in 4: yes or no (field 0 of 1: kind))))");
  EXPECT_EQ(of("some courses where helped >= middle"),
            "(list_some 1 over courses: yes or no (less_equal: yes or no (constant 1: grade) (field 4 of 1: grade)))");
  EXPECT_EQ(of("some courses where kind is physcal_therapy"),
            "test:32:45 E0209 `physcal_therapy` is not a member of `kind`\n  help: did you mean `physical_therapy`?\n");
}

TEST(Lists, EveryHasTwoConditions) {
  EXPECT_EQ(of("every courses where better has visits >= 6 sessions"),
            "(list_every 1 over courses: yes or no (field 5 of 1: yes or no) "
            "(less_equal: yes or no (constant 6000000: count in session) (field 3 of 1: count in session)))");
  EXPECT_EQ(of("every courses has better"),
            "(list_every 1 over courses: yes or no (constant 1..0: yes or no) (field 5 of 1: yes or no))");
}

TEST(Lists, ACountHasNoUnitUnlessOneIsSaid) {
  EXPECT_EQ(of("(count of courses where better) <= 2"),
            "(less_equal: yes or no (list_count 1 over courses: count (field 5 of 1: yes or no)) (constant 2000000: count))");
  EXPECT_EQ(of("(count of courses where helped is high in sessions) <= 2 sessions"),
            "(less_equal: yes or no (list_count 1 over courses: count in session (equal: yes or no (field 4 of 1: grade) (constant 2: grade))) (constant 2000000: count in session))");
  EXPECT_EQ(of("count of courses <= 2 sessions").substr(0, 78),
            "test:32:18 E0303 this is measured in no unit but compared with sessions\n  test");
}

TEST(Lists, ASumIsWhatItsFieldIs) {
  EXPECT_EQ(of("sum of visits in courses <= 24 sessions"),
            "(less_equal: yes or no (list_sum 1 over courses: count in session (constant 1..0: yes or no) (field 3 of 1: count in session)) "
            "(constant 24000000: count in session))");
  EXPECT_EQ(of("(sum of pain in courses where better) <= 3"),
            "(less_equal: yes or no (list_sum 1 over courses: number signed (field 5 of 1: yes or no) (field 9 of 1: number signed)) "
            "(constant 3000000: count))");
  EXPECT_EQ(of("sum of rest in courses <= 8w"),
            "(less_equal: yes or no (list_sum 1 over courses: duration in days (constant 1..0: yes or no) (field 10 of 1: duration in days)) "
            "(constant 56: duration in days))");
  EXPECT_EQ(of("sum of kind in courses <= 3"),
            "test:32:25 E0362 `kind` is a choice `kind`, and what is wanted here is a count, a number or a duration\n");
}

TEST(Lists, ASpanIsComparedAndNeverSummed) {
  EXPECT_EQ(of("some courses where length >= 6w"),
            "(list_some 1 over courses: yes or no (less_equal: yes or no (constant 42: duration in days) (length of 1: span)))");
  EXPECT_EQ(of("some courses where long"), "(list_some 1 over courses: yes or no (long of 1: yes or no))");
  EXPECT_EQ(of("sum of length in courses >= 6w"),
            "test:32:25 E0362 `length` is a time from one date to another, and what is wanted here is a count, a number or a duration\n"
            "  help: a time from one date to another is compared, as in `where length >= 6w`; `define length_in_days = whole days of "
            "length` in the record makes a count of it\n");
}

TEST(Lists, DistinctValuesAreCounted) {
  EXPECT_EQ(of("count of distinct kind in courses >= 2"),
            "(less_equal: yes or no (constant 2000000: count) (list_distinct 1 over courses: count (constant 1..0: yes or no) (field 0 of 1: kind)))");
  EXPECT_EQ(of("count of distinct better in courses >= 2").substr(0, 59), "test:32:36 E0362 `better` is a yes or no, and what is wante");
}

TEST(Lists, LeastAndGreatestAreOfWhatHasAnOrder) {
  EXPECT_EQ(of("(least start in courses where better) >= 2014-01-01"),
            "(less_equal: yes or no (constant 16071: date) (list_least 1 over courses: date (field 5 of 1: yes or no) (field 1 of 1: date)))");
  EXPECT_EQ(of("greatest helped in courses is high"),
            "(equal: yes or no (list_greatest 1 over courses: grade (constant 1..0: yes or no) (field 4 of 1: grade)) (constant 2: grade))");
  EXPECT_EQ(of("greatest kind in courses is acupuncture").substr(0, 88),
            "test:32:27 E0362 `kind` is a choice `kind`, and what is wanted here is one that has an o");
}

TEST(Lists, TheLatestHasItsDateSecond) {
  EXPECT_EQ(of("latest courses by start where long has better"),
            "(list_latest_has 1 over courses: yes or no (long of 1: yes or no) (field 1 of 1: date) (field 5 of 1: yes or no))");
  EXPECT_EQ(of("(latest kind in courses by start where better) is acupuncture"),
            "(choice_in 4: yes or no (list_latest 1 over courses: kind (field 5 of 1: yes or no) (field 1 of 1: date) (field 0 of 1: kind)))");
  EXPECT_EQ(of("latest better in courses by start"),
            "(list_latest 1 over courses: yes or no (constant 1..0: yes or no) (field 1 of 1: date) (field 5 of 1: yes or no))");
  EXPECT_EQ(of("latest courses by kind has better"),
            "test:32:36 E0324 a date is wanted here, and this is a choice `kind`\n  help: the latest record is the one with the latest date\n");
  EXPECT_EQ(of("latest note in courses by start is better").substr(0, 72),
            "test:32:25 E0362 `note` is text, and what is wanted here is one that has");
}

TEST(Lists, AtLeastCountsKinds) {
  EXPECT_EQ(of("at least 2 of {physical_therapy, acupuncture} in courses by kind where better"),
            "(less_equal: yes or no (constant 2000000: count) (list_distinct 1 over courses 5: count (field 5 of 1: yes or no) (field 0 of 1: kind)))");
  EXPECT_EQ(of("at least 2 of {low, high} in courses by helped"),
            "(less_equal: yes or no (constant 2000000: count) (list_distinct 1 over courses 5: count (constant 1..0: yes or no) (field 4 of 1: grade)))");
  EXPECT_EQ(of("at least 3 of {physical_therapy, acupuncture} in courses by kind"),
            "test:32:32 E0318 `at least 3` is asked of 2 kinds: the number goes from 1 up to how many there are\n");
  EXPECT_EQ(of("at least 1 of {weakness} in courses by kind").substr(0, 53), "test:32:33 E0209 `weakness` is not a member of `kind`");
  EXPECT_EQ(of("at least 1 of {weakness} in courses by visits"),
            "test:32:57 E0362 `visits` is a count in sessions, and what is wanted here is a choice or a scale\n");
}

TEST(Lists, OfPlainValuesAreComparedAsTheyStand) {
  EXPECT_EQ(of("some regions in {weakness, numbness}"),
            "(list_some 1 over regions: yes or no (choice_in 3: yes or no (field 0 of 1: finding)))");
  EXPECT_EQ(of("some regions is weakness"), "(list_some 1 over regions: yes or no (choice_in 1: yes or no (field 0 of 1: finding)))");
  EXPECT_EQ(of("some scores between 3 and 5"),
            "(list_some 1 over scores: yes or no (between: yes or no (field 0 of 1: number signed) (constant 3000000: count) (constant 5000000: count)))");
  EXPECT_EQ(of("some regions where it is numbness"), "(list_some 1 over regions: yes or no (choice_in 2: yes or no (field 0 of 1: finding)))");
  EXPECT_EQ(of("sum of it in scores >= 3"),
            "(less_equal: yes or no (constant 3000000: count) (list_sum 1 over scores: number signed (constant 1..0: yes or no) (field 0 of 1: number signed)))");
  EXPECT_EQ(of("some courses in {physical_therapy}"),
            "test:32:18 E0364 `courses` holds records, and this compares them like plain values: it does not say what of a `course` is meant\n"
            "  help: say what of them: `some courses where kind ...`\n");
  EXPECT_EQ(of("some scores where value >= 3").substr(0, 45), "test:32:36 E0201 nothing here is called `valu");
}

TEST(Lists, StandInEachOther) {
  EXPECT_EQ(of("some courses where some scans where clear"),
            "(list_some 1 over courses: yes or no (list_some 2 over field 8 of 1: yes or no (field 1 of 2: yes or no)))");
  EXPECT_EQ(of("some courses as c where some c.scans where day within 3mo after c.start"),
            "(list_some 1 over courses: yes or no (list_some 2 over field 8 of 1: yes or no (between: yes or no (field 0 of 2: date) "
            "(field 1 of 1: date) (limit_months: date (field 1 of 1: date) (constant 3: duration in months)))))");
  EXPECT_EQ(of("some courses where (count of scans where day >= start) >= 2"),
            "(list_some 1 over courses: yes or no (less_equal: yes or no (constant 2000000: count) (list_count 2 over field 8 of 1: count "
            "(less_equal: yes or no (field 1 of 1: date) (field 0 of 2: date)))))");
  EXPECT_EQ(of("some orders as o where some courses as c where c.start within 3mo after o.day").substr(0, 75),
            "(list_some 1 over orders: yes or no (list_some 2 over courses: yes or no (b");
}

TEST(Lists, ANameThatMayMeanTwoThingsIsRefused) {
  EXPECT_EQ(of("some courses where rest > 3d"),
            "test:32:37 E0219 `rest` may be a field of a record of `courses` or the fact of that name: it is not clear which one is meant\n"
            "  test:30:6 declared here\n"
            "  help: of `courses` it is `c.rest`, with `courses as c` where the list stands\n"
            "  help: the fact is `case.rest`\n");
  EXPECT_EQ(of("some courses as c where c.rest > case.rest"),
            "(list_some 1 over courses: yes or no (less: yes or no (fact rest: duration in days) (field 10 of 1: duration in days)))");
  EXPECT_EQ(of("some courses where some courses where kind is acupuncture").substr(0, 131),
            "test:32:56 E0219 `kind` may be a field of a record of `courses` or a field of a record of `courses`: it is not clear which one is m");
}

TEST(Lists, ARecordIsCalledByItsName) {
  EXPECT_EQ(of("some courses as c where d.start > injury"),
            "test:32:42 E0218 no record here is called `d`\n  help: the records here are called `c`\n");
  EXPECT_EQ(of("some courses where courses.start > injury"),
            "test:32:37 E0218 no record here is called `courses`\n"
            "  help: write `start` alone, or name the record where its list stands, as in `courses as c`\n");
  EXPECT_EQ(of("some courses as c where c.strat > injury"),
            "test:32:44 E0220 the record `course` has no field `strat`\n  help: did you mean `start`?\n");
  EXPECT_EQ(of("some courses as c where c > injury"),
            "test:32:42 E0201 nothing here is called `c`\n  help: it is a record: write which field of it is meant, as in `c.kind`\n");
  EXPECT_EQ(of("some courses as case where case.start > injury"),
            "test:32:34 E0225 a record cannot be called `case`: that is the case itself\n  help: call it otherwise: `courses as c`\n");
  EXPECT_EQ(of("some courses as c where some orders as c where c.day > injury"),
            "test:32:57 E0202 `c` is declared twice\n  test:32:34 declared here first\n");
}

TEST(Lists, AnUnknownNameIsNearAFieldOrToldTheFields) {
  EXPECT_EQ(of("some courses where strat > injury"), "test:32:37 E0201 nothing here is called `strat`\n  help: did you mean `start`?\n");
  EXPECT_EQ(of("some orders where modality_used"),
            "test:32:36 E0201 nothing here is called `modality_used`\n  help: a record here has `day`, `clear`\n");
  EXPECT_EQ(of("sum of visit in courses > 2").substr(0, 99),
            "test:32:25 E0220 the record `course` has no field `visit`\n  help: did you mean `visits`?\n");
}

TEST(Lists, WhatFollowsWhereSpeaksOfTheRecord) {
  EXPECT_EQ(of("some courses where better and injury > 2013-01-01"),
            "test:32:48 E0361 this does not speak of a record of `courses`\n"
            "  help: what follows `where` or `has` reaches to the end of the expression: close it in parentheses before this, as in "
            "`(some courses where ...) and ...`\n");
  EXPECT_EQ(of("every courses has better or not injury > 2013-01-01").substr(0, 62), "test:32:50 E0361 this does not speak of a record of `courses`\n");
  EXPECT_EQ(of("some courses as c where some orders as o where o.clear and c.better").substr(0, 61),
            "test:32:77 E0361 this does not speak of a record of `orders`\n");
  EXPECT_EQ(of("(some courses where better) and injury > 2013-01-01"),
            "(list_some 1 over courses: yes or no (field 5 of 1: yes or no))\nrequires injury (less: yes or no (constant 15706: date) (fact injury: date))");
}

TEST(Lists, DocumentedAndExactAreAskedOfTheListItself) {
  EXPECT_EQ(of("courses is documented"), "(list_documented 1 over courses: yes or no)");
  EXPECT_EQ(of("courses is not exact"), "(negation: yes or no (list_exact 1 over courses: yes or no))");
  EXPECT_EQ(of("some courses where found is documented"),
            "(list_some 1 over courses: yes or no (list_documented 2 over field 7 of 1: yes or no))");
  EXPECT_EQ(of("some courses where visits is documented"),
            "(list_some 1 over courses: yes or no (documented: yes or no (field 3 of 1: count in session)))");
}

TEST(Lists, AloneAreNoValue) {
  EXPECT_EQ(of("courses"),
            "test:32:18 E0301 a condition is wanted here, something that is met or unmet, and this is a list\n"
            "  help: say what of it: `some courses where ...`, `(count of courses) >= 2`, or `courses is documented`\n");
  EXPECT_EQ(of("courses is acupuncture"),
            "test:32:18 E0302 a list cannot be compared with a single value\n"
            "  help: say what of it: `some courses where ...`, or `(count of courses) >= 2`\n");
  EXPECT_EQ(of("regions in {weakness}"),
            "test:32:18 E0302 a list cannot be compared with a set\n  help: say what of it: `some regions is ...`, or `(count of regions) >= 2`\n");
  EXPECT_EQ(of("courses > 3"),
            "test:32:18 E0302 a list cannot be compared with a single value\n"
            "  help: say what of it: `some courses where ...`, or `(count of courses) >= 2`\n");
  EXPECT_EQ(of("some injury where better").substr(0, 60), "test:32:23 E0360 a list belongs here, and `injury` is a date");
}

TEST(Lists, GroupsWithinAreAskedOfEachRecord) {
  EXPECT_EQ(of("some courses where at least 2 of a: better b: long c: helped is high end"),
            "(list_some 1 over courses: yes or no (at_least: yes or no (field 5 of 1: yes or no) (long of 1: yes or no) "
            "(equal: yes or no (field 4 of 1: grade) (constant 2: grade))))");
  EXPECT_EQ(of("some courses where any of a: better b: long text \"six weeks\" end"),
            "test:32:54 E0366 this branch is asked of every record of a list, where it is no criterion of its own: it takes no `text`\n");
}

TEST(Lists, InTextsAreShownThroughADefinition) {
  const auto rule = [](const std::string& place) {
    return checked("service therapy\n" + kClinic + "define past = sum of visits in courses\nrule therapy\nrequires\n a: injury > 2013-01-01\n  text \"after {" +
                   place + "}\"\nend\n");
  };
  EXPECT_EQ(rule("past").findings(), "");
  EXPECT_EQ(rule("courses").findings(), "test:35:16 E0365 `courses` is a list, and a text shows single values\n"
                                        "  help: `define courses_count = count of courses`, and show that\n");
}

std::string nested(const std::string& outermost, int loops) {
  std::string text;
  for (int i = 0; i < loops; ++i) {
    const std::string own = "o" + std::to_string(i), outer = i == 0 ? outermost : "o" + std::to_string(i - 1) + ".day";
    text += std::string(i == 0 ? "" : " and ") + "some orders as " + own + " where " + own + ".day is " + outer;
  }
  return text;
}

TEST(Lists, StandInEachOtherUpToALimit) {
  EXPECT_EQ(of(nested("injury", 8)).substr(0, 12), "(list_some 1");
  EXPECT_EQ(of(nested("injury", 9)).substr(0, 75), "test:32:18 E0363 these list expressions stand in each other more than 8 dee");
  const auto within_definition = [](int loops) {
    return checked("service therapy\n" + kClinic + "record visit\n on: date\n define again = " + nested("on", loops) +
                   "\nend\nfact visits: list of visit\ntherapy requires some visits where again\n")
        .findings();
  };
  EXPECT_EQ(within_definition(7), "");
  EXPECT_EQ(within_definition(8).substr(0, 75), "test:36:18 E0363 these list expressions stand in each other more than 8 dee");
}

TEST(Lists, ANegationWithinAComparisonIsMarked) {
  const auto marked = [](const std::string& expression) {
    const Checked out = checked("service therapy\n" + kClinic + "\ntherapy requires " + expression + "\n");
    const Expr& found = out.library.value().editions.at(0).rules.at(0).requirements.at(0).condition;
    return found.op == Op::negation && found.of_comparison;
  };
  EXPECT_TRUE(marked("latest kind in courses by start is not acupuncture"));
  EXPECT_TRUE(marked("latest kind in courses by start not in {acupuncture}"));
  EXPECT_TRUE(marked("latest better in courses by start is no"));
  EXPECT_FALSE(marked("not latest kind in courses by start is acupuncture"));
}

TEST(Lists, EveryAloneIsMetOverNone) {
  const auto findings = [](const std::string& rule) { return checked("service therapy\n" + kClinic + "\n" + rule).findings(); };
  EXPECT_EQ(findings("therapy requires every courses has better\n"),
            "test:32:18 W0710 this is met where there is no such record of `courses`: of none at all, every one has it\n"
            "  help: where there must be one, ask for it too: `some courses where ...`\n");
  EXPECT_EQ(findings("therapy requires (some courses) and every courses has better\n"), "");
  EXPECT_EQ(findings("define all = every courses has better\ntherapy requires all\n").substr(0, 16), "test:33:18 W0710");
}

TEST(Lists, ALabelIsTheListsName) {
  EXPECT_EQ(checked("service therapy\n" + kClinic + "\ntherapy requires (some courses where better) and some case.orders where clear\n").lines("requires ").substr(0, 16),
            "requires courses");
}

}  // namespace
}  // namespace precept::check
