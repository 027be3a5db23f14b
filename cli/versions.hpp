// Versions as the build knows them. Never here: what only shows once a library is loaded (LLVM).
#pragma once

namespace precept::cli {

inline constexpr char kVersion[] = PRECEPT_VERSION;
inline constexpr char kAntlrVersion[] = PRECEPT_ANTLR_VERSION;

}  // namespace precept::cli
