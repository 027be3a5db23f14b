// Operations over records in native code, on Programs written out by hand; random ones are in engines_test.cpp. And what the
// word path says of them.
#include <gtest/gtest.h>

#include "runtime/interpret/interpret.hpp"
#include "runtime/program/verify.hpp"
#include "tests/interpret/allocations.hpp"
#include "tests/native/engines.hpp"

namespace precept::testing {
namespace {

Type of(TypeKind kind, std::uint32_t record = 0) {
  Type type;
  type.kind = kind;
  type.record = RecordId{record};
  return type;
}

Field field_of(const char* name, Type type, Value whole) {
  Field field;
  field.name = name;
  field.words = name;
  field.type = type;
  field.whole = whole;
  return field;
}

// Visits with a limit, two dates and a list of plain counts.
class Visits {
 public:
  Visits() {
    program.records = {{"", "", {field_of("it", of(TypeKind::count), {0, kNoHigh})}, 0},
                       {"visit",
                        "visit",
                        {field_of("limit", of(TypeKind::count), {0, kNoHigh}),
                         field_of("from", of(TypeKind::date), kUnbounded), field_of("until", of(TypeKind::date), kUnbounded),
                         field_of("amounts", of(TypeKind::list, 0), {})},
                        1}};
    Fact visits;
    visits.name = "visits";
    visits.words = "visits";
    visits.type = of(TypeKind::list, 1);
    program.facts = {visits};
    Scope visit;
    visit.fact = FactId{0};
    visit.record = RecordId{1};
    Scope amount;
    amount.parent = kVisit;
    amount.owner = kVisit;
    amount.field = 3;
    program.scopes = {visit, amount};
  }

  NodeId add(Op op, TypeKind kind, std::vector<NodeId> operands, ScopeId scope, ScopeId list = {}, std::uint32_t field = 0) {
    Node node;
    node.op = op;
    node.type = of(kind);
    node.operands = std::move(operands);
    node.scope = scope;
    node.list = list;
    node.field = field;
    if (list != ScopeId{}) node.body = record_body(program, node);
    program.nodes.push_back(node);
    return NodeId{static_cast<std::uint32_t>(program.nodes.size() - 1)};
  }
  NodeId yes() {
    Node node;
    node.constant = truth_value(Truth::yes);
    program.nodes.push_back(node);
    return NodeId{static_cast<std::uint32_t>(program.nodes.size() - 1)};
  }

  NodeId number(std::int64_t number) {
    Node node;
    node.type = of(TypeKind::count);
    node.constant = {number * kOne, number * kOne};
    program.nodes.push_back(node);
    return NodeId{static_cast<std::uint32_t>(program.nodes.size() - 1)};
  }

  // Makes a number an output.
  void allow(NodeId quantity) {
    if (program.rules.empty()) program.rules.emplace_back();
    program.rules[0].allows.emplace_back().quantity = quantity;
  }

  void visit(CaseFacts& facts, std::int64_t limit, Value from, Value until, const std::vector<std::int64_t>& amounts) const {
    Records& visits = facts.lists[0];
    const std::uint32_t record = add_record(visits, program, RecordId{1});
    document_field(visits, program, RecordId{1}, record, 0, {limit * kOne, limit * kOne});
    document_field(visits, program, RecordId{1}, record, 1, from);
    document_field(visits, program, RecordId{1}, record, 2, until);
    visits.complete = true;
    Records& inner = visits.nested[record];
    inner.documented = inner.complete = true;
    for (const std::int64_t amount : amounts) {
      const std::uint32_t added = add_record(inner, program, RecordId{0});
      document_field(inner, program, RecordId{0}, added, 0, {amount * kOne, amount * kOne});
    }
  }

