// A table function over rows of this process: see the header.
#include "runtime/batch/duckdb/stream.hpp"

#include <algorithm>
#include <cstring>

namespace precept::batch {
namespace {

void bind_stream(duckdb_bind_info info) {
  duckdb_value address = duckdb_bind_get_parameter(info, 0);
  auto* stream = reinterpret_cast<StreamedRows*>(static_cast<std::uintptr_t>(duckdb_get_uint64(address)));
  duckdb_destroy_value(&address);
  duckdb_logical_type type = duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
  for (const TableColumn& column : stream->columns) duckdb_bind_add_result_column(info, column.name.c_str(), type);
  duckdb_destroy_logical_type(&type);
  duckdb_bind_set_bind_data(info, stream, nullptr);
}

void init_stream(duckdb_init_info info) { duckdb_init_set_max_threads(info, 1); }

void next_of_stream(duckdb_function_info info, duckdb_data_chunk output) {
  auto& stream = *static_cast<StreamedRows*>(duckdb_function_get_bind_data(info));
  if (!stream.chunk || stream.at == stream.chunk->rows) {
    stream.before = std::move(stream.chunk);
    stream.chunk = stream.rows.next(stream.error);
    stream.at = 0;
  }
  std::size_t count = 0;
  if (stream.chunk) count = std::min<std::size_t>(duckdb_vector_size(), stream.chunk->rows - stream.at);
  for (std::size_t i = 0; count > 0 && i < stream.columns.size(); ++i) {
    duckdb_vector vector = duckdb_data_chunk_get_vector(output, i);
    const TableChunk::Cells& cells = stream.chunk->columns[i];
    std::memcpy(duckdb_vector_get_data(vector), static_cast<const TextCell*>(cells.values) + stream.at,
                count * sizeof(TextCell));
    duckdb_vector_ensure_validity_writable(vector);
    std::uint64_t* validity = duckdb_vector_get_validity(vector);
    for (std::size_t row = 0; row < count; ++row)
      duckdb_validity_set_row_validity(validity, row, cells.is_valid(stream.at + row));
  }
  stream.at += count;
  duckdb_data_chunk_set_size(output, count);
}

}  // namespace

bool register_stream(duckdb_connection connection) {
  duckdb_table_function function = duckdb_create_table_function();
  duckdb_table_function_set_name(function, "precept_stream");
  duckdb_logical_type address = duckdb_create_logical_type(DUCKDB_TYPE_UBIGINT);
  duckdb_table_function_add_parameter(function, address);
  duckdb_destroy_logical_type(&address);
  duckdb_table_function_set_bind(function, bind_stream);
  duckdb_table_function_set_init(function, init_stream);
  duckdb_table_function_set_function(function, next_of_stream);
  const bool done = duckdb_register_table_function(connection, function) == DuckDBSuccess;
  duckdb_destroy_table_function(&function);
  return done;
}

std::string stream_of(const StreamedRows& stream) {
  return "precept_stream(" + std::to_string(reinterpret_cast<std::uintptr_t>(&stream)) + "::UBIGINT)";
}

}  // namespace precept::batch
