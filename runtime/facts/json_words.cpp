// One sentence for each kind of value and of problem.
#include "runtime/facts/json_words.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/facts/fact_errors.hpp"

namespace precept {

std::string found_text(const JsonNode& json) {
  switch (json.kind) {
    case JsonKind::null:
      return "found null";
    case JsonKind::yes:
      return "found `true`";
    case JsonKind::no:
      return "found `false`";
    case JsonKind::number:
      return fmt::format("found the number {}", json.text.substr(0, 40));
    case JsonKind::string:
      if (json.text.size() > 60 ||
          std::any_of(json.text.begin(), json.text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
        return "found a string";
      return fmt::format("found the string \"{}\"", json.text);
    case JsonKind::array:
      return "found a list";
    case JsonKind::object:
      return "found an object";
    case JsonKind::bad:
      break;
  }
  return "found something else";
}

std::string_view problem_code(JsonProblemKind kind) {
  switch (kind) {
    case JsonProblemKind::bad_utf8:
      return fact_error::bad_utf8;
    case JsonProblemKind::bad_string:
      return fact_error::bad_string;
    case JsonProblemKind::bad_word:
      return fact_error::bad_word;
    case JsonProblemKind::duplicate_key:
      return fact_error::duplicate_key;
    case JsonProblemKind::too_deep:
      return fact_error::too_deep;
  }
  return fact_error::not_json;
}

std::string problem_message(const JsonDocument& document, const JsonProblem& problem) {
  switch (problem.kind) {
    case JsonProblemKind::bad_utf8:
      return "the text here is not valid UTF-8";
    case JsonProblemKind::bad_string:
      return "a string holds a control character or an escape that JSON does not have";
    case JsonProblemKind::bad_word: {
      const std::string_view word = document.nodes[problem.node].text;
      if (word.size() <= 40 && word.find_first_of("0123456789") != std::string_view::npos)
        return fmt::format("`{}` is not a number as JSON writes it", word);
      return fmt::format("`{}` is not a JSON value; a fact that is not known is null or left out", word.substr(0, 40));
    }
    case JsonProblemKind::duplicate_key:
      return "this name stands here twice";
    case JsonProblemKind::too_deep:
      return fmt::format("brackets are nested more than {} deep", kJsonNestingMax);
  }
  return {};
}

}  // namespace precept
