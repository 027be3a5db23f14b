// Lock, look, believe nothing by its name: see the header.
#include "runtime/batch/run_folder.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

#include "runtime/batch/shard_tally.hpp"

namespace precept::batch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kManifest = "manifest.json";
constexpr const char* kLock = ".lock";

}  // namespace

// What a run leaves: anything else in the folder is somebody's, and stays.
bool RunFolder::is_ours(const std::string& name) const {
  const std::string whole = name.ends_with(".partial") ? name.substr(0, name.size() - 8) : name;
  return whole == kManifest || whole == layout_.summary || name == kLock || name == ".spill" ||
         std::find(layout_.kinds.begin(), layout_.kinds.end(), name) != layout_.kinds.end();
}

std::string RunFolder::part_name(const std::string& kind, std::int64_t shard, TableFormat format) {
  const char* ending = format == TableFormat::parquet ? "parquet" : format == TableFormat::csv ? "csv" : "jsonl";
  return fmt::format("{}/part-{:05}.{}", kind, shard, ending);
}

bool RunFolder::open(const std::vector<std::pair<std::string, std::string>>& terms, bool resume,
                     std::vector<std::string>& notes, std::string& error) {
  if (!make_folders(error) || !lock_.take(path(kLock), error)) return false;
  std::error_code unknown;
  const bool begun = fs::exists(path(kManifest), unknown);
  if (begun && !resume) {
    std::string ignored;
    const auto text = read_whole(path(kManifest), ignored);
    const auto found = text ? read_manifest(*text) : std::nullopt;
    error = fmt::format("{} holds {}; choose another folder, or go on with it by `--resume`", folder_,
                        found && found->finished ? "a run that is finished" : "a run that is not finished");
    return false;
  }
  if (begun) return go_on(terms, notes, error);
  for (const auto& entry : fs::directory_iterator(folder_, unknown)) {
    const std::string name = entry.path().filename().string();
    if (is_ours(name)) continue;
    error = fmt::format("{} is not empty (`{}` is in it); choose a new folder", folder_, name);
    return false;
  }
  manifest_.terms = terms;
  return remove_leftovers(error) && write_manifest(error);
}

bool RunFolder::make_folders(std::string& error) const {
  std::error_code failed;
  fs::create_directories(folder_, failed);
  if (failed) {
    error = fmt::format("{}: {}", folder_, failed.message());
    return false;
  }
  return true;
}

bool RunFolder::go_on(const std::vector<std::pair<std::string, std::string>>& terms, std::vector<std::string>& notes,
                      std::string& error) {
  const auto text = read_whole(path(kManifest), error);
  if (!text) return false;
  auto found = read_manifest(*text);
  if (!found) {
    error = fmt::format("{} is damaged, so what is finished cannot be told; start again in a new folder", path(kManifest));
    return false;
  }
  for (const auto& [name, value] : terms) {
    const auto was =
        std::find_if(found->terms.begin(), found->terms.end(), [&](const auto& term) { return term.first == name; });
    if (was != found->terms.end() && was->second == value) continue;
    error = fmt::format("cannot go on: the {} changed since the run began (it was {}, and is {}); run into a new folder",
                        name, was == found->terms.end() ? "not said" : was->second, value);
    return false;
  }
  manifest_ = std::move(*found);
  std::erase_if(manifest_.shards, [&](const ShardDone& shard) {
    for (const ShardDone::File& file : shard.files) {
      std::string why;
      const auto seal = seal_of(path(file.name), why);
      if (seal && *seal == file.seal) continue;
      notes.push_back(seal ? fmt::format("{} is not what the run wrote; its rows are done again", file.name)
                           : fmt::format("{} cannot be read; its rows are done again", file.name));
      manifest_.finished = false;
      return true;
    }
    return false;
  });
  if (manifest_.finished && !has_its_summary()) {
    notes.push_back(fmt::format("{} is not what the run wrote; it is made again", layout_.summary));
    manifest_.finished = false;
  }
  if (hooks_.expect)
    for (const ShardDone& shard : manifest_.shards) hooks_.expect(shard.shard, shard.input);
  return remove_leftovers(error) && write_manifest(error);
}

