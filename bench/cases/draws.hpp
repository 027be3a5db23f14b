// Draws that shapes share: days as they cluster in offices, amounts with long tails, and which facts a record lacks
// together. In: Numbers. Out: days since 1970-01-01, counts. Never here: columns.
#pragma once

#include <cstdint>
#include <string>

#include "bench/cases/shape.hpp"

namespace precept::bench {

// Years from `first` to `last`, the more frequent the later; offices seldom decide at a weekend.
class OfficeDays {
 public:
  OfficeDays(int first, int last);
  std::int64_t draw(Numbers& numbers) const;

 private:
  int first_;
  Weighted years_;
};

// Days between an injury and a decision: half within a year, a long tail, and many about the second anniversary.
std::int64_t lag_days(Numbers& numbers);

// How many were asked for: round numbers most often, seldom a hundred.
std::int64_t amount(Numbers& numbers);

// Sets a date, which in `partial` of a million is known by its month or year alone.
void set_day(CaseBlock& block, std::size_t column, std::size_t row, std::int64_t day, std::uint64_t partial,
             Numbers& numbers);

// "2014-02-28", "2014-02", "2014": the shortest that means these days.
std::string date_text(std::int64_t first, std::int64_t last);

// Half of what is missing is missing from few, poorly documented cases. One for each case.
class Gaps {
 public:
  Gaps(std::uint64_t missing, Numbers& numbers);
  bool is_missing(Numbers& numbers) const { return numbers.chance(chance_); }

 private:
  std::uint64_t chance_;
};

// "C0000012345": eleven characters, so that a cell needs no memory of its own.
std::string case_name(std::int64_t number);
// The number of a case, by its place in a block.
inline std::int64_t case_number(std::uint64_t block, std::size_t place) {
  return static_cast<std::int64_t>(block * kBlockRows + place + 1);
}

// How many requests a case has: most have one, few have up to eight.
std::size_t requests_of_case(Numbers& numbers);

}  // namespace precept::bench
