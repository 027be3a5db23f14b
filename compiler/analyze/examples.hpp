// What the examples of a library show. In: Program and examples. Out: W0705, W0706.
#pragma once

#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/lower/lower.hpp"

namespace precept::analyze {

void unreached_criteria(const check::Library& library, const Program& program, const std::vector<lower::ExampleCase>& examples,
                        diagnostics::Diagnostics& diagnostics);

}  // namespace precept::analyze
