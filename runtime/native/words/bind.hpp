// Which leaf kernel a comparison may use, given how its facts' columns lie: a step of the word path, or nothing where only
// the general way over bounds will do. Never here: running anything, the order of steps, memory.
#pragma once

#include <optional>

#include "runtime/native/words.hpp"

namespace precept::native {

std::optional<WordStep> leaf_step(const WordPlan& plan, const FactColumns& layouts, NodeId node);

// What stands for a row without a value: what is assumed for the fact (the fact as the record has it: its whole).
Value missing_value(const Program& program, const Node& fact_node);

}  // namespace precept::native
