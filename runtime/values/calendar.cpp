// The proleptic Gregorian calendar on plain integers: see the header for what each function takes and gives.
// A year is counted from March here, so that the leap day is the last of its year (Hinnant, "chrono-compatible low-level
// date algorithms"). Never here: possible values, locales.
#include "runtime/values/calendar.hpp"

#include <algorithm>
#include <array>

namespace precept {
namespace {

constexpr std::int64_t kDaysInEra = 146097;  // 400 years
constexpr std::int64_t kMonthsInEra = 4800;
constexpr std::int64_t kYearsInEra = 400;
constexpr std::int64_t kEpochFromEraStart = 719468;  // days from 0000-03-01 to 1970-01-01
constexpr std::int64_t kMonthsTaken = 1'000'000'000'000;
constexpr std::int64_t kYearsTaken = 10'000'000'000'000'000;

constexpr std::int64_t floor_quotient(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }
constexpr std::int64_t floor_remainder(std::int64_t a, std::int64_t b) { return a % b + (a % b < 0 ? b : 0); }

constexpr bool is_leap(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

// Of a year that is not a leap year; January is 0.
constexpr std::array<int, 12> kMonthLengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

constexpr int month_length(std::int64_t year, int month) {
  return kMonthLengths[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap(year) ? 1 : 0);
}

constexpr std::int64_t days_of(std::int64_t year, int month, int day) {
  const std::int64_t from_march = month > 2 ? year : year - 1;
  const std::int64_t era = floor_quotient(from_march, kYearsInEra);
  const std::int64_t year_of_era = floor_remainder(from_march, kYearsInEra);
  const std::int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * kDaysInEra + (day_of_era - kEpochFromEraStart);
}

// ---- how many days some months may be ------------------------------------------------------------------------------
// Months from the first of month A to the first of month B hold 365 or 366 days a year: what differs between starts of
// one calendar month is only how many leap Februaries lie between. So the extremes follow from the fewest and the most
// leap years that a run of consecutive years may hold. Held in tests/values against a walk over every start.

struct Extremes {
  int fewest = 0;
  int most = 0;
};

std::array<Extremes, kYearsInEra + 2> leap_years_in_runs() {
  int leaps_before[2 * kYearsInEra + 2] = {};
  for (int year = 0; year <= 2 * kYearsInEra; ++year) leaps_before[year + 1] = leaps_before[year] + (is_leap(year) ? 1 : 0);
  std::array<Extremes, kYearsInEra + 2> runs{};
  for (int length = 0; length <= kYearsInEra + 1; ++length) {
    int fewest = length;
    int most = 0;
    for (int start = 0; start < kYearsInEra; ++start) {
      const int leaps = leaps_before[start + length] - leaps_before[start];
      if (leaps < fewest) fewest = leaps;
      if (leaps > most) most = leaps;
    }
    runs[static_cast<std::size_t>(length)] = {fewest, most};
  }
  return runs;
}

// The extremes for each number of months below 4,800; beyond, they repeat with 146,097 days added.
std::array<Extremes, kMonthsInEra> tabled_days_in_months() {
  const auto runs = leap_years_in_runs();
  std::array<Extremes, kMonthsInEra> table{};
  for (std::size_t months = 0; months < table.size(); ++months) {
    Extremes extremes{1'000'000, 0};
    for (std::size_t start = 0; start < 12; ++start) {  // January is 0
      const std::size_t end = start + months;           // the month that the result lies in
      std::size_t februaries = 0;                       // in start, start + 1 .. end - 1
      int days = static_cast<int>(months / 12) * 365;
      for (std::size_t month = start; month < start + months % 12; ++month) days += kMonthLengths[month % 12];
      februaries = (end + 10) / 12 - (start + 10) / 12;
      // The most: from the first of the month, where nothing is clamped.
      extremes.most = std::max(extremes.most, days + runs[februaries].most);
      // The fewest: from the month's last day, clamped. Into a February a leap day less is clamped where there is one,
      // so that February's year counts among the run. From February to February clamping never gives fewer days than
      // starting on 1 March does.
      const int clamped = std::max(0, kMonthLengths[start] - kMonthLengths[end % 12]);
      const bool into_february = end % 12 == 1 && start != 1;
      extremes.fewest = std::min(extremes.fewest, days - clamped + runs[februaries + (into_february ? 1 : 0)].fewest);
    }
    table[months] = extremes;
  }
  return table;
}

// For 0 months and more. The table is made at the first use, a fifth of a millisecond; the language makes that safe from
// any thread.
Extremes days_in_months(std::int64_t months) {
  static const std::array<Extremes, kMonthsInEra> table = tabled_days_in_months();
  return table[static_cast<std::size_t>(months % kMonthsInEra)];
}

// ---- text ----------------------------------------------------------------------------------------------------------
std::optional<int> digits(std::string_view text) {
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

struct YearMonth {
  int year;
  int month;
};

// "2013-09", its year from 1.
std::optional<YearMonth> year_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  if (!year || !month || *year < 1 || *month < 1 || *month > 12) return std::nullopt;
  return YearMonth{*year, *month};
}

void append_padded(std::string& text, std::int64_t number, std::size_t width) {
  const std::string written = std::to_string(number);
  if (written.size() < width) text.append(width - written.size(), '0');
  text += written;
}

}  // namespace

std::int64_t days_from_civil(CivilDate date) noexcept {
  return days_of(std::clamp(date.year, -kYearsTaken, kYearsTaken), date.month, date.day);
}

CivilDate civil_from_days(std::int64_t days) noexcept {
  // The epoch's offset is added to the remainder, not to the days, so that no day overflows.
  std::int64_t era = floor_quotient(days, kDaysInEra) + kEpochFromEraStart / kDaysInEra;
  std::int64_t rest = floor_remainder(days, kDaysInEra) + kEpochFromEraStart % kDaysInEra;
  if (rest >= kDaysInEra) {
    rest -= kDaysInEra;
    era += 1;
  }
  const auto day_of_era = static_cast<std::uint32_t>(rest);
  const std::uint32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::uint32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::uint32_t from_march = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * from_march + 2) / 5 + 1);
  const int month = static_cast<int>(from_march < 10 ? from_march + 3 : from_march - 9);
  return {era * kYearsInEra + year_of_era + (month <= 2 ? 1 : 0), month, day};
}

