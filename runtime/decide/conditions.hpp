// The conditions that say which rule decides, as logic over atoms, and the combinations of their atoms that are possible.
// In: the `applies when` and `unless` nodes. Out: for each combination, whether each condition holds.
// Never here: rules, policies.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/decide/atoms.hpp"

namespace precept::deciding {

// A place in the list of truths of one combination.
using Slot = std::uint32_t;

// All truth nodes under some conditions, operands before what is built on them.
class Conditions {
 public:
  Conditions() = default;
  // `roots` in any order, repeated or not.
  Conditions(const Program& program, const std::vector<NodeId>& roots);

  Slot slot(NodeId root) const;

 private:
  friend class Combinations;
  struct Step {
    NodeId node{};
    Op op = Op::constant;
    std::vector<Slot> operands;  // of a junction
    std::int64_t quantity = 0;   // at_least
  };
  struct Group {
    AtomGroup atoms;
    std::vector<Slot> slots;  // parallel to atoms.atoms
  };
  std::vector<Step> steps_;
  std::vector<Group> groups_;
};

// Goes through the combinations that are possible: every choice of one possible cell for each group of atoms.
class Combinations {
 public:
  Combinations(const Conditions& conditions, const Ranges& ranges);

  std::uint64_t count() const { return count_; }  // at least 1; stays at the highest value where it would overflow
  bool next();                                    // the first call gives the first; false after the last
  bool holds(Slot slot) const { return truths_[slot] != 0; }

 private:
  void settle();

  const Conditions& conditions_;
  std::vector<std::vector<Cell>> cells_;  // by group
  std::vector<std::size_t> at_;           // by group: which cell
  std::vector<std::uint8_t> truths_;      // by slot
  std::uint64_t count_ = 1;
  bool started_ = false;
};

}  // namespace precept::deciding
