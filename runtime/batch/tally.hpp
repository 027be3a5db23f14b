// What is counted of the rows of a shard, or of all. In: counts. Out: their sum. Never here: rows.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

namespace precept::batch {

// Counts of one shard, or of all.
struct Tally {
  std::int64_t rows = 0;
  std::int64_t error_rows = 0;
  std::array<std::int64_t, 4> outcomes{};        // approve, modify, deny, pend
  std::map<std::string, std::int64_t> deciding;  // by criterion
  std::map<std::string, std::int64_t> missing;   // by fact
  void add(const Tally& other);
};

}  // namespace precept::batch
