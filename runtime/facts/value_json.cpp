// Values as a case writes them, in the forms that fact_value.cpp reads.
#include "runtime/facts/value_json.hpp"

#include "runtime/values/calendar.hpp"
#include "runtime/values/decimal.hpp"

namespace precept {
namespace {

void write_scalar(JsonWriter& json, const Program& program, const Type& type, std::int64_t value) {
  switch (type.kind) {
    case TypeKind::scale:
      json.string(program.enumeration(type.enumeration).members[static_cast<std::size_t>(value)].name);
      return;
    case TypeKind::count:
    case TypeKind::number:
      json.raw(format_decimal(value));
      return;
    case TypeKind::date:
      json.string(format_date(value));
      return;
    case TypeKind::months:
      json.string(duration_code(DurationKind::months, value));
      return;
    case TypeKind::days:
      json.string(duration_code(DurationKind::days, value));
      return;
    case TypeKind::truth:
    case TypeKind::choice:
    case TypeKind::text:
    case TypeKind::code:
    case TypeKind::list:
      break;
  }
  json.null();
}

}  // namespace

bool is_exact(const Type& type, Value value) {
  const auto bits = static_cast<std::uint64_t>(value.lo);
  switch (type.kind) {
    case TypeKind::truth:
      return value.lo == kMayBeYes || value.lo == kMayBeNo;
    case TypeKind::choice:
      return bits != 0 && (bits & (bits - 1)) == 0;
    case TypeKind::text:
    case TypeKind::list:
      return true;
    case TypeKind::code:
      return value != kUnknownCode;
    case TypeKind::scale:
    case TypeKind::count:
    case TypeKind::number:
    case TypeKind::date:
    case TypeKind::months:
    case TypeKind::days:
      return value.lo == value.hi;
  }
  return false;
}

std::string duration_code(DurationKind kind, std::int64_t length) {
  const bool months = kind == DurationKind::months;
  const std::int64_t factor = months ? 12 : 7;
  if (length != 0 && length % factor == 0) return std::to_string(length / factor) + (months ? "y" : "w");
  return std::to_string(length) + (months ? "mo" : "d");
}

std::optional<std::string> partial_date(std::int64_t first, std::int64_t last) {
  if (first < kFirstDay || last > kLastDay) return std::nullopt;
  if (first == last) return format_date(first);
  const CivilDate from = civil_from_days(first), to = civil_from_days(last);
  if (from.day != 1 || from.year != to.year || to.day != days_in_month(to.year, to.month)) return std::nullopt;
  const std::string iso = format_date(first);
  if (from.month == to.month) return iso.substr(0, 7);
  return from.month == 1 && to.month == 12 ? std::optional(iso.substr(0, 4)) : std::nullopt;
}

std::string_view code_text(const Program& program, SystemId system, Value value, std::string_view written) {
  if (value == kUnknownCode) return {};
  const auto& items = program.system(system).items;
  const bool is_item = value.lo == value.hi && static_cast<std::uint64_t>(value.lo) < items.size();
  return is_item ? std::string_view(items[static_cast<std::size_t>(value.lo)]) : written;
}

void write_value(JsonWriter& json, const Program& program, const Type& type, Value value, std::string_view written) {
  if (type.kind != TypeKind::code) return write_value(json, program, type, value);
  const std::string_view code = code_text(program, type.system, value, written);
  if (code.empty())
    json.null();
  else
    json.string(code);
}

void write_value(JsonWriter& json, const Program& program, const Type& type, Value value) {
  if (type.kind == TypeKind::code) return write_value(json, program, type, value, {});
  if (type.kind == TypeKind::truth) {
    if (is_exact(type, value))
      json.boolean(value.lo == kMayBeYes);
    else
      json.null();
    return;
  }
  if (type.kind == TypeKind::choice) {
    const auto& members = program.enumeration(type.enumeration).members;
    const bool exact = is_exact(type, value);
    if (!exact) json.begin_object().key("either").begin_array();
    for (std::size_t i = 0; i < members.size(); ++i)
      if ((static_cast<std::uint64_t>(value.lo) >> i) & 1) json.string(members[i].name);
    if (!exact) json.end_array().end_object();
    return;
  }
  if (type.kind == TypeKind::date)
    if (const auto partial = partial_date(value.lo, value.hi)) return static_cast<void>(json.string(*partial));
  if (!is_ordered(type.kind)) return static_cast<void>(json.null());
  if (value.lo == value.hi) return write_scalar(json, program, type, value.lo);
  if (value == kUnbounded) return static_cast<void>(json.null());
  json.begin_object();
  if (value.lo != kNoLow) write_scalar(json.key("from"), program, type, value.lo);
  if (value.hi != kNoHigh) write_scalar(json.key("to"), program, type, value.hi);
  json.end_object();
}

}  // namespace precept
