// JSON in, JSON out: see the header.
#include "runtime/batch/manifest.hpp"

#include <charconv>

#include "runtime/facts/json_text.hpp"
#include "runtime/facts/json_writer.hpp"

namespace precept::batch {
namespace {

constexpr std::int64_t kManifestForm = 1;
constexpr std::string_view kOutcomeNames[] = {"approve", "modify", "deny", "pend"};

void write_counts(JsonWriter& json, std::string_view key, const std::map<std::string, std::int64_t>& counts) {
  json.key(key).begin_object();
  for (const auto& [name, count] : counts) json.key(name).integer(count);
  json.end_object();
}

class ManifestReader {
 public:
  explicit ManifestReader(const JsonDocument& document) : document_(document) {}

  std::optional<Manifest> read() {
    Manifest manifest;
    std::int64_t form = 0;
    members(0, [&](const JsonNode& json, std::uint32_t node) {
      if (json.key == "manifest")
        form = integer(json);
      else if (json.key == "terms")
        members(node, [&](const JsonNode& term, std::uint32_t) { manifest.terms.emplace_back(term.key, text(term)); });
      else if (json.key == "shards")
        members(node, [&](const JsonNode&, std::uint32_t shard) { manifest.shards.push_back(read_shard(shard)); });
      else if (json.key == "finished")
        manifest.finished = json.kind == JsonKind::yes;
      else
        well_ = false;
    });
    if (!well_ || form != kManifestForm) return std::nullopt;
    return manifest;
  }

 private:
  template <class Visit>
  void members(std::uint32_t node, Visit visit) {
    const JsonNode& parent = document_.nodes[node];
    if (parent.kind != JsonKind::object && parent.kind != JsonKind::array) well_ = false;
    for (std::uint32_t i = node + 1; well_ && i < parent.next; i = document_.nodes[i].next) visit(document_.nodes[i], i);
  }

  std::string text(const JsonNode& json) {
    if (json.kind != JsonKind::string) well_ = false;
    return std::string(json.text);
  }

  std::int64_t integer(const JsonNode& json) {
    std::int64_t number = 0;
    const auto read = std::from_chars(json.text.data(), json.text.data() + json.text.size(), number);
    if (json.kind != JsonKind::number || read.ec != std::errc() || read.ptr != json.text.data() + json.text.size())
      well_ = false;
    return number;
  }

  std::map<std::string, std::int64_t> counts(std::uint32_t node) {
    std::map<std::string, std::int64_t> all;
    members(node, [&](const JsonNode& json, std::uint32_t) { all.emplace(json.key, integer(json)); });
    return all;
  }

  ShardDone read_shard(std::uint32_t node) {
    ShardDone shard;
    members(node, [&](const JsonNode& json, std::uint32_t at) {
      if (json.key == "shard")
        shard.shard = integer(json);
      else if (json.key == "rows")
        shard.tally.rows = integer(json);
      else if (json.key == "error_rows")
        shard.tally.error_rows = integer(json);
      else if (json.key == "outcomes") {
        std::size_t i = 0;
        members(at, [&](const JsonNode& count, std::uint32_t) {
          if (i < shard.tally.outcomes.size()) shard.tally.outcomes[i++] = integer(count);
        });
      } else if (json.key == "deciding")
        shard.tally.deciding = counts(at);
      else if (json.key == "missing")
        shard.tally.missing = counts(at);
      else if (json.key == "files")
        members(at, [&](const JsonNode&, std::uint32_t file) { shard.files.push_back(read_seal(file)); });
      else
        well_ = false;
    });
    return shard;
  }

  ShardDone::File read_seal(std::uint32_t node) {
    ShardDone::File file;
    members(node, [&](const JsonNode& json, std::uint32_t) {
      if (json.key == "name")
        file.name = text(json);
      else if (json.key == "bytes")
        file.seal.bytes = integer(json);
      else if (json.key == "sha256")
        file.seal.sha256 = text(json);
      else
        well_ = false;
    });
    return file;
  }

  const JsonDocument& document_;
  bool well_ = true;
};

}  // namespace

void Tally::add(const Tally& other) {
  rows += other.rows;
  error_rows += other.error_rows;
  for (std::size_t i = 0; i < outcomes.size(); ++i) outcomes[i] += other.outcomes[i];
  for (const auto& [name, count] : other.deciding) deciding[name] += count;
  for (const auto& [name, count] : other.missing) missing[name] += count;
}

std::string manifest_json(const Manifest& manifest) {
  JsonWriter json(true);
  json.begin_object().key("manifest").integer(kManifestForm);
  json.key("terms").begin_object();
  for (const auto& [name, value] : manifest.terms) json.member(name, value);
  json.end_object().key("shards").begin_array();
  for (const ShardDone& shard : manifest.shards) {
    json.begin_object().key("shard").integer(shard.shard);
    json.key("rows").integer(shard.tally.rows).key("error_rows").integer(shard.tally.error_rows);
    json.key("outcomes").begin_object();
    for (std::size_t i = 0; i < shard.tally.outcomes.size(); ++i)
      json.key(kOutcomeNames[i]).integer(shard.tally.outcomes[i]);
    json.end_object();
    write_counts(json, "deciding", shard.tally.deciding);
    write_counts(json, "missing", shard.tally.missing);
    json.key("files").begin_array();
    for (const ShardDone::File& file : shard.files)
      json.begin_object()
          .member("name", file.name)
          .key("bytes")
          .integer(file.seal.bytes)
          .member("sha256", file.seal.sha256)
          .end_object();
    json.end_array().end_object();
  }
  json.end_array().key("finished").boolean(manifest.finished).end_object();
  return json.text() + "\n";
}

std::optional<Manifest> read_manifest(std::string_view text) {
  JsonDocument document;
  read_json(text, 0, document);
  if (document.stop || document.nodes.empty() || !document.problems.empty() || document.nodes[0].kind != JsonKind::object ||
      skip_json_space(text, document.end) != text.size())
    return std::nullopt;
  return ManifestReader(document).read();
}

}  // namespace precept::batch
