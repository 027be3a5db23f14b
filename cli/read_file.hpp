// A file's whole text, or why it could not be read. "-" is standard input.
#pragma once

#include <optional>
#include <string>

namespace precept::cli {

std::optional<std::string> read_file(const std::string& path, std::string& error);

}  // namespace precept::cli
