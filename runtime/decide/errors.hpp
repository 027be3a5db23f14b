// Operations that failed where they matter: under a rule that may decide, or under a condition that was asked.
// In: what was surveyed, the traces of the branches. Out: the lowest such operation. Never here: how it is told.
#pragma once

#include <optional>
#include <vector>

#include "runtime/decide/survey.hpp"

namespace precept::deciding {

// Nothing where none matters. An error needs every possible value to fail: so where the case falls in several editions, an
// operation counts that failed in the branch of each.
std::optional<NodeId> failure_that_matters(const Program& program, const Policy& policy, const Survey& survey,
                                           const std::vector<const Trace*>& traces);

// The lowest failed operation that this node reaches.
std::optional<NodeId> failure_under(const Program& program, NodeId root, const Trace& trace);

}  // namespace precept::deciding
