// Files of CSV in, chunks of text columns out: see the header. Columns of several files are matched by their names, so files
// may have them in other orders.
#include "runtime/batch/csv_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>

#include "runtime/batch/chosen_reader.hpp"
#include "runtime/batch/csv_records.hpp"
#include "runtime/batch/json_lines.hpp"
#include "runtime/batch/text_chunk.hpp"
#include "runtime/facts/json_writer.hpp"

namespace precept::batch {
namespace {

std::string count_of(std::size_t number, const char* what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

// A file whose header was read.
class CsvFile {
 public:
  bool open(const TableSource& source, const std::string& path, std::string& error) {
    path_ = path;
    std::string why;
    const TextEncoding encoding = source.is_windows_1252 ? TextEncoding::windows_1252 : TextEncoding::utf8;
    if (!records_.open(path, source.delimiter, encoding, source.bytes_read, why)) return fail(why, error);
    if (!records_.next(why))
      return fail(why.empty() ? "is empty: it has no line with the names of its columns" : why, error);
    switch (records_.fault()) {
      case CsvFault::none:
        break;
      case CsvFault::quotes:
        return fail("has a quote (\") in its first line that is not closed, or is closed within a name", error);
      case CsvFault::encoding:
        return fail("is not written in UTF-8; if it comes from Windows, say `--encoding windows-1252`", error);
      case CsvFault::zero_byte:
        return fail("has bytes of zero in its first line: it is no table of text", error);
    }
    for (std::size_t i = 0; i < records_.cell_count(); ++i) names_.emplace_back(records_.read_cell(i));
    return true;
  }

  CsvRecords& records() { return records_; }
  const std::vector<std::string>& names() const { return names_; }
  const std::string& path() const { return path_; }
  bool fail(const std::string& why, std::string& error) const { return error = path_ + " " + why, false; }

 private:
  std::string path_;
  CsvRecords records_;
  std::vector<std::string> names_;
};

// Which time a name stands there: the second `pain` of one file is the second of another.
std::size_t times_before(const std::vector<std::string>& names, std::size_t at) {
  return static_cast<std::size_t>(std::count(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(at), names[at]));
}

class CsvReader final : public TableReader {
 public:
  CsvReader(TableSource source, std::vector<std::string> names, std::vector<std::size_t> wanted)
      : source_(std::move(source)), names_(std::move(names)), wanted_(std::move(wanted)) {}

  std::unique_ptr<TableChunk> next(std::string& error) override {
    auto chunk = std::make_unique<TextChunk>(wanted_.size());
    while (chunk->rows < kTextChunkRows && (source_.rows_max < 0 || rows_ < source_.rows_max)) {
      if (!file_ && !open_next(error)) break;
      if (!file_->records().next(error)) {
        if (!error.empty()) error = file_->path() + " " + error;
        file_.reset();
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
  bool open_next(std::string& error) {
    if (next_file_ == source_.files.size()) return false;
    file_.emplace();
    if (!file_->open(source_, source_.files[next_file_++], error)) return false;
    places_.clear();
    const auto& own = file_->names();
    for (const std::size_t column : wanted_) {
      std::optional<std::size_t> place;
      for (std::size_t i = 0; i < own.size() && !place; ++i)
        if (own[i] == names_[column] && times_before(own, i) == times_before(names_, column)) place = i;
      places_.push_back(place);
    }
    return true;
  }

  void take(TextChunk& chunk) {
    CsvRecords& records = file_->records();
    if (records.fault() != CsvFault::none || records.cell_count() != file_->names().size()) {
      chunk.problems.push_back(problem(chunk.rows));
      return;
    }
    chunk.keep(records.block());
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (!places_[i]) continue;
      const std::string_view cell = records.read_cell(*places_[i]);
      if (!cell.empty()) chunk.set(i, cell);
    }
  }

  RowProblem problem(std::size_t row) {
    const CsvRecords& records = file_->records();
    RowProblem problem{row, "", "", "", ""};
    const std::string where = fmt::format("line {} of {}", records.line(), file_name_of(file_->path()));
    switch (records.fault()) {
      case CsvFault::none: {
        problem.code = table_error::cell_count;
        const std::size_t cells = records.cell_count(), names = file_->names().size();
        problem.message = fmt::format(
            "{} has {}, and the first line names {}: {}", where, count_of(cells, "cell"), count_of(names, "column"),
            cells > names ? fmt::format("a cell with `{}` in it must stand in quotes",
                                        records.delimiter() == '\t' ? "a tab" : std::string(1, records.delimiter()))
                          : "cells are missing, or a line was broken in two");
        break;
      }
      case CsvFault::quotes:
        problem.code = table_error::quotes;
        problem.message = fmt::format(
            "{} has a quote (\") that is not closed, or that is closed in the middle of a cell; a "
            "quote within a cell is written twice",
            where);
        break;
      case CsvFault::encoding:
        problem.code = table_error::encoding;
        problem.message = fmt::format(
            "{} is not written in UTF-8; save the table as \"CSV UTF-8\", or say `--encoding "
            "windows-1252` if all of it comes from Windows",
            where);
        break;
      case CsvFault::zero_byte:
        problem.code = table_error::zero_byte;
        problem.message = fmt::format("{} has a byte of zero in it, which no text has: the file is damaged there", where);
        break;
    }
    JsonWriter json(false);
    json.string(as_utf8(records.raw()));
    problem.raw = json.text();
    return problem;
  }

  const TableSource source_;
  const std::vector<std::string> names_;
  const std::vector<std::size_t> wanted_;
  std::optional<CsvFile> file_;
  std::size_t next_file_ = 0;
  std::int64_t rows_ = 0;
  std::vector<std::optional<std::size_t>> places_;  // parallel to wanted_
};

class TextTables final : public TableEngine {
 public:
  explicit TextTables(std::unique_ptr<TableEngine> other) : other_(std::move(other)) {}

  std::vector<TableColumn> describe(const TableSource& source, std::string& error) override {
    if (source.form == TableSource::Form::json_lines) return describe_json_lines(source, error);
    if (source.form != TableSource::Form::csv) return other_->describe(source, error);
    TableSource quiet = source;
    quiet.bytes_read.reset();
    std::vector<std::string> names;
    for (const std::string& path : source.files) {
      CsvFile file;
      if (!file.open(quiet, path, error)) return {};
      const auto& own = file.names();
      for (std::size_t i = 0; i < own.size(); ++i)
        if (static_cast<std::size_t>(std::count(names.begin(), names.end(), own[i])) <= times_before(own, i))
          names.push_back(own[i]);
    }
    std::vector<TableColumn> columns;
    for (std::string& name : names) columns.push_back({std::move(name), "text", CellKind::text, 0});
    return columns;
  }

  std::unique_ptr<TableReader> read(const TableSource& source, const std::vector<TableColumn>& columns,
                                    const std::vector<std::size_t>& wanted, std::string& error) override {
    using Form = TableSource::Form;
    if (source.form != Form::csv && source.form != Form::json_lines) return other_->read(source, columns, wanted, error);
    if (source.where.empty()) return open(source, columns, wanted, false);
    TableSource quiet = source;
    quiet.bytes_read.reset();
    std::vector<std::size_t> every(columns.size());
    std::iota(every.begin(), every.end(), std::size_t{0});
    auto reader = std::make_unique<ChosenReader>(open(source, columns, wanted, false), open(quiet, columns, every, true));
    if (!reader->begin(*other_, columns, source.where, error)) return nullptr;
    return reader;
  }

  std::unique_ptr<TableReader> meeting(TableReader& rows, const std::vector<TableColumn>& columns,
                                       const std::string& condition, std::string& error) override {
    return other_->meeting(rows, columns, condition, error);
  }

  bool write(const OutRows& rows, const std::string& path, TableFormat format, std::string& error) override {
    return other_->write(rows, path, format, error);
  }
  std::string version() const override { return other_->version(); }

 private:
  // `as_text`: for a condition, to which JSON's strings are text.
  static std::unique_ptr<TableReader> open(const TableSource& source, const std::vector<TableColumn>& columns,
                                           const std::vector<std::size_t>& wanted, bool as_text) {
    std::vector<std::string> names;
    for (const TableColumn& column : columns) names.push_back(column.name);
    if (source.form == TableSource::Form::json_lines) return read_json_lines(source, std::move(names), wanted, as_text);
    return std::make_unique<CsvReader>(source, std::move(names), wanted);
  }

  std::unique_ptr<TableEngine> other_;
};

}  // namespace

std::unique_ptr<TableEngine> reading_text(std::unique_ptr<TableEngine> other) {
  return std::make_unique<TextTables>(std::move(other));
}

}  // namespace precept::batch
