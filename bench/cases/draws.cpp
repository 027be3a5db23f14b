// Skewed draws: see the header. All in whole numbers, so that they are the same everywhere.
#include "bench/cases/draws.hpp"

#include <array>

#include "runtime/values/calendar.hpp"

namespace precept::bench {
namespace {

constexpr std::uint64_t kPoorCases = 50'000;  // millionths of all cases, where little is missing
constexpr std::uint64_t kMostMissing = 950'000;

std::vector<std::uint64_t> years_weights(int count) {
  std::vector<std::uint64_t> weights;
  for (int i = 0; i < count; ++i) weights.push_back(1 + 4 * static_cast<std::uint64_t>(i) * static_cast<std::uint64_t>(i));
  return weights;
}

const Weighted& amounts() {
  static const Weighted weights({4, 6, 5, 6, 5, 12, 4, 10, 3, 9, 14, 5, 3, 2, 8, 2, 6, 1, 1, 4});
  return weights;
}
constexpr std::array<std::int64_t, 20> kAmounts = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 18, 20, 24, 30, 36, 48, 60};

}  // namespace

OfficeDays::OfficeDays(int first, int last) : first_(first), years_(years_weights(last - first + 1)) {}

std::int64_t OfficeDays::draw(Numbers& numbers) const {
  const std::int64_t year = first_ + static_cast<std::int64_t>(years_.draw(numbers));
  std::int64_t day = days_from_civil({year, 1, 1}) + numbers.between(0, 364);
  const std::int64_t weekday = ((day + 4) % 7 + 7) % 7;                                        // Sunday is 0
  if ((weekday == 0 || weekday == 6) && !numbers.chance(60'000)) day += weekday == 0 ? 1 : 2;  // the Monday after
  return day;
}

std::int64_t lag_days(Numbers& numbers) {
  const std::uint64_t kind = numbers.below(100);
  if (kind < 6) return numbers.between(727, 734);
  if (kind < 8) return 0;
  const std::int64_t most = std::int64_t{45} << numbers.halvings(7);
  return numbers.between(most / 3, most * 2);
}

std::int64_t amount(Numbers& numbers) {
  if (numbers.chance(10'000)) return numbers.between(60, 60 + (std::int64_t{40} << numbers.halvings(4)));
  return kAmounts[amounts().draw(numbers)];
}

void set_day(CaseBlock& block, std::size_t column, std::size_t row, std::int64_t day, std::uint64_t partial,
             Numbers& numbers) {
  if (!numbers.chance(partial)) return block.set_date(column, row, day, day);
  const CivilDate date = civil_from_days(day);
  if (numbers.chance(700'000)) {
    const std::int64_t first = days_from_civil({date.year, date.month, 1});
    block.set_date(column, row, first, first + days_in_month(date.year, date.month) - 1);
  } else {
    block.set_date(column, row, days_from_civil({date.year, 1, 1}), days_from_civil({date.year, 12, 31}));
  }
}

std::string date_text(std::int64_t first, std::int64_t last) {
  const CivilDate date = civil_from_days(first);
  std::string text(10, '-');
  std::int64_t year = date.year;
  for (std::size_t i = 4; i-- > 0; year /= 10) text[i] = static_cast<char>('0' + year % 10);
  text[5] = static_cast<char>('0' + date.month / 10);
  text[6] = static_cast<char>('0' + date.month % 10);
  text[8] = static_cast<char>('0' + date.day / 10);
  text[9] = static_cast<char>('0' + date.day % 10);
  if (last != first) text.resize(last - first > 31 ? 4 : 7);
  return text;
}

Gaps::Gaps(std::uint64_t missing, Numbers& numbers) : chance_(missing) {
  if (missing == 0 || missing >= kMostMissing) return;
  const std::uint64_t in_poor = std::min(missing * (kMillion / kPoorCases) / 2, kMostMissing);
  const bool poor = numbers.chance(kPoorCases);
  chance_ = poor ? in_poor : (missing * kMillion - in_poor * kPoorCases) / (kMillion - kPoorCases);
}

std::string case_name(std::int64_t number) {
  std::string name(11, '0');
  name[0] = 'C';
  for (std::size_t i = 10; i > 0 && number > 0; --i, number /= 10) name[i] = static_cast<char>('0' + number % 10);
  return name;
}

std::size_t requests_of_case(Numbers& numbers) { return 1 + static_cast<std::size_t>(numbers.halvings(7)); }

}  // namespace precept::bench
