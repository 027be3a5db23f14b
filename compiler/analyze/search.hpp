// The search for an example that shows something: one that there is, with as few facts as possible given otherwise.
// In: examples to start from, facts to change, what is to be shown. Out: the first found, or nothing within the budget.
// Never here: what is missing (suggest.hpp).
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "compiler/analyze/candidates.hpp"

namespace precept::analyze {

struct Found {
  Base base;
  std::vector<Change> changes;
  lower::ExampleCase example;
};

struct Wanted {
  std::vector<FactId> facts;            // that may be given otherwise
  std::vector<NodeId> operations;       // whose thresholds they meet; ascending
  const Rule* request_of = nullptr;     // quantity, time and what is used may be changed too, by this rule's lines
  std::function<bool(const lower::ExampleCase&)> shows;
  bool unchanged = false;  // an example as it is will do too
  std::size_t tries_max = 4000;
};

// One change of each example in turn, then two. `program`: where the operations stand.
std::optional<Found> search(const Program& program, const std::vector<Base>& bases, const Wanted& wanted);

}  // namespace precept::analyze
