// The rows of one shard as they are written: determinations with a column a criterion, and errors.
// In: answers and errors by row. Out: OutRows. Never here: deciding, files.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/batch/answers.hpp"
#include "runtime/batch/row_decider.hpp"
#include "runtime/batch/shard_answers.hpp"
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
  std::uint32_t request = 1;
  std::uint32_t number = 0;  // the answer's
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

// Borrows all that it is made with. Texts that answers have are words: of a million rows few are different.
class DeterminationRows final : public OutRows {
 public:
  DeterminationRows(const std::vector<CriterionColumn>& criteria, const std::vector<std::unique_ptr<MorselResult>>& morsels,
                    const ShardAnswers& answers);
  const std::vector<OutColumn>& columns() const override { return columns_; }
  std::size_t rows() const override { return rows_.size(); }
  void fill(std::size_t first, std::size_t count, std::vector<OutCells>& cells) const override;

 private:
  // A column of words: what each answer says there. Of one word the lists are not used.
  struct Words {
    std::size_t column = 0;
    std::vector<std::uint32_t> code;                // by answer; kNull: null. Of lists: which list
    std::vector<std::vector<std::uint32_t>> lists;  // each different one
  };
  void take_word(std::size_t column, const std::string& (*text)(const Answer&), bool null_if_empty);
  void take_words(std::size_t column, const std::vector<std::string>& (*texts)(const Answer&));
  void take_marks();
  void fill_words(const Words& words, std::size_t first, std::size_t count, OutCells& cells) const;
  void fill_marks(std::size_t first, std::size_t count, std::vector<OutCells>& cells) const;

  const ShardAnswers& answers_;
  std::vector<OutColumn> columns_;
  std::size_t criteria_ = 0, mark_words_ = 0;
  std::vector<Words> words_;
  std::vector<std::int64_t> granted_;     // by answer
  std::vector<std::uint8_t> is_granted_;  // by answer
  std::vector<std::uint64_t> yes_, known_;  // by answer, a bit a criterion, mark_words_ of each
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
