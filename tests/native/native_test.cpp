// The native engine as a library: what it says of itself, listings, threads, large Programs, runs into part of a table.
#include <dlfcn.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/interpret/allocations.hpp"
#include "tests/native/engines.hpp"

namespace precept::testing {
namespace {

TEST(NativeEngine, SaysWhatItIs) {
  EXPECT_FALSE(native_engine().llvm_version().empty());
  EXPECT_FALSE(native_engine().cpu().empty());
}

TEST(NativeEngine, RefusesAnotherInterface) {
  native_engine();
  void* library = dlopen(PRECEPT_BINARY_DIR "/lib/libprecept_native.so", RTLD_NOW | RTLD_NOLOAD);
  ASSERT_NE(library, nullptr);
  const auto engine = reinterpret_cast<native::NativeEngineFunction>(dlsym(library, native::kNativeEngineSymbol));
  ASSERT_NE(engine, nullptr);
  const char* error = "";
  EXPECT_EQ(engine(native::kNativeInterface + 1, &error), nullptr);
  EXPECT_STREQ(error, "the native engine's library is of another version of Precept");
}

TEST(NativeEngine, ListsItsCode) {
  const Program program = random_program(1, 20);
  std::string error;
  EXPECT_NE(native_engine().listing(program, native::Listing::llvm, error).find("define void @precept_case"),
            std::string::npos);
  EXPECT_NE(native_engine().listing(program, native::Listing::assembly, error).find("precept_case:"), std::string::npos);
  EXPECT_EQ(error, "");
}

// The same Program gives the same text: no address is in it, and nothing depends on what was compiled before.
TEST(NativeEngine, EmitsTheSameCodeAgain) {
  const Program program = random_program(2, 80);
  std::string error;
  const std::string first = native_engine().listing(program, native::Listing::assembly, error);
  const auto between = native_engine().compile(random_program(3, 80), {});
  EXPECT_EQ(native_engine().listing(program, native::Listing::assembly, error), first);
}

TEST(NativeEngine, CompilesAndRunsInSeveralThreads) {
  std::vector<std::thread> threads;
  std::vector<std::string> differences(4);
  for (std::size_t i = 0; i < differences.size(); ++i)
    threads.emplace_back([&differences, i] {
      for (std::uint64_t seed = 0; seed < 10; ++seed) {
        const Program program = random_program(1000 * i + seed, 40, seed % 2 == 0 ? Lists::no : Lists::yes);
        std::vector<CaseFacts> cases;
        for (std::uint64_t one = 0; one < 20; ++one) cases.push_back(random_facts(program, one));
        differences[i] += difference(program, interpreted(program, cases), run_single(program, cases));
      }
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& differing : differences) EXPECT_EQ(differing, "");
}

TEST(NativeEngine, SharesCodeBetweenThreads) {
  const Program program = random_program(5, 100, Lists::yes);
  const auto compiled = native_engine().compile(program, {});
  ASSERT_NE(compiled.code, nullptr) << compiled.error;
  std::vector<CaseFacts> cases;
  for (std::uint64_t one = 0; one < 200; ++one) cases.push_back(random_facts(program, one));
  const std::vector<Trace> expected = interpreted(program, cases);
  std::vector<std::thread> threads;
  std::vector<std::string> differences(4);
  for (std::string& differing : differences)
    threads.emplace_back([&] {
      std::vector<Trace> traces(cases.size());
      for (std::size_t i = 0; i < cases.size(); ++i) compiled.code->evaluate(cases[i], traces[i]);
      differing = difference(program, expected, traces);
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& differing : differences) EXPECT_EQ(differing, "");
}

// Deep and wide: more failures than one word has bits, more operations than any rule.
TEST(NativeEngine, TakesALargeProgram) {
  const Program program = random_program(11, 3000);
  const std::vector<CaseFacts> cases = random_batch(program, 11, 70);
  const CaseColumns columns = columns_of(program, cases, 11);
  const std::vector<Trace> expected = interpreted(program, cases);
  EXPECT_EQ(difference(program, expected, run_single(program, cases)), "");
  EXPECT_EQ(difference(program, expected, run_words(program, columns, {.glue = Glue::generated})), "");
  EXPECT_EQ(difference(program, expected, run_words(program, columns, {.glue = Glue::interpreted})), "");
}

TEST(NativeEngine, TakesALargeProgramOfLists) {
  const Program program = random_program(11, 3000, Lists::yes);
  const std::vector<CaseFacts> cases = random_batch(program, 11, 70);
  EXPECT_EQ(difference(program, interpreted(program, cases), run_single(program, cases)), "");
}

TEST(NativeEngine, LeavesTheLargestProgramsToTheInterpreter) {
  Program program;
  program.nodes.resize(native::kNativeNodesMax + 1);
  program.nodes[0].constant = truth_value(Truth::yes);
  for (std::uint32_t i = 1; i < program.nodes.size(); ++i) {
    program.nodes[i].op = Op::negation;
    program.nodes[i].operands = {NodeId{i - 1}};
  }
  const auto compiled = native_engine().compile(program, {});
  EXPECT_EQ(compiled.code, nullptr);
  EXPECT_EQ(compiled.error, "the library has more than 500000 operations, too many for native code");
}

// Several functions in several modules, made by however many threads.
TEST(NativeEngine, EmitsTheSameObjectsInAnyNumberOfThreads) {
  struct Kept final : native::ObjectStore {
    std::optional<std::vector<std::string>> read(const std::string&) override { return std::nullopt; }
    void write(const std::string&, const std::vector<std::string>& written) override { objects = written; }
    std::vector<std::string> objects;
  };
  Program program = random_program(12, 4000, Lists::yes);
  program.hash = "sha256:of this test";
  const auto objects = [&](unsigned threads) {
    Kept kept;
    native::CompileOptions options;
    options.threads = threads;
    options.store = &kept;
    EXPECT_NE(native_engine().compile(program, options).code, nullptr);
    return kept.objects;
  };
  const std::vector<std::string> by_one = objects(1);
  EXPECT_GT(by_one.size(), 2u);
  EXPECT_EQ(objects(3), by_one);
  EXPECT_EQ(objects(16), by_one);
}

// Each of these conditions goes from the function that makes it to the one that asks for all: too much for the stack.
TEST(NativeEngine, LeavesToTheInterpreterWhatIsTooMuchForTheStack) {
  constexpr std::uint32_t kConditions = 33'000;
  Program program;
  Fact fact;
  fact.type.kind = TypeKind::number;
  program.facts.push_back(fact);
  program.nodes.resize(2 * kConditions + 2);
  program.nodes[0].op = Op::fact;
  program.nodes[0].type.kind = TypeKind::number;
  Node& all = program.nodes.back();
  all.op = Op::conjunction;
  for (std::uint32_t i = 0; i < kConditions; ++i) {
    Node& number = program.nodes[2 * i + 1];
    number.type.kind = TypeKind::number;
    number.constant = {i, i};
    program.nodes[2 * i + 2].op = Op::less;
    program.nodes[2 * i + 2].operands = {NodeId{0}, NodeId{2 * i + 1}};
    all.operands.push_back(NodeId{2 * i + 2});
  }
  Criterion criterion;
  criterion.condition = criterion.effective = NodeId{2 * kConditions + 1};
  program.criteria.push_back(criterion);
  const auto compiled = native_engine().compile(program, {});
  EXPECT_EQ(compiled.code, nullptr);
  EXPECT_EQ(compiled.error, "the operations of the library depend on each other too much for native code");
}

TEST(NativeEngine, AllocatesNothingForACase) {
  const Program program = random_program(31, 200);
  const auto compiled = native_engine().compile(program, {});
  ASSERT_NE(compiled.code, nullptr) << compiled.error;
  std::vector<CaseFacts> cases;
  for (std::uint64_t one = 0; one < 200; ++one) cases.push_back(random_facts(program, one));
  Trace trace;
  trace.failed.reserve(compiled.code->fallible().size());
  compiled.code->evaluate(cases[0], trace);
  const long before = allocations();
  for (const CaseFacts& facts : cases) compiled.code->evaluate(facts, trace);
  EXPECT_EQ(allocations(), before);
}

TEST(Words, AllocateNothingOnceTheScratchHasGrown) {
  const Program program = random_program(31, 200);
  const std::vector<CaseFacts> cases = random_batch(program, 31, 512);
  const CaseColumns columns = columns_of(program, cases, 31);
  const native::WordPlan plan = native::plan_words(program, trace_outputs(program));
  const native::BoundWords bound(plan, columns.columns);
  std::vector<std::uint64_t> planes(plan.truths.size() * 16);
  std::vector<std::int64_t> bounds(plan.others.size() * 1024);
  native::WordOutputs outputs;
  for (std::size_t i = 0; i < plan.truths.size(); ++i) outputs.truths.push_back({&planes[16 * i], &planes[16 * i + 8]});
  for (std::size_t i = 0; i < plan.others.size(); ++i)
    outputs.others.push_back({&bounds[1024 * i], &bounds[1024 * i + 512]});
  native::WordScratch scratch;
  bound.run(columns.columns, 0, 512, outputs, scratch);
  const long before = allocations();
  bound.run(columns.columns, 0, 512, outputs, scratch);
  EXPECT_EQ(allocations(), before);
}

TEST(NativeEngine, TakesAnEmptyProgram) {
  const Program program;
  const auto compiled = native_engine().compile(program, {.planted = std::nullopt, .verify = true});
  ASSERT_NE(compiled.code, nullptr) << compiled.error;
  Trace trace;
  compiled.code->evaluate(CaseFacts{}, trace);
  EXPECT_TRUE(trace.values.empty());
  EXPECT_TRUE(trace.failed.empty());
}

// A table may be run piece by piece into buffers that hold only the piece.
TEST(Words, RunIntoBuffersOfOnePiece) {
  const Program program = random_program(21, 60);
  const std::vector<CaseFacts> cases = random_batch(program, 21, 1100);
  const CaseColumns columns = columns_of(program, cases, 21);
  const std::vector<NodeId> outputs = trace_outputs(program);
  const native::WordPlan plan = native::plan_words(program, outputs);
  const native::BoundWords bound(plan, columns.columns);
  native::WordScratch scratch;
  const std::vector<Trace> expected = interpreted(program, cases);
  for (std::int64_t first = 0; first < 1100; first += 512) {
    const std::int64_t rows = std::min<std::int64_t>(512, 1100 - first);
    std::vector<std::uint64_t> planes(plan.truths.size() * 16);
    std::vector<std::int64_t> bounds(plan.others.size() * 1024);
    native::WordOutputs here;
    here.first_row = first;
    for (std::size_t i = 0; i < plan.truths.size(); ++i) here.truths.push_back({&planes[16 * i], &planes[16 * i + 8]});
    for (std::size_t i = 0; i < plan.others.size(); ++i) here.others.push_back({&bounds[1024 * i], &bounds[1024 * i + 512]});
    here.failures.assign(plan.fallible.size(), nullptr);  // nobody asks
    bound.run(columns.columns, first, rows, here, scratch);
    for (std::int64_t row = 0; row < rows; ++row) {
      const std::vector<Value>& values = expected[static_cast<std::size_t>(first + row)].values;
      for (std::size_t i = 0; i < plan.truths.size(); ++i) {
        const auto bit = [&](const std::uint64_t* plane) { return ((plane[row / 64] >> (row % 64)) & 1) != 0; };
        const bool known = bit(here.truths[i].validity);
        const Truth truth = !known ? Truth::undocumented : bit(here.truths[i].value) ? Truth::yes : Truth::no;
        ASSERT_EQ(truth_value(truth), values[plan.truths[i].index]) << "row " << first + row;
      }
      for (std::size_t i = 0; i < plan.others.size(); ++i)
        ASSERT_EQ((Value{here.others[i].lo[row], here.others[i].hi[row]}), values[plan.others[i].index])
            << "row " << first + row;
    }
  }
}

}  // namespace
}  // namespace precept::testing
