// Findings in, `because` out. Never here: texts; `to_change` is next door (to_change.cpp).
#include "runtime/decide/reasons.hpp"

#include <algorithm>

namespace precept::deciding {
namespace {

bool all_are(const Findings& findings, Ending::Kind kind) {
  for (const auto& endings : findings.endings)
    for (const Ending& ending : endings)
      if (ending.kind != kind) return false;
  return true;
}

bool any_is(const Findings& findings, Ending::Kind kind) {
  for (const auto& endings : findings.endings)
    for (const Ending& ending : endings)
      if (ending.kind == kind) return true;
  return false;
}

// Grounds gathered rule by rule, written in the rules' order, each label once.
class Grounds {
 public:
  explicit Grounds(const ShownLabels& labels) : labels_(labels) {}

  void add(CriterionId criterion) { criteria_.push_back(criterion); }
  void add(const char* word) {
    if (std::find(words_.begin(), words_.end(), word) == words_.end()) words_.emplace_back(word);
  }
  bool has_criteria() const { return !criteria_.empty(); }

  std::vector<std::string> in_order(const DecidingRules& rules) const {
    std::vector<std::string> all;
    const auto once = [&](std::string label) {
      if (std::find(all.begin(), all.end(), label) == all.end()) all.push_back(std::move(label));
    };
    for (const Deciding& rule : rules)
      for (const Judged& judged : rule.criteria)
        if (std::find(criteria_.begin(), criteria_.end(), judged.criterion) != criteria_.end())
          once(labels_.of(judged.criterion));
    for (const std::string& word : words_) once(word);
    return all;
  }

 private:
  const ShownLabels& labels_;
  std::vector<CriterionId> criteria_;
  std::vector<std::string> words_;
};

bool denies(const Deciding& rule) {
  const std::vector<Answer> answers = answers_of(rule, Stage::after_closing);
  return std::all_of(answers.begin(), answers.end(), [](const Answer& answer) { return answer.outcome == Outcome::deny; });
}

// Why one rule denies: what is certain; only if there is none, what was closed against; else its grant is zero.
void add_denial(const Deciding& rule, Grounds& grounds) {
  if (rule.not_recommended) return grounds.add("not_recommended");
  bool certain = false;
  for (const Judged& judged : rule.criteria) {
    if (!judged.is_against()) continue;
    grounds.add(judged.criterion);
    certain = true;
  }
  if (certain) return;
  bool closed = false;
  for (const Judged& judged : rule.criteria) {
    if (!judged.is_taken_against()) continue;
    grounds.add(judged.criterion);
    closed = true;
  }
  if (!closed) grounds.add("allows");
}

void add_grounds(const Findings& findings, Grounds& grounds) {
  for (std::size_t b = 0; b < findings.branches.size(); ++b) {
    const Branch& branch = findings.branches[b];
    const bool by_rules = std::any_of(findings.endings[b].begin(), findings.endings[b].end(),
                                      [](const Ending& ending) { return ending.kind == Ending::Kind::rule; });
    if (!by_rules || findings.settled.outcome == Outcome::approve) continue;
    if (findings.settled.outcome == Outcome::modify) {
      grounds.add("allows");
      continue;
    }
    for (const RuleId id : branch.rules) {
      const Deciding& rule = find_deciding(findings.rules, branch.cell, id);
      if (denies(rule)) add_denial(rule, grounds);
    }
  }
  if (any_is(findings, Ending::Kind::silence)) grounds.add("silent");
  if (any_is(findings, Ending::Kind::conflict)) grounds.add("conflict");
}

// Criteria left open of rules whose outcome they leave open.
void add_open(const Findings& findings, Grounds& grounds) {
  for (const Deciding& rule : findings.rules) {
    if (denies(rule)) continue;
    for (const Judged& judged : rule.criteria)
      if (judged.is_left_open()) grounds.add(judged.criterion);
  }
}

// What leaves it open where no criterion does: the grant within a branch; the edition, where each by itself is settled;
// else which rule decides.
const char* open_without_criteria(const Findings& findings) {
  for (const auto& endings : findings.endings)
    if (!settle(endings, findings.policy).settled) return "allows";
  std::vector<std::size_t> cells;
  for (const Branch& branch : findings.branches)
    if (std::find(cells.begin(), cells.end(), branch.cell) == cells.end()) cells.push_back(branch.cell);
  for (const std::size_t cell : cells) {
    std::vector<Ending> together;
    for (std::size_t b = 0; b < findings.branches.size(); ++b) {
      if (findings.branches[b].cell != cell) continue;
      together.insert(together.end(), findings.endings[b].begin(), findings.endings[b].end());
    }
    const bool one_kind =
        std::all_of(together.begin(), together.end(), [&](const Ending& ending) { return ending.kind == together[0].kind; });
    if (!settle(together, findings.policy).settled || !one_kind) return "applies";
  }
  return cells.size() > 1 ? "edition" : "applies";
}

}  // namespace

std::vector<std::string> because(const Findings& findings, const ShownLabels& labels) {
  if (all_are(findings, Ending::Kind::conflict)) return {"conflict"};
  if (all_are(findings, Ending::Kind::silence)) return {"silent"};
  Grounds grounds(labels);
  if (findings.settled.settled && findings.settled.outcome != Outcome::pend) {
    add_grounds(findings, grounds);
    return grounds.in_order(findings.rules);
  }
  add_open(findings, grounds);
  if (grounds.has_criteria()) return grounds.in_order(findings.rules);
  return {open_without_criteria(findings)};
}

}  // namespace precept::deciding
