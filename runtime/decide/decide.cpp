// Program, policy, request and an engine in, a Determination out: the steps of language reference section 6, in order.
// Never here: evaluation of expressions, texts.
#include "runtime/decide/decide.hpp"

#include <algorithm>
#include <cassert>
#include <memory>
#include <mutex>

#include "runtime/decide/errors.hpp"
#include "runtime/decide/reasons.hpp"

namespace precept {
namespace {

using namespace deciding;

// One possible state of affairs: a cell of the plan with the facts and trace that hold in it.
struct Affairs {
  const PlannedCell* cell = nullptr;
  const CaseFacts* facts = nullptr;
  const Trace* trace = nullptr;
};

// Keeps only the days of the cell. The record itself stays as it is: `is documented` and `is exact` look at the record.
CaseFacts narrowed(const CaseFacts& facts, FactId as_of, const PlannedCell& cell) {
  CaseFacts copy = facts;
  Value& value = copy.values[as_of.index];
  value = {std::max(value.lo, cell.first), std::min(value.hi, cell.last)};
  return copy;
}

class Deliberation {
 public:
  Deliberation(const Program& program, const Plan& plan, const Request& request, const Evaluate& evaluate)
      : program_(program),
        policy_(program.policies[plan.policy.index]),
        plan_(plan),
        request_(request),
        evaluate_(evaluate) {}

  void run(Determination& result) {
    traces_.push_back(std::make_unique<Trace>());
    evaluate_(request_.facts, *traces_.front());
    if (policy_.as_of) {
      result.error = failure_under(program_, *policy_.as_of, *traces_.front());
      if (result.error) return;
    }
    find_affairs();
    for (const Affairs& affairs : affairs_) {
      ranges_.emplace_back(program_, *affairs.facts, *affairs.trace);
      survey_cell(program_, *affairs.cell, ranges_.back(), survey_);
    }
    result.error = failure();
    if (result.error) return;
    find_deciding_rules();
    show_rules(result);
    result.passed_over = passed_over(survey_);
    if (survey_.too_many) {
      give_up(result);
    } else {
      conclude(result);
    }
    result.needs_review = policy_.needs_review[static_cast<int>(result.outcome)];
    result.trace = std::move(*traces_[first_trace_]);
  }

 private:
  void find_affairs() {
    const Trace& base = *traces_.front();
    std::vector<const PlannedCell*> possible;
    if (!policy_.as_of) {
      possible.push_back(&plan_.cells.front());
    } else {
      const Value days = Ranges(program_, request_.facts, base).of(*policy_.as_of);
      for (const PlannedCell& cell : plan_.cells)
        if (days.lo <= cell.last && cell.first <= days.hi) possible.push_back(&cell);
    }
    assert(!possible.empty());  // the cells cover all days
    for (const PlannedCell* cell : possible) {
      if (possible.size() == 1 || !policy_.as_of_fact) {
        affairs_.push_back({cell, &request_.facts, &base});
        continue;
      }
      facts_.push_back(std::make_unique<CaseFacts>(narrowed(request_.facts, *policy_.as_of_fact, *cell)));
      traces_.push_back(std::make_unique<Trace>());
      evaluate_(*facts_.back(), *traces_.back());
      affairs_.push_back({cell, facts_.back().get(), traces_.back().get()});
    }
    first_trace_ = traces_.size() > 1 ? 1 : 0;
  }

  std::optional<NodeId> failure() const {
    std::vector<const Trace*> traces;
    for (const Affairs& affairs : affairs_) traces.push_back(affairs.trace);
    return failure_that_matters(program_, policy_, survey_, traces);
  }

  // In order of consulting, then by edition, then by name: so the reasons are listed in one order always.
  void find_deciding_rules() {
    for (std::size_t g = 0; g < survey_.cells.front().guidelines.size(); ++g) {
      for (std::size_t c = 0; c < survey_.cells.size(); ++c) {
        const PlannedGuideline& guideline = survey_.cells[c].cell->guidelines[g];
        for (std::size_t r = 0; r < guideline.rules.size(); ++r) {
          const RuleId id = guideline.rules[r].rule;
          const bool there = std::any_of(rules_.begin(), rules_.end(),
                                         [&](const Deciding& each) { return each.cell == c && each.rule == id; });
          if (survey_.cells[c].guidelines[g].rules[r].decides && !there) rules_.push_back(deciding_rule(id, c));
        }
      }
    }
  }

