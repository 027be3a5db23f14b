// Numbers that are the same on every machine: SplitMix64, begun anew for each block of rows, so that a block can be made by
// any thread at any time. In: a seed and a place. Out: numbers, and skewed draws from weights. Never here: floating point.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace precept::bench {

inline constexpr std::uint64_t kMillion = 1'000'000;

class Numbers {
 public:
  Numbers(std::uint64_t seed, std::uint64_t place) : state_(mixed(seed + kStep) ^ mixed(place * kStep + 1)) {}
  std::uint64_t next() { return mixed(state_ += kStep); }
  // From 0, below `count`, by the upper bits of a product: no division.
  std::uint64_t below(std::uint64_t count) { return ((next() >> 32) * count) >> 32; }
  std::int64_t between(std::int64_t first, std::int64_t last) {
    return first + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(last - first + 1)));
  }
  bool chance(std::uint64_t millionths) { return below(kMillion) < millionths; }
  // How often in a row a chance of one half came out: 0 in half of all draws, at most `most`.
  std::int64_t halvings(std::int64_t most) {
    std::int64_t count = 0;
    for (std::uint64_t bits = next(); count < most && (bits & 1) == 0; bits >>= 1) ++count;
    return count;
  }

 private:
  static constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15u;
  static std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

// Draws a place with a chance by its weight.
class Weighted {
 public:
  explicit Weighted(const std::vector<std::uint64_t>& weights) {
    for (const std::uint64_t weight : weights) ends_.push_back((ends_.empty() ? 0 : ends_.back()) + weight);
  }
  // Zipf's law: the second is half as frequent as the first, the third a third.
  static Weighted zipf(std::size_t count) {
    std::vector<std::uint64_t> weights;
    for (std::size_t i = 0; i < count; ++i) weights.push_back(kMillion / (i + 1));
    return Weighted(weights);
  }
  std::size_t draw(Numbers& numbers) const {
    const std::uint64_t at = numbers.below(ends_.back());
    return static_cast<std::size_t>(std::upper_bound(ends_.begin(), ends_.end(), at) - ends_.begin());
  }

 private:
  std::vector<std::uint64_t> ends_;
};

}  // namespace precept::bench
