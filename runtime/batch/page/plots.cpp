// Lengths in hundredths of a percent, in whole numbers: see the header.
#include "runtime/batch/page/plots.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::batch {
namespace {

constexpr std::int64_t kWhole = 10'000;  // of a plot's width
constexpr std::int64_t kNarrow = 20;     // what is there is seen
constexpr std::int64_t kPlotTop = 26, kPlotHeight = 110, kPlotBottom = 24;

// "12.34%"
std::string length(std::int64_t part) { return fmt::format("{}.{:02}%", part / 100, part % 100); }

std::int64_t share(std::int64_t part, std::int64_t whole, std::int64_t of) {
  if (whole <= 0) return 0;
  return static_cast<std::int64_t>((static_cast<__int128>(part) * of + whole / 2) / whole);
}

void open_plot(HtmlWriter& html, const std::string& title, std::string_view kind, std::int64_t height) {
  html.open(
      "svg",
      {{"class", fmt::format("plot {}", kind)}, {"role", "img"}, {"width", "100%"}, {"height", std::to_string(height)}});
  html.element("title", title);
}

void rectangle(HtmlWriter& html, std::string_view style, std::int64_t x, std::int64_t width, std::int64_t y,
               std::int64_t height) {
  html.open("rect", {{"class", std::string(style)},
                     {"x", length(x)},
                     {"width", length(width)},
                     {"y", std::to_string(y)},
                     {"height", std::to_string(height)}});
  html.close();
}

void line(HtmlWriter& html, std::string_view style, std::int64_t x1, std::int64_t y1, std::int64_t x2, std::int64_t y2) {
  html.open("line", {{"class", std::string(style)},
                     {"x1", length(x1)},
                     {"y1", std::to_string(y1)},
                     {"x2", length(x2)},
                     {"y2", std::to_string(y2)}});
  html.close();
}

void letters(HtmlWriter& html, std::string_view style, std::int64_t x, std::int64_t y, const std::string& text) {
  html.element("text", text, {{"class", std::string(style)}, {"x", length(x)}, {"y", std::to_string(y)}});
}

}  // namespace

std::string grouped_number(std::int64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

std::string percent(std::int64_t part, std::int64_t whole) {
  if (whole <= 0 || part == 0) return "0%";
  if (part == whole) return "100%";
  const std::int64_t tenths = share(part, whole, 1000);
  if (tenths == 0) return "under 0.1%";
  if (tenths >= 1000) return "over 99.9%";
  if (tenths < 100 || tenths >= 990) return fmt::format("{}.{}%", tenths / 10, tenths % 10);
  return fmt::format("{}%", share(part, whole, 100));
}

std::string counted(std::int64_t number, std::string_view one, std::string_view several) {
  return fmt::format("{} {}", grouped_number(number), number == 1 ? one : several);
}

std::string listed(const std::vector<PlotPart>& parts) {
  std::string text;
  for (const PlotPart& part : parts)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", part.style, grouped_number(part.rows));
  return text;
}

void write_shares(HtmlWriter& html, const std::string& title, const std::vector<PlotPart>& parts) {
  std::int64_t whole = 0;
  for (const PlotPart& part : parts) whole += part.rows;
  open_plot(html, title, "shares", 22);
  std::int64_t before = 0;
  for (const PlotPart& part : parts) {
    if (part.rows == 0) continue;
    const std::int64_t begin = share(before, whole, kWhole), end = share(before + part.rows, whole, kWhole);
    rectangle(html, part.style, begin, std::max(end - begin, kNarrow), 0, 22);
    before += part.rows;
  }
  html.close().line_end();
}

void write_bar(HtmlWriter& html, const std::string& title, std::string_view style, std::int64_t rows, std::int64_t most) {
  open_plot(html, title, "bar", 14);
  rectangle(html, "ground", 0, kWhole, 0, 14);
  if (rows > 0) rectangle(html, style, 0, std::max(share(rows, most, kWhole), kNarrow), 0, 14);
  html.close().line_end();
}

void write_histogram(HtmlWriter& html, const Nearness& near, const HistogramWords& words) {
  std::int64_t most = 1;
  for (const Nearness::Bar& bar : near.bars) most = std::max(most, bar.rows);
  const auto count = static_cast<std::int64_t>(near.bars.size());
  const std::int64_t base = kPlotTop + kPlotHeight;
  open_plot(html, words.title, "histogram", base + kPlotBottom);
  std::int64_t limit = 0;  // how many bars lie below it
  for (std::int64_t i = 0; i < count; ++i) {
    const Nearness::Bar& bar = near.bars[static_cast<std::size_t>(i)];
    const bool over =
        bar.from >= (near.holds_at == near.holds_over ? 0 : 1);  // a bar on the limit lies where it comes out alike
    if (!over) limit = i + 1;
    if (bar.rows == 0) continue;
    const std::int64_t begin = i * kWhole / count, end = (i + 1) * kWhole / count;
    const std::int64_t height = std::max<std::int64_t>(share(bar.rows, most, kPlotHeight), 1);
    rectangle(html, over == near.holds_over ? "holds" : "fails", begin + 5, end - begin - 10, base - height, height);
  }
  const std::int64_t at = limit * kWhole / count;
  line(html, "axis", 0, base, kWhole, base);
  line(html, "limit", at, kPlotTop - 6, at, base + 5);
  letters(html, at * 3 < kWhole ? "from" : at * 3 > kWhole * 2 ? "until" : "about", at, 14, words.limit);
  letters(html, "from", 0, base + 18, words.first);
  letters(html, "until", kWhole, base + 18, words.last);
  html.close().line_end();
}

}  // namespace precept::batch
