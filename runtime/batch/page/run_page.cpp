// One run: outcomes, services, what decided, what is missing, how near the limits, errors, and where all this comes from.
#include <fmt/format.h>

#include <algorithm>

#include "runtime/batch/page/page.hpp"
#include "runtime/batch/page/sections.hpp"
#include "runtime/facts/fact_errors.hpp"
#include "runtime/report/values_text.hpp"
#include "runtime/report/view.hpp"
#include "runtime/report/words.hpp"

namespace precept::batch {
namespace {

constexpr std::size_t kCriteriaShown = 12, kFactsShown = 10, kServicesShown = 40, kPlotsShown = 16;
constexpr std::int64_t kYear = 365;  // days

class RunWriter {
 public:
  explicit RunWriter(const RunPage& data) : data_(data), program_(data.program), tally_(data.tally) {}

  std::string write() {
    const Policy& policy = program_.policies[data_.policy.index];
    const std::string under = policy.words.empty() ? "" : " under " + clean(policy.words);
    open_page(html_, counted(tally_.rows, "request", "requests") + under,
              fmt::format("One row of a table is one request of a case. {} could be decided, {} could not.",
                          counted(decided(), "row", "rows"), grouped_number(tally_.error_rows)));
    outcomes();
    services();
    deciding();
    missing();
    nearness();
    errors();
    origin();
    close_page(html_);
    return html_.take();
  }

 private:
  std::int64_t decided() const { return tally_.rows - tally_.error_rows; }
  std::int64_t open() const { return tally_.outcomes[static_cast<std::size_t>(Outcome::pend)]; }

  std::string says(Outcome outcome) const {
    const std::string& own = program_.policies[data_.policy.index].says[static_cast<int>(outcome)];
    const std::string word(word_of(outcome));
    return own.empty() || own == word ? word : fmt::format("{} ({})", word, clean(own));
  }

  std::vector<PlotPart> parts(const OutcomeCounts& counts) const {
    std::vector<PlotPart> parts;
    for (const Outcome outcome : {Outcome::approve, Outcome::modify, Outcome::deny, Outcome::pend})
      parts.push_back({word_of(outcome), says(outcome), counts[static_cast<std::size_t>(outcome)]});
    return parts;
  }

  void outcomes() {
    open_section(html_, "Outcomes");
    std::vector<PlotPart> all = parts(tally_.outcomes);
    all.push_back({"error", "cannot be decided", tally_.error_rows});
    write_tiles(html_, all);
    write_shares(html_, "All rows: " + listed(all), all);
    close_section(html_);
  }

  void services() {
    if (tally_.services.empty()) return;
    open_section(html_, "By service");
    write_key(html_, parts(tally_.outcomes));
    std::vector<std::pair<std::string, OutcomeCounts>> ordered(tally_.services.begin(), tally_.services.end());
    const auto rows = [](const OutcomeCounts& counts) { return counts[0] + counts[1] + counts[2] + counts[3]; };
    std::stable_sort(ordered.begin(), ordered.end(),
                     [&](const auto& a, const auto& b) { return rows(a.second) > rows(b.second); });
    html_.open("ol", {{"class", "rank two"}}).line_end();
    for (std::size_t i = 0; i < std::min(ordered.size(), kServicesShown); ++i) {
      const auto& [name, counts] = ordered[i];
      const std::vector<PlotPart> all = parts(counts);
      html_.open("li").open("div", {{"class", "head"}}).element("h3", service_words(name));
      html_.element("span", counted(rows(counts), "row", "rows"), {{"class", "many"}}).close();
      write_shares(html_, service_words(name) + ": " + listed(all), all);
      html_.element("p", listed(all), {{"class", "soft"}}).close().line_end();
    }
    html_.close().line_end();
    if (ordered.size() > kServicesShown)
      html_.element("p", fmt::format("{} more are in summary.json.", ordered.size() - kServicesShown), {{"class", "soft"}});
    close_section(html_);
  }

  std::string service_words(const std::string& name) const {
    for (const Service& service : program_.services)
      if (service.name == name && !service.words.empty()) return sentence_case(clean(service.words));
    return name;
  }

  static std::string sentence_case(std::string words) {
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
  }

  void deciding() {
    if (tally_.deciding.empty()) return;
    open_section(html_, "What decided");
    html_.element("p", "The criteria that outcomes other than an approval are because of. A row may have several.",
                  {{"class", "soft"}});
    std::vector<PageCount> counts;
    for (const auto& [name, rows] : tally_.deciding) counts.push_back(page_count(program_, data_.policy, name, rows));
    write_ranking(html_, std::move(counts), {kCriteriaShown, decided(), "rows decided", "are in summary.json", false});
    close_section(html_);
  }

