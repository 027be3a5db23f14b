// UTF-8: whether a text is it, and how a code point is written in it. Never here: JSON.
#pragma once

#include <cstdint>
#include <string_view>

namespace precept {

// Whether `text` is UTF-8 (no overlong form, no surrogate, nothing past U+10FFFF).
bool is_utf8(std::string_view text) noexcept;

// Writes a code point (at most U+10FFFF, no surrogate) in one to four bytes; gives where the next goes.
char* append_utf8(char* out, std::uint32_t point) noexcept;

}  // namespace precept
