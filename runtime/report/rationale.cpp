// The paragraphs of a rationale, from the request to the conclusion.
#include "runtime/report/rationale.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/report/findings_text.hpp"
#include "runtime/report/words.hpp"

namespace precept {
namespace {

constexpr std::size_t kChangesShown = 3;

std::string request_paragraph(const DeterminationView& view) {
  const Request& request = view.request();
  std::string document = view.document(request.source, request.dated, "");
  if (!document.empty() && !request.page.empty())
    document += fmt::format(" ({})", DeterminationView::pages_words(clean(request.page)));
  std::string text = document.empty() ? fmt::format("What is requested is {}", view.requested_words())
                                      : fmt::format("The {} requests {}", document, view.requested_words());
  // A choice says what it is ("lumbar spine") where the service's own words do not hold the same.
  std::vector<std::string> details;
  for (std::uint32_t i = 0; i < view.program().facts.size(); ++i) {
    const Fact& fact = view.program().facts[i];
    if (!fact.per_request || fact.builtin != Builtin::none || !view.documented({i}) || fact.type.kind == TypeKind::truth)
      continue;
    const std::string value = view.fact_value({i});
    const bool alone = fact.type.kind == TypeKind::choice && view.service_words().find(value) == std::string::npos;
    details.push_back(alone ? value : fmt::format("{}: {}", view.fact_words({i}), value));
  }
  if (!details.empty()) {
    text += " (";
    for (std::size_t i = 0; i < details.size(); ++i) text.append(i == 0 ? "" : "; ").append(details[i]);
    text += ")";
  }
  text += ".";
  if (!request.quantity && view.program().service(request.service).unit) text += " The request does not say how much.";
  return text;
}

std::string passed_over_paragraph(const DeterminationView& view) {
  std::string text;
  for (const PassedOver& passed : view.determination().passed_over) {
    if (!text.empty()) text += ' ';
    text += sentence(
        fmt::format("{} does not answer: {}", view.guideline_words(passed.guideline), view.passed_over_words(passed)));
  }
  return text;
}

// Why a rule with a condition applies, or that it is not documented; empty where there is no condition.
std::string applies_sentence(const DeterminationView& view, const RuleResult& result) {
  const Rule& rule = view.program().rule(result.rule);
  const bool open = result.applies == Truth::undocumented;
  if (rule.applies_otherwise)
    return open ? "Whether it applies is not documented; it does where no other rule for this does."
                : "It applies because no other rule for this does.";
  if (!rule.applies) return {};
  const std::string words = view.applies_words(result), from = view.documents(view.facts_of(*rule.applies));
  const bool clause = view.is_clause(*rule.applies);
  if (open)
    return fmt::format("Whether it applies is not documented; it does where {}{}.", clause ? "" : "this holds: ", words);
  return fmt::format("It applies{}{}{}.", clause ? " because " : ": ", words,
                     from.empty() ? "" : fmt::format(" ({})", from));
}

// Which guideline decides, by which rule, and what that asks for.
std::vector<std::string> guideline_paragraphs(const DeterminationView& view, const RuleResult& result) {
  const Rule& rule = view.program().rule(result.rule);
  const Edition& edition = view.program().edition(rule.edition);
  const Determination& determination = view.determination();
  const auto& decided_by = determination.decided_by;
  const std::string_view how = decided_by == result.rule                                ? "is decided by"
                               : decided_by                                             ? "also falls under"
                               : determination.conflict && result.applies == Truth::yes ? "falls under"
                                                                                        : "may be decided by";
  std::string text = fmt::format("The request {} {}", how, view.edition_words(edition));
  if (!rule.pages.empty()) text += fmt::format(", {}", DeterminationView::pages_words(rule.pages));
  if (!rule.label.empty()) text += fmt::format(", rule `{}`", rule.label);
  if (!rule.cites.empty()) {
    std::vector<std::string> cites;
    for (const std::string& cite : rule.cites) cites.push_back(clean(cite));
    text += fmt::format(" ({})", joined(cites));
  }
  text += ".";
  if (const std::string applies = applies_sentence(view, result); !applies.empty()) text += " " + applies;
  std::vector<std::string> demands = demands_of(view, result);
  if (demands.empty()) return {text};
  demands.front().insert(0, text + " ");
  return demands;
}

bool is_certain(const DeterminationView& view, const CriterionResult& result) {
  return result.status == Status::unmet || result.status == Status::present ||
         (result.status != Status::undocumented && view.is_exclusion(result.criterion));
}

// What `because` names, in words.
std::string because_words(const DeterminationView& view) {
  std::vector<CriterionId> certain, closed;
  std::vector<std::string> words;
  for (const std::string& label : view.determination().because) {
    if (const CriterionResult* result = view.by_label(label))
      (is_certain(view, *result) ? certain : closed).push_back(result->criterion);
    else if (label == "allows")
      words.push_back("of what the guideline allows");
    else if (label == "not_recommended")
      words.push_back("the guideline does not recommend it");
    else if (label == "edition")
      words.push_back("the date that decides which edition is in effect is not documented exactly");
    else if (label == "applies")
      words.push_back("it is not documented which rule applies");
    else if (label == "conflict")
      words.push_back(view.determination().possible.size() > 1 ? "some of the rules that may apply come to unlike ends"
                                                               : "the rules that apply come to unlike ends");
    else if (label == "silent")
      words.push_back(
          view.determination().silent
              ? "no guideline that the policy consults answers the request"
              : "for a part of what the record leaves open no guideline that the policy consults answers the request");
  }
  if (!certain.empty()) {
    std::vector<CriterionId> requirements, exclusions;
    for (const CriterionId id : certain) (view.is_exclusion(id) ? exclusions : requirements).push_back(id);
    // A single one is said in its own words too, so that the conclusion stands by itself.
    const auto which = [&](const std::vector<CriterionId>& ids) {
      const std::string own = ids.size() == 1 ? view.criterion_words(ids[0]) : "";
      return own.empty() || own.find('(') != std::string::npos ? std::string() : fmt::format(" ({})", own);
    };
    if (!requirements.empty())
      words.push_back(fmt::format("{}{} {} not met", numbered(view, requirements), which(requirements),
                                  requirements.size() == 1 ? "is" : "are"));
    if (!exclusions.empty())
      words.push_back(fmt::format("{}{} {} present", numbered(view, exclusions), which(exclusions),
                                  exclusions.size() == 1 ? "is" : "are"));
  }
  if (!closed.empty())
    words.push_back(fmt::format("the record does not settle {}{}", numbered(view, closed),
                                view.determination().outcome == Outcome::deny
                                    ? fmt::format(", which then {} against it", closed.size() == 1 ? "counts" : "count")
                                    : ""));
  return joined(words);
}

std::string to_change_sentence(const DeterminationView& view) {
  const auto& sets = view.determination().to_change;
  std::vector<std::string> ways;
  for (const auto& set : sets) {
    if (ways.size() == kChangesShown) break;
    std::vector<CriterionId> requirements, exclusions;
    std::vector<std::string> parts;
    bool allowance = false;
    for (const std::string& label : set) {
      if (const CriterionResult* result = view.by_label(label))
        (view.is_exclusion(result->criterion) ? exclusions : requirements).push_back(result->criterion);
      else if (label == "allows")
        allowance = true;
    }
    const auto all = [](const std::vector<CriterionId>& ids) {
      return ids.size() > 2 ? " all" : ids.size() == 2 ? " both" : "";
    };
    if (!requirements.empty())
      parts.push_back(fmt::format("{} would{} have to be met", numbered(view, requirements), all(requirements)));
    if (!exclusions.empty())
      parts.push_back(fmt::format("{} would{} have to be absent", numbered(view, exclusions), all(exclusions)));
    if (allowance) parts.push_back("the guideline would have to allow more");
    if (!parts.empty()) ways.push_back(joined(parts));
  }
  if (ways.empty()) return {};
  std::string text = "For a more favorable outcome " + joined(ways, "or");
  if (sets.size() > ways.size()) text += fmt::format(" (there are {} more such ways)", sets.size() - ways.size());
  return text + ".";
}

// What was asked for and what of it the guideline allows.
std::string granted_sentence(const DeterminationView& view) {
  const Determination& determination = view.determination();
  const std::string granted = view.granted_words();
  if (granted.empty() || !determination.granted) return {};
  // All of what was asked for: its own time, though the guideline may allow longer.
  if (determination.outcome == Outcome::approve && view.request().over && !view.amount_words().empty())
    return fmt::format("Granted: {}, as requested.", view.amount_words());
  return fmt::format("Granted: {}{}.", granted == kAsRequested ? "what is requested" : granted,
                     determination.outcome == Outcome::modify && !view.amount_words().empty()
                         ? fmt::format(", of the {} requested", view.amount_words())
                         : "");
}

// Whether an approval stands on criteria that were closed rather than found.
bool stands_on_closing(const DeterminationView& view) {
  for (const RuleResult* rule : view.rules())
    for (const auto* results : {&rule->requirements, &rule->exclusions})
      for (const CriterionResult& result : *results)
        if (result.status == Status::undocumented && result.taken_by != TakenBy::evidence) return true;
  return false;
}

std::string conclusion_paragraph(const DeterminationView& view) {
  const Determination& determination = view.determination();
  const std::string because = because_words(view), says = view.says(determination.outcome);
  const std::string subject = fmt::format("the requested {}", view.service_words());
  const bool allows =
      std::find(determination.because.begin(), determination.because.end(), "allows") != determination.because.end();
  const std::string_view closed = stands_on_closing(view) ? ", with what is not documented taken as stated above" : "";
  std::string text;
  switch (determination.outcome) {
    case Outcome::approve:
      if (determination.silent || determination.conflict)
        text = fmt::format("Therefore {} is approved, as the policy directs: {}.", subject, because);
      else
        text = fmt::format("Therefore {} meets what the guideline requires{}.", subject, closed);
      break;
    case Outcome::modify:
      if (determination.silent || determination.conflict)
        text = fmt::format("Therefore {} is granted in part, as the policy directs: {}.", subject, because);
      else
        text = fmt::format("Therefore {} meets what the guideline requires{}, but goes beyond what it allows.", subject,
                           closed);
      break;
    case Outcome::deny:
      if (determination.silent)
        text = fmt::format("Therefore {} is not supported: {}, and the policy then denies.", subject, because);
      else if (allows)
        text = fmt::format("Therefore {} is not supported: nothing is left of what the guideline allows.", subject);
      else
        text = fmt::format("Therefore {} is not supported by the guideline{}.", subject,
                           because.empty() ? "" : ", because " + because);
      break;
    case Outcome::pend:
      text = fmt::format("Therefore {} cannot be decided on this record{}.", subject,
                         because.empty() ? ""
                         : allows        ? ": how much of it the guideline allows is not documented"
                                         : ": " + because);
      break;
  }
  if (determination.outcome != Outcome::deny)
    if (const std::string granted = granted_sentence(view); !granted.empty()) text += " " + granted;
  text += fmt::format(" Proposed determination: {}.", says);
  if (determination.needs_review) text += " Under the policy only a physician may confirm it.";
  if (const std::string change = to_change_sentence(view); !change.empty()) text += " " + change;
  return text;
}

void add(std::vector<std::string>& paragraphs, std::string paragraph) {
  if (!paragraph.empty()) paragraphs.push_back(std::move(paragraph));
}

}  // namespace

std::vector<std::string> rationale_paragraphs(const DeterminationView& view) {
  const Determination& determination = view.determination();
  std::vector<std::string> paragraphs{request_paragraph(view)};
  if (determination.error) {
    paragraphs.push_back(
        fmt::format("There is no determination of this request: it came to {}. The case's values there are to be checked.",
                    view.error_words()));
    return paragraphs;
  }
  add(paragraphs, record_paragraph(view));
  add(paragraphs, passed_over_paragraph(view));
  for (const RuleResult* rule : view.rules()) {
    for (std::string& paragraph : guideline_paragraphs(view, *rule)) paragraphs.push_back(std::move(paragraph));
    auto findings = findings_of(view, *rule);
    if (findings.empty()) continue;
    std::string& first = findings.front();
    first[0] = static_cast<char>(first[0] - 'A' + 'a');  // "Requirement …" or "Considered …", from findings_of
    first.insert(0, view.rules().size() == 1 ? "In this case " : "In this case, under that rule, ");
    for (std::string& paragraph : findings) paragraphs.push_back(std::move(paragraph));
  }
  add(paragraphs, closing_paragraph(view));
  paragraphs.push_back(conclusion_paragraph(view));
  return paragraphs;
}

std::string rationale(const Program& program, const Request& request, const Determination& determination, DateStyle style) {
  const DeterminationView view(program, request, determination, style);
  std::string text;
  for (const std::string& paragraph : rationale_paragraphs(view)) text.append(text.empty() ? "" : "\n\n").append(paragraph);
  return text;
}

}  // namespace precept
