// A table's text made from a sheet, and put in the place of what stood there.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/sheets/sheets.hpp"
#include "compiler/syntax/parse.hpp"
#include "compiler/syntax/print.hpp"
#include "compiler/syntax/words.hpp"

namespace precept::sheets {

namespace {

std::string columns_text(const std::vector<Column>& columns) {
  std::string out;
  for (const Column& column : columns) out += (out.empty() ? "" : ", ") + column.name + (column.unit.empty() ? "" : " in " + column.unit);
  return out;
}

std::string keys_text(const Row& row) { return row.otherwise ? "otherwise" : fmt::format("{}", fmt::join(row.keys, ", ")); }
std::string values_text(const Row& row) { return fmt::format("{}", fmt::join(row.values, ", ")); }
std::string row_text(const Row& row) { return fmt::format("  {}: {}", keys_text(row), values_text(row)); }

Row row_of(const ast::TableRow& row) {
  Row out;
  out.otherwise = row.otherwise;
  for (const auto& key : row.keys) out.keys.push_back(ast::in_words(key));
  for (const auto& value : row.values) out.values.push_back(ast::in_words(*value));
  return out;
}

std::vector<Column> columns_of(const ast::TableDecl& table) {
  std::vector<Column> out;
  for (const auto& column : table.gives) out.push_back({column.name.text, column.unit ? ast::in_words(*column.unit) : std::string()});
  return out;
}

struct Written {
  std::size_t place = 0;
  std::string values;
  std::vector<std::string> above;  // comments on lines of their own
  std::string behind;              // the comment on its line
};

// Behind the last word of what stands above the rows.
std::uint32_t head_end(const ast::TableDecl& table) {
  if (table.source) return table.source->span.end;
  const auto& last = table.gives.back();
  return last.unit ? last.unit->span.end : last.name.span.end;
}

// The comments between the table's head and its end, each with the row that it speaks of: the one on its line, or the next.
std::map<std::string, Written> rows_written(const ast::File& file, const ast::TableDecl& table, source::Span at, std::vector<std::string>& last) {
  std::map<std::string, Written> out;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Row row = row_of(table.rows[i]);
    out.emplace(keys_text(row), Written{i, values_text(row), {}, ""});
  }
  if (table.rows.empty()) return out;
  for (const ast::Comment& comment : file.comments) {
    if (comment.span.begin < head_end(table) || comment.span.begin >= at.end) continue;
    const ast::TableRow* owner = nullptr;
    for (const ast::TableRow& row : table.rows)
      if (comment.own_line ? (owner == nullptr && row.span.begin > comment.span.begin) : row.span.begin < comment.span.begin) owner = &row;
    if (owner == nullptr && !comment.own_line) owner = &table.rows.front();  // behind the head
    if (owner == nullptr) {
      last.push_back(comment.text);
      continue;
    }
    Written& row = out.at(keys_text(row_of(*owner)));
    if (comment.own_line || comment.span.begin < owner->span.begin) row.above.push_back(comment.text);
    else row.behind = comment.text;
  }
  return out;
}

std::string head_text(const ast::TableDecl& table, const Sheet& sheet) {
  std::string out = "table " + table.name.text;
  if (table.words) out += " " + ast::quoted(table.words->text);
  out += fmt::format(" by {} gives {}", fmt::join(sheet.by, " and "), columns_text(sheet.gives));
  if (table.source) out += "\n  source " + ast::quoted(table.source->text);
  return out + "\n";
}

bool same_columns(const ast::TableDecl& table, const Sheet& sheet) {
  const auto is = columns_of(table);
  return table.by.size() == sheet.by.size() && is.size() == sheet.gives.size() &&
         std::equal(sheet.by.begin(), sheet.by.end(), table.by.begin(), [](const auto& a, const auto& b) { return a == b.text; }) &&
         std::equal(is.begin(), is.end(), sheet.gives.begin(), [](const auto& a, const auto& b) { return a.name == b.name && a.unit == b.unit; });
}

std::string canonical(const std::string& path, const std::string& text) {
  source::Sources sources;
  sources.files.emplace_back(path, text);
  diagnostics::Diagnostics found;
  const ast::File file = ast::file_from_source(sources, 0, found);
  return found.has_errors() ? text : ast::print_file(file, sources.files[0]);
}

}  // namespace

std::string declaration_of(const Sheet& sheet, const std::string& name) {
  std::string out = fmt::format("table {} by {} gives {}\n", name, fmt::join(sheet.by, " and "), columns_text(sheet.gives));
  for (const Row& row : sheet.rows) out += row_text(row) + "\n";
  return out + "end\n";
}

Exchanged exchange_rows(const ast::File& file, const source::SourceFile& source, const ast::TableDecl& table, source::Span at, const Sheet& sheet) {
  Exchanged out;
  out.columns = !same_columns(table, sheet);
  std::string made = out.columns ? head_text(table, sheet) : source.text().substr(at.begin, head_end(table) - at.begin) + "\n";
  std::vector<std::string> last;
  auto before = rows_written(file, table, at, last);
  std::size_t most = 0;
  bool first = true;
  for (const Row& row : sheet.rows) {
    const auto found = before.find(keys_text(row));
    if (found == before.end()) {
      ++out.added;
      made += row_text(row) + "\n";
      continue;
    }
    const Written& was = found->second;
    if (was.values != values_text(row)) ++out.changed;
    out.moved = out.moved || (!first && was.place < most);
    most = std::max(most, was.place);
    first = false;
    for (const std::string& comment : was.above) made += "  " + comment + "\n";
    made += row_text(row) + (was.behind.empty() ? "" : "  " + was.behind) + "\n";
    before.erase(found);
  }
  out.removed = before.size();
  for (const auto& [keys, was] : before) out.dropped_comments += was.above.size() + (was.behind.empty() ? 0 : 1);
  for (const std::string& comment : last) made += "  " + comment + "\n";
  made += "end";
  out.text = source.text().substr(0, at.begin) + made + source.text().substr(at.end);
  if (canonical(source.path(), source.text()) == source.text()) out.text = canonical(source.path(), out.text);
  return out;
}

}  // namespace precept::sheets
