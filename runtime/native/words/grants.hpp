// Outcome and granted quantity of many rows at once, for a rule of one fixed allowance: from the planes of its eligibility
// and the column of what is requested. The full meaning of rules and policies is runtime/decide; this is its plainest shape.
// Never here: several rules, closing, time limits.
#pragma once

#include "runtime/native/columns.hpp"
#include "runtime/native/words/leaves.hpp"

namespace precept::native {

// Where the rows' results go; each holds rows rounded up to 64.
struct GrantColumns {
  std::uint8_t* outcomes = nullptr;  // Outcome's numbers
  std::uint8_t* granted = nullptr;   // in the column's whole units; 0 where denied or undetermined
};

// Eligible and requested above `allowed`: modify, `allowed` granted. Eligible otherwise: approve, what was requested (what
// is allowed where that is unknown). Not eligible: deny. Not known: pend. `requested` is exact, u8 or i16, each row above 0;
// `allowed` is from 1 to 127. Row first_row of the column is bit 0 of the planes and byte 0 of the results.
void grant_rows(const LeafKernels& kernels, TruthPlanes eligible, const FactColumn& requested, std::int64_t first_row,
                std::int64_t rows, std::int64_t allowed, GrantColumns out);

}  // namespace precept::native
