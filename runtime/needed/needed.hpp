// What is still needed, exactly: which undocumented facts can change the outcome of a request, and which sets of them
// would settle it (language reference, section 7). In: Program, policy, request. Out: StillNeeded, as data.
// Exact over all completions rather than by Kleene's logic: `x or not x` is settled here. Where that is out of reach for
// size it says so and gives what Kleene's logic proves. Never here: texts (runtime/report), other engines.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/facts/case_facts.hpp"
#include "runtime/program/program.hpp"

namespace precept {

// An open fact; or a part of the request that no rule names as a fact (`used`, `requested`, `requested_over`).
struct NeededFact {
  std::optional<FactId> fact;
  Builtin part = Builtin::none;
  friend bool operator==(const NeededFact&, const NeededFact&) = default;
};

struct NeededValue {
  NeededFact fact;
  Value value;                               // exact
  DurationKind kind = DurationKind::months;  // of `requested_over`
};

// A completion: a value for each open fact that the rules look at, and the outcome that it has.
struct NeededExample {
  Outcome outcome = Outcome::pend;
  std::vector<NeededValue> values;
};

// A *completion* documents every fact that the rules which may decide mention and that the record does not document
// exactly, with one value out of what the record leaves possible. What is assumed stays assumed. Values with which an
// expression has no result (a division by zero, a time that ends before it starts) are no completion.
// Facts stand in the order in which the rules mention them: criteria, amounts, then the conditions of which rule decides.
struct StillNeeded {
  bool complete = true;  // false: out of reach, see `why`; then `possible` and `can_change` are Kleene's, which is too many
  std::string why;       // one sentence without its full stop
  std::vector<Outcome> possible;           // over all completions; ascending, each once
  std::vector<NeededFact> can_change;      // two completions differ in it alone and have unlike outcomes or grants
  std::vector<NeededFact> cannot_change;   // the other open facts: no value of theirs makes a difference
  // The smallest sets of facts that some values exist for which settle the outcome, whatever all others turn out to be,
  // and better than it is now (deny < pend < modify < approve). Smallest first, at most kNeededSetsMax; none where every
  // completion has the same outcome anyway.
  std::vector<std::vector<NeededFact>> sets;
  bool more_sets = false;                  // there are more than are listed
  std::vector<NeededExample> examples;     // where the outcome is open: the best for the request, then the worst
};

inline constexpr std::size_t kNeededSetsMax = 8;

// `now`: the outcome that the request was given. A request in error has nothing: everything empty, complete.
// Pure and deterministic: what it may spend is counted in steps, not in time.
StillNeeded still_needed(const Program& program, PolicyId policy, const Request& request, Outcome now);

// Whether a completion has this outcome, and the values of one. `unknown`: out of reach; `no` is always proven.
struct Reached {
  enum class Answer : std::uint8_t { yes, no, unknown } answer = Answer::unknown;
  std::vector<NeededValue> values;  // of the facts that matter; none where it has this outcome whatever they are
};
Reached reached(const Program& program, PolicyId policy, const Request& request, Outcome wanted);

// The name that a case has for it: "demand_level", "used".
std::string name_of(const Program& program, const NeededFact& fact);

}  // namespace precept
