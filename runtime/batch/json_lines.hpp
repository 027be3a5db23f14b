// Files of JSON lines in, chunks of columns of JSON out, a row a line: every member as it is written. A line that is no
// object is a row that cannot be decided. Never here: what the values mean.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/batch/tables.hpp"

namespace precept::batch {

// The members of all lines, in the order in which they first stand there; or none and why.
std::vector<TableColumn> describe_json_lines(const TableSource& source, std::string& error);

// Of the members named, those at `wanted`. `as_text`: strings without their quotes and escapes.
std::unique_ptr<TableReader> read_json_lines(const TableSource& source, std::vector<std::string> names,
                                             std::vector<std::size_t> wanted, bool as_text);

}  // namespace precept::batch
