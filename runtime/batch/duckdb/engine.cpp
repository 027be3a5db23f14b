// The table engine on DuckDB's C API: this folder is the only one that sees DuckDB.
// Never here: facts, decisions, a criterion in SQL.
#include "runtime/batch/duckdb/read.hpp"
#include "runtime/batch/duckdb/stream.hpp"
#include "runtime/batch/duckdb/write.hpp"

namespace precept::batch {
namespace {

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
    if (!register_rows(connection.get()) || !register_stream(connection.get())) error = "DuckDB refuses a table function";
  }
  ~Engine() override { duckdb_close(&database_); }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  std::vector<TableColumn> describe(const TableSource& source, std::string& error) override {
    return describe_table(database_, source, error);
  }
  std::unique_ptr<TableReader> read(const TableSource& source, const std::vector<TableColumn>& columns,
                                    const std::vector<std::size_t>& wanted, std::string& error) override {
    return read_table(database_, source, columns, wanted, error);
  }
  std::unique_ptr<TableReader> meeting(TableReader& rows, const std::vector<TableColumn>& columns,
                                       const std::string& condition, std::string& error) override {
    return rows_meeting(database_, rows, columns, condition, error);
  }
  bool write(const OutRows& rows, const std::string& path, TableFormat format, std::string& error) override {
    return write_table(database_, rows, path, format, error);
  }
  std::string version() const override {
    const std::string text = duckdb_library_version();
    return text.starts_with('v') ? text.substr(1) : text;
  }

 private:
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
