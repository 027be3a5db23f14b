// Program and request in, slice out. Never here: values to try.
#include "runtime/needed/slice.hpp"

#include <algorithm>
#include <map>

#include "runtime/facts/value_json.hpp"
#include "runtime/interpret/interpret.hpp"
#include "runtime/needed/list_tests.hpp"
#include "runtime/needed/mentions.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::needing {
namespace {

using deciding::PlannedCell;
using deciding::PlannedGuideline;
using deciding::PlannedRule;

// The range within what the type can hold at all.
Value technical(const Type& type, Value range) {
  const auto within = [&](std::int64_t low, std::int64_t high) {
    return Value{std::clamp(range.lo, low, high), std::clamp(range.hi, low, high)};
  };
  if (type.kind == TypeKind::date) return within(kFirstDay, kLastDay);
  if (type.kind == TypeKind::months || type.kind == TypeKind::days) return within(-kDurationMax, kDurationMax);
  if (type.kind == TypeKind::count) return within(0, kNumberMax / kOne * kOne);
  if (type.kind == TypeKind::number) return within(-kNumberMax, kNumberMax);
  return range;
}

class Slicing {
 public:
  Slicing(const Program& program, PolicyId policy, const Request& request, const Outlook& outlook)
      : program_(program), policy_(program.policies[policy.index]), request_(request), outlook_(outlook) {}

  Slice run() {
    Reading reading(program_);
    for (const RuleId id : planned()) reading.rule(program_.rule(id), false);
    reading.conditions(outlook_);
    for (const FactId id : open_facts(program_, request_.facts, reading.roots(), reached_)) {
      if (is_open(id)) open_fact(id);
      else if (program_.fact(id).type.kind == TypeKind::list) open_list(id);
    }
    open_parts();
    sample();
    copy_nodes();
    copy_rules();
    bind();
    return std::move(slice_);
  }

 private:
  const Service& service() const { return program_.service(request_.service); }
  bool is_open(FactId id) const { return needing::is_open(program_, request_.facts, id); }

  // Every rule that the policy may ask. Which of them may decide is seen on the slice: in a completion `is documented` may
  // hold that does not now.
  std::vector<RuleId> planned() const {
    std::vector<RuleId> all;
    for (const PlannedCell* cell : outlook_.cells())
      for (const PlannedGuideline& guideline : cell->guidelines)
        for (const PlannedRule& rule : guideline.rules)
          if (std::find(all.begin(), all.end(), rule.rule) == all.end()) all.push_back(rule.rule);
    return all;
  }

  void open_fact(FactId id) {
    const Fact& fact = program_.fact(id);
    Value range = technical(fact.type, request_.facts.values[id.index]);
    if (fact.not_before && !is_open(*fact.not_before))
      range.lo = std::max(range.lo, std::min(range.hi, request_.facts.values[fact.not_before->index].lo));
    const bool positive = fact.builtin == Builtin::requested || fact.builtin == Builtin::requested_over;
    if (positive) range.lo = std::max(range.lo, std::min(range.hi, step_of(fact.type.kind)));
    numbers_[id] = slice_.open.size();
    slice_.open.push_back({{id, fact.builtin}, fact.type, range, DurationKind::months});
    if (fact.type.kind == TypeKind::days) slice_.open.back().kind = DurationKind::days;
  }

  // A list that one operation reads, whose truth stands for it.
  void open_list(FactId id) {
    const auto test = list_test(program_, id, request_.facts, reached_, outlook_.trace());
    if (!test) return;
    numbers_[id] = slice_.open.size();
    list_tests_[*test] = id;
    slice_.open.push_back({{id, Builtin::none}, program_.node(*test).type, truth_value(Truth::undocumented)});
  }

