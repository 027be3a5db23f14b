// Program as text and its hash.
// In: Program. Out: a deterministic text of everything in it (`precept show --stage program`), and "sha256:..." of that.
#pragma once

#include <string>

#include "runtime/program/program.hpp"

namespace precept {

std::string program_to_text(const Program& program);  // every field; stable order; no addresses
std::string program_hash(const Program& program);     // "sha256:" + 64 hex digits, of program_to_text without its hash line

}  // namespace precept
