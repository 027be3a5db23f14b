// Rules in, open facts in the order of reading out. Never here: values.
#include "runtime/needed/mentions.hpp"

#include <algorithm>

#include "runtime/facts/value_json.hpp"
#include "runtime/interpret/lists.hpp"

namespace precept::needing {
namespace {

using deciding::PlannedCell;
using deciding::PlannedGuideline;
using deciding::PlannedRule;

bool is_enumerable(TypeKind kind) { return kind == TypeKind::truth || kind == TypeKind::choice || is_ordered(kind); }

// The fact that a node reads: its own, or the list that its records come from.
std::optional<FactId> fact_of(const Program& program, const Node& node) {
  if (node.op == Op::fact || node.op == Op::recorded) return node.fact;
  if (!is_list_operation(node.op)) return std::nullopt;
  ScopeId list = node.list;
  while (!program.scope(list).fact) list = program.scope(list).owner;
  return program.scope(list).fact;
}

}  // namespace

bool is_open(const Program& program, const CaseFacts& facts, FactId id) {
  const TypeKind kind = program.fact(id).type.kind;
  return is_enumerable(kind) && facts.states[id.index] != FactState::assumed &&
         !is_exact(program.fact(id).type, facts.values[id.index]);
}

bool is_unknown(const Program& program, const CaseFacts& facts, FactId id) {
  const Fact& fact = program.fact(id);
  if (facts.states[id.index] == FactState::assumed) return false;
  if (fact.type.kind == TypeKind::code) return facts.values[id.index] == kUnknownCode;
  if (fact.type.kind != TypeKind::list) return false;
  return !interpreting::list_is_exact(program, fact.type.record, facts.lists[fact.list]);
}

void Reading::rule(const Rule& rule, bool with_considered) {
  for (const auto* criteria : {&rule.requirements, &rule.exclusions}) add(*criteria);
  if (with_considered) add(rule.considers);
  for (const auto* lines : {&rule.allows, &rule.never_more}) {
    for (const GrantLine& line : *lines) {
      add(line.when);
      add(line.quantity);
      add(line.within);
    }
  }
}

void Reading::conditions(const Outlook& outlook) {
  for (const PlannedCell* cell : outlook.cells()) {
    for (const PlannedGuideline& guideline : cell->guidelines) {
      for (const PlannedRule& planned : guideline.rules) add(program_.rule(planned.rule).applies);
      add(guideline.consulted->unless);
    }
  }
  add(outlook.policy().as_of);
}

void Reading::add(const std::optional<NodeId>& node) {
  if (node) roots_.push_back(*node);
}

void Reading::add(const std::vector<CriterionId>& criteria) {
  for (const CriterionId id : criteria) roots_.push_back(program_.criterion(id).effective);
}

std::vector<FactId> open_facts(const Program& program, const CaseFacts& facts, const std::vector<NodeId>& roots,
                               std::vector<bool>& reached) {
  std::vector<FactId> found;
  reached.assign(program.nodes.size(), false);
  std::vector<NodeId> left(roots.rbegin(), roots.rend());
  while (!left.empty()) {
    const NodeId id = left.back();
    left.pop_back();
    if (reached[id.index]) continue;
    reached[id.index] = true;
    const Node& node = program.node(id);
    const auto fact = fact_of(program, node);
    const bool open = fact && (is_open(program, facts, *fact) || is_unknown(program, facts, *fact));
    if (open && std::find(found.begin(), found.end(), *fact) == found.end()) found.push_back(*fact);
    left.insert(left.end(), node.operands.rbegin(), node.operands.rend());
  }
  return found;
}

std::vector<NeededFact> mentioned(const Program& program, const Request& request, const Outlook& outlook, const Slice& slice,
                                  const std::vector<RuleId>& deciding) {
  Reading reading(program);
  for (const RuleId id : deciding) reading.rule(program.rule(slice.rules[id.index]), true);
  reading.conditions(outlook);
  std::vector<bool> reached;
  std::vector<NeededFact> all;
  for (const FactId id : open_facts(program, request.facts, reading.roots(), reached))
    all.push_back({id, program.fact(id).builtin});
  for (const Open& open : slice.open)
    if (!open.fact.fact) all.push_back(open.fact);
  std::vector<FactId> written;  // as the criteria have them in writing
  for (const RuleId id : deciding) {
    const Rule& rule = program.rule(slice.rules[id.index]);
    for (const auto* criteria : {&rule.requirements, &rule.exclusions})
      for (const CriterionId criterion : *criteria)
        for (const FactId fact : program.criterion(criterion).mentions_facts) written.push_back(fact);
  }
  const auto place = [&](const NeededFact& each) {
    return each.fact ? std::find(written.begin(), written.end(), *each.fact) - written.begin() : std::ptrdiff_t{1} << 40;
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const NeededFact& one, const NeededFact& other) { return place(one) < place(other); });
  return all;
}

}  // namespace precept::needing
