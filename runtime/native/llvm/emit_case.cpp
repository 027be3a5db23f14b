// One case: each node that an output or an error needs is emitted once, in order, as straight code on 64-bit numbers; a truth is
// its two bits. Branches only where an operation on exact operands is much shorter than on bounds. Constants are folded as they
// are met. Meant for LLVM's fastest code generation, without passes: nothing here relies on an optimiser.
#include <algorithm>

#include "runtime/native/bounds.hpp"
#include "runtime/native/llvm/emit.hpp"
#include "runtime/native/llvm/symbols.hpp"
#include "runtime/native/words/lanes.hpp"

namespace precept::native {
namespace {

// A node's value as emitted: numbers for lo and hi (of truths and choices only lo), and itself where it is a constant.
struct Emitted {
  IrValue lo = nullptr;
  IrValue hi = nullptr;
  std::optional<Value> constant;
};

class CaseEmitter {
 public:
  CaseEmitter(Ir& ir, const Program& program, std::optional<Op> planted) : ir_(ir), program_(program), planted_(planted) {}

  void emit(const char* name, std::span<const NodeId> outputs, std::span<const NodeId> fallible) {
    const IrType pointer = ir_.pointer_type();
    ir_.begin_function(name, {pointer, pointer, pointer, pointer});
    values_ = ir_.parameter(0);
    recorded_ = ir_.parameter(1);
    find_needed(outputs, fallible);
    room_ = ir_.room(room_needed());
    zero_ = ir_.number(0);
    emitted_.resize(program_.nodes.size());
    std::size_t next_output = 0;
    for (std::uint32_t i = 0; i < program_.nodes.size(); ++i) {
      if (needed_[i] == 0) continue;
      emitted_[i] = emit_node(program_.nodes[i]);
      if (next_output == outputs.size() || outputs[next_output].index != i) continue;
      store_output(i);
      ++next_output;
    }
    store_failures(true);
    ir_.leave();
  }

 private:
  // ---- what is needed ------------------------------------------------------------------------------------------------
  void find_needed(std::span<const NodeId> outputs, std::span<const NodeId> fallible) {
    needed_.assign(program_.nodes.size(), 0);
    for (const auto list : {outputs, fallible})
      for (const NodeId id : list) needed_[id.index] = 1;
    for (std::size_t i = needed_.size(); i-- > 0;)
      if (needed_[i] != 0)
        for (const NodeId operand : program_.nodes[i].operands) needed_[operand.index] = 1;
  }

  // Two numbers for what a symbol gives back, or the operands of the largest set.
  unsigned room_needed() const {
    std::size_t operands = 1;
    for (const Node& node : program_.nodes)
      if (node.op == Op::in_set) operands = std::max(operands, node.operands.size());
    return static_cast<unsigned>(2 * operands);
  }

  void store_output(std::uint32_t i) {
    const Emitted& value = emitted_[i];
    const IrValue nodes = ir_.parameter(2);
    ir_.store(value.lo, ir_.at(nodes, 2 * std::int64_t{i}));
    ir_.store(value.hi != nullptr ? value.hi : zero_, ir_.at(nodes, 2 * std::int64_t{i} + 1));
  }

  // A failure's bit goes into the word at hand; a full word is stored. All fallible nodes come here, in order.
  void add_failure(IrValue failed) {
    const IrValue bit = ir_.left(ir_.as_number(failed), failures_ % 64);
    failure_word_ = failures_ % 64 == 0 ? bit : ir_.either(failure_word_, bit);
    ++failures_;
    store_failures(false);
  }
  void store_failures(bool last) {
    const bool full = failures_ % 64 == 0;
    if (failures_ == 0 || full == last) return;
    ir_.store(failure_word_, ir_.at(ir_.parameter(3), (failures_ - 1) / 64));
  }

  // ---- pieces --------------------------------------------------------------------------------------------------------
  const Emitted& operand(const Node& node, std::size_t place) const { return emitted_[node.operands[place].index]; }
  const Type& operand_type(const Node& node, std::size_t place) const { return program_.node(node.operands[place]).type; }

