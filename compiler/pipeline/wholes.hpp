// What an expression may be when nothing is documented: the whole against which `is documented` looks at it.
// In: a lowered Program. Out: the same, with those wholes and its hash in step. Never here: facts by themselves (lowering's).
#pragma once

#include "runtime/program/program.hpp"

namespace precept {

// "Something narrower than its whole is known" of `n + 1` means: narrower than what n + 1 may be with nothing documented.
void complete_wholes(Program& program);

}  // namespace precept
