// Which build of the native engine this is: two builds that may emit other code never have the same.
// In: nothing. Out: the linker's build id of this shared library. Never here: versions that people give.
#pragma once

#include <string>

namespace precept::native {

std::string build_id();  // hex digits; empty where the library was linked without one

}  // namespace precept::native
