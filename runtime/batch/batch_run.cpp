// Workers take stretches of rows in the table's order, decide them, and whoever ends the last stretch of a shard writes it.
// Which rows repeat an earlier one is known when all have been read: where some do, the shards that hold them are done again.
#include "runtime/batch/batch_run.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "runtime/batch/block_decider.hpp"
#include "runtime/batch/key_log.hpp"
#include "runtime/batch/row_text.hpp"
#include "runtime/batch/run_folder.hpp"
#include "runtime/batch/settling.hpp"
#include "runtime/batch/shard_tally.hpp"

namespace precept::batch {
namespace {

constexpr std::size_t kAnswersMax = 100'000;  // after so many a worker begins a new store, so that memory stays bounded

struct Slice {
  std::shared_ptr<const TableChunk> chunk;
  std::size_t begin = 0, count = 0;
  std::int64_t number = 0;  // of its first row, from 1
};

struct Morsel {
  std::int64_t shard = 0;
  std::size_t place = 0;  // in its shard
  std::vector<Slice> slices;
  std::int64_t rows = 0;
};

struct Shard {
  std::vector<std::unique_ptr<MorselResult>> morsels;
  std::size_t waiting = 0;  // taken and not decided
  bool closed = false;      // no more morsels will come
};

// Going once through the table.
class Run {
 public:
  // `log` gets the names of all rows; where there is none, `repeated` are the rows that repeat an earlier one, ascending.
  Run(TableEngine& tables, TableReader& reader, const Deciding& deciding, const RunOptions& options, RunFolder& folder,
      KeyLog* log, const std::vector<std::int64_t>& repeated)
      : tables_(tables), reader_(reader), deciding_(deciding), options_(options), folder_(folder), log_(log),
        repeated_(repeated) {
    for (const ShardDone& shard : folder.manifest().shards) done_before_.insert(shard.shard);
    if (log == nullptr) so_far_ = folder.tally();
  }

  RunResult run() {
    std::vector<std::thread> others;
    for (unsigned i = 1; i < options_.threads; ++i) others.emplace_back([this] { work(); });
    work();
    for (std::thread& other : others) other.join();
    return {failed_ ? RunEnd::failed : end_.load(), message_, folder_.tally()};
  }

  std::int64_t shards() const { return shards_; }

 private:
  void work() {
    try {
      Worker worker(deciding_);
      Morsel morsel;
      while (take(morsel)) {
        if (!worker.answers || worker.answers->size() > kAnswersMax) {
          worker.answers = std::make_shared<AnswerStore>(deciding_.program, deciding_.policy, deciding_.columns);
          if (worker.block) worker.block->forget();
        }
        auto result = decide(worker, morsel);
        deliver(morsel, std::move(result));
        morsel = {};
      }
    } catch (const std::exception& error) {
      fail(error.what());
    }
  }

  // ---- taking rows, one worker at a time ----
  bool take(Morsel& morsel) {
    const std::lock_guard lock(reading_);
    bool skip = true;
    while (skip) {
      if (over_ || stopping()) return false;
      morsel = {};
      morsel.shard = next_row_ / options_.shard_rows;
      skip = done_before_.contains(morsel.shard);
      take_rows(morsel, skip);
      if (stopping()) return false;
      if (morsel.rows == 0 && next_row_ > 0) return close_last(morsel.shard);
      shards_ = std::max(shards_, morsel.shard + 1);
    }
    const std::lock_guard counting(counting_);
    Shard& shard = open_[morsel.shard];
    morsel.place = shard.morsels.size();
    shard.morsels.emplace_back();
    ++shard.waiting;
    shard.closed = over_ || next_row_ == (morsel.shard + 1) * options_.shard_rows;
    return true;
  }

  void take_rows(Morsel& morsel, bool skip) {
    const std::int64_t shard_end = (morsel.shard + 1) * options_.shard_rows;
    while (morsel.rows < kMorselRows && next_row_ < shard_end && !stopping()) {
      if (!chunk_ && !next_chunk()) return;
      take_slice(morsel, shard_end, skip);
    }
  }

  // The table ended where a shard had rows taken before: nobody else will close it.
  bool close_last(std::int64_t number) {
    std::unique_lock counting(counting_);
    const auto found = open_.find(number);
    if (found == open_.end()) return false;
    found->second.closed = true;
    if (found->second.waiting > 0) return false;
    Shard shard = std::move(found->second);
    open_.erase(found);
    counting.unlock();
    write(number, shard);
    return false;
  }

