// What is counted of the rows of a shard, or of all. In: counts. Out: their sum, and members of a JSON object.
// Never here: rows, files.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "runtime/facts/json_text.hpp"
#include "runtime/facts/json_writer.hpp"

namespace precept::batch {

using Counts = std::map<std::string, std::int64_t>;
using OutcomeCounts = std::array<std::int64_t, 4>;  // approve, modify, deny, pend

// Counts of one shard, or of all.
struct Tally {
  std::int64_t rows = 0;
  std::int64_t error_rows = 0;
  OutcomeCounts outcomes{};
  std::map<std::string, OutcomeCounts> services;
  Counts deciding;                     // by criterion
  Counts missing;                      // by fact
  Counts settled_by;                   // by fact: open rows that this one fact alone would settle
  std::int64_t settled_looked_at = 0;  // open rows of which that was worked out
  Counts errors;                       // by code: errors, of which a row may have several
  void add(const Tally& other);
};

// Members of the object that is open.
void write_tally(JsonWriter& json, const Tally& tally);
// `node` is a member of an object: true where it is one of a tally's. `well` becomes false where it is not as it was
// written. What is not there stays 0, as in manifests that were written before it was counted.
bool read_tally(const JsonDocument& document, std::uint32_t node, Tally& tally, bool& well);

void write_counts(JsonWriter& json, std::string_view key, const Counts& counts);
void write_outcomes(JsonWriter& json, std::string_view key, const OutcomeCounts& counts);

}  // namespace precept::batch
