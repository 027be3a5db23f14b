// One case: each node that an output or an error needs is emitted once, in order, as straight code on 64-bit numbers; a
// truth is its two bits. Constants are folded as they are met. Meant for LLVM's fastest code generation, without passes:
// nothing here relies on an optimiser. What operations mean is said in emit_truths.hpp and emit_arithmetic.hpp; how records
// are gone over in emit_lists.hpp.
#include <algorithm>
#include <map>

#include "runtime/native/llvm/emit.hpp"
#include "runtime/native/llvm/emit_lists.hpp"
#include "runtime/native/words/lanes.hpp"

namespace precept::native {
namespace {

class CaseEmitter final : public EmitLists {
 public:
  CaseEmitter(Ir& ir, const Program& program, std::span<const NodeId> fallible, std::optional<Op> planted)
      : EmitLists(ir, program, fallible), planted_(planted) {}

  // The operations over lists, in the order of their steps.
  std::vector<NodeId> emit(const char* name, std::span<const NodeId> outputs) {
    name_ = name;
    find_needed(outputs);
    find_places();
    const IrType pointer = ir_.pointer_type();
    ir_.begin_function(name, {pointer, pointer, pointer, pointer, pointer});
    values_ = ir_.parameter(0);
    recorded_ = ir_.parameter(1);
    failures_out_ = ir_.parameter(3);
    room_ = ir_.room(room_needed(program_.nodes, [](const Node& node) -> const Node& { return node; }));
    if (has_lists_) begin_frame();
    std::size_t next_output = 0;
    for (std::uint32_t i = 0; i < program_.nodes.size(); ++i) {
      const bool is_output = next_output < outputs.size() && outputs[next_output].index == i;
      if (is_output) ++next_output;
      if (needed_[i] == 0 || program_.nodes[i].scope != ScopeId{}) continue;
      emit_in_place(NodeId{i});
      if (is_output) store_output(i);
    }
    if (!has_lists_) store_failures(true);
    ir_.leave();
    emit_bodies();
    return steps_;
  }

 private:
  // ---- what is needed ------------------------------------------------------------------------------------------------
  // What is evaluated for each record is needed where its list operation is, and that one where a record may fail.
  void need_failing_records() {
    std::vector<std::uint8_t> may_fail(program_.nodes.size(), 0);  // something evaluated for a record
    for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
      const Node& node = program_.nodes[i];
      const bool of_record = node.scope != ScopeId{};
      if (!of_record && !is_list_operation(node.op)) continue;
      if (of_record && row_of(node.op).strictness == Strictness::may_fail) may_fail[i] = 1;
      for (const NodeId operand : node.operands) may_fail[i] |= may_fail[operand.index];
      if (!of_record) needed_[i] |= may_fail[i];
    }
  }
  void find_needed(std::span<const NodeId> outputs) {
    needed_.assign(program_.nodes.size(), 0);
    for (const auto list : {outputs, fallible_})
      for (const NodeId id : list)
        if (program_.node(id).scope == ScopeId{}) needed_[id.index] = 1;
    need_failing_records();
    const auto of_record = [&](NodeId id) { return program_.node(id).scope != ScopeId{}; };
    has_lists_ = std::any_of(fallible_.begin(), fallible_.end(), of_record);
    for (std::size_t i = needed_.size(); i-- > 0;) {
      if (needed_[i] == 0) continue;
      has_lists_ = has_lists_ || is_list_operation(program_.nodes[i].op);
      for (const NodeId operand : program_.nodes[i].operands) needed_[operand.index] = 1;
    }
  }

  void store_output(std::uint32_t i) { store_value(emitted_[i], ir_.parameter(2), 2 * std::int64_t{i}); }

  // ---- the operations ------------------------------------------------------------------------------------------------
  Emitted emit_node(const Node& node) override {
    Emitted emitted = is_folded(node) ? fold(node) : emit_operation(node);
    if (planted_ == node.op) emitted = corrupt(emitted, node.type.kind);
    return emitted;
  }

  // Calendar and arithmetic on constants alone: worked out here, once.
  bool is_folded(const Node& node) const {
    if (node.operands.empty() || node.type.kind == TypeKind::truth || is_list_operation(node.op)) return false;
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
        return loaded(values_, 2 * std::int64_t{node.fact.index}, node.type.kind);
      case Op::recorded:
        return loaded(recorded_, 2 * std::int64_t{node.fact.index}, node.type.kind);
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
      case Op::code_in:
        return code_in(operand(node, 0), places_of(node.codes), program_.code_list(node.codes).places.size());
      case Op::code_equal:
        return code_equal(operand(node, 0), operand(node, 1));
      case Op::pick:
        return pick(node);
      case Op::field:
        return loaded(ir_.parameter(1), 2 * std::int64_t{node.field}, node.type.kind);
      case Op::field_recorded:
        return loaded(ir_.parameter(2), 2 * std::int64_t{node.field}, node.type.kind);
      case Op::list_some:
      case Op::list_every:
      case Op::list_count:
      case Op::list_distinct:
      case Op::list_sum:
      case Op::list_least:
      case Op::list_greatest:
      case Op::list_latest:
      case Op::list_latest_has:
      case Op::list_documented:
      case Op::list_exact:
        return list_operation(node);
    }
    return {};
  }

  IrValue places_of(CodeListId id) {
    IrValue& places = code_lists_[id];
    if (places == nullptr) places = ir_.constant_numbers(program_.code_list(id).places);
    return places;
  }

  // ---- a planted fault -----------------------------------------------------------------------------------------------
  IrValue changed(IrValue bound) {
    const IrValue other = ir_.differ(bound, ir_.number(std::int64_t{1} << 22));
    return choose(any(ir_.equal(bound, ir_.number(kNoLow)), ir_.equal(bound, ir_.number(kNoHigh))), zero_, other);
  }
  Emitted corrupt(const Emitted& value, TypeKind kind) {
    if (value.constant) return constant(corrupted(*value.constant, kind), kind);
    if (kind == TypeKind::truth) return yes_or_no(ir_.unequal(ir_.both(value.lo, ir_.number(kMayBeNo)), zero_));
    if (kind == TypeKind::code) {
      const IrValue other = choose(is_unknown(value), zero_, ir_.number(kUnknownCode.lo));
      return {other, other, std::nullopt};
    }
    if (kind == TypeKind::choice) return bits(choose(ir_.equal(value.lo, ir_.number(1)), ir_.number(2), ir_.number(1)));
    return {changed(value.lo), changed(value.hi), std::nullopt};
  }

  std::optional<Op> planted_;
  std::map<CodeListId, IrValue> code_lists_;
};

}  // namespace

std::vector<NodeId> emit_case(Ir& ir, const char* name, const Program& program, std::span<const NodeId> outputs,
                              std::span<const NodeId> fallible, std::optional<Op> planted) {
  return CaseEmitter(ir, program, fallible, planted).emit(name, outputs);
}

}  // namespace precept::native