  bool next_chunk() {
    std::string error;
    chunk_ = reader_.next(error);
    at_ = 0;
    if (chunk_) return true;
    over_ = true;
    if (!error.empty()) fail("the table could not be read: " + error);
    return false;
  }

  void take_slice(Morsel& morsel, std::int64_t shard_end, bool skip) {
    Slice slice{chunk_, at_, 0, next_row_ + 1};
    slice.count = std::min({chunk_->rows - at_, static_cast<std::size_t>(shard_end - next_row_)});
    if (skip) log_skipped(slice);
    at_ += slice.count;
    next_row_ += static_cast<std::int64_t>(slice.count);
    morsel.rows += static_cast<std::int64_t>(slice.count);
    if (at_ == chunk_->rows) chunk_.reset();
    if (!skip) morsel.slices.push_back(std::move(slice));
  }

  // Rows of shards that are done take part in what repeats what.
  void log_skipped(const Slice& slice) {
    if (log_ == nullptr) return;
    std::vector<RowName> names;
    std::string room, error;
    for (std::size_t i = 0; i < slice.count; ++i) {
      const std::size_t row = slice.begin + i;
      if (slice.chunk->is_left_out(row)) continue;
      const RowKeyView key = row_key(deciding_.input, *slice.chunk, row, room);
      if (!key.case_id.empty() && key.request != 0)
        names.push_back(row_name(key.case_id, key.request, slice.number + static_cast<std::int64_t>(i)));
    }
    if (!log_->add(names, error)) fail("the rows' names could not be kept: " + error);
  }

  // ---- deciding, each worker by itself ----
  struct Worker {
    explicit Worker(const Deciding& with) : rows(with) {
      if (!with.one_by_one) block.emplace(with, rows);
    }
    RowDecider rows;
    std::optional<BlockDecider> block;
    std::shared_ptr<AnswerStore> answers;
    std::vector<FactId> missing;
    std::vector<RowName> names;
    std::string room;
  };

  std::unique_ptr<MorselResult> decide(Worker& worker, const Morsel& morsel) {
    auto result = std::make_unique<MorselResult>();
    result->answers = worker.answers;
    result->missing.resize(deciding_.program.facts.size());
    result->decided.reserve(static_cast<std::size_t>(morsel.rows));
    for (const Slice& slice : morsel.slices)
      for (std::size_t at = 0; at < slice.count && !stopping(); at += kBlockRows)
        decide_rows(worker, slice, at, std::min(kBlockRows, slice.count - at), *result);
    std::string error;
    if (log_ != nullptr && !log_->add(worker.names, error)) fail("the rows' names could not be kept: " + error);
    worker.names.clear();
    return result;
  }

  // `count` rows from the slice's row `at` on.
  void decide_rows(Worker& worker, const Slice& slice, std::size_t at, std::size_t count, MorselResult& result) {
    const std::size_t begin = slice.begin + at;
    const std::int64_t number = slice.number + static_cast<std::int64_t>(at);
    if (worker.block) worker.block->decide(*slice.chunk, begin, count, number, *worker.answers);
    auto repeated = std::lower_bound(repeated_.begin(), repeated_.end(), number);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t row = begin + i;
      if (slice.chunk->is_left_out(row)) continue;
      const std::int64_t own = number + static_cast<std::int64_t>(i);
      const RowKeyView key = row_key(deciding_.input, *slice.chunk, row, worker.room);
      const bool is_named = !key.case_id.empty() && key.request != 0;
      ++result.rows;
      if (is_named && log_ != nullptr) worker.names.push_back(row_name(key.case_id, key.request, own));
      if (repeated != repeated_.end() && *repeated == own) {
        ++repeated;
        ++result.error_rows;
        result.errors.push_back(
            repeated_key(deciding_.input, *slice.chunk, row, own, {std::string(key.case_id), key.request}));
        continue;
      }
      const Answer* answer = worker.block && is_named ? worker.block->answer(i) : nullptr;
      if (answer != nullptr) {
        worker.block->count_missing(i, *answer, result.missing);
      } else {
        answer = worker.rows.decide(*slice.chunk, row, own, {std::string(key.case_id), key.request}, *worker.answers,
                                    worker.missing, result.errors);
        if (answer == nullptr) {
          ++result.error_rows;
          continue;
        }
        for (const FactId fact : worker.missing) ++result.missing[fact.index];
      }
      result.decided.push_back(
          {answer, result.texts.keep(key.case_id), static_cast<std::uint32_t>(key.request), answer->number});
    }
  }

