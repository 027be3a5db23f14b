// Findings in, the least sets that would have to come out otherwise. A set is tried by putting its criteria in favour of
// the request, and with `allows` lifting all limits, then working the outcome out anew. Never here: other reasons.
#include <algorithm>

#include "runtime/decide/reasons.hpp"

namespace precept::deciding {

int favour(Outcome outcome) {
  switch (outcome) {
    case Outcome::deny:
      return 0;
    case Outcome::pend:
      return 1;
    case Outcome::modify:
      return 2;
    case Outcome::approve:
      return 3;
  }
  return 0;
}

namespace {

constexpr std::size_t kTriedTogetherMax = 6;  // rules whose sets are tried in every combination

struct Change {
  std::vector<CriterionId> criteria;
  bool allowance = false;

  std::size_t size() const { return criteria.size() + (allowance ? 1 : 0); }
  bool has(CriterionId id) const { return std::find(criteria.begin(), criteria.end(), id) != criteria.end(); }
  void add(CriterionId id) {
    if (!has(id)) criteria.push_back(id);
  }
  bool holds_all_of(const Change& other) const {
    if (other.allowance && !allowance) return false;
    return std::all_of(other.criteria.begin(), other.criteria.end(), [&](CriterionId id) { return has(id); });
  }
};

Outcome outcome_with(const Findings& findings, const Change& change) {
  DecidingRules rules = findings.rules;
  for (Deciding& rule : rules) {
    for (Judged& judged : rule.criteria)
      if (change.has(judged.criterion)) judged.taken = judged.exclusion ? Truth::no : Truth::yes;
    if (change.allowance) rule.grants_closed = {approved_as_requested()};
  }
  std::vector<Ending> all;
  for (const Branch& branch : findings.branches) {
    const std::vector<Ending> endings = endings_of(branch, rules, findings.policy, Stage::after_closing);
    all.insert(all.end(), endings.begin(), endings.end());
  }
  return settle(all, findings.policy).outcome;
}

// What is worth changing of one rule: nothing less than all that is against it has any effect, and what is left open
// matters only once nothing is against it.
std::vector<Change> changes_of(const Deciding& rule) {
  std::vector<Change> changes{{}};
  if (rule.not_recommended) return changes;
  Change against;
  for (const Judged& judged : rule.criteria)
    if (judged.is_taken_against()) against.add(judged.criterion);
  if (against.size() > 0) changes.push_back(against);
  const std::size_t certain = against.size();
  for (const Judged& judged : rule.criteria)
    if (judged.is_left_open()) against.add(judged.criterion);
  if (against.size() > certain) changes.push_back(std::move(against));
  return changes;
}

std::vector<Change> combined(const DecidingRules& rules) {
  std::vector<Change> all{{}};
  for (const Deciding& rule : rules) {
    std::vector<Change> longer;
    for (const Change& each : changes_of(rule)) {
      for (const Change& before : all) {
        Change both = before;
        for (const CriterionId id : each.criteria) both.add(id);
        longer.push_back(std::move(both));
      }
    }
    all = std::move(longer);
  }
  return all;
}

// Too many rules for every combination: each by itself, and all together.
std::vector<Change> one_or_all(const DecidingRules& rules) {
  std::vector<Change> changes{{}};
  Change all;
  for (const Deciding& rule : rules) {
    for (Change& each : changes_of(rule)) {
      for (const CriterionId id : each.criteria) all.add(id);
      changes.push_back(std::move(each));
    }
  }
  changes.push_back(std::move(all));
  return changes;
}

}  // namespace

std::vector<std::vector<std::string>> to_change(const Findings& findings, const ShownLabels& labels) {
  if (findings.settled.outcome == Outcome::approve) return {};
  std::vector<Change> changes =
      findings.rules.size() <= kTriedTogetherMax ? combined(findings.rules) : one_or_all(findings.rules);
  const std::size_t without = changes.size();
  for (std::size_t i = 0; i < without; ++i) {
    changes.push_back(changes[i]);
    changes.back().allowance = true;
  }
  std::stable_sort(changes.begin(), changes.end(),
                   [](const Change& one, const Change& other) { return one.size() < other.size(); });
  std::vector<Change> least;
  for (const Change& change : changes) {
    const bool more_than_needed =
        std::any_of(least.begin(), least.end(), [&](const Change& found) { return change.holds_all_of(found); });
    if (more_than_needed || change.size() == 0) continue;
    if (favour(outcome_with(findings, change)) > favour(findings.settled.outcome)) least.push_back(change);
  }
  std::vector<std::vector<std::string>> sets;
  for (const Change& change : least) {
    std::vector<std::string> set;
    for (const Deciding& rule : findings.rules) {
      for (const Judged& judged : rule.criteria) {
        std::string label = labels.of(judged.criterion);
        if (change.has(judged.criterion) && std::find(set.begin(), set.end(), label) == set.end())
          set.push_back(std::move(label));
      }
    }
    if (change.allowance) set.emplace_back("allows");
    // Two editions' rules of one name have labels that read alike: what is to change is said once.
    if (std::find(sets.begin(), sets.end(), set) == sets.end()) sets.push_back(std::move(set));
  }
  return sets;
}

}  // namespace precept::deciding
