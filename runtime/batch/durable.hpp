// Files that are there whole or not at all: written beside, synchronised, renamed, the folder synchronised too.
// In: paths and bytes. Out: nothing, or why not. Never here: what the files say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace precept::batch {

struct FileSeal {
  std::int64_t bytes = 0;
  std::string sha256;  // 64 hex digits
  friend bool operator==(const FileSeal&, const FileSeal&) = default;
};

// Of a file that is there; else why in `error`.
std::optional<FileSeal> seal_of(const std::string& path, std::string& error);

// `partial` was written by somebody: makes it last, and calls it `path`.
std::optional<FileSeal> settle(const std::string& partial, const std::string& path, std::string& error);

// Replaces or makes a file; false and why.
bool write_durably(const std::string& path, const std::string& text, std::string& error);

std::optional<std::string> read_whole(const std::string& path, std::string& error);

// Held until the process or the object ends, whichever is first.
class FolderLock {
 public:
  FolderLock() = default;
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  // False where another process has it, or why not in `error`.
  bool take(const std::string& path, std::string& error);

 private:
  int file_ = -1;
};

}  // namespace precept::batch
