// Stretches of rows are decided by both libraries and written shard by shard. Shards that hold repeated rows are done again.
#include "runtime/batch/flips/flip_run.hpp"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <mutex>
#include <optional>
#include <set>

#include "runtime/batch/flips/flip_morsel.hpp"
#include "runtime/batch/flips/flip_rows.hpp"
#include "runtime/batch/key_log.hpp"
#include "runtime/batch/run_folder.hpp"
#include "runtime/batch/sharded_pass.hpp"

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

std::set<std::int64_t> shards_of(const RunFolder* folder) {
  std::set<std::int64_t> shards;
  if (folder != nullptr)
    for (const ShardDone& shard : folder->manifest().shards) shards.insert(shard.shard);
  return shards;
}

class Pass final : public ShardedPass<FlipMorsel> {
 public:
  // `log` gets the names of all rows; where there is none, `repeated` are the rows that repeat an earlier one, ascending.
  Pass(TableEngine& tables, TableReader& reader, const FlipSides& sides, const FlipOptions& options, RunFolder* folder,
       KeyLog* log, const std::vector<std::int64_t>& repeated)
      : ShardedPass(reader, options.shard_rows, shards_of(folder), options.stop),
        tables_(tables), sides_(sides), options_(options), folder_(folder), log_(log), repeated_(repeated) {}

  const FlipTally& so_far() const { return so_far_; }

 private:
  struct Deciders final : Worker {
    explicit Deciders(Pass& of) : pass(of), decider(of.sides_, of.repeated_) {}
    std::unique_ptr<FlipMorsel> decide(const RowStretch& stretch) override {
      for (const RowSlice& slice : stretch.slices) pass.skip(slice);
      return decider.decide(stretch, pass.folder_ != nullptr, [this] { return pass.stopping(); });
    }
    Pass& pass;
    FlipDecider decider;
  };
  std::unique_ptr<Worker> worker() override { return std::make_unique<Deciders>(*this); }

  void skip(const RowSlice& slice) override {
    if (log_ == nullptr) return;
    std::string error;
    const ChunkView view(slice.chunk, sides_.places[0]);
    if (!log_->add(names_of(sides_.before.input, view, slice.begin, slice.count, slice.number), error))
      fail("the rows' names could not be kept: " + error);
  }

  void count(const FlipMorsel& morsel) override {
    so_far_.add(morsel.tally);
    if (options_.progress) options_.progress(so_far_);
  }

  // ---- writing a shard, each worker by itself ----
  void write(std::int64_t number, const Parts& morsels) override {
    if (folder_ == nullptr) return;
    ShardDone done;
    done.shard = number;
    FlipTally tally;
    for (const auto& morsel : morsels) tally.add(morsel->tally);
    done.tally.rows = tally.rows;
    done.tally.error_rows = tally.error_rows();
    std::string error;
    const FlipRows flips(morsels);
    const ComparedErrorRows errors(morsels);
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

  TableEngine& tables_;
  const FlipSides& sides_;
  const FlipOptions& options_;
  RunFolder* const folder_;  // null: counts only
  KeyLog* const log_;
  const std::vector<std::int64_t>& repeated_;
  FlipTally so_far_;
  std::mutex entering_;
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
  KeyLog log(options.folder.empty() ? std::filesystem::temp_directory_path() / ("precept-names-" + std::to_string(::getpid()))
                                    : std::filesystem::path(options.folder) / "names.partial");
  std::vector<std::int64_t> repeated;
  const auto fail = [](const std::string& message) { return FlipResult{RunEnd::failed, message, {}}; };
  for (bool is_first = true;; is_first = false) {
    const auto reader = tables.read(source, before.input.columns, sides.wanted, error);
    if (!reader) return fail("the table could not be read: " + error);
    Pass pass(tables, *reader, sides, options, folder ? &*folder : nullptr, is_first ? &log : nullptr, repeated);
    const RunEnd end = pass.pass(options.threads);
    if (end != RunEnd::finished) return {end, pass.message(), pass.so_far()};
    if (is_first && !log.repeated(repeated, error)) return fail("the rows' names could not be read: " + error);
    if (is_first && !repeated.empty()) {
      std::set<std::int64_t> again;
      for (const std::int64_t row : repeated) again.insert((row - 1) / options.shard_rows);
      if (folder && !folder->take_back(again, error)) return fail("the output could not be written: " + error);
      continue;
    }
    if (!folder) return {end, "", pass.so_far()};
    if (!folder->finish(pass.shards(), error)) return fail(error);
    const auto all = counts_of(options.folder, folder->manifest(), error);
    if (!all) return fail(error);
    return {end, "", *all};
  }
}

}  // namespace precept::batch
