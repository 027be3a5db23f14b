// fsync, rename, flock: see the header.
#include "runtime/batch/durable.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#include "runtime/program/sha256.hpp"

namespace precept::batch {
namespace {

std::string why(const std::string& path) { return path + ": " + std::strerror(errno); }

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

bool synchronise(const std::string& path, int flags, std::string& error) {
  const int file = open(path.c_str(), flags | O_CLOEXEC);
  const bool done = file >= 0 && fsync(file) == 0;
  if (!done) error = why(path);
  if (file >= 0) close(file);
  return done;
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool rename_durably(const std::string& from, const std::string& to, std::string& error) {
  if (std::rename(from.c_str(), to.c_str()) != 0) {
    error = why(to);
    return false;
  }
  return synchronise(folder_of(to), O_RDONLY | O_DIRECTORY, error);
}

template <class Take>
bool each_piece(const std::string& path, std::string& error, Take take) {
  std::FILE* file = std::fopen(path.c_str(), "rbe");
  if (file == nullptr) {
    error = why(path);
    return false;
  }
  std::vector<char> buffer(1 << 18);
  std::size_t got = 0;
  while ((got = std::fread(buffer.data(), 1, buffer.size(), file)) > 0) take(std::string_view(buffer.data(), got));
  const bool failed = std::ferror(file) != 0;
  if (failed) error = why(path);
  std::fclose(file);
  return !failed;
}

}  // namespace

std::optional<FileSeal> seal_of(const std::string& path, std::string& error) {
  Sha256 hash;
  FileSeal seal;
  if (!each_piece(path, error, [&](std::string_view piece) {
        hash.add(piece);
        seal.bytes += static_cast<std::int64_t>(piece.size());
      }))
    return std::nullopt;
  seal.sha256 = hash.hex();
  return seal;
}

std::optional<FileSeal> settle(const std::string& partial, const std::string& path, std::string& error) {
  if (!synchronise(partial, O_RDWR, error)) return std::nullopt;
  auto seal = seal_of(partial, error);
  if (!seal || !rename_durably(partial, path, error)) return std::nullopt;
  return seal;
}

bool write_durably(const std::string& path, const std::string& text, std::string& error) {
  const std::string beside = path + ".partial";
  const int file = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  bool done = file >= 0 && write_all(file, text) && fsync(file) == 0;
  if (!done) error = why(beside);
  if (file >= 0 && close(file) != 0 && done) {
    error = why(beside);
    done = false;
  }
  return done && rename_durably(beside, path, error);
}

std::optional<std::string> read_whole(const std::string& path, std::string& error) {
  std::string text;
  if (!each_piece(path, error, [&](std::string_view piece) { text += piece; })) return std::nullopt;
  return text;
}

FolderLock::~FolderLock() {
  if (file_ >= 0) close(file_);
}

bool FolderLock::take(const std::string& path, std::string& error) {
  file_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file_ < 0) {
    error = why(path);
    return false;
  }
  if (flock(file_, LOCK_EX | LOCK_NB) == 0) return true;
  error =
      errno == EWOULDBLOCK ? "another run is writing to this folder; wait for it to end, or choose another one" : why(path);
  return false;
}

}  // namespace precept::batch
