// What emitting a case is made of: a node's value as emitted, answers that constants already give, and the bits of what
// failed. Never here: what an operation means.
#pragma once

#include <optional>
#include <vector>

#include "runtime/native/bounds.hpp"
#include "runtime/native/llvm/case_layout.hpp"
#include "runtime/native/llvm/ir.hpp"

namespace precept::native {

// A node's value as emitted: numbers for lo and hi (of truths and choices only lo).
struct Emitted {
  IrValue lo = nullptr;
  IrValue hi = nullptr;
};

// Working memory of one thread, for any number of modules of one layout after the other.
struct EmitScratch {
  explicit EmitScratch(std::size_t nodes) : emitted(nodes), made_in(nodes, 0) {}
  std::vector<Emitted> emitted;        // parallel to nodes
  std::vector<std::uint32_t> made_in;  // parallel to nodes: the function that holds what is in `emitted`
  std::uint32_t function = 0;          // the one at hand, counted through all modules
};

class EmitPieces {
 public:
  EmitPieces(Ir& ir, EmitScratch& scratch, const CaseLayout& layout)
      : ir_(ir), layout_(layout), program_(*layout.program), scratch_(scratch), zero_(ir.number(0)) {}

 protected:
  const Emitted& operand(const Node& node, std::size_t place) const { return scratch_.emitted[node.operands[place].index]; }
  const Type& operand_type(const Node& node, std::size_t place) const { return program_.node(node.operands[place]).type; }

  Emitted constant(Value value, TypeKind kind) {
    const bool has_high = kind != TypeKind::truth && kind != TypeKind::choice;
    return {ir_.number(value.lo), has_high ? ir_.number(value.hi) : nullptr};
  }
  Emitted truth(IrValue may_be_yes, IrValue may_be_no) {
    return {ir_.either(ir_.as_number(may_be_yes), ir_.left(ir_.as_number(may_be_no), 1)), nullptr};
  }
  Emitted bits(IrValue two_bits) { return {two_bits, nullptr}; }
  Emitted yes_or_no(IrValue yes) { return bits(ir_.sub(ir_.number(kMayBeNo), ir_.as_number(yes))); }
  IrValue is_exact(const Emitted& a) { return ir_.equal(a.lo, a.hi); }

  // Answers that constants already give are not emitted.
  static bool is_true(IrValue answer) { return Ir::known(answer) == true; }
  static bool is_false(IrValue answer) { return Ir::known(answer) == false; }
  IrValue choose(IrValue answer, IrValue yes, IrValue no) {
    if (is_true(answer)) return yes;
    if (is_false(answer)) return no;
    return ir_.select(answer, yes, no);
  }
  IrValue any(IrValue a, IrValue b) {
    if (is_true(a) || is_false(b)) return a;
    if (is_true(b) || is_false(a)) return b;
    return ir_.either(a, b);
  }
  IrValue all(IrValue a, IrValue b) {
    if (is_true(a) || is_false(b)) return b;
    if (is_true(b) || is_false(a)) return a;
    return ir_.both(a, b);
  }
  // `bound`, unless either has no bound on that side.
  IrValue unless_open(const IrValue a, const IrValue b, std::int64_t open, IrValue bound) {
    const IrValue none = ir_.number(open);
    return choose(any(ir_.equal(a, none), ir_.equal(b, none)), none, bound);
  }

  // ---- failures ----------------------------------------------------------------------------------------------------
  // A failure's bit goes into the word at hand; a full word is stored. All fallible nodes come here, in order. With a frame
  // it goes into memory instead, to what other records and other functions left there.
  void add_failure(IrValue failed) {
    if (failure_in_memory_) return keep_failure(failed, *failure_in_memory_);
    const IrValue bit = ir_.left(ir_.as_number(failed), failures_ % 64);
    failure_word_ = failures_ % 64 == 0 ? bit : ir_.either(failure_word_, bit);
    ++failures_;
    store_failures(false);
  }
  void store_failures(bool last) {
    const bool full = failures_ % 64 == 0;
    if (failures_ == 0 || full == last) return;
    ir_.store(failure_word_, ir_.at(failures_out_, (failures_ - 1) / 64));
  }

  void keep_failure(IrValue failed, std::int64_t place) {
    if (is_false(failed)) return;
    const IrValue word = ir_.at(failures_out_, place / 64);
    ir_.store(ir_.either(ir_.load(word), ir_.left(ir_.as_number(failed), place % 64)), word);
  }

  Ir& ir_;
  const CaseLayout& layout_;
  const Program& program_;
  EmitScratch& scratch_;
  IrValue zero_;
  IrValue failures_out_ = nullptr;                 // where their words go
  std::optional<std::int64_t> failure_in_memory_;  // of the node at hand: its place among the fallible ones
  IrValue room_ = nullptr;                         // on the stack: for symbols' operands and results

 private:
  IrValue failure_word_ = nullptr;
  std::int64_t failures_ = 0;
};

}  // namespace precept::native
