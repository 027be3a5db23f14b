// Leaf kernels in plain C++, for any CPU, and the choice between them and the faster ones.
#include <bit>
#include <limits>

#include "runtime/native/words/leaves.hpp"
#include "runtime/native/words/leaves_avx2.hpp"
#include "runtime/program/program.hpp"

namespace precept::native {
namespace {

// One word from 64 answers. The answers are gathered as bytes first: that much the compiler turns into vectors.
template <class Answer>
std::uint64_t word_of(Answer answer) {
  std::uint8_t answers[64];
  for (int row = 0; row < 64; ++row) answers[row] = static_cast<std::uint8_t>(answer(row));
  std::uint64_t word = 0;
  for (int byte = 0; byte < 8; ++byte) {
    std::uint64_t eight = 0;
    for (int bit = 0; bit < 8; ++bit) eight |= std::uint64_t{answers[8 * byte + bit]} << bit;
    word |= eight << (8 * byte);
  }
  return word;
}

template <class Raw>
void range(const void* rows, std::int64_t words, std::int64_t low, std::int64_t high, std::int64_t, std::uint64_t* bits) {
  const auto* row = static_cast<const Raw*>(rows);
  const auto lowest = static_cast<Raw>(low);
  const auto highest = static_cast<Raw>(high);
  for (std::int64_t word = 0; word < words; ++word, row += 64)
    bits[word] = word_of([&](int i) { return (row[i] >= lowest) & (row[i] <= highest); });
}

void members(const void* rows, std::int64_t words, std::uint64_t set, std::int64_t, std::uint64_t* bits) {
  const auto* row = static_cast<const std::uint8_t*>(rows);
  for (std::int64_t word = 0; word < words; ++word, row += 64)
    bits[word] = word_of([&](int i) { return (row[i] < 64) & static_cast<int>(set >> (row[i] & 63)); });
}

template <class Raw>
void difference(const void* earlier, const void* later, std::int64_t words, std::int64_t most, std::int64_t,
                std::uint64_t* at_most) {
  const auto* from = static_cast<const Raw*>(earlier);
  const auto* to = static_cast<const Raw*>(later);
  for (std::int64_t word = 0; word < words; ++word, from += 64, to += 64)
    at_most[word] = word_of([&](int i) { return std::int64_t{to[i]} - std::int64_t{from[i]} <= most; });
}

template <class Raw>
void differences(const void* earlier, const void* later, std::int64_t words, std::int64_t fewest, std::int64_t most,
                 std::int64_t prefetch, std::uint64_t* at_fewest, std::uint64_t* at_most) {
  difference<Raw>(earlier, later, words, fewest, prefetch, at_fewest);
  difference<Raw>(earlier, later, words, most, prefetch, at_most);
}

void bounds(const std::int64_t* lows, const std::int64_t* highs, std::int64_t words, std::int64_t low, std::int64_t high,
            std::uint64_t* may_be_inside, std::uint64_t* may_be_outside) {
  for (std::int64_t word = 0; word < words; ++word, lows += 64, highs += 64) {
    may_be_inside[word] = word_of([&](int i) { return (lows[i] <= high) & (highs[i] >= low); });
    may_be_outside[word] = word_of([&](int i) { return (lows[i] < low) | (highs[i] > high); });
  }
}

void finish(std::uint64_t* value, std::uint64_t* validity, std::int64_t words, std::uint64_t on_null,
            std::uint64_t all_valid) {
  for (std::int64_t word = 0; word < words; ++word) {
    value[word] = (value[word] & validity[word]) | (on_null & ~validity[word]);
    validity[word] |= all_valid;
  }
}

template <class Raw>
void grant(const void* requested, std::int64_t words, std::int64_t, const LeafKernels::GrantRows& rows) {
  const auto* request = static_cast<const Raw*>(requested);
  for (std::int64_t row = 0; row < words * 64; ++row) {
    const auto bit = [&](const std::uint64_t* plane) { return ((plane[row / 64] >> (row % 64)) & 1) != 0; };
    const bool over = bit(rows.requested_known) && request[row] > rows.allowed;
    const bool less = bit(rows.requested_known) && request[row] < rows.allowed;
    const bool eligible = bit(rows.eligible);
    const Outcome closed = bit(rows.eligible_known) ? Outcome::deny : Outcome::pend;
    const Outcome outcome = !eligible ? closed : over ? Outcome::modify : Outcome::approve;
    rows.outcomes[row] = static_cast<std::uint8_t>(outcome);
    rows.granted[row] = static_cast<std::uint8_t>(!eligible ? 0 : less ? request[row] : rows.allowed);
  }
}

void fold_and(const std::uint64_t* value, const std::uint64_t* validity, std::uint64_t* surely, std::uint64_t* surely_not,
              std::int64_t words) {
  for (std::int64_t word = 0; word < words; ++word) {
    surely[word] &= value[word];
    surely_not[word] |= value[word] ^ validity[word];
  }
}

void fold_or(const std::uint64_t* value, const std::uint64_t* validity, std::uint64_t* surely, std::uint64_t* surely_not,
             std::int64_t words) {
  for (std::int64_t word = 0; word < words; ++word) {
    surely[word] |= value[word];
    surely_not[word] &= value[word] ^ validity[word];
  }
}

constexpr LeafKernels kPortable = {
    "portable",
    {range<std::int8_t>, range<std::uint8_t>, range<std::int16_t>, range<std::int32_t>, range<std::int64_t>},
    members,
    difference<std::int16_t>,
    difference<std::int32_t>,
    differences<std::int16_t>,
    differences<std::int32_t>,
    bounds,
    finish,
    grant<std::uint8_t>,
    grant<std::int16_t>,
    fold_and,
    fold_or,
};

}  // namespace

const LeafKernels& portable_leaf_kernels() { return kPortable; }

const LeafKernels& leaf_kernels() {
  const LeafKernels* faster = avx2_leaf_kernels();
  return faster != nullptr ? *faster : kPortable;
}

}  // namespace precept::native
