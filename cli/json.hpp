// A string as a JSON string, for the few places where the command line writes JSON itself.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace precept::cli {

inline std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (letter == '"' || letter == '\\') out += '\\', out += letter;
    else if (letter == '\n') out += "\\n";
    else if (byte < 0x20) out += fmt::format("\\u{:04x}", byte);
    else out += letter;
  }
  return out + "\"";
}

}  // namespace precept::cli
