// What compiling costs: text to Program and Program to code, for libraries of many rules. Each figure comes from a process
// of its own, so that nothing is warm and memory is that library's alone. In: rounds. Out: printed figures, and which goals
// are missed. Never here: running what was compiled.
#pragma once

namespace precept::bench {

// Before anything else of the process starts threads. False where a library does not compile.
bool run_compile(int rounds);

}  // namespace precept::bench
