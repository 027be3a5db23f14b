// Leaf kernels for CPUs with AVX2: compare a register of rows, pack the answers to bytes, take their top bits.
// Only the functions here carry the target; nothing else in the room is compiled for a CPU that may not be there.
#include "runtime/native/words/leaves_avx2.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

#include "runtime/program/program.hpp"

#define PRECEPT_AVX2 __attribute__((target("avx2")))
#define PRECEPT_AVX2_INLINE __attribute__((target("avx2"), always_inline)) inline

namespace precept::native {
namespace {

PRECEPT_AVX2_INLINE __m256i load(const void* rows) { return _mm256_loadu_si256(static_cast<const __m256i*>(rows)); }

// Into the second cache: a stretch of all columns is more than the first one holds.
PRECEPT_AVX2_INLINE void ask_for(const char* rows, std::int64_t distance, std::int64_t bytes) {
  for (std::int64_t line = 0; line < bytes; line += 64) _mm_prefetch(rows + distance + line, _MM_HINT_T1);
}

PRECEPT_AVX2_INLINE std::uint64_t mask_of_bytes(__m256i answers) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(answers));
}

// 32 answers of 16 bits each, in two registers, to 32 bits.
PRECEPT_AVX2_INLINE std::uint64_t mask_of_16(__m256i first, __m256i second) {
  return mask_of_bytes(_mm256_permute4x64_epi64(_mm256_packs_epi16(first, second), 0xD8));
}

// 32 answers of 32 bits each, in four registers, to 32 bits.
PRECEPT_AVX2_INLINE std::uint64_t mask_of_32(__m256i a, __m256i b, __m256i c, __m256i d) {
  const __m256i packed = _mm256_packs_epi16(_mm256_packs_epi32(a, b), _mm256_packs_epi32(c, d));
  return mask_of_bytes(_mm256_permutevar8x32_epi32(packed, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7)));
}

// Two registers of four 64-bit answers to one of eight 32-bit ones.
PRECEPT_AVX2_INLINE __m256i narrowed(__m256i a, __m256i b) {
  const __m256 halves = _mm256_shuffle_ps(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b), 0x88);
  return _mm256_permute4x64_epi64(_mm256_castps_si256(halves), 0xD8);
}

// 64 answers, asked for by register: `answer(i)` is register i of the word.
template <class Answer>
PRECEPT_AVX2_INLINE std::uint64_t word_of_8(Answer answer) {
  return mask_of_bytes(answer(0)) | mask_of_bytes(answer(1)) << 32;
}
template <class Answer>
PRECEPT_AVX2_INLINE std::uint64_t word_of_16(Answer answer) {
  return mask_of_16(answer(0), answer(1)) | mask_of_16(answer(2), answer(3)) << 32;
}
template <class Answer>
PRECEPT_AVX2_INLINE std::uint64_t word_of_32(Answer answer) {
  return mask_of_32(answer(0), answer(1), answer(2), answer(3)) | mask_of_32(answer(4), answer(5), answer(6), answer(7))
                                                                      << 32;
}

#define PRECEPT_LAMBDA(...) [&](__VA_ARGS__) __attribute__((target("avx2"), always_inline))

PRECEPT_AVX2 void range_u8(const void* rows, std::int64_t words, std::int64_t low, std::int64_t high, std::int64_t prefetch,
                           std::uint64_t* bits) {
  const auto* at = static_cast<const char*>(rows);
  const __m256i lowest = _mm256_set1_epi8(static_cast<char>(low));
  const __m256i highest = _mm256_set1_epi8(static_cast<char>(high));
  for (std::int64_t word = 0; word < words; ++word, at += 64) {
    ask_for(at, prefetch, 64);
    bits[word] = word_of_8(PRECEPT_LAMBDA(int i) {
      const __m256i row = load(at + 32 * i);
      return _mm256_cmpeq_epi8(_mm256_min_epu8(_mm256_max_epu8(row, lowest), highest), row);
    });
  }
}

PRECEPT_AVX2 void range_i8(const void* rows, std::int64_t words, std::int64_t low, std::int64_t high, std::int64_t prefetch,
                           std::uint64_t* bits) {
  const auto* at = static_cast<const char*>(rows);
  const __m256i lowest = _mm256_set1_epi8(static_cast<char>(low));
  const __m256i highest = _mm256_set1_epi8(static_cast<char>(high));
  for (std::int64_t word = 0; word < words; ++word, at += 64) {
    ask_for(at, prefetch, 64);
    bits[word] = word_of_8(PRECEPT_LAMBDA(int i) {
      const __m256i row = load(at + 32 * i);
      return _mm256_cmpeq_epi8(_mm256_min_epi8(_mm256_max_epi8(row, lowest), highest), row);
    });
  }
}

