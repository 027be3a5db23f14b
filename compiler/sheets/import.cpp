// A sheet's lines as rows of a table; every cell that cannot be used is an error with its line and column.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/sheets/cells.hpp"
#include "compiler/sheets/sheets.hpp"
#include "compiler/source/csv.hpp"
#include "compiler/syntax/words.hpp"

namespace precept::sheets {

namespace {

constexpr std::size_t kErrorsMax = 20;  // further ones are of the same kind

// The sign that parts the columns: a comma, unless the first line has none and has another.
char separator_of(std::string_view csv) {
  const std::string_view first = csv.substr(0, csv.find_first_of("\r\n"));
  if (first.find(',') != std::string_view::npos) return ',';
  if (first.find(';') != std::string_view::npos) return ';';
  return first.find('\t') != std::string_view::npos ? '\t' : ',';
}

// "visits in sessions", "Visits (sessions)".
Column column_of(std::string_view heading) {
  std::string text = trimmed(heading), unit;
  if (const auto in = text.find(" in "); in != std::string::npos) {
    unit = trimmed(std::string_view(text).substr(in + 4));
    text.resize(in);
  } else if (const auto opens = text.find('('); opens != std::string::npos && text.ends_with(')')) {
    unit = trimmed(std::string_view(text).substr(opens + 1, text.size() - opens - 2));
    text.resize(opens);
  }
  return {name_of(trimmed(text)), unit};
}

class Reading {
 public:
  Reading(std::string_view csv, const ast::TableDecl* known, const std::vector<std::string>& by)
      : text_(csv), separator_(separator_of(csv)), csv_(source::read_csv(csv, separator_)), known_(known), by_(by), cells_(separator_ != ',') {}

  Read read() {
    if (csv_.open_quote) error(line_of(*csv_.open_quote), "", "a quote is not closed", "close it, or write two quotes where one is meant");
    if (csv_.records.empty()) error(0, "", "the sheet is empty", "its first line names the columns");
    if (out_.errors.empty()) headings();
    if (out_.errors.empty()) find_keys();
    if (out_.errors.empty())
      for (std::size_t i = 1; i < csv_.records.size(); ++i) row(csv_.records[i]);
    if (out_.errors.empty() && out_.sheet.rows.empty()) error(0, "", "the sheet has no rows under its first line", "");
    return std::move(out_);
  }

 private:
  void error(int line, std::string column, std::string message, std::string mend) {
    if (out_.errors.size() < kErrorsMax) out_.errors.push_back({line, std::move(column), std::move(message), std::move(mend)});
  }

  int line_of(std::uint32_t at) const { return 1 + static_cast<int>(std::count(text_.begin(), text_.begin() + at, '\n')); }

  void headings() {
    for (const auto& field : csv_.records[0]) {
      Column column = column_of(field.text);
      if (column.name.empty())
        error(1, field.text, fmt::format("`{}` is no name for a column", field.text), "names are letters, digits and underscores, and begin with a letter");
      for (const Column& other : columns_)
        if (other.name == column.name) error(1, column.name, fmt::format("two columns are named `{}`", column.name), "");
      columns_.push_back(std::move(column));
    }
  }

  // Sets the keys' columns and the values', each by its place in the sheet.
  void find_keys() {
    std::vector<std::string> names;
    for (const Column& column : columns_) names.push_back(column.name);
    std::vector<std::string> by = by_;
    if (known_ != nullptr && by.empty())
      for (const auto& name : known_->by) by.push_back(name.text);
    if (by.empty()) by.assign(names.begin(), names.end() - 1);
    for (const std::string& name : by) {
      const auto at = std::find(names.begin(), names.end(), name);
      if (at == names.end()) {
        const std::string near = diagnostics::nearest(name, names);
        error(1, "", fmt::format("no column is named `{}`, which the table is looked up by", name),
              near.empty() ? "the first line names the columns" : fmt::format("is it `{}`?", near));
        continue;
      }
      key_columns_.push_back(static_cast<std::size_t>(at - names.begin()));
    }
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (std::find(key_columns_.begin(), key_columns_.end(), i) == key_columns_.end()) value_columns_.push_back(i);
    if (value_columns_.empty()) error(1, "", "no column is left for what the table gives", "");
    if (by.empty()) error(1, "", "no column is left for what the table is looked up by", "");
    order_values();
    out_.sheet.by = by;
    for (const std::size_t i : value_columns_) out_.sheet.gives.push_back(columns_[i]);
  }

