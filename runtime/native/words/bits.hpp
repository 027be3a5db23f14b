// Bits of a bitmap that may start anywhere, as whole words.
// Never here: what the bits mean.
#pragma once

#include <cstdint>
#include <cstring>

namespace precept::native {

// Asks for the bits of the next rows ahead, into the second cache. They need not be there.
inline void ask_for_bits(const std::uint8_t* bitmap, std::int64_t first, std::int64_t rows) {
  const std::uint8_t* byte = bitmap + (first >> 3);
  for (std::int64_t line = 0; line < rows / 8; line += 64) __builtin_prefetch(byte + line, 0, 2);
}

// `rows` bits from bit `first` on; bits behind the last are 0. Reads only the bytes that those bits lie in.
inline void load_bits(const std::uint8_t* bitmap, std::int64_t first, std::int64_t rows, std::uint64_t* words) {
  const std::uint8_t* byte = bitmap + (first >> 3);
  const auto shift = static_cast<int>(first & 7);
  const std::int64_t whole = rows / 64;
  if (shift == 0) {
    std::memcpy(words, byte, static_cast<std::size_t>(whole * 8));
  } else {
    for (std::int64_t word = 0; word < whole; ++word) {
      std::uint64_t low;
      std::memcpy(&low, byte + 8 * word, 8);
      words[word] = low >> shift | std::uint64_t{byte[8 * word + 8]} << (64 - shift);
    }
  }
  if (rows % 64 == 0) return;
  std::uint64_t last = 0;
  for (std::int64_t row = whole * 64; row < rows; ++row) {
    const std::int64_t bit = shift + row;
    last |= std::uint64_t{(byte[bit >> 3] >> (bit & 7)) & 1u} << (row & 63);
  }
  words[whole] = last;
}

}  // namespace precept::native
