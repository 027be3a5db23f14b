// The reference rule by hand: see the header. Whoever knew this one rule and nothing else would write it so.
#include "bench/hand_written.hpp"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace precept::bench {
namespace {

std::uint64_t bit(const std::vector<std::uint64_t>& bits, std::size_t row) { return (bits[row / 64] >> (row % 64)) & 1; }

}  // namespace

// ---- rows, one by one, with branches ---------------------------------------------------------------------------------
void hand_scalar(const R8Columns& c, HandResults& results, std::size_t first_row, std::size_t rows) {
  for (std::size_t row = first_row; row < first_row + rows; ++row) {
    std::uint64_t* planes = &results.planes[row / 64 * 16];
    const std::uint64_t here = std::uint64_t{1} << (row % 64);
    if (row % 64 == 0) std::fill_n(planes, 16, 0);
    bool any_unmet = false;
    bool all_met = true;
    const auto criterion = [&](std::size_t place, bool known, bool met) {
      if (!known) {
        all_met = false;
        return;
      }
      planes[2 * place + 1] |= here;
      if (met) {
        planes[2 * place] |= here;
      } else {
        any_unmet = true;
        all_met = false;
      }
    };
    const auto has = [&](R8Fact fact) { return bit(c.validity[fact], row) != 0; };
    const auto says = [&](R8Fact fact) { return bit(c.truth[fact], row) != 0; };
    criterion(0, has(injury_date) && has(decision_date), c.decision[row] - c.injury[row] <= 730);
    criterion(1, has(demand_level), c.demand[row] >= 2);
    criterion(2, has(therapy_trial), says(therapy_trial));
    criterion(3, has(plateau), says(plateau));
    criterion(4, has(surgery_candidate), !says(surgery_candidate));
    criterion(5, has(hours_per_day), c.hours[row] >= 400);
    criterion(6, has(days_per_week), c.days[row] >= 3 && c.days[row] <= 5);
    criterion(7, has(return_to_work_goal), says(return_to_work_goal));
    std::uint8_t granted = 0;
    Outcome outcome = any_unmet ? Outcome::deny : Outcome::pend;
    if (all_met) {
      const bool over = has(requested) && c.request[row] > kAllowed;
      const bool less = has(requested) && c.request[row] < kAllowed;
      outcome = over ? Outcome::modify : Outcome::approve;
      granted = static_cast<std::uint8_t>(less ? c.request[row] : kAllowed);
    }
    results.outcomes[row] = static_cast<std::uint8_t>(outcome);
    results.granted[row] = granted;
  }
}

// ---- one case ----------------------------------------------------------------------------------------------------------
void hand_single(const Value* facts, Truth* criteria) {
  const Value injury = facts[injury_date];
  const Value decision = facts[decision_date];
  const std::int64_t limit_low = injury.lo == kNoLow ? kNoLow : injury.lo + 730;
  const std::int64_t limit_high = injury.hi == kNoHigh ? kNoHigh : injury.hi + 730;
  criteria[0] = truth_from(decision.lo <= limit_high, decision.hi > limit_low);
  criteria[1] = truth_from(facts[demand_level].hi >= 2, facts[demand_level].lo < 2);
  criteria[2] = truth_of(facts[therapy_trial]);
  criteria[3] = truth_of(facts[plateau]);
  const std::int64_t surgery = facts[surgery_candidate].lo;
  criteria[4] = truth_from((surgery & kMayBeNo) != 0, (surgery & kMayBeYes) != 0);
  criteria[5] = truth_from(facts[hours_per_day].hi >= 4 * kOne, facts[hours_per_day].lo < 4 * kOne);
  const Value days = facts[days_per_week];
  criteria[6] = truth_from(days.hi >= 3 * kOne && days.lo <= 5 * kOne, days.lo < 3 * kOne || days.hi > 5 * kOne);
  criteria[7] = truth_of(facts[return_to_work_goal]);
}

// ---- 64 rows a step ------------------------------------------------------------------------------------------------------
#if defined(__x86_64__)
#define BENCH_AVX2 __attribute__((target("avx2"), always_inline)) inline

namespace {

BENCH_AVX2 __m256i load(const void* rows) { return _mm256_loadu_si256(static_cast<const __m256i*>(rows)); }
BENCH_AVX2 std::uint64_t bits_of(__m256i bytes) { return static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes)); }

BENCH_AVX2 std::uint64_t bits_of_four(__m256i a, __m256i b, __m256i c, __m256i d) {
  const __m256i packed = _mm256_packs_epi16(_mm256_packs_epi32(a, b), _mm256_packs_epi32(c, d));
  return bits_of(_mm256_permutevar8x32_epi32(packed, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7)));
}

BENCH_AVX2 std::uint64_t later_than(const std::int32_t* from, const std::int32_t* to, __m256i limit) {
  __m256i over[8];
  for (int i = 0; i < 8; ++i) over[i] = _mm256_cmpgt_epi32(_mm256_sub_epi32(load(to + 8 * i), load(from + 8 * i)), limit);
  return bits_of_four(over[0], over[1], over[2], over[3]) | bits_of_four(over[4], over[5], over[6], over[7]) << 32;
}

BENCH_AVX2 std::uint64_t above(const std::int32_t* rows, __m256i limit) {
  __m256i over[8];
  for (int i = 0; i < 8; ++i) over[i] = _mm256_cmpgt_epi32(load(rows + 8 * i), limit);
  return bits_of_four(over[0], over[1], over[2], over[3]) | bits_of_four(over[4], over[5], over[6], over[7]) << 32;
}