  // The table's own columns first, in its order, with its units where the sheet says none.
  void order_values() {
    if (known_ == nullptr) return;
    const auto place = [&](std::size_t column) {
      std::size_t at = 0;
      while (at < known_->gives.size() && known_->gives[at].name.text != columns_[column].name) ++at;
      return at;
    };
    std::stable_sort(value_columns_.begin(), value_columns_.end(), [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
    for (const std::size_t column : value_columns_) {
      if (const std::size_t at = place(column); at < known_->gives.size() && columns_[column].unit.empty() && known_->gives[at].unit)
        columns_[column].unit = ast::in_words(*known_->gives[at].unit);
    }
  }

  void row(const std::vector<source::CsvField>& fields) {
    const int line = line_of(fields[0].begin);
    if (std::all_of(fields.begin(), fields.end(), [](const auto& field) { return trimmed(field.text).empty(); })) return;  // ",,": a sheet's empty line
    if (fields.size() != columns_.size()) {
      error(line, "", fmt::format("this line has {} cell{} and the first line {}", fields.size(), fields.size() == 1 ? "" : "s", columns_.size()),
            fields.size() > columns_.size() && separator_ == ',' ? "a cell that holds a comma stands in quotes" : "");
      return;
    }
    Row made;
    made.line = line;
    keys(fields, made);
    for (const std::size_t i : value_columns_) value(fields[i].text, columns_[i], made);
    out_.sheet.rows.push_back(std::move(made));
  }

  void keys(const std::vector<source::CsvField>& fields, Row& made) {
    bool ended = false;
    for (std::size_t k = 0; k < key_columns_.size(); ++k) {
      const Column& column = columns_[key_columns_[k]];
      const std::string cell = trimmed(fields[key_columns_[k]].text);
      if (k == 0 && name_of(cell) == "otherwise") {
        made.otherwise = ended = true;
      } else if (cell.empty()) {
        ended = true;
        if (k == 0) return error(made.line, column.name, "the key is missing", "say which row this is, or `otherwise`");
      } else if (ended) {
        error(made.line, column.name, "a key stands behind an empty one", made.otherwise ? "a row `otherwise` has no other keys" : "fill the one before it");
      } else if (auto words = cells_.key(cell, column.unit)) {
        made.keys.push_back(*words);
      } else {
        error(made.line, column.name, fmt::format("`{}` is no key", cell),
              "a key is a member, a code list, or a band: `to 20 mg`, `above 20 mg to 40 mg`, `above 40 mg`");
      }
    }
  }

  void value(const std::string& text, const Column& column, Row& made) {
    const std::string cell = trimmed(text);
    if (auto words = cells_.value(cell, column.unit)) {
      made.values.push_back(*words);
    } else if (cell.empty()) {
      error(made.line, column.name, "the value is missing", "every row has one for each column; a `number` that is nothing is 0");
    } else {
      const bool grouped = cell.find(',') != std::string::npos;
      error(made.line, column.name, fmt::format("`{}` is no value", cell),
            grouped ? "write numbers with a decimal point and without separators: 1200.5" : "a value is a number, a date (2013-09-25), yes, no or a member");
    }
  }

  std::string_view text_;
  char separator_;
  source::Csv csv_;
  const ast::TableDecl* known_;
  const std::vector<std::string>& by_;
  Cells cells_;
  std::vector<Column> columns_;
  std::vector<std::size_t> key_columns_, value_columns_;
  Read out_;
};

}  // namespace

Read sheet_from_csv(std::string_view csv, const ast::TableDecl* known, const std::vector<std::string>& by) { return Reading(csv, known, by).read(); }

}  // namespace precept::sheets
