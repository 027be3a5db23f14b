// Criteria in groups that share facts; each group is asked for by itself, since groups know nothing of each other.
#include "compiler/analyze/findings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <numeric>

#include "compiler/analyze/replay.hpp"
#include "compiler/analyze/rule_space.hpp"
#include "compiler/analyze/sites.hpp"
#include "compiler/analyze/witness.hpp"

namespace precept::analyze {

using diagnostics::Code;
using Answer = Reached::Answer;

namespace {

// What must be so for a rule to approve: a requirement, no exclusion, that it applies.
struct Item {
  std::string label;  // as a sentence names it: "`recent`", "`applies when`"
  source::Span span;
  Literal wanted;
  bool is_criterion = false;
  bool exclusion = false;
  std::vector<FactId> facts;
};

// Whether what it comes to depends on how the record is kept: no complete record shows all of that.
bool asks_the_record(const Program& program, NodeId root) {
  std::vector<NodeId> left{root};
  std::vector<bool> seen(root.index + 1, false);
  while (!left.empty()) {
    const NodeId id = left.back();
    left.pop_back();
    if (seen[id.index]) continue;
    seen[id.index] = true;
    const Node& node = program.node(id);
    if (node.op == Op::documented || node.op == Op::exact || node.op == Op::list_documented || node.op == Op::list_exact) return true;
    for (const NodeId each : node.operands) left.push_back(each);
    for (const NodeId each : node.body)
      if (each.index < id.index) left.push_back(each);
  }
  return false;
}

// Whether an operation below is used twice: without that, and without facts in common, a condition can come out either way.
bool folds(const Program& program, NodeId root) {
  std::vector<NodeId> left{root};
  std::vector<bool> seen(root.index + 1, false);
  while (!left.empty()) {
    const NodeId id = left.back();
    left.pop_back();
    if (seen[id.index]) {
      if (program.node(id).op != Op::constant) return true;
      continue;
    }
    seen[id.index] = true;
    for (const NodeId each : program.node(id).operands) left.push_back(each);
  }
  return false;
}

bool share(const std::vector<FactId>& one, const std::vector<FactId>& other) {
  return std::any_of(one.begin(), one.end(), [&](FactId fact) { return std::find(other.begin(), other.end(), fact) != other.end(); });
}

class RuleFindings {
 public:
  RuleFindings(const Program& program, const check::Rule& written, RuleId id, RuleSpace& space, const WitnessMaker& witnesses,
               diagnostics::Diagnostics& diagnostics)
      : program_(program), written_(written), rule_(program.rule(id)), id_(id), space_(space), witnesses_(witnesses), diagnostics_(diagnostics) {}

  void run() {
    if (rule_.not_recommended) return;
    collect();
    group();
    for (std::vector<std::size_t>& one : groups_) {
      if (!within_reach(one)) continue;
      const Answer answer = ask(one).answer;
      if (answer == Answer::no) return never_approves(one);
      if (answer == Answer::yes && one.size() > 1) implied(one);
    }
  }

 private:
  void add(std::string label, source::Span span, NodeId condition, bool holds, bool is_criterion, bool exclusion) {
    if (asks_the_record(program_, condition)) return;
    items_.push_back({std::move(label), span, {condition, holds}, is_criterion, exclusion, facts_below(program_, {condition})});
  }

  void collect() {
    if (rule_.applies) add("`applies when`", written_.span, *rule_.applies, true, false, false);
    for (const RuleId other : program_.edition(rule_.edition).rules) {
      const Rule& beside = program_.rule(other);
      if (other == id_ || beside.service != rule_.service || !beside.applies) continue;
      const bool goes_first = std::find(beside.overrides.begin(), beside.overrides.end(), id_) != beside.overrides.end();
      if (goes_first || rule_.applies_otherwise) add(fmt::format("the rule `{}` not applying", beside.name), written_.span, *beside.applies, false, false, false);
    }
    for (std::size_t i = 0; i < written_.requirements.size(); ++i) criterion(written_.requirements[i], rule_.requirements[i], false);
    for (std::size_t i = 0; i < written_.exclusions.size(); ++i) criterion(written_.exclusions[i], rule_.exclusions[i], true);
  }

  void criterion(const check::Criterion& written, CriterionId id, bool exclusion) {
    add(fmt::format("`{}`", written.label), written.span, program_.criterion(id).effective, !exclusion, true, exclusion);
  }

