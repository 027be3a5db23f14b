// What the examples of a library show, and which rules can come out in conflict.
// In: Program and examples. Out: W0705, W0706, W0707.
#pragma once

#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/lower/lower.hpp"

namespace precept::analyze {

void unreached_criteria(const check::Library& library, const Program& program, const std::vector<lower::ExampleCase>& examples,
                        diagnostics::Diagnostics& diagnostics);
void possible_conflicts(const check::Library& library, const Program& program, diagnostics::Diagnostics& diagnostics);

}  // namespace precept::analyze
