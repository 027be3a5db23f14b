// A Program in, the JSON Schema (draft 2020-12) of what its cases may hold out: for editors, forms and other validators.
// Everything that the schema refuses the case reader refuses too; the reader refuses more (dates that do not exist).
// Deterministic: the same Program gives the same bytes. Never here: reading of cases.
#pragma once

#include <string>

#include "runtime/program/program.hpp"

namespace precept {

std::string case_schema(const Program& program);  // indented, with a line break at the end

}  // namespace precept
