// Facts of many cases as columns in memory: what the 64-case word path reads and the planes it leaves behind.
// Views only: nothing here owns a row. Layouts are Arrow's, so that a column goes in and a criterion comes out without a
// copy. Never here: files, foreign libraries, evaluation.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/values/value.hpp"

namespace precept::native {

// How a fact's rows lie in memory.
enum class ColumnForm : std::uint8_t {
  absent,  // no row documents it
  truth,   // `values` is a bitmap, bit 1 = yes (Arrow's boolean column)
  member,  // `values` is one byte a row: the member's index (choices and scales)
  exact,   // `values` holds one `raw` number a row: value = base + raw * scale
  bounds,  // `values` holds lows and `highs` holds highs, int64 each, in Value's units (dates known in part, ranges)
  masks,   // `values` holds one 64-bit set of members a row (choices that are known in part)
};

enum class RawType : std::uint8_t { i8, u8, i16, i32, i64 };

// One fact's rows. Row r of the batch is element `first + r` of `values`, `highs` and `validity`, so that a slice of an
// Arrow array needs no copy. Only the rows asked for are read, never what lies behind them.
struct FactColumn {
  ColumnForm form = ColumnForm::absent;
  RawType raw = RawType::i64;
  const void* values = nullptr;
  const void* highs = nullptr;
  const std::uint8_t* validity = nullptr;  // bitmap, least bit first, 1 = documented; null: every row is
  std::int64_t first = 0;
  std::int64_t scale = 1;  // above 0. A count in whole numbers: kOne. A decimal of two places: 10'000
  std::int64_t base = 0;   // dates as narrow numbers: the day that 0 stands for
};

// Parallel to Program::facts. A row that is not valid has Fact::assumed where there is one, else Fact::whole.
struct FactColumns {
  std::int64_t rows = 0;
  std::vector<FactColumn> facts;
};

// A truth node's rows as an Arrow boolean column: value 1 = yes, validity 0 = undocumented (its value bit is 0 then).
// Each plane holds its words rounded up to 8 (Arrow's 64 bytes). Planes of one table should not lie powers of two apart:
// stagger them by an odd number of cache lines, or three times the time goes into cache conflicts.
struct TruthPlanes {
  std::uint64_t* value = nullptr;
  std::uint64_t* validity = nullptr;
};

// Any other node's rows as bounds; of a choice, `lo` is the set of members and `hi` is 0. Rows rounded up to 64.
struct BoundsRows {
  std::int64_t* lo = nullptr;
  std::int64_t* hi = nullptr;
};

// Where a run leaves its results; each list is parallel to the plan's list of the same name.
// A null pointer in `failures` means that nobody asks; bits behind the last row are 0 everywhere.
struct WordOutputs {
  std::int64_t first_row = 0;  // the row that every plane and array here begins with, a multiple of 512
  std::vector<TruthPlanes> truths;
  std::vector<BoundsRows> others;
  std::vector<std::uint64_t*> failures;  // 1 = this operation is an error of that row
};

}  // namespace precept::native
