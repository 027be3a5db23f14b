// Emitting arithmetic and the calendar on bounds. Branches only where an operation on exact operands is much shorter than on
// bounds; the long way is a call of one of the fixed symbols.
// In: operands as emitted. Out: bounds, and a failure's bit where the operation may fail. Never here: truths.
#pragma once

#include "runtime/native/llvm/emit_truths.hpp"

namespace precept::native {

class EmitArithmetic : public EmitTruths {
 public:
  using EmitTruths::EmitTruths;

 protected:
  // ---- arithmetic ----------------------------------------------------------------------------------------------------
  static std::int64_t packed(const Type& type) { return packed_type(static_cast<std::uint8_t>(type.kind), type.is_signed); }

  Emitted negate(const Emitted& a) {
    const IrValue no_low = ir_.number(kNoLow);
    const IrValue no_high = ir_.number(kNoHigh);
    return {choose(ir_.equal(a.hi, no_high), no_low, ir_.sub(zero_, a.hi)),
            choose(ir_.equal(a.lo, no_low), no_high, ir_.sub(zero_, a.lo))};
  }

  // A bound past the limits is none; where all lies past one, the node fails and is its type's whole.
  Emitted checked(const Node& node, const Emitted& value) {
    const Limits limits = limits_of(node.type);
    const IrValue low = ir_.number(limits.low);
    const IrValue high = ir_.number(limits.high);
    const IrValue failed = any(ir_.less(high, value.lo), ir_.less(value.hi, low));
    add_failure(failed);
    const IrValue lo = choose(ir_.less(value.lo, low), ir_.number(kNoLow), value.lo);
    const IrValue hi = choose(ir_.less(high, value.hi), ir_.number(kNoHigh), value.hi);
    return {choose(failed, ir_.number(limits.whole.lo), lo), choose(failed, ir_.number(limits.whole.hi), hi)};
  }

  Emitted sum(const Node& node, const Emitted& a, const Emitted& b) {
    return checked(
        node, {unless_open(a.lo, b.lo, kNoLow, ir_.add(a.lo, b.lo)), unless_open(a.hi, b.hi, kNoHigh, ir_.add(a.hi, b.hi))});
  }

  // Two ways to a value: a short one where `exact` holds, a general one that leaves its result in room_.
  // Each gives (lo, hi, failed as a number).
  struct Result {
    IrValue lo, hi, failed;
  };
  template <class Short, class General>
  Result two_ways(IrValue exact_operands, Short short_way, General general_way) {
    if (is_true(exact_operands)) return short_way();
    if (is_false(exact_operands)) return general_result(general_way);
    const IrBlock on_short = ir_.block();
    const IrBlock on_general = ir_.block();
    const IrBlock after = ir_.block();
    ir_.branch_if(exact_operands, on_short, on_general);
    ir_.enter(on_short);
    const Result a = short_way();
    const IrBlock short_end = ir_.here();
    ir_.branch(after);
    ir_.enter(on_general);
    const Result b = general_result(general_way);
    const IrBlock general_end = ir_.here();
    ir_.branch(after);
    ir_.enter(after);
    Result merged{};
    for (IrValue Result::*part : {&Result::lo, &Result::hi, &Result::failed}) {
      merged.*part = ir_.phi();
      Ir::come_from(merged.*part, a.*part, short_end);
      Ir::come_from(merged.*part, b.*part, general_end);
    }
    return merged;
  }
  template <class General>
  Result general_result(General general_way) {
    const IrValue failed = general_way();
    return {ir_.load(room_), ir_.load(ir_.at(room_, 1)), failed};
  }
  // An exact result, kNoLow where it failed, within the type's limits.
  Result exact_outcome(const Node& node, IrValue number) {
    const Limits limits = limits_of(node.type);
    const IrValue failed = any(ir_.less(number, ir_.number(limits.low)), ir_.less(ir_.number(limits.high), number));
    return {choose(failed, ir_.number(limits.whole.lo), number), choose(failed, ir_.number(limits.whole.hi), number),
            ir_.as_number(failed)};
  }
  Emitted fallible(const Result& outcome) {
    add_failure(ir_.unequal(outcome.failed, zero_));
    return {outcome.lo, outcome.hi};
  }
  IrValue call_on_bounds(const char* symbol, const Emitted& a, const Emitted& b, std::int64_t type) {
    return ir_.call(symbol, {a.lo, a.hi, b.lo, b.hi, ir_.number(type), room_});
  }

