// Planes in, words of keys out: see the header. 64 rows by 64 bits are turned at once.
#include "runtime/batch/service_words.hpp"

#include <algorithm>
#include <array>

#include "runtime/batch/bit_matrix.hpp"
#include "runtime/facts/value_json.hpp"

namespace precept::batch {
namespace {

using native::ColumnForm;
using native::FactColumn;
using native::RawType;

constexpr std::size_t kTruthsAWord = 32;
constexpr std::size_t kPlaneWords = kBlockWords + 8;  // not powers of two apart

}  // namespace

ServiceWords::ServiceWords(const Program& program, const AnswerKeys& keys, ServiceId service,
                           const native::FactColumns& layouts)
    : program_(program), keys_(keys), parts_(keys.parts(service)) {
  std::vector<NodeId> outputs = parts_.truths;
  take_outputs(outputs);
  plan_ = native::plan_words(program, outputs, std::nullopt, native::Failing::in_outputs);
  if (!plan_.refused.empty()) return;
  find_facts(outputs);
  truth_words_ = (plan_.truths.size() + kTruthsAWord - 1) / kTruthsAWord;
  bound_ = std::make_unique<native::BoundWords>(plan_, layouts);
  make_room();
}

// Amounts, the day of editions, and what conditions compare where it is not a fact.
void ServiceWords::take_outputs(std::vector<NodeId>& outputs) {
  const std::size_t truths = outputs.size();
  const auto place_of = [&](NodeId node) {
    const auto found = std::find(outputs.begin() + static_cast<std::ptrdiff_t>(truths), outputs.end(), node);
    const auto place = static_cast<std::size_t>(found - outputs.begin()) - truths;
    if (found == outputs.end()) outputs.push_back(node);
    return place;
  };
  for (const NodeId node : parts_.amounts) amounts_.push_back(place_of(node));
  if (keys_.policy().as_of) as_of_ = place_of(*keys_.policy().as_of);
  for (const AnswerKeys::Subjects& subjects : parts_.subjects)
    for (const NodeId node : subjects.compared) {
      const Op op = program_.node(node).op;
      if (op != Op::fact && op != Op::recorded && op != Op::constant) compared_.push_back(place_of(node));
    }
  for (const AnswerKeys::Subjects& subjects : parts_.subjects) {
    auto& facts = subjects.facts.size() > 1 ? together_ : told_apart_;
    facts.insert(facts.end(), subjects.facts.begin(), subjects.facts.end());
  }
  for (const std::vector<FactId>& facts : parts_.amount_facts) told_apart_.insert(told_apart_.end(), facts.begin(), facts.end());
  for (auto* facts : {&together_, &told_apart_}) {
    std::sort(facts->begin(), facts->end());
    facts->erase(std::unique(facts->begin(), facts->end()), facts->end());
  }
}

void ServiceWords::find_facts(const std::vector<NodeId>& outputs) {
  std::vector<bool> reached(program_.nodes.size()), read(program_.facts.size());
  for (const NodeId node : outputs) reached[node.index] = true;
  for (std::size_t i = reached.size(); i-- > 0;) {
    if (!reached[i]) continue;
    const Node& node = program_.nodes[i];
    for (const NodeId operand : node.operands) reached[operand.index] = true;
    if (node.op == Op::fact || node.op == Op::recorded) read[node.fact.index] = true;
  }
  for (std::uint32_t i = 0; i < read.size(); ++i)
    if (read[i]) facts_.push_back({i});
}

void ServiceWords::make_room() {
  planes_.assign((2 * plan_.truths.size() + plan_.fallible.size()) * kPlaneWords, 0);
  lanes_.assign(2 * plan_.others.size() * kBlockRows, 0);
  std::uint64_t* plane = planes_.data();
  const auto next = [&] {
    plane += kPlaneWords;
    return plane - kPlaneWords;
  };
  for (std::size_t i = 0; i < plan_.truths.size(); ++i) {
    native::TruthPlanes planes;
    planes.value = next();
    planes.validity = next();
    outputs_.truths.push_back(planes);
  }
  for (std::size_t i = 0; i < plan_.fallible.size(); ++i) outputs_.failures.push_back(next());
  for (std::size_t i = 0; i < plan_.others.size(); ++i)
    outputs_.others.push_back({&lanes_[2 * i * kBlockRows], &lanes_[(2 * i + 1) * kBlockRows]});
}

void ServiceWords::mark_unfit(std::int64_t rows, std::vector<std::uint64_t>& unfit) const {
  const auto words = static_cast<std::size_t>((rows + 63) / 64);
  for (const std::uint64_t* failures : outputs_.failures)
    for (std::size_t word = 0; word < words; ++word) unfit[word] |= failures[word];
  const auto mark = [&](std::size_t row) { unfit[row / 64] |= std::uint64_t{1} << (row % 64); };
  for (const std::size_t place : compared_) {
    const native::BoundsRows& values = outputs_.others[place];
    const Type& type = program_.node(plan_.others[place]).type;
    for (std::size_t row = 0; row < static_cast<std::size_t>(rows); ++row)
      if (!is_exact(type, {values.lo[row], values.hi[row]})) mark(row);
  }
  if (!as_of_) return;
  const native::BoundsRows& days = outputs_.others[*as_of_];
  for (std::size_t row = 0; row < static_cast<std::size_t>(rows); ++row)
    if (days.lo[row] != days.hi[row] && !keys_.stretch_of({days.lo[row], days.hi[row]})) mark(row);
}

void ServiceWords::write_keys(std::int64_t rows, std::size_t stride, std::uint64_t* keys) const {
  const auto count = static_cast<std::size_t>(rows);
  std::array<std::uint64_t, 64> bits;
  for (std::size_t at = 0; at < truth_words_; ++at) {
    const std::size_t first = at * kTruthsAWord, end = std::min(plan_.truths.size(), first + kTruthsAWord);
    for (std::size_t word = 0; word * 64 < count; ++word) {
      bits.fill(0);
      for (std::size_t i = first; i < end; ++i) {
        bits[2 * (i - first)] = outputs_.truths[i].value[word];
        bits[2 * (i - first) + 1] = outputs_.truths[i].validity[word];
      }
      turn(bits);
      const std::size_t last = std::min<std::size_t>(64, count - word * 64);
      for (std::size_t i = 0; i < last; ++i) keys[(word * 64 + i) * stride + at] = bits[i];
    }
  }
  std::size_t at = truth_words_;
  for (const std::size_t place : amounts_) {
    const native::BoundsRows& values = outputs_.others[place];
    for (std::size_t row = 0; row < count; ++row) {
      keys[row * stride + at] = static_cast<std::uint64_t>(values.lo[row]);
      keys[row * stride + at + 1] = static_cast<std::uint64_t>(values.hi[row]);
    }
    at += 2;
  }
  if (!as_of_) return;
  const native::BoundsRows& days = outputs_.others[*as_of_];
  for (std::size_t row = 0; row < count; ++row)
    keys[row * stride + at] = keys_.stretch_of({days.lo[row], days.hi[row]}).value_or(0);
}

// ---- gathering -------------------------------------------------------------------------------------------------------
namespace {

template <class Number>
void take(const void* from, std::int64_t first, const std::vector<std::uint32_t>& rows, void* to) {
  const auto* source = static_cast<const Number*>(from) + first;
  auto* target = static_cast<Number*>(to);
  for (std::size_t i = 0; i < rows.size(); ++i) target[i] = source[rows[i]];
}

void take_bits(const void* from, std::int64_t first, const std::vector<std::uint32_t>& rows, std::uint64_t* to) {
  const auto* bytes = static_cast<const std::uint8_t*>(from);
  std::fill_n(to, kBlockWords, 0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t bit = static_cast<std::size_t>(first) + rows[i];
    to[i / 64] |= static_cast<std::uint64_t>((bytes[bit / 8] >> (bit % 8)) & 1) << (i % 64);
  }
}

}  // namespace

const native::FactColumns& GatheredFacts::gather(const native::FactColumns& from, const std::vector<FactId>& facts,
                                                 const std::vector<std::uint32_t>& rows) {
  columns_.facts.resize(from.facts.size());
  rooms_.resize(from.facts.size());
  columns_.rows = static_cast<std::int64_t>(rows.size());
  for (const FactId id : facts) {
    const FactColumn& source = from.facts[id.index];
    FactColumn& target = columns_.facts[id.index];
    Room& room = rooms_[id.index];
    target = source;
    if (source.form == ColumnForm::absent) continue;
    if (room.values.empty()) room = {std::vector<std::uint64_t>(kBlockWords), std::vector<std::uint64_t>(kBlockWords),
                                     std::vector<std::int64_t>(kBlockRows), std::vector<std::int64_t>(kBlockRows)};
    target.first = 0;
    target.values = room.values.data();
    if (source.validity != nullptr) {
      take_bits(source.validity, source.first, rows, room.validity.data());
      target.validity = reinterpret_cast<const std::uint8_t*>(room.validity.data());
    }
    switch (source.form) {
      case ColumnForm::truth:
        take_bits(source.values, source.first, rows, room.bits.data());
        target.values = room.bits.data();
        break;
      case ColumnForm::member:
        take<std::uint8_t>(source.values, source.first, rows, room.values.data());
        break;
      case ColumnForm::bounds:
        take<std::int64_t>(source.highs, source.first, rows, room.highs.data());
        target.highs = room.highs.data();
        [[fallthrough]];
      case ColumnForm::exact:
        if (source.form == ColumnForm::exact && source.raw == RawType::i32)
          take<std::int32_t>(source.values, source.first, rows, room.values.data());
        else
          take<std::int64_t>(source.values, source.first, rows, room.values.data());
        break;
      case ColumnForm::absent:
      case ColumnForm::masks:
        break;
    }
  }
  return columns_;
}

}  // namespace precept::batch
