// The fixed table of what generated code may call: calendar, decimals, and operations whose operands are not exact.
// Nothing else of the process is ever looked up. All are pure; none throws.
#pragma once

#include <array>
#include <cstdint>

namespace precept::native {

struct NativeSymbol {
  const char* name;
  std::uint64_t address;
};

inline constexpr std::size_t kNativeSymbols = 15;
const std::array<NativeSymbol, kNativeSymbols>& native_symbols();

// Of exact operands, one number in and one out; the symbols' results are kNoLow where the operation fails.
inline constexpr char kExactProduct[] = "precept_exact_product";    // (a, b)
inline constexpr char kExactQuotient[] = "precept_exact_quotient";  // (a, b)
inline constexpr char kExactRescale[] = "precept_exact_rescale";    // (a, numerator, denominator)
inline constexpr char kPlusMonths[] = "precept_plus_months";        // (day, months)
inline constexpr char kPlusDays[] = "precept_plus_days";            // (day, days)
inline constexpr char kWholeMonths[] = "precept_whole_months";      // (from, to), from <= to

// Of bounds: (a.lo, a.hi, b.lo, b.hi, type, out) -> 1 where it fails; `out` is two numbers, `type` packed_type of the
// result.
inline constexpr char kProduct[] = "precept_product";
inline constexpr char kQuotient[] = "precept_quotient";         // type | 256: undocumented quotients may be below zero
inline constexpr char kRescale[] = "precept_rescale";           // b: numerator, denominator
inline constexpr char kMonthsLater[] = "precept_months_later";  // as a limit: never fails
inline constexpr char kWholeYearsOf[] = "precept_whole_years_of";
inline constexpr char kWholeMonthsOf[] = "precept_whole_months_of";
inline constexpr char kDaysOfMonths[] = "precept_days_of_months";  // b and type unused; never fails
// (operands, how many, kind) -> the truth's bits; operands are pairs of numbers, the first against all others.
inline constexpr char kInSet[] = "precept_in_set";

// (frame, step, body, out) -> 1 where it fails: an operation over the records of a list; see lists.hpp.
inline constexpr char kList[] = "precept_list";

// The kind in the lowest seven bits, the sign in the eighth.
constexpr std::int64_t packed_type(std::uint8_t kind, bool is_signed) { return kind | (is_signed ? 128 : 0); }

}  // namespace precept::native
