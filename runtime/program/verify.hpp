// The verifier: says whether a Program keeps its invariants, so that engines need not ask.
// In: Program. Out: nothing, or what is broken first (an internal error; never shown as an author's mistake).
#pragma once

#include <optional>
#include <string>

#include "runtime/program/program.hpp"

namespace precept {

std::optional<std::string> verify(const Program& program);

}  // namespace precept
