// A rule as the steps of its picture.
#include <fmt/format.h>

#include "compiler/document/pages.hpp"
#include "runtime/report/words.hpp"

namespace precept::site {

namespace {

// Backticks mean nothing in a picture.
std::string without_ticks(std::string text) {
  std::erase(text, '`');
  return text;
}

class Picture {
 public:
  Picture(const Library& library, RuleId id) : library_(library), program_(library.program()), rule_(program_.rule(id)) {
    out_.name = fmt::format("How a request is decided: {}", library.rule_title(id));
    out_.id = "diagram-caption";
    const Edition& edition = program_.edition(rule_.edition);
    out_.start = {
        "A request for", sentence_without_stop(library.rule_title(id)), edition_title(library, edition), "", "", {}};
  }

  Diagram make() {
    if (const std::string when = applies_words(library_, rule_); !when.empty())
      out_.steps.push_back({{"The rule applies when", "", without_ticks(when), "", "", {}},
                            "so",
                            "not so: this rule does not answer",
                            Open::own_way,
                            true});
    for (std::size_t i = 0; i < rule_.requirements.size(); ++i) step("Requirement", i + 1, rule_.requirements[i]);
    for (std::size_t i = 0; i < rule_.exclusions.size(); ++i) step("Exclusion", i + 1, rule_.exclusions[i]);
    for (const CriterionId id : rule_.considers) out_.considered.push_back(box("", id));
    ends();
    return std::move(out_);
  }

 private:
  static std::string sentence_without_stop(std::string text) {
    text = sentence(text);
    if (text.ends_with('.')) text.pop_back();
    return text;
  }

  Box box(std::string tag, CriterionId id) const {
    const Criterion& criterion = program_.criterion(id);
    if (!criterion.pages.empty()) tag += (tag.empty() ? "" : ", ") + pages_words(criterion.pages);
    Box out{std::move(tag),
            spaced(criterion.label),
            without_ticks(criterion_words(library_, id)),
            joined_words(criterion),
            "",
            {}};
    out.joint = criterion.group == Criterion::Group::all_of   ? "and"
                : criterion.group == Criterion::Group::any_of ? "or"
                                                              : "";
    for (const CriterionId branch : criterion.branches) out.parts.push_back(box("", branch));
    return out;
  }

  void step(std::string_view kind, std::size_t number, CriterionId id) {
    const Criterion& criterion = program_.criterion(id);
    const bool exclusion = criterion.section == Section::excluded;
    Step made{box(fmt::format("{} {}", kind, number), id), exclusion ? "absent" : "met", exclusion ? "present" : "unmet",
              Open::own_way, false};
    if (criterion.closing == Closing::holds) made.open = exclusion ? Open::as_no : Open::as_yes;
    if (criterion.closing == Closing::fails) made.open = exclusion ? Open::as_yes : Open::as_no;
    if (made.box.title.empty() && made.box.text.empty()) made.box.text = criterion.expression;
    out_.steps.push_back(std::move(made));
  }

  void ends() {
    out_.no_end = {"", "Deny", "", "", "", {}};
    out_.open_end = {"", "Pend", "unless the policy says how an open criterion counts", "", "", {}};
    if (rule_.not_recommended) {
      out_.refuses = true;
      out_.end = {"", "Deny", "The guideline does not recommend this.", "", "", {}};
      return;
    }
    std::string allowed;
    for (const GrantLine& line : rule_.allows)
      add(allowed, (allowed.empty() ? "up to " : "or ") + line_words(library_, rule_, line));
    for (const GrantLine& line : rule_.never_more) add(allowed, "never more than " + line_words(library_, rule_, line));
    const bool limited = !allowed.empty();
    out_.end = {
        "", limited ? "Approve, or modify to what is allowed" : "Approve as requested", without_ticks(allowed), "", "", {}};
  }

  static void add(std::string& text, const std::string& more) { text += (text.empty() ? "" : "; ") + more; }

  const Library& library_;
  const Program& program_;
  const Rule& rule_;
  Diagram out_;
};

}  // namespace

Diagram diagram_of(const Library& library, RuleId rule) { return Picture(library, rule).make(); }

}  // namespace precept::site
