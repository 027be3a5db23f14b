// The checked library as text (`precept show --stage checked`): every name resolved, every type and unit shown.
#pragma once

#include <string>

#include "compiler/check/checked.hpp"

namespace precept::check {

std::string library_to_text(const Library& library);

}  // namespace precept::check
