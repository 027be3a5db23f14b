// Open facts by blocks, and the finitely many values that stand for all of a block's. Facts are of one block where an
// expression combines them (`time from a to b`, `a + b <= 12`); blocks are independent of each other.
// In: a slice. Out: for each block its points (a value for each of its facts) and their classes: points of one class
// make every comparison come out the same and every amount equal, so that nothing can tell them apart.
// The points are enough for everything that is asked of them: each class has one, each two classes that differ in one fact
// alone have two such points. Never here: outcomes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/needed/slice.hpp"

namespace precept::needing {

using Point = std::vector<std::int64_t>;  // parallel to Block::open, each as exact_value takes it

struct Block {
  std::vector<std::size_t> open;       // numbers of Slice::open, ascending
  std::vector<Point> points;           // nothing fails at any of them; empty until filled
  std::vector<std::size_t> class_of;   // parallel to points
  std::vector<std::size_t> example_of;  // by class: the point that is shown
};

struct Blocks {
  std::vector<Block> all;                             // in the order in which their first facts are mentioned
  std::vector<std::optional<std::size_t>> of_node;    // by node of the slice's program: what its value depends on
  std::vector<std::size_t> of_open;                   // by Slice::open
};

// How much is spent on values at most: evaluations of a block's expressions, points of a block, values of a fact.
inline constexpr std::size_t kEvaluationsMax = 60'000;
inline constexpr std::size_t kPointsMax = 4'096;
inline constexpr std::size_t kValuesMax = 128;

// Without points; at most kOpenMax facts are open.
Blocks blocks_of(const Slice& slice);

// Gives points to these blocks. Returned: the facts whose values are too many to go through (numbers of Slice::open).
std::vector<std::size_t> fill(const Slice& slice, Blocks& blocks, const std::vector<bool>& which);

}  // namespace precept::needing
