// A library read as of one day for every case: `--as-of`. In: a Program, one of its policies, a day. Out: the Program with
// that policy choosing its editions by that day, whatever the case says. Never here: dates of cases.
#pragma once

#include <cstdint>

#include "runtime/program/program.hpp"

namespace precept::batch {

Program as_of_day(const Program& program, PolicyId policy, std::int64_t day);

}  // namespace precept::batch
