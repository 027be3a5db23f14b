// The part of a Program that one request still leaves open. In: Program, policy, request, and what the request may end in.
// Out: a small Program of the expressions that depend on open facts, everything that is known put in as constants, with a
// request whose facts are exactly the open ones. A completion of the one is a completion of the other.
// Never here: values to try, outcomes.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/needed/needed.hpp"
#include "runtime/needed/outlook.hpp"

namespace precept::needing {

// Something open: its number is its place in Slice::open.
struct Open {
  NeededFact fact;                           // of the whole Program
  Type type;
  Value range;                               // within the technical limits of its type
  DurationKind kind = DurationKind::months;  // of `requested_over`
  bool record_asked = false;                 // a rule asks whether it is documented, or exactly
};

// An expression over lists or codes that are not known, or over a list and open facts: all that is said of it is what
// Kleene's logic knows. Its values cannot be gone through.
struct Beyond {
  NodeId node{};                  // of the slice: a constant that is not exact
  std::vector<NeededFact> facts;  // of the whole Program: what would tell
};

struct Slice {
  Program program;                 // one policy; facts are those of `open` that are facts, by the same numbers
  std::vector<RuleId> rules;       // by rule of the slice: which it is
  Request request;                 // nothing of `open` documented
  std::vector<Open> open;          // in order of mention; the facts first, then parts of the request
  std::vector<std::pair<std::size_t, std::size_t>> not_before;  // the second is never before the first
  std::vector<Beyond> beyond;      // by node, ascending

  // Puts one value in, or (none) takes it out again.
  void set(std::size_t open, std::optional<Value> value);
};

// `outlook` has looked at `request`, without an error.
Slice slice_of(const Program& program, PolicyId policy, const Request& request, const Outlook& outlook);

// One exact value as a Value, from the number by which it is told: of truths and choices the bit.
Value exact_value(const Type& type, std::int64_t number);

}  // namespace precept::needing
