// Cases as columns: see the header.
#include "tests/native/case_columns.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>

#include "runtime/values/calendar.hpp"

namespace precept::testing {
namespace {

using native::ColumnForm;
using native::FactColumn;
using native::RawType;

bool is_single(TypeKind kind, Value value) {
  if (kind == TypeKind::truth || kind == TypeKind::choice) return std::has_single_bit(static_cast<std::uint64_t>(value.lo));
  return value.lo == value.hi;
}

class ColumnMaker {
 public:
  ColumnMaker(const Program& program, FactId fact, const std::vector<CaseFacts>& cases, Dice& dice, CaseColumns& out)
      : fact_(program.fact(fact)), cases_(cases), index_(fact.index), dice_(dice), out_(out) {}

  FactColumn make() {
    if (fact_.type.kind == TypeKind::list) return column_;  // columns hold no lists
    column_.first = dice_.chance(50) ? 0 : dice_.between(1, 130);
    bool any = false;
    for (std::size_t row = 0; row < cases_.size(); ++row) any = any || is_valid(row);
    if (!any && dice_.chance(50)) return column_;
    add_values();
    if (!all_valid() || dice_.chance(50)) add_validity();
    return column_;
  }

 private:
  Value value(std::size_t row) const { return cases_[row].recorded[index_]; }
  // A row without a value gets what is assumed, or else the whole; any other must be there as a value.
  bool is_valid(std::size_t row) const {
    const Value missing = fact_.assumed ? *fact_.assumed : fact_.whole;
    return value(row) != fact_.whole || cases_[row].values[index_] != missing;
  }
  bool all_valid() const {
    for (std::size_t row = 0; row < cases_.size(); ++row)
      if (!is_valid(row)) return false;
    return true;
  }
  template <class Holds>
  bool every_valid(Holds holds) const {
    for (std::size_t row = 0; row < cases_.size(); ++row)
      if (is_valid(row) && !holds(value(row))) return false;
    return true;
  }

  std::uint8_t* buffer(std::size_t bytes) {
    out_.buffers.emplace_back(bytes);
    for (std::uint8_t& byte : out_.buffers.back())
      byte = static_cast<std::uint8_t>(dice_.next());  // null rows hold anything
    return out_.buffers.back().data();
  }
  std::size_t elements() const { return static_cast<std::size_t>(column_.first) + cases_.size(); }
  std::size_t element(std::size_t row) const { return static_cast<std::size_t>(column_.first) + row; }

  template <class Bit>
  const std::uint8_t* bitmap(Bit bit) {
    std::uint8_t* bytes = buffer((elements() + 7) / 8);
    for (std::size_t row = 0; row < cases_.size(); ++row) {
      const std::size_t at = element(row);
      const auto mask = static_cast<std::uint8_t>(1u << (at % 8));
      bytes[at / 8] = static_cast<std::uint8_t>(bit(row) ? bytes[at / 8] | mask : bytes[at / 8] & ~mask);
    }
    return bytes;
  }

  template <class Number, class Of>
  const void* numbers(Of of) {
    std::uint8_t* bytes = buffer(elements() * sizeof(Number));
    for (std::size_t row = 0; row < cases_.size(); ++row) {
      if (!is_valid(row)) continue;
      const auto number = static_cast<Number>(of(value(row)));
      std::memcpy(bytes + element(row) * sizeof(Number), &number, sizeof(Number));
    }
    return bytes;
  }

  void add_validity() {
    column_.validity = bitmap([&](std::size_t row) { return is_valid(row); });
  }

  void add_values() {
    const TypeKind kind = fact_.type.kind;
    const bool single = every_valid([&](Value v) { return is_single(kind, v); });
    if (kind == TypeKind::truth) {
      if (!single || dice_.chance(10)) return add_masks();
      column_.form = ColumnForm::truth;
      column_.values = bitmap([&](std::size_t row) { return value(row).lo == kMayBeYes; });
    } else if (kind == TypeKind::choice) {
      if (!single || dice_.chance(20)) return add_masks();
      column_.form = ColumnForm::member;
      column_.values = numbers<std::uint8_t>([](Value v) { return std::countr_zero(static_cast<std::uint64_t>(v.lo)); });
    } else if (kind == TypeKind::code || !single || dice_.chance(20)) {
      column_.form = ColumnForm::bounds;
      column_.values = numbers<std::int64_t>([](Value v) { return v.lo; });
      column_.highs = numbers<std::int64_t>([](Value v) { return v.hi; });
    } else if (kind == TypeKind::scale && dice_.chance(60)) {
      column_.form = ColumnForm::member;
      column_.values = numbers<std::uint8_t>([](Value v) { return v.lo; });
    } else {
      add_exact();
    }
  }

