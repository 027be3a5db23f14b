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

// A path that could not be read, and why ("no such file or folder", "permission denied", ...).
struct ReadError {
  std::string path;
  std::string message;
};

struct Sources {
  std::vector<SourceFile> files;     // guideline files, sorted by path
  std::vector<SourceFile> data;      // CSV files that they name; a Span's `file` goes on counting here after `files`
  std::vector<ReadError> unread;     // what they name and could not be read
  std::vector<std::string> folders;  // the library's, as the file system names them; none: of texts that are at hand already

  std::uint32_t data_file(std::size_t index) const { return static_cast<std::uint32_t>(files.size() + index); }
  const SourceFile* file(std::uint32_t index) const {  // null: no such file
    if (index < files.size()) return &files[index];
    return index - files.size() < data.size() ? &data[index - files.size()] : nullptr;
  }
};

// Files as they are; folders with every *.precept below them, sorted by path. A file named twice is read once. "-" reads
// standard input. Nothing outside the named paths is read, but what `read_data` adds.
Sources read_sources(const std::vector<std::string>& paths, std::vector<ReadError>& errors);

// What a file of the library names, as a path: it is looked for from the folder in which that file lies.
std::string path_beside(const std::string& file, const std::string& named);

// The file of that path to `data`, or why not to `unread`; once. It is read only where it lies in one of the library's folders (those
// that were named, and those in which a file lies that was named by itself), whatever `..` or links are on the way.
void read_data(const std::string& path, Sources& sources);

}  // namespace precept::source
