// The other rules: R20x15 in batch, beside the reference rule; and R-list, one case at a time, beside C++ written by hand.
// In: cases and rounds. Out: printed figures. Never here: the reference rule's own figures.
#pragma once

#include <cstddef>

#include "bench/batch_bench.hpp"

namespace precept::bench {

// False where an engine does not decide as the interpreter, or the hand-written loop, does.
bool run_wide(std::size_t cases, int rounds, const LoadedEngine& loaded);
bool run_list(int rounds, const LoadedEngine& loaded);

}  // namespace precept::bench
