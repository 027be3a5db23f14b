// Why a fact is not documented: the words that a case and an example may give.
#pragma once

#include <string_view>

namespace precept {

// Why a fact is missing: FHIR's data-absent reasons, and `conflicting`.
inline constexpr std::string_view kMissingReasons[] = {
    "unknown",           "asked-unknown", "temp-unknown",  "not-asked",  "asked-declined", "masked",
    "not-applicable",    "unsupported",   "as-text",       "error",      "not-a-number",   "negative-infinity",
    "positive-infinity", "not-performed", "not-permitted", "conflicting"};

}  // namespace precept
