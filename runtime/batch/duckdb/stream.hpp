// Rows of a TableReader as a table of text in DuckDB's SQL, in their order, read once. Never here: what is asked of them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/batch/duckdb/duckdb.hpp"
#include "runtime/batch/tables.hpp"

namespace precept::batch {

struct StreamedRows {
  TableReader& rows;
  std::vector<TableColumn> columns;
  std::unique_ptr<TableChunk> before, chunk;  // what cells point into, as long as DuckDB may look at them
  std::size_t at = 0;
  std::string error;  // why the rows ended early
};

// Makes such tables known to SQL; once a database. False where DuckDB refuses.
bool register_stream(duckdb_connection connection);

// The table to select from, while `stream` stays where it is.
std::string stream_of(const StreamedRows& stream);

}  // namespace precept::batch
