// How a run ended, in words: counts, what kept rows from being decided and the way out of it. Never here: facts of a case.
#pragma once

#include <string>
#include <string_view>

#include "runtime/batch/batch_run.hpp"

namespace precept::cli {

std::string_view word_of_end(batch::RunEnd end);

// The exit code.
int report_run(const batch::RunResult& result, const std::string& folder, bool by_signal);

}  // namespace precept::cli
