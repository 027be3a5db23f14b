// Witnesses of a difference: what is made up is an example that passes in its own library, and comes out otherwise in the other.
#include <algorithm>

#include "compiler/analyze/difference.hpp"
#include "compiler/analyze/expectations.hpp"
#include "compiler/analyze/replay.hpp"
#include "tests/analyze/library.hpp"

namespace precept::analyze {
namespace {

const std::string kLibrary =
    "unit session, sessions\nservice therapy in sessions\nchoice kind: knee, hip, back\nscale level: low < middle < high\n"
    "record course\n  what: kind\n  visits: count\nend\n"
    "fact start: date\nfact seen: date\nfact k: kind\nfact l: level\nfact a: yes or no\nfact dose: number from 0\nfact courses: list of course\n\n"
    "rule therapy page 1\n  applies when k in {knee, hip}\n  requires\n"
    "    recent: time from start to seen <= 2y\n    level: l >= middle\n    either: a or dose <= 2.5\n    tried: some courses where what is hip and visits >= 4\n"
    "  allows 10 sessions less used\nend\n";

std::vector<Difference> between(const std::string& before, const std::string& after) {
  const Compilation one = compiled_from(before), other = compiled_from(after);
  std::vector<Difference> out = differences({one.program(), one.examples}, {other.program(), other.examples});
  for (const Difference& difference : out) {
    if (!difference.witness || difference.witness->text.empty()) continue;
    const Compilation with = compiled_from((difference.witness->of_before ? before : after) + "\n" + difference.witness->text);
    EXPECT_EQ(with.examples.size(), 1u) << difference.witness->text;
    if (with.examples.empty()) continue;
    const Decider decider(with.program());
    EXPECT_TRUE(mismatches(with.program(), with.examples[0], replay(with.program(), decider, with.examples[0])).empty()) << difference.witness->text;
    EXPECT_NE(difference.witness->before, difference.witness->after);
  }
  return out;
}

std::string exchanged(const std::string& from, const std::string& to) {
  std::string out = kLibrary;
  const auto at = out.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return out.replace(at, from.size(), to);
}

TEST(Difference, EveryKindOfChangeHasAWitness) {
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"<= 2y", "<= 3y"}, {"<= 2y", "<= 23mo"}, {"<= 2y", "< 2y"}, {"l >= middle", "l is high"}, {"{knee, hip}", "{knee, back}"}, {"a or", "not a or"},
      {"dose <= 2.5", "dose <= 2.500001"}, {"visits >= 4", "visits >= 5"}, {"what is hip", "what is knee"}, {"10 sessions", "12 sessions"}, {" less used", ""},
      {"    level: l >= middle\n", ""}, {"some courses where", "some courses where not"}};
  for (const auto& [from, to] : changes) {
    const auto found = between(kLibrary, exchanged(from, to));
    ASSERT_EQ(found.size(), 1u) << from;
    EXPECT_EQ(found[0].what, "rule");
    EXPECT_TRUE(found[0].witness) << from << " to " << to;
  }
}

TEST(Difference, OrderOfMembersAndDeclarationsIsNone) {
  EXPECT_TRUE(between(kLibrary, exchanged("knee, hip, back", "back, hip, knee")).empty());
  EXPECT_TRUE(between(kLibrary, exchanged("fact a: yes or no\nfact dose: number from 0\n", "fact dose: number from 0\nfact a: yes or no\n")).empty());
  EXPECT_EQ(between(kLibrary, exchanged("low < middle < high", "low < high < middle")).size(), 1u) << "of a scale it is the meaning";
}

// Members at other places, so that a fact's bits mean something else there.
TEST(Difference, AWitnessIsCarriedByNames) {
  std::string after = exchanged("knee, hip, back", "back, hip, knee");
  after.replace(after.find("{knee, hip}"), 11, "{hip}");
  const auto found = between(kLibrary, after);
  ASSERT_EQ(found.size(), 1u);
  ASSERT_TRUE(found[0].witness);
}

}  // namespace
}  // namespace precept::analyze
