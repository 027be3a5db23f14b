// Shown rules in, labels out. Never here: texts.
#include "runtime/decide/labels.hpp"

namespace precept {

ShownLabels::ShownLabels(const Program& program, const std::vector<RuleResult>& rules) : program_(program) {
  for (const RuleResult& result : rules) {
    if (!result.consulted) continue;
    const Rule& rule = program.rule(result.rule);
    for (const auto* criteria : {&rule.requirements, &rule.exclusions, &rule.considers})
      shown_.insert(shown_.end(), criteria->begin(), criteria->end());
  }
}

std::string ShownLabels::of(CriterionId top_level) const {
  const Criterion& criterion = program_.criterion(top_level);
  for (const CriterionId other : shown_) {
    if (other != top_level && program_.criterion(other).label == criterion.label)
      return program_.rule(criterion.rule).name + "." + criterion.label;
  }
  return criterion.label;
}

}  // namespace precept
