// What a rule grants (language reference, section 6, "Grants"): `allows` and `never more than` lines against a request.
// In: the rule, the request, the trace of a branch. Out: the answers that the rule may give where its criteria pass.
// Never here: criteria.
#pragma once

#include <optional>
#include <vector>

#include "runtime/decide/determination.hpp"
#include "runtime/decide/ranges.hpp"

namespace precept::deciding {

// One thing that a rule may answer, its amounts as bounds.
struct Answer {
  Outcome outcome = Outcome::deny;        // approve, modify, deny
  bool by_grant = false;                  // of a denial: because nothing would be granted
  bool as_requested = false;              // the whole quantity requested, whatever it is
  Value quantity{0, 0};                   // otherwise: what is granted, in millionths
  std::optional<RequestDuration> course;  // what limits the course: none where it is not limited or is no longer than that
  std::optional<RequestDuration> within;  // the limit as the rule states it, whether or not it cuts
};

// Every answer that the lines may give; each `when` that is undocumented goes both ways. Never empty.
std::vector<Answer> granted_answers(const Program& program, const Rule& rule, const Request& request, const Ranges& ranges);

// The same where the undocumented allowance is taken as the least: of all lines that may hold, with their lowest values,
// the least quantity and the shortest time. More than one answer only where the request itself is not exact, or its
// course and the limit are months against days.
std::vector<Answer> least_answers(const Program& program, const Rule& rule, const Request& request, const Ranges& ranges);

// As requested, nothing limited: where no line holds.
Answer approved_as_requested();

// Whether the two may be, or are for certain, one outcome with one grant as granted, after the cut.
bool may_be_alike(const Answer& one, const Answer& other);
bool are_alike(const Answer& one, const Answer& other);
bool is_determinate(const Answer& answer);

// What all of several grants allow, each of them determinate: the least quantity, the shortest time.
Answer least_of(const std::vector<Answer>& answers);

// Whether `over` is longer than `limit`. Months against days compare by their bounds.
Truth is_longer(const RequestDuration& over, const RequestDuration& limit);

// The lesser of two limits; of months and days, the one of fewer days, at their fewest.
RequestDuration shorter(const RequestDuration& one, const RequestDuration& other);

}  // namespace precept::deciding
