// What a rule asks for and what was found of it: criteria by number, in sentences. Decisive ones first; what is alike is
// said together, and listed where there is much of it.
#include "runtime/report/findings_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <initializer_list>

#include "runtime/facts/value_json.hpp"
#include "runtime/report/records.hpp"
#include "runtime/report/words.hpp"

namespace precept {
namespace {

void add_sentence(std::string& text, const std::string& clause) {
  if (clause.empty()) return;
  if (!text.empty()) text += ' ';
  text += sentence(clause);
}

// Where a date is the limit and it was kept: which date, for a span says years and means an anniversary.
std::string kept_limit(const DeterminationView& view, const CriterionResult& result) {
  if (result.status != Status::met && result.status != Status::absent) return {};
  const auto compared = view.comparisons(result.criterion);
  if (compared.size() != 1 || compared[0].distance.empty() || compared[0].bound == compared[0].limit) return {};
  return "limit: " + compared[0].limit;
}

// A criterion in words with the documents of its facts.
std::string with_documents(const DeterminationView& view, CriterionId id) {
  const std::string documents = view.documents(view.program().criterion(id).mentions_facts);
  return view.criterion_words(id) + (documents.empty() ? "" : fmt::format(" ({})", documents));
}

// Of a group: its parts of one status, those of groups within it in their place.
void parts_with(const DeterminationView& view, const std::vector<CriterionResult>& branches, Status status,
                std::vector<std::string>& words) {
  for (const CriterionResult& branch : branches) {
    if (branch.status != status) continue;
    const std::size_t before = words.size();
    if (!branch.branches.empty()) parts_with(view, branch.branches, status, words);
    if (words.size() == before) words.push_back(with_documents(view, branch.criterion));
  }
}

// "of its parts, met: A and B; not met: C; not documented: D"
std::string parts_words(const DeterminationView& view, const CriterionResult& result, std::initializer_list<Status> shown) {
  std::string text;
  for (const Status status : shown) {
    std::vector<std::string> parts;
    parts_with(view, result.branches, status, parts);
    if (parts.empty()) continue;
    const std::string_view how = status == Status::met ? "met" : status == Status::unmet ? "not met" : "not documented";
    text += text.empty() ? fmt::format("of its parts, {}: ", how) : fmt::format("; {}: ", how);
    text += joined(parts);
  }
  return text;
}

constexpr std::size_t kRecordsShown = 3;

// The records of lists that a criterion rests on: "the course of therapy of 03/02/2013 to 05/10/2013, physical therapy, 12
// visits (report of 05/12/2013)"; with `none_too`, how many there are where none counts. Empty where it looks at no list.
std::string records_words(const DeterminationView& view, const Criterion& criterion, bool none_too) {
  std::vector<NodeId> conditions{criterion.condition};
  if (criterion.unless) conditions.push_back(*criterion.unless);
  std::vector<std::string> clauses, shown, none;
  for (const ListFinding& finding : list_findings(view.program(), view.request().facts, conditions, view.style())) {
    std::vector<std::string> counts, may_count;
    for (const RecordFound& one : finding.records) {
      if (std::find(shown.begin(), shown.end(), one.words) != shown.end()) continue;
      shown.push_back(one.words);
      (one.counts == Truth::yes ? counts : may_count).push_back(one.words);
    }
    const auto add = [&](const char* how, std::vector<std::string>& words) {
      if (words.empty()) return;
      const std::size_t more = words.size() > kRecordsShown ? words.size() - kRecordsShown : 0;
      words.resize(words.size() - more);
      if (more > 0) words.push_back(fmt::format("{} more", more));
      clauses.push_back(how + joined_clauses(words));
    };
    add("", counts);
    add("perhaps ", may_count);
    if (!none_too) continue;
    const std::string list = view.fact_words(finding.list);
    if (finding.records.empty() && finding.count > 0)
      none.push_back(fmt::format("of {} ({}) none counts", list, view.fact_value(finding.list)));
    else if (finding.count == 0 && finding.complete)
      none.push_back(fmt::format("{}: {}", list, view.fact_value(finding.list)));
  }
  for (const std::string& clause : none)
    if (std::find(clauses.begin(), clauses.end(), clause) == clauses.end()) clauses.push_back(clause);
  return joined_clauses(clauses);
}

// What the guideline says of it with the documents; else the facts with their values and documents; of a group its parts.
std::string found_words(const DeterminationView& view, const CriterionResult& result) {
  const Criterion& criterion = view.program().criterion(result.criterion);
  const std::string said = view.said(result), limit = kept_limit(view, result);
  if (!said.empty()) {
    const std::string documents = view.documents(criterion.mentions_facts);
    std::vector<std::string> notes;
    for (const std::string& note : {documents, limit, records_words(view, criterion, false)})
      if (!note.empty()) notes.push_back(note);
    if (notes.empty()) return said;
    std::string text;
    for (const std::string& note : notes) text.append(text.empty() ? "" : "; ").append(note);
    return fmt::format("{} ({})", said, text);
  }
  if (!result.branches.empty())
    if (std::string parts = parts_words(view, result, {Status::met, Status::unmet, Status::undocumented}); !parts.empty())
      return parts;
  std::vector<std::string> known, missing;
  for (const FactId fact : criterion.mentions_facts) {
    if (view.program().fact(fact).type.kind == TypeKind::list) continue;  // its records are named below
    if (view.request().facts.states[fact.index] != FactState::undocumented)
      known.push_back(view.fact_clause(fact));
    else
      missing.push_back(fmt::format("{} {} not documented", view.fact_words(fact), is_or_are(view.fact_words(fact))));
  }
  if (const std::string records = records_words(view, criterion, true); !records.empty()) known.push_back(records);
  if (known.empty()) known = missing;
  const std::string words = known.empty() ? view.criterion_words(result.criterion) : joined_clauses(known);
  return limit.empty() ? words : fmt::format("{} ({})", words, limit);
}

// The limit as a date and how far from it, where one comparison decides.
std::string limit_words(const DeterminationView& view, const CriterionResult& result) {
  const auto compared = view.comparisons(result.criterion);
  if (compared.size() != 1 || compared[0].distance.empty()) return {};
  const Comparison& one = compared[0];
  if (one.bound != one.limit && !one.subject.empty() && !one.measured.empty())
    return fmt::format("for {} to be {}, {} would have to be {}; it is {}", with_article(one.subject), one.bound,
                       with_article(one.measured), one.limit, one.distance);
  const bool plain = view.program().criterion(result.criterion).mentions_facts.size() == 1 || one.measured.empty();
  const std::string measured = plain ? "that" : with_article(one.measured);
  return fmt::format("{} {} {} ({})", measured, plain ? "is" : is_or_are(one.measured), one.distance, one.limit);
}

std::string numbered_item(const DeterminationView& view, const CriterionResult& result, const std::string& words) {
  return fmt::format("({}) {}", view.number(result.criterion), words);
}

std::string heading(const DeterminationView& view, const std::vector<CriterionId>& ids, std::string_view one,
                    std::string_view several) {
  return fmt::format("{} {}", numbered(view, ids), ids.size() == 1 ? one : several);
}

// "its exception holds: A is at most 2 weeks (progress report …)": only what documents the exception is cited.
std::string exception_words(const DeterminationView& view, const Criterion& criterion) {
  const auto facts = view.facts_of(*criterion.unless);
  std::string from = view.documents(facts);
  for (const FactId fact : facts)
    if (view.request().facts.states[fact.index] == FactState::assumed)
      from += fmt::format("{}{}assumed to be {}", from.empty() ? "" : "; ",
                          facts.size() == 1 ? "" : view.fact_words(fact) + ": ", view.fact_value(fact));
  return view.unless_words(criterion) + (from.empty() ? "" : fmt::format(" ({})", from));
}

// Sentences that run on in one paragraph, until a list breaks it.
class Paragraphs {
 public:
  void add(const std::string& clause) { add_sentence(running_, clause); }
  // "Requirements 1 to 4 are met:" and its items: on lines of their own where there are many, else in the sentence.
  void add_items(const std::string& lead, const std::vector<std::string>& items) {
    if (items.empty()) return;
    const bool plain = items.size() == 1 || std::none_of(items.begin(), items.end(), [](const std::string& item) {
                         return item.find(';') != std::string::npos;
                       });
    if (plain && items.size() < kItemsListedMin) return add(lead + ": " + joined_clauses(items));
    flush();
    std::string list = sentence(lead);
    list.back() = ':';
    for (const std::string& item : items) list += "\n- " + item;
    all_.push_back(std::move(list));
  }
  std::vector<std::string> take() {
    flush();
    return std::move(all_);
  }

