// Request in, what it may end in out. Never here: reasons.
#include "runtime/needed/outlook.hpp"

#include <algorithm>
#include <memory>

#include "runtime/decide/decide.hpp"
#include "runtime/decide/errors.hpp"
#include "runtime/interpret/interpret.hpp"

namespace precept::needing {
namespace {

using namespace precept::deciding;

constexpr std::uint64_t kCombinationsInOneStep = 32;

Ended ended(const Settled& settled) {
  Ended result;
  result.outcome = settled.outcome;
  if (settled.outcome != Outcome::approve && settled.outcome != Outcome::modify) return result;
  result.as_requested = settled.outcome == Outcome::approve;
  if (!settled.answer) return result;
  result.as_requested = settled.answer->as_requested;
  if (!result.as_requested) result.quantity = settled.answer->quantity.lo;
  if (settled.answer->course) {
    result.course_kind = settled.answer->course->kind;
    result.course = settled.answer->course->value;
  }
  return result;
}

// One state of affairs: a cell of the plan with what holds in it.
struct Affairs {
  CaseFacts facts;
  Trace trace;
};

}  // namespace

Outlook::Outlook(const Program& program, PolicyId policy, ServiceId service)
    : program_(program), policy_(program.policies[policy.index]), plan_(make_plan(program, policy, service)) {
  policy_.allowance_least = false;
}

void Outlook::find_cells(const Request& request) {
  cells_.clear();
  if (!policy_.as_of) {
    cells_.push_back(&plan_.cells.front());
    return;
  }
  const Value days = Ranges(program_, request.facts, trace_).of(*policy_.as_of);
  for (const PlannedCell& cell : plan_.cells)
    if (days.lo <= cell.last && cell.first <= days.hi) cells_.push_back(&cell);
}

Deciding Outlook::judged(RuleId id, std::size_t cell, const Request& request, const Ranges& ranges) const {
  const Rule& rule = program_.rule(id);
  Deciding deciding{id, cell, rule.not_recommended, judge(program_, policy_, rule, ranges), {}, {}};
  deciding.grants = granted_answers(program_, rule, request, ranges);
  return deciding;
}

void Outlook::survey(const Request& request) {
  Survey survey;
  std::vector<std::unique_ptr<Affairs>> narrowed;
  std::vector<Ranges> ranges;
  std::vector<const Trace*> traces;
  for (const PlannedCell* cell : cells_) {
    if (cells_.size() == 1 || !policy_.as_of_fact) {
      ranges.emplace_back(program_, request.facts, trace_);
      traces.push_back(&trace_);
    } else {
      narrowed.push_back(std::make_unique<Affairs>(Affairs{request.facts, {}}));
      Affairs& affairs = *narrowed.back();
      Value& days = affairs.facts.values[policy_.as_of_fact->index];
      days = {std::max(days.lo, cell->first), std::min(days.hi, cell->last)};
      interpret_into(program_, affairs.facts, affairs.trace);
      ranges.emplace_back(program_, affairs.facts, affairs.trace);
      traces.push_back(&affairs.trace);
    }
    survey_cell(program_, *cell, ranges.back(), survey);
  }
  for (const CellSeen& cell : survey.cells)
    work_ += static_cast<std::size_t>(std::min(cell.combinations, kCombinationsMax) / kCombinationsInOneStep);
  error_ = failure_that_matters(program_, policy_, survey, traces).has_value();
  if (error_) return;
  for (std::size_t g = 0; g < cells_.front()->guidelines.size(); ++g) {
    for (std::size_t c = 0; c < cells_.size(); ++c) {
      const std::vector<PlannedRule>& planned = cells_[c]->guidelines[g].rules;
      for (std::size_t r = 0; r < planned.size(); ++r) {
        const RuleId id = planned[r].rule;
        if (!survey.cells[c].guidelines[g].rules[r].decides) continue;
        rules_.push_back(judged(id, c, request, ranges[c]));
        if (std::find(deciding_.begin(), deciding_.end(), id) == deciding_.end()) deciding_.push_back(id);
      }
    }
  }
  too_many_ = survey.too_many;
  branches_ = std::move(survey.branches);
}

void Outlook::look(const Request& request) {
  deciding_.clear();
  branches_.clear();
  rules_.clear();
  endings_.clear();
  settled_.reset();
  error_ = false;
  work_ = 1;
  too_many_ = false;
  interpret_into(program_, request.facts, trace_);
  if (policy_.as_of) error_ = failure_under(program_, *policy_.as_of, trace_).has_value();
  if (error_) return;
  find_cells(request);
  survey(request);
  if (error_) return;
  for (const Branch& branch : branches_) {
    const std::vector<Ending> of_branch = endings_of(branch, rules_, policy_, Stage::before_closing);
    endings_.insert(endings_.end(), of_branch.begin(), of_branch.end());
  }
  const Settled settled = settle(endings_, policy_);
  if (settled.settled && !too_many_) settled_ = ended(settled);
}

Ended Outlook::when_all_is_known(const Request& request) const {
  Policy policy = program_.policies[plan_.policy.index];
  if (!policy.allowance_least) return {};
  DecidingRules rules = rules_;
  const Ranges ranges(program_, request.facts, trace_);
  for (Deciding& rule : rules) rule.grants_closed = least_answers(program_, program_.rule(rule.rule), request, ranges);
  std::vector<Ending> all;
  for (const Branch& branch : branches_) {
    const std::vector<Ending> of_branch = endings_of(branch, rules, policy, Stage::after_closing);
    all.insert(all.end(), of_branch.begin(), of_branch.end());
  }
  const Settled settled = settle(all, policy);
  return settled.settled ? ended(settled) : Ended{};
}

std::vector<Outcome> Outlook::possible() const {
  std::vector<Outcome> all;
  if (too_many_) return {Outcome::approve, Outcome::modify, Outcome::deny, Outcome::pend};
  for (const Ending& ending : endings_) all.push_back(ending.outcome);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace precept::needing
