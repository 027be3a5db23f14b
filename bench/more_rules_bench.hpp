// What is measured beside the warm batch of the reference rule: R20x15 in batch, the first batch of a process, dates that are
// known in part, one case from JSON to JSON, and R-list, one case at a time, beside C++ written by hand.
// In: cases and rounds. Out: printed figures. Never here: the reference rule's own figures.
#pragma once

#include <cstddef>

#include "bench/batch_bench.hpp"

namespace precept::bench {

// False where an engine does not decide as the interpreter, or the hand-written loop, does.
bool run_wide(std::size_t cases, int rounds, const LoadedEngine& loaded);
bool run_partial(std::size_t cases, int rounds, const LoadedEngine& loaded);
bool run_list(int rounds, const LoadedEngine& loaded);
bool run_json(int rounds, const LoadedEngine& loaded);
// In processes of its own, that have not loaded the native engine.
bool run_first_batch(std::size_t cases, int rounds);

}  // namespace precept::bench
