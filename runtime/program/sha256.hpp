// SHA-256 (FIPS 180-4): bytes in, digest out. Held to NIST's vectors in tests/program.
// Never here: anything that must resist an attacker with a clock; it names contents, no more.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace precept {

class Sha256 {
 public:
  void add(std::string_view bytes) noexcept;             // any number of times, any lengths
  std::array<std::uint8_t, 32> digest() const noexcept;  // of all that was added; more may be added after
  std::string hex() const;                               // the digest in 64 lower-case hex digits

 private:
  void add_block(const unsigned char* block) noexcept;

  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> waiting_{};  // the bytes of a block that is not whole yet
  std::size_t waiting_bytes_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace precept
