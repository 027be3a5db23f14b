// Batch: many cases in columns, by the word path and by hand.
// In: how many. Out: printed figures. Never here: one case at a time.
#pragma once

#include <cstddef>

#include "runtime/native/native.hpp"

namespace precept::bench {

struct LoadedEngine {
  const native::NativeEngine* engine = nullptr;  // null where there is none; said so
  double seconds = 0;
};
LoadedEngine load_native();

// False where an engine left other planes than the hand-written loop.
bool run_batch(std::size_t cases, int rounds, const LoadedEngine& loaded);
bool run_mixes(std::size_t cases, int rounds, const LoadedEngine& loaded);

}  // namespace precept::bench
