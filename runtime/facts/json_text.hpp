// JSON text in, a flat list of its values out, each with its place; strict, iterative, and without loss: numbers stay text.
// What can be read past (bad UTF-8, `NaN`, a key twice, values nested too deep) is a problem at one value, so that one bad
// case does not hide the others; what cannot (an unclosed bracket) ends the reading. Never here: facts, exceptions, doubles.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precept {

inline constexpr int kJsonNestingMax = 64;                   // open brackets
inline constexpr std::size_t kJsonPathBytesMax = 240;        // of a path in a message; what goes beyond is cut
inline constexpr std::size_t kJsonBytesMax = 1'073'741'824;  // 1 GiB in one text

enum class JsonKind : std::uint8_t { null, yes, no, number, string, array, object, bad };

// One value. Children of an array or object follow it: the first at its own index + 1, each next at `next`.
struct JsonNode {
  JsonKind kind = JsonKind::null;
  std::uint32_t next = 0;    // index after everything in this value
  std::uint32_t offset = 0;  // byte where the value starts
  std::string_view key;      // as the member of an object: its name, unescaped
  std::string_view text;     // string: unescaped. number: as written. bad: as written
};

enum class JsonProblemKind : std::uint8_t {
  bad_utf8,       // a string or key that is not UTF-8
  bad_string,     // an escape that does not exist, half a surrogate pair, a control character
  bad_word,       // NaN, Infinity, True, 01, .5: not a JSON value
  duplicate_key,  // the node is the second member of that name
  too_deep,       // more than kJsonNestingMax brackets open; the rest was skipped
};

struct JsonProblem {
  JsonProblemKind kind = JsonProblemKind::bad_word;
  std::uint32_t node = 0;
  std::uint32_t offset = 0;
};

// What ended the reading early. The list of nodes is closed there and well formed, but the last top value is unfinished.
struct JsonStop {
  std::uint32_t offset = 0;
  std::string message;  // "expected `,` or `}`"
};

// Views point into the text that was read or into `unescaped`: the text must outlive the document.
struct JsonDocument {
  std::vector<JsonNode> nodes;
  std::vector<JsonProblem> problems;  // by offset
  std::optional<JsonStop> stop;
  std::uint32_t open_node = 0;            // with `stop`: the innermost value that was being read
  std::vector<std::uint32_t> unfinished;  // with `stop`: the values left open, outermost first
  std::size_t end = 0;                    // byte after the value
  std::vector<std::unique_ptr<char[]>> unescaped;

  void clear();
};

// Reads one value from `start` on (white space before it is skipped) into `document`, which is cleared first.
void read_json(std::string_view text, std::size_t start, JsonDocument& document);

// The byte after white space from `start` on.
std::size_t skip_json_space(std::string_view text, std::size_t start) noexcept;

// How `node` is reached from `root`: "facts.injury_date", "requests[0].quantity"; empty for the root itself.
std::string json_path(const JsonDocument& document, std::uint32_t root, std::uint32_t node);

}  // namespace precept
