// 64 rows of 64 bits turned on their side. Never here: what a bit means.
#pragma once

#include <array>
#include <cstdint>

namespace precept::batch {

// Bit c of row r becomes bit r of row c.
inline void turn(std::array<std::uint64_t, 64>& bits) {
  std::uint64_t mask = 0x00000000ffffffff;
  for (unsigned step = 32; step != 0; step >>= 1, mask ^= mask << step)
    for (unsigned row = 0; row < 64; row = ((row | step) + 1) & ~step) {
      const std::uint64_t swapped = ((bits[row] >> step) ^ bits[row | step]) & mask;
      bits[row] ^= swapped << step;
      bits[row | step] ^= swapped;
    }
}

}  // namespace precept::batch
