// A string as a JSON string, for the few places where the command line writes JSON itself.
#pragma once

#include <string>
#include <string_view>

#include "runtime/facts/json_writer.hpp"

namespace precept::cli {

// What is not UTF-8 (a file's name may be anything) comes out as U+FFFD.
inline std::string json_string(std::string_view text) {
  JsonWriter json(false);
  return json.string(text).text();
}

}  // namespace precept::cli