  Emitted constant(Value value, TypeKind kind) {
    const bool has_high = kind != TypeKind::truth && kind != TypeKind::choice;
    return {ir_.number(value.lo), has_high ? ir_.number(value.hi) : nullptr, value};
  }
  Emitted truth(IrValue may_be_yes, IrValue may_be_no) {
    return {ir_.either(ir_.as_number(may_be_yes), ir_.left(ir_.as_number(may_be_no), 1)), nullptr, std::nullopt};
  }
  Emitted bits(IrValue two_bits) { return {two_bits, nullptr, std::nullopt}; }
  Emitted yes_or_no(IrValue yes) { return bits(ir_.sub(ir_.number(kMayBeNo), ir_.as_number(yes))); }
  IrValue is_exact(const Emitted& a) { return ir_.equal(a.lo, a.hi); }

  // Answers that constants already give are not emitted.
  static bool is_true(IrValue answer) { return Ir::known(answer) == true; }
  static bool is_false(IrValue answer) { return Ir::known(answer) == false; }
  IrValue choose(IrValue answer, IrValue yes, IrValue no) {
    if (is_true(answer)) return yes;
    if (is_false(answer)) return no;
    return ir_.select(answer, yes, no);
  }
  IrValue any(IrValue a, IrValue b) {
    if (is_true(a) || is_false(b)) return a;
    if (is_true(b) || is_false(a)) return b;
    return ir_.either(a, b);
  }
  IrValue all(IrValue a, IrValue b) {
    if (is_true(a) || is_false(b)) return b;
    if (is_true(b) || is_false(a)) return a;
    return ir_.both(a, b);
  }
  // `bound`, unless either has no bound on that side.
  IrValue unless_open(const IrValue a, const IrValue b, std::int64_t open, IrValue bound) {
    const IrValue none = ir_.number(open);
    return choose(any(ir_.equal(a, none), ir_.equal(b, none)), none, bound);
  }

  // ---- the operations ------------------------------------------------------------------------------------------------
  Emitted emit_node(const Node& node) {
    Emitted emitted = is_folded(node) ? fold(node) : emit_operation(node);
    if (planted_ == node.op) emitted = corrupt(emitted, node.type.kind);
    return emitted;
  }

  // Calendar and arithmetic on constants alone: worked out here, once.
  bool is_folded(const Node& node) const {
    if (node.operands.empty() || node.type.kind == TypeKind::truth) return false;
    for (const NodeId id : node.operands)
      if (!emitted_[id.index].constant) return false;
    return true;
  }
  Emitted fold(const Node& node) {
    std::vector<Value> operands;
    for (const NodeId id : node.operands) operands.push_back(*emitted_[id.index].constant);
    const Bounded bounded = arithmetic_value(program_, node, operands);
    if (row_of(node.op).strictness == Strictness::may_fail) add_failure(ir_.unequal(ir_.number(bounded.failed ? 1 : 0), zero_));
    return constant(bounded.value, node.type.kind);
  }

  Emitted emit_operation(const Node& node) {
    switch (node.op) {
      case Op::fact: return load_fact(values_, node);
      case Op::recorded: return load_fact(recorded_, node);
      case Op::constant: return constant(node.constant, node.type.kind);
      case Op::negation: return negation(operand(node, 0).lo);
      case Op::conjunction: return junction(node, kMayBeYes, kMayBeNo);
      case Op::disjunction: return junction(node, kMayBeNo, kMayBeYes);
      case Op::at_least: return at_least(node);
      case Op::truth_equal: return truth_equal(operand(node, 0).lo, operand(node, 1).lo);
      case Op::less: return less(operand(node, 0), operand(node, 1));
      case Op::less_equal: return less_equal(operand(node, 0), operand(node, 1));
      case Op::equal: return equal(operand(node, 0), operand(node, 1));
      case Op::between: return between(operand(node, 0), operand(node, 1), operand(node, 2));
      case Op::in_set: return in_set(node);
      case Op::choice_equal: return choice_equal(operand(node, 0).lo, operand(node, 1).lo);
      case Op::choice_in: return choice_in(operand(node, 0).lo, node.members);
      case Op::documented: return documented(operand(node, 0), node.constant);
      case Op::exact: return exact(operand(node, 0), operand_type(node, 0).kind);
      case Op::add: return sum(node, operand(node, 0), operand(node, 1));
      case Op::subtract: return sum(node, operand(node, 0), negate(operand(node, 1)));
      case Op::multiply: return decimal(node, kProduct, kExactProduct, packed(node.type));
      case Op::divide: return divide(node);
      case Op::negate: return negate(operand(node, 0));
      case Op::rescale: return rescale(node);
      case Op::add_months: return checked(node, months_later(node));
      case Op::add_days: return checked(node, days_later(node));
      case Op::limit_months: return months_later(node);
      case Op::limit_days: return days_later(node);
      case Op::months_as_days: return days_of_months(operand(node, 0));
      case Op::whole_years: return whole_months(node, kWholeYearsOf, 12);
      case Op::whole_months: return whole_months(node, kWholeMonthsOf, 1);
      case Op::whole_days: return whole_days(node);
    }
    return {};
  }

