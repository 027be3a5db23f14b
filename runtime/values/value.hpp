// What an expression may be, given what a record documents: the machine's only values (language reference, section 4).
// In: nothing. Out: Value, Truth and their constants. Never here: types by name, text, evaluation.
#pragma once

#include <cstdint>
#include <limits>

namespace precept {

// A truth value is two bits: it may be yes, it may be no. Neither bit set never leaves an engine.
enum class Truth : std::uint8_t { yes = 1, no = 2, undocumented = 3 };

inline constexpr std::int64_t kMayBeYes = 1;
inline constexpr std::int64_t kMayBeNo = 2;

// "No bound": the value may be as low (high) as its type goes and further; it stays so under arithmetic.
inline constexpr std::int64_t kNoLow = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t kNoHigh = std::numeric_limits<std::int64_t>::max();

// Numbers and counts are kept in millionths: 12 digits before the point and 6 after it fit 64 bits.
inline constexpr std::int64_t kOne = 1'000'000;
inline constexpr std::int64_t kNumberMax = 999'999'999'999'999'999;  // 999,999,999,999.999999
inline constexpr std::int64_t kDurationMax = 999'999'999'999;        // months or days

// The set of values that an expression may have, in 16 bytes. By kind of type:
//   truth                 lo = kMayBeYes | kMayBeNo bits, hi = 0
//   choice                lo = a bit for each member that it may be (as unsigned), hi = 0
//   scale                 lo, hi = index of the lowest and highest member
//   count, number         lo, hi in millionths (kOne), both ends in; kNoLow / kNoHigh where there is no bound
//   date                  lo, hi in days since 1970-01-01, proleptic Gregorian
//   duration              lo, hi in months or days, as the type says
//   text                  lo = 0, hi = 0 (text is never computed with)
//   code                  known: lo = the place in its system's items of the item that says most of it (their number where
//                         none matches), hi = which code it is (equal codes of a case have equal numbers). Not known: -1, -1
//   list                  lo = 0, hi = 0 (its records stand in CaseFacts::lists)
struct Value {
  std::int64_t lo = 0;
  std::int64_t hi = 0;
  friend constexpr bool operator==(const Value&, const Value&) = default;
};

inline constexpr Value kUnbounded{kNoLow, kNoHigh};
inline constexpr Value kUnknownCode{-1, -1};

constexpr Value truth_value(Truth truth) { return {static_cast<std::int64_t>(truth), 0}; }
constexpr Truth truth_of(Value value) { return static_cast<Truth>(value.lo & 3); }
constexpr Truth truth_from(bool may_be_yes, bool may_be_no) {
  return static_cast<Truth>((may_be_yes ? 1 : 0) | (may_be_no ? 2 : 0));
}

enum class TypeKind : std::uint8_t { truth, choice, scale, count, number, date, months, days, text, code, list };

constexpr bool is_ordered(TypeKind kind) {
  return kind != TypeKind::truth && kind != TypeKind::choice && kind < TypeKind::text;
}
// The distance between neighbouring values of an ordered kind.
constexpr std::int64_t step_of(TypeKind kind) { return kind == TypeKind::count ? kOne : 1; }

}  // namespace precept
