// Every operation against the oracle, on random small sets of values: truths must be exactly the union over all
// combinations of single values, ordered results exactly from the lowest to the highest.
#include <gtest/gtest.h>

#include <map>
#include <ostream>
#include <set>

#include "runtime/interpret/interpret.hpp"
#include "tests/interpret/oracle.hpp"

namespace precept {
namespace {

constexpr int kRoundsOfEachShape = 4000;

// A Program of facts, one for each operand, and the operation on them.
struct OneOperation {
  Program program;
  CaseFacts facts;
  NodeId result{};

  explicit OneOperation(const oracle::Shape& shape) {
    program.systems.push_back({"system", {"A", "B", "C", "D"}});
    program.code_lists.push_back({"list", "list", SystemId{0}, {"A", "C"}, {0b00101}});
    Node node = shape.node;
    const bool leaf = row_of(shape.op).arity == 0;
    for (std::uint32_t index = 0; index < shape.operands.size(); ++index) {
      Fact fact;
      fact.type = shape.operands[index];
      program.facts.push_back(fact);
      if (leaf) continue;
      Node operand;
      operand.op = Op::fact;
      operand.type = fact.type;
      operand.fact = FactId{index};
      node.operands.push_back(NodeId{index});
      program.nodes.push_back(operand);
    }
    result = NodeId{static_cast<std::uint32_t>(program.nodes.size())};
    program.nodes.push_back(node);
    facts.values.resize(shape.operands.size());
    facts.recorded.resize(shape.operands.size());
  }

  void set(const oracle::Shape& shape, const std::vector<Value>& operands) {
    facts.values = operands;
    facts.recorded = operands;
    if (shape.op == Op::fact) facts.recorded[0] = {77, 77};  // what is assumed is not what is recorded
    if (shape.op == Op::recorded) facts.values[0] = {77, 77};
    if (shape.op == Op::constant) program.nodes[result.index].constant = operands[0];
  }
};

struct Mismatch {
  int rounds = 0;
  int mismatches = 0;
  std::string first;
};

std::string written(Value value) {
  std::string text = " [";
  return text.append(std::to_string(value.lo)).append(", ").append(std::to_string(value.hi)).append("]");
}

Mismatch compare(const oracle::Shape& shape, int rounds, std::optional<Op> planted) {
  OneOperation one(shape);
  std::mt19937_64 random(static_cast<std::uint64_t>(shape.op) * 1000 + shape.operands.size());
  Mismatch result;
  Trace trace;
  for (; result.rounds < rounds; ++result.rounds) {
    std::vector<Value> operands;
    for (const Type& type : shape.operands) operands.push_back(oracle::random_value(type, random));
    one.set(shape, operands);
    interpret_into(one.program, one.facts, trace, planted);
    const oracle::Expected expected = oracle::expected(shape, operands);
    const bool failed = !trace.failed.empty();
    const bool failed_itself = !failed || (trace.failed.size() == 1 && trace.failed[0] == one.result);
    const Value value = trace.values[one.result.index];
    if (value == expected.value && failed == expected.failed && failed_itself) continue;
    if (result.mismatches++ > 0) continue;
    result.first = std::string(row_of(shape.op).name) + " of";
    for (const Value& operand : operands) result.first += written(operand);
    result.first.append(failed ? " fails with" : " is").append(written(value));
    result.first.append(expected.failed ? ", not failed with" : ", not").append(written(expected.value));
  }
  return result;
}

TEST(Operators, EveryOneHasAShape) {
  std::set<Op> covered;
  for (const oracle::Shape& shape : oracle::all_shapes()) covered.insert(shape.op);
  for (const OperatorRow& row : kOperators)  // lists_test.cpp has an oracle of its own
    EXPECT_NE(covered.contains(row.op), needs_records(row.op)) << row.name << " is not compared with the oracle";
}

TEST(Operators, ShapesKeepToTheTable) {
  for (const oracle::Shape& shape : oracle::all_shapes()) {
    const OperatorRow& row = row_of(shape.op);
    EXPECT_EQ(shape.node.op, shape.op);
    if (row.arity > 0) {
      EXPECT_EQ(shape.operands.size(), static_cast<std::size_t>(row.arity)) << row.name;
    }
    if (row.result == ResultClass::truth) {
      EXPECT_EQ(shape.node.type.kind, TypeKind::truth) << row.name;
    }
  }
}

TEST(Operators, AgreeWithTheOracle) {
  std::map<Op, int> rounds;
  for (const oracle::Shape& shape : oracle::all_shapes()) {
    const Mismatch mismatch = compare(shape, kRoundsOfEachShape, std::nullopt);
    EXPECT_EQ(mismatch.mismatches, 0) << mismatch.first;
    rounds[shape.op] += mismatch.rounds;
  }
  for (const OperatorRow& row : kOperators)
    if (!needs_records(row.op)) {
      EXPECT_GE(rounds[row.op], kRoundsOfEachShape) << row.name;
    }
}

// Where the table says that an operation may fail it does in some round, and where it says that it is total it never does.
TEST(Operators, FailWhereTheTableSaysSo) {
  std::map<Op, int> failures;
  for (const oracle::Shape& shape : oracle::all_shapes()) {
    OneOperation one(shape);
    std::mt19937_64 random(7);
    for (int round = 0; round < 2000; ++round) {
      std::vector<Value> operands;
      for (const Type& type : shape.operands) operands.push_back(oracle::random_value(type, random));
      one.set(shape, operands);
      failures[shape.op] += interpret(one.program, one.facts).failed.empty() ? 0 : 1;
    }
  }
  for (const OperatorRow& row : kOperators)
    if (!needs_records(row.op)) {
      EXPECT_EQ(failures[row.op] > 0, row.strictness == Strictness::may_fail) << row.name << ": " << failures[row.op];
    }
}

// A fault in any one operation is found: each is planted, and this very comparison must see it.
TEST(Operators, AFaultPlantedInAnyOneIsFound) {
  for (const oracle::Shape& shape : oracle::all_shapes()) {
    const Mismatch mismatch = compare(shape, 200, shape.op);
    EXPECT_GT(mismatch.mismatches, 190) << row_of(shape.op).name;  // it changes every value but a few that have no bounds
  }
}

TEST(Operators, AFaultPlantedElsewhereChangesNothing) {
  for (const oracle::Shape& shape : oracle::all_shapes()) {
    if (row_of(shape.op).arity == 0) continue;
    const Op other = shape.op == Op::less ? Op::equal : Op::less;
    EXPECT_EQ(compare(shape, 50, other).mismatches, 0) << row_of(shape.op).name;
  }
}

}  // namespace
}  // namespace precept
