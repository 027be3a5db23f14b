// Lines in, members out: see the header. Names are found by a look at a line's outermost braces; values are read by
// runtime/facts, which says what is wrong with them.
#include "runtime/batch/json_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "runtime/batch/csv_tables.hpp"
#include "runtime/batch/text_chunk.hpp"
#include "runtime/facts/fact_errors.hpp"
#include "runtime/facts/json_text.hpp"
#include "runtime/facts/json_writer.hpp"

namespace precept::batch {
namespace {

std::size_t string_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

// The byte after the value that begins at `at`, in text that is JSON.
std::size_t value_end(std::string_view text, std::size_t at) {
  if (text[at] == '"') return string_end(text, at);
  if (text[at] != '{' && text[at] != '[') return std::min(text.find_first_of(",}] \t\r\n", at), text.size());
  for (int depth = 0; at < text.size(); ++at) {
    if (text[at] == '"')
      at = string_end(text, at) - 1;
    else if (text[at] == '{' || text[at] == '[')
      ++depth;
    else if ((text[at] == '}' || text[at] == ']') && --depth == 0)
      return at + 1;
  }
  return text.size();
}

using Places = std::unordered_map<std::string, std::size_t>;  // looked up, never gone through

// Names of a line's members that are not known yet, added. A line that is not JSON ends where that shows.
void add_names(std::string_view line, std::vector<std::string>& names, Places& known) {
  std::size_t at = skip_json_space(line, 0);
  if (at >= line.size() || line[at] != '{') return;
  do {
    at = skip_json_space(line, at + 1);
    if (at >= line.size() || line[at] != '"') return;
    const std::size_t end = string_end(line, at);
    std::string name(line.substr(at + 1, end - at - 2));
    if (name.find('\\') != std::string::npos) {
      JsonDocument document;
      read_json(line, at, document);
      if (document.nodes.empty() || document.nodes[0].kind != JsonKind::string) return;
      name = document.nodes[0].text;
    }
    at = skip_json_space(line, end);
    if (at >= line.size() || line[at] != ':') return;
    at = skip_json_space(line, at + 1);
    if (at >= line.size()) return;
    at = skip_json_space(line, value_end(line, at));
    if (known.emplace(name, names.size()).second) names.push_back(std::move(name));
  } while (at < line.size() && line[at] == ',');
}

const char* code_of(JsonProblemKind kind) {
  switch (kind) {
    case JsonProblemKind::bad_utf8:
      return "F0102";
    case JsonProblemKind::bad_string:
      return "F0103";
    case JsonProblemKind::bad_word:
      return "F0104";
    case JsonProblemKind::duplicate_key:
      return "F0105";
    case JsonProblemKind::too_deep:
      return "F0106";
  }
  return "F0104";
}

const char* words_of(JsonProblemKind kind) {
  switch (kind) {
    case JsonProblemKind::bad_utf8:
      return "is not UTF-8";
    case JsonProblemKind::bad_string:
      return "holds an escape that does not exist or a bare control character";
    case JsonProblemKind::bad_word:
      return "is no JSON value";
    case JsonProblemKind::duplicate_key:
      return "stands there twice";
    case JsonProblemKind::too_deep:
      return "is nested too deep";
  }
  return "is no JSON value";
}

class Reader final : public TableReader {
 public:
  Reader(TableSource source, const std::vector<std::string>& names, const std::vector<std::size_t>& wanted, bool as_text)
      : source_(std::move(source)), width_(wanted.size()), as_text_(as_text) {
    for (std::size_t i = 0; i < wanted.size(); ++i) places_.emplace(names[wanted[i]], i);
  }

  std::unique_ptr<TableChunk> next(std::string& error) override {
    auto chunk = std::make_unique<TextChunk>(width_);
    while (chunk->rows < kTextChunkRows && (source_.rows_max < 0 || rows_ < source_.rows_max)) {
      if (!lines_ && !open_next(error)) break;
      std::string why;
      if (!lines_->next(why)) {
        if (!why.empty()) error = path() + " " + why;
        lines_.reset();
        if (!error.empty()) break;
        continue;
      }
      take(*chunk);
      ++chunk->rows;
      ++rows_;
    }
    if (!error.empty() || chunk->rows == 0) return nullptr;
    return chunk;
  }

