// The verifier's view of codes and records: before facts and nodes, which stand on them.
// In: a Program whose ids may be wrong. Out: what is broken first, or nothing.
#pragma once

#include "runtime/program/verify_nodes.hpp"

namespace precept {

Broken verify_codes(const Program& program);
// After the facts: loops go over them.
Broken verify_records(const Program& program);

}  // namespace precept