PRECEPT_AVX2 void range_i16(const void* rows, std::int64_t words, std::int64_t low, std::int64_t high, std::int64_t prefetch,
                            std::uint64_t* bits) {
  const auto* at = static_cast<const char*>(rows);
  const __m256i lowest = _mm256_set1_epi16(static_cast<short>(low));
  const __m256i highest = _mm256_set1_epi16(static_cast<short>(high));
  for (std::int64_t word = 0; word < words; ++word, at += 128) {
    ask_for(at, prefetch, 128);
    bits[word] = word_of_16(PRECEPT_LAMBDA(int i) {
      const __m256i row = load(at + 32 * i);
      return _mm256_cmpeq_epi16(_mm256_min_epi16(_mm256_max_epi16(row, lowest), highest), row);
    });
  }
}

PRECEPT_AVX2 void range_i32(const void* rows, std::int64_t words, std::int64_t low, std::int64_t high, std::int64_t prefetch,
                            std::uint64_t* bits) {
  const auto* at = static_cast<const char*>(rows);
  const __m256i lowest = _mm256_set1_epi32(static_cast<int>(low));
  const __m256i highest = _mm256_set1_epi32(static_cast<int>(high));
  for (std::int64_t word = 0; word < words; ++word, at += 256) {
    ask_for(at, prefetch, 256);
    bits[word] = word_of_32(PRECEPT_LAMBDA(int i) {
      const __m256i row = load(at + 32 * i);
      return _mm256_cmpeq_epi32(_mm256_min_epi32(_mm256_max_epi32(row, lowest), highest), row);
    });
  }
}

PRECEPT_AVX2 void range_i64(const void* rows, std::int64_t words, std::int64_t low, std::int64_t high, std::int64_t prefetch,
                            std::uint64_t* bits) {
  const auto* at = static_cast<const char*>(rows);
  const __m256i lowest = _mm256_set1_epi64x(low);
  const __m256i highest = _mm256_set1_epi64x(high);
  for (std::int64_t word = 0; word < words; ++word, at += 512) {
    ask_for(at, prefetch, 512);
    const std::uint64_t outside = word_of_32(PRECEPT_LAMBDA(int i) {
      const __m256i a = load(at + 64 * i);
      const __m256i b = load(at + 64 * i + 32);
      return narrowed(_mm256_or_si256(_mm256_cmpgt_epi64(lowest, a), _mm256_cmpgt_epi64(a, highest)),
                      _mm256_or_si256(_mm256_cmpgt_epi64(lowest, b), _mm256_cmpgt_epi64(b, highest)));
    });
    bits[word] = ~outside;
  }
}

// The set's byte for the index's upper bits, and in it the bit for its lower three.
PRECEPT_AVX2 void members(const void* rows, std::int64_t words, std::uint64_t set, std::int64_t prefetch,
                          std::uint64_t* bits) {
  const auto* at = static_cast<const char*>(rows);
  const __m256i bytes = _mm256_setr_epi64x(static_cast<long long>(set), 0, static_cast<long long>(set), 0);
  const __m256i powers = _mm256_set1_epi64x(static_cast<long long>(0x8040201008040201u));
  for (std::int64_t word = 0; word < words; ++word, at += 64) {
    ask_for(at, prefetch, 64);
    bits[word] = word_of_8(PRECEPT_LAMBDA(int i) {
      const __m256i row = load(at + 32 * i);
      const __m256i upper = _mm256_and_si256(_mm256_srli_epi16(row, 3), _mm256_set1_epi8(31));
      // From 16 up the sum's top bit is set, and the shuffle gives nothing.
      const __m256i byte = _mm256_shuffle_epi8(bytes, _mm256_adds_epu8(upper, _mm256_set1_epi8(0x70)));
      const __m256i bit = _mm256_shuffle_epi8(powers, _mm256_and_si256(row, _mm256_set1_epi8(7)));
      return _mm256_cmpeq_epi8(_mm256_and_si256(byte, bit), bit);
    });
  }
}

PRECEPT_AVX2 void difference_i16(const void* earlier, const void* later, std::int64_t words, std::int64_t most,
                                 std::int64_t prefetch, std::uint64_t* at_most) {
  const auto* from = static_cast<const char*>(earlier);
  const auto* to = static_cast<const char*>(later);
  const __m256i limit = _mm256_set1_epi16(static_cast<short>(most));
  for (std::int64_t word = 0; word < words; ++word, from += 128, to += 128) {
    ask_for(from, prefetch, 128);
    ask_for(to, prefetch, 128);
    at_most[word] = ~word_of_16(PRECEPT_LAMBDA(int i) {
      return _mm256_cmpgt_epi16(_mm256_subs_epi16(load(to + 32 * i), load(from + 32 * i)), limit);
    });
  }
}

