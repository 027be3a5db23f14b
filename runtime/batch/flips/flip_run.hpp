// One pass over a table with two libraries: what flips, and why. Counts always; where a folder is given, the flips, the rows
// that cannot be decided, and diff.json too, in shards as of a run (batch_run.hpp): the same bytes whatever the number of
// threads and wherever it was interrupted. Never here: the command line, DuckDB.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/batch/batch_run.hpp"
#include "runtime/batch/flips/flip_tally.hpp"

namespace precept::batch {

struct FlipOptions {
  std::string folder;  // empty: counts only
  TableFormat format = TableFormat::parquet;
  std::int64_t shard_rows = kShardRows;
  unsigned threads = 1;
  bool resume = false;
  bool short_cut = true;  // rows that no change can touch are decided once
  std::vector<std::pair<std::string, std::string>> terms;  // Manifest::terms
  std::function<std::string(const FlipTally& tally)> summarise;  // diff.json
  const std::atomic<bool>* stop = nullptr;
  std::function<void(const FlipTally& so_far)> progress;  // called now and then, by one thread at a time; may be none
  std::function<void(const std::string& sentence)> say;   // what is worth telling on the way
  RunHooks hooks;
};

struct FlipResult {
  RunEnd end = RunEnd::finished;
  std::string message;  // of `failed` and `refused`
  FlipTally tally;      // of the whole table where it is finished
};

// The plans of both are of the same columns, which `source` gives.
FlipResult run_flips(TableEngine& tables, const TableSource& source, const Deciding& before, const Deciding& after,
                     const FlipOptions& options);

}  // namespace precept::batch