  static constexpr ScopeId kCase{0}, kVisit{1}, kAmount{2};
  Program program;
};

// How many visits have an amount above their own limit: 5 of 3 and 9 of 8, but not 2 of 2.
TEST(Lists, AreReadWithinTheRecordsAroundThem) {
  Visits made;
  const NodeId limit = made.add(Op::field, TypeKind::count, {}, Visits::kVisit);
  const NodeId amount = made.add(Op::field, TypeKind::count, {}, Visits::kAmount);
  const NodeId above = made.add(Op::less, TypeKind::truth, {limit, amount}, Visits::kAmount);
  const NodeId some = made.add(Op::list_some, TypeKind::truth, {above}, Visits::kVisit, Visits::kAmount);
  const NodeId count = made.add(Op::list_count, TypeKind::count, {some}, Visits::kCase, Visits::kVisit);
  made.allow(count);
  CaseFacts facts = undocumented_facts(made.program);
  made.visit(facts, 3, kUnbounded, kUnbounded, {1, 5});
  made.visit(facts, 2, kUnbounded, kUnbounded, {2});
  made.visit(facts, 4, kUnbounded, kUnbounded, {});
  made.visit(facts, 8, kUnbounded, kUnbounded, {7, 8, 9});
  const std::vector<Trace> native = run_single(made.program, {facts});
  EXPECT_EQ(difference(made.program, interpreted(made.program, {facts}), native), "");
  EXPECT_EQ(native[0].values[count.index], (Value{2 * kOne, 2 * kOne}));
}

// Spans that run backwards, in the second and third visit, are one error of one operation.
TEST(Lists, OfFailingRecordsMakeTheirOperationFailOnce) {
  Visits made;
  const NodeId all = made.yes();
  const NodeId from = made.add(Op::field, TypeKind::date, {}, Visits::kVisit, {}, 1);
  const NodeId until = made.add(Op::field, TypeKind::date, {}, Visits::kVisit, {}, 2);
  const NodeId days = made.add(Op::whole_days, TypeKind::count, {from, until}, Visits::kVisit);
  const NodeId sum = made.add(Op::list_sum, TypeKind::count, {all, days}, Visits::kCase, Visits::kVisit);
  CaseFacts facts = undocumented_facts(made.program);
  made.visit(facts, 1, {10, 10}, {13, 13}, {});
  CaseFacts sound = facts;
  made.visit(facts, 1, {13, 13}, {10, 10}, {});
  made.visit(facts, 1, {15, 15}, {10, 10}, {});
  // Nobody asks for the sum: an error of the case is one all the same.
  EXPECT_EQ(run_single(made.program, {facts, sound})[0].failed, std::vector<NodeId>{days});
  EXPECT_TRUE(run_single(made.program, {sound})[0].failed.empty());
  made.allow(sum);
  const std::vector<CaseFacts> cases = {facts, sound, facts};
  const std::vector<Trace> native = run_single(made.program, cases);
  EXPECT_EQ(difference(made.program, interpreted(made.program, cases), native), "");
  EXPECT_EQ(native[0].values[sum.index], (Value{3 * kOne, kNoHigh}));
  EXPECT_EQ(native[1].values[sum.index], (Value{3 * kOne, 3 * kOne}));
}

// What is nowhere evaluated, since no loop needs it, takes a bit of the failures and no other's.
TEST(Lists, LeaveOutWhatNoRecordNeeds) {
  Visits made;
  const NodeId from = made.add(Op::field, TypeKind::date, {}, Visits::kVisit, {}, 1);
  const NodeId until = made.add(Op::field, TypeKind::date, {}, Visits::kVisit, {}, 2);
  made.add(Op::whole_days, TypeKind::count, {from, until}, Visits::kVisit);
  Node late;
  late.op = Op::constant;
  late.type = of(TypeKind::date);
  late.constant = {9, 9};
  made.program.nodes.push_back(late);
  late.constant = {8, 8};
  made.program.nodes.push_back(late);
  const NodeId backwards = made.add(Op::whole_days, TypeKind::count, {NodeId{3}, NodeId{4}}, Visits::kCase);
  CaseFacts facts = undocumented_facts(made.program);
  made.visit(facts, 1, {13, 13}, {10, 10}, {});
  EXPECT_EQ(run_single(made.program, {facts})[0].failed, std::vector<NodeId>{backwards});
}

// Sums and counts keep no candidates.
TEST(Lists, AreAddedUpWithoutAllocation) {
  Visits made;
  const NodeId all = made.yes();
  const NodeId amount = made.add(Op::field, TypeKind::count, {}, Visits::kAmount);
  const NodeId sum = made.add(Op::list_sum, TypeKind::count, {all, amount}, Visits::kVisit, Visits::kAmount);
  made.allow(made.add(Op::list_sum, TypeKind::count, {all, sum}, Visits::kCase, Visits::kVisit));
  CaseFacts facts = undocumented_facts(made.program);
  for (std::int64_t i = 0; i < 10; ++i) made.visit(facts, 1, kUnbounded, kUnbounded, {i, 2 * i});
  const auto compiled = native_engine().compile(made.program, {});
  ASSERT_NE(compiled.code, nullptr) << compiled.error;
  Trace trace;
  compiled.code->evaluate(facts, trace);
  const long before = allocations();
  compiled.code->evaluate(facts, trace);
  EXPECT_EQ(allocations(), before);
  EXPECT_EQ(trace.values.back(), (Value{135 * kOne, 135 * kOne}));
  // The bare function, as a caller of many cases uses it.
  std::vector<Value> nodes(made.program.nodes.size());
  std::uint64_t failures = ~std::uint64_t{0};
  const native::CaseLists lists = compiled.code->lists_of(facts);
  compiled.code->case_function()(facts.values.data(), facts.recorded.data(), nodes.data(), &failures, &lists);
  EXPECT_EQ(nodes.back(), trace.values.back());
  EXPECT_EQ(failures, 0u);
}

// As many operations as native code takes, a loop with a body for every dozen.
TEST(Lists, OfTheLargestProgramsAreTaken) {
  Visits made;
  const NodeId limit = made.add(Op::field, TypeKind::count, {}, Visits::kVisit);
  std::vector<NodeId> counts;
  while (made.program.nodes.size() + 12 <= native::kNativeNodesMax) {
    std::vector<NodeId> above;
    for (int i = 0; i < 5; ++i) {
      const NodeId number = made.number(static_cast<std::int64_t>(counts.size()) * 5 + i);
      above.push_back(made.add(Op::less, TypeKind::truth, {number, limit}, Visits::kVisit));
    }
    const NodeId any = made.add(Op::disjunction, TypeKind::truth, above, Visits::kVisit);
    counts.push_back(made.add(Op::list_count, TypeKind::count, {any}, Visits::kCase, Visits::kVisit));
    made.allow(counts.back());
  }
  CaseFacts facts = undocumented_facts(made.program);
  made.visit(facts, 17, kUnbounded, kUnbounded, {});
  made.visit(facts, 13, kUnbounded, kUnbounded, {});
  const std::vector<Trace> native = run_single(made.program, {facts});
  ASSERT_EQ(native.size(), 1u);
  EXPECT_EQ(native[0].values[counts[2].index].lo, 2 * kOne);
  EXPECT_EQ(native[0].values[counts[3].index].lo, 1 * kOne);  // 15 and above
  EXPECT_EQ(native[0].values[counts[4].index].lo, 0);
  EXPECT_EQ(difference(made.program, interpreted(made.program, {facts}), native), "");
}

TEST(Lists, AreListedTheSameTwice) {
  const Program program = random_program(3, 60, Lists::yes);
  std::string error;
  const std::string first = native_engine().listing(program, native::Listing::llvm, error);
  EXPECT_NE(first.find("precept_case_list_0"), std::string::npos) << error;
  EXPECT_EQ(native_engine().listing(program, native::Listing::llvm, error), first);
}

TEST(Words, RefuseOperationsOverLists) {
  Visits made;
  const NodeId all = made.yes();
  const NodeId some = made.add(Op::list_some, TypeKind::truth, {all}, Visits::kCase, Visits::kVisit);
  const NodeId not_some = made.add(Op::negation, TypeKind::truth, {some}, Visits::kCase);
  const NodeId no = made.add(Op::negation, TypeKind::truth, {all}, Visits::kCase);
  EXPECT_TRUE(words_take(made.program));  // nobody asks for anything yet
  made.allow(made.add(Op::list_count, TypeKind::count, {all}, Visits::kCase, Visits::kVisit));
  EXPECT_FALSE(words_take(made.program));
  const native::WordPlan refused = native::plan_words(made.program, std::vector{not_some});
  EXPECT_NE(refused.refused.find("records of a list"), std::string::npos);
  EXPECT_TRUE(refused.leaves.empty() && refused.glue.empty());
  const auto glue = native_engine().compile_glue(refused, {});
  EXPECT_EQ(glue.code, nullptr);
  EXPECT_EQ(glue.error, refused.refused);
  // Of the same library, what needs no list is planned.
  const native::WordPlan plan = native::plan_words(made.program, std::vector{no});
  EXPECT_EQ(plan.refused, "");
  EXPECT_EQ(plan.glue.size(), 2u);
}

// What may fail is planned though nobody asks for it; what may fail within a record has no column to read.
TEST(Words, RefuseWhatMayFailWithinARecord) {
  Visits made;
  const NodeId limit = made.add(Op::field, TypeKind::count, {}, Visits::kVisit);
  made.add(Op::add, TypeKind::count, {limit, limit}, Visits::kVisit);
  const NodeId all = made.yes();
  const native::WordPlan plan = native::plan_words(made.program, std::vector{all});
  EXPECT_NE(plan.refused, "");
  EXPECT_TRUE(plan.leaves.empty());
}

}  // namespace
}  // namespace precept::testing
