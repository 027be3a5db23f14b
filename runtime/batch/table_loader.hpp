// Finds and loads the table engine's shared library. In: options. Out: the engine, or why there is none.
// Never here: DuckDB; nothing is loaded before it is asked for.
#pragma once

#include <memory>
#include <string>

#include "runtime/batch/tables.hpp"

namespace precept::batch {

// Null, and a sentence in `error`, where the library is not there or does not fit. Looked for beside the executable, in the
// library folder that belongs to it, and where the system's loader looks.
std::unique_ptr<TableEngine> load_tables(const TableOptions& options, std::string& error);

}  // namespace precept::batch
