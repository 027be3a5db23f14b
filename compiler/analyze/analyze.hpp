// What only shows once a library runs: conditions too many to try out, comparisons that decide nothing, criteria that no
// example shows, rules that can conflict.
// In: the checked library, its Program, its examples. Out: diagnostics E0409 and W07xx.
#pragma once

#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/lower/lower.hpp"

namespace precept::analyze {

// E0409 for every service whose conditions have more combinations than are tried out. Always run before deciding.
void check_combinations(const check::Library& library, const Program& program, diagnostics::Diagnostics& diagnostics);

// W0701 to W0708, W0711, W0712. Runs every example; for authors (`precept check`), not for deciding.
void warn(const check::Library& library, const lower::Lowered& lowered, const std::vector<lower::ExampleCase>& examples,
          diagnostics::Diagnostics& diagnostics);

}  // namespace precept::analyze
