// A list that is not all known: one operation by itself over plain fields is exact, held against every list of up to two more
// records. What cannot be gone through is said, and where it makes no difference the answer is exact too.
#include <gtest/gtest.h>

#include <set>

#include "runtime/needed/needed.hpp"
#include "tests/decide/library.hpp"

namespace precept::testing {
namespace {

// A fact `therapy`, a list of records with a yes-or-no field `helped`; a fact `agreed`; one rule.
class NeedsLists : public ::testing::Test {
 protected:
  NeedsLists() {
    Field helped;
    helped.name = "helped";
    helped.words = "helped";
    helped.whole = truth_value(Truth::undocumented);
    RecordType record;
    record.name = "course";
    record.words = "course";
    record.fields = {helped};
    library.program.records = {record};
    Type list;
    list.kind = TypeKind::list;
    therapy = library.fact("therapy", list, {0, 0});
    Scope scope;
    scope.fact = therapy;
    library.program.scopes = {scope};
    agreed = library.yes_no("agreed");
    rule = library.rule(library.edition("mtus"), "rule");
    library.consults({"mtus"});
  }

  NodeId some_helped() {
    Node field;
    field.op = Op::field;
    field.scope = ScopeId{1};
    const NodeId helped = library.node(field);
    Node some;
    some.op = Op::list_some;
    some.operands = {helped};
    some.list = ScopeId{1};
    some.body = {helped};
    return library.node(some);
  }

  Asked therapies(bool complete, std::initializer_list<bool> helped) {
    Asked asked(library);
    Records& records = asked.request.facts.lists[0];
    records.documented = true;
    records.complete = complete;
    for (const bool each : helped) {
      const std::uint32_t record = add_record(records, library.program, RecordId{0});
      document_field(records, library.program, RecordId{0}, record, 0, truth_value(each ? Truth::yes : Truth::no));
    }
    return asked;
  }

  StillNeeded needed(const Asked& asked) {
    return still_needed(library.program, PolicyId{0}, asked.request, asked.decided().outcome);
  }
  std::string names(const std::vector<NeededFact>& facts) {
    std::vector<std::string> all;
    for (const NeededFact& fact : facts) all.push_back(name_of(library.program, fact));
    return joined(all);
  }

