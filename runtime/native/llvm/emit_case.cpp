// One case: each node that an output or an error needs is emitted once, in order, as straight code on 64-bit numbers; a
// truth is its two bits. Constants are folded as they are met. Meant for LLVM's fastest code generation, without passes:
// nothing here relies on an optimiser. What operations mean is said in emit_truths.hpp and emit_arithmetic.hpp.
#include <algorithm>

#include "runtime/native/llvm/emit.hpp"
#include "runtime/native/llvm/emit_arithmetic.hpp"
#include "runtime/native/words/lanes.hpp"

namespace precept::native {
namespace {

class CaseEmitter final : public EmitArithmetic {
 public:
  CaseEmitter(Ir& ir, const Program& program, std::optional<Op> planted) : EmitArithmetic(ir, program), planted_(planted) {}

  void emit(const char* name, std::span<const NodeId> outputs, std::span<const NodeId> fallible) {
    const IrType pointer = ir_.pointer_type();
    ir_.begin_function(name, {pointer, pointer, pointer, pointer});
    values_ = ir_.parameter(0);
    recorded_ = ir_.parameter(1);
    find_needed(outputs, fallible);
    room_ = ir_.room(room_needed());
    failures_out_ = ir_.parameter(3);
    std::size_t next_output = 0;
    for (std::uint32_t i = 0; i < program_.nodes.size(); ++i) {
      if (needed_[i] == 0) continue;
      emitted_[i] = emit_node(program_.nodes[i]);
      if (next_output == outputs.size() || outputs[next_output].index != i) continue;
      store_output(i);
      ++next_output;
    }
    store_failures(true);
    ir_.leave();
  }

 private:
  // ---- what is needed ------------------------------------------------------------------------------------------------
  void find_needed(std::span<const NodeId> outputs, std::span<const NodeId> fallible) {
    needed_.assign(program_.nodes.size(), 0);
    for (const auto list : {outputs, fallible})
      for (const NodeId id : list) needed_[id.index] = 1;
    for (std::size_t i = needed_.size(); i-- > 0;)
      if (needed_[i] != 0)
        for (const NodeId operand : program_.nodes[i].operands) needed_[operand.index] = 1;
  }

  // Two numbers for what a symbol gives back, or the operands of the largest set.
  unsigned room_needed() const {
    std::size_t operands = 1;
    for (const Node& node : program_.nodes)
      if (node.op == Op::in_set) operands = std::max(operands, node.operands.size());
    return static_cast<unsigned>(2 * operands);
  }

  void store_output(std::uint32_t i) {
    const Emitted& value = emitted_[i];
    const IrValue nodes = ir_.parameter(2);
    ir_.store(value.lo, ir_.at(nodes, 2 * std::int64_t{i}));
    ir_.store(value.hi != nullptr ? value.hi : zero_, ir_.at(nodes, 2 * std::int64_t{i} + 1));
  }

  // ---- the operations ------------------------------------------------------------------------------------------------
  Emitted emit_node(const Node& node) {
    Emitted emitted = is_folded(node) ? fold(node) : emit_operation(node);
    if (planted_ == node.op) emitted = corrupt(emitted, node.type.kind);
    return emitted;
  }

  // Calendar and arithmetic on constants alone: worked out here, once.
  bool is_folded(const Node& node) const {
    if (node.operands.empty() || node.type.kind == TypeKind::truth) return false;
    for (const NodeId id : node.operands)
      if (!emitted_[id.index].constant) return false;
    return true;
  }
  Emitted fold(const Node& node) {
    std::vector<Value> operands;
    for (const NodeId id : node.operands) operands.push_back(*emitted_[id.index].constant);
    const Bounded bounded = arithmetic_value(program_, node, operands);
    if (row_of(node.op).strictness == Strictness::may_fail)
      add_failure(ir_.unequal(ir_.number(bounded.failed ? 1 : 0), zero_));
    return constant(bounded.value, node.type.kind);
  }

