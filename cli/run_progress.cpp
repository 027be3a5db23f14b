// Counts and a clock in, lines out: see the header. At most ten times a second.
#include "cli/run_progress.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

#include "cli/console.hpp"
#include "cli/run_wanted.hpp"

namespace precept::cli {

namespace {

constexpr std::int64_t kWhole = 10'000;  // 100 %

std::int64_t milliseconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin).count();
}

std::int64_t a_second(std::int64_t rows, std::int64_t milliseconds) {
  return milliseconds > 0 ? rows * 1000 / milliseconds : 0;
}

// In whole seconds; nothing before there is something to go by.
std::optional<std::int64_t> seconds_left(std::optional<std::int64_t> share, std::int64_t milliseconds) {
  if (!share || *share < 10) return std::nullopt;
  return milliseconds * (kWhole - *share) / *share / 1000;
}

std::string clock_text(std::int64_t seconds) {
  return seconds < 3600 ? fmt::format("{}:{:02}", seconds / 60, seconds % 60)
                        : fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace

std::int64_t peak_memory_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::int64_t>(usage.ru_maxrss) * 1024;
}

RunProgress::RunProgress(const std::string& form, RunSize size, std::shared_ptr<std::atomic<std::int64_t>> rows_read,
                         std::shared_ptr<std::atomic<std::int64_t>> bytes_read)
    : json_(form == "json"),
      shown_(json_ || (form.empty() && isatty(STDERR_FILENO) != 0)),
      silent_(form == "none"),
      size_(size),
      rows_read_(std::move(rows_read)),
      bytes_read_(std::move(bytes_read)) {}

std::optional<std::int64_t> RunProgress::share() const {
  const auto part = [](std::int64_t of, std::int64_t all) {
    return all <= 0 ? kWhole : std::min(kWhole, of / std::max<std::int64_t>(1, all / kWhole));
  };
  if (size_.rows) return part(*rows_read_, *size_.rows);
  if (size_.bytes) return part(*bytes_read_, *size_.bytes);
  return std::nullopt;
}

std::string RunProgress::json(const batch::Tally& tally, bool is_end, bool is_finished) const {
  const std::int64_t elapsed = milliseconds_since(begin_);
  const auto known = [](std::optional<std::int64_t> number) {
    return number ? std::to_string(*number) : std::string("null");
  };
  const auto share_now = is_finished ? std::optional(kWhole) : share();
  std::string line = fmt::format(
      "{{\"rows\": {}, \"rows_total\": {}, \"percent\": {}, \"rows_a_second\": {}, \"seconds_left\": {}, "
      "\"error_rows\": {}",
      tally.rows, known(size_.rows), share_now ? fmt::format("{}.{:02}", *share_now / 100, *share_now % 100) : "null",
      a_second(tally.rows, elapsed), known(is_end ? 0 : seconds_left(share_now, elapsed)), tally.error_rows);
  if (flipped_) line += fmt::format(", \"flipped\": {}", *flipped_);
  if (is_end) line += fmt::format(", \"finished\": {}, \"peak_memory_bytes\": {}", is_finished, peak_memory_bytes());
  return line + "}\n";
}

void RunProgress::operator()(const batch::Tally& so_far) {
  const auto now = std::chrono::steady_clock::now();
  if (!shown_ || now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  if (json_) return note(json(so_far, false, false));
  const std::int64_t elapsed = milliseconds_since(begin_);
  const auto share_now = share();
  std::string line = fmt::format("\r\x1b[K{} rows", grouped(so_far.rows));
  if (share_now) line += fmt::format(", {} %", *share_now / 100);
  line += fmt::format(", {} a second", grouped(a_second(so_far.rows, elapsed)));
  if (const auto left = seconds_left(share_now, elapsed)) line += fmt::format(", {} left", clock_text(*left));
  if (flipped_) line += fmt::format(", {} flipped", grouped(*flipped_));
  note(line + fmt::format(", {} with errors ", grouped(so_far.error_rows)));
  written_ = true;
}

void RunProgress::end(const batch::Tally& tally, bool is_finished) {
  if (written_ && !json_) note("\r\x1b[K");
  if (json_)
    note(json(tally, true, is_finished));
  else if (!silent_)
    note(fmt::format("peak memory {} MB\n", grouped((peak_memory_bytes() + 500'000) / 1'000'000)));
}

}  // namespace precept::cli
