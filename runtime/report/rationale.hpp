// The reasons of one determination as a careful reviewer writes them: what is requested and by which report, what the record
// does not contain, which guideline answers, what it requires, the facts set against that, what was closed and not found,
// and the conclusion. Every word comes from the guideline, the policy, the case or the general forms here.
// Pure. Never here: a letter's header, layout.
#pragma once

#include <string>
#include <vector>

#include "runtime/report/view.hpp"

namespace precept {

// Paragraphs in order. Each is one line; one that lists has its items after that, each on a line from "- " on.
std::vector<std::string> rationale_paragraphs(const DeterminationView& view);

// The same as one text, paragraphs apart by an empty line.
std::string rationale(const Program& program, const Request& request, const Determination& determination,
                      DateStyle style = DateStyle::iso);

}  // namespace precept
