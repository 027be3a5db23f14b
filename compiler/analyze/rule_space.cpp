// A small Program of what is asked for alone, so that a question costs what it is about and not what the library holds.
#include "compiler/analyze/rule_space.hpp"

#include <algorithm>

namespace precept::analyze {

RuleSpace::RuleSpace(const Program& program) : program_(program), places_(program.nodes.size()) {
  part_.enumerations = program.enumerations;
  part_.units = program.units;
  part_.systems = program.systems;
  part_.code_lists = program.code_lists;
  part_.records = program.records;
  part_.scopes = program.scopes;
  part_.facts = program.facts;
  part_.services = program.services;
  for (Fact& fact : part_.facts) fact.assumed.reset();
  for (RecordType& record : part_.records)
    for (Field& field : record.fields) field.assumed.reset();
  marked_.assign(program.nodes.size(), false);
  request_.facts = undocumented_facts(part_);
}

void RuleSpace::start(ServiceId service) {
  ++asked_;
  request_.service = service;
  part_.nodes.clear();
  part_.criteria.clear();
  part_.rules.clear();
  part_.editions.clear();
  part_.policies.clear();
  for (const NodeId id : order_) marked_[id.index] = false;
  order_.clear();
}

void RuleSpace::mark(NodeId root) {
  std::vector<NodeId> left{root};
  while (!left.empty()) {
    const NodeId id = left.back();
    left.pop_back();
    if (marked_[id.index]) continue;
    marked_[id.index] = true;
    order_.push_back(id);
    const Node& node = program_.node(id);
    left.insert(left.end(), node.operands.begin(), node.operands.end());
    left.insert(left.end(), node.body.begin(), node.body.end());
  }
}

void RuleSpace::copy_marked() {
  std::sort(order_.begin(), order_.end());
  for (const NodeId id : order_) {
    places_[id.index] = NodeId{static_cast<std::uint32_t>(part_.nodes.size())};
    Node node = program_.node(id);
    for (NodeId& operand : node.operands) operand = places_[operand.index];
    for (NodeId& each : node.body) each = places_[each.index];
    part_.nodes.push_back(std::move(node));
  }
}

NodeId RuleSpace::copied(NodeId root) { return places_[root.index]; }

CriterionId RuleSpace::criterion(NodeId effective, Section section) {
  Criterion made;
  made.section = section;
  made.condition = made.effective = copied(effective);
  made.rule = RuleId{static_cast<std::uint32_t>(part_.rules.size())};
  part_.criteria.push_back(std::move(made));
  return CriterionId{static_cast<std::uint32_t>(part_.criteria.size() - 1)};
}

Reached RuleSpace::ask(ServiceId service, const std::vector<Literal>& all) {
  start(service);
  for (const Literal& one : all) mark(one.condition);
  copy_marked();
  Rule rule;
  rule.service = service;
  for (const Literal& one : all) {
    if (one.holds) rule.requirements.push_back(criterion(one.condition, Section::requires_));
    else rule.exclusions.push_back(criterion(one.condition, Section::excluded));
  }
  part_.rules.push_back(std::move(rule));
  Edition edition;
  edition.guideline = "asked";
  edition.rules = {RuleId{0}};
  part_.editions.push_back(std::move(edition));
  Policy policy;
  policy.steps.push_back({{{"asked", std::nullopt, "", {EditionId{0}}}}});
  part_.policies.push_back(std::move(policy));
  return reached(part_, PolicyId{0}, request_, Outcome::approve);
}

Rule RuleSpace::rule_of(RuleId id) {
  Rule rule = program_.rule(id);
  rule.edition = EditionId{0};
  rule.overrides.clear();
  rule.applies = copied(rule.applies);
  std::vector<CriterionId> required, excluded;
  for (const CriterionId each : rule.requirements) required.push_back(criterion(program_.criterion(each).effective, Section::requires_));
  for (const CriterionId each : rule.exclusions) excluded.push_back(criterion(program_.criterion(each).effective, Section::excluded));
  rule.requirements = std::move(required);
  rule.exclusions = std::move(excluded);
  rule.considers.clear();
  rule.note = {};
  for (auto* lines : {&rule.allows, &rule.never_more})
    for (GrantLine& line : *lines) {
      line.quantity = copied(line.quantity);
      line.within = copied(line.within);
      line.when = copied(line.when);
    }
  return rule;
}

// Other rules that go before one of the two: where such a rule applies, the two are in no conflict.
std::vector<RuleId> RuleSpace::ahead_of(const Conflict& between) const {
  std::vector<RuleId> out;
  const Rule& one = program_.rule(between.one);
  for (const RuleId id : program_.edition(one.edition).rules) {
    const Rule& other = program_.rule(id);
    const auto overrides = [&other](RuleId rule) { return std::find(other.overrides.begin(), other.overrides.end(), rule) != other.overrides.end(); };
    if (other.service == one.service && !other.applies_otherwise && (overrides(between.one) || overrides(between.other))) out.push_back(id);
  }
  return out;
}

// Of such a rule only when it applies: before both.
Rule RuleSpace::going_first(RuleId id) {
  const Rule& whole = program_.rule(id);
  Rule rule;
  rule.service = whole.service;
  rule.edition = EditionId{0};
  rule.applies = copied(whole.applies);
  rule.overrides = {RuleId{0}, RuleId{1}};
  return rule;
}

// In a complete record what is open is a conflict: no rule applying denies, and the two rules know every fact. (So is a course of months
// against a limit of days; whoever shows the record to people decides it first.)
Reached RuleSpace::conflict(PolicyId under, const Conflict& between) {
  start(program_.rule(between.one).service);
  const Policy& whole = program_.policies[under.index];
  for (const RuleId id : {between.one, between.other}) {
    const Rule& rule = program_.rule(id);
    if (rule.applies) mark(*rule.applies);
    for (const auto* criteria : {&rule.requirements, &rule.exclusions})
      for (const CriterionId each : *criteria) mark(program_.criterion(each).effective);
    for (const auto* lines : {&rule.allows, &rule.never_more})
      for (const GrantLine& line : *lines)
        for (const auto& node : {line.quantity, line.within, line.when})
          if (node) mark(*node);
  }
  const std::vector<RuleId> ahead = ahead_of(between);
  for (const RuleId id : ahead)
    if (program_.rule(id).applies) mark(*program_.rule(id).applies);
  if (whole.as_of) mark(*whole.as_of);
  copy_marked();
  for (const RuleId id : {between.one, between.other}) part_.rules.push_back(rule_of(id));
  for (const RuleId id : ahead) part_.rules.push_back(going_first(id));
  Edition edition;
  const Edition& of = program_.edition(program_.rule(between.one).edition);
  edition.guideline = "asked";
  edition.from = of.from;
  edition.until = of.until;
  for (std::uint32_t i = 0; i < part_.rules.size(); ++i) edition.rules.push_back(RuleId{i});
  part_.editions.push_back(std::move(edition));
  Policy policy;
  policy.as_of = copied(whole.as_of);
  policy.as_of_fact = whole.as_of_fact;
  policy.when_silent = Outcome::deny;
  policy.steps.push_back({{{"asked", std::nullopt, "", {EditionId{0}}}}});
  part_.policies.push_back(std::move(policy));
  return reached(part_, PolicyId{0}, request_, Outcome::pend);
}

namespace {

constexpr std::int64_t kPlainDay = 14610;  // 2010-01-01

bool is_date(const Program& program, const Change& change) {
  return change.of == Change::Of::fact && program.fact(change.fact).type.kind == TypeKind::date;
}

}  // namespace

std::vector<Change> of_our_time(const Program& program, std::vector<Change> changes) {
  std::int64_t first = INT64_MAX;
  for (const Change& one : changes)
    if (is_date(program, one)) first = std::min(first, one.value.lo);
  if (first >= kPlainDay) return changes;
  std::vector<Change> moved = changes;
  for (Change& one : moved) {
    if (!is_date(program, one)) continue;
    one.value = {one.value.lo + kPlainDay - first, one.value.hi + kPlainDay - first};
    const Value whole = program.fact(one.fact).whole;
    if (one.value.lo < whole.lo || whole.hi < one.value.hi) return changes;
  }
  return moved;
}

std::vector<Change> changes_of(const std::vector<NeededValue>& values) {
  std::vector<Change> out;
  for (const NeededValue& one : values) {
    Change change;
    change.value = one.value;
    change.kind = one.kind;
    switch (one.fact.part) {
      case Builtin::requested: change.of = Change::Of::requested; break;
      case Builtin::requested_over: change.of = Change::Of::over; break;
      case Builtin::used: change.of = Change::Of::used; break;
      case Builtin::requested_rate:
      case Builtin::none: change.of = Change::Of::fact; break;
    }
    if (one.fact.fact) change.fact = *one.fact.fact;
    out.push_back(std::move(change));
  }
  return out;
}

}  // namespace precept::analyze
