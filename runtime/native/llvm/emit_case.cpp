// One case: each node that an output or an error needs is emitted once, in order, as straight code on 64-bit numbers; a
// truth is its two bits. Functions and modules are those of the layout. Meant for LLVM's fastest code generation, without
// passes: nothing here relies on an optimiser. What operations mean is said in emit_truths.hpp and emit_arithmetic.hpp; how
// records are gone over in emit_lists.hpp.
#include <algorithm>
#include <span>
#include <string>

#include "runtime/native/llvm/emit.hpp"
#include "runtime/native/llvm/emit_lists.hpp"
#include "runtime/native/words/lanes.hpp"

namespace precept::native {
namespace {

class CaseEmitter final : public EmitLists {
 public:
  CaseEmitter(Ir& ir, EmitScratch& scratch, const CaseLayout& layout, const char* name)
      : EmitLists(ir, scratch, layout), code_lists_(layout.program->code_lists.size(), nullptr) {
    name_ = name;
  }

  void emit(std::size_t module) {
    if (layout_.parts.size() == 1) {
      emit_only_part();
    } else {
      if (module == 0) emit_case();
      const std::size_t first = module * kPartsOfModule;
      for (std::size_t i = first; i < std::min(first + kPartsOfModule, layout_.parts.size()); ++i) emit_part(i);
    }
    emit_bodies();
  }

 private:
  // ---- functions -----------------------------------------------------------------------------------------------------
  std::vector<IrType> parameters() const { return std::vector<IrType>(5, ir_.pointer_type()); }
  std::string part_name(std::size_t part) const { return name_ + "_part_" + std::to_string(part); }

  void begin_case() {
    begin(name_, parameters());
    values_ = ir_.parameter(0);
    recorded_ = ir_.parameter(1);
    failures_out_ = ir_.parameter(3);
    if (layout_.has_frame) make_frame();
  }
  void emit_only_part() {
    begin_case();
    emit_operations(layout_.parts.front());
    if (!layout_.has_frame) store_failures(true);
    ir_.leave();
  }
  // The case's function calls the parts: as itself, with the frame in place of the lists.
  void emit_case() {
    begin_case();
    for (std::size_t i = 0; i < layout_.parts.size(); ++i)
      ir_.run(part_name(i).c_str(), {values_, recorded_, ir_.parameter(2), failures_out_, frame()});
    ir_.leave();
  }
  void emit_part(std::size_t part) {
    begin(part_name(part), parameters());
    values_ = ir_.parameter(0);
    recorded_ = ir_.parameter(1);
    failures_out_ = ir_.parameter(3);
    take_frame(ir_.parameter(4));
    emit_operations(layout_.parts[part]);
    ir_.leave();
  }
  void emit_operations(const CasePart& part) {
    const std::span<const Node> nodes(program_.nodes.data() + part.begin, part.end - part.begin);
    room_ = ir_.room(room_needed(nodes, [](const Node& node) -> const Node& { return node; }));
    for (std::uint32_t i = part.begin; i < part.end; ++i) {
      if (layout_.needed[i] == 0 || program_.nodes[i].scope != ScopeId{}) continue;
      emit_in_place(NodeId{i});
      if (layout_.is_output[i] != 0) store_value(scratch_.emitted[i], ir_.parameter(2), 2 * std::int64_t{i});
    }
  }

  // ---- the operations ------------------------------------------------------------------------------------------------
  Emitted emit_node(const Node& node) override {
    const Emitted emitted = emit_operation(node);
    return layout_.planted == node.op ? corrupt(emitted, node.type.kind) : emitted;
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
    IrValue& places = code_lists_[id.index];
    if (places == nullptr) places = ir_.constant_numbers(program_.code_list(id).places);
    return places;
  }

  // ---- a planted fault -----------------------------------------------------------------------------------------------
  IrValue changed(IrValue bound) {
    const IrValue other = ir_.differ(bound, ir_.number(std::int64_t{1} << 22));
    return choose(any(ir_.equal(bound, ir_.number(kNoLow)), ir_.equal(bound, ir_.number(kNoHigh))), zero_, other);
  }
  Emitted corrupt(const Emitted& value, TypeKind kind) {
    if (kind == TypeKind::truth) return yes_or_no(ir_.unequal(ir_.both(value.lo, ir_.number(kMayBeNo)), zero_));
    if (kind == TypeKind::code) {
      const IrValue other = choose(is_unknown(value), zero_, ir_.number(kUnknownCode.lo));
      return {other, other};
    }
    if (kind == TypeKind::choice) return bits(choose(ir_.equal(value.lo, ir_.number(1)), ir_.number(2), ir_.number(1)));
    return {changed(value.lo), changed(value.hi)};
  }

  std::vector<IrValue> code_lists_;  // where their places lie in this module, or null
};

}  // namespace

void emit_case(Ir& ir, EmitScratch& scratch, const CaseLayout& layout, const char* name, std::size_t module) {
  CaseEmitter(ir, scratch, layout, name).emit(module);
}

}  // namespace precept::native
