// What an example expects, held against what was determined.
// In: an example and its determination. Out: one sentence for each expectation that does not hold; none: the example passes.
#pragma once

#include <string>
#include <vector>

#include "compiler/lower/lower.hpp"
#include "runtime/decide/determination.hpp"

namespace precept::analyze {

std::vector<std::string> mismatches(const Program& program, const lower::ExampleCase& example, const Determination& determination);

// How an `expect criterion` names one criterion: by its label, or where others bear it too, `RULE.label` or `GROUP.label`.
std::string expected_path(const Program& program, const Determination& determination, CriterionId criterion);

std::string outcome_word(Outcome outcome);  // "approve"
std::string status_word(Status status);     // "met"

}  // namespace precept::analyze
