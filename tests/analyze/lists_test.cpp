// Lists, codes and tables under coverage and mutation: what is said inside a `where` is changed and shown like all else.
#include <fmt/format.h>

#include "compiler/analyze/expectations.hpp"
#include "compiler/analyze/mutation.hpp"
#include "compiler/analyze/suggest.hpp"
#include "compiler/analyze/written.hpp"
#include "runtime/program/verify.hpp"
#include "tests/analyze/library.hpp"

namespace precept::analyze {
namespace {

const std::string kFacts =
    "choice kind: massage, exercise, drug\nunit visit, visits\nservice care in visits\nfact seen: date\n"
    "record course\n  what: kind\n  start: date\n  visits: count in visits\n  helped: yes or no\nend\n\n"
    "fact courses: list of course incomplete unless stated\n\n";

std::string rule(const std::string& expression) { return kFacts + "rule care page 1\n  requires x: " + expression + "\nend\n"; }

std::string mutants(const std::string& text) {
  const Compilation compiled = compiled_from(text);
  const Places places = places_of(*compiled.checked, compiled.program());
  Workbench bench(compiled.program());
  std::string out;
  for (const Mutant& mutant : mutants_of(*compiled.checked, *compiled.lowered, places).distinct) {
    if (mutant.kind == ChangeKind::dropped) continue;
    out += mutant.before + " -> " + mutant.after + "\n";
    mutant.apply(bench);
    EXPECT_EQ(verify(bench.program()), std::nullopt) << mutant.before << " -> " << mutant.after;
    bench.put_back();
  }
  return out;
}

std::vector<Suggestion> suggested(const Compilation& compiled) {
  const Places places = places_of(*compiled.checked, compiled.program());
  Covering covering(compiled.program(), places);
  for (const auto& example : compiled.examples) covering.add(example);
  return Suggesting(compiled.syntax, compiled.sources, compiled.program(), places, compiled.examples).for_coverage(covering);
}

TEST(ListMutants, OfWhatIsSaidOfARecord) {
  EXPECT_EQ(mutants(rule("some courses where what is massage and visits >= 6 visits")),
            "what is massage -> what is not massage\nvisits >= 6 visits -> visits > 6 visits\nvisits >= 6 visits -> visits <= 6 visits\n"
            "visits >= 6 visits -> visits >= 5 visits\nwhat is massage and visits >= 6 visits -> what is massage or visits >= 6 visits\n"
            "some courses where what is massage and visits >= 6 visits -> not (some courses where what is massage and visits >= 6 visits)\n");
}

TEST(ListMutants, OfListOperations) {
  EXPECT_EQ(mutants(rule("every courses where helped has visits < 3 visits")),
            "helped -> not helped\nvisits < 3 visits -> visits <= 3 visits\nvisits < 3 visits -> visits > 3 visits\n"
            "visits < 3 visits -> visits < 2 visits\n"
            "every courses where helped has visits < 3 visits -> not (every courses where helped has visits < 3 visits)\n"
            "every courses where helped has visits < 3 visits -> some courses where helped and visits < 3 visits\n");
  EXPECT_EQ(mutants(rule("(count of courses where helped) <= 2")).substr(0, 21), "helped -> not helped\n");
}

// A change inside a `where` is noticed where the list decides, and not elsewhere.
TEST(ListMutants, AreRunOnTheRecordsOfAnExample) {
  const auto unnoticed = [](const std::string& examples) {
    const Compilation compiled = compiled_from(rule("some courses where visits >= 6 visits") + examples);
    const Places places = places_of(*compiled.checked, compiled.program());
    const Mutants made = mutants_of(*compiled.checked, *compiled.lowered, places);
    std::vector<const lower::ExampleCase*> passing;
    for (const auto& example : compiled.examples) passing.push_back(&example);
    std::string out;
    for (const std::size_t at : run_mutants(compiled.program(), made.distinct, passing).unnoticed)
      out += made.distinct[at].before + " -> " + made.distinct[at].after + "\n";
    return out;
  };
  const std::string many = "\nexample \"many\" for care\n  given courses = [{visits = 9}, {visits = 1}]\n  expect approve\n";
  const std::string six = "\nexample \"six\" for care\n  given courses = [{visits = 6}]\n  expect approve\n";
  const std::string five = "\nexample \"five\" for care\n  given courses = [{visits = 5}]\n  expect deny\n";
  EXPECT_EQ(unnoticed(many + five), "visits >= 6 visits -> visits > 6 visits\n");
  EXPECT_EQ(unnoticed(six + five), "");
}

TEST(ListSuggestions, MakeAndVaryRecords) {
  for (const char* expression :
       {"some courses where what is massage and visits >= 6 visits and helped", "every courses where what is drug has visits < 3 visits",
        "(count of courses where what is massage) <= 4", "(sum of visits in courses where helped) >= 12 visits",
        "(some courses where start > seen) and seen >= 2010-01-01", "latest courses by start has helped"}) {
    const std::string text = rule(expression) + "\nexample \"one\" for care\n  given seen = 2012-03-04, courses = [{what = exercise, start = 2011-05, visits = 2, helped = no}]\n  expect criterion x met\n";
    std::string all;
    const Compilation first = compiled_from(text);
    for (const Suggestion& one : suggested(first)) {
      EXPECT_FALSE(one.text.empty()) << expression << ": " << one.goal;
      all += "\n" + one.text;
    }
    const Compilation pasted = compiled_from(text + all);
    const Decider decider(pasted.program());
    for (const auto& example : pasted.examples) {
      if (example.title == "one") continue;  // expects what only some of the expressions make true
      EXPECT_EQ(mismatches(pasted.program(), example, replay(pasted.program(), decider, example)), std::vector<std::string>{}) << example.title;
    }
    EXPECT_TRUE(suggested(pasted).empty()) << expression;
  }
}

TEST(ListSuggestions, GiveCodes) {
  const std::string text =
      "service care\ncodes spine in icd10cm: M54.16, M51.1*\nfact diagnosis: code in icd10cm\n\nrule care page 1\n  requires x: diagnosis in spine\nend\n";
  const auto suggestions = suggested(compiled_from(text));
  std::string all;
  for (const Suggestion& one : suggestions) all += one.goal + ": " + one.title + "\n";
  EXPECT_EQ(all, "reached: care\nmet: care, but diagnosis = M51.1\nunmet: care, but diagnosis = Z00\n");
}

}  // namespace
}  // namespace precept::analyze
