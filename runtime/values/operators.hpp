// The operator table as data: one row for each operation a Program may hold. Read by checker, verifier and tests.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace precept {

enum class Op : std::uint8_t {
#define OPERATOR(name, arity, operands, result, fallible, meaning) name,
#include "runtime/values/operators.def"
#undef OPERATOR
};

enum class OperandClass : std::uint8_t {
  none, truth, choice, ordered, numeric, date, date_months, date_days, duration, any, pairs, code,
  record_truth, record_truths, record_value, record_number, record_latest, record_latest_truth
};
enum class ResultClass : std::uint8_t { truth, same, numeric, date, days, count, any, value };
enum class Strictness : std::uint8_t { total, may_fail };

struct OperatorRow {
  Op op;
  std::string_view name;
  int arity;  // kManyOperands: one or more
  OperandClass operands;
  ResultClass result;
  Strictness strictness;
  std::string_view meaning;
};

inline constexpr int kManyOperands = -1;

inline constexpr auto kOperators = std::to_array<OperatorRow>({
#define MANY kManyOperands
#define OPERATOR(name, arity, operands, result, fallible, meaning) \
  {Op::name, #name, arity, OperandClass::operands, ResultClass::result, Strictness::fallible, meaning},
#include "runtime/values/operators.def"
#undef OPERATOR
#undef MANY
});

constexpr const OperatorRow& row_of(Op op) { return kOperators[static_cast<std::size_t>(op)]; }

}  // namespace precept
