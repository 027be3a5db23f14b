// A Value in, words for people out: "10 sessions", "between 2000-01-01 and 2000-01-15", "light or medium", "not documented".
// Deterministic English. Never here: JSON forms (runtime/facts/value_json.hpp), evidence, criteria.
#pragma once

#include <string>

#include "runtime/facts/case_facts.hpp"
#include "runtime/program/program.hpp"

namespace precept {

// How dates are written: 2000-01-18 and 2000-01; or, as a letter does, 01/18/2000 and January 2000.
enum class DateStyle : std::uint8_t { iso, letter };

inline constexpr std::string_view kNotDocumented = "not documented";

std::string format_value(const Program& program, const Type& type, Value value, DateStyle style = DateStyle::iso);

// One day; limits outside of the calendar are "before the year 1" and "after the year 9999".
std::string format_day(std::int64_t day, DateStyle style);
// A day, month or year as a case writes it ("2013-09-25"); what is not one is given back as it is.
std::string format_written_date(std::string_view text, DateStyle style);

// "page 126", "pages 125-126", or empty.
std::string pages_words(const std::string& pages);

// A document as it is cited: "progress report of 2013-09-25, page 2", or empty.
std::string document_words(const std::string& source, const std::string& dated, const std::string& page, DateStyle style);

// "10 sessions", "1 session", "50%", "12" (millionths).
std::string format_quantity(const Program& program, const std::optional<UnitId>& unit, std::int64_t millionths);

// "6 weeks", "45 days", "2 years", "1 year and 6 months".
std::string format_duration(DurationKind kind, std::int64_t length);
std::string format_duration(const RequestDuration& duration);

// Time from one date to another: "14 years and 1 month", "2 years and 1 day", "12 days"; of partial dates "between … and …".
std::string format_span(Value from, Value until);

}  // namespace precept
