// What a comparison of two libraries over a table came to, counted; of one shard or of all, and as JSON, so that a shard that
// is finished need not be decided again. In: comparisons and where they were met. Out: counts, the first cases of each kind.
// Never here: answers, files.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/batch/flips/comparison.hpp"
#include "runtime/facts/json_writer.hpp"

namespace precept::batch {

inline constexpr std::size_t kExamplesOfAKind = 5;

struct FlipExample {
  std::string case_id;
  std::int64_t request = 1, row = 0;  // row: from 1, of the whole input
};

struct FlipCount {
  std::int64_t rows = 0;
  std::vector<FlipExample> first;  // by row
  void add(const FlipCount& other);
};

struct FlipTally {
  using Outcomes = std::pair<Outcome, Outcome>;  // before, after
  std::int64_t rows = 0;
  std::int64_t decided_once = 0;  // of a service whose answers hang on nothing that changed
  std::int64_t errors_before = 0, errors_after = 0, errors_both = 0;  // rows that only one library cannot decide, or neither
  std::array<std::array<std::int64_t, kOutcomes>, kOutcomes> matrix{};  // rows that both decide: before, after
  FlipCount other_reasons;                                              // no flip
  std::map<Outcomes, FlipCount> flips;  // of one outcome twice: what is granted differs
  std::map<Responsible, FlipCount> responsible;

  void count(const Comparison& comparison, const FlipCount& rows);
  void add(const FlipTally& other);  // of later rows
  std::int64_t error_rows() const { return errors_before + errors_after + errors_both; }
  std::int64_t flipped() const;      // rows
  std::int64_t only_granted() const; // flipped rows whose outcome is the same
  std::int64_t from_open() const;
  std::int64_t to_open() const;
};

// The members of an object that is open, for diff.json and for the counts of a shard.
void write_flips(JsonWriter& json, const FlipTally& tally);
std::string flips_json(const FlipTally& tally);
// Nothing where the text is not what flips_json wrote.
std::optional<FlipTally> read_flips(std::string_view json);

// Criteria by how many flips they are responsible for, most first; each with its changes of status, most first.
struct ResponsibleRows {
  std::string name;
  std::int64_t rows = 0;
  std::vector<std::pair<Responsible, FlipCount>> changes;
};
std::vector<ResponsibleRows> by_responsible(const FlipTally& tally);

}  // namespace precept::batch
