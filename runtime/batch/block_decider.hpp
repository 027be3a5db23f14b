// A stretch of rows decided 64 at a time: facts as columns in, truths of all conditions by the word path, and for each row
// the answer that its truths have. What answers hang on is AnswerKeys'; a row whose truths were not met before is decided by
// itself, once. Rows that columns cannot hold are left to who decides rows one by one.
// Never here: what an answer is, errors, files.
#pragma once

#include <memory>
#include <vector>

#include "runtime/batch/block_reader.hpp"
#include "runtime/batch/known_answers.hpp"
#include "runtime/batch/row_decider.hpp"
#include "runtime/batch/service_words.hpp"
#include "runtime/native/words.hpp"

namespace precept::batch {

// Belongs to one thread. Borrows all that it is made with.
class BlockDecider {
 public:
  BlockDecider(const Deciding& with, RowDecider& rows);

  // Rows begin .. begin + count - 1, at most kBlockRows; `number` is the first one's. All calls up to forget() get the same
  // store.
  void decide(const TableChunk& chunk, std::size_t begin, std::size_t count, std::int64_t number, AnswerStore& answers);
  // Of that row of the last stretch; null: it must be decided by itself.
  const Answer* answer(std::size_t row) const { return answers_[row]; }
  // Adds the facts that the answer's undocumented criteria look at and the row does not have.
  void count_missing(std::size_t row, const Answer& answer, std::vector<std::int64_t>& missing) const;
  // Before another store.
  void forget();

 private:
  void decide_service(ServiceWords& words, const TableChunk& chunk, std::size_t begin, std::int64_t number,
                      AnswerStore& answers);
  void mark_unfit(const ServiceWords& words);
  void make_keys(ServiceWords& words);
  const native::FactColumns& columns_of(const ServiceWords& words);

  const Deciding& with_;
  RowDecider& rows_;
  BlockReader reader_;
  std::vector<std::unique_ptr<ServiceWords>> services_;  // by service, made when first met
  std::vector<KnownAnswers> known_;                      // by service
  std::vector<std::int64_t> seen_;                       // rows, by service
  std::vector<std::vector<std::uint32_t>> of_service_;   // rows of the stretch
  std::vector<const Answer*> answers_;
  native::WordScratch scratch_;
  // of the service at hand
  const std::vector<std::uint32_t>* chosen_ = nullptr;  // rows of the stretch
  std::vector<std::uint64_t> unfit_;                    // a bit a chosen row
  std::vector<std::uint64_t> keys_;
  std::vector<std::uint64_t> hashes_, requested_;
  GatheredFacts gathered_;
  std::vector<FactId> missing_;
  std::vector<RowError> errors_;
};

}  // namespace precept::batch
