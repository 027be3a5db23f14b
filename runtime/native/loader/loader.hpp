// Finds and loads the native engine's shared library, once a process.
// In: nothing. Out: the engine, or why there is none. Never here: LLVM; nothing is loaded before it is asked for.
#pragma once

#include <string>

#include "runtime/native/native.hpp"

namespace precept::native {

// Null, and a sentence in `error`, where the library is not there or does not fit. Safe from any number of threads.
// Looked for beside the executable, in the library folder that belongs to it, and where the system's loader looks.
const NativeEngine* load_engine(std::string& error);

}  // namespace precept::native
