// Labels as a determination says them: where the criteria of several rules are shown, a repeated label is RULE.criterion
// (language reference, section 7). Never here: texts.
#pragma once

#include <string>
#include <vector>

#include "runtime/decide/determination.hpp"

namespace precept {

class ShownLabels {
 public:
  // `rules` as in Determination::rules; those consulted are shown. Borrows the program.
  ShownLabels(const Program& program, const std::vector<RuleResult>& rules);
  std::string of(CriterionId top_level) const;

 private:
  const Program& program_;
  std::vector<CriterionId> shown_;
  int rules_shown_ = 0;
};

}  // namespace precept
