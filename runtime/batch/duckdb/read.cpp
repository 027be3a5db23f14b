// Columns come out in few plain layouts: what is nested comes as JSON text, wide and binary numbers as their text, so that
// nothing is rounded on the way. See the header.
#include "runtime/batch/duckdb/read.hpp"

#include "runtime/batch/duckdb/stream.hpp"

namespace precept::batch {
namespace {

static_assert(sizeof(duckdb_string_t) == sizeof(TextCell));

std::string type_name(duckdb_logical_type type) {
  const duckdb_type id = duckdb_get_type_id(type);
  for (const auto& [known, name] : {std::pair{DUCKDB_TYPE_BOOLEAN, "BOOLEAN"},
                                    {DUCKDB_TYPE_DATE, "DATE"},
                                    {DUCKDB_TYPE_VARCHAR, "VARCHAR"},
                                    {DUCKDB_TYPE_DECIMAL, "DECIMAL"},
                                    {DUCKDB_TYPE_LIST, "LIST"},
                                    {DUCKDB_TYPE_STRUCT, "STRUCT"}})
    if (id == known) return name;
  return "a number or another type";
}

TableColumn column_of(const char* name, duckdb_logical_type type) {
  TableColumn column;
  column.name = name == nullptr ? "" : name;
  column.type = type_name(type);
  switch (duckdb_get_type_id(type)) {
    case DUCKDB_TYPE_BOOLEAN:
      column.kind = CellKind::truth;
      break;
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_USMALLINT:
    case DUCKDB_TYPE_UINTEGER:
      column.kind = CellKind::integer;
      break;
    case DUCKDB_TYPE_DECIMAL:
      if (duckdb_decimal_width(type) <= 18) {
        column.kind = CellKind::decimal;
        column.scale = duckdb_decimal_scale(type);
      }
      break;
    case DUCKDB_TYPE_DATE:
      column.kind = CellKind::date;
      break;
    case DUCKDB_TYPE_LIST:
    case DUCKDB_TYPE_STRUCT:
    case DUCKDB_TYPE_MAP:
    case DUCKDB_TYPE_ARRAY:
    case DUCKDB_TYPE_UNION:
      column.kind = CellKind::json;
      break;
    case DUCKDB_TYPE_VARCHAR:
      if (char* alias = duckdb_logical_type_get_alias(type)) {
        if (std::string_view(alias) == "JSON") column.kind = CellKind::json;
        duckdb_free(alias);
      }
      break;
    default:
      break;  // as text
  }
  return column;
}

std::string expression_of(const TableColumn& column) {
  const std::string name = quoted(column.name, '"');
  switch (column.kind) {
    case CellKind::truth:
    case CellKind::date:
      return name;
    case CellKind::integer:
      return name + "::BIGINT";
    case CellKind::decimal:
      return name + "::DECIMAL(18," + std::to_string(column.scale) + ")";
    case CellKind::text:
      return name + "::VARCHAR";
    case CellKind::json:
      return column.type == "VARCHAR" ? name + "::VARCHAR" : "to_json(" + name + ")::VARCHAR";
  }
  return name;
}

class Chunk final : public TableChunk {
 public:
  explicit Chunk(duckdb_data_chunk chunk) : chunk_(chunk) {
    rows = duckdb_data_chunk_get_size(chunk);
    const idx_t count = duckdb_data_chunk_get_column_count(chunk);
    for (idx_t i = 0; i < count; ++i) {
      duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, i);
      columns.push_back({duckdb_vector_get_data(vector), duckdb_vector_get_validity(vector)});
    }
  }
  ~Chunk() override { duckdb_destroy_data_chunk(&chunk_); }

