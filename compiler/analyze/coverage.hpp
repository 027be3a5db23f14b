// What the examples of a library show of its rules: each criterion met, unmet and undocumented, and that it matters.
// In: a Program and its examples. Out: counts by criterion and grant line. Never here: examples that are missing (suggest.hpp).
//
// A criterion *matters* where its truth alone changes the answer (MC/DC over three values): there is an example and another truth,
// which some example shows the criterion with, such that putting that truth in the place of the criterion's own, everything else
// as it is, gives another outcome or another grant. A branch is put so in its group, and the group worked out anew.
// A grant line matters where an example's answer differs without it.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "compiler/analyze/mutators.hpp"
#include "compiler/analyze/replay.hpp"
#include "compiler/analyze/sites.hpp"

namespace precept::analyze {

// In the order of counts: met, unmet, undocumented (of an exclusion present, absent, undocumented).
inline constexpr Truth kShownTruths[] = {Truth::yes, Truth::no, Truth::undocumented};
std::size_t place_of(Truth truth);
Truth truth_shown(const Program& program, CriterionId criterion, Status status);  // exempt: as the criterion then counts

struct Seen {
  std::array<std::size_t, 3> examples{0, 0, 0};
  std::array<bool, 3> reachable{true, true, true};  // what it may come to at all
  bool can_matter = true;                           // not: under `considers`, or of one truth alone
  bool matters = false;

  std::size_t wanted() const;
  std::size_t shown() const;
};

struct LineSeen {
  bool conditional = false;  // has a `when`, whose truths are counted
  Seen seen;
};

struct RuleSeen {
  std::size_t reached = 0;  // examples whose determination consults it
  std::vector<LineSeen> allows, never_more;
};

struct Coverage {
  std::vector<RuleSeen> rules;    // by rule
  std::vector<Seen> criteria;     // by criterion
  std::size_t wanted = 0, shown = 0;
  std::size_t percent() const { return wanted == 0 ? 100 : shown * 100 / wanted; }
};

// Adds examples one after another; more may be added after a look at the result.
class Covering {
 public:
  Covering(const Program& program, const Places& places);

  void add(const lower::ExampleCase& example);
  Coverage result();

  const Seen& seen(CriterionId criterion) const { return seen_[criterion.index]; }
  std::size_t reached(RuleId rule) const { return rules_[rule.index].reached; }
  const LineSeen& line(RuleId rule, bool never_more, std::size_t at) const {
    return never_more ? rules_[rule.index].never_more[at] : rules_[rule.index].allows[at];
  }
  // Whether the examples added show that a criterion matters.
  bool matters(CriterionId criterion);
  // Whether an example's answer is another one with the criterion forced to a truth.
  bool changes(const lower::ExampleCase& example, const Determination& base, CriterionId criterion, Truth truth);
  // Whether this example and those added show that the criterion matters.
  bool shows_matter(const lower::ExampleCase& example, const Determination& base, CriterionId criterion);
  bool line_matters(const lower::ExampleCase& example, const Determination& base, RuleId rule, bool never_more, std::size_t line);
  const Decider& decider() const { return decider_; }

 private:
  struct Added {
    const lower::ExampleCase* example;
    Determination determination;
  };
  void count_lines(const lower::ExampleCase& example, const Determination& determination, RuleId rule);

  const Program& program_;
  const Places& places_;
  Workbench bench_;
  Decider decider_;
  std::vector<Seen> seen_;
  std::vector<RuleSeen> rules_;
  std::vector<Added> added_;
};

}  // namespace precept::analyze
