// Head and foot, tiles, rankings, terms: see the header.
#include "runtime/batch/page/sections.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/batch/page/page_style.hpp"
#include "runtime/report/html_head.hpp"
#include "runtime/report/view.hpp"

namespace precept::batch {

void open_page(HtmlWriter& html, const std::string& title, const std::string& lead) {
  open_html_page(html, title, kPageStyle);
  html.open("header").element("h1", title).line_end();
  html.element("p", lead, {{"class", "soft"}}).line_end();
  html.element("p",
               "Proposed to a physician reviewer. What is counted here are proposals, not decisions about anyone's care.",
               {{"class", "proposal"}});
  html.close().line_end().open("main").line_end();
}

void close_page(HtmlWriter& html) {
  html.close().line_end();
  html.element("footer",
               fmt::format("{}. Proposed to a physician reviewer. This page asks for nothing outside of itself.", kPrecept));
  html.line_end();
}

void open_section(HtmlWriter& html, const std::string& title) { html.open("section").element("h2", title).line_end(); }
void close_section(HtmlWriter& html) { html.close().line_end(); }

void write_key(HtmlWriter& html, const std::vector<PlotPart>& parts) {
  html.open("ul", {{"class", "key"}});
  for (const PlotPart& part : parts) {
    html.open("li").open("svg", {{"width", "12"}, {"height", "12"}, {"role", "img"}}).element("title", part.name);
    html.open("rect", {{"class", std::string(part.style)}, {"width", "12"}, {"height", "12"}}).close().close();
    html.text(part.name).close();
  }
  html.close().line_end();
}

void write_tiles(HtmlWriter& html, const std::vector<PlotPart>& parts) {
  std::int64_t whole = 0;
  for (const PlotPart& part : parts) whole += part.rows;
  html.open("ul", {{"class", "tiles"}});
  for (const PlotPart& part : parts) {
    html.open("li", {{"class", fmt::format("tile {}", part.style)}}).element("span", part.name);
    html.element("strong", percent(part.rows, whole)).element("span", counted(part.rows, "row", "rows")).close().line_end();
  }
  html.close().line_end();
}

void sort_counts(std::vector<PageCount>& counts) {
  std::sort(counts.begin(), counts.end(),
            [](const PageCount& a, const PageCount& b) { return a.rows != b.rows ? a.rows > b.rows : a.name < b.name; });
}

void write_ranking(HtmlWriter& html, std::vector<PageCount> counts, const Ranking& ranking) {
  sort_counts(counts);
  const std::size_t shown = std::min(counts.size(), ranking.most);
  html.open("ol", {{"class", ranking.two_columns ? "rank two" : "rank"}}).line_end();
  for (std::size_t i = 0; i < shown; ++i) {
    const PageCount& one = counts[i];
    const std::string many =
        fmt::format("{}, {} of {}", counted(one.rows, "row", "rows"), percent(one.rows, ranking.of), ranking.of_words);
    html.open("li").open("div", {{"class", "head"}});
    html.open("h3").prose(one.words.empty() ? "`" + one.name + "`" : one.words).close();
    html.element("span", many, {{"class", "many"}}).close();
    write_bar(html, fmt::format("{}: {}", one.name, many), "modify", one.rows, counts.front().rows);
    html.open("p", {{"class", "soft"}});
    if (!one.words.empty()) html.element("code", one.name);
    if (!one.pages.empty()) html.text(one.words.empty() ? one.pages : ", " + one.pages);
    html.close().close().line_end();
  }
  html.close().line_end();
  if (counts.size() == shown) return;
  const std::string rest = grouped_number(static_cast<std::int64_t>(counts.size() - shown));
  html.element("p", fmt::format("{} more {}.", rest, ranking.rest_words), {{"class", "soft"}}).line_end();
}

void write_terms(HtmlWriter& html, const PageTerms& terms) {
  html.open("div", {{"class", "table"}, {"tabindex", "0"}}).open("table", {{"class", "terms"}}).line_end();
  for (const auto& [name, value] : terms)
    html.open("tr").element("th", name, {{"scope", "row"}}).element("td", value).close().line_end();
  html.close().close().line_end();
}

}  // namespace precept::batch
