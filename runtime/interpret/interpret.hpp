// The reference interpreter: one case of facts in, a Trace out. Plain to read beside the language reference.
// Pure and safe from any number of threads. Never here: outcomes, texts, native code.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "runtime/interpret/trace.hpp"

namespace precept {

// Evaluates every node. A failed node's value is its type's unbounded value (dates and signed numbers: no bounds; others
// from 0 up; truth never fails), and its id is in `failed`; what is built on it goes on from there.
Trace interpret(const Program& program, const CaseFacts& facts);

// The same into a Trace that is used again and again: no allocation once it has grown. `planted` inverts one operation's
// result: for the test that a fault in any operation is found. Empty in all that ships.
void interpret_into(const Program& program, const CaseFacts& facts, Trace& trace, std::optional<Op> planted = std::nullopt);

// As interpret, but the nodes of each loop keep what they were for the last record that it came to.
Trace interpret_keeping_records(const Program& program, const CaseFacts& facts);

// For rationales: a list operation's records one by one. `around` says at which record each scope around the operation stands,
// outermost first (none for an operation of the case itself). `visit` gets the record's number in its list, from 0, and values
// parallel to Program::nodes, in which the operation's body and all that lies around it are filled.
void visit_records(const Program& program, const CaseFacts& facts, NodeId list_operation, const std::vector<std::uint32_t>& around,
                   const std::function<void(std::uint32_t record, const Value* values)>& visit);

}  // namespace precept
