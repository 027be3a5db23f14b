// From traces to a determination: which rule decides is tried out, outcomes are sets, closing comes last.
// Source: language reference, section 6. Never here: evaluation of expressions, texts.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "runtime/decide/determination.hpp"

namespace precept {

// An engine: evaluates a Program on facts into a Trace (at least its trace_outputs).
using Evaluate = std::function<void(const CaseFacts& facts, Trace& trace)>;

// One request under one policy. No exception; a request that is an error says so in `error`, the rest stays default.
// `evaluate` is called once; once more for each cell of editions where a plain `as of` fact falls in several.
//
// Where the language reference is silent:
// - Overrides are transitive, as exceptions in Catala: c overrides b overrides a: c sets a aside even where b does not
//   apply, and b does so even where c sets b aside. Rules that override each other in a ring do not.
// - Several `applies otherwise` rules do not see each other.
// - By evidence: a guideline's grade is the best of its rules left. A graded one gives way to a better grade; an ungraded
//   one cannot be weighed, neither wins nor loses. What is left conflicts or agrees like rules of one guideline.
// - Passed over: a guideline that is so in every branch; of unlike reasons the first of no rule, none applies, not in
//   effect, rebutted. Within a branch a rebutted presumption is told before a gap or a lack of rules.
// - As-of branches narrow the fact's value; what is recorded stays: `is documented` and `is exact` look at the record.
//   An error there is one that occurs in every branch, and is reached in one.
// - Dates and counts compared with each other are cells too (a < b, a = b, a > b), and spans of months and days together.
// - The limit D of `within D` is always stated in the grant; grants are compared by the course as granted: D only where
//   it cuts the requested course or that is undocumented. Of limits in months and days the one of fewer days binds.
// - A quantity requested in part (7 to 12) is cut where it may be more than allowed; within it, it is as requested.
// - `undocumented allowance is the least`: quantity and time each at the least of all lines that may hold; also over
//   rules of which it is open which one decides, as long as they grant for certain.
// - Conflict or silence that a policy maps to approve grants as requested; to modify, nothing is said of how much.
// - `because` of silence is `silent` and of conflict `conflict`, whatever outcome they are mapped to; beside other grounds
//   they come last. Certain grounds go before closed ones rule by rule. Of a pend with no criterion open: `allows` where
//   a rule's grant is; `edition` where each edition by itself is settled; else `applies`.
// - `to_change`: sets whose change makes the outcome better (deny < pend < modify < approve). What is not a criterion is
//   in it only as `allows`; silence and a rule that does not recommend have none.
// - `decided_by` is told on a pend too, where one rule decides in every branch.
// - More than kCombinationsMax combinations: nothing is tried, every outcome is possible, pend because `applies`.
Determination decide(const Program& program, PolicyId policy, const std::string& case_id, const Request& request,
                     const Evaluate& evaluate);

// The same for many requests: what a policy makes of a service is worked out once, when first asked for.
// Borrows the program, which must outlive it and stay as it is. Safe from any number of threads at once.
class Decider {
 public:
  explicit Decider(const Program& program);
  ~Decider();
  Decider(const Decider&) = delete;
  Decider& operator=(const Decider&) = delete;

  Determination decide(PolicyId policy, const std::string& case_id, const Request& request, const Evaluate& evaluate) const;

 private:
  struct Plans;
  const Program& program_;
  std::unique_ptr<Plans> plans_;
};

// How many combinations of atoms a service has under a policy, at most (language reference section 6; the checker
// refuses more than kCombinationsMax).
inline constexpr std::uint64_t kCombinationsMax = 4096;
std::uint64_t combinations(const Program& program, PolicyId policy, ServiceId service);

}  // namespace precept
