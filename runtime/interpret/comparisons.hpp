// Truths of possible values: logic, comparisons, and what the record says (language reference, sections 4 and 5).
// In: the operands' possible values, each by itself. Out: a Truth. Never here: failures; no comparison can fail.
#pragma once

#include <bit>
#include <cstddef>

#include "runtime/program/program.hpp"
#include "runtime/values/truth.hpp"

namespace precept::interpreting {

// The operands of a node that may have any number of them, read one by one.
class Operands {
 public:
  Operands(const Value* values, const std::vector<NodeId>& ids) : values_(values), ids_(ids.data()), size_(ids.size()) {}
  std::size_t size() const { return size_; }
  const Value& operator[](std::size_t place) const { return values_[ids_[place].index]; }

 private:
  const Value* values_;
  const NodeId* ids_;
  std::size_t size_;
};

// ---- logic ---------------------------------------------------------------------------------------------------------
inline Truth conjunction(const Operands& operands) {
  Truth all = Truth::yes;
  for (std::size_t place = 0; place < operands.size(); ++place) all = kleene_and(all, truth_of(operands[place]));
  return all;
}

inline Truth disjunction(const Operands& operands) {
  Truth any = Truth::no;
  for (std::size_t place = 0; place < operands.size(); ++place) any = kleene_or(any, truth_of(operands[place]));
  return any;
}

inline Truth at_least(std::int64_t quantity, const Operands& operands) {
  std::int64_t certainly_yes = 0;
  std::int64_t maybe_yes = 0;
  for (std::size_t place = 0; place < operands.size(); ++place) {
    const Truth truth = truth_of(operands[place]);
    if (truth == Truth::yes) ++certainly_yes;
    if (may_be_yes(truth)) ++maybe_yes;
  }
  return kleene_at_least(quantity, certainly_yes, maybe_yes);
}

// ---- ordered values: may some pair of them compare so, may some other not? -----------------------------------------
// "No bound" needs no case of its own here: kNoLow is below every value and kNoHigh above.
inline bool is_exact(const Value& a) { return a.lo == a.hi; }
inline bool overlap(const Value& a, const Value& b) { return a.lo <= b.hi && b.lo <= a.hi; }

inline Truth less(const Value& a, const Value& b) { return truth_from(a.lo < b.hi, a.hi >= b.lo); }

inline Truth less_equal(const Value& a, const Value& b) { return truth_from(a.lo <= b.hi, a.hi > b.lo); }

inline Truth equal(const Value& a, const Value& b) {
  const bool certainly = is_exact(a) && a == b;
  return truth_from(overlap(a, b), !certainly);
}

// low <= a <= high.
inline Truth between(const Value& a, const Value& low, const Value& high) {
  const bool may_be_in = low.lo <= high.hi && low.lo <= a.hi && a.lo <= high.hi;
  const bool may_be_below = a.lo < low.hi;
  const bool may_be_above = a.hi > high.lo;
  return truth_from(may_be_in, may_be_below || may_be_above);
}

inline bool is_exact_member(std::int64_t value, const Operands& operands) {
  for (std::size_t place = 1; place < operands.size(); ++place)
    if (operands[place] == Value{value, value}) return true;
  return false;
}

// The first operand is one of the others: certainly so only where each of its values is one of the exact ones.
inline Truth in_set(const Operands& operands, TypeKind kind) {
  const Value& a = operands[0];
  bool may_be_in = false;
  for (std::size_t place = 1; place < operands.size(); ++place) may_be_in = may_be_in || overlap(a, operands[place]);
  if (a.lo == kNoLow || a.hi == kNoHigh) return truth_from(may_be_in, true);
  const std::int64_t step = step_of(kind);
  const auto members = static_cast<std::int64_t>(operands.size()) - 1;
  if ((a.hi - a.lo) / step >= members) return truth_from(may_be_in, true);
  for (std::int64_t value = a.lo; value <= a.hi; value += step)
    if (!is_exact_member(value, operands)) return truth_from(may_be_in, true);
  return truth_from(may_be_in, false);
}

// ---- choices: a bit for each member that it may be -----------------------------------------------------------------
inline Truth choice_equal(const Value& a, const Value& b) {
  const bool certainly = a.lo == b.lo && std::has_single_bit(static_cast<std::uint64_t>(a.lo));
  return truth_from((a.lo & b.lo) != 0, !certainly);
}

inline Truth choice_in(const Value& a, std::uint64_t members) {
  const auto possible = static_cast<std::uint64_t>(a.lo);
  return truth_from((possible & members) != 0, (possible & ~members) != 0);
}

// ---- codes: known or not -------------------------------------------------------------------------------------------
inline Truth code_in(const Value& a, const CodeList& list) {
  if (a == kUnknownCode) return Truth::undocumented;
  return list.holds(static_cast<std::uint64_t>(a.lo)) ? Truth::yes : Truth::no;
}

inline Truth code_equal(const Value& a, const Value& b) {
  if (a == kUnknownCode || b == kUnknownCode) return Truth::undocumented;
  return a.hi == b.hi ? Truth::yes : Truth::no;
}

// ---- the record ----------------------------------------------------------------------------------------------------
inline Truth documented(const Value& a, const Value& whole) { return a == whole ? Truth::no : Truth::yes; }

inline Truth exact(const Value& a, TypeKind kind) {
  if (kind == TypeKind::code) return a == kUnknownCode ? Truth::no : Truth::yes;
  const bool one_value = is_ordered(kind) ? is_exact(a) : std::has_single_bit(static_cast<std::uint64_t>(a.lo));
  return one_value ? Truth::yes : Truth::no;
}

}  // namespace precept::interpreting
