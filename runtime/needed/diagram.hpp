// The outcome of a request as a function of its blocks, in the one smallest form that it has for an order of the blocks: an
// ordered decision diagram. Two of its tests are never the same function, and none is there that makes no difference; so
// what can still make one is read off. In: slice and blocks. Out: the diagram, or nothing where it is out of reach.
// Never here: facts within a block.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "runtime/needed/blocks.hpp"

namespace precept::needing {

// A place in the diagram: a test, or below zero an end.
using Place = int;
constexpr bool is_end(Place place) { return place < 0; }

struct Diagram {
  struct Test {
    std::size_t block = 0;
    std::vector<Place> next;  // by class of the block
  };
  std::vector<Test> tests;
  std::vector<Ended> ends;
  Place root = 0;

  const Test& test(Place place) const { return tests[static_cast<std::size_t>(place)]; }
  const Ended& end(Place place) const { return ends[static_cast<std::size_t>(-1 - place)]; }
};

inline constexpr std::size_t kWorkMax = 3'000;  // what looking at partial cases may cost (Outlook::work), at most

// Changes the slice's request and puts it back.
std::optional<Diagram> diagram_of(Slice& slice, const Blocks& blocks);

}  // namespace precept::needing
