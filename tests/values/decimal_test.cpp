// Holds decimals against schoolbook arithmetic on strings of decimal digits.
#include "runtime/values/decimal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <string>

#include "runtime/values/value.hpp"

namespace precept {
namespace {

// ---- numbers as strings of digits, most significant first, without leading zeros ("" is zero) -----------------------
std::string trimmed(std::string digits) {
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

int compare_digits(const std::string& a, const std::string& b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b);
}

std::string add_digits(std::string a, std::string b) {
  if (a.size() < b.size()) std::swap(a, b);
  b.insert(0, a.size() - b.size(), '0');
  int carry = 0;
  for (std::size_t place = a.size(); place-- > 0;) {
    const int sum = (a[place] - '0') + (b[place] - '0') + carry;
    a[place] = static_cast<char>('0' + sum % 10);
    carry = sum / 10;
  }
  return trimmed(std::string(carry != 0 ? "1" : "") + a);
}

std::string subtract_digits(std::string a, std::string b) {  // a >= b
  b.insert(0, a.size() - b.size(), '0');
  int borrow = 0;
  for (std::size_t place = a.size(); place-- > 0;) {
    int difference = a[place] - b[place] - borrow;
    borrow = difference < 0 ? 1 : 0;
    a[place] = static_cast<char>('0' + difference + 10 * borrow);
  }
  return trimmed(a);
}

std::string multiply_digits(const std::string& a, const std::string& b) {
  std::string sum;
  for (const char digit : b) {
    if (!sum.empty()) sum += '0';
    for (int times = 0; times < digit - '0'; ++times) sum = add_digits(sum, a);
  }
  return trimmed(sum);
}

struct Quotient {
  std::string quotient, rest;
};

Quotient divide_digits(const std::string& a, const std::string& b) {
  Quotient result;
  for (const char digit : a) {
    result.rest = trimmed(result.rest + digit);
    char next = '0';
    while (compare_digits(result.rest, b) >= 0) {
      result.rest = subtract_digits(result.rest, b);
      ++next;
    }
    result.quotient += next;
  }
  result.quotient = trimmed(result.quotient);
  return result;
}

std::string magnitude(std::int64_t number) {
  const std::string text = std::to_string(number);
  return trimmed(text[0] == '-' ? text.substr(1) : text);
}

std::string nearest_even(const std::string& numerator, const std::string& denominator) {
  Quotient result = divide_digits(numerator, denominator);
  const int half = compare_digits(add_digits(result.rest, result.rest), denominator);
  const bool odd = !result.quotient.empty() && (result.quotient.back() - '0') % 2 == 1;
  return half > 0 || (half == 0 && odd) ? add_digits(result.quotient, "1") : result.quotient;
}

std::optional<std::int64_t> from_digits(const std::string& digits, bool negative) {
  if (digits.size() > 18) return std::nullopt;
  std::int64_t number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  return negative ? -number : number;
}

std::optional<std::int64_t> oracle_rescale(std::int64_t a, std::int64_t numerator, std::int64_t denominator) {
  const std::string product = multiply_digits(magnitude(a), magnitude(numerator));
  return from_digits(nearest_even(product, magnitude(denominator)), (a < 0) != ((numerator < 0) != (denominator < 0)));
}

std::optional<std::int64_t> oracle_quotient(std::int64_t a, std::int64_t b) {
  if (b == 0) return std::nullopt;
  return oracle_rescale(a, 1'000'000, b);
}

// Numbers of every size, with many near powers of ten and halves.
std::int64_t any_number(std::mt19937_64& random, std::int64_t most) {
  const int shift = static_cast<int>(random() % 62) + 1;
  std::int64_t number = static_cast<std::int64_t>(random() >> shift);
  if (random() % 4 == 0) number -= number % 500'000;
  if (random() % 8 == 0) number = static_cast<std::int64_t>(random() % 10);
  number = std::min(number, most);
  return random() % 2 == 0 ? number : -number;
}

TEST(Decimal, ReadsAndWrites) {
  const auto expect_same = [](const char* text, std::int64_t millionths) {
    const DecimalRead read = parse_decimal(text);
    EXPECT_EQ(read.error, DecimalError::none) << text;
    EXPECT_EQ(read.millionths, millionths) << text;
    EXPECT_EQ(format_decimal(millionths), text);
  };
  expect_same("0", 0);
  expect_same("1", 1'000'000);
  expect_same("1.5", 1'500'000);
  expect_same("-1.5", -1'500'000);
  expect_same("0.000001", 1);
  expect_same("-0.000001", -1);
  expect_same("0.1", 100'000);
  expect_same("20.05", 20'050'000);
  expect_same("999999999999.999999", kNumberMax);
  expect_same("-999999999999.999999", -kNumberMax);
  expect_same("123456789012.000001", 123'456'789'012'000'001);
  EXPECT_EQ(parse_decimal("-0").millionths, 0);
  EXPECT_EQ(parse_decimal("007").millionths, 7'000'000);
  EXPECT_EQ(parse_decimal("0000000000000000000000000001.50000000000000000").millionths, 1'500'000);
  EXPECT_EQ(parse_decimal("000.000").error, DecimalError::none);
  EXPECT_EQ(format_decimal(std::numeric_limits<std::int64_t>::min()), "-9223372036854.775808");
}

TEST(Decimal, SaysWhatIsWrong) {
  for (const char* text : {"", "-", ".", "1.", ".5", "-.5", "+1", "1e3", "1,5", " 1", "1 ", "--1", "1.2.3", "0x10", "NaN",
                           "inf", "1.-5", "\xd9\xa1", "1_000"})
    EXPECT_EQ(parse_decimal(text).error, DecimalError::not_a_number) << text;
  EXPECT_EQ(parse_decimal("1000000000000").error, DecimalError::too_large);
  EXPECT_EQ(parse_decimal("-1000000000000.0").error, DecimalError::too_large);
  EXPECT_EQ(parse_decimal(std::string(100'000, '9')).error, DecimalError::too_large);
  EXPECT_EQ(parse_decimal("0.0000001").error, DecimalError::too_many_decimals);
  EXPECT_EQ(parse_decimal("1.1234567").error, DecimalError::too_many_decimals);
  EXPECT_EQ(parse_decimal("1000000000000x").error, DecimalError::not_a_number);
}

TEST(Decimal, TiesGoToEven) {
  const std::int64_t half = 500'000;
  EXPECT_EQ(decimal_product(1, half), 0);  // 0.0000005
  EXPECT_EQ(decimal_product(3, half), 2);  // 0.0000015
  EXPECT_EQ(decimal_product(5, half), 2);  // 0.0000025
  EXPECT_EQ(decimal_product(-1, half), 0);
  EXPECT_EQ(decimal_product(-3, half), -2);
  EXPECT_EQ(decimal_product(-5, half), -2);
  EXPECT_EQ(decimal_product(7, -half), -4);
  EXPECT_EQ(decimal_product(5, 500'001), 3);
  EXPECT_EQ(decimal_product(5, 499'999), 2);
  EXPECT_EQ(decimal_quotient(1 * kOne, 3 * kOne), 333'333);
  EXPECT_EQ(decimal_quotient(2 * kOne, 3 * kOne), 666'667);
  EXPECT_EQ(decimal_quotient(-2 * kOne, 3 * kOne), -666'667);
  EXPECT_EQ(decimal_quotient(1, 2 * kOne), 0);
  EXPECT_EQ(decimal_quotient(3, 2 * kOne), 2);
  EXPECT_EQ(decimal_quotient(3, -2 * kOne), -2);
  EXPECT_EQ(decimal_rescale(5, 1, 2), 2);
  EXPECT_EQ(decimal_rescale(7, 1, 2), 4);
  EXPECT_EQ(decimal_rescale(-5, 1, 2), -2);
}

TEST(Decimal, Limits) {
  EXPECT_EQ(decimal_product(kNumberMax, kOne), kNumberMax);
  EXPECT_EQ(decimal_product(kNumberMax, -kOne), -kNumberMax);
  EXPECT_EQ(decimal_product(kNumberMax, kOne + 1), std::nullopt);
  EXPECT_EQ(decimal_product(1'000'000 * kOne, 1'000'000 * kOne), std::nullopt);
  EXPECT_EQ(decimal_product(kNumberMax, kNumberMax), std::nullopt);
  EXPECT_EQ(decimal_product(999'999'999'999'999'999, 1), 999'999'999'999 + 1);
  EXPECT_EQ(decimal_quotient(kNumberMax, 1), std::nullopt);
  EXPECT_EQ(decimal_quotient(kNumberMax, kOne), kNumberMax);
  EXPECT_EQ(decimal_quotient(kNumberMax, -kOne), -kNumberMax);
  EXPECT_EQ(decimal_quotient(kNumberMax, kNumberMax), kOne);
  EXPECT_EQ(decimal_quotient(0, 5), 0);
  EXPECT_EQ(decimal_quotient(5, 0), std::nullopt);
  EXPECT_EQ(decimal_quotient(0, 0), std::nullopt);
  EXPECT_EQ(decimal_rescale(kNumberMax, 3, 3), kNumberMax);
  EXPECT_EQ(decimal_rescale(kNumberMax, 2, 1), std::nullopt);
  EXPECT_EQ(decimal_rescale(kNumberMax, 1'000'000'000'000, 1'000'000'000'000), kNumberMax);
}

TEST(Decimal, AgreesWithSchoolbookArithmetic) {
  std::mt19937_64 random(20131224);
  for (int round = 0; round < 60'000; ++round) {
    const std::int64_t a = any_number(random, kNumberMax);
    const std::int64_t b = any_number(random, kNumberMax);
    const std::int64_t denominator = std::max<std::int64_t>(1, std::abs(any_number(random, kNumberMax)));
    ASSERT_EQ(decimal_product(a, b), oracle_rescale(a, b, 1'000'000)) << a << " * " << b;
    ASSERT_EQ(decimal_quotient(a, b), oracle_quotient(a, b)) << a << " / " << b;
    ASSERT_EQ(decimal_rescale(a, b, denominator), oracle_rescale(a, b, denominator))
        << a << " * " << b << " / " << denominator;
    ASSERT_EQ(parse_decimal(format_decimal(a)).millionths, a);
  }
}

TEST(Decimal, ExactTiesAgreeWithSchoolbookArithmetic) {
  for (std::int64_t a = -300; a <= 300; ++a)
    for (const std::int64_t numerator : {1, 3, 5, 25, 125})
      for (const std::int64_t denominator : {1, 2, 4, 6, 8, 10, 50, 250})
        ASSERT_EQ(decimal_rescale(a, numerator, denominator), oracle_rescale(a, numerator, denominator));
}

}  // namespace
}  // namespace precept
