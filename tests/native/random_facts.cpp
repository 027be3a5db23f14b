// What a random Program's cases may hold: a fact of every type, some with a range, some with what is assumed.
#include <array>
#include <string>

#include "tests/native/random_program.hpp"

namespace precept::testing {
namespace {

void add_enumerations(Program& program) {
  program.enumerations = {{"demand", true, {}}, {"region", false, {}}, {"code", false, {}}};
  const std::array<std::size_t, 3> members = {5, 7, 64};
  for (std::size_t i = 0; i < members.size(); ++i)
    for (std::size_t member = 0; member < members[i]; ++member) {
      const std::string name = "m" + std::to_string(member);
      program.enumerations[i].members.push_back({name, name});
    }
  Service service;
  service.name = "service";
  service.words = "service";
  program.services.push_back(service);
}

void add_fact(Program& program, Dice& dice, Type type, Value whole) {
  Fact fact;
  fact.name = "fact_" + std::to_string(program.facts.size());
  fact.words = fact.name;
  fact.type = type;
  fact.whole = whole;
  if (dice.chance(25)) fact.assumed = random_value(program, fact, dice, true);
  program.facts.push_back(fact);
}

}  // namespace

std::uint64_t all_members(const Program& program, EnumId id) {
  const std::size_t count = program.enumeration(id).members.size();
  return count == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

Value whole_of(const Program& program, const Type& type) {
  switch (type.kind) {
    case TypeKind::truth:
      return truth_value(Truth::undocumented);
    case TypeKind::choice:
      return {static_cast<std::int64_t>(all_members(program, type.enumeration)), 0};
    case TypeKind::scale:
      return {0, static_cast<std::int64_t>(program.enumeration(type.enumeration).members.size()) - 1};
    case TypeKind::count:
    case TypeKind::number:
    case TypeKind::months:
    case TypeKind::days:
      return type.is_signed ? kUnbounded : Value{0, kNoHigh};
    case TypeKind::date:
      return kUnbounded;
    case TypeKind::text:
      break;
  }
  return {};
}

void add_random_facts(Program& program, Dice& dice) {
  add_enumerations(program);
  const auto of = [](TypeKind kind, std::uint32_t enumeration = 0, bool is_signed = false) {
    Type type;
    type.kind = kind;
    type.enumeration = EnumId{enumeration};
    type.is_signed = is_signed;
    return type;
  };
  const std::array<Type, 10> types = {
      of(TypeKind::truth),  of(TypeKind::choice, 1), of(TypeKind::choice, 2),       of(TypeKind::scale, 0),
      of(TypeKind::count),  of(TypeKind::number),    of(TypeKind::number, 0, true), of(TypeKind::date),
      of(TypeKind::months), of(TypeKind::days)};
  for (const Type& type : types) {
    const std::int64_t count = type.kind == TypeKind::truth || type.kind == TypeKind::date ? 4 : dice.between(1, 2);
    for (std::int64_t i = 0; i < count; ++i) add_fact(program, dice, type, whole_of(program, type));
  }
  add_fact(program, dice, of(TypeKind::count), {0, 130 * kOne});
  add_fact(program, dice, of(TypeKind::number, 0, true), {-5 * kOne, 5'500'000});
  add_fact(program, dice, of(TypeKind::date), {10957, 18262});
  add_fact(program, dice, of(TypeKind::count), {4 * kOne, 4 * kOne});  // a range of one value
  add_fact(program, dice, of(TypeKind::choice, 1), {4, 0});
}

}  // namespace precept::testing
