// Scalars by hand, exactly: digits go to decimals without passing through a double.
#include "runtime/facts/fact_scalar.hpp"

#include <fmt/core.h>
#include <numeric>

#include "runtime/facts/fact_errors.hpp"
#include "runtime/values/calendar.hpp"
#include "runtime/values/decimal.hpp"
#include "runtime/values/nearest.hpp"

namespace precept {
namespace {

constexpr std::size_t kMembersShown = 8;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// User text inside a message: never long, never a control character.
std::string shown(std::string_view text) {
  std::string result;
  for (const char c : text.substr(0, 60)) result += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
  if (text.size() <= 60) return result;
  while (!result.empty() && (static_cast<unsigned char>(result.back()) & 0xC0) == 0x80) result.pop_back();
  if (!result.empty() && static_cast<unsigned char>(result.back()) >= 0xC0) result.pop_back();
  return result + "…";
}

bool two_digits(std::string_view text, std::size_t at, int most) {
  return at + 2 <= text.size() && is_digit(text[at]) && is_digit(text[at + 1]) &&
         (text[at] - '0') * 10 + (text[at + 1] - '0') <= most;
}

// "T10:00", "T10:00:00.5", then "Z", "+02:00" or nothing.
bool is_time(std::string_view text) {
  std::size_t at = 1;
  if (!two_digits(text, at, 23) || at + 2 >= text.size() || text[at + 2] != ':' || !two_digits(text, at + 3, 59))
    return false;
  at += 5;
  if (at < text.size() && text[at] == ':') {
    if (!two_digits(text, at + 1, 60)) return false;
    at += 3;
    if (at < text.size() && text[at] == '.') {
      const std::size_t first = ++at;
      while (at < text.size() && is_digit(text[at])) ++at;
      if (at == first) return false;
    }
  }
  if (at == text.size()) return true;
  if (text[at] == 'Z') return at + 1 == text.size();
  if (text[at] != '+' && text[at] != '-') return false;
  return at + 6 == text.size() && two_digits(text, at + 1, 14) && text[at + 3] == ':' && two_digits(text, at + 4, 59);
}

struct NumberAndUnit {
  std::string_view number, unit;
};

std::optional<NumberAndUnit> split(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const std::size_t first = at;
  while (at < text.size() && (is_digit(text[at]) || text[at] == '.')) ++at;
  if (at == first) return std::nullopt;
  std::size_t unit = at;
  while (unit < text.size() && text[unit] == ' ') ++unit;
  return NumberAndUnit{text.substr(0, at), text.substr(unit)};
}

// Digits as written -> millionths, with what is wrong in the case's own words.
Scalar<std::int64_t> exact_number(std::string_view digits) {
  if (digits.find_first_of("eE") != std::string_view::npos)
    return ScalarProblem{fact_error::exponent,
                         fmt::format("`{}` is written with an exponent; write the number out", shown(digits))};
  const DecimalRead read = parse_decimal(digits);
  switch (read.error) {
    case DecimalError::none:
      return read.millionths;
    case DecimalError::not_a_number:
      return ScalarProblem{fact_error::wrong_type, fmt::format("`{}` is not a number", shown(digits))};
    case DecimalError::too_large:
      return ScalarProblem{fact_error::too_large,
                           fmt::format("`{}` has more than 12 digits before the point", shown(digits))};
    case DecimalError::too_many_decimals:
      return ScalarProblem{fact_error::too_many_decimals, fmt::format("`{}` has more than 6 decimals", shown(digits))};
  }
  return ScalarProblem{fact_error::wrong_type, "not a number"};
}

Scalar<std::int64_t> whole_number(std::string_view digits, std::string_view of_what) {
  const auto read = exact_number(digits);
  if (const auto* millionths = std::get_if<std::int64_t>(&read)) {
    if (*millionths % kOne == 0) return *millionths / kOne;
    return ScalarProblem{fact_error::not_whole, fmt::format("`{}` is not a whole number of {}", shown(digits), of_what)};
  }
  return std::get<ScalarProblem>(read);
}

std::string unit_name(const Program& program, const Type& type) {
  return type.unit ? program.unit(*type.unit).plural : std::string();
}

std::string limit_text(const Program& program, const Type& type, std::int64_t limit) {
  switch (type.kind) {
    case TypeKind::date:
      return format_date(limit);
    case TypeKind::scale:
      return program.enumeration(type.enumeration).members[static_cast<std::size_t>(limit)].name;
    case TypeKind::count:
    case TypeKind::number: {
      const std::string unit = unit_name(program, type);
      return format_decimal(limit) + (unit.empty() ? "" : " " + unit);
    }
    case TypeKind::months:
      return fmt::format("{}mo", limit);
    case TypeKind::days:
      return fmt::format("{}d", limit);
    case TypeKind::truth:
    case TypeKind::choice:
    case TypeKind::text:
    case TypeKind::code:
    case TypeKind::list:
      break;
  }
  return {};
}

}  // namespace

Scalar<Value> scalar_date(std::string_view text) {
  std::string_view day = text;
  if (text.size() > 10 && (text[10] == 'T' || text[10] == 't' || text[10] == ' ') && is_time(text.substr(10)))
    day = text.substr(0, 10);
  if (const auto range = parse_partial_date(day)) return Value{range->first, range->last};
  const auto shaped = [&](std::string_view shape) {
    if (day.size() != shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i)
      if (shape[i] == 'd' ? !is_digit(day[i]) : day[i] != shape[i]) return false;
    return true;
  };
  if (shaped("dddd-dd-dd") || shaped("dddd-dd") || shaped("dddd"))
    return ScalarProblem{fact_error::bad_date, fmt::format("there is no date {}", day)};
  return ScalarProblem{
      fact_error::bad_date,
      fmt::format(
          "\"{}\" is not a date; write it as \"2013-09-25\", or \"2013-09\" or \"2013\" where that is all that is known",
          shown(text))};
}

Scalar<RequestDuration> scalar_duration(std::string_view text) {
  const auto parts = split(text);
  if (!parts)
    return ScalarProblem{
        fact_error::wrong_type,
        fmt::format("\"{}\" is not a duration; write it as \"6w\", \"10d\", \"2mo\" or \"1y\"", shown(text))};
  struct UnitRow {
    std::string_view name;
    DurationKind kind;
    std::int64_t factor;
  };
  static constexpr UnitRow kUnits[] = {{"y", DurationKind::months, 12},
                                       {"mo", DurationKind::months, 1},
                                       {"w", DurationKind::days, 7},
                                       {"d", DurationKind::days, 1}};
  for (const UnitRow& unit : kUnits) {
    if (parts->unit != unit.name) continue;
    const auto read = whole_number(parts->number, unit.factor == 12                   ? "years"
                                                  : unit.factor == 7                  ? "weeks"
                                                  : unit.kind == DurationKind::months ? "months"
                                                                                      : "days");
    if (const auto* problem = std::get_if<ScalarProblem>(&read)) return *problem;
    const std::int64_t count = std::get<std::int64_t>(read);
    if (count < 0) return ScalarProblem{fact_error::outside_range, fmt::format("\"{}\" is below zero", shown(text))};
    if (count > kDurationMax / unit.factor)
      return ScalarProblem{fact_error::too_large, fmt::format("\"{}\" is longer than can be held", shown(text))};
    return RequestDuration{unit.kind, {count * unit.factor, count * unit.factor}};
  }
  static constexpr std::pair<std::string_view, std::string_view> kLong[] = {
      {"year", "y"}, {"years", "y"}, {"month", "mo"}, {"months", "mo"}, {"m", "mo"}, {"week", "w"}, {"weeks", "w"},
      {"day", "d"},  {"days", "d"},  {"yr", "y"},     {"yrs", "y"},     {"wk", "w"}, {"wks", "w"}};
  for (const auto& [name, mend] : kLong)
    if (parts->unit == name)
      return ScalarProblem{fact_error::wrong_unit,
                           fmt::format("\"{}\": write it as \"{}{}\"", shown(text), parts->number, mend)};
  if (parts->unit.empty())
    return ScalarProblem{fact_error::wrong_unit, fmt::format("\"{}\" lacks its unit: `y`, `mo`, `w` or `d`", shown(text))};
  return ScalarProblem{fact_error::wrong_unit,
                       fmt::format("`{}` is no unit of time; use `y`, `mo`, `w` or `d`", shown(parts->unit))};
}

Scalar<Value> scalar_number(const Program& program, const Type& type, std::string_view digits) {
  if (type.kind == TypeKind::months || type.kind == TypeKind::days) {
    const auto read = whole_number(digits, type.kind == TypeKind::months ? "months" : "days");
    if (const auto* problem = std::get_if<ScalarProblem>(&read)) return *problem;
    const std::int64_t count = std::get<std::int64_t>(read);
    if (count < 0) return ScalarProblem{fact_error::outside_range, fmt::format("`{}` is below zero", shown(digits))};
    if (count > kDurationMax)
      return ScalarProblem{fact_error::too_large, fmt::format("`{}` is longer than can be held", shown(digits))};
    return Value{count, count};
  }
  const auto read = exact_number(digits);
  if (const auto* problem = std::get_if<ScalarProblem>(&read)) return *problem;
  const std::int64_t millionths = std::get<std::int64_t>(read);
  if (type.kind == TypeKind::count && millionths % kOne != 0) {
    const std::string unit = unit_name(program, type);
    return ScalarProblem{fact_error::not_whole,
                         fmt::format("`{}` is not a whole number{}", shown(digits), unit.empty() ? "" : " of " + unit)};
  }
  return Value{millionths, millionths};
}

namespace {

std::pair<std::int64_t, std::int64_t> reduced(std::int64_t numerator, std::int64_t denominator) {
  const std::int64_t common = std::gcd(numerator, denominator);
  return {numerator / common, denominator / common};
}

// A unit by its name, in one or in several; a rate ("mcg/hour") of a unit that has a name, though the library writes no such rate.
std::optional<Unit> unit_named(const Program& program, std::string_view name) {
  for (const Unit& unit : program.units)
    if (name == unit.singular || name == unit.plural) return unit;
  struct Rate {
    std::string_view per;
    std::int64_t hours;
  };
  static constexpr Rate kRates[] = {{"/hour", 1}, {"/day", 24}, {"/week", 168}};
  for (const Rate& rate : kRates) {
    if (!name.ends_with(rate.per)) continue;
    const auto amount = unit_named(program, name.substr(0, name.size() - rate.per.size()));
    if (!amount || amount->dimension.empty() || amount->dimension.find_first_of(" ^") != std::string::npos) return std::nullopt;
    Unit unit{std::string(name), std::string(name), {}, amount->numerator, 0};
    unit.dimension = amount->dimension < "hour" ? amount->dimension + " hour^-1" : "hour^-1 " + amount->dimension;
    if (__builtin_mul_overflow(amount->denominator, rate.hours, &unit.denominator)) return std::nullopt;
    return unit;
  }
  return std::nullopt;
}

// "0.5 g" of a fact in mg: exact where it fits six decimals, else half to even.
Scalar<Value> converted(const Program& program, const Type& type, const Unit& from, std::string_view digits) {
  const auto read = exact_number(digits);
  if (const auto* problem = std::get_if<ScalarProblem>(&read)) return *problem;
  const Unit& to = program.unit(*type.unit);
  const auto first = reduced(from.numerator, to.numerator), second = reduced(to.denominator, from.denominator);
  std::int64_t numerator = 0, denominator = 0;
  std::optional<std::int64_t> value;  // rounded once
  if (!__builtin_mul_overflow(first.first, second.first, &numerator) && !__builtin_mul_overflow(first.second, second.second, &denominator))
    value = decimal_rescale(std::get<std::int64_t>(read), numerator, denominator);
  if (!value) return ScalarProblem{fact_error::too_large, fmt::format("`{}` {} is more than can be held", shown(digits), from.plural)};
  return scalar_number(program, type, format_decimal(*value));
}

}  // namespace

Scalar<Value> scalar_quantity(const Program& program, const Type& type, std::string_view text) {
  if (type.kind == TypeKind::months || type.kind == TypeKind::days) {
    const auto read = scalar_duration(text);
    if (const auto* problem = std::get_if<ScalarProblem>(&read)) return *problem;
    const auto& duration = std::get<RequestDuration>(read);
    const bool months = type.kind == TypeKind::months;
    if ((duration.kind == DurationKind::months) == months) return duration.value;
    return ScalarProblem{
        fact_error::wrong_unit,
        months
            ? fmt::format("\"{}\" is in days, but the fact is declared in months; write it with `mo` or `y`", shown(text))
            : fmt::format("\"{}\" is in months, but the fact is declared in days; write it with `d` or `w`", shown(text))};
  }
  const auto parts = split(text);
  if (!parts || !type.unit) return ScalarProblem{fact_error::wrong_type, {}};
  const Unit& unit = program.unit(*type.unit);
  if (parts->unit == unit.singular || parts->unit == unit.plural) return scalar_number(program, type, parts->number);
  if (const auto other = unit_named(program, parts->unit); other && !unit.dimension.empty() && other->dimension == unit.dimension)
    return converted(program, type, *other, parts->number);
  if (parts->unit.empty())
    return ScalarProblem{fact_error::wrong_unit,
                         fmt::format("\"{}\" lacks its unit; write \"{} {}\", or the number without quotes", shown(text),
                                     shown(parts->number), unit.plural)};
  return ScalarProblem{fact_error::wrong_unit, fmt::format("\"{}\" is in `{}`, but the fact is measured in `{}`",
                                                           shown(text), shown(parts->unit), unit.plural)};
}

Scalar<Value> scalar_member(const Program& program, const Type& type, std::string_view name) {
  const Enumeration& enumeration = program.enumeration(type.enumeration);
  for (std::size_t i = 0; i < enumeration.members.size(); ++i) {
    if (enumeration.members[i].name != name) continue;
    if (enumeration.ordered) return Value{static_cast<std::int64_t>(i), static_cast<std::int64_t>(i)};
    return Value{static_cast<std::int64_t>(std::uint64_t{1} << i), 0};
  }
  std::vector<std::string_view> names;
  for (const Member& member : enumeration.members) names.push_back(member.name);
  std::optional<std::string_view> near = nearest(name, names);
  for (const Member& member : enumeration.members)
    if (member.words == name) near = member.name;
  std::string message = fmt::format("\"{}\" is not a member of `{}`", shown(name), enumeration.name);
  message +=
      near ? fmt::format("; did you mean \"{}\"?", *near) : fmt::format("; expected {}", expected_form(program, type));
  return ScalarProblem{fact_error::unknown_value, std::move(message)};
}

std::optional<ScalarProblem> code_problem(std::string_view code) {
  if (code.empty()) return ScalarProblem{fact_error::bad_code, "a code is empty; a fact that is not known is null or left out"};
  if (code.size() > kCodeBytesMax)
    return ScalarProblem{fact_error::bad_code,
                         fmt::format("\"{}\" is longer than the {} bytes that a code may have", shown(code), kCodeBytesMax)};
  if (code.find('*') != std::string_view::npos)
    return ScalarProblem{fact_error::bad_code,
                         fmt::format("\"{}\" holds a `*`; a case has exact codes, only code lists have beginnings", shown(code))};
  if (code.front() == ' ' || code.back() == ' ')
    return ScalarProblem{fact_error::bad_code, fmt::format("\"{}\" has blanks at its ends; write the code alone", shown(code))};
  for (const char c : code)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      return ScalarProblem{fact_error::bad_code, fmt::format("\"{}\" holds a control character; write the code alone", shown(code))};
  return std::nullopt;
}

Scalar<Value> within_whole(const Program& program, const Wanted& wanted, Value value, bool cut) {
  if (!is_ordered(wanted.type.kind)) return value;
  const Value whole = wanted.whole;
  if (cut) {
    const Value both{std::max(value.lo, whole.lo), std::min(value.hi, whole.hi)};
    if (both.lo <= both.hi) return both;
  } else if (value.lo >= whole.lo && value.hi <= whole.hi) {
    return value;
  }
  const bool low = whole.lo != kNoLow, high = whole.hi != kNoHigh;
  const std::string least = low ? limit_text(program, wanted.type, whole.lo) : "",
                    most = high ? limit_text(program, wanted.type, whole.hi) : "";
  return ScalarProblem{fact_error::outside_range, low && high
                                                      ? fmt::format("`{}` must be from {} to {}", wanted.name, least, most)
                                                  : low ? fmt::format("`{}` must be at least {}", wanted.name, least)
                                                        : fmt::format("`{}` must be at most {}", wanted.name, most)};
}

std::string expected_form(const Program& program, const Type& type) {
  const std::string unit = unit_name(program, type);
  switch (type.kind) {
    case TypeKind::truth:
      return "`true` or `false`";
    case TypeKind::choice:
    case TypeKind::scale: {
      const auto& members = program.enumeration(type.enumeration).members;
      std::string text = "one of ";
      for (std::size_t i = 0; i < members.size() && i < kMembersShown; ++i)
        text += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", members[i].name);
      if (members.size() > kMembersShown) text += fmt::format(" and {} more", members.size() - kMembersShown);
      return text;
    }
    case TypeKind::count:
      return unit.empty() ? "a whole number"
                          : fmt::format("a whole number of {}, or a string such as \"12 {}\"", unit, unit);
    case TypeKind::number:
      return unit.empty() ? "a number" : fmt::format("a number in {}, or a string such as \"12 {}\"", unit, unit);
    case TypeKind::date:
      return "a date such as \"2013-09-25\"";
    case TypeKind::months:
      return "a whole number of months, or a string such as \"6mo\" or \"2y\"";
    case TypeKind::days:
      return "a whole number of days, or a string such as \"10d\" or \"6w\"";
    case TypeKind::text:
      return "a string";
    case TypeKind::code: {
      const CodeSystem& system = program.system(type.system);
      for (const std::string& item : system.items)
        if (!item.ends_with('*')) return fmt::format("a code of `{}`, a string such as \"{}\"", system.name, item);
      return fmt::format("a code of `{}`, a string", system.name);
    }
    case TypeKind::list: {
      const RecordType& record = program.record(type.record);
      if (!record.name.empty()) return fmt::format("a list of `{}` records, `[{{ … }}, …]`", record.name);
      return "a list, each element " + expected_form(program, record.fields.front().type);
    }
  }
  return {};
}

}  // namespace precept
