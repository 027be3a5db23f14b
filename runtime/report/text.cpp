// The tree of criteria for a terminal, line by line, at most 100 columns wide.
#include "runtime/report/text.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/report/needed_text.hpp"
#include "runtime/report/records.hpp"
#include "runtime/report/view.hpp"
#include "runtime/report/words.hpp"

namespace precept {
namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kLabelColumnsMax = 24;
constexpr std::size_t kRecordsShown = 5;  // of one criterion

class TextWriter {
 public:
  TextWriter(const Case& one, const DeterminationView& view, bool colour)
      : program_(view.program()), case_(one), view_(view), determination_(view.determination()), colour_(colour) {}

  std::string write() {
    const std::string id = case_.id.empty() ? "case" : clean(case_.id);
    line(bold(fmt::format("{}, request {}: {}", id, determination_.request, view_.request_title())), 0);
    if (determination_.error) {
      line(painted("no determination", "31") + ": " + view_.error_words(), 2);
      return std::move(text_);
    }
    conclusion();
    for (const RuleResult* rule : view_.rules()) this->rule(*rule);
    change();
    needed();
    line(fmt::format("library {}, {}", program_.hash.empty() ? "without hash" : program_.hash, kEngine), 2);
    return std::move(text_);
  }

 private:
  std::string painted(std::string_view text, std::string_view code) const {
    return colour_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }
  std::string bold(std::string_view text) const { return painted(text, "1"); }

  std::string status_painted(Status status, std::string_view text) const {
    switch (status) {
      case Status::met:
      case Status::absent:
      case Status::exempt:
        return painted(text, "32");
      case Status::unmet:
      case Status::present:
        return painted(text, "31");
      case Status::undocumented:
        return painted(text, "33");
    }
    return std::string(text);
  }

  // Wrapped with the same indentation on every line. Colour codes are short; what holds them is never long.
  void line(std::string_view text, std::size_t indent) {
    const std::string blank(indent, ' ');
    text_ += wrapped(text, kColumns, blank, blank + (indent > 0 ? "" : "  ")) + "\n";
  }

  void conclusion() {
    const std::string says = view_.says(determination_.outcome), word(word_of(determination_.outcome));
    std::string first = fmt::format("proposed: {}", bold(says));
    if (says != word) first += fmt::format(" ({})", word);
    if (const std::string granted = view_.granted_words(); !granted.empty() && determination_.outcome != Outcome::deny)
      first += ", granted: " + granted;
    line(first, 2);
    std::vector<std::string> possible;
    for (const Outcome outcome : determination_.possible) possible.emplace_back(word_of(outcome));
    std::vector<std::string> because;
    for (const std::string& label : determination_.because) because.push_back(label);
    if (!because.empty()) line("because: " + joined(because), 2);
    if (determination_.possible.size() > 1) line("possible on the record alone: " + joined(possible, "or"), 2);
    if (determination_.needs_review) line("needs a physician's confirmation", 2);
    if (!view_.policy().name.empty()) line("policy: " + view_.policy().name, 2);
    for (const PassedOver& passed : determination_.passed_over)
      line(fmt::format("passed over: {}: {}", passed.guideline, view_.passed_over_words(passed)), 2);
    if (determination_.silent) line("no guideline that is consulted answers the request", 2);
    if (determination_.conflict) line("the rules that apply come to unlike ends", 2);
  }

  void rule(const RuleResult& result) {
    const Rule& rule = program_.rule(result.rule);
    const Edition& edition = program_.edition(rule.edition);
    std::string title = edition.guideline + (edition.name.empty() ? "" : " " + edition.name) + ", " + rule.name;
    if (!rule.pages.empty()) title += ", " + DeterminationView::pages_words(rule.pages);
    const std::string_view how = determination_.decided_by == result.rule ? "decided by"
                                 : determination_.decided_by              ? "also consulted"
                                                                          : "may decide";
    line(fmt::format("{}: {}", how, title), 2);
    if (result.applies == Truth::undocumented)
      line("whether it applies is not documented: " +
               (rule.applies_otherwise ? "whether another rule does" : view_.applies_words(result)),
           4);
    section("requires", result.requirements, rule);
    section("excluded when", result.exclusions, rule);
    section("considers", result.considers, rule);
    if (rule.not_recommended) line("not recommended", 4);
    if (const std::string allowed = view_.allowance_words(rule); !allowed.empty()) line("allows " + allowed, 4);
  }

  void section(std::string_view name, const std::vector<CriterionResult>& results, const Rule& rule) {
    if (results.empty()) return;
    line(name, 4);
    std::size_t label = 0;
    for (const CriterionResult& result : results)
      label = std::max(label, std::min(width(program_.criterion(result.criterion).label), kLabelColumnsMax));
    for (const CriterionResult& result : results) criterion(result, rule, 6, label);
  }

