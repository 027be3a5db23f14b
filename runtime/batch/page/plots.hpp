// Plots within a page: bars of shares, bars of counts, a histogram about a limit. In: counts and words. Out: inline SVG,
// named, whose lengths are parts of its own width, so that it fits any screen and its letters stay as large as the page's.
// Never here: what is counted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/batch/page/nearness.hpp"
#include "runtime/report/html_writer.hpp"

namespace precept::batch {

// "1,234,567"
std::string grouped_number(std::int64_t number);
// "41%", "0.4%", "under 0.1%"; of nothing "0%".
std::string percent(std::int64_t part, std::int64_t whole);
// "1 row", "12 rows"
std::string counted(std::int64_t number, std::string_view one, std::string_view several);

struct PlotPart {
  std::string_view style;  // a class of the style sheet: "approve"
  std::string name;        // "approve"
  std::int64_t rows = 0;
};

// "approve 1,200, deny 30": by their styles.
std::string listed(const std::vector<PlotPart>& parts);

// All parts side by side over the whole width.
void write_shares(HtmlWriter& html, const std::string& title, const std::vector<PlotPart>& parts);
// One bar of `rows` where the whole width is `most`.
void write_bar(HtmlWriter& html, const std::string& title, std::string_view style, std::int64_t rows, std::int64_t most);

struct HistogramWords {
  std::string title, first, last, limit;
};
void write_histogram(HtmlWriter& html, const Nearness& near, const HistogramWords& words);

}  // namespace precept::batch
