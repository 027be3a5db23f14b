// Arithmetic on possible values (language reference, section 4): the lowest and the highest result over the operands'
// values. In: lowest and highest of each operand. Out: the same of the result, or nothing where the operation certainly
// fails. A bound that overflows becomes no bound, and no bound stays so. Never here: comparisons, dates.
#pragma once

#include <algorithm>
#include <optional>

#include "runtime/program/program.hpp"
#include "runtime/values/decimal.hpp"

namespace precept::interpreting {

using Result = std::optional<Value>;  // nothing: an error of the case

// A value of which nothing is known but its type: dates and what is signed have no bounds, all else starts at 0.
inline Value unbounded(const Type& type) {
  const bool open_below = type.kind == TypeKind::date || type.is_signed;
  return open_below ? kUnbounded : Value{0, kNoHigh};
}

inline std::int64_t limit_of(TypeKind kind) {
  return kind == TypeKind::months || kind == TypeKind::days ? kDurationMax : kNumberMax;
}

// lo and hi as they were worked out, put within low..high: every possible value outside is a failure, a bound outside none.
inline Result within(std::int64_t lo, std::int64_t hi, std::int64_t low, std::int64_t high) {
  if (lo > high || hi < low) return std::nullopt;
  return Value{lo < low ? kNoLow : lo, hi > high ? kNoHigh : hi};
}

inline Result within_limit(std::int64_t lo, std::int64_t hi, TypeKind kind) {
  return within(lo, hi, -limit_of(kind), limit_of(kind));
}

inline Value negate(const Value& a) { return {a.hi == kNoHigh ? kNoLow : -a.hi, a.lo == kNoLow ? kNoHigh : -a.lo}; }

inline Result add(const Value& a, const Value& b, TypeKind kind) {
  const std::int64_t lo = a.lo == kNoLow || b.lo == kNoLow ? kNoLow : a.lo + b.lo;
  const std::int64_t hi = a.hi == kNoHigh || b.hi == kNoHigh ? kNoHigh : a.hi + b.hi;
  return within_limit(lo, hi, kind);
}

inline Result subtract(const Value& a, const Value& b, TypeKind kind) { return add(a, negate(b), kind); }

// ---- products and quotients: monotone in each operand, rounding too, so that the ends of both give the ends ---------
inline constexpr std::int64_t kTooHigh = kNumberMax + 1;  // a finite result over every limit

inline bool is_no_bound(std::int64_t bound) { return bound == kNoLow || bound == kNoHigh; }

// No bound or too high, by the signs of both operands.
inline std::int64_t signed_as(bool negative, std::int64_t positive) {
  if (positive == kNoHigh) return negative ? kNoLow : kNoHigh;
  return negative ? -positive : positive;
}

inline std::int64_t product_of_ends(std::int64_t a, std::int64_t b) {
  if (a == 0 || b == 0) return 0;  // of nothing, however many
  const bool negative = (a < 0) != (b < 0);
  if (is_no_bound(a) || is_no_bound(b)) return signed_as(negative, kNoHigh);
  return decimal_product(a, b).value_or(signed_as(negative, kTooHigh));
}

inline std::int64_t quotient_of_ends(std::int64_t a, std::int64_t b) {  // b is not 0
  if (is_no_bound(b)) return 0;                                         // what it comes near, and by rounding reaches
  const bool negative = (a < 0) != (b < 0);
  if (is_no_bound(a)) return signed_as(negative, kNoHigh);
  return decimal_quotient(a, b).value_or(signed_as(negative, kTooHigh));
}

template <class OfEnds>
Result over_all_ends(const Value& a, const Value& b, TypeKind kind, OfEnds of) {
  const auto [lo, hi] = std::minmax({of(a.lo, b.lo), of(a.lo, b.hi), of(a.hi, b.lo), of(a.hi, b.hi)});
  return within_limit(lo, hi, kind);
}

inline Result multiply(const Value& a, const Value& b, TypeKind kind) { return over_all_ends(a, b, kind, product_of_ends); }

// By 0 it fails; by what may be 0 it is undocumented: `undocumented` is what it may be then.
inline Result divide(const Value& a, const Value& b, TypeKind kind, const Value& undocumented) {
  if (b == Value{0, 0}) return std::nullopt;
  if (b.lo <= 0 && b.hi >= 0) return undocumented;
  return over_all_ends(a, b, kind, quotient_of_ends);
}

inline std::int64_t rescaled_end(std::int64_t end, const Node& node) {
  if (is_no_bound(end)) return end;
  return decimal_rescale(end, node.numerator, node.denominator).value_or(signed_as(end < 0, kTooHigh));
}

inline Result rescale(const Value& a, const Node& node) {
  return within_limit(rescaled_end(a.lo, node), rescaled_end(a.hi, node), node.type.kind);
}

}  // namespace precept::interpreting
