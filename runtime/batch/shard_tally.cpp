// Rows are counted by their answers, of which there are few: see the header.
#include "runtime/batch/shard_tally.hpp"

#include "runtime/facts/json_writer.hpp"
#include "runtime/report/view.hpp"

namespace precept::batch {

Tally tally_of(const Program& program, const std::vector<std::unique_ptr<MorselResult>>& morsels,
               const ShardAnswers& answers) {
  Tally tally;
  for (const auto& morsel : morsels) {
    tally.rows += morsel->rows;
    tally.error_rows += morsel->error_rows;
    for (std::size_t i = 0; i < morsel->missing.size(); ++i)
      if (morsel->missing[i] > 0) tally.missing[program.facts[i].name] += morsel->missing[i];
    for (const RowError& error : morsel->errors) ++tally.errors[error.code];
  }
  for (const auto& [answer, count] : answers.used) {
    tally.outcomes[static_cast<std::size_t>(answer->outcome)] += count;
    tally.services[answer->service][static_cast<std::size_t>(answer->outcome)] += count;
    for (const std::string& label : answer->decided_by) tally.deciding[label] += count;
  }
  return tally;
}

std::string summary_json(const Manifest& manifest, const Tally& tally) {
  JsonWriter json(true);
  json.begin_object().key("rows").integer(tally.rows).key("error_rows").integer(tally.error_rows);
  write_outcomes(json, "outcomes", tally.outcomes);
  json.key("services").begin_object();
  for (const auto& [name, counts] : tally.services) write_outcomes(json, name, counts);
  json.end_object();
  write_counts(json, "deciding_criteria", tally.deciding);
  write_counts(json, "missing_facts", tally.missing);
  write_counts(json, "settled_by", tally.settled_by);
  json.key("settled_by_looked_at").integer(tally.settled_looked_at);
  write_counts(json, "errors", tally.errors);
  for (const auto& [name, value] : manifest.terms) json.member(name, value);
  return json.member("engine", kEngine).end_object().text() + "\n";
}

}  // namespace precept::batch
