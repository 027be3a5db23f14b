// Emitting truths: logic on two bits, comparisons of bounds and sets, and what the record says.
// In: operands as emitted. Out: a truth's two bits. Never here: arithmetic; nothing here can fail.
#pragma once

#include "runtime/native/llvm/emit_pieces.hpp"
#include "runtime/native/llvm/symbols.hpp"

namespace precept::native {

class EmitTruths : public EmitPieces {
 public:
  using EmitPieces::EmitPieces;

 protected:
  // ---- logic on two bits ---------------------------------------------------------------------------------------------
  IrValue turned(IrValue a) { return ir_.either(ir_.left(ir_.both(a, ir_.number(kMayBeYes)), 1), ir_.right(a, 1)); }
  Emitted negation(IrValue a) { return bits(turned(a)); }

  // The bit `by_all` needs all of the operands, `by_any` one.
  Emitted junction(const Node& node, std::int64_t by_all, std::int64_t by_any) {
    IrValue every = operand(node, 0).lo;
    IrValue some = every;
    for (std::size_t i = 1; i < node.operands.size(); ++i) {
      every = ir_.both(every, operand(node, i).lo);
      some = ir_.either(some, operand(node, i).lo);
    }
    return bits(ir_.either(ir_.both(every, ir_.number(by_all)), ir_.both(some, ir_.number(by_any))));
  }

  Emitted at_least(const Node& node) {
    IrValue may_be = zero_;
    IrValue surely = zero_;
    for (std::size_t i = 0; i < node.operands.size(); ++i) {
      const IrValue a = operand(node, i).lo;
      may_be = ir_.add(may_be, ir_.both(a, ir_.number(kMayBeYes)));
      surely = ir_.add(surely, ir_.right(ir_.differ(a, ir_.number(3)), 1));  // 1 for yes alone
    }
    const IrValue quantity = ir_.number(node.quantity);
    return truth(ir_.less_equal(quantity, may_be), ir_.less(surely, quantity));
  }

  Emitted truth_equal(IrValue a, IrValue b) {
    return truth(ir_.unequal(ir_.both(a, b), zero_), ir_.unequal(ir_.both(a, turned(b)), zero_));
  }

  // ---- comparisons ---------------------------------------------------------------------------------------------------
  Emitted less(const Emitted& a, const Emitted& b) { return truth(ir_.less(a.lo, b.hi), ir_.less_equal(b.lo, a.hi)); }
  Emitted less_equal(const Emitted& a, const Emitted& b) { return truth(ir_.less_equal(a.lo, b.hi), ir_.less(b.lo, a.hi)); }
  IrValue overlap(const Emitted& a, const Emitted& b) { return all(ir_.less_equal(a.lo, b.hi), ir_.less_equal(b.lo, a.hi)); }
  Emitted equal(const Emitted& a, const Emitted& b) {
    const IrValue apart = any(ir_.unequal(a.lo, b.lo), ir_.unequal(a.hi, b.lo));
    return truth(overlap(a, b), any(apart, ir_.unequal(b.lo, b.hi)));
  }
  Emitted between(const Emitted& a, const Emitted& low, const Emitted& high) {
    const IrValue reachable = all(ir_.less_equal(low.lo, a.hi), ir_.less_equal(a.lo, high.hi));
    const IrValue outside = any(ir_.less(a.lo, low.hi), ir_.less(high.lo, a.hi));
    return truth(all(reachable, ir_.less_equal(low.lo, high.hi)), outside);
  }

  Emitted in_set(const Node& node) {
    for (std::size_t i = 0; i < node.operands.size(); ++i) {
      ir_.store(operand(node, i).lo, ir_.at(room_, 2 * static_cast<std::int64_t>(i)));
      ir_.store(operand(node, i).hi, ir_.at(room_, 2 * static_cast<std::int64_t>(i) + 1));
    }
    const auto others = static_cast<std::int64_t>(node.operands.size()) - 1;
    const auto kind = static_cast<std::int64_t>(operand_type(node, 0).kind);
    return bits(ir_.call(kInSet, {room_, ir_.number(others), ir_.number(kind)}));
  }

