// Source files and places in them.
// In: paths. Out: SourceFile, Span. Never here: parsing, diagnostics' words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace precept::source {

// A stretch of bytes in one file of a library: [begin, end).
struct Span {
  std::uint32_t file = 0;  // index into Sources::files
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

struct Position {
  int line = 1;    // from 1
  int column = 1;  // from 1, in code points
};

class SourceFile {
 public:
  SourceFile(std::string path, std::string text);
  const std::string& path() const { return path_; }
  const std::string& text() const { return text_; }
  std::string stem() const;  // file name without folder and ".precept"
  Position position(std::uint32_t offset) const;
  std::string_view line_text(int line) const;  // without its line end
  int lines() const { return static_cast<int>(starts_.size()); }

 private:
  std::string path_;
  std::string text_;
  std::vector<std::uint32_t> starts_;
};

struct Sources {
  std::vector<SourceFile> files;  // sorted by path
};

// A path that could not be read, and why ("no such file or folder", "permission denied", ...).
struct ReadError {
  std::string path;
  std::string message;
};

// Files as they are; folders with every *.precept below them, sorted by path. A file named twice is read once. "-" reads
// standard input. Nothing outside the named paths is read.
Sources read_sources(const std::vector<std::string>& paths, std::vector<ReadError>& errors);

}  // namespace precept::source
