// The reference rule R8 as a Program built by hand, and cases for it: as columns, and one by one.
//   c1 decision_date - injury_date <= 730 days   c2 demand_level >= medium          c3 therapy_trial
//   c4 plateau                                   c5 not surgery_candidate           c6 hours_per_day >= 4
//   c7 days_per_week between 3 and 5             c8 return_to_work_goal
// eligible = all of them; granted = the lesser of requested and 10.
// Never here: timing, evaluation.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "runtime/facts/case_facts.hpp"
#include "runtime/native/columns.hpp"
#include "runtime/program/program.hpp"

namespace precept::bench {

enum R8Fact : std::uint32_t {
  injury_date,
  decision_date,
  demand_level,
  therapy_trial,
  plateau,
  surgery_candidate,
  hours_per_day,
  days_per_week,
  return_to_work_goal,
  requested,
};
inline constexpr std::size_t kFacts = 10;
inline constexpr std::size_t kCriteria = 8;
inline constexpr std::int64_t kAllowed = 10;

struct R8 {
  Program program;
  std::array<NodeId, kCriteria> criteria;
  NodeId eligible;
};
// `calendar`: c1 in calendar years (two, the anniversary in) rather than 730 days.
R8 reference_rule(bool calendar = false);

// Which cases: 3% of each fact missing as the rule's figure has it, or the adversarial ones.
enum class Mix : std::uint8_t { usual, half_missing, all_met, all_unmet };

// 17.75 bytes a case: two dates in 32 bits, demand and days in 8, hours in 32 (hundredths), requested in 16, four bitmaps,
// and ten validity bitmaps.
struct R8Columns {
  std::size_t rows = 0;
  std::vector<std::int32_t> injury, decision, hours;  // days since 1970; hundredths of an hour
  std::vector<std::uint8_t> demand, days;
  std::vector<std::int16_t> request;
  std::array<std::vector<std::uint64_t>, kFacts> truth;  // of the four truth facts
  std::array<std::vector<std::uint64_t>, kFacts> validity;

  native::FactColumns view() const;
};
inline constexpr double kBytesIn = 17.75;
inline constexpr double kBytesOut = 4.0;  // outcome, granted, two bits a criterion

R8Columns reference_columns(std::size_t rows, Mix mix = Mix::usual);
CaseFacts case_of(const Program& program, const R8Columns& columns, std::size_t row);

}  // namespace precept::bench
