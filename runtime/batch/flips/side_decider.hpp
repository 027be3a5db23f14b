// The rows of a chunk as one library decides them. In: rows and their keys. Out: an answer or errors of each.
// Never here: the other library.
#pragma once

#include <cstdint>
#include <vector>

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
  explicit SideDecider(const Deciding& deciding) : deciding_(deciding), decider_(deciding) {}

  // `answers` becomes parallel to `rows`: null where the row cannot be decided, of which at least one error is appended.
  // `wanted` says which rows to decide: the others stay null.
  template <class Wanted>
  void decide(const TableChunk& chunk, const std::vector<AskedRow>& rows, Wanted wanted, AnswerStore& store,
              std::vector<const Answer*>& answers, std::vector<RowError>& errors) {
    answers.assign(rows.size(), nullptr);
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (wanted(i))
        answers[i] = decider_.decide(chunk, rows[i].row, rows[i].number, rows[i].key, store, missing_, errors);
  }
  const Deciding& deciding() const { return deciding_; }

 private:
  const Deciding& deciding_;
  RowDecider decider_;
  std::vector<FactId> missing_;
};

}  // namespace precept::batch