  Emitted emit_operation(const Node& node) {
    switch (node.op) {
      case Op::fact:
        return load_fact(values_, node);
      case Op::recorded:
        return load_fact(recorded_, node);
      case Op::constant:
        return constant(node.constant, node.type.kind);
      case Op::negation:
        return negation(operand(node, 0).lo);
      case Op::conjunction:
        return junction(node, kMayBeYes, kMayBeNo);
      case Op::disjunction:
        return junction(node, kMayBeNo, kMayBeYes);
      case Op::at_least:
        return at_least(node);
      case Op::truth_equal:
        return truth_equal(operand(node, 0).lo, operand(node, 1).lo);
      case Op::less:
        return less(operand(node, 0), operand(node, 1));
      case Op::less_equal:
        return less_equal(operand(node, 0), operand(node, 1));
      case Op::equal:
        return equal(operand(node, 0), operand(node, 1));
      case Op::between:
        return between(operand(node, 0), operand(node, 1), operand(node, 2));
      case Op::in_set:
        return in_set(node);
      case Op::choice_equal:
        return choice_equal(operand(node, 0).lo, operand(node, 1).lo);
      case Op::choice_in:
        return choice_in(operand(node, 0).lo, node.members);
      case Op::documented:
        return documented(operand(node, 0), node.constant);
      case Op::exact:
        return exact(operand(node, 0), operand_type(node, 0).kind);
      case Op::add:
        return sum(node, operand(node, 0), operand(node, 1));
      case Op::subtract:
        return sum(node, operand(node, 0), negate(operand(node, 1)));
      case Op::multiply:
        return decimal(node, kProduct, kExactProduct, packed(node.type));
      case Op::divide:
        return divide(node);
      case Op::negate:
        return negate(operand(node, 0));
      case Op::rescale:
        return rescale(node);
      case Op::add_months:
        return checked(node, months_later(node));
      case Op::add_days:
        return checked(node, days_later(node));
      case Op::limit_months:
        return months_later(node);
      case Op::limit_days:
        return days_later(node);
      case Op::months_as_days:
        return days_of_months(operand(node, 0));
      case Op::whole_years:
        return whole_months(node, kWholeYearsOf, 12);
      case Op::whole_months:
        return whole_months(node, kWholeMonthsOf, 1);
      case Op::whole_days:
        return whole_days(node);
    }
    return {};
  }

  Emitted load_fact(IrValue from, const Node& node) {
    const std::int64_t place = 2 * std::int64_t{node.fact.index};
    const bool has_high = node.type.kind != TypeKind::truth && node.type.kind != TypeKind::choice;
    const IrValue lo = ir_.load(ir_.at(from, place));
    return {lo, has_high ? ir_.load(ir_.at(from, place + 1)) : nullptr, std::nullopt};
  }

  // ---- a planted fault -----------------------------------------------------------------------------------------------
  IrValue changed(IrValue bound) {
    const IrValue other = ir_.differ(bound, ir_.number(std::int64_t{1} << 22));
    return choose(any(ir_.equal(bound, ir_.number(kNoLow)), ir_.equal(bound, ir_.number(kNoHigh))), zero_, other);
  }
  Emitted corrupt(const Emitted& value, TypeKind kind) {
    if (value.constant) return constant(corrupted(*value.constant, kind), kind);
    if (kind == TypeKind::truth) return yes_or_no(ir_.unequal(ir_.both(value.lo, ir_.number(kMayBeNo)), zero_));
    if (kind == TypeKind::choice) return bits(choose(ir_.equal(value.lo, ir_.number(1)), ir_.number(2), ir_.number(1)));
    return {changed(value.lo), changed(value.hi), std::nullopt};
  }

  std::optional<Op> planted_;
  std::vector<std::uint8_t> needed_;
  IrValue values_ = nullptr;
  IrValue recorded_ = nullptr;
};

}  // namespace

void emit_case(Ir& ir, const char* name, const Program& program, std::span<const NodeId> outputs,
               std::span<const NodeId> fallible, std::optional<Op> planted) {
  CaseEmitter(ir, program, planted).emit(name, outputs, fallible);
}

}  // namespace precept::native
