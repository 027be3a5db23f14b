// The part of TOML that a map needs in, JSON of the same out: tables, dotted and quoted names, strings of one line, whole
// numbers, true and false, lists and inline tables. Anything else is said to be none of it. Never here: what a map means.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace precept::batch {

// Nothing, and a sentence with the line in `error`, where the text is not of that part of TOML.
std::optional<std::string> toml_as_json(std::string_view text, std::string& error);

}  // namespace precept::batch
