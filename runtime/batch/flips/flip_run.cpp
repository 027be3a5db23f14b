// Workers take stretches of rows in the table's order, decide them by both libraries, and whoever ends the last stretch of a
// shard writes it. Keys are looked up while a stretch is taken, which one worker does at a time.
#include "runtime/batch/flips/flip_run.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "runtime/batch/flips/flip_morsel.hpp"
#include "runtime/batch/flips/flip_rows.hpp"
#include "runtime/batch/key_set.hpp"
#include "runtime/batch/run_folder.hpp"

namespace precept::batch {
namespace {

constexpr const char* kFlips = "flips";
constexpr const char* kErrors = "errors";
constexpr const char* kCounts = "counts";

std::string counts_name(std::int64_t shard) { return RunFolder::part_name(kCounts, shard, TableFormat::json_lines); }

// The counts of all shards that are done.
std::optional<FlipTally> counts_of(const std::string& folder, const Manifest& manifest, std::string& error) {
  FlipTally all;
  for (const ShardDone& shard : manifest.shards) {
    const std::string name = counts_name(shard.shard);
    const auto text = read_whole(folder + "/" + name, error);
    if (!text) return std::nullopt;
    const auto tally = read_flips(*text);
    if (!tally) {
      error = name + " is not what the run wrote";
      return std::nullopt;
    }
    all.add(*tally);
  }
  return all;
}

struct Shard {
  std::vector<std::unique_ptr<FlipMorsel>> morsels;
  std::size_t waiting = 0;  // taken and not decided
  bool closed = false;      // no more morsels will come
};

class Run {
 public:
  Run(TableEngine& tables, TableReader& reader, const FlipSides& sides, const FlipOptions& options, RunFolder* folder)
      : tables_(tables), reader_(reader), sides_(sides), options_(options), folder_(folder) {
    if (folder == nullptr) return;
    for (const ShardDone& shard : folder->manifest().shards) done_before_.insert(shard.shard);
  }

  FlipResult run() {
    std::vector<std::thread> others;
    for (unsigned i = 1; i < options_.threads; ++i) others.emplace_back([this] { work(); });
    work();
    for (std::thread& other : others) other.join();
    if (end_ == RunEnd::finished && !failed_ && folder_ != nullptr) finish();
    return {failed_ ? RunEnd::failed : end_.load(), message_, so_far_};
  }

 private:
  void finish() {
    std::string error;
    if (!folder_->finish(shards_, error)) return fail(error);
    const auto all = counts_of(options_.folder, folder_->manifest(), error);
    if (!all) return fail(error);
    so_far_ = *all;
  }

  void work() {
    try {
      FlipDecider decider(sides_);
      RowStretch stretch;
      while (take(stretch)) {
        auto result = decider.decide(stretch, folder_ != nullptr, [this] { return stopping(); });
        deliver(stretch, std::move(result));
        stretch = {};
      }
    } catch (const std::exception& error) {
      fail(error.what());
    }
  }

  // ---- taking rows, one worker at a time ----
  bool take(RowStretch& stretch) {
    const std::lock_guard lock(reading_);
    bool skip = true;
    while (skip) {
      if (over_ || stopping()) return false;
      stretch = {};
      stretch.shard = next_row_ / options_.shard_rows;
      skip = done_before_.contains(stretch.shard);
      take_rows(stretch, skip);
      if (stopping()) return false;
      if (stretch.rows == 0 && next_row_ > 0) return close_last(stretch.shard);
      shards_ = std::max(shards_, stretch.shard + 1);
    }
    const std::lock_guard counting(counting_);
    Shard& shard = open_[stretch.shard];
    stretch.place = shard.morsels.size();
    shard.morsels.emplace_back();
    ++shard.waiting;
    shard.closed = over_ || next_row_ == (stretch.shard + 1) * options_.shard_rows;
    return true;
  }

