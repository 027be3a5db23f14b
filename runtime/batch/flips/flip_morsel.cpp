// Both libraries decide the same rows, chunk by chunk: see the header.
#include "runtime/batch/flips/flip_morsel.hpp"

#include <algorithm>

namespace precept::batch {
namespace {

constexpr std::size_t kAnswersMax = 100'000;  // after so many a worker begins new stores, so that memory stays bounded

}  // namespace

InputPlan plan_of_both(const InputPlan& before, const InputPlan& after) {
  InputPlan both = before;
  for (const ColumnUse& use : after.uses)
    if (std::none_of(before.uses.begin(), before.uses.end(), [&](const ColumnUse& own) { return own.column == use.column; }))
      both.uses.push_back(use);
  return both;
}

FlipSides::FlipSides(const Deciding& before_library, const Deciding& after_library, bool with_short_cut)
    : before(before_library),
      after(after_library),
      comparer({before_library.program, before_library.columns}, {after_library.program, after_library.columns}) {
  if (with_short_cut) short_cut.emplace(before, after);
  for (const ColumnUse& use : plan_of_both(before.input, after.input).uses) wanted.push_back(use.column);
  for (int side = 0; side < 2; ++side)
    for (const ColumnUse& use : (side == 0 ? before : after).input.uses)
      places[side].push_back(
          static_cast<std::size_t>(std::find(wanted.begin(), wanted.end(), use.column) - wanted.begin()));
}

ChunkView::ChunkView(std::shared_ptr<const TableChunk> whole, const std::vector<std::size_t>& places)
    : whole_(std::move(whole)) {
  rows = whole_->rows;
  problems = whole_->problems;
  left_out = whole_->left_out;
  for (const std::size_t place : places) columns.push_back(whole_->columns[place]);
}

void FlipDecider::begin(bool with_rows) {
  with_rows_ = with_rows;
  const bool is_full = !before_store_ || before_store_->size() > kAnswersMax || after_store_->size() > kAnswersMax ||
                       comparisons_->size() > kAnswersMax;
  if (is_full) {
    const auto store = [](const Deciding& side) {
      return std::make_shared<AnswerStore>(side.program, side.policy, side.columns);
    };
    before_store_ = store(sides_.before);
    after_store_ = store(sides_.after);
    comparisons_ = std::make_shared<Comparisons>(sides_.comparer);
    before_.forget();
    after_.forget();
  }
  counts_.clear();
  morsel_ = std::make_unique<FlipMorsel>();
  morsel_->before = before_store_;
  morsel_->after = after_store_;
  morsel_->comparisons = comparisons_;
}

void FlipDecider::decide_slice(const RowSlice& slice) {
  const ChunkView before(slice.chunk, sides_.places[0]), after(slice.chunk, sides_.places[1]);
  asked_.clear();
  once_.clear();
  before_errors_.clear();
  after_errors_.clear();
  auto repeated = std::lower_bound(repeated_.begin(), repeated_.end(), slice.number);
  for (std::size_t i = 0; i < slice.count; ++i) {
    const std::size_t row = slice.begin + i;
    if (before.is_left_out(row)) continue;
    AskedRow asked{row, slice.number + static_cast<std::int64_t>(i), row_key(sides_.before.input, before, row)};
    ++morsel_->tally.rows;
    if (repeated != repeated_.end() && *repeated == asked.number) {
      ++repeated;
      before_errors_.push_back(repeated_key(sides_.before.input, before, row, asked.number, asked.key));
      after_errors_.push_back(before_errors_.back());
      continue;
    }
    once_.push_back(sides_.short_cut && sides_.short_cut->applies(before, after, row) ? 1 : 0);
    asked_.push_back(std::move(asked));
  }
  before_.decide(before, asked_, [](std::size_t) { return true; }, *before_store_, before_answers_, before_errors_);
  // What the one cannot decide, the other says why too, in its own words.
  after_.decide(after, asked_, [&](std::size_t i) { return once_[i] == 0 || before_answers_[i] == nullptr; }, *after_store_,
                after_answers_, after_errors_);
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    if (once_[i] != 0 && before_answers_[i] != nullptr) {
      const auto outcome = static_cast<std::size_t>(before_answers_[i]->outcome);
      ++morsel_->tally.decided_once;
      ++morsel_->tally.matrix[outcome][outcome];
    } else if (before_answers_[i] != nullptr && after_answers_[i] != nullptr) {
      compare(asked_[i], before_answers_[i], after_answers_[i]);
    }
  }
  const auto by_row = [](const RowError& a, const RowError& b) { return a.row < b.row; };
  std::stable_sort(before_errors_.begin(), before_errors_.end(), by_row);
  std::stable_sort(after_errors_.begin(), after_errors_.end(), by_row);
  note_errors(before_errors_, after_errors_);
}

void FlipDecider::compare(const AskedRow& asked, const Answer* before, const Answer* after) {
  const Comparison* comparison = comparisons_->of(before, after);
  FlipCount& count = counts_[comparison];
  ++count.rows;
  if (comparison->kind == Comparison::Kind::same) return;
  if (count.first.size() < kExamplesOfAKind) count.first.push_back({asked.key.case_id, asked.key.request, asked.number});
  if (with_rows_ && comparison->kind == Comparison::Kind::flipped)
    morsel_->flipped.push_back({comparison, morsel_->texts.keep(asked.key.case_id), asked.key.request});
}

// Both ascending by row.
void FlipDecider::note_errors(const std::vector<RowError>& before, const std::vector<RowError>& after) {
  auto was = before.begin(), is = after.begin();
  while (was != before.end() || is != after.end()) {
    const std::int64_t row = was == before.end() ? is->row : is == after.end() ? was->row : std::min(was->row, is->row);
    const auto of_row = [row](auto& at, const std::vector<RowError>& all) {
      const auto first = at;
      while (at != all.end() && at->row == row) ++at;
      return std::vector<RowError>(first, at);
    };
    const auto before_row = of_row(was, before), after_row = of_row(is, after);
    FlipTally& tally = morsel_->tally;
    ++(before_row.empty() ? tally.errors_after : after_row.empty() ? tally.errors_before : tally.errors_both);
    if (with_rows_) add_errors(before_row, after_row, morsel_->errors);
  }
}

std::unique_ptr<FlipMorsel> FlipDecider::end() {
  for (const auto& [comparison, count] : counts_) morsel_->tally.count(*comparison, count);
  return std::move(morsel_);
}

}  // namespace precept::batch
