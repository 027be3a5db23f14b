// Rule by rule, section by section, criterion by criterion.
#include "runtime/report/html_tree.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "runtime/report/records.hpp"
#include "runtime/report/words.hpp"

namespace precept {
namespace {

// A sign beside each status, so that colour alone never tells it.
std::string_view sign_of(Status status) {
  switch (status) {
    case Status::met:
    case Status::absent:
      return "\xE2\x9C\x93";  // a check mark
    case Status::exempt:
      return "\xE2\x80\x93";  // a dash
    case Status::unmet:
    case Status::present:
      return "\xE2\x9C\x97";  // a cross
    case Status::undocumented:
      return "?";
  }
  return "";
}

std::string_view word_of_truth(Truth truth) {
  switch (truth) {
    case Truth::yes:
      return "yes";
    case Truth::no:
      return "no";
    case Truth::undocumented:
      return "not documented";
  }
  return "";
}

bool stands_in_the_way(Status status) {
  switch (status) {
    case Status::unmet:
    case Status::present:
    case Status::undocumented:
      return true;
    case Status::met:
    case Status::absent:
    case Status::exempt:
      return false;
  }
  return false;
}

class TreeWriter {
 public:
  TreeWriter(HtmlWriter& html, const DeterminationView& view)
      : html_(html), view_(view), program_(view.program()), determination_(view.determination()) {
    for (const std::string& label : determination_.because)
      if (const CriterionResult* result = view.by_label(label)) deciding_.insert(result->criterion);
  }

  void write() {
    for (const RuleResult* result : view_.rules()) rule(*result);
  }

 private:
  bool names(std::string_view label) const {
    return std::find(determination_.because.begin(), determination_.because.end(), label) != determination_.because.end();
  }
  bool holds_deciding(const CriterionResult& result) const {
    return deciding_.contains(result.criterion) || std::any_of(result.branches.begin(), result.branches.end(),
                                                               [&](const auto& branch) { return holds_deciding(branch); });
  }

  void rule(const RuleResult& result) {
    const Rule& rule = program_.rule(result.rule);
    const Edition& edition = program_.edition(rule.edition);
    const bool decided = determination_.decided_by == result.rule;
    html_.open("section", {{"class", "rule"}});
    html_
        .element("h4", std::string(decided                     ? "Decided by"
                                   : determination_.decided_by ? "Also consulted"
                                                               : "May decide") +
                           ": " + rule_words(rule))
        .line_end();
    html_.open("p").prose(sentence(view_.edition_words(edition)));
    if (!rule.pages.empty()) html_.prose(" " + sentence(DeterminationView::pages_words(rule.pages)));
    html_.close().line_end();
    if (result.applies == Truth::undocumented)
      html_.open("p")
          .prose("Whether this rule applies is not documented: " +
                 sentence(rule.applies_otherwise ? "whether another rule does" : view_.applies_words(result)))
          .close()
          .line_end();
    section("Requires", "Requirement", result.requirements);
    section("Excluded when", "Exclusion", result.exclusions);
    section("Considers, without deciding", "Considered", result.considers);
    if (rule.not_recommended) {
      html_.open("p").text("The guideline does not recommend what is requested.");
      if (decided && names("not_recommended")) html_.text(" ").element("strong", "This decided.", {{"class", "mark"}});
      html_.close().line_end();
    }
    if (const std::string allowed = view_.allowance_words(rule); !allowed.empty()) {
      html_.element("h5", "Allows");
      html_.open("p").prose(sentence(allowed));
      if (decided && names("allows")) html_.text(" ").element("strong", "This decided.", {{"class", "mark"}});
      html_.close().line_end();
    }
    html_.close().line_end();
  }

  // "opioid medication, continuation": its edition stands below.
  std::string rule_words(const Rule& rule) const {
    std::string words = clean(program_.service(rule.service).words);
    if (!rule.label.empty()) words += ", " + clean(rule.label);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
  }

  void section(std::string_view title, std::string_view kind, const std::vector<CriterionResult>& results) {
    if (results.empty()) return;
    html_.element("h5", title).line_end();
    criteria(kind, results, false);
  }

