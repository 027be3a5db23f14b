// Looks at sizes and times of writing; a folder is walked each time, so that new files are seen.
#include "cli/watch.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "cli/console.hpp"

namespace precept::cli {

namespace {

namespace fs = std::filesystem;

constexpr auto kLookEvery = std::chrono::milliseconds(300);
constexpr int kStepsBetweenLooks = 6;  // so that an interrupt ends it soon

volatile std::sig_atomic_t interrupted = 0;

void interrupt(int) { interrupted = 1; }

struct Stamp {
  std::string path;
  std::uintmax_t size = 0;
  fs::file_time_type written;
  friend bool operator==(const Stamp&, const Stamp&) = default;
};

void look_at(const fs::path& path, std::vector<Stamp>& found) {
  std::error_code error;
  Stamp stamp{path.string(), fs::file_size(path, error), fs::last_write_time(path, error)};
  if (!error) found.push_back(std::move(stamp));
}

// A file that goes away while it is looked at is not there.
std::vector<Stamp> look(const std::vector<std::string>& paths) {
  std::vector<Stamp> found;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      look_at(path, found);
      continue;
    }
    fs::recursive_directory_iterator entry(path, fs::directory_options::skip_permission_denied, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error))
      if (entry->path().extension() == ".precept") look_at(entry->path(), found);
  }
  std::sort(found.begin(), found.end(), [](const Stamp& one, const Stamp& other) { return one.path < other.path; });
  return found;
}

void wait() {
  for (int step = 0; step < kStepsBetweenLooks && interrupted == 0; ++step) std::this_thread::sleep_for(kLookEvery / kStepsBetweenLooks);
}

}  // namespace

int watch(const std::vector<std::string>& paths, const std::function<bool()>& act) {
  std::signal(SIGINT, interrupt);
  std::signal(SIGTERM, interrupt);
  while (interrupted == 0) {
    const std::vector<Stamp> before = look(paths);
    if (!act()) return kNotDone;
    while (interrupted == 0) {
      wait();
      if (look(paths) != before) break;
    }
  }
  return kDone;
}

}  // namespace precept::cli
