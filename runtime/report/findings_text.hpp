// The middle of a rationale: what the record leaves open, what a rule asks for, and what was found of each criterion.
// Inside this room only. Never here: the request, the conclusion.
#pragma once

#include <string>
#include <vector>

#include "runtime/report/view.hpp"

namespace precept {

// What the record does not contain, what it gives only in part, and what is assumed in its place; empty where all is there.
std::string record_paragraph(const DeterminationView& view);
// "It requires:" with the numbered criteria, its exclusions, and what it allows: paragraphs. One that lists has its items
// after it on lines of their own, each from "- " on.
std::vector<std::string> demands_of(const DeterminationView& view, const RuleResult& rule);
// "Requirement 2 is not met: …", "Requirement 1 is met: …", "Considered, without deciding: …": paragraphs of the same form.
std::vector<std::string> findings_of(const DeterminationView& view, const RuleResult& rule);
// "Requirements 1 and 3 and exclusion 5 are open on this record: …" and how they were closed; empty where nothing is open.
std::string closing_paragraph(const DeterminationView& view);

// "requirement 2", "requirements 1 to 4 and exclusion 7".
std::string numbered(const DeterminationView& view, const std::vector<CriterionId>& criteria);

}  // namespace precept
