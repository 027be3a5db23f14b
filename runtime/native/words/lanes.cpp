// Operations row by row: see the header. The choice of operation lies outside the loops over rows.
#include "runtime/native/words/lanes.hpp"

#include <cassert>

#include "runtime/native/bounds.hpp"
#include "runtime/values/truth.hpp"

namespace precept::native {
namespace {

bool bit_at(const std::uint8_t* bitmap, std::int64_t bit) { return ((bitmap[bit >> 3] >> (bit & 7)) & 1) != 0; }

template <class ValueAt>
void gather(const FactColumn& column, Value missing, std::int64_t first, std::int64_t rows, Lanes out, ValueAt value_at) {
  for (std::int64_t row = 0; row < rows; ++row) {
    const bool valid = column.validity == nullptr || bit_at(column.validity, first + row);
    const Value value = valid ? value_at(first + row) : missing;
    out.lo[row] = value.lo;
    out.hi[row] = value.hi;
  }
}

template <class Raw>
void gather_exact(const FactColumn& column, Value missing, std::int64_t first, std::int64_t rows, Lanes out) {
  gather(column, missing, first, rows, out, [&](std::int64_t at) {
    const std::int64_t value = column.base + std::int64_t{static_cast<const Raw*>(column.values)[at]} * column.scale;
    return Value{value, value};
  });
}

void gather_raw(const FactColumn& column, Value missing, std::int64_t first, std::int64_t rows, Lanes out) {
  switch (column.raw) {
    case RawType::i8:
      return gather_exact<std::int8_t>(column, missing, first, rows, out);
    case RawType::u8:
      return gather_exact<std::uint8_t>(column, missing, first, rows, out);
    case RawType::i16:
      return gather_exact<std::int16_t>(column, missing, first, rows, out);
    case RawType::i32:
      return gather_exact<std::int32_t>(column, missing, first, rows, out);
    case RawType::i64:
      return gather_exact<std::int64_t>(column, missing, first, rows, out);
  }
}

// ---- loops over rows -----------------------------------------------------------------------------------------------
Value at(const Lanes& lanes, std::int64_t row) { return {lanes.lo[row], lanes.hi[row]}; }

template <class Operation>
void each_row(std::int64_t rows, Lanes out, Operation operation) {
  for (std::int64_t row = 0; row < rows; ++row) {
    const Value value = operation(row);
    out.lo[row] = value.lo;
    out.hi[row] = value.hi;
  }
}

template <class Operation>
void each_fallible_row(std::int64_t rows, Lanes out, std::uint64_t* failures, Operation operation) {
  for (std::int64_t first = 0; first < rows; first += 64) {
    std::uint64_t failed = 0;
    for (std::int64_t row = first; row < first + 64; ++row) {
      const Bounded bounded = operation(row);
      out.lo[row] = bounded.value.lo;
      out.hi[row] = bounded.value.hi;
      failed |= std::uint64_t{bounded.failed} << (row - first);
    }
    failures[first / 64] = failed;
  }
}

template <class Answer>
void each_truth(std::int64_t rows, std::uint64_t* value, std::uint64_t* validity, Answer answer) {
  for (std::int64_t first = 0; first < rows; first += 64) {
    std::uint64_t may_be_yes = 0;
    std::uint64_t may_be_no = 0;
    for (std::int64_t row = first; row < first + 64; ++row) {
      const auto truth = static_cast<std::uint64_t>(answer(row));
      may_be_yes |= (truth & 1) << (row - first);
      may_be_no |= (truth >> 1) << (row - first);
    }
    value[first / 64] = ~may_be_no;
    validity[first / 64] = ~(may_be_yes & may_be_no);
  }
}

std::int64_t changed(std::int64_t bound) {
  constexpr std::int64_t far = std::int64_t{1} << 22;  // more than four in millionths, eleven thousand years in days
  return bound == kNoLow || bound == kNoHigh ? 0 : bound ^ far;
}

}  // namespace

void fill_lanes(Value value, std::int64_t rows, Lanes out) {
  each_row(rows, out, [&](std::int64_t) { return value; });
}

void lanes_of_column(const FactColumn& column, TypeKind kind, Value missing, std::int64_t first_row, std::int64_t rows,
                     Lanes out) {
  const std::int64_t first = column.first + first_row;
  switch (column.form) {
    case ColumnForm::absent:
      return fill_lanes(missing, rows, out);
    case ColumnForm::exact:
      return gather_raw(column, missing, first, rows, out);
    case ColumnForm::member:
      return gather(column, missing, first, rows, out, [&](std::int64_t row) {
        const std::int64_t member = static_cast<const std::uint8_t*>(column.values)[row];
        if (kind != TypeKind::choice) return Value{member, member};
        return Value{static_cast<std::int64_t>(std::uint64_t{1} << (member & 63)), 0};
      });
    case ColumnForm::bounds:
      return gather(column, missing, first, rows, out, [&](std::int64_t row) {
        return Value{static_cast<const std::int64_t*>(column.values)[row],
                     static_cast<const std::int64_t*>(column.highs)[row]};
      });
    case ColumnForm::masks:
      return gather(column, missing, first, rows, out, [&](std::int64_t row) {
        return Value{static_cast<const std::int64_t*>(column.values)[row], 0};
      });
    case ColumnForm::truth:
      return gather(column, missing, first, rows, out, [&](std::int64_t row) {
        return truth_value(bit_at(static_cast<const std::uint8_t*>(column.values), row) ? Truth::yes : Truth::no);
      });
  }
}

void run_arithmetic(const Node& node, std::span<const Lanes> operands, std::int64_t rows, Lanes out, std::uint64_t* failures,
                    Value undocumented) {
  const Limits limits = limits_of(node.type);
  const Lanes a = operands[0];
  const Lanes b = operands[operands.size() - 1];
  const auto spans = [&](SpanUnit unit) {
    each_fallible_row(rows, out, failures,
                      [&](std::int64_t row) { return whole_between(at(a, row), at(b, row), unit, limits); });
  };
  switch (node.op) {
    case Op::add_days:
      return each_fallible_row(rows, out, failures,
                               [&](std::int64_t row) { return within(days_later(at(a, row), at(b, row)), limits); });
    case Op::add:
      return each_fallible_row(rows, out, failures,
                               [&](std::int64_t row) { return within(sum(at(a, row), at(b, row)), limits); });
    case Op::subtract:
      return each_fallible_row(rows, out, failures,
                               [&](std::int64_t row) { return within(sum(at(a, row), negated(at(b, row))), limits); });
    case Op::multiply:
      return each_fallible_row(rows, out, failures,
                               [&](std::int64_t row) { return product(at(a, row), at(b, row), limits); });
    case Op::divide:
      return each_fallible_row(rows, out, failures,
                               [&](std::int64_t row) { return quotient(at(a, row), at(b, row), limits, undocumented); });
    case Op::rescale:
      return each_fallible_row(rows, out, failures, [&](std::int64_t row) {
        return rescaled(at(a, row), node.numerator, node.denominator, limits);
      });
    case Op::add_months:
      return each_fallible_row(rows, out, failures,
                               [&](std::int64_t row) { return within(months_later(at(a, row), at(b, row)), limits); });
    case Op::negate:
      return each_row(rows, out, [&](std::int64_t row) { return negated(at(a, row)); });
    case Op::limit_months:
      return each_row(rows, out, [&](std::int64_t row) { return months_later(at(a, row), at(b, row)); });
    case Op::limit_days:
      return each_row(rows, out, [&](std::int64_t row) { return days_later(at(a, row), at(b, row)); });
    case Op::months_as_days:
      return each_row(rows, out, [&](std::int64_t row) { return days_of_months(at(a, row)); });
    case Op::whole_years:
      return spans(SpanUnit::years);
    case Op::whole_months:
      return spans(SpanUnit::months);
    case Op::whole_days:
      return spans(SpanUnit::days);
    case Op::pick:
      return each_row(rows, out, [&](std::int64_t row) {
        return picked_value(operands.size(), node.type.kind, [&](std::size_t i) { return at(operands[i], row); });
      });
    case Op::fact:
    case Op::recorded:
    case Op::constant:
    case Op::negation:
    case Op::conjunction:
    case Op::disjunction:
    case Op::at_least:
    case Op::truth_equal:
    case Op::less:
    case Op::less_equal:
    case Op::equal:
    case Op::between:
    case Op::in_set:
    case Op::choice_equal:
    case Op::choice_in:
    case Op::documented:
    case Op::exact:
    case Op::code_in:
    case Op::code_equal:
    case Op::field:
    case Op::field_recorded:
    case Op::list_some:
    case Op::list_every:
    case Op::list_count:
    case Op::list_distinct:
    case Op::list_sum:
    case Op::list_least:
    case Op::list_greatest:
    case Op::list_latest:
    case Op::list_latest_has:
    case Op::list_documented:
    case Op::list_exact:
      break;
  }
  assert(false && "not an operation on bounds");
}

void run_comparison(const Program& program, const Node& node, TypeKind kind, std::span<const Lanes> operands,
                    std::int64_t rows, std::uint64_t* value, std::uint64_t* validity) {
  const auto truth_at = [&](std::size_t i, std::int64_t row) { return truth_of(at(operands[i], row)); };
  const Lanes a = operands[0];
  const Lanes b = operands[operands.size() > 1 ? 1 : 0];
  const Lanes c = operands[operands.size() > 2 ? 2 : 0];
  switch (node.op) {
    case Op::less:
      return each_truth(rows, value, validity, [&](std::int64_t row) { return less_truth(at(a, row), at(b, row)); });
    case Op::less_equal:
      return each_truth(rows, value, validity, [&](std::int64_t row) { return less_equal_truth(at(a, row), at(b, row)); });
    case Op::equal:
      return each_truth(rows, value, validity, [&](std::int64_t row) { return equal_truth(at(a, row), at(b, row)); });
    case Op::between:
      return each_truth(rows, value, validity,
                        [&](std::int64_t row) { return between_truth(at(a, row), at(b, row), at(c, row)); });
    case Op::in_set:
      return each_truth(rows, value, validity, [&](std::int64_t row) {
        return in_set_truth(at(a, row), operands.size() - 1, kind, [&](std::size_t i) { return at(operands[i + 1], row); });
      });
    case Op::choice_equal:
      return each_truth(rows, value, validity, [&](std::int64_t row) { return choice_equal_truth(at(a, row), at(b, row)); });
    case Op::choice_in:
      return each_truth(rows, value, validity, [&](std::int64_t row) { return choice_in_truth(at(a, row), node.members); });
    case Op::documented:
      return each_truth(rows, value, validity,
                        [&](std::int64_t row) { return at(a, row) == node.constant ? Truth::no : Truth::yes; });
    case Op::exact:
      return each_truth(rows, value, validity,
                        [&](std::int64_t row) { return is_exact(at(a, row), kind) ? Truth::yes : Truth::no; });
    case Op::fact:
    case Op::recorded:
      return each_truth(rows, value, validity, [&](std::int64_t row) { return truth_of(at(a, row)); });
    case Op::code_in: {
      const CodeList& list = program.code_list(node.codes);
      return each_truth(rows, value, validity, [&](std::int64_t row) { return code_in_truth(at(a, row), list); });
    }
    case Op::code_equal:
      return each_truth(rows, value, validity, [&](std::int64_t row) { return code_equal_truth(at(a, row), at(b, row)); });
    case Op::pick:
      return each_truth(rows, value, validity, [&](std::int64_t row) {
        return truth_of(picked_value(operands.size(), kind, [&](std::size_t i) { return at(operands[i], row); }));
      });
    case Op::negation:
      return each_truth(rows, value, validity, [&](std::int64_t row) { return kleene_not(truth_at(0, row)); });
    case Op::conjunction:
    case Op::disjunction:
      return each_truth(rows, value, validity, [&](std::int64_t row) {
        Truth truth = truth_at(0, row);
        for (std::size_t i = 1; i < operands.size(); ++i)
          truth = node.op == Op::conjunction ? kleene_and(truth, truth_at(i, row)) : kleene_or(truth, truth_at(i, row));
        return truth;
      });
    case Op::at_least:
      return each_truth(rows, value, validity, [&](std::int64_t row) {
        std::int64_t surely = 0;
        std::int64_t may_be = 0;
        for (std::size_t i = 0; i < operands.size(); ++i) {
          surely += truth_at(i, row) == Truth::yes ? 1 : 0;
          may_be += may_be_yes(truth_at(i, row)) ? 1 : 0;
        }
        return kleene_at_least(node.quantity, surely, may_be);
      });
    case Op::truth_equal:
      return each_truth(rows, value, validity,
                        [&](std::int64_t row) { return kleene_is(truth_at(0, row), truth_at(1, row)); });
    case Op::constant:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::negate:
    case Op::rescale:
    case Op::add_months:
    case Op::add_days:
    case Op::limit_months:
    case Op::limit_days:
    case Op::months_as_days:
    case Op::whole_years:
    case Op::whole_months:
    case Op::whole_days:
    case Op::field:
    case Op::field_recorded:
    case Op::list_some:
    case Op::list_every:
    case Op::list_count:
    case Op::list_distinct:
    case Op::list_sum:
    case Op::list_least:
    case Op::list_greatest:
    case Op::list_latest:
    case Op::list_latest_has:
    case Op::list_documented:
    case Op::list_exact:
      break;
  }
  assert(false && "not a truth");
}

void run_truth_rows(const Program& program, const Node& node, TypeKind kind, std::span<Lanes> operands, std::int64_t rows,
                    Lanes out) {
  for (std::int64_t first = 0; first < rows; first += 64) {
    std::uint64_t value = 0;
    std::uint64_t validity = 0;
    run_comparison(program, node, kind, operands, 64, &value, &validity);
    each_row(64, {out.lo + first, out.hi + first}, [&](std::int64_t row) {
      const bool known = ((validity >> row) & 1) != 0;
      return truth_value(!known ? Truth::undocumented : ((value >> row) & 1) != 0 ? Truth::yes : Truth::no);
    });
    for (Lanes& operand : operands) operand = {operand.lo + 64, operand.hi + 64};
  }
}

namespace {

// 64 rows alike, for one answer.
struct SameRows {
  explicit SameRows(std::span<const Value> operands) : bounds((operands.size() + 1) * 128) {
    for (std::size_t i = 0; i <= operands.size(); ++i) {
      lanes.push_back({&bounds[i * 128], &bounds[i * 128 + 64]});
      if (i < operands.size()) fill_lanes(operands[i], 64, lanes[i]);
    }
  }
  std::span<const Lanes> operands() const { return std::span(lanes).first(lanes.size() - 1); }
  std::vector<std::int64_t> bounds;
  std::vector<Lanes> lanes;  // the operands', then the result's
};

}  // namespace

Truth comparison_truth(const Program& program, const Node& node, TypeKind kind, std::span<const Value> operands) {
  const SameRows rows(operands);
  std::uint64_t value = 0;
  std::uint64_t validity = 0;
  run_comparison(program, node, kind, rows.operands(), 64, &value, &validity);
  return (validity & 1) == 0 ? Truth::undocumented : (value & 1) != 0 ? Truth::yes : Truth::no;
}

Bounded arithmetic_value(const Program& program, const Node& node, std::span<const Value> operands) {
  const SameRows rows(operands);
  const Type& a = program.node(node.operands[0]).type;
  const Type& b = program.node(node.operands.back()).type;
  std::uint64_t failures = 0;
  run_arithmetic(node, rows.operands(), 64, rows.lanes.back(), &failures, undocumented_quotient(node.type, a, b));
  return {at(rows.lanes.back(), 0), (failures & 1) != 0};
}

Value corrupted(Value value, TypeKind kind) {
  switch (kind) {
    case TypeKind::truth:
      return truth_value((value.lo & kMayBeNo) != 0 ? Truth::yes : Truth::no);
    case TypeKind::choice:
      return {value.lo == 1 ? 2 : 1, 0};
    case TypeKind::code:
      return value == kUnknownCode ? Value{0, 0} : kUnknownCode;
    case TypeKind::scale:
    case TypeKind::count:
    case TypeKind::number:
    case TypeKind::date:
    case TypeKind::months:
    case TypeKind::days:
    case TypeKind::text:
    case TypeKind::list:
      break;
  }
  return {changed(value.lo), changed(value.hi)};
}

void corrupt_lanes(TypeKind kind, std::int64_t rows, Lanes lanes) {
  each_row(rows, lanes, [&](std::int64_t row) { return corrupted(at(lanes, row), kind); });
}

void corrupt_planes(std::int64_t words, std::uint64_t* value, std::uint64_t* validity) {
  for (std::int64_t word = 0; word < words; ++word) {
    value[word] = ~value[word];
    validity[word] = ~std::uint64_t{0};
  }
}

}  // namespace precept::native
