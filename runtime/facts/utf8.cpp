// UTF-8 by its table of well-formed sequences (The Unicode Standard, table 3-7).
#include "runtime/facts/utf8.hpp"

namespace precept {

char* append_utf8(char* out, std::uint32_t point) noexcept {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (point < 0x80) {
    *out++ = byte(point);
  } else if (point < 0x800) {
    *out++ = byte(0xC0 | (point >> 6));
    *out++ = byte(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    *out++ = byte(0xE0 | (point >> 12));
    *out++ = byte(0x80 | ((point >> 6) & 0x3F));
    *out++ = byte(0x80 | (point & 0x3F));
  } else {
    *out++ = byte(0xF0 | (point >> 18));
    *out++ = byte(0x80 | ((point >> 12) & 0x3F));
    *out++ = byte(0x80 | ((point >> 6) & 0x3F));
    *out++ = byte(0x80 | (point & 0x3F));
  }
  return out;
}

bool is_utf8(std::string_view text) noexcept {
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  const auto* const end = at + text.size();
  while (at < end) {
    const unsigned char lead = *at++;
    if (lead < 0x80) continue;
    if (lead < 0xC2 || lead > 0xF4) return false;
    const int rest = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    if (end - at < rest) return false;
    const unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (*at < least || *at > most) return false;
    for (int i = 1; i < rest; ++i)
      if ((at[i] & 0xC0) != 0x80) return false;
    at += rest;
  }
  return true;
}

}  // namespace precept
