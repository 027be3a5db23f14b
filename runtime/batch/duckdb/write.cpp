// Rows go out by a table function that fills DuckDB's vectors in place: see the header.
#include "runtime/batch/duckdb/write.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace precept::batch {
namespace {

static_assert(sizeof(duckdb_string_t) == sizeof(TextCell));
static_assert(sizeof(duckdb_list_entry) == sizeof(OutCells::Entry));

// Its words as the table engine's enumeration, which a file holds as a dictionary.
duckdb_logical_type type_of_words(const std::vector<std::string>& words) {
  std::vector<const char*> names;
  for (const std::string& word : words) names.push_back(word.c_str());
  return duckdb_create_enum_type(names.data(), names.size());
}

duckdb_logical_type list_of(duckdb_logical_type element) {
  duckdb_logical_type list = duckdb_create_list_type(element);
  duckdb_destroy_logical_type(&element);
  return list;
}

duckdb_logical_type type_of(const OutColumn& column) {
  switch (column.kind) {
    case OutKind::text:
      return duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
    case OutKind::integer:
      return duckdb_create_logical_type(DUCKDB_TYPE_BIGINT);
    case OutKind::decimal:
      return duckdb_create_decimal_type(18, 6);
    case OutKind::truth:
      return duckdb_create_logical_type(DUCKDB_TYPE_BOOLEAN);
    case OutKind::texts:
      return list_of(duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR));
    case OutKind::word:
      return type_of_words(column.words);
    case OutKind::words:
      return list_of(type_of_words(column.words));
  }
  return duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
}

// precept_rows(address): the rows of an OutRows of this process, in order, by one thread.
void bind_rows(duckdb_bind_info info) {
  duckdb_value address = duckdb_bind_get_parameter(info, 0);
  const auto* rows = reinterpret_cast<const OutRows*>(static_cast<std::uintptr_t>(duckdb_get_uint64(address)));
  duckdb_destroy_value(&address);
  for (const OutColumn& column : rows->columns()) {
    duckdb_logical_type type = type_of(column);
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

// Codes in as few bytes as the number of words allows, as an enumeration has them.
template <class Code>
void narrow(const std::vector<std::uint32_t>& codes, void* to) {
  auto* target = static_cast<Code*>(to);
  for (std::size_t i = 0; i < codes.size(); ++i) target[i] = static_cast<Code>(codes[i]);
}
void fill_codes(const std::vector<std::uint32_t>& codes, std::size_t words, void* to) {
  if (words <= 0xff) return narrow<std::uint8_t>(codes, to);
  if (words <= 0xffff) return narrow<std::uint16_t>(codes, to);
  narrow<std::uint32_t>(codes, to);
}

void fill_words(duckdb_vector vector, const OutColumn& column, const std::vector<std::uint32_t>& codes) {
  if (column.kind == OutKind::word) return fill_codes(codes, column.words.size(), duckdb_vector_get_data(vector));
  duckdb_list_vector_reserve(vector, codes.size());
  duckdb_list_vector_set_size(vector, codes.size());
  fill_codes(codes, column.words.size(), duckdb_vector_get_data(duckdb_list_vector_get_child(vector)));
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
    cells.codes.clear();
  }
  if (count > 0) rows.fill(place.next, count, place.cells);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].kind == OutKind::texts) fill_list(duckdb_data_chunk_get_vector(output, i), place.cells[i].elements);
    if (!columns[i].words.empty()) fill_words(duckdb_data_chunk_get_vector(output, i), columns[i], place.cells[i].codes);
  }
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
    const bool is_list = column.kind == OutKind::texts || column.kind == OutKind::words;
    select += format == TableFormat::csv && is_list ? "array_to_string(" + name + "::VARCHAR[], ';') AS " + name
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
