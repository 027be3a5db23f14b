// The trace as a whole: every node is in it, failures in order, nothing allocated, the same from any thread; and which of
// its nodes every engine must give.
#include "runtime/interpret/trace.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/interpret/allocations.hpp"
#include "tests/interpret/built_case.hpp"

namespace precept {
namespace {

TEST(Trace, FailuresAreInOrderAndAllIsEvaluated) {
  BuiltCase built;
  const NodeId zero = built.constant(kSignedType, 0);
  const NodeId first = built.apply(Op::divide, kSignedType, {zero, zero});
  const NodeId on_it = built.apply(Op::add, kSignedType, {first, zero});
  const NodeId asked = built.ask(Op::less, {on_it, zero});
  const NodeId second = built.apply(Op::divide, kNumberType, {on_it, zero});
  const NodeId either = built.ask(Op::disjunction, {built.truth(Truth::yes), asked});
  built.run();
  EXPECT_EQ(built.trace.failed, (std::vector<NodeId>{first, second}));
  EXPECT_EQ(built.trace.values.size(), built.program.nodes.size());
  EXPECT_EQ(built.trace.values[first.index], kUnbounded);
  EXPECT_EQ(built.trace.values[on_it.index], kUnbounded);
  EXPECT_EQ(built.trace.truth(asked), Truth::undocumented);
  EXPECT_EQ(built.trace.values[second.index], (Value{0, kNoHigh}));
  EXPECT_EQ(built.trace.truth(either), Truth::yes);
}

TEST(Trace, ATraceIsUsedAgainWithoutLeftovers) {
  BuiltCase failing;
  const NodeId zero = failing.constant(kSignedType, 0);
  failing.apply(Op::divide, kSignedType, {zero, zero});
  failing.run();
  ASSERT_EQ(failing.trace.failed.size(), 1u);
  BuiltCase other;
  const NodeId yes = other.truth(Truth::yes);
  interpret_into(other.program, other.facts, failing.trace);
  EXPECT_TRUE(failing.trace.failed.empty());
  EXPECT_EQ(failing.trace.values, (std::vector<Value>{truth_value(Truth::yes)}));
  EXPECT_EQ(failing.trace.truth(yes), Truth::yes);
  EXPECT_EQ(interpret(other.program, other.facts).values, failing.trace.values);
}

// One node of each operation, failing ones among them.
BuiltCase one_of_each() {
  BuiltCase built;
  const NodeId a = built.fact(kSignedType, {1, 5}), b = built.fact(kSignedType, {2, 2}),
               zero = built.constant(kSignedType, 0);
  const NodeId from = built.date("2000-01"), to = built.date("2014-02-28"), months = built.months(24), days = built.days(7);
  const NodeId truth = built.truth(Truth::undocumented), choice = built.fact(kChoiceType, {6, 0});
  const NodeId code = built.fact(Type{TypeKind::code, {}, {}, false}, {1, 1});
  built.program.systems.push_back({"system", {"A", "B"}});
  built.program.code_lists.push_back({"list", "list", SystemId{0}, {"A"}, {1}});
  for (const OperatorRow& row : kOperators) {
    if (needs_records(row.op)) continue;
    const std::size_t operands = row.arity == kManyOperands ? 3 : static_cast<std::size_t>(row.arity);
    std::vector<NodeId> list(operands, a);
    Type type = kSignedType;
    if (row.operands == OperandClass::truth) list.assign(operands, truth);
    if (row.operands == OperandClass::choice) list.assign(operands, choice);
    if (row.operands == OperandClass::code) list.assign(operands, code);
    if (row.operands == OperandClass::pairs) list = {truth, a, b};
    if (row.operands == OperandClass::date) list = {from, to};
    if (row.operands == OperandClass::date_months) list = {from, months};
    if (row.operands == OperandClass::date_days) list = {from, days};
    if (row.operands == OperandClass::duration) list = {months};
    if (row.operands == OperandClass::ordered && operands > 1) list[1] = b;
    if (row.op == Op::divide) list[1] = zero;
    if (row.result == ResultClass::truth) type = kTruthType;
    if (row.result == ResultClass::date) type = kDateType;
    if (row.result == ResultClass::days) type = kDaysType;
    if (row.result == ResultClass::count) type = kCountType;
    const NodeId node = built.apply(row.op, type, list);
    if (row.op == Op::choice_in) built.program.nodes[node.index].members = 2;
    if (row.op == Op::at_least) built.program.nodes[node.index].quantity = 2;
  }
  return built;
}

TEST(Trace, NothingIsAllocatedOnceItHasGrown) {
  BuiltCase built = one_of_each();
  built.run();
  ASSERT_EQ(built.trace.failed.size(), 1u);
  const long before = allocations();
  for (int time = 0; time < 100; ++time) built.run();
  EXPECT_EQ(allocations(), before);
  built.trace = Trace{};
  built.run();
  EXPECT_GT(allocations(), before);  // and they are counted
}

TEST(Trace, IsTheSameFromAnyThread) {
  const BuiltCase built = one_of_each();
  const Trace expected = interpret(built.program, built.facts);
  std::atomic<int> different{0};
  std::vector<std::thread> threads;
  for (int index = 0; index < 4; ++index)
    threads.emplace_back([&] {
      Trace trace;
      for (int time = 0; time < 2000; ++time) {
        interpret_into(built.program, built.facts, trace);
        if (trace.values != expected.values || trace.failed != expected.failed) ++different;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(different, 0);
}

// ---- the nodes that every engine must give ---------------------------------------------------------------------------
TEST(TraceOutputs, AreConditionsWhatIsBelowThemAndTheirSubjects) {
  BuiltCase built;
  const NodeId from = built.date("2000-01-18"), to = built.date("2014-02-28"), years = built.months(24);
  const NodeId limit = built.apply(Op::limit_months, kDateType, {from, years});
  const NodeId recent = built.ask(Op::less_equal, {to, limit});
  const NodeId goal = built.truth(Truth::yes), prior = built.truth(Truth::no);
  const NodeId not_prior = built.ask(Op::negation, {prior});
  const NodeId all = built.ask(Op::conjunction, {recent, goal, not_prior});
  const NodeId unused = built.ask(Op::negation, {goal});
  const NodeId surgery = built.truth(Truth::no), avoidable = built.truth(Truth::no), effective = built.truth(Truth::yes);
  const NodeId applies = built.truth(Truth::yes), when = built.truth(Truth::yes), rebutted = built.truth(Truth::no);
  const NodeId six = built.constant(kCountType, 6 * kOne), two = built.constant(kCountType, 2 * kOne);
  const NodeId twelve = built.apply(Op::multiply, kCountType, {six, two});
  const NodeId weeks = built.days(56), as_of = built.date("2013-01-01");

  Criterion one, other;
  one.condition = one.effective = all;
  other.condition = surgery;
  other.unless = avoidable;
  other.effective = effective;
  built.program.criteria = {one, other};
  Rule rule;
  rule.applies = applies;
  GrantLine allows, never;
  allows.quantity = twelve;
  allows.when = when;
  never.within = weeks;
  rule.allows = {allows};
  rule.never_more = {never};
  built.program.rules = {rule};
  Policy policy;
  policy.as_of = as_of;
  Consulted consulted;
  consulted.unless = rebutted;
  policy.steps = {{{consulted}}};
  built.program.policies = {policy};

  const std::vector<NodeId> wanted = {to,        limit,     recent,  goal, prior,    not_prior, all,   surgery,
                                      avoidable, effective, applies, when, rebutted, twelve,    weeks, as_of};
  EXPECT_EQ(trace_outputs(built.program), wanted);
  (void)unused;
}

TEST(TraceOutputs, OfNothingAreNone) { EXPECT_TRUE(trace_outputs(Program{}).empty()); }

}  // namespace
}  // namespace precept
