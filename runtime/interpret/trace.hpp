// What evaluating a Program leaves behind, whichever engine did it.
// Shapes: `values` is parallel to Program::nodes for the interpreter; native engines fill only the nodes in
// `trace_outputs(program)` and leave the rest zero. `failed` lists fallible nodes that ended in an error, ascending.
#pragma once

#include <vector>

#include "runtime/facts/case_facts.hpp"
#include "runtime/program/program.hpp"

namespace precept {

struct Trace {
  std::vector<Value> values;
  std::vector<NodeId> failed;
  Truth truth(NodeId node) const { return truth_of(values[node.index]); }
};

// The nodes whose values every engine must give, ascending, each once: conditions, `unless` and effective planes of all
// criteria; `applies`, `when`, policy `unless` conditions and every truth node below those; the subjects (non-truth
// operands) of comparisons among those; quantities, durations and `as of` dates.
std::vector<NodeId> trace_outputs(const Program& program);

}  // namespace precept
