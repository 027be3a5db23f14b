// Column by column: numbers and dates stay where the table has them, other cells become codes and then what their codes say.
#include "runtime/batch/block_reader.hpp"

#include <algorithm>

#include "runtime/facts/value_json.hpp"

namespace precept::batch {
namespace {

constexpr std::size_t kCodesMax = 1 << 16;  // different cells of a column; rows with others are read one by one
constexpr std::size_t kCellBytesMax = 64;
constexpr std::int64_t kPlainMax = 100'000'000'000;  // as RowBinder's

using native::ColumnForm;
using native::FactColumn;
using native::RawType;

bool bit_of(const std::uint64_t* words, std::size_t row) { return ((words[row / 64] >> (row % 64)) & 1) != 0; }

std::string_view bytes_of(CellKind kind, const TableChunk::Cells& cells, std::size_t row) {
  const auto* bytes = static_cast<const char*>(cells.values);
  switch (kind) {
    case CellKind::truth:
      return {bytes + row, 1};
    case CellKind::integer:
    case CellKind::decimal:
      return {bytes + row * 8, 8};
    case CellKind::date:
      return {bytes + row * 4, 4};
    case CellKind::text:
    case CellKind::json:
      break;
  }
  return static_cast<const TextCell*>(cells.values)[row].view();
}

ColumnForm form_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::truth:
      return ColumnForm::truth;
    case TypeKind::choice:
    case TypeKind::scale:
      return ColumnForm::member;
    case TypeKind::code:
      return ColumnForm::bounds;
    case TypeKind::count:
    case TypeKind::number:
    case TypeKind::date:
    case TypeKind::months:
    case TypeKind::days:
    case TypeKind::text:
      return ColumnForm::exact;
    case TypeKind::list:
      break;
  }
  return ColumnForm::absent;
}

// 64 bytes of 0 and 1 as bits.
std::uint64_t pack(const std::uint8_t* bytes, std::size_t count) {
  std::uint64_t word = 0;
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes + i, 8);
    word |= ((eight & 0x0101010101010101) * 0x0102040810204080 >> 56) << i;
  }
  for (; i < count; ++i) word |= static_cast<std::uint64_t>(bytes[i] & 1) << i;
  return word;
}

}  // namespace

BlockReader::BlockReader(const Program& program, const InputPlan& plan, RowBinder& binder)
    : program_(program), plan_(plan), binder_(binder) {
  lay_out();
}

// ---- how facts lie ---------------------------------------------------------------------------------------------------
void BlockReader::lay_out() {
  facts_.facts.resize(program_.facts.size());
  rows_.resize(program_.facts.size());
  cut_.resize(program_.facts.size());
  alone_.resize(kBlockRows);
  services_.resize(kBlockRows);
  codes_.resize(kBlockRows);
  sayings_.resize(plan_.uses.size());
  amount_of_.resize(plan_.uses.size());
  for (std::uint32_t i = 0; i < program_.facts.size(); ++i)
    if (program_.facts[i].builtin != Builtin::none) lay_out({i});
  for (std::size_t i = 0; i < plan_.uses.size(); ++i) {
    const RowBinder::Column& column = binder_.columns()[i];
    Sayings& sayings = sayings_[i];
    const bool amount = column.way == Way::amount;
    sayings.codes.resize(amount ? program_.services.size() : 1);
    sayings.alone.assign(1, 0);
    sayings.service.assign(1, CellCodes::kNone);
    if (amount) {
      amount_of_[i] = amounts_.size();
      amounts_.emplace_back(kBlockRows);
    }
    for (const FactId fact : column.facts)
      if (column.way != Way::whole_case) lay_out(fact);
    if (column.way == Way::number || column.way == Way::date)
      for (const FactId id : column.facts) {
        FactColumn& fact = facts_.facts[id.index];
        fact.raw = column.way == Way::date ? RawType::i32 : RawType::i64;
        fact.scale = column.way == Way::date ? 1 : column.factor;
      }
  }
  for (const FactId fact : binder_.not_before())
    if (!program_.fact(fact).assumed) cut_[fact.index].assign(kBlockWords, 0);
}

