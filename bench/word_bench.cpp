// The word path on the reference rule: see the header. Eligibility's own planes live for a chunk only.
#include "bench/word_bench.hpp"

#include <algorithm>
#include <array>

#include "runtime/native/words/grants.hpp"

namespace precept::bench {
namespace {

constexpr std::size_t kChunkWords = 64;

std::vector<NodeId> outputs_of(const R8& rule, bool trace) {
  std::vector<NodeId> outputs;
  if (trace) outputs.assign(rule.criteria.begin(), rule.criteria.end());
  outputs.push_back(rule.eligible);
  return outputs;
}

}  // namespace

WordBench::WordBench(const R8& rule, const R8Columns& columns, bool trace)
    : WordBench(rule, columns.rows, columns.view(), trace) {}

WordBench::WordBench(const R8& rule, std::size_t rows, const native::FactColumns& columns)
    : WordBench(rule, rows, columns, true) {}

WordBench::WordBench(const R8& rule, std::size_t rows, const native::FactColumns& columns, bool trace)
    : columns_(columns),
      words_((rows + 63) / 64),
      stride_(((words_ + 7) / 8 | 1) * 8),
      trace_(trace),
      plan_(native::plan_words(rule.program, outputs_of(rule, trace))),
      bound_(plan_, columns_),
      planes_(trace ? 2 * kCriteria * stride_ : 0),
      outcomes_(words_ * 64),
      granted_(words_ * 64) {}

void WordBench::plan_again(const R8& rule) {
  plan_ = native::plan_words(rule.program, outputs_of(rule, trace_));
  bound_ = native::BoundWords(plan_, columns_);
}

void WordBench::run(native::GlueFunction glue, std::size_t first_row, std::size_t rows) {
  native::WordScratch scratch;
  std::array<std::uint64_t, 2 * (kChunkWords + 8)> eligible{};
  const native::TruthPlanes eligible_planes{eligible.data(), eligible.data() + kChunkWords + 8};
  native::WordOutputs outputs;
  outputs.truths.resize(plan_.truths.size());
  outputs.truths.back() = eligible_planes;
  for (std::size_t row = first_row; row < first_row + rows; row += kChunkWords * 64) {
    const auto here = static_cast<std::int64_t>(std::min(kChunkWords * 64, first_row + rows - row));
    outputs.first_row = static_cast<std::int64_t>(row);
    if (trace_)
      for (std::size_t i = 0; i < kCriteria; ++i)
        outputs.truths[i] = {&planes_[2 * i * stride_ + row / 64], &planes_[(2 * i + 1) * stride_ + row / 64]};
    bound_.run(columns_, outputs.first_row, here, outputs, scratch, glue);
    native::grant_rows(native::leaf_kernels(), eligible_planes, columns_.facts[requested], outputs.first_row, here, kAllowed,
                       {&outcomes_[row], &granted_[row]});
  }
}

bool WordBench::agrees_with(const HandResults& results) const {
  if (outcomes_ != results.outcomes || granted_ != results.granted) return false;
  for (std::size_t word = 0; trace_ && word < words_; ++word)
    for (std::size_t plane = 0; plane < 2 * kCriteria; ++plane)
      if (planes_[plane * stride_ + word] != results.planes[16 * word + plane]) return false;
  return true;
}

Truth WordBench::truth(std::size_t criterion, std::size_t row) const {
  const auto at = [&](std::size_t plane) { return ((planes_[plane * stride_ + row / 64] >> (row % 64)) & 1) != 0; };
  if (!at(2 * criterion + 1)) return Truth::undocumented;
  return at(2 * criterion) ? Truth::yes : Truth::no;
}

}  // namespace precept::bench
