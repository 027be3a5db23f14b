// The checker: syntax trees to a checked library.
// In: ast::Library. Out: check::Library, or nothing where an error was reported (E02xx to E06xx); warnings W07xx.
#pragma once

#include <optional>

#include "compiler/check/checked.hpp"
#include "compiler/diagnostics/diagnostics.hpp"

namespace precept::check {

std::optional<Library> library_from_ast(const ast::Library& syntax, const source::Sources& sources,
                                        diagnostics::Diagnostics& diagnostics);

}  // namespace precept::check
