// Which table `precept run` reads: the words of the command line in, files and how they are read out, and what names their
// contents. Never here: columns, rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/batch/tables.hpp"

namespace precept::cli {

// Files, patterns (* and ? in the last part of a path) and folders, each in order of names; all of one form. Nothing, and
// why, where there is none.
std::optional<batch::TableSource> table_source(const std::vector<std::string>& named, std::string& error);

// "sha256:..." of the sizes and bytes of all files in order, or of the query's text.
std::optional<std::string> fingerprint(const batch::TableSource& source, std::string& error);

// Size, times and place of all files, to see afterwards whether somebody changed one meanwhile. Empty of a query.
std::string stamp(const batch::TableSource& source);

// In bytes.
std::int64_t size_of(const batch::TableSource& source);

}  // namespace precept::cli