  Emitted load_fact(IrValue from, const Node& node) {
    const std::int64_t place = 2 * std::int64_t{node.fact.index};
    const bool has_high = node.type.kind != TypeKind::truth && node.type.kind != TypeKind::choice;
    const IrValue lo = ir_.load(ir_.at(from, place));
    return {lo, has_high ? ir_.load(ir_.at(from, place + 1)) : nullptr, std::nullopt};
  }

  // ---- logic on two bits ---------------------------------------------------------------------------------------------
  IrValue turned(IrValue a) { return ir_.either(ir_.left(ir_.both(a, ir_.number(kMayBeYes)), 1), ir_.right(a, 1)); }
  Emitted negation(IrValue a) { return bits(turned(a)); }

  // The bit `by_all` needs all of the operands, `by_any` one.
  Emitted junction(const Node& node, std::int64_t by_all, std::int64_t by_any) {
    IrValue every = operand(node, 0).lo;
    IrValue some = every;
    for (std::size_t i = 1; i < node.operands.size(); ++i) {
      every = ir_.both(every, operand(node, i).lo);
      some = ir_.either(some, operand(node, i).lo);
    }
    return bits(ir_.either(ir_.both(every, ir_.number(by_all)), ir_.both(some, ir_.number(by_any))));
  }

  Emitted at_least(const Node& node) {
    IrValue may_be = zero_;
    IrValue surely = zero_;
    for (std::size_t i = 0; i < node.operands.size(); ++i) {
      const IrValue a = operand(node, i).lo;
      may_be = ir_.add(may_be, ir_.both(a, ir_.number(kMayBeYes)));
      surely = ir_.add(surely, ir_.right(ir_.differ(a, ir_.number(3)), 1));  // 1 for yes alone
    }
    const IrValue quantity = ir_.number(node.quantity);
    return truth(ir_.less_equal(quantity, may_be), ir_.less(surely, quantity));
  }

  Emitted truth_equal(IrValue a, IrValue b) {
    return truth(ir_.unequal(ir_.both(a, b), zero_), ir_.unequal(ir_.both(a, turned(b)), zero_));
  }

  // ---- comparisons ---------------------------------------------------------------------------------------------------
  Emitted less(const Emitted& a, const Emitted& b) { return truth(ir_.less(a.lo, b.hi), ir_.less_equal(b.lo, a.hi)); }
  Emitted less_equal(const Emitted& a, const Emitted& b) { return truth(ir_.less_equal(a.lo, b.hi), ir_.less(b.lo, a.hi)); }
  IrValue overlap(const Emitted& a, const Emitted& b) {
    return all(ir_.less_equal(a.lo, b.hi), ir_.less_equal(b.lo, a.hi));
  }
  Emitted equal(const Emitted& a, const Emitted& b) {
    const IrValue apart = any(ir_.unequal(a.lo, b.lo), ir_.unequal(a.hi, b.lo));
    return truth(overlap(a, b), any(apart, ir_.unequal(b.lo, b.hi)));
  }
  Emitted between(const Emitted& a, const Emitted& low, const Emitted& high) {
    const IrValue reachable = all(ir_.less_equal(low.lo, a.hi), ir_.less_equal(a.lo, high.hi));
    const IrValue outside = any(ir_.less(a.lo, low.hi), ir_.less(high.lo, a.hi));
    return truth(all(reachable, ir_.less_equal(low.lo, high.hi)), outside);
  }

  Emitted in_set(const Node& node) {
    for (std::size_t i = 0; i < node.operands.size(); ++i) {
      ir_.store(operand(node, i).lo, ir_.at(room_, 2 * static_cast<std::int64_t>(i)));
      ir_.store(operand(node, i).hi, ir_.at(room_, 2 * static_cast<std::int64_t>(i) + 1));
    }
    const auto others = static_cast<std::int64_t>(node.operands.size()) - 1;
    const auto kind = static_cast<std::int64_t>(operand_type(node, 0).kind);
    return bits(ir_.call(kInSet, {room_, ir_.number(others), ir_.number(kind)}));
  }

