// Courses and their limits compared, months against days by their bounds. Never here: quantities.
#include <algorithm>

#include "runtime/decide/grants.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::deciding {
namespace {

Value in_days(const RequestDuration& duration) {
  if (duration.kind == DurationKind::days) return duration.value;
  Value days = kUnbounded;
  if (duration.value.lo != kNoLow) days.lo = fewest_days_in_months(duration.value.lo);
  if (duration.value.hi != kNoHigh) days.hi = most_days_in_months(duration.value.hi);
  return days;
}

bool is_exact(const RequestDuration& duration) { return duration.value.lo == duration.value.hi; }

}  // namespace

Truth is_longer(const RequestDuration& over, const RequestDuration& limit) {
  const bool one_kind = over.kind == limit.kind;
  const Value a = one_kind ? over.value : in_days(over);
  const Value b = one_kind ? limit.value : in_days(limit);
  return truth_from(a.hi > b.lo, a.lo <= b.hi);
}

RequestDuration shorter(const RequestDuration& one, const RequestDuration& other) {
  if (one.kind == other.kind)
    return {one.kind, {std::min(one.value.lo, other.value.lo), std::min(one.value.hi, other.value.hi)}};
  const Value a = in_days(one);
  const Value b = in_days(other);
  if (is_exact(one) && is_exact(other)) return a.lo != b.lo ? (a.lo < b.lo ? one : other) : (a.hi <= b.hi ? one : other);
  if (a.hi <= b.lo) return one;
  if (b.hi <= a.lo) return other;
  return {DurationKind::days, {std::min(a.lo, b.lo), std::min(a.hi, b.hi)}};
}

}  // namespace precept::deciding
