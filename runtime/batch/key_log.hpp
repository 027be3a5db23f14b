// Which rows repeat the case and request of an earlier one: names of rows in, in any order and from any thread, the rows that
// repeat out. A name is 128 bits of a hash. What does not fit in a few megabytes goes to a file, so that memory does not grow
// with the table but for some ten megabytes per 100 million rows. Never here: rows, what comes of a repeated one.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/batch/input_plan.hpp"
#include "runtime/batch/tables.hpp"

namespace precept::batch {

// What a row is called. Two rows that are not called the same are taken for the same once in some 10^20 runs of 100 million.
struct RowName {
  std::uint64_t high = 0, low = 0;
  std::int64_t row = 0;  // from 1, of the whole input
};
RowName row_name(std::string_view case_id, std::int64_t request, std::int64_t row);

// Of `count` rows from `begin` on, `number` the first one's; rows that are left out or not called anything have no name.
std::vector<RowName> names_of(const InputPlan& plan, const TableChunk& chunk, std::size_t begin, std::size_t count,
                              std::int64_t number);

class KeyLog {
 public:
  // `spill`: a file to make where it is needed; it has no name while it is open.
  explicit KeyLog(std::string spill) : spill_(std::move(spill)) {}
  ~KeyLog();
  KeyLog(const KeyLog&) = delete;
  KeyLog& operator=(const KeyLog&) = delete;

  // Safe from any number of threads. False and why in `error` where the file cannot be written.
  bool add(const std::vector<RowName>& names, std::string& error);
  // Ascending: all rows of a name but the first.
  bool repeated(std::vector<std::int64_t>& rows, std::string& error);

 private:
  static constexpr std::size_t kParts = 256;          // by the first bits of a name
  static constexpr std::size_t kPartNames = 1 << 12;  // in memory

  struct Part {
    std::vector<RowName> names;
    std::vector<std::int64_t> blocks;  // places in the file, of kPartNames names each
  };
  bool spill(Part& part, std::string& error);
  bool load(const Part& part, std::vector<RowName>& names, std::string& error) const;

  const std::string spill_;
  std::mutex adding_;
  std::array<Part, kParts> parts_;
  int file_ = -1;
  std::int64_t end_ = 0;
};

}  // namespace precept::batch
