// Tables as the checker keeps them: what they are looked up by, their rows and columns.
// In: made by tables.cpp from ast::TableDecl. Out: read by table_cover (gaps and overlaps) and table_uses.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/check/scope.hpp"

namespace precept::check {

inline constexpr std::size_t kTableCellsMax = 200'000;  // combinations of keys that are looked at
inline constexpr std::size_t kTableStepsMax = 100'000;  // operations of one use
inline constexpr std::size_t kGapsShownMax = 5;         // of one table
inline constexpr std::size_t kOverlapsShownMax = 20;

// What numbers, dates and durations a table is asked for, in the parameter's unit: the hull over all of its uses.
struct KeyRange {
  std::int64_t low = 0;  // kNoLow, kNoHigh: without end
  std::int64_t high = kNoHigh;
  bool whole = true;  // of numbers: counts alone. Of durations: none that is a time from date to date
  Span asked;         // a use that is not whole, or else the first
};

// A bound of a band: a constant as it is written, and its value in the parameter's unit.
struct KeyBound {
  Expr written;
  std::int64_t value = 0;
};

struct TableKey {
  enum class Kind : std::uint8_t { member, truth, codes, band, any } kind = Kind::member;  // any: the row leaves it out
  Value member;  // member of a choice or scale; truth: yes or no
  CodeListId codes{};
  bool low_open = false, high_open = false;  // the bound itself is not in the band
  std::optional<KeyBound> low, high;
  Span span;
};

struct TableRow {
  std::vector<TableKey> keys;  // by parameter; none: `otherwise`
  std::vector<Value> values;   // by column
  std::vector<Span> value_spans;
  Span span;
};

struct TableParameter {
  std::string name;
  Type type;  // of its keys; numbers in the finest of their units
  Span span;
  std::optional<KeyRange> asked;
};

struct TableColumn {
  std::string name;
  Type type;
};

struct Table {
  std::string name;
  Span span;
  const FileScope* scope = nullptr;
  std::vector<TableParameter> parameters;
  std::vector<TableColumn> columns;
  std::vector<TableRow> rows;  // without `otherwise`
  std::optional<TableRow> otherwise;
  bool broken = false;  // reported: its uses say nothing more
};

}  // namespace precept::check
