// What only shows when the criteria of a rule are taken together: a rule that no case can meet, a criterion that never decides, two rules
// that come out unlike. Proven over every complete record, or not said. In: a checked library and its Program. Out: W0707, W0711,
// W0712, each with an example that shows it where one could be written. Never here: proofs (rule_space.hpp).
#pragma once

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/lower/lower.hpp"

namespace precept::analyze {

inline constexpr std::size_t kQuestionsMax = 1000;  // of a library; later rules are not looked at

void rules_that_never_approve(const check::Library& library, const Program& program, diagnostics::Diagnostics& diagnostics);
void rules_in_conflict(const check::Library& library, const Program& program, diagnostics::Diagnostics& diagnostics);

}  // namespace precept::analyze
