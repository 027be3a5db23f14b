// Lists and codes that are not known cannot be gone through: it is said which, and where they make no difference it is exact.
#include <gtest/gtest.h>

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

TEST_F(NeedsLists, AnIncompleteListIsOutOfReach) {
  library.requires_(rule, "c0", some_helped());
  library.requires_(rule, "c1", library.of(agreed));
  const StillNeeded result = needed(therapies(false, {false}));
  EXPECT_FALSE(result.complete);
  EXPECT_EQ(result.why, "what `therapy` may hold is too much to go through");
  EXPECT_EQ(names(result.can_change), "therapy agreed");
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