void BlockReader::lay_out(FactId id) {
  const TypeKind kind = program_.fact(id).type.kind;
  FactColumn& fact = facts_.facts[id.index];
  Rows& rows = rows_[id.index];
  fact = {};
  fact.form = form_of(kind);
  rows.validity.assign(kBlockWords, 0);
  fact.validity = reinterpret_cast<const std::uint8_t*>(rows.validity.data());
  switch (fact.form) {
    case ColumnForm::truth:
      rows.bits.assign(kBlockWords, 0);
      fact.values = rows.bits.data();
      break;
    case ColumnForm::member:
      rows.members.assign(kBlockRows, 0);
      fact.values = rows.members.data();
      break;
    case ColumnForm::bounds:
    case ColumnForm::exact:
      rows.values.assign(kBlockRows, 0);
      fact.values = rows.values.data();
      if (fact.form == ColumnForm::exact) break;
      rows.highs.assign(kBlockRows, 0);
      fact.highs = rows.highs.data();
      break;
    case ColumnForm::absent:
    case ColumnForm::masks:
      break;
  }
}

// ---- what cells say --------------------------------------------------------------------------------------------------
std::uint32_t BlockReader::code_of(std::size_t column, const TableChunk& chunk, std::size_t row, std::uint32_t service) {
  Sayings& sayings = sayings_[column];
  const std::string_view bytes = bytes_of(plan_.columns[plan_.uses[column].column].kind, chunk.columns[column], row);
  const std::uint32_t code = sayings.codes[service].find(bytes);
  return code != CellCodes::kNone ? code : new_code(sayings, column, chunk, row, service);
}

// The code of a cell that was not seen before, or none where it is not kept.
std::uint32_t BlockReader::new_code(Sayings& sayings, std::size_t column, const TableChunk& chunk, std::size_t row,
                                    std::uint32_t service) {
  const std::string_view bytes = bytes_of(plan_.columns[plan_.uses[column].column].kind, chunk.columns[column], row);
  if (sayings.alone.size() >= kCodesMax || bytes.size() > kCellBytesMax) return CellCodes::kNone;
  const auto code = static_cast<std::uint32_t>(sayings.alone.size());
  const RowBinder::Effect& effect = binder_.effect_of(column, chunk, row, ServiceId{service});
  sayings.alone.push_back(effect.plain ? 0 : 1);
  sayings.service.push_back(effect.plain && effect.service ? effect.service->index : CellCodes::kNone);
  for (std::vector<Said>& said : sayings.said) said.emplace_back();
  if (effect.plain)
    for (const RowBinder::Change& change : effect.changes)
      if (!say(sayings, change)) sayings.alone.back() = 1;
  sayings.codes[service].add(bytes, code);
  return code;
}

// False where a column cannot hold it.
bool BlockReader::say(Sayings& sayings, const RowBinder::Change& change) {
  const Fact& fact = program_.fact(change.fact);
  const CaseFacts& blank = binder_.blank();
  if (change.state != FactState::documented)
    return change.value == blank.values[change.fact.index] && change.recorded == blank.recorded[change.fact.index] &&
           change.state == blank.states[change.fact.index];
  if (facts_.facts[change.fact.index].form == ColumnForm::absent || change.recorded != change.value ||
      !is_exact(fact.type, change.value))
    return false;
  std::size_t place = 0;
  while (place < sayings.facts.size() && sayings.facts[place] != change.fact) ++place;
  if (place == sayings.facts.size()) {
    for (const Sayings& other : sayings_)
      if (&other != &sayings && std::find(other.facts.begin(), other.facts.end(), change.fact) != other.facts.end())
        return false;  // two columns that speak of one fact
    sayings.facts.push_back(change.fact);
    sayings.said.emplace_back(sayings.alone.size());
  }
  sayings.said[place].back() = {1, change.value};
  return true;
}

