// Rules that cannot approve, criteria that never decide, rules in conflict: held against every case there is, of small libraries.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "compiler/analyze/replay.hpp"
#include "compiler/pipeline/compile.hpp"
#include "runtime/interpret/interpret.hpp"

namespace precept::analyze {
namespace {

constexpr const char* kFacts =
    "service therapy\nscale level: low < middle < high < top\nfact n: count from 0 to 5\nfact m: count from 0 to 5\nfact a: yes or no\nfact b: yes or no assumed no\nfact l: level\n\n";

Compilation compiled(const std::string& text) {
  source::Sources sources;
  sources.files.emplace_back("test.precept", text);
  Compilation out = compile_sources(std::move(sources), Warnings::all);
  for (const auto& one : out.diagnostics.list())
    if (one.severity() == diagnostics::Severity::error) ADD_FAILURE() << one.message << "\n" << text;
  return out;
}

// What the warnings of a code begin with: "`c2`".
std::set<std::string> named(const Compilation& out, std::string_view code) {
  std::set<std::string> labels;
  for (const auto& one : out.diagnostics.list())
    if (diagnostics::row_of(one.code).name == code) labels.insert(out.sources.files[0].text().substr(one.span.begin, one.span.end - one.span.begin));
  return labels;
}

class Maker {
 public:
  explicit Maker(std::uint32_t seed) : random_(seed) {}

  std::string atom() {
    const char* const of_numbers[] = {"n", "m", "n + m"};
    const char* const comparisons[] = {"<=", "<", ">=", ">", "is"};
    const char* const levels[] = {"low", "middle", "high", "top"};
    switch (pick(6)) {
      case 0: return "a";
      case 1: return "b";
      case 2: return std::string("l >= ") + levels[1 + pick(3)];
      case 3: return std::string("l < ") + levels[1 + pick(3)];
      default: return std::string(of_numbers[pick(3)]) + " " + comparisons[pick(5)] + " " + std::to_string(1 + pick(4));
    }
  }

  std::string condition() {
    switch (pick(5)) {
      case 0: return "(" + atom() + ") and (" + atom() + ")";
      case 1: return "(" + atom() + ") or (" + atom() + ")";
      case 2: return "not (" + atom() + ")";
      default: return atom();
    }
  }

  std::string criteria(std::size_t count) {
    std::string required = "  requires\n", excluded = "  excluded when\n";
    for (std::size_t i = 0; i < count; ++i) {
      const bool out = i > 0 && pick(3) == 0;
      (out ? excluded : required) += "    c" + std::to_string(i) + ": " + condition() + "\n";
    }
    return required + (excluded.size() > 18 ? excluded : "");
  }

  int pick(int most) { return static_cast<int>(random_() % static_cast<std::uint32_t>(most)); }

 private:
  std::mt19937 random_;
};

CaseFacts every_case(const Program& program, int number) {
  CaseFacts facts = undocumented_facts(program);
  for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
    const Fact& fact = program.facts[i];
    const int many = fact.type.kind == TypeKind::truth ? 2 : fact.type.kind == TypeKind::count ? 6 : 4;
    const int value = number % many;
    number /= many;
    const std::int64_t step = fact.type.kind == TypeKind::count ? step_of(TypeKind::count) : 1;
    document(facts, program, FactId{i}, fact.type.kind == TypeKind::truth ? truth_value(value == 0 ? Truth::yes : Truth::no) : Value{value * step, value * step});
  }
  return facts;
}
constexpr int kCases = 6 * 6 * 2 * 2 * 4;

// By case, by criterion: whether it lets the request through.
std::vector<std::vector<bool>> all_cases(const Program& program, const Rule& rule, std::vector<std::string>& labels) {
  std::vector<std::vector<bool>> out;
  for (int number = 0; number < kCases; ++number) {
    const Trace trace = interpret(program, every_case(program, number));
    auto& row = out.emplace_back();
    for (const auto* section : {&rule.requirements, &rule.exclusions})
      for (const CriterionId id : *section) {
        const Criterion& criterion = program.criterion(id);
        row.push_back(trace.truth(criterion.effective) == (criterion.section == Section::excluded ? Truth::no : Truth::yes));
        if (number == 0) labels.push_back(criterion.label);
      }
  }
  return out;
}

bool is_implied(const std::vector<std::vector<bool>>& cases, const std::vector<bool>& by, std::size_t one) {
  for (const auto& row : cases) {
    bool others = true;
    for (std::size_t i = 0; i < row.size(); ++i) others = others && (i == one || !by[i] || row[i]);
    if (others && !row[one]) return false;
  }
  return true;
}

TEST(Findings, AreWhatEveryCaseShows) {
  int contradictions = 0, implied = 0;
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    Maker maker(seed);
    const std::string text = kFacts + ("rule therapy page 1\n" + maker.criteria(static_cast<std::size_t>(2 + maker.pick(4)))) + "end\n";
    const Compilation out = compiled(text);
    std::vector<std::string> labels;
    const auto cases = all_cases(out.program(), out.program().rules[0], labels);
    const bool approves = std::any_of(cases.begin(), cases.end(), [](const auto& row) { return std::find(row.begin(), row.end(), false) == row.end(); });
    const bool alone = std::any_of(labels.begin(), labels.end(), [&](const std::string& label) {  // the comparison's own warning says so
      const std::size_t i = static_cast<std::size_t>(&label - labels.data());
      return std::none_of(cases.begin(), cases.end(), [&](const auto& row) { return row[i]; });
    });
    if (!alone) { EXPECT_EQ(named(out, "W0711").empty(), approves) << text; }
    if (!named(out, "W0711").empty()) { EXPECT_FALSE(approves) << text; }
    contradictions += approves ? 0 : 1;
    if (!approves) continue;
    const auto flagged = named(out, "W0712");
    std::vector<bool> kept(labels.size(), true);
    for (std::size_t i = 0; i < labels.size(); ++i) kept[i] = !flagged.contains(labels[i]);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const bool always = is_implied(cases, std::vector<bool>(labels.size(), false), i);
      if (!kept[i]) { EXPECT_TRUE(is_implied(cases, kept, i)) << labels[i] << " of\n" << text; }
      else if (!always) { EXPECT_FALSE(is_implied(cases, kept, i)) << labels[i] << " of\n" << text; }
      implied += kept[i] ? 0 : 1;
    }
  }
  EXPECT_GT(contradictions, 20);
  EXPECT_GT(implied, 60);
}

