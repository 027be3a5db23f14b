// One whole run: a table of cases in, a folder of determinations, errors and a summary out. Input is cut into shards of a
// fixed number of rows; the same input gives the same bytes whatever the number of threads and wherever it was interrupted.
// Never here: the command line, DuckDB.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "runtime/batch/manifest.hpp"
#include "runtime/batch/row_decider.hpp"
#include "runtime/batch/run_hooks.hpp"
#include "runtime/batch/tables.hpp"

namespace precept::batch {

inline constexpr std::int64_t kShardRows = 1 << 20;
inline constexpr std::int64_t kMorselRows = 1 << 16;

struct RunOptions {
  std::string folder;  // where everything goes; made where it is not there
  TableFormat format = TableFormat::parquet;
  std::int64_t shard_rows = kShardRows;
  unsigned threads = 1;
  std::int64_t errors_max = -1;  // below 0: any number
  bool resume = false;
  std::vector<std::pair<std::string, std::string>> terms;  // Manifest::terms
  const std::atomic<bool>* stop = nullptr;                 // asked to end early
  std::function<void(const Tally& so_far)> progress;       // called now and then, by one thread at a time; may be none
  std::function<void(const std::string& sentence)> say;    // what is worth telling on the way
  RunHooks hooks;
};

enum class RunEnd : std::uint8_t { finished, stopped, too_many_errors, failed, refused };

struct RunResult {
  RunEnd end = RunEnd::finished;
  std::string message;  // of `failed` and `refused`
  Tally tally;
};

// `source` gives the columns of `deciding.input`.
RunResult run_batch(TableEngine& tables, const TableSource& source, const Deciding& deciding, const RunOptions& options);

}  // namespace precept::batch