// ---- reading ---------------------------------------------------------------------------------------------------------
void BlockReader::read(const TableChunk& chunk, std::size_t begin, std::size_t count) {
  begin_ = begin;
  count_ = count;
  facts_.rows = static_cast<std::int64_t>(count);
  std::fill_n(alone_.begin(), count, std::uint8_t{0});
  for (const RowProblem& problem : chunk.problems)
    if (problem.row >= begin && problem.row < begin + count) alone_[problem.row - begin] = 1;
  for (std::size_t i = 0; i < count && !chunk.left_out.empty(); ++i)
    if (chunk.is_left_out(begin + i)) alone_[i] = 1;
  read_services(chunk);
  for (std::size_t i = 0; i < plan_.uses.size(); ++i) {
    switch (binder_.columns()[i].way) {
      case Way::skip:
      case Way::service:
        break;
      case Way::number:
        read_numbers<std::int64_t>(i, chunk);
        break;
      case Way::date:
        read_numbers<std::int32_t>(i, chunk);
        break;
      case Way::text:
        read_text(i, chunk);
        break;
      case Way::plain_text:
      case Way::whole_case:
        check_alone(i, chunk);
        break;
      case Way::amount:
        read_codes(i, chunk);
        break;
      case Way::remembered:
        if (plan_.columns[plan_.uses[i].column].kind == CellKind::truth)
          read_truths(i, chunk);
        else
          read_codes(i, chunk);
        break;
    }
  }
  keep_order();
}

void BlockReader::read_services(const TableChunk& chunk) {
  const std::size_t column = binder_.service_column();
  const TableChunk::Cells& cells = chunk.columns[column];
  const bool plain = binder_.columns()[column].way == Way::service;
  const bool text = plain && plan_.columns[plan_.uses[column].column].kind == CellKind::text;
  std::uint32_t code = 0;
  std::string_view last;
  for (std::size_t i = 0; i < count_; ++i) {
    const std::size_t row = begin_ + i;
    services_[i] = CellCodes::kNone;
    if (plain && cells.is_valid(row)) {
      const std::string_view bytes = text ? static_cast<const TextCell*>(cells.values)[row].view() : std::string_view();
      if (!text || code == 0 || bytes != last) code = code_of(column, chunk, row, 0);
      last = bytes;
      if (code != CellCodes::kNone) services_[i] = sayings_[column].service[code];
      if (code == CellCodes::kNone) code = 0;
    }
    if (services_[i] == CellCodes::kNone) alone_[i] = 1;
  }
}

void BlockReader::read_codes(std::size_t column, const TableChunk& chunk) {
  const bool amount = binder_.columns()[column].way == Way::amount;
  std::vector<std::uint32_t>& codes = amount ? amounts_[amount_of_[column]] : codes_;
  const TableChunk::Cells& cells = chunk.columns[column];
  const Sayings& sayings = sayings_[column];
  for (std::size_t i = 0; i < count_; ++i) {
    std::uint32_t code = 0;
    const std::size_t row = begin_ + i;
    if (cells.is_valid(row) && alone_[i] == 0) {
      code = code_of(column, chunk, row, amount ? services_[i] : 0);
      if (code == CellCodes::kNone) code = 0, alone_[i] = 1;
      if (sayings.alone[code] != 0) alone_[i] = 1;
    }
    codes[i] = code;
  }
  for (std::size_t i = 0; i < sayings.facts.size(); ++i) write(sayings.facts[i], sayings.said[i], codes);
}

