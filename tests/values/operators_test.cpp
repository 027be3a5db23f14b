// The operator table is whole: one row an operation, in the enum's order, each by a name of its own.
#include "runtime/values/operators.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "runtime/values/truth.hpp"

namespace precept {
namespace {

TEST(Operators, EachRowStandsAtItsOwnNumber) {
  std::set<std::string_view> names;
  for (std::size_t index = 0; index < kOperators.size(); ++index) {
    const OperatorRow& row = kOperators[index];
    EXPECT_EQ(static_cast<std::size_t>(row.op), index);
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_FALSE(row.meaning.empty()) << row.name;
    EXPECT_TRUE(row.arity == kManyOperands || (row.arity >= 0 && row.arity <= 3)) << row.name;
    EXPECT_EQ(row.arity == 0, row.operands == OperandClass::none) << row.name;
    EXPECT_FALSE(row.result == ResultClass::truth && row.strictness == Strictness::may_fail) << row.name;
  }
}

// What a truth means: the set of plain booleans that it may be. Kleene's operations are those of the sets.
TEST(Truth, OperationsAreThoseOfTheSets) {
  constexpr Truth all[] = {Truth::yes, Truth::no, Truth::undocumented};
  const auto contains = [](Truth truth, bool value) { return value ? may_be_yes(truth) : may_be_no(truth); };
  const auto gathered = [&](auto&& of, Truth a, Truth b) {
    bool yes = false, no = false;
    for (const bool x : {false, true})
      for (const bool y : {false, true})
        if (contains(a, x) && contains(b, y)) (of(x, y) ? yes : no) = true;
    return truth_from(yes, no);
  };
  for (const Truth a : all) {
    EXPECT_EQ(kleene_not(a), gathered([](bool x, bool) { return !x; }, a, Truth::yes));
    for (const Truth b : all) {
      EXPECT_EQ(kleene_and(a, b), gathered([](bool x, bool y) { return x && y; }, a, b));
      EXPECT_EQ(kleene_or(a, b), gathered([](bool x, bool y) { return x || y; }, a, b));
      EXPECT_EQ(kleene_is(a, b), gathered([](bool x, bool y) { return x == y; }, a, b));
      for (int quantity = 0; quantity <= 3; ++quantity)
        EXPECT_EQ(kleene_at_least(quantity, {a, b}),
                  gathered([&](bool x, bool y) { return (x ? 1 : 0) + (y ? 1 : 0) >= quantity; }, a, b));
    }
  }
}

}  // namespace
}  // namespace precept
