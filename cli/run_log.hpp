// `--log FILE`: what happened in a run and when, a line of JSON an event, added to the file. Never here: a fact of a case,
// what a case is called, a cell, a message that could quote one.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace precept::cli {

class RunLog {
 public:
  using Members = std::vector<std::pair<std::string, std::string>>;
  using Counts = std::vector<std::pair<std::string, std::int64_t>>;

  RunLog() = default;
  ~RunLog();
  RunLog(const RunLog&) = delete;
  RunLog& operator=(const RunLog&) = delete;

  bool open(const std::string& path, std::string& error);
  // Does nothing where no log is open. Safe from any number of threads.
  void event(const std::string& name, const Members& members, const Counts& counts);

 private:
  int file_ = -1;
  std::mutex mutex_;
};

}  // namespace precept::cli