void BlockReader::write(FactId id, const std::vector<Said>& said, const std::vector<std::uint32_t>& codes) {
  const TypeKind kind = program_.fact(id).type.kind;
  const FactColumn& fact = facts_.facts[id.index];
  Rows& rows = rows_[id.index];
  for (std::size_t first = 0; first < count_; first += 64) {
    const std::size_t end = std::min<std::size_t>(64, count_ - first);
    std::uint64_t validity = 0, bits = 0;
    for (std::size_t i = 0; i < end; ++i) {
      const Said& one = said[codes[first + i]];
      validity |= static_cast<std::uint64_t>(one.documented) << i;
      switch (fact.form) {
        case ColumnForm::truth:
          bits |= static_cast<std::uint64_t>(one.value.lo == kMayBeYes ? 1 : 0) << i;
          break;
        case ColumnForm::member:
          rows.members[first + i] = static_cast<std::uint8_t>(
              kind == TypeKind::scale ? one.value.lo : __builtin_ctzll(static_cast<std::uint64_t>(one.value.lo) | 1ULL << 63));
          break;
        case ColumnForm::bounds:
          rows.highs[first + i] = one.value.hi;
          [[fallthrough]];
        case ColumnForm::exact:
          rows.values[first + i] = one.value.lo;
          break;
        case ColumnForm::absent:
        case ColumnForm::masks:
          break;
      }
    }
    rows.validity[first / 64] = validity;
    if (fact.form == ColumnForm::truth) rows.bits[first / 64] = bits;
  }
}

// The bits of the rows at hand, which may begin within a word.
void BlockReader::take_validity(std::size_t column, const TableChunk& chunk, std::uint64_t* words) const {
  const std::uint64_t* validity = chunk.columns[column].validity;
  const std::size_t shift = begin_ % 64, first = begin_ / 64, last = (begin_ + count_ - 1) / 64;
  for (std::size_t word = 0; word * 64 < count_; ++word) {
    words[word] = ~std::uint64_t{0};
    if (validity == nullptr) continue;
    words[word] = validity[first + word] >> shift;
    if (shift != 0 && first + word < last) words[word] |= validity[first + word + 1] << (64 - shift);
  }
}

// A column of yes and no: its two cells are asked once, then whole words are packed.
void BlockReader::read_truths(std::size_t column, const TableChunk& chunk) {
  const TableChunk::Cells& cells = chunk.columns[column];
  const auto* bytes = static_cast<const std::uint8_t*>(cells.values) + begin_;
  Sayings& sayings = sayings_[column];
  const auto says = [&](char cell, std::int64_t value) {
    const std::uint32_t code = sayings.codes[0].find({&cell, 1});
    if (code == CellCodes::kNone || sayings.alone[code] != 0) return false;
    return std::all_of(sayings.said.begin(), sayings.said.end(), [&](const std::vector<Said>& said) {
      return said[code].documented != 0 && said[code].value.lo == value;
    });
  };
  const bool by_bits = says(0, kMayBeNo) && says(1, kMayBeYes) &&
                       std::all_of(sayings.facts.begin(), sayings.facts.end(), [&](FactId fact) {
                         return facts_.facts[fact.index].form == ColumnForm::truth;
                       });
  if (!by_bits) return read_codes(column, chunk);
  std::uint64_t validity[kBlockWords];
  take_validity(column, chunk, validity);
  for (const FactId fact : sayings.facts)
    for (std::size_t word = 0; word * 64 < count_; ++word) {
      rows_[fact.index].validity[word] = validity[word];
      rows_[fact.index].bits[word] = pack(bytes + word * 64, std::min<std::size_t>(64, count_ - word * 64)) & validity[word];
    }
}

// Numbers stay where they are; those that only the whole row can tell are marked.
template <class Number>
void BlockReader::read_numbers(std::size_t column, const TableChunk& chunk) {
  const RowBinder::Column& how = binder_.columns()[column];
  const TableChunk::Cells& cells = chunk.columns[column];
  const auto* numbers = static_cast<const Number*>(cells.values) + begin_;
  std::int64_t low = -kPlainMax, high = kPlainMax;
  for (const FactId id : how.facts) {
    FactColumn& fact = facts_.facts[id.index];
    fact.values = cells.values;
    fact.first = static_cast<std::int64_t>(begin_);
    fact.validity = reinterpret_cast<const std::uint8_t*>(cells.validity);
    const Value whole = program_.fact(id).whole;
    if (whole.lo != kNoLow) low = std::max(low, whole.lo / how.factor + (whole.lo % how.factor > 0 ? 1 : 0));
    if (whole.hi != kNoHigh) high = std::min(high, whole.hi / how.factor - (whole.hi % how.factor < 0 ? 1 : 0));
  }
  const std::int64_t step = how.factor % how.step == 0 ? 1 : how.step / how.factor;
  const auto is_plain = [&](std::int64_t number) { return number >= low && number <= high && number % step == 0; };
  bool all = true;
  if (step == 1) {
    for (std::size_t i = 0; i < count_; ++i) all = all & (numbers[i] >= low) & (numbers[i] <= high);
  } else {
    all = std::all_of(numbers, numbers + count_, is_plain);
  }
  if (all) return;
  for (std::size_t i = 0; i < count_; ++i)
    if (!is_plain(numbers[i]) && cells.is_valid(begin_ + i)) alone_[i] = 1;
}

