// The text of one value in, the Value it stands for out, or what is wrong with it: dates, numbers, quantities with units,
// durations, members, codes. Used for strings and numbers of JSON alike, and for columns of text. Never here: JSON, evidence.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "runtime/facts/case_facts.hpp"

namespace precept {

struct ScalarProblem {
  std::string_view code;  // fact_error::...
  std::string message;
};

// What a value is wanted for: a fact, or a field of a record.
struct Wanted {
  Wanted(const Fact& fact) : name(fact.name), type(fact.type), whole(fact.whole) {}
  Wanted(const Field& field) : name(field.name), type(field.type), whole(field.whole) {}
  std::string_view name;
  const Type& type;
  Value whole;
};

inline constexpr std::size_t kCodeBytesMax = 64;

template <class T>
using Scalar = std::variant<T, ScalarProblem>;

// "2013-09-25", "2013-09", "2013", "2013-09-25T10:00:00-08:00" (cut to its written day).
Scalar<Value> scalar_date(std::string_view text);
// A bare number in the fact's own unit, as written: count, number, months or days.
Scalar<Value> scalar_number(const Program& program, const Type& type, std::string_view digits);
// "120 mg", "12 sessions", "6w": a number with its unit, which must be the type's.
Scalar<Value> scalar_quantity(const Program& program, const Type& type, std::string_view text);
// "6w", "2mo", "1y", "10d": in its own kind.
Scalar<RequestDuration> scalar_duration(std::string_view text);
// The name of a member of a choice or scale.
Scalar<Value> scalar_member(const Program& program, const Type& type, std::string_view name);

// What is wrong with the shape of a code, if anything: a case has exact codes, no beginnings of codes.
std::optional<ScalarProblem> code_problem(std::string_view code);

// Whether a value lies within the fact's whole; a partial date is cut to it first. Problem: what the range is.
Scalar<Value> within_whole(const Program& program, const Wanted& wanted, Value value, bool cut);

// "a date such as "2013-09-25"": what a value of this type looks like in a case.
std::string expected_form(const Program& program, const Type& type);

}  // namespace precept
