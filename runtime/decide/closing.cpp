// Traces in, statuses and what closing takes them as out. Never here: outcomes.
#include "runtime/decide/closing.hpp"

namespace precept::deciding {
namespace {

Truth either(Truth one, Truth other) {
  return static_cast<Truth>(static_cast<std::uint8_t>(one) | static_cast<std::uint8_t>(other));
}

// The criterion's own clause goes first, also where it says `open`.
void close(const Criterion& criterion, const Policy& policy, Judged& judged) {
  judged.taken = judged.holds;
  judged.taken_by = TakenBy::evidence;
  if (judged.holds != Truth::undocumented) return;
  const Closing by_policy = judged.exclusion ? policy.exclusion : policy.requirement;
  const Closing closing = criterion.closing.value_or(by_policy);
  if (closing == Closing::open) return;
  judged.taken = closing == Closing::holds ? Truth::yes : Truth::no;
  judged.taken_by = criterion.closing ? TakenBy::criterion : TakenBy::policy;
}

Judged judge_one(const Program& program, const Policy& policy, CriterionId id, bool exclusion, const Ranges& ranges) {
  const Criterion& criterion = program.criterion(id);
  Judged judged{id, exclusion, ranges.truth(criterion.effective), Truth::undocumented, TakenBy::evidence};
  close(criterion, policy, judged);
  return judged;
}

Status status_of(Section section, Truth holds) {
  if (holds == Truth::undocumented) return Status::undocumented;
  const bool yes = holds == Truth::yes;
  if (section == Section::excluded) return yes ? Status::present : Status::absent;
  return yes ? Status::met : Status::unmet;
}

// Branches of groups and what is under `considers`: met, unmet, undocumented; nothing closes them.
CriterionResult show_plain(const Program& program, CriterionId id, const std::vector<const Ranges*>& branches) {
  const Criterion& criterion = program.criterion(id);
  Truth holds = branches.front()->truth(criterion.effective);
  for (const Ranges* ranges : branches) holds = either(holds, ranges->truth(criterion.effective));
  const Status status = status_of(Section::branch, holds);
  CriterionResult result{id, status, status, TakenBy::evidence, {}};
  for (const CriterionId branch : criterion.branches) result.branches.push_back(show_plain(program, branch, branches));
  return result;
}

CriterionResult show_one(const Program& program, const Policy& policy, CriterionId id, Section section,
                         const std::vector<const Ranges*>& branches) {
  const Criterion& criterion = program.criterion(id);
  CriterionResult result{id, Status::undocumented, Status::undocumented, TakenBy::evidence, {}};
  auto holds = static_cast<Truth>(0);
  auto taken = static_cast<Truth>(0);
  bool exempt = criterion.unless.has_value();
  for (const Ranges* ranges : branches) {
    const Judged judged = judge_one(program, policy, id, section == Section::excluded, *ranges);
    holds = either(holds, judged.holds);
    taken = either(taken, judged.taken);
    if (judged.taken_by != TakenBy::evidence) result.taken_by = judged.taken_by;
    exempt = exempt && ranges->truth(*criterion.unless) == Truth::yes;
  }
  result.status = exempt ? Status::exempt : status_of(section, holds);
  result.taken_as = exempt ? Status::exempt : status_of(section, taken);
  for (const CriterionId branch : criterion.branches) result.branches.push_back(show_plain(program, branch, branches));
  return result;
}

}  // namespace

std::vector<Judged> judge(const Program& program, const Policy& policy, const Rule& rule, const Ranges& ranges) {
  std::vector<Judged> all;
  all.reserve(rule.requirements.size() + rule.exclusions.size());
  for (const CriterionId id : rule.requirements) all.push_back(judge_one(program, policy, id, false, ranges));
  for (const CriterionId id : rule.exclusions) all.push_back(judge_one(program, policy, id, true, ranges));
  return all;
}

void show_criteria(const Program& program, const Policy& policy, const std::vector<const Ranges*>& branches,
                   RuleResult& result) {
  const Rule& rule = program.rule(result.rule);
  for (const CriterionId id : rule.requirements)
    result.requirements.push_back(show_one(program, policy, id, Section::requires_, branches));
  for (const CriterionId id : rule.exclusions)
    result.exclusions.push_back(show_one(program, policy, id, Section::excluded, branches));
  for (const CriterionId id : rule.considers) result.considers.push_back(show_plain(program, id, branches));
}

}  // namespace precept::deciding