  Emitted decimal(const Node& node, const char* on_bounds, const char* on_exact, std::int64_t type) {
    const Emitted& a = operand(node, 0);
    const Emitted& b = operand(node, 1);
    return fallible(two_ways(
        all(is_exact(a), is_exact(b)),
        [&] {
          return exact_outcome(node, ir_.call(on_exact, {a.lo, b.lo}));
        },
        [&] { return call_on_bounds(on_bounds, a, b, type); }));
  }
  Emitted divide(const Node& node) {
    const Value undocumented = undocumented_quotient(node.type, operand_type(node, 0), operand_type(node, 1));
    const std::int64_t below_zero = undocumented == kUnbounded ? 256 : 0;
    return decimal(node, kQuotient, kExactQuotient, packed(node.type) | below_zero);
  }
  Emitted rescale(const Node& node) {
    const Emitted& a = operand(node, 0);
    const IrValue numerator = ir_.number(node.numerator);
    const IrValue denominator = ir_.number(node.denominator);
    return fallible(two_ways(
        is_exact(a),
        [&] {
          return exact_outcome(node, ir_.call(kExactRescale, {a.lo, numerator, denominator}));
        },
        [&] {
          return ir_.call(kRescale, {a.lo, a.hi, numerator, denominator, ir_.number(packed(node.type)), room_});
        }));
  }

  // ---- calendar ------------------------------------------------------------------------------------------------------
  Emitted months_later(const Node& node) {
    const Emitted& date = operand(node, 0);
    const Emitted& months = operand(node, 1);
    const Result outcome = two_ways(
        all(is_exact(date), is_exact(months)),
        [&] {
          const IrValue day = ir_.call(kPlusMonths, {date.lo, months.lo});
          return Result{day, day, zero_};
        },
        [&] { return call_on_bounds(kMonthsLater, date, months, 0); });
    return {outcome.lo, outcome.hi};
  }

  // A sum, but for days far outside the calendar, where it saturates as the calendar's own does.
  IrValue day_later(IrValue day, IrValue days, std::int64_t open) {
    const IrValue later = ir_.add(day, days);
    const IrValue low = ir_.number(-kDaysSaturated);
    const IrValue high = ir_.number(kDaysSaturated);
    const IrValue not_above = choose(ir_.less(high, later), high, later);
    return unless_open(day, days, open, choose(ir_.less(not_above, low), low, not_above));
  }
  Emitted days_later(const Node& node) {
    const Emitted& date = operand(node, 0);
    const Emitted& days = operand(node, 1);
    return {day_later(date.lo, days.lo, kNoLow), day_later(date.hi, days.hi, kNoHigh)};
  }

  Emitted days_of_months(const Emitted& months) {
    const Result outcome = general_result([&] { return call_on_bounds(kDaysOfMonths, months, months, 0); });
    return {outcome.lo, outcome.hi};
  }

  Emitted whole_months(const Node& node, const char* on_bounds, std::int64_t months) {
    const Emitted& from = operand(node, 0);
    const Emitted& to = operand(node, 1);
    const IrValue plain = all(all(is_exact(from), is_exact(to)), ir_.less_equal(from.lo, to.lo));
    return fallible(two_ways(
        plain,
        [&] {
          const IrValue units = ir_.quotient(ir_.call(kWholeMonths, {from.lo, to.lo}), ir_.number(months));
          const IrValue count = in_millionths(units);
          return Result{count, count, zero_};
        },
        [&] { return call_on_bounds(on_bounds, from, to, packed(node.type)); }));
  }
  IrValue in_millionths(IrValue units) { return ir_.times(units, ir_.number(kOne)); }

  Emitted whole_days(const Node& node) {
    const Emitted& from = operand(node, 0);
    const Emitted& to = operand(node, 1);
    const IrValue failed = ir_.less(to.hi, from.lo);
    add_failure(failed);
    const IrValue may_run_back = ir_.less(to.lo, from.hi);
    const IrValue open =
        any(may_run_back, any(ir_.equal(from.lo, ir_.number(kNoLow)), ir_.equal(to.hi, ir_.number(kNoHigh))));
    const IrValue fewest = choose(may_run_back, zero_, in_millionths(ir_.sub(to.lo, from.hi)));
    const IrValue most = choose(open, ir_.number(kNoHigh), in_millionths(ir_.sub(to.hi, from.lo)));
    const Value whole = limits_of(node.type).whole;
    return {choose(failed, ir_.number(whole.lo), fewest), choose(failed, ir_.number(whole.hi), most)};
  }
};

}  // namespace precept::native