 private:
  const std::string& path() const { return source_.files[next_file_ - 1]; }

  bool open_next(std::string& error) {
    if (next_file_ == source_.files.size()) return false;
    ++next_file_;
    lines_.emplace();
    std::string why;
    if (lines_->open_lines(path(), source_.bytes_read, why)) return true;
    error = path() + " " + why;
    return false;
  }

  void take(TextChunk& chunk) {
    const std::string_view line = lines_->raw();
    if (lines_->fault() == CsvFault::encoding) return fail(chunk, "", table_error::encoding, "is not written in UTF-8");
    if (lines_->fault() != CsvFault::none)
      return fail(chunk, "", table_error::zero_byte,
                  "has a byte of zero in it, which no text has: the file is damaged there");
    read_json(line, 0, document_);
    if (document_.stop || document_.nodes.empty() || document_.nodes[0].kind != JsonKind::object ||
        skip_json_space(line, document_.end) != line.size())
      return fail(chunk, "", table_error::no_object,
                  "is not one JSON object" + (document_.stop ? ": " + document_.stop->message : std::string()));
    if (!document_.problems.empty()) {
      const JsonProblem& problem = document_.problems.front();
      const std::string place = json_path(document_, 0, problem.node);
      return fail(chunk, place, code_of(problem.kind), fmt::format("has a `{}` that {}", place, words_of(problem.kind)));
    }
    chunk.keep(lines_->block());
    const auto& nodes = document_.nodes;
    for (std::uint32_t i = 1; i < nodes[0].next; i = nodes[i].next) {
      const auto place = places_.find(std::string(nodes[i].key));
      if (place != places_.end() && nodes[i].kind != JsonKind::null) set(chunk, place->second, nodes[i], line);
    }
  }

  void set(TextChunk& chunk, std::size_t column, const JsonNode& node, std::string_view line) const {
    if (!as_text_ || node.kind != JsonKind::string)
      return chunk.set(column, line.substr(node.offset, value_end(line, node.offset) - node.offset));
    const bool is_of_line = node.text.data() >= line.data() && node.text.data() < line.data() + line.size();
    chunk.set(column, is_of_line ? node.text : chunk.keep(std::string(node.text)));
  }

  void fail(TextChunk& chunk, std::string place, const char* code, const std::string& what) const {
    JsonWriter raw(false);
    raw.string(as_utf8(lines_->raw()));
    chunk.problems.push_back({chunk.rows, std::move(place), code,
                              fmt::format("line {} of {} {}", lines_->line(), file_name_of(path()), what), raw.text()});
  }

  const TableSource source_;
  const std::size_t width_;
  const bool as_text_;
  Places places_;
  std::optional<CsvRecords> lines_;
  std::size_t next_file_ = 0;
  std::int64_t rows_ = 0;
  JsonDocument document_;
};

}  // namespace

std::vector<TableColumn> describe_json_lines(const TableSource& source, std::string& error) {
  std::vector<std::string> names;
  Places known;
  for (const std::string& path : source.files) {
    CsvRecords lines;
    std::string why;
    if (!lines.open_lines(path, nullptr, why)) return error = path + " " + why, std::vector<TableColumn>();
    while (lines.next(why)) {
      const std::string_view line = lines.raw();
      if (lines.line() == 1 && line.substr(skip_json_space(line, 0)).starts_with('[')) {
        error = path + " begins with `[`: it is one list, and JSON lines are one object a line";
        return {};
      }
      if (lines.fault() == CsvFault::none) add_names(line, names, known);
    }
    if (!why.empty()) return error = path + " " + why, std::vector<TableColumn>();
  }
  if (names.empty()) return error = source.files.front() + " has no line that is a JSON object", std::vector<TableColumn>();
  std::vector<TableColumn> columns;
  for (std::string& name : names) columns.push_back({std::move(name), "JSON", CellKind::json, 0});
  return columns;
}

std::unique_ptr<TableReader> read_json_lines(const TableSource& source, std::vector<std::string> names,
                                             std::vector<std::size_t> wanted, bool as_text) {
  return std::make_unique<Reader>(source, names, wanted, as_text);
}

}  // namespace precept::batch
