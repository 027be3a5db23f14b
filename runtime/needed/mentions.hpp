// Which open facts rules and conditions mention, in the order in which a reader comes to them.
// In: Program, the facts of a request, rules. Out: facts. Never here: values, outcomes.
#pragma once

#include <optional>
#include <vector>

#include "runtime/needed/slice.hpp"

namespace precept::needing {

// A value that is not known exactly, and for which nothing is assumed; one whose values can be gone through.
bool is_open(const Program& program, const CaseFacts& facts, FactId id);

// A list whose records are not all known, or a code that is not.
bool is_unknown(const Program& program, const CaseFacts& facts, FactId id);

// Nodes of a Program in an order in which a reader comes to them.
class Reading {
 public:
  explicit Reading(const Program& program) : program_(program) {}

  void rule(const Rule& rule, bool with_considered);
  void conditions(const Outlook& outlook);  // which rule decides, and which edition

  const std::vector<NodeId>& roots() const { return roots_; }

 private:
  void add(const std::optional<NodeId>& node);
  void add(const std::vector<CriterionId>& criteria);

  const Program& program_;
  std::vector<NodeId> roots_;
};

// Open facts under these nodes, lists and codes too: what stands first in an expression first. `reached`: by node.
std::vector<FactId> open_facts(const Program& program, const CaseFacts& facts, const std::vector<NodeId>& roots,
                               std::vector<bool>& reached);

// Every open fact that these rules (of the slice) mention, and the conditions of which rule decides: criteria, what is
// considered, amounts, conditions, then parts of the request.
std::vector<NeededFact> mentioned(const Program& program, const Request& request, const Outlook& outlook, const Slice& slice,
                                  const std::vector<RuleId>& deciding);

}  // namespace precept::needing