int days_in_month(std::int64_t year, int month) noexcept { return month_length(year, month); }

std::int64_t plus_months(std::int64_t days, std::int64_t months) noexcept {
  // 10^12 months are less than 10^15 days: from further out no sum comes back inside.
  if (days > 2 * kDaysSaturated) return kDaysSaturated;
  if (days < -2 * kDaysSaturated) return -kDaysSaturated;
  const CivilDate start = civil_from_days(days);
  const std::int64_t month_count = start.year * 12 + (start.month - 1) + std::clamp(months, -kMonthsTaken, kMonthsTaken);
  const std::int64_t year = floor_quotient(month_count, 12);
  const int month = static_cast<int>(floor_remainder(month_count, 12)) + 1;
  const std::int64_t result = days_of(year, month, std::min(start.day, month_length(year, month)));
  return std::clamp(result, -kDaysSaturated, kDaysSaturated);
}

std::int64_t plus_days(std::int64_t days, std::int64_t more) noexcept {
  std::int64_t result = 0;
  if (__builtin_add_overflow(days, more, &result)) return days < 0 ? -kDaysSaturated : kDaysSaturated;
  return std::clamp(result, -kDaysSaturated, kDaysSaturated);
}

std::int64_t whole_months_between(std::int64_t from, std::int64_t to) noexcept {
  const CivilDate start = civil_from_days(from);
  const CivilDate end = civil_from_days(to);
  const std::int64_t months = (end.year - start.year) * 12 + (end.month - start.month);
  const int anniversary = std::min(start.day, month_length(end.year, end.month));
  return anniversary <= end.day ? months : months - 1;
}

std::int64_t fewest_days_in_months(std::int64_t months) noexcept {
  if (months < 0) return -most_days_in_months(-std::max(months, -kDaysSaturated));
  const std::int64_t taken = std::min(months, kDaysSaturated);
  return taken / kMonthsInEra * kDaysInEra + days_in_months(taken).fewest;
}

std::int64_t most_days_in_months(std::int64_t months) noexcept {
  if (months < 0) return -fewest_days_in_months(-std::max(months, -kDaysSaturated));
  const std::int64_t taken = std::min(months, kDaysSaturated);
  return taken / kMonthsInEra * kDaysInEra + days_in_months(taken).most;
}

std::optional<std::int64_t> parse_date(std::string_view text) noexcept {
  if (text.size() != 10 || text[7] != '-') return std::nullopt;
  const auto month = year_month(text.substr(0, 7));
  const auto day = digits(text.substr(8, 2));
  if (!month || !day || *day < 1 || *day > month_length(month->year, month->month)) return std::nullopt;
  return days_of(month->year, month->month, *day);
}

std::optional<DayRange> parse_partial_date(std::string_view text) noexcept {
  if (const auto day = parse_date(text)) return DayRange{*day, *day};
  if (const auto month = year_month(text)) {
    const int last = month_length(month->year, month->month);
    return DayRange{days_of(month->year, month->month, 1), days_of(month->year, month->month, last)};
  }
  if (text.size() != 4) return std::nullopt;
  const auto year = digits(text);
  if (!year || *year < 1) return std::nullopt;
  return DayRange{days_of(*year, 1, 1), days_of(*year, 12, 31)};
}

std::string format_date(std::int64_t days) {
  const CivilDate date = civil_from_days(days);
  std::string text;
  if (date.year < 0) text += '-';
  append_padded(text, date.year < 0 ? -date.year : date.year, 4);
  text += '-';
  append_padded(text, date.month, 2);
  text += '-';
  append_padded(text, date.day, 2);
  return text;
}

}  // namespace precept
