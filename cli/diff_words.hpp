// What two libraries say otherwise by meaning, in words. In: differences. Out: text, members of JSON. Never here: libraries.
#pragma once

#include <string>
#include <vector>

#include "compiler/analyze/difference.hpp"

namespace precept::cli {

bool has_changed(const std::vector<analyze::Difference>& found);  // more than wording
std::string differences_text(const std::vector<analyze::Difference>& found);
// `"changed":…,"differences":[…]`, without the braces of an object.
std::string differences_json(const std::vector<analyze::Difference>& found);

}  // namespace precept::cli
