// Values in words, a function a kind.
#include "runtime/report/values_text.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/facts/value_json.hpp"
#include "runtime/report/words.hpp"
#include "runtime/values/calendar.hpp"
#include "runtime/values/decimal.hpp"

namespace precept {
namespace {

constexpr std::string_view kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};
constexpr std::size_t kMembersListedMax = 4;

std::string counted(std::int64_t count, std::string_view singular) {
  return fmt::format("{} {}{}", count, singular, count == 1 ? "" : "s");
}

std::string partial_in_style(const std::string& iso, DateStyle style) {
  if (style == DateStyle::iso || iso.size() == 4) return iso;
  const auto number = [&](std::size_t at) { return static_cast<std::size_t>((iso[at] - '0') * 10 + (iso[at + 1] - '0')); };
  if (iso.size() == 7) return fmt::format("{} {}", kMonths[number(5) - 1], iso.substr(0, 4));
  return fmt::format("{}/{}/{}", iso.substr(5, 2), iso.substr(8, 2), iso.substr(0, 4));
}

std::string range_text(const std::string& low, const std::string& high) {
  if (low.empty() && high.empty()) return std::string(kNotDocumented);
  if (low.empty()) return "at most " + high;
  if (high.empty()) return "at least " + low;
  return fmt::format("between {} and {}", low, high);
}

std::string date_text(Value value, DateStyle style) {
  if (const auto partial = partial_date(value.lo, value.hi)) return partial_in_style(*partial, style);
  const bool low = value.lo > kFirstDay, high = value.hi < kLastDay;
  if (value.lo == value.hi) return format_day(value.lo, style);
  if (low && high) return fmt::format("between {} and {}", format_day(value.lo, style), format_day(value.hi, style));
  if (low) return "on or after " + format_day(value.lo, style);
  if (high) return "on or before " + format_day(value.hi, style);
  return std::string(kNotDocumented);
}

std::string members_text(const Enumeration& enumeration, std::uint64_t bits) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < enumeration.members.size(); ++i)
    if ((bits >> i) & 1) words.push_back(clean(enumeration.members[i].words));
  if (words.size() == enumeration.members.size() && words.size() > 1) return std::string(kNotDocumented);
  return joined(words, "or");
}

std::string scale_text(const Enumeration& enumeration, Value value) {
  const auto& members = enumeration.members;
  const auto low = static_cast<std::size_t>(value.lo), high = static_cast<std::size_t>(value.hi);
  if (low == 0 && high + 1 == members.size() && members.size() > 1) return std::string(kNotDocumented);
  if (high - low >= kMembersListedMax)
    return fmt::format("from {} to {}", clean(members[low].words), clean(members[high].words));
  std::vector<std::string> words;
  for (std::size_t i = low; i <= high && i < members.size(); ++i) words.push_back(clean(members[i].words));
  return joined(words, "or");
}

std::string quantity_text(const Program& program, const Type& type, Value value) {
  if (value.lo == value.hi) return format_quantity(program, type.unit, value.lo);
  const bool from_zero = value.lo == 0 && !type.is_signed;
  const std::string high = value.hi == kNoHigh ? "" : format_quantity(program, type.unit, value.hi);
  if (value.lo == kNoLow || (from_zero && (value.hi == kNoHigh || value.hi > 0))) return range_text("", high);
  // The unit is said once: "between 7 and 8 sessions".
  return range_text(value.hi == kNoHigh ? format_quantity(program, type.unit, value.lo) : format_decimal(value.lo), high);
}

std::string duration_text(DurationKind kind, Value value) {
  if (value.lo == value.hi) return format_duration(kind, value.lo);
  return range_text(value.lo == kNoLow || value.lo == 0 ? "" : format_duration(kind, value.lo),
                    value.hi == kNoHigh ? "" : format_duration(kind, value.hi));
}

// Exact dates, from <= until.
std::string span_text(std::int64_t from, std::int64_t until) {
  const std::int64_t months = whole_months_between(from, until);
  const std::int64_t days = until - plus_months(from, months);
  std::vector<std::string> parts;
  if (months >= 12) parts.push_back(counted(months / 12, "year"));
  if (months % 12 != 0) parts.push_back(counted(months % 12, "month"));
  // Days matter near an anniversary and in short spans; "14 years and 1 month" is as exact as a reader wants.
  if (days != 0 && (months < 24 || months % 12 == 0)) parts.push_back(counted(days, "day"));
  return parts.empty() ? "0 days" : joined(parts);
}

}  // namespace