  void criteria(std::string_view kind, const std::vector<CriterionResult>& results, bool in_deciding) {
    html_.open("ul", {{"class", "tree"}}).line_end();
    for (const CriterionResult& result : results) criterion(kind, result, in_deciding);
    html_.close().line_end();
  }

  void criterion(std::string_view kind, const CriterionResult& result, bool in_deciding) {
    const Criterion& criterion = program_.criterion(result.criterion);
    const bool decided = deciding_.contains(result.criterion);
    html_.open("li");
    const bool open = holds_deciding(result) || (in_deciding && stands_in_the_way(result.status));
    open_fold(html_, summary(kind, result, decided), open);
    asks(result);
    if (criterion.branches.empty()) {
      comparisons(result.criterion);
      facts(criterion);
      records(criterion);
    } else {
      criteria("Branch", result.branches, decided || in_deciding);
    }
    close_fold(html_);
    html_.close().line_end();
  }

  std::string summary(std::string_view kind, const CriterionResult& result, bool decided) const {
    const Criterion& criterion = program_.criterion(result.criterion);
    HtmlWriter html;
    const int number = view_.number(result.criterion);
    html.element("span", number > 0 ? fmt::format("{} {}", kind, number) : std::string(kind), {{"class", "kind"}}).text(" ");
    html.element("strong", criterion.label).text(" ");
    status(html, result.status);
    if (result.taken_by != TakenBy::evidence)
      html.text(" ").element("span",
                             fmt::format("taken as {} by {}", word_of(result.taken_as),
                                         result.taken_by == TakenBy::policy ? "the policy" : "the criterion"),
                             {{"class", "taken"}});
    // Its own; else the rule's. A branch without one stands where its group does.
    const bool as_rule = criterion.pages.empty() && criterion.section != Section::branch;
    const std::string& pages = as_rule ? program_.rule(criterion.rule).pages : criterion.pages;
    if (!pages.empty())
      html.text(" ").element("span", fmt::format("({})", DeterminationView::pages_words(pages)), {{"class", "page"}});
    if (decided) html.text(" ").element("strong", "This decided.", {{"class", "mark"}});
    return html.take();
  }

  static void status(HtmlWriter& html, Status status) {
    html.open("span", {{"class", fmt::format("status {}", word_of(status))}});
    html.element("span", sign_of(status), {{"aria-hidden", "true"}}).text(" ").text(word_of(status)).close();
  }

  void asks(const CriterionResult& result) {
    const Criterion& criterion = program_.criterion(result.criterion);
    html_.open("p")
        .prose(sentence(view_.criterion_words(result.criterion) + view_.unless_clause(criterion)))
        .close()
        .line_end();
    if (const std::string said = view_.said(result); !said.empty())
      html_.open("p").text("Found: ").prose(sentence(said)).close().line_end();
    html_.open("p", {{"class", "rule-text"}}).text("In the guideline file: ");
    switch (criterion.group) {
      case Criterion::Group::none:
        html_.element("code", criterion.expression);
        break;
      case Criterion::Group::all_of:
        html_.text("all of the following");
        break;
      case Criterion::Group::any_of:
        html_.text("any of the following");
        break;
      case Criterion::Group::at_least:
        html_.text(fmt::format("at least {} of the following", criterion.group_quantity));
        break;
    }
    if (criterion.unless) html_.text(" unless ").element("code", criterion.unless_expression);
    html_.close().line_end();
  }