  // Parts of the request that are not facts of their own, where an amount depends on them. An undocumented quantity or
  // course leaves nothing open (language reference, section 6), one that is known in part does.
  void open_parts() {
    bool used = false, quantity = false, within = false;
    for (const RuleId id : planned()) {
      for (const auto* lines : {&program_.rule(id).allows, &program_.rule(id).never_more}) {
        for (const GrantLine& line : *lines) {
          used = used || (line.quantity && line.less_used);
          quantity = quantity || line.quantity.has_value();
          within = within || line.within.has_value();
        }
      }
    }
    const auto there = [&](Builtin part) {
      return std::any_of(slice_.open.begin(), slice_.open.end(), [&](const Open& open) { return open.fact.part == part; });
    };
    Type amount;
    amount.kind = TypeKind::count;
    amount.unit = service().unit;
    const auto add = [&](Builtin part, const Type& type, Value range, DurationKind kind) {
      if (there(part)) return;
      slice_.open.push_back({{std::nullopt, part}, type, technical(type, range), kind});
    };
    const Value of_used = request_.used.value_or(Value{0, kNoHigh});
    if (used && of_used.lo != of_used.hi) add(Builtin::used, amount, of_used, DurationKind::months);
    if (quantity && request_.quantity && request_.quantity->lo != request_.quantity->hi)
      add(Builtin::requested, amount, *request_.quantity, DurationKind::months);
    if (within && request_.over && request_.over->value.lo != request_.over->value.hi) {
      Type type;
      type.kind = request_.over->kind == DurationKind::months ? TypeKind::months : TypeKind::days;
      add(Builtin::requested_over, type, request_.over->value, request_.over->kind);
    }
  }

  // What does not depend on the values of open facts is what it is with any values at all. `is documented` and `is exact`
  // are of that kind: they look at the record, which in a completion has every open fact exactly.
  void sample() {
    CaseFacts facts = request_.facts;
    for (const Open& open : slice_.open) {
      if (!open.fact.fact || is_list(open)) continue;
      const std::int64_t bits = open.range.lo;
      const std::int64_t number = is_ordered(open.type.kind) ? bits : bits & -bits;
      document(facts, program_, *open.fact.fact, exact_value(open.type, number));
    }
    interpret_into(program_, facts, sample_);
  }

  // Nodes that depend on something open, and what is known of the others; operands first, as in the whole. What is
  // evaluated for each record of a list stays behind.
  void copy_nodes() {
    places_.assign(program_.nodes.size(), NodeId{});
    depends_.assign(program_.nodes.size(), false);
    over_beyond_.assign(program_.nodes.size(), false);
    for (std::uint32_t index = 0; index < program_.nodes.size(); ++index) {
      if (!reached_[index]) continue;
      const Node& node = program_.nodes[index];
      const bool of_record = node.op == Op::documented || node.op == Op::exact;
      const auto number = node.op == Op::fact || node.op == Op::recorded ? numbers_.find(node.fact) : numbers_.end();
      bool depends = node.op == Op::fact && number != numbers_.end();
      if (node.op == Op::recorded && number != numbers_.end()) slice_.open[number->second].record_asked = true;
      if (!of_record)
        for (const NodeId operand : node.operands) depends = depends || depends_[operand.index];
      depends_[index] = depends;
      if (node.scope != ScopeId{}) continue;
      const NodeId place{static_cast<std::uint32_t>(slice_.program.nodes.size())};
      places_[index] = place;
      if (const auto test = list_tests_.find(NodeId{index}); test != list_tests_.end()) {
        slice_.program.nodes.push_back(list_truth(node.type, test->second));
        depends_[index] = true;
        continue;
      }
      // What stands on something that is beyond, such as a comparison with a sum, stays with it in the slice.
      for (const NodeId operand : node.operands) over_beyond_[index] = over_beyond_[index] || over_beyond_[operand.index];
      const bool stays_behind = is_list_operation(node.op) || node.op == Op::code_in || node.op == Op::code_equal;
      if (stays_behind || (of_record && over_beyond_[index])) {
        const std::size_t before = slice_.beyond.size();
        slice_.program.nodes.push_back(constant(node.type, known(NodeId{index}, place)));
        depends_[index] = false;
        over_beyond_[index] = slice_.beyond.size() > before;
        continue;
      }
      Node copy = depends || over_beyond_[index] ? node : constant(node.type, of_record ? on_record(node, index) : sample_.values[index]);
      if (node.op == Op::fact && depends_[index]) copy.fact = FactId{static_cast<std::uint32_t>(number->second)};
      for (NodeId& operand : copy.operands) operand = places_[operand.index];
      slice_.program.nodes.push_back(std::move(copy));
    }
  }

