// A stretch of a table's rows in, the facts of these rows as columns out: what the word path reads. A cell says here what it
// says to RowBinder, read once for each different one. Rows that columns cannot hold (a date known in part, a list, a range
// over two columns, a mistake) are told apart, for whoever decides rows one by one.
// Never here: decisions.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/batch/cell_codes.hpp"
#include "runtime/batch/row_binder.hpp"
#include "runtime/native/columns.hpp"

namespace precept::batch {

inline constexpr std::size_t kBlockRows = 2048;
inline constexpr std::size_t kBlockWords = kBlockRows / 64;

// Belongs to one thread. Borrows all that it is made with.
class BlockReader {
 public:
  // `over_lists`: by service, whether its answers hang on lists; its rows are all alone.
  BlockReader(const Program& program, const InputPlan& plan, RowBinder& binder, std::vector<bool> over_lists);

  // Rows begin .. begin + count - 1, at most kBlockRows. What the last call gave is gone; the chunk must outlive what is read.
  void read(const TableChunk& chunk, std::size_t begin, std::size_t count);

  std::size_t rows() const { return count_; }
  // Row 0 is the first one read. Forms do not change from one call to the next.
  const native::FactColumns& facts() const { return facts_; }
  bool is_alone(std::size_t row) const { return alone_[row] != 0; }
  std::uint32_t service(std::size_t row) const { return services_[row]; }  // of rows that are not alone
  // Rows whose fact is not documented and lies behind the start that it may not precede, a bit a row; null: none does.
  const std::uint64_t* cut(FactId fact) const { return cut_[fact.index].empty() ? nullptr : cut_[fact.index].data(); }
  // A number for what each row says of quantity, time, rate and what was used, by column: equal numbers say the same.
  const std::vector<std::vector<std::uint32_t>>& amounts() const { return amounts_; }
  // Whether the row documents the fact.
  bool is_documented(FactId fact, std::size_t row) const;

 private:
  using Way = RowBinder::Way;

  // What a different cell says of one fact.
  struct Said {
    std::uint8_t documented = 0;
    Value value;
  };
  // The facts that the cells of a column speak of, and what each different cell says of each; code 0 says nothing.
  struct Sayings {
    std::vector<FactId> facts;
    std::vector<std::vector<Said>> said;  // by fact, by code
    std::vector<std::uint8_t> alone;      // by code: only the whole row can tell
    std::vector<std::uint32_t> service;   // by code
    std::vector<CellCodes> codes;         // one; of amounts one a service
  };
  // How a fact's rows are kept here.
  struct Rows {
    std::vector<std::uint64_t> validity, bits;
    std::vector<std::int64_t> values, highs;
    std::vector<std::uint8_t> members;
  };

  void lay_out();
  void lay_out(FactId fact);
  std::uint32_t code_of(std::size_t column, const TableChunk& chunk, std::size_t row, std::uint32_t service);
  std::uint32_t new_code(Sayings& sayings, std::size_t column, const TableChunk& chunk, std::size_t row,
                         std::uint32_t service);
  bool say(Sayings& sayings, const RowBinder::Change& change);
  void read_services(const TableChunk& chunk);
  void read_codes(std::size_t column, const TableChunk& chunk);
  void write(FactId fact, const std::vector<Said>& said, const std::vector<std::uint32_t>& codes);
  void read_truths(std::size_t column, const TableChunk& chunk);
  template <class Number>
  void read_numbers(std::size_t column, const TableChunk& chunk);
  void read_text(std::size_t column, const TableChunk& chunk);
  void check_alone(std::size_t column, const TableChunk& chunk);
  void keep_order();
  void take_validity(std::size_t column, const TableChunk& chunk, std::uint64_t* words) const;
  std::int64_t number_at(FactId fact, std::size_t row) const;

  const Program& program_;
  const InputPlan& plan_;
  RowBinder& binder_;
  const std::vector<bool> over_lists_;
  std::size_t begin_ = 0, count_ = 0;
  native::FactColumns facts_;
  std::vector<Rows> rows_;                     // by fact
  std::vector<Sayings> sayings_;               // by use
  std::vector<std::uint8_t> alone_;
  std::vector<std::uint32_t> services_, codes_;
  std::vector<std::vector<std::uint32_t>> amounts_;
  std::vector<std::size_t> amount_of_;         // by use: which of amounts_
  std::vector<std::vector<std::uint64_t>> cut_;  // by fact
};

}  // namespace precept::batch
