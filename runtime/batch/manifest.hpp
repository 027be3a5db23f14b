// What a run has finished so far, as the file manifest.json of its folder says it, so that nothing is done twice or believed
// by its name. In and out: JSON text. Never here: files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/batch/durable.hpp"
#include "runtime/batch/tally.hpp"

namespace precept::batch {

struct ShardDone {
  struct File {
    std::string name;  // in the run's folder
    FileSeal seal;
  };
  std::int64_t shard = 0;
  std::string input;  // names the rows it was made from, where the input as a whole cannot be named
  std::vector<File> files;
  Tally tally;
};

struct Manifest {
  // What must be the same for a run to go on: "library", "input", "policy", "output format", ... in words of a message.
  std::vector<std::pair<std::string, std::string>> terms;
  std::vector<ShardDone> shards;  // ascending
  bool finished = false;
};

std::string manifest_json(const Manifest& manifest);
// Nothing where the text is not a whole manifest.
std::optional<Manifest> read_manifest(std::string_view json);

}  // namespace precept::batch