  // An unknown code is documented in a completion.
  Value on_record(const Node& node, std::uint32_t index) const {
    const Node& operand = program_.node(node.operands[0]);
    const bool unknown = operand.op == Op::recorded && is_unknown(program_, request_.facts, operand.fact);
    return unknown ? truth_value(Truth::yes) : sample_.values[index];
  }

  // What is known of an expression over lists or codes. Where that is not all, what would tell is kept.
  Value known(NodeId id, NodeId place) {
    const Node& node = program_.node(id);
    Value value = depends_[id.index] ? outlook_.trace().values[id.index] : sample_.values[id.index];
    std::vector<bool> reached;
    Beyond beyond{place, {}};
    for (const FactId fact : open_facts(program_, request_.facts, {id}, reached))
      beyond.facts.push_back({fact, program_.fact(fact).builtin});
    const bool of_record = node.op == Op::documented || node.op == Op::exact || node.op == Op::list_documented || node.op == Op::list_exact;
    if (of_record)
      if (!beyond.facts.empty()) value = truth_value(Truth::undocumented);  // of a completion it is not known
    if (!beyond.facts.empty() && !is_exact(node.type, value)) slice_.beyond.push_back(std::move(beyond));
    return value;
  }

  bool is_list(const Open& open) const { return program_.fact(*open.fact.fact).type.kind == TypeKind::list; }

  Node list_truth(const Type& type, FactId list) const {
    Node node;
    node.op = Op::fact;
    node.type = type;
    node.fact = FactId{static_cast<std::uint32_t>(numbers_.at(list))};
    return node;
  }

  static Node constant(const Type& type, Value value) {
    Node node;
    node.op = Op::constant;
    node.type = type;
    node.constant = value;
    return node;
  }

  std::optional<NodeId> place(const std::optional<NodeId>& node) const {
    return node ? std::optional(places_[node->index]) : std::nullopt;
  }

  // Editions, rules and criteria of this service, by new numbers; of rules that cannot decide only when they apply.
  void copy_rules() {
    Program& program = slice_.program;
    program.enumerations = program_.enumerations;
    program.services.emplace_back();
    Policy policy = policy_;
    policy.as_of = place(policy.as_of);
    if (policy.as_of_fact) {
      const auto number = numbers_.find(*policy.as_of_fact);
      if (number == numbers_.end()) policy.as_of_fact.reset();
      else policy.as_of_fact = FactId{static_cast<std::uint32_t>(number->second)};
    }
    for (ConsultStep& step : policy.steps) {
      for (Consulted& consulted : step.alternatives) {
        consulted.unless = is_reached(consulted.unless) ? place(consulted.unless) : std::nullopt;
        for (EditionId& id : consulted.editions) id = copy_edition(id);
      }
    }
    program.policies.push_back(std::move(policy));
    for (const auto& [whole, part] : rules_) {
      Rule& rule = program.rules[part.index];
      for (const RuleId other : program_.rule(whole).overrides)
        if (const auto found = rules_.find(other); found != rules_.end()) rule.overrides.push_back(found->second);
    }
  }

  bool is_reached(const std::optional<NodeId>& node) const { return node && reached_[node->index]; }

  EditionId copy_edition(EditionId id) {
    const auto [found, is_new] = editions_.try_emplace(id, EditionId{static_cast<std::uint32_t>(editions_.size())});
    if (!is_new) return found->second;
    const Edition& whole = program_.edition(id);
    Edition edition;
    edition.guideline = whole.guideline;
    edition.from = whole.from;
    edition.until = whole.until;
    for (const RuleId rule : whole.rules)
      if (program_.rule(rule).service == request_.service) edition.rules.push_back(copy_rule(rule, found->second));
    slice_.program.editions.push_back(std::move(edition));
    return found->second;
  }

