// What kind of cases are made: a shape names its columns and fills blocks of rows, each by its place and the seed alone.
// Cases lie whole within a block. Never here: files, threads.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bench/cases/numbers.hpp"

namespace precept::bench {

inline constexpr std::size_t kBlockRows = 2048;

struct Chances {
  std::uint64_t missing = 30'000;  // millionths, of each fact
  std::uint64_t partial = 10'000;  // of each date
  bool odd_forms = true;           // members as JSON: `either`, and a reason why one is missing
};

// What a column holds. `name`: a number that is written as the name of a case. Dates are days, the first and the last that
// they may be; decimals millionths; json text that is one JSON value.
struct CaseColumn {
  enum class Kind : std::uint8_t { text, name, date, integer, decimal, truth, json } kind = Kind::text;
  std::string name;
  std::string type{};  // in a typed file: "SMALLINT", "STRUCT(...)[]"; empty: as it comes
};

// Cells of one column and one block.
struct CaseCells {
  std::vector<std::int64_t> numbers;    // name, integer, decimal, truth; of a date its first day
  std::vector<std::int64_t> lasts;      // of a date its last day
  std::vector<std::string_view> texts;  // borrowed from the shape, or from the block's store
  std::vector<std::uint8_t> known;      // 0: an empty cell
};

struct CaseBlock {
  std::vector<CaseCells> columns;
  std::shared_ptr<std::deque<std::string>> store;  // texts made for this block

  void reset(std::size_t count);
  void set(std::size_t column, std::size_t row, std::int64_t number);
  void set_date(std::size_t column, std::size_t row, std::int64_t first, std::int64_t last);
  void set_text(std::size_t column, std::size_t row, std::string_view lasting);
  void keep_text(std::size_t column, std::size_t row, std::string made);
};

class Shape {
 public:
  virtual ~Shape() = default;
  virtual const std::vector<CaseColumn>& columns() const = 0;
  // Rows of block `number`: safe from any number of threads.
  virtual void fill(std::uint64_t number, CaseBlock& block) const = 0;
};

std::unique_ptr<Shape> r8_shape(std::uint64_t seed, Chances chances);
std::unique_ptr<Shape> list_shape(std::uint64_t seed, Chances chances);
// Every service of the library at `paths`; null, and why in `error`, where it cannot be compiled.
std::unique_ptr<Shape> library_shape(const std::vector<std::string>& paths, std::uint64_t seed, Chances chances,
                                     std::string& error);

}  // namespace precept::bench
