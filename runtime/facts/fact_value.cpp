// The forms a value may take in a case (language reference, sections 4 and 8), one function each.
#include "runtime/facts/fact_value.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/facts/fact_errors.hpp"
#include "runtime/values/nearest.hpp"

namespace precept {
namespace {

Value hull(const Wanted& wanted, Value a, Value b) {
  if (wanted.type.kind == TypeKind::code) return a == b ? a : kUnknownCode;
  if (!is_ordered(wanted.type.kind)) return {a.lo | b.lo, 0};
  return {std::min(a.lo, b.lo), std::max(a.hi, b.hi)};
}

// "a; b": the documents of several reports, each once.
void join(std::string& all, const std::string& one) {
  if (one.empty() || one == all) return;
  if (!all.empty()) all += "; ";
  all += one;
}

std::string or_list(const std::vector<std::string_view>& names) {
  std::string text;
  for (const auto name : names) text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", name);
  return text;
}

}  // namespace

void FactValueReader::fail(std::uint32_t node, std::string_view code, std::string message) {
  failures_.push_back({node, code, std::move(message)});
}

std::string FactValueReader::written(std::uint32_t node) const {
  const JsonNode& json = at(node);
  return json.kind == JsonKind::string || json.kind == JsonKind::number ? std::string(json.text) : std::string();
}

bool FactValueReader::wrong_type(std::uint32_t node, const Wanted& wanted) {
  fail(node, fact_error::wrong_type,
       fmt::format("`{}` must be {}; {}", wanted.name, expected_form(program_, wanted.type), found(node)));
  return false;
}

bool FactValueReader::read_plain(std::uint32_t node, std::string_view what, std::string& text) {
  const JsonNode& json = at(node);
  switch (json.kind) {
    case JsonKind::null:
      text.clear();
      return true;
    case JsonKind::number:
      text = json.text;
      return true;
    case JsonKind::string: {
      const bool iso = json.text.size() >= 7 && json.text.size() <= 10 && json.text[4] == '-' &&
                       json.text.find_first_not_of("0123456789-") == std::string_view::npos;
      if (iso) {
        const auto date = scalar_date(json.text);
        if (const auto* problem = std::get_if<ScalarProblem>(&date))
          return fail(node, problem->code, problem->message), false;
      }
      text = json.text;
      return true;
    }
    case JsonKind::bad:
      return false;
    case JsonKind::yes:
    case JsonKind::no:
    case JsonKind::array:
    case JsonKind::object:
      break;
  }
  fail(node, fact_error::wrong_type, fmt::format("`{}` must be a string; {}", what, found(node)));
  return false;
}

bool FactValueReader::take_evidence(std::uint32_t member, Evidence& evidence, bool& taken) {
  const std::string_view key = at(member).key;
  taken = true;
  if (key == "source") return read_plain(member, key, evidence.source);
  if (key == "dated") return read_plain(member, key, evidence.dated);
  if (key == "page") return read_plain(member, key, evidence.page);
  taken = false;
  return true;
}

std::optional<FactValueReader::Form> FactValueReader::read_form(std::uint32_t object, bool nested, Evidence& evidence) {
  Form form;
  bool good = true;
  for (std::uint32_t i = object + 1; i < at(object).next; i = at(i).next) {
    const std::string_view key = at(i).key;
    if (key == "from")
      form.from = i;
    else if (key == "to")
      form.to = i;
    else if (key == "either")
      form.either = i;
    else if (!nested && key == "value")
      form.value = i;
    else if (!nested && key == "missing")
      form.missing = i;
    else if (!nested && key == "reports")
      form.reports = i;
    else {
      bool taken = false;
      if (!nested && !take_evidence(i, evidence, taken)) good = false;
      if (taken) continue;
      std::vector<std::string_view> known = {"from", "to", "either"};
      if (!nested) known.insert(known.end(), {"value", "missing", "reports", "source", "dated", "page"});
      const auto near = nearest(key, known);
      fail(i, fact_error::unknown_member,
           fmt::format("unknown member beside a value{}",
                       near ? fmt::format("; did you mean \"{}\"?", *near) : "; expected " + or_list(known)));
      good = false;
    }
  }
  const int ways = (form.value ? 1 : 0) + (form.from || form.to ? 1 : 0) + (form.either ? 1 : 0) + (form.missing ? 1 : 0);
  if (good && ways != 1) {
    fail(object, fact_error::mixed_forms,
         ways == 0 ? "the object says no value: expected `value`, `from` and `to`, `either` or `missing`"
                   : "only one of `value`, `from` and `to`, `either` and `missing` may be given");
    good = false;
  }
  if (good && form.reports && !form.missing) {
    fail(*form.reports, fact_error::mixed_forms, "`reports` stands beside `\"missing\": \"conflicting\"` only");
    good = false;
  }
  return good ? std::optional(form) : std::nullopt;
}

bool FactValueReader::read_reason(std::uint32_t node, Evidence& evidence) {
  if (at(node).kind == JsonKind::bad) return false;
  const std::vector<std::string_view> reasons(std::begin(kMissingReasons), std::end(kMissingReasons));
  if (at(node).kind != JsonKind::string) {
    fail(node, fact_error::unknown_reason,
         fmt::format("`missing` must be a reason such as \"unknown\" or \"not-asked\"; {}", found(node)));
    return false;
  }
  if (std::find(reasons.begin(), reasons.end(), at(node).text) != reasons.end()) {
    evidence.missing = at(node).text;
    return true;
  }
  const auto near = nearest(at(node).text, reasons);
  fail(node, fact_error::unknown_reason,
       fmt::format("unknown reason for missing; {}",
                   near ? fmt::format("did you mean \"{}\"?", *near) : "expected one of " + or_list(reasons)));
  return false;
}

// A bare value: no object but a range where the form that holds it allows one.
std::optional<Value> FactValueReader::read_value(std::uint32_t node, const Wanted& wanted, bool cut) {
  const JsonNode& json = at(node);
  if (json.kind == JsonKind::bad) return std::nullopt;
  Scalar<Value> read = ScalarProblem{};
  switch (wanted.type.kind) {
    case TypeKind::truth:
      if (json.kind == JsonKind::yes || json.kind == JsonKind::no)
        return truth_value(json.kind == JsonKind::yes ? Truth::yes : Truth::no);
      break;
    case TypeKind::choice:
    case TypeKind::scale:
      if (json.kind == JsonKind::string) read = scalar_member(program_, wanted.type, json.text);
      break;
    case TypeKind::count:
    case TypeKind::number:
    case TypeKind::months:
    case TypeKind::days:
      if (json.kind == JsonKind::number) read = scalar_number(program_, wanted.type, json.text);
      if (json.kind == JsonKind::string) read = scalar_quantity(program_, wanted.type, json.text);
      break;
    case TypeKind::date:
      if (json.kind == JsonKind::string) read = scalar_date(json.text);
      break;
    case TypeKind::text:
      if (json.kind == JsonKind::string) return Value{};
      break;
    case TypeKind::code:
      if (json.kind != JsonKind::string) break;
      if (auto problem = code_problem(json.text)) {
        fail(node, problem->code, std::move(problem->message));
        return std::nullopt;
      }
      return codes_.value(wanted.type.system, json.text);
    case TypeKind::list:
      break;
  }
  if (const auto* value = std::get_if<Value>(&read))
    read = within_whole(program_, wanted, *value, cut && wanted.type.kind == TypeKind::date);
  if (const auto* value = std::get_if<Value>(&read)) return *value;
  auto& problem = std::get<ScalarProblem>(read);
  if (problem.message.empty()) return wrong_type(node, wanted), std::nullopt;
  fail(node, problem.code, std::move(problem.message));
  return std::nullopt;
}

// A code is known or it is not.
bool FactValueReader::no_ranges_of_codes(std::uint32_t node, const Wanted& wanted, std::string_view of_what) {
  if (wanted.type.kind != TypeKind::code) return true;
  fail(node, fact_error::wrong_type,
       fmt::format("`{}` is a code, which has no {}; write the one code, or `\"missing\": \"conflicting\"` with the `reports`",
                   wanted.name, of_what));
  return false;
}

std::optional<Value> FactValueReader::read_range(const Form& form, std::uint32_t node, const Wanted& wanted) {
  if (!no_ranges_of_codes(node, wanted, "range")) return std::nullopt;
  if (!is_ordered(wanted.type.kind)) {
    fail(node, fact_error::wrong_type,
         fmt::format("`{}` has no order, so it has no range; expected {}", wanted.name, expected_form(program_, wanted.type)));
    return std::nullopt;
  }
  Value range = wanted.whole;
  bool good = true;
  if (form.from) {
    const auto from = read_value(*form.from, wanted, true);
    if (from)
      range.lo = from->lo;
    else
      good = false;
  }
  if (form.to) {
    const auto to = read_value(*form.to, wanted, true);
    if (to)
      range.hi = to->hi;
    else
      good = false;
  }
  if (!good) return std::nullopt;
  if (range.lo <= range.hi) return range;
  fail(node, fact_error::reversed_range, "`from` is above `to`");
  return std::nullopt;
}

// The set (or hull) of several values, none of them missing.
std::optional<Value> FactValueReader::read_hull(std::uint32_t list, const Wanted& wanted, bool evidence_allowed,
                                                Evidence* evidence) {
  if (at(list).kind == JsonKind::bad) return std::nullopt;
  if (!evidence_allowed && !no_ranges_of_codes(list, wanted, "`either`")) return std::nullopt;
  const std::string_view key = at(list).key;
  if (at(list).kind != JsonKind::array || at(list).next == list + 1) {
    fail(list, fact_error::wrong_type,
         fmt::format("`{}` must be a list of values; {}", key,
                     at(list).kind == JsonKind::array ? "found an empty one" : found(list)));
    return std::nullopt;
  }
  std::optional<Value> all;
  bool good = true;
  for (std::uint32_t i = list + 1; i < at(list).next; i = at(i).next) {
    std::optional<Value> one;
    if (evidence_allowed && at(i).kind == JsonKind::object) {
      Evidence own;
      const auto form = read_form(i, false, own);
      if (form && form->missing)
        fail(*form->missing, fact_error::mixed_forms, "a report must say a value");
      else if (form && form->value)
        one = read_value(*form->value, wanted, true);
      else if (form && form->either)
        one = read_hull(*form->either, wanted, false, nullptr);
      else if (form)
        one = read_range(*form, i, wanted);
      if (one) evidence->reports.push_back({*one, own.source, own.dated, own.page, form->value ? written(*form->value) : ""});
      join(evidence->source, own.source);
      join(evidence->dated, own.dated);
      join(evidence->page, own.page);
    } else {
      one = read_value(i, wanted, true);
      if (one && evidence_allowed) evidence->reports.push_back({*one, {}, {}, {}, written(i)});
    }
    if (!one)
      good = false;
    else
      all = all ? hull(wanted, *all, *one) : *one;
  }
  return good ? all : std::nullopt;
}

std::optional<FactReading> FactValueReader::read(std::uint32_t node, const Wanted& wanted, Evidence& evidence) {
  const JsonNode* json = &at(node);
  if (json->kind == JsonKind::null) return FactReading{};
  std::uint32_t where = node;
  if (json->kind == JsonKind::object) {
    auto form = read_form(node, false, evidence);
    if (!form) return std::nullopt;
    if (form->missing) {
      if (!read_reason(*form->missing, evidence)) return std::nullopt;
      if (!form->reports) return FactReading{};
      if (evidence.missing != kConflicting || wanted.type.kind == TypeKind::text) {
        fail(*form->reports, fact_error::mixed_forms,
             wanted.type.kind == TypeKind::text ? "text has no `reports`"
                                                : "`reports` stands beside `\"missing\": \"conflicting\"` only");
        return std::nullopt;
      }
      const auto value = read_hull(*form->reports, wanted, true, &evidence);
      if (value && wanted.type.kind == TypeKind::code && *value != kUnknownCode) evidence.written = evidence.reports.front().written;
      return value ? std::optional(FactReading{value}) : std::nullopt;
    }
    if (form->value) {
      where = *form->value;
      json = &at(where);
      if (json->kind == JsonKind::null) return FactReading{};
      if (json->kind == JsonKind::object) {
        form = read_form(where, true, evidence);
        if (!form) return std::nullopt;
      }
    }
    if (!form->value || json->kind == JsonKind::object) {
      const auto value = form->either ? read_hull(*form->either, wanted, false, nullptr) : read_range(*form, where, wanted);
      return value ? std::optional(FactReading{value}) : std::nullopt;
    }
  }
  const auto value = read_value(where, wanted, true);
  if (!value) return std::nullopt;
  evidence.written = written(where);
  if (wanted.type.kind == TypeKind::text) evidence.text = json->text;
  return FactReading{value};
}

std::optional<FactValueReader::DurationReading> FactValueReader::read_duration(std::uint32_t node, std::string_view name,
                                                                               Evidence& evidence) {
  const auto one = [&](std::uint32_t where) -> std::optional<RequestDuration> {
    if (at(where).kind == JsonKind::bad) return std::nullopt;
    if (at(where).kind != JsonKind::string) {
      fail(where, fact_error::wrong_type,
           fmt::format("`{}` must be a duration with its unit, such as \"6w\" or \"2mo\"; {}", name, found(where)));
      return std::nullopt;
    }
    auto read = scalar_duration(at(where).text);
    if (auto* problem = std::get_if<ScalarProblem>(&read))
      return fail(where, problem->code, std::move(problem->message)), std::nullopt;
    return std::get<RequestDuration>(read);
  };
  if (at(node).kind == JsonKind::null) return DurationReading{};
  std::uint32_t where = node;
  std::optional<Form> form;
  if (at(node).kind == JsonKind::object) {
    form = read_form(node, false, evidence);
    if (!form) return std::nullopt;
    if (form->missing) {
      if (!read_reason(*form->missing, evidence)) return std::nullopt;
      if (!form->reports) return DurationReading{};
      fail(*form->reports, fact_error::mixed_forms,
           fmt::format("`{}` takes no `reports`; write the range with `from` and `to`", name));
      return std::nullopt;
    }
    if (form->value) {
      where = *form->value;
      if (at(where).kind == JsonKind::null) return DurationReading{};
      form.reset();
      if (at(where).kind == JsonKind::object && !(form = read_form(where, true, evidence))) return std::nullopt;
    }
  }
  if (!form) {
    const auto duration = one(where);
    if (!duration) return std::nullopt;
    evidence.written = at(where).text;
    return DurationReading{duration};
  }
  if (!form->from || !form->to) {
    fail(where, fact_error::mixed_forms, fmt::format("`{}` must be a duration, or `from` and `to`", name));
    return std::nullopt;
  }
  const auto from = one(*form->from), to = one(*form->to);
  if (!from || !to) return std::nullopt;
  if (from->kind != to->kind) {
    fail(where, fact_error::wrong_unit, "`from` and `to` must both be in `y` and `mo`, or both in `w` and `d`");
    return std::nullopt;
  }
  if (from->value.lo > to->value.lo) return fail(where, fact_error::reversed_range, "`from` is above `to`"), std::nullopt;
  return DurationReading{RequestDuration{from->kind, {from->value.lo, to->value.hi}}};
}

}  // namespace precept
