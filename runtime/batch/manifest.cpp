// JSON in, JSON out: see the header.
#include "runtime/batch/manifest.hpp"

#include <charconv>

#include "runtime/facts/json_text.hpp"
#include "runtime/facts/json_writer.hpp"
#include "runtime/program/sha256.hpp"

namespace precept::batch {
namespace {

constexpr std::int64_t kManifestForm = 1;
// A manifest ends with the hash of itself, so that a changed count or name does not pass for what was done. The hash is of
// the text with this in its place.
constexpr std::string_view kUnsealed = "0000000000000000000000000000000000000000000000000000000000000000";
constexpr std::string_view kSealName = "\"seal\": \"";

std::string seal_text(std::string_view text) {
  Sha256 hash;
  hash.add(text.substr(0, text.find_last_not_of(" \n") + 1));
  return hash.hex();
}

// Also where it has no seal, as before there were any.
bool is_sealed(std::string_view text) {
  const auto name = text.rfind(kSealName);
  if (name == std::string_view::npos) return true;
  const std::size_t at = name + kSealName.size();
  if (text.size() < at + kUnsealed.size()) return false;
  std::string unsealed(text);
  unsealed.replace(at, kUnsealed.size(), kUnsealed);
  return seal_text(unsealed) == text.substr(at, kUnsealed.size());
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
      else if (json.key == "seal")
        text(json);
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

  ShardDone read_shard(std::uint32_t node) {
    ShardDone shard;
    members(node, [&](const JsonNode& json, std::uint32_t at) {
      if (json.key == "shard")
        shard.shard = integer(json);
      else if (json.key == "input")
        shard.input = text(json);
      else if (json.key == "files")
        members(at, [&](const JsonNode&, std::uint32_t file) { shard.files.push_back(read_seal(file)); });
      else if (!read_tally(document_, at, shard.tally, well_))
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

std::string manifest_json(const Manifest& manifest) {
  JsonWriter json(true);
  json.begin_object().key("manifest").integer(kManifestForm);
  json.key("terms").begin_object();
  for (const auto& [name, value] : manifest.terms) json.member(name, value);
  json.end_object().key("shards").begin_array();
  for (const ShardDone& shard : manifest.shards) {
    json.begin_object().key("shard").integer(shard.shard);
    if (!shard.input.empty()) json.member("input", shard.input);
    write_tally(json, shard.tally);
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
  json.end_array().key("finished").boolean(manifest.finished).member("seal", kUnsealed).end_object();
  std::string text = json.text() + "\n";
  const std::string seal = seal_text(text);
  return text.replace(text.rfind(kUnsealed), kUnsealed.size(), seal);
}

std::optional<Manifest> read_manifest(std::string_view text) {
  JsonDocument document;
  read_json(text, 0, document);
  if (document.stop || document.nodes.empty() || !document.problems.empty() || document.nodes[0].kind != JsonKind::object ||
      skip_json_space(text, document.end) != text.size())
    return std::nullopt;
  const auto manifest = ManifestReader(document).read();
  return manifest && is_sealed(text) ? manifest : std::nullopt;
}

}  // namespace precept::batch
