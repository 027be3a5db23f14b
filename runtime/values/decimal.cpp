// Exact decimals in millionths, worked out in 128 bits: see the header for what each function takes and gives.
// Never here: binary floating point, locales, possible values.
#include "runtime/values/decimal.hpp"

#include "runtime/values/value.hpp"

namespace precept {
namespace {

__extension__ using Wide = __int128;

constexpr std::size_t kDigitsBefore = 12;
constexpr std::size_t kDigitsAfter = 6;

template <class Integer>
constexpr Integer half_even(Integer numerator, Integer denominator) {  // denominator > 0
  const Integer quotient = numerator / denominator;
  const Integer rest = numerator % denominator;
  const Integer distance = rest < 0 ? -rest : rest;
  const Integer other_side = denominator - distance;  // never overflows, where twice the distance may
  if (distance < other_side || (distance == other_side && quotient % 2 == 0)) return quotient;
  return numerator < 0 ? quotient - 1 : quotient + 1;
}

std::optional<std::int64_t> within_limits(Wide number) {
  if (number > kNumberMax || number < -kNumberMax) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

// The leading run of digits of `text`, which loses it.
std::string_view take_digits(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && text[length] >= '0' && text[length] <= '9') ++length;
  const std::string_view run = text.substr(0, length);
  text.remove_prefix(length);
  return run;
}

}  // namespace

DecimalRead parse_decimal(std::string_view text) noexcept {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  std::string_view before = take_digits(text);
  if (before.empty()) return {0, DecimalError::not_a_number};
  std::string_view after;
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    after = take_digits(text);
    if (after.empty()) return {0, DecimalError::not_a_number};
  }
  if (!text.empty()) return {0, DecimalError::not_a_number};
  while (!before.empty() && before.front() == '0') before.remove_prefix(1);
  while (!after.empty() && after.back() == '0') after.remove_suffix(1);
  if (before.size() > kDigitsBefore) return {0, DecimalError::too_large};
  if (after.size() > kDigitsAfter) return {0, DecimalError::too_many_decimals};
  std::int64_t millionths = 0;
  for (const char digit : before) millionths = millionths * 10 + (digit - '0');
  for (std::size_t place = 0; place < kDigitsAfter; ++place)
    millionths = millionths * 10 + (place < after.size() ? after[place] - '0' : 0);
  return {negative ? -millionths : millionths, DecimalError::none};
}

std::string format_decimal(std::int64_t millionths) {
  // As unsigned, so that the lowest number has a magnitude too.
  const std::uint64_t magnitude =
      millionths < 0 ? 0 - static_cast<std::uint64_t>(millionths) : static_cast<std::uint64_t>(millionths);
  constexpr auto one = static_cast<std::uint64_t>(kOne);
  std::string text = millionths < 0 ? "-" : "";
  text += std::to_string(magnitude / one);
  std::uint64_t fraction = magnitude % one;
  if (fraction == 0) return text;
  text += '.';
  for (std::uint64_t place = one / 10; fraction != 0; place /= 10) {
    text += static_cast<char>('0' + fraction / place);
    fraction %= place;
  }
  return text;
}

std::optional<std::int64_t> decimal_product(std::int64_t a, std::int64_t b) noexcept { return decimal_rescale(a, b, kOne); }

std::optional<std::int64_t> decimal_quotient(std::int64_t a, std::int64_t b) noexcept {
  if (b == 0) return std::nullopt;
  std::int64_t narrow = 0;
  if (b > 0 && !__builtin_mul_overflow(a, kOne, &narrow)) return within_limits(half_even(narrow, b));
  const Wide numerator = Wide{a} * kOne;
  return within_limits(b > 0 ? half_even<Wide>(numerator, b) : half_even<Wide>(-numerator, -Wide{b}));
}

std::optional<std::int64_t> decimal_rescale(std::int64_t a, std::int64_t numerator, std::int64_t denominator) noexcept {
  std::int64_t narrow = 0;  // 64 bits nearly always do, and are several times as fast
  if (!__builtin_mul_overflow(a, numerator, &narrow)) return within_limits(half_even(narrow, denominator));
  return within_limits(half_even<Wide>(Wide{a} * numerator, denominator));
}

}  // namespace precept
