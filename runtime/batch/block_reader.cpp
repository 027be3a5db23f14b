// Column by column: numbers and dates stay where the table has them, other cells become codes and then what their codes say.
#include "runtime/batch/block_reader.hpp"

#include <algorithm>


namespace precept::batch {
namespace {

constexpr std::int64_t kPlainMax = 100'000'000'000;  // as RowBinder's

using native::ColumnForm;
using native::FactColumn;
using native::RawType;

bool bit_of(const std::uint64_t* words, std::size_t row) { return ((words[row / 64] >> (row % 64)) & 1) != 0; }

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

// Codes of the cells met last in this chunk: the same 16 bytes are the same text as long as it lives.
class RecentCells {
 public:
  template <class Ask>
  std::uint32_t code_of(const TextCell& cell, Ask ask) {
    std::uint64_t halves[2];
    std::memcpy(halves, &cell, sizeof halves);
    Place& place = places_[(halves[0] * 0x9e3779b97f4a7c15 ^ halves[1] * 0xd6e8feb86659fd93) >> 58];
    if (place.first == halves[0] && place.second == halves[1]) return place.code;
    const std::uint32_t code = ask();
    if (code != CellCodes::kNone) place = {halves[0], halves[1], code};
    return code;
  }

 private:
  struct Place {
    std::uint64_t first = ~std::uint64_t{0}, second = 0;  // no text is that long
    std::uint32_t code = 0;
  };
  Place places_[64];
};

}  // namespace

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
      const bool is_last = bytes.size() == last.size() && (bytes.data() == last.data() || bytes == last);
      if (!text || code == 0 || !is_last) code = code_of(column, chunk, row, 0);
      last = bytes;
      if (code != CellCodes::kNone) services_[i] = sayings_[column].service[code];
      if (code == CellCodes::kNone) code = 0;
    }
    if (services_[i] == CellCodes::kNone || over_lists_[services_[i]]) alone_[i] = 1;
  }
}

void BlockReader::read_codes(std::size_t column, const TableChunk& chunk) {
  const bool amount = binder_.columns()[column].way == Way::amount;
  std::vector<std::uint32_t>& codes = amount ? amounts_[amount_of_[column]] : codes_;
  const TableChunk::Cells& cells = chunk.columns[column];
  const Sayings& sayings = sayings_[column];
  const bool text = !amount && plan_.columns[plan_.uses[column].column].kind == CellKind::text;
  RecentCells recent;
  for (std::size_t i = 0; i < count_; ++i) {
    std::uint32_t code = 0;
    const std::size_t row = begin_ + i;
    if (cells.is_valid(row) && alone_[i] == 0) {
      const auto ask = [&] { return code_of(column, chunk, row, amount ? services_[i] : 0); };
      code = text ? recent.code_of(static_cast<const TextCell*>(cells.values)[row], ask) : ask();
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

// Columns that say nothing here but where they are empty, or are plain texts that stand beside a request, or lists that hold
// no mistake: nothing that is decided here looks at lists.
void BlockReader::check_alone(std::size_t column, const TableChunk& chunk) {
  const TableChunk::Cells& cells = chunk.columns[column];
  const bool text = plan_.columns[plan_.uses[column].column].kind == CellKind::text;
  const bool is_list = plan_.uses[column].kind == TypeKind::list && plan_.uses[column].end.empty();
  const bool plain_text = binder_.columns()[column].way == Way::plain_text;
  for (std::size_t i = 0; i < count_; ++i) {
    if (!cells.is_valid(begin_ + i)) continue;
    const auto view = text ? static_cast<const TextCell*>(cells.values)[begin_ + i].view() : std::string_view("?");
    if (view.empty() || alone_[i] != 0) continue;
    if (plain_text)
      alone_[i] = !text || !is_plain_text(view) ? 1 : 0;
    else if (!is_list || !binder_.effect_of(column, chunk, begin_ + i, {}).plain)
      alone_[i] = 1;
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
