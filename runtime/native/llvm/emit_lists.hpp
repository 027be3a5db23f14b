// Emitting operations over the records of a list: a call that runs a body for each record (lists.hpp). A body is a function
// of the module, emitted after the one that needs it; what it reads from around its record lies in the case's frame, in a
// place for each such node.
// In: what a node means (emit_node). Out: bodies, their steps, and each node's value where others look for it.
#pragma once

#include <algorithm>
#include <string>

#include "runtime/native/llvm/emit_arithmetic.hpp"
#include "runtime/native/llvm/lists.hpp"

namespace precept::native {

class EmitLists : public EmitArithmetic {
 public:
  using EmitArithmetic::EmitArithmetic;

 protected:
  ~EmitLists() = default;
  virtual Emitted emit_node(const Node& node) = 0;

  // ---- the frame -----------------------------------------------------------------------------------------------------
  // The case's own function makes it, and begins with no failures.
  void make_frame() {
    frame_ = ir_.room(static_cast<unsigned>(layout_.frame_numbers));
    ir_.store(values_, ir_.at(frame_, kFrameValues));
    ir_.store(recorded_, ir_.at(frame_, kFrameRecorded));
    ir_.store(failures_out_, ir_.at(frame_, kFrameFailures));
    ir_.store(ir_.parameter(4), ir_.at(frame_, kFrameLists));
    for (std::size_t word = 0; word < (layout_.fallible.size() + 63) / 64; ++word)
      ir_.store(zero_, ir_.at(failures_out_, static_cast<std::int64_t>(word)));
  }
  void take_frame(IrValue made) { frame_ = made; }
  IrValue frame() const { return frame_; }

  // ---- bodies --------------------------------------------------------------------------------------------------------
  // A body is a ListBody, and the module's own: where two modules run it, each has it.
  std::string body_name(std::size_t step) const { return name_ + "_list_" + std::to_string(step); }
  std::vector<IrType> body_parameters() const { return std::vector<IrType>(4, ir_.pointer_type()); }

  Emitted list_operation(const Node& node) {
    const auto found = std::lower_bound(layout_.lists.begin(), layout_.lists.end(), this_node_);
    const auto step = static_cast<std::size_t>(found - layout_.lists.begin());
    IrValue body = ir_.no_address();
    if (!node.operands.empty()) {
      if (std::find(bodies_.begin(), bodies_.end(), step) == bodies_.end()) bodies_.push_back(step);
      body = ir_.own_function(body_name(step).c_str(), body_parameters());
    }
    const IrValue failed = ir_.call(kList, {frame_, ir_.number(static_cast<std::int64_t>(step)), body, room_});
    if (row_of(node.op).strictness == Strictness::may_fail) add_failure(ir_.unequal(failed, zero_));
    return loaded(room_, 0, node.type.kind);
  }

  // Those of loops within loops are met on the way.
  void emit_bodies() {
    for (std::size_t i = 0; i < bodies_.size(); ++i) emit_body(bodies_[i]);
  }
  void emit_body(std::size_t step) {
    const Node& list = layout_.node(layout_.lists[step]);
    begin(body_name(step), body_parameters());
    frame_ = ir_.parameter(0);
    values_ = ir_.load(ir_.pointer_type(), ir_.at(frame_, kFrameValues));
    recorded_ = ir_.load(ir_.pointer_type(), ir_.at(frame_, kFrameRecorded));
    failures_out_ = ir_.load(ir_.pointer_type(), ir_.at(frame_, kFrameFailures));
    room_ = ir_.room(room_needed(list.body, [&](NodeId id) -> const Node& { return layout_.node(id); }));
    for (const NodeId id : list.body) emit_in_place(id);
    for (std::size_t i = 0; i < list.operands.size(); ++i) {
      have(list.operands[i]);
      store_value(scratch_.emitted[list.operands[i].index], ir_.parameter(3), 2 * static_cast<std::int64_t>(i));
    }
    ir_.leave();
  }

  // ---- values --------------------------------------------------------------------------------------------------------
  void begin(const std::string& name, const std::vector<IrType>& parameters) {
    ir_.begin_function(name.c_str(), parameters);
    ++scratch_.function;
  }

  // What this function has not made itself is a constant, a fact, or lies in the frame.
  void have(NodeId id) {
    if (scratch_.made_in[id.index] == scratch_.function) return;
    scratch_.made_in[id.index] = scratch_.function;
    const Node& node = layout_.node(id);
    scratch_.emitted[id.index] = found(node, id);
  }
  Emitted found(const Node& node, NodeId id) {
    const TypeKind kind = node.type.kind;
    if (const auto& constant_value = layout_.constants[id.index]) return constant(constant_value->value, kind);
    if (node.op == Op::fact) return loaded(values_, 2 * std::int64_t{node.fact.index}, kind);
    if (node.op == Op::recorded) return loaded(recorded_, 2 * std::int64_t{node.fact.index}, kind);
    return loaded(frame_, layout_.places[id.index], kind);
  }

  void emit_in_place(NodeId id) {
    const Node& node = layout_.node(id);
    this_node_ = id;
    if (!is_list_operation(node.op))
      for (const NodeId operand : node.operands) have(operand);
    const bool may_fail = row_of(node.op).strictness == Strictness::may_fail;
    if (layout_.has_frame && may_fail)
      failure_in_memory_ = std::lower_bound(layout_.fallible.begin(), layout_.fallible.end(), id) - layout_.fallible.begin();
    scratch_.made_in[id.index] = scratch_.function;
    if (const auto& known = layout_.constants[id.index]) {
      if (may_fail) add_failure(ir_.unequal(ir_.number(known->failed ? 1 : 0), zero_));
      scratch_.emitted[id.index] = constant(known->value, node.type.kind);
      return;
    }
    const Emitted value = emit_node(node);
    scratch_.emitted[id.index] = value;
    if (layout_.places[id.index] != CaseLayout::kNoPlace) store_value(value, frame_, layout_.places[id.index]);
  }

  // Two numbers for what a symbol gives back, or the operands of the largest set among the nodes.
  template <class Nodes, class NodeOf>
  unsigned room_needed(const Nodes& nodes, NodeOf node_of) const {
    std::size_t operands = 1;
    for (const auto& one : nodes)
      if (node_of(one).op == Op::in_set) operands = std::max(operands, node_of(one).operands.size());
    return static_cast<unsigned>(2 * operands);
  }

  void store_value(const Emitted& value, IrValue base, std::int64_t place) {
    ir_.store(value.lo, ir_.at(base, place));
    ir_.store(value.hi != nullptr ? value.hi : zero_, ir_.at(base, place + 1));
  }
  Emitted loaded(IrValue base, std::int64_t place, TypeKind kind) {
    const bool has_high = kind != TypeKind::truth && kind != TypeKind::choice;
    const IrValue lo = ir_.load(ir_.at(base, place));
    return {lo, has_high ? ir_.load(ir_.at(base, place + 1)) : nullptr};
  }

  std::string name_;  // of the case's function
  IrValue values_ = nullptr;
  IrValue recorded_ = nullptr;

 private:
  NodeId this_node_{};
  std::vector<std::size_t> bodies_;  // steps whose bodies the module needs, in the order in which they were met
  IrValue frame_ = nullptr;
};

}  // namespace precept::native
