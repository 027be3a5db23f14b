// One row of a table in, the JSON of the case that it stands for out: so that what a table may say is what a case may say,
// and is read by the same rules (runtime/facts). Never here: reading that JSON, decisions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/batch/input_plan.hpp"
#include "runtime/batch/tables.hpp"

namespace precept::batch {

struct RowKey {
  std::string case_id;       // empty: the row names none
  std::int64_t request = 1;  // 0: what stands there is no number of a request
};

// `chunk` has the plan's columns in the order of its uses.
RowKey row_key(const InputPlan& plan, const TableChunk& chunk, std::size_t row);

// The same without a copy, where the table has a text and a whole number there; else `room` holds the text.
struct RowKeyView {
  std::string_view case_id;
  std::int64_t request = 1;
};
RowKeyView row_key(const InputPlan& plan, const TableChunk& chunk, std::size_t row, std::string& room);

// {"case": …, "facts": {…}, "requests": [{…}]}, appended.
void row_case(const InputPlan& plan, const TableChunk& chunk, std::size_t row, std::string& out);

// What one cell says, as a case would; empty where it says nothing. `use`: its place among the plan's uses.
std::string cell_case_json(const InputPlan& plan, const TableChunk& chunk, std::size_t use, std::size_t row);

// The row as the table has it: an object of its columns, for what went wrong with it. Columns that are not used are not in
// it.
std::string raw_row(const InputPlan& plan, const TableChunk& chunk, std::size_t row);

}  // namespace precept::batch
