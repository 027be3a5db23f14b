// Values near constants, so that `<` and `<=` come out differently; dates near others plus a constant duration.
#include "tests/differential/cases.hpp"

#include <algorithm>
#include <bit>

#include "runtime/facts/code_value.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::differential {

CaseGenerator::CaseGenerator(const Program& program) : program_(program) {
  for (const Node& node : program.nodes) {
    if (node.op != Op::constant) continue;
    switch (node.type.kind) {
      case TypeKind::count:
      case TypeKind::number: numbers_.push_back(node.constant.lo); break;
      case TypeKind::date: dates_.push_back(node.constant.lo); break;
      case TypeKind::months: months_.push_back(node.constant.lo); break;
      case TypeKind::days: days_.push_back(node.constant.lo); break;
      case TypeKind::truth:
      case TypeKind::choice:
      case TypeKind::scale:
      case TypeKind::code:
      case TypeKind::list:
      case TypeKind::text: break;
    }
  }
  for (const Edition& edition : program.editions)
    for (const auto& day : {edition.from, edition.until})
      if (day) dates_.push_back(*day);
  if (numbers_.empty()) numbers_.push_back(2 * kOne);
  if (dates_.empty()) dates_.push_back(15000);
  if (months_.empty()) months_.push_back(24);
  if (days_.empty()) days_.push_back(42);
}

Value CaseGenerator::exact(Random& random, const Fact& fact, const CaseFacts& so_far) const {
  const auto near = [&](const std::vector<std::int64_t>& constants, std::int64_t step) {
    return random.pick(constants) + random.between(-1, 1) * step;
  };
  std::int64_t value = 0;
  switch (fact.type.kind) {
    case TypeKind::truth: return truth_value(random.chance(50) ? Truth::yes : Truth::no);
    case TypeKind::choice: {
      const auto members = static_cast<std::int64_t>(program_.enumeration(fact.type.enumeration).members.size());
      return {static_cast<std::int64_t>(std::uint64_t{1} << random.between(0, members - 1)), 0};
    }
    case TypeKind::scale: value = random.between(fact.whole.lo, fact.whole.hi); break;
    case TypeKind::count:
      value = random.chance(50) ? near(numbers_, kOne) / kOne * kOne : random.between(0, 15) * kOne;
      break;
    case TypeKind::number:
      value = random.chance(55) ? near(numbers_, random.chance(50) ? 1 : kOne) : random.between(-3 * kOne, 40 * kOne);
      break;
    case TypeKind::months: value = random.chance(60) ? near(months_, 1) : random.between(0, 40); break;
    case TypeKind::days: value = random.chance(60) ? near(days_, 1) : random.between(0, 900); break;
    case TypeKind::date: {
      std::vector<std::int64_t> others;
      for (std::size_t i = 0; i < program_.facts.size(); ++i)
        if (program_.facts[i].type.kind == TypeKind::date && so_far.values[i].lo != kNoLow) others.push_back(so_far.values[i].lo);
      if (!others.empty() && random.chance(40)) {
        const std::int64_t sign = random.chance(75) ? 1 : -1;
        value = random.chance(60) ? plus_months(random.pick(others), sign * random.pick(months_)) : random.pick(others) + sign * random.pick(days_);
        value += random.between(-1, 1);
      } else {
        value = random.chance(40) ? near(dates_, 1) : random.between(10000, 16800);
      }
      value = std::clamp(value, kFirstDay, kLastDay);
      break;
    }
    case TypeKind::code: return code(random, fact.type.system);
    case TypeKind::list:
    case TypeKind::text: return {1, 1};
  }
  const std::int64_t low = std::max(fact.whole.lo, fact.type.kind == TypeKind::date ? kFirstDay : -kNumberMax);
  const std::int64_t high = std::min(fact.whole.hi, fact.type.kind == TypeKind::date   ? kLastDay
                                                    : fact.type.kind == TypeKind::count ? kNumberMax / kOne * kOne
                                                    : fact.type.kind == TypeKind::number ? kNumberMax
                                                                                         : kDurationMax);
  value = std::clamp(value, low, high);
  return {value, value};
}

