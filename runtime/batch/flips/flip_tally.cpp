// Counts, and their JSON: see the header.
#include "runtime/batch/flips/flip_tally.hpp"

#include <algorithm>
#include <charconv>

#include "runtime/facts/json_text.hpp"
#include "runtime/report/view.hpp"

namespace precept::batch {
namespace {

void write_examples(JsonWriter& json, const FlipCount& count) {
  json.key("rows").integer(count.rows).key("examples").begin_array();
  for (const FlipExample& one : count.first)
    json.begin_object().member("case", one.case_id).key("request").integer(one.request).key("row").integer(one.row).end_object();
  json.end_array();
}

std::optional<Outcome> outcome_of(std::string_view word) {
  for (int i = 0; i < kOutcomes; ++i)
    if (word_of(static_cast<Outcome>(i)) == word) return static_cast<Outcome>(i);
  return std::nullopt;
}

// Walks what write_flips wrote; anything else makes it ill.
class TallyReader {
 public:
  explicit TallyReader(const JsonDocument& document) : document_(document) {}

  std::optional<FlipTally> read() {
    FlipTally tally;
    members(0, [&](const JsonNode& json, std::uint32_t node) {
      if (json.key == "rows") tally.rows = integer(json);
      else if (json.key == "rows_decided_once") tally.decided_once = integer(json);
      else if (json.key == "error_rows") read_errors(node, tally);
      else if (json.key == "matrix") read_matrix(node, tally);
      else if (json.key == "same_outcome_other_reasons") tally.other_reasons = count(node);
      else if (json.key == "kinds") members(node, [&](const JsonNode&, std::uint32_t kind) { read_kind(kind, tally); });
      else if (json.key == "responsible") members(node, [&](const JsonNode&, std::uint32_t one) { read_responsible(one, tally); });
      else if (json.key != "flips") well_ = false;
    });
    return well_ ? std::optional(tally) : std::nullopt;
  }

 private:
  template <class Visit>
  void members(std::uint32_t node, Visit visit) {
    const JsonNode& parent = document_.nodes[node];
    if (parent.kind != JsonKind::object && parent.kind != JsonKind::array) well_ = false;
    for (std::uint32_t i = node + 1; well_ && i < parent.next; i = document_.nodes[i].next) visit(document_.nodes[i], i);
  }
  // A member of an object by its name; nothing where it has none.
  const JsonNode* member(std::uint32_t node, std::string_view name) {
    const JsonNode* found = nullptr;
    members(node, [&](const JsonNode& json, std::uint32_t) {
      if (json.key == name) found = &json;
    });
    if (found == nullptr) well_ = false;
    return found;
  }

  std::int64_t integer(const JsonNode& json) {
    std::int64_t number = 0;
    const auto read = std::from_chars(json.text.data(), json.text.data() + json.text.size(), number);
    if (json.kind != JsonKind::number || read.ec != std::errc() || read.ptr != json.text.data() + json.text.size()) well_ = false;
    return number;
  }
  std::int64_t integer(std::uint32_t node, std::string_view name) {
    const JsonNode* found = member(node, name);
    return found == nullptr ? 0 : integer(*found);
  }
  std::string text(std::uint32_t node, std::string_view name) {
    const JsonNode* found = member(node, name);
    if (found != nullptr && found->kind == JsonKind::string) return std::string(found->text);
    well_ = false;
    return "";
  }
  Outcome outcome(std::string_view word) {
    const auto found = outcome_of(word);
    if (!found) well_ = false;
    return found.value_or(Outcome::pend);
  }

  FlipCount count(std::uint32_t node) {
    FlipCount found;
    members(node, [&](const JsonNode& json, std::uint32_t at) {
      if (json.key == "rows") found.rows = integer(json);
      if (json.key == "examples")
        members(at, [&](const JsonNode&, std::uint32_t one) {
          found.first.push_back({text(one, "case"), integer(one, "request"), integer(one, "row")});
        });
    });
    return found;
  }

  void read_errors(std::uint32_t node, FlipTally& tally) {
    tally.errors_before = integer(node, "only_before");
    tally.errors_after = integer(node, "only_after");
    tally.errors_both = integer(node, "both");
  }
  void read_matrix(std::uint32_t node, FlipTally& tally) {
    members(node, [&](const JsonNode& row, std::uint32_t at) {
      const Outcome before = outcome(row.key);
      members(at, [&](const JsonNode& cell, std::uint32_t) {
        tally.matrix[static_cast<std::size_t>(before)][static_cast<std::size_t>(outcome(cell.key))] = integer(cell);
      });
    });
  }
  void read_kind(std::uint32_t node, FlipTally& tally) {
    tally.flips[{outcome(text(node, "before")), outcome(text(node, "after"))}] = count(node);
  }
  void read_responsible(std::uint32_t node, FlipTally& tally) {
    const std::string name = text(node, "criterion");
    members(node, [&](const JsonNode& json, std::uint32_t changes) {
      if (json.key != "changes") return;
      members(changes, [&](const JsonNode&, std::uint32_t one) {
        tally.responsible[{name, text(one, "before"), text(one, "after")}] = count(one);
      });
    });
  }

