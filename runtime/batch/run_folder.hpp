// The folder of a run: its lock, its manifest, and what of it can be believed when a run goes on.
// In: what the run is made of. Out: which shards are done; files entered one shard at a time. Never here: rows, threads.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "runtime/batch/durable.hpp"
#include "runtime/batch/manifest.hpp"
#include "runtime/batch/run_hooks.hpp"
#include "runtime/batch/tables.hpp"

namespace precept::batch {

// What a run leaves in its folder: a folder of shards for each kind of table, and one file at the end.
struct RunLayout {
  std::vector<std::string> kinds = {"determinations", "errors"};
  std::string summary = "summary.json";
  std::function<std::string(const Manifest& manifest, std::string& error)> summarise;  // where it is not summary_json
};

class RunFolder {
 public:
  explicit RunFolder(std::string folder, RunHooks hooks = {}, RunLayout layout = {})
      : folder_(std::move(folder)), hooks_(std::move(hooks)), layout_(std::move(layout)) {}

  // Locks it, and starts or goes on. False where the run must not go on, and why. `notes`: what was found wrong and will be
  // done again.
  bool open(const std::vector<std::pair<std::string, std::string>>& terms, bool resume, std::vector<std::string>& notes,
            std::string& error);

  bool is_finished() const { return manifest_.finished; }
  const Manifest& manifest() const { return manifest_; }
  std::string path(const std::string& name) const { return folder_ + "/" + name; }

  // "determinations/part-00000.parquet"
  static std::string part_name(const std::string& kind, std::int64_t shard, TableFormat format);

  // NAME.partial was written; makes it last and notes its hash.
  bool settle_file(const std::string& name, ShardDone& shard, std::string& error) const;
  // All files of the shard are settled.
  bool enter(ShardDone shard, std::string& error);
  // These are to be done again: what they hold is not what the whole input makes of them. The rows must be the same.
  bool take_back(const std::set<std::int64_t>& shards, std::string& error);
  // Every shard below `shards` is entered; writes the summary, then says so in the manifest.
  bool finish(std::int64_t shards, std::string& error);
  Tally tally() const;

 private:
  bool make_folders(std::string& error) const;
  bool go_on(const std::vector<std::pair<std::string, std::string>>& terms, std::vector<std::string>& notes,
             std::string& error);
  bool has_its_summary() const;
  bool remove_leftovers(std::string& error) const;
  bool write_manifest(std::string& error) const;
  bool is_ours(const std::string& name) const;

  std::string folder_;
  RunHooks hooks_;
  RunLayout layout_;
  FolderLock lock_;
  Manifest manifest_;
};

}  // namespace precept::batch