 private:
  static constexpr std::size_t kItemsListedMin = 3;
  void flush() {
    if (!running_.empty()) all_.push_back(std::move(running_));
    running_.clear();
  }
  std::vector<std::string> all_;
  std::string running_;
};

// "Requirement 2 is met: …" or "Requirements 2 and 3 are met: (2) …; and (3) …"
void say_together(const DeterminationView& view, const std::vector<const CriterionResult*>& results, std::string_view one,
                  std::string_view several, Paragraphs& paragraphs) {
  if (results.empty()) return;
  std::vector<CriterionId> ids;
  std::vector<std::string> items;
  for (const CriterionResult* result : results) {
    ids.push_back(result->criterion);
    const std::string words = result->status == Status::exempt
                                  ? exception_words(view, view.program().criterion(result->criterion))
                                  : found_words(view, *result);
    items.push_back(results.size() == 1 ? words : numbered_item(view, *result, words));
  }
  paragraphs.add_items(heading(view, ids, one, several), items);
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
  text += view.unless_clause(criterion);
  std::vector<std::string> places;
  if (!criterion.pages.empty() && criterion.pages != rule.pages)
    places.push_back(DeterminationView::pages_words(criterion.pages));
  for (const std::string& cite : criterion.cites) places.push_back(clean(cite));
  if (!places.empty()) text += fmt::format(" ({})", joined(places, "and"));
  return fmt::format("({}) {}", view.number(id), text);
}

std::vector<std::string> items_of(const DeterminationView& view, const std::vector<CriterionResult>& results,
                                  const Rule& rule) {
  std::vector<std::string> items;
  for (const CriterionResult& result : results) items.push_back(criterion_item(view, result.criterion, rule));
  return items;
}

// What the record does say of a criterion that is open: the parts of a group that are settled, or the facts that are
// documented exactly where a condition joins several.
std::string known_of_open(const DeterminationView& view, const CriterionResult& result) {
  if (result.status != Status::undocumented) return {};
  const Criterion& criterion = view.program().criterion(result.criterion);
  std::vector<std::string> known;
  if (!result.branches.empty()) {
    for (const Status status : {Status::met, Status::unmet}) parts_with(view, result.branches, status, known);
    if (known.empty()) return {};
    return parts_words(view, result, {Status::met, Status::unmet, Status::undocumented});
  }
  if (const std::string records = records_words(view, criterion, false); !records.empty()) return records;
  const Op op = view.program().node(criterion.condition).op;
  if (op != Op::conjunction && op != Op::disjunction && op != Op::at_least) return {};
  for (const FactId fact : criterion.mentions_facts)
    if (view.documented(fact) && view.program().fact(fact).builtin == Builtin::none &&
        is_exact(view.program().fact(fact).type, view.request().facts.values[fact.index]))
      known.push_back(view.fact_clause(fact));
  return known.empty() ? std::string() : joined_clauses(known) + ", which does not settle it";
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

std::vector<std::string> demands_of(const DeterminationView& view, const RuleResult& result) {
  const Rule& rule = view.program().rule(result.rule);
  Paragraphs paragraphs;
  if (rule.not_recommended) paragraphs.add(fmt::format("it does not recommend {}", view.service_words()));
  const auto requirements = items_of(view, result.requirements, rule), exclusions = items_of(view, result.exclusions, rule);
  paragraphs.add_items("it requires", requirements);
  paragraphs.add_items(fmt::format("as {} it names", exclusions.size() == 1 ? "an exclusion" : "exclusions"), exclusions);
  if (const std::string allowed = view.allowance_words(rule); !allowed.empty())
    paragraphs.add(fmt::format("it allows {}", allowed));
  paragraphs.add(view.render(rule.note));
  return paragraphs.take();
}

std::vector<std::string> findings_of(const DeterminationView& view, const RuleResult& rule) {
  Paragraphs paragraphs;
  for (const auto* results : {&rule.requirements, &rule.exclusions}) {
    for (const CriterionResult& result : *results) {
      if (result.status != Status::unmet && result.status != Status::present) continue;
      paragraphs.add(fmt::format("{} {}: {}", numbered(view, {result.criterion}),
                                 result.status == Status::unmet ? "is not met" : "is present", found_words(view, result)));
      paragraphs.add(limit_words(view, result));
      if (!view.said(result).empty()) {
        const Status against = result.status == Status::present ? Status::met : Status::unmet;
        paragraphs.add(parts_words(view, result, {against, Status::undocumented}));
      }
    }
  }
  say_together(view, with_status(rule.requirements, Status::met), "is met", "are met", paragraphs);
  say_together(view, with_status(rule.requirements, Status::exempt), "does not bind, because its exception holds",
               "do not bind, because their exceptions hold", paragraphs);
  say_together(view, with_status(rule.exclusions, Status::absent), "does not apply", "do not apply", paragraphs);
  say_together(view, with_status(rule.exclusions, Status::exempt), "does not apply, because its exception holds",
               "do not apply, because their exceptions hold", paragraphs);
  for (const auto* results : {&rule.requirements, &rule.exclusions})
    for (const CriterionResult& result : *results)
      if (const std::string known = known_of_open(view, result); !known.empty())
        paragraphs.add(fmt::format("{} is open: {}", numbered(view, {result.criterion}), known));
  std::vector<std::string> considered;
  for (const CriterionResult& result : rule.considers)
    if (result.status == Status::met || result.status == Status::unmet) considered.push_back(found_words(view, result));
  paragraphs.add_items("considered, without deciding", considered);
  return paragraphs.take();
}

}  // namespace precept
