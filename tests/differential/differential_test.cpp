// Random libraries on every engine. PRECEPT_DIFFERENTIAL_PROGRAMS and _SEED say how many and from where.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "runtime/program/program.hpp"
#include "tests/differential/differ.hpp"

namespace precept::differential {
namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

constexpr int kCases = 256;
constexpr std::uint64_t kShards = 8;

// What differs is shrunk to one file and kept, so that a failure can be looked at.
void expect_agreement(std::uint64_t seed) {
  const GeneratedLibrary library = generate(seed);
  const Verdict verdict = compare_engines(library, seed, kCases);
  ASSERT_EQ(verdict.compile_error, "") << "seed " << seed;
  if (verdict.difference.empty()) return;
  const GeneratedLibrary small = shrink(library, seed, kCases);
  const std::string path = std::string(PRECEPT_BINARY_DIR) + "/differential-" + std::to_string(seed) + ".precept";
  const std::string text = as_one_file(small, seed, compare_engines(small, seed, kCases).difference);
  std::ofstream(path) << text;
  FAIL() << "seed " << seed << ": " << verdict.difference << "\nshrunk to " << path << ":\n" << text;
}

class Differential : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(Differential, EveryEngineAgrees) {
  const std::uint64_t programs = number_from("PRECEPT_DIFFERENTIAL_PROGRAMS", 1000);
  const std::uint64_t first = number_from("PRECEPT_DIFFERENTIAL_SEED", 1);
  for (std::uint64_t i = GetParam(); i < programs; i += kShards) {
    expect_agreement(first + i);
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Shards, Differential, ::testing::Range<std::uint64_t>(0, kShards));

TEST(Generator, GivesTheSameTextForTheSameSeed) {
  for (std::uint64_t seed = 1; seed < 20; ++seed) EXPECT_EQ(generate(seed).files(), generate(seed).files());
  EXPECT_NE(generate(1).files(), generate(2).files());
}

// ---- a planted fault in any operation of any engine is found ---------------------------------------------------------
struct Planting {
  Engine engine;
  Op op;
};
class PlantedFault : public ::testing::TestWithParam<Planting> {};

constexpr std::uint64_t kPlantedPrograms = 120;

TEST_P(PlantedFault, IsFound) {
  const Plant plant{GetParam().engine, GetParam().op};
  for (std::uint64_t seed = 1; seed <= kPlantedPrograms; ++seed) {
    const Verdict verdict = compare_engines(generate(seed), seed, 48, plant);
    ASSERT_EQ(verdict.compile_error, "");
    if (!verdict.difference.empty()) return;
  }
  FAIL() << "a fault in `" << row_of(plant.op).name << "` was not found";
}

// The word paths have no operations over records.
std::vector<Planting> all_plantings() {
  std::vector<Planting> out;
  for (const Engine engine : {Engine::interpreter, Engine::single, Engine::words_interpreted, Engine::words_generated})
    for (const OperatorRow& row : kOperators)
      if (!needs_records(row.op) || engine == Engine::interpreter || engine == Engine::single) out.push_back({engine, row.op});
  return out;
}

std::string name_of(const ::testing::TestParamInfo<Planting>& info) {
  static constexpr const char* kNames[] = {"Interpreter", "Single", "WordsInterpreted", "WordsGenerated"};
  return std::string(kNames[static_cast<int>(info.param.engine)]) + "_" + std::string(row_of(info.param.op).name);
}

INSTANTIATE_TEST_SUITE_P(Operations, PlantedFault, ::testing::ValuesIn(all_plantings()), name_of);

// A difference shrinks: what is kept is smaller than what was found and still differs.
TEST(Shrinking, KeepsTheDifference) {
  const Plant plant{Engine::single, Op::conjunction};
  for (std::uint64_t seed = 1; seed < 60; ++seed) {
    const GeneratedLibrary library = generate(seed);
    if (compare_engines(library, seed, 48, plant).difference.empty()) continue;
    const GeneratedLibrary small = shrink(library, seed, 48, plant);
    EXPECT_LT(small.size(), library.size());
    EXPECT_NE(compare_engines(small, seed, 48, plant).difference, "");
    return;
  }
  FAIL() << "no library showed the planted fault";
}

}  // namespace
}  // namespace precept::differential
