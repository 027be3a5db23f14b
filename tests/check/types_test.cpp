// Types and units of expressions: what is converted, what the result is, what is refused.
#include <gtest/gtest.h>

#include "tests/check/checked.hpp"

namespace precept::check {
namespace {

const std::string kUnits =
    "unit mg\nunit mcg = 0.001 mg\nunit g = 1000 mg\nunit tablet, tablets\nfact dose: number in mg\nfact big: number in g\n"
    "fact rate: number in mg/day\nfact weekly: number in g/week\nfact patch: number in mcg/hour\nfact strength: number in mg/tablet\n"
    "fact share: number in %\nfact part: number\nfact n: count in tablets\nfact c: count\n";

TEST(Units, MeetInTheFinerOne) {
  EXPECT_EQ(condition(kUnits, "dose <= 1.5 g"),
            "(less_equal: yes or no (fact dose: number in mg) (rescale 1000/1: number in mg (constant 1500000: number in g [1000/1])))");
  EXPECT_EQ(condition(kUnits, "big <= 1500 mg"),
            "(less_equal: yes or no (rescale 1000/1: number in mg (fact big: number in g [1000/1])) (constant 1500000000: count in mg))");
  EXPECT_EQ(condition(kUnits, "dose between 500 mg and 1 g"),
            "(between: yes or no (fact dose: number in mg) (constant 500000000: count in mg) "
            "(rescale 1000/1: number in mg (constant 1000000: count in g [1000/1])))");
  EXPECT_EQ(condition(kUnits, "big in {1 g, 500 mg}"),
            "(in_set: yes or no (rescale 1000/1: number in mg (fact big: number in g [1000/1])) "
            "(rescale 1000/1: number in mg (constant 1000000: count in g [1000/1])) (constant 500000000: count in mg))");
}

TEST(Units, OfRatesConvertBothParts) {
  EXPECT_EQ(condition(kUnits, "rate <= weekly"),
            "(less_equal: yes or no (fact rate: number in mg/day [1/24]) "
            "(rescale 1000/7: number in mg/day [1/24] (fact weekly: number in g/week [125/21])))");
  EXPECT_EQ(condition(kUnits, "patch * 2.4 (mg/day)/(mcg/hour) <= rate"),
            "(less_equal: yes or no (multiply: number in mcg/hour*(mg/day/(mcg/hour)) [1/24] (fact patch: number in mcg/hour [1/1000]) "
            "(constant 2400000: number in mg/day/(mcg/hour) [125/3])) (fact rate: number in mg/day [1/24]))");
}

TEST(Units, DividingByAZeroThatIsWrittenIsWarnedOf) {
  const std::string warned = " W0714 this divides by zero, which is an error of every case that is decided by it\n";
  const auto found = [](const std::string& divisor) {
    return checked("service therapy\nfact part: number\nfact n: count\ndefine nothing = 0\ndefine also = nothing\ndefine one = 1\n"
                   "therapy requires part / " + divisor + " > 3 and n > 0\n")
        .findings();
  };
  EXPECT_EQ(found("(0)"), "test:7:26" + warned);
  for (const char* zero : {"0", "0%", "nothing", "also"}) EXPECT_EQ(found(zero), "test:7:25" + warned) << zero;
  for (const char* other : {"1", "one", "n", "0.1"}) EXPECT_EQ(found(other), "") << other;
}

TEST(Units, MultiplyAndDivide) {
  EXPECT_EQ(condition(kUnits, "strength * n <= dose"),
            "(less_equal: yes or no (multiply: number in mg/tablet*tablet (fact strength: number in mg/tablet) (fact n: count in tablet)) "
            "(fact dose: number in mg))");
  EXPECT_EQ(condition(kUnits, "dose / n <= strength"),
            "(less_equal: yes or no (divide: number in mg/tablet (fact dose: number in mg) (fact n: count in tablet)) "
            "(fact strength: number in mg/tablet))");
  EXPECT_EQ(condition(kUnits, "share * dose <= 3 mg"),
            "(less_equal: yes or no (rescale 1/100: number in mg (multiply: number in %*mg [1/100] (fact share: number in % [1/100]) "
            "(fact dose: number in mg))) (constant 3000000: count in mg))");
}

TEST(Units, APercentIsAHundredthOfANumber) {
  EXPECT_EQ(condition(kUnits, "part >= 50%"),
            "(less_equal: yes or no (constant 50000000: count in % [1/100]) "
            "(rescale 100/1: number in % [1/100] signed (fact part: number signed)))");
  EXPECT_EQ(condition(kUnits, "share >= 0.5"),
            "test:17:27 E0308 `0.5` has no unit, and what it meets is measured in %\n  help: write `0.5 %`\n");
}

TEST(Units, ThatAreUnlikeDoNotMeet) {
  EXPECT_EQ(condition(kUnits, "dose <= n").substr(0, 66), "test:17:18 E0303 this is measured in mg but compared with tablets\n");
  EXPECT_EQ(condition(kUnits, "dose <= weekly").substr(0, 65), "test:17:18 E0303 this is measured in mg but compared with g/week\n");
  EXPECT_EQ(condition(kUnits, "dose + n <= 3 mg").substr(0, 57), "test:17:18 E0319 unlike units do not add: mg and tablets\n");
  EXPECT_EQ(condition(kUnits, "rate * 2d <= dose"), "test:17:18 E0304 `*` does not work on a number in mg/day and a duration in days\n")
      << "a rate never reduces against a duration";
}

TEST(Units, OfOneNameInTwoGuidelinesAreTwo) {
  EXPECT_EQ(checked({{"a", "service therapy\nunit mg\nunit dose = 5 mg\nfact a: number in mg\ntherapy requires a <= 2 dose\n"},
                     {"b", "unit ml\nunit dose = 10 ml\nfact b: number in ml\nservice syrup\nsyrup requires b <= 2 dose\n"}})
                .lines("requires"),
            "requires a (less_equal: yes or no (fact a: number in mg) (rescale 5/1: number in mg (constant 2000000: count in dose [5/1])))\n"
            "requires b (less_equal: yes or no (fact b: number in ml) (rescale 10/1: number in ml (constant 2000000: count in dose [10/1])))\n");
}

TEST(Units, MayStandOnUnitsDeclaredLater) {
  EXPECT_EQ(checked("service therapy\nunit kg = 1000 g\nunit g = 1000 mg\nunit mg\nfact a: number in mg\ntherapy requires a <= 2 kg\n").lines("requires"),
            "requires a (less_equal: yes or no (fact a: number in mg) (rescale 1000000/1: number in mg (constant 2000000: count in kg [1000000/1])))\n");
}

TEST(Units, OfAConstantAreExactToTheLastDigit) {
  EXPECT_EQ(condition(kUnits, "dose <= 999999999999.999999 mg"), "(less_equal: yes or no (fact dose: number in mg) (constant 999999999999999999: number in mg))");
  EXPECT_EQ(condition(kUnits, "dose <= 1000000000000 mg"), "test:17:26 E0305 `1000000000000` has more digits than fit: at most 12 before the point and 6 after it\n");
}

TEST(Numbers, AreCountsWhileTheyMustBeWhole) {
  EXPECT_EQ(condition(kUnits, "c * c >= 4"), "(less_equal: yes or no (constant 4000000: count) (multiply: count (fact c: count) (fact c: count)))");
  EXPECT_EQ(condition(kUnits, "c / 2 >= 1"), "(less_equal: yes or no (constant 1000000: count) (divide: number (fact c: count) (constant 2000000: count)))");
  EXPECT_EQ(condition(kUnits, "c - 1 >= 0"), "(less_equal: yes or no (constant 0: count) (subtract: count signed (fact c: count) (constant 1000000: count)))");
  EXPECT_EQ(condition(kUnits, "-c <= -1"), "(less_equal: yes or no (negate: count signed (fact c: count)) (constant -1000000: count signed))");
}

const std::string kDates = "fact a: date\nfact b: date\nfact m: duration in months\nfact d: duration in days\nfact n: count\n";

TEST(Times, FromOneDateToAnotherMeetDurationsOnEitherSide) {
  const std::string wanted = "(less_equal: yes or no (time_from: span (fact a: date) (fact b: date)) (constant 24: duration in months))";
  EXPECT_EQ(condition(kDates, "time from a to b <= 2y"), wanted);
  EXPECT_EQ(condition(kDates, "2y >= time from a to b"), wanted);
  EXPECT_EQ(condition(kDates, "time from a to b > m"), "(less: yes or no (fact m: duration in months) (time_from: span (fact a: date) (fact b: date)))");
  EXPECT_EQ(condition(kDates, "time from a to b between 6mo and d"),
            "(between: yes or no (time_from: span (fact a: date) (fact b: date)) (constant 6: duration in months) (fact d: duration in days))");
  EXPECT_EQ(condition(kDates, "whole years of (time from a to b) >= 2"),
            "(less_equal: yes or no (constant 2000000: count) (whole_years: count (time_from: span (fact a: date) (fact b: date))))");
}

TEST(Times, WithinCountsFromTheDateItNames) {
  EXPECT_EQ(condition(kDates, "a within 6mo after b"),
            "(between: yes or no (fact a: date) (fact b: date) (limit_months: date (fact b: date) (constant 6: duration in months)))");
  EXPECT_EQ(condition(kDates, "a within 2w before b"),
            "(between: yes or no (fact a: date) (limit_days: date (fact b: date) (constant -14: duration in days signed)) (fact b: date))");
}

TEST(Times, InMonthsMeetThoseInDaysByTheirBounds) {
  EXPECT_EQ(condition(kDates, "m <= 60d"), "(less_equal: yes or no (months_as_days: duration in days (fact m: duration in months)) (constant 60: duration in days))");
  EXPECT_EQ(condition(kDates, "m - 1mo <= d"),
            "(less_equal: yes or no (months_as_days: duration in days signed (subtract: duration in months signed "
            "(fact m: duration in months) (constant 1: duration in months))) (fact d: duration in days))");
}

TEST(Times, AddToDatesFromBothSides) {
  EXPECT_EQ(condition(kDates, "1y + a <= b"), "(less_equal: yes or no (add_months: date (fact a: date) (constant 12: duration in months)) (fact b: date))");
  EXPECT_EQ(condition(kDates, "b - 90d >= a"),
            "(less_equal: yes or no (fact a: date) (add_days: date (fact b: date) (negate: duration in days signed (constant 90: duration in days))))");
}

TEST(Facts, HaveTheirRangeAsTheirWhole) {
  const auto out = checked("unit mg\nfact age: count from 0 to 130\nfact dose: number in mg from 0.5 mg\nfact change: signed number to 10\n"
                           "fact day: date from 2009-07-18 to 2009-07-20\nfact wait: duration in months to 2y\nfact free: number\nfact level: demand\n"
                           "scale demand: low < middle < high\nchoice place: hand, knee, hip\nfact hurt: place assumed knee\nfact done: yes or no assumed no\n");
  EXPECT_EQ(out.lines("fact "),
            "fact age of test: count whole 0..130000000\n"
            "fact change of test: number signed whole -9223372036854775808..10000000\n"
            "fact day of test: date whole 14443..14445\n"
            "fact done of test: yes or no whole 3..0 assumed 2..0\n"
            "fact dose of test: number in mg whole 500000..9223372036854775807\n"
            "fact free of test: number signed whole -9223372036854775808..9223372036854775807\n"
            "fact hurt of test: place whole 7..0 assumed 2..0\n"
            "fact level of test: demand whole 0..2\n"
            "fact wait of test: duration in months whole 0..24\n");
}

TEST(Facts, HaveAtMost64Members) {
  std::string members = "m0";
  for (int i = 1; i < 64; ++i) members += ", m" + std::to_string(i);
  const auto out = checked("service therapy\nchoice place: " + members + "\nfact hurt: place\ntherapy requires hurt in {m0, m63}\n");
  EXPECT_EQ(out.lines("requires"), "requires hurt (choice_in 8000000000000001: yes or no (fact hurt: place))\n");
  EXPECT_EQ(out.lines("fact"), "fact hurt of test: place whole -1..0\n") << "64 bits, all of them set";
}

}  // namespace
}  // namespace precept::check
