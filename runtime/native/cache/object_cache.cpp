// Objects in a folder: see the header. Everything is opened from the folder's own descriptor, after looking at whose it is,
// so that nobody can put another folder or file in its place between the look and the use; contents are read into memory of
// our own before they are looked at.
#include "runtime/native/cache/object_cache.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <ctime>
#include <tuple>

#include "runtime/native/cache/object_file.hpp"

namespace precept::native {
namespace {

constexpr std::string_view kEnding = ".objects";
constexpr std::string_view kPartEnding = ".part";
constexpr std::size_t kKeyDigits = 64;
constexpr std::time_t kPartSeconds = 24 * 60 * 60;  // what is left of a process that ended while it wrote

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  bool close() {
    const bool closed = number_ < 0 || ::close(number_) == 0;
    number_ = -1;
    return closed;
  }

 private:
  int number_;
};

bool is_ours_alone(const struct stat& status) {
  return status.st_uid == geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

bool is_key(std::string_view text) {
  return text.size() == kKeyDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}
std::string file_name(const std::string& key) { return key + std::string(kEnding); }
bool is_file_name(std::string_view name) {
  return name.ends_with(kEnding) && is_key(name.substr(0, name.size() - kEnding.size()));
}
bool is_part_name(std::string_view name) {
  return name.starts_with(".") && name.ends_with(kPartEnding) &&
         is_key(name.substr(1, std::min(kKeyDigits, name.size() - 1)));
}

// With the folders around it. What is there already stays as it is.
void make_folder(const std::string& folder) {
  for (std::size_t at = folder.find('/', 1); at != std::string::npos; at = folder.find('/', at + 1))
    mkdir(folder.substr(0, at).c_str(), S_IRWXU);
  mkdir(folder.c_str(), S_IRWXU);
}

Descriptor open_folder(const std::string& folder) {
  return Descriptor(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}
bool may_use(const Descriptor& folder) {
  struct stat status {};
  return folder.is_open() && fstat(folder.get(), &status) == 0 && is_ours_alone(status);
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}
bool read_all(int file, std::string& bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const ssize_t got = ::read(file, bytes.data() + at, bytes.size() - at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += static_cast<std::size_t>(got);
  }
  return true;
}

// Not yet under its name: others of this process and other processes may write the same key.
std::string part_name(const std::string& key) {
  static std::atomic<std::uint64_t> made = 0;
  std::string name = "." + key + "." + std::to_string(getpid()) + "." + std::to_string(++made);
  return name.append(kPartEnding);
}

bool write_file(const Descriptor& folder, const std::string& key, std::string_view bytes) {
  const std::string part = part_name(key);
  Descriptor file(
      openat(folder.get(), part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!file.is_open()) return false;
  if (write_all(file.get(), bytes) && file.close() &&
      renameat(folder.get(), part.c_str(), folder.get(), file_name(key).c_str()) == 0)
    return true;
  unlinkat(folder.get(), part.c_str(), 0);
  return false;
}

// ---- the bound on size ------------------------------------------------------------------------------------------------
struct Kept {
  std::time_t seconds = 0;
  long nanoseconds = 0;
  std::string name;
  std::uint64_t bytes = 0;
  auto used() const { return std::tie(seconds, nanoseconds, name); }
};

std::vector<std::string> names_in(const Descriptor& folder) {
  std::vector<std::string> names;
  const int again = openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* listing = again >= 0 ? fdopendir(again) : nullptr;
  if (listing == nullptr) {
    if (again >= 0) ::close(again);
    return names;
  }
  while (const dirent* entry = readdir(listing)) names.emplace_back(entry->d_name);
  closedir(listing);
  return names;
}

// Only what has a name that this cache gives is ever removed.
void keep_within(const Descriptor& folder, std::uint64_t bytes_max) {
  std::vector<Kept> files;
  std::uint64_t bytes = 0;
  for (const std::string& name : names_in(folder)) {
    const bool is_part = is_part_name(name);
    struct stat status {};
    if ((!is_part && !is_file_name(name)) || fstatat(folder.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
      continue;
    if (is_part) {
      if (status.st_mtim.tv_sec + kPartSeconds < std::time(nullptr)) unlinkat(folder.get(), name.c_str(), 0);
      continue;
    }
    files.push_back({status.st_mtim.tv_sec, status.st_mtim.tv_nsec, name, static_cast<std::uint64_t>(status.st_size)});
    bytes += files.back().bytes;
  }
  if (bytes <= bytes_max) return;
  std::sort(files.begin(), files.end(), [](const Kept& a, const Kept& b) { return a.used() < b.used(); });
  for (const Kept& file : files) {
    if (bytes <= bytes_max - bytes_max / 4) return;  // so that the next few writes need not look for more
    unlinkat(folder.get(), file.name.c_str(), 0);
    bytes -= file.bytes;
  }
}

}  // namespace

std::optional<std::string> cache_folder(const char* precept_cache, const char* xdg_cache_home, const char* home) {
  const std::string asked = precept_cache != nullptr ? precept_cache : "";
  if (asked == "off") return std::nullopt;
  if (!asked.empty()) return asked;
  const std::string xdg = xdg_cache_home != nullptr ? xdg_cache_home : "";
  if (xdg.starts_with("/")) return xdg + "/precept";  // a relative one does not count: so the XDG base directories have it
  const std::string own = home != nullptr ? home : "";
  if (own.starts_with("/")) return own + "/.cache/precept";
  return std::nullopt;
}

std::optional<std::vector<std::string>> ObjectCache::read(const std::string& key) {
  if (!is_key(key)) return std::nullopt;
  const Descriptor folder = open_folder(folder_);
  if (!may_use(folder)) return std::nullopt;
  // Never waits: a pipe of that name opens at once, and is no file.
  const Descriptor file(openat(folder.get(), file_name(key).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  if (!file.is_open() || fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) || !is_ours_alone(status))
    return std::nullopt;
  if (static_cast<std::uint64_t>(status.st_size) > bytes_max_) return std::nullopt;
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  if (!read_all(file.get(), bytes)) return std::nullopt;
  auto objects = objects_in(bytes, key);
  if (objects) futimens(file.get(), nullptr);  // used now
  return objects;
}

void ObjectCache::write(const std::string& key, const std::vector<std::string>& objects) {
  if (!is_key(key)) return;
  const std::string bytes = object_file(key, objects);
  if (bytes.size() > bytes_max_) return;
  make_folder(folder_);
  const Descriptor folder = open_folder(folder_);
  if (may_use(folder) && write_file(folder, key, bytes)) keep_within(folder, bytes_max_);
}

std::string ObjectCache::refused() const {
  const Descriptor folder = open_folder(folder_);
  struct stat status {};
  if (!folder.is_open() || fstat(folder.get(), &status) != 0) return "";
  if (status.st_uid != geteuid()) return "the cache folder " + folder_ + " belongs to another user, so it is not used";
  if (!is_ours_alone(status))
    return "others may write in the cache folder " + folder_ + ", so it is not used; `chmod 700` mends that";
  return "";
}

}  // namespace precept::native
