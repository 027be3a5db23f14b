// Answers in, cells out: see the header. Texts are borrowed from the answers, so that a row costs their length and no copy.
#include "runtime/batch/shard_rows.hpp"

#include <cstring>

#include "runtime/report/view.hpp"

namespace precept::batch {
namespace {

constexpr std::size_t kBlockBytes = 1 << 16;

void set_null(OutCells& cells, std::size_t row) { cells.validity[row / 64] &= ~(std::uint64_t{1} << (row % 64)); }

void set_text(OutCells& cells, std::size_t row, std::string_view text, bool null_if_empty) {
  static_cast<TextCell*>(cells.values)[row] = TextCell::of(text);
  if (null_if_empty && text.empty()) set_null(cells, row);
}

// Where in a column's elements the texts of an answer begin, so that rows of one answer share them.
using Places = std::unordered_map<const Answer*, std::uint64_t>;

void set_texts(OutCells& cells, std::size_t row, const Answer* answer, const std::vector<std::string>& texts,
               Places& places) {
  const auto [place, is_new] = places.emplace(answer, cells.elements.size());
  if (is_new)
    for (const std::string& text : texts) cells.elements.push_back(TextCell::of(text));
  cells.entries[row] = {place->second, texts.size()};
}

}  // namespace

TextCell TextStore::keep(std::string_view text) {
  if (text.size() <= 12) return TextCell::of(text);
  if (text.size() > left_) {
    left_ = std::max(kBlockBytes, text.size());
    blocks_.push_back(std::make_unique<char[]>(left_));
    next_ = blocks_.back().get();
  }
  std::memcpy(next_, text.data(), text.size());
  const TextCell cell = TextCell::of({next_, text.size()});
  next_ += text.size();
  left_ -= text.size();
  return cell;
}

DeterminationRows::DeterminationRows(const std::vector<CriterionColumn>& criteria,
                                     const std::vector<std::unique_ptr<MorselResult>>& morsels)
    : columns_{{"case", OutKind::text},          {"request", OutKind::integer}, {"service", OutKind::text},
               {"outcome", OutKind::text},       {"says", OutKind::text},       {"granted", OutKind::decimal},
               {"possible", OutKind::texts},     {"guideline", OutKind::text},  {"edition", OutKind::text},
               {"rule", OutKind::text},          {"consulted", OutKind::texts}, {"because", OutKind::texts},
               {"granted_within", OutKind::text}},
      criteria_(criteria.size()) {
  for (const CriterionColumn& criterion : criteria) columns_.push_back({criterion.name, OutKind::truth});
  for (const auto& morsel : morsels)
    for (const DecidedRow& row : morsel->decided) rows_.push_back(&row);
}

void DeterminationRows::fill(std::size_t first, std::size_t count, std::vector<OutCells>& cells) const {
  Places possible, consulted, because;
  for (std::size_t i = 0; i < count; ++i) {
    const DecidedRow& row = *rows_[first + i];
    const Answer& answer = *row.answer;
    static_cast<TextCell*>(cells[0].values)[i] = row.case_id;
    static_cast<std::int64_t*>(cells[1].values)[i] = row.request;
    set_text(cells[2], i, answer.service, false);
    set_text(cells[3], i, word_of(answer.outcome), false);
    set_text(cells[4], i, answer.says, false);
    static_cast<std::int64_t*>(cells[5].values)[i] = answer.granted.value_or(0);
    if (!answer.granted) set_null(cells[5], i);
    set_texts(cells[6], i, &answer, answer.possible, possible);
    set_text(cells[7], i, answer.guideline, true);
    set_text(cells[8], i, answer.edition, true);
    set_text(cells[9], i, answer.rule, true);
    set_texts(cells[10], i, &answer, answer.consulted, consulted);
    set_texts(cells[11], i, &answer, answer.because, because);
    set_text(cells[12], i, answer.granted_within, true);
  }
  const std::size_t fixed = columns_.size() - criteria_;
  for (std::size_t c = 0; c < criteria_; ++c) {
    OutCells& column = cells[fixed + c];
    auto* values = static_cast<std::uint8_t*>(column.values);
    for (std::size_t word = 0; word * 64 < count; ++word) {
      std::uint64_t validity = ~std::uint64_t{0};
      const std::size_t end = std::min<std::size_t>(64, count - word * 64);
      for (std::size_t bit = 0; bit < end; ++bit) {
        const Mark mark = rows_[first + word * 64 + bit]->answer->marks[c];
        values[word * 64 + bit] = mark == Mark::yes ? 1 : 0;
        validity &= ~(static_cast<std::uint64_t>(mark == Mark::null) << bit);
      }
      column.validity[word] = validity;
    }
  }
}

ErrorRows::ErrorRows(const std::vector<std::unique_ptr<MorselResult>>& morsels)
    : columns_{{"case", OutKind::text}, {"row", OutKind::integer},  {"path", OutKind::text},
               {"code", OutKind::text}, {"message", OutKind::text}, {"raw", OutKind::text}} {
  for (const auto& morsel : morsels)
    for (const RowError& error : morsel->errors) errors_.push_back(&error);
}

void ErrorRows::fill(std::size_t first, std::size_t count, std::vector<OutCells>& cells) const {
  for (std::size_t i = 0; i < count; ++i) {
    const RowError& error = *errors_[first + i];
    set_text(cells[0], i, error.case_id, true);
    static_cast<std::int64_t*>(cells[1].values)[i] = error.row;
    set_text(cells[2], i, error.path, true);
    set_text(cells[3], i, error.code, false);
    set_text(cells[4], i, error.message, false);
    set_text(cells[5], i, error.raw, false);
  }
}

}  // namespace precept::batch
