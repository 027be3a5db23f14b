// Warnings about the rules themselves: facts no rule uses, criteria without words, comparisons that decide nothing,
// negations that closing lets pass, combinations past the limit.
#include "compiler/analyze/analyze.hpp"

#include "compiler/analyze/examples.hpp"
#include "compiler/analyze/findings.hpp"
#include "runtime/decide/decide.hpp"
#include "runtime/interpret/interpret.hpp"

namespace precept::analyze {

using diagnostics::Code;
using diagnostics::Diagnostics;

namespace {

std::vector<bool> reached_from(const Program& program, const std::vector<NodeId>& roots) {
  std::vector<bool> reached(program.nodes.size(), false);
  for (const NodeId root : roots) reached[root.index] = true;
  for (std::size_t i = program.nodes.size(); i-- > 0;)  // operands have lower ids
    if (reached[i])
      for (const NodeId operand : program.nodes[i].operands) reached[operand.index] = true;
  return reached;
}

void add_places(const TextTemplate& text, std::vector<NodeId>& roots, std::vector<bool>& facts) {
  for (const Place& place : text.places) {
    if (place.kind == Place::Kind::text) facts[place.fact.index] = true;
    else roots.push_back(place.node);
    if (place.kind == Place::Kind::span) roots.push_back(place.until);
  }
}

void unused_facts(const check::Library& library, const Program& program, Diagnostics& diagnostics) {
  if (program.rules.empty()) return;
  std::vector<bool> used(program.facts.size(), false);
  std::vector<NodeId> roots;
  for (const Criterion& criterion : program.criteria) {
    roots.push_back(criterion.effective);
    for (const auto* text : {&criterion.text, &criterion.met, &criterion.unmet, &criterion.undocumented}) add_places(*text, roots, used);
  }
  for (const Rule& rule : program.rules) {
    if (rule.applies) roots.push_back(*rule.applies);
    add_places(rule.note, roots, used);
    for (const auto* lines : {&rule.allows, &rule.never_more})
      for (const GrantLine& line : *lines)
        for (const auto& node : {line.quantity, line.within, line.when})
          if (node) roots.push_back(*node);
  }
  for (const Policy& policy : program.policies) {
    if (policy.as_of) roots.push_back(*policy.as_of);
    for (const ConsultStep& step : policy.steps)
      for (const Consulted& consulted : step.alternatives)
        if (consulted.unless) roots.push_back(*consulted.unless);
  }
  const auto reached = reached_from(program, roots);
  for (std::size_t i = 0; i < program.nodes.size(); ++i) {
    const Node& node = program.nodes[i];
    if (!reached[i]) continue;
    if (node.op == Op::fact || node.op == Op::recorded) used[node.fact.index] = true;
    if (is_list_operation(node.op) && program.scope(node.list).fact) used[program.scope(node.list).fact->index] = true;
  }
  for (const Fact& fact : program.facts)
    if (fact.not_before) used[fact.not_before->index] = true;
  for (std::size_t i = 0; i < program.facts.size(); ++i)
    if (!used[i] && program.facts[i].builtin == Builtin::none) diagnostics.report(Code::W0701, library.facts[i].span, program.facts[i].name);
}

void wordless_criteria(const check::Library& library, Diagnostics& diagnostics) {
  for (const auto& edition : library.editions)
    for (const auto& rule : edition.rules) {
      if (rule.short_form) continue;
      for (const auto* section : {&rule.requirements, &rule.exclusions, &rule.considers})
        for (const auto& criterion : *section) {
          if (criterion.text.pieces.empty()) diagnostics.report(Code::W0702, criterion.span, criterion.label);
          if (criterion.pages.empty() && rule.pages.empty() && criterion.cites.empty() && rule.cites.empty())
            diagnostics.report(Code::W0703, criterion.span, criterion.label);
        }
    }
}

bool compares(Op op) {
  return op == Op::less || op == Op::less_equal || op == Op::equal || op == Op::between || op == Op::in_set || op == Op::choice_in ||
         op == Op::choice_equal;
}

// With nothing documented and nothing assumed, a comparison that is still certain says nothing about any case.
void certain_comparisons(const lower::Lowered& lowered, Diagnostics& diagnostics) {
  const Program& program = lowered.program;
  CaseFacts nothing = undocumented_facts(program);
  nothing.values = nothing.recorded;
  const Trace trace = interpret(program, nothing);
  for (std::uint32_t i = 0; i < program.nodes.size(); ++i) {
    if (program.nodes[i].scope != ScopeId{}) continue;  // asked of each record: here there is none
    if (!compares(program.nodes[i].op) || trace.truth(NodeId{i}) == Truth::undocumented) continue;
    const char* always = trace.truth(NodeId{i}) == Truth::yes ? "met" : "unmet";
    diagnostics.report(Code::W0704, lowered.node_spans[i], always);
  }
}

bool has_negation(const Program& program, NodeId root) {
  std::vector<bool> reached(root.index + 1, false);
  reached[root.index] = true;
  for (std::size_t i = root.index + 1; i-- > 0;) {  // operands have lower ids
    const Node& node = program.nodes[i];
    if (!reached[i] || node.op == Op::documented || node.op == Op::exact) continue;
    if (node.op == Op::negation) {
      const Op below = program.node(node.operands.front()).op;
      if (below != Op::documented && below != Op::exact) return true;
    }
    for (const NodeId operand : node.operands) reached[operand.index] = true;
  }
  return false;
}

void negated_exclusions(const check::Library& library, const Program& program, Diagnostics& diagnostics) {
  bool closes = false;
  for (const Policy& policy : program.policies) closes = closes || policy.exclusion == Closing::fails;
  if (!closes) return;
  std::size_t at = 0;
  for (const auto& edition : library.editions)
    for (const auto& rule : edition.rules) {
      const Rule& lowered = program.rules[at++];
      for (std::size_t i = 0; i < rule.exclusions.size(); ++i) {
        const Criterion& criterion = program.criterion(lowered.exclusions[i]);
        if (!criterion.closing && has_negation(program, criterion.condition))
          diagnostics.report(Code::W0708, rule.exclusions[i].span).hint("write it under `requires`, or add `undocumented is present`");
      }
    }
}

}  // namespace

namespace {

bool may_pass_over(const Policy& policy) {
  for (const ConsultStep& step : policy.steps)
    for (const Consulted& consulted : step.alternatives)
      if (consulted.unless) return true;
  return false;
}

}  // namespace

void check_combinations(const check::Library& library, const Program& program, Diagnostics& diagnostics) {
  std::vector<bool> conditional(program.services.size(), false);  // some rule of it says when it applies
  for (const Rule& rule : program.rules)
    if (rule.applies) conditional[rule.service.index] = true;
  for (std::uint32_t policy = 0; policy < program.policies.size(); ++policy)
    for (std::uint32_t service = 0; service < program.services.size(); ++service) {
      if (!conditional[service] && !may_pass_over(program.policies[policy])) continue;  // nothing to try out
      const std::uint64_t count = combinations(program, PolicyId{policy}, ServiceId{service});
      if (count <= kCombinationsMax) continue;
      source::Span span = library.services[service].span;
      for (const auto& edition : library.editions)
        for (const auto& rule : edition.rules)
          if (rule.service.index == service && rule.applies) span = rule.span;
      diagnostics.report(Code::E0409, span, program.services[service].name, count >= UINT64_MAX / 2 ? std::string("too many") : std::to_string(count))
          .hint("make one fact of what belongs together, or move conditions from `applies when` to `requires`");
    }
}

void warn(const check::Library& library, const lower::Lowered& lowered, const std::vector<lower::ExampleCase>& examples,
          Diagnostics& diagnostics) {
  unused_facts(library, lowered.program, diagnostics);
  wordless_criteria(library, diagnostics);
  certain_comparisons(lowered, diagnostics);
  negated_exclusions(library, lowered.program, diagnostics);
  unreached_criteria(library, lowered.program, examples, diagnostics);
  rules_that_never_approve(library, lowered.program, diagnostics);
  rules_in_conflict(library, lowered.program, diagnostics);
}

}  // namespace precept::analyze