  Library library;
  FactId therapy{}, agreed{};
  RuleId rule{};
};

TEST_F(NeedsLists, AnIncompleteListIsOneQuestion) {
  library.requires_(rule, "c0", some_helped());
  library.requires_(rule, "c1", library.of(agreed));
  const StillNeeded result = needed(therapies(false, {false}));
  EXPECT_TRUE(result.complete) << result.why;
  EXPECT_EQ(names(result.can_change), "therapy agreed");
  ASSERT_EQ(result.sets.size(), 1U);
  EXPECT_EQ(names(result.sets[0]), "therapy agreed");
  ASSERT_EQ(result.examples.size(), 2U);
  ASSERT_EQ(result.examples[0].values.size(), 1U);  // records are not made up
  EXPECT_EQ(result.examples[0].values[0].fact.fact, agreed);
}

TEST_F(NeedsLists, TwoOperationsOverOneListAreOutOfReach) {
  library.requires_(rule, "c0", some_helped());
  Node every = library.program.node(some_helped());
  every.op = Op::list_every;
  every.operands.push_back(every.operands[0]);
  library.requires_(rule, "c1", library.any({library.no(library.node(every)), library.of(agreed)}));
  const StillNeeded result = needed(therapies(false, {false}));
  EXPECT_FALSE(result.complete);
  EXPECT_EQ(result.why, "what `therapy` may hold is too much to go through");
  EXPECT_EQ(names(result.can_change), "therapy agreed");
}

TEST_F(NeedsLists, AFieldThatIsReadTwiceIsOutOfReach) {
  Node some = library.program.node(some_helped());
  const NodeId helped = some.operands[0];
  Node no;
  no.op = Op::negation;
  no.operands = {helped};
  no.scope = ScopeId{1};
  const NodeId negated = library.node(no);
  Node both;
  both.op = Op::conjunction;
  both.operands = {helped, negated};
  both.scope = ScopeId{1};
  const NodeId never = library.node(both);
  some.operands = {never};
  some.body = {helped, negated, never};
  library.requires_(rule, "c0", library.node(some));
  EXPECT_FALSE(needed(therapies(false, {})).complete);  // never, though Kleene's logic cannot tell
}

// The truths of `helped` of each record: documented ones (undocumented: either), then up to two more where the list may have them.
std::vector<std::vector<bool>> completions(const std::vector<Truth>& documented, bool complete) {
  std::vector<std::vector<bool>> all{{}};
  const auto append = [&](bool yes, bool no) {
    std::vector<std::vector<bool>> longer;
    for (const auto& each : all) {
      for (const bool value : {true, false}) {
        if (!(value ? yes : no)) continue;
        longer.push_back(each);
        longer.back().push_back(value);
      }
    }
    return longer;
  };
  for (const Truth each : documented) all = append(each != Truth::no, each != Truth::yes);
  for (int more = 0; more < 2 && !complete; ++more) {
    const auto longer = append(true, true);
    all.insert(all.end(), longer.begin(), longer.end());
  }
  return all;
}

TEST_F(NeedsLists, IsWhatEveryCompletionSays) {
  library.requires_(rule, "c0", some_helped());
  library.requires_(rule, "c1", library.of(agreed));
  int changing = 0;
  const Truth truths[] = {Truth::yes, Truth::no, Truth::undocumented};
  for (const bool complete : {true, false}) {
    for (int number = 0; number < 9; ++number) {
      const std::vector<Truth> documented{truths[number % 3], truths[number / 3]};
      Asked asked = therapies(complete, {});
      Records& records = asked.request.facts.lists[0];
      for (const Truth each : documented) {
        const std::uint32_t record = add_record(records, library.program, RecordId{0});
        if (each != Truth::undocumented)
          document_field(records, library.program, RecordId{0}, record, 0, truth_value(each));
      }
      std::set<std::string> outcomes, with_agreed;
      for (const auto& completion : completions(documented, complete)) {
        Asked whole = therapies(true, {});
        Records& list = whole.request.facts.lists[0];
        for (const bool each : completion) {
          const std::uint32_t record = add_record(list, library.program, RecordId{0});
          document_field(list, library.program, RecordId{0}, record, 0, truth_value(each ? Truth::yes : Truth::no));
        }
        for (const bool agrees : {true, false}) {
          const std::string outcome = word(Asked(whole).with(agreed, agrees).decided().outcome);
          outcomes.insert(outcome);
          if (agrees) with_agreed.insert(outcome);
        }
      }
      const StillNeeded result = needed(asked);
      std::set<std::string> found;
      for (const Outcome outcome : result.possible) found.insert(word(outcome));
      EXPECT_TRUE(result.complete) << result.why;
      EXPECT_EQ(found, outcomes) << number << complete;
      const std::string can = names(result.can_change);
      EXPECT_EQ(can.find("therapy") != std::string::npos, with_agreed.size() > 1) << number << complete;
      changing += with_agreed.size() > 1 ? 1 : 0;
    }
  }
  EXPECT_EQ(changing, 7);  // complete: 3 of 9, no record helps for certain and one may; incomplete: 4, none helps for certain
}

TEST_F(NeedsLists, ACompleteListIsKnown) {
  library.requires_(rule, "c0", some_helped());
  library.requires_(rule, "c1", library.of(agreed));
  StillNeeded result = needed(therapies(true, {false, true}));
  EXPECT_TRUE(result.complete);
  EXPECT_EQ(names(result.can_change), "agreed");
  result = needed(therapies(true, {false}));
  EXPECT_TRUE(result.complete);
  EXPECT_EQ(names(result.can_change), "");
  EXPECT_EQ(names(result.cannot_change), "agreed");
}

TEST_F(NeedsLists, AnIncompleteListThatMakesNoDifference) {
  library.requires_(rule, "c0", library.any({some_helped(), library.of(agreed)}));
  const StillNeeded result = needed(therapies(false, {true}));
  EXPECT_TRUE(result.complete);
  EXPECT_EQ(names(result.can_change), "");
  EXPECT_EQ(names(result.cannot_change), "therapy agreed");
}

}  // namespace
}  // namespace precept::testing
