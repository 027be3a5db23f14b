// Read in pieces; the system's own words where it fails.
#include "cli/read_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace precept::cli {

std::optional<std::string> read_file(const std::string& path, std::string& error) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr) {
    error = std::strerror(errno);
    return std::nullopt;
  }
  std::string text;
  char buffer[65536];
  std::size_t got = 0;
  while ((got = std::fread(buffer, 1, sizeof buffer, file)) > 0) text.append(buffer, got);
  const bool failed = std::ferror(file) != 0;
  if (failed) error = std::strerror(errno);
  if (file != stdin) std::fclose(file);
  if (failed) return std::nullopt;
  return text;
}

}  // namespace precept::cli
