// Verifies a Program from the bottom up: enumerations, facts and services, nodes, criteria, rules, editions, policies.
// Each step trusts what the ones before it have verified. Never here: mending, the hash (whoever reads a file compares it).
#include "runtime/program/verify.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "runtime/program/verify_nodes.hpp"
#include "runtime/program/verify_records.hpp"
#include "runtime/program/verify_tools.hpp"
#include "runtime/values/calendar.hpp"

namespace precept {
namespace {

using verifying::broken;
using verifying::is_in;

constexpr std::size_t kMembersMax = 64;

template <class Identity, class Things>
bool are_in(const std::vector<Identity>& ids, const Things& things) {
  return std::all_of(ids.begin(), ids.end(), [&](Identity id) { return is_in(id, things); });
}

template <class Thing>
bool each_once(std::vector<Thing> things) {
  std::sort(things.begin(), things.end());
  return std::adjacent_find(things.begin(), things.end()) == things.end();
}

bool is_kind(const Program& program, NodeId id, TypeKind kind) {
  return is_in(id, program.nodes) && program.node(id).type.kind == kind && program.node(id).scope == ScopeId{};
}

bool is_truth(const Program& program, NodeId id) { return is_kind(program, id, TypeKind::truth); }

bool is_truth_or_none(const Program& program, const std::optional<NodeId>& id) { return !id || is_truth(program, *id); }

// ---- what a case may hold ------------------------------------------------------------------------------------------
Broken verify_enumerations(const Program& program) {
  for (const Enumeration& enumeration : program.enumerations) {
    if (enumeration.members.empty() || enumeration.members.size() > kMembersMax)
      return broken("enumeration {} has {} members", enumeration.name, enumeration.members.size());
    std::set<std::string_view> names;
    for (const Member& member : enumeration.members) {
      if (member.name.empty() || member.words.empty())
        return broken("enumeration {} has a member without words", enumeration.name);
      if (!names.insert(member.name).second) return broken("enumeration {} has {} twice", enumeration.name, member.name);
    }
  }
  return std::nullopt;
}

Broken verify_fact(const Program& program, const Fact& fact) {
  if (fact.name.empty() || fact.words.empty()) return broken("fact `{}` has no name or no words", fact.name);
  if (!type_is_valid(program, fact.type)) return broken("fact {} has no valid type", fact.name);
  if (!value_is_valid(program, fact.type, fact.whole)) return broken("fact {} has no valid whole", fact.name);
  if (fact.assumed) {
    const Value assumed = *fact.assumed;
    const bool single = value_is_valid(program, fact.type, assumed) && value_is_single(fact.type, assumed);
    const bool within = is_ordered(fact.type.kind) ? assumed.lo >= fact.whole.lo && assumed.hi <= fact.whole.hi
                                                   : (assumed.lo & ~fact.whole.lo) == 0;
    if (!single || !within) return broken("fact {} assumes what is not one of its values", fact.name);
  }
  if ((fact.builtin != Builtin::none) != fact.service.has_value())
    return broken("fact {} is a builtin of no service, or a service's without being one", fact.name);
  if (fact.service && !is_in(*fact.service, program.services)) return broken("fact {} names no service", fact.name);
  if (fact.builtin != Builtin::none && !fact.per_request) return broken("builtin {} is not a request's", fact.name);
  if (fact.not_before) {
    const bool dates = is_in(*fact.not_before, program.facts) && fact.type.kind == TypeKind::date &&
                       program.fact(*fact.not_before).type.kind == TypeKind::date;
    if (!dates || &program.fact(*fact.not_before) == &fact)
      return broken("fact {} is not before what is no date", fact.name);
  }
  return std::nullopt;
}

Broken verify_facts(const Program& program) {
  std::set<std::tuple<std::string_view, std::string_view, std::optional<ServiceId>>> names;
  std::uint32_t lists = 0;
  for (const Fact& fact : program.facts) {
    if (const Broken wrong = verify_fact(program, fact)) return wrong;
    const bool is_list = fact.type.kind == TypeKind::list;
    if (is_list ? fact.list != lists++ : fact.list != 0) return broken("fact {} has no place of its own among the lists", fact.name);
    if (!is_list && fact.incomplete_unless_stated) return broken("fact {} is incomplete, but no list", fact.name);
    if (!names.insert({fact.owner, fact.name, fact.service}).second) return broken("fact {} is there twice", fact.name);
  }
  return std::nullopt;
}

Broken verify_services(const Program& program) {
  std::set<std::string_view> names;
  for (std::uint32_t index = 0; index < program.services.size(); ++index) {
    const Service& service = program.services[index];
    if (service.name.empty() || service.words.empty()) return broken("service `{}` has no name or no words", service.name);
    if (!names.insert(service.name).second) return broken("service {} is there twice", service.name);
    if (service.unit && !is_in(*service.unit, program.units)) return broken("service {} has no valid unit", service.name);
    const std::pair<std::optional<FactId>, Builtin> builtins[] = {{service.requested, Builtin::requested},
                                                                  {service.requested_over, Builtin::requested_over},
                                                                  {service.requested_rate, Builtin::requested_rate},
                                                                  {service.used, Builtin::used}};
    for (const auto& [fact, builtin] : builtins) {
      if (!fact) continue;
      if (!is_in(*fact, program.facts) || program.fact(*fact).builtin != builtin ||
          program.fact(*fact).service != ServiceId{index})
        return broken("service {} has a builtin that is not its own", service.name);
    }
  }
  return std::nullopt;
}

// ---- texts ---------------------------------------------------------------------------------------------------------
bool place_is_sound(const Program& program, const Place& place) {
  switch (place.kind) {
    case Place::Kind::value:
      return is_in(place.node, program.nodes) && program.node(place.node).scope == ScopeId{};
    case Place::Kind::span:
      return is_kind(program, place.node, TypeKind::date) && is_kind(program, place.until, TypeKind::date);
    case Place::Kind::text:
      return is_in(place.fact, program.facts) && program.fact(place.fact).type.kind == TypeKind::text;
  }
  return false;
}

bool text_is_sound(const Program& program, const TextTemplate& text) {
  if (text.pieces.empty()) return text.places.empty();
  if (text.pieces.size() != text.places.size() + 1) return false;
  return std::all_of(text.places.begin(), text.places.end(),
                     [&](const Place& place) { return place_is_sound(program, place); });
}

bool mentions_are_sound(const Program& program, const std::vector<std::uint32_t>& definitions,
                        const std::vector<FactId>& facts) {
  const bool known = std::all_of(definitions.begin(), definitions.end(),
                                 [&](std::uint32_t definition) { return definition < program.definitions.size(); });
  return known && are_in(facts, program.facts) && each_once(facts) && each_once(definitions);
}

// Every definition can be put after those that it mentions.
bool definitions_have_an_order(const Program& program) {
  std::vector<std::size_t> open(program.definitions.size());
  std::vector<std::vector<std::uint32_t>> mentioned_by(program.definitions.size());
  std::vector<std::uint32_t> ready;
  for (std::uint32_t index = 0; index < program.definitions.size(); ++index) {
    open[index] = program.definitions[index].mentions_definitions.size();
    for (const std::uint32_t other : program.definitions[index].mentions_definitions) mentioned_by[other].push_back(index);
    if (open[index] == 0) ready.push_back(index);
  }
  std::size_t placed = 0;
  for (; !ready.empty(); ++placed) {
    const std::uint32_t next = ready.back();
    ready.pop_back();
    for (const std::uint32_t other : mentioned_by[next])
      if (--open[other] == 0) ready.push_back(other);
  }
  return placed == program.definitions.size();
}

Broken verify_definitions(const Program& program) {
  for (const Definition& definition : program.definitions) {
    if (definition.name.empty()) return broken("a definition has no name");
    if (!place_is_sound(program, definition.place)) return broken("definition {} stands for nothing", definition.name);
    if (!mentions_are_sound(program, definition.mentions_definitions, definition.mentions_facts))
      return broken("definition {} mentions what is not there, or twice", definition.name);
  }
  if (!definitions_have_an_order(program)) return broken("definitions mention each other in a circle");
  return std::nullopt;
}

// ---- rules ---------------------------------------------------------------------------------------------------------
Broken verify_criterion(const Program& program, const Criterion& criterion) {
  const auto wrong = [&](std::string_view what) { return broken("criterion {} {}", criterion.label, what); };
  if (criterion.label.empty()) return broken("a criterion has no label");
  if (!is_in(criterion.rule, program.rules)) return wrong("names no rule");
  if (!is_truth(program, criterion.condition) || !is_truth(program, criterion.effective) ||
      !is_truth_or_none(program, criterion.unless))
    return wrong("has a condition that is no yes or no");
  if (!criterion.unless && criterion.effective != criterion.condition)
    return wrong("has no `unless`, but a plane of its own");
  if (criterion.section == Section::branch && criterion.closing) return wrong("is a branch and closes what is undocumented");
  const bool at_least = criterion.group == Criterion::Group::at_least;
  if (at_least ? criterion.group_quantity < 1 : criterion.group_quantity != 0) return wrong("has no sound quantity");
  if (!are_in(criterion.branches, program.criteria)) return wrong("has a branch that is not there");
  for (const TextTemplate* text : {&criterion.text, &criterion.met, &criterion.unmet, &criterion.undocumented})
    if (!text_is_sound(program, *text)) return wrong("has a text with places that are not there");
  if (!mentions_are_sound(program, criterion.mentions_definitions, criterion.mentions_facts))
    return wrong("mentions what is not there, or twice");
  return std::nullopt;
}

// Goes through the criteria from the rules down: each is reached once, in its section, under its rule.
class CriteriaForest {
 public:
  explicit CriteriaForest(const Program& program) : program_(program), reached_(program.criteria.size(), false) {}

