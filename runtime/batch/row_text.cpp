// Cells in, JSON out: see the header. A cell of text is what a person would write in that column of a sheet.
#include "runtime/batch/row_text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "runtime/facts/json_text.hpp"
#include "runtime/facts/json_writer.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::batch {
namespace {

constexpr std::int64_t kRequestMax = 1'000'000'000;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool is_one_json(std::string_view text, JsonDocument& document) {
  read_json(text, 0, document);
  return !document.stop && !document.nodes.empty() && document.nodes[0].kind != JsonKind::bad &&
         skip_json_space(text, document.end) == text.size();
}

bool is_json_number(std::string_view text) {
  if (text.empty() || (text[0] != '-' && (text[0] < '0' || text[0] > '9'))) return false;
  JsonDocument document;
  return is_one_json(text, document) && document.nodes[0].kind == JsonKind::number;
}

std::optional<bool> yes_or_no(std::string_view text) {
  if (text.size() > 5) return std::nullopt;
  std::string word;
  for (const char c : text) word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (word == "true" || word == "yes" || word == "y" || word == "t" || word == "1") return true;
  if (word == "false" || word == "no" || word == "n" || word == "f" || word == "0") return false;
  return std::nullopt;
}

// Words are words whatever stands in them; a number that stands where words do is written as one.
bool is_worded(TypeKind kind) {
  return kind == TypeKind::text || kind == TypeKind::code || kind == TypeKind::choice || kind == TypeKind::scale ||
         kind == TypeKind::date;
}

std::string decimal_text(std::int64_t unscaled, int scale) {
  const bool negative = unscaled < 0;
  std::string digits = std::to_string(unscaled);
  if (negative) digits.erase(0, 1);
  if (scale > 0) {
    const auto places = static_cast<std::size_t>(scale);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, 1, '.');
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
  }
  return (negative ? "-" : "") + digits;
}

class Cell {
 public:
  Cell(const TableColumn& column, const TableChunk::Cells& cells, std::size_t row)
      : column_(column), cells_(cells), row_(row) {}

  bool is_empty() const { return !cells_.is_valid(row_); }

  // Of any kind, as a person would write it.
  std::string text() const {
    switch (column_.kind) {
      case CellKind::truth:
        return at<std::uint8_t>() != 0 ? "true" : "false";
      case CellKind::integer:
        return std::to_string(at<std::int64_t>());
      case CellKind::decimal:
        return decimal_text(at<std::int64_t>(), column_.scale);
      case CellKind::date:
        return format_date(at<std::int32_t>());
      case CellKind::text:
        return std::string(view());
      case CellKind::json: {
        JsonDocument document;
        const std::string_view json = view();
        if (is_one_json(json, document) && document.nodes[0].kind == JsonKind::string)
          return std::string(document.nodes[0].text);
        return std::string(json);
      }
    }
    return {};
  }

  std::string_view view() const { return static_cast<const TextCell*>(cells_.values)[row_].view(); }

 private:
  template <class T>
  T at() const {
    return static_cast<const T*>(cells_.values)[row_];
  }

  const TableColumn& column_;
  const TableChunk::Cells& cells_;
  const std::size_t row_;
};

// JSON of one cell for a fact of that kind; empty where nothing is said.
std::string cell_json(const ColumnUse& use, const TableColumn& column, const TableChunk::Cells& cells, std::size_t row) {
  const Cell cell(column, cells, row);
  if (cell.is_empty()) return {};
  JsonWriter json(false);
  if (column.kind == CellKind::json) {
    JsonDocument document;
    const std::string_view text = cell.view();
    const bool is_json = is_one_json(text, document);
    if (is_json && document.nodes[0].kind == JsonKind::null) return {};
    if (use.codes == nullptr && use.dates == nullptr) return is_json ? std::string(text) : (json.string(text), json.text());
  }
  std::string written = cell.text();
  bool is_text = column.kind == CellKind::text || column.kind == CellKind::json || column.kind == CellKind::date;
  if (use.codes != nullptr) {
    if (const auto found = use.codes->find(written); found != use.codes->end()) {
      if (!found->second) return {};
      written = *found->second;
      is_text = true;
    }
  }
  const std::string_view text = trimmed(written);
  if (text.empty()) return {};
  if (use.dates != nullptr && column.kind != CellKind::date)
    for (const DateFormat& format : *use.dates)
      if (const auto date = format.iso(text)) return json.string(*date), json.text();
  if (!is_text) {
    if (is_worded(use.kind)) return json.string(written), json.text();
    if (use.kind == TypeKind::truth && column.kind == CellKind::integer && (text == "0" || text == "1"))
      return text == "1" ? "true" : "false";
    return written;
  }
  JsonDocument document;
  if (use.kind != TypeKind::text && (text[0] == '{' || text[0] == '[') && is_one_json(text, document))
    return std::string(text);
  if (use.kind == TypeKind::truth)
    if (const auto answer = yes_or_no(text)) return *answer ? "true" : "false";
  if (!is_worded(use.kind) && is_json_number(text)) return std::string(text);
  const bool as_written = use.kind == TypeKind::text || use.kind == TypeKind::code;
  return json.string(as_written ? std::string_view(written) : text), json.text();
}

