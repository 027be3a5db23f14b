// DuckDB as a peer, by its C API: `make FILE ROWS` writes the reference rule's cases as Parquet for all peers; `serve FILE` decides
// them in SQL on demand (bench/serve.hpp has the lines); `copy IN OUT THREADS` copies a table from Parquet to Parquet.
// In: arguments. Out: files, or lines of JSON. Never here: ours.
#include <duckdb.h>
#include <fmt/core.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <map>
#include <string>

#include "bench/reference_rule.hpp"

namespace precept::bench {
namespace {

class Database {
 public:
  Database() {
    if (duckdb_open(nullptr, &database_) != DuckDBSuccess || duckdb_connect(database_, &connection_) != DuckDBSuccess) std::exit(2);
  }
  ~Database() {
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // The result is whole in memory when this returns.
  void run(const std::string& sql) {
    duckdb_result result;
    if (duckdb_query(connection_, sql.c_str(), &result) != DuckDBSuccess) fail(result);
    duckdb_destroy_result(&result);
  }
  std::string text(const std::string& sql) {
    duckdb_result result;
    if (duckdb_query(connection_, sql.c_str(), &result) != DuckDBSuccess) fail(result);
    char* value = duckdb_value_varchar(&result, 0, 0);
    std::string copy = value == nullptr ? "" : value;
    duckdb_free(value);
    duckdb_destroy_result(&result);
    return copy;
  }
  duckdb_connection connection() const { return connection_; }

 private:
  [[noreturn]] static void fail(duckdb_result& result) {
    fmt::print(stderr, "DuckDB: {}\n", duckdb_result_error(&result));
    std::exit(2);
  }
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

bool bit(const std::vector<std::uint64_t>& bits, std::size_t row) { return ((bits[row / 64] >> (row % 64)) & 1) != 0; }

int make(const std::string& file, std::size_t rows) {
  Database database;
  database.run(
      "CREATE TABLE cases (injury_date DATE, decision_date DATE, demand_level UTINYINT, therapy_trial BOOLEAN, plateau BOOLEAN, "
      "surgery_candidate BOOLEAN, hours_per_day INTEGER, days_per_week UTINYINT, return_to_work_goal BOOLEAN, requested SMALLINT)");
  const R8Columns c = reference_columns(rows);
  duckdb_appender appender = nullptr;
  duckdb_appender_create(database.connection(), nullptr, "cases", &appender);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::uint32_t fact = 0; fact < kFacts; ++fact) {
      if (!bit(c.validity[fact], row)) {
        duckdb_append_null(appender);
        continue;
      }
      switch (static_cast<R8Fact>(fact)) {
        case injury_date: duckdb_append_date(appender, duckdb_date{c.injury[row]}); break;
        case decision_date: duckdb_append_date(appender, duckdb_date{c.decision[row]}); break;
        case demand_level: duckdb_append_uint8(appender, c.demand[row]); break;
        case hours_per_day: duckdb_append_int32(appender, c.hours[row]); break;
        case days_per_week: duckdb_append_uint8(appender, c.days[row]); break;
        case requested: duckdb_append_int16(appender, c.request[row]); break;
        case therapy_trial:
        case plateau:
        case surgery_candidate:
        case return_to_work_goal: duckdb_append_bool(appender, bit(c.truth[fact], row)); break;
      }
    }
    duckdb_appender_end_row(appender);
  }
  if (duckdb_appender_destroy(&appender) != DuckDBSuccess) return 2;
  database.run("COPY cases TO '" + file + "' (FORMAT parquet)");
  return 0;
}

constexpr char kRule[] =
    "SELECT CASE WHEN e IS NULL THEN 2 WHEN NOT e THEN 3 WHEN requested > 10 THEN 1 ELSE 0 END::UTINYINT AS outcome, "
    "CASE WHEN e THEN least(coalesce(requested, 10), 10) ELSE 0 END::UTINYINT AS granted, c1, c2, c3, c4, c5, c6, c7, c8 "
    "FROM (SELECT *, c1 AND c2 AND c3 AND c4 AND c5 AND c6 AND c7 AND c8 AS e FROM (SELECT requested, "
    "decision_date - injury_date <= 730 AS c1, demand_level >= 2 AS c2, therapy_trial AS c3, plateau AS c4, "
    "NOT surgery_candidate AS c5, hours_per_day >= 400 AS c6, days_per_week BETWEEN 3 AND 5 AS c7, return_to_work_goal AS c8 "
    "FROM cases))";

std::string check(Database& database) {
  std::string sql = "SELECT '{\"outcomes\": [' || ";
  for (int outcome = 0; outcome < 4; ++outcome)
    sql += fmt::format("{}count(*) FILTER (outcome = {})", outcome == 0 ? "" : " || ', ' || ", outcome);
  sql += " || '], \"granted\": ' || sum(granted) || ', \"criteria\": ['";
  for (int i = 1; i <= 8; ++i)
    sql += fmt::format(
        " || '{1}[' || count(*) FILTER (c{0}) || ', ' || count(*) FILTER (NOT c{0}) || ', ' || count(*) FILTER (c{0} IS NULL) || ']'", i,
        i == 1 ? "" : ", ");
  return database.text(sql + " || ']}' FROM decided");
}

void say(const std::string& line) {
  fmt::print("{}\n", line);
  std::fflush(stdout);
}

int serve(const std::string& file) {
  Database database;
  database.run("SET threads = 1");
  database.run("CREATE TABLE cases AS SELECT * FROM '" + file + "'");
  const std::string kept = fmt::format("CREATE OR REPLACE TEMP TABLE decided AS {}", kRule);
  const std::map<std::string, std::string> variants = {{"result_in_memory_kept", kRule}, {"table_kept", kept}};
  say(fmt::format(R"({{"ready": true, "version": "{}", "variants": ["result_in_memory_kept", "table_kept"]}})",
                  duckdb_library_version()));
  for (std::string line; std::getline(std::cin, line) && line != "quit";) {
    const std::size_t space = line.find(' ');
    if (line.substr(0, space) == "check") {
      database.run(kept);
      say(check(database));
      continue;
    }
    const std::string& sql = variants.at(line.substr(space + 1));
    const std::clock_t cpu = std::clock();
    const auto start = std::chrono::steady_clock::now();
    database.run(sql);
    const std::chrono::duration<double, std::nano> wall = std::chrono::steady_clock::now() - start;
    const double used = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC * 1e9;
    say(fmt::format(R"({{"wall_ns": {}, "cpu_ns": {}}})", wall.count(), used));
  }
  return 0;
}

int run(int count, char** arguments) {
  const std::string verb = count > 1 ? arguments[1] : "";
  if (verb == "make" && count == 4) return make(arguments[2], std::stoull(arguments[3]));
  if (verb == "serve" && count == 3) return serve(arguments[2]);
  if (verb == "copy" && count == 5) {
    Database database;
    database.run(fmt::format("SET threads = {}", arguments[4]));
    database.run(fmt::format("COPY (SELECT * FROM '{}') TO '{}' (FORMAT parquet)", arguments[2], arguments[3]));
    return 0;
  }
  fmt::print(stderr, "usage: precept_bench_duckdb make FILE ROWS | serve FILE | copy IN OUT THREADS\n");
  return 2;
}

}  // namespace
}  // namespace precept::bench

int main(int count, char** arguments) { return precept::bench::run(count, arguments); }
