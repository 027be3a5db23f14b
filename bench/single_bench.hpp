// One case at a time: S1 (native) and S2 (interpreter), beside a function written by hand.
// Never here: columns, reading or explaining cases.
#pragma once

#include "bench/batch_bench.hpp"

namespace precept::bench {

void run_single(int rounds, const LoadedEngine& loaded);

}  // namespace precept::bench
