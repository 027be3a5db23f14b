// The page part by part: heading, contents, each request, what it was made with.
#include "runtime/report/html.hpp"

#include <fmt/core.h>

#include "runtime/report/html_head.hpp"
#include "runtime/report/html_style.hpp"
#include "runtime/report/html_tree.hpp"
#include "runtime/report/needed_text.hpp"
#include "runtime/report/rationale.hpp"
#include "runtime/report/words.hpp"

namespace precept {
namespace {

constexpr std::string_view kForReviewer = "proposed, for a physician reviewer";

std::string case_words(const std::string& id) { return id.empty() ? "The case" : "Case " + clean(id); }

// One paragraph as rationale_paragraphs has it: lines after its first are items of a list ("- …").
void paragraph(HtmlWriter& html, std::string_view text) {
  bool listing = false;
  for (std::size_t at = 0, line = 0; at <= text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view words = text.substr(at, end - at);
    at = end + 1;
    if (line == 0) {
      html.open("p").prose(words).close().line_end();
      continue;
    }
    if (words.starts_with("- ")) words.remove_prefix(2);
    // What has a number of its own needs no mark before it.
    if (!listing)
      html.open("ul", words.starts_with('(') ? HtmlWriter::Attributes{{"class", "numbered"}} : HtmlWriter::Attributes{})
          .line_end();
    listing = true;
    html.open("li").prose(words).close().line_end();
  }
  if (listing) html.close().line_end();
}

class RequestWriter {
 public:
  explicit RequestWriter(const DeterminationView& view)
      : view_(view), program_(view.program()), determination_(view.determination()) {}

  std::string write() {
    proposal();
    if (determination_.error) {
      paragraph(html_, "This request has no determination: " + sentence(view_.error_words()));
      return html_.take();
    }
    part("Rationale");
    for (const std::string& one : rationale_paragraphs(view_)) paragraph(html_, one);
    end();
    part("Determination tree");
    if (view_.rules().empty()) paragraph(html_, "No guideline that is consulted answers the request.");
    write_html_tree(html_, view_);
    end();
    change();
    needed();
    passed_over();
    who_decided();
    return html_.take();
  }

 private:
  void part(std::string_view title) { html_.open("section").element("h3", title).line_end(); }
  void end() { html_.close().line_end(); }

  void row(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    html_.element("dt", name).open("dd").prose(value).close().line_end();
  }

  // "requirement 10 (recent)"; what is no criterion in words.
  std::string criterion_name(const std::string& label) const {
    const CriterionResult* result = view_.by_label(label);
    if (!result && label == "allows") return "how much the guideline allows";
    if (!result && label == "not_recommended") return "the guideline does not recommend it";
    if (!result && label == "silent") return "no guideline that is consulted answers the request";
    if (!result && label == "conflict") return "the rules that apply come to unlike ends";
    if (!result && label == "applies") return "which rule applies";
    if (!result || view_.number(result->criterion) == 0) return clean(label);
    return fmt::format("{} {} ({})", view_.is_exclusion(result->criterion) ? "exclusion" : "requirement",
                       view_.number(result->criterion), clean(label));
  }

  std::string because() const {
    std::vector<std::string> words;
    for (const std::string& label : determination_.because) {
      const CriterionResult* result = view_.by_label(label);
      words.push_back(criterion_name(label) + (result ? fmt::format(", {}", word_of(result->status)) : ""));
    }
    return joined_clauses(words);
  }

  void proposal() {
    const bool failed = determination_.error.has_value();
    html_.open("div", {{"class", fmt::format("proposal {}", failed ? "none" : word_of(determination_.outcome))}});
    html_.open("p", {{"class", "outcome"}});
    html_.element("strong", failed ? "no determination" : view_.says(determination_.outcome));
    if (!failed) html_.text(fmt::format(" ({})", kForReviewer));
    html_.close().line_end().open("dl").line_end();
    row("Requested", view_.requested_words());
    if (!failed && determination_.outcome != Outcome::deny) row("Granted", view_.granted_words());
    if (!failed) row("Because of", because());
    if (determination_.possible.size() > 1) {
      std::vector<std::string> possible;
      for (const Outcome outcome : determination_.possible) possible.push_back(view_.says(outcome));
      row("Possible on the record alone", joined(possible, "or"));
    }
    row("Claims administrator", clean(view_.request().administrator_guideline));
    html_.close().close().line_end();
  }

  void change() {
    part("What would change it");
    std::string text = "For a more favorable outcome this would have to come out in favor of the request:";
    if (determination_.to_change.size() > 1)
      text = "For a more favorable outcome one of these would have to come out in favor of the request:";
    for (const auto& set : determination_.to_change) {
      std::vector<std::string> names;
      for (const std::string& label : set) names.push_back(criterion_name(label));
      text += "\n- " + joined(names) + (set.size() == 2 ? ", both of them" : set.size() > 2 ? ", all of them" : "");
    }
    if (determination_.to_change.empty())
      text = determination_.outcome == Outcome::approve ? "Nothing has to change: it is proposed as requested."
                                                        : "No change of a criterion would lead to a more favorable outcome.";
    paragraph(html_, text);
    end();
  }

