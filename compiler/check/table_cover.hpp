// Whether the rows of a table leave a gap, overlap, or can never be reached.
// In: a table whose keys are understood, and what it is asked for. Out: findings in words, and the rows that they are about.
// Never here: diagnostics.
#pragma once

#include "compiler/check/tables.hpp"

namespace precept::check {

struct TableOverlap {
  std::size_t row = 0, other = 0;  // other < row
  std::string words;               // of keys that both fit: "`methadone`, 20 mg"
};

struct TableCover {
  std::vector<std::string> gaps;  // "`methadone`, 20.5 mg (above 20 mg and below 21 mg)"; at most kGapsShownMax
  std::size_t gaps_in_all = 0;
  std::vector<TableOverlap> overlaps;  // two rows once; at most kOverlapsShownMax
  std::vector<bool> reached;           // by row
  bool too_many = false;               // more cells than kTableCellsMax: nothing else is said
};

// `ranges`, by parameter, counts where the keys are bands.
TableCover table_cover(const Table& table, const std::vector<KeyRange>& ranges, const Library& library);

}  // namespace precept::check
