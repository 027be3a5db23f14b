// Compiled objects in a folder on disk, from one process to the next. Only what this user wrote there is ever given back:
// folder and file are the user's own and nobody else may write them, and the file holds its key and the hash of its
// contents. Anything else is as if it were not there. Files appear whole or not at all, whoever writes at the same time. In:
// keys and objects. Out: the same objects. Never here: what objects are, facts of a case, LLVM.
#pragma once

#include <cstdint>
#include <string>

#include "runtime/native/native.hpp"

namespace precept::native {

// When a folder holds more, the files that were used longest ago go.
inline constexpr std::uint64_t kCacheBytesMax = std::uint64_t{256} << 20;

// The folder that the environment asks for: PRECEPT_CACHE (`off`, or a folder), else `precept` in XDG_CACHE_HOME, else in
// `.cache` of HOME. Null is not set. Nothing: no cache.
std::optional<std::string> cache_folder(const char* precept_cache, const char* xdg_cache_home, const char* home);

class ObjectCache final : public ObjectStore {
 public:
  // The folder is made when something is first written.
  explicit ObjectCache(std::string folder, std::uint64_t bytes_max = kCacheBytesMax)
      : folder_(std::move(folder)), bytes_max_(bytes_max) {}

  std::optional<std::vector<std::string>> read(const std::string& key) override;
  void write(const std::string& key, const std::vector<std::string>& objects) override;

  // Why a folder that is there is not used, in a sentence; empty where it is.
  std::string refused() const;

 private:
  std::string folder_;
  std::uint64_t bytes_max_;
};

}  // namespace precept::native
