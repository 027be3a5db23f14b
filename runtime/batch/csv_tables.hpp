// A table engine that reads CSV and JSON lines by itself, so that one bad line is one row that cannot be decided and no
// more; everything else is left to the engine it is given. Never here: facts, decisions.
#pragma once

#include <memory>

#include "runtime/batch/tables.hpp"

namespace precept::batch {

// What is wrong with a line of text: codes of rows in errors/.
namespace table_error {
inline constexpr char cell_count[] = "F0202";
inline constexpr char quotes[] = "F0203";
inline constexpr char encoding[] = "F0204";
inline constexpr char zero_byte[] = "F0205";
inline constexpr char no_object[] = "F0206";
}  // namespace table_error

std::unique_ptr<TableEngine> reading_text(std::unique_ptr<TableEngine> other);

}  // namespace precept::batch