  Deciding deciding_rule(RuleId id, std::size_t cell) const {
    const Rule& rule = program_.rule(id);
    Deciding deciding{id, cell, rule.not_recommended, judge(program_, policy_, rule, ranges_[cell]), {}, {}};
    deciding.grants = granted_answers(program_, rule, request_, ranges_[cell]);
    deciding.grants_closed =
        policy_.allowance_least ? least_answers(program_, rule, request_, ranges_[cell]) : deciding.grants;
    return deciding;
  }

  // Every rule of the service in the guidelines consulted, of the editions that may be in effect.
  void show_rules(Determination& result) const {
    for (std::size_t g = 0; g < survey_.cells.front().guidelines.size(); ++g) {
      for (const CellSeen& cell : survey_.cells) {
        for (const PlannedRule& planned : cell.cell->guidelines[g].rules) {
          const auto shown = std::find_if(result.rules.begin(), result.rules.end(),
                                          [&](const RuleResult& each) { return each.rule == planned.rule; });
          if (shown == result.rules.end()) result.rules.push_back(show_rule(planned.rule));
        }
      }
    }
  }

  RuleResult show_rule(RuleId id) const {
    RuleResult result;
    result.rule = id;
    RuleSeen all;
    std::vector<const Ranges*> deciding_in;
    for (std::size_t c = 0; c < survey_.cells.size(); ++c) {
      bool decides = false;
      for (std::size_t g = 0; g < survey_.cells[c].guidelines.size(); ++g) {
        const std::vector<PlannedRule>& rules = survey_.cells[c].cell->guidelines[g].rules;
        for (std::size_t r = 0; r < rules.size(); ++r) {
          if (rules[r].rule != id) continue;
          const RuleSeen& seen = survey_.cells[c].guidelines[g].rules[r];
          all.applied = all.applied || seen.applied;
          all.did_not_apply = all.did_not_apply || seen.did_not_apply;
          all.kept = all.kept || seen.kept;
          decides = decides || seen.decides;
        }
      }
      if (decides) deciding_in.push_back(&ranges_[c]);
    }
    result.applies = truth_from(all.applied, all.did_not_apply);
    result.set_aside = all.applied && !all.kept;
    result.consulted = !deciding_in.empty();
    if (result.consulted) show_criteria(program_, policy_, deciding_in, result);
    return result;
  }

  void conclude(Determination& result) const {
    bool possible[kOutcomes] = {false, false, false, false};
    std::vector<std::vector<Ending>> closed;
    std::vector<Ending> all;
    for (const Branch& branch : survey_.branches) {
      for (const Ending& ending : endings_of(branch, rules_, policy_, Stage::before_closing))
        possible[static_cast<int>(ending.outcome)] = true;
      closed.push_back(endings_of(branch, rules_, policy_, Stage::after_closing));
      all.insert(all.end(), closed.back().begin(), closed.back().end());
    }
    for (int outcome = 0; outcome < kOutcomes; ++outcome)
      if (possible[outcome]) result.possible.push_back(static_cast<Outcome>(outcome));
    const Settled settled = settle(all, policy_);
    result.outcome = settled.outcome;
    const auto of_kind = [&](Ending::Kind kind) { return [kind](const Ending& ending) { return ending.kind == kind; }; };
    result.conflict = std::any_of(all.begin(), all.end(), of_kind(Ending::Kind::conflict));
    result.silent = std::all_of(all.begin(), all.end(), of_kind(Ending::Kind::silence));
    result.granted = granted(settled);
    result.decided_by = decided_by(closed);
    const ShownLabels labels(program_, result.rules);
    const Findings findings{policy_, survey_.branches, rules_, closed, settled};
    result.because = because(findings, labels);
    result.to_change = to_change(findings, labels);
    result.for_any_request = settled.outcome == Outcome::deny && std::all_of(rules_.begin(), rules_.end(), denies_any_request);
  }

