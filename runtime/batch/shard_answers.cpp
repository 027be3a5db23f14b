// Answers are told apart by the number that their store gave them: see the header.
#include "runtime/batch/shard_answers.hpp"

#include <map>

#include "runtime/batch/shard_rows.hpp"

namespace precept::batch {

ShardAnswers::ShardAnswers(const std::vector<std::unique_ptr<MorselResult>>& morsels) {
  constexpr std::uint32_t kNone = ~std::uint32_t{0};
  std::map<const AnswerStore*, std::vector<std::uint32_t>> places;
  std::size_t rows = 0;
  for (const auto& morsel : morsels) rows += morsel->decided.size();
  of_row.reserve(rows);
  for (const auto& morsel : morsels) {
    std::vector<std::uint32_t>& place_of = places[morsel->answers.get()];
    place_of.resize(morsel->answers->count(), kNone);
    for (const DecidedRow& row : morsel->decided) {
      std::uint32_t& place = place_of[row.number];
      if (place == kNone) {
        place = static_cast<std::uint32_t>(used.size());
        used.push_back({row.answer, 0});
      }
      ++used[place].rows;
      of_row.push_back(place);
    }
  }
}

}  // namespace precept::batch
