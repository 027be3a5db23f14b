// The different answers of one shard, each once, and which row has which. In: stretches of decided rows. Out: answers in the
// order of their first rows. Never here: cells, files.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/batch/answers.hpp"

namespace precept::batch {

struct MorselResult;

// Borrows the answers.
struct ShardAnswers {
  struct Used {
    const Answer* answer = nullptr;
    std::int64_t rows = 0;
  };
  explicit ShardAnswers(const std::vector<std::unique_ptr<MorselResult>>& morsels);

  std::vector<Used> used;
  std::vector<std::uint32_t> of_row;  // of the shard's decided rows, the place in `used`
};

}  // namespace precept::batch
