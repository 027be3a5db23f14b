// What the word path works out for the rows of one service: every truth, amount and day that an answer hangs on under the
// policy. In: AnswerKeys, how facts lie. Out: planes of a stretch of rows. Never here: answers, rows of a table.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "runtime/batch/answer_key.hpp"
#include "runtime/batch/block_reader.hpp"
#include "runtime/native/words.hpp"

namespace precept::batch {

// Belongs to one thread.
class ServiceWords {
 public:
  // `keys` must outlive it. `layouts`: see BlockReader::facts.
  ServiceWords(const Program& program, const AnswerKeys& keys, ServiceId service, const native::FactColumns& layouts);

  // False: its rows go over lists, and are decided one by one.
  bool is_usable() const { return plan_.refused.empty(); }
  const native::WordPlan& plan() const { return plan_; }
  // `logic`: generated, or null to interpret.
  void run(const native::FactColumns& columns, native::WordScratch& scratch, native::GlueFunction logic) {
    bound_->run(columns, 0, columns.rows, outputs_, scratch, logic);
  }

  const std::vector<FactId>& facts() const { return facts_; }  // that are read
  // Facts of which a key holds whether they are documented, and those that a row must document together.
  const std::vector<FactId>& told_apart() const { return told_apart_; }
  const std::vector<FactId>& together() const { return together_; }
  // Rows of the last run that have no key here: an operation failed, a compared value or the day is not exact.
  void mark_unfit(std::int64_t rows, std::vector<std::uint64_t>& unfit) const;
  // Writes the words that the outputs come to, `stride` apart, from place 0 of each row's key on.
  void write_keys(std::int64_t rows, std::size_t stride, std::uint64_t* keys) const;
  std::size_t output_words() const { return truth_words_ + 2 * amounts_.size() + (as_of_ ? 1 : 0); }

 private:
  void take_outputs(std::vector<NodeId>& outputs);
  void find_facts(const std::vector<NodeId>& outputs);
  void make_room();

  const Program& program_;
  const AnswerKeys& keys_;
  const AnswerKeys::Parts& parts_;
  native::WordPlan plan_;
  std::unique_ptr<native::BoundWords> bound_;
  native::WordOutputs outputs_;
  std::vector<std::uint64_t> planes_;
  std::vector<std::int64_t> lanes_;
  std::vector<FactId> facts_, told_apart_, together_;
  std::vector<std::size_t> amounts_, compared_;  // places in the plan's others
  std::optional<std::size_t> as_of_;
  std::size_t truth_words_ = 0;
};

// Chosen rows of fact columns, copied side by side.
class GatheredFacts {
 public:
  const native::FactColumns& gather(const native::FactColumns& from, const std::vector<FactId>& facts,
                                    const std::vector<std::uint32_t>& rows);

 private:
  struct Room {
    std::vector<std::uint64_t> validity, bits;
    std::vector<std::int64_t> values, highs;
  };
  native::FactColumns columns_;
  std::vector<Room> rooms_;
};

}  // namespace precept::batch
