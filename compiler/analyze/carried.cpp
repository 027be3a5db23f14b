// Worked out once for all facts: a fact is the same where its owner, its name and what it may hold are.
#include "compiler/analyze/carried.hpp"

#include "compiler/analyze/meaning.hpp"

namespace precept::analyze {

namespace {

// Whether members of a choice lie at other places there, of a field of a list's records: its values would mean something else.
bool moves_members(const Program& from, const Type& type, const Program& to, const Type& other) {
  if (type.kind == TypeKind::list) {
    const auto &fields = from.record(type.record).fields, &others = to.record(other.record).fields;
    for (std::size_t i = 0; i < fields.size(); ++i)
      if (moves_members(from, fields[i].type, to, others[i].type)) return true;
  }
  if (type.kind != TypeKind::choice) return false;
  const auto &members = from.enumeration(type.enumeration).members, &others = to.enumeration(other.enumeration).members;
  for (std::size_t i = 0; i < members.size(); ++i)
    if (members[i].name != others[i].name) return true;
  return false;
}

}  // namespace

Carrying::Carrying(const Program& from, const Program& to) : from_(from), to_(to) {
  for (const Service& service : from.services) {
    auto& there = services_.emplace_back();
    for (std::uint32_t i = 0; i < to.services.size(); ++i)
      if (to.services[i].name == service.name) there = ServiceId{i};
  }
  for (std::size_t i = 0; i < from.systems.size(); ++i)
    same_codes_ = same_codes_ && i < to.systems.size() && from.systems[i].items == to.systems[i].items;
  const Meaning here(from), there(to);
  std::map<std::string, std::uint32_t> others;
  for (std::uint32_t i = 0; i < to.facts.size(); ++i) others.emplace(to.facts[i].owner + "\n" + there.fact(FactId{i}), i);
  for (std::uint32_t i = 0; i < from.facts.size(); ++i) {
    Known& known = facts_.emplace_back();
    const auto found = others.find(from.facts[i].owner + "\n" + here.fact(FactId{i}));
    if (found == others.end()) continue;
    const Type &type = from.facts[i].type, &other = to.facts[found->second].type;
    if (type.kind == TypeKind::list && moves_members(from, type, to, other)) continue;
    known.there = FactId{found->second};
    if (type.kind != TypeKind::choice) continue;
    const auto& members = to.enumeration(other.enumeration).members;
    for (const Member& member : from.enumeration(type.enumeration).members)
      for (std::uint32_t j = 0; j < members.size(); ++j)
        if (members[j].name == member.name) known.members.push_back(j);
  }
}

Value Carrying::moved(const Known& known, const Type& type, Value value) const {
  if (type.kind != TypeKind::choice) return value;
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < known.members.size(); ++i)
    if (((static_cast<std::uint64_t>(value.lo) >> i) & 1) != 0) out |= std::uint64_t{1} << known.members[i];
  return {static_cast<std::int64_t>(out), value.hi};
}

std::optional<lower::ExampleCase> Carrying::carried(const lower::ExampleCase& example) const {
  const auto service = services_[example.request.service.index];
  if (!service || !same_codes_) return std::nullopt;
  lower::ExampleCase out = example;
  out.request.service = *service;
  CaseFacts facts = undocumented_facts(to_);
  const CaseFacts& given = example.request.facts;
  for (std::uint32_t i = 0; i < from_.facts.size(); ++i) {
    const Known& known = facts_[i];
    const bool is_said = given.states[i] == FactState::documented || !given.evidence[i].reports.empty();
    if (!known.there) {
      if (is_said) return std::nullopt;
      continue;
    }
    const Type& type = from_.facts[i].type;
    const std::uint32_t there = known.there->index;
    facts.values[there] = moved(known, type, given.values[i]);
    facts.recorded[there] = moved(known, type, given.recorded[i]);
    facts.states[there] = given.states[i];
    facts.evidence[there] = given.evidence[i];
    if (type.kind == TypeKind::list) facts.lists[to_.facts[there].list] = given.lists[from_.facts[i].list];
  }
  out.request.facts = std::move(facts);
  return out;
}

}  // namespace precept::analyze