  void needed() {
    part("What to ask for");
    const StillNeeded needed = still_needed(program_, determination_.policy, view_.request(), determination_.outcome);
    const std::string text = needed_paragraph(view_, needed);
    paragraph(html_, text.empty() ? "Nothing: no fact that is still open would change this." : text);
    end();
  }

  void passed_over() {
    if (determination_.passed_over.empty()) return;
    part("Guidelines passed over");
    html_.open("ul").line_end();
    for (const PassedOver& passed : determination_.passed_over)
      html_.open("li")
          .prose(fmt::format("{}: {}", view_.guideline_words(passed.guideline), view_.passed_over_words(passed)))
          .close()
          .line_end();
    html_.close().line_end();
    end();
  }

  std::string deciding_rule() const {
    if (!determination_.decided_by)
      return determination_.silent ? "no guideline; the policy's answer to silence" : "no single rule";
    const Rule& rule = program_.rule(*determination_.decided_by);
    std::string text = fmt::format("{}, rule `{}`", view_.edition_words(program_.edition(rule.edition)), rule.name);
    return rule.pages.empty() ? text : text + ", " + DeterminationView::pages_words(rule.pages);
  }

  void who_decided() {
    part("Who decided");
    paragraph(html_,
              fmt::format("{} worked this out by the text of guidelines and by the facts of the case as they were entered. "
                          "It is a proposal for a physician reviewer to confirm, change or reject; it does not record a "
                          "review by a physician.",
                          kPrecept));
    html_.open("dl").line_end();
    row("Guideline that decides", deciding_rule());
    row("Policy", clean(view_.policy().words.empty() ? view_.policy().name : view_.policy().words));
    row("Physician's confirmation", determination_.needs_review ? "needed under the policy" : "as for every proposal");
    row("Guideline library", program_.hash.empty() ? "without hash" : program_.hash);
    html_.close().line_end();
    end();
  }

  const DeterminationView& view_;
  const Program& program_;
  const Determination& determination_;
  HtmlWriter html_;
};

std::string error_body(const std::vector<FactError>& errors) {
  HtmlWriter html;
  html.open("p", {{"class", "proposal none"}})
      .element("strong", "no determination")
      .text(": the case data are in error.")
      .close();
  html.line_end().open("ul").line_end();
  for (const FactError& error : errors) {
    html.open("li").element("code", error.path).text(": ").prose(sentence(clean(error.message)));
    html.text(fmt::format(" ({})", error.code)).close().line_end();
  }
  html.close().line_end();
  return html.take();
}

}  // namespace

void HtmlPage::add(const Case& one, const std::vector<Determination>& determinations, const std::vector<FactError>& errors) {
  for (const Determination& determination : determinations)
    for (const Request& request : one.requests) {
      if (request.number != determination.request) continue;
      const DeterminationView view(program_, request, determination, DateStyle::letter);
      items_.push_back({fmt::format("{}, request {}: {}", case_words(one.id), request.number, view.request_title()),
                        determination.error ? "no determination" : view.says(determination.outcome),
                        RequestWriter(view).write()});
    }
  add_refused(one.id, errors);
}

void HtmlPage::add_refused(const std::string& case_id, const std::vector<FactError>& errors) {
  for (std::size_t at = 0; at < errors.size();) {
    std::vector<FactError> same;
    const int request = errors[at].request;
    for (; at < errors.size() && errors[at].request == request; ++at) same.push_back(errors[at]);
    const std::string which = request == 0 ? "" : fmt::format(", request {}", request);
    items_.push_back({case_words(case_id) + which, "no determination", error_body(same)});
  }
}

std::string HtmlPage::write() const {
  const std::string title = items_.size() == 1 ? "Proposed determination" : "Proposed determinations";
  HtmlWriter html;
  open_html_page(html, items_.size() == 1 ? title + ": " + items_[0].title : title, kHtmlStyle);
  html.open("header").element("h1", title).line_end();
  html.element(
          "p",
          "For a physician reviewer to confirm, change or reject. Each criterion can be opened and closed; on paper all "
          "are open.")
      .close()
      .line_end();
  if (items_.size() > 1) {
    html.open("nav", {{"aria-label", "Requests"}}).open("ol").line_end();
    for (std::size_t i = 0; i < items_.size(); ++i)
      html.open("li")
          .element("a", items_[i].title, {{"href", fmt::format("#request-{}", i + 1)}})
          .text(": ")
          .element("strong", items_[i].proposed)
          .close()
          .line_end();
    html.close().close().line_end();
  }
  html.open("main").line_end();
  if (items_.empty()) html.element("p", "There was no request to decide.").line_end();
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const std::string id = fmt::format("request-{}", i + 1);
    html.open("article", {{"id", id}, {"aria-labelledby", id + "-title"}}).line_end();
    html.element("h2", items_[i].title, {{"id", id + "-title"}}).line_end();
    html.markup(items_[i].body).close().line_end();
  }
  html.close().line_end();
  html.open("footer")
      .element("p", fmt::format("Made by {}. Guideline library: {}.", kPrecept,
                                program_.hash.empty() ? "without hash" : program_.hash))
      .close()
      .line_end();
  html.close().line_end().close().line_end();
  return html.take();
}

}  // namespace precept
