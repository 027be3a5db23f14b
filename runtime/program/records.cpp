// Loops and what a list operation evaluates for each record. In: a Program's nodes. Out: ids. Never here: evaluation.
#include <algorithm>

#include "runtime/program/program.hpp"

namespace precept {

bool is_within(const Program& program, ScopeId scope, ScopeId outer) {
  while (scope > outer) scope = program.scope(scope).parent;
  return scope == outer;
}

bool is_list_operation(Op op) { return op >= Op::list_some && op <= Op::list_exact; }

// Through the loops inside too: what they read of this scope's record is evaluated before them.
std::vector<NodeId> record_body(const Program& program, const Node& list_operation) {
  std::vector<NodeId> seen;
  std::vector<NodeId> open = list_operation.operands;
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    const Node& node = program.node(id);
    const auto place = std::lower_bound(seen.begin(), seen.end(), id);
    if ((place != seen.end() && *place == id) || !is_within(program, node.scope, list_operation.list)) continue;
    seen.insert(place, id);
    open.insert(open.end(), node.operands.begin(), node.operands.end());
  }
  std::erase_if(seen, [&](NodeId id) { return program.node(id).scope != list_operation.list; });
  return seen;
}

}  // namespace precept
