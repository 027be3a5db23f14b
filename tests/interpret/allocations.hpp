// How often this test program has allocated memory so far, on any thread.
#pragma once

namespace precept {

long allocations();

}  // namespace precept
