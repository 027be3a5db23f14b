// What a request may still end in, some of its facts documented and some not: the deciding room's steps before closing,
// without reasons. In: Program, policy, request. Out: whether it is settled, as what, and which rules may decide.
// Never here: closing, reasons, texts.
#pragma once

#include <optional>
#include <vector>

#include "runtime/decide/outcomes.hpp"
#include "runtime/decide/plan.hpp"

namespace precept::needing {

// An outcome with what is granted, so that two are equal where nobody could tell them apart.
struct Ended {
  Outcome outcome = Outcome::pend;
  bool as_requested = false;
  std::int64_t quantity = 0;               // where not as requested; of grants only
  std::optional<DurationKind> course_kind; // where the course is limited
  Value course;
  friend bool operator==(const Ended&, const Ended&) = default;
};

class Outlook {
 public:
  Outlook(const Program& program, PolicyId policy, ServiceId service);

  // The request as far as it is documented. What it left behind is read with the functions below.
  void look(const Request& request);

  bool is_error() const { return error_; }
  const std::optional<Ended>& settled() const { return settled_; }
  // What a request is that stays unsettled with every fact known (a course of months against a limit of days).
  Ended when_all_is_known(const Request& request) const;
  std::vector<Outcome> possible() const;  // before closing; ascending, each once

  // What it cost: one, and more where many combinations of conditions were tried.
  std::size_t work() const { return work_; }

  const Trace& trace() const { return trace_; }
  const std::vector<const deciding::PlannedCell*>& cells() const { return cells_; }
  const std::vector<RuleId>& deciding() const { return deciding_; }  // in order of consulting, each once
  const Policy& policy() const { return policy_; }

 private:
  void find_cells(const Request& request);
  void survey(const Request& request);
  deciding::Deciding judged(RuleId rule, std::size_t cell, const Request& request, const deciding::Ranges& ranges) const;

  const Program& program_;
  Policy policy_;  // with `undocumented allowance` left open
  deciding::Plan plan_;
  Trace trace_;
  std::vector<const deciding::PlannedCell*> cells_;
  std::vector<RuleId> deciding_;
  std::vector<deciding::Branch> branches_;
  deciding::DecidingRules rules_;
  std::vector<deciding::Ending> endings_;
  std::optional<Ended> settled_;
  std::size_t work_ = 1;
  bool error_ = false;
  bool too_many_ = false;  // more combinations of conditions than are tried: nothing is settled
};

}  // namespace precept::needing
