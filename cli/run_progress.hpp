// How far a run is, on standard error: in place on a terminal, a line of JSON now and then for machines; at its end the
// memory that it took. Never here: facts of a case.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "runtime/batch/manifest.hpp"

namespace precept::cli {

// What is to be read in all, as far as it is known before.
struct RunSize {
  std::optional<std::int64_t> rows, bytes;
};

class RunProgress {
 public:
  // `form`: "json", "none", or empty. The counters are of what has been read.
  RunProgress(const std::string& form, RunSize size, std::shared_ptr<std::atomic<std::int64_t>> rows_read,
              std::shared_ptr<std::atomic<std::int64_t>> bytes_read);

  void operator()(const batch::Tally& so_far);  // by one thread at a time
  void flipped(std::int64_t rows) { flipped_ = rows; }  // of a comparison, before each call
  void end(const batch::Tally& tally, bool is_finished);

 private:
  std::optional<std::int64_t> share() const;  // in parts of 10,000
  std::string json(const batch::Tally& tally, bool is_end, bool is_finished) const;

  bool json_, shown_, silent_, written_ = false;
  const RunSize size_;
  const std::shared_ptr<std::atomic<std::int64_t>> rows_read_, bytes_read_;
  std::optional<std::int64_t> flipped_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now(), last_{};
};

std::int64_t peak_memory_bytes();

}  // namespace precept::cli
