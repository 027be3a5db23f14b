// Both libraries' own examples, then a search around a record that the rule approves.
#include "compiler/analyze/difference_witness.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/analyze/expectations.hpp"
#include "compiler/analyze/meaning.hpp"
#include "compiler/analyze/replay.hpp"
#include "compiler/analyze/rule_items.hpp"
#include "compiler/analyze/search.hpp"
#include "compiler/analyze/sites.hpp"
#include "runtime/values/decimal.hpp"

namespace precept::analyze {

namespace {

constexpr std::size_t kTriesMax = 1500;    // of one rule, from one library
constexpr std::size_t kRulesTriedMax = 40;  // for what may show in any rule

constexpr std::int64_t kPlainRequest = 24 * kOne;

bool takes_off_used(const Rule& rule) {
  const auto takes_off = [](const GrantLine& line) { return line.less_used; };
  return std::any_of(rule.allows.begin(), rule.allows.end(), takes_off) || std::any_of(rule.never_more.begin(), rule.never_more.end(), takes_off);
}

std::string answer(const Determination& determination) {
  std::string out = outcome_word(determination.outcome);
  const bool grants = determination.outcome == Outcome::approve || determination.outcome == Outcome::modify;
  if (grants && determination.granted && determination.granted->quantity) out += " " + format_decimal(*determination.granted->quantity);
  return out;
}

std::string name_of(const Program& program, RuleId id) {
  const Rule& rule = program.rule(id);
  const Edition& edition = program.edition(rule.edition);
  return Meaning::name_of(edition, rule.name);
}

bool is_consulted_by_name(const Program& program, const Determination& determination, const std::string& name) {
  return std::any_of(determination.rules.begin(), determination.rules.end(),
                     [&](const RuleResult& one) { return one.consulted && name_of(program, one.rule) == name; });
}

std::vector<NodeId> roots_of(const Program& program, const Rule& rule) {
  std::vector<NodeId> roots;
  if (rule.applies) roots.push_back(*rule.applies);
  for (const auto* criteria : {&rule.requirements, &rule.exclusions})
    for (const CriterionId each : *criteria) roots.push_back(program.criterion(each).effective);
  for (const auto* lines : {&rule.allows, &rule.never_more})
    for (const GrantLine& line : *lines)
      for (const auto& node : {line.quantity, line.within, line.when})
        if (node) roots.push_back(*node);
  return roots;
}

}  // namespace

DifferenceWitnesses::Library::Library(const Side& library, const Side& other)
    : side(library), decider(library.program), space(library.program), carrying(library.program, other.program) {}

DifferenceWitnesses::DifferenceWitnesses(const Side& before, const Side& after) : before_(before, after), after_(after, before) {}

std::optional<Witness> DifferenceWitnesses::shown(bool of_before, const lower::ExampleCase& example, const std::string& rule) const {
  const auto there = (of_before ? before_ : after_).carrying.carried(example);
  if (!there) return std::nullopt;
  const Determination old_one = replay(before_.side.program, before_.decider, of_before ? example : *there);
  const Determination new_one = replay(after_.side.program, after_.decider, of_before ? *there : example);
  if (same_answer(old_one, new_one)) return std::nullopt;
  if (!rule.empty() && !is_consulted_by_name(before_.side.program, old_one, rule) && !is_consulted_by_name(after_.side.program, new_one, rule))
    return std::nullopt;
  return Witness{example.title, of_before, "", answer(old_one), answer(new_one)};
}

std::optional<Witness> DifferenceWitnesses::among_examples(const std::string& rule) const {
  for (const bool of_before : {true, false})
    for (const lower::ExampleCase& example : (of_before ? before_ : after_).side.examples)
      if (auto found = shown(of_before, example, rule)) return found;
  return std::nullopt;
}

// Starting points with what was given to them.
std::vector<DifferenceWitnesses::Start> DifferenceWitnesses::starts(bool of_before, RuleId rule, const std::string& policy) {
  Library& library = of_before ? before_ : after_;
  const Program& program = library.side.program;
  lower::ExampleCase nothing;
  nothing.request.service = program.rule(rule).service;
  nothing.request.facts = undocumented_facts(program);
  if (program.policies.size() > 1) nothing.policy = policy.empty() ? program.policies.front().name : policy;
  std::vector<Change> changes = changes_of(record_meeting(library.space, nothing.request.service, items_of(program, rule)));
  changes = of_our_time(program, std::move(changes));
  if (takes_off_used(program.rule(rule))) {  // an example says what was used beside what it requests
    Change requested;
    requested.of = Change::Of::requested;
    requested.value = {kPlainRequest, kPlainRequest};
    changes.push_back(requested);
  }
  return {{changed(program, nothing, changes), changes}, {nothing, {}}};
}

std::optional<Witness> DifferenceWitnesses::written_out(bool of_before, const std::vector<Start>& from, const Found& found, const std::string& rule) const {
  const Library& library = of_before ? before_ : after_;
  const auto start = std::find_if(from.begin(), from.end(), [&](const Start& one) { return &one.example == found.base.bound; });
  std::vector<Change> changes = start->changes;
  changes.insert(changes.end(), found.changes.begin(), found.changes.end());
  lower::ExampleCase example = found.example;
  example.title = rule.empty() ? "comes out otherwise" : fmt::format("{} comes out otherwise", rule.substr(rule.find_last_of(' ') + 1));
  auto out = shown(of_before, example, rule);
  example.expects = expectations_of(library.side.program, replay(library.side.program, library.decider, example), std::nullopt);
  out->text = text_of(library.side.program, Base{}, example, changes);
  return out->text.empty() ? std::nullopt : out;
}

// What the record leaves out (lists, what is used) may keep it from being granted: from the record on to one that is.
std::optional<DifferenceWitnesses::Start> DifferenceWitnesses::granting(bool of_before, RuleId rule, const Start& record, Wanted wanted) const {
  const Library& library = of_before ? before_ : after_;
  wanted.shows = [&](const lower::ExampleCase& example) {
    const Determination determination = replay(library.side.program, library.decider, example);
    return (determination.outcome == Outcome::approve || determination.outcome == Outcome::modify) && is_consulted(determination, rule);
  };
  auto found = search(library.side.program, {{nullptr, nullptr, &record.example}}, wanted);
  if (!found || found->changes.empty()) return std::nullopt;
  Start out{std::move(found->example), record.changes};
  out.changes.insert(out.changes.end(), found->changes.begin(), found->changes.end());
  return out;
}

std::optional<Witness> DifferenceWitnesses::made_up(bool of_before, RuleId id, const std::string& name, const std::string& policy) {
  const Program& program = (of_before ? before_ : after_).side.program;
  const Rule& rule = program.rule(id);
  const std::vector<NodeId> roots = roots_of(program, rule);
  Wanted wanted;
  wanted.facts = facts_below(program, roots);
  for (const NodeId root : roots)
    for (const NodeId each : operations_below(program, root)) wanted.operations.push_back(each);
  std::sort(wanted.operations.begin(), wanted.operations.end());
  wanted.operations.erase(std::unique(wanted.operations.begin(), wanted.operations.end()), wanted.operations.end());
  wanted.request_of = &rule;
  wanted.unchanged = true;
  wanted.tries_max = kTriesMax;
  std::vector<Start> from = starts(of_before, id, policy);
  if (auto granted = granting(of_before, id, from.front(), wanted)) from.insert(from.begin(), std::move(*granted));
  wanted.shows = [&](const lower::ExampleCase& example) { return shown(of_before, example, name).has_value(); };
  std::vector<Base> bases;
  for (const Start& one : from) bases.push_back({nullptr, nullptr, &one.example});
  const auto found = search(program, bases, wanted);
  return found ? written_out(of_before, from, *found, name) : std::nullopt;
}

// The days at which an edition begins or ends in either library, with a record that one of its rules approves.
std::optional<Witness> DifferenceWitnesses::at_dates(const std::string& edition_name) {
  for (const bool of_before : {false, true}) {
    const Program& program = (of_before ? before_ : after_).side.program;
    for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
      const Edition& edition = program.edition(program.rules[i].edition);
      if (edition.guideline + " " + edition.name != edition_name) continue;
      for (const Policy& policy : program.policies) {
        if (!policy.as_of_fact) continue;
        const std::vector<Start> from = starts(of_before, RuleId{i}, policy.name);
        for (const auto* side : {&before_, &after_})
          for (const Edition& other : side->side.program.editions)
            for (const auto& day : {other.from, other.until}) {
              if (other.guideline != edition.guideline || !day) continue;
              for (const std::int64_t on : {*day, *day - 1}) {
                Found found;
                Change change;
                change.fact = *policy.as_of_fact;
                change.value = {on, on};
                found.base = {nullptr, nullptr, &from.front().example};
                found.changes = {change};
                found.example = changed(program, from.front().example, {change});
                if (shown(of_before, found.example, "")) return written_out(of_before, from, found, "");
              }
            }
      }
    }
  }
  return std::nullopt;
}