std::string format_day(std::int64_t day, DateStyle style) {
  if (day < kFirstDay) return "before the year 1";
  if (day > kLastDay) return "after the year 9999";
  return partial_in_style(format_date(day), style);
}

std::string format_written_date(std::string_view text, DateStyle style) {
  const std::string plain = clean(text);
  return parse_partial_date(plain) ? partial_in_style(plain, style) : plain;
}

std::string format_quantity(const Program& program, const std::optional<UnitId>& unit, std::int64_t millionths) {
  const std::string number = format_decimal(millionths);
  if (!unit) return number;
  const Unit& names = program.unit(*unit);
  std::string name = millionths == kOne ? names.singular : names.plural;
  std::replace(name.begin(), name.end(), '_', ' ');
  return name == "%" ? number + name : number + " " + clean(name);
}

std::string format_duration(DurationKind kind, std::int64_t length) {
  if (kind == DurationKind::days)
    return length != 0 && length % 7 == 0 ? counted(length / 7, "week") : counted(length, "day");
  if (length < 12 || length % 12 == 0) return length < 12 ? counted(length, "month") : counted(length / 12, "year");
  return counted(length / 12, "year") + " and " + counted(length % 12, "month");
}

std::string format_duration(const RequestDuration& duration) { return duration_text(duration.kind, duration.value); }

std::string format_span(Value from, Value until) {
  const auto dated = [](std::int64_t day) { return day > kFirstDay && day < kLastDay; };
  if (!dated(from.hi) || !dated(until.lo) || !dated(from.lo) || !dated(until.hi)) return std::string(kNotDocumented);
  const auto one = [](std::int64_t a, std::int64_t b) { return a <= b ? span_text(a, b) : "minus " + span_text(b, a); };
  const std::string least = one(from.hi, until.lo), most = one(from.lo, until.hi);
  return least == most ? least : fmt::format("between {} and {}", least, most);
}

std::string format_value(const Program& program, const Type& type, Value value, DateStyle style) {
  switch (type.kind) {
    case TypeKind::truth:
      if (value.lo == kMayBeYes) return "yes";
      return value.lo == kMayBeNo ? "no" : std::string(kNotDocumented);
    case TypeKind::choice:
      return members_text(program.enumeration(type.enumeration), static_cast<std::uint64_t>(value.lo));
    case TypeKind::scale:
      return scale_text(program.enumeration(type.enumeration), value);
    case TypeKind::count:
    case TypeKind::number:
      return quantity_text(program, type, value);
    case TypeKind::date:
      return date_text(value, style);
    case TypeKind::months:
      return duration_text(DurationKind::months, value);
    case TypeKind::days:
      return duration_text(DurationKind::days, value);
    case TypeKind::code: {
      if (value == kUnknownCode) return std::string(kNotDocumented);
      const auto& items = program.system(type.system).items;  // other codes are known by how the case writes them
      return value.lo == value.hi && static_cast<std::uint64_t>(value.lo) < items.size() ? items[static_cast<std::size_t>(value.lo)] : "";
    }
    case TypeKind::text:
    case TypeKind::list:
      break;
  }
  return {};
}

std::string pages_words(const std::string& pages) {
  if (pages.empty()) return {};
  const bool several = pages.find('-') != std::string::npos || pages.find(',') != std::string::npos ||
                       pages.find(';') != std::string::npos || pages.find("\xE2\x80\x93") != std::string::npos;
  return fmt::format("{} {}", several ? "pages" : "page", pages);
}

std::string document_words(const std::string& source, const std::string& dated, const std::string& page, DateStyle style) {
  std::string text = clean(source);
  if (!dated.empty())
    text += fmt::format("{}{}", text.empty() ? "document of " : " of ", format_written_date(dated, style));
  if (!page.empty()) text += fmt::format("{}{}", text.empty() ? "" : ", ", pages_words(clean(page)));
  return text;
}

}  // namespace precept
