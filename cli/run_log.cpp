// Events in, lines out: see the header. A line is one write, so that a kill leaves whole lines.
#include "cli/run_log.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include "cli/console.hpp"
#include "runtime/facts/json_writer.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::cli {

namespace {

// "2026-01-31T10:20:30.123Z"
std::string now_text() {
  using namespace std::chrono;
  const std::int64_t all = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
  const std::int64_t of_day = all % 86'400'000;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", format_date(all / 86'400'000), of_day / 3'600'000, of_day / 60'000 % 60,
                     of_day / 1000 % 60, of_day % 1000);
}

}  // namespace

RunLog::~RunLog() {
  if (file_ >= 0) close(file_);
}

bool RunLog::open(const std::string& path, std::string& error) {
  file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file_ < 0) error = path + ": " + std::strerror(errno);
  return file_ >= 0;
}

void RunLog::event(const std::string& name, const Members& members, const Counts& counts) {
  if (file_ < 0) return;
  JsonWriter json(false);
  json.begin_object().member("time", now_text()).member("event", name);
  for (const auto& [key, value] : members) json.member(key, value);
  for (const auto& [key, value] : counts) json.key(key).integer(value);
  const std::string line = json.end_object().text() + "\n";
  const std::lock_guard lock(mutex_);
  if (write(file_, line.data(), line.size()) == static_cast<ssize_t>(line.size())) return;
  complain("the log cannot be written on; the run goes on without it");
  close(file_);
  file_ = -1;
}

}  // namespace precept::cli