  // A criterion is certainly against it, so that what it would grant is not looked at.
  static bool denies_any_request(const Deciding& rule) {
    return rule.not_recommended || (!rule.may_pass() && std::any_of(rule.criteria.begin(), rule.criteria.end(),
                                                                    [](const Judged& judged) { return judged.is_against(); }));
  }

  std::optional<Granted> granted(const Settled& settled) const {
    if (settled.outcome == Outcome::pend) return std::nullopt;
    if (settled.outcome == Outcome::deny) return Granted{0, std::nullopt};
    Granted grant;
    const bool as_requested = settled.answer ? settled.answer->as_requested : settled.outcome == Outcome::approve;
    if (as_requested && request_.quantity && request_.quantity->lo == request_.quantity->hi)
      grant.quantity = request_.quantity->lo;
    if (!settled.answer) return grant;
    if (!settled.answer->as_requested) grant.quantity = settled.answer->quantity.lo;
    const auto& within = settled.answer->within;
    if (within && within->value.lo == within->value.hi) grant.within = within;
    return grant;
  }

  // The one rule that decides in every branch; of several that answer alike, the first.
  std::optional<RuleId> decided_by(const std::vector<std::vector<Ending>>& closed) const {
    std::optional<RuleId> one;
    for (std::size_t b = 0; b < survey_.branches.size(); ++b) {
      const std::vector<RuleId>& rules = survey_.branches[b].rules;
      const bool conflicting = std::any_of(closed[b].begin(), closed[b].end(),
                                           [](const Ending& ending) { return ending.kind == Ending::Kind::conflict; });
      if (rules.empty() || conflicting || (one && *one != rules.front())) return std::nullopt;
      one = rules.front();
    }
    return one;
  }

  // More combinations than may be tried: nothing is claimed. (The checker refuses such a library.)
  void give_up(Determination& result) const {
    result.possible = {Outcome::approve, Outcome::modify, Outcome::deny, Outcome::pend};
    result.outcome = Outcome::pend;
    result.because = {"applies"};
  }

  const Program& program_;
  const Policy& policy_;
  const Plan& plan_;
  const Request& request_;
  const Evaluate& evaluate_;
  std::vector<std::unique_ptr<Trace>> traces_;
  std::vector<std::unique_ptr<CaseFacts>> facts_;
  std::vector<Affairs> affairs_;
  std::vector<Ranges> ranges_;  // parallel to affairs_
  Survey survey_;
  DecidingRules rules_;
  std::size_t first_trace_ = 0;
};

Determination decide_by_plan(const Program& program, const Plan& plan, const std::string& case_id, const Request& request,
                             const Evaluate& evaluate) {
  Determination result;
  result.case_id = case_id;
  result.request = request.number;
  result.service = request.service;
  result.policy = plan.policy;
  Deliberation(program, plan, request, evaluate).run(result);
  return result;
}

}  // namespace

Determination decide(const Program& program, PolicyId policy, const std::string& case_id, const Request& request,
                     const Evaluate& evaluate) {
  return decide_by_plan(program, make_plan(program, policy, request.service), case_id, request, evaluate);
}

std::uint64_t combinations(const Program& program, PolicyId policy, ServiceId service) {
  const Plan plan = make_plan(program, policy, service);
  const Ranges undocumented(program);
  std::uint64_t most = 1;
  for (const PlannedCell& cell : plan.cells) most = std::max(most, Combinations(cell.conditions, undocumented).count());
  return most;
}

struct Decider::Plans {
  struct Place {
    std::once_flag once;
    Plan plan;
  };
  explicit Plans(std::size_t count) : places(count) {}
  std::vector<Place> places;  // by policy, then service
};

Decider::Decider(const Program& program)
    : program_(program), plans_(std::make_unique<Plans>(program.policies.size() * program.services.size())) {}

Decider::~Decider() = default;

Determination Decider::decide(PolicyId policy, const std::string& case_id, const Request& request,
                              const Evaluate& evaluate) const {
  Plans::Place& place = plans_->places[policy.index * program_.services.size() + request.service.index];
  std::call_once(place.once, [&] { place.plan = make_plan(program_, policy, request.service); });
  return decide_by_plan(program_, place.plan, case_id, request, evaluate);
}

}  // namespace precept
