// What each column of a table is for, found by its name before anything starts.
// In: a Program and policy, the table's columns, a Mapping. Out: InputPlan, or every column that is unknown or lacking, each
// with the nearest name. Never here: rows.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "runtime/batch/mapping.hpp"
#include "runtime/batch/tables.hpp"
#include "runtime/program/program.hpp"

namespace precept::batch {

// Where a cell goes in the JSON of a case.
enum class CellPlace : std::uint8_t { case_id, request_number, request_part, case_fact };

struct ColumnUse {
  std::size_t column = 0;  // of the table
  CellPlace place = CellPlace::case_fact;
  std::string key;                                 // "injury_date", "quantity"
  TypeKind kind = TypeKind::text;                  // of the fact; of parts of a request: text, or number for quantities
  std::string end;                                 // "from" or "to" of a range over two columns; empty: the whole value
  const Mapping::Codes* codes = nullptr;           // of the Mapping
  const std::vector<DateFormat>* dates = nullptr;  // of the Mapping: how its dates may be written, beside YYYY-MM-DD
};

struct InputPlan {
  std::vector<TableColumn> columns;  // of the table
  std::vector<ColumnUse> uses;       // case and request first, the others by place and key, the ends of a range side by side
  std::map<std::string, std::string> meant;  // columns that no fact is called by -> the name that they seem to stand for
};

struct InputRules {
  bool ignore_unknown = false;
  bool ignore_missing = false;
};

// `mapping` must outlive the plan. Where `problems` is not empty, the table cannot be used.
InputPlan plan_input(const Program& program, PolicyId policy, std::vector<TableColumn> columns, const Mapping& mapping,
                     InputRules rules, std::vector<std::string>& problems);

// The facts that the rules of a policy's guidelines, or the policy itself, can look at; ascending.
std::vector<FactId> facts_looked_at(const Program& program, PolicyId policy);

// The header of a table that holds every fact and every part of a request, as one line of CSV with its line end.
std::string csv_template(const Program& program);

}  // namespace precept::batch
