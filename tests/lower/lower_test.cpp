// What expressions become: shared nodes, limits for spans, facts as recorded, branches of the trace.
#include <gtest/gtest.h>

#include <algorithm>

#include "compiler/lower/lower.hpp"
#include "runtime/program/text.hpp"
#include "runtime/program/verify.hpp"
#include "tests/check/checked.hpp"

namespace precept::lower {
namespace {

Program lowered(const std::string& text) {
  const check::Checked out = check::checked(text);
  EXPECT_EQ(out.findings(), "");
  if (!out.library) return {};
  Program program = program_from_checked(*out.library).program;
  EXPECT_EQ(verify(program), std::nullopt);
  return program;
}

// The lines of a Program's text that begin with `head`.
std::string lines(const Program& program, const std::string& head) {
  std::string out;
  const std::string text = program_to_text(program);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (text.compare(at, head.size(), head) == 0) out += text.substr(at, end - at) + "\n";
    at = end + 1;
  }
  return out;
}

TEST(Lower, EqualExpressionsAreOneNode) {
  const Program program = lowered("service therapy\nservice massage\nfact a: count\nfact b: yes or no\ndefine few = a <= 3\n"
                                  "therapy requires a <= 3 and (few or b) and not (3 >= a)\nmassage requires (few or b) and a <= 3\n");
  EXPECT_EQ(lines(program, "node"),
            "node n0 count fact f0 a\n"
            "node n1 count constant 3\n"
            "node n2 yes_or_no less_equal n0 n1\n"
            "node n3 yes_or_no fact f1 b\n"
            "node n4 yes_or_no disjunction n2 n3\n"
            "node n5 yes_or_no negation n2\n");
}

TEST(Lower, ASpanIsComparedAsItsLastDay) {
  const std::string facts = "service therapy\nfact a: date\nfact b: date\ndefine age = time from a to b\ntherapy requires ";
  EXPECT_EQ(lines(lowered(facts + "age <= 2y\n"), "node"),
            "node n0 date fact f0 a\nnode n1 date fact f1 b\nnode n2 months constant 24\nnode n3 date limit_months n0 n2\n"
            "node n4 yes_or_no less_equal n1 n3\n");
  EXPECT_EQ(lines(lowered(facts + "age > 90d\n"), "node"),
            "node n0 date fact f0 a\nnode n1 date fact f1 b\nnode n2 days constant 90\nnode n3 date limit_days n0 n2\n"
            "node n4 yes_or_no less n3 n1\n");
  EXPECT_EQ(lines(lowered(facts + "age between 6mo and 1y\n"), "node"),
            "node n0 date fact f0 a\nnode n1 date fact f1 b\nnode n2 months constant 6\nnode n3 date limit_months n0 n2\n"
            "node n4 months constant 12\nnode n5 date limit_months n0 n4\nnode n6 yes_or_no between n1 n3 n5\n");
  EXPECT_EQ(lines(lowered(facts + "whole months of age >= 6\n"), "node"),
            "node n0 date fact f0 a\nnode n1 date fact f1 b\nnode n2 count constant 6\nnode n3 count whole_months n0 n1\n"
            "node n4 yes_or_no less_equal n2 n3\n");
}

TEST(Lower, DocumentedLooksAtTheRecordAlsoThroughDefinitions) {
  const Program program = lowered("service therapy\nfact a: count from 0 to 9 assumed 3\nfact b: date assumed 2010-01-01\nfact c: date\n"
                                  "define plain = a\ndefine again = plain\ndefine twice = a + a\ndefine age = time from b to c\n"
                                  "therapy requires again is documented and twice is not documented and age is documented and age is exact and a <= 3\n");
  EXPECT_EQ(lines(program, "node"),
            "node n0 count fact f0 a\n"
            "node n1 date fact f1 b\n"
            "node n2 date fact f2 c\n"
            "node n3 count add n0 n0\n"
            "node n4 count recorded f0 a\n"
            "node n5 yes_or_no documented n4 whole 0..9\n"
            "node n6 count add n4 n4\n"
            "node n7 yes_or_no documented n6 whole 0..\n"
            "node n8 yes_or_no negation n7\n"
            "node n9 date recorded f1 b\n"
            "node n10 date recorded f2 c\n"
            "node n11 yes_or_no documented n9 whole ..\n"
            "node n12 yes_or_no documented n10 whole ..\n"
            "node n13 yes_or_no conjunction n11 n12\n"
            "node n14 yes_or_no exact n9\n"
            "node n15 yes_or_no exact n10\n"
            "node n16 yes_or_no conjunction n14 n15\n"
            "node n17 count constant 3\n"
            "node n18 yes_or_no less_equal n0 n17\n");
}

TEST(Lower, ALongChainIsReadAsRecordedWithoutRecursion) {
  std::string text = "service therapy\nfact a: yes or no assumed no\nfact b: yes or no\ndefine d0 = a\n";
  for (int i = 1; i < 100'000; ++i) text += fmt::format("define d{} = d{} and b\n", i, i - 1);
  const Program program = lowered(text + "therapy requires d99999 is documented\n");
  EXPECT_EQ(program.nodes.size(), 2u * 100'001 + 1);
  EXPECT_EQ(program.nodes.back().op, Op::documented);
}

TEST(Lower, UnlessIsPartOfWhatDecides) {
  const Program program = lowered("service therapy\nfact a: yes or no\nfact b: yes or no\nrule therapy page 1\n  requires\n    x: a\n      unless b\n"
                                  "  excluded when\n    y: a\n      unless b\nend\n");
  EXPECT_EQ(lines(program, "node"),
            "node n0 yes_or_no fact f0 a\nnode n1 yes_or_no fact f1 b\nnode n2 yes_or_no disjunction n0 n1\n"
            "node n3 yes_or_no negation n1\nnode n4 yes_or_no conjunction n0 n3\n");
  EXPECT_EQ(program.criteria[0].effective, NodeId{2});
  EXPECT_EQ(program.criteria[1].effective, NodeId{4});
}

TEST(Lower, BranchesOfGroupsAreCriteriaThroughDefinitionsToo) {
  const Program program = lowered("service therapy\nfact a: yes or no\nfact b: yes or no\n"
                                  "define signs = any of weakness: a numbness: b end\n"
                                  "rule therapy page 1\n  requires\n    r: at least 1 of s: signs t: a end\n    q: signs and not signs\nend\n");
  std::vector<std::string> labels;
  for (const Criterion& one : program.criteria) labels.push_back(one.label);
  EXPECT_EQ(labels, (std::vector<std::string>{"r", "s", "weakness", "numbness", "t", "q", "weakness", "numbness"}));
  EXPECT_EQ(program.criteria[0].group, Criterion::Group::at_least);
  EXPECT_EQ(program.criteria[1].group, Criterion::Group::any_of);
  EXPECT_EQ(program.criteria[5].group, Criterion::Group::none);
  EXPECT_EQ(program.criteria[5].branches, (std::vector<CriterionId>{CriterionId{6}, CriterionId{7}})) << "each branch once";
}

TEST(Lower, MentionsAreInTheOrderOfTheTextEachOnce) {
  const Program program = lowered("service therapy\nfact z: count\nfact y: count\nfact x: count\ndefine d = y + z\n"
                                  "therapy requires d + z <= x + d\n");
  const auto name = [&](FactId fact) { return program.fact(fact).name; };
  std::vector<std::string> names;
  for (const FactId fact : program.criteria[0].mentions_facts) names.push_back(name(fact));
  EXPECT_EQ(names, (std::vector<std::string>{"y", "z", "x"}));
  EXPECT_EQ(program.criteria[0].mentions_definitions, std::vector<std::uint32_t>{0});
}

TEST(Lower, FactsAreNumberedByOwnerAndName) {
  const Program program = lowered("service therapy\nservice massage\nunit b\nunit a\nscale z: p < q\nchoice y: r, s\nfact d: z\nfact c: y\nfact e: number in b\n"
                                  "therapy requires d >= q and c is r and requested <= 3 and e <= 3 b\nmassage requires requested <= 3\n");
  EXPECT_EQ(lines(program, "fact"), "fact f0 c\nfact f1 d\nfact f2 e\nfact f3 requested\nfact f4 requested\n");
  EXPECT_EQ(program.facts[3].owner, "service massage");
  EXPECT_EQ(program.enumerations[0].name, "y");
  EXPECT_EQ(program.services[0].name, "massage");
}

TEST(Lower, NodesKnowWhereTheyWereWritten) {
  const check::Checked out = check::checked("service therapy\nfact a: count\ntherapy requires a <= 3\n");
  const Lowered result = program_from_checked(*out.library);
  ASSERT_EQ(result.node_spans.size(), result.program.nodes.size());
  const source::Span span = result.node_spans.back();
  EXPECT_EQ(out.sources.files[span.file].text().substr(span.begin, span.end - span.begin), "a <= 3");
}

}  // namespace
}  // namespace precept::lower
