// Tables as the batch sees them: files or a query in, chunks of typed columns out; rows in, a Parquet, CSV or JSON-lines
// file out. The implementation is a shared library of its own that links DuckDB and is loaded on demand (table_loader.hpp).
// Never here: DuckDB, facts, decisions. No criterion is ever evaluated in SQL.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace precept::batch {

// ---- reading -------------------------------------------------------------------------------------------------------
// How a column's cells lie in memory: truth one byte a row (0, 1); integer and decimal int64; date int32, days since
// 1970-01-01; text TextCell; json TextCell, whose text is one JSON value.
enum class CellKind : std::uint8_t { truth, integer, decimal, date, text, json };

// Text of a row: up to 12 bytes inside, longer ones behind the pointer, with their first 4 bytes beside it.
struct TextCell {
  std::uint32_t length = 0;
  char start[4] = {};
  union {
    char rest[8] = {};
    const char* pointer;
  };
  std::string_view view() const {
    return length <= 12 ? std::string_view(reinterpret_cast<const char*>(this) + 4, length)
                        : std::string_view(pointer, length);
  }
  static TextCell of(std::string_view text) {  // borrows text of more than 12 bytes
    TextCell cell;
    cell.length = static_cast<std::uint32_t>(text.size());
    std::memcpy(reinterpret_cast<char*>(&cell) + 4, text.data(), text.size() <= 12 ? text.size() : 4);
    if (text.size() > 12) cell.pointer = text.data();
    return cell;
  }
};
static_assert(sizeof(TextCell) == 16);

struct TableColumn {
  std::string name;
  std::string type;  // as the table engine calls it, for messages: "DECIMAL(9,2)"
  CellKind kind = CellKind::text;
  int scale = 0;  // of a decimal: digits behind the point
};

struct TableSource {
  enum class Form : std::uint8_t { parquet, csv, json_lines, query } form = Form::csv;
  std::vector<std::string> files;  // in the order to read; none of a query
  std::string query;
  char delimiter = 0;            // of CSV; 0: found in each file's first line
  bool is_windows_1252 = false;  // CSV: in place of UTF-8
  std::int64_t rows_max = -1;    // below 0: all
  std::string where;             // a condition in SQL over the columns: rows that do not meet it are left out; empty: none
  std::shared_ptr<std::atomic<std::int64_t>> bytes_read;  // counts what was read of CSV files, as they lie; may be none
};

// What kept a reader from cutting a row into cells. Such a row is in its chunk with all cells null, and is an error row.
struct RowProblem {
  std::size_t row = 0;  // of the chunk
  std::string path;     // the column, where it is one column's
  std::string code;     // of the errors' codes
  std::string message;
  std::string raw;  // the row as it stands, as a JSON string
};

// Up to some thousand rows. Everything lives as long as the chunk.
class TableChunk {
 public:
  struct Cells {
    const void* values = nullptr;
    const std::uint64_t* validity = nullptr;  // a bit a row, least first, 1 = there is a value; null: every row has one
    bool is_valid(std::size_t row) const { return validity == nullptr || ((validity[row / 64] >> (row % 64)) & 1) != 0; }
  };
  virtual ~TableChunk() = default;
  std::size_t rows = 0;
  std::vector<Cells> columns;        // parallel to the columns asked for
  std::vector<RowProblem> problems;  // ascending by row, at most one a row
  std::vector<bool> left_out;        // rows that were not chosen: counted, and neither decided nor errors; empty: none

  bool is_left_out(std::size_t row) const { return !left_out.empty() && left_out[row]; }
  const RowProblem* problem_of(std::size_t row) const {
    if (problems.empty()) return nullptr;
    const auto found = std::lower_bound(problems.begin(), problems.end(), row,
                                        [](const RowProblem& problem, std::size_t at) { return problem.row < at; });
    return found == problems.end() || found->row != row ? nullptr : &*found;
  }
};

class TableReader {
 public:
  virtual ~TableReader() = default;
  // The next rows in the table's order, never none; null at the end, and where `error` is then not empty.
  virtual std::unique_ptr<TableChunk> next(std::string& error) = 0;
};

// ---- writing -------------------------------------------------------------------------------------------------------
// decimal: int64 millionths. word and words: of a few that are known before.
enum class OutKind : std::uint8_t { text, texts, integer, decimal, truth, word, words };

struct OutColumn {
  std::string name;
  OutKind kind = OutKind::text;
  std::string type{};  // as the table engine calls it, "DATE": what the file holds; empty: as the kind has it
  std::vector<std::string> words{};  // word, words: each once, at least one
};

// Where rows are filled in: text TextCell, integer and decimal int64, truth one byte a row. Of texts, row r has
// entries[r].length elements of `elements` from entries[r].first on; of words, the same of `codes`; of a word, codes[r]. A
// code is a place in OutColumn::words.
struct OutCells {
  struct Entry {
    std::uint64_t first = 0, length = 0;
  };
  void* values = nullptr;
  std::uint64_t* validity = nullptr;  // all ones when handed over
  Entry* entries = nullptr;
  std::vector<TextCell> elements;
  std::vector<std::uint32_t> codes;
};

// Rows to write. Text that a TextCell points to must live until the writing has ended.
class OutRows {
 public:
  virtual ~OutRows() = default;
  virtual const std::vector<OutColumn>& columns() const = 0;
  virtual std::size_t rows() const = 0;
  virtual void fill(std::size_t first, std::size_t count, std::vector<OutCells>& cells) const = 0;
};

enum class TableFormat : std::uint8_t { parquet, csv, json_lines };

// ---- the engine ----------------------------------------------------------------------------------------------------
struct TableOptions {
  unsigned threads = 1;
  std::string spill_folder;  // where what does not fit in memory goes
};

// Safe from any number of threads; a reader belongs to one thread at a time.
class TableEngine {
 public:
  virtual ~TableEngine() = default;
  // Columns of the source in its order, or none and why in `error`.
  virtual std::vector<TableColumn> describe(const TableSource& source, std::string& error) = 0;
  // Of the columns described, those at `wanted`, in that order.
  virtual std::unique_ptr<TableReader> read(const TableSource& source, const std::vector<TableColumn>& columns,
                                            const std::vector<std::size_t>& wanted, std::string& error) = 0;
  // Which rows of a table of text meet a condition: a reader of one column of truth, a row for each of `rows`, in their order;
  // null is no. `rows` has the columns named, and lives as long as what is returned.
  virtual std::unique_ptr<TableReader> meeting(TableReader& rows, const std::vector<TableColumn>& columns,
                                               const std::string& condition, std::string& error) = 0;
  // Writes a new file; false and why in `error`. The same rows give the same bytes.
  virtual bool write(const OutRows& rows, const std::string& path, TableFormat format, std::string& error) = 0;
  virtual std::string version() const = 0;  // "1.5.6"
};

// The one symbol that the shared library is asked for; null and why in `error` where there is none.
inline constexpr std::uint32_t kTablesInterface = 2;
inline constexpr char kTableEngineSymbol[] = "precept_table_engine";
using TableEngineFunction = TableEngine* (*)(std::uint32_t interface, const TableOptions& options, std::string& error);

}  // namespace precept::batch
