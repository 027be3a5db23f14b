// A determination in, a compact tree for a terminal out: the conclusion first, then criterion by criterion with status,
// what was found, values, documents and page. Colour only where it is asked for.
// Pure. Never here: the letter's prose, whether a terminal shows colour.
#pragma once

#include <string>
#include <vector>

#include "runtime/decide/determination.hpp"

namespace precept {

std::string determination_text(const Program& program, const Case& one, const Request& request,
                               const Determination& determination, bool colour = false);

}  // namespace precept
