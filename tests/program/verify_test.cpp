// The verifier lets the sample pass, and says what is broken where one thing in it is.
#include "runtime/program/verify.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "tests/program/sample_program.hpp"

namespace precept {
namespace {

using namespace sample;

TEST(Verify, AWholeProgramPasses) { EXPECT_EQ(verify(sample_program()), std::nullopt); }

TEST(Verify, AnEmptyProgramNeedsAPolicy) { EXPECT_EQ(verify(Program{}), "there is no policy"); }

struct Breakage {
  std::function<void(Program&)> how;
  std::string says;
};

void expect_each(const std::vector<Breakage>& breakages) {
  for (const Breakage& breakage : breakages) {
    Program program = sample_program();
    breakage.how(program);
    const auto wrong = verify(program);
    EXPECT_EQ(wrong.value_or("nothing"), breakage.says);
  }
}

Node& node(Program& program, NodeId id) { return program.nodes[id.index]; }

TEST(Verify, EnumerationsFactsAndServices) {
  const auto of = [](FactId id, auto change) { return [id, change](Program& p) { change(p.facts[id.index]); }; };
  expect_each({
      {[](Program& p) { p.enumerations[1].members.clear(); }, "enumeration body_region has 0 members"},
      {[](Program& p) {
         p.enumerations[1].members.resize(65, {"x", "x"});
       },
       "enumeration body_region has 65 members"},
      {[](Program& p) { p.enumerations[0].members[2].name = "light"; }, "enumeration demand has light twice"},
      {[](Program& p) { p.enumerations[0].members[2].words = ""; }, "enumeration demand has a member without words"},
      {[](Program& p) { p.enumerations[0].ordered = false; }, "fact demand_level has no valid type"},
      {of(injury, [](Fact& f) { f.name = ""; }), "fact `` has no name or no words"},
      {of(demand, [](Fact& f) { f.type.enumeration = EnumId{2}; }), "fact demand_level has no valid type"},
      {of(dose, [](Fact& f) { f.type.unit = UnitId{2}; }), "fact dose has no valid type"},
      {of(goal, [](Fact& f) { f.type.is_signed = true; }), "fact return_goal has no valid type"},
      {of(goal, [](Fact& f) { f.type.enumeration = EnumId{1}; }), "fact return_goal has no valid type"},
      {of(goal,
          [](Fact& f) {
            f.whole = {0, 0};
          }),
       "fact return_goal has no valid whole"},
      {of(goal,
          [](Fact& f) {
            f.whole = {3, 1};
          }),
       "fact return_goal has no valid whole"},
      {of(demand,
          [](Fact& f) {
            f.whole = {0, 3};
          }),
       "fact demand_level has no valid whole"},
      {of(region,
          [](Fact& f) {
            f.whole = {4, 0};
          }),
       "fact region has no valid whole"},
      {of(dose,
          [](Fact& f) {
            f.whole = {-1, 5};
          }),
       "fact dose has no valid whole"},
      {of(dose,
          [](Fact& f) {
            f.whole = {5, 4};
          }),
       "fact dose has no valid whole"},
      {of(dose,
          [](Fact& f) {
            f.whole = {0, kNumberMax + 1};
          }),
       "fact dose has no valid whole"},
      {of(requested,
          [](Fact& f) {
            f.whole = {0, kOne + 1};
          }),
       "fact requested has no valid whole"},
      {of(injury,
          [](Fact& f) {
            f.whole = {kNoLow, 2932897};
          }),
       "fact injury_date has no valid whole"},
      {of(prior, [](Fact& f) { f.assumed = truth_value(Truth::undocumented); }),
       "fact prior_program assumes what is not one of its values"},
      {of(dose,
          [](Fact& f) {
            f.assumed = Value{501 * kOne, 501 * kOne};
          }),
       "fact dose assumes what is not one of its values"},
      {of(dose,
          [](Fact& f) {
            f.assumed = Value{1, 2};
          }),
       "fact dose assumes what is not one of its values"},
      {of(requested, [](Fact& f) { f.service.reset(); }),
       "fact requested is a builtin of no service, or a service's without being one"},
      {of(requested, [](Fact& f) { f.service = ServiceId{1}; }), "fact requested names no service"},
      {of(requested, [](Fact& f) { f.per_request = false; }), "builtin requested is not a request's"},
      {of(decision, [](Fact& f) { f.not_before = demand; }), "fact decision_date is not before what is no date"},
      {of(decision, [](Fact& f) { f.not_before = decision; }), "fact decision_date is not before what is no date"},
      {of(decision, [](Fact& f) { f.not_before = FactId{99}; }), "fact decision_date is not before what is no date"},
      {of(prior, [](Fact& f) { f.name = "return_goal"; }), "fact return_goal is there twice"},
      {[](Program& p) { p.services[0].words = ""; }, "service `work_conditioning` has no name or no words"},
      {[](Program& p) { p.services.push_back(p.services[0]); }, "service work_conditioning is there twice"},
      {[](Program& p) { p.services[0].unit = UnitId{7}; }, "service work_conditioning has no valid unit"},
      {[](Program& p) { p.services[0].used = requested; }, "service work_conditioning has a builtin that is not its own"},
      {[](Program& p) { p.services[0].requested = FactId{40}; },
       "service work_conditioning has a builtin that is not its own"},
  });
}

TEST(Verify, Nodes) {
  const auto of = [](NodeId id, auto change) { return [id, change](Program& p) { change(node(p, id)); }; };
  expect_each({
      {of(recent, [](Node& n) { n.operands[1] = recent; }),
       "node n4 (less_equal) has the operand n4, which is not below it"},
      {of(recent, [](Node& n) { n.operands[0] = NodeId{77}; }),
       "node n4 (less_equal) has the operand n77, which is not below it"},
      {of(recent, [](Node& n) { n.operands.pop_back(); }), "node n4 (less_equal) has 1 operands"},
      {of(absent, [](Node& n) { n.operands.clear(); }), "node n12 (conjunction) has 0 operands"},
      {of(injury_node, [](Node& n) { n.op = Op::in_set; }), "node n0 (in_set) has 0 operands"},
      {of(recent, [](Node& n) { n.operands[1] = two_years; }), "node n4 (less_equal) has operands of the wrong type"},
      {of(not_demanding, [](Node& n) { n.operands[0] = recent; }), "node n7 (less) has operands of the wrong type"},
      {of(limit, [](Node& n) { n.op = Op::limit_days; }), "node n3 (limit_days) has operands of the wrong type"},
      {of(limit, [](Node& n) { n.op = Op::add; }), "node n3 (add) has operands of the wrong type"},
      {of(is_spine, [](Node& n) { n.operands[0] = goal_node; }), "node n15 (choice_in) has operands of the wrong type"},
      {of(recent, [](Node& n) { n.type.kind = TypeKind::count; }),
       "node n4 (less_equal) has a result of the wrong type, count"},
      {of(limit, [](Node& n) { n.type.kind = TypeKind::months; }),
       "node n3 (limit_months) has a result of the wrong type, months"},
      {of(dose_in_days,
          [](Node& n) {
            n.type = {TypeKind::days, {}, {}, false};
          }),
       "node n18 (rescale) has a result of the wrong type, days"},
      {of(limit, [](Node& n) { n.op = Op::add_months; }), "nothing"},
      {[](Program& p) {
         Node further = node(p, limit);
         further.op = Op::add_months;
         further.operands[0] = limit;
         p.nodes.push_back(further);
       },
       "node n21 (add_months) works on n3: a limit may only be compared with"},
      {of(injury_node, [](Node& n) { n.fact = FactId{9}; }), "node n0 (fact) names the fact f9, which is not there"},
      {of(injury_node, [](Node& n) { n.fact = demand; }), "node n0 (fact) is not of its fact's type"},
      {of(medium,
          [](Node& n) {
            n.constant = {3, 3};
          }),
       "node n6 (constant) is no value of its type: member(3)"},
      {of(ten,
          [](Node& n) {
            n.constant = {1, 1};
          }),
       "node n19 (constant) is no value of its type: 0.000001"},
      {of(ten,
          [](Node& n) {
            n.constant = {-kOne, -kOne};
          }),
       "node n19 (constant) is no value of its type: -1"},
      {of(two_years,
          [](Node& n) {
            n.constant = {0, kDurationMax + 1};
          }),
       "node n2 (constant) is no value of its type: 0..1000000000000"},
      {of(dose_known,
          [](Node& n) {
            n.constant = {0, 400 * kOne};
          }),
       "node n17 (documented) holds a whole that is not its fact's"},
      {of(dose_known,
          [](Node& n) {
            n.constant = {2, 1};
          }),
       "node n17 (documented) holds no whole of its operand's type"},
      {of(is_spine, [](Node& n) { n.members = 0; }), "node n15 (choice_in) names members that the choice does not have"},
      {of(is_spine, [](Node& n) { n.members = 5; }), "node n15 (choice_in) names members that the choice does not have"},
      {of(two_of, [](Node& n) { n.quantity = 0; }), "node n13 (at_least) asks for 0 of 3"},
      {of(two_of, [](Node& n) { n.quantity = 4; }), "node n13 (at_least) asks for 4 of 3"},
      {of(dose_in_days, [](Node& n) { n.denominator = 0; }), "node n18 (rescale) has a ratio that is not positive"},
      {of(dose_in_days, [](Node& n) { n.numerator = -1; }), "node n18 (rescale) has a ratio that is not positive"},
      {of(recent, [](Node& n) { n.fact = demand; }), "node n4 (less_equal) names a fact"},
      {of(recent,
          [](Node& n) {
            n.constant = {1, 0};
          }),
       "node n4 (less_equal) holds a constant"},
      {of(recent, [](Node& n) { n.members = 1; }), "node n4 (less_equal) holds members"},
      {of(recent, [](Node& n) { n.quantity = 1; }), "node n4 (less_equal) holds a quantity"},
      {of(recent, [](Node& n) { n.denominator = 2; }), "node n4 (less_equal) holds a ratio"},
      {of(eight_weeks, [](Node& n) { n.type.kind = TypeKind::text, n.constant = {}; }),
       "node n20 (constant) is a text: texts are never computed with"},
      {of(eight_weeks, [](Node& n) { n.type.enumeration = EnumId{1}; }), "node n20 (constant) has no valid type"},
      {[](Program& p) { p.nodes.push_back(p.nodes[recent.index]); }, "nodes n4 and n21 are equal"},
      {[](Program& p) { p.nodes.push_back(p.nodes[ten.index]); }, "nodes n19 and n21 are equal"},
  });
}

// Which kinds go together under arithmetic.
TEST(Verify, ArithmeticOfNumbersAndDurations) {
  const Type count{TypeKind::count, {}, {}, false}, number{TypeKind::number, {}, {}, true},
      months{TypeKind::months, {}, {}, false}, days{TypeKind::days, {}, {}, false};
  const auto passes = [&](Op op, Type a, Type b, Type result) {
    Program program = sample_program();
    const auto first = static_cast<std::uint32_t>(program.nodes.size());
    Node operand;
    operand.type = a;
    operand.constant = {3 * kOne, 3 * kOne};
    program.nodes.push_back(operand);
    operand.type = b;
    operand.constant = {2 * kOne, 2 * kOne};
    program.nodes.push_back(operand);
    Node node;
    node.op = op;
    node.type = result;
    node.operands = {NodeId{first}, NodeId{first + 1}};
    program.nodes.push_back(node);
    return !verify(program);
  };
  EXPECT_TRUE(passes(Op::add, count, count, count));
  EXPECT_TRUE(passes(Op::add, count, number, number));
  EXPECT_TRUE(passes(Op::subtract, months, months, months));
  EXPECT_FALSE(passes(Op::add, months, days, months));
  EXPECT_FALSE(passes(Op::add, count, days, count));
  EXPECT_FALSE(passes(Op::add, months, months, days));
  EXPECT_TRUE(passes(Op::multiply, months, number, months));
  EXPECT_TRUE(passes(Op::multiply, count, days, days));
  EXPECT_FALSE(passes(Op::multiply, months, months, months));
  EXPECT_FALSE(passes(Op::multiply, months, number, number));
  EXPECT_TRUE(passes(Op::divide, days, number, days));
  EXPECT_TRUE(passes(Op::divide, days, days, number));
  EXPECT_FALSE(passes(Op::divide, days, days, days));
  EXPECT_FALSE(passes(Op::divide, days, months, number));
  EXPECT_FALSE(passes(Op::divide, number, days, number));
}

TEST(Verify, DefinitionsAndTexts) {
  expect_each({
      {[](Program& p) { p.definitions[0].name = ""; }, "a definition has no name"},
      {[](Program& p) { p.definitions[0].place.until = recent; }, "definition injury_age stands for nothing"},
      {[](Program& p) { p.definitions[1].place.node = NodeId{21}; }, "definition eligible stands for nothing"},
      {[](Program& p) { p.definitions[0].mentions_definitions = {2}; },
       "definition injury_age mentions what is not there, or twice"},
      {[](Program& p) {
         p.definitions[0].mentions_facts = {injury, injury};
       },
       "definition injury_age mentions what is not there, or twice"},
      {[](Program& p) { p.definitions[0].mentions_definitions = {1}; }, "definitions mention each other in a circle"},
      {[](Program& p) { p.definitions[0].mentions_definitions = {0}; }, "definitions mention each other in a circle"},
      {[](Program& p) { p.criteria[0].unmet.pieces.pop_back(); },
       "criterion recent has a text with places that are not there"},
      {[](Program& p) { p.criteria[0].unmet.pieces.clear(); }, "criterion recent has a text with places that are not there"},
      {[](Program& p) { p.criteria[0].unmet.places[2].fact = goal; },
       "criterion recent has a text with places that are not there"},
      {[](Program& p) { p.rules[0].note.places.resize(1); },
       "rule work_conditioning has a note with places that are not there"},
  });
}

TEST(Verify, CriteriaAndRules) {
  expect_each({
      {[](Program& p) { p.criteria[0].label = ""; }, "a criterion has no label"},
      {[](Program& p) { p.criteria[0].rule = RuleId{2}; }, "criterion recent names no rule"},
      {[](Program& p) { p.criteria[0].rule = RuleId{1}; }, "criterion c0 is not of its rule"},
      {[](Program& p) { p.criteria[0].condition = p.criteria[0].effective = limit; },
       "criterion recent has a condition that is no yes or no"},
      {[](Program& p) { p.criteria[0].effective = goal_node; }, "criterion recent has no `unless`, but a plane of its own"},
      {[](Program& p) { p.criteria[4].effective = NodeId{30}; }, "criterion repeat has a condition that is no yes or no"},
      {[](Program& p) { p.criteria[4].unless = ten; }, "criterion repeat has a condition that is no yes or no"},
      {[](Program& p) { p.criteria[2].closing = Closing::open; },
       "criterion goal is a branch and closes what is undocumented"},
      {[](Program& p) { p.criteria[1].group_quantity = 0; }, "criterion two has no sound quantity"},
      {[](Program& p) { p.criteria[0].group_quantity = 1; }, "criterion recent has no sound quantity"},
      {[](Program& p) { p.criteria[1].branches[0] = CriterionId{7}; }, "criterion two has a branch that is not there"},
      {[](Program& p) { p.criteria[1].branches[0] = CriterionId{1}; }, "criterion c1 stands in two places"},
      {[](Program& p) { p.criteria[1].branches[0] = CriterionId{0}; }, "criterion c0 is not of its section"},
      {[](Program& p) { p.criteria[1].branches.pop_back(); }, "criterion c3 stands in no rule"},
      {[](Program& p) { p.criteria[0].mentions_facts.push_back(FactId{9}); },
       "criterion recent mentions what is not there, or twice"},
      {[](Program& p) { p.criteria[1].label = "recent"; }, "label recent is twice in rule work_conditioning"},
      {[](Program& p) { p.rules[0].considers = {}; }, "criterion c5 stands in no rule"},
      {[](Program& p) { p.rules[0].considers = {CriterionId{8}}; },
       "rule work_conditioning has a criterion that is not there"},
      {[](Program& p) { p.criteria[4].section = Section::requires_; }, "criterion c4 is not of its section"},
      {[](Program& p) { p.rules[0].name = ""; }, "a rule has no name"},
      {[](Program& p) { p.rules[0].service = ServiceId{1}; }, "rule work_conditioning has no service"},
      {[](Program& p) { p.rules[0].edition = EditionId{2}; }, "rule work_conditioning has no edition"},
      {[](Program& p) { p.rules[0].edition = EditionId{1}; },
       "rule work_conditioning.continuation overrides a rule that it never meets"},
      {[](Program& p) { p.rules[0].applies = goal_node; },
       "rule work_conditioning applies both by a condition and otherwise"},
      {[](Program& p) { p.rules[1].applies = ten; },
       "rule work_conditioning.continuation applies when what is no yes or no"},
      {[](Program& p) { p.rules[1].overrides = {RuleId{1}}; },
       "rule work_conditioning.continuation overrides a rule that it never meets"},
      {[](Program& p) {
         p.rules[1].overrides = {RuleId{0}, RuleId{0}};
       },
       "rule work_conditioning.continuation overrides what is not there, or twice"},
      {[](Program& p) { p.rules[0].allows[0].quantity = eight_weeks; },
       "rule work_conditioning grants `10 sessions within 8w less used when region is lumbar_spine` by nodes of the wrong "
       "type"},
      {[](Program& p) { p.rules[0].never_more[0].within = ten; },
       "rule work_conditioning grants `10 sessions` by nodes of the wrong type"},
      {[](Program& p) { p.rules[0].never_more[0].when = ten; },
       "rule work_conditioning grants `10 sessions` by nodes of the wrong type"},
      {[](Program& p) { p.rules[0].never_more[0].quantity.reset(); },
       "rule work_conditioning has a grant that limits nothing"},
      {[](Program& p) { p.rules[0].allows[0].quantity.reset(); },
       "rule work_conditioning takes what is used off no quantity"},
  });
}

TEST(Verify, EditionsAndPolicies) {
  expect_each({
      {[](Program& p) { p.editions[0].guideline = ""; }, "an edition is of no guideline"},
      {[](Program& p) { p.editions[0].name = "2009"; }, "edition mtus_chronic_pain 2009 is not named by its first day"},
      {[](Program& p) { p.editions[0].from.reset(); }, "edition mtus_chronic_pain 2009-07-18 is not named by its first day"},
      {[](Program& p) { p.editions[0].until = p.editions[0].from; },
       "edition mtus_chronic_pain 2009-07-18 ends before it begins"},
      {[](Program& p) { *p.editions[0].until += 1; }, "edition mtus_chronic_pain 2016-07-28 overlaps the edition before it"},
      {[](Program& p) { p.editions[0].until.reset(); },
       "edition mtus_chronic_pain 2016-07-28 overlaps the edition before it"},
      {[](Program& p) { *p.editions[0].until -= 1; }, "nothing"},
      {[](Program& p) { std::swap(p.editions[0].rules[0], p.editions[0].rules[1]); },
       "edition mtus_chronic_pain 2009-07-18 has its rules out of order"},
      {[](Program& p) { p.editions[0].rules.pop_back(); }, "a rule is not in its edition"},
      {[](Program& p) { p.editions[1].rules = {RuleId{0}}; }, "edition mtus_chronic_pain 2016-07-28 has a rule of another"},
      {[](Program& p) { p.editions[0].rules[0] = RuleId{5}; },
       "edition mtus_chronic_pain 2009-07-18 has a rule that is not there"},
      {[](Program& p) { p.editions[1].guideline = "acoem"; }, "edition acoem 2016-07-28 is out of order"},
      {[](Program& p) { p.policies.clear(); }, "there is no policy"},
      {[](Program& p) { p.policies.push_back(p.policies[0]); }, "policy `california_imr` is out of order"},
      {[](Program& p) { p.policies[0].steps[0].alternatives[0].editions.pop_back(); },
       "policy `california_imr` does not have every edition of a guideline, by first day"},
      {[](Program& p) { p.policies[0].steps[1].alternatives.clear(); },
       "policy `california_imr` has a step that consults nothing"},
      {[](Program& p) { p.policies[0].steps[0].alternatives[0].unless = ten; },
       "policy `california_imr` consults unless what is no yes or no"},
      {[](Program& p) { p.policies[0].as_of = recent; }, "policy `california_imr` is as of what is no date"},
      {[](Program& p) { p.policies[0].as_of.reset(); }, "policy `california_imr` is as of a fact that is not there"},
      {[](Program& p) { p.policies[0].as_of_fact = injury; },
       "policy `california_imr` is as of a fact that is not its date"},
      {[](Program& p) { p.policies[0].says[2] = ""; }, "policy `california_imr` has no word for an outcome"},
  });
}

}  // namespace
}  // namespace precept
