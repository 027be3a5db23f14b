// A policy as a person reads it, beside its source.
#include <fmt/format.h>

#include "compiler/document/pages.hpp"
#include "runtime/report/words.hpp"

namespace precept::site {

namespace {

const Edition* edition_of(const Program& program, const std::string& guideline) {
  for (const Edition& edition : program.editions)
    if (edition.guideline == guideline) return &edition;
  return nullptr;
}

void consulted(PageWriter& page, const Consulted& one) {
  const Program& program = page.library().program();
  const Edition* edition = edition_of(program, one.guideline);
  const Owner* owner = edition != nullptr ? page.library().names().edition(*edition) : nullptr;
  page.link(edition != nullptr ? page.library().blank().guideline_words(one.guideline) : spaced(one.guideline),
            owner != nullptr ? owner->page : "");
  if (!one.unless) return;
  const std::string words = page.library().blank().node_words(*one.unless);
  page.html().prose(
      fmt::format(", unless {}", words.empty() ? "`" + clean(one.unless_expression) + "`" : "this holds: " + words));
}

void steps(PageWriter& page, const Policy& policy) {
  HtmlWriter& html = page.html();
  html.element("h3", "Guidelines, in the order in which they are consulted").line_end().open("ol").line_end();
  for (const ConsultStep& step : policy.steps) {
    html.open("li");
    for (std::size_t i = 0; i < step.alternatives.size(); ++i) {
      if (i > 0) html.text("; or ");
      consulted(page, step.alternatives[i]);
    }
    if (step.alternatives.size() > 1) html.text(" (by the better evidence)");
    html.close().line_end();
  }
  html.close().line_end();
}

std::string_view counted(Closing closing, bool exclusion) {
  switch (closing) {
    case Closing::holds:
      return exclusion ? "counts as present" : "counts as met";
    case Closing::fails:
      return exclusion ? "counts as absent" : "counts as unmet";
    case Closing::open:
      break;
  }
  return "stays open";
}

}  // namespace

void policy_in_words(PageWriter& page, const Policy& policy, std::uint32_t source) {
  HtmlWriter& html = page.html();
  page.section("The policy", "policy");
  html.open("div", {{"class", "beside"}}).line_end().open("div").line_end();
  steps(page, policy);
  html.element("h3", "What is decided how").line_end().open("dl").line_end();
  const auto row = [&](std::string_view name, std::string_view value) {
    html.element("dt", name).open("dd").prose(value).close().line_end();
  };
  if (policy.as_of_fact) row("Editions as of", page.library().blank().fact_words(*policy.as_of_fact));
  row("A requirement that is undocumented", counted(policy.requirement, false));
  row("An exclusion that is undocumented", counted(policy.exclusion, true));
  row("How much is allowed, where undocumented", policy.allowance_least ? "is the least that it may be" : "stays open");
  row("Where no guideline answers", word_of(policy.when_silent));
  row("Where rules come to unlike ends", word_of(policy.when_conflict));
  std::vector<std::string> reviewed;
  for (int i = 0; i < kOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    if (policy.needs_review[i]) reviewed.emplace_back(word_of(outcome));
    if (!policy.says[i].empty()) row(fmt::format("In a letter, “{}” is", word_of(outcome)), clean(policy.says[i]));
  }
  if (!reviewed.empty()) row("Needs a physician's confirmation", joined(reviewed));
  html.close().line_end().close().line_end();
  html.open("div").element("h3", "As it is written").line_end();
  for (const ast::File& file : page.library().input().syntax.files)
    if (file.source == source && file.header) page.written(file.header->span);
  html.close().line_end().close().line_end();
  page.section_end();
}

}  // namespace precept::site
