// `precept diff --cases`: two libraries over one table, in one pass. Never here: differences by meaning.
#pragma once

#include <vector>

#include "cli/arguments.hpp"
#include "compiler/analyze/difference.hpp"
#include "runtime/program/program.hpp"

namespace precept::cli {

// `found`: what the two say otherwise by meaning. Returned: the exit code.
int diff_cases(const Arguments& arguments, const Program& before, const Program& after,
               const std::vector<analyze::Difference>& found);

}  // namespace precept::cli