std::optional<Witness> DifferenceWitnesses::of_any_rule(const std::string& policy) {
  for (const bool of_before : {false, true}) {
    const Program& program = (of_before ? before_ : after_).side.program;
    const bool there = std::any_of(program.policies.begin(), program.policies.end(), [&](const Policy& one) { return one.name == policy; });
    for (std::uint32_t i = 0; there && i < std::min<std::size_t>(program.rules.size(), kRulesTriedMax); ++i)
      if (auto found = made_up(of_before, RuleId{i}, "", policy)) return found;
  }
  return std::nullopt;
}

std::optional<Witness> DifferenceWitnesses::of(const Difference& difference) {
  if (difference.what == "edition") return at_dates(difference.name);
  if (difference.what == "policy") {
    auto found = among_examples("");
    return found ? found : of_any_rule(difference.name);
  }
  if (difference.what != "rule") return std::nullopt;
  if (auto found = among_examples(difference.name)) return found;
  for (const bool of_before : {false, true}) {
    const Program& program = (of_before ? before_ : after_).side.program;
    for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
      if (name_of(program, RuleId{i}) != difference.name) continue;
      if (auto found = made_up(of_before, RuleId{i}, difference.name, "")) return found;
    }
  }
  return std::nullopt;
}

}  // namespace precept::analyze
