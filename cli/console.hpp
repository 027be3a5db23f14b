// Where results and messages go: results to standard output, all else to standard error.
#pragma once

#include <string>
#include <string_view>

namespace precept::cli {

inline constexpr int kDone = 0, kAnswerIsNo = 1, kNotDone = 2, kOwnFault = 3;

void print(std::string_view text);           // results
void complain(std::string_view message);     // "precept: message\n" on standard error
void note(std::string_view text);            // as it is, on standard error
bool flush_results();                        // false where standard output could not be written
bool colour_on(bool standard_error);         // a terminal, and no NO_COLOR

}  // namespace precept::cli
