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

// Two systems of codes, the second of more items than one word has bits, and lists of them.
void add_codes(Program& program, Dice& dice) {
  const std::array<std::size_t, 2> items = {5, 130};
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    CodeSystem& system = program.systems.emplace_back();
    system.name = "system_" + std::to_string(i);
    for (std::size_t item = 0; item < items[i]; ++item) system.items.push_back("C" + std::to_string(100 + item));
    for (int list = 0; list < 4; ++list) {
      CodeList& codes = program.code_lists.emplace_back();
      codes.system = SystemId{i};
      codes.places.assign(items[i] / 64 + 1, 0);
      for (std::size_t item = 0; item <= items[i]; ++item) {
        if (dice.chance(60) && item != 0) continue;
        codes.places[item / 64] |= std::uint64_t{1} << (item % 64);
        if (item < items[i]) codes.items.push_back(system.items[item]);
      }
    }
  }
}

void add_field(Program& program, Dice& dice, std::uint32_t record, const Type& type) {
  RecordType& made = program.records[record];
  Field field;
  field.name = "field_" + std::to_string(made.fields.size());
  field.words = field.name;
  field.type = type;
  field.whole = whole_of(program, type);
  if (type.kind == TypeKind::list) field.list = made.lists++;
  Fact like;
  like.type = type;
  like.whole = field.whole;
  if (type.kind != TypeKind::list && dice.chance(25)) field.assumed = random_value(program, like, dice, true);
  made.fields.push_back(field);
}

void add_fact(Program& program, Dice& dice, Type type, Value whole) {
  Fact fact;
  fact.name = "fact_" + std::to_string(program.facts.size());
  fact.words = fact.name;
  fact.type = type;
  fact.whole = whole;
  if (type.kind != TypeKind::list && dice.chance(25)) fact.assumed = random_value(program, fact, dice, true);
  if (type.kind == TypeKind::list)
    for (const Fact& other : program.facts) fact.list += other.type.kind == TypeKind::list ? 1 : 0;
  program.facts.push_back(fact);
}

Type of_kind(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}
Type list_of(std::uint32_t record) {
  Type type = of_kind(TypeKind::list);
  type.record = RecordId{record};
  return type;
}
Type member_of(TypeKind kind, std::uint32_t enumeration) {
  Type type = of_kind(kind);
  type.enumeration = EnumId{enumeration};
  return type;
}
Type code_of(std::uint32_t system) {
  Type type = of_kind(TypeKind::code);
  type.system = SystemId{system};
  return type;
}

// Plain values; records with lists of these; records with lists of both. Lists of lists are three deep.
void add_lists(Program& program, Dice& dice) {
  Type change = of_kind(TypeKind::number);
  change.is_signed = true;
  const std::array<std::vector<Type>, 3> fields = {
      std::vector<Type>{of_kind(TypeKind::days)},
      {of_kind(TypeKind::truth), list_of(0), code_of(1), change, of_kind(TypeKind::date), member_of(TypeKind::choice, 2)},
      {of_kind(TypeKind::date), of_kind(TypeKind::truth), list_of(1), member_of(TypeKind::scale, 0),
       of_kind(TypeKind::count), code_of(0), list_of(0), member_of(TypeKind::choice, 1), of_kind(TypeKind::months),
       of_kind(TypeKind::truth)}};
  for (std::uint32_t record = 0; record < fields.size(); ++record) {
    RecordType& made = program.records.emplace_back();
    if (record != 0) made.name = "record_" + std::to_string(record);
    made.words = made.name;
    for (const Type& type : fields[record]) add_field(program, dice, record, type);
    add_fact(program, dice, list_of(record), {});
  }
}

void add_random_records(Records& records, const Program& program, RecordId type, Dice& dice) {
  const std::size_t count = dice.chance(25) ? 0 : dice.chance(4) ? 12 : 1 + dice.below(4);
  records.complete = dice.chance(70);
  records.documented = records.complete;
  const int missing = dice.chance(60) ? 15 : 0;
  const auto& fields = program.record(type).fields;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t record = add_record(records, program, type);
    for (std::uint32_t place = 0; place < fields.size(); ++place) {
      if (fields[place].type.kind == TypeKind::list) {
        add_random_records(records.nested[std::size_t{record} * program.record(type).lists + fields[place].list], program,
                           fields[place].type.record, dice);
        continue;
      }
      if (dice.chance(missing)) continue;
      Fact like;
      like.type = fields[place].type;
      like.whole = fields[place].whole;
      const bool exact = missing == 0 || dice.chance(70);
      document_field(records, program, type, record, place, random_value(program, like, dice, exact));
    }
  }
}

}  // namespace

void add_random_records(CaseFacts& facts, const Program& program, Dice& dice) {
  for (const Fact& fact : program.facts)
    if (fact.type.kind == TypeKind::list)
      add_random_records(facts.lists[fact.list], program, fact.type.record, dice);
}

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
    case TypeKind::code:
      return kUnknownCode;
    case TypeKind::list:
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
  add_codes(program, dice);
  for (std::uint32_t system = 0; system < program.systems.size(); ++system) {
    Type code = of(TypeKind::code);
    code.system = SystemId{system};
    for (int i = 0; i < 2; ++i) add_fact(program, dice, code, kUnknownCode);
  }
  add_lists(program, dice);
}

}  // namespace precept::testing
