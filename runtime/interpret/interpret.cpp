// The reference interpreter: each node once, in the Program's order, into the Trace.
// What an operation means is said in comparisons.hpp, arithmetic.hpp and dates.hpp; here is which one a node asks for.
// Never here: short cuts; every node is evaluated, so that the trace is whole and an error is the same in every engine.
#include "runtime/interpret/interpret.hpp"

#include <algorithm>
#include <cassert>

#include "runtime/interpret/arithmetic.hpp"
#include "runtime/interpret/comparisons.hpp"
#include "runtime/interpret/dates.hpp"
#include "runtime/interpret/lists.hpp"

namespace precept {
namespace {

namespace is = interpreting;

constexpr std::size_t kListOperandsMax = 3;

class Interpreter {
 public:
  Interpreter(const Program& program, const CaseFacts& facts, Trace& trace)
      : program_(program), facts_(facts), values_(trace.values.data()), failed_(trace.failed), at_(program.scopes.size()) {}

  // After each node `after(node, value)` may change its value; in all that ships it does nothing.
  template <class After>
  void run(After after) {
    if (!program_.scopes.empty()) return run_with_records(after);
    const auto nodes = static_cast<std::uint32_t>(program_.nodes.size());
    for (std::uint32_t index = 0; index < nodes; ++index) {
      const Node& node = program_.nodes[index];
      values_[index] = evaluate(node, NodeId{index});
      after(node, values_[index]);
    }
  }

  // The same of a Program with loops; apart, so that those without are not slower for it.
  template <class After>
  [[gnu::noinline]] void run_with_records(After after) {
    const auto nodes = static_cast<std::uint32_t>(program_.nodes.size());
    for (std::uint32_t index = 0; index < nodes; ++index) {
      const Node& node = program_.nodes[index];
      if (node.scope != ScopeId{}) {  // evaluated for each record, by the list operation that needs it
        values_[index] = {};
        continue;
      }
      values_[index] = is_list_operation(node.op) ? list_operation(node, NodeId{index}, after) : evaluate(node, NodeId{index});
      after(node, values_[index]);
    }
    std::sort(failed_.begin(), failed_.end());
    failed_.erase(std::unique(failed_.begin(), failed_.end()), failed_.end());
  }

  // The records of a loop, whose scopes around stand at a record each.
  const Records& records_of(ScopeId list) const {
    const Scope& scope = program_.scope(list);
    if (scope.fact) return facts_.lists[program_.fact(*scope.fact).list];
    const At& owner = at_[scope.owner.index - 1];
    const RecordType& type = program_.record(program_.scope(scope.owner).record);
    return owner.records->nested[std::size_t{owner.record} * type.lists + type.fields[scope.field].list];
  }

  // Each record in turn: what the operation needs of it is in `values_` when `visit` is called.
  template <class After, class Visit>
  void each_record(const Node& node, After after, Visit visit) {
    const Records& records = records_of(node.list);
    for (std::uint32_t record = 0; record < records.count; ++record) {
      at_[node.list.index - 1] = {&records, record};
      for (const NodeId id : node.body) {
        const Node& inner = program_.node(id);
        values_[id.index] = is_list_operation(inner.op) ? list_operation(inner, id, after) : evaluate(inner, id);
        after(inner, values_[id.index]);
      }
      visit(record);
    }
  }

  // A node of a scope that stands at a record.
  Value at_record(const Node& node, NodeId id) {
    return is_list_operation(node.op) ? list_operation(node, id, [](const Node&, Value&) {}) : evaluate(node, id);
  }

  void keep_records() { keeps_records_ = true; }

  void stand_at(ScopeId list, std::uint32_t record) { at_[list.index - 1] = {&records_of(list), record}; }

 private:
  struct At {
    const Records* records = nullptr;
    std::uint32_t record = 0;
  };

  template <class After>
  [[gnu::noinline]] Value list_operation(const Node& node, NodeId id, After after) {
    const Records& records = records_of(node.list);
    if (node.op == Op::list_documented) return truth_value(records.documented ? Truth::yes : Truth::no);
    if (node.op == Op::list_exact)
      return truth_value(is::list_is_exact(program_, program_.scope(node.list).record, records) ? Truth::yes : Truth::no);
    is::ListTotal total(program_, node);
    each_record(node, after, [&](std::uint32_t) {
      Value operands[kListOperandsMax];
      for (std::size_t place = 0; place < node.operands.size(); ++place) operands[place] = operand(node, place);
      total.add(operands);
    });
    if (!keeps_records_)
      for (const NodeId inner : node.body) values_[inner.index] = {};
    return or_failed(total.finish(records.complete), node, id);
  }

  const Value& field_value(const Node& node, bool recorded) const {
    const At& at = at_[node.scope.index - 1];
    const std::size_t fields = program_.record(program_.scope(node.scope).record).fields.size();
    return (recorded ? at.records->recorded : at.records->values)[std::size_t{at.record} * fields + node.field];
  }

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
      case Op::code_in:
        return truth_value(is::code_in(a(), program_.code_list(node.codes)));
      case Op::code_equal:
        return truth_value(is::code_equal(a(), b()));
      case Op::pick:
        return is::pick(all(), kind);
      case Op::field:
        return field_value(node, false);
      case Op::field_recorded:
        return field_value(node, true);
      case Op::list_some:  // list_operation()
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
    return {};
  }

  const Program& program_;
  const CaseFacts& facts_;
  Value* values_;
  std::vector<NodeId>& failed_;
  bool keeps_records_ = false;
  std::vector<At> at_;  // by scope: the record that it stands at
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
  if (kind == TypeKind::code) return value == kUnknownCode ? Value{0, 0} : kUnknownCode;
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

Trace interpret_keeping_records(const Program& program, const CaseFacts& facts) {
  Trace trace;
  trace.values.resize(program.nodes.size());
  Interpreter interpreter(program, facts, trace);
  interpreter.keep_records();
  interpreter.run([](const Node&, Value&) {});
  return trace;
}

void visit_records(const Program& program, const CaseFacts& facts, NodeId list_operation, const std::vector<std::uint32_t>& around,
                   const std::function<void(std::uint32_t record, const Value* values)>& visit) {
  Trace trace;
  trace.values.resize(program.nodes.size());
  Interpreter interpreter(program, facts, trace);
  const auto nothing_after = [](const Node&, Value&) {};
  interpreter.run(nothing_after);
  std::vector<ScopeId> scopes;  // around the list's own, innermost first
  for (ScopeId scope = program.node(list_operation).scope; scope != ScopeId{}; scope = program.scope(scope).parent)
    scopes.push_back(scope);
  assert(scopes.size() == around.size());
  for (std::size_t place = 0; place < around.size(); ++place) interpreter.stand_at(scopes[scopes.size() - 1 - place], around[place]);
  for (std::uint32_t index = 0; index < program.nodes.size(); ++index) {  // what is read of the records around
    const Node& node = program.nodes[index];
    if (std::find(scopes.begin(), scopes.end(), node.scope) != scopes.end() && index < list_operation.index)
      trace.values[index] = interpreter.at_record(node, NodeId{index});
  }
  interpreter.each_record(program.node(list_operation), nothing_after,
                          [&](std::uint32_t record) { visit(record, trace.values.data()); });
}

Trace interpret(const Program& program, const CaseFacts& facts) {
  Trace trace;
  interpret_into(program, facts, trace);
  return trace;
}

}  // namespace precept
