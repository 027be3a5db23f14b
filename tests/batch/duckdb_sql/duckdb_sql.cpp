// Runs SQL on DuckDB, for tests and benchmarks: statements as arguments, each in turn. Out: nothing, but what COPY writes.
// Exit code 1 and DuckDB's message where one fails. Never here: Precept.
#include <duckdb.h>

#include <cstdio>

int main(int argc, char** argv) {
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  if (duckdb_open(nullptr, &database) != DuckDBSuccess || duckdb_connect(database, &connection) != DuckDBSuccess) return 1;
  int code = 0;
  for (int i = 1; i < argc && code == 0; ++i) {
    duckdb_result result;
    if (duckdb_query(connection, argv[i], &result) != DuckDBSuccess) {
      std::fprintf(stderr, "%s\n", duckdb_result_error(&result));
      code = 1;
    }
    duckdb_destroy_result(&result);
  }
  duckdb_disconnect(&connection);
  duckdb_close(&database);
  return code;
}
