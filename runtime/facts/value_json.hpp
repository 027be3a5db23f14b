// A Value in, the JSON that a case would hold for it out: `true`, 12, "medium", "2000-01", {"from": 7, "to": 8}.
// What is written reads back to the same Value. Never here: words for people (runtime/report/values_text.hpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/facts/case_facts.hpp"
#include "runtime/facts/json_writer.hpp"

namespace precept {

// Whether a value of this type has one possible value.
bool is_exact(const Type& type, Value value);

// Writes the value; null where nothing at all is known of an ordered one, and of a code that is no item of its system. Text
// and lists are written by the caller.
void write_value(JsonWriter& json, const Program& program, const Type& type, Value value);
// As the case writes it where the value alone does not say it: a code that is no item of its system. `written`: Evidence's.
void write_value(JsonWriter& json, const Program& program, const Type& type, Value value, std::string_view written);

// The code that a value is; empty where it is not known. `written`: what the case writes, for codes that are no items.
std::string_view code_text(const Program& program, SystemId system, Value value, std::string_view written);

// "6w", "45d", "2mo", "1y": the longest unit that holds it whole.
std::string duration_code(DurationKind kind, std::int64_t length);

// "2000", "2000-01" or "2000-01-18" where the days are exactly a year, a month or a day.
std::optional<std::string> partial_date(std::int64_t first, std::int64_t last);

}  // namespace precept
