// How a request is decided whose facts are all known exactly: written straight from the language reference, section 6,
// sharing nothing with the room it is held against. Slow, and plain to read beside the text.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "runtime/program/program.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::testing {

// One value for each fact: of a choice its bit, of a truth 1 or 0.
struct ExactCase {
  std::vector<std::int64_t> facts;
  ServiceId service{};
  std::optional<std::int64_t> requested;  // an undocumented quantity is decided as such
  std::optional<std::int64_t> over_days;
  std::int64_t used = 0;
};

struct ExactOutcome {
  Outcome outcome = Outcome::deny;
  bool conflict = false;
  bool silent = false;
  std::optional<std::int64_t> quantity;  // none: as requested
  std::optional<std::int64_t> course;    // days, where it is limited
  friend bool operator==(const ExactOutcome&, const ExactOutcome&) = default;
};

class ExactDecision {
 public:
  ExactDecision(const Program& program, const ExactCase& exact) : program_(program), exact_(exact) {}

  ExactOutcome decide(const Policy& policy) const {
    for (const ConsultStep& step : policy.steps) {
      struct Answer {
        std::vector<RuleId> rules;
        std::optional<std::int64_t> grade;
      };
      std::vector<Answer> answers;
      for (const Consulted& consulted : step.alternatives) {
        if (consulted.unless && truth(*consulted.unless)) continue;
        const auto edition = edition_of(policy, consulted);
        if (!edition) continue;
        const std::vector<RuleId> rules = rules_left(*edition);
        if (rules.empty()) continue;
        Answer answer{rules, std::nullopt};
        for (const RuleId rule : rules) {
          const auto& grade = program_.rule(rule).evidence;
          if (grade) answer.grade = answer.grade ? std::min(*answer.grade, *grade) : *grade;
        }
        answers.push_back(answer);
      }
      if (answers.empty()) continue;
      std::vector<ExactOutcome> outcomes;
      for (const Answer& answer : answers) {
        const bool beaten = std::any_of(answers.begin(), answers.end(), [&](const Answer& other) {
          return answer.grade && other.grade && *other.grade < *answer.grade;
        });
        if (beaten) continue;
        for (const RuleId rule : answer.rules) outcomes.push_back(outcome_of(program_.rule(rule)));
      }
      for (const ExactOutcome& outcome : outcomes)
        if (!(outcome == outcomes[0])) return {policy.when_conflict, true, false, {}, {}};
      return outcomes[0];
    }
    return {policy.when_silent, false, true, {}, {}};
  }

 private:
  std::int64_t value(NodeId id) const {
    const Node& node = program_.node(id);
    const auto a = [&] { return value(node.operands[0]); };
    const auto b = [&] { return value(node.operands[1]); };
    switch (node.op) {
      case Op::fact:
        return exact_.facts[node.fact.index];
      case Op::constant:
        return node.type.kind == TypeKind::truth ? node.constant.lo & 1 : node.constant.lo;
      case Op::negation:
        return 1 - a();
      case Op::conjunction:
        return holding(node) == static_cast<std::int64_t>(node.operands.size());
      case Op::disjunction:
        return holding(node) > 0;
      case Op::at_least:
        return holding(node) >= node.quantity;
      case Op::truth_equal:
        return a() == b();
      case Op::less:
        return a() < b();
      case Op::less_equal:
        return a() <= b();
      case Op::equal:
        return a() == b();
      case Op::between:
        return b() <= a() && a() <= value(node.operands[2]);
      case Op::choice_equal:
        return a() == b();
      case Op::choice_in:
        return (static_cast<std::uint64_t>(a()) & node.members) != 0;
      case Op::limit_days:
        return a() + b();
      case Op::limit_months:
        return plus_months(a(), b());
      case Op::in_set:
      case Op::recorded:
      case Op::documented:
      case Op::exact:
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::divide:
      case Op::negate:
      case Op::rescale:
      case Op::add_months:
      case Op::add_days:
      case Op::months_as_days:
      case Op::whole_years:
      case Op::whole_months:
      case Op::whole_days:
      case Op::code_in:
      case Op::code_equal:
      case Op::pick:
      case Op::field:
      case Op::field_recorded:
      case Op::list_some:
      case Op::list_every:
      case Op::list_count:
      case Op::list_distinct:
      case Op::list_sum:
      case Op::list_least:
      case Op::list_greatest:
      case Op::list_latest:
      case Op::list_latest_has:
      case Op::list_documented:
      case Op::list_exact:
        break;  // not made by the tests
    }
    ADD_FAILURE() << "an operation that the exact decision does not know";
    return 0;
  }
  std::int64_t holding(const Node& node) const {
    std::int64_t count = 0;
    for (const NodeId operand : node.operands) count += value(operand);
    return count;
  }
  bool truth(NodeId id) const { return value(id) != 0; }

