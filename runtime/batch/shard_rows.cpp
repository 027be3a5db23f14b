// Answers in, cells out: see the header. Texts are borrowed from the answers, so that a row costs their length and no copy.
#include "runtime/batch/shard_rows.hpp"

#include <array>
#include <cstring>
#include <map>
#include <set>

#include "runtime/batch/bit_matrix.hpp"
#include "runtime/report/view.hpp"

namespace precept::batch {
namespace {

constexpr std::size_t kBlockBytes = 1 << 16;

void set_null(OutCells& cells, std::size_t row) { cells.validity[row / 64] &= ~(std::uint64_t{1} << (row % 64)); }

void set_text(OutCells& cells, std::size_t row, std::string_view text, bool null_if_empty) {
  static_cast<TextCell*>(cells.values)[row] = TextCell::of(text);
  if (null_if_empty && text.empty()) set_null(cells, row);
}

constexpr std::uint32_t kNull = ~std::uint32_t{0};

// Texts in order, and the place of each.
std::map<std::string_view, std::uint32_t> numbered(const std::set<std::string_view>& texts, OutColumn& column) {
  std::map<std::string_view, std::uint32_t> places;
  for (const std::string_view text : texts) {
    places.emplace(text, static_cast<std::uint32_t>(column.words.size()));
    column.words.emplace_back(text);
  }
  if (column.words.empty()) column.words.emplace_back();
  return places;
}

const std::string& outcome_text(const Answer& answer) {
  static const std::array<std::string, 4> texts = [] {
    std::array<std::string, 4> made;
    for (std::size_t i = 0; i < made.size(); ++i) made[i] = word_of(static_cast<Outcome>(i));
    return made;
  }();
  return texts[static_cast<std::size_t>(answer.outcome)];
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
                                     const std::vector<std::unique_ptr<MorselResult>>& morsels, const ShardAnswers& answers)
    : answers_(answers),
      columns_{{"case", OutKind::text},           {"request", OutKind::integer}, {"service", OutKind::word},
               {"outcome", OutKind::word},        {"says", OutKind::word},       {"granted", OutKind::decimal},
               {"possible", OutKind::words},      {"guideline", OutKind::word},  {"edition", OutKind::word},
               {"rule", OutKind::word},           {"consulted", OutKind::words}, {"because", OutKind::words},
               {"granted_within", OutKind::word}},
      criteria_(criteria.size()) {
  for (const CriterionColumn& criterion : criteria) columns_.push_back({criterion.name, OutKind::truth});
  rows_.reserve(answers.of_row.size());
  for (const auto& morsel : morsels)
    for (const DecidedRow& row : morsel->decided) rows_.push_back(&row);
  using Text = const std::string& (*)(const Answer&);
  const auto take = [&](std::size_t column, Text text, bool null_if_empty) { take_word(column, text, null_if_empty); };
  take(2, [](const Answer& answer) -> const std::string& { return answer.service; }, false);
  take(3, outcome_text, false);
  take(4, [](const Answer& answer) -> const std::string& { return answer.says; }, false);
  take(7, [](const Answer& answer) -> const std::string& { return answer.guideline; }, true);
  take(8, [](const Answer& answer) -> const std::string& { return answer.edition; }, true);
  take(9, [](const Answer& answer) -> const std::string& { return answer.rule; }, true);
  take(12, [](const Answer& answer) -> const std::string& { return answer.granted_within; }, true);
  take_words(6, [](const Answer& answer) -> const std::vector<std::string>& { return answer.possible; });
  take_words(10, [](const Answer& answer) -> const std::vector<std::string>& { return answer.consulted; });
  take_words(11, [](const Answer& answer) -> const std::vector<std::string>& { return answer.because; });
  take_marks();
}

void DeterminationRows::take_word(std::size_t column, const std::string& (*text)(const Answer&), bool null_if_empty) {
  std::set<std::string_view> texts;
  for (const ShardAnswers::Used& one : answers_.used)
    if (const std::string& own = text(*one.answer); !own.empty() || !null_if_empty) texts.insert(own);
  const auto places = numbered(texts, columns_[column]);
  Words words{column, {}, {}};
  for (const ShardAnswers::Used& one : answers_.used) {
    const auto place = places.find(text(*one.answer));
    words.code.push_back(place == places.end() ? kNull : place->second);
  }
  words_.push_back(std::move(words));
}

void DeterminationRows::take_words(std::size_t column, const std::vector<std::string>& (*texts)(const Answer&)) {
  std::set<std::string_view> all;
  for (const ShardAnswers::Used& one : answers_.used)
    for (const std::string& text : texts(*one.answer)) all.insert(text);
  const auto places = numbered(all, columns_[column]);
  Words words{column, {}, {}};
  std::map<std::vector<std::uint32_t>, std::uint32_t> lists;
  for (const ShardAnswers::Used& one : answers_.used) {
    std::vector<std::uint32_t> list;
    for (const std::string& text : texts(*one.answer)) list.push_back(places.at(text));
    const auto [place, is_new] = lists.emplace(std::move(list), static_cast<std::uint32_t>(words.lists.size()));
    if (is_new) words.lists.push_back(place->first);
    words.code.push_back(place->second);
  }
  words_.push_back(std::move(words));
}

void DeterminationRows::take_marks() {
  mark_words_ = (criteria_ + 63) / 64;
  yes_.resize(answers_.used.size() * mark_words_);
  known_.resize(yes_.size());
  for (std::size_t i = 0; i < answers_.used.size(); ++i) {
    const Answer& answer = *answers_.used[i].answer;
    granted_.push_back(answer.granted.value_or(0));
    is_granted_.push_back(answer.granted ? 1 : 0);
    for (std::size_t c = 0; c < criteria_; ++c) {
      const std::size_t word = i * mark_words_ + c / 64;
      yes_[word] |= static_cast<std::uint64_t>(answer.marks[c] == Mark::yes ? 1 : 0) << (c % 64);
      known_[word] |= static_cast<std::uint64_t>(answer.marks[c] != Mark::null ? 1 : 0) << (c % 64);
    }
  }
}

void DeterminationRows::fill_words(const Words& words, std::size_t first, std::size_t count, OutCells& cells) const {
  const std::uint32_t* answers = &answers_.of_row[first];
  if (columns_[words.column].kind == OutKind::word) {
    cells.codes.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t code = words.code[answers[i]];
      cells.codes[i] = code == kNull ? 0 : code;
      if (code == kNull) set_null(cells, i);
    }
    return;
  }
  // Rows of one list share its elements.
  std::vector<std::uint64_t> begins(words.lists.size(), ~std::uint64_t{0});
  cells.codes.clear();
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t which = words.code[answers[i]];
    const std::vector<std::uint32_t>& list = words.lists[which];
    if (begins[which] == ~std::uint64_t{0}) {
      begins[which] = cells.codes.size();
      cells.codes.insert(cells.codes.end(), list.begin(), list.end());
    }
    cells.entries[i] = {begins[which], list.size()};
  }
}

