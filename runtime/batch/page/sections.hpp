// Parts that the pages of runs have in common. In: counts. Out: markup. Inside this folder only.
#pragma once

#include <string>
#include <vector>

#include "runtime/batch/page/page.hpp"
#include "runtime/batch/page/plots.hpp"
#include "runtime/report/html_writer.hpp"

namespace precept::batch {

void open_page(HtmlWriter& html, const std::string& title, const std::string& lead);
void close_page(HtmlWriter& html);  // with its footer
void open_section(HtmlWriter& html, const std::string& title);
void close_section(HtmlWriter& html);

// Names beside small squares of their colours.
void write_key(HtmlWriter& html, const std::vector<PlotPart>& parts);
void write_tiles(HtmlWriter& html, const std::vector<PlotPart>& parts);

// Criteria or facts by rows, most first, at most `most`; of what is left out it is said where it stands. `of`: what a row's
// share is of.
struct Ranking {
  std::size_t most = 10;
  std::int64_t of = 0;
  std::string of_words;    // "rows decided"
  std::string rest_words;  // "are in summary.json"
  bool two_columns = false;
};
void write_ranking(HtmlWriter& html, std::vector<PageCount> counts, const Ranking& ranking);

void write_terms(HtmlWriter& html, const PageTerms& terms);

// Most first; of equal ones by name.
void sort_counts(std::vector<PageCount>& counts);

}  // namespace precept::batch
