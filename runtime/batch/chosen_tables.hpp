// A table engine that leaves rows out by a sample of cases, and names the rows of each shard where their source has no name
// of its own (a query): what lies between the engine and the run. Never here: DuckDB, decisions.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "runtime/batch/input_plan.hpp"
#include "runtime/batch/tables.hpp"

namespace precept::batch {

// All rows of a case are chosen or none, but where a number of rows cuts the last one: by a hash of what the case is called,
// the same on every machine.
struct Sample {
  std::optional<std::int64_t> rows;    // that many
  std::optional<std::uint64_t> parts;  // or so many of each kSampleParts
  static constexpr std::uint64_t kSampleParts = 100'000'000;
  bool is_asked() const { return rows || parts; }
};

// "1000" or "2.5%"; nothing where it is neither.
std::optional<Sample> read_sample(std::string_view text);

// Names of what passed, by shard. Safe from any number of threads.
class ShardNames {
 public:
  explicit ShardNames(std::int64_t shard_rows) : shard_rows_(shard_rows) {}
  std::int64_t shard_rows() const { return shard_rows_; }
  void expect(std::int64_t shard, const std::string& name);
  std::string name_of(std::int64_t shard) const;
  // A shard has passed; false where another one was expected.
  bool pass(std::int64_t shard, std::string name);

 private:
  const std::int64_t shard_rows_;
  mutable std::mutex mutex_;
  std::map<std::int64_t, std::string> expected_, passed_;
};

class ChosenTables final : public TableEngine {
 public:
  // Everything is borrowed; `names` may be none. `rows_read` counts rows as they pass, chosen or not; may be none.
  ChosenTables(TableEngine& other, const InputPlan& plan, const Sample& sample, ShardNames* names,
               std::shared_ptr<std::atomic<std::int64_t>> rows_read)
      : other_(other), plan_(plan), sample_(sample), names_(names), rows_read_(std::move(rows_read)) {}

  // Reads the table once where a number of rows is asked for; false and why.
  bool prepare(const TableSource& source, std::string& error);

  std::vector<TableColumn> describe(const TableSource& source, std::string& error) override {
    return other_.describe(source, error);
  }
  std::unique_ptr<TableReader> read(const TableSource& source, const std::vector<TableColumn>& columns,
                                    const std::vector<std::size_t>& wanted, std::string& error) override;
  std::unique_ptr<TableReader> meeting(TableReader& rows, const std::vector<TableColumn>& columns,
                                       const std::string& condition, std::string& error) override {
    return other_.meeting(rows, columns, condition, error);
  }
  bool write(const OutRows& rows, const std::string& path, TableFormat format, std::string& error) override {
    return other_.write(rows, path, format, error);
  }
  std::string version() const override { return other_.version(); }

 private:
  TableEngine& other_;
  const InputPlan& plan_;
  const Sample sample_;
  ShardNames* const names_;
  const std::shared_ptr<std::atomic<std::int64_t>> rows_read_;
  // Rows are chosen whose hash is below, or is it and whose number is not above.
  std::uint64_t below_ = 0;
  std::int64_t number_ = 0;
  bool all_ = false;
};

}  // namespace precept::batch
