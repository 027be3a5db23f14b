// One name, one value of a case: facts of one name that several guidelines or vocabularies declare must suit one another.
// The editions of one guideline may each have their own: a fact may have changed with them. In: all facts of the library.
// Out: a finding for each two that no one value suits, or that read it in unlike units.
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
  return one.none() == other.none() && one.powers == other.powers && one.numerator == other.numerator &&
         one.denominator == other.denominator;
}

// An owner is shown as `mtus`, an edition as `mtus 2009-07-18`.
std::string_view without_edition(std::string_view owner) { return owner.substr(0, owner.find(' ')); }

}  // namespace

void Checker::check_fact_names() {
  const auto suit = [&](const Type& one, const Type& other) {
    if (one.kind == Kind::error || other.kind == Kind::error) return true;
    if (is_numeric(one.kind) && is_numeric(other.kind)) return same_measure(one.unit, other.unit);
    if (is_enumeration(one.kind) && is_enumeration(other.kind))
      return share_a_member(library_.enumerations[one.enumeration.index], library_.enumerations[other.enumeration.index]);
    return one.kind == other.kind && (one.kind != Kind::code || one.system == other.system);
  };
  // A guideline that declares anew what its vocabulary has is told so where names are collected.
  std::map<std::string_view, ast::Header::Kind> kinds;
  for (const Owner& owner : owners_) kinds[owner.display] = owner.kind;
  const auto clash = [&](const Fact& one, const Fact& other) {
    return without_edition(one.owner) != without_edition(other.owner) && kinds[one.owner] == kinds[other.owner] &&
           !suit(one.type, other.type);
  };
  std::map<std::string, std::vector<const Fact*>> by_name;
  for (const Fact& fact : library_.facts)
    if (fact.builtin == 0) by_name[fact.name].push_back(&fact);
  for (const auto& [name, facts] : by_name)
    for (auto fact = facts.begin(); fact != facts.end(); ++fact) {
      const auto other = std::find_if(facts.begin(), fact, [&](const Fact* earlier) { return clash(*earlier, **fact); });
      if (other == fact) continue;
      diagnostics_.report(Code::E0203, (*fact)->span, name, (*other)->owner, (*fact)->owner)
          .mark((*other)->span, "here it is " + describe((*other)->type))
          .hint("a case gives one value by this name, and here it would be " + describe((*fact)->type) +
                ": rename one of them, or declare it once in a vocabulary");
    }
}

}  // namespace precept::check
