// JSON values and what is wrong with them in words, for messages. In: what json_text.hpp reads. Never here: facts.
#pragma once

#include <string>
#include <string_view>

#include "runtime/facts/json_text.hpp"

namespace precept {

// "found the number 12", "found a list": what stands there.
std::string found_text(const JsonNode& json);

std::string_view problem_code(JsonProblemKind kind);  // fact_error::...
std::string problem_message(const JsonDocument& document, const JsonProblem& problem);

}  // namespace precept