BENCH_AVX2 std::uint64_t from_to(const std::uint8_t* rows, __m256i low, __m256i high) {
  const auto half = [&](int i) __attribute__((target("avx2"), always_inline)) {
    const __m256i row = load(rows + 32 * i);
    return bits_of(_mm256_cmpeq_epi8(_mm256_min_epu8(_mm256_max_epu8(row, low), high), row));
  };
  return half(0) | half(1) << 32;
}

BENCH_AVX2 __m256i bytes_of(std::uint64_t bits) {
  const __m256i everywhere = _mm256_set1_epi32(static_cast<int>(static_cast<std::uint32_t>(bits)));
  const __m256i places = _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
  const __m256i powers = _mm256_set1_epi64x(static_cast<long long>(0x8040201008040201u));
  return _mm256_cmpeq_epi8(_mm256_and_si256(_mm256_shuffle_epi8(everywhere, places), powers), powers);
}

BENCH_AVX2 void grant(const std::int16_t* request, std::uint64_t met, std::uint64_t known, std::uint64_t has,
                      std::uint8_t* outcomes, std::uint8_t* granted) {
  const __m256i allowed = _mm256_set1_epi16(kAllowed);
  for (int half = 0; half < 2; ++half) {
    const __m256i a = load(request + 32 * half);
    const __m256i b = load(request + 32 * half + 16);
    const __m256i packed_over = _mm256_packs_epi16(_mm256_cmpgt_epi16(a, allowed), _mm256_cmpgt_epi16(b, allowed));
    const __m256i packed_least = _mm256_packus_epi16(_mm256_min_epi16(a, allowed), _mm256_min_epi16(b, allowed));
    const __m256i over = _mm256_permute4x64_epi64(packed_over, 0xD8);
    const __m256i least = _mm256_permute4x64_epi64(packed_least, 0xD8);
    const __m256i is_met = bytes_of(met >> (32 * half));
    const __m256i has_request = bytes_of(has >> (32 * half));
    const __m256i closed =
        _mm256_add_epi8(_mm256_set1_epi8(static_cast<char>(Outcome::pend)), bytes_of(known >> (32 * half)));
    const __m256i modified = _mm256_and_si256(_mm256_and_si256(over, has_request), _mm256_set1_epi8(1));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(outcomes + 32 * half), _mm256_blendv_epi8(closed, modified, is_met));
    const __m256i quantity = _mm256_blendv_epi8(_mm256_set1_epi8(kAllowed), least, has_request);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(granted + 32 * half), _mm256_and_si256(is_met, quantity));
  }
}

BENCH_AVX2 void ask_for(const void* rows, int lines, bool prefetch) {
  if (!prefetch) return;
  for (int line = 0; line < lines; ++line) _mm_prefetch(static_cast<const char*>(rows) + 1024 + 64 * line, _MM_HINT_T0);
}

template <bool prefetch>
__attribute__((target("avx2"))) void simd_words(const R8Columns& c, HandResults& results, std::size_t first,
                                                std::size_t end) {
  const __m256i days_730 = _mm256_set1_epi32(730);
  const __m256i below_four_hours = _mm256_set1_epi32(399);
  const auto known = [&](R8Fact fact, std::size_t word) { return c.validity[fact][word]; };
  for (std::size_t word = first; word < end; ++word) {
    const std::size_t row = 64 * word;
    ask_for(&c.injury[row], 4, prefetch);
    ask_for(&c.decision[row], 4, prefetch);
    ask_for(&c.hours[row], 4, prefetch);
    ask_for(&c.request[row], 2, prefetch);
    ask_for(&c.demand[row], 1, prefetch);
    ask_for(&c.days[row], 1, prefetch);
    std::uint64_t values[8];
    std::uint64_t valid[8];
    values[0] = ~later_than(&c.injury[row], &c.decision[row], days_730);
    valid[0] = known(injury_date, word) & known(decision_date, word);
    values[1] = from_to(&c.demand[row], _mm256_set1_epi8(2), _mm256_set1_epi8(-1));
    valid[1] = known(demand_level, word);
    values[2] = c.truth[therapy_trial][word];
    valid[2] = known(therapy_trial, word);
    values[3] = c.truth[plateau][word];
    valid[3] = known(plateau, word);
    values[4] = ~c.truth[surgery_candidate][word];
    valid[4] = known(surgery_candidate, word);
    values[5] = above(&c.hours[row], below_four_hours);
    valid[5] = known(hours_per_day, word);
    values[6] = from_to(&c.days[row], _mm256_set1_epi8(3), _mm256_set1_epi8(5));
    valid[6] = known(days_per_week, word);
    values[7] = c.truth[return_to_work_goal][word];
    valid[7] = known(return_to_work_goal, word);
    std::uint64_t met = ~std::uint64_t{0};
    std::uint64_t unmet = 0;
    std::uint64_t* planes = &results.planes[16 * word];
    for (int i = 0; i < 8; ++i) {
      values[i] &= valid[i];
      met &= values[i];
      unmet |= values[i] ^ valid[i];
      planes[2 * i] = values[i];
      planes[2 * i + 1] = valid[i];
    }
    grant(&c.request[row], met, met | unmet, known(requested, word), &results.outcomes[row], &results.granted[row]);
  }
}

}  // namespace

bool hand_simd_runs_here() { return __builtin_cpu_supports("avx2"); }

void hand_simd(const R8Columns& columns, HandResults& results, std::size_t first_row, std::size_t rows, bool prefetch) {
  (prefetch ? simd_words<true> : simd_words<false>)(columns, results, first_row / 64, (first_row + rows) / 64);
}
#else
bool hand_simd_runs_here() { return false; }
void hand_simd(const R8Columns&, HandResults&, std::size_t, std::size_t, bool) {}
#endif

}  // namespace precept::bench
