// Cells of a block, set one by one: see shape.hpp.
#include "bench/cases/shape.hpp"

namespace precept::bench {

void CaseBlock::reset(std::size_t count) {
  columns.resize(count);
  for (CaseCells& cells : columns) {
    cells.numbers.resize(kBlockRows);
    cells.lasts.resize(kBlockRows);
    cells.texts.resize(kBlockRows);
    cells.known.assign(kBlockRows, 0);
  }
  store = std::make_shared<std::deque<std::string>>();
}

void CaseBlock::set(std::size_t column, std::size_t row, std::int64_t number) {
  columns[column].numbers[row] = number;
  columns[column].known[row] = 1;
}

void CaseBlock::set_date(std::size_t column, std::size_t row, std::int64_t first, std::int64_t last) {
  columns[column].numbers[row] = first;
  columns[column].lasts[row] = last;
  columns[column].known[row] = 1;
}

void CaseBlock::set_text(std::size_t column, std::size_t row, std::string_view lasting) {
  columns[column].texts[row] = lasting;
  columns[column].known[row] = 1;
}

void CaseBlock::keep_text(std::size_t column, std::size_t row, std::string made) {
  set_text(column, row, store->emplace_back(std::move(made)));
}

}  // namespace precept::bench
