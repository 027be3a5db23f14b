// What a run asks of, and tells, whoever started it. Any of it may be missing. Never here: what is done about it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "runtime/batch/manifest.hpp"

namespace precept::batch {

struct RunHooks {
  std::function<void(const ShardDone& shard)> entered;      // a shard is done and noted in the manifest
  std::function<bool(std::string& error)> is_input_whole;   // asked before a run is called finished; false, and why not
  std::function<std::string(std::int64_t shard)> input_of;  // names the rows of a shard whose rows have all been read
  std::function<void(std::int64_t shard, const std::string& input)> expect;  // what a shard that is done was made from
};

}  // namespace precept::batch
