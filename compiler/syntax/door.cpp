// What a text must be before it is parsed at all.
// In: bytes. Out: whether the parser may see them. Never here: tokens.
#include "compiler/syntax/door.hpp"

#include "compiler/syntax/parse.hpp"

namespace precept::ast {
namespace {

// The length of the UTF-8 sequence at `at`, or 0 where there is none (RFC 3629: no surrogates, no overlong forms).
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t ahead) {
    return at + ahead < text.size() ? static_cast<unsigned char>(text[at + ahead]) : 0u;
  };
  const auto follows = [&](std::size_t ahead, unsigned low = 0x80, unsigned high = 0xBF) {
    return byte(ahead) >= low && byte(ahead) <= high;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : 0xBF;
    return follows(1, low, high) && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
    return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::size_t byte_order_mark(std::string_view text) { return text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0; }

bool may_enter(std::string_view text, std::uint32_t file, diagnostics::Diagnostics& diagnostics) {
  using diagnostics::Code;
  if (text.size() > kSourceBytesMax) {
    diagnostics.report(Code::E0104, {file, 0, 0}, text.size(), kSourceBytesMax)
        .hint("divide it into several files of one header");
    return false;
  }
  for (std::size_t at = 0; at < text.size();) {
    const auto offset = static_cast<std::uint32_t>(at);
    if (text[at] == '\0') {
      diagnostics.report(Code::E0103, {file, offset, offset + 1}).hint("save the file as plain text, in UTF-8");
      return false;
    }
    const auto length = sequence_length(text, at);
    if (length == 0) {
      diagnostics
          .report(Code::E0102, {file, offset, offset + 1}, at + 1,
                  fmt::format("0x{:02X}", static_cast<unsigned char>(text[at])))
          .hint("save the file as plain text, in UTF-8");
      return false;
    }
    at += length;
  }
  return true;
}

}  // namespace precept::ast
