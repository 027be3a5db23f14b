// Records, and what an example gives of a list of them.
#include <gtest/gtest.h>

#include "tests/check/checked.hpp"

namespace precept::check {
namespace {

Checked with(const std::string& declarations) {
  return checked("service therapy\nfact day: date\n" + declarations + "\ntherapy requires day > 2013-01-01\n");
}

TEST(Records, HoldFieldsOfEveryType) {
  EXPECT_EQ(with("unit mg\nchoice kind: a, b\nscale grade: low < high\nrecord course\n k: kind\n g: grade\n c: count from 0 to 30\n"
                 " n: number in mg\n d: date\n e: date from d\n m: duration in months\n t: text\n y: yes or no assumed no\n"
                 " l: list of kind incomplete unless stated\n r: list of visit\nend\nrecord visit\n on: date\nend\nfact courses: list of course\n")
                .lines("record "),
            "record course: [k: kind whole 3..0] [g: grade whole 0..1] [c: count whole 0..30000000] "
            "[n: number in mg whole 0..9223372036854775807] [d: date whole -9223372036854775808..9223372036854775807] "
            "[e: date whole -9223372036854775808..9223372036854775807 from d] [m: duration in months whole 0..9223372036854775807] "
            "[t: text whole 0..1] [y: yes or no whole 3..0 assumed 2..0] [l: list of kind whole 0 incomplete] [r: list of visit whole 0]\n"
            "record visit: [on: date whole -9223372036854775808..9223372036854775807]\n"
            "record without a name: [it: kind whole 3..0]\n");
}

TEST(Records, OfPlainValuesKeepTheirRange) {
  EXPECT_EQ(with("fact scores: list of count from 0 to 10 incomplete unless stated\n").lines("record ") +
                with("fact scores: list of count from 0 to 10 incomplete unless stated\n").lines("fact scores"),
            "record without a name: [it: count whole 0..10000000]\nfact scores of test: list of count whole 0 incomplete\n");
}

TEST(Records, DefinitionsStandOnFieldsOnEachOtherAndOnTheCase) {
  EXPECT_EQ(with("record course\n start: date\n finish: date\n define recent = long and start > day\n define long = length > 6w\n"
                 " define length = time from start to finish\nend\n")
                .lines("record "),
            "record course: [start: date whole -9223372036854775808..9223372036854775807] "
            "[finish: date whole -9223372036854775808..9223372036854775807] "
            "[define length (time_from: span (field 0 of 0: date) (field 1 of 0: date))] "
            "[define long (less: yes or no (constant 42: duration in days) (length of 0: span))] "
            "[define recent (conjunction: yes or no (long of 0: yes or no) (less: yes or no (fact day: date) (field 0 of 0: date)))]\n");
}

TEST(Records, DefinitionsMayGoOverTheRecordsOwnLists) {
  EXPECT_EQ(with("record course\n visits: list of visit\n define busy = (count of visits where on > case.day) >= 3\nend\n"
                 "record visit\n on: date\nend\nfact courses: list of course\n")
                .lines("record course"),
            "record course: [visits: list of visit whole 0] [define busy (less_equal: yes or no (constant 3000000: count) "
            "(list_count 1 over field 0 of 0: count (less: yes or no (fact day: date) (field 0 of 1: date))))]\n");
}

TEST(Records, AndListsAreNotGivenOtherNames) {
  EXPECT_EQ(with("record course\n n: count\nend\nfact courses: list of course\ndefine tried = courses\ndefine well = some tried where n > 3\n").findings(),
            "test:7:16 E0369 a definition stands for a single value, and `courses` is a list\n"
            "  help: say what of it: `some courses where ...`, or `(count of courses) >= 2`\n");
}

TEST(Records, AreStillNamedWhereTheyHaveNoFields) {
  EXPECT_EQ(with("record course\n define late = day > 2014-01-01\nend\nfact courses: list of course\ndefine tried = some courses as c where c\n").findings(),
            "test:3:8 E0123 the record `course` has no fields\n"
            "test:7:40 E0201 nothing here is called `c`\n  help: it is a record: write which field of it is meant, as in `c.late`\n");
}

TEST(Records, CirclesOfDefinitionsAreReported) {
  EXPECT_EQ(with("record course\n start: date\n define a = b\n define b = a and start > day\nend\n").findings(),
            "test:6:9 E0205 `course.b` is defined by itself: course.b -> course.a -> course.b\n");
  EXPECT_EQ(with("record course\n start: date\n define again = some courses as c where c.again and c.start < course.start\nend\n"
                 "fact courses: list of course\n")
                .findings(),
            "test:5:9 E0205 `course.again` is defined by itself: course.again -> course.again\n");
  EXPECT_EQ(with("record course\n start: date\n define late = old\nend\nfact courses: list of course\ndefine old = some courses where late\n")
                .findings(),
            "test:8:8 E0205 `old` is defined by itself: old -> course.late -> old\n");
}

TEST(Records, ThatHoldThemselvesAreReported) {
  EXPECT_EQ(with("record course\n inner: list of course\nend\n").findings(),
            "test:4:2 E0221 the record `course` is part of itself: course -> course\n");
  EXPECT_EQ(with("record a\n bs: list of b\nend\nrecord b\n as_of: list of a\nend\n").findings(),
            "test:7:2 E0221 the record `a` is part of itself: a -> b -> a\n");
}

TEST(Records, HoldListsUpToALimit) {
  const auto chain = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
      text += "record r" + std::to_string(i) + "\n" +
              (i + 1 < count ? " inner: list of r" + std::to_string(i + 1) : std::string(" on: date")) + "\nend\n";
    return with(text).findings();
  };
  EXPECT_EQ(chain(8), "");
  EXPECT_EQ(chain(9), "test:3:8 E0224 the lists of this record stand in each other more than 8 deep\n"
                      "  help: declare a fact for the inner list\n");
}

TEST(Records, FieldsAreCheckedAsFactsAre) {
  EXPECT_EQ(with("record course\n start: date\n start: count\n define start = day\nend\n").findings(),
            "test:5:2 E0202 `start` is declared twice\n  test:4:2 declared here first\n"
            "test:6:9 E0202 `start` is declared twice\n  test:4:2 declared here first\n");
  EXPECT_EQ(with("record course\n finish: date from strat\n start: date\nend\n").findings(),
            "test:4:20 E0220 the record `course` has no field `strat`\n  help: did you mean `start`?\n");
  EXPECT_EQ(with("record course\n finish: date from n\n n: count\nend\n").findings(),
            "test:4:20 E0324 a date is wanted here, and this is a count\n  help: in a record, `date from` names a field of it that is a date\n");
  EXPECT_EQ(with("record course\n n: count from 5 to 3\nend\n").findings(),
            "test:4:5 E0312 this range ends before it begins\n  help: the lower value comes first\n");
  EXPECT_EQ(with("record course\n n: count incomplete unless stated\nend\n").findings(),
            "test:4:2 E0367 `incomplete unless stated` is said of a list, and `n` is a count\n");
}

TEST(Records, AreNamedAsTypesAre) {
  EXPECT_EQ(with("record course\n n: count\nend\nchoice course: a, b\n").findings(),
            "test:3:8 E0202 `course` is declared twice\n  test:6:8 declared here first\n");
  EXPECT_EQ(with("record course\n n: count\nend\nfact one: course\n").findings(),
            "test:6:11 E0207 no choice or scale is called `course`\n  help: a record is an element of a list: `list of course`\n");
  EXPECT_EQ(with("record course\n n: count\nend\nfact all: list of cuorse\n").findings(),
            "test:6:19 E0222 no record, choice or scale is called `cuorse`\n  help: did you mean `course`?\n");
  EXPECT_EQ(with("fact all: list of text\n").findings(),
            "test:3:19 E0223 the elements of a list are records or plain values, and this is text\n"
            "  help: declare a `record` that holds it, and a list of that record\n");
  EXPECT_EQ(with("fact all: list of list of count\n").findings().substr(0, 16), "test:3:19 E0223 ");
  EXPECT_EQ(checked("service therapy\nrecord course\n n: count\nend\ntherapy requires course\n").findings(),
            "test:5:18 E0206 `course` is a record, and a fact or a definition belongs here\n  test:2:8 declared here\n");
}

const std::string kGiven =
    "service therapy\nunit session, sessions\nchoice kind: pt, ot\nrecord visit\n on: date\nend\nrecord course\n kind: kind\n start: date\n"
    " finish: date from start\n visits: count in sessions from 0 to 99\n note: text\n seen: list of visit\n define length = time from start to finish\nend\n"
    "fact courses: list of course\nfact kinds: list of kind\ntherapy requires (some courses) and some kinds is pt\n";

// Line 19.
Checked given(const std::string& values) { return checked(kGiven + "example \"one\" for therapy\n given " + values + "\n expect pend\n"); }

TEST(GivenLists, HoldRecordsWithTheirFields) {
  const Checked out = given("courses = [{kind = either {pt, ot}, start = 2013-03, visits = 3 to 5, note = \"x\"}, {start = 2014-01-01, "
                            "finish missing not-asked, seen = [{on = 2014-02-01}] incomplete}] incomplete, kinds = [pt, either {pt, ot}]");
  ASSERT_TRUE(out.library) << out.findings();
  const auto& all = out.library->examples.at(0).given;
  ASSERT_EQ(all.size(), 2u);
  const GivenList& courses = all[0].list.value();
  EXPECT_FALSE(courses.complete);
  ASSERT_EQ(courses.records.size(), 2u);
  EXPECT_EQ(courses.records[0].fields, (std::vector<std::uint32_t>{0, 1, 3, 4}));
  EXPECT_EQ(courses.records[0].values[0].value, (Value{3, 0}));
  EXPECT_EQ(courses.records[0].values[1].value, (Value{15765, 15795}));
  EXPECT_EQ(courses.records[0].values[2].value, (Value{3000000, 5000000}));
  EXPECT_EQ(courses.records[0].values[3].text, "x");
  EXPECT_FALSE(courses.records[1].values[1].documented);
  EXPECT_EQ(courses.records[1].values[1].missing, "not-asked");
  const GivenList& seen = courses.records[1].values[2].list.value();
  EXPECT_FALSE(seen.complete);
  EXPECT_EQ(seen.records.at(0).values.at(0).value, (Value{16102, 16102}));
  const GivenList& kinds = all[1].list.value();
  EXPECT_TRUE(kinds.complete);
  EXPECT_EQ(kinds.records.at(0).values.at(0).value, (Value{1, 0}));
  EXPECT_EQ(kinds.records.at(1).values.at(0).value, (Value{3, 0}));
}

TEST(GivenLists, MayBeEmptyOrMissing) {
  const Checked out = given("courses = [], kinds missing asked-unknown");
  ASSERT_TRUE(out.library) << out.findings();
  const auto& all = out.library->examples.at(0).given;
  EXPECT_TRUE(all.at(0).list.value().complete);
  EXPECT_TRUE(all.at(0).list.value().records.empty());
  EXPECT_FALSE(all.at(1).list.has_value());
  EXPECT_EQ(all.at(1).missing, "asked-unknown");
}

TEST(GivenLists, AreCheckedFieldByField) {
  EXPECT_EQ(given("courses = [{kid = pt}]").findings(),
            "test:20:20 E0220 the record `course` has no field `kid`\n  help: did you mean `kind`?\n");
  EXPECT_EQ(given("courses = [{length = 3w}]").findings(),
            "test:20:20 E0220 the record `course` has no field `length`\n"
            "  help: `length` is worked out from other fields: give those\n");
  EXPECT_EQ(given("courses = [{kind = pt, kind = ot}]").findings(),
            "test:20:31 E0202 `kind` is declared twice\n  test:20:20 given here first\n");
  EXPECT_EQ(given("courses = [{visits = 120}]").findings(), "test:20:29 E0325 this lies outside what `visits` may be: from 0 sessions to 99 sessions\n");
  EXPECT_EQ(given("courses = [{start = 2013-02-01, finish = 2013-01}]").findings(),
            "test:20:40 E0325 this lies outside what `finish` may be: not before `start`\n");
  EXPECT_EQ(given("courses = [pt]").findings(),
            "test:20:19 E0368 a record is wanted here, and this is none\n  help: a record is written as `{kind = ...}`\n");
  EXPECT_EQ(given("courses = {kind = pt}").findings(),
            "test:20:18 E0368 a list is wanted here, and this is none\n  help: a list stands in brackets, as in `courses = [{...}, {...}]`\n");
  EXPECT_EQ(given("kinds = pt").findings(),
            "test:20:16 E0368 a list is wanted here, and this is none\n  help: a list stands in brackets, as in `kinds = [...]`\n");
  EXPECT_EQ(given("kinds = [{kind = pt}]").findings(), "test:20:17 E0368 a choice `kind` is wanted here, and this is a record\n");
}

}  // namespace
}  // namespace precept::check