// 64 rows by 64 criteria at once.
void DeterminationRows::fill_marks(std::size_t first, std::size_t count, std::vector<OutCells>& cells) const {
  const std::size_t fixed = columns_.size() - criteria_;
  std::array<std::uint64_t, 64> yes, known;
  for (std::size_t at = 0; at < mark_words_; ++at) {
    const std::size_t criteria = std::min<std::size_t>(64, criteria_ - at * 64);
    for (std::size_t word = 0; word * 64 < count; ++word) {
      const std::size_t rows = std::min<std::size_t>(64, count - word * 64);
      yes.fill(0);
      known.fill(0);
      for (std::size_t i = 0; i < rows; ++i) {
        const std::size_t answer = answers_.of_row[first + word * 64 + i] * mark_words_ + at;
        yes[i] = yes_[answer];
        known[i] = known_[answer];
      }
      turn(yes);
      turn(known);
      for (std::size_t c = 0; c < criteria; ++c) {
        OutCells& column = cells[fixed + at * 64 + c];
        auto* values = static_cast<std::uint8_t*>(column.values) + word * 64;
        column.validity[word] = known[c];
        for (std::size_t i = 0; i < rows; ++i) values[i] = static_cast<std::uint8_t>((yes[c] >> i) & 1);
      }
    }
  }
}

void DeterminationRows::fill(std::size_t first, std::size_t count, std::vector<OutCells>& cells) const {
  for (std::size_t i = 0; i < count; ++i) {
    static_cast<TextCell*>(cells[0].values)[i] = rows_[first + i]->case_id;
    static_cast<std::int64_t*>(cells[1].values)[i] = rows_[first + i]->request;
    const std::uint32_t answer = answers_.of_row[first + i];
    static_cast<std::int64_t*>(cells[5].values)[i] = granted_[answer];
    if (is_granted_[answer] == 0) set_null(cells[5], i);
  }
  for (const Words& words : words_) fill_words(words, first, count, cells[words.column]);
  fill_marks(first, count, cells);
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