// The members of one place, ends of a range joined into one value.
void members(const InputPlan& plan, const TableChunk& chunk, std::size_t row, CellPlace place, JsonWriter& json) {
  for (std::size_t i = 0; i < plan.uses.size(); ++i) {
    const ColumnUse& use = plan.uses[i];
    if (use.place != place) continue;
    const std::string cell = cell_json(use, plan.columns[use.column], chunk.columns[i], row);
    if (use.end.empty()) {
      if (!cell.empty()) json.key(use.key).raw(cell);
      continue;
    }
    std::string other;
    const bool paired = i + 1 < plan.uses.size() && plan.uses[i + 1].place == place && plan.uses[i + 1].key == use.key;
    if (paired) other = cell_json(plan.uses[i + 1], plan.columns[plan.uses[i + 1].column], chunk.columns[i + 1], row);
    if (!cell.empty() || !other.empty()) {
      json.key(use.key).begin_object();
      if (!cell.empty()) json.key(use.end).raw(cell);
      if (!other.empty()) json.key(plan.uses[i + 1].end).raw(other);
      json.end_object();
    }
    if (paired) ++i;
  }
}

}  // namespace

RowKey row_key(const InputPlan& plan, const TableChunk& chunk, std::size_t row) {
  RowKey key;
  for (std::size_t i = 0; i < plan.uses.size() && plan.uses[i].place <= CellPlace::request_number; ++i) {
    const Cell cell(plan.columns[plan.uses[i].column], chunk.columns[i], row);
    if (cell.is_empty()) continue;
    const std::string text = cell.text();
    if (plan.uses[i].place == CellPlace::case_id) {
      key.case_id = text;
    } else if (const std::string_view number = trimmed(text); !number.empty()) {
      const auto read = std::from_chars(number.data(), number.data() + number.size(), key.request);
      if (read.ec != std::errc() || read.ptr != number.data() + number.size() || key.request < 1 ||
          key.request > kRequestMax)
        key.request = 0;
    }
  }
  return key;
}

RowKeyView row_key(const InputPlan& plan, const TableChunk& chunk, std::size_t row, std::string& room) {
  const bool has_request = plan.uses.size() > 1 && plan.uses[1].place == CellPlace::request_number;
  const bool is_plain = !plan.uses.empty() && plan.uses[0].place == CellPlace::case_id && plan.uses[0].codes == nullptr &&
                        plan.columns[plan.uses[0].column].kind == CellKind::text &&
                        (!has_request || plan.columns[plan.uses[1].column].kind == CellKind::integer);
  RowKeyView key;
  if (!is_plain) {
    RowKey whole = row_key(plan, chunk, row);
    room = std::move(whole.case_id);
    return {room, whole.request};
  }
  if (chunk.columns[0].is_valid(row)) key.case_id = static_cast<const TextCell*>(chunk.columns[0].values)[row].view();
  if (has_request && chunk.columns[1].is_valid(row)) {
    key.request = static_cast<const std::int64_t*>(chunk.columns[1].values)[row];
    if (key.request < 1 || key.request > kRequestMax) key.request = 0;
  }
  return key;
}

void row_case(const InputPlan& plan, const TableChunk& chunk, std::size_t row, std::string& out) {
  JsonWriter json(false);
  json.begin_object().member("case", row_key(plan, chunk, row).case_id);
  json.key("facts").begin_object();
  members(plan, chunk, row, CellPlace::case_fact, json);
  json.end_object().key("requests").begin_array().begin_object();
  members(plan, chunk, row, CellPlace::request_part, json);
  json.end_object().end_array().end_object();
  out += json.text();
}

std::string cell_case_json(const InputPlan& plan, const TableChunk& chunk, std::size_t use, std::size_t row) {
  return cell_json(plan.uses[use], plan.columns[plan.uses[use].column], chunk.columns[use], row);
}

std::string raw_row(const InputPlan& plan, const TableChunk& chunk, std::size_t row) {
  JsonWriter json(false);
  json.begin_object();
  for (std::size_t i = 0; i < plan.uses.size(); ++i) {
    const TableColumn& column = plan.columns[plan.uses[i].column];
    const Cell cell(column, chunk.columns[i], row);
    json.key(column.name);
    JsonDocument document;
    if (cell.is_empty())
      json.null();
    else if (column.kind == CellKind::json && is_one_json(cell.view(), document))
      json.raw(cell.view());
    else if (column.kind == CellKind::text || column.kind == CellKind::date || column.kind == CellKind::json)
      json.string(cell.text());
    else
      json.raw(cell.text());
  }
  return json.end_object().text();
}

}  // namespace precept::batch
