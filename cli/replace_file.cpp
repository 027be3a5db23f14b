// Written beside, synchronised, renamed.
#include "cli/replace_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace precept::cli {

std::optional<std::string> replace_file(const std::string& named, const std::string& text) {
  std::error_code unknown;
  const std::filesystem::path real = std::filesystem::canonical(named, unknown);
  if (unknown) return unknown.message();
  const std::string path = real.string(), beside = path + ".precept-new";
  struct stat before {};
  if (access(path.c_str(), W_OK) != 0 || stat(path.c_str(), &before) != 0) return std::string(std::strerror(errno));
  std::FILE* file = std::fopen(beside.c_str(), "wb");
  const bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0 &&
                       fchmod(fileno(file), before.st_mode & 07777) == 0 && fsync(fileno(file)) == 0;
  int error = errno;
  if (file != nullptr && std::fclose(file) != 0 && written) error = errno;
  if (written && std::rename(beside.c_str(), path.c_str()) == 0) return std::nullopt;
  if (written) error = errno;
  std::remove(beside.c_str());
  return std::string(std::strerror(error));
}

}  // namespace precept::cli
