// A determination: what was decided on one request, and why, as data. Texts are rendered from it later (runtime/report).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/facts/case_facts.hpp"
#include "runtime/interpret/trace.hpp"

namespace precept {

// Requirements: met unmet undocumented exempt. Exclusions: present absent undocumented exempt. Others: met unmet undocumented.
enum class Status : std::uint8_t { met, unmet, present, absent, undocumented, exempt };
enum class TakenBy : std::uint8_t { evidence, criterion, policy };  // evidence: no closing was needed or none decided

struct CriterionResult {
  CriterionId criterion{};
  Status status = Status::undocumented;
  Status taken_as = Status::undocumented;  // after closing
  TakenBy taken_by = TakenBy::evidence;
  std::vector<CriterionResult> branches;
};

struct RuleResult {
  RuleId rule{};
  Truth applies = Truth::yes;              // over all branches that were tried
  bool consulted = false;                  // may decide in some branch: its criteria are shown
  bool set_aside = false;                  // overridden wherever it applies
  std::vector<CriterionResult> requirements, exclusions, considers;
};

enum class PassedOverReason : std::uint8_t { no_rule, none_applies, not_in_effect, presumption_rebutted, lower_evidence };

struct PassedOver {
  std::string guideline;
  PassedOverReason reason = PassedOverReason::no_rule;
};

struct Granted {
  std::optional<std::int64_t> quantity;    // millionths, in the service's unit; none: as requested
  std::optional<RequestDuration> within;   // exact
};

struct Determination {
  std::string case_id;
  int request = 1;
  ServiceId service{};
  PolicyId policy{};
  Outcome outcome = Outcome::pend;
  std::vector<Outcome> possible;           // before closing; ascending, each once; conflict and silence mapped
  bool conflict = false;                   // conflict is the outcome / among the possible ones
  bool silent = false;                     // silence is the outcome
  bool needs_review = false;
  std::optional<Granted> granted;          // none on a pend; quantity 0 on a deny
  std::optional<RuleId> decided_by;        // none where silent or conflicting, or several may decide
  std::vector<PassedOver> passed_over;     // in order of consulting
  std::vector<std::string> because;        // labels, see language reference section 7
  std::vector<std::vector<std::string>> to_change;  // smallest sets of labels; empty on an approval
  std::vector<RuleResult> rules;           // every rule of the service in a consulted guideline, by guideline, then name
  bool for_any_request = false;            // a denial that no other quantity, time or use would change, facts being the same
  std::optional<NodeId> error;             // the request has no determination: this operation failed
  Trace trace;                             // the interpreter's, of the branch that decided (the first consulted)
};

}  // namespace precept