PRECEPT_AVX2 void difference_i32(const void* earlier, const void* later, std::int64_t words, std::int64_t most,
                                 std::int64_t prefetch, std::uint64_t* at_most) {
  const auto* from = static_cast<const char*>(earlier);
  const auto* to = static_cast<const char*>(later);
  const __m256i limit = _mm256_set1_epi32(static_cast<int>(most));
  for (std::int64_t word = 0; word < words; ++word, from += 256, to += 256) {
    ask_for(from, prefetch, 256);
    ask_for(to, prefetch, 256);
    at_most[word] = ~word_of_32(PRECEPT_LAMBDA(int i) {
      return _mm256_cmpgt_epi32(_mm256_sub_epi32(load(to + 32 * i), load(from + 32 * i)), limit);
    });
  }
}

PRECEPT_AVX2 void differences_i16(const void* earlier, const void* later, std::int64_t words, std::int64_t fewest,
                                  std::int64_t most, std::int64_t prefetch, std::uint64_t* at_fewest,
                                  std::uint64_t* at_most) {
  difference_i16(earlier, later, words, most, prefetch, at_most);
  difference_i16(earlier, later, words, fewest, 0, at_fewest);
}

PRECEPT_AVX2 void differences_i32(const void* earlier, const void* later, std::int64_t words, std::int64_t fewest,
                                  std::int64_t most, std::int64_t prefetch, std::uint64_t* at_fewest,
                                  std::uint64_t* at_most) {
  difference_i32(earlier, later, words, most, prefetch, at_most);
  difference_i32(earlier, later, words, fewest, 0, at_fewest);
}

PRECEPT_AVX2 void bounds(const std::int64_t* lows, const std::int64_t* highs, std::int64_t words, std::int64_t low,
                         std::int64_t high, std::uint64_t* may_be_inside, std::uint64_t* may_be_outside) {
  const __m256i lowest = _mm256_set1_epi64x(low);
  const __m256i highest = _mm256_set1_epi64x(high);
  for (std::int64_t word = 0; word < words; ++word, lows += 64, highs += 64) {
    may_be_inside[word] = ~word_of_32(PRECEPT_LAMBDA(int i) {
      const __m256i a =
          _mm256_or_si256(_mm256_cmpgt_epi64(load(lows + 8 * i), highest), _mm256_cmpgt_epi64(lowest, load(highs + 8 * i)));
      const __m256i b = _mm256_or_si256(_mm256_cmpgt_epi64(load(lows + 8 * i + 4), highest),
                                        _mm256_cmpgt_epi64(lowest, load(highs + 8 * i + 4)));
      return narrowed(a, b);
    });
    may_be_outside[word] = word_of_32(PRECEPT_LAMBDA(int i) {
      const __m256i a =
          _mm256_or_si256(_mm256_cmpgt_epi64(lowest, load(lows + 8 * i)), _mm256_cmpgt_epi64(load(highs + 8 * i), highest));
      const __m256i b = _mm256_or_si256(_mm256_cmpgt_epi64(lowest, load(lows + 8 * i + 4)),
                                        _mm256_cmpgt_epi64(load(highs + 8 * i + 4), highest));
      return narrowed(a, b);
    });
  }
}

// Plain loops: the target is what makes them vectors of four words.
PRECEPT_AVX2 void finish(std::uint64_t* value, std::uint64_t* validity, std::int64_t words, std::uint64_t on_null,
                         std::uint64_t all_valid) {
  for (std::int64_t word = 0; word < words; ++word) {
    value[word] = (value[word] & validity[word]) | (on_null & ~validity[word]);
    validity[word] |= all_valid;
  }
}

// A byte of ones for each set bit of 32.
PRECEPT_AVX2_INLINE __m256i bytes_of(std::uint64_t bits) {
  const __m256i everywhere = _mm256_set1_epi32(static_cast<int>(static_cast<std::uint32_t>(bits)));
  const __m256i byte_of_eight = _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
  const __m256i powers = _mm256_set1_epi64x(static_cast<long long>(0x8040201008040201u));
  return _mm256_cmpeq_epi8(_mm256_and_si256(_mm256_shuffle_epi8(everywhere, byte_of_eight), powers), powers);
}

