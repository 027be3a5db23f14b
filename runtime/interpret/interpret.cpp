// The reference interpreter: each node once, in the Program's order, into the Trace.
// What an operation means is said in comparisons.hpp, arithmetic.hpp and dates.hpp; here is which one a node asks for.
// Never here: short cuts; every node is evaluated, so that the trace is whole and an error is the same in every engine.
#include "runtime/interpret/interpret.hpp"

#include <cassert>

#include "runtime/interpret/arithmetic.hpp"
#include "runtime/interpret/comparisons.hpp"
#include "runtime/interpret/dates.hpp"

namespace precept {
namespace {

namespace is = interpreting;

class Interpreter {
 public:
  Interpreter(const Program& program, const CaseFacts& facts, Trace& trace)
      : program_(program), facts_(facts), values_(trace.values.data()), failed_(trace.failed) {}

  // After each node `after(node, value)` may change its value; in all that ships it does nothing.
  template <class After>
  void run(After after) {
    const auto nodes = static_cast<std::uint32_t>(program_.nodes.size());
    for (std::uint32_t index = 0; index < nodes; ++index) {
      const Node& node = program_.nodes[index];
      values_[index] = evaluate(node, NodeId{index});
      after(node, values_[index]);
    }
  }

 private:
  const Value& operand(const Node& node, std::size_t place) const { return values_[node.operands[place].index]; }
  const Type& type_of_operand(const Node& node, std::size_t place) const { return program_.node(node.operands[place]).type; }

  // A failed node goes on as its type's unbounded value, so that the rest of the trace is whole.
  Value or_failed(const is::Result& result, const Node& node, NodeId id) {
    if (result) return *result;
    failed_.push_back(id);
    return is::unbounded(node.type);
  }

  // What a quotient may be whose divisor may be 0.
  Value undocumented_quotient(const Node& node) const {
    const bool is_signed = node.type.is_signed || type_of_operand(node, 0).is_signed || type_of_operand(node, 1).is_signed;
    return is_signed ? kUnbounded : Value{0, kNoHigh};
  }

  // Inlined into the loop, which is a third faster for it.
  [[gnu::always_inline]] inline Value evaluate(const Node& node, NodeId id) {
    const auto a = [&]() -> const Value& { return operand(node, 0); };
    const auto b = [&]() -> const Value& { return operand(node, 1); };
    const auto c = [&]() -> const Value& { return operand(node, 2); };
    const auto all = [&] { return is::Operands(values_, node.operands); };
    const auto checked = [&](const is::Result& result) { return or_failed(result, node, id); };
    const TypeKind kind = node.type.kind;
    switch (node.op) {
      case Op::fact:
        return facts_.values[node.fact.index];
      case Op::recorded:
        return facts_.recorded[node.fact.index];
      case Op::constant:
        return node.constant;
      case Op::negation:
        return truth_value(kleene_not(truth_of(a())));
      case Op::conjunction:
        return truth_value(is::conjunction(all()));
      case Op::disjunction:
        return truth_value(is::disjunction(all()));
      case Op::at_least:
        return truth_value(is::at_least(node.quantity, all()));
      case Op::truth_equal:
        return truth_value(kleene_is(truth_of(a()), truth_of(b())));
      case Op::less:
        return truth_value(is::less(a(), b()));
      case Op::less_equal:
        return truth_value(is::less_equal(a(), b()));
      case Op::equal:
        return truth_value(is::equal(a(), b()));
      case Op::between:
        return truth_value(is::between(a(), b(), c()));
      case Op::in_set:
        return truth_value(is::in_set(all(), type_of_operand(node, 0).kind));
      case Op::choice_equal:
        return truth_value(is::choice_equal(a(), b()));
      case Op::choice_in:
        return truth_value(is::choice_in(a(), node.members));
      case Op::documented:
        return truth_value(is::documented(a(), node.constant));
      case Op::exact:
        return truth_value(is::exact(a(), type_of_operand(node, 0).kind));
      case Op::add:
        return checked(is::add(a(), b(), kind));
      case Op::subtract:
        return checked(is::subtract(a(), b(), kind));
      case Op::multiply:
        return checked(is::multiply(a(), b(), kind));
      case Op::divide:
        return checked(is::divide(a(), b(), kind, undocumented_quotient(node)));
      case Op::negate:
        return is::negate(a());
      case Op::rescale:
        return checked(is::rescale(a(), node));
      case Op::add_months:
        return checked(is::add_months(a(), b()));
      case Op::add_days:
        return checked(is::add_days(a(), b()));
      case Op::limit_months:
        return is::limit_months(a(), b());
      case Op::limit_days:
        return is::limit_days(a(), b());
      case Op::months_as_days:
        return is::months_as_days(a());
      case Op::whole_years:
        return checked(is::whole_years(a(), b()));
      case Op::whole_months:
        return checked(is::whole_months(a(), b()));
      case Op::whole_days:
        return checked(is::whole_days(a(), b()));
    }
    return {};
  }

  const Program& program_;
  const CaseFacts& facts_;
  Value* values_;
  std::vector<NodeId>& failed_;
};

// ---- the planted fault: always another value ------------------------------------------------------------------------
Value corrupted_truth(const Value& value) {
  switch (truth_of(value)) {
    case Truth::yes:
      return truth_value(Truth::no);
    case Truth::no:
    case Truth::undocumented:
      return truth_value(Truth::yes);
  }
  return value;
}

Value corrupted_range(const Value& value, TypeKind kind) {
  if (value.lo != kNoLow) {
    const std::int64_t lo = value.lo + step_of(kind);
    return {lo, std::max(lo, value.hi)};
  }
  return {std::min<std::int64_t>(0, value.hi), value.hi};
}

Value corrupted(const Value& value, TypeKind kind) {
  if (kind == TypeKind::truth) return corrupted_truth(value);
  if (is_ordered(kind)) return corrupted_range(value, kind);
  return {value.lo == 1 ? 2 : 1, value.hi};
}

}  // namespace

void interpret_into(const Program& program, const CaseFacts& facts, Trace& trace, std::optional<Op> planted) {
  assert(facts.values.size() == program.facts.size() && facts.recorded.size() == program.facts.size());
  trace.values.resize(program.nodes.size());
  trace.failed.clear();
  Interpreter interpreter(program, facts, trace);
  if (!planted) {
    interpreter.run([](const Node&, Value&) {});
  } else {
    interpreter.run([&](const Node& node, Value& value) {
      if (node.op == *planted) value = corrupted(value, node.type.kind);
    });
  }
}

Trace interpret(const Program& program, const CaseFacts& facts) {
  Trace trace;
  interpret_into(program, facts, trace);
  return trace;
}

}  // namespace precept
