// Which one fact alone would settle a request that is open, for the most wanted facts of a run. In: the decided rows of a
// shard. Out: counts by fact. Exact (runtime/needed) for the requests that are looked at: of a shard the kSettlingMax most
// frequent unlike ones; how many rows those stand for is said too. Never here: files, the order of shards.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/batch/shard_answers.hpp"
#include "runtime/batch/tally.hpp"

namespace precept::batch {

// Unlike open requests of one shard that are looked at; of equally frequent ones the first of the shard.
inline constexpr std::size_t kSettlingMax = 1000;

// Shared by all threads of a run. What was worked out is kept, for shards that hold the same requests.
class Settling {
 public:
  Settling(const Program& program, PolicyId policy);
  // Adds to `tally.settled_by` and `tally.settled_looked_at`. Depends on nothing but the rows.
  void count(const ShardAnswers& answers, Tally& tally);

 private:
  using Facts = std::vector<std::string>;  // names
  Facts facts_of(const Answer& answer);

  const Program& program_;
  const PolicyId policy_;
  const CaseFacts blank_;
  std::mutex keeping_;
  std::map<std::string, Facts> kept_;
};

}  // namespace precept::batch
