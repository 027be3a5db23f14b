// Whatever form a run wrote its tables in, a row is compared as text: see the header.
#include "runtime/batch/stored_row.hpp"

#include <algorithm>
#include <charconv>

#include "runtime/batch/durable.hpp"
#include "runtime/batch/run_folder.hpp"
#include "runtime/facts/json_text.hpp"
#include "runtime/report/view.hpp"

namespace precept::batch {
namespace {

constexpr std::int64_t kMillion = 1'000'000;

std::optional<TableSource::Form> form_of(std::string_view name) {
  using Form = TableSource::Form;
  if (name.ends_with(".parquet")) return Form::parquet;
  if (name.ends_with(".csv")) return Form::csv;
  if (name.ends_with(".jsonl")) return Form::json_lines;
  return std::nullopt;
}

// Cells of one object of JSON as text: lists with `;` between, null as nothing.
class Object {
 public:
  explicit Object(const std::string& json) : json_(json) { read_json(json_, 0, document_); }

  std::string text(std::string_view name) const {
    for (std::uint32_t i = 1; i < document_.nodes.size(); i = document_.nodes[i].next)
      if (document_.nodes[i].key == name) return text_at(i);
    return {};
  }

 private:
  std::string text_at(std::uint32_t at) const {
    const JsonNode& node = document_.nodes[at];
    switch (node.kind) {
      case JsonKind::null:
        return {};
      case JsonKind::yes:
        return "true";
      case JsonKind::no:
        return "false";
      case JsonKind::array: {
        std::string all;
        for (std::uint32_t i = at + 1; i < node.next; i = document_.nodes[i].next)
          all += (i == at + 1 ? "" : ";") + text_at(i);
        return all;
      }
      case JsonKind::number:
      case JsonKind::string:
      case JsonKind::object:
      case JsonKind::bad:
        return std::string(node.text);
    }
    return {};
  }

  std::string json_;
  JsonDocument document_;
};

std::string list_text(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ";") + text;
  return all;
}

// "10", "10.5": without zeros at the end.
std::string decimal_text(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string amount_text(const std::optional<std::int64_t>& millionths) {
  if (!millionths) return {};
  std::string digits = std::to_string(*millionths % kMillion);
  digits.insert(0, 6 - digits.size(), '0');
  return decimal_text(std::to_string(*millionths / kMillion) + "." + digits);
}

// Rows of one file that are `wanted`, as JSON.
template <class Wanted>
bool rows_of(TableEngine& tables, const std::string& path, std::string_view name, std::vector<std::string>& rows,
             Wanted wanted, std::string& error) {
  TableSource source;
  source.form = *form_of(name);
  source.files = {path};
  if (source.form == TableSource::Form::csv) source.delimiter = ',';
  InputPlan plan;
  plan.columns = tables.describe(source, error);
  if (!error.empty()) return false;
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    ColumnUse use;
    use.column = i;
    use.key = plan.columns[i].name;
    if (use.key == "case") use.place = CellPlace::case_id;
    if (use.key == "request") use.place = CellPlace::request_number;
    plan.uses.push_back(std::move(use));
  }
  std::stable_sort(plan.uses.begin(), plan.uses.end(),
                   [](const ColumnUse& a, const ColumnUse& b) { return a.place < b.place; });
  for (const ColumnUse& use : plan.uses) columns.push_back(use.column);
  const auto reader = tables.read(source, plan.columns, columns, error);
  if (!reader) return false;
  while (const auto chunk = reader->next(error))
    for (std::size_t row = 0; row < chunk->rows; ++row)
      if (const std::string json = wanted(plan, *chunk, row); !json.empty()) rows.push_back(json);
  return error.empty();
}

}  // namespace

std::optional<std::string> term_of(const Manifest& manifest, std::string_view name) {
  for (const auto& [term, value] : manifest.terms)
    if (term == name) return value;
  return std::nullopt;
}

std::optional<StoredRow> read_stored(TableEngine& tables, const std::string& folder, const Manifest& manifest,
                                     std::int64_t number, const RowKey& key, std::string& error) {
  std::int64_t shard_rows = 0;
  const std::string term = term_of(manifest, "shard_rows").value_or("");
  const auto read = std::from_chars(term.data(), term.data() + term.size(), shard_rows);
  if (read.ec != std::errc() || shard_rows < 1)
    return error = "its manifest does not say how many rows a file has", std::nullopt;
  const std::int64_t wanted_shard = (number - 1) / shard_rows;
  const auto shard = std::find_if(manifest.shards.begin(), manifest.shards.end(),
                                  [&](const ShardDone& one) { return one.shard == wanted_shard; });
  if (shard == manifest.shards.end()) return StoredRow{};
  StoredRow stored;
  for (const ShardDone::File& file : shard->files) {
    const std::string path = folder + "/" + file.name;
    const auto seal = seal_of(path, error);
    if (!seal) return std::nullopt;
    if (*seal != file.seal) return error = file.name + " is not what the run wrote", std::nullopt;
    if (!form_of(file.name)) return error = file.name + " is no table", std::nullopt;
    std::vector<std::string> rows;
    const bool is_error = file.name.starts_with("errors/");
    const auto wanted = [&](const InputPlan& plan, const TableChunk& chunk, std::size_t row) -> std::string {
      if (is_error) {
        const std::string json = raw_row(plan, chunk, row);
        return Object(json).text("row") == std::to_string(number) ? json : std::string();
      }
      const RowKey stored_key = row_key(plan, chunk, row);
      if (stored_key.case_id != key.case_id || stored_key.request != key.request) return {};
      return raw_row(plan, chunk, row);
    };
    if (!rows_of(tables, path, file.name, rows, wanted, error)) return std::nullopt;
    if (is_error) {
      stored.errors = std::move(rows);
    } else if (!rows.empty()) {
      stored.determination = rows.front();
      stored.determination_file = file.name;
    }
  }
  return stored;
}

std::vector<Difference> differences(const std::string& determination, const Answer& answer,
                                    const std::vector<CriterionColumn>& criteria) {
  const Object stored(determination);
  std::vector<Difference> found;
  const auto compare = [&](const std::string& column, const std::string& was, const std::string& now) {
    if (was != now) found.push_back({column, was, now});
  };
  const auto column = [&](const std::string& name, const std::string& now) { compare(name, stored.text(name), now); };
  column("service", answer.service);
  column("outcome", std::string(word_of(answer.outcome)));
  column("says", answer.says);
  compare("granted", decimal_text(stored.text("granted")), amount_text(answer.granted));
  column("granted_within", answer.granted_within);
  column("possible", list_text(answer.possible));
  column("guideline", answer.guideline);
  column("edition", answer.edition);
  column("rule", answer.rule);
  column("consulted", list_text(answer.consulted));
  column("because", list_text(answer.because));
  for (std::size_t i = 0; i < criteria.size(); ++i)
    column(criteria[i].name, answer.marks[i] == Mark::null ? "" : answer.marks[i] == Mark::yes ? "true" : "false");
  return found;
}

std::string stored_error(const std::string& error_json) {
  const Object error(error_json);
  return error.text("code") + "\t" + error.text("message");
}

}  // namespace precept::batch
