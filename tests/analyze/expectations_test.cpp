// What an example expects against what is determined: each expectation that does not hold is one sentence.
#include "compiler/analyze/expectations.hpp"

#include <gtest/gtest.h>

#include "compiler/pipeline/compile.hpp"
#include "runtime/decide/decide.hpp"
#include "runtime/interpret/interpret.hpp"

namespace precept::analyze {
namespace {

const std::string kRules =
    "unit session, sessions\nservice therapy in sessions\nfact done: yes or no\nfact goal: yes or no\nfact risk: yes or no\n\n"
    "rule therapy, late page 1\n  requires\n    signs: all of\n        done: done\n        goal: goal\n      end\n"
    "  excluded when\n    risky: risk\n  allows 10 sessions\nend\n\n"
    "example \"one\" for therapy\n";

std::vector<std::string> run(const std::string& rules, const std::string& clauses) {
  source::Sources sources;
  sources.files.emplace_back("test.precept", rules + clauses);
  const Compilation out = compile_sources(std::move(sources), Warnings::none);
  if (!out.lowered) return {"not compiled: " + (out.diagnostics.list().empty() ? "" : out.diagnostics.list()[0].message)};
  const Program& program = out.program();
  const Evaluate evaluate = [&program](const CaseFacts& facts, Trace& trace) { interpret_into(program, facts, trace); };
  const lower::ExampleCase& example = out.examples.at(0);
  return mismatches(program, example, decide(program, PolicyId{0}, example.title, example.request, evaluate));
}

std::vector<std::string> run(const std::string& clauses) { return run(kRules, clauses); }

using Lines = std::vector<std::string>;

TEST(Expectations, ThatHoldSayNothing) {
  EXPECT_EQ(run("  requests 12 sessions\n  given done = yes, goal = yes, risk = no\n  expect modify 10 sessions because allows\n  expect possible modify\n"
                "  expect criterion signs met\n  expect criterion goal met\n  expect criterion signs.goal met\n  expect criterion risky absent\n"
                "  expect criterion late.signs met\n"),
            Lines{});
  EXPECT_EQ(run("  given done = yes, risk = no\n  expect pend because signs\n  expect possible approve, deny\n  expect criterion goal undocumented\n"), Lines{});
}

TEST(Expectations, ThatDoNotHoldAreNamedOneByOne) {
  EXPECT_EQ(run("  requests 12 sessions\n  given done = yes, goal = yes, risk = no\n  expect approve 12 sessions because signs\n  expect possible approve, deny\n"
                "  expect criterion signs unmet\n"),
            (Lines{"expected the outcome approve, and it is modify", "expected 12 granted, and it is 10",
                   "expected because signs, and it is because allows", "expected approve, deny to be possible, and possible is modify",
                   "expected criterion signs unmet, and it is met"}));
  EXPECT_EQ(run("  given done = yes, risk = yes\n  expect deny 10 sessions\n"), (Lines{"expected 10 granted, and it is 0"}));
}

// Two rules are open, and their criteria of one label differ: the label alone says nothing, RULE.label and GROUP.label do.
TEST(Expectations, OfALabelThatSeveralBear) {
  const std::string rules =
      "service therapy\nfact a: yes or no\nfact b: yes or no\nfact late: yes or no\n\n"
      "rule therapy, one page 1\n  applies when late\n  requires\n    goal: a\n    same: a\n    g: all of\n        part: a\n      end\nend\n\n"
      "rule therapy, two page 2\n  applies otherwise\n  requires\n    goal: b\n    same: a\n    h: any of\n        part: b\n        other: a\n      end\nend\n\n"
      "example \"one\" for therapy\n  given a = yes, b = no\n";
  const auto of = [&](const std::string& clause) { return run(rules, "  expect criterion " + clause + "\n"); };
  EXPECT_EQ(of("goal met"), (Lines{"expected criterion goal met, and several are called so: `one.goal` is met, `two.goal` is unmet"}));
  EXPECT_EQ(of("one.goal met"), Lines{});
  EXPECT_EQ(of("two.goal unmet"), Lines{});
  EXPECT_EQ(of("two.goal met"), (Lines{"expected criterion two.goal met, and it is unmet"}));
  EXPECT_EQ(of("same met"), Lines{});
  EXPECT_EQ(of("part met"), (Lines{"expected criterion part met, and several are called so: `g.part` is met, `h.part` is unmet"}));
  EXPECT_EQ(of("g.part met"), Lines{});
  EXPECT_EQ(of("two.part unmet"), Lines{});
  EXPECT_EQ(of("other met"), Lines{});
  EXPECT_EQ(of("one.other met"), (Lines{"expected criterion one.other met, and it was not consulted"}));
}

TEST(Expectations, OfARequestOutsideTheExampleAreThoseOfItsOwn) {
  EXPECT_EQ(run("  requests 12 sessions used 4 sessions\n  given done = yes, goal = yes, risk missing conflicting\n  expect pend\n  expect criterion risky undocumented\n"),
            Lines{});
}

}  // namespace
}  // namespace precept::analyze
