// Random values of facts: near the numbers that programs compare with, at the ends of their types, exact and partial.
#include <algorithm>
#include <array>

#include "runtime/values/calendar.hpp"
#include "tests/native/random_program.hpp"

namespace precept::testing {
namespace {

// Month ends, leap days, the epoch, both ends of the calendar, and a few days around one of them.
std::int64_t random_day(Dice& dice) {
  static const std::array<std::int64_t, 12> days = {0,     -1,    58,    59,    789,       11016,
                                                    11017, 10956, 14670, 16070, kFirstDay, kLastDay};
  const std::int64_t day = dice.chance(30) ? dice.pick(days) : dice.between(13500, 14700);
  return std::clamp(day + (dice.chance(40) ? dice.between(-40, 40) : 0), kFirstDay, kLastDay);
}

std::int64_t random_number(Dice& dice, bool whole) {
  static const std::array<std::int64_t, 9> ends = {
      0, kOne, 2 * kOne, 4 * kOne, 10 * kOne, 130 * kOne, 30'000 * kOne, kNumberMax / kOne * kOne, 500'000'000'000 * kOne};
  std::int64_t number = dice.chance(40) ? dice.pick(ends) : dice.between(0, 140) * kOne;
  if (whole) return number;
  if (dice.chance(5)) return kNumberMax;
  if (dice.chance(30)) number = dice.between(0, 12) * 500'000;
  if (dice.chance(10)) number = dice.between(0, 9);  // a few millionths
  return number;
}

std::int64_t random_length(Dice& dice) {
  static const std::array<std::int64_t, 9> ends = {0, 1, 2, 12, 13, 24, 730, 48'000, kDurationMax};
  return dice.chance(50) ? dice.pick(ends) : dice.between(0, 60);
}

std::int64_t random_bound(const Type& type, Dice& dice) {
  std::int64_t bound = 0;
  switch (type.kind) {
    case TypeKind::count:
      bound = random_number(dice, true);
      break;
    case TypeKind::number:
      bound = random_number(dice, false);
      break;
    case TypeKind::date:
      return random_day(dice);
    case TypeKind::months:
    case TypeKind::days:
      bound = random_length(dice);
      break;
    case TypeKind::truth:
    case TypeKind::choice:
    case TypeKind::scale:
    case TypeKind::text:
    case TypeKind::code:
    case TypeKind::list:
      break;
  }
  return type.is_signed && dice.chance(50) ? -bound : bound;
}

std::int64_t highest_of(TypeKind kind) {
  if (kind == TypeKind::date) return kLastDay;
  if (kind == TypeKind::count) return kNumberMax / kOne * kOne;
  return kind == TypeKind::number ? kNumberMax : kDurationMax;
}

Value random_choice(std::uint64_t whole, Dice& dice, bool exact) {
  std::array<std::uint64_t, 64> members{};
  std::size_t count = 0;
  for (int member = 0; member < 64; ++member)
    if (((whole >> member) & 1) != 0) members[count++] = std::uint64_t{1} << member;
  std::uint64_t set = members[dice.below(count)];
  if (!exact)
    for (std::size_t i = 0; i < count; ++i)
      if (dice.chance(40)) set |= members[i];
  return {static_cast<std::int64_t>(set), 0};
}

Value random_ordered(const Fact& fact, Dice& dice, bool exact) {
  const bool scale = fact.type.kind == TypeKind::scale;
  const auto bound = [&] {
    if (scale) return dice.between(fact.whole.lo, fact.whole.hi);
    return std::clamp(random_bound(fact.type, dice), fact.whole.lo, fact.whole.hi);
  };
  std::int64_t lo = bound();
  if (exact) return {lo, lo};
  std::int64_t hi = bound();
  // A month of days, or a few steps, as partial dates and ranges are.
  if (!scale && dice.chance(50)) hi = std::min(fact.whole.hi, lo + dice.between(1, 31) * step_of(fact.type.kind));
  if (!scale) hi = std::min(hi, highest_of(fact.type.kind));
  if (hi < lo) std::swap(lo, hi);
  if (dice.chance(10)) lo = fact.whole.lo;
  if (dice.chance(10)) hi = fact.whole.hi;
  return {lo, hi};
}

}  // namespace

Value random_value(const Program& program, const Fact& fact, Dice& dice, bool exact) {
  switch (fact.type.kind) {
    case TypeKind::truth:
      return truth_value(dice.chance(50) ? Truth::yes : Truth::no);
    case TypeKind::choice:
      return random_choice(static_cast<std::uint64_t>(fact.whole.lo), dice, exact);
    case TypeKind::scale:
    case TypeKind::count:
    case TypeKind::number:
    case TypeKind::date:
    case TypeKind::months:
    case TypeKind::days:
      return random_ordered(fact, dice, exact);
    case TypeKind::code: {  // two different codes for each item, and for none
      if (!exact && dice.chance(30)) return kUnknownCode;
      const auto places = static_cast<std::int64_t>(program.system(fact.type.system).items.size()) + 1;
      const std::int64_t code = dice.chance(50) ? dice.between(0, 3) : dice.between(0, 2 * places - 1);
      return {code % places, code};
    }
    case TypeKind::list:
    case TypeKind::text:
      break;
  }
  return {};
}

CaseFacts random_facts(const Program& program, std::uint64_t seed) {
  Dice dice(seed ^ 0xFAC75u);
  CaseFacts facts = undocumented_facts(program);
  const int missing = dice.chance(20) ? 60 : 15;
  for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
    const Fact& fact = program.facts[i];
    if (fact.type.kind == TypeKind::list) continue;
    if (dice.chance(missing)) {
      if (dice.chance(20))
        document(facts, program, FactId{i}, fact.whole);  // conflicting: nothing is known, nothing assumed
      continue;
    }
    document(facts, program, FactId{i}, random_value(program, fact, dice, dice.chance(70)));
  }
  add_random_records(facts, program, dice);
  return facts;
}

}  // namespace precept::testing
