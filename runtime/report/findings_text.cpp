// Criteria by number, in sentences. Decisive ones first; what is alike is said together.
#include "runtime/report/findings_text.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/facts/value_json.hpp"
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

// Where a date is the limit and it was kept: which date, for a span says years and means an anniversary.
std::string kept_limit(const DeterminationView& view, const CriterionResult& result) {
  if (result.status != Status::met && result.status != Status::absent) return {};
  const auto compared = view.comparisons(result.criterion);
  if (compared.size() != 1 || compared[0].distance.empty() || compared[0].bound == compared[0].limit) return {};
  return fmt::format("{} means {}", compared[0].bound, compared[0].limit);
}

// What the guideline says of it with the documents; else the facts with their values and documents.
std::string found_words(const DeterminationView& view, const CriterionResult& result) {
  const Criterion& criterion = view.program().criterion(result.criterion);
  const std::string said = view.said(result), limit = kept_limit(view, result);
  if (!said.empty()) {
    const std::string documents = view.documents(criterion.mentions_facts);
    if (documents.empty() && limit.empty()) return said;
    return fmt::format("{} ({}{}{})", said, documents, documents.empty() || limit.empty() ? "" : "; ", limit);
  }
  std::vector<std::string> lines;
  for (const FactId fact : criterion.mentions_facts)
    if (view.request().facts.states[fact.index] != FactState::undocumented) lines.push_back(view.fact_line(fact));
  if (!limit.empty()) lines.push_back(limit);
  std::string text;
  for (const std::string& line : lines) text.append(text.empty() ? "" : ", ").append(line);
  return text.empty() ? view.criterion_words(result.criterion) : text;
}

// Of a group: its parts that came out as the whole did, or that are open.
void branch_words(const DeterminationView& view, const std::vector<CriterionResult>& branches, Status status,
                  std::vector<std::string>& words) {
  for (const CriterionResult& branch : branches) {
    if (branch.status != status) continue;
    if (!branch.branches.empty()) {
      const std::size_t before = words.size();
      branch_words(view, branch.branches, status, words);
      if (words.size() > before) continue;
    }
    const std::string documents = view.documents(view.program().criterion(branch.criterion).mentions_facts);
    words.push_back(view.criterion_words(branch.criterion) + (documents.empty() ? "" : fmt::format(" ({})", documents)));
  }
}

std::string parts_sentences(const DeterminationView& view, const CriterionResult& result) {
  if (result.branches.empty()) return {};
  std::vector<std::string> against, open;
  branch_words(view, result.branches, result.status == Status::present ? Status::met : Status::unmet, against);
  branch_words(view, result.branches, Status::undocumented, open);
  std::string text;
  if (!against.empty())
    add_sentence(text, fmt::format("of its parts, {}: {}", result.status == Status::present ? "met" : "not met",
                                   joined_clauses(against)));
  if (!open.empty())
    add_sentence(text, fmt::format("{}not documented: {}", against.empty() ? "of its parts, " : "", joined_clauses(open)));
  return text;
}

// The limit as a date and how far from it, where one comparison decides.
std::string limit_words(const DeterminationView& view, const CriterionResult& result) {
  const auto compared = view.comparisons(result.criterion);
  if (compared.size() != 1 || compared[0].distance.empty()) return {};
  const Comparison& one = compared[0];
  const std::string measured = one.measured.empty() ? "the value" : "the " + one.measured;
  if (one.bound == one.limit) return fmt::format("{} is {} ({})", measured, one.distance, one.limit);
  return fmt::format("{} means {}, and {} is {}", one.bound, one.limit, measured, one.distance);
}

std::string numbered_item(const DeterminationView& view, const CriterionResult& result, const std::string& words) {
  return fmt::format("({}) {}", view.number(result.criterion), words);
}

std::string heading(const DeterminationView& view, const std::vector<CriterionId>& ids, std::string_view one,
                    std::string_view several) {
  return fmt::format("{} {}", numbered(view, ids), ids.size() == 1 ? one : several);
}

