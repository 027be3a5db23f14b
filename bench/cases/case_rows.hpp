// Blocks of a shape as rows of a table, made as the table engine asks for them. In: a shape, which rows, the file's format.
// Out: OutRows. Memory does not grow with the rows. Never here: what cases hold.
#pragma once

#include <deque>
#include <memory>

#include "bench/cases/shape.hpp"
#include "runtime/batch/tables.hpp"

namespace precept::bench {

// How dates are written: as text, "2014-02" where known in part; as the table's own dates, where none is known in part; in
// two columns, `.from` and `.to`.
enum class Dates : std::uint8_t { text, typed, bounds };

class CaseRows : public batch::OutRows {
 public:
  CaseRows(const Shape& shape, std::uint64_t first, std::uint64_t rows, batch::TableFormat format, Dates dates);

  const std::vector<batch::OutColumn>& columns() const override { return columns_; }
  std::size_t rows() const override { return rows_; }
  // By one thread, from the first row on.
  void fill(std::size_t first, std::size_t count, std::vector<batch::OutCells>& cells) const override;

 private:
  enum class Part : std::uint8_t { cell, first, last };  // of a date: whole, `.from`, `.to`
  struct Source {
    std::size_t column;
    CaseColumn::Kind kind;
    Part part = Part::cell;
  };

  void add(std::size_t column, batch::OutKind kind, const std::string& name, const std::string& type, Part part);
  void fill_column(const Source& source, std::size_t at, std::size_t begin, std::size_t end, batch::OutCells& cells) const;
  void fill_cell(const Source& source, const CaseCells& from, std::size_t row, std::size_t to, batch::OutCells& cells) const;

  const Shape& shape_;
  std::uint64_t first_;
  std::size_t rows_;
  std::vector<batch::OutColumn> columns_;
  std::vector<Source> sources_;
  mutable CaseBlock block_;
  mutable std::uint64_t made_ = ~std::uint64_t{0};
  // Texts of the last blocks: the table engine has copied those of a chunk before it asks for many more.
  mutable std::deque<std::shared_ptr<std::deque<std::string>>> kept_;
};

}  // namespace precept::bench