  Broken reach(const std::vector<CriterionId>& list, Section section, RuleId rule) {
    std::vector<std::pair<CriterionId, Section>> open;
    for (const CriterionId id : list) open.emplace_back(id, section);
    std::set<std::string_view> labels;
    for (const CriterionId id : list)
      if (is_in(id, program_.criteria) && !labels.insert(program_.criterion(id).label).second)
        return broken("label {} is twice in rule {}", program_.criterion(id).label, program_.rule(rule).name);
    while (!open.empty()) {
      const auto [id, wanted] = open.back();
      open.pop_back();
      if (!is_in(id, program_.criteria))
        return broken("rule {} has a criterion that is not there", program_.rule(rule).name);
      const Criterion& criterion = program_.criterion(id);
      if (reached_[id.index]) return broken("criterion c{} stands in two places", id.index);
      reached_[id.index] = true;
      if (criterion.section != wanted) return broken("criterion c{} is not of its section", id.index);
      if (criterion.rule != rule) return broken("criterion c{} is not of its rule", id.index);
      for (const CriterionId branch : criterion.branches) open.emplace_back(branch, Section::branch);
    }
    return std::nullopt;
  }

  Broken finish() const {
    const auto left = std::find(reached_.begin(), reached_.end(), false);
    if (left == reached_.end()) return std::nullopt;
    return broken("criterion c{} stands in no rule", left - reached_.begin());
  }

