// Flips in, cells out: see the header. Texts are borrowed from the answers.
#include "runtime/batch/flips/flip_rows.hpp"

#include <algorithm>

#include "runtime/report/view.hpp"

namespace precept::batch {
namespace {

constexpr std::string_view kLibraries[] = {"before", "after", "both"};

void set_null(OutCells& cells, std::size_t row) { cells.validity[row / 64] &= ~(std::uint64_t{1} << (row % 64)); }

void set_text(OutCells& cells, std::size_t row, std::string_view text, bool null_if_empty) {
  static_cast<TextCell*>(cells.values)[row] = TextCell::of(text);
  if (null_if_empty && text.empty()) set_null(cells, row);
}

void set_amount(OutCells& cells, std::size_t row, const std::optional<std::int64_t>& amount) {
  static_cast<std::int64_t*>(cells.values)[row] = amount.value_or(0);
  if (!amount) set_null(cells, row);
}

void set_texts(OutCells& cells, std::size_t row, const std::vector<std::string>& texts) {
  cells.entries[row] = {cells.elements.size(), texts.size()};
  for (const std::string& text : texts) cells.elements.push_back(TextCell::of(text));
}

}  // namespace

void add_errors(std::vector<RowError> before, const std::vector<RowError>& after, std::vector<ComparedError>& errors) {
  const auto is_same = [](const RowError& a, const RowError& b) { return a.path == b.path && a.code == b.code && a.message == b.message; };
  std::vector<const RowError*> left;
  for (const RowError& error : after) left.push_back(&error);
  for (RowError& error : before) {
    const auto same = std::find_if(left.begin(), left.end(), [&](const RowError* other) { return is_same(error, *other); });
    const bool both = same != left.end();
    if (both) left.erase(same);
    errors.push_back({both ? ErrorOf::both : ErrorOf::before, std::move(error)});
  }
  for (const RowError* error : left) errors.push_back({ErrorOf::after, *error});
}

FlipRows::FlipRows(const std::vector<std::unique_ptr<FlipMorsel>>& morsels)
    : columns_{{"case", OutKind::text},
               {"request", OutKind::integer},
               {"service", OutKind::text},
               {"outcome_before", OutKind::text},
               {"outcome_after", OutKind::text},
               {"says_before", OutKind::text},
               {"says_after", OutKind::text},
               {"granted_before", OutKind::decimal},
               {"granted_after", OutKind::decimal},
               {"granted_within_before", OutKind::text},
               {"granted_within_after", OutKind::text},
               {"rule_before", OutKind::text},
               {"rule_after", OutKind::text},
               {"because_before", OutKind::texts},
               {"because_after", OutKind::texts},
               {"responsible", OutKind::texts}} {
  for (const auto& morsel : morsels)
    for (const FlippedRow& row : morsel->flipped) rows_.push_back(&row);
}

void FlipRows::fill(std::size_t first, std::size_t count, std::vector<OutCells>& cells) const {
  for (std::size_t i = 0; i < count; ++i) {
    const FlippedRow& row = *rows_[first + i];
    const Comparison& one = *row.comparison;
    const Answer &before = *one.before, &after = *one.after;
    static_cast<TextCell*>(cells[0].values)[i] = row.case_id;
    static_cast<std::int64_t*>(cells[1].values)[i] = row.request;
    set_text(cells[2], i, before.service, false);
    set_text(cells[3], i, word_of(before.outcome), false);
    set_text(cells[4], i, word_of(after.outcome), false);
    set_text(cells[5], i, before.says, false);
    set_text(cells[6], i, after.says, false);
    set_amount(cells[7], i, before.granted);
    set_amount(cells[8], i, after.granted);
    set_text(cells[9], i, before.granted_within, true);
    set_text(cells[10], i, after.granted_within, true);
    set_text(cells[11], i, one.rule_before, true);
    set_text(cells[12], i, one.rule_after, true);
    set_texts(cells[13], i, before.because);
    set_texts(cells[14], i, after.because);
    set_texts(cells[15], i, one.shown);
  }
}

ComparedErrorRows::ComparedErrorRows(const std::vector<std::unique_ptr<FlipMorsel>>& morsels)
    : columns_{{"case", OutKind::text}, {"row", OutKind::integer},  {"library", OutKind::text}, {"path", OutKind::text},
               {"code", OutKind::text}, {"message", OutKind::text}, {"raw", OutKind::text}} {
  for (const auto& morsel : morsels)
    for (const ComparedError& error : morsel->errors) errors_.push_back(&error);
}

void ComparedErrorRows::fill(std::size_t first, std::size_t count, std::vector<OutCells>& cells) const {
  for (std::size_t i = 0; i < count; ++i) {
    const ComparedError& one = *errors_[first + i];
    set_text(cells[0], i, one.error.case_id, true);
    static_cast<std::int64_t*>(cells[1].values)[i] = one.error.row;
    set_text(cells[2], i, kLibraries[static_cast<std::size_t>(one.of)], false);
    set_text(cells[3], i, one.error.path, true);
    set_text(cells[4], i, one.error.code, false);
    set_text(cells[5], i, one.error.message, false);
    set_text(cells[6], i, one.error.raw, false);
  }
}

}  // namespace precept::batch
