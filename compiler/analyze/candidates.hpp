// Values worth giving a fact so that a condition comes out otherwise: both sides of every threshold, each member, nothing.
// In: a Program, operations, a trace of the example as it is. Out: changes to try, likely ones first.
// Never here: trying them (search.hpp).
#pragma once

#include <vector>

#include "compiler/analyze/draft.hpp"
#include "runtime/interpret/trace.hpp"

namespace precept::analyze {

// `operations`: ascending; the thresholds that a fact meets among them, with everything else as in the trace.
std::vector<Change> candidates(const Program& program, FactId fact, const std::vector<NodeId>& operations, const Request& request,
                               const Trace& trace);

// Of a list (list_candidates.cpp): a record less, a record more, a field of one otherwise, so many of them, complete or not.
std::vector<Records> lists_worth_trying(const Program& program, FactId list, const std::vector<NodeId>& operations, const CaseFacts& facts,
                                        const Trace& trace);

// Of the request's own parts, by the limits of the rule's lines.
std::vector<Change> request_candidates(const Program& program, const Request& request, const Rule& rule, const Trace& trace);

}  // namespace precept::analyze
