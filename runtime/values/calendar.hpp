// The proleptic Gregorian calendar, in whole days and months. Source: language reference, section 4 (Calendar).
// In and out: plain integers. Never here: possible values, errors as text, the clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace precept {

struct CivilDate {
  std::int64_t year;  // 1..9999 for a date of a case; outside only for limits
  int month;          // 1..12
  int day;            // 1..31
  friend constexpr bool operator==(const CivilDate&, const CivilDate&) = default;
};

inline constexpr std::int64_t kFirstDay = -719162;  // 0001-01-01
inline constexpr std::int64_t kLastDay = 2932896;   // 9999-12-31
inline constexpr std::int64_t kDaysSaturated = 1'000'000'000'000'000;  // how far out dates that are limits may lie

std::int64_t days_from_civil(CivilDate date) noexcept;  // days since 1970-01-01
CivilDate civil_from_days(std::int64_t days) noexcept;
int days_in_month(std::int64_t year, int month) noexcept;

// The date `months` later (earlier where negative), its day clamped to the month's last. Any int64 day and months within
// +-10^12 are taken; the result is not limited to the calendar's ends. Never overflows: results saturate at +-10^15
// (kDaysSaturated).
std::int64_t plus_months(std::int64_t days, std::int64_t months) noexcept;
// The day `more` days later; any of both, saturating as plus_months does.
std::int64_t plus_days(std::int64_t days, std::int64_t more) noexcept;

// The largest n with from + n months <= to. Needs from <= to.
std::int64_t whole_months_between(std::int64_t from, std::int64_t to) noexcept;

// The fewest and the most days that `months` calendar months may be, over all starting days (2 -> 59 and 62).
// Negative months mirror: fewest(-n) == -most(n).
std::int64_t fewest_days_in_months(std::int64_t months) noexcept;
std::int64_t most_days_in_months(std::int64_t months) noexcept;

// "2013-09-25" -> days; nothing where the text is not dddd-dd-dd or the date does not exist.
std::optional<std::int64_t> parse_date(std::string_view text) noexcept;
// "2013-09-25", "2013-09" or "2013" -> first and last day; nothing otherwise.
struct DayRange {
  std::int64_t first;
  std::int64_t last;
};
std::optional<DayRange> parse_partial_date(std::string_view text) noexcept;
// ISO form. Days outside 0001..9999 are written with their year as it is ("10001-01-01").
std::string format_date(std::int64_t days);

}  // namespace precept
