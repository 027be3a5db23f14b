// Outcome and granted quantity of rows, a stretch at a time: see the header.
#include "runtime/native/words/grants.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "runtime/native/words/bits.hpp"

namespace precept::native {
namespace {

constexpr std::int64_t kStretchWords = 64;
constexpr std::int64_t kRowsAhead = 2 * kStretchWords * 64;  // as far as the leaves ask ahead

}  // namespace

void grant_rows(const LeafKernels& kernels, TruthPlanes eligible, const FactColumn& requested, std::int64_t first_row,
                std::int64_t rows, std::int64_t allowed, GrantColumns out) {
  assert(requested.form == ColumnForm::exact && (requested.raw == RawType::u8 || requested.raw == RawType::i16));
  assert(allowed >= 1 && allowed <= 127);
  const bool narrow = requested.raw == RawType::u8;
  const std::int64_t width = narrow ? 1 : 2;
  const auto kernel = narrow ? kernels.grant_u8 : kernels.grant_i16;
  const auto* values = static_cast<const std::uint8_t*>(requested.values);
  for (std::int64_t row = 0; row < rows; row += kStretchWords * 64) {
    const std::int64_t here = std::min(kStretchWords * 64, rows - row);
    const std::int64_t at = requested.first + first_row + row;
    std::uint64_t known[kStretchWords];
    std::fill_n(known, kStretchWords, ~std::uint64_t{0});
    if (requested.validity != nullptr) {
      ask_for_bits(requested.validity, at + kRowsAhead, here);
      load_bits(requested.validity, at, here, known);
    }
    const auto planes = [&](std::int64_t word) {
      return LeafKernels::GrantRows{
          eligible.value + row / 64 + word, eligible.validity + row / 64 + word, known + word, allowed,
          out.outcomes + row + word * 64,   out.granted + row + word * 64};
    };
    const std::int64_t whole = here / 64;
    kernel(values + at * width, whole, kRowsAhead * width, planes(0));
    if (here % 64 == 0) continue;
    alignas(64) std::uint8_t padded[128] = {};
    std::memcpy(padded, values + (at + whole * 64) * width, static_cast<std::size_t>(here % 64 * width));
    kernel(padded, 1, 0, planes(whole));
  }
}

}  // namespace precept::native
