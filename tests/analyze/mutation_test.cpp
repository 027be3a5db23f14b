// Which changes are tried, which of them mean nothing, and what notices them.
#include "compiler/analyze/mutation.hpp"

#include <fmt/format.h>

#include "compiler/analyze/expectations.hpp"
#include "compiler/analyze/suggest.hpp"
#include "runtime/program/text.hpp"
#include "runtime/program/verify.hpp"
#include "tests/analyze/library.hpp"

namespace precept::analyze {
namespace {

struct Made {
  Compilation compiled;
  Places places;
  Mutants mutants;
  MutationResult result;

  explicit Made(Compilation from) : compiled(std::move(from)), places(places_of(*compiled.checked, compiled.program())) {
    mutants = mutants_of(*compiled.checked, *compiled.lowered, places);
    std::vector<const lower::ExampleCase*> passing;
    const Program& program = compiled.program();
    const Decider decider(program);
    for (const auto& example : compiled.examples)
      if (mismatches(program, example, replay(program, decider, example)).empty()) passing.push_back(&example);
    result = run_mutants(program, mutants.distinct, passing);
  }
  explicit Made(const std::string& text) : Made(compiled_from(text)) {}

  static std::string line(const Mutant& mutant) {
    return fmt::format("{} | {} | {} -> {}\n", mutant.where, change_word(mutant.kind), mutant.before, mutant.after);
  }
  std::string all() const {
    std::string out;
    for (const Mutant& mutant : mutants.distinct) out += line(mutant);
    return out;
  }
  std::string equivalent() const {
    std::string out;
    for (const Mutant& mutant : mutants.equivalent) out += line(mutant);
    return out;
  }
  std::string unnoticed() const {
    std::string out;
    for (const std::size_t at : result.unnoticed) out += line(mutants.distinct[at]);
    return out;
  }
};

const std::string kFacts =
    "unit visit, visits\nscale level: low < middle < high\nchoice side: left, right, both\nservice therapy in visits\nfact a: yes or no\nfact b: yes or no\n"
    "fact n: count from 0 to 50\nfact w: number\nfact start: date\nfact seen: date\nfact l: level\nfact s: side\n\n";

// Of the expression alone, without those of the rule around it.
std::string of_expression(const std::string& expression) {
  std::string out;
  for (const Mutant& mutant : Made(kFacts + "rule therapy page 1\n  requires x: " + expression + "\nend\n").mutants.distinct)
    if (mutant.kind != ChangeKind::dropped) out += mutant.before + " -> " + mutant.after + "\n";
  return out;
}

TEST(Mutants, OfThresholdsAndComparisons) {
  EXPECT_EQ(of_expression("n <= 4"), "n <= 4 -> n < 4\nn <= 4 -> n >= 4\nn <= 4 -> n <= 5\n");  // n <= 3 is n < 4
  EXPECT_EQ(of_expression("w > 2.5"), "w > 2.5 -> w >= 2.5\nw > 2.5 -> w < 2.5\nw > 2.5 -> w > 2.4\nw > 2.5 -> w > 2.6\n");
  EXPECT_EQ(of_expression("n is 4"), "n is 4 -> n is not 4\nn is 4 -> n is 3\nn is 4 -> n is 5\n");
  EXPECT_EQ(of_expression("n is not 4"), "n is not 4 -> n is not 3\nn is not 4 -> n is not 5\nn is not 4 -> n is 4\n");
  EXPECT_EQ(of_expression("n between 3 and 5"),
            "n between 3 and 5 -> not n between 3 and 5\nn between 3 and 5 -> n between 2 and 5\nn between 3 and 5 -> n between 4 and 5\n"
            "n between 3 and 5 -> n between 3 and 4\nn between 3 and 5 -> n between 3 and 6\n");
  EXPECT_EQ(of_expression("l >= middle"), "l >= middle -> l > middle\nl >= middle -> l <= middle\nl >= middle -> l >= low\n");
  EXPECT_EQ(of_expression("seen > 2013-06-30"), "seen > 2013-06-30 -> seen >= 2013-06-30\nseen > 2013-06-30 -> seen < 2013-06-30\nseen > 2013-06-30 -> seen > 2013-07-01\n");
}

TEST(Mutants, OfSpans) {
  EXPECT_EQ(of_expression("time from start to seen <= 2y"),
            "time from start to seen <= 2y -> time from start to seen < 2y\ntime from start to seen <= 2y -> time from start to seen >= 2y\n"
            "time from start to seen <= 2y -> time from start to seen <= 23mo\ntime from start to seen <= 2y -> time from start to seen <= 25mo\n");
  EXPECT_EQ(of_expression("time from start to seen < 6w"),
            "time from start to seen < 6w -> time from start to seen <= 6w\ntime from start to seen < 6w -> time from start to seen > 6w\n"
            "time from start to seen < 6w -> time from start to seen < 41d\n");
}

TEST(Mutants, OfLogic) {
  EXPECT_EQ(of_expression("a"), "a -> not a\n");
  EXPECT_EQ(of_expression("not a"), "not a -> a\n");
  EXPECT_EQ(of_expression("a and not b"), "a -> not a\nnot b -> b\na and not b -> a or not b\n");
  EXPECT_EQ(of_expression("a is documented"), "a is documented -> a is not documented\n");
  EXPECT_EQ(of_expression("s in {left, both}"), "s in {left, both} -> s not in {left, both}\ns in {left, both} -> s is both\ns in {left, both} -> s is left\n");
  EXPECT_EQ(of_expression("w + 2 <= 5 - w"),
            "w + 2 -> w + 1\nw + 2 -> w + 3\nw + 2 -> w - 2\n5 - w -> 4 - w\n5 - w -> 6 - w\n5 - w -> 5 + w\n"
            "w + 2 <= 5 - w -> w + 2 < 5 - w\nw + 2 <= 5 - w -> 5 - w <= w + 2\n");
}

TEST(Mutants, OfGroups) {
  EXPECT_EQ(Made(kFacts + "rule therapy page 1\n  requires\n    g: at least 2 of\n        x: a\n        y: b\n        z: w < 1\n      end\nend\n").all(),
            "g | junction | at least 2 of x, y, z -> at least 1 of x, y, z\ng | junction | at least 2 of x, y, z -> at least 3 of x, y, z\n"
            "g.x | negation | a -> not a\ng.y | negation | b -> not b\ng.z | comparison | w < 1 -> w <= 1\ng.z | comparison | w < 1 -> w > 1\n"
            "g.z | threshold | w < 1 -> w < 0\ng.z | threshold | w < 1 -> w < 2\n"
            "g | dropped | g: at least 2 of x: a y: b z: w < 1 end -> \n");
}

TEST(Mutants, OfCriteriaAndGrants) {
  EXPECT_EQ(Made(kFacts + "rule therapy page 1\n  applies when b\n  requires\n    x: a\n      undocumented is unmet\n  excluded when\n    y: a is documented\n      unless b\n      undocumented is absent\n"
                          "  allows 10 visits within 8w less used\nend\n").all(),
            "applies when | negation | b -> not b\nx | negation | a -> not a\ny | comparison | a is documented -> a is not documented\n"
            "y | negation | b -> not b\n"
            "x | dropped | x: a -> \nx | closing | undocumented is unmet -> undocumented is met\nx | closing | undocumented is unmet -> undocumented is open\n"
            "y | dropped | y: a is documented -> \ny | dropped | unless b -> \n"
            "y | closing | undocumented is absent -> undocumented is present\ny | closing | undocumented is absent -> undocumented is open\n"
            "allows 10 visits within 8w less used | quantity | 10 visits -> 9 visits\nallows 10 visits within 8w less used | quantity | 10 visits -> 11 visits\n"
            "allows 10 visits within 8w less used | within | 8w -> 55d\nallows 10 visits within 8w less used | within | 8w -> 57d\n"
            "allows 10 visits within 8w less used | dropped | less used -> \n"
            "allows 10 visits within 8w less used | dropped | allows 10 visits within 8w less used -> \n");
}

TEST(Mutants, OfPolicies) {
  const Made made(compiled_from({{"words", "vocabulary words\n\nservice therapy\nfact a: yes or no\nfact r: yes or no\n"},
                                 {"rules", "guideline g\n  uses words\n\nrule therapy page 1\n  requires x: a\nend\n"},
                                 {"policy", "policy p\n  uses words\n  consults g unless r\n  undocumented requirement is unmet\n"}}));
  EXPECT_EQ(made.all(),
            "x | negation | a -> not a\nconsults g unless | negation | r -> not r\nx | dropped | x: a -> \n"
            "closing | closing | undocumented requirement is unmet -> undocumented requirement is met\n"
            "closing | closing | undocumented requirement is unmet -> undocumented requirement is open\n");
  // no rule has an exclusion that a policy could close
  EXPECT_EQ(made.equivalent(), "closing | closing | undocumented exclusion is open -> undocumented exclusion is present\n"
                               "closing | closing | undocumented exclusion is open -> undocumented exclusion is absent\n");
}

TEST(Mutants, OfADefinitionAreTheDefinitions) {
  EXPECT_EQ(Made(kFacts + "define few = n <= 4\nrule therapy page 1\n  requires\n    x: few\n    y: few and a\nend\n").all(),
            "definition few | comparison | n <= 4 -> n < 4\ndefinition few | comparison | n <= 4 -> n >= 4\ndefinition few | threshold | n <= 4 -> n <= 5\n"
            "y | negation | a -> not a\ny | junction | few and a -> few or a\nx | dropped | x: few -> \ny | dropped | y: few and a -> \n");
}

TEST(Mutants, ThatMeanTheSameAreNotCounted) {
  EXPECT_EQ(Made(kFacts + "rule therapy page 1\n  requires x: n <= 4\nend\n").equivalent(), "x | threshold | n <= 4 -> n <= 3\n");
  EXPECT_EQ(Made(kFacts + "rule therapy page 1\n  requires x: n <= 50\nend\n").equivalent(), "x | threshold | n <= 50 -> n <= 49\nx | threshold | n <= 50 -> n <= 51\n");
  EXPECT_EQ(Made(kFacts + "rule therapy page 1\n  requires\n    x: a is documented\n      undocumented is met\nend\n").equivalent(),
            "x | closing | undocumented is met -> undocumented is unmet\nx | closing | undocumented is met -> undocumented is open\n");
}

// ---- what notices them ----------------------------------------------------------------------------------------------
std::string example(const std::string& given, const std::string& expects) {
  static int number = 0;
  return fmt::format("\nexample \"e{}\" for therapy\n  given {}\n{}", ++number, given, expects);
}

TEST(Mutation, IsNoticedOnlyAtTheThreshold) {
  const std::string rule = kFacts + "rule therapy page 1\n  requires x: n <= 4\nend\n";
  EXPECT_EQ(Made(rule + example("n = 2", "  expect approve\n") + example("n = 9", "  expect deny\n")).unnoticed(),
            "x | comparison | n <= 4 -> n < 4\nx | threshold | n <= 4 -> n <= 5\n");
  EXPECT_EQ(Made(rule + example("n = 4", "  expect approve\n") + example("n = 5", "  expect deny\n")).unnoticed(), "");
}

// Equal operations are one, but a change is of one criterion alone.
TEST(Mutation, OfOneCriterionLeavesTheOthersAsTheyAre) {
  const std::string rule = kFacts + "rule therapy page 1\n  requires\n    x: n <= 4\n  considers\n    y: n <= 4\nend\n";
  const Made made(rule + example("n = 4", "  expect approve\n") + example("n = 5", "  expect deny\n"));
  EXPECT_EQ(made.unnoticed(), "y | comparison | n <= 4 -> n < 4\ny | comparison | n <= 4 -> n >= 4\ny | threshold | n <= 4 -> n <= 5\n");
}

TEST(Mutation, OfADefinitionReachesAllWhoNameIt) {
  const std::string rules = kFacts + "define few = n <= 4\nrule therapy, one page 1\n  applies when few\n  requires x: a\nend\n\nrule therapy, two page 1\n  applies otherwise\n  requires y: b\nend\n";
  EXPECT_EQ(Made(rules + example("n = 4, a = yes, b = no", "  expect approve\n") + example("n = 5, a = yes, b = no", "  expect deny\n") +
                 example("n = 4, a = no, b = yes", "  expect deny\n")).unnoticed(),
            "");
}

TEST(Mutation, AFailingExampleNoticesNothing) {
  const std::string rule = kFacts + "rule therapy page 1\n  requires x: a\nend\n";
  EXPECT_EQ(Made(rule + example("a = yes", "  expect deny\n")).result.noticed.size(), 0u);
  EXPECT_EQ(Made(rule + example("a = yes", "  expect approve\n")).unnoticed(), "x | dropped | x: a -> \n");
}

TEST(Mutation, OfAnEditionThatPartOfTheDayFallsIn) {
  const auto files = [](const std::string& examples) {
    return std::vector<std::pair<std::string, std::string>>{
        {"words", "vocabulary words\n\nservice therapy\nfact day: date\nfact a: yes or no\n"},
        {"old", "guideline g\n  effective from 2009-01-01 until 2010-01-01\n  uses words\n\nrule therapy page 1\n  requires x: day < 2009-12-31\nend\n"},
        {"new", "guideline g\n  effective from 2010-01-01\n  uses words\n\nrule therapy page 1\n  requires x: day >= 2010-01-01 or a\nend\n"},
        {"policy", "policy p\n  uses words\n  consults g\n  as of day\n" + examples}};
  };
  // by itself `day >= 2010-01-02` is as undocumented as what is written; within the edition it is not
  const Made made(compiled_from(files("\nexample \"December or January\" for therapy\n  given day = 2009-12-01 to 2010-01-31\n  expect pend\n")));
  EXPECT_NE(made.all().find("day >= 2010-01-01 -> day > 2010-01-01"), std::string::npos);
  EXPECT_EQ(made.unnoticed().find("day >= 2010-01-01 -> day < 2010-01-01"), std::string::npos) << made.unnoticed();
}

// Every kind of site: a definition, groups, exclusions, grants, closings.
const std::string kEverything = kFacts + "define recent = time from start to seen <= 2y\n\n"
    "rule therapy, one page 1\n  applies when a or n > 2\n  requires\n    first: recent and w + 1 <= 6\n      undocumented is unmet\n    g: at least 2 of\n        p: s in {left, both}\n"
    "        q: n between 3 and 9\n        r: any of\n            deep: l >= middle\n            deeper: not b\n          end\n      end\n  excluded when\n    y: b\n      unless recent\n"
    "  considers\n    z: n is 4\n  allows 10 visits within 8w less used when recent\n  never more than 12 visits\nend\n\n"
    "rule therapy, two page 2\n  applies otherwise\n  requires x: seen > 2013-06-30\nend\n"
    "\nexample \"both known\" for therapy\n  requests 3 visits over 4w used 1 visit\n  given start = 2013-01-01, seen = 2014-02-28, a = yes, b = no, n = 4, w = 5, s = left, l = low\n  expect approve 3 visits\n"
    "\nexample \"other\" for therapy\n  requests 3 visits\n  given seen = 2013-07-01, a = no, n = 1\n  expect approve\n";

// ---- the workbench --------------------------------------------------------------------------------------------------
TEST(Workbench, PutsBackWhatItChanged) {
  const Compilation compiled = compiled_from(kEverything);
  const Places places = places_of(*compiled.checked, compiled.program());
  const Mutants mutants = mutants_of(*compiled.checked, *compiled.lowered, places);
  EXPECT_GT(mutants.distinct.size(), 40u);
  const std::string before = program_to_text(compiled.program());
  Workbench bench(compiled.program());
  for (const Mutant& mutant : mutants.distinct) {
    mutant.apply(bench);
    EXPECT_TRUE(bench.is_changed()) << mutant.where << " " << mutant.before;
    // of a criterion that is dropped the expression stays, and only what it comes to is exchanged
    const auto broken = mutant.kind == ChangeKind::dropped ? std::nullopt : verify(bench.program());
    EXPECT_EQ(broken, std::nullopt) << mutant.where << " " << mutant.before;
    bench.put_back();
    ASSERT_EQ(program_to_text(bench.program()), before) << mutant.where << " " << mutant.before;
  }
}

TEST(Mutation, IsWhatDecidingAnewSays) {
  const Made made(kEverything);
  EXPECT_GT(made.result.noticed.size(), 5u);
  EXPECT_GT(made.result.unnoticed.size(), 10u);
  const Program& program = made.compiled.program();
  Workbench bench(program);
  for (const std::size_t at : made.result.unnoticed) {
    made.mutants.distinct[at].apply(bench);
    for (const auto& example : made.compiled.examples) {
      const Determination determination = decide(bench.program(), policy_of(program, example.policy), example.title, example.request, interpreter(bench.program()));
      EXPECT_EQ(mismatches(program, example, determination), std::vector<std::string>{}) << made.mutants.distinct[at].before;
    }
    bench.put_back();
  }
}

TEST(Suggestions, TellAMutantFromWhatIsWritten) {
  const std::string text = kFacts + "rule therapy page 1\n  requires\n    x: time from start to seen <= 2y\n    y: any of\n        p: a\n        q: b\n      end\n  allows 10 visits within 8w\nend\n" +
                           "\nexample \"first\" for therapy\n  requests 3 visits over 4w\n  given start = 2013-01-01, seen = 2014-02-28, a = yes, b = yes\n  expect approve\n";
  Made made(text);
  ASSERT_FALSE(made.result.unnoticed.empty());
  std::string all;
  Suggesting suggesting(made.compiled.syntax, made.compiled.sources, made.compiled.program(), made.places, made.compiled.examples);
  for (const std::size_t at : made.result.unnoticed) {
    const Suggestion one = suggesting.for_mutant(made.mutants.distinct[at]);
    EXPECT_FALSE(one.text.empty()) << Made::line(made.mutants.distinct[at]);
    if (all.find(one.text) == std::string::npos) all += "\n" + one.text;
  }
  EXPECT_EQ(Made(text + all).unnoticed(), "");
}

}  // namespace
}  // namespace precept::analyze
