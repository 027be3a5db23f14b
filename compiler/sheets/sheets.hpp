// Tables as analysts keep them: between a `table` and a sheet of comma-separated values.
// In: ast::TableDecl, CSV text. Out: CSV; the words of a table; a guideline file with its table's rows exchanged.
// Never here: files, types and gaps (the checker looks at what comes out).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/ast.hpp"

namespace precept::sheets {

// A column a key and a column a value, a line a row; CRLF, as RFC 4180 has it. Keys are in the language's own words ("above 20 mg to
// 40 mg"); a row with fewer keys than the table leaves the others empty; `otherwise` stands in the first.
std::string csv_of(const ast::TableDecl& table);

struct Row {
  bool otherwise = false;
  std::vector<std::string> keys, values;  // in words of the language
  int line = 0;                           // of the sheet, from 1
};
struct Column {
  std::string name;
  std::string unit;  // "" : none
};
struct Sheet {
  std::vector<std::string> by;
  std::vector<Column> gives;
  std::vector<Row> rows;
};

struct SheetError {
  int line = 1;        // from 1; 0: the sheet as a whole
  std::string column;  // the name over it; "": the line as a whole
  std::string message;
  std::string mend;    // "": none is likely
};

struct Read {
  Sheet sheet;
  std::vector<SheetError> errors;  // none: the sheet can be used
};

// The first line names the columns. Which are keys: those of `known` where there is such a table, else `by`, else all but the last.
// Commas, or semicolons or tabs where the first line has them and no comma; then numbers may have a decimal comma.
Read sheet_from_csv(std::string_view csv, const ast::TableDecl* known, const std::vector<std::string>& by);

// A `table` declaration, not yet in the canonical form.
std::string declaration_of(const Sheet& sheet, const std::string& name);

// The text of `file` with the rows of `table` as the sheet has them. The order is the sheet's. Words, source, and the comments of rows
// whose keys stay are kept; `dropped` counts comments that went with their rows.
struct Exchanged {
  std::string text;
  std::size_t added = 0, removed = 0, changed = 0, dropped_comments = 0;
  bool moved = false;    // rows stand in another order
  bool columns = false;  // the columns or their units are others
};
Exchanged exchange_rows(const ast::File& file, const source::SourceFile& source, const ast::TableDecl& table, source::Span at,
                        const Sheet& sheet);

}  // namespace precept::sheets
