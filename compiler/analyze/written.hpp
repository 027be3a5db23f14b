// Values and operations as an author writes them: "2y", "demand_level >= medium", "time from start to seen <= 2y".
// In: a Program. Out: text of the language, on one line. Never here: words for a determination (runtime/report).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/facts/case_facts.hpp"

namespace precept::analyze {

std::string written(const Program& program, const Type& type, std::int64_t value);  // of an ordered kind: "2y", "10 sessions"
std::string written_members(const Program& program, const Type& type, std::uint64_t members);  // "light", "{light, medium}"

// What an example gives: "yes", "7 to 8", "either {light, medium}"; `text`: of a code or a text, as it is written.
std::string written_given(const Program& program, const Type& type, Value value, const std::string& text = {});
// "[{kind = massage, visits = 12 visits}] incomplete" (written_given.cpp)
std::string written_records(const Program& program, RecordId type, const Records& records, bool incomplete_unless_stated);

// `definitions`: those whose names stand for what they mean (a criterion's mentions).
std::string written(const Program& program, NodeId node, const std::vector<std::uint32_t>& definitions = {});

}  // namespace precept::analyze
