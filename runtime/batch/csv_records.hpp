// A file of CSV in, its records out, each cut into cells by RFC 4180: quotes, doubled quotes, line ends within quotes. What
// cannot be cut is one line, said to be wrong and why; reading goes on at the next line. Never here: names of columns,
// facts.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/batch/byte_source.hpp"

namespace precept::batch {

inline constexpr std::size_t kRecordBytesMax = std::size_t{16} << 20;

enum class CsvFault : std::uint8_t { none, quotes, encoding, zero_byte };

class CsvRecords {
 public:
  using Block = std::shared_ptr<std::vector<char>>;

  // `block_bytes`: how much is read at once, at least 64.
  explicit CsvRecords(std::size_t block_bytes = std::size_t{1} << 20) : block_bytes_(block_bytes) {}

  // '\0' as delimiter: what stands most often in the header outside quotes. False and why, in words after the file's name.
  bool open(const std::string& path, char delimiter, TextEncoding encoding,
            std::shared_ptr<std::atomic<std::int64_t>> counted, std::string& error);

  // Each line a record of no cells: for JSON lines.
  bool open_lines(const std::string& path, std::shared_ptr<std::atomic<std::int64_t>> counted, std::string& error);

  // The next record; empty lines are none. False at the end, and where `error` is then not empty.
  bool next(std::string& error);

  // Of the record, until the next one. Cells point into block(), which lives as long as somebody has it; `was_quoted` cells
  // hold what stood between the quotes once read_cell was asked for them.
  std::size_t cell_count() const { return cells_.size(); }
  std::string_view read_cell(std::size_t at);  // asked for at most once
  std::string_view raw() const { return raw_; }
  CsvFault fault() const { return fault_; }
  std::int64_t line() const { return record_line_; }  // where it begins, from 1
  const Block& block() const { return block_; }
  char delimiter() const { return delimiter_; }

 private:
  struct Cell {
    char* begin;
    std::size_t length;
    bool has_doubled;
  };
  enum class Cut : std::uint8_t { done, more, wrong };

  void start_again();
  bool fill(std::string& error);
  Cut cut();
  Cut cut_quoted(char* begin, char*& next);
  void take_line(char* begin, char* line_end, bool has_line_end);
  void check_bytes();

  std::size_t block_bytes_;
  ByteSource source_;
  Block block_;
  char *at_ = nullptr, *end_ = nullptr;
  bool over_ = false, is_of_lines_ = false;
  char delimiter_ = ',';
  std::vector<Cell> cells_;
  std::string_view raw_;
  CsvFault fault_ = CsvFault::none;
  std::int64_t line_ = 1, record_line_ = 1;
};

// The text with what is no UTF-8, and bytes of zero, written as \xNN.
std::string as_utf8(std::string_view text);

}  // namespace precept::batch
