// Every engine against the reference interpreter, bit for bit, over random Programs and cases.
#include "tests/native/engines.hpp"

#include <gtest/gtest.h>

#include <set>

#include "runtime/interpret/interpret.hpp"

#include "runtime/program/verify.hpp"

namespace precept::testing {
namespace {

constexpr std::uint64_t kPrograms = 150;

TEST(RandomPrograms, AreSoundAndHoldEveryOperation) {
  std::set<Op> seen;
  std::set<Op> among_outputs;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const Program program = random_program(seed, 60, Lists::yes);
    ASSERT_EQ(verify(program), std::nullopt) << "seed " << seed;
    for (const Node& node : program.nodes) seen.insert(node.op);
    for (const NodeId id : trace_outputs(program))
      if (program.node(id).scope == ScopeId{}) among_outputs.insert(program.node(id).op);
  }
  EXPECT_EQ(seen.size(), kOperators.size());
  EXPECT_EQ(among_outputs.size(), kOperators.size() - 2);  // fields are a record's
}

TEST(RandomPrograms, OfListsAloneDoAllElseWithinRecords) {
  std::set<Op> within;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const Program program = random_program(seed, 60, Lists::alone);
    ASSERT_EQ(verify(program), std::nullopt) << "seed " << seed;
    for (const Node& node : program.nodes)
      if (node.scope != ScopeId{}) {
        within.insert(node.op);
      } else if (!is_list_operation(node.op)) {
        EXPECT_TRUE(node.operands.empty());
      }
  }
  EXPECT_EQ(within.size(), kOperators.size() - 3);  // facts and constants are the case's
}

// Loops in loops, over lists of records around them and of the case, and errors within: or the tests below would show less
// than they say.
TEST(RandomPrograms, HoldLoopsInLoops) {
  std::size_t deepest = 0;
  bool of_outer_owner = false, of_case_within = false, shared = false;
  int failures = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const Program program = random_program(seed, 60, Lists::yes);
    std::multiset<ScopeId> loops;
    for (const Scope& scope : program.scopes) {
      std::size_t depth = 1;
      for (ScopeId around = scope.parent; around != ScopeId{}; around = program.scope(around).parent) ++depth;
      deepest = std::max(deepest, depth);
      of_outer_owner = of_outer_owner || (!scope.fact && scope.owner != scope.parent);
      of_case_within = of_case_within || (scope.fact && scope.parent != ScopeId{});
    }
    for (const Node& node : program.nodes)
      if (is_list_operation(node.op)) loops.insert(node.list);
    for (const ScopeId loop : loops) shared = shared || loops.count(loop) > 1;
    for (std::uint64_t i = 0; i < 8; ++i)
      for (const NodeId id : interpret(program, random_facts(program, i)).failed)
        if (program.node(id).scope != ScopeId{}) ++failures;
  }
  EXPECT_EQ(deepest, 3u);
  EXPECT_TRUE(of_outer_owner && of_case_within && shared);
  EXPECT_GT(failures, 50);
}

TEST(RandomPrograms, AreTheSameForTheSameSeed) {
  const Program first = random_program(7, 50);
  const Program second = random_program(7, 50);
  EXPECT_EQ(first.nodes, second.nodes);
  EXPECT_EQ(random_facts(first, 3).values, random_facts(second, 3).values);
}

TEST(SingleCase, AgreesWithTheInterpreter) {
  for (std::uint64_t seed = 0; seed < kPrograms; ++seed) {
    const Lists lists = seed % 4 == 0 ? Lists::no : Lists::yes;
    const Program program = random_program(seed, 20 + static_cast<int>(seed % 5) * 40, lists);
    std::vector<CaseFacts> cases;
    for (std::uint64_t i = 0; i < 64; ++i) cases.push_back(random_facts(program, seed * 1000 + i));
    ASSERT_EQ(difference(program, interpreted(program, cases), run_single(program, cases)), "") << "seed " << seed;
  }
}

class Words : public ::testing::TestWithParam<WordRun> {};

