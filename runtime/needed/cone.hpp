// The expressions of one block, to be evaluated by themselves. In: a slice, the facts of a block. Out: at a point, or where
// only ranges are known, what its comparisons and amounts come out as. Never here: which values to try.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/needed/slice.hpp"

namespace precept::needing {

inline constexpr std::size_t kOpenMax = 256;
using OpenSet = std::bitset<kOpenMax>;  // by number of Slice::open

// What each node of the slice's program depends on.
std::vector<OpenSet> dependencies(const Slice& slice);

class Cone {
 public:
  // `tests`: comparisons; `amounts`: what is granted depends on their values. All of the slice's program.
  Cone(const Slice& slice, const std::vector<NodeId>& tests, const std::vector<NodeId>& amounts);

  // Comparisons beside the rules' own: the first fact is never after the second; what lies below a limit is told apart.
  // (That a time does not end before it starts, and a divisor is not 0, is looked after here.)
  void add_order(NodeId first, NodeId second);
  void add_limit(NodeId subject, std::int64_t limit);

  void set(std::size_t open, Value value);

  using Told = std::vector<std::int64_t>;  // what comparisons and amounts come out as; empty where there is no result
  // The same for all that is set; nothing where some comparison has not one truth, or some amount not one value.
  std::optional<Told> uniform();
  // At a point; nothing where an expression has no result there.
  std::optional<Told> at_point();

  std::size_t evaluations() const { return evaluations_; }

 private:
  NodeId copy(NodeId id);
  NodeId append(Node node);
  NodeId comparison(Op op, NodeId one, NodeId other);
  NodeId constant(const Type& type, std::int64_t value);
  void evaluate();
  Told told() const;

  const Slice& slice_;
  Program program_;
  CaseFacts facts_;
  Trace trace_;
  std::vector<std::optional<NodeId>> places_;  // by node of the slice's program
  std::vector<NodeId> tests_, amounts_, must_hold_;
  std::size_t evaluations_ = 0;
};

}  // namespace precept::needing
