// Values by type: see the header.
#include "bench/cases/value_draws.hpp"

#include <array>

#include "runtime/values/decimal.hpp"

namespace precept::bench {
namespace {

constexpr std::uint64_t kAboutThreshold = 450'000;
constexpr std::uint64_t kSaysComplete = 200'000;

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

bool is_amount(TypeKind kind) { return kind == TypeKind::count || kind == TypeKind::number; }

}  // namespace

ValueDraws::ValueDraws(const Program& program, Chances chances) : program_(program), chances_(chances) {
  for (const Node& node : program.nodes)
    if (node.op == Op::constant &&
        (is_amount(node.type.kind) || node.type.kind == TypeKind::days || node.type.kind == TypeKind::months))
      thresholds_[key_of(node.type)].push_back(node.constant.lo);
  for (const Enumeration& enumeration : program.enumerations) members_.push_back(Weighted::zipf(enumeration.members.size()));
}

ValueDraws::Key ValueDraws::key_of(const Type& type) {
  const TypeKind kind = is_amount(type.kind) ? TypeKind::number : type.kind;
  return {kind, type.unit ? static_cast<std::int64_t>(type.unit->index) : -1};
}

std::int64_t ValueDraws::number(const Type& type, const Value& whole, Numbers& numbers) const {
  const std::int64_t one = is_amount(type.kind) ? kOne : 1;
  const std::int64_t step = type.kind == TypeKind::number ? kOne / 4 : one;
  const auto thresholds = thresholds_.find(key_of(type));
  std::int64_t drawn = 0;
  if (thresholds != thresholds_.end() && numbers.chance(kAboutThreshold)) {
    drawn = thresholds->second[numbers.below(thresholds->second.size())];
    drawn += step * numbers.between(-2, 2);
  } else if (whole.lo != kNoLow && whole.hi != kNoHigh) {
    drawn = whole.lo + step * numbers.between(0, (whole.hi - whole.lo) / step);
  } else {
    drawn = type.kind == TypeKind::days ? lag_days(numbers) : one * amount(numbers);
  }
  if (type.kind == TypeKind::count) drawn -= drawn % kOne;
  const std::int64_t least = whole.lo != kNoLow ? whole.lo : type.is_signed ? -1'000 * kOne : 0;
  return std::min(std::max(drawn, least), whole.hi != kNoHigh ? whole.hi : 100'000 * one);
}

const std::string& ValueDraws::member(const Type& type, Numbers& numbers) const {
  const auto& members = program_.enumeration(type.enumeration).members;
  // The members' order in frequency is not that in which they are declared.
  const std::size_t drawn = members_[type.enumeration.index].draw(numbers);
  return members[(drawn + members.size() / 2) % members.size()].name;
}

std::string ValueDraws::code(const Type& type, Numbers& numbers) const {
  const auto& items = program_.system(type.system).items;
  constexpr std::array<std::string_view, 5> others = {"M25.511", "S83.241A", "Z00.0", "M47.816", "F32.9"};
  if (items.empty() || numbers.chance(250'000)) return std::string(others[numbers.below(others.size())]);
  std::string code = items[numbers.below(items.size())];
  if (code.back() != '*') return code;
  code.pop_back();
  if (!code.empty() && code.back() != '.' && numbers.chance(400'000)) return code;
  if (code.find('.') == std::string::npos && code.size() >= 3) code += '.';
  return code + static_cast<char>('0' + numbers.below(10));
}

std::string ValueDraws::list(const Type& type, std::int64_t day, const Gaps& gaps, Numbers& numbers) const {
  const RecordType& of = program_.record(type.record);
  std::string records = "[";
  for (std::int64_t count = numbers.between(0, std::int64_t{2} << numbers.halvings(4)); count > 0; --count) {
    if (records.size() > 1) records += ", ";
    // A list of plain values has no fields to leave out.
    records += of.name.empty() ? value(of.fields.front().type, of.fields.front().whole, day, gaps, numbers)
                               : record(of, day, gaps, numbers);
  }
  records += "]";
  if (!numbers.chance(kSaysComplete)) return records;
  const std::string complete = numbers.chance(600'000) ? "true" : "false";
  return "{\"complete\": " + complete + ", \"records\": " + records + "}";
}

std::string ValueDraws::record(const RecordType& record, std::int64_t day, const Gaps& gaps, Numbers& numbers) const {
  std::string text = "{";
  std::int64_t earliest = day - lag_days(numbers);
  for (const Field& field : record.fields) {
    // Dates of a record that may not lie before another are drawn in order, so they come later and later.
    if (field.type.kind == TypeKind::date && field.not_before) earliest += numbers.between(0, 90);
    if (gaps.is_missing(numbers)) continue;
    if (text.size() > 1) text += ", ";
    text += quoted(field.name) + ": ";
    text += value(field.type, field.whole, earliest, gaps, numbers);
  }
  return text + "}";
}

std::string ValueDraws::value(const Type& type, const Value& whole, std::int64_t day, const Gaps& gaps,
                              Numbers& numbers) const {
  switch (type.kind) {
    case TypeKind::truth:
      return numbers.chance(500'000) ? "true" : "false";
    case TypeKind::choice:
    case TypeKind::scale:
      return quoted(member(type, numbers));
    case TypeKind::count:
    case TypeKind::number:
      return format_decimal(number(type, whole, numbers));
    case TypeKind::months:
    case TypeKind::days:
      return std::to_string(number(type, whole, numbers));
    case TypeKind::date: {
      std::string text = date_text(day, day);
      if (numbers.chance(chances_.partial)) text.resize(7);
      return quoted(text);
    }
    case TypeKind::text:
      return quoted("as noted");
    case TypeKind::code:
      return quoted(code(type, numbers));
    case TypeKind::list:
      return list(type, day, gaps, numbers);
  }
  return "null";
}

}  // namespace precept::bench
