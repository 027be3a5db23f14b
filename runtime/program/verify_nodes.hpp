// The verifier's view of types, values and operations; verify.cpp goes on to rules and policies.
// In: a Program whose ids may be wrong. Out: what is broken first, or nothing. Never here: rules, texts.
#pragma once

#include <optional>
#include <string>

#include "runtime/program/program.hpp"

namespace precept {

using Broken = std::optional<std::string>;

bool type_is_valid(const Program& program, const Type& type);
// A set of values that the type may have: not empty, within the type's limits, open only where "no bound" may stand.
bool value_is_valid(const Program& program, const Type& type, Value value);
// One value of the type.
bool value_is_single(const Type& type, Value value);

Broken verify_nodes(const Program& program);

}  // namespace precept
