// Running bound steps over rows, a stretch at a time: leaves into planes, glue over them. The last rows that fill no word
// are copied into padded rows first, so that kernels read whole words only and nothing behind a column's end.
#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>

#include "runtime/native/bounds.hpp"
#include "runtime/native/words.hpp"
#include "runtime/native/words/bits.hpp"
#include "runtime/native/words/glue.hpp"

namespace precept::native {
namespace {

constexpr std::uint64_t kAll = ~std::uint64_t{0};
constexpr std::int64_t kPadWords = 8;
constexpr std::int64_t kStretchesAhead = 2;  // one is too near for memory to be there in time, three fall out of the cache
constexpr std::int64_t kRowsTogether = kPadWords * 64;

std::int64_t width_of(const FactColumn& column) {
  if (column.form == ColumnForm::member) return 1;
  if (column.form != ColumnForm::exact) return 8;
  switch (column.raw) {
    case RawType::i8:
    case RawType::u8:
      return 1;
    case RawType::i16:
      return 2;
    case RawType::i32:
      return 4;
    case RawType::i64:
      break;
  }
  return 8;
}

}  // namespace

struct WordScratch::Memory {
  std::uint64_t prepared_for = 0;      // BoundWords::id_
  std::vector<std::uint64_t> words;    // planes, two a truth node
  std::vector<std::int64_t> bounds;    // lanes, lows and highs
  std::vector<std::uint64_t*> planes;  // the table that glue reads
  std::vector<Lanes> lanes;
  std::vector<Lanes> operands;     // of the operation at hand
  std::vector<std::uint64_t> odd;  // validity of a second fact, failures that nobody asks for
  std::vector<std::uint64_t> counting;
  alignas(64) std::uint8_t padded[2][512];  // the last rows of at most two columns
  std::uint64_t ones[4] = {kAll, kAll, kAll, kAll};
};

WordScratch::WordScratch() : memory_(std::make_unique<Memory>()) {}
WordScratch::~WordScratch() = default;
WordScratch::WordScratch(WordScratch&&) noexcept = default;
WordScratch& WordScratch::operator=(WordScratch&&) noexcept = default;

// Where a run of steps stands: `rows` rows from `first_row` on, in `words` words.
struct BoundWords::Stretch {
  const FactColumns& columns;
  const WordOutputs& outputs;
  WordScratch::Memory& memory;
  std::int64_t first_row;
  std::int64_t rows;
  std::int64_t words;
  std::int64_t prefetch_rows;  // how far ahead the rows lie that are asked for early; 0 at the end

  std::int64_t output_row() const { return first_row - outputs.first_row; }
  bool is_padded() const { return rows != words * 64; }

  // The first of 64 * words rows of a fact, in `place` 0 or 1 of the padded rows where they had to be copied.
  const void* rows_of(FactId fact, int place, bool highs = false) const {
    const FactColumn& column = columns.facts[fact.index];
    const std::int64_t width = width_of(column);
    const void* values = highs ? column.highs : column.values;
    const auto* from = static_cast<const std::uint8_t*>(values) + (column.first + first_row) * width;
    if (!is_padded()) return from;
    std::uint8_t* padded = memory.padded[place];
    std::memset(padded, 0, static_cast<std::size_t>(64 * width));
    std::memcpy(padded, from, static_cast<std::size_t>(rows * width));
    return padded;
  }

  std::int64_t prefetch_of(FactId fact) const { return prefetch_rows * width_of(columns.facts[fact.index]); }

  void bits_of(const FactColumn& column, const std::uint8_t* bitmap, std::uint64_t* bits) const {
    const std::int64_t first = column.first + first_row;
    if (prefetch_rows != 0) ask_for_bits(bitmap, first + prefetch_rows, rows);
    load_bits(bitmap, first, rows, bits);
  }

