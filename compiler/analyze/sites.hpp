// Where expressions stand in a library: criteria and branches, definitions, conditions, lines of grants, policies.
// In: a checked library and its Program. Out: sites, in the order of the Program, each with what is its own and how to exchange it.
// What a definition means is the definition's own, and nobody's who names it. Never here: which exchanges are worth trying.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "compiler/analyze/workbench.hpp"
#include "compiler/lower/lower.hpp"

namespace precept::analyze {

struct Site {
  std::optional<RuleId> rule;            // none: a definition's or a policy's
  std::optional<CriterionId> criterion;  // of a criterion or branch
  std::string owner;                     // "work_conditioning", "the policy `california_imr`"
  std::string where;                     // "goal.agreed", "applies when", "definition injury_age"
  source::Span span;                     // its label or name
  std::vector<source::Span> within;      // the expressions as written: an operation first written there has its place there
  std::vector<NodeId> roots;
  std::vector<NodeId> stops;             // others' operations below the roots
  std::vector<std::uint32_t> definitions;  // whose names it may use
  std::vector<FactId> facts;               // that it depends on
  std::vector<ServiceId> services;         // whose requests it may decide, ascending
  std::function<void(Workbench&, NodeId from, NodeId to)> exchange;
};

// Where things of a rule are written, parallel to the Program.
struct Places {
  std::vector<source::Span> criteria;                       // of every criterion and branch: its label
  std::vector<std::vector<source::Span>> expressions;       // of every criterion and branch
  std::vector<std::optional<CriterionId>> parents;          // of every criterion: what it is a branch of
  std::vector<const check::Rule*> rules;
};
Places places_of(const check::Library& library, const Program& program);

// "goal.agreed": the labels from the top-level criterion down.
std::string path_of(const Program& program, const Places& places, CriterionId criterion);

std::string words_of(const GrantLine& line, bool never_more);  // "allows 10 sessions within 8w"

std::vector<Site> sites_of(const check::Library& library, const Program& program, const Places& places);

// Exchanges an operation in one criterion or branch, and in what it is a branch of.
void exchange_in_criterion(Workbench& bench, const Places& places, CriterionId criterion, NodeId from, NodeId to);

// Puts another operation in the place of all that a criterion or branch comes to.
void force(Workbench& bench, const Places& places, CriterionId criterion, NodeId to);

std::vector<FactId> facts_below(const Program& program, const std::vector<NodeId>& roots);

}  // namespace precept::analyze
