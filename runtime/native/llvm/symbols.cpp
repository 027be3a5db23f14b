// What generated code calls: see the header. Plain numbers at the door, Value and Bounded inside.
#include "runtime/native/llvm/symbols.hpp"

#include "runtime/native/bounds.hpp"
#include "runtime/native/llvm/lists.hpp"

namespace precept::native {
namespace {

Limits limits_from(std::int64_t packed) {
  Type type;
  type.kind = static_cast<TypeKind>(packed & 127);
  type.is_signed = (packed & 128) != 0;
  return limits_of(type);
}

std::int64_t leave(Bounded bounded, std::int64_t* out) {
  out[0] = bounded.value.lo;
  out[1] = bounded.value.hi;
  return bounded.failed ? 1 : 0;
}

std::int64_t precept_exact_product(std::int64_t a, std::int64_t b) noexcept {
  return decimal_product(a, b).value_or(kNoLow);
}
std::int64_t precept_exact_quotient(std::int64_t a, std::int64_t b) noexcept {
  return decimal_quotient(a, b).value_or(kNoLow);
}
std::int64_t precept_exact_rescale(std::int64_t a, std::int64_t numerator, std::int64_t denominator) noexcept {
  return decimal_rescale(a, numerator, denominator).value_or(kNoLow);
}
std::int64_t precept_plus_months(std::int64_t day, std::int64_t months) noexcept { return plus_months(day, months); }
std::int64_t precept_plus_days(std::int64_t day, std::int64_t days) noexcept { return plus_days(day, days); }
std::int64_t precept_whole_months(std::int64_t from, std::int64_t to) noexcept { return whole_months_between(from, to); }

std::int64_t precept_product(std::int64_t a_lo, std::int64_t a_hi, std::int64_t b_lo, std::int64_t b_hi, std::int64_t type,
                             std::int64_t* out) noexcept {
  return leave(product({a_lo, a_hi}, {b_lo, b_hi}, limits_from(type)), out);
}
std::int64_t precept_quotient(std::int64_t a_lo, std::int64_t a_hi, std::int64_t b_lo, std::int64_t b_hi, std::int64_t type,
                              std::int64_t* out) noexcept {
  const Value undocumented = (type & 256) != 0 ? kUnbounded : Value{0, kNoHigh};
  return leave(quotient({a_lo, a_hi}, {b_lo, b_hi}, limits_from(type), undocumented), out);
}
std::int64_t precept_rescale(std::int64_t a_lo, std::int64_t a_hi, std::int64_t numerator, std::int64_t denominator,
                             std::int64_t type, std::int64_t* out) noexcept {
  return leave(rescaled({a_lo, a_hi}, numerator, denominator, limits_from(type)), out);
}
std::int64_t precept_months_later(std::int64_t a_lo, std::int64_t a_hi, std::int64_t b_lo, std::int64_t b_hi, std::int64_t,
                                  std::int64_t* out) noexcept {
  return leave({months_later({a_lo, a_hi}, {b_lo, b_hi}), false}, out);
}
std::int64_t precept_whole_years_of(std::int64_t a_lo, std::int64_t a_hi, std::int64_t b_lo, std::int64_t b_hi,
                                    std::int64_t type, std::int64_t* out) noexcept {
  return leave(whole_between({a_lo, a_hi}, {b_lo, b_hi}, SpanUnit::years, limits_from(type)), out);
}
std::int64_t precept_whole_months_of(std::int64_t a_lo, std::int64_t a_hi, std::int64_t b_lo, std::int64_t b_hi,
                                     std::int64_t type, std::int64_t* out) noexcept {
  return leave(whole_between({a_lo, a_hi}, {b_lo, b_hi}, SpanUnit::months, limits_from(type)), out);
}
std::int64_t precept_days_of_months(std::int64_t a_lo, std::int64_t a_hi, std::int64_t, std::int64_t, std::int64_t,
                                    std::int64_t* out) noexcept {
  return leave({days_of_months({a_lo, a_hi}), false}, out);
}
std::int64_t precept_in_set(const std::int64_t* operands, std::int64_t others, std::int64_t kind) noexcept {
  const auto at = [&](std::size_t i) { return Value{operands[2 * i], operands[2 * i + 1]}; };
  return static_cast<std::int64_t>(in_set_truth(at(0), static_cast<std::size_t>(others), static_cast<TypeKind>(kind),
                                                [&](std::size_t i) { return at(i + 1); }));
}

template <class Function>
NativeSymbol symbol(const char* name, Function* function) {
  return {name, reinterpret_cast<std::uint64_t>(function)};
}

}  // namespace

const std::array<NativeSymbol, kNativeSymbols>& native_symbols() {
  static const std::array<NativeSymbol, kNativeSymbols> table = {
      symbol(kExactProduct, precept_exact_product),
      symbol(kExactQuotient, precept_exact_quotient),
      symbol(kExactRescale, precept_exact_rescale),
      symbol(kPlusMonths, precept_plus_months),
      symbol(kPlusDays, precept_plus_days),
      symbol(kWholeMonths, precept_whole_months),
      symbol(kProduct, precept_product),
      symbol(kQuotient, precept_quotient),
      symbol(kRescale, precept_rescale),
      symbol(kMonthsLater, precept_months_later),
      symbol(kWholeYearsOf, precept_whole_years_of),
      symbol(kWholeMonthsOf, precept_whole_months_of),
      symbol(kDaysOfMonths, precept_days_of_months),
      symbol(kInSet, precept_in_set),
      symbol(kList, run_list),
  };
  return table;
}

}  // namespace precept::native
