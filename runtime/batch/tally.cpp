// Sums, and JSON both ways: see the header.
#include "runtime/batch/tally.hpp"

#include <charconv>

namespace precept::batch {
namespace {

constexpr std::string_view kOutcomeNames[] = {"approve", "modify", "deny", "pend"};

// The numbers of one object, or one number; `well` says whether everything was one.
class CountReader {
 public:
  CountReader(const JsonDocument& document, bool& well) : document_(document), well_(well) {}

  std::int64_t integer(std::uint32_t node) {
    const JsonNode& json = document_.nodes[node];
    std::int64_t number = 0;
    const auto read = std::from_chars(json.text.data(), json.text.data() + json.text.size(), number);
    if (json.kind != JsonKind::number || read.ec != std::errc() || read.ptr != json.text.data() + json.text.size())
      well_ = false;
    return number;
  }

  template <class Visit>
  void members(std::uint32_t node, Visit visit) {
    const JsonNode& parent = document_.nodes[node];
    if (parent.kind != JsonKind::object) well_ = false;
    for (std::uint32_t i = node + 1; well_ && i < parent.next; i = document_.nodes[i].next) visit(i);
  }

  Counts counts(std::uint32_t node) {
    Counts all;
    members(node, [&](std::uint32_t i) { all.emplace(document_.nodes[i].key, integer(i)); });
    return all;
  }

  OutcomeCounts outcomes(std::uint32_t node) {
    OutcomeCounts all{};
    std::size_t place = 0;
    members(node, [&](std::uint32_t i) {
      if (place < all.size() && document_.nodes[i].key == kOutcomeNames[place])
        all[place++] = integer(i);
      else
        well_ = false;
    });
    if (place != all.size()) well_ = false;
    return all;
  }

 private:
  const JsonDocument& document_;
  bool& well_;
};

void add_counts(Counts& to, const Counts& from) {
  for (const auto& [name, count] : from) to[name] += count;
}

void add_outcomes(OutcomeCounts& to, const OutcomeCounts& from) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

}  // namespace

void Tally::add(const Tally& other) {
  rows += other.rows;
  error_rows += other.error_rows;
  add_outcomes(outcomes, other.outcomes);
  for (const auto& [name, counts] : other.services) add_outcomes(services[name], counts);
  add_counts(deciding, other.deciding);
  add_counts(missing, other.missing);
  add_counts(settled_by, other.settled_by);
  settled_looked_at += other.settled_looked_at;
  add_counts(errors, other.errors);
}

void write_counts(JsonWriter& json, std::string_view key, const Counts& counts) {
  json.key(key).begin_object();
  for (const auto& [name, count] : counts) json.key(name).integer(count);
  json.end_object();
}

void write_outcomes(JsonWriter& json, std::string_view key, const OutcomeCounts& counts) {
  json.key(key).begin_object();
  for (std::size_t i = 0; i < counts.size(); ++i) json.key(kOutcomeNames[i]).integer(counts[i]);
  json.end_object();
}

void write_tally(JsonWriter& json, const Tally& tally) {
  json.key("rows").integer(tally.rows).key("error_rows").integer(tally.error_rows);
  write_outcomes(json, "outcomes", tally.outcomes);
  json.key("services").begin_object();
  for (const auto& [name, counts] : tally.services) write_outcomes(json, name, counts);
  json.end_object();
  write_counts(json, "deciding", tally.deciding);
  write_counts(json, "missing", tally.missing);
  write_counts(json, "settled_by", tally.settled_by);
  json.key("settled_looked_at").integer(tally.settled_looked_at);
  write_counts(json, "errors", tally.errors);
}

bool read_tally(const JsonDocument& document, std::uint32_t node, Tally& tally, bool& well) {
  CountReader read(document, well);
  const std::string_view key = document.nodes[node].key;
  if (key == "rows")
    tally.rows = read.integer(node);
  else if (key == "error_rows")
    tally.error_rows = read.integer(node);
  else if (key == "outcomes")
    tally.outcomes = read.outcomes(node);
  else if (key == "services")
    read.members(node,
                 [&](std::uint32_t i) { tally.services.emplace(std::string(document.nodes[i].key), read.outcomes(i)); });
  else if (key == "deciding")
    tally.deciding = read.counts(node);
  else if (key == "missing")
    tally.missing = read.counts(node);
  else if (key == "settled_by")
    tally.settled_by = read.counts(node);
  else if (key == "settled_looked_at")
    tally.settled_looked_at = read.integer(node);
  else if (key == "errors")
    tally.errors = read.counts(node);
  else
    return false;
  return true;
}

}  // namespace precept::batch
