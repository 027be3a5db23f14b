// Diagnostics for people and for programs.
// In: Diagnostics and their Sources. Out: text with the source line and carets, JSON, or SARIF 2.1.0.
#pragma once

#include <string>

#include "compiler/diagnostics/diagnostics.hpp"

namespace precept::diagnostics {

std::string render_text(const Diagnostics& diagnostics, const source::Sources& sources, bool colour);
std::string render_json(const Diagnostics& diagnostics, const source::Sources& sources);
std::string render_sarif(const Diagnostics& diagnostics, const source::Sources& sources);

}  // namespace precept::diagnostics
