// A file rewritten whole or not at all.
#pragma once

#include <optional>
#include <string>

namespace precept::cli {

// Written beside and renamed, so that a full disk or a kill never leaves half a file. A link stays a link: what it leads to
// is rewritten. The file keeps its mode; one that may not be written is not replaced. Why it could not be done, or nothing.
std::optional<std::string> replace_file(const std::string& named, const std::string& text);

}  // namespace precept::cli
