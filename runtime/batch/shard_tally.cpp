// Rows are counted by their answers, of which there are few: see the header.
#include "runtime/batch/shard_tally.hpp"

#include <map>

#include "runtime/facts/json_writer.hpp"
#include "runtime/report/view.hpp"

namespace precept::batch {

Tally tally_of(const Program& program, const std::vector<std::unique_ptr<MorselResult>>& morsels) {
  Tally tally;
  std::map<const Answer*, std::int64_t> answers;
  for (const auto& morsel : morsels) {
    tally.rows += morsel->rows;
    tally.error_rows += morsel->error_rows;
    for (const DecidedRow& row : morsel->decided) ++answers[row.answer];
    for (std::size_t i = 0; i < morsel->missing.size(); ++i)
      if (morsel->missing[i] > 0) tally.missing[program.facts[i].name] += morsel->missing[i];
  }
  for (const auto& [answer, count] : answers) {
    tally.outcomes[static_cast<std::size_t>(answer->outcome)] += count;
    for (const std::string& label : answer->decided_by) tally.deciding[label] += count;
  }
  return tally;
}

std::string summary_json(const Manifest& manifest, const Tally& tally) {
  JsonWriter json(true);
  json.begin_object().key("rows").integer(tally.rows).key("error_rows").integer(tally.error_rows);
  json.key("outcomes").begin_object();
  for (std::size_t i = 0; i < tally.outcomes.size(); ++i)
    json.key(word_of(static_cast<Outcome>(i))).integer(tally.outcomes[i]);
  json.end_object().key("deciding_criteria").begin_object();
  for (const auto& [name, count] : tally.deciding) json.key(name).integer(count);
  json.end_object().key("missing_facts").begin_object();
  for (const auto& [name, count] : tally.missing) json.key(name).integer(count);
  json.end_object();
  for (const auto& [name, value] : manifest.terms) json.member(name, value);
  return json.member("engine", kEngine).end_object().text() + "\n";
}

}  // namespace precept::batch
