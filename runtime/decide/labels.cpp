// Shown rules in, labels out. Never here: texts.
#include "runtime/decide/labels.hpp"

namespace precept {

ShownLabels::ShownLabels(const Program& program, const std::vector<RuleResult>& rules) : program_(program) {
  for (const RuleResult& result : rules) {
    if (!result.consulted) continue;
    ++rules_shown_;
    const Rule& rule = program.rule(result.rule);
    for (const auto* criteria : {&rule.requirements, &rule.exclusions, &rule.considers})
      shown_.insert(shown_.end(), criteria->begin(), criteria->end());
  }
}

std::string ShownLabels::of(CriterionId top_level) const {
  const Criterion& criterion = program_.criterion(top_level);
  if (rules_shown_ < 2) return criterion.label;
  for (const CriterionId id : shown_) {
    const Criterion& other = program_.criterion(id);
    if (other.rule != criterion.rule && other.label == criterion.label)
      return program_.rule(criterion.rule).name + "." + criterion.label;
  }
  return criterion.label;
}

}  // namespace precept