  void table_start(std::string_view caption, std::initializer_list<std::string_view> columns) {
    // Where it is wider than the screen it scrolls by itself, by the keyboard too.
    html_.open("div", {{"class", "table"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", std::string(caption)}});
    html_.open("table").element("caption", caption).open("thead").open("tr");
    for (const std::string_view column : columns) html_.element("th", column, {{"scope", "col"}});
    html_.close().close().line_end().open("tbody").line_end();
  }
  void table_end() { html_.close().close().close().line_end(); }
  void cell(std::string_view text) { html_.open("td").element("bdi", text).close(); }

  void comparisons(CriterionId id) {
    const auto all = view_.comparisons(id);
    if (all.empty()) return;
    table_start("Comparisons", {"What is compared", "Limit", "Distance", "Holds"});
    for (const Comparison& one : all) {
      html_.open("tr")
          .open("th", {{"scope", "row"}})
          .element("bdi", one.subject.empty() ? one.measured : one.subject)
          .close();
      cell(one.bound == one.limit || one.bound.empty() ? one.limit : one.bound + ", " + one.limit);
      cell(!one.distance.empty() ? one.distance : one.truth == Truth::undocumented ? "not certain" : one.truth == Truth::yes ? "within" : "-");
      cell(word_of_truth(one.truth));
      html_.close().line_end();
    }
    table_end();
  }

  void facts(const Criterion& criterion) {
    if (criterion.mentions_facts.empty()) return;
    table_start("Facts", {"Fact", "Value", "Evidence"});
    for (const FactId id : criterion.mentions_facts) {
      html_.open("tr").open("th", {{"scope", "row"}}).element("bdi", view_.fact_words(id)).close();
      const bool open = view_.request().facts.states[id.index] == FactState::undocumented;
      cell(open ? std::string(kNotDocumented) : view_.fact_value(id));
      cell(evidence(id));
      html_.close().line_end();
    }
    table_end();
  }

  // "assumed; progress report of 09/25/2013, page 2"; of a fact that is open also what would document it.
  std::string evidence(FactId id) const {
    const FactState state = view_.request().facts.states[id.index];
    const std::string& missing = view_.request().facts.evidence[id.index].missing;
    std::vector<std::string> notes;
    if (state == FactState::assumed) notes.emplace_back("assumed");
    // What a fact's line has in brackets: the document, or the reports that conflict.
    const std::size_t named = view_.fact_words(id).size() + 2 + view_.fact_value(id).size();
    const std::string line = view_.fact_line(id);
    const std::string from = line.size() > named + 3 ? line.substr(named + 2, line.size() - named - 3) : "";
    const std::string why(words_of_missing(missing));
    if (!missing.empty() && !from.starts_with(why)) notes.push_back(why);
    if (!from.empty()) notes.push_back(from);
    if (state == FactState::undocumented && notes.empty()) notes.emplace_back("nothing in the record");
    if (state == FactState::undocumented && !program_.fact(id).documented_by.empty())
      notes.push_back("would be documented by " + clean(program_.fact(id).documented_by));
    std::string text;
    for (const std::string& note : notes) text.append(text.empty() ? "" : "; ").append(note);
    return text.empty() ? "no document is named" : text;
  }

  // The records that lists of the criterion rest on, each once.
  void records(const Criterion& criterion) {
    std::vector<NodeId> conditions{criterion.condition};
    if (criterion.unless) conditions.push_back(*criterion.unless);
    std::vector<std::string> shown;
    for (const ListFinding& finding : list_findings(program_, view_.request().facts, conditions, view_.style()))
      for (const RecordFound& one : finding.records) {
        std::string words = (one.counts == Truth::yes ? "" : "perhaps ") + one.words;
        if (std::find(shown.begin(), shown.end(), words) == shown.end()) shown.push_back(std::move(words));
      }
    if (shown.empty()) return;
    html_.element("p", "Records that decided:").open("ul", {{"class", "records"}}).line_end();
    for (const std::string& one : shown) html_.open("li").element("bdi", one).close().line_end();
    html_.close().line_end();
  }

  HtmlWriter& html_;
  const DeterminationView& view_;
  const Program& program_;
  const Determination& determination_;
  std::set<CriterionId> deciding_;
};

}  // namespace

void write_html_tree(HtmlWriter& html, const DeterminationView& view) { TreeWriter(html, view).write(); }

// The content stands after its `details` and not in it: browsers differ in whether a style may show what a closed one holds,
// and paper must have everything in each of them.
void open_fold(HtmlWriter& html, const std::string& summary, bool open) {
  html.open("details", open ? HtmlWriter::Attributes{{"open", ""}} : HtmlWriter::Attributes{});
  html.open("summary").markup(summary).close().close().line_end();
  html.open("div", {{"class", "fold"}}).line_end();
}

void close_fold(HtmlWriter& html) { html.close(); }

}  // namespace precept