// Text is never computed with: whether there is any is all that counts.
void BlockReader::read_text(std::size_t column, const TableChunk& chunk) {
  const TableChunk::Cells& cells = chunk.columns[column];
  const auto* texts = static_cast<const TextCell*>(cells.values) + begin_;
  std::uint64_t validity[kBlockWords] = {};
  for (std::size_t i = 0; i < count_; ++i)
    if (cells.is_valid(begin_ + i) && texts[i].view().find_first_not_of(" \t\r\n") != std::string_view::npos)
      validity[i / 64] |= std::uint64_t{1} << (i % 64);
  for (const FactId fact : binder_.columns()[column].facts)
    std::copy_n(validity, kBlockWords, rows_[fact.index].validity.begin());
}

// Columns that say nothing here but where they are empty, or are plain texts that stand beside a request.
void BlockReader::check_alone(std::size_t column, const TableChunk& chunk) {
  const TableChunk::Cells& cells = chunk.columns[column];
  const bool text = plan_.columns[plan_.uses[column].column].kind == CellKind::text;
  const bool plain_text = binder_.columns()[column].way == Way::plain_text;
  for (std::size_t i = 0; i < count_; ++i) {
    if (!cells.is_valid(begin_ + i)) continue;
    const auto view = text ? static_cast<const TextCell*>(cells.values)[begin_ + i].view() : std::string_view("?");
    if (plain_text ? !text || !is_plain_text(view) : !view.empty()) alone_[i] = 1;
  }
}

std::int64_t BlockReader::number_at(FactId id, std::size_t row) const {
  const FactColumn& fact = facts_.facts[id.index];
  const std::size_t at = row + static_cast<std::size_t>(fact.first);
  return fact.raw == RawType::i32 ? static_cast<const std::int32_t*>(fact.values)[at]
                                  : static_cast<const std::int64_t*>(fact.values)[at] * fact.scale;
}

bool BlockReader::is_documented(FactId id, std::size_t row) const {
  const FactColumn& fact = facts_.facts[id.index];
  if (fact.form == ColumnForm::absent) return false;
  if (fact.validity == nullptr) return true;
  const std::size_t bit = row + static_cast<std::size_t>(fact.first);
  return ((fact.validity[bit / 8] >> (bit % 8)) & 1) != 0;
}

// A date that may not lie before another: rows where it does are mistakes, rows where only the other one is documented are
// cut. Starts come before what leans on them.
void BlockReader::keep_order() {
  for (const FactId id : binder_.not_before()) {
    std::vector<std::uint64_t>& cut = cut_[id.index];
    const FactId start = *program_.fact(id).not_before;
    const std::vector<std::uint64_t>& start_cut = cut_[start.index];
    std::fill(cut.begin(), cut.end(), 0);
    for (std::size_t i = 0; i < count_; ++i) {
      const bool starts = is_documented(start, i);
      const bool start_is_cut = !start_cut.empty() && bit_of(start_cut.data(), i);
      const bool start_assumed = !starts && program_.fact(start).assumed.has_value();
      if (!starts && !start_is_cut && !start_assumed) continue;
      if (is_documented(id, i)) {
        if (!starts || number_at(id, i) < number_at(start, i)) alone_[i] = 1;
      } else if (!cut.empty()) {
        cut[i / 64] |= std::uint64_t{1} << (i % 64);
      }
    }
  }
}

}  // namespace precept::batch
