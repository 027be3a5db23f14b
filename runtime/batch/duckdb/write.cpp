// Rows go out by a table function that fills DuckDB's vectors in place: see the header.
#include "runtime/batch/duckdb/write.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace precept::batch {
namespace {

static_assert(sizeof(duckdb_string_t) == sizeof(TextCell));
static_assert(sizeof(duckdb_list_entry) == sizeof(OutCells::Entry));

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

}  // namespace

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

bool write_table(duckdb_database database, const OutRows& rows, const std::string& path, TableFormat format,
                 std::string& error) {
  std::string select;
  for (const OutColumn& column : rows.columns()) {
    const std::string name = quoted(column.name, '"');
    select += select.empty() ? "" : ", ";
    select += format == TableFormat::csv && column.kind == OutKind::texts ? "array_to_string(" + name + ", ';') AS " + name
              : !column.type.empty() ? "CAST(" + name + " AS " + column.type + ") AS " + name
                                     : name;
  }
  const char* options = format == TableFormat::parquet ? "FORMAT parquet, COMPRESSION snappy"
                        : format == TableFormat::csv   ? "FORMAT csv, HEADER true"
                                                       : "FORMAT json, ARRAY false";
  Connection connection(database);
  return connection.run("COPY (SELECT " + select + " FROM precept_rows(" +
                            std::to_string(reinterpret_cast<std::uintptr_t>(&rows)) + "::UBIGINT)) TO " +
                            quoted(path, '\'') + " (" + options + ", USE_TMP_FILE false)",
                        error);
}

}  // namespace precept::batch