 private:
  duckdb_data_chunk chunk_;
};

class Reader final : public TableReader {
 public:
  // `chooses`: the last column says of each row whether it is chosen.
  Reader(duckdb_database database, const std::string& sql, bool chooses, std::string& error)
      : connection_(database), chooses_(chooses) {
    const Statement statement(connection_, sql, error);
    if (!error.empty()) return;
    if (duckdb_execute_prepared_streaming(statement.get(), &result_) != DuckDBSuccess)
      error = without_cells(first_line(duckdb_result_error(&result_)));
  }
  ~Reader() override { duckdb_destroy_result(&result_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  std::unique_ptr<TableChunk> next(std::string& error) override {
    while (duckdb_data_chunk chunk = duckdb_fetch_chunk(result_)) {
      auto made = std::make_unique<Chunk>(chunk);
      if (made->rows == 0) continue;
      if (chooses_) leave_out(*made);
      return made;
    }
    if (const char* message = duckdb_result_error(&result_); message != nullptr && *message != 0)
      error = without_cells(first_line(message));
    return nullptr;
  }

 private:
  static void leave_out(TableChunk& chunk) {
    const auto* chosen = static_cast<const std::uint8_t*>(chunk.columns.back().values);
    chunk.left_out.resize(chunk.rows);
    for (std::size_t row = 0; row < chunk.rows; ++row) chunk.left_out[row] = chosen[row] == 0;
    chunk.columns.pop_back();
  }

  Connection connection_;
  bool chooses_;
  duckdb_result result_{};
};

// The source as something to select from.
std::string rows_of(const TableSource& source) {
  switch (source.form) {
    case TableSource::Form::parquet:
      return "read_parquet(" + file_list(source.files) + ", union_by_name=true)";
    case TableSource::Form::csv:
    case TableSource::Form::json_lines:
      break;  // read without DuckDB: csv_tables.hpp
    case TableSource::Form::query:
      return "(" + source.query + "\n)";
  }
  return "";
}

// Whether a row is chosen; a comment at its end ends with its line.
std::string condition_of(const std::string& where) { return "coalesce((" + where + "\n)::BOOLEAN, false)"; }

// Owns what is streamed beside the reading of it.
class MeetingReader final : public TableReader {
 public:
  MeetingReader(std::unique_ptr<StreamedRows> stream, duckdb_database database, const std::string& sql, std::string& error)
      : stream_(std::move(stream)), reader_(database, sql, false, error) {}
  std::unique_ptr<TableChunk> next(std::string& error) override {
    auto chunk = reader_.next(error);
    if (!stream_->error.empty()) error = stream_->error;
    return error.empty() ? std::move(chunk) : nullptr;
  }

 private:
  std::unique_ptr<StreamedRows> stream_;
  Reader reader_;
};

}  // namespace

std::vector<TableColumn> describe_table(duckdb_database database, const TableSource& source, std::string& error) {
  Connection connection(database);
  const Statement statement(connection, "SELECT * FROM " + rows_of(source), error);
  std::vector<TableColumn> columns;
  if (!error.empty()) return columns;
  const idx_t count = duckdb_prepared_statement_column_count(statement.get());
  for (idx_t i = 0; i < count; ++i) {
    duckdb_logical_type type = duckdb_prepared_statement_column_logical_type(statement.get(), i);
    const char* name = duckdb_prepared_statement_column_name(statement.get(), i);
    columns.push_back(column_of(name, type));
    duckdb_free(const_cast<char*>(name));
    duckdb_destroy_logical_type(&type);
  }
  return columns;
}

std::unique_ptr<TableReader> read_table(duckdb_database database, const TableSource& source,
                                        const std::vector<TableColumn>& columns, const std::vector<std::size_t>& wanted,
                                        std::string& error) {
  std::string sql;
  for (const std::size_t i : wanted) sql += (sql.empty() ? "SELECT " : ", ") + expression_of(columns[i]);
  if (!source.where.empty()) sql += ", " + condition_of(source.where);
  sql += " FROM " + rows_of(source);
  if (source.rows_max >= 0) sql += " LIMIT " + std::to_string(source.rows_max);
  auto reader = std::make_unique<Reader>(database, sql, !source.where.empty(), error);
  if (!error.empty()) return nullptr;
  return reader;
}

std::unique_ptr<TableReader> rows_meeting(duckdb_database database, TableReader& rows,
                                          const std::vector<TableColumn>& columns, const std::string& condition,
                                          std::string& error) {
  auto stream = std::make_unique<StreamedRows>(StreamedRows{rows, columns, {}, {}, 0, {}});
  const std::string sql = "SELECT " + condition_of(condition) + " FROM " + stream_of(*stream);
  auto reader = std::make_unique<MeetingReader>(std::move(stream), database, sql, error);
  if (!error.empty()) return nullptr;
  return reader;
}

}  // namespace precept::batch
