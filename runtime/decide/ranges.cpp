// Facts, trace or types in, the range of a node out. Never here: evaluation.
#include "runtime/decide/ranges.hpp"

namespace precept::deciding {

Value widest(const Program& program, const Type& type) {
  switch (type.kind) {
    case TypeKind::truth:
      return truth_value(Truth::undocumented);
    case TypeKind::choice: {
      const auto members = program.enumeration(type.enumeration).members.size();
      const std::uint64_t bits = members >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << members) - 1;
      return {static_cast<std::int64_t>(bits), 0};
    }
    case TypeKind::scale:
      return {0, static_cast<std::int64_t>(program.enumeration(type.enumeration).members.size()) - 1};
    case TypeKind::count:
      return {0, kNoHigh};
    case TypeKind::number:
      return type.unit && !type.is_signed ? Value{0, kNoHigh} : kUnbounded;
    case TypeKind::date:
    case TypeKind::months:
    case TypeKind::days:
      return kUnbounded;
    case TypeKind::code:
      return kUnknownCode;
    case TypeKind::text:
    case TypeKind::list:
      return {0, 0};
  }
  return kUnbounded;
}

Value Ranges::of(NodeId id) const {
  const Node& node = program_.node(id);
  if (node.op == Op::constant) return node.constant;
  if (node.op == Op::fact) return facts_ ? facts_->values[node.fact.index] : program_.fact(node.fact).whole;
  if (node.op == Op::recorded) return facts_ ? facts_->recorded[node.fact.index] : program_.fact(node.fact).whole;
  return trace_ ? trace_->values[id.index] : widest(program_, node.type);
}

}  // namespace precept::deciding
