// Rows of text as a TableChunk: cells point into the blocks of the file that they came from. Never here: how they were
// found.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/batch/csv_records.hpp"
#include "runtime/batch/tables.hpp"

namespace precept::batch {

inline constexpr std::size_t kTextChunkRows = 4096;

inline std::string file_name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

class TextChunk final : public TableChunk {
 public:
  explicit TextChunk(std::size_t columns_count) : cells_(columns_count), valid_(columns_count) {
    for (std::size_t i = 0; i < columns_count; ++i) {
      cells_[i].resize(kTextChunkRows);
      valid_[i].assign(kTextChunkRows / 64, 0);
      columns.push_back({cells_[i].data(), valid_[i].data()});
    }
  }

  void set(std::size_t column, std::string_view text) {
    cells_[column][rows] = TextCell::of(text);
    valid_[column][rows / 64] |= std::uint64_t{1} << (rows % 64);
  }
  void keep(const CsvRecords::Block& block) {
    if (blocks_.empty() || blocks_.back() != block) blocks_.push_back(block);
  }
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }

 private:
  std::vector<std::vector<TextCell>> cells_;
  std::vector<std::vector<std::uint64_t>> valid_;
  std::vector<CsvRecords::Block> blocks_;
  std::deque<std::string> texts_;
};

}  // namespace precept::batch
