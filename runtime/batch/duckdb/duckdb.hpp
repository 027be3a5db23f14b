// What every file of this folder needs of DuckDB's C API: a connection, a statement, messages, quoting.
// Never here: tables.
#pragma once

#include <duckdb.h>

#include <string>
#include <string_view>
#include <vector>

namespace precept::batch {

inline std::string quoted(std::string_view text, char quote) {
  std::string out(1, quote);
  for (const char c : text) {
    if (c == quote) out += quote;
    out += c;
  }
  return out + quote;
}

inline std::string file_list(const std::vector<std::string>& files) {
  std::string out = "[";
  for (const std::string& file : files) out += (out.size() > 1 ? ", " : "") + quoted(file, '\'');
  return out + "]";
}

// DuckDB's messages begin with their class and may go on with whole rows: the first line is what a person is told.
inline std::string first_line(const char* message) {
  std::string text = message == nullptr ? "an error without a message" : message;
  return text.substr(0, text.find('\n'));
}

// What went wrong while rows were read or held to a condition. Such messages quote cells, which belong into errors/ alone.
inline std::string without_cells(const std::string& message) {
  for (const std::string_view quoting : {"Conversion Error", "Invalid Input Error", "Out of Range Error"})
    if (message.starts_with(quoting))
      return "a condition or query takes a cell for a number, date or other type that it is not; TRY_CAST(column AS INTEGER), say, "
             "passes over such cells";
  return message;
}

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

}  // namespace precept::batch
