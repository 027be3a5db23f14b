// One node more at the end of a copy: see the header. The copy has a hash of its own, so that no code made for the other is
// taken for it.
#include "runtime/batch/fixed_date.hpp"

#include "runtime/program/text.hpp"

namespace precept::batch {

Program as_of_day(const Program& program, PolicyId policy, std::int64_t day) {
  Program copy = program;
  Node node;
  node.op = Op::constant;
  node.type.kind = TypeKind::date;
  node.constant = {day, day};
  NodeId id{static_cast<std::uint32_t>(copy.nodes.size())};
  for (std::uint32_t i = 0; i < copy.nodes.size(); ++i)
    if (copy.nodes[i] == node) id = {i};
  if (id.index == copy.nodes.size()) copy.nodes.push_back(node);
  Policy& changed = copy.policies[policy.index];
  changed.as_of = id;
  changed.as_of_fact.reset();
  copy.hash = program_hash(copy);
  return copy;
}

}  // namespace precept::batch
