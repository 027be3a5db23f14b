// The rows of one shard as they are written: determinations with a column a criterion, and errors.
// In: answers and errors by row. Out: OutRows. Never here: deciding, files.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/batch/answers.hpp"
#include "runtime/batch/row_decider.hpp"
#include "runtime/batch/tables.hpp"

namespace precept::batch {

// Text kept at one address.
class TextStore {
 public:
  TextCell keep(std::string_view text);

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t left_ = 0;
  char* next_ = nullptr;
};

struct DecidedRow {
  const Answer* answer = nullptr;
  TextCell case_id;
  std::int64_t request = 1;
};

// What one stretch of rows came to, in their order.
struct MorselResult {
  std::shared_ptr<const AnswerStore> answers;
  TextStore texts;
  std::vector<DecidedRow> decided;
  std::vector<RowError> errors;
  std::int64_t rows = 0, error_rows = 0;
  std::vector<std::int64_t> missing;  // by fact: rows that lack it where it is wanted
};

class DeterminationRows final : public OutRows {
 public:
  DeterminationRows(const std::vector<CriterionColumn>& criteria, const std::vector<std::unique_ptr<MorselResult>>& morsels);
  const std::vector<OutColumn>& columns() const override { return columns_; }
  std::size_t rows() const override { return rows_.size(); }
  void fill(std::size_t first, std::size_t count, std::vector<OutCells>& cells) const override;

 private:
  std::vector<OutColumn> columns_;
  std::size_t criteria_ = 0;
  std::vector<const DecidedRow*> rows_;
};

class ErrorRows final : public OutRows {
 public:
  explicit ErrorRows(const std::vector<std::unique_ptr<MorselResult>>& morsels);
  const std::vector<OutColumn>& columns() const override { return columns_; }
  std::size_t rows() const override { return errors_.size(); }
  void fill(std::size_t first, std::size_t count, std::vector<OutCells>& cells) const override;

 private:
  std::vector<OutColumn> columns_;
  std::vector<const RowError*> errors_;
};

}  // namespace precept::batch
