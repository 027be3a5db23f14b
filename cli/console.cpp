// Standard output and standard error, by stdio; a failed write is seen at the end.
#include "cli/console.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace precept::cli {

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void complain(std::string_view message) {
  std::fflush(stdout);
  std::fprintf(stderr, "precept: %.*s\n", static_cast<int>(message.size()), message.data());
}

void note(std::string_view text) {
  std::fflush(stdout);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

bool flush_results() { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

bool colour_on(bool standard_error) {
  const char* none = std::getenv("NO_COLOR");
  if (none != nullptr && none[0] != '\0') return false;
  return isatty(standard_error ? STDERR_FILENO : STDOUT_FILENO) != 0;
}

}  // namespace precept::cli