  void add_masks() {
    column_.form = ColumnForm::masks;
    column_.values = numbers<std::int64_t>([](Value v) { return v.lo; });
  }

  // The narrowest type that holds the values, or sometimes a wider one.
  void add_exact() {
    column_.form = ColumnForm::exact;
    const std::array<std::int64_t, 3> scales = {kOne, 10'000, 1};
    for (const std::int64_t scale : scales)
      if (every_valid([&](Value v) { return v.lo % scale == 0; })) {
        column_.scale = scale;
        break;
      }
    if (fact_.type.kind == TypeKind::date && dice_.chance(50)) column_.base = dice_.chance(50) ? 10957 : 14000;
    const auto raw = [&](Value v) { return (v.lo - column_.base) / column_.scale; };
    const auto fit = [&](std::int64_t low, std::int64_t high) {
      return every_valid([&](Value v) { return raw(v) >= low && raw(v) <= high; });
    };
    if (fit(0, 255) && dice_.chance(60)) {
      column_.raw = RawType::u8;
      column_.values = numbers<std::uint8_t>(raw);
    } else if (fit(-128, 127) && dice_.chance(60)) {
      column_.raw = RawType::i8;
      column_.values = numbers<std::int8_t>(raw);
    } else if (fit(-32768, 32767) && dice_.chance(70)) {
      column_.raw = RawType::i16;
      column_.values = numbers<std::int16_t>(raw);
    } else if (fit(std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()) && dice_.chance(80)) {
      column_.raw = RawType::i32;
      column_.values = numbers<std::int32_t>(raw);
    } else {
      column_.raw = RawType::i64;
      column_.values = numbers<std::int64_t>(raw);
    }
  }

  const Fact& fact_;
  const std::vector<CaseFacts>& cases_;
  std::uint32_t index_;
  Dice& dice_;
  CaseColumns& out_;
  FactColumn column_;
};

Value small_value(const Fact& fact, Dice& dice, Value value) {
  switch (fact.type.kind) {
    case TypeKind::count:
      value.lo = dice.between(0, 40) * kOne;
      break;
    case TypeKind::number:
      value.lo = dice.between(0, 80) * 500'000;
      break;
    case TypeKind::date:
      value.lo = dice.between(10950, 18300);
      break;
    case TypeKind::months:
    case TypeKind::days:
      value.lo = dice.between(0, 60);
      break;
    case TypeKind::truth:
    case TypeKind::choice:
    case TypeKind::scale:
    case TypeKind::text:
    case TypeKind::code:
    case TypeKind::list:
      return value;
  }
  value.lo = std::clamp(value.lo, fact.whole.lo, fact.whole.hi);
  return {value.lo, value.lo};
}

}  // namespace

std::vector<CaseFacts> random_batch(const Program& program, std::uint64_t seed, std::size_t rows) {
  Dice dice(seed ^ 0xBA7C4u);
  struct Habit {
    bool exact, small;
    int missing;
  };
  std::vector<Habit> habits;
  for (std::size_t i = 0; i < program.facts.size(); ++i) {
    const bool exact = dice.chance(70);
    habits.push_back({exact, exact && dice.chance(60), dice.chance(30) ? 0 : dice.chance(10) ? 100 : 15});
  }
  std::vector<CaseFacts> cases;
  for (std::size_t row = 0; row < rows; ++row) {
    CaseFacts facts = undocumented_facts(program);
    for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
      const Fact& fact = program.facts[i];
      const Habit habit = habits[i];
      if (fact.type.kind == TypeKind::list) continue;
      if (dice.chance(habit.missing)) {
        if (!habit.exact && dice.chance(20)) document(facts, program, FactId{i}, fact.whole);
        continue;
      }
      Value value = random_value(program, fact, dice, habit.exact || dice.chance(60));
      if (habit.small) value = small_value(fact, dice, value);
      document(facts, program, FactId{i}, value);
    }
    add_random_records(facts, program, dice);
    cases.push_back(std::move(facts));
  }
  return cases;
}

CaseColumns columns_of(const Program& program, const std::vector<CaseFacts>& cases, std::uint64_t seed) {
  Dice dice(seed ^ 0xC01u);
  CaseColumns made;
  made.columns.rows = static_cast<std::int64_t>(cases.size());
  for (std::uint32_t i = 0; i < program.facts.size(); ++i)
    made.columns.facts.push_back(ColumnMaker(program, FactId{i}, cases, dice, made).make());
  return made;
}

}  // namespace precept::testing