TEST_P(Words, AgreeWithTheInterpreter) {
  for (std::uint64_t seed = 0; seed < kPrograms; ++seed) {
    const Program program = random_program(seed, 20 + static_cast<int>(seed % 5) * 40);
    const std::size_t rows = seed % 10 == 0 ? 1500 + seed % 64 : 1 + (seed * 37) % 300;
    const std::vector<CaseFacts> cases = random_batch(program, seed, rows);
    const CaseColumns columns = columns_of(program, cases, seed);
    WordRun how = GetParam();
    how.split = static_cast<std::int64_t>(seed % 3) * 512;
    ASSERT_EQ(difference(program, interpreted(program, cases), run_words(program, columns, how)), "") << "seed " << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, Words,
                         ::testing::Values(WordRun{.glue = Glue::interpreted}, WordRun{.glue = Glue::generated},
                                           WordRun{.glue = Glue::interpreted, .portable = true}),
                         [](const auto& test) {
                           return std::string(test.param.glue == Glue::generated ? "Generated" : "Interpreted") +
                                  (test.param.portable ? "Portable" : "");
                         });

// All leaf kernels are met, or the test above would show less than it says.
TEST(Words, MeetEveryKindOfStep) {
  std::set<native::WordStep::Kind> kinds;
  std::set<native::RawType> widths;
  for (std::uint64_t seed = 0; seed < kPrograms; ++seed) {
    const Program program = random_program(seed, 20 + static_cast<int>(seed % 5) * 40);
    const CaseColumns columns = columns_of(program, random_batch(program, seed, 50), seed);
    const std::vector<NodeId> outputs = trace_outputs(program);
    const native::WordPlan plan = native::plan_words(program, outputs);
    const native::BoundWords bound(plan, columns.columns);
    for (const native::WordStep& step : bound.steps()) {
      kinds.insert(step.kind);
      if (step.kind == native::WordStep::Kind::ranges) widths.insert(step.raw);
    }
  }
  EXPECT_EQ(kinds.size(), 10u);
  EXPECT_EQ(widths.size(), 5u);
}

// ---- a planted fault in each operation of each engine is found -------------------------------------------------------
bool needs_lists(Op op) { return is_list_operation(op) || op == Op::field || op == Op::field_recorded; }

class Planted : public ::testing::TestWithParam<Op> {};
// The word path too: columns hold no lists.
class PlantedWithoutLists : public ::testing::TestWithParam<Op> {};

constexpr std::uint64_t kPlantedPrograms = 40;

template <class Run>
bool is_found(Op op, Lists lists, Run run) {
  for (std::uint64_t seed = 0; seed < kPlantedPrograms; ++seed) {
    const Program program = random_program(seed, 60, lists);
    const std::vector<CaseFacts> cases = random_batch(program, seed, 70);
    if (!difference(program, interpreted(program, cases), run(program, cases, seed, op)).empty()) return true;
  }
  return false;
}

TEST_P(Planted, IsFoundInTheSingleCase) {
  EXPECT_TRUE(is_found(GetParam(), Lists::yes, [](const Program& program, const auto& cases, std::uint64_t, Op op) {
    return run_single(program, cases, op);
  }));
}

TEST_P(Planted, IsFoundWithinRecords) {
  EXPECT_TRUE(is_found(GetParam(), Lists::alone, [](const Program& program, const auto& cases, std::uint64_t, Op op) {
    return run_single(program, cases, op);
  }));
}

TEST_P(PlantedWithoutLists, IsFoundInTheSingleCase) {
  EXPECT_TRUE(is_found(GetParam(), Lists::no, [](const Program& program, const auto& cases, std::uint64_t, Op op) {
    return run_single(program, cases, op);
  }));
}

TEST_P(PlantedWithoutLists, IsFoundInWordsWithInterpretedGlue) {
  EXPECT_TRUE(is_found(GetParam(), Lists::no, [](const Program& program, const auto& cases, std::uint64_t seed, Op op) {
    return run_words(program, columns_of(program, cases, seed), {.glue = Glue::interpreted, .planted = op});
  }));
}

TEST_P(PlantedWithoutLists, IsFoundInWordsWithGeneratedGlue) {
  EXPECT_TRUE(is_found(GetParam(), Lists::no, [](const Program& program, const auto& cases, std::uint64_t seed, Op op) {
    return run_words(program, columns_of(program, cases, seed), {.glue = Glue::generated, .planted = op});
  }));
}

std::vector<Op> operations(Lists lists) {
  std::vector<Op> ops;
  for (const OperatorRow& row : kOperators)
    if (lists == Lists::yes || !needs_lists(row.op)) ops.push_back(row.op);
  return ops;
}

std::string name_of(const ::testing::TestParamInfo<Op>& test) { return std::string(row_of(test.param).name); }

INSTANTIATE_TEST_SUITE_P(Operations, Planted, ::testing::ValuesIn(operations(Lists::yes)), name_of);
INSTANTIATE_TEST_SUITE_P(Operations, PlantedWithoutLists, ::testing::ValuesIn(operations(Lists::no)), name_of);

}  // namespace
}  // namespace precept::testing
