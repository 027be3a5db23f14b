// The word path on the reference rule, over columns in memory: set up once, run again and again, results in planes.
// Never here: the hand-written loops, timing.
#pragma once

#include <cstdint>
#include <vector>

#include "bench/hand_written.hpp"
#include "bench/reference_rule.hpp"
#include "runtime/native/words.hpp"

namespace precept::bench {

class WordBench {
 public:
  // `trace`: every criterion's planes are kept; otherwise only outcome and granted.
  WordBench(const R8& rule, const R8Columns& columns, bool trace);
  // The same over columns of other layouts, with the trace.
  WordBench(const R8& rule, std::size_t rows, const native::FactColumns& columns);
  void plan_again(const R8& rule);  // as the constructor does; memory stays

  // All rows from first_row on, a chunk at a time; `glue` generated, or null.
  void run(native::GlueFunction glue, std::size_t first_row, std::size_t rows);

  const native::WordPlan& plan() const { return plan_; }
  // Whether outcome, granted and (with a trace) every plane are what the hand-written loop left.
  bool agrees_with(const HandResults& results) const;
  Truth truth(std::size_t criterion, std::size_t row) const;
  const std::vector<std::uint8_t>& outcomes() const { return outcomes_; }
  const std::vector<std::uint8_t>& granted() const { return granted_; }

 private:
  WordBench(const R8& rule, std::size_t rows, const native::FactColumns& columns, bool trace);

  native::FactColumns columns_;
  std::size_t words_;
  std::size_t stride_;  // words from plane to plane: padded, and an odd number of cache lines
  bool trace_;
  native::WordPlan plan_;
  native::BoundWords bound_;
  std::vector<std::uint64_t> planes_;  // 16 planes
  std::vector<std::uint8_t> outcomes_, granted_;
};

}  // namespace precept::bench
