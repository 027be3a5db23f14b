// Why it came out so, and what would have to come out otherwise: `because` and `to_change` (language reference, section 7).
// In: branches, the rules that may decide, what was settled. Out: labels. Never here: texts.
#pragma once

#include <string>
#include <vector>

#include "runtime/decide/labels.hpp"
#include "runtime/decide/outcomes.hpp"

namespace precept::deciding {

// All that was worked out on one request, borrowed.
struct Findings {
  const Policy& policy;
  const std::vector<Branch>& branches;
  const DecidingRules& rules;                       // in order of consulting
  const std::vector<std::vector<Ending>>& endings;  // after closing, parallel to branches
  const Settled& settled;
};

// How an outcome ranks for who requests: deny 0, pend 1, modify 2, approve 3.
int favour(Outcome outcome);

std::vector<std::string> because(const Findings& findings, const ShownLabels& labels);

// Sets by size, then by the rules' order; each least: no part of it would do. Empty on an approval, and where nothing
// that a case could document would give a better outcome (silence, a rule that does not recommend).
std::vector<std::vector<std::string>> to_change(const Findings& findings, const ShownLabels& labels);

}  // namespace precept::deciding
