// Rows of a table and beside them the answer to a condition: what `--where` leaves out. Never here: the condition's meaning.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/batch/tables.hpp"

namespace precept::batch {

// Rows, and beside them which of them meet a condition. A row that could not be cut into cells is never left out: nobody can
// tell what it would have said.
class ChosenReader final : public TableReader {
 public:
  ChosenReader(std::unique_ptr<TableReader> rows, std::unique_ptr<TableReader> all)
      : rows_(std::move(rows)), all_(std::move(all)) {}

  bool begin(TableEngine& engine, const std::vector<TableColumn>& columns, const std::string& condition,
             std::string& error) {
    meeting_ = engine.meeting(*all_, columns, condition, error);
    return meeting_ != nullptr;
  }

  std::unique_ptr<TableChunk> next(std::string& error) override {
    auto chunk = rows_->next(error);
    if (!chunk) return nullptr;
    chunk->left_out.resize(chunk->rows);
    for (std::size_t row = 0; row < chunk->rows; ++row, ++at_) {
      while (!chosen_ || at_ == chosen_->rows) {
        at_ = 0;
        chosen_ = meeting_->next(error);
        if (!chosen_ && error.empty()) error = "the condition was asked of fewer rows than there are";
        if (!chosen_) return nullptr;
      }
      const bool is_chosen = static_cast<const std::uint8_t*>(chosen_->columns[0].values)[at_] != 0;
      chunk->left_out[row] = !is_chosen && chunk->problem_of(row) == nullptr;
    }
    return chunk;
  }

 private:
  std::unique_ptr<TableReader> rows_, all_, meeting_;
  std::unique_ptr<TableChunk> chosen_;
  std::size_t at_ = 0;
};

}  // namespace precept::batch
