// Editions and policies: which guideline on which day, who is consulted, how what is open is closed.
#include <algorithm>

#include "compiler/check/checker.hpp"
#include "compiler/syntax/print.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::check {

namespace {

constexpr const char* kOutcomeNames[] = {"approve", "modify", "deny", "pend"};

}  // namespace

std::optional<std::uint8_t> Checker::outcome(const ast::Name& name) {
  for (std::uint8_t i = 0; i < 4; ++i)
    if (name.text == kOutcomeNames[i]) return i;
  report_near(diagnostics_.report(Code::E0415, name.span, name.text), name.text, {"approve", "modify", "deny", "pend"});
  return std::nullopt;
}

void Checker::check_editions() {
  std::stable_sort(library_.editions.begin(), library_.editions.end(), [](const Edition& a, const Edition& b) {
    if (a.guideline != b.guideline) return a.guideline < b.guideline;
    return a.from.value_or(INT64_MIN) < b.from.value_or(INT64_MIN);
  });
  for (std::size_t i = 1; i < library_.editions.size(); ++i) {
    const Edition &before = library_.editions[i - 1], &after = library_.editions[i];
    if (before.guideline != after.guideline) continue;
    if (before.until && after.from && *before.until <= *after.from) continue;
    const std::int64_t day = after.from.value_or(before.from.value_or(0));
    diagnostics_.report(Code::E0403, after.span, after.guideline, format_date(day))
        .mark(before.span, "the other edition")
        .hint(after.from ? "end the earlier one there: `until " + format_date(*after.from) + "`"
                         : "give each edition its days: `effective from DATE until DATE`");
  }
}

Policy Checker::policy(const ast::Header& header, const FileScope& scope) {
  const Place place{&scope, std::nullopt};
  const ast::PolicyBody& body = header.policy;
  Policy out;
  out.name = header.name.text;
  out.words = words_of(header.words, header.name.text);
  out.span = header.name.span;
  for (std::uint8_t i = 0; i < 4; ++i) out.says[i] = kOutcomeNames[i];
  std::vector<std::string> guidelines;
  for (const Edition& edition : library_.editions) guidelines.push_back(edition.guideline);
  if (body.consults.empty()) diagnostics_.report(Code::E0413, header.name.span, out.name).hint("add `consults GUIDELINE`");
  for (const auto& step : body.consults) {
    std::vector<Consulted> alternatives;
    for (const auto& node : step.alternatives) {
      Consulted consulted;
      consulted.guideline = node.guideline.text;
      consulted.span = node.guideline.span;
      if (std::find(guidelines.begin(), guidelines.end(), consulted.guideline) == guidelines.end())
        report_near(diagnostics_.report(Code::E0211, node.guideline.span, consulted.guideline), consulted.guideline, guidelines);
      if (node.unless) {
        Expr unless = condition(*node.unless, place);
        if (!is_error(unless)) consulted.unless = std::move(unless);
        consulted.unless_expression = ast::print_expression(*node.unless);
      }
      alternatives.push_back(std::move(consulted));
    }
    out.steps.push_back(std::move(alternatives));
  }
  if (body.as_of) {
    Expr as_of = value(*body.as_of, place);
    if (!is_error(as_of) && as_of.type.kind != Kind::date) diagnostics_.report(Code::E0324, body.as_of->span, describe(as_of.type));
    else if (!is_error(as_of)) out.as_of = std::move(as_of);
  }
  if (!body.as_of)
    for (const auto& step : out.steps)
      for (const Consulted& consulted : step) {
        const auto editions = std::count(guidelines.begin(), guidelines.end(), consulted.guideline);
        if (editions > 1)
          diagnostics_.report(Code::E0405, consulted.span, consulted.guideline, editions).hint("add `as of decision_date`, or another date of the case");
      }
  if (body.requirement) out.requirement = closing(*body.requirement, false).value_or(Close::open);
  if (body.exclusion) out.exclusion = closing(*body.exclusion, true).value_or(Close::open);
  out.allowance_least = body.allowance_least;
  if (body.when_silent) out.when_silent = outcome(*body.when_silent).value_or(3);
  if (body.when_conflict) out.when_conflict = outcome(*body.when_conflict).value_or(3);
  for (const ast::Name& name : body.needs_review)
    if (const auto found = outcome(name)) out.needs_review[*found] = true;
  std::set<std::uint8_t> said;
  for (const auto& says : body.says)
    if (const auto found = outcome(says.outcome)) {
      if (!said.insert(*found).second) diagnostics_.report(Code::E0113, says.outcome.span, says.outcome.text);
      out.says[*found] = says.words.text;
    }
  return out;
}

void Checker::check_policies() {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < syntax_.files.size(); ++i) {
    const auto& header = syntax_.files[i].header;
    if (!header || header->kind != ast::Header::Kind::policy || !seen.insert(header->name.text).second) continue;
    library_.policies.push_back(policy(*header, scopes_[i]));
  }
  std::stable_sort(library_.policies.begin(), library_.policies.end(), [](const Policy& a, const Policy& b) { return a.name < b.name; });
  if (!library_.policies.empty()) return;
  for (std::size_t i = 1; i < library_.editions.size(); ++i)
    if (library_.editions[i].guideline == library_.editions[i - 1].guideline) {
      const auto editions = std::count_if(library_.editions.begin(), library_.editions.end(),
                                          [&](const Edition& one) { return one.guideline == library_.editions[i].guideline; });
      diagnostics_.report(Code::E0405, library_.editions[i].span, library_.editions[i].guideline, editions)
          .mark(library_.editions[i - 1].span, "another edition")
          .hint("add a policy with `as of` a date of the case");
      return;
    }
}

}  // namespace precept::check