  void group() {
    std::vector<std::size_t> of(items_.size());
    std::iota(of.begin(), of.end(), std::size_t{0});
    const std::function<std::size_t(std::size_t)> top = [&](std::size_t i) { return of[i] == i ? i : of[i] = top(of[i]); };
    for (std::size_t i = 0; i < items_.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (share(items_[i].facts, items_[j].facts)) of[top(i)] = top(j);
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (top(i) != i) continue;
      auto& made = groups_.emplace_back();
      for (std::size_t j = 0; j < items_.size(); ++j)
        if (top(j) == i) made.push_back(j);
    }
  }

  bool within_reach(const std::vector<std::size_t>& group) const {
    if (group.size() == 1 && !folds(program_, items_[group[0]].wanted.condition)) return false;
    std::vector<FactId> facts;
    for (const std::size_t i : group)
      for (const FactId fact : items_[i].facts)
        if (std::find(facts.begin(), facts.end(), fact) == facts.end()) facts.push_back(fact);
    return group.size() <= kTogetherMax && facts.size() <= kFactsTogetherMax && space_.asked() < kQuestionsMax;
  }

  // All of them as wanted, but one: turned round, or left out.
  enum class Otherwise : std::uint8_t { none, turned, left_out };
  Reached ask(const std::vector<std::size_t>& group, std::size_t but = SIZE_MAX, Otherwise how = Otherwise::none) {
    std::vector<Literal> all;
    for (const std::size_t i : group) {
      if (i == but && how == Otherwise::left_out) continue;
      all.push_back(items_[i].wanted);
      if (i == but) all.back().holds = !all.back().holds;
    }
    return space_.ask(rule_.service, all);
  }

  static std::vector<std::size_t> without(const std::vector<std::size_t>& group, std::size_t one) {
    std::vector<std::size_t> out;
    for (const std::size_t i : group)
      if (i != one) out.push_back(i);
    return out;
  }

  // The fewest of them that are impossible: none can be left out. `kept` is not tried.
  std::vector<std::size_t> fewest(std::vector<std::size_t> group, std::size_t kept, Otherwise how) {
    for (std::size_t at = group.size(); at-- > 0;) {
      if (group[at] == kept) continue;
      std::vector<std::size_t> fewer = without(group, group[at]);
      if (!fewer.empty() && ask(fewer, kept, how).answer == Answer::no) group = std::move(fewer);
    }
    return group;
  }

  // `absent`: an exclusion is named as what is wanted of it.
  std::string named(const std::vector<std::size_t>& group, bool absent = false) const {
    std::vector<std::string> names;
    for (const std::size_t i : group) names.push_back(absent && items_[i].exclusion ? "the absence of " + items_[i].label : items_[i].label);
    if (names.size() < 2) return names.empty() ? std::string() : names[0];
    const std::string last = names.back();
    names.pop_back();
    return fmt::format("{} and {}", fmt::join(names, ", "), last);
  }

  // A record for a witness: this group as asked, every other group as wanted.
  std::optional<std::vector<NeededValue>> record(const Reached& own, const std::vector<std::size_t>& group) {
    if (own.answer != Answer::yes) return std::nullopt;
    std::vector<NeededValue> values = own.values;
    for (const auto& other : groups_) {
      if (other == group) continue;
      const Reached found = ask(other);
      values.insert(values.end(), found.values.begin(), found.values.end());
    }
    return values;
  }

  void never_approves(const std::vector<std::size_t>& group) {
    const std::vector<std::size_t> against = fewest(group, SIZE_MAX, Otherwise::none);
    const auto criterion = std::find_if(against.rbegin(), against.rend(), [&](std::size_t i) { return items_[i].is_criterion; });
    if (criterion == against.rend()) {
      diagnostics_.report(Code::W0711, written_.span, rule_.name, named(against) + (against.size() == 1 ? " never holds" : " never hold together"));
      return;
    }
    auto& made = diagnostics_.report(Code::W0711, items_[*criterion].span, rule_.name,
                                     against.size() == 1 ? fmt::format("nothing satisfies {}", named(against, true))
                                                         : fmt::format("nothing satisfies {} at once", named(against, true)));
    for (const std::size_t i : against)
      if (i != *criterion && items_[i].is_criterion) made.mark(items_[i].span, "against this");
    const std::vector<std::size_t> rest = without(group, *criterion);
    const Reached all_but = rest.empty() ? Reached{Answer::yes, {}} : ask(rest);
    if (const auto values = record(all_but, group))
      made.example = witnesses_.text(id_, *values, fmt::format("as much as can be satisfied of {}", rule_.name));
  }

