// Arithmetic on possible values, as both native engines compute it: bounds in, bounds out, and whether it is an error.
// Source: language reference, section 4. A bound that would overflow is no bound; an error needs every possible value to
// overflow, to divide by zero, or to run backwards. Plain integers only; calendar and decimals come from runtime/values.
// Never here: the interpreter's functions, planes, columns.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>

#include "runtime/program/program.hpp"
#include "runtime/values/calendar.hpp"
#include "runtime/values/decimal.hpp"

namespace precept::native {

// A failed operation's value is `whole`, its type's unbounded value.
struct Bounded {
  Value value;
  bool failed = false;
};

// Between which numbers a result of this type must lie, and what it is where nothing is known of it.
struct Limits {
  std::int64_t low = -kNumberMax;
  std::int64_t high = kNumberMax;
  Value whole = kUnbounded;
};

constexpr Limits limits_of(const Type& type) {
  const Value whole = type.kind == TypeKind::date || type.is_signed ? kUnbounded : Value{0, kNoHigh};
  switch (type.kind) {
    case TypeKind::date:
      return {kFirstDay, kLastDay, whole};
    case TypeKind::months:
    case TypeKind::days:
      return {-kDurationMax, kDurationMax, whole};
    case TypeKind::truth:
    case TypeKind::choice:
    case TypeKind::scale:
    case TypeKind::count:
    case TypeKind::number:
    case TypeKind::text:
    case TypeKind::code:
    case TypeKind::list:
      break;
  }
  return {-kNumberMax, kNumberMax, whole};
}

// Bounds past the limits are no bounds; where all lies past one, the operation fails.
inline Bounded within(Value value, const Limits& limits) {
  if ((value.lo > limits.high) | (value.hi < limits.low)) return {limits.whole, true};
  return {{value.lo < limits.low ? kNoLow : value.lo, value.hi > limits.high ? kNoHigh : value.hi}, false};
}

inline std::int64_t sum_low(std::int64_t a, std::int64_t b) { return a == kNoLow || b == kNoLow ? kNoLow : a + b; }
inline std::int64_t sum_high(std::int64_t a, std::int64_t b) { return a == kNoHigh || b == kNoHigh ? kNoHigh : a + b; }

inline Value negated(Value a) { return {a.hi == kNoHigh ? kNoLow : -a.hi, a.lo == kNoLow ? kNoHigh : -a.lo}; }

inline Value days_later(Value date, Value days) {
  return {date.lo == kNoLow || days.lo == kNoLow ? kNoLow : plus_days(date.lo, days.lo),
          date.hi == kNoHigh || days.hi == kNoHigh ? kNoHigh : plus_days(date.hi, days.hi)};
}

inline Value sum(Value a, Value b) { return {sum_low(a.lo, b.lo), sum_high(a.hi, b.hi)}; }

// A corner of a product: no bound times zero is zero; past the limits is no bound on that side.
inline std::int64_t product_corner(std::int64_t a, std::int64_t b) {
  if (a == 0 || b == 0) return 0;
  const std::int64_t past = (a < 0) != (b < 0) ? kNoLow : kNoHigh;
  if (a == kNoLow || a == kNoHigh || b == kNoLow || b == kNoHigh) return past;
  return decimal_product(a, b).value_or(past);
}

// A corner of a quotient, b not zero: anything over no bound comes down to zero.
inline std::int64_t quotient_corner(std::int64_t a, std::int64_t b) {
  if (a == 0 || b == kNoLow || b == kNoHigh) return 0;
  const std::int64_t past = (a < 0) != (b < 0) ? kNoLow : kNoHigh;
  if (a == kNoLow || a == kNoHigh) return past;
  return decimal_quotient(a, b).value_or(past);
}

// The hull of the corners, within the limits.
inline Bounded hull(const Limits& limits, std::int64_t a, std::int64_t b, std::int64_t c, std::int64_t d) {
  return within({std::min(std::min(a, b), std::min(c, d)), std::max(std::max(a, b), std::max(c, d))}, limits);
}

inline Bounded exactly(std::optional<std::int64_t> exact, const Limits& limits) {
  return exact ? within({*exact, *exact}, limits) : Bounded{limits.whole, true};
}

inline Bounded product(Value a, Value b, const Limits& limits) {
  if (a.lo == a.hi && b.lo == b.hi) return exactly(decimal_product(a.lo, b.lo), limits);
  return hull(limits, product_corner(a.lo, b.lo), product_corner(a.lo, b.hi), product_corner(a.hi, b.lo),
              product_corner(a.hi, b.hi));
}

// `undocumented`: what it is where the divisor may be zero, but need not.
inline Bounded quotient(Value a, Value b, const Limits& limits, Value undocumented) {
  if (b.lo == 0 && b.hi == 0) return {limits.whole, true};
  if (b.lo <= 0 && b.hi >= 0) return {undocumented, false};
  if (a.lo == a.hi && b.lo == b.hi) return exactly(decimal_quotient(a.lo, b.lo), limits);
  return hull(limits, quotient_corner(a.lo, b.lo), quotient_corner(a.lo, b.hi), quotient_corner(a.hi, b.lo),
              quotient_corner(a.hi, b.hi));
}

inline Value undocumented_quotient(const Type& quotient, const Type& a, const Type& b) {
  return quotient.is_signed || a.is_signed || b.is_signed ? kUnbounded : Value{0, kNoHigh};
}

// numerator and denominator are above zero: the order of the bounds stays.
inline std::int64_t rescaled_bound(std::int64_t a, std::int64_t numerator, std::int64_t denominator) {
  if (a == kNoLow || a == kNoHigh) return a;
  return decimal_rescale(a, numerator, denominator).value_or(a < 0 ? kNoLow : kNoHigh);
}

inline Bounded rescaled(Value a, std::int64_t numerator, std::int64_t denominator, const Limits& limits) {
  return within({rescaled_bound(a.lo, numerator, denominator), rescaled_bound(a.hi, numerator, denominator)}, limits);
}

inline Value months_later(Value date, Value months) {
  const std::int64_t lo = date.lo == kNoLow || months.lo == kNoLow ? kNoLow : plus_months(date.lo, months.lo);
  if (date.lo == date.hi && months.lo == months.hi) return {lo, lo};
  return {lo, date.hi == kNoHigh || months.hi == kNoHigh ? kNoHigh : plus_months(date.hi, months.hi)};
}

inline Value days_of_months(Value months) {
  return {months.lo == kNoLow ? kNoLow : fewest_days_in_months(months.lo),
          months.hi == kNoHigh ? kNoHigh : most_days_in_months(months.hi)};
}

enum class SpanUnit : std::uint8_t { years, months, days };

inline std::int64_t whole_units(std::int64_t from, std::int64_t to, SpanUnit unit) {
  switch (unit) {
    case SpanUnit::years:
      return whole_months_between(from, to) / 12;
    case SpanUnit::months:
      return whole_months_between(from, to);
    case SpanUnit::days:
      break;
  }
  return to - from;
}

// The fewest lie between the latest start and the earliest end, in millionths. A span that certainly runs backwards fails;
// of one that may, only that it is a count is known.
inline Bounded whole_between(Value from, Value to, SpanUnit unit, const Limits& limits) {
  if (to.hi < from.lo) return {limits.whole, true};
  if (to.lo < from.hi) return {{0, kNoHigh}, false};
  const bool no_high = from.lo == kNoLow || to.hi == kNoHigh;
  return {{whole_units(from.hi, to.lo, unit) * kOne, no_high ? kNoHigh : whole_units(from.lo, to.hi, unit) * kOne}, false};
}

// ---- truths of comparisons -----------------------------------------------------------------------------------------
constexpr Truth less_truth(Value a, Value b) { return truth_from(a.lo < b.hi, a.hi >= b.lo); }
constexpr Truth less_equal_truth(Value a, Value b) { return truth_from(a.lo <= b.hi, a.hi > b.lo); }
constexpr Truth equal_truth(Value a, Value b) {
  return truth_from((a.lo <= b.hi) & (b.lo <= a.hi), (a.lo != b.lo) | (a.hi != b.lo) | (b.lo != b.hi));
}
constexpr Truth between_truth(Value a, Value low, Value high) {
  return truth_from((low.lo <= a.hi) & (a.lo <= high.hi) & (low.lo <= high.hi), (a.lo < low.hi) | (a.hi > high.lo));
}
constexpr Truth choice_equal_truth(Value a, Value b) {
  const auto set = static_cast<std::uint64_t>(a.lo);
  return truth_from((a.lo & b.lo) != 0, a.lo != b.lo || !std::has_single_bit(set));
}
constexpr Truth choice_in_truth(Value a, std::uint64_t members) {
  const auto set = static_cast<std::uint64_t>(a.lo);
  return truth_from((set & members) != 0, (set & ~members) != 0);
}
constexpr bool is_exact(Value a, TypeKind kind) {
  if (kind == TypeKind::truth || kind == TypeKind::choice) return std::has_single_bit(static_cast<std::uint64_t>(a.lo));
  if (kind == TypeKind::code) return a != kUnknownCode;
  return a.lo == a.hi;
}

// A code that is not known may be any.
inline Truth code_in_truth(Value a, const CodeList& list) {
  const bool unknown = a == kUnknownCode;
  const bool in = !unknown && list.holds(static_cast<std::uint64_t>(a.lo));
  return truth_from(unknown || in, !in);
}
constexpr Truth code_equal_truth(Value a, Value b) {
  const bool unknown = a == kUnknownCode || b == kUnknownCode;
  return truth_from(unknown || a.hi == b.hi, unknown || a.hi != b.hi);
}

// `a` is one of `others`: surely so where every value that it may have is some exact other.
template <class OtherAt>
Truth in_set_truth(Value a, std::size_t others, TypeKind kind, OtherAt other_at) {
  const bool bounded = a.lo != kNoLow && a.hi != kNoHigh;
  bool may_be_yes = false;
  std::int64_t pinned = 0;  // distinct exact others among the values of a
  for (std::size_t i = 0; i < others; ++i) {
    const Value other = other_at(i);
    if (other.lo > a.hi || other.hi < a.lo) continue;
    may_be_yes = true;
    if (!bounded || other.lo != other.hi || (other.lo - a.lo) % step_of(kind) != 0) continue;
    bool seen = false;
    for (std::size_t j = 0; j < i && !seen; ++j) seen = other_at(j) == other;
    if (!seen) ++pinned;
  }
  const bool all_pinned = pinned > 0 && (a.hi - a.lo) / step_of(kind) + 1 == pinned;
  return truth_from(may_be_yes, !all_pinned);
}

// ---- tables --------------------------------------------------------------------------------------------------------
// What may be either of two values.
constexpr Value either_value(Value a, Value b, TypeKind kind) {
  if (is_ordered(kind)) return {std::min(a.lo, b.lo), std::max(a.hi, b.hi)};
  if (kind == TypeKind::code) return a == b ? a : kUnknownCode;
  return {a.lo | b.lo, a.hi};
}

// Conditions and values by turns, and perhaps a value for where none holds: each value that may be the first to hold.
template <class OperandAt>
Value picked_value(std::size_t operands, TypeKind kind, OperandAt operand_at) {
  std::optional<Value> picked;
  const auto take = [&](Value value) { picked = picked ? either_value(*picked, value, kind) : value; };
  const std::size_t paired = operands / 2 * 2;
  bool settled = false;
  for (std::size_t i = 0; i < paired && !settled; i += 2) {
    const Truth condition = truth_of(operand_at(i));
    if ((static_cast<int>(condition) & kMayBeYes) != 0) take(operand_at(i + 1));
    settled = condition == Truth::yes;
  }
  if (!settled && paired != operands) take(operand_at(paired));
  if (!picked)  // no condition holds, where one should
    for (std::size_t i = 1; i < paired; i += 2) take(operand_at(i));
  return picked.value_or(Value{});
}

}  // namespace precept::native