// A code that a list of the library writes, one that begins as such a one does, or one of neither; few, so that equal ones occur.
Value CaseGenerator::code(Random& random, SystemId system) const {
  CodeNumbers numbers(program_);
  static const std::vector<std::string> others{"Z99", "Z98", "M17.1", "M51.14", "M51.1"};
  std::vector<std::string> all = others;
  for (const std::string& item : program_.system(system).items)
    all.push_back(item.ends_with('*') ? item.substr(0, item.size() - 1) + "7" : item);
  for (const std::string& one : all) numbers.value(system, one);  // so that one code has one number
  return numbers.value(system, random.pick(all));
}

// Up to four records, each field as a fact would be.
void CaseGenerator::fill(Random& random, Records& records, RecordId type, const CaseFacts& so_far) const {
  records.complete = random.chance(60);
  records.documented = records.complete;
  const int missing = random.chance(50) ? 0 : 20;
  const RecordType& record = program_.record(type);
  for (auto count = random.between(0, 4); count > 0; --count) {
    const std::uint32_t number = add_record(records, program_, type);
    for (std::uint32_t i = 0; i < record.fields.size(); ++i) {
      const Field& field = record.fields[i];
      if (random.chance(missing)) continue;
      if (field.type.kind == TypeKind::list) {
        fill(random, records.nested[std::size_t{number} * record.lists + field.list], field.type.record, so_far);
        continue;
      }
      Fact like;
      like.type = field.type;
      like.whole = field.whole;
      Value value = exact(random, like, so_far);
      if (missing != 0 && random.chance(15)) value = partial(random, like, value);
      document_field(records, program_, type, number, i, value);
    }
  }
}

Value CaseGenerator::partial(Random& random, const Fact& fact, Value value) const {
  if (fact.type.kind == TypeKind::truth) return truth_value(Truth::undocumented);
  if (fact.type.kind == TypeKind::choice) return {value.lo | (fact.whole.lo & static_cast<std::int64_t>(random.next() & 0xf)), 0};
  if (fact.type.kind == TypeKind::code) return kUnknownCode;
  if (fact.type.kind == TypeKind::text || fact.type.kind == TypeKind::list) return value;
  if (fact.type.kind == TypeKind::date && random.chance(60)) {
    const CivilDate civil = civil_from_days(value.lo);
    const bool year = random.chance(30);
    value.lo = days_from_civil({civil.year, year ? 1 : civil.month, 1});
    value.hi = days_from_civil({civil.year, year ? 12 : civil.month, days_in_month(civil.year, year ? 12 : civil.month)});
  } else {
    const std::int64_t step = step_of(fact.type.kind);
    value.lo -= random.between(0, 3) * step;
    value.hi += random.between(0, 3) * step;
  }
  value.lo = std::max(value.lo, fact.whole.lo);
  value.hi = std::min(value.hi, fact.whole.hi);
  return value;
}

Request CaseGenerator::request(Random& random) const {
  Request out;
  out.facts = undocumented_facts(program_);
  const int missing = random.chance(20) ? 70 : 20;
  for (std::uint32_t i = 0; i < program_.facts.size(); ++i) {
    const Fact& fact = program_.facts[i];
    if (random.chance(missing)) continue;
    if (fact.type.kind == TypeKind::list) {
      fill(random, out.facts.lists[fact.list], fact.type.record, out.facts);
      continue;
    }
    Value value = exact(random, fact, out.facts);
    if (random.chance(15)) value = partial(random, fact, value);
    document(out.facts, program_, FactId{i}, value);
    if (fact.builtin == Builtin::requested) out.quantity = value;
    if (fact.builtin == Builtin::used) out.used = value;
    if (fact.builtin == Builtin::requested_over) out.over = RequestDuration{DurationKind::days, value};
  }
  if (!program_.services.empty() && !program_.services[0].requested && random.chance(70)) {
    const std::int64_t quantity = random.between(1, 20) * kOne;
    out.quantity = Value{quantity, quantity};
  }
  if (out.quantity && out.quantity->lo <= 0) out.quantity.reset();
  if (!program_.services.empty() && !program_.services[0].requested_over && random.chance(50)) {
    const std::int64_t over = random.between(1, 100);
    out.over = RequestDuration{random.chance(50) ? DurationKind::days : DurationKind::months, {over, over}};
  }
  if (!program_.services.empty() && !program_.services[0].used && random.chance(50)) {
    const std::int64_t used = random.between(0, 12) * kOne;
    out.used = Value{used, used};
  }
  return out;
}

}  // namespace precept::differential
