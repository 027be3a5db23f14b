// `precept_bench serve CASES`: the reference rule on demand, so that another program can run engines in turns.
// In: lines on standard input. Out: a line of JSON for each. Never here: which engine comes when.
#pragma once

#include <cstddef>

namespace precept::bench {

int serve(std::size_t cases);

}  // namespace precept::bench
