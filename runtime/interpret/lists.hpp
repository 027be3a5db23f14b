// What operations over the records of a list give (language reference, sections 4 and 5): record after record in, one
// possible value out; and what a table gives. Every engine adds up records by this: the rules for incomplete lists stand once.
// Never here: how a record's own operands are worked out.
#pragma once

#include <vector>

#include "runtime/facts/case_facts.hpp"
#include "runtime/interpret/arithmetic.hpp"
#include "runtime/interpret/comparisons.hpp"

namespace precept::interpreting {

class ListTotal {
 public:
  // A list operation but list_documented and list_exact. Both must outlive this.
  ListTotal(const Program& program, const Node& node);
  // The same where no Program is at hand: of the last operand its kind, and its whole (whole_of).
  ListTotal(const Node& node, TypeKind value_kind, Value whole) : node_(node), value_kind_(value_kind), whole_(whole) {}

  // One record: the operation's operands for it, in order.
  void add(const Value* operands);

  // The result over what was added. Nothing: an error of the case (a sum that overflows whatever its records are).
  Result finish(bool complete) const;

 private:
  struct Candidate {  // a record that may match
    bool certain = false;
    Value by;         // list_latest: the date
    Value value;
  };
  Value some(bool complete) const;
  Value every(bool complete) const;
  Value count(bool complete) const;
  Result sum(bool complete) const;
  Value least(bool complete) const;
  Value greatest(bool complete) const;
  Value latest(bool complete) const;
  Value latest_has(bool complete) const;
  Value distinct(bool complete) const;
  std::vector<const Candidate*> latest_candidates() const;

  const Node& node_;
  TypeKind value_kind_ = TypeKind::truth;
  Value whole_;                // every value that an unseen record may have
  std::int64_t certain_ = 0;   // records that certainly match; list_every: that certainly fail
  std::int64_t possible_ = 0;  // that may match; list_every: that may fail
  __int128 low_ = 0;           // list_sum
  __int128 high_ = 0;
  bool no_low_ = false;
  bool no_high_ = false;
  std::vector<Candidate> candidates_;
};

// list_exact: complete, and each field of each record has one value; lists within too.
bool list_is_exact(const Program& program, RecordId type, const Records& records);

// Every value of a type; of a node that is a fact or a field, every value that it may have.
Value whole_of(const Program& program, const Type& type);
Value whole_of(const Program& program, const Node& node);

// The least range, or set, that holds both.
inline Value hull(const Value& a, const Value& b, TypeKind kind) {
  if (is_ordered(kind)) return {std::min(a.lo, b.lo), std::max(a.hi, b.hi)};
  if (kind == TypeKind::code) return a == b ? a : kUnknownCode;
  return {a.lo | b.lo, a.hi};
}

// A table: operands are conditions and values by turns, and where their number is odd a value for none of them. The hull of the
// values whose condition may hold, up to the first that certainly does.
inline Value pick(const Operands& operands, TypeKind kind) {
  bool found = false;
  Value picked;
  const auto take = [&](const Value& value) {
    picked = found ? hull(picked, value, kind) : value;
    found = true;
  };
  std::size_t place = 0;
  for (; place + 1 < operands.size(); place += 2) {
    const Truth truth = truth_of(operands[place]);
    if (may_be_yes(truth)) take(operands[place + 1]);
    if (truth == Truth::yes) return picked;
  }
  if (place < operands.size()) take(operands[place]);
  if (!found)  // not where the conditions leave no gap
    for (place = 1; place < operands.size(); place += 2) take(operands[place]);
  return picked;
}

}  // namespace precept::interpreting
