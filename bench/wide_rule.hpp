// The wide rule R20x15: the reference rule's eight criteria and ten columns, and twelve criteria over five more columns.
//   c9 severity >= moderate    c10 imaging_done       c11 not smoker            c12 pain between 3 and 9    c13 visits_used
//   <= 24 c14 pain >= 4 or imaging_done   c15 visits_used < 10 or plateau             c16 severity is not mild or
//   therapy_trial c17 hours_per_day <= 8     c18 days_per_week <= 5                           c19 not smoker or
//   return_to_work_goal c20 at least 2 of therapy_trial, plateau, imaging_done
// Never here: timing.
#pragma once

#include <array>

#include "bench/reference_rule.hpp"
#include "runtime/native/words.hpp"

namespace precept::bench {

inline constexpr std::size_t kWideFacts = kFacts + 5;
inline constexpr std::size_t kWideCriteria = 20;

struct WideRule {
  Program program;
  std::vector<NodeId> criteria;
  NodeId eligible;
};
WideRule wide_rule();

// Three columns of a byte and two bitmaps more, each with its validity: 3.875 bytes a case.
struct WideColumns {
  R8Columns base;
  std::vector<std::uint8_t> severity, pain, visits;
  std::array<std::vector<std::uint64_t>, 2> truth;  // imaging_done, smoker
  std::array<std::vector<std::uint64_t>, 5> validity;

  native::FactColumns view() const;
};
WideColumns wide_columns(std::size_t rows);
CaseFacts case_of(const Program& program, const WideColumns& columns, std::size_t row);

// The word path on it: set up once, run again and again. As WordBench, which knows the reference rule alone.
class WideBench {
 public:
  WideBench(const WideRule& rule, const WideColumns& columns);
  void run(native::GlueFunction glue, std::size_t first_row, std::size_t rows);
  const native::WordPlan& plan() const { return plan_; }
  Truth truth(std::size_t criterion, std::size_t row) const;

 private:
  native::FactColumns columns_;
  std::size_t words_, stride_;
  native::WordPlan plan_;
  native::BoundWords bound_;
  std::vector<std::uint64_t> planes_;
  std::vector<std::uint8_t> outcomes_, granted_;
};

}  // namespace precept::bench
