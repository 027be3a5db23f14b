// Each example is decided once, and once more for each truth that a criterion might have had instead.
#include "compiler/analyze/coverage.hpp"

#include <algorithm>

#include "runtime/interpret/interpret.hpp"

namespace precept::analyze {

namespace {

Node constant_of(Truth truth) {
  Node node;
  node.op = Op::constant;
  node.constant = truth_value(truth);
  return node;
}

std::array<bool, 3> as_array(const Reachable& reachable) { return {reachable.yes, reachable.no, reachable.undocumented}; }

bool only_one(const std::array<bool, 3>& reachable) { return std::count(reachable.begin(), reachable.end(), true) < 2; }

void add_up(const Seen& seen, Coverage& out) {
  out.wanted += seen.wanted();
  out.shown += seen.shown();
}

}  // namespace

std::size_t place_of(Truth truth) { return truth == Truth::yes ? 0 : truth == Truth::no ? 1 : 2; }

Truth truth_shown(const Program& program, CriterionId criterion, Status status) {
  switch (status) {
    case Status::met:
    case Status::present: return Truth::yes;
    case Status::unmet:
    case Status::absent: return Truth::no;
    case Status::undocumented: return Truth::undocumented;
    case Status::exempt: return program.criterion(criterion).section == Section::excluded ? Truth::no : Truth::yes;
  }
  return Truth::undocumented;
}

std::size_t Seen::wanted() const {
  return static_cast<std::size_t>(std::count(reachable.begin(), reachable.end(), true)) + (can_matter ? 1 : 0);
}

std::size_t Seen::shown() const {
  std::size_t count = can_matter && matters ? 1 : 0;
  for (std::size_t i = 0; i < examples.size(); ++i) count += reachable[i] && examples[i] > 0 ? 1 : 0;
  return count;
}

Covering::Covering(const Program& program, const Places& places)
    : program_(program), places_(places), bench_(program), decider_(program), seen_(program.criteria.size()), rules_(program.rules.size()) {
  const auto reachable = reachable_truths(program);
  for (std::uint32_t i = 0; i < seen_.size(); ++i) {
    CriterionId top{i};
    while (places.parents[top.index]) top = *places.parents[top.index];
    seen_[i].reachable = as_array(reachable[program.criteria[i].effective.index]);
    seen_[i].can_matter = program.criterion(top).section != Section::considers && !only_one(seen_[i].reachable);
  }
  for (std::size_t i = 0; i < rules_.size(); ++i)
    for (const bool never_more : {false, true})
      for (const GrantLine& line : never_more ? program.rules[i].never_more : program.rules[i].allows) {
        LineSeen seen;
        seen.conditional = line.when.has_value();
        seen.seen.reachable = line.when ? as_array(reachable[line.when->index]) : std::array<bool, 3>{false, false, false};
        (never_more ? rules_[i].never_more : rules_[i].allows).push_back(seen);
      }
}

bool Covering::changes(const lower::ExampleCase& example, const Determination& base, CriterionId criterion, Truth truth) {
  force(bench_, places_, criterion, bench_.add(constant_of(truth)));
  const Determination changed = decide(bench_.program(), policy_of(program_, example.policy), example.title, example.request,
                                       interpreter(bench_.program()));
  bench_.put_back();
  return !same_answer(base, changed);
}

bool Covering::shows_matter(const lower::ExampleCase& example, const Determination& base, CriterionId criterion) {
  const auto status = status_in(program_, base, criterion);
  if (!status) return false;
  const Truth own = truth_shown(program_, criterion, *status);
  for (const Truth other : kShownTruths)
    if (other != own && seen_[criterion.index].examples[place_of(other)] > 0 && changes(example, base, criterion, other)) return true;
  return false;
}

bool Covering::line_matters(const lower::ExampleCase& example, const Determination& base, RuleId rule, bool never_more, std::size_t line) {
  auto& lines = never_more ? bench_.edit().rules[rule.index].never_more : bench_.edit().rules[rule.index].allows;
  std::vector<GrantLine> left = lines;
  left.erase(left.begin() + static_cast<std::ptrdiff_t>(line));
  bench_.set(lines, std::move(left));
  const Determination changed = decide(bench_.program(), policy_of(program_, example.policy), example.title, example.request,
                                       interpreter(bench_.program()));
  bench_.put_back();
  return !same_answer(base, changed);
}

void Covering::count_lines(const lower::ExampleCase& example, const Determination& determination, RuleId rule) {
  for (const bool never_more : {false, true}) {
    auto& seen = never_more ? rules_[rule.index].never_more : rules_[rule.index].allows;
    const auto& lines = never_more ? program_.rule(rule).never_more : program_.rule(rule).allows;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].when) ++seen[i].seen.examples[place_of(determination.trace.truth(*lines[i].when))];
      if (!seen[i].seen.matters) seen[i].seen.matters = line_matters(example, determination, rule, never_more, i);
    }
  }
}

void Covering::add(const lower::ExampleCase& example) {
  Determination determination = replay(program_, decider_, example);
  if (determination.error) return;
  for (const RuleResult& rule : determination.rules) {
    if (!rule.consulted) continue;
    ++rules_[rule.rule.index].reached;
    count_lines(example, determination, rule.rule);
  }
  for (std::uint32_t i = 0; i < seen_.size(); ++i)
    if (const auto status = status_in(program_, determination, CriterionId{i}))
      ++seen_[i].examples[place_of(truth_shown(program_, CriterionId{i}, *status))];
  determination.trace = {};  // one for each example would be large, and only statuses and the answer are asked for again
  added_.push_back({&example, std::move(determination)});
}

bool Covering::matters(CriterionId criterion) {
  Seen& seen = seen_[criterion.index];
  for (const Added& added : added_) {
    if (!seen.can_matter || seen.matters) break;
    seen.matters = shows_matter(*added.example, added.determination, criterion);
  }
  return seen.matters;
}

Coverage Covering::result() {
  for (std::uint32_t i = 0; i < seen_.size(); ++i) matters(CriterionId{i});
  Coverage out;
  out.rules = rules_;
  out.criteria = seen_;
  for (const Seen& seen : seen_) add_up(seen, out);
  for (const RuleSeen& rule : rules_) {
    ++out.wanted;
    if (rule.reached > 0) ++out.shown;
    for (const auto* lines : {&rule.allows, &rule.never_more})
      for (const LineSeen& line : *lines) add_up(line.seen, out);
  }
  return out;
}

}  // namespace precept::analyze
