// What must be so for a rule to approve, in groups that share no fact. In: a Program, a rule. Out: items, groups, a record that meets
// them. What asks how the record is kept is left out: no complete record shows all of that. Never here: words (findings.cpp).
#pragma once

#include <optional>
#include <vector>

#include "compiler/analyze/rule_space.hpp"

namespace precept::analyze {

struct Item {
  enum class Kind : std::uint8_t { applies, beside, requirement, exclusion } kind = Kind::requirement;
  std::size_t place = 0;  // in its section
  RuleId rule{};          // beside: the rule that may not apply
  Literal wanted;
  std::vector<FactId> facts;
  bool is_criterion() const { return kind == Kind::requirement || kind == Kind::exclusion; }
};

struct RuleItems {
  std::vector<Item> all;
  std::vector<std::vector<std::size_t>> groups;  // of `all`, ascending

  std::vector<Literal> wanted(const std::vector<std::size_t>& group) const;
};

RuleItems items_of(const Program& program, RuleId rule);

// Values with which the rule approves, as far as they could be worked out: of groups that are out of reach there are none.
std::vector<NeededValue> record_meeting(RuleSpace& space, ServiceId service, const RuleItems& items);

inline constexpr std::size_t kTogetherMax = 12;       // criteria that share facts; more are not looked at
inline constexpr std::size_t kFactsTogetherMax = 16;  // facts of theirs
bool within_reach(const RuleItems& items, const std::vector<std::size_t>& group);

}  // namespace precept::analyze
