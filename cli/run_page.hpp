// `--report FILE` of `precept run`: the page of a finished run. In: the run. Out: a file. Never here: what the page says.
#pragma once

#include <string>

#include "runtime/batch/batch_run.hpp"

namespace precept::cli {

// Reads a sample of the table again. False and a message where the page cannot be made.
bool write_run_page(const std::string& path, batch::TableEngine& tables, const batch::TableSource& source,
                    const batch::Deciding& deciding, const batch::RunOptions& run, const batch::Tally& tally);

}  // namespace precept::cli
