// The library that a verb works on: compiled, its diagnostics printed, or an exit code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/pipeline/compile.hpp"

namespace precept::cli {

// Compiles `paths`; prints what could not be read, and errors as text on standard error. Where the library cannot be used,
// `exit_code` is set (1: an author's error, 2: a file that cannot be read).
std::optional<Compilation> load_library(const std::vector<std::string>& paths, int& exit_code,
                                        Examples examples = Examples::read);

// The policy that `name` means, or the only one; nothing and a message where it is not clear.
std::optional<PolicyId> choose_policy(const Program& program, const std::string& name);

}  // namespace precept::cli
