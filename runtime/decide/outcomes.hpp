// Outcomes as sets: of a rule, of a branch, of a request (language reference, section 6).
// In: judged criteria and possible grants. Out: what each branch may end in, and whether all of it is one outcome.
// Never here: which rule decides (survey.hpp), the reasons (reasons.hpp).
#pragma once

#include <optional>
#include <vector>

#include "runtime/decide/closing.hpp"
#include "runtime/decide/grants.hpp"
#include "runtime/decide/survey.hpp"

namespace precept::deciding {

// A rule in one cell where it may decide. What it answers is its criteria and its grants; either may be put otherwise
// to see what would change.
struct Deciding {
  RuleId rule{};
  std::size_t cell = 0;
  bool not_recommended = false;
  std::vector<Judged> criteria;
  std::vector<Answer> grants;         // before closing
  std::vector<Answer> grants_closed;  // the least of them where the policy says so

  bool may_pass() const;  // after closing
  bool may_fail() const;
};

enum class Stage : std::uint8_t { before_closing, after_closing };

std::vector<Answer> answers_of(const Deciding& rule, Stage stage);

// One thing that a branch may end in. `outcome` is the policy's where it is a conflict or silence.
struct Ending {
  enum class Kind : std::uint8_t { rule, conflict, silence } kind = Kind::rule;
  Outcome outcome = Outcome::pend;
  Answer answer;  // of a rule
};

// The rules that may decide, found by (cell, rule).
using DecidingRules = std::vector<Deciding>;
const Deciding& find_deciding(const DecidingRules& rules, std::size_t cell, RuleId rule);

// Every combination of the possible answers of the branch's rules: unlike ones are a conflict, like ones that outcome.
std::vector<Ending> endings_of(const Branch& branch, const DecidingRules& rules, const Policy& policy, Stage stage);

// What all endings come to: one outcome with one grant, or nothing settled (pend).
struct Settled {
  bool settled = false;
  Outcome outcome = Outcome::pend;
  std::optional<Answer> answer;  // of an approval or a modification by rules
};
Settled settle(const std::vector<Ending>& endings, const Policy& policy);

}  // namespace precept::deciding
