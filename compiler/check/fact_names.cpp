// One name, one value of a case: facts of one name that several guidelines or vocabularies declare must suit one another.
// In: all facts of the library. Out: a finding for each two that no one value suits, or that read it in unlike units.
#include <algorithm>
#include <map>

#include "compiler/check/checker.hpp"

namespace precept::check {

namespace {

bool share_a_member(const Enumeration& one, const Enumeration& other) {
  return std::any_of(one.members.begin(), one.members.end(), [&](const auto& member) {
    return std::any_of(other.members.begin(), other.members.end(), [&](const auto& it) { return it.name == member.name; });
  });
}

bool same_measure(const Unit& one, const Unit& other) {
  return one.none() == other.none() && one.powers == other.powers && one.numerator == other.numerator && one.denominator == other.denominator;
}

}  // namespace

void Checker::check_fact_names() {
  const auto suit = [&](const Type& one, const Type& other) {
    const auto chosen = [](Kind kind) { return kind == Kind::choice || kind == Kind::scale; };
    if (one.kind == Kind::error || other.kind == Kind::error) return true;
    if (is_numeric(one.kind) && is_numeric(other.kind)) return same_measure(one.unit, other.unit);
    if (chosen(one.kind) && chosen(other.kind))
      return share_a_member(library_.enumerations[one.enumeration.index], library_.enumerations[other.enumeration.index]);
    return one.kind == other.kind && (one.kind != Kind::code || one.system == other.system);
  };
  std::map<std::string, std::vector<const Fact*>> by_name;
  for (const Fact& fact : library_.facts)
    if (fact.builtin == 0) by_name[fact.name].push_back(&fact);
  for (const auto& [name, facts] : by_name)
    for (std::size_t i = 1; i < facts.size(); ++i) {
      const Fact &first = *facts[0], &fact = *facts[i];
      if (suit(first.type, fact.type)) continue;
      diagnostics_.report(Code::E0203, fact.span, name, first.owner, fact.owner)
          .mark(first.span, "here it is " + describe(first.type))
          .mark(fact.span, "and here " + describe(fact.type))
          .hint("a case gives one value by this name, and it is read as both: rename one of them, or declare it once in a vocabulary");
    }
}

}  // namespace precept::check
