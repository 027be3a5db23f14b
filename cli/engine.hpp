// The engine that a verb decides with: the interpreter, or native code loaded on demand.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "runtime/decide/decide.hpp"
#include "runtime/native/native.hpp"

namespace precept::cli {

// `wanted`: "interpret", "native" or "" (the tool chooses: the interpreter, since a start of native code costs more than
// it saves on a handful of cases). Nothing and a message on standard error where native code cannot be had.
// Invariant: the Program outlives what is returned.
std::optional<Evaluate> choose_engine(const Program& program, const std::string& wanted);

// Loads the native engine when it is called; null and why where there is none.
std::function<const native::NativeEngine*(std::string& error)> native_loader();

}  // namespace precept::cli
