// Values and types as a Program's text writes them. Never fails: bits that no value of the type has are written as bits.
#include "runtime/program/value_text.hpp"

#include <fmt/format.h>

#include "runtime/values/calendar.hpp"
#include "runtime/values/decimal.hpp"

namespace precept {
namespace {

std::string bits(Value value) { return fmt::format("bits({}, {})", value.lo, value.hi); }

std::string truth_text(Value value) {
  if (value.hi != 0) return bits(value);
  if (value == truth_value(Truth::yes)) return "yes";
  if (value == truth_value(Truth::no)) return "no";
  return value == truth_value(Truth::undocumented) ? "undocumented" : bits(value);
}

const Enumeration* enumeration_of(const Program& program, const Type& type) {
  if (type.enumeration.index >= program.enumerations.size()) return nullptr;
  return &program.enumerations[type.enumeration.index];
}

std::string choice_text(const Program& program, const Type& type, Value value) {
  const Enumeration* choice = enumeration_of(program, type);
  auto members = static_cast<std::uint64_t>(value.lo);
  if (choice == nullptr || value.hi != 0 || members == 0) return bits(value);
  std::string text;
  for (std::size_t member = 0; member < choice->members.size() && member < 64; ++member) {
    const std::uint64_t bit = std::uint64_t{1} << member;
    if ((members & bit) == 0) continue;
    if (!text.empty()) text += " or ";
    text += choice->members[member].name;
    members &= ~bit;
  }
  return members == 0 ? text : bits(value);
}

std::string bound_text(const Program& program, const Type& type, std::int64_t bound) {
  switch (type.kind) {
    case TypeKind::scale: {
      const Enumeration* scale = enumeration_of(program, type);
      const bool known = scale != nullptr && bound >= 0 && static_cast<std::uint64_t>(bound) < scale->members.size();
      return known ? scale->members[static_cast<std::size_t>(bound)].name : fmt::format("member({})", bound);
    }
    case TypeKind::count:
    case TypeKind::number:
      return format_decimal(bound);
    case TypeKind::date:
      return format_date(bound);
    case TypeKind::months:
    case TypeKind::days:
    case TypeKind::truth:
    case TypeKind::choice:
    case TypeKind::text:
    case TypeKind::code:
    case TypeKind::list:
      return fmt::format("{}", bound);
  }
  return {};
}

std::string range_text(const Program& program, const Type& type, Value value) {
  if (value.lo > value.hi || value.lo == kNoHigh || value.hi == kNoLow) return bits(value);
  if (value.lo == value.hi) return bound_text(program, type, value.lo);
  const std::string low = value.lo == kNoLow ? "" : bound_text(program, type, value.lo);
  const std::string high = value.hi == kNoHigh ? "" : bound_text(program, type, value.hi);
  return low + ".." + high;
}

// A code that is an item of its system by name; others by their numbers.
std::string code_text(const Program& program, const Type& type, Value value) {
  const bool known = type.system.index < program.systems.size();
  const auto& items = known ? program.system(type.system).items : std::vector<std::string>{};
  const bool item = value.lo == value.hi && value.lo >= 0 && static_cast<std::uint64_t>(value.lo) < items.size();
  return item ? items[static_cast<std::size_t>(value.lo)] : bits(value);
}

}  // namespace

std::string_view kind_name(TypeKind kind) {
  switch (kind) {
    case TypeKind::truth:
      return "yes_or_no";
    case TypeKind::choice:
      return "choice";
    case TypeKind::scale:
      return "scale";
    case TypeKind::count:
      return "count";
    case TypeKind::number:
      return "number";
    case TypeKind::date:
      return "date";
    case TypeKind::months:
      return "months";
    case TypeKind::days:
      return "days";
    case TypeKind::text:
      return "text";
    case TypeKind::code:
      return "code";
    case TypeKind::list:
      return "list";
  }
  return {};
}

std::string value_text(const Program& program, const Type& type, Value value) {
  switch (type.kind) {
    case TypeKind::truth:
      return truth_text(value);
    case TypeKind::choice:
      return choice_text(program, type, value);
    case TypeKind::scale:
    case TypeKind::count:
    case TypeKind::number:
    case TypeKind::date:
    case TypeKind::months:
    case TypeKind::days:
      return range_text(program, type, value);
    case TypeKind::text:
      return value == Value{} ? "text" : bits(value);
    case TypeKind::code:
      return value == kUnknownCode ? "undocumented" : code_text(program, type, value);
    case TypeKind::list:
      return value == Value{} ? "list" : bits(value);
  }
  return {};
}

std::string type_text(const Program& program, const Type& type) {
  std::string text = type.is_signed ? "signed " : "";
  text += kind_name(type.kind);
  if (type.kind == TypeKind::choice || type.kind == TypeKind::scale) {
    const Enumeration* enumeration = enumeration_of(program, type);
    text += fmt::format(" e{} {}", type.enumeration.index, enumeration == nullptr ? "?" : enumeration->name);
  } else if (type.enumeration.index != 0) {
    text += fmt::format(" e{}", type.enumeration.index);
  }
  if (type.kind == TypeKind::code) {
    const bool known = type.system.index < program.systems.size();
    text += fmt::format(" y{} {}", type.system.index, known ? program.system(type.system).name : "?");
  }
  if (type.kind == TypeKind::list) text += fmt::format(" t{}", type.record.index);
  if (type.unit) {
    const bool known = type.unit->index < program.units.size();
    text += fmt::format(" in u{} {}", type.unit->index, known ? program.units[type.unit->index].plural : "?");
  }
  return text;
}

}  // namespace precept
