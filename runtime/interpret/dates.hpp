// Dates and durations of possible values (language reference, section 4, Calendar).
// In: first and last day, fewest and most months or days. Out: the same of the result, or nothing where it certainly fails.
// Never here: comparisons, arithmetic on numbers.
#pragma once

#include "runtime/interpret/arithmetic.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::interpreting {

// A date and a duration added end by end; past no bound there is none.
template <class Plus>
Value plus(const Value& date, const Value& duration, Plus plus_end) {
  if (date.lo == date.hi && duration.lo == duration.hi) {  // both exact, as nearly always: once is enough
    const std::int64_t day = plus_end(date.lo, duration.lo);
    return {day, day};
  }
  const bool no_low = date.lo == kNoLow || duration.lo == kNoLow;
  const bool no_high = date.hi == kNoHigh || duration.hi == kNoHigh;
  return {no_low ? kNoLow : plus_end(date.lo, duration.lo), no_high ? kNoHigh : plus_end(date.hi, duration.hi)};
}

inline Value limit_months(const Value& date, const Value& months) { return plus(date, months, plus_months); }
inline Value limit_days(const Value& date, const Value& days) { return plus(date, days, plus_days); }

// A date of the calendar: what certainly lies outside fails, a bound outside is none.
inline Result within_calendar(const Value& date) { return within(date.lo, date.hi, kFirstDay, kLastDay); }

inline Result add_months(const Value& date, const Value& months) { return within_calendar(limit_months(date, months)); }
inline Result add_days(const Value& date, const Value& days) { return within_calendar(limit_days(date, days)); }

inline Value months_as_days(const Value& months) {
  return {months.lo == kNoLow ? kNoLow : fewest_days_in_months(months.lo),
          months.hi == kNoHigh ? kNoHigh : most_days_in_months(months.hi)};
}

// ---- whole years, months and days of a span ------------------------------------------------------------------------
inline std::int64_t years_between(std::int64_t from, std::int64_t to) { return whole_months_between(from, to) / 12; }
inline std::int64_t days_between(std::int64_t from, std::int64_t to) { return to - from; }

// A span that is certainly reversed fails; of one that may be, only that it is a count is known.
template <class Between>
Result whole(const Value& from, const Value& to, Between between) {
  if (to.hi < from.lo) return std::nullopt;
  if (to.lo < from.hi) return Value{0, kNoHigh};
  const bool no_high = from.lo == kNoLow || to.hi == kNoHigh;
  return Value{between(from.hi, to.lo) * kOne, no_high ? kNoHigh : between(from.lo, to.hi) * kOne};
}

inline Result whole_years(const Value& from, const Value& to) { return whole(from, to, years_between); }
inline Result whole_months(const Value& from, const Value& to) { return whole(from, to, whole_months_between); }
inline Result whole_days(const Value& from, const Value& to) { return whole(from, to, days_between); }

}  // namespace precept::interpreting
