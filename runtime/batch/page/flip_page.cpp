// Two libraries over the same cases: the matrix, what is responsible, examples, and where it comes from.
#include <fmt/format.h>

#include "runtime/batch/page/page.hpp"
#include "runtime/batch/page/sections.hpp"

namespace precept::batch {
namespace {

constexpr std::size_t kResponsibleShown = 20;
constexpr std::array<std::string_view, kOutcomes> kNames = {"approve", "modify", "deny", "pend"};
using Rows = std::array<std::int64_t, kOutcomes>;

class FlipWriter {
 public:
  explicit FlipWriter(const FlipPage& data) : data_(data) {
    for (std::size_t before = 0; before < kNames.size(); ++before)
      for (std::size_t after = 0; after < kNames.size(); ++after) {
        const std::int64_t rows = data.rows[before][after];
        all_ += rows;
        before_[before] += rows;
        after_[after] += rows;
        if (before != after) flipped_ += rows;
      }
  }

  std::string write() {
    open_page(
        html_, data_.title,
        fmt::format(
            "{} that both libraries decide; {} come to another outcome ({}), and {} to the same outcome with another grant.",
            counted(all_, "row", "rows"), grouped_number(flipped_), percent(flipped_, all_),
            grouped_number(data_.other_grant)));
    shares();
    matrix();
    responsible();
    examples();
    if (!data_.terms.empty()) {
      open_section(html_, "Where this comes from");
      write_terms(html_, data_.terms);
      close_section(html_);
    }
    close_page(html_);
    return html_.take();
  }

 private:
  static std::vector<PlotPart> parts(const Rows& rows) {
    std::vector<PlotPart> parts;
    for (std::size_t i = 0; i < kNames.size(); ++i) parts.push_back({kNames[i], std::string(kNames[i]), rows[i]});
    return parts;
  }

  void shares() {
    open_section(html_, "Before and after");
    write_key(html_, parts(before_));
    for (const auto& [name, rows] : {std::pair<std::string, const Rows*>{"Before", &before_}, {"After", &after_}}) {
      html_.element("h3", name);
      write_shares(html_, name + ": " + listed(parts(*rows)), parts(*rows));
      html_.element("p", listed(parts(*rows)), {{"class", "soft"}}).line_end();
    }
    close_section(html_);
  }

  void matrix() {
    open_section(html_, "Flips");
    html_.open("div", {{"class", "table"}, {"tabindex", "0"}}).open("table", {{"class", "flips"}});
    html_.element("caption", "Rows by the outcome before (down) and after (across). Cells in a frame flipped.").line_end();
    html_.open("tr").element("th", "before \\ after", {{"scope", "col"}});
    for (const std::string_view name : kNames) html_.element("th", name, {{"scope", "col"}, {"class", "number"}});
    html_.element("th", "all", {{"scope", "col"}, {"class", "number"}}).close().line_end();
    for (std::size_t before = 0; before < kNames.size(); ++before) {
      html_.open("tr").element("th", kNames[before], {{"scope", "row"}});
      for (std::size_t after = 0; after < kNames.size(); ++after) {
        const std::int64_t rows = data_.rows[before][after];
        const std::string_view style = before == after ? "number same" : rows > 0 ? "number flip" : "number";
        html_.element("td", grouped_number(rows), {{"class", std::string(style)}});
      }
      html_.element("td", grouped_number(before_[before]), {{"class", "number"}}).close().line_end();
    }
    html_.open("tr").element("th", "all", {{"scope", "row"}});
    for (const std::int64_t rows : after_) html_.element("td", grouped_number(rows), {{"class", "number"}});
    html_.element("td", grouped_number(all_), {{"class", "number"}}).close().line_end();
    html_.close().close().line_end();
    if (data_.errors_before + data_.errors_after + data_.errors_both > 0)
      html_.element("p",
                    fmt::format("Not among these: {} that only the library before cannot decide, {} that only the one after "
                                "cannot, and {} that "
                                "neither can.",
                                counted(data_.errors_before, "row", "rows"), grouped_number(data_.errors_after),
                                grouped_number(data_.errors_both)),
                    {{"class", "soft"}});
    close_section(html_);
  }

  void responsible() {
    if (data_.responsible.empty()) return;
    open_section(html_, "What is responsible");
    html_.element("p", "Criteria that come out otherwise, by the rows that flipped. A row may have several.",
                  {{"class", "soft"}});
    write_ranking(html_, data_.responsible,
                  {kResponsibleShown, flipped_ + data_.other_grant, "rows that changed", "are in diff.json", false});
    close_section(html_);
  }

  void examples() {
    if (data_.examples.empty()) return;
    open_section(html_, "Examples");
    html_.open("div", {{"class", "table"}, {"tabindex", "0"}}).open("table").line_end().open("tr");
    for (const char* name : {"case", "before", "after", "responsible"}) html_.element("th", name, {{"scope", "col"}});
    html_.close().line_end();
    for (const FlipPage::Example& one : data_.examples) {
      html_.open("tr").element("td",
                               one.request > 1 ? fmt::format("{}, request {}", one.case_id, one.request) : one.case_id);
      html_.element(
          "td", one.because_before.empty() ? one.before : fmt::format("{}, because of {}", one.before, one.because_before));
      html_.element("td",
                    one.because_after.empty() ? one.after : fmt::format("{}, because of {}", one.after, one.because_after));
      html_.element("td", one.responsible).close().line_end();
    }
    html_.close().close().line_end();
    close_section(html_);
  }

  const FlipPage& data_;
  Rows before_{}, after_{};
  std::int64_t all_ = 0, flipped_ = 0;
  HtmlWriter html_;
};

}  // namespace

std::string flip_page(const FlipPage& data) { return FlipWriter(data).write(); }

}  // namespace precept::batch