  IrValue has_one_bit(IrValue a) { return ir_.equal(ir_.both(a, ir_.sub(a, ir_.number(1))), zero_); }  // of a set never empty
  Emitted choice_equal(IrValue a, IrValue b) {
    const IrValue same = all(ir_.equal(a, b), has_one_bit(a));
    return truth(ir_.unequal(ir_.both(a, b), zero_), ir_.equal(ir_.as_number(same), zero_));
  }
  Emitted choice_in(IrValue a, std::uint64_t members) {
    const auto set = static_cast<std::int64_t>(members);
    return truth(ir_.unequal(ir_.both(a, ir_.number(set)), zero_), ir_.unequal(ir_.both(a, ir_.number(~set)), zero_));
  }
  Emitted documented(const Emitted& a, Value whole) {
    const IrValue lower = ir_.unequal(a.lo, ir_.number(whole.lo));
    return yes_or_no(a.hi == nullptr ? lower : any(lower, ir_.unequal(a.hi, ir_.number(whole.hi))));
  }
  Emitted exact(const Emitted& a, TypeKind kind) {
    return yes_or_no(kind == TypeKind::truth || kind == TypeKind::choice ? has_one_bit(a.lo) : is_exact(a));
  }

  // ---- arithmetic ----------------------------------------------------------------------------------------------------
  static std::int64_t packed(const Type& type) { return packed_type(static_cast<std::uint8_t>(type.kind), type.is_signed); }

  Emitted negate(const Emitted& a) {
    const IrValue no_low = ir_.number(kNoLow);
    const IrValue no_high = ir_.number(kNoHigh);
    return {choose(ir_.equal(a.hi, no_high), no_low, ir_.sub(zero_, a.hi)),
            choose(ir_.equal(a.lo, no_low), no_high, ir_.sub(zero_, a.lo)), std::nullopt};
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
    return {choose(failed, ir_.number(limits.whole.lo), lo), choose(failed, ir_.number(limits.whole.hi), hi), std::nullopt};
  }

  Emitted sum(const Node& node, const Emitted& a, const Emitted& b) {
    return checked(node, {unless_open(a.lo, b.lo, kNoLow, ir_.add(a.lo, b.lo)),
                          unless_open(a.hi, b.hi, kNoHigh, ir_.add(a.hi, b.hi)), std::nullopt});
  }

  // Two ways to a value: a short one where `exact` holds, a general one that leaves its result in room_.
  // Each gives (lo, hi, failed as a number).
  struct Outcome3 {
    IrValue lo, hi, failed;
  };
  template <class Short, class General>
  Outcome3 two_ways(IrValue exact_operands, Short short_way, General general_way) {
    if (is_true(exact_operands)) return short_way();
    if (is_false(exact_operands)) return general_result(general_way);
    const IrBlock on_short = ir_.block();
    const IrBlock on_general = ir_.block();
    const IrBlock after = ir_.block();
    ir_.branch_if(exact_operands, on_short, on_general);
    ir_.enter(on_short);
    const Outcome3 a = short_way();
    const IrBlock short_end = ir_.here();
    ir_.branch(after);
    ir_.enter(on_general);
    const Outcome3 b = general_result(general_way);
    const IrBlock general_end = ir_.here();
    ir_.branch(after);
    ir_.enter(after);
    Outcome3 merged{};
    for (IrValue Outcome3::* part : {&Outcome3::lo, &Outcome3::hi, &Outcome3::failed}) {
      merged.*part = ir_.phi();
      Ir::come_from(merged.*part, a.*part, short_end);
      Ir::come_from(merged.*part, b.*part, general_end);
    }
    return merged;
  }
  template <class General>
  Outcome3 general_result(General general_way) {
    const IrValue failed = general_way();
    return {ir_.load(room_), ir_.load(ir_.at(room_, 1)), failed};
  }
  // An exact result, kNoLow where it failed, within the type's limits.
  Outcome3 exact_outcome(const Node& node, IrValue number) {
    const Limits limits = limits_of(node.type);
    const IrValue failed = any(ir_.less(number, ir_.number(limits.low)), ir_.less(ir_.number(limits.high), number));
    return {choose(failed, ir_.number(limits.whole.lo), number), choose(failed, ir_.number(limits.whole.hi), number),
            ir_.as_number(failed)};
  }
  Emitted fallible(const Outcome3& outcome) {
    add_failure(ir_.unequal(outcome.failed, zero_));
    return {outcome.lo, outcome.hi, std::nullopt};
  }
  IrValue call_on_bounds(const char* symbol, const Emitted& a, const Emitted& b, std::int64_t type) {
    return ir_.call(symbol, {a.lo, a.hi, b.lo, b.hi, ir_.number(type), room_});
  }