// 32 rows: `over` where more is requested than allowed, `least` the lesser of both.
PRECEPT_AVX2_INLINE void grant_32(const LeafKernels::GrantRows& rows, std::int64_t word, int half, __m256i over,
                                  __m256i least) {
  const __m256i eligible = bytes_of(rows.eligible[word] >> (32 * half));
  const __m256i known = bytes_of(rows.eligible_known[word] >> (32 * half));
  const __m256i requested = bytes_of(rows.requested_known[word] >> (32 * half));
  const __m256i allowed = _mm256_set1_epi8(static_cast<char>(rows.allowed));
  const __m256i granted = _mm256_and_si256(eligible, _mm256_blendv_epi8(allowed, least, requested));
  // Undetermined is one more than denied, and approved one less than modified.
  const __m256i closed = _mm256_add_epi8(_mm256_set1_epi8(static_cast<char>(Outcome::pend)), known);
  const __m256i modified = _mm256_and_si256(_mm256_and_si256(over, requested), _mm256_set1_epi8(1));
  const std::int64_t row = word * 64 + 32 * half;
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(rows.outcomes + row), _mm256_blendv_epi8(closed, modified, eligible));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(rows.granted + row), granted);
}
static_assert(static_cast<int>(Outcome::approve) == 0 && static_cast<int>(Outcome::modify) == 1);
static_assert(static_cast<int>(Outcome::deny) + 1 == static_cast<int>(Outcome::pend));

PRECEPT_AVX2 void grant_u8(const void* requested, std::int64_t words, std::int64_t prefetch,
                           const LeafKernels::GrantRows& rows) {
  const auto* at = static_cast<const char*>(requested);
  const __m256i allowed = _mm256_set1_epi8(static_cast<char>(rows.allowed));
  for (std::int64_t word = 0; word < words; ++word, at += 64) {
    ask_for(at, prefetch, 64);
    for (int half = 0; half < 2; ++half) {
      const __m256i request = load(at + 32 * half);
      const __m256i least = _mm256_min_epu8(request, allowed);
      const __m256i within = _mm256_cmpeq_epi8(least, request);
      grant_32(rows, word, half, _mm256_xor_si256(within, _mm256_set1_epi8(-1)), least);
    }
  }
}

PRECEPT_AVX2 void grant_i16(const void* requested, std::int64_t words, std::int64_t prefetch,
                            const LeafKernels::GrantRows& rows) {
  const auto* at = static_cast<const char*>(requested);
  const __m256i allowed = _mm256_set1_epi16(static_cast<short>(rows.allowed));
  for (std::int64_t word = 0; word < words; ++word, at += 128) {
    ask_for(at, prefetch, 128);
    for (int half = 0; half < 2; ++half) {
      const __m256i a = load(at + 64 * half);
      const __m256i b = load(at + 64 * half + 32);
      const __m256i over = _mm256_packs_epi16(_mm256_cmpgt_epi16(a, allowed), _mm256_cmpgt_epi16(b, allowed));
      const __m256i least = _mm256_packus_epi16(_mm256_min_epi16(a, allowed), _mm256_min_epi16(b, allowed));
      grant_32(rows, word, half, _mm256_permute4x64_epi64(over, 0xD8), _mm256_permute4x64_epi64(least, 0xD8));
    }
  }
}

PRECEPT_AVX2 void fold_and(const std::uint64_t* value, const std::uint64_t* validity, std::uint64_t* surely,
                           std::uint64_t* surely_not, std::int64_t words) {
  for (std::int64_t word = 0; word < words; ++word) {
    surely[word] &= value[word];
    surely_not[word] |= value[word] ^ validity[word];
  }
}

PRECEPT_AVX2 void fold_or(const std::uint64_t* value, const std::uint64_t* validity, std::uint64_t* surely,
                          std::uint64_t* surely_not, std::int64_t words) {
  for (std::int64_t word = 0; word < words; ++word) {
    surely[word] |= value[word];
    surely_not[word] &= value[word] ^ validity[word];
  }
}

constexpr LeafKernels kAvx2 = {
    "avx2",          {range_i8, range_u8, range_i16, range_i32, range_i64},
    members,         difference_i16,
    difference_i32,  differences_i16,
    differences_i32, bounds,
    finish,          grant_u8,
    grant_i16,       fold_and,
    fold_or,
};

}  // namespace

const LeafKernels* avx2_leaf_kernels() { return __builtin_cpu_supports("avx2") ? &kAvx2 : nullptr; }

}  // namespace precept::native

#else

namespace precept::native {
const LeafKernels* avx2_leaf_kernels() { return nullptr; }
}  // namespace precept::native

#endif