 private:
  const Program& program_;
  std::vector<bool> reached_;
};

Broken verify_grants(const Program& program, const Rule& rule) {
  for (const auto* lines : {&rule.allows, &rule.never_more})
    for (const GrantLine& line : *lines) {
      const bool quantity = !line.quantity || is_kind(program, *line.quantity, TypeKind::count) ||
                            is_kind(program, *line.quantity, TypeKind::number);
      const bool within =
          !line.within || is_kind(program, *line.within, TypeKind::months) || is_kind(program, *line.within, TypeKind::days);
      if (!quantity || !within || !is_truth_or_none(program, line.when))
        return broken("rule {} grants `{}` by nodes of the wrong type", rule.name, line.expression);
      if (!line.quantity && !line.within) return broken("rule {} has a grant that limits nothing", rule.name);
      if (!line.quantity && line.less_used) return broken("rule {} takes what is used off no quantity", rule.name);
    }
  return std::nullopt;
}

Broken verify_rule(const Program& program, RuleId id) {
  const Rule& rule = program.rule(id);
  if (rule.name.empty()) return broken("a rule has no name");
  if (!is_in(rule.service, program.services)) return broken("rule {} has no service", rule.name);
  if (!is_in(rule.edition, program.editions)) return broken("rule {} has no edition", rule.name);
  if (!is_truth_or_none(program, rule.applies)) return broken("rule {} applies when what is no yes or no", rule.name);
  if (rule.applies && rule.applies_otherwise) return broken("rule {} applies both by a condition and otherwise", rule.name);
  if (!text_is_sound(program, rule.note)) return broken("rule {} has a note with places that are not there", rule.name);
  if (!are_in(rule.overrides, program.rules) || !each_once(rule.overrides))
    return broken("rule {} overrides what is not there, or twice", rule.name);
  for (const RuleId other : rule.overrides)
    if (other == id || program.rule(other).edition != rule.edition || program.rule(other).service != rule.service)
      return broken("rule {} overrides a rule that it never meets", rule.name);
  return verify_grants(program, rule);
}

Broken verify_rules(const Program& program) {
  for (const Criterion& criterion : program.criteria)
    if (const Broken wrong = verify_criterion(program, criterion)) return wrong;
  CriteriaForest forest(program);
  for (std::uint32_t index = 0; index < program.rules.size(); ++index) {
    const Rule& rule = program.rules[index];
    if (const Broken wrong = verify_rule(program, RuleId{index})) return wrong;
    if (const Broken wrong = forest.reach(rule.requirements, Section::requires_, RuleId{index})) return wrong;
    if (const Broken wrong = forest.reach(rule.exclusions, Section::excluded, RuleId{index})) return wrong;
    if (const Broken wrong = forest.reach(rule.considers, Section::considers, RuleId{index})) return wrong;
  }
  return forest.finish();
}

// Their names ascend and their rules are theirs, so that each rule is in its edition once if as many are there as rules.
Broken verify_editions(const Program& program) {
  std::size_t rules = 0;
  for (std::uint32_t index = 0; index < program.editions.size(); ++index) {
    const Edition& edition = program.editions[index];
    const auto wrong = [&](std::string_view what) {
      return broken("edition {} {} {}", edition.guideline, edition.name, what);
    };
    if (edition.guideline.empty()) return broken("an edition is of no guideline");
    if (edition.name != (edition.from ? format_date(*edition.from) : std::string()))
      return wrong("is not named by its first day");
    if (edition.from && edition.until && *edition.until <= *edition.from) return wrong("ends before it begins");
    if (!are_in(edition.rules, program.rules)) return wrong("has a rule that is not there");
    rules += edition.rules.size();
    for (std::size_t place = 0; place < edition.rules.size(); ++place) {
      if (program.rule(edition.rules[place]).edition != EditionId{index}) return wrong("has a rule of another");
      if (place > 0 && program.rule(edition.rules[place - 1]).name >= program.rule(edition.rules[place]).name)
        return wrong("has its rules out of order");
    }
    if (index == 0) continue;
    const Edition& before = program.editions[index - 1];
    if (before.guideline > edition.guideline) return wrong("is out of order");
    if (before.guideline == edition.guideline && (!before.until || !edition.from || *before.until > *edition.from))
      return wrong("overlaps the edition before it");
  }
  if (rules != program.rules.size()) return broken("a rule is not in its edition");
  return std::nullopt;
}

// ---- policies ------------------------------------------------------------------------------------------------------
std::vector<EditionId> editions_of(const Program& program, const std::string& guideline) {  // they are in order by now
  struct ByGuideline {
    bool operator()(const Edition& edition, const std::string& name) const { return edition.guideline < name; }
    bool operator()(const std::string& name, const Edition& edition) const { return name < edition.guideline; }
  };
  const auto [first, last] = std::equal_range(program.editions.begin(), program.editions.end(), guideline, ByGuideline{});
  std::vector<EditionId> editions;
  for (auto edition = first; edition != last; ++edition)
    editions.push_back(EditionId{static_cast<std::uint32_t>(edition - program.editions.begin())});
  return editions;
}

Broken verify_policy(const Program& program, const Policy& policy) {
  const auto wrong = [&](std::string_view what) { return broken("policy `{}` {}", policy.name, what); };
  for (const ConsultStep& step : policy.steps) {
    if (step.alternatives.empty()) return wrong("has a step that consults nothing");
    for (const Consulted& consulted : step.alternatives) {
      if (!is_truth_or_none(program, consulted.unless)) return wrong("consults unless what is no yes or no");
      if (consulted.editions != editions_of(program, consulted.guideline))
        return wrong("does not have every edition of a guideline, by first day");
    }
  }
  if (policy.as_of && !is_kind(program, *policy.as_of, TypeKind::date)) return wrong("is as of what is no date");
  if (policy.as_of_fact) {
    if (!policy.as_of || !is_in(*policy.as_of_fact, program.facts)) return wrong("is as of a fact that is not there");
    const Node& node = program.node(*policy.as_of);
    if (node.op != Op::fact || node.fact != *policy.as_of_fact) return wrong("is as of a fact that is not its date");
  }
  for (const std::string& says : policy.says)
    if (says.empty()) return wrong("has no word for an outcome");
  return std::nullopt;
}

Broken verify_policies(const Program& program) {
  if (program.policies.empty()) return broken("there is no policy");
  for (std::size_t index = 0; index < program.policies.size(); ++index) {
    if (const Broken wrong = verify_policy(program, program.policies[index])) return wrong;
    if (index > 0 && program.policies[index - 1].name >= program.policies[index].name)
      return broken("policy `{}` is out of order", program.policies[index].name);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> verify(const Program& program) {
  if (const Broken wrong = verify_enumerations(program)) return wrong;
  if (const Broken wrong = verify_codes(program)) return wrong;
  if (const Broken wrong = verify_facts(program)) return wrong;
  if (const Broken wrong = verify_records(program)) return wrong;
  if (const Broken wrong = verify_services(program)) return wrong;
  if (const Broken wrong = verify_nodes(program)) return wrong;
  if (const Broken wrong = verify_definitions(program)) return wrong;
  if (const Broken wrong = verify_rules(program)) return wrong;
  if (const Broken wrong = verify_editions(program)) return wrong;
  return verify_policies(program);
}

}  // namespace precept
