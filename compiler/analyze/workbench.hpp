// A Program that is changed and put back, one change at a time, so that trying a change needs no compiling.
// In: a Program. Out: a copy with operations added, roots exchanged, fields set; `put_back` undoes all of it.
// Never here: which changes are worth trying (mutants.hpp, coverage.hpp), deciding.
#pragma once

#include <functional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runtime/program/program.hpp"

namespace precept::analyze {

// An operation that a criterion, a condition or a grant begins from, before and after a change.
struct Exchange {
  NodeId before{};
  NodeId after{};
};

class Workbench {
 public:
  explicit Workbench(const Program& program);
  Workbench(const Workbench&) = delete;
  Workbench& operator=(const Workbench&) = delete;

  const Program& program() const { return program_; }
  Program& edit() { return program_; }  // for `exchange` and `set` alone

  // The operation equal to this one, or a new one. What a list operation evaluates for each record is worked out anew.
  NodeId add(Node node);
  // What stands at `root` with `from` exchanged for `to` wherever it stands below (or at) it. The same id: it does not.
  NodeId with(NodeId root, NodeId from, NodeId to);

  // Exchanges the operation at a place of `edit()`, and remembers both. Nothing where they are the same.
  void exchange(NodeId& place, NodeId to);
  // Sets any other field of `edit()`.
  template <class T>
  void set(T& place, T value) {
    undo_.push_back([&place, old = std::exchange(place, std::move(value))] { place = old; });
  }

  // In every root of one criterion (of its branches and of what it is a branch of, not).
  void exchange_in(CriterionId criterion, NodeId from, NodeId to);
  void exchange_in(std::optional<NodeId>& root, NodeId from, NodeId to);

  const std::vector<Exchange>& exchanges() const { return exchanges_; }
  bool is_changed() const { return !undo_.empty(); }
  bool only_exchanges() const { return undo_.size() == exchanges_.size(); }
  void put_back();

 private:
  std::size_t hash_of(const Node& node) const;

  Program program_;
  std::size_t own_nodes_;
  std::unordered_multimap<std::size_t, std::uint32_t> known_;  // looked up only, never walked
  std::vector<std::function<void()>> undo_;
  std::vector<Exchange> exchanges_;
};

// Every operation below a root and the root itself, ascending; none of `stops` nor what stands below those alone.
std::vector<NodeId> operations_below(const Program& program, NodeId root, const std::vector<NodeId>& stops = {});

}  // namespace precept::analyze