  Emitted decimal(const Node& node, const char* on_bounds, const char* on_exact, std::int64_t type) {
    const Emitted& a = operand(node, 0);
    const Emitted& b = operand(node, 1);
    return fallible(two_ways(
        all(is_exact(a), is_exact(b)), [&] { return exact_outcome(node, ir_.call(on_exact, {a.lo, b.lo})); },
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
        is_exact(a), [&] { return exact_outcome(node, ir_.call(kExactRescale, {a.lo, numerator, denominator})); },
        [&] { return ir_.call(kRescale, {a.lo, a.hi, numerator, denominator, ir_.number(packed(node.type)), room_}); }));
  }

  // ---- calendar ------------------------------------------------------------------------------------------------------
  Emitted months_later(const Node& node) {
    const Emitted& date = operand(node, 0);
    const Emitted& months = operand(node, 1);
    const Outcome3 outcome = two_ways(
        all(is_exact(date), is_exact(months)),
        [&] {
          const IrValue day = ir_.call(kPlusMonths, {date.lo, months.lo});
          return Outcome3{day, day, zero_};
        },
        [&] { return call_on_bounds(kMonthsLater, date, months, 0); });
    return {outcome.lo, outcome.hi, std::nullopt};
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
    return {day_later(date.lo, days.lo, kNoLow), day_later(date.hi, days.hi, kNoHigh), std::nullopt};
  }

  Emitted days_of_months(const Emitted& months) {
    const Outcome3 outcome = general_result([&] { return call_on_bounds(kDaysOfMonths, months, months, 0); });
    return {outcome.lo, outcome.hi, std::nullopt};
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
          return Outcome3{count, count, zero_};
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
    const IrValue open = any(may_run_back, any(ir_.equal(from.lo, ir_.number(kNoLow)), ir_.equal(to.hi, ir_.number(kNoHigh))));
    const IrValue fewest = choose(may_run_back, zero_, in_millionths(ir_.sub(to.lo, from.hi)));
    const IrValue most = choose(open, ir_.number(kNoHigh), in_millionths(ir_.sub(to.hi, from.lo)));
    const Value whole = limits_of(node.type).whole;
    return {choose(failed, ir_.number(whole.lo), fewest), choose(failed, ir_.number(whole.hi), most), std::nullopt};
  }

  // ---- a planted fault -----------------------------------------------------------------------------------------------
  IrValue changed(IrValue bound) {
    const IrValue other = ir_.differ(bound, ir_.number(std::int64_t{1} << 22));
    return choose(any(ir_.equal(bound, ir_.number(kNoLow)), ir_.equal(bound, ir_.number(kNoHigh))), zero_, other);
  }
  Emitted corrupt(const Emitted& value, TypeKind kind) {
    if (value.constant) return constant(corrupted(*value.constant, kind), kind);
    if (kind == TypeKind::truth) return yes_or_no(ir_.unequal(ir_.both(value.lo, ir_.number(kMayBeNo)), zero_));
    if (kind == TypeKind::choice) return bits(choose(ir_.equal(value.lo, ir_.number(1)), ir_.number(2), ir_.number(1)));
    return {changed(value.lo), changed(value.hi), std::nullopt};
  }

  Ir& ir_;
  const Program& program_;
  std::optional<Op> planted_;
  std::vector<std::uint8_t> needed_;
  std::vector<Emitted> emitted_;  // parallel to nodes
  IrValue values_ = nullptr;
  IrValue recorded_ = nullptr;
  IrValue room_ = nullptr;
  IrValue zero_ = nullptr;
  IrValue failure_word_ = nullptr;
  std::int64_t failures_ = 0;
};

}  // namespace

void emit_case(Ir& ir, const char* name, const Program& program, std::span<const NodeId> outputs,
               std::span<const NodeId> fallible, std::optional<Op> planted) {
  CaseEmitter(ir, program, planted).emit(name, outputs, fallible);
}

}  // namespace precept::native
