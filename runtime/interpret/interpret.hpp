// The reference interpreter: one case of facts in, a Trace out. Plain to read beside the language reference.
// Pure and safe from any number of threads. Never here: outcomes, texts, native code.
#pragma once

#include <optional>

#include "runtime/interpret/trace.hpp"

namespace precept {

// Evaluates every node. A failed node's value is its type's unbounded value (dates and signed numbers: no bounds; others
// from 0 up; truth never fails), and its id is in `failed`; what is built on it goes on from there.
Trace interpret(const Program& program, const CaseFacts& facts);

// The same into a Trace that is used again and again: no allocation once it has grown. `planted` inverts one operation's
// result: for the test that a fault in any operation is found. Empty in all that ships.
void interpret_into(const Program& program, const CaseFacts& facts, Trace& trace, std::optional<Op> planted = std::nullopt);

}  // namespace precept