// Two rules come out unlike in some case, or in none.
TEST(Findings, ConflictsAreWhatEveryCaseShows) {
  int conflicts = 0, agreeing = 0;
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    Maker maker(1000 + seed);
    const auto rule = [&](const std::string& label, int sessions) {
      return "rule therapy, " + label + " page 1\n  applies when " + maker.condition() + "\n" + maker.criteria(1 + static_cast<std::size_t>(maker.pick(2))) +
             "  allows " + std::to_string(sessions) + "\nend\n";
    };
    const std::string text = kFacts + rule("one", 3) + "\n" + rule("two", 3 + maker.pick(2));
    const Compilation out = compiled(text);
    bool any = false;
    for (int number = 0; number < kCases && !any; ++number) {
      Request request;
      request.facts = every_case(out.program(), number);
      any = decide(out.program(), PolicyId{0}, "", request, interpreter(out.program())).conflict;
    }
    EXPECT_EQ(!named(out, "W0707").empty(), any) << text;
    (any ? conflicts : agreeing) += 1;
  }
  EXPECT_GT(conflicts, 20);
  EXPECT_GT(agreeing, 20);
}

// An example that a warning prints is one that passes.
TEST(Findings, ExamplesCanBePasted) {
  int shown = 0;
  for (std::uint32_t seed = 0; seed < 150; ++seed) {
    Maker maker(seed);
    const std::string text = kFacts + ("rule therapy page 1\n" + maker.criteria(4)) + "end\n";
    const Compilation out = compiled(text);
    for (const auto& one : out.diagnostics.list()) {
      if (one.example.empty()) continue;
      const Compilation with = compiled(text + "\n" + one.example);
      ASSERT_EQ(with.examples.size(), 1u) << one.example;
      const Decider decider(with.program());
      EXPECT_NE(replay(with.program(), decider, with.examples[0]).outcome, Outcome::approve) << text << one.example;
      ++shown;
    }
  }
  EXPECT_GT(shown, 40);
}

TEST(Findings, WhatAsksTheRecordIsLeftOut) {
  EXPECT_TRUE(named(compiled(std::string(kFacts) + "rule therapy page 1\n  requires\n    x: n is not documented\n    y: n <= 3\nend\n"), "W0711").empty());
  EXPECT_TRUE(named(compiled(std::string(kFacts) + "rule therapy page 1\n  requires\n    x: n is documented\n    y: n <= 3\nend\n"), "W0712").empty());
}

// Every two of them exclude each other, and there are more pairs than questions.
TEST(Findings, WhatIsOutOfReachIsNotSaid) {
  std::string text = kFacts;
  for (int i = 0; i < 60; ++i)
    text += "rule therapy, r" + std::to_string(i) + " page 1\n  applies when n + m >= " + std::to_string(i) + " and n + m <= " + std::to_string(i) +
            "\n  requires\n    a: a\n  allows " + std::to_string(i + 1) + "\nend\n\n";
  EXPECT_TRUE(named(compiled(text), "W0707").empty());
}

TEST(Findings, AThirdRuleThatGoesFirstMakesNoConflict) {
  const auto rules = [](const std::string& third) {
    return std::string(kFacts) + "rule therapy, one page 1\n  applies when n >= 2\n  requires\n    a: a\n  allows 3\nend\n\n" +
           "rule therapy, two page 1\n  applies when n >= 4\n  requires\n    a: a\n  allows 4\nend\n\n" + "rule therapy, three page 1\n  applies when " + third +
           "\n  overrides one\n  overrides two\n  requires\n    a: a\n  allows 5\nend\n";
  };
  EXPECT_TRUE(named(compiled(rules("n >= 3")), "W0707").empty());
  EXPECT_EQ(named(compiled(rules("n >= 5")), "W0707").size(), 1u);
  EXPECT_EQ(named(compiled(rules("n <= 4")), "W0707").size(), 1u) << "at five";
}

// The third goes before the first by way of the second, whether or not the second applies.
TEST(Findings, AnExceptionToAnExceptionMakesNoConflict) {
  const std::string text = std::string(kFacts) + "rule therapy, one page 1\n  requires\n    a: a\n  allows 3\nend\n\n" +
                           "rule therapy, two page 1\n  applies when n >= 4\n  overrides one\n  requires\n    a: a\n  allows 4\nend\n\n" +
                           "rule therapy, three page 1\n  applies when m >= 3\n  overrides two\n  requires\n    a: a\n  allows 5\nend\n";
  EXPECT_TRUE(named(compiled(text), "W0707").empty());
}

TEST(Findings, AnAssumptionIsNoProof) {
  EXPECT_TRUE(named(compiled(std::string(kFacts) + "rule therapy page 1\n  requires\n    x: b or a\n    y: a or n <= 3\nend\n"), "W0712").empty());
  EXPECT_TRUE(named(compiled(std::string(kFacts) + "rule therapy page 1\n  requires\n    x: b\nend\n"), "W0711").empty());
}

}  // namespace
}  // namespace precept::analyze
