// What a run would do, or why the table cannot be used, in words. Never here: cells.
#pragma once

#include <string>
#include <vector>

#include "cli/run_progress.hpp"
#include "cli/run_wanted.hpp"

namespace precept::cli {

// `--dry-run`.
void show_plan(const Arguments& arguments, const RunWanted& wanted, const batch::InputPlan& plan, std::size_t criteria,
               const std::string& library, const RunSize& size);

// What is wrong with the table as a whole, the way out, and a map to begin with where columns only have other names.
void complain_of_table(const std::vector<std::string>& problems, const batch::InputPlan& plan);

// Columns in use that some file of several lacks: their cells would be undocumented without anybody having said so.
std::vector<std::string> uneven_files(batch::TableEngine& tables, const batch::TableSource& source,
                                      const batch::InputPlan& plan, std::string& error);

// What is to be read in all, as far as it can be told before.
RunSize size_to_read(batch::TableEngine& tables, const batch::TableSource& source);

}  // namespace precept::cli