  void criterion(const CriterionResult& result, const Rule& rule, std::size_t indent, std::size_t label_columns) {
    const Criterion& criterion = program_.criterion(result.criterion);
    std::string status(word_of(result.status));
    if (result.taken_by != TakenBy::evidence)
      status += fmt::format(", taken as {} by {}", word_of(result.taken_as),
                            result.taken_by == TakenBy::policy ? "the policy" : "the criterion");
    std::string head = criterion.label;
    if (width(head) < label_columns) head.append(label_columns - width(head), ' ');
    head = fmt::format("{}{}  {}", std::string(indent, ' '), bold(head), status_painted(result.status, status));
    const std::string pages = criterion.pages.empty() || criterion.pages == rule.pages
                                  ? ""
                                  : "  " + DeterminationView::pages_words(criterion.pages);
    text_ += head + pages + "\n";
    const std::size_t inner = indent + 4;
    const std::string asks =
        clean(criterion.expression) + (criterion.unless ? " unless " + clean(criterion.unless_expression) : "");
    switch (criterion.group) {
      case Criterion::Group::none:
        line(asks, inner);
        break;
      case Criterion::Group::all_of:
        line("all of", inner);
        break;
      case Criterion::Group::any_of:
        line("any of", inner);
        break;
      case Criterion::Group::at_least:
        line(fmt::format("at least {} of", criterion.group_quantity), inner);
        break;
    }
    if (const std::string said = view_.said(result); !said.empty())
      line(said, inner);
    else if (!criterion.text.empty())
      line(view_.criterion_words(result.criterion), inner);
    if (criterion.branches.empty()) {
      for (const Comparison& one : view_.comparisons(result.criterion))
        if (!one.distance.empty())
          line(fmt::format("limit: {}{}; {}", one.bound == one.limit ? "" : one.bound + ", ", one.limit, one.distance),
               inner);
      for (const FactId fact : criterion.mentions_facts) this->fact(fact, inner);
      records(criterion, inner);
      return;
    }
    std::size_t label = 0;
    for (const CriterionResult& branch : result.branches)
      label = std::max(label, std::min(width(program_.criterion(branch.criterion).label), kLabelColumnsMax));
    for (const CriterionResult& branch : result.branches) this->criterion(branch, rule, inner, label);
  }

  // The records that lists of the criterion rest on, each once.
  void records(const Criterion& criterion, std::size_t indent) {
    std::vector<NodeId> conditions{criterion.condition};
    if (criterion.unless) conditions.push_back(*criterion.unless);
    std::vector<std::string> shown;
    for (const ListFinding& finding : list_findings(program_, view_.request().facts, conditions, DateStyle::iso))
      for (const RecordFound& one : finding.records) {
        if (std::find(shown.begin(), shown.end(), one.words) != shown.end()) continue;
        if (shown.size() == kRecordsShown) return line("and others", indent + 4);
        shown.push_back(one.words);
        line((one.counts == Truth::yes ? "" : "perhaps ") + one.words, indent + 4);
      }
  }

  void fact(FactId id, std::size_t indent) {
    const Fact& fact = program_.fact(id);
    const FactState state = view_.request().facts.states[id.index];
    const Evidence& evidence = view_.request().facts.evidence[id.index];
    std::string text = fmt::format("{} = {}", fact.name,
                                   state == FactState::undocumented ? std::string(kNotDocumented) : view_.fact_value(id));
    std::vector<std::string> notes;
    if (state == FactState::assumed) notes.push_back("assumed");
    if (!evidence.missing.empty()) notes.emplace_back(words_of_missing(evidence.missing));
    if (const std::string document = view_.fact_document(id); !document.empty()) notes.push_back(document);
    std::string note;
    for (const std::string& one : notes) note.append(note.empty() ? "" : "; ").append(one);
    if (!note.empty()) text += fmt::format(" ({})", note);
    line(text, indent);
  }

  void change() {
    if (determination_.to_change.empty()) return;
    std::vector<std::string> ways;
    for (const auto& set : determination_.to_change) ways.push_back(joined(set));
    line("to change: " + joined_clauses(ways, "or"), 2);
  }

  void needed() {
    const StillNeeded needed =
        still_needed(program_, determination_.policy, view_.request(), determination_.outcome);
    if (const std::string text = needed_line(view_, needed); !text.empty()) line(text, 2);
  }

  const Program& program_;
  const Case& case_;
  const DeterminationView& view_;
  const Determination& determination_;
  bool colour_;
  std::string text_;
};

}  // namespace

std::string determination_text(const Program& program, const Case& one, const Request& request,
                               const Determination& determination, bool colour) {
  const DeterminationView view(program, request, determination, DateStyle::iso);
  return TextWriter(one, view, colour).write();
}

}  // namespace precept