// Of a layout with a summary of its own only that it is there.
bool RunFolder::has_its_summary() const {
  std::string ignored;
  const auto text = read_whole(path(layout_.summary), ignored);
  return text && (layout_.summarise || *text == summary_json(manifest_, tally()));
}

bool RunFolder::remove_leftovers(std::string& error) const {
  std::set<std::string> kept;
  for (const ShardDone& shard : manifest_.shards)
    for (const ShardDone::File& file : shard.files) kept.insert(file.name);
  std::error_code failed;
  for (const std::string& kind : layout_.kinds) {
    fs::create_directory(path(kind), failed);
    if (failed) {
      error = fmt::format("{}: {}", path(kind), failed.message());
      return false;
    }
    for (const auto& entry : fs::directory_iterator(path(kind), failed)) {
      const std::string name = entry.path().filename().string();
      if (!name.starts_with("part-") || kept.contains(kind + "/" + name)) continue;
      fs::remove(entry.path(), failed);
      if (failed) {
        error = fmt::format("{}: {}", entry.path().string(), failed.message());
        return false;
      }
    }
  }
  return true;
}

bool RunFolder::settle_file(const std::string& name, ShardDone& shard, std::string& error) const {
  const auto seal = settle(path(name) + ".partial", path(name), error);
  if (seal) shard.files.push_back({name, *seal});
  return seal.has_value();
}

bool RunFolder::enter(ShardDone shard, std::string& error) {
  const auto after = std::find_if(manifest_.shards.begin(), manifest_.shards.end(),
                                  [&](const ShardDone& other) { return other.shard > shard.shard; });
  if (hooks_.input_of) shard.input = hooks_.input_of(shard.shard);
  const ShardDone& entered = *manifest_.shards.insert(after, std::move(shard));
  if (!write_manifest(error)) return false;
  if (hooks_.entered) hooks_.entered(entered);
  return true;
}

bool RunFolder::take_back(const std::set<std::int64_t>& shards, std::string& error) {
  if (hooks_.expect)
    for (const ShardDone& shard : manifest_.shards)
      if (!shard.input.empty()) hooks_.expect(shard.shard, shard.input);
  std::erase_if(manifest_.shards, [&](const ShardDone& shard) { return shards.contains(shard.shard); });
  return write_manifest(error);
}

Tally RunFolder::tally() const {
  Tally all;
  for (const ShardDone& shard : manifest_.shards) all.add(shard.tally);
  return all;
}

bool RunFolder::finish(std::int64_t shards, std::string& error) {
  if (static_cast<std::int64_t>(manifest_.shards.size()) != shards) {
    error = fmt::format("the input has {} shards now, and {} are finished: it is not the one that the run began with",
                        shards, manifest_.shards.size());
    return false;
  }
  if (hooks_.is_input_whole && !hooks_.is_input_whole(error)) {
    // Nor can it be gone on with: no shard is known to be of the one input or the other.
    std::string ignored;
    for (auto& [name, value] : manifest_.terms)
      if (name == "input") value = "changed while it was read";
    write_manifest(ignored);
    return false;
  }
  const std::string summary = layout_.summarise ? layout_.summarise(manifest_, error) : summary_json(manifest_, tally());
  if (summary.empty() || !write_durably(path(layout_.summary), summary, error)) return false;
  manifest_.finished = true;
  std::error_code ignored;
  fs::remove_all(path(".spill"), ignored);
  return write_manifest(error);
}

bool RunFolder::write_manifest(std::string& error) const {
  return write_durably(path(kManifest), manifest_json(manifest_), error);
}

}  // namespace precept::batch
