// Writing tables through DuckDB: rows of this process in, one file out. Never here: reading.
#pragma once

#include <string>

#include "runtime/batch/duckdb/duckdb.hpp"
#include "runtime/batch/tables.hpp"

namespace precept::batch {

// Makes the rows of this process known to SQL; once a database. False where DuckDB refuses.
bool register_rows(duckdb_connection connection);

// As TableEngine::write.
bool write_table(duckdb_database database, const OutRows& rows, const std::string& path, TableFormat format,
                 std::string& error);

}  // namespace precept::batch
