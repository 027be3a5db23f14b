// Doing something again whenever a guideline file changes.
// In: files and folders, what to do. Out: an exit code, once it is interrupted. Never here: what is done.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace precept::cli {

// Does it at once, then after every change of a `.precept` file there (one made, written, taken away), looking every 300 ms.
// Ends when interrupted (0), or where `act` gives false: the results have nowhere to go (2).
int watch(const std::vector<std::string>& paths, const std::function<bool()>& act);

}  // namespace precept::cli