  void implied(std::vector<std::size_t> group) {
    const std::vector<std::size_t> whole = group;
    for (std::size_t at = group.size(); at-- > 0;) {
      const std::size_t one = group[at];
      if (!items_[one].is_criterion || space_.asked() >= kQuestionsMax || group.size() < 2) continue;
      if (ask(group, one, Otherwise::turned).answer != Answer::no) continue;
      const std::vector<std::size_t> because = without(fewest(group, one, Otherwise::turned), one);
      auto& made = diagnostics_.report(
          Code::W0712, items_[one].span, items_[one].label.substr(1, items_[one].label.size() - 2), rule_.name,
          because.empty() ? (items_[one].exclusion ? std::string("it is never present") : std::string("it is always met"))
                          : because.size() == 1 && !items_[because[0]].is_criterion
                              ? fmt::format("it is {} wherever the rule applies", items_[one].exclusion ? "absent" : "met")
                          : fmt::format("it is {} wherever {} {} the request through", items_[one].exclusion ? "absent" : "met", named(because),
                                        because.size() == 1 ? "lets" : "let"));
      for (const std::size_t i : because)
        if (items_[i].is_criterion) made.mark(items_[i].span, "this says as much");
      if (!because.empty()) {
        std::vector<std::size_t> rest = without(whole, because.back());
        if (const auto values = record(ask(rest, one, Otherwise::turned), whole))
          made.example = witnesses_.text(id_, *values, fmt::format("{} fails, and so does {}", bare(items_[one].label), bare(items_[because.back()].label)));
      }
      group = without(group, one);
    }
  }

  static std::string bare(std::string label) {
    label.erase(std::remove(label.begin(), label.end(), '`'), label.end());
    return label;
  }

  const Program& program_;
  const check::Rule& written_;
  const Rule& rule_;
  const RuleId id_;
  RuleSpace& space_;
  const WitnessMaker& witnesses_;
  diagnostics::Diagnostics& diagnostics_;
  std::vector<Item> items_;
  std::vector<std::vector<std::size_t>> groups_;
};

}  // namespace

void rules_that_never_approve(const check::Library& library, const Program& program, diagnostics::Diagnostics& diagnostics) {
  RuleSpace space(program);
  const WitnessMaker witnesses(program);
  std::uint32_t at = 0;
  for (const auto& edition : library.editions)
    for (const auto& rule : edition.rules) RuleFindings(program, rule, RuleId{at++}, space, witnesses, diagnostics).run();
}

namespace {

bool goes_first(const Program& program, RuleId one, RuleId other) {
  const auto& overridden = program.rule(one).overrides;
  return std::find(overridden.begin(), overridden.end(), other) != overridden.end();
}

// Whether this service can come to a conflict at all, by the deciding room's own search with nothing documented: it may be too many.
bool may_conflict(const Program& program, PolicyId policy, ServiceId service) {
  Request request;
  request.service = service;
  request.facts = undocumented_facts(program);
  request.facts.values = request.facts.recorded;
  return decide(program, policy, "", request, interpreter(program)).conflict;
}

}  // namespace

void rules_in_conflict(const check::Library& library, const Program& program, diagnostics::Diagnostics& diagnostics) {
  RuleSpace space(program);
  const WitnessMaker witnesses(program);
  std::vector<bool> asked(program.services.size(), false);
  std::vector<std::vector<PolicyId>> under(program.services.size());
  std::uint32_t begins = 0;
  for (const auto& edition : library.editions) {
    for (std::uint32_t i = 0; i < edition.rules.size(); ++i)
      for (std::uint32_t j = i + 1; j < edition.rules.size(); ++j) {
        const check::Rule &first = edition.rules[i], &second = edition.rules[j];
        const RuleId one{begins + i}, other{begins + j};
        if (first.service != second.service || goes_first(program, one, other) || goes_first(program, other, one)) continue;
        if (!asked[first.service.index]) {
          asked[first.service.index] = true;
          for (std::uint32_t policy = 0; policy < program.policies.size(); ++policy)
            if (may_conflict(program, PolicyId{policy}, first.service)) under[first.service.index].push_back(PolicyId{policy});
        }
        for (const PolicyId policy : under[first.service.index]) {
          const Reached found = space.asked() < kQuestionsMax ? space.conflict(policy, {one, other}) : Reached{};
          if (found.answer == Answer::no) continue;
          auto& made = diagnostics.report(Code::W0707, second.span, library.services[first.service.index].name)
                           .mark(first.span, "the other rule")
                           .hint("say which goes first with `overrides LABEL`, or tell them apart with `applies when`");
          if (found.answer == Answer::yes) made.example = witnesses.conflict(policy, {one, other}, found.values);
          break;
        }
      }
    begins += static_cast<std::uint32_t>(edition.rules.size());
  }
}

}  // namespace precept::analyze
