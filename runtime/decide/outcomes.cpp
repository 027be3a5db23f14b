// Judged criteria and grants in, outcome sets out. Never here: reasons.
#include "runtime/decide/outcomes.hpp"

#include <algorithm>
#include <cassert>

namespace precept::deciding {
namespace {

constexpr std::size_t kAnswerCombinationsMax = 4096;

Answer denied() { return {}; }

Outcome mapped(Ending::Kind kind, const Policy& policy) {
  return kind == Ending::Kind::silence ? policy.when_silent : policy.when_conflict;
}

void add_conflict(std::vector<Ending>& endings, const Policy& policy) {
  for (const Ending& ending : endings)
    if (ending.kind == Ending::Kind::conflict) return;
  endings.push_back({Ending::Kind::conflict, mapped(Ending::Kind::conflict, policy), {}});
}

// Takes one answer from each rule in turn, in every way.
class EveryCombination {
 public:
  explicit EveryCombination(std::vector<std::vector<Answer>> answers) : answers_(std::move(answers)), at_(answers_.size()) {
    for (const auto& each : answers_) count_ = std::min(count_ * each.size(), kAnswerCombinationsMax + 1);
  }

  bool too_many() const { return count_ > kAnswerCombinationsMax; }
  const Answer& of(std::size_t rule) const { return answers_[rule][at_[rule]]; }
  bool next() {
    std::size_t rule = 0;
    while (rule < at_.size() && ++at_[rule] == answers_[rule].size()) at_[rule++] = 0;
    return rule < at_.size();
  }

  // The answer they share, if they may: bounds narrowed to what all of them may be.
  std::optional<Answer> shared() const {
    Answer common = of(0);
    for (std::size_t i = 1; i < answers_.size(); ++i) {
      const Answer& other = of(i);
      if (!may_be_alike(common, other)) return std::nullopt;
      common.by_grant = common.by_grant && other.by_grant;
      common.quantity = {std::max(common.quantity.lo, other.quantity.lo), std::min(common.quantity.hi, other.quantity.hi)};
      if (common.course) {
        Value& course = common.course->value;
        course = {std::max(course.lo, other.course->value.lo), std::min(course.hi, other.course->value.hi)};
      }
    }
    return common;
  }

  bool certainly_alike() const {
    for (std::size_t i = 1; i < answers_.size(); ++i)
      if (of(0).outcome != Outcome::deny ? !are_alike(of(0), of(i)) : of(i).outcome != Outcome::deny) return false;
    return true;
  }

 private:
  std::vector<std::vector<Answer>> answers_;
  std::vector<std::size_t> at_;
  std::size_t count_ = 1;
};

bool is_granting(Outcome outcome) { return outcome == Outcome::approve || outcome == Outcome::modify; }

// All answers are grants, of something or of nothing, each determinate: only the allowance is open.
bool only_allowance_open(const std::vector<Ending>& endings) {
  return std::all_of(endings.begin(), endings.end(), [](const Ending& ending) {
    if (ending.kind != Ending::Kind::rule) return false;
    return is_granting(ending.outcome) ? is_determinate(ending.answer) : ending.answer.by_grant;
  });
}

Settled settle_least(const std::vector<Ending>& endings) {
  std::vector<Answer> answers;
  for (const Ending& ending : endings) answers.push_back(ending.answer);
  Answer least = least_of(answers);
  if (least.outcome == Outcome::deny) return {true, Outcome::deny, std::nullopt};
  const Outcome outcome = least.outcome;
  return {true, outcome, std::move(least)};
}

}  // namespace

bool Deciding::may_pass() const {
  return std::none_of(criteria.begin(), criteria.end(), [](const Judged& judged) { return judged.is_taken_against(); });
}

bool Deciding::may_fail() const {
  return std::any_of(criteria.begin(), criteria.end(),
                     [](const Judged& judged) { return judged.is_taken_against() || judged.is_left_open(); });
}

std::vector<Answer> answers_of(const Deciding& rule, Stage stage) {
  if (rule.not_recommended) return {denied()};
  bool may_pass = true;
  bool may_fail = false;
  if (stage == Stage::after_closing) {
    may_pass = rule.may_pass();
    may_fail = rule.may_fail();
  } else {
    for (const Judged& judged : rule.criteria) {
      if (judged.is_against()) may_pass = false;
      if (judged.is_against() || judged.holds == Truth::undocumented) may_fail = true;
    }
  }
  std::vector<Answer> answers;
  if (may_pass) answers = stage == Stage::after_closing ? rule.grants_closed : rule.grants;
  if (may_fail) answers.push_back(denied());
  return answers;
}

const Deciding& find_deciding(const DecidingRules& rules, std::size_t cell, RuleId rule) {
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const Deciding& each) { return each.cell == cell && each.rule == rule; });
  assert(found != rules.end());
  return *found;
}

std::vector<Ending> endings_of(const Branch& branch, const DecidingRules& rules, const Policy& policy, Stage stage) {
  if (branch.rules.empty()) return {{Ending::Kind::silence, mapped(Ending::Kind::silence, policy), {}}};
  std::vector<std::vector<Answer>> answers;
  for (const RuleId rule : branch.rules) answers.push_back(answers_of(find_deciding(rules, branch.cell, rule), stage));
  std::vector<Ending> endings;
  if (answers.size() == 1) {
    for (Answer& answer : answers[0]) endings.push_back({Ending::Kind::rule, answer.outcome, std::move(answer)});
    return endings;
  }
  EveryCombination combination(answers);
  if (combination.too_many()) {  // whatever any of them answers may be the common answer, or they may differ
    for (const auto& each : answers)
      for (const Answer& answer : each) endings.push_back({Ending::Kind::rule, answer.outcome, answer});
    add_conflict(endings, policy);
    return endings;
  }
  do {
    const auto shared = combination.shared();
    if (shared) endings.push_back({Ending::Kind::rule, shared->outcome, *shared});
    if (!combination.certainly_alike()) add_conflict(endings, policy);
  } while (combination.next());
  return endings;
}

Settled settle(const std::vector<Ending>& endings, const Policy& policy) {
  if (endings.empty()) return {};
  const Ending& first = endings.front();
  const bool one_outcome =
      std::all_of(endings.begin(), endings.end(), [&](const Ending& ending) { return ending.outcome == first.outcome; });
  if (one_outcome && !is_granting(first.outcome)) return {true, first.outcome, std::nullopt};
  const bool one_kind =
      std::all_of(endings.begin(), endings.end(), [&](const Ending& ending) { return ending.kind == first.kind; });
  if (one_outcome && one_kind && first.kind != Ending::Kind::rule) return {true, first.outcome, std::nullopt};
  if (one_outcome) {
    // A conflict or silence that the policy approves is an approval as requested.
    std::vector<Answer> answers;
    for (const Ending& ending : endings)
      answers.push_back(ending.kind == Ending::Kind::rule ? ending.answer : approved_as_requested());
    for (Answer& answer : answers) answer.outcome = first.outcome;
    const bool alike =
        std::all_of(answers.begin(), answers.end(), [&](const Answer& a) { return are_alike(a, answers[0]); });
    if (alike) return {true, first.outcome, answers[0]};
  }
  if (policy.allowance_least && only_allowance_open(endings)) return settle_least(endings);
  return {};
}

}  // namespace precept::deciding
