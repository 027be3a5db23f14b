// A table's rows as lines of a sheet.
#include "compiler/sheets/sheets.hpp"
#include "compiler/syntax/words.hpp"

namespace precept::sheets {

namespace {

std::string field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char letter : text) {
    if (letter == '"') out += '"';
    out += letter;
  }
  return out + "\"";
}

}  // namespace

std::string csv_of(const ast::TableDecl& table) {
  std::string out;
  const auto cell = [&](const std::string& text, bool first) { out += (first ? "" : ",") + field(text); };
  for (std::size_t i = 0; i < table.by.size(); ++i) cell(table.by[i].text, i == 0);
  for (const auto& column : table.gives) cell(column.name.text + (column.unit ? " in " + ast::in_words(*column.unit) : ""), table.by.empty());
  out += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < table.by.size(); ++i)
      cell(row.otherwise ? (i == 0 ? "otherwise" : "") : i < row.keys.size() ? ast::in_words(row.keys[i]) : "", i == 0);
    for (const auto& value : row.values) cell(ast::in_words(*value), table.by.empty());
    out += "\r\n";
  }
  return out;
}

}  // namespace precept::sheets
