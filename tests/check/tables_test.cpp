// Tables: keys and columns of every kind, gaps and overlaps, and what a use becomes.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/check/checked.hpp"

namespace precept::check {
namespace {

const std::string kFacts =
    "unit mg\nunit g = 1000 mg\nunit session, sessions\nchoice drug: codeine, methadone, morphine\nscale grade: low < middle < high\n"
    "fact given: drug\nfact dose: number in mg\nfact big: number in g\nfact pills: count\nfact level: grade\nfact lame: yes or no\n"
    "fact start: date\nfact until: date\nfact months: duration in months\nfact days: duration in days\nfact diagnosis: code in icd10cm\n"
    "fact procedure: code in hcpcs\n"
    "codes back in icd10cm: M54.16, M51*\ncodes knee in icd10cm: M17*\ncodes scans in hcpcs: 0042T\n";

// What a table with these words is told, the places aside.
std::string told(const std::string& table, const std::string& use = "lame") {
  const Checked out = checked("service therapy\n" + kFacts + "table t " + table + " end\ntherapy requires " + use + "\n");
  std::string text;
  for (const auto& found : out.diagnostics.list())
    text += fmt::format("{} {}\n", diagnostics::row_of(found.code).name, found.message);
  return text;
}

std::string pick(const std::string& table, const std::string& use) { return condition(kFacts + "table t " + table + " end\n", use); }

TEST(TableUse, LooksUpMembers) {
  EXPECT_EQ(pick("by drug gives factor codeine: 0.15 methadone: 4 morphine: 1", "t(given) > 1"),
            "(less: yes or no (constant 1000000: count) (pick: number (choice_in 1: yes or no (fact given: drug)) (constant 150000: number) "
            "(choice_in 2: yes or no (fact given: drug)) (constant 4000000: number) "
            "(choice_in 4: yes or no (fact given: drug)) (constant 1000000: number)))");
}

TEST(TableUse, LooksUpBandsInTheirUnits) {
  EXPECT_EQ(pick("by dose gives factor to 20 mg: 4 above 20 mg to 0.04 g: 8 above 40 mg: 12", "t(dose) > 1"),
            "(less: yes or no (constant 1000000: count) (pick: count "
            "(less_equal: yes or no (fact dose: number in mg) (constant 20000000: count in mg)) (constant 4000000: count) "
            "(conjunction: yes or no (less: yes or no (constant 20000000: count in mg) (fact dose: number in mg)) "
            "(less_equal: yes or no (fact dose: number in mg) (rescale 1000/1: number in mg (constant 40000: number in g [1000/1])))) (constant 8000000: count) "
            "(less: yes or no (constant 40000000: count in mg) (fact dose: number in mg)) (constant 12000000: count)))");
  EXPECT_EQ(pick("by dose gives factor to 20 mg: 4 above 20 mg: 8", "t(big) > 1"),
            "(less: yes or no (constant 1000000: count) (pick: count "
            "(less_equal: yes or no (rescale 1000/1: number in mg (fact big: number in g [1000/1])) (constant 20000000: count in mg)) (constant 4000000: count) "
            "(less: yes or no (constant 20000000: count in mg) (rescale 1000/1: number in mg (fact big: number in g [1000/1]))) (constant 8000000: count)))");
}

TEST(TableUse, LooksUpOtherKeys) {
  EXPECT_EQ(pick("by sick gives n yes: 1 no: 2", "t(lame) is 1"),
            "(equal: yes or no (pick: count (fact lame: yes or no) (constant 1000000: count) "
            "(negation: yes or no (fact lame: yes or no)) (constant 2000000: count)) (constant 1000000: count))");
  EXPECT_EQ(pick("by grade gives n low: 1 middle: 2 high: 3", "t(level) is 1").substr(0, 147),
            "(equal: yes or no (pick: count (equal: yes or no (fact level: grade) (constant 0: grade)) (constant 1000000: count) "
            "(equal: yes or no (fact level: ");
  EXPECT_EQ(pick("by diagnosis gives n back: 1 otherwise: 2", "t(diagnosis) is 1"),
            "(equal: yes or no (pick: count (code_in back: yes or no (fact diagnosis: code in icd10cm)) (constant 1000000: count) "
            "(constant 2000000: count)) (constant 1000000: count))");
  EXPECT_EQ(pick("by day gives n to 2009-12-31: 1 from 2010-01-01: 2", "t(start) is 1").substr(0, 121),
            "(equal: yes or no (pick: count (less_equal: yes or no (fact start: date) (constant 14609: date)) (constant 1000000: count");
  EXPECT_EQ(pick("by number gives n 3 to 3: 1 otherwise: 2", "t(pills) is 1").substr(0, 88),
            "(equal: yes or no (pick: count (equal: yes or no (fact pills: count) (constant 3000000: ");
}

TEST(TableUse, LooksUpDurationsAndTimesFromDateToDate) {
  const std::string table = "by age gives n to 6mo: 1 above 6mo: 2";
  EXPECT_EQ(pick(table, "t(time from start to until) is 1"),
            "(equal: yes or no (pick: count (less_equal: yes or no (time_from: span (fact start: date) (fact until: date)) "
            "(constant 6: duration in months)) (constant 1000000: count) "
            "(less: yes or no (constant 6: duration in months) (time_from: span (fact start: date) (fact until: date))) (constant 2000000: count)) "
            "(constant 1000000: count))");
  EXPECT_EQ(pick(table, "t(days) is 1").substr(0, 152),
            "(equal: yes or no (pick: count (less_equal: yes or no (fact days: duration in days) "
            "(months_as_days: duration in days (constant 6: duration in months)))");
}

TEST(TableUse, GivesTheColumnThatIsNamed) {
  const std::string table = "by drug gives visits in sessions, weeks in w, first, since codeine: 24, 16, low, 2010-01-01 otherwise: 9, 2, high, 2011-01-01";
  EXPECT_EQ(pick(table, "t(given).visits > 3 sessions"),
            "(less: yes or no (constant 3000000: count in session) (pick: count in session (choice_in 1: yes or no (fact given: drug)) "
            "(constant 24000000: count in session) (constant 9000000: count in session)))");
  EXPECT_EQ(pick(table, "t(given).weeks > 3w"),
            "(less: yes or no (constant 21: duration in days) (pick: duration in days (choice_in 1: yes or no (fact given: drug)) "
            "(constant 112: duration in days) (constant 14: duration in days)))");
  EXPECT_EQ(pick(table, "t(given).first >= middle"),
            "(less_equal: yes or no (constant 1: grade) (pick: grade (choice_in 1: yes or no (fact given: drug)) "
            "(constant 0: grade) (constant 2: grade)))");
  EXPECT_EQ(pick(table, "t(given).since < start").substr(0, 119),
            "(less: yes or no (pick: date (choice_in 1: yes or no (fact given: drug)) (constant 14610: date) (constant 14975: date))");
  EXPECT_EQ(pick("by drug gives ok codeine: yes otherwise: no", "t(given)"),
            "(pick: yes or no (choice_in 1: yes or no (fact given: drug)) (constant 1..0: yes or no) (constant 2..0: yes or no))");
}

TEST(TableUse, LooksUpWhatIsWritten) {
  EXPECT_EQ(pick("by drug gives n codeine: -1.5 otherwise: 2", "t(codeine) > 0"),
            "(less: yes or no (constant 0: count) (constant -1500000: number signed))");
  EXPECT_EQ(pick("by drug gives n codeine: -1.5 otherwise: 2", "t(methadone) > 0"),
            "(less: yes or no (constant 0: count) (constant 2000000: number signed))");
  EXPECT_EQ(pick("by grade and dose gives n low, to 20 mg: 1 low, above 20 mg: 2 otherwise: 3", "t(low, 20.5 mg) > 0"),
            "(less: yes or no (constant 0: count) (constant 2000000: count))");
  EXPECT_EQ(told("by dose gives n to 20 mg: 1 21 mg to 40 mg: 2 above 40 mg: 3", "t(30 mg) > 0"),
            "E0340 the table `t` has no row for 20.5 mg (above 20 mg and below 21 mg)\n");
}

TEST(TableUse, AsksForNothingThatEveryValueFulfils) {
  EXPECT_EQ(pick("by dose gives n 0 mg to 20 mg: 1 above 20 mg: 2", "t(dose) > 0"),
            "(less: yes or no (constant 0: count) (pick: count (less_equal: yes or no (fact dose: number in mg) (constant 20000000: count in mg)) "
            "(constant 1000000: count) (less: yes or no (constant 20000000: count in mg) (fact dose: number in mg)) (constant 2000000: count)))");
  EXPECT_EQ(pick("by drug and dose gives n codeine, from 0 mg: 1 otherwise: 2", "t(given, dose) > 0"),
            "(less: yes or no (constant 0: count) (pick: count (choice_in 1: yes or no (fact given: drug)) (constant 1000000: count) (constant 2000000: count)))");
  EXPECT_EQ(pick("by dose gives n from 0 mg: 1", "t(dose) > 0"), "(less: yes or no (constant 0: count) (constant 1000000: count))");
  const Checked out = checked("service therapy\nfact age: count from 18 to 64\ntable t by age gives n 0 to 17: 1 18 to 40: 2 41 to 64: 3 end\ntherapy requires t(age) > 2\n");
  EXPECT_EQ(out.lines("requires"),
            "requires t (less: yes or no (constant 2000000: count) (pick: count (less_equal: yes or no (fact age: count) (constant 40000000: count)) "
            "(constant 2000000: count) (less_equal: yes or no (constant 41000000: count) (fact age: count)) (constant 3000000: count)))\n");
}

TEST(TableUse, StandsInGrants) {
  const Checked out = checked("service therapy in sessions\n" + kFacts +
                              "table t by drug gives visits in sessions, span in w codeine: 24, 16 otherwise: 9, 2 end\n"
                              "rule therapy allows t(given).visits within t(given).span end\n");
  EXPECT_EQ(out.lines("allows"),
            "allows (pick: count in session (choice_in 1: yes or no (fact given: drug)) (constant 24000000: count in session) "
            "(constant 9000000: count in session)) within (pick: duration in days (choice_in 1: yes or no (fact given: drug)) "
            "(constant 112: duration in days) (constant 14: duration in days))\n");
  EXPECT_EQ(out.findings(), "");
}

TEST(TableUse, IsCheckedAgainstTheTable) {
  const std::string table = "by drug and dose gives factor codeine, to 20 mg: 1 otherwise: 2";
  EXPECT_EQ(told(table, "t(given) > 1"), "E0346 the table `t` is looked up by `drug` and `dose`, and 1 value stands here\n");
  EXPECT_EQ(told(table, "t(level, dose) > 1"), "E0351 the table `t` is looked up by a choice `drug` here, and this is a scale `grade`\n");
  EXPECT_EQ(told(table, "t(given, pills) > 1"), "E0303 this is measured in no unit but compared with mg\n");
  EXPECT_EQ(told(table, "t(given, 20) > 1"), "E0308 `20` has no unit, and what it meets is measured in mg\n");
  EXPECT_EQ(told(table, "t(given, start) > 1"), "E0351 the table `t` is looked up by a number in mg here, and this is a date\n");
  EXPECT_EQ(told(table, "t(coedine, dose) > 1"), "E0209 `coedine` is not a member of `drug`\n");
  EXPECT_EQ(told(table, "t(given, dose).factr > 1"), "E0241 the table `t` has no column `factr`\n");
  EXPECT_EQ(told("by drug gives a, b codeine: 1, 2 otherwise: 1, 2", "t(given) > 1"), "E0242 the table `t` has several columns, and nothing says which one is meant\n");
  EXPECT_EQ(told(table, "tt(given, dose) > 1"), "E0240 no table is called `tt`\n");
  EXPECT_EQ(told(table, "t > 1"), "E0206 `t` is a table, and a fact or a definition belongs here\n");
  EXPECT_EQ(told("by diagnosis gives n back: 1 otherwise: 2", "t(procedure) > 1"),
            "E0351 the table `t` is looked up by a code in `icd10cm` here, and this is a code in `hcpcs`\n");
  EXPECT_EQ(told(table, "t(given, dose)"), "E0301 a condition is wanted here, something that is met or unmet, and this is a count\n");
}

TEST(TableUse, NamesTheNearest) {
  const Checked out = checked("service therapy\n" + kFacts + "table factors by drug gives factor, other codeine: 1, 2 otherwise: 1, 2 end\n"
                              "therapy requires factor(given) > 1 and factors(given).othr > 1\n");
  EXPECT_EQ(out.findings(),
            "test:23:18 E0240 no table is called `factor`\n  help: did you mean `factors`?\n"
            "test:23:55 E0241 the table `factors` has no column `othr`\n  help: did you mean `other`?\n");
}

// ---- records --------------------------------------------------------------------------------------------------------
const std::string kOrders =
    "unit mg\nservice therapy\nchoice drug: codeine, methadone\n"
    "table factor by drug and dose gives f codeine, from 0 mg: 1 methadone, to 20 mg: 4 methadone, above 20 mg: 8 end\n"
    "table plain by drug gives f codeine: 1 methadone: 4 end\n"
    "record order kind: drug dose: number in mg define bands = dose * factor(kind, dose) define mme = dose * plain(kind) end\n"
    "fact orders: list of order\n";

TEST(TableUse, StandsInWhere) {
  const Checked out = checked(kOrders + "therapy requires some orders where factor(kind, dose) > 4\n");
  EXPECT_EQ(out.findings(), "");
  EXPECT_EQ(out.lines("requires").substr(0, 335),
            "requires orders (list_some 1 over orders: yes or no (less: yes or no (constant 4000000: count) (pick: count "
            "(choice_in 1: yes or no (field 0 of 1: drug)) (constant 1000000: count) (conjunction: yes or no "
            "(choice_in 2: yes or no (field 0 of 1: drug)) (less_equal: yes or no (field 1 of 1: number in mg) (constant 20000000: count in mg))");
}

TEST(TableUse, OfBandsThatIsSummedAfterwardsIsWarnedOf) {
  EXPECT_EQ(checked(kOrders + "therapy requires (sum of bands in orders where kind is methadone) > 3 mg\n").findings(),
            "test:8:19 W0722 the table `factor` looks at one record at a time, and what it gives is summed afterwards\n"
            "  test:6:66 it is looked up here\n  help: sum what is in the records first, and look the sum up in the table\n");
  EXPECT_EQ(checked(kOrders + "therapy requires (sum of mme in orders where kind is methadone) > 3 mg\n").findings(), "");
  EXPECT_EQ(checked(kOrders + "therapy requires (greatest bands in orders where kind is methadone) > 3 mg\n").findings(), "");
}

// ---- completeness --------------------------------------------------------------------------------------------------
TEST(TableRows, LeaveNoMemberOut) {
  EXPECT_EQ(told("by drug gives n codeine: 1 methadone: 2 morphine: 3"), "");
  EXPECT_EQ(told("by drug gives n codeine: 1"), "E0340 the table `t` has no row for `methadone` or `morphine`\n");
  EXPECT_EQ(told("by grade gives n low: 1 high: 3"), "E0340 the table `t` has no row for `middle`\n");
  EXPECT_EQ(told("by sick gives n yes: 1"), "E0340 the table `t` has no row for `no`\n");
  EXPECT_EQ(told("by drug gives n codeine: 1 otherwise: 2"), "");
}

TEST(TableRows, LeaveNoNumberOut) {
  EXPECT_EQ(told("by dose gives n to 20 mg: 4 above 20 mg: 8"), "");
  EXPECT_EQ(told("by dose gives n to 20 mg: 4 21 mg to 40 mg: 8 above 40 mg: 10"),
            "E0340 the table `t` has no row for 20.5 mg (above 20 mg and below 21 mg)\n");
  EXPECT_EQ(told("by dose gives n 10 mg to 20 mg: 4 above 20 mg to 1 g: 8"),
            "E0340 the table `t` has no row for anything below 10 mg\nE0340 the table `t` has no row for anything above 1000 mg\n");
  EXPECT_EQ(told("by dose gives n above 10 mg to 20 mg: 4 above 20 mg: 8"), "E0340 the table `t` has no row for anything up to 10 mg\n");
  EXPECT_EQ(told("by dose gives n to 20 mg: 4 above 20 mg to 40 mg: 8 above 40 mg to 40.5 mg: 9 from 41 mg: 10"),
            "E0340 the table `t` has no row for 40.75 mg (above 40.5 mg and below 41 mg)\n");
}

TEST(TableRows, OfCountsHaveNothingBetweenWholeNumbers) {
  const std::string table = "by n gives m to 20: 4 21 to 40: 8 from 41: 10";
  EXPECT_EQ(told(table, "t(pills) > 1"), "");
  EXPECT_EQ(told(table, "t(pills / 2) > 1"),
            "E0340 the table `t` has no row for 20.5 (above 20 and below 21)\nE0340 the table `t` has no row for 40.5 (above 40 and below 41)\n");
  EXPECT_EQ(told(table, "t(pills) > t(pills / 2)").size(), told(table, "t(pills / 2) > 1").size());
  EXPECT_EQ(told(table), told(table, "t(pills / 2) > 1"));  // nothing says that it is looked up by counts
  EXPECT_EQ(told("by pills gives m to 20: 4 21 to 40: 8 from 43: 10"), "E0340 the table `t` has no row for 41 to 42\n");
  EXPECT_EQ(told("by pills gives m to 20: 4 from 22: 10"), "E0340 the table `t` has no row for 21\n");
  EXPECT_EQ(told("by pills gives m 1 to 20: 4"), "E0340 the table `t` has no row for 0\nE0340 the table `t` has no row for 21 or more\n");
  EXPECT_EQ(told("by pills gives m above 0.5 to 20.5: 4 above 21: 10"), "E0340 the table `t` has no row for 0\nE0340 the table `t` has no row for 21\n");
}

TEST(TableRows, AreAskedForNoMoreThanAFactMayBe) {
  const auto of_range = [](const std::string& range, const std::string& rows) {
    return checked("fact age: " + range + "\ntable t by age gives n " + rows + " end\n").findings();
  };
  EXPECT_EQ(of_range("count from 1 to 130", "1 to 64: 1 65 to 130: 2"), "");
  EXPECT_EQ(of_range("count from 1 to 131", "1 to 64: 1 65 to 130: 2").substr(0, 48), "test:2:7 E0340 the table `t` has no row for 131\n");
  EXPECT_EQ(of_range("number", "from 0: 1").substr(0, 61), "test:2:7 E0340 the table `t` has no row for anything below 0\n");
  EXPECT_EQ(of_range("count from 1 to 60", "1 to 64: 1 65 to 130: 2"), "test:2:35 W0721 no case can reach this row of the table `t`\n");
}

TEST(TableRows, LeaveNoDateOut) {
  EXPECT_EQ(told("by start gives n to 2009-12-31: 1 from 2010-01-01: 2"), "");
  EXPECT_EQ(told("by start gives n to 2009-12-31: 1 from 2010-01-02: 2"), "E0340 the table `t` has no row for 2010-01-01\n");
  EXPECT_EQ(told("by start gives n 2009-01-01 to 2009-12-31: 1 from 2011-01-01: 2"),
            "E0340 the table `t` has no row for dates to 2008-12-31\nE0340 the table `t` has no row for 2010-01-01 to 2010-12-31\n");
}

TEST(TableRows, LeaveNoDurationOut) {
  const std::string table = "by age gives n to 6mo: 1 from 7mo: 2";
  EXPECT_EQ(told(table, "t(months) is 1"), "");
  EXPECT_EQ(told(table, "t(time from start to until) is 1"), "E0340 the table `t` has no row for anything above 6mo and below 7mo\n");
  EXPECT_EQ(told("by days gives n to 6d: 1 from 2w: 2"), "E0340 the table `t` has no row for 7d to 13d\n");
}

TEST(TableRows, LeaveNoCodeOut) {
  EXPECT_EQ(told("by diagnosis gives n back: 1 knee: 2"), "E0340 the table `t` has no row for a code that is in none of its code lists\n");
  EXPECT_EQ(told("by diagnosis gives n back: 1 knee: 2 otherwise: 3"), "");
  const Checked all = checked("codes whatever in icd10cm: \"*\"\ntable t by code gives n whatever: 1 end\n");
  EXPECT_EQ(all.findings(), "");
}

TEST(TableRows, LeaveNoCombinationOut) {
  EXPECT_EQ(told("by drug and dose gives n codeine, from 0 mg: 1 methadone, to 20 mg: 2 methadone, 21 mg to 40 mg: 3 morphine, to 5 mg: 4"),
            "E0340 the table `t` has no row for `methadone`, 20.5 mg (above 20 mg and below 21 mg)\n"
            "E0340 the table `t` has no row for `methadone`, anything above 40 mg\nE0340 the table `t` has no row for `morphine`, anything above 5 mg\n");
  EXPECT_EQ(told("by lame and grade and drug gives n yes, low, codeine: 1 no, low, codeine: 1 no, middle, codeine: 1"),
            "E0340 the table `t` has no row for `yes`, `low`, `methadone` or `morphine`\nE0340 the table `t` has no row for `yes`, `middle` or `high`\n"
            "E0340 the table `t` has no row for `no`, `low`, `methadone` or `morphine`\nE0340 the table `t` has no row for `no`, `middle`, `methadone` or `morphine`\n"
            "E0340 the table `t` has no row for `no`, `high`\n");
}

TEST(TableRows, NameTheirFirstGapsAndCountTheRest) {
  std::string rows;
  for (int from = 0; from < 16; from += 2) rows += fmt::format(" {} mg to {} mg: 1", from, from + 1);
  const std::string found = checked("unit mg\ntable t by dose gives n" + rows + " end\n").findings();
  EXPECT_EQ(found.substr(found.rfind("E0340")),
            "E0340 the table `t` has no row for 9.5 mg (above 9 mg and below 10 mg)\n  help: it has no row for 3 more combinations\n"
            "  help: add a row for it, or one for all the rest: `otherwise: ...`\n");
}

TEST(TableRows, ShowTheUseThatAsksForWhatIsBetween) {
  const Checked out = checked("service therapy\nfact pills: count\ntable t by n gives m to 20: 4 from 21: 8 end\ntherapy requires t(pills * 1.5) > 1\n");
  EXPECT_EQ(out.findings(),
            "test:3:7 E0340 the table `t` has no row for 20.5 (above 20 and below 21)\n  test:4:20 `n` is any number here\n"
            "  help: add a row for it, or one for all the rest: `otherwise: ...`\n");
}

TEST(TableRows, OverlapNowhere) {
  const auto found = [](const std::string& table) { return checked(kFacts + "table t " + table + " end\n").findings(); };
  EXPECT_EQ(found("by dose gives n to 20 mg: 4 20 mg to 40 mg: 8 above 40 mg: 9"),
            "test:21:37 E0341 two rows of the table `t` fit 20 mg\n  test:21:25 the other row\n");
  EXPECT_EQ(told("by dose gives n to 20 mg: 4 above 15 mg: 8"), "E0341 two rows of the table `t` fit 20 mg\n");
  EXPECT_EQ(told("by drug gives n codeine: 4 codeine: 8 otherwise: 2"), "E0341 two rows of the table `t` fit `codeine`\n");
  EXPECT_EQ(told("by pills gives n to 20: 4 15 to 40: 8 otherwise: 2"), "E0341 two rows of the table `t` fit 15\n");
  EXPECT_EQ(told("by drug and dose gives n codeine, to 20 mg: 4 codeine, 20 mg to 40 mg: 8 otherwise: 2"),
            "E0341 two rows of the table `t` fit `codeine`, 20 mg\n");
}

TEST(TableRows, ThatOverlapAreNotAllNamed) {
  std::string rows;
  for (int at = 0; at < 30; ++at) rows += " codeine: 1";
  const std::string found = told("by drug gives n" + rows + " otherwise: 2");
  EXPECT_EQ(std::count(found.begin(), found.end(), '\n'), 20);
}

TEST(TableRows, OfCodeListsShareNoCode) {
  const auto found = [](const std::string& items) {
    return checked("codes a in icd10cm: M54.16, M51*\ncodes b in icd10cm: " + items + "\ntable t by code gives n a: 1 b: 2 otherwise: 3 end\n").findings();
  };
  EXPECT_EQ(found("M54.1, M54.160"), "");
  EXPECT_EQ(found("M54*").substr(0, 56), "test:3:30 E0341 two rows of the table `t` fit `M54.16`\n ");
  EXPECT_EQ(found("M51.26").substr(0, 56), "test:3:30 E0341 two rows of the table `t` fit `M51.26`\n ");
  EXPECT_EQ(found("M51.2*").substr(0, 56), "test:3:30 E0341 two rows of the table `t` fit `M51.2*`\n ");
}

TEST(TableRows, AreReached) {
  EXPECT_EQ(told("by sick gives n yes: 1 no: 2 otherwise: 3"), "W0721 no case can reach this row of the table `t`\n");
  EXPECT_EQ(told("by dose gives n to 20 mg: 1 above 20 mg: 2 otherwise: 3"), "W0721 no case can reach this row of the table `t`\n");
}

// ---- declarations --------------------------------------------------------------------------------------------------
TEST(TableKeys, AreOfOneKind) {
  EXPECT_EQ(told("by drug gives n codeine: 1 to 20 mg: 2"), "E0343 the keys of `drug` are of two kinds: names and bands\n");
  EXPECT_EQ(told("by dose gives n to 20 mg: 1 above 20: 2"), "E0303 this is measured in no unit but compared with mg\n");
  EXPECT_EQ(told("by dose gives n to 20 mg: 1 above 20 sessions: 2"), "E0303 this is measured in sessions but compared with mg\n");
  EXPECT_EQ(told("by dose gives n to 20 mg: 1 above 2010-01-01: 2"), "E0302 a date cannot be compared with a number in mg\n");
  EXPECT_EQ(told("by dose gives n to 6mo: 1 above 20d: 2"), "E0302 a duration in days cannot be compared with a duration in months\n");
  EXPECT_EQ(told("by dose gives n back: 1 codeine: 2"), "E0230 no code list is called `codeine`\n");
  EXPECT_EQ(told("by dose gives n back: 1 scans: 2"), "E0231 `scans` holds codes of `hcpcs`, and this is a code of `icd10cm`\n");
  EXPECT_EQ(told("by dose gives n 20 mg to 10 mg: 1 otherwise: 2"), "E0312 this range ends before it begins\n");
  EXPECT_EQ(told("by dose gives n above 20 mg to 20 mg: 1 otherwise: 2"), "E0312 this range ends before it begins\n");
  EXPECT_EQ(told("by dose gives n to 2010-02-30: 1 otherwise: 2"), "E0306 `2010-02-30` is not a date that exists\n");
}

TEST(TableKeys, AreMembersOrCodeLists) {
  EXPECT_EQ(told("by medicine gives n codeine: 1 morfine: 2 otherwise: 3"), "E0209 `morfine` is not a member of `drug`\n");
  EXPECT_EQ(told("by medicine gives n aspirin: 1 otherwise: 3"), "E0344 `aspirin` is neither a member of a choice or scale nor a code list\n");
  EXPECT_EQ(told("by given gives n aspirin: 1 otherwise: 3"), "E0209 `aspirin` is not a member of `drug`\n");  // as a fact of that name is
}

TEST(TableKeys, OfSeveralChoicesAreToldApartByTheName) {
  const auto found = [](const std::string& name) {
    return checked("choice old: a, b\nchoice new: a, b, c\nfact was: old\ntable t by " + name + " gives n a: 1 b: 2 end\n").findings();
  };
  EXPECT_EQ(found("old"), "");
  EXPECT_EQ(found("was"), "");
  EXPECT_EQ(found("new").substr(0, 48), "test:4:7 E0340 the table `t` has no row for `c`\n");
  EXPECT_EQ(found("it"),
            "test:4:23 E0345 the keys of `it` are members of several choices or scales: `new`, `old`\n"
            "  help: call `it` as the choice that is meant, or as a fact of that choice\n");
}

TEST(TableValues, AreOfOneKind) {
  EXPECT_EQ(told("by drug gives n codeine: 1 otherwise: low"), "E0343 the values of `n` are of two kinds: numbers and names\n");
  EXPECT_EQ(told("by drug gives n codeine: \"a\" otherwise: low"),
            "E0313 `a` is text, and a number, a date, yes or no, or a member of a choice or scale is wanted here\n");
  EXPECT_EQ(told("by drug gives n codeine: lw otherwise: low"), "E0209 `lw` is not a member of `grade`\n");
  EXPECT_EQ(told("by drug gives n codeine: nothing otherwise: nothing"),
            "E0313 `nothing` is a name that no choice or scale has, and a number, a date, yes or no, or a member of a choice or scale is wanted here\n");
  EXPECT_EQ(told("by drug gives n in mg codeine: low otherwise: low"), "E0313 `low` is no number, and a number in the unit of its column is wanted here\n");
  EXPECT_EQ(told("by drug gives n in stones codeine: 1 otherwise: 1"), "E0208 no unit is called `stones`\n");
  EXPECT_EQ(told("by drug gives n in w codeine: 1 otherwise: 1.5"), "E0307 a duration is in whole days, and `1.5w` is not\n");
  EXPECT_EQ(told("by drug gives n codeine: 1 otherwise: 1.1234567"), "E0305 `1.1234567` has more digits than fit: at most 12 before the point and 6 after it\n");
}

TEST(TableDeclarations, HaveRowsAsLongAsTheirHead) {
  EXPECT_EQ(told("by drug and dose gives n codeine: 1 otherwise: 2"), "E0342 this row has 1 key, and the table has 2 names after `by`\n");
  EXPECT_EQ(told("by drug gives n, m codeine: 1 otherwise: 2, 3"), "E0342 this row has 1 value, and the table has 2 names after `gives`\n");
  EXPECT_EQ(told("by drug gives n codeine: 3 otherwise: 1 otherwise: 2"), "E0347 a table has one row for `otherwise`, and this is a second one\n");
  EXPECT_EQ(told("by drug, drug gives n codeine, codeine: 1 otherwise: 1"), "E0202 `drug` is declared twice\n");
  EXPECT_EQ(told("by drug gives n, n codeine: 1, 2 otherwise: 1, 2"), "E0202 `n` is declared twice\n");
  EXPECT_EQ(checked("table t by a gives n to 1: 1 otherwise: 1 end\ntable t by a gives n to 1: 1 otherwise: 1 end\n").findings(),
            "test:2:7 E0202 `t` is declared twice\n  test:1:7 declared here first\n");
}

TEST(TableDeclarations, TellWhatTheyAreLookedUpBy) {
  EXPECT_EQ(told("by drug gives n otherwise: 1", "t(given) > 1"),
            "E0348 every row of the table `t` is `otherwise`, so nothing tells what it is looked up by\n");
}

TEST(TableKeys, ThatAreMembersAreNoCodeLists) {
  const auto found = [](const std::string& name) {
    return checked("choice region: back, knee\nfact diagnosis: code in icd10cm\ncodes back in icd10cm: M54*\ncodes knee in icd10cm: M17*\n"
                   "table t by " + name + " gives n back: 1 knee: 2 end\n").findings();
  };
  EXPECT_EQ(found("region"), "");
  EXPECT_EQ(found("diagnosis").substr(0, 67), "test:5:7 E0340 the table `t` has no row for a code that is in none ");
}

TEST(TableDeclarations, ThatAreWrongMakeNoMoreMistakes) {
  EXPECT_EQ(told("by drug and dose gives n codeine: 1", "t(given, dose) > 1"), "E0342 this row has 1 key, and the table has 2 names after `by`\n");
}

TEST(TableDeclarations, HaveLimits) {
  std::string rows, by;
  for (int at = 0; at < 18; ++at) by += fmt::format("{}k{}", at == 0 ? "" : ", ", at);
  for (const std::string word : {"yes", "no"})
    for (int at = 0; at < 18; ++at) {
      std::string row;
      for (int other = 0; other < 18; ++other) row += fmt::format("{}{}", other == 0 ? "" : ", ", other == at ? word : word == "yes" ? "no" : "yes");
      rows += row + ": 1\n";
    }
  EXPECT_EQ(told("by " + by + " gives n " + rows + " otherwise: 2"), "");  // what no row is left for is one cell
  std::string wide_rows;
  for (int at = 0; at < 80; ++at) wide_rows += fmt::format(" {0}, from 0, from 0: 1 from 0, {0}, from 0: 1 from 0, from 0, {0}: 1", fmt::format("{0} to {0}", at));
  EXPECT_EQ(told("by a, b, c gives n" + wide_rows), "E0349 the rows of the table `t` have more than 200000 combinations of keys\n");
  std::string nested = "dose";
  for (int at = 0; at < 14; ++at) nested = "t(" + nested + ")";
  EXPECT_EQ(told("by dose gives n in mg to 1 mg: 1 above 1 mg: 2", nested + " > 1 mg"),
            "E0350 this use of the table `t` would be worked out in more than 100000 steps\n");
}

}  // namespace
}  // namespace precept::check
