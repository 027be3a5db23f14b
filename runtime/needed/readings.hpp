// What a diagram says: which facts can change the outcome, which sets of them can settle it, examples.
// In: blocks and their diagram. Out: numbers of Slice::open. Never here: how the diagram came about.
#pragma once

#include <optional>
#include <vector>

#include "runtime/needed/cone.hpp"
#include "runtime/needed/diagram.hpp"

namespace precept::needing {

// The facts for which there are two points that differ in them alone and end unlike.
OpenSet can_change(const Blocks& blocks, const Diagram& diagram);

struct SettlingSets {
  std::vector<OpenSet> sets;  // none within another; smallest first, then by their facts' order
  bool complete = true;       // false: too many were found on the way
};

// The smallest sets that some values exist for with which everything ends alike, in an end for which `wanted` says so.
SettlingSets settling_sets(const Blocks& blocks, const Diagram& diagram, const std::vector<bool>& wanted);

// A point for each block that leads to this end; none for blocks that have none because they do not matter.
std::vector<const Point*> example_of(const Blocks& blocks, const Diagram& diagram, std::size_t end);

inline constexpr std::size_t kStepsMax = 4'000;        // questions that settling_sets asks, at most
inline constexpr std::size_t kSetsOnTheWayMax = 32;     // sets kept for one of them
inline constexpr std::size_t kFactsInBlockMax = 4;      // of whose facts every subset is tried

}  // namespace precept::needing
