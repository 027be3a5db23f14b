// Counting the rows of one shard, and summary.json of all of them. In: rows that are decided. Out: Tally, JSON.
// Never here: files.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/batch/manifest.hpp"
#include "runtime/batch/shard_answers.hpp"
#include "runtime/batch/shard_rows.hpp"

namespace precept::batch {

// But what would settle open rows (settling.hpp).
Tally tally_of(const Program& program, const std::vector<std::unique_ptr<MorselResult>>& morsels,
               const ShardAnswers& answers);

// summary.json: counts by outcome, by service, by deciding criterion, by missing fact, by the one fact that would settle
// open rows, of errors by code, and the terms.
std::string summary_json(const Manifest& manifest, const Tally& tally);

}  // namespace precept::batch
