// Exact decimals in millionths: reading, writing, and products that round half to even at the sixth decimal.
// In and out: int64 in millionths (runtime/values/value.hpp). Never binary floating point, never a locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace precept {

enum class DecimalError : std::uint8_t { none, not_a_number, too_large, too_many_decimals };

struct DecimalRead {
  std::int64_t millionths = 0;
  DecimalError error = DecimalError::none;
};

// "[-]digits[.digits]" with at most 12 digits before the point (leading zeros aside) and 6 after (trailing zeros aside).
DecimalRead parse_decimal(std::string_view text) noexcept;
// The shortest form: 1500000 -> "1.5", 2000000 -> "2".
std::string format_decimal(std::int64_t millionths);

// Exact product and quotient of millionths, rounded half to even; nothing where |result| > kNumberMax (or b == 0).
std::optional<std::int64_t> decimal_product(std::int64_t a, std::int64_t b) noexcept;
std::optional<std::int64_t> decimal_quotient(std::int64_t a, std::int64_t b) noexcept;
// a * numerator / denominator, half to even; nothing on overflow. denominator > 0.
std::optional<std::int64_t> decimal_rescale(std::int64_t a, std::int64_t numerator, std::int64_t denominator) noexcept;

}  // namespace precept