  void deliver(const Morsel& morsel, std::unique_ptr<MorselResult> result) {
    std::unique_lock counting(counting_);
    if (stopping()) return;
    so_far_.rows += result->rows;
    so_far_.error_rows += result->error_rows;
    if (options_.progress) options_.progress(so_far_);
    if (options_.errors_max >= 0 && so_far_.error_rows > options_.errors_max) end_ = RunEnd::too_many_errors;
    const auto found = open_.find(morsel.shard);
    found->second.morsels[morsel.place] = std::move(result);
    --found->second.waiting;
    if (!found->second.closed || found->second.waiting > 0 || stopping()) return;
    Shard shard = std::move(found->second);
    open_.erase(found);
    counting.unlock();
    write(morsel.shard, shard);
  }

  // ---- writing a shard, each worker by itself ----
  void write(std::int64_t number, const Shard& shard) {
    ShardDone done;
    done.shard = number;
    const ShardAnswers answers(shard.morsels);
    done.tally = tally_of(deciding_.program, shard.morsels, answers);
    settling_.count(answers, done.tally);
    std::string error;
    const DeterminationRows determinations(deciding_.columns, shard.morsels, answers);
    const ErrorRows errors(shard.morsels);
    for (const auto& [kind, rows] :
         {std::pair<const char*, const OutRows*>{"determinations", &determinations}, {"errors", &errors}}) {
      const std::string name = RunFolder::part_name(kind, number, options_.format);
      if (!tables_.write(*rows, folder_.path(name) + ".partial", options_.format, error) ||
          !folder_.settle_file(name, done, error))
        return fail("the output could not be written: " + error);
    }
    const std::lock_guard entering(entering_);
    if (!folder_.enter(std::move(done), error)) fail("the output could not be written: " + error);
  }

  // ---- ends ----
  bool stopping() {
    if (options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed)) end_ = RunEnd::stopped;
    return failed_ || end_ != RunEnd::finished;
  }

  void fail(const std::string& message) {
    const std::lock_guard lock(failing_);
    if (!failed_) message_ = message;
    failed_ = true;
  }

  TableEngine& tables_;
  TableReader& reader_;
  const Deciding& deciding_;
  const RunOptions& options_;
  RunFolder& folder_;
  KeyLog* const log_;
  const std::vector<std::int64_t>& repeated_;
  std::set<std::int64_t> done_before_;
  Settling settling_{deciding_.program, deciding_.policy};

  std::mutex reading_;  // guards those that follow
  std::shared_ptr<const TableChunk> chunk_;
  std::size_t at_ = 0;
  std::int64_t next_row_ = 0, shards_ = 0;
  std::atomic<bool> over_ = false;

  std::mutex counting_;  // guards those that follow
  std::map<std::int64_t, Shard> open_;
  Tally so_far_;

  std::mutex entering_, failing_;
  std::atomic<bool> failed_ = false;
  std::atomic<RunEnd> end_ = RunEnd::finished;
  std::string message_;
};

}  // namespace

RunResult run_batch(TableEngine& tables, const TableSource& source, const Deciding& deciding, const RunOptions& options) {
  RunFolder folder(options.folder, options.hooks);
  std::vector<std::string> notes;
  std::string error;
  if (!folder.open(options.terms, options.resume, notes, error)) return {RunEnd::refused, error, {}};
  for (const std::string& sentence : notes)
    if (options.say) options.say(sentence);
  if (folder.is_finished()) return {RunEnd::finished, "", folder.tally()};
  std::vector<std::size_t> wanted;
  for (const ColumnUse& use : deciding.input.uses) wanted.push_back(use.column);
  KeyLog log(folder.path("names.partial"));
  std::vector<std::int64_t> repeated;
  const auto fail = [&](const std::string& message) { return RunResult{RunEnd::failed, message, folder.tally()}; };
  for (const bool is_first : {true, false}) {
    const auto reader = tables.read(source, deciding.input.columns, wanted, error);
    if (!reader) return fail("the table could not be read: " + error);
    Run run(tables, *reader, deciding, options, folder, is_first ? &log : nullptr, repeated);
    const RunResult result = run.run();
    if (result.end != RunEnd::finished) return result;
    if (is_first && !log.repeated(repeated, error)) return fail("the rows' names could not be read: " + error);
    if (!is_first || repeated.empty()) {
      if (!folder.finish(run.shards(), error)) return fail(error);
      break;
    }
    std::set<std::int64_t> again;
    for (const std::int64_t row : repeated) again.insert((row - 1) / options.shard_rows);
    if (!folder.take_back(again, error)) return fail("the output could not be written: " + error);
  }
  return {RunEnd::finished, "", folder.tally()};
}

}  // namespace precept::batch