  const JsonDocument& document_;
  bool well_ = true;
};

}  // namespace

void FlipCount::add(const FlipCount& other) {
  rows += other.rows;
  first.insert(first.end(), other.first.begin(), other.first.end());
  std::sort(first.begin(), first.end(), [](const FlipExample& a, const FlipExample& b) { return a.row < b.row; });
  if (first.size() > kExamplesOfAKind) first.resize(kExamplesOfAKind);
}

void FlipTally::count(const Comparison& comparison, const FlipCount& rows_of_it) {
  const auto before = comparison.before->outcome, after = comparison.after->outcome;
  matrix[static_cast<std::size_t>(before)][static_cast<std::size_t>(after)] += rows_of_it.rows;
  if (comparison.kind == Comparison::Kind::other_reasons) other_reasons.add(rows_of_it);
  if (comparison.kind != Comparison::Kind::flipped) return;
  flips[{before, after}].add(rows_of_it);
  for (const Responsible& one : comparison.responsible) responsible[one].add(rows_of_it);
}

void FlipTally::add(const FlipTally& other) {
  rows += other.rows;
  decided_once += other.decided_once;
  errors_before += other.errors_before;
  errors_after += other.errors_after;
  errors_both += other.errors_both;
  for (std::size_t i = 0; i < matrix.size(); ++i)
    for (std::size_t j = 0; j < matrix[i].size(); ++j) matrix[i][j] += other.matrix[i][j];
  other_reasons.add(other.other_reasons);
  for (const auto& [kind, count] : other.flips) flips[kind].add(count);
  for (const auto& [one, count] : other.responsible) responsible[one].add(count);
}

std::int64_t FlipTally::flipped() const {
  std::int64_t sum = 0;
  for (const auto& [kind, count] : flips) sum += count.rows;
  return sum;
}

std::int64_t FlipTally::only_granted() const {
  std::int64_t sum = 0;
  for (const auto& [kind, count] : flips) sum += kind.first == kind.second ? count.rows : 0;
  return sum;
}

std::int64_t FlipTally::from_open() const {
  std::int64_t sum = 0;
  for (const auto& [kind, count] : flips) sum += kind.first == Outcome::pend ? count.rows : 0;
  return sum;
}

std::int64_t FlipTally::to_open() const {
  std::int64_t sum = 0;
  for (const auto& [kind, count] : flips) sum += kind.second == Outcome::pend ? count.rows : 0;
  return sum;
}

std::vector<ResponsibleRows> by_responsible(const FlipTally& tally) {
  std::vector<ResponsibleRows> all;
  for (const auto& [one, count] : tally.responsible) {
    if (all.empty() || all.back().name != one.name) all.push_back({one.name, 0, {}});
    all.back().rows += count.rows;
    all.back().changes.emplace_back(one, count);
  }
  for (ResponsibleRows& one : all)
    std::stable_sort(one.changes.begin(), one.changes.end(),
                     [](const auto& a, const auto& b) { return a.second.rows > b.second.rows; });
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.rows > b.rows; });
  return all;
}

void write_flips(JsonWriter& json, const FlipTally& tally) {
  json.key("rows").integer(tally.rows).key("rows_decided_once").integer(tally.decided_once);
  json.key("error_rows").begin_object().key("all").integer(tally.error_rows()).key("only_before").integer(tally.errors_before);
  json.key("only_after").integer(tally.errors_after).key("both").integer(tally.errors_both).end_object();
  json.key("flips").begin_object().key("rows").integer(tally.flipped());
  json.key("outcome").integer(tally.flipped() - tally.only_granted()).key("granted_only").integer(tally.only_granted());
  json.key("from_open").integer(tally.from_open()).key("to_open").integer(tally.to_open()).end_object();
  json.key("same_outcome_other_reasons").begin_object();
  write_examples(json, tally.other_reasons);
  json.end_object().key("matrix").begin_object();
  for (int i = 0; i < kOutcomes; ++i) {
    json.key(word_of(static_cast<Outcome>(i))).begin_object();
    for (int j = 0; j < kOutcomes; ++j)
      json.key(word_of(static_cast<Outcome>(j))).integer(tally.matrix[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)]);
    json.end_object();
  }
  json.end_object().key("kinds").begin_array();
  for (const auto& [kind, count] : tally.flips) {
    json.begin_object().member("before", word_of(kind.first)).member("after", word_of(kind.second));
    write_examples(json, count);
    json.end_object();
  }
  json.end_array().key("responsible").begin_array();
  for (const ResponsibleRows& one : by_responsible(tally)) {
    json.begin_object().member("criterion", one.name).key("rows").integer(one.rows).key("changes").begin_array();
    for (const auto& [what, count] : one.changes) {
      json.begin_object().member("before", what.before).member("after", what.after);
      write_examples(json, count);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

std::string flips_json(const FlipTally& tally) {
  JsonWriter json(true);
  json.begin_object();
  write_flips(json, tally);
  return json.end_object().text() + "\n";
}

std::optional<FlipTally> read_flips(std::string_view text) {
  JsonDocument document;
  read_json(text, 0, document);
  if (document.stop || document.nodes.empty() || !document.problems.empty() || skip_json_space(text, document.end) != text.size())
    return std::nullopt;
  return TallyReader(document).read();
}

}  // namespace precept::batch