  void take_rows(RowStretch& stretch, bool skip) {
    const std::int64_t shard_end = (stretch.shard + 1) * options_.shard_rows;
    while (stretch.rows < kMorselRows && next_row_ < shard_end && !stopping()) {
      if (!chunk_ && !next_chunk()) return;
      take_slice(stretch, shard_end, skip);
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

  void take_slice(RowStretch& stretch, std::int64_t shard_end, bool skip) {
    RowSlice slice{chunk_, at_, 0, next_row_ + 1, {}};
    slice.count = std::min({chunk_->rows - at_, static_cast<std::size_t>(shard_end - next_row_)});
    const ChunkView view(chunk_, sides_.places[0]);
    for (std::size_t row = at_; row < at_ + slice.count; ++row) {
      if (chunk_->is_left_out(row)) continue;
      const RowKey key = row_key(sides_.before.input, view, row);
      if (!key.case_id.empty() && key.request != 0 && !keys_.add(key.case_id, key.request)) slice.repeated.push_back(row);
    }
    at_ += slice.count;
    next_row_ += static_cast<std::int64_t>(slice.count);
    stretch.rows += static_cast<std::int64_t>(slice.count);
    if (at_ == chunk_->rows) chunk_.reset();
    if (!skip) stretch.slices.push_back(std::move(slice));
  }

  void deliver(const RowStretch& stretch, std::unique_ptr<FlipMorsel> result) {
    std::unique_lock counting(counting_);
    if (stopping()) return;
    so_far_.add(result->tally);
    if (options_.progress) options_.progress(so_far_);
    const auto found = open_.find(stretch.shard);
    found->second.morsels[stretch.place] = std::move(result);
    --found->second.waiting;
    if (!found->second.closed || found->second.waiting > 0) return;
    Shard shard = std::move(found->second);
    open_.erase(found);
    counting.unlock();
    write(stretch.shard, shard);
  }

  // ---- writing a shard, each worker by itself ----
  void write(std::int64_t number, const Shard& shard) {
    if (folder_ == nullptr) return;
    ShardDone done;
    done.shard = number;
    FlipTally tally;
    for (const auto& morsel : shard.morsels) tally.add(morsel->tally);
    done.tally.rows = tally.rows;
    done.tally.error_rows = tally.error_rows();
    std::string error;
    const FlipRows flips(shard.morsels);
    const ComparedErrorRows errors(shard.morsels);
    for (const auto& [kind, rows] : {std::pair<const char*, const OutRows*>{kFlips, &flips}, {kErrors, &errors}}) {
      const std::string name = RunFolder::part_name(kind, number, options_.format);
      if (!tables_.write(*rows, folder_->path(name) + ".partial", options_.format, error) ||
          !folder_->settle_file(name, done, error))
        return fail("the output could not be written: " + error);
    }
    const std::string name = counts_name(number);
    if (!write_counts(folder_->path(name) + ".partial", flips_json(tally)) || !folder_->settle_file(name, done, error))
      return fail("the output could not be written: " + (error.empty() ? name : error));
    const std::lock_guard entering(entering_);
    if (!folder_->enter(std::move(done), error)) fail("the output could not be written: " + error);
  }

  static bool write_counts(const std::string& path, const std::string& text) {
    std::FILE* file = std::fopen(path.c_str(), "wbe");
    const bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
    return file != nullptr && std::fclose(file) == 0 && written;
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
  const FlipSides& sides_;
  const FlipOptions& options_;
  RunFolder* const folder_;  // null: counts only
  std::set<std::int64_t> done_before_;

  std::mutex reading_;  // guards those that follow
  std::shared_ptr<const TableChunk> chunk_;
  std::size_t at_ = 0;
  std::int64_t next_row_ = 0, shards_ = 0;
  std::atomic<bool> over_ = false;
  KeySet keys_;

  std::mutex counting_;  // guards those that follow
  std::map<std::int64_t, Shard> open_;
  FlipTally so_far_;

  std::mutex entering_, failing_;
  std::atomic<bool> failed_ = false;
  std::atomic<RunEnd> end_ = RunEnd::finished;
  std::string message_;
};

RunLayout layout_of(const FlipOptions& options) {
  return {{kFlips, kErrors, kCounts}, "diff.json", [&options](const Manifest& manifest, std::string& error) {
            const auto all = counts_of(options.folder, manifest, error);
            return all ? options.summarise(*all) : std::string();
          }};
}

}  // namespace

FlipResult run_flips(TableEngine& tables, const TableSource& source, const Deciding& before, const Deciding& after,
                     const FlipOptions& options) {
  std::string error;
  std::optional<RunFolder> folder;
  if (!options.folder.empty()) {
    folder.emplace(options.folder, options.hooks, layout_of(options));
    std::vector<std::string> notes;
    if (!folder->open(options.terms, options.resume, notes, error)) return {RunEnd::refused, error, {}};
    for (const std::string& sentence : notes)
      if (options.say) options.say(sentence);
    if (folder->is_finished()) {
      const auto all = counts_of(options.folder, folder->manifest(), error);
      if (!all) return {RunEnd::failed, error, {}};
      return {RunEnd::finished, "", *all};
    }
  }
  const FlipSides sides(before, after, options.short_cut);
  const auto reader = tables.read(source, before.input.columns, sides.wanted, error);
  if (!reader) return {RunEnd::failed, "the table could not be read: " + error, {}};
  return Run(tables, *reader, sides, options, folder ? &*folder : nullptr).run();
}

}  // namespace precept::batch