  RuleId copy_rule(RuleId id, EditionId edition) {
    const Rule& whole = program_.rule(id);
    Rule rule;
    rule.name = whole.name;
    rule.edition = edition;
    rule.evidence = whole.evidence;
    rule.not_recommended = whole.not_recommended;
    rule.applies_otherwise = whole.applies_otherwise;
    if (is_reached(whole.applies)) rule.applies = place(whole.applies);
    const RuleId copied{static_cast<std::uint32_t>(slice_.program.rules.size())};
    rules_[id] = copied;
    const std::vector<RuleId> contents = planned();
    if (std::find(contents.begin(), contents.end(), id) != contents.end()) {
      rule.requirements = criteria(whole.requirements, Section::requires_, copied);
      rule.exclusions = criteria(whole.exclusions, Section::excluded, copied);
      rule.allows = lines(whole.allows);
      rule.never_more = lines(whole.never_more);
    }
    slice_.program.rules.push_back(std::move(rule));
    slice_.rules.push_back(id);
    return copied;
  }

  std::vector<CriterionId> criteria(const std::vector<CriterionId>& ids, Section section, RuleId rule) {
    std::vector<CriterionId> copied;
    for (const CriterionId id : ids) {
      Criterion criterion;
      criterion.section = section;
      criterion.rule = rule;
      criterion.effective = places_[program_.criterion(id).effective.index];
      criterion.condition = criterion.effective;
      copied.push_back(CriterionId{static_cast<std::uint32_t>(slice_.program.criteria.size())});
      slice_.program.criteria.push_back(std::move(criterion));
    }
    return copied;
  }

  std::vector<GrantLine> lines(const std::vector<GrantLine>& whole) const {
    std::vector<GrantLine> copied;
    for (const GrantLine& line : whole) {
      GrantLine copy;
      copy.quantity = place(line.quantity);
      copy.within = place(line.within);
      copy.less_used = line.less_used;
      copy.when = place(line.when);
      copied.push_back(std::move(copy));
    }
    return copied;
  }

  void bind() {
    slice_.request.service = ServiceId{0};
    slice_.request.quantity = request_.quantity;
    slice_.request.over = request_.over;
    slice_.request.used = request_.used;
    for (const Open& open : slice_.open) {
      if (!open.fact.fact) continue;
      Fact fact;
      fact.type = open.type;
      fact.whole = open.range;
      slice_.program.facts.push_back(std::move(fact));
      const auto before = program_.fact(*open.fact.fact).not_before;
      if (const auto found = before ? numbers_.find(*before) : numbers_.end(); found != numbers_.end())
        slice_.not_before.push_back({found->second, numbers_.at(*open.fact.fact)});
    }
    slice_.request.facts = undocumented_facts(slice_.program);
    for (std::size_t i = 0; i < slice_.open.size(); ++i) slice_.set(i, std::nullopt);
  }

  const Program& program_;
  const Policy& policy_;
  const Request& request_;
  const Outlook& outlook_;
  Slice slice_;
  Trace sample_;
  std::vector<bool> reached_, depends_;
  std::vector<NodeId> places_;
  std::map<FactId, std::size_t> numbers_;
  std::map<NodeId, FactId> list_tests_;
  std::vector<bool> over_beyond_;  // whether what is beyond stands under a node; parallel to nodes
  std::map<RuleId, RuleId> rules_;
  std::map<EditionId, EditionId> editions_;
};

}  // namespace

void Slice::set(std::size_t number, std::optional<Value> value) {
  const Open& one = open[number];
  const Value now = value.value_or(one.range);
  if (one.fact.fact) {
    request.facts.values[number] = now;
    request.facts.recorded[number] = now;
  }
  switch (one.fact.part) {
    case Builtin::requested:
      request.quantity = now;
      break;
    case Builtin::requested_over:
      request.over = RequestDuration{one.kind, now};
      break;
    case Builtin::used:
      request.used = now;
      break;
    case Builtin::none:
    case Builtin::requested_rate:
      break;
  }
}

Value exact_value(const Type& type, std::int64_t number) {
  return is_ordered(type.kind) ? Value{number, number} : Value{number, 0};
}

Slice slice_of(const Program& program, PolicyId policy, const Request& request, const Outlook& outlook) {
  return Slicing(program, policy, request, outlook).run();
}

}  // namespace precept::needing