  void validity_of(FactId fact, std::uint64_t* validity) const {
    const FactColumn& column = columns.facts[fact.index];
    if (column.form == ColumnForm::absent) {
      std::fill_n(validity, words, 0);
    } else if (column.validity == nullptr) {
      std::fill_n(validity, words, kAll);
    } else {
      bits_of(column, column.validity, validity);
    }
  }
};

void BoundWords::prepare(WordScratch::Memory& memory) const {
  if (memory.prepared_for == id_) return;
  memory.prepared_for = id_;
  // A line between planes, so that they do not lie powers of two apart.
  const std::int64_t plane_words = stretch_words_ + kPadWords;
  const auto plane_count = std::size_t{plan_->planes} * 2;
  memory.words.assign(plane_count * static_cast<std::size_t>(plane_words), 0);
  memory.planes.resize(plane_count + 1);
  memory.planes[plane_count] = memory.ones;
  for (std::size_t i = 0; i < plane_count; ++i) memory.planes[i] = &memory.words[i * static_cast<std::size_t>(plane_words)];
  memory.odd.assign(static_cast<std::size_t>(2 * plane_words), 0);
  memory.counting.assign(counting_room(*plan_) * static_cast<std::size_t>(plane_words), 0);

  const std::int64_t lane_rows = stretch_words_ * 64 + kPadWords;
  memory.bounds.assign(std::size_t{lanes_} * 2 * static_cast<std::size_t>(lane_rows), 0);
  memory.lanes.resize(lanes_);
  for (std::size_t i = 0; i < lanes_; ++i) {
    std::int64_t* lo = &memory.bounds[i * 2 * static_cast<std::size_t>(lane_rows)];
    memory.lanes[i] = {lo, lo + lane_rows};
  }
  for (const auto& [lane, value] : constants_) fill_lanes(value, stretch_words_ * 64, memory.lanes[lane]);
}

void BoundWords::run(const FactColumns& columns, std::int64_t first_row, std::int64_t rows, const WordOutputs& outputs,
                     WordScratch& scratch, GlueFunction glue) const {
  assert(first_row % kRowsTogether == 0 && outputs.first_row % kRowsTogether == 0);
  assert(outputs.truths.size() == plan_->truths.size() && outputs.others.size() == plan_->others.size());
  WordScratch::Memory& memory = *scratch.memory_;
  prepare(memory);
  const std::int64_t whole_end = first_row + rows / 64 * 64;
  const std::int64_t stretch_rows = stretch_words_ * 64;
  for (std::int64_t row = first_row; row < whole_end; row += stretch_rows) {
    const std::int64_t here = std::min(stretch_rows, whole_end - row);
    const std::int64_t ahead = kStretchesAhead * stretch_rows;
    run_stretch({columns, outputs, memory, row, here, here / 64, row + here + ahead <= columns.rows ? ahead : 0}, glue);
  }
  if (rows % 64 != 0) run_stretch({columns, outputs, memory, whole_end, rows % 64, 1, 0}, glue);
  clear_padding((first_row - outputs.first_row + rows + 63) / 64, outputs);
}

// Generated glue takes four words at once, and leaves something in those behind the last row.
void BoundWords::clear_padding(std::int64_t end, const WordOutputs& outputs) const {
  const std::int64_t padded = (end + kPadWords - 1) / kPadWords * kPadWords;
  for (const TruthPlanes& planes : outputs.truths) {
    std::fill(planes.value + end, planes.value + padded, 0);
    std::fill(planes.validity + end, planes.validity + padded, 0);
  }
}

void BoundWords::run_stretch(const Stretch& stretch, GlueFunction glue) const {
  WordScratch::Memory& memory = stretch.memory;
  const WordOutputs& outputs = stretch.outputs;
  const std::int64_t word = stretch.output_row() / 64;
  // Whole words go straight to the caller's planes. The last, broken one is made in the scratch (glue takes four at once).
  const bool direct = !stretch.is_padded();
  const std::int64_t plane_words = stretch_words_ + kPadWords;
  for (std::size_t i = 0; i < plan_->truths.size(); ++i) {
    const std::uint32_t pair = plan_->plane_of[plan_->truths[i].index];
    memory.planes[2 * pair] =
        direct ? outputs.truths[i].value + word : &memory.words[2 * pair * static_cast<std::size_t>(plane_words)];
    memory.planes[2 * pair + 1] =
        direct ? outputs.truths[i].validity + word : &memory.words[(2 * pair + 1) * static_cast<std::size_t>(plane_words)];
  }
  for (std::size_t i = 0; i < plan_->others.size(); ++i) {
    Lanes& lanes = memory.lanes[output_lanes_[i]];
    lanes = {outputs.others[i].lo + stretch.output_row(), outputs.others[i].hi + stretch.output_row()};
  }
  for (const auto& [lane, value] : constants_)
    if (std::find(output_lanes_.begin(), output_lanes_.end(), lane) != output_lanes_.end())
      fill_lanes(value, stretch.words * 64, memory.lanes[lane]);

  for (const WordStep& step : steps_) run_step(step, stretch);
  if (!plan_->glue.empty()) {
    if (glue != nullptr) {
      glue(memory.planes.data(), stretch.words);
    } else {
      interpret_glue(*plan_, *kernels_, memory.planes.data(), stretch.words, memory.counting.data());
    }
  }
  if (direct) return;

  const std::uint64_t mask = kAll >> (64 - stretch.rows);
  for (std::size_t i = 0; i < plan_->truths.size(); ++i) {
    const std::uint32_t pair = plan_->plane_of[plan_->truths[i].index];
    outputs.truths[i].value[word] = *memory.planes[2 * pair] & mask;
    outputs.truths[i].validity[word] = *memory.planes[2 * pair + 1] & mask;
  }
  for (std::uint64_t* failures : outputs.failures)
    if (failures != nullptr) failures[word] &= mask;
}

void BoundWords::run_step(const WordStep& step, const Stretch& stretch) const {
  switch (step.kind) {
    case WordStep::Kind::rows_of_fact:
    case WordStep::Kind::arithmetic:
    case WordStep::Kind::truth_rows:
    case WordStep::Kind::comparison:
      return run_on_lanes(step, stretch);
    case WordStep::Kind::truth_column:
    case WordStep::Kind::presence:
    case WordStep::Kind::ranges:
    case WordStep::Kind::members:
    case WordStep::Kind::difference:
    case WordStep::Kind::bounds_range:
      break;
  }
  std::uint64_t* value = stretch.memory.planes[2 * step.plane];
  std::uint64_t* validity = stretch.memory.planes[2 * step.plane + 1];
  run_leaf(step, stretch, value, validity);
  if (step.corrupt) corrupt_planes(stretch.words, value, validity);
}

void BoundWords::run_leaf(const WordStep& step, const Stretch& stretch, std::uint64_t* value,
                          std::uint64_t* validity) const {
  const std::int64_t words = stretch.words;
  if (step.kind == WordStep::Kind::difference) return run_difference(step, stretch, value, validity);
  stretch.validity_of(step.a, validity);
  switch (step.kind) {
    case WordStep::Kind::truth_column: {
      const FactColumn& column = stretch.columns.facts[step.a.index];
      if (column.form == ColumnForm::truth)
        stretch.bits_of(column, static_cast<const std::uint8_t*>(column.values), value);
      else
        std::fill_n(value, words, 0);
      break;
    }
    case WordStep::Kind::presence:
      std::fill_n(value, words, step.on_value == Truth::yes ? kAll : 0);
      break;
    case WordStep::Kind::ranges: {
      const void* rows = stretch.rows_of(step.a, 0);
      const auto kernel = kernels_->range[static_cast<std::size_t>(step.raw)];
      if (step.ranges.empty()) std::fill_n(value, words, 0);
      for (std::size_t i = 0; i < step.ranges.size(); ++i) {
        std::uint64_t* bits = i == 0 ? value : stretch.memory.odd.data();
        kernel(rows, words, step.ranges[i][0], step.ranges[i][1], stretch.prefetch_of(step.a), bits);
        if (i != 0)
          for (std::int64_t word = 0; word < words; ++word) value[word] |= bits[word];
      }
      break;
    }
    case WordStep::Kind::members:
      kernels_->members(stretch.rows_of(step.a, 0), words, step.members, stretch.prefetch_of(step.a), value);
      break;
    case WordStep::Kind::bounds_range: {
      std::uint64_t* valid = stretch.memory.odd.data();
      std::copy_n(validity, words, valid);
      kernels_->bounds(static_cast<const std::int64_t*>(stretch.rows_of(step.a, 0)),
                       static_cast<const std::int64_t*>(stretch.rows_of(step.a, 1, true)), words, step.ranges[0][0],
                       step.ranges[0][1], value, validity);
      for (std::int64_t word = 0; word < words; ++word) {
        const std::uint64_t may_be_yes = (value[word] & valid[word]) | (step.on_null == Truth::no ? 0 : ~valid[word]);
        const std::uint64_t may_be_no = (validity[word] & valid[word]) | (step.on_null == Truth::yes ? 0 : ~valid[word]);
        value[word] = ~may_be_no;
        validity[word] = ~(may_be_yes & may_be_no);
      }
      return;
    }
    case WordStep::Kind::difference:
    case WordStep::Kind::rows_of_fact:
    case WordStep::Kind::arithmetic:
    case WordStep::Kind::truth_rows:
    case WordStep::Kind::comparison:
      break;
  }
  kernels_->finish(value, validity, words, step.on_null == Truth::yes ? kAll : 0,
                   step.on_null == Truth::undocumented ? 0 : kAll);
}

// Rows between the fewest and the most days that some months may be are few: for them alone the calendar is asked.
void BoundWords::run_difference(const WordStep& step, const Stretch& stretch, std::uint64_t* value,
                                std::uint64_t* validity) const {
  const std::int64_t words = stretch.words;
  const void* earlier = stretch.rows_of(step.a, 0);
  const void* later = stretch.rows_of(step.b, 1);
  std::uint64_t* other = stretch.memory.odd.data();
  stretch.validity_of(step.a, validity);
  stretch.validity_of(step.b, other);
  for (std::int64_t word = 0; word < words; ++word) validity[word] &= other[word];

  const bool narrow = step.raw == RawType::i16;
  const std::int64_t prefetch = stretch.prefetch_of(step.a);
  if (step.fewest == step.most) {
    (narrow ? kernels_->difference_i16 : kernels_->difference_i32)(earlier, later, words, step.most, prefetch, value);
  } else {
    (narrow ? kernels_->differences_i16 : kernels_->differences_i32)(earlier, later, words, step.fewest, step.most, prefetch,
                                                                     other, value);
    const std::int64_t base_a = stretch.columns.facts[step.a.index].base;
    const std::int64_t base_b = stretch.columns.facts[step.b.index].base;
    const auto day = [&](const void* rows, std::int64_t row) {
      return narrow ? std::int64_t{static_cast<const std::int16_t*>(rows)[row]}
                    : std::int64_t{static_cast<const std::int32_t*>(rows)[row]};
    };
    for (std::int64_t word = 0; word < words; ++word) {
      std::uint64_t open = value[word] & ~other[word] & validity[word];
      for (; open != 0; open &= open - 1) {
        const std::int64_t row = word * 64 + std::countr_zero(open);
        const std::int64_t limit = plus_months(base_a + day(earlier, row), step.months) - (step.strictly ? 1 : 0);
        if (base_b + day(later, row) > limit) value[word] &= ~(open & (0 - open));
      }
    }
  }
  const std::uint64_t turned = step.inverted ? kAll : 0;
  for (std::int64_t word = 0; word < words; ++word) value[word] = (value[word] ^ turned) & validity[word];
}

void BoundWords::run_on_lanes(const WordStep& step, const Stretch& stretch) const {
  WordScratch::Memory& memory = stretch.memory;
  const std::int64_t padded_rows = stretch.words * 64;
  const Node& node = plan_->program->node(step.node);
  std::vector<Lanes>& operands = memory.operands;
  operands.clear();
  for (const std::uint32_t lane : step.operands) operands.push_back(memory.lanes[lane]);
  if (step.kind == WordStep::Kind::comparison) {
    std::uint64_t* value = memory.planes[2 * step.plane];
    std::uint64_t* validity = memory.planes[2 * step.plane + 1];
    run_comparison(*plan_->program, node, step.operand_kind, operands, padded_rows, value, validity);
    if (step.corrupt) corrupt_planes(stretch.words, value, validity);
    return;
  }
  const Lanes out = memory.lanes[step.out];
  if (step.kind == WordStep::Kind::rows_of_fact) {
    fill_lanes({0, 0}, padded_rows - stretch.rows, {out.lo + stretch.rows, out.hi + stretch.rows});
    lanes_of_column(stretch.columns.facts[step.a.index], step.operand_kind, step.missing, stretch.first_row, stretch.rows,
                    out);
  } else if (step.kind == WordStep::Kind::truth_rows) {
    run_truth_rows(*plan_->program, node, step.operand_kind, operands, padded_rows, out);
  } else {
    std::uint64_t* failures = nullptr;
    if (step.failure != WordPlan::kNone && step.failure < stretch.outputs.failures.size())
      failures = stretch.outputs.failures[step.failure];
    run_arithmetic(node, operands, padded_rows, out,
                   failures != nullptr ? failures + stretch.output_row() / 64 : memory.odd.data(), step.missing);
  }
  const TypeKind kind = step.kind == WordStep::Kind::truth_rows ? TypeKind::truth : step.operand_kind;
  if (step.corrupt) corrupt_lanes(kind, padded_rows, out);
}

}  // namespace precept::native
