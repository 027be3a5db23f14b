// One case and the determinations of its requests in, a Final Determination as a letter out, in Markdown wrapped at 100
// columns: header, how it was made, clinical summary, and for each disputed item the decision with its rationale.
// It is always a proposal for a physician reviewer to confirm, and never says that one has.
// Pure. Never here: decisions, files.
#pragma once

#include <string>
#include <vector>

#include "runtime/decide/determination.hpp"

namespace precept {

// `determinations` are of `one`.requests, in their order (those left out are left out). `errors` are this case's own: its
// requests without a determination are named with them.
std::string letter(const Program& program, const Case& one, const std::vector<Determination>& determinations,
                   const std::vector<FactError>& errors = {});

}  // namespace precept