  PageCount fact_count(const std::string& name, std::int64_t rows) const {
    PageCount count{name, {}, {}, rows};
    for (const Fact& fact : program_.facts)
      if (fact.name == name) {
        count.words = sentence_case(clean(fact.words));
        if (!fact.documented_by.empty()) count.pages = "documented by " + clean(fact.documented_by);
        break;
      }
    return count;
  }

  void missing() {
    if (tally_.missing.empty() && tally_.settled_by.empty()) return;
    open_section(html_, "Most wanted facts");
    if (!tally_.settled_by.empty()) {
      std::vector<PageCount> counts;
      for (const auto& [name, rows] : tally_.settled_by) counts.push_back(fact_count(name, rows));
      sort_counts(counts);
      const PageCount& first = counts.front();
      html_.open("p")
          .prose(fmt::format("Documenting `{}` could settle {} of the open cases in favor of the request.", first.name,
                             percent(first.rows, tally_.settled_looked_at)))
          .close()
          .line_end();
      html_
          .element("p",
                   looked_at() +
                       " \"Could settle\": there is a value of this one fact with which the request is approved or "
                       "modified, whatever all others turn out to be.",
                   {{"class", "soft"}})
          .line_end();
      write_ranking(html_, std::move(counts),
                    {kFactsShown, tally_.settled_looked_at,
                     tally_.settled_looked_at == open() ? "open rows" : "those looked at", "are in summary.json", true});
    } else if (open() > 0) {
      html_.element("p", "No single fact would settle an open case: each lacks several. " + looked_at()).line_end();
    }
    if (!tally_.missing.empty()) {
      html_.element("h3", "Missing where a criterion looks for it").line_end();
      html_.element("p",
                    "Whatever the outcome: rows in which a criterion is undocumented and the fact is one that it looks at.",
                    {{"class", "soft"}});
      html_.line_end();
      std::vector<PageCount> counts;
      for (const auto& [name, rows] : tally_.missing) counts.push_back(fact_count(name, rows));
      write_ranking(html_, std::move(counts), {kFactsShown, decided(), "rows decided", "are in summary.json", true});
    }
    close_section(html_);
  }

  std::string looked_at() const {
    if (tally_.settled_looked_at == open())
      return fmt::format("All {} were looked at.", counted(open(), "open row", "open rows"));
    return fmt::format("Of {}, {} were looked at: those of the most frequent kinds of each part of the table.",
                       counted(open(), "open row", "open rows"), grouped_number(tally_.settled_looked_at));
  }

  // "28 days", "10 sessions", without the sign.
  std::string distance(const Type& type, std::int64_t apart) const {
    const std::int64_t size = apart < 0 ? -apart : apart;
    const bool days = type.kind == TypeKind::date || type.kind == TypeKind::days;
    if (days && size > 0 && size % kYear == 0) return counted(size / kYear, "year", "years");
    if (days) return counted(size, "day", "days");
    if (type.kind == TypeKind::months) return format_duration(DurationKind::months, size);
    if (type.kind == TypeKind::scale) return counted(size, "step", "steps");
    return format_quantity(program_, type.unit, size);
  }

  // Outer ends of the bars, in multiples of their width.
  std::string end_words(const Nearness& near, bool last) const {
    const bool date = near.type.kind == TypeKind::date;
    const std::int64_t end = last ? near.bars.back().to : near.bars.front().from;
    const std::int64_t whole = (end + (last ? near.width : -near.width) / 2) / near.width * near.width;
    const std::int64_t beyond = last ? near.above : near.below;
    return distance(near.type, whole) + (last ? (date ? " past" : " above") : (date ? " before" : " below")) +
           (beyond > 0 ? fmt::format(" ({} beyond)", grouped_number(beyond)) : "");
  }

  void nearness() {
    if (data_.nearness.empty()) return;
    open_section(html_, "How near the limits");
    html_.element("p", sample_words(), {{"class", "soft"}}).line_end();
    write_key(html_, {{"holds", "the comparison holds", 0}, {"fails", "it does not hold", 0}});
    std::vector<const Nearness*> ordered;
    for (const Nearness& near : data_.nearness) ordered.push_back(&near);
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto* a, const auto* b) {
      return a->less_often() != b->less_often() ? a->less_often() > b->less_often() : a->known() > b->known();
    });
    const std::size_t shown = std::min(ordered.size(), kPlotsShown);
    for (std::size_t i = 0; i < shown; ++i) plot(*ordered[i]);
    if (ordered.size() > shown)
      html_.element(
          "p",
          fmt::format("{} more limits were looked at; fewer rows lie on the other side of them.", ordered.size() - shown),
          {{"class", "soft"}});
    close_section(html_);
  }

