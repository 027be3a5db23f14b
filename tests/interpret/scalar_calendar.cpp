// Counts the months of 800 years off from January 1970; a day's month is looked for among their first days.
#include "tests/interpret/scalar_calendar.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace precept::oracle {
namespace {

constexpr std::int64_t kCycleMonths = 4800;  // 400 years, after which all repeats
constexpr std::int64_t kCycleDays = 146097;

int length_of(int year, int month) {
  if (month == 2) {
    const bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
    return leap ? 29 : 28;
  }
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

const std::vector<std::int64_t>& first_days() {
  static const std::vector<std::int64_t> days = [] {
    std::vector<std::int64_t> first = {0};
    for (int year = 1970; year < 2770; ++year)
      for (int month = 1; month <= 12; ++month) first.push_back(first.back() + length_of(year, month));
    return first;
  }();
  return days;
}

std::int64_t length_at(std::size_t month) { return first_days()[month + 1] - first_days()[month]; }

// a = times * b + rest, 0 <= rest < b.
struct Parted {
  Wide times;
  std::int64_t rest;
};

Parted parted(Wide a, std::int64_t b) {
  Wide times = a / b;
  if (a % b < 0) --times;
  return {times, static_cast<std::int64_t>(a - times * b)};
}

std::size_t month_in_table(std::int64_t day) {
  const auto& first = first_days();
  return static_cast<std::size_t>(std::upper_bound(first.begin(), first.end(), day) - first.begin() - 1);
}

}  // namespace

Wide month_of(Wide day) {
  const Parted cycle = parted(day, kCycleDays);
  return cycle.times * kCycleMonths + static_cast<std::int64_t>(month_in_table(cycle.rest));
}

Wide later(Wide day, Wide months) {
  const Parted start = parted(day, kCycleDays);
  const Parted added = parted(months, kCycleMonths);
  const std::size_t month = month_in_table(start.rest);
  const std::int64_t day_of_month = start.rest - first_days()[month];  // from 0
  const std::size_t target = month + static_cast<std::size_t>(added.rest);
  const std::int64_t result = first_days()[target] + std::min(day_of_month, length_at(target) - 1);
  return result + (start.times + added.times) * kCycleDays;
}

std::pair<Wide, Wide> days_in(Wide months) {
  static std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> known;
  const Parted cycle = parted(months, kCycleMonths);
  auto found = known.find(cycle.rest);
  if (found == known.end()) {
    std::pair<std::int64_t, std::int64_t> extremes{1'000'000'000, -1};
    for (std::size_t month = 0; month < static_cast<std::size_t>(kCycleMonths); ++month)
      for (std::int64_t day = 0; day < length_at(month); ++day) {
        if (day > 0 && day < 27) continue;  // as many days as from the first
        const std::int64_t start = first_days()[month] + day;
        const auto days = static_cast<std::int64_t>(later(start, cycle.rest)) - start;
        extremes = {std::min(extremes.first, days), std::max(extremes.second, days)};
      }
    found = known.emplace(cycle.rest, extremes).first;
  }
  const Wide whole_cycles = cycle.times * kCycleDays;
  return {found->second.first + whole_cycles, found->second.second + whole_cycles};
}

}  // namespace precept::oracle