// "Requirement 2 is met: …" or "Requirements 2 and 3 are met: (2) …; and (3) …"
void say_together(const DeterminationView& view, const std::vector<const CriterionResult*>& results, std::string_view one,
                  std::string_view several, std::string& text) {
  if (results.empty()) return;
  std::vector<CriterionId> ids;
  std::vector<std::string> items;
  for (const CriterionResult* result : results) {
    ids.push_back(result->criterion);
    std::string words = result->status == Status::exempt ? view.unless_words(view.program().criterion(result->criterion))
                                                         : found_words(view, *result);
    if (result->status == Status::exempt) {
      std::string from = view.documents(view.program().criterion(result->criterion).mentions_facts);
      for (const FactId fact : view.facts_of(*view.program().criterion(result->criterion).unless))
        if (view.request().facts.states[fact.index] == FactState::assumed)
          from += fmt::format("{}{} is assumed to be {}", from.empty() ? "" : "; ", view.fact_words(fact),
                              view.fact_value(fact));
      if (!from.empty()) words += fmt::format(" ({})", from);
    }
    items.push_back(results.size() == 1 ? words : numbered_item(view, *result, words));
  }
  add_sentence(text, heading(view, ids, one, several) + ": " + joined_clauses(items));
}

std::vector<const CriterionResult*> with_status(const std::vector<CriterionResult>& results, Status status) {
  std::vector<const CriterionResult*> found;
  for (const CriterionResult& result : results)
    if (result.status == status) found.push_back(&result);
  return found;
}

std::string criterion_item(const DeterminationView& view, CriterionId id, const Rule& rule) {
  const Criterion& criterion = view.program().criterion(id);
  std::string text = view.criterion_words(id);
  if (criterion.unless) text += fmt::format(", unless this holds: {}", view.unless_words(criterion));
  std::vector<std::string> places;
  if (!criterion.pages.empty() && criterion.pages != rule.pages)
    places.push_back(DeterminationView::pages_words(criterion.pages));
  for (const std::string& cite : criterion.cites) places.push_back(clean(cite));
  if (!places.empty()) text += fmt::format(" ({})", joined_clauses(places));
  return fmt::format("({}) {}", view.number(id), text);
}

std::vector<std::string> items_of(const DeterminationView& view, const std::vector<CriterionResult>& results,
                                  const Rule& rule) {
  std::vector<std::string> items;
  for (const CriterionResult& result : results) items.push_back(criterion_item(view, result.criterion, rule));
  return items;
}

// Each document once, with what it would show.
std::string documented_by_words(const DeterminationView& view, const std::vector<FactId>& facts) {
  std::vector<std::string> documents;
  std::vector<std::vector<std::string>> shown;
  for (const FactId fact : facts) {
    const std::string document = clean(view.program().fact(fact).documented_by);
    const auto known = std::find(documents.begin(), documents.end(), document);
    if (known == documents.end()) shown.emplace_back();
    auto& here = known == documents.end() ? shown.back() : shown[static_cast<std::size_t>(known - documents.begin())];
    if (known == documents.end()) documents.push_back(document);
    here.push_back(view.fact_words(fact));
  }
  for (std::size_t i = 0; i < documents.size(); ++i) documents[i] += fmt::format(" ({})", joined_clauses(shown[i]));
  return documents.empty() ? std::string() : "it would be documented by " + joined_clauses(documents);
}

}  // namespace

std::string numbered(const DeterminationView& view, const std::vector<CriterionId>& criteria) {
  std::vector<int> requirements, exclusions;
  for (const CriterionId id : criteria) (view.is_exclusion(id) ? exclusions : requirements).push_back(view.number(id));
  const auto part = [](const std::vector<int>& numbers, std::string_view word) {
    return fmt::format("{}{} {}", word, numbers.size() == 1 ? "" : "s", number_ranges(numbers));
  };
  if (exclusions.empty()) return requirements.empty() ? std::string() : part(requirements, "requirement");
  if (requirements.empty()) return part(exclusions, "exclusion");
  return part(requirements, "requirement") + " and " + part(exclusions, "exclusion");
}

