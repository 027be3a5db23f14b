// The rows of a chunk as one library decides them. In: rows and their keys. Out: an answer or errors of each.
// Never here: the other library.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/batch/block_decider.hpp"
#include "runtime/batch/row_decider.hpp"

namespace precept::batch {

struct AskedRow {
  std::size_t row = 0;      // of the chunk
  std::int64_t number = 0;  // from 1, of the whole input
  RowKey key;
};

// Belongs to one thread.
class SideDecider {
 public:
  explicit SideDecider(const Deciding& deciding) : deciding_(deciding), decider_(deciding) {
    if (!deciding.one_by_one) block_.emplace(deciding, decider_);
  }
  // Before another store.
  void forget() {
    if (block_) block_->forget();
  }

  // `answers` becomes parallel to `rows`: null where the row cannot be decided, of which at least one error is appended.
  // `wanted` says which rows to decide: the others stay null.
  template <class Wanted>
  void decide(const TableChunk& chunk, const std::vector<AskedRow>& rows, Wanted wanted, AnswerStore& store,
              std::vector<const Answer*>& answers, std::vector<RowError>& errors) {
    answers.assign(rows.size(), nullptr);
    for (std::size_t first = 0; first < rows.size();) {
      std::size_t end = first, count = 0;
      for (; end < rows.size() && rows[end].row < rows[first].row + kBlockRows; ++end) count += wanted(end) ? 1 : 0;
      const bool by_block = block_ && count * 4 > end - first;  // of few rows each is decided by itself
      if (by_block)
        block_->decide(chunk, rows[first].row, rows[end - 1].row + 1 - rows[first].row, rows[first].number, store);
      for (std::size_t i = first; i < end; ++i) {
        if (!wanted(i)) continue;
        const RowKey& key = rows[i].key;
        if (by_block && !key.case_id.empty() && key.request != 0) answers[i] = block_->answer(rows[i].row - rows[first].row);
        if (answers[i] == nullptr)
          answers[i] = decider_.decide(chunk, rows[i].row, rows[i].number, key, store, missing_, errors);
      }
      first = end;
    }
  }
  const Deciding& deciding() const { return deciding_; }

 private:
  const Deciding& deciding_;
  RowDecider decider_;
  std::optional<BlockDecider> block_;
  std::vector<FactId> missing_;
};

}  // namespace precept::batch
