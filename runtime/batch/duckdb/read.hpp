// Reading tables through DuckDB: files or a query in, chunks of plain columns out. Never here: writing.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/batch/duckdb/duckdb.hpp"
#include "runtime/batch/tables.hpp"

namespace precept::batch {

// As TableEngine::describe and TableEngine::read.
std::vector<TableColumn> describe_table(duckdb_database database, const TableSource& source, std::string& error);
std::unique_ptr<TableReader> read_table(duckdb_database database, const TableSource& source,
                                        const std::vector<TableColumn>& columns, const std::vector<std::size_t>& wanted,
                                        std::string& error);

// Each row of `rows`, whose cells are text, held to the condition: as TableEngine::meeting.
std::unique_ptr<TableReader> rows_meeting(duckdb_database database, TableReader& rows,
                                          const std::vector<TableColumn>& columns, const std::string& condition,
                                          std::string& error);

}  // namespace precept::batch
