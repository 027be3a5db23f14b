// Whether some complete record makes conditions come out so: exactly, over every value that facts can have.
// In: a Program, conditions each with the truth wanted. Out: yes with the values of such a record, no, or out of reach.
// What is assumed of a fact counts for nothing here: a record may say otherwise. Never here: which questions to ask (findings.cpp).
#pragma once

#include <optional>
#include <vector>

#include "compiler/analyze/draft.hpp"
#include "runtime/needed/needed.hpp"

namespace precept::analyze {

struct Literal {
  NodeId condition{};
  bool holds = true;
};

// Two rules of one edition that apply to one case and come out unlike.
struct Conflict {
  RuleId one{}, other{};
};

class RuleSpace {
 public:
  explicit RuleSpace(const Program& program);

  Reached ask(ServiceId service, const std::vector<Literal>& all);
  // Under a policy's own dates, of two rules of a service alone.
  Reached conflict(PolicyId policy, const Conflict& between);

  std::size_t asked() const { return asked_; }

 private:
  NodeId copied(NodeId root);
  std::optional<NodeId> copied(const std::optional<NodeId>& root) { return root ? std::optional(copied(*root)) : std::nullopt; }
  void mark(NodeId root);
  void copy_marked();
  void start(ServiceId service);
  CriterionId criterion(NodeId effective, Section section);
  Rule rule_of(RuleId id);
  std::vector<RuleId> ahead_of(const Conflict& between) const;
  Rule going_first(RuleId id);

  const Program& program_;
  Program part_;  // facts, records and codes of the whole; the operations, criteria and rules that are asked for
  Request request_;
  std::vector<bool> marked_;
  std::vector<NodeId> places_;
  std::vector<NodeId> order_;  // marked, to be copied ascending
  std::size_t asked_ = 0;
};

// The record that has these values, as an example of the library: what the rules make of it is not looked at.
std::vector<Change> changes_of(const std::vector<NeededValue>& values);

// The same with all dates moved alike, so that the first is of our time (the first days that will do are those of the year 1); as they
// are where one would leave its range. Whoever uses it looks whether the record still shows the same.
std::vector<Change> of_our_time(const Program& program, std::vector<Change> changes);

}  // namespace precept::analyze
