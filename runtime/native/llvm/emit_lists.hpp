// Emitting operations over the records of a list: a call that runs a body for each record (lists.hpp). A body is a function
// of the module, emitted after the one that needs it; what it reads from around its record lies in the case's frame, in a
// place for each such node.
// In: what a node means (emit_node). Out: bodies, their steps, and each node's value where others look for it.
#pragma once

#include <algorithm>
#include <map>
#include <span>
#include <string>

#include "runtime/native/llvm/emit_arithmetic.hpp"
#include "runtime/native/llvm/lists.hpp"

namespace precept::native {

class EmitLists : public EmitArithmetic {
 public:
  EmitLists(Ir& ir, const Program& program, std::span<const NodeId> fallible)
      : EmitArithmetic(ir, program), fallible_(fallible) {}

 protected:
  ~EmitLists() = default;
  virtual Emitted emit_node(const Node& node) = 0;

  // Places in the frame for what bodies read from around them.
  void find_places() {
    if (!has_lists_) return;
    place_of_.assign(program_.nodes.size(), kNoPlace);
    made_in_.assign(program_.nodes.size(), 0);
    places_ = kFrameNumbers + 2 * static_cast<std::int64_t>(program_.scopes.size());
    for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
      const Node& list = program_.nodes[i];
      if (needed_[i] == 0 || !is_list_operation(list.op)) continue;
      add_places(list, list);
      for (const NodeId id : list.body)
        if (!is_list_operation(program_.node(id).op)) add_places(program_.node(id), list);
    }
  }
  void add_places(const Node& reader, const Node& list) {
    for (const NodeId id : reader.operands) {
      const Node& read = program_.node(id);
      if (read.scope == list.list || read.op == Op::constant || place_of_[id.index] != kNoPlace) continue;
      place_of_[id.index] = places_;
      places_ += 2;
    }
  }

  // The case's function keeps the frame, and begins with no failures.
  void begin_frame() {
    frame_ = ir_.room(static_cast<unsigned>(places_));
    ir_.store(values_, ir_.at(frame_, kFrameValues));
    ir_.store(recorded_, ir_.at(frame_, kFrameRecorded));
    ir_.store(failures_out_, ir_.at(frame_, kFrameFailures));
    ir_.store(ir_.parameter(4), ir_.at(frame_, kFrameLists));
    for (std::size_t word = 0; word < (fallible_.size() + 63) / 64; ++word)
      ir_.store(zero_, ir_.at(failures_out_, static_cast<std::int64_t>(word)));
  }

  // A body is a ListBody.
  std::string body_name(std::size_t step) const { return name_ + "_list_" + std::to_string(step); }
  std::vector<IrType> body_parameters() const { return std::vector<IrType>(4, ir_.pointer_type()); }

  Emitted list_operation(const Node& node) {
    const auto [step, is_new] = step_of_.try_emplace(this_node_, steps_.size());
    if (is_new) steps_.push_back(this_node_);
    const bool has_body = !node.operands.empty();
    const IrValue body =
        has_body ? ir_.own_function(body_name(step->second).c_str(), body_parameters()) : ir_.no_address();
    const IrValue failed = ir_.call(kList, {frame_, ir_.number(static_cast<std::int64_t>(step->second)), body, room_});
    if (row_of(node.op).strictness == Strictness::may_fail) add_failure(ir_.unequal(failed, zero_));
    return loaded(room_, 0, node.type.kind);
  }

  // Those of loops within loops are met on the way.
  void emit_bodies() {
    for (std::size_t step = 0; step < steps_.size(); ++step) emit_body(step);
  }
  void emit_body(std::size_t step) {
    const Node& list = program_.node(steps_[step]);
    if (list.operands.empty()) return;
    ++function_;
    ir_.begin_function(body_name(step).c_str(), body_parameters());
    frame_ = ir_.parameter(0);
    values_ = ir_.load(ir_.pointer_type(), ir_.at(frame_, kFrameValues));
    recorded_ = ir_.load(ir_.pointer_type(), ir_.at(frame_, kFrameRecorded));
    failures_out_ = ir_.load(ir_.pointer_type(), ir_.at(frame_, kFrameFailures));
    room_ = ir_.room(room_needed(list.body, [&](NodeId id) -> const Node& { return program_.node(id); }));
    for (const NodeId id : list.body) emit_in_place(id);
    for (std::size_t i = 0; i < list.operands.size(); ++i) {
      read_from_around(list.operands[i]);
      store_value(emitted_[list.operands[i].index], ir_.parameter(3), 2 * static_cast<std::int64_t>(i));
    }
    ir_.leave();
  }

  // What this function has not made itself is a constant, or lies in the frame.
  void read_from_around(NodeId id) {
    if (!has_lists_ || made_in_[id.index] == function_ || emitted_[id.index].constant) return;
    emitted_[id.index] = loaded(frame_, place_of_[id.index], program_.node(id).type.kind);
    made_in_[id.index] = function_;
  }

  void emit_in_place(NodeId id) {
    const Node& node = program_.node(id);
    this_node_ = id;
    if (!is_list_operation(node.op))
      for (const NodeId operand : node.operands) read_from_around(operand);
    if (has_lists_ && row_of(node.op).strictness == Strictness::may_fail)
      failure_in_memory_ = std::lower_bound(fallible_.begin(), fallible_.end(), id) - fallible_.begin();
    emitted_[id.index] = emit_node(node);
    if (!has_lists_) return;
    made_in_[id.index] = function_;
    if (place_of_[id.index] != kNoPlace && !emitted_[id.index].constant)
      store_value(emitted_[id.index], frame_, place_of_[id.index]);
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
    return {lo, has_high ? ir_.load(ir_.at(base, place + 1)) : nullptr, std::nullopt};
  }

  std::string name_;                   // of the case's function
  std::span<const NodeId> fallible_;
  std::vector<std::uint8_t> needed_;   // parallel to nodes
  bool has_lists_ = false;
  IrValue values_ = nullptr;
  IrValue recorded_ = nullptr;
  std::vector<NodeId> steps_;          // the operations over lists met so far

 private:
  static constexpr std::int64_t kNoPlace = -1;

  NodeId this_node_{};
  std::map<NodeId, std::size_t> step_of_;
  std::vector<std::int64_t> place_of_;  // parallel to nodes: in the frame
  std::vector<std::uint32_t> made_in_;  // parallel to nodes: the function that holds what is in emitted_
  std::uint32_t function_ = 1;          // the one at hand: 1 is the case's own
  std::int64_t places_ = 0;
  IrValue frame_ = nullptr;
};

}  // namespace precept::native
