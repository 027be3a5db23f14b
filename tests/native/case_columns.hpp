// Many random cases, and the same cases as columns in memory, laid out in as many ways as their values allow.
// Buffers are as long as their rows and no longer, so that a sanitizer sees a read behind them. Never here: evaluation.
#pragma once

#include <deque>
#include <vector>

#include "runtime/native/columns.hpp"
#include "tests/native/random_program.hpp"

namespace precept::testing {

// Facts of `rows` cases. Most facts have only exact values in a batch, and small ones in half of those, so that narrow
// columns and leaf kernels are met; the others are as random_facts has them.
std::vector<CaseFacts> random_batch(const Program& program, std::uint64_t seed, std::size_t rows);

struct CaseColumns {
  native::FactColumns columns;
  std::deque<std::vector<std::uint8_t>> buffers;
};

// Each fact as one of the forms that hold its values, in a slice that begins anywhere.
CaseColumns columns_of(const Program& program, const std::vector<CaseFacts>& cases, std::uint64_t seed);

}  // namespace precept::testing
