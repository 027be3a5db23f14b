// What is still needed against every completion of small random libraries: the outcomes, the facts that can change them, the
// sets that settle them and the examples are exactly those found the plain way.
#include "runtime/needed/needed.hpp"

#include <gtest/gtest.h>

#include "tests/needed/completions.hpp"

namespace precept::testing {
namespace {

std::string words(const std::set<std::string>& all) { return joined({all.begin(), all.end()}); }

std::string name(const Program& program, const std::optional<FactId>& fact) {
  return fact ? program.fact(*fact).name : std::string("used");
}

std::set<std::string> names(const Program& program, const std::vector<NeededFact>& facts) {
  std::set<std::string> all;
  for (const NeededFact& fact : facts) all.insert(name_of(program, fact));
  return all;
}

struct Tally {
  int complete = 0, several = 0, changing = 0, sets = 0, examples = 0;
};

void hold(std::uint32_t seed, const RandomShape& shape, Tally& tally) {
  RandomLibrary library(seed, shape);
  Asked asked(library);
  document_some(library, asked, shape.completions_max);
  if (library.one_in(3)) asked.requests(1 + library.below(5));
  if (!shape.arithmetic && library.one_in(3)) asked.over_days(15 + library.below(4) * 10);
  const Determination now = asked.decided();
  if (now.error) return;
  const Decider decider(library.program);
  const Completions completions = complete(library, asked, decider);
  if (completions.failing_beside) return;
  const StillNeeded needed = still_needed(library.program, PolicyId{0}, asked.request, now.outcome);
  const std::string where = "seed " + std::to_string(seed);
  std::set<std::string> possible_ones;
  for (const Outcome outcome : needed.possible) possible_ones.insert(word(outcome));
  std::set<std::string> changing;
  for (std::size_t i = 0; i < completions.open.size(); ++i)
    if (completions.can_change(i)) changing.insert(name(library.program, completions.open[i]));
  const std::set<std::string> can = names(library.program, needed.can_change);
  if (!needed.complete) {
    EXPECT_FALSE(needed.why.empty());
    EXPECT_TRUE(std::includes(can.begin(), can.end(), changing.begin(), changing.end())) << where;
    return;
  }
  ++tally.complete;
  EXPECT_EQ(words(possible_ones), words(completions.outcomes())) << where;
  EXPECT_EQ(words(can), words(changing)) << where;
  for (const std::string& other : names(library.program, needed.cannot_change)) EXPECT_EQ(can.count(other), 0U) << where;
  std::set<std::string> expected, found;
  for (const std::uint64_t set : completions.settling_sets(favour_of(word(now.outcome)))) {
    std::set<std::string> one;
    for (std::size_t i = 0; i < completions.open.size(); ++i)
      if ((set >> i) & 1) one.insert(name(library.program, completions.open[i]));
    expected.insert("{" + words(one) + "}");
  }
  for (const auto& set : needed.sets) found.insert("{" + words(names(library.program, set)) + "}");
  expected.erase("{}");  // settled anyway: there is nothing to ask for
  if (needed.more_sets) {
    EXPECT_GT(expected.size(), found.size()) << where;
    EXPECT_TRUE(std::includes(expected.begin(), expected.end(), found.begin(), found.end())) << where;
  } else {
    EXPECT_EQ(words(found), words(expected)) << where;
  }
  EXPECT_EQ(needed.examples.empty(), needed.possible.size() < 2) << where;
  for (const NeededExample& example : needed.examples) {
    Asked complete = asked;
    for (const NeededValue& value : example.values) put(complete, library.program, value.fact.fact, value.value.lo);
    EXPECT_EQ(possible(complete.decided()), word(example.outcome)) << where;
    ++tally.examples;
  }
  tally.several += completions.outcomes().size() > 1 ? 1 : 0;
  tally.changing += static_cast<int>(changing.size());
  tally.sets += static_cast<int>(expected.size());
}

Tally hold_all(std::uint32_t seeds, const RandomShape& shape) {
  Tally tally;
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    hold(seed, shape, tally);
    if (::testing::Test::HasFailure()) break;
  }
  return tally;
}

TEST(Needed, IsWhatEveryCompletionSays) {
  const Tally tally = hold_all(1200, RandomShape{});
  EXPECT_GT(tally.complete, 1100);
  EXPECT_GT(tally.several, 500);
  EXPECT_GT(tally.changing, 1000);
  EXPECT_GT(tally.sets, 500);
  EXPECT_GT(tally.examples, 1000);
}

TEST(Needed, IsWhatEveryCompletionSaysOfArithmetic) {
  RandomShape shape;
  shape.arithmetic = true;
  const Tally tally = hold_all(1200, shape);
  EXPECT_GT(tally.complete, 800);  // in many others an expression fails beside what decides
}

TEST(Needed, IsWhatEveryCompletionSaysOfLongSpans) {
  RandomShape shape;
  shape.only_pairs = true;
  shape.days = 40;
  shape.completions_max = 1700;
  const Tally tally = hold_all(300, shape);
  EXPECT_GT(tally.complete, 200);
}

}  // namespace
}  // namespace precept::testing
