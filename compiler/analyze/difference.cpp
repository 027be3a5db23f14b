// Declarations compared part by part; witnesses are looked for among the examples of both libraries, decided on both.
#include "compiler/analyze/difference.hpp"

#include <fmt/format.h>

#include "compiler/analyze/meaning.hpp"
#include "compiler/analyze/replay.hpp"
#include "runtime/values/decimal.hpp"

namespace precept::analyze {

namespace {

// The same request in the other library's terms; nothing where that has not the same facts.
std::optional<lower::ExampleCase> carried(const lower::ExampleCase& example, const Program& from, const Program& to) {
  lower::ExampleCase out = example;
  Meaning old_facts(from), new_facts(to);
  bool found = false;
  for (std::uint32_t i = 0; i < to.services.size(); ++i)
    if (to.services[i].name == from.service(example.request.service).name) {
      out.request.service = ServiceId{i};
      found = true;
    }
  if (!found) return std::nullopt;
  for (std::size_t i = 0; i < from.systems.size(); ++i)
    if (i >= to.systems.size() || from.systems[i].items != to.systems[i].items) return std::nullopt;
  CaseFacts facts = undocumented_facts(to);
  const CaseFacts& given = example.request.facts;
  for (std::uint32_t i = 0; i < from.facts.size(); ++i) {
    const std::string meaning = old_facts.fact(FactId{i});
    std::optional<std::uint32_t> same;
    for (std::uint32_t j = 0; j < to.facts.size(); ++j)
      if (to.facts[j].owner == from.facts[i].owner && new_facts.fact(FactId{j}) == meaning) same = j;
    const bool is_said = given.states[i] == FactState::documented || !given.evidence[i].reports.empty();
    if (!same && is_said) return std::nullopt;
    if (!same) continue;
    facts.values[*same] = given.values[i];
    facts.recorded[*same] = given.recorded[i];
    facts.states[*same] = given.states[i];
    facts.evidence[*same] = given.evidence[i];
    if (from.facts[i].type.kind == TypeKind::list) facts.lists[to.facts[*same].list] = given.lists[from.facts[i].list];
  }
  out.request.facts = std::move(facts);
  return out;
}

std::string answer(const Determination& determination) {
  std::string out = std::vector<std::string>{"approve", "modify", "deny", "pend"}[static_cast<std::size_t>(determination.outcome)];
  if (determination.granted && determination.granted->quantity)
    out += " " + format_decimal(*determination.granted->quantity);
  return out;
}

bool is_consulted_by_name(const Program& program, const Determination& determination, const std::string& name) {
  for (const RuleResult& one : determination.rules) {
    const Rule& rule = program.rule(one.rule);
    const Edition& edition = program.edition(rule.edition);
    if (one.consulted && fmt::format("{} {} {}", edition.guideline, edition.name, rule.name) == name) return true;
  }
  return false;
}

std::optional<Witness> witness(const std::string& rule, const Side& before, const Side& after) {
  const Decider old_decider(before.program), new_decider(after.program);
  for (const bool of_before : {true, false}) {
    const Side& own = of_before ? before : after;
    const Side& other = of_before ? after : before;
    for (const lower::ExampleCase& example : own.examples) {
      const auto there = carried(example, own.program, other.program);
      if (!there) continue;
      const Determination old_one = replay(before.program, old_decider, of_before ? example : *there);
      const Determination new_one = replay(after.program, new_decider, of_before ? *there : example);
      if (same_answer(old_one, new_one)) continue;
      if (!is_consulted_by_name(before.program, old_one, rule) && !is_consulted_by_name(after.program, new_one, rule)) continue;
      return Witness{example.title, of_before, answer(old_one), answer(new_one)};
    }
  }
  return std::nullopt;
}

void compare(Difference& out, const Declared& before, const Declared& after, bool& worded) {
  const Part none;
  const auto part_of = [&none](const Declared& one, const std::string& name) -> const Part& {
    const auto found = one.parts.find(name);
    return found == one.parts.end() ? none : found->second;
  };
  std::map<std::string, bool> names;
  for (const auto* one : {&before, &after})
    for (const auto& [name, part] : one->parts) names[name] = true;
  for (const auto& [name, unused] : names) {
    const Part &old_part = part_of(before, name), &new_part = part_of(after, name);
    if (old_part.meaning != new_part.meaning) out.parts.push_back({name, old_part.shown, new_part.shown});
    worded = worded || old_part.wording != new_part.wording;
  }
}

}  // namespace

std::vector<Difference> differences(const Side& before, const Side& after) {
  const auto old_ones = Meaning(before.program).declarations(), new_ones = Meaning(after.program).declarations();
  auto keys = old_ones;
  keys.insert(new_ones.begin(), new_ones.end());
  std::vector<Difference> out;
  for (const auto& [key, unused] : keys) {
    const auto old_one = old_ones.find(key), new_one = new_ones.find(key);
    Difference one;
    one.what = key.first;
    one.name = key.second;
    one.pages = new_one != new_ones.end() ? new_one->second.pages : old_one->second.pages;
    bool worded = false;
    if (old_one == old_ones.end()) {
      one.kind = Difference::Kind::added;
    } else if (new_one == new_ones.end()) {
      one.kind = Difference::Kind::removed;
    } else {
      compare(one, old_one->second, new_one->second, worded);
      if (one.parts.empty() && !worded) continue;
      one.kind = one.parts.empty() ? Difference::Kind::wording : Difference::Kind::changed;
      if (one.what == "rule" && one.kind == Difference::Kind::changed) one.witness = witness(one.name, before, after);
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace precept::analyze
