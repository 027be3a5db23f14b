// The reference rule written by hand, as what the engines are measured against: a SIMD loop, a scalar loop, and one case.
// Each leaves the same trace: outcome, granted, and value and validity of every criterion. Never here: the engines.
#pragma once

#include <cstdint>
#include <vector>

#include "bench/reference_rule.hpp"

namespace precept::bench {

// Planes interleaved by 64 rows: planes[16 * word + 2 * criterion] is the value, the next one the validity.
struct HandResults {
  explicit HandResults(std::size_t rows)
      : planes((rows + 63) / 64 * 16), outcomes((rows + 63) / 64 * 64), granted(outcomes.size()) {}
  std::vector<std::uint64_t> planes;
  std::vector<std::uint8_t> outcomes, granted;
};

bool hand_simd_runs_here();
// Whole words of 64 rows only. `prefetch`: ask for the columns' next lines ahead, or leave it to the CPU.
void hand_simd(const R8Columns& columns, HandResults& results, std::size_t first_row, std::size_t rows, bool prefetch);
void hand_scalar(const R8Columns& columns, HandResults& results, std::size_t first_row, std::size_t rows);

// One case, from the facts that the engines read to the criteria's truths, with bounds as they have them.
void hand_single(const Value* facts, Truth* criteria);

}  // namespace precept::bench
