// A library of many rules as guideline text, for what compiling costs: guidelines of twenty rules, each of eight criteria
// with thresholds and texts of their own, over one vocabulary. In: how many rules, and whether some go over records, codes
// and tables. Out: sources. Never here: timing.
#pragma once

#include <cstddef>

#include "compiler/source/source.hpp"

namespace precept::bench {

// `mixed`: of four rules one counts and sums visits, one looks up a table by a code.
enum class Rules : std::uint8_t { plain, mixed };

source::Sources library_text(std::size_t rules, Rules kind);
std::size_t bytes_of(const source::Sources& sources);

}  // namespace precept::bench
