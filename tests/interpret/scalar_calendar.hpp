// A calendar for the oracle alone: the first day of every month, counted off by the textbook rule, and that all repeats
// after 400 years. Never here: anything of runtime/values/calendar.
#pragma once

#include <cstdint>
#include <utility>

namespace precept::oracle {

// Wide enough for values that no 64 bits hold: how "no bound" is tried.
__extension__ using Wide = __int128;

Wide month_of(Wide day);            // months since January 1970 of a day since 1970-01-01
Wide later(Wide day, Wide months);  // the day so many months later (earlier where negative), clamped
// The fewest and the most days that so many months are, over every start of 400 years. months >= 0.
std::pair<Wide, Wide> days_in(Wide months);

}  // namespace precept::oracle
