// Workers take stretches of rows in the table's order, decide them, and whoever ends the last stretch of a shard writes it.
// Which rows repeat an earlier one is known when all have been read: where some do, the shards that hold them are done again.
#include "runtime/batch/batch_run.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <set>

#include "runtime/batch/block_decider.hpp"
#include "runtime/batch/key_log.hpp"
#include "runtime/batch/row_text.hpp"
#include "runtime/batch/run_folder.hpp"
#include "runtime/batch/settling.hpp"
#include "runtime/batch/shard_tally.hpp"
#include "runtime/batch/sharded_pass.hpp"

namespace precept::batch {
namespace {

constexpr std::size_t kAnswersMax = 100'000;  // after so many a worker begins a new store, so that memory stays bounded
constexpr char kNamesLost[] = "the rows' names could not be kept: ";

std::set<std::int64_t> shards_of(const Manifest& manifest) {
  std::set<std::int64_t> shards;
  for (const ShardDone& shard : manifest.shards) shards.insert(shard.shard);
  return shards;
}

class Run final : public ShardedPass<MorselResult> {
 public:
  // `log` gets the names of all rows; where there is none, `repeated` are the rows that repeat an earlier one, ascending.
  Run(TableEngine& tables, TableReader& reader, const Deciding& deciding, const RunOptions& options, RunFolder& folder,
      KeyLog* log, const std::vector<std::int64_t>& repeated)
      : ShardedPass(reader, options.shard_rows, shards_of(folder.manifest()), options.stop),
        tables_(tables), deciding_(deciding), options_(options), folder_(folder), log_(log), repeated_(repeated) {
    if (log == nullptr) so_far_ = folder.tally();
  }

 private:
  // ---- deciding, each worker by itself ----
  struct Deciders final : Worker {
    explicit Deciders(Run& of) : run(of), rows(of.deciding_) {
      if (!of.deciding_.one_by_one) block.emplace(of.deciding_, rows);
    }
    std::unique_ptr<MorselResult> decide(const RowStretch& stretch) override { return run.decide(*this, stretch); }

    Run& run;
    RowDecider rows;
    std::optional<BlockDecider> block;
    std::shared_ptr<AnswerStore> answers;
    std::vector<FactId> missing;
    std::vector<RowName> names;
    std::string room;
  };
  std::unique_ptr<Worker> worker() override { return std::make_unique<Deciders>(*this); }

  std::unique_ptr<MorselResult> decide(Deciders& worker, const RowStretch& stretch) {
    if (!worker.answers || worker.answers->size() > kAnswersMax) {
      worker.answers = std::make_shared<AnswerStore>(deciding_.program, deciding_.policy, deciding_.columns);
      if (worker.block) worker.block->forget();
    }
    auto result = std::make_unique<MorselResult>();
    result->answers = worker.answers;
    result->missing.resize(deciding_.program.facts.size());
    result->decided.reserve(static_cast<std::size_t>(stretch.rows));
    for (const RowSlice& slice : stretch.slices)
      for (std::size_t at = 0; at < slice.count && !stopping(); at += kBlockRows)
        decide_rows(worker, slice, at, std::min(kBlockRows, slice.count - at), *result);
    std::string error;
    if (log_ != nullptr && !log_->add(worker.names, error)) fail(kNamesLost + error);
    worker.names.clear();
    return result;
  }

  // `count` rows from the slice's row `at` on.
  void decide_rows(Deciders& worker, const RowSlice& slice, std::size_t at, std::size_t count, MorselResult& result) {
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

  // Rows of shards that are done take part in what repeats what.
  void skip(const RowSlice& slice) override {
    std::string error;
    if (log_ != nullptr && !log_->add(names_of(deciding_.input, *slice.chunk, slice.begin, slice.count, slice.number), error))
      fail(kNamesLost + error);
  }

  void count(const MorselResult& result) override {
    so_far_.rows += result.rows;
    so_far_.error_rows += result.error_rows;
    if (options_.progress) options_.progress(so_far_);
    if (options_.errors_max >= 0 && so_far_.error_rows > options_.errors_max) end_early(RunEnd::too_many_errors);
  }

  // ---- writing a shard, each worker by itself ----
  void write(std::int64_t number, const Parts& morsels) override {
    ShardDone done;
    done.shard = number;
    const ShardAnswers answers(morsels);
    done.tally = tally_of(deciding_.program, morsels, answers);
    settling_.count(answers, done.tally);
    std::string error;
    const DeterminationRows determinations(deciding_.columns, morsels, answers);
    const ErrorRows errors(morsels);
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

  TableEngine& tables_;
  const Deciding& deciding_;
  const RunOptions& options_;
  RunFolder& folder_;
  KeyLog* const log_;
  const std::vector<std::int64_t>& repeated_;
  Settling settling_{deciding_.program, deciding_.policy};
  Tally so_far_;
  std::mutex entering_;
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
    const RunEnd end = run.pass(options.threads);
    if (end != RunEnd::finished) return {end, run.message(), folder.tally()};
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
