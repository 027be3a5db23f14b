// The rows of one shard of a comparison as they are written: flips, and rows that a library cannot decide.
// In: what stretches of rows came to. Out: OutRows. Never here: deciding, files.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "runtime/batch/flips/comparison.hpp"
#include "runtime/batch/flips/flip_tally.hpp"
#include "runtime/batch/row_decider.hpp"
#include "runtime/batch/shard_rows.hpp"
#include "runtime/batch/tables.hpp"

namespace precept::batch {

enum class ErrorOf : std::uint8_t { before, after, both };

struct ComparedError {
  ErrorOf of = ErrorOf::both;
  RowError error;
};

// The errors of one row, of each library; one that both have is said once. Those of `before` are consumed.
void add_errors(std::vector<RowError> before, const std::vector<RowError>& after, std::vector<ComparedError>& errors);

struct FlippedRow {
  const Comparison* comparison = nullptr;
  TextCell case_id;
  std::int64_t request = 1;
};

// What one stretch of rows came to, in their order.
struct FlipMorsel {
  std::shared_ptr<const AnswerStore> before, after;
  std::shared_ptr<const Comparisons> comparisons;
  TextStore texts;
  std::vector<FlippedRow> flipped;
  std::vector<ComparedError> errors;
  FlipTally tally;
};

class FlipRows final : public OutRows {
 public:
  explicit FlipRows(const std::vector<std::unique_ptr<FlipMorsel>>& morsels);
  const std::vector<OutColumn>& columns() const override { return columns_; }
  std::size_t rows() const override { return rows_.size(); }
  void fill(std::size_t first, std::size_t count, std::vector<OutCells>& cells) const override;

 private:
  std::vector<OutColumn> columns_;
  std::vector<const FlippedRow*> rows_;
};

class ComparedErrorRows final : public OutRows {
 public:
  explicit ComparedErrorRows(const std::vector<std::unique_ptr<FlipMorsel>>& morsels);
  const std::vector<OutColumn>& columns() const override { return columns_; }
  std::size_t rows() const override { return errors_.size(); }
  void fill(std::size_t first, std::size_t count, std::vector<OutCells>& cells) const override;

 private:
  std::vector<OutColumn> columns_;
  std::vector<const ComparedError*> errors_;
};

}  // namespace precept::batch