  std::string sample_words() const {
    const std::string rows = counted(data_.sample.rows, "row", "rows");
    const std::string which = data_.sample.step == 1 ? "All " + rows + " were looked at."
                                                     : fmt::format("From a sample: every {}th row of the table, {}.",
                                                                   grouped_number(data_.sample.step), rows);
    return which +
           " Counted are rows whose value is known exactly, of rules that were consulted. Limits that cases lie on "
           "both sides of stand first. A year is 365 days here.";
  }

  void plot(const Nearness& near) {
    const bool date = near.type.kind == TypeKind::date;
    const std::string_view over = date ? "past" : "above", under = date ? "before" : "below";
    const std::string apart = distance(near.type, near.width);
    const PageCount criterion = page_count(program_, data_.policy, near.criterion, 0);
    html_.open("figure")
        .open("figcaption")
        .open("h3")
        .prose(criterion.words.empty() ? "`" + near.criterion + "`" : criterion.words)
        .close();
    html_.open("p", {{"class", "soft"}}).element("code", near.criterion);
    html_.text((criterion.pages.empty() ? "" : ", " + criterion.pages) + ". Here: ")
        .prose(near.subject + ", " + near.bound)
        .text(".")
        .close();
    const std::string numbers = fmt::format(
        "{} known: {} {} the limit, {} on it, {} {} it; within {} of it {} {} and {} {}.{}",
        counted(near.known(), "row", "rows"), grouped_number(near.under), under, grouped_number(near.at),
        grouped_number(near.over), over, apart, grouped_number(near.near_under), under, grouped_number(near.near_over), over,
        near.unknown > 0 ? fmt::format(" In {} it is not known exactly.", counted(near.unknown, "row", "rows")) : "");
    html_.element("p", numbers).close();
    write_histogram(html_, near,
                    {fmt::format("{}: distance to the limit, {}. {}", near.criterion, near.bound, numbers),
                     end_words(near, false), end_words(near, true), "limit"});
    html_.element("p", fmt::format("One bar is {}; the tallest is {}.", apart, counted(tallest(near), "row", "rows")),
                  {{"class", "soft"}});
    html_.close().line_end();
  }

  static std::int64_t tallest(const Nearness& near) {
    std::int64_t most = 0;
    for (const Nearness::Bar& bar : near.bars) most = std::max(most, bar.rows);
    return most;
  }

  void errors() {
    if (tally_.error_rows == 0) return;
    open_section(html_, "Rows that could not be decided");
    html_.open("p", {{"class", "soft"}});
    html_
        .prose(fmt::format(
            "{}; the folder `errors` of the run says of each row what is wrong with it. A row may have several errors.",
            counted(tally_.error_rows, "row", "rows")))
        .close();
    html_.open("div", {{"class", "table"}, {"tabindex", "0"}}).open("table").line_end();
    html_.open("tr").element("th", "code", {{"scope", "col"}}).element("th", "what it means", {{"scope", "col"}});
    html_.element("th", "errors", {{"scope", "col"}, {"class", "number"}}).close().line_end();
    for (const auto& [code, count] : tally_.errors) {
      html_.open("tr").element("td", code).open("td").prose(meaning(code)).close();
      html_.element("td", grouped_number(count), {{"class", "number"}}).close().line_end();
    }
    html_.close().close().line_end();
    close_section(html_);
  }

  static std::string meaning(const std::string& code) {
    if (code == "F0201") return "an earlier row is the same request of the same case";
    for (const FactErrorRow& row : kFactErrors)
      if (row.code == code) return std::string(row.meaning);
    return {};
  }

  void origin() {
    open_section(html_, "Where this comes from");
    PageTerms terms = data_.terms;
    for (auto& [name, value] : terms) std::replace(name.begin(), name.end(), '_', ' ');
    write_terms(html_, terms);
    close_section(html_);
  }

  const RunPage& data_;
  const Program& program_;
  const Tally& tally_;
  HtmlWriter html_;
};

}  // namespace

std::string run_page(const RunPage& data) { return RunWriter(data).write(); }

}  // namespace precept::batch
