// Values as a Program's text writes them: "yes", "medium..heavy", "2000-01-01..2000-01-31", "0..", "..".
// In: a Value and its type. Out: one text for each value, whatever its bits. Never here: what a person reads in a letter.
#pragma once

#include <string>
#include <string_view>

#include "runtime/program/program.hpp"

namespace precept {

std::string value_text(const Program& program, const Type& type, Value value);
std::string type_text(const Program& program, const Type& type);  // "count in u2 sessions", "signed number"
std::string_view kind_name(TypeKind kind);

}  // namespace precept
