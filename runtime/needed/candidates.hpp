// Which values of a block's facts to try. In: the block's expressions. Out: for each fact a few values, or nothing where
// no few would do. A single fact's values are cut where a comparison turns, found by halving; of several together, each
// one's turning points are found at the values of the others, as often as it takes.
// Never here: what comes of a value.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/needed/cone.hpp"

namespace precept::needing {

class Candidates {
 public:
  Candidates(const Slice& slice, const std::vector<std::size_t>& open, const std::vector<OpenSet>& depends,
             const std::vector<NodeId>& tests, const std::vector<NodeId>& amounts, Cone& cone);

  // Parallel to `open`; those at the technical ends of a type come last.
  std::optional<std::vector<std::vector<std::int64_t>>> find(std::size_t evaluations_max);
  // Beside those of the block's own cone.
  std::size_t evaluations() const { return evaluations_; }

 private:
  using Values = std::vector<std::int64_t>;

  const Open& at(std::size_t place) const { return slice_.open[open_[place]]; }
  std::optional<Values> all_values(std::size_t place, std::size_t most) const;
  bool part_values(std::size_t place, Values& values) const;
  bool split(Cone& cone, std::size_t place, Value range, Values& ends);
  bool close(std::vector<Values>& values);
  bool close_by(NodeId test, std::vector<Values>& values);
  bool is_regular() const;
  bool is_simple(NodeId test, bool& months, bool& days, bool& sums, std::size_t& several) const;
  std::vector<std::size_t> places_of(const OpenSet& set) const;
  std::vector<NodeId> joint() const;
  void in_order(std::size_t place, Values& values) const;

  const Slice& slice_;
  const std::vector<std::size_t>& open_;
  const std::vector<OpenSet>& depends_;
  const std::vector<NodeId>& tests_;
  const std::vector<NodeId>& amounts_;
  Cone& cone_;
  std::size_t evaluations_ = 0;
  std::size_t evaluations_max_ = 0;
};

}  // namespace precept::needing
