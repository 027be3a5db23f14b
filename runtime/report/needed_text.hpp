// What is still needed, in words for people and as JSON: what to ask for, which sets of facts would settle it, examples.
// Pure. Never here: what is needed (runtime/needed).
#pragma once

#include <string>
#include <vector>

#include "runtime/facts/json_writer.hpp"
#include "runtime/needed/needed.hpp"
#include "runtime/report/view.hpp"

namespace precept {

// What would document the facts that can change the outcome, in their order, each once: their `documented by`, else their
// words. Nothing for a request that is approved as it stands.
std::vector<std::string> ask_for(const DeterminationView& view, const StillNeeded& needed);

// One paragraph; lines after its first are items of a list ("- …"). Empty where there is nothing to say.
std::string needed_paragraph(const DeterminationView& view, const StillNeeded& needed);

// For a terminal, one line: the names of the facts that can change the outcome, or that none can; empty where nothing is open.
std::string needed_line(const DeterminationView& view, const StillNeeded& needed);

void write_still_needed(JsonWriter& json, const DeterminationView& view, const StillNeeded& needed);

}  // namespace precept
