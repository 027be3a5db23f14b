// Holds the calendar against an oracle that knows only "the next day": month lengths by the textbook rule, walked.
#include "runtime/values/calendar.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace precept {
namespace {

int textbook_month_length(long long year, int month) {
  switch (month) {
    case 2: {
      if (year % 400 == 0) return 29;
      if (year % 100 == 0) return 28;
      return year % 4 == 0 ? 29 : 28;
    }
    case 4:
    case 6:
    case 9:
    case 11:
      return 30;
    default:
      return 31;
  }
}

// A day that only knows how to go on to the next.
struct Walker {
  long long year = 1;
  int month = 1;
  int day = 1;
  void next() {
    if (++day <= textbook_month_length(year, month)) return;
    day = 1;
    if (++month <= 12) return;
    month = 1;
    ++year;
  }
  std::string written() const {
    char text[64];
    std::snprintf(text, sizeof text, "%04lld-%02d-%02d", year, month, day);
    return text;
  }
};

// All days of some years, by walking; the slot of a date is its day's number less the first one's.
struct WalkedYears {
  std::vector<Walker> days;
  std::int64_t first = 0;
  WalkedYears(long long from_year, long long until_year, std::int64_t first_day) : first(first_day) {
    for (Walker walker{from_year, 1, 1}; walker.year < until_year; walker.next()) days.push_back(walker);
  }
};

// Adds months by counting them off one at a time on a (year, month) pair, then clamping.
std::int64_t oracle_plus_months(const Walker& start, long long months) {
  long long year = start.year;
  int month = start.month;
  for (; months > 0; --months)
    if (++month > 12) {
      month = 1;
      ++year;
    }
  for (; months < 0; ++months)
    if (--month < 1) {
      month = 12;
      --year;
    }
  const int day = std::min(start.day, textbook_month_length(year, month));
  return days_from_civil({year, month, day});
}

TEST(Calendar, EveryDayOfTheCalendarIsNumberedInOrder) {
  Walker walker;
  for (std::int64_t day = kFirstDay; day <= kLastDay; ++day, walker.next()) {
    const CivilDate date = civil_from_days(day);
    ASSERT_TRUE(date.year == walker.year && date.month == walker.month && date.day == walker.day) << walker.written();
    ASSERT_EQ(days_from_civil(date), day) << walker.written();
    if (walker.day == 1) {
      ASSERT_EQ(days_in_month(walker.year, walker.month), textbook_month_length(walker.year, walker.month));
    }
  }
  EXPECT_EQ(walker.written(), "10000-01-01");  // the last day was 9999-12-31
}

TEST(Calendar, KnownDays) {
  EXPECT_EQ(days_from_civil({1970, 1, 1}), 0);
  EXPECT_EQ(days_from_civil({1969, 12, 31}), -1);
  EXPECT_EQ(days_from_civil({2000, 2, 29}), 11016);
  EXPECT_EQ(days_from_civil({2000, 3, 1}), 11017);
  EXPECT_EQ(days_from_civil({1, 1, 1}), kFirstDay);
  EXPECT_EQ(days_from_civil({9999, 12, 31}), kLastDay);
  EXPECT_EQ(days_from_civil({0, 12, 31}), kFirstDay - 1);
  EXPECT_EQ(days_from_civil({10000, 1, 1}), kLastDay + 1);
}

TEST(Calendar, DaysFarOutsideGoThereAndBack) {
  for (const std::int64_t day : {std::int64_t{-1'000'000'000'000'000}, std::int64_t{1'000'000'000'000'000}, kFirstDay - 1,
                                 kLastDay + 1, std::int64_t{-146097}, std::int64_t{146097}})
    EXPECT_EQ(days_from_civil(civil_from_days(day)), day);
  // The ends of 64 bits do not overflow.
  EXPECT_EQ(civil_from_days(std::numeric_limits<std::int64_t>::max()).month, 7);
  EXPECT_LT(civil_from_days(std::numeric_limits<std::int64_t>::min()).year, -25'000'000'000'000'000);
}

TEST(Calendar, TextOfEveryDayOfFourCenturiesReadsBack) {
  Walker walker{1890, 1, 1};
  for (std::int64_t day = days_from_civil({1890, 1, 1}); walker.year < 2310; ++day, walker.next()) {
    ASSERT_EQ(format_date(day), walker.written());
    ASSERT_EQ(parse_date(walker.written()), day);
  }
}

TEST(Calendar, FormatsDaysOutsideTheCalendar) {
  EXPECT_EQ(format_date(kFirstDay), "0001-01-01");
  EXPECT_EQ(format_date(kLastDay), "9999-12-31");
  EXPECT_EQ(format_date(kLastDay + 1), "10000-01-01");
  EXPECT_EQ(format_date(kFirstDay - 1), "0000-12-31");
  EXPECT_EQ(format_date(days_from_civil({-1, 3, 4})), "-0001-03-04");
}

TEST(Calendar, RefusesWhatIsNoDate) {
  for (const char* text :
       {"",           "2013",         "2013-09",    "2013-9-25",  "2013-09-2",  "2013-09-255", "2013-00-10",  "2013-13-10",
        "2013-02-29", "1900-02-29",   "2013-04-31", "2013-09-00", "2013-09-32", "0000-01-01",  "2013/09/25",  "2013-09/25",
        "2013 09-25", "+013-09-25",   "-013-09-25", "2O13-09-25", "2013-09- 5", " 2013-09-25", "2013-09-25 ", "10000-01-01",
        "2013-0a-10", "2013-09-1\xb2"})
    EXPECT_EQ(parse_date(text), std::nullopt) << text;
  EXPECT_EQ(parse_date("2000-02-29"), 11016);
  EXPECT_EQ(parse_date("0001-01-01"), kFirstDay);
  EXPECT_EQ(parse_date("9999-12-31"), kLastDay);
}

TEST(Calendar, ReadsPartialDates) {
  const auto expect_range = [](const char* text, const char* first, const char* last) {
    const auto range = parse_partial_date(text);
    ASSERT_TRUE(range) << text;
    EXPECT_EQ(format_date(range->first), first) << text;
    EXPECT_EQ(format_date(range->last), last) << text;
  };
  expect_range("2013-09-25", "2013-09-25", "2013-09-25");
  expect_range("2000-01", "2000-01-01", "2000-01-31");
  expect_range("2000-02", "2000-02-01", "2000-02-29");
  expect_range("1900-02", "1900-02-01", "1900-02-28");
  expect_range("2000", "2000-01-01", "2000-12-31");
  expect_range("0001", "0001-01-01", "0001-12-31");
  for (const char* text : {"", "200", "20000", "0000", "0000-01", "2000-13", "2000-00", "2000-1", "2000-", "2000-01-",
                           "2000-01-32", "2000-1-01", "abcd", "-200", "2000-0x"})
    EXPECT_FALSE(parse_partial_date(text)) << text;
}

TEST(Calendar, AddingMonthsKeepsTheDayAndClampsToTheMonthsLast) {
  const auto plus = [](const char* date, std::int64_t months) {
    return format_date(plus_months(*parse_date(date), months));
  };
  EXPECT_EQ(plus("2012-02-29", 12), "2013-02-28");
  EXPECT_EQ(plus("2012-02-29", 48), "2016-02-29");
  EXPECT_EQ(plus("2012-02-29", -12), "2011-02-28");
  EXPECT_EQ(plus("2013-01-31", 1), "2013-02-28");
  EXPECT_EQ(plus("2012-01-31", 1), "2012-02-29");
  EXPECT_EQ(plus("2013-03-31", -1), "2013-02-28");
  EXPECT_EQ(plus("2013-05-31", 1), "2013-06-30");
  EXPECT_EQ(plus("2013-12-31", 2), "2014-02-28");
  EXPECT_EQ(plus("2013-01-01", -1), "2012-12-01");
  EXPECT_EQ(plus("2000-01-18", 24), "2002-01-18");
  EXPECT_EQ(plus("9999-12-31", 1), "10000-01-31");
  EXPECT_EQ(plus("0001-01-31", -2), "0000-11-30");
  EXPECT_EQ(plus("2000-02-29", 0), "2000-02-29");
}

TEST(Calendar, AddingMonthsAgreesWithCountingThemOff) {
  const WalkedYears years(1896, 1905, days_from_civil({1896, 1, 1}));  // a leap year, 1900, a leap year
  for (std::size_t slot = 0; slot < years.days.size(); ++slot)
    for (int months = -61; months <= 61; ++months)
      ASSERT_EQ(plus_months(years.first + static_cast<std::int64_t>(slot), months),
                oracle_plus_months(years.days[slot], months))
          << years.days[slot].written() << " " << months;
}

TEST(Calendar, AddingMonthsSaturates) {
  constexpr std::int64_t end = 1'000'000'000'000'000;
  constexpr std::int64_t top = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t bottom = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(plus_months(top, -1'000'000'000'000), end);
  EXPECT_EQ(plus_months(bottom, 1'000'000'000'000), -end);
  EXPECT_EQ(plus_months(end, 1), end);
  EXPECT_EQ(plus_months(-end, -1), -end);
  EXPECT_LT(plus_months(end, -1), end);
  EXPECT_EQ(plus_months(0, 4800), 146097);
  EXPECT_EQ(plus_months(0, 999'999'999'999), plus_months(0, 999'999'999'999 - 4800) + 146097);
  EXPECT_EQ(plus_months(0, top), plus_months(0, 1'000'000'000'000));
  EXPECT_EQ(plus_months(0, bottom), plus_months(0, -1'000'000'000'000));
}

TEST(Calendar, AddingDaysSaturates) {
  constexpr std::int64_t top = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t bottom = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(plus_days(100, -101), -1);
  EXPECT_EQ(plus_days(kLastDay, 1), kLastDay + 1);
  EXPECT_EQ(plus_days(0, kDaysSaturated), kDaysSaturated);
  EXPECT_EQ(plus_days(1, kDaysSaturated), kDaysSaturated);
  EXPECT_EQ(plus_days(-1, -kDaysSaturated), -kDaysSaturated);
  EXPECT_EQ(plus_days(top, top), kDaysSaturated);
  EXPECT_EQ(plus_days(bottom, bottom), -kDaysSaturated);
  EXPECT_EQ(plus_days(top, bottom), -1);
}

TEST(Calendar, WholeMonthsAreTheMostThatDoNotPassTheEnd) {
  const auto months = [](const char* from, const char* to) {
    return whole_months_between(*parse_date(from), *parse_date(to));
  };
  EXPECT_EQ(months("2012-02-29", "2013-02-27"), 11);
  EXPECT_EQ(months("2012-02-29", "2013-02-28"), 12);
  EXPECT_EQ(months("2013-01-31", "2013-02-27"), 0);
  EXPECT_EQ(months("2013-01-31", "2013-02-28"), 1);
  EXPECT_EQ(months("2013-01-31", "2013-03-30"), 1);
  EXPECT_EQ(months("2013-01-31", "2013-03-31"), 2);
  EXPECT_EQ(months("2000-01-18", "2014-02-28"), 169);
  EXPECT_EQ(months("2000-01-18", "2000-01-18"), 0);
  EXPECT_EQ(months("0001-01-01", "9999-12-31"), 119987);

  const WalkedYears years(1896, 1902, days_from_civil({1896, 1, 1}));
  for (std::size_t from = 0; from < years.days.size(); from += 3) {
    std::int64_t counted = 0;  // goes up with `to`
    for (std::size_t to = from; to < years.days.size(); ++to) {
      while (oracle_plus_months(years.days[from], counted + 1) <= years.first + static_cast<std::int64_t>(to)) ++counted;
      ASSERT_EQ(
          whole_months_between(years.first + static_cast<std::int64_t>(from), years.first + static_cast<std::int64_t>(to)),
          counted)
          << years.days[from].written() << " " << years.days[to].written();
    }
  }
}

// The oracle takes every month of the cycle as the start, its first day (nothing clamped: the most days, and the fewest
// where the end is as long) and its last (clamped the most).
TEST(Calendar, DaysInMonthsAreExactOverEveryStart) {
  std::vector<std::int64_t> first_of_month;  // of 10,000 months from January 2000
  std::vector<int> length;
  std::int64_t day = 0;
  for (int count = 0; count < 10'000; ++count) {
    first_of_month.push_back(day);
    length.push_back(textbook_month_length(2000 + count / 12, count % 12 + 1));
    day += length.back();
  }
  for (std::size_t months = 0; months <= 4801; months += months < 1300 || months > 4700 ? 1 : 7) {
    std::int64_t fewest = 1'000'000'000, most = 0;
    for (std::size_t start = 0; start < 4800; ++start) {
      const std::size_t end = start + months;
      const std::int64_t apart = first_of_month[end] - first_of_month[start];
      most = std::max(most, apart);
      fewest = std::min(fewest, apart - std::max(0, length[start] - length[end]));
    }
    const auto count = static_cast<std::int64_t>(months);
    ASSERT_EQ(fewest_days_in_months(count), fewest) << months;
    ASSERT_EQ(most_days_in_months(count), most) << months;
    ASSERT_EQ(fewest_days_in_months(-count), -most) << months;
    ASSERT_EQ(most_days_in_months(-count), -fewest) << months;
  }
}

// The same by every single day of the cycle, for some numbers of months.
TEST(Calendar, DaysInMonthsAreExactOverEveryDay) {
  for (const std::int64_t months : {1, 2, 3, 6, 11, 12, 13, 24, 47, 48, 49, 96, 97, 1199, 1200, 4799}) {
    std::int64_t fewest = 1'000'000'000, most = 0;
    for (std::int64_t day = 0; day < 146097; ++day) {
      fewest = std::min(fewest, plus_months(day, months) - day);
      most = std::max(most, plus_months(day, months) - day);
    }
    EXPECT_EQ(fewest_days_in_months(months), fewest) << months;
    EXPECT_EQ(most_days_in_months(months), most) << months;
  }
}

TEST(Calendar, DaysInMonthsKnown) {
  EXPECT_EQ(fewest_days_in_months(0), 0);
  EXPECT_EQ(most_days_in_months(0), 0);
  EXPECT_EQ(fewest_days_in_months(1), 28);
  EXPECT_EQ(most_days_in_months(1), 31);
  EXPECT_EQ(fewest_days_in_months(2), 59);
  EXPECT_EQ(most_days_in_months(2), 62);
  EXPECT_EQ(fewest_days_in_months(12), 365);
  EXPECT_EQ(most_days_in_months(12), 366);
  EXPECT_EQ(fewest_days_in_months(-2), -62);
  EXPECT_EQ(most_days_in_months(-2), -59);
  EXPECT_EQ(fewest_days_in_months(48), 1460);  // across 1900
  EXPECT_EQ(most_days_in_months(48), 1461);
  EXPECT_EQ(fewest_days_in_months(4800), 146097);
  EXPECT_EQ(most_days_in_months(4800), 146097);
  EXPECT_EQ(fewest_days_in_months(999'999'999'999), 208'333'333 * std::int64_t{146097} + fewest_days_in_months(1599));
  // Never overflows.
  EXPECT_GT(most_days_in_months(std::numeric_limits<std::int64_t>::max()), 0);
  EXPECT_LT(fewest_days_in_months(std::numeric_limits<std::int64_t>::min()), 0);
}

}  // namespace
}  // namespace precept