  IrValue has_one_bit(IrValue a) {
    return ir_.equal(ir_.both(a, ir_.sub(a, ir_.number(1))), zero_);
  }  // of a set never empty
  Emitted choice_equal(IrValue a, IrValue b) {
    const IrValue same = all(ir_.equal(a, b), has_one_bit(a));
    return truth(ir_.unequal(ir_.both(a, b), zero_), ir_.equal(ir_.as_number(same), zero_));
  }
  Emitted choice_in(IrValue a, std::uint64_t members) {
    const auto set = static_cast<std::int64_t>(members);
    return truth(ir_.unequal(ir_.both(a, ir_.number(set)), zero_), ir_.unequal(ir_.both(a, ir_.number(~set)), zero_));
  }
  // ---- codes, known or not -------------------------------------------------------------------------------------------
  IrValue is_unknown(const Emitted& code) {
    return all(ir_.equal(code.lo, ir_.number(kUnknownCode.lo)), ir_.equal(code.hi, ir_.number(kUnknownCode.hi)));
  }
  Emitted known_or_open(IrValue unknown, IrValue yes) {
    return bits(choose(unknown, ir_.number(kMayBeYes | kMayBeNo), yes_or_no(yes).lo));
  }
  Emitted code_equal(const Emitted& a, const Emitted& b) {
    return known_or_open(any(is_unknown(a), is_unknown(b)), ir_.equal(a.hi, b.hi));
  }
  // A place that is no place of the list is looked up at the first, and not in it.
  Emitted code_in(const Emitted& code, IrValue places, std::size_t words) {
    const auto limit = static_cast<std::int64_t>(64 * words);
    const IrValue within = all(ir_.less_equal(zero_, code.lo), ir_.less(code.lo, ir_.number(limit)));
    const IrValue place = choose(within, code.lo, zero_);
    const IrValue word = ir_.load(ir_.at_bytes(places, ir_.left(ir_.right(place, 6), 3)));
    const IrValue bit = ir_.both(ir_.right(word, ir_.both(place, ir_.number(63))), ir_.number(1));
    return known_or_open(is_unknown(code), all(within, ir_.unequal(bit, zero_)));
  }

  // ---- tables --------------------------------------------------------------------------------------------------------
  // Conditions and values by turns, and perhaps a value for where none holds: each value that may be the first to hold.
  Emitted pick(const Node& node) {
    const std::size_t paired = node.operands.size() / 2 * 2;
    Picked picked{ir_.unequal(zero_, zero_), operand(node, 1)};
    IrValue open = ir_.equal(zero_, zero_);  // no row so far certainly holds
    for (std::size_t i = 0; i < paired; i += 2) {
      const IrValue condition = operand(node, i).lo;
      const IrValue may_hold = ir_.unequal(ir_.both(condition, ir_.number(kMayBeYes)), zero_);
      take(picked, all(open, may_hold), operand(node, i + 1), node.type.kind);
      open = all(open, ir_.unequal(condition, ir_.number(kMayBeYes)));
    }
    if (paired != node.operands.size()) {
      take(picked, open, operand(node, paired), node.type.kind);
      return picked.value;
    }
    Emitted every = operand(node, 1);  // where no condition holds, though one should
    for (std::size_t i = 3; i < paired; i += 2) every = either_value(every, operand(node, i), node.type.kind);
    return chosen(picked.found, picked.value, every);
  }

  Emitted documented(const Emitted& a, Value whole) {
    const IrValue lower = ir_.unequal(a.lo, ir_.number(whole.lo));
    return yes_or_no(a.hi == nullptr ? lower : any(lower, ir_.unequal(a.hi, ir_.number(whole.hi))));
  }
  Emitted exact(const Emitted& a, TypeKind kind) {
    if (kind == TypeKind::code) return yes_or_no(ir_.equal(ir_.as_number(is_unknown(a)), zero_));
    return yes_or_no(kind == TypeKind::truth || kind == TypeKind::choice ? has_one_bit(a.lo) : is_exact(a));
  }

 private:
  struct Picked {
    IrValue found;  // whether any value was taken
    Emitted value;
  };

  Emitted chosen(IrValue answer, const Emitted& yes, const Emitted& no) {
    return {choose(answer, yes.lo, no.lo), yes.hi != nullptr ? choose(answer, yes.hi, no.hi) : nullptr};
  }
  Emitted either_value(const Emitted& a, const Emitted& b, TypeKind kind) {
    if (kind == TypeKind::truth || kind == TypeKind::choice) return bits(ir_.either(a.lo, b.lo));
    if (kind == TypeKind::code) {
      const IrValue same = all(ir_.equal(a.lo, b.lo), ir_.equal(a.hi, b.hi));
      const IrValue unknown = ir_.number(kUnknownCode.lo);
      return {choose(same, a.lo, unknown), choose(same, a.hi, unknown)};
    }
    return {choose(ir_.less(a.lo, b.lo), a.lo, b.lo), choose(ir_.less(a.hi, b.hi), b.hi, a.hi)};
  }
  void take(Picked& picked, IrValue taken, const Emitted& value, TypeKind kind) {
    if (is_false(taken)) return;
    const Emitted with = chosen(picked.found, either_value(picked.value, value, kind), value);
    picked = {any(picked.found, taken), chosen(taken, with, picked.value)};
  }
};

}  // namespace precept::native
