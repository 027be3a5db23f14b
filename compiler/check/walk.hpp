// Every expression of a checked library, and every part of one, outermost first.
// In: a library, or an expression. Out: a visit to each. Definitions are visited where they stand, not where they are used.
#pragma once

#include "compiler/check/checked.hpp"

namespace precept::check {

template <class Visit>
void each_expression(const Expr& expr, Visit&& visit);

template <class Visit>
void each_expression(const Criterion& criterion, Visit&& visit) {
  each_expression(criterion.condition, visit);
  if (criterion.unless) each_expression(*criterion.unless, visit);
}

template <class Visit>
void each_expression(const Expr& expr, Visit&& visit) {
  visit(expr);
  for (const Expr& operand : expr.operands) each_expression(operand, visit);
  for (const Criterion& branch : expr.branches) each_expression(branch, visit);
}

template <class Visit>
void each_expression(const Rule& rule, Visit&& visit) {
  if (rule.applies) each_expression(*rule.applies, visit);
  for (const auto* section : {&rule.requirements, &rule.exclusions, &rule.considers})
    for (const Criterion& criterion : *section) each_expression(criterion, visit);
  for (const auto* lines : {&rule.allows, &rule.never_more})
    for (const GrantLine& line : *lines)
      for (const auto* part : {&line.quantity, &line.within, &line.when})
        if (*part) each_expression(**part, visit);
}

template <class Visit>
void each_expression(const Library& library, Visit&& visit) {
  for (const RecordType& record : library.records)
    for (const RecordDefinition& definition : record.definitions) each_expression(definition.value, visit);
  for (const Definition& definition : library.definitions) each_expression(definition.value, visit);
  for (const Edition& edition : library.editions)
    for (const Rule& rule : edition.rules) each_expression(rule, visit);
  for (const Policy& policy : library.policies) {
    if (policy.as_of) each_expression(*policy.as_of, visit);
    for (const auto& step : policy.steps)
      for (const Consulted& consulted : step)
        if (consulted.unless) each_expression(*consulted.unless, visit);
  }
}

}  // namespace precept::check
