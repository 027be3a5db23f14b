// Rows of a table looked at once more after a run, for what is not counted in passing: every so many rows, by their number,
// so that the same table gives the same sample whatever the threads and however often a run was interrupted. In: the table,
// how it is decided, how many rows were. Out: Nearness. Never here: pages.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "runtime/batch/page/nearness.hpp"
#include "runtime/batch/row_decider.hpp"
#include "runtime/batch/tables.hpp"

namespace precept::batch {

inline constexpr std::int64_t kSampleMax = 100'000;

// False and why in `error` where the table cannot be read, or `stop` (may be none) asks to end early. Rows that cannot be
// decided are passed over.
bool sample_nearness(TableEngine& tables, const TableSource& source, const Deciding& deciding, std::int64_t rows,
                     const std::atomic<bool>* stop, std::vector<Nearness>& nearness, SampleSize& sample, std::string& error);

}  // namespace precept::batch
