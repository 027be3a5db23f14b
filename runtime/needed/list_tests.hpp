// A list that is not all known and that one operation reads: whether the operation, a truth, can still come out both ways.
// It then stands for the list as an open yes or no, and is exact. In: Program, facts of a request, which nodes count.
// Out: that operation. Never here: values to try, outcomes.
#pragma once

#include <optional>
#include <vector>

#include "runtime/facts/case_facts.hpp"
#include "runtime/interpret/interpret.hpp"

namespace precept::needing {

// Nothing where it cannot be told: other operations read the list, a field is read twice, an operand reads more than the
// fields of one record, or what an unseen record may hold makes no difference. `reached`: by node; `trace`: the request's.
std::optional<NodeId> list_test(const Program& program, FactId list, const CaseFacts& facts, const std::vector<bool>& reached,
                                const Trace& trace);

}  // namespace precept::needing
