// One stretch of rows decided by two libraries and compared. In: rows. Out: FlipMorsel. Never here: files, order, threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "runtime/batch/flips/comparison.hpp"
#include "runtime/batch/flips/flip_rows.hpp"
#include "runtime/batch/flips/short_cut.hpp"
#include "runtime/batch/flips/side_decider.hpp"
#include "runtime/batch/sharded_pass.hpp"

namespace precept::batch {

// A plan of all columns that either of two plans of one table uses, those of `before` first.
InputPlan plan_of_both(const InputPlan& before, const InputPlan& after);

// What decides and compares rows, shared by all threads. Both plans are of the same table; the columns that either uses are
// read once.
struct FlipSides {
  FlipSides(const Deciding& before_library, const Deciding& after_library, bool with_short_cut);
  const Deciding& before;
  const Deciding& after;
  Comparer comparer;
  std::optional<ShortCut> short_cut;
  std::vector<std::size_t> wanted;     // columns of the table, as plan_of_both has them
  std::vector<std::size_t> places[2];  // of each side's uses: places among `wanted`
};

// A chunk with the columns that one plan uses, in the order of its uses.
class ChunkView final : public TableChunk {
 public:
  ChunkView(std::shared_ptr<const TableChunk> whole, const std::vector<std::size_t>& places);

 private:
  std::shared_ptr<const TableChunk> whole_;
};

// Belongs to one thread.
class FlipDecider {
 public:
  // `repeated`: rows that repeat the key of an earlier one, ascending; borrowed.
  FlipDecider(const FlipSides& sides, const std::vector<std::int64_t>& repeated)
      : sides_(sides), repeated_(repeated), before_(sides.before), after_(sides.after) {}

  // `with_rows`: flips and errors are kept row by row, not only counted. Ends early where `stopping` says so.
  template <class Stopping>
  std::unique_ptr<FlipMorsel> decide(const RowStretch& stretch, bool with_rows, Stopping stopping) {
    begin(with_rows);
    for (const RowSlice& slice : stretch.slices) {
      if (stopping()) break;
      decide_slice(slice);
    }
    return end();
  }

 private:
  void begin(bool with_rows);
  void decide_slice(const RowSlice& slice);
  void compare(const AskedRow& asked, const Answer* before, const Answer* after);
  void note_errors(const std::vector<RowError>& before, const std::vector<RowError>& after);
  std::unique_ptr<FlipMorsel> end();

  const FlipSides& sides_;
  const std::vector<std::int64_t>& repeated_;
  SideDecider before_, after_;
  std::shared_ptr<AnswerStore> before_store_, after_store_;
  std::shared_ptr<Comparisons> comparisons_;
  std::unique_ptr<FlipMorsel> morsel_;
  bool with_rows_ = false;
  std::unordered_map<const Comparison*, FlipCount> counts_;
  std::vector<AskedRow> asked_;
  std::vector<char> once_;  // parallel to asked_
  std::vector<const Answer*> before_answers_, after_answers_;
  std::vector<RowError> before_errors_, after_errors_;
};

}  // namespace precept::batch
