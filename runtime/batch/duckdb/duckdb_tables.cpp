// The table engine on DuckDB's C API: the only file that sees DuckDB. Columns come out in few plain layouts: what is nested
// comes as JSON text, wide and binary numbers as their text, so that nothing is rounded on the way.
// Never here: facts, decisions, a criterion in SQL.
#include <duckdb.h>

#include <algorithm>
#include <cstddef>
#include <mutex>

#include "runtime/batch/tables.hpp"

namespace precept::batch {
namespace {

static_assert(sizeof(duckdb_string_t) == sizeof(TextCell));
static_assert(sizeof(duckdb_list_entry) == sizeof(OutCells::Entry));

std::string quoted(std::string_view text, char quote) {
  std::string out(1, quote);
  for (const char c : text) {
    if (c == quote) out += quote;
    out += c;
  }
  return out + quote;
}

std::string file_list(const std::vector<std::string>& files) {
  std::string out = "[";
  for (const std::string& file : files) out += (out.size() > 1 ? ", " : "") + quoted(file, '\'');
  return out + "]";
}

// DuckDB's messages begin with their class and may go on with whole rows: the first line is what a person is told.
std::string first_line(const char* message) {
  std::string text = message == nullptr ? "an error without a message" : message;
  return text.substr(0, text.find('\n'));
}

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

// ---- reading -------------------------------------------------------------------------------------------------------
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

class Connection {
 public:
  explicit Connection(duckdb_database database) { duckdb_connect(database, &connection_); }
  ~Connection() { duckdb_disconnect(&connection_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  duckdb_connection get() const { return connection_; }

  bool run(const std::string& sql, std::string& error) {
    duckdb_result result;
    const bool done = duckdb_query(connection_, sql.c_str(), &result) == DuckDBSuccess;
    if (!done) error = first_line(duckdb_result_error(&result));
    duckdb_destroy_result(&result);
    return done;
  }

 private:
  duckdb_connection connection_ = nullptr;
};

class Statement {
 public:
  Statement(Connection& connection, const std::string& sql, std::string& error) {
    if (duckdb_prepare(connection.get(), sql.c_str(), &statement_) != DuckDBSuccess)
      error = first_line(duckdb_prepare_error(statement_));
  }
  ~Statement() { duckdb_destroy_prepare(&statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  duckdb_prepared_statement get() const { return statement_; }

 private:
  duckdb_prepared_statement statement_ = nullptr;
};

class Reader final : public TableReader {
 public:
  Reader(duckdb_database database, const std::string& setting, const std::string& sql, std::string& error)
      : connection_(database) {
    if (!setting.empty() && !connection_.run(setting, error)) return;
    const Statement statement(connection_, sql, error);
    if (!error.empty()) return;
    if (duckdb_execute_prepared_streaming(statement.get(), &result_) != DuckDBSuccess)
      error = first_line(duckdb_result_error(&result_));
  }
  ~Reader() override { duckdb_destroy_result(&result_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  std::unique_ptr<TableChunk> next(std::string& error) override {
    while (duckdb_data_chunk chunk = duckdb_fetch_chunk(result_)) {
      auto made = std::make_unique<Chunk>(chunk);
      if (made->rows > 0) return made;
    }
    if (const char* message = duckdb_result_error(&result_); message != nullptr && *message != 0)
      error = first_line(message);
    return nullptr;
  }

 private:
  Connection connection_;
  duckdb_result result_{};
};

// ---- writing -------------------------------------------------------------------------------------------------------
duckdb_logical_type type_of(OutKind kind) {
  switch (kind) {
    case OutKind::text:
      return duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
    case OutKind::integer:
      return duckdb_create_logical_type(DUCKDB_TYPE_BIGINT);
    case OutKind::decimal:
      return duckdb_create_decimal_type(18, 6);
    case OutKind::truth:
      return duckdb_create_logical_type(DUCKDB_TYPE_BOOLEAN);
    case OutKind::texts: {
      duckdb_logical_type text = duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
      duckdb_logical_type list = duckdb_create_list_type(text);
      duckdb_destroy_logical_type(&text);
      return list;
    }
  }
  return duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
}

// precept_rows(address): the rows of an OutRows of this process, in order, by one thread.
void bind_rows(duckdb_bind_info info) {
  duckdb_value address = duckdb_bind_get_parameter(info, 0);
  const auto* rows = reinterpret_cast<const OutRows*>(static_cast<std::uintptr_t>(duckdb_get_uint64(address)));
  duckdb_destroy_value(&address);
  for (const OutColumn& column : rows->columns()) {
    duckdb_logical_type type = type_of(column.kind);
    duckdb_bind_add_result_column(info, column.name.c_str(), type);
    duckdb_destroy_logical_type(&type);
  }
  duckdb_bind_set_cardinality(info, rows->rows(), true);
  duckdb_bind_set_bind_data(info, const_cast<OutRows*>(rows), nullptr);
}

struct Place {
  std::size_t next = 0;
  std::vector<OutCells> cells;
};

void init_rows(duckdb_init_info info) {
  duckdb_init_set_max_threads(info, 1);
  duckdb_init_set_init_data(info, new Place, [](void* place) { delete static_cast<Place*>(place); });
}

void fill_list(duckdb_vector vector, const std::vector<TextCell>& elements) {
  duckdb_list_vector_reserve(vector, elements.size());
  duckdb_list_vector_set_size(vector, elements.size());
  if (!elements.empty())
    std::memcpy(duckdb_vector_get_data(duckdb_list_vector_get_child(vector)), elements.data(),
                elements.size() * sizeof(TextCell));
}

void next_rows(duckdb_function_info info, duckdb_data_chunk output) {
  const auto& rows = *static_cast<const OutRows*>(duckdb_function_get_bind_data(info));
  auto& place = *static_cast<Place*>(duckdb_function_get_init_data(info));
  const std::size_t count = std::min<std::size_t>(duckdb_vector_size(), rows.rows() - place.next);
  const auto& columns = rows.columns();
  place.cells.resize(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    duckdb_vector vector = duckdb_data_chunk_get_vector(output, i);
    duckdb_vector_ensure_validity_writable(vector);
    OutCells& cells = place.cells[i];
    cells.values = duckdb_vector_get_data(vector);
    cells.entries = static_cast<OutCells::Entry*>(cells.values);
    cells.validity = duckdb_vector_get_validity(vector);
    cells.elements.clear();
  }
  if (count > 0) rows.fill(place.next, count, place.cells);
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].kind == OutKind::texts) fill_list(duckdb_data_chunk_get_vector(output, i), place.cells[i].elements);
  place.next += count;
  duckdb_data_chunk_set_size(output, count);
}

bool register_rows(duckdb_connection connection) {
  duckdb_table_function function = duckdb_create_table_function();
  duckdb_table_function_set_name(function, "precept_rows");
  duckdb_logical_type address = duckdb_create_logical_type(DUCKDB_TYPE_UBIGINT);
  duckdb_table_function_add_parameter(function, address);
  duckdb_destroy_logical_type(&address);
  duckdb_table_function_set_bind(function, bind_rows);
  duckdb_table_function_set_init(function, init_rows);
  duckdb_table_function_set_function(function, next_rows);
  const bool done = duckdb_register_table_function(connection, function) == DuckDBSuccess;
  duckdb_destroy_table_function(&function);
  return done;
}

// ---- the engine ----------------------------------------------------------------------------------------------------
class Engine final : public TableEngine {
 public:
  Engine(const TableOptions& options, std::string& error) {
    duckdb_config config = nullptr;
    duckdb_create_config(&config);
    // Nothing is fetched from anywhere, and rows keep their order.
    const std::pair<const char*, std::string> settings[] = {{"threads", std::to_string(options.threads)},
                                                            {"autoinstall_known_extensions", "false"},
                                                            {"autoload_known_extensions", "false"},
                                                            {"preserve_insertion_order", "true"},
                                                            {"temp_directory", options.spill_folder}};
    for (const auto& [name, value] : settings)
      if (!value.empty()) duckdb_set_config(config, name, value.c_str());
    char* message = nullptr;
    if (duckdb_open_ext(nullptr, &database_, config, &message) != DuckDBSuccess) error = first_line(message);
    duckdb_free(message);
    duckdb_destroy_config(&config);
    if (!error.empty()) return;
    const Connection connection(database_);
    if (!register_rows(connection.get())) error = "DuckDB refuses a table function";
  }
  ~Engine() override { duckdb_close(&database_); }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  std::vector<TableColumn> describe(const TableSource& source, std::string& error) override {
    Connection connection(database_);
    const Statement statement(connection, "SELECT * FROM " + rows_of(source, {}), error);
    std::vector<TableColumn> columns;
    if (!error.empty()) return columns;
    const idx_t count = duckdb_prepared_statement_column_count(statement.get());
    for (idx_t i = 0; i < count; ++i) {
      duckdb_logical_type type = duckdb_prepared_statement_column_logical_type(statement.get(), i);
      const char* name = duckdb_prepared_statement_column_name(statement.get(), i);
      columns.push_back(column_of(name, type));
      if (source.form == TableSource::Form::json_lines)
        columns.back().kind = CellKind::json, columns.back().type = "VARCHAR";
      duckdb_free(const_cast<char*>(name));
      duckdb_destroy_logical_type(&type);
    }
    return columns;
  }

  std::unique_ptr<TableReader> read(const TableSource& source, const std::vector<TableColumn>& columns,
                                    const std::vector<std::size_t>& wanted, std::string& error) override {
    std::string sql;
    for (const std::size_t i : wanted) sql += (sql.empty() ? "SELECT " : ", ") + expression_of(columns[i]);
    sql += " FROM " + rows_of(source, columns);
    if (source.rows_max >= 0) sql += " LIMIT " + std::to_string(source.rows_max);
    auto reader = std::make_unique<Reader>(database_, "", sql, error);
    if (!error.empty()) return nullptr;
    return reader;
  }

  bool write(const OutRows& rows, const std::string& path, TableFormat format, std::string& error) override {
    std::string select;
    for (const OutColumn& column : rows.columns()) {
      const std::string name = quoted(column.name, '"');
      select += select.empty() ? "" : ", ";
      select += format == TableFormat::csv && column.kind == OutKind::texts ? "array_to_string(" + name + ", ';') AS " + name
                                                                            : name;
    }
    const char* options = format == TableFormat::parquet ? "FORMAT parquet, COMPRESSION snappy"
                          : format == TableFormat::csv   ? "FORMAT csv, HEADER true"
                                                         : "FORMAT json, ARRAY false";
    Connection connection(database_);
    return connection.run("COPY (SELECT " + select + " FROM precept_rows(" +
                              std::to_string(reinterpret_cast<std::uintptr_t>(&rows)) + "::UBIGINT)) TO " +
                              quoted(path, '\'') + " (" + options + ", USE_TMP_FILE false)",
                          error);
  }

  std::string version() const override {
    const std::string text = duckdb_library_version();
    return text.starts_with('v') ? text.substr(1) : text;
  }

 private:
  // The source as something to select from. Of JSON lines every member comes as it is written, once they are known.
  static std::string rows_of(const TableSource& source, const std::vector<TableColumn>& columns) {
    switch (source.form) {
      case TableSource::Form::parquet:
        return "read_parquet(" + file_list(source.files) + ", union_by_name=true)";
      case TableSource::Form::csv:
        return "read_csv(" + file_list(source.files) +
               ", all_varchar=true, header=true, union_by_name=true, quote='\"', escape='\"'" +
               (source.delimiter == 0 ? ")" : std::string(", delim='") + source.delimiter + "')");
      case TableSource::Form::json_lines: {
        std::string names;
        for (const TableColumn& column : columns)
          names += (names.empty() ? "" : ", ") + quoted(column.name, '\'') + ": 'JSON'";
        const std::string how =
            columns.empty() ? "sample_size=-1, maximum_depth=1" : "ignore_errors=true, columns={" + names + "}";
        return "read_json(" + file_list(source.files) + ", format='newline_delimited', " + how + ")";
      }
      case TableSource::Form::query:
        return "(" + source.query + "\n)";
    }
    return "";
  }

  duckdb_database database_ = nullptr;
};

}  // namespace
}  // namespace precept::batch

extern "C" __attribute__((visibility("default"))) precept::batch::TableEngine* precept_table_engine(
    std::uint32_t interface, const precept::batch::TableOptions& options, std::string& error) {
  if (interface != precept::batch::kTablesInterface) {
    error = "the library for tables belongs to another version of Precept";
    return nullptr;
  }
  auto engine = std::make_unique<precept::batch::Engine>(options, error);
  return error.empty() ? engine.release() : nullptr;
}
