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

  Determination decide(PolicyId policy, const std::string& case_id, const Request& request,
                       const Evaluate& evaluate) const;

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