std::string record_paragraph(const DeterminationView& view) {
  std::vector<std::string> clauses;
  std::vector<FactId> explained, plain, assumed, documents;
  each_criterion(view, [&](const CriterionResult& result) {
    const Criterion& criterion = view.program().criterion(result.criterion);
    for (const FactId fact : criterion.mentions_facts) {
      const FactState state = view.request().facts.states[fact.index];
      if (state == FactState::assumed && !contains(assumed, fact)) assumed.push_back(fact);
      if (result.status != Status::undocumented || state == FactState::documented) continue;
      if (state == FactState::undocumented && !view.program().fact(fact).documented_by.empty() && !contains(documents, fact))
        documents.push_back(fact);
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
  add_sentence(text, documented_by_words(view, documents));
  if (!assumed.empty()) {
    std::vector<std::string> lines;
    for (const FactId fact : assumed) lines.push_back(fmt::format("{}: {}", view.fact_words(fact), view.fact_value(fact)));
    add_sentence(text, fmt::format("where the record says nothing to the contrary, the guidelines assume: {}",
                                   joined_clauses(lines)));
  }
  return text;
}

std::string demands_of(const DeterminationView& view, const RuleResult& result) {
  const Rule& rule = view.program().rule(result.rule);
  std::string text;
  if (rule.not_recommended) add_sentence(text, fmt::format("it does not recommend {}", view.service_words()));
  const auto requirements = items_of(view, result.requirements, rule), exclusions = items_of(view, result.exclusions, rule);
  if (!requirements.empty()) add_sentence(text, fmt::format("it requires: {}", joined_clauses(requirements)));
  if (!exclusions.empty())
    add_sentence(text, fmt::format("as {} it names: {}", exclusions.size() == 1 ? "an exclusion" : "exclusions",
                                   joined_clauses(exclusions)));
  if (const std::string allowed = view.allowance_words(rule); !allowed.empty())
    add_sentence(text, fmt::format("it allows {}", allowed));
  add_sentence(text, view.render(rule.note));
  return text;
}

std::string findings_of(const DeterminationView& view, const RuleResult& rule) {
  std::string text;
  for (const auto* results : {&rule.requirements, &rule.exclusions}) {
    for (const CriterionResult& result : *results) {
      if (result.status != Status::unmet && result.status != Status::present) continue;
      add_sentence(text,
                   fmt::format("{} {}: {}", numbered(view, {result.criterion}),
                               result.status == Status::unmet ? "is not met" : "is present", found_words(view, result)));
      add_sentence(text, limit_words(view, result));
      if (const std::string parts = parts_sentences(view, result); !parts.empty()) text += " " + parts;
    }
  }
  say_together(view, with_status(rule.requirements, Status::met), "is met", "are met", text);
  say_together(view, with_status(rule.requirements, Status::exempt), "does not bind, because its exception holds",
               "do not bind, because their exceptions hold", text);
  say_together(view, with_status(rule.exclusions, Status::absent), "does not apply", "do not apply", text);
  say_together(view, with_status(rule.exclusions, Status::exempt), "does not apply, because its exception holds",
               "do not apply, because their exceptions hold", text);
  std::vector<std::string> considered;
  for (const CriterionResult& result : rule.considers)
    if (result.status == Status::met || result.status == Status::unmet) considered.push_back(found_words(view, result));
  if (!considered.empty()) add_sentence(text, "considered, without deciding: " + joined_clauses(considered));
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
  const std::string_view neither = requirements && exclusions ? "not found unmet, nor present"
                                   : requirements             ? "not found unmet"
                                                              : "not found present";
  add_sentence(text, fmt::format("the record leaves {} open: {} {}", numbered(view, open),
                                 open.size() == 1 ? "it is" : "they are", neither));
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
