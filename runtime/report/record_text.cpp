// What the record leaves open: the paragraph before the criteria (what is missing, partial, assumed) and the one after them
// (which criteria stay open, and how they were closed).
#include <fmt/core.h>

#include <algorithm>

#include "runtime/facts/value_json.hpp"
#include "runtime/report/findings_text.hpp"
#include "runtime/report/words.hpp"

namespace precept {
namespace {

void add_sentence(std::string& text, const std::string& clause) {
  if (clause.empty()) return;
  if (!text.empty()) text += ' ';
  text += sentence(clause);
}

bool contains(const std::vector<FactId>& facts, FactId fact) {
  return std::find(facts.begin(), facts.end(), fact) != facts.end();
}

// Every criterion shown, requirements, exclusions, then those considered.
template <class Visit>
void each_criterion(const DeterminationView& view, Visit visit) {
  for (const RuleResult* rule : view.rules())
    for (const auto* results : {&rule->requirements, &rule->exclusions, &rule->considers})
      for (const CriterionResult& result : *results) visit(result);
}

// What the record knows of the facts of an open criterion: the reason why one is missing, or how far it is known.
std::string what_is_known(const DeterminationView& view, const std::vector<FactId>& facts) {
  std::vector<std::string> notes;
  for (const FactId fact : facts) {
    if (view.program().fact(fact).builtin != Builtin::none) continue;
    const Evidence& evidence = view.request().facts.evidence[fact.index];
    const FactState state = view.request().facts.states[fact.index];
    if (state == FactState::undocumented && !evidence.missing.empty()) {
      const std::string document = view.fact_document(fact);
      notes.push_back(fmt::format("{}: {}{}{}", view.fact_words(fact), words_of_missing(evidence.missing),
                                  document.empty() ? "" : ", ", document));
    } else if (state == FactState::documented &&
               !is_exact(view.program().fact(fact).type, view.request().facts.values[fact.index])) {
      notes.push_back(view.fact_line(fact));
    }
  }
  std::string text;
  for (const std::string& note : notes) text.append(text.empty() ? "" : "; ").append(note);
  return text;
}

// The documents that would show what is missing, each once.
std::string documented_by_words(const DeterminationView& view, const std::vector<FactId>& facts, bool all_of_it) {
  std::vector<std::string> documents;
  for (const FactId fact : facts) {
    std::string document = clean(view.program().fact(fact).documented_by);
    if (std::find(documents.begin(), documents.end(), document) == documents.end()) documents.push_back(std::move(document));
  }
  if (documents.empty()) return {};
  return fmt::format("{} would be documented by {}", all_of_it ? "this" : "some of this", joined_clauses(documents));
}

}  // namespace

std::string record_paragraph(const DeterminationView& view) {
  std::vector<std::string> clauses;
  std::vector<FactId> explained, plain, assumed, documents, without_document;
  each_criterion(view, [&](const CriterionResult& result) {
    const Criterion& criterion = view.program().criterion(result.criterion);
    for (const FactId fact : criterion.mentions_facts) {
      const FactState state = view.request().facts.states[fact.index];
      if (state == FactState::assumed && !contains(assumed, fact)) assumed.push_back(fact);
      if (result.status != Status::undocumented || state != FactState::undocumented) continue;
      auto& where = view.program().fact(fact).documented_by.empty() ? without_document : documents;
      if (!contains(where, fact)) where.push_back(fact);
    }
    if (result.status != Status::undocumented) return;
    const std::string said = view.said(result);
    if (!said.empty()) {
      const std::string known = what_is_known(view, criterion.mentions_facts);
      clauses.push_back(known.empty() ? said : fmt::format("{} ({})", said, known));
      explained.insert(explained.end(), criterion.mentions_facts.begin(), criterion.mentions_facts.end());
      return;
    }
    plain.insert(plain.end(), criterion.mentions_facts.begin(), criterion.mentions_facts.end());
  });

  for (const RuleResult* rule : view.rules())
    if (const auto& applies = view.program().rule(rule->rule).applies; applies && rule->applies == Truth::undocumented)
      for (const FactId fact : view.facts_of(*applies)) plain.push_back(fact);
  if (const auto as_of = view.policy().as_of_fact) plain.push_back(*as_of);

  std::string text = sentences(clauses);
  std::vector<std::string> missing, partial;
  std::vector<FactId> done;
  for (const FactId fact : plain) {
    if (contains(done, fact) || contains(explained, fact)) continue;
    done.push_back(fact);
    const FactState state = view.request().facts.states[fact.index];
    const Evidence& evidence = view.request().facts.evidence[fact.index];
    if (state == FactState::undocumented)
      missing.push_back(view.fact_words(fact) +
                        (evidence.missing.empty() ? "" : fmt::format(" ({})", words_of_missing(evidence.missing))));
    else if (state == FactState::documented &&
             !is_exact(view.program().fact(fact).type, view.request().facts.values[fact.index]))
      partial.push_back(view.fact_line(fact));
  }
  if (!missing.empty())
    add_sentence(text, fmt::format("the record does not document {}{}",
                                   missing.size() == 1 ? "this: " : "the following: ", joined_clauses(missing)));
  if (!partial.empty())
    add_sentence(text, fmt::format("the record gives the following only in part: {}", joined_clauses(partial)));
  add_sentence(text, documented_by_words(view, documents, without_document.empty()));
  if (!assumed.empty()) {
    std::vector<std::string> lines;
    for (const FactId fact : assumed) lines.push_back(fmt::format("{}: {}", view.fact_words(fact), view.fact_value(fact)));
    add_sentence(text, fmt::format("where the record is silent, the guidelines assume this: {}", joined_clauses(lines)));
  }
  return text;
}

std::string closing_paragraph(const DeterminationView& view) {
  std::vector<CriterionId> open, left_open, by_policy_requirements, by_policy_exclusions;
  std::string own;
  for (const RuleResult* rule : view.rules()) {
    for (const auto* results : {&rule->requirements, &rule->exclusions}) {
      for (const CriterionResult& result : *results) {
        if (result.status != Status::undocumented) continue;
        open.push_back(result.criterion);
        if (result.taken_as == Status::undocumented)
          left_open.push_back(result.criterion);
        else if (result.taken_by == TakenBy::policy)
          (results == &rule->requirements ? by_policy_requirements : by_policy_exclusions).push_back(result.criterion);
        else if (result.taken_by == TakenBy::criterion)
          add_sentence(own, fmt::format("the guideline itself says that {}, undocumented, is to be taken as {}",
                                        numbered(view, {result.criterion}), word_of(result.taken_as)));
      }
    }
  }
  if (open.empty()) return {};
  std::string text;
  const bool requirements = std::any_of(open.begin(), open.end(), [&](CriterionId id) { return !view.is_exclusion(id); });
  const bool exclusions = std::any_of(open.begin(), open.end(), [&](CriterionId id) { return view.is_exclusion(id); });
  const std::string_view neither = requirements && exclusions
                                       ? "no requirement among them is found unmet, and no exclusion present"
                                   : open.size() == 1 ? requirements ? "it is not found unmet" : "it is not found present"
                                   : requirements     ? "none of them is found unmet"
                                                      : "none of them is found present";
  add_sentence(text,
               fmt::format("{} {} open on this record: {}", numbered(view, open), open.size() == 1 ? "is" : "are", neither));
  if (!own.empty()) text += " " + own;
  std::vector<std::string> directions;
  if (!by_policy_requirements.empty())
    directions.push_back(fmt::format("an undocumented requirement is taken as {}",
                                     view.policy().requirement == Closing::holds ? "met" : "unmet"));
  if (!by_policy_exclusions.empty())
    directions.push_back(fmt::format("an undocumented exclusion is taken as {}",
                                     view.policy().exclusion == Closing::holds ? "present" : "absent"));
  if (!directions.empty())
    add_sentence(text,
                 fmt::format("for the decision alone, by the policy{}, {}",
                             view.policy().words.empty() ? "" : " of " + clean(view.policy().words), joined(directions)));
  if (!left_open.empty() && left_open.size() < open.size())
    add_sentence(text, fmt::format("{} {} open", numbered(view, left_open), left_open.size() == 1 ? "stays" : "stay"));
  const Determination& determination = view.determination();
  if (determination.possible.size() == 1 && determination.possible[0] == determination.outcome)
    add_sentence(text, "the outcome does not rest on this");
  else if (determination.possible.size() > 1) {
    std::vector<std::string> possible;
    for (const Outcome outcome : determination.possible) possible.push_back(view.says(outcome));
    add_sentence(text, fmt::format("on the record alone the determination could have been {}", joined(possible, "or")));
  }
  return text;
}

}  // namespace precept
