// How many different values a number of possible values are at least and at most.
// In: possible values; whether each certainly counts. Never here: lists, truths.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/values/value.hpp"

namespace precept::interpreting {

struct Counted {
  bool certain = false;
  Value value;
};

// Sets of members (bits in `lo`). At least: the fewest members that meet every certain set; where that takes too long to find,
// as many as there are certain sets found that share no member. At most: members that can be given to different sets.
std::int64_t fewest_members(const std::vector<Counted>& sets);
std::int64_t most_members(const std::vector<Counted>& sets);

// Ranges of values `step` apart.
std::int64_t fewest_values(std::vector<Counted> ranges);
std::int64_t most_values(std::vector<Counted> ranges, std::int64_t step);

// Codes, by their number in `hi`; -1 is not known.
std::int64_t fewest_codes(const std::vector<Counted>& codes);
std::int64_t most_codes(const std::vector<Counted>& codes);

}  // namespace precept::interpreting
