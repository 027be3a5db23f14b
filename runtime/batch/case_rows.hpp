// One case looked for in a table: all of its rows, or what its name may have been meant to be. The table is gone through row
// by row and never held. In: a table, a case. Out: its rows as the JSON of a case. Never here: deciding, runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/batch/input_plan.hpp"
#include "runtime/batch/row_text.hpp"
#include "runtime/batch/tables.hpp"

namespace precept::batch {

struct CaseRow {
  std::int64_t number = 0;  // from 1, of the whole input
  RowKey key;
  std::string case_json;              // row_case()
  bool repeated = false;              // an earlier row has this case and request
  std::optional<RowProblem> problem;  // no cells could be read from it
};

struct CaseRows {
  std::vector<CaseRow> rows;         // in the order of the table
  std::vector<std::string> nearest;  // where there is none: names of cases, the nearest first
  std::int64_t looked_at = 0;        // rows
  std::int64_t unreadable = 0;       // of them rows that no cells could be read from, whoever's they are
};

inline constexpr std::size_t kNearestMax = 3;

// All requests of the case, or the one; nothing and why in `error` where the table cannot be read.
std::optional<CaseRows> find_case(TableEngine& tables, const TableSource& source, const InputPlan& plan,
                                  const std::string& case_id, std::optional<std::int64_t> request, std::string& error);

// The row of that number, from 1; no rows where the table is shorter.
std::optional<CaseRows> find_row(TableEngine& tables, const TableSource& source, const InputPlan& plan, std::int64_t number,
                                 std::string& error);

}  // namespace precept::batch