  std::optional<EditionId> edition_of(const Policy& policy, const Consulted& consulted) const {
    for (const EditionId id : consulted.editions) {
      if (!policy.as_of) return id;
      const std::int64_t date = value(*policy.as_of);
      const Edition& edition = program_.edition(id);
      if (edition.from && date < *edition.from) continue;
      if (edition.until && date >= *edition.until) continue;
      return id;
    }
    return std::nullopt;
  }

  bool overrides(RuleId one, RuleId other) const {  // by way of others too; the tests make no rings
    for (const RuleId next : program_.rule(one).overrides)
      if (next == other || overrides(next, other)) return true;
    return false;
  }

  std::vector<RuleId> rules_left(EditionId edition) const {
    std::vector<RuleId> apply;
    for (const RuleId id : program_.edition(edition).rules) {
      const Rule& rule = program_.rule(id);
      if (rule.service == exact_.service && !rule.applies_otherwise && (!rule.applies || truth(*rule.applies)))
        apply.push_back(id);
    }
    if (apply.empty()) {
      for (const RuleId id : program_.edition(edition).rules)
        if (program_.rule(id).service == exact_.service && program_.rule(id).applies_otherwise) apply.push_back(id);
    }
    std::vector<RuleId> left;
    for (const RuleId id : apply) {
      const bool set_aside = std::any_of(apply.begin(), apply.end(), [&](RuleId other) { return overrides(other, id); });
      if (!set_aside) left.push_back(id);
    }
    return left;
  }

  ExactOutcome outcome_of(const Rule& rule) const {
    const ExactOutcome denied{Outcome::deny, false, false, 0, {}};
    if (rule.not_recommended) return denied;
    for (const CriterionId id : rule.requirements) {
      const Criterion& criterion = program_.criterion(id);
      if (!truth(criterion.condition) && !(criterion.unless && truth(*criterion.unless))) return denied;
    }
    for (const CriterionId id : rule.exclusions) {
      const Criterion& criterion = program_.criterion(id);
      if (truth(criterion.condition) && !(criterion.unless && truth(*criterion.unless))) return denied;
    }
    return grant_of(rule);
  }

  ExactOutcome grant_of(const Rule& rule) const {
    std::optional<std::int64_t> quantity;
    std::optional<std::int64_t> course;
    const auto bind = [&](const GrantLine& line) {
      if (line.quantity) {
        const std::int64_t all = std::max<std::int64_t>(value(*line.quantity) - (line.less_used ? exact_.used : 0), 0);
        quantity = quantity ? std::min(*quantity, all) : all;
      }
      if (line.within) course = course ? std::min(*course, value(*line.within)) : value(*line.within);
    };
    const auto first = std::find_if(rule.allows.begin(), rule.allows.end(),
                                    [&](const GrantLine& line) { return !line.when || truth(*line.when); });
    if (first != rule.allows.end()) bind(*first);
    for (const GrantLine& line : rule.never_more)
      if (!line.when || truth(*line.when)) bind(line);
    if (quantity && *quantity == 0) return {Outcome::deny, false, false, 0, {}};
    ExactOutcome granted{Outcome::approve, false, false, quantity, course};
    if (exact_.requested && (!quantity || *quantity >= *exact_.requested)) granted.quantity.reset();
    if (exact_.requested && granted.quantity) granted.outcome = Outcome::modify;
    if (exact_.over_days && course && *exact_.over_days <= *course) granted.course.reset();
    if (exact_.over_days && granted.course) granted.outcome = Outcome::modify;
    return granted;
  }

  const Program& program_;
  const ExactCase& exact_;
};

}  // namespace precept::testing
