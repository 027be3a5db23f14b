// The language reference's own examples and limits, as tables: what an author would check by hand.
#include <gtest/gtest.h>

#include "tests/interpret/built_case.hpp"

namespace precept {
namespace {

constexpr Truth yes = Truth::yes, no = Truth::no, open = Truth::undocumented;

// ---- logic ---------------------------------------------------------------------------------------------------------
TEST(Tables, KleeneLogic) {
  struct Row {
    Truth a, b, both, either, same;
  };
  const Row rows[] = {
      {yes, yes, yes, yes, yes},    {yes, open, open, yes, open},   {yes, no, no, yes, no},
      {open, yes, open, yes, open}, {open, open, open, open, open}, {open, no, no, open, open},
      {no, yes, no, yes, no},       {no, open, no, open, open},     {no, no, no, no, yes},
  };
  for (const Row& row : rows) {
    BuiltCase built;
    const NodeId a = built.truth(row.a), b = built.truth(row.b);
    EXPECT_EQ(built.answer(built.ask(Op::conjunction, {a, b})), row.both);
    EXPECT_EQ(built.answer(built.ask(Op::disjunction, {a, b})), row.either);
    EXPECT_EQ(built.answer(built.ask(Op::truth_equal, {a, b})), row.same);
  }
  BuiltCase built;
  EXPECT_EQ(built.answer(built.ask(Op::negation, {built.truth(yes)})), no);
  EXPECT_EQ(built.answer(built.ask(Op::negation, {built.truth(no)})), yes);
  EXPECT_EQ(built.answer(built.ask(Op::negation, {built.truth(open)})), open);
}

// "x or not x over an undocumented x stays undocumented": each occurrence by itself.
TEST(Tables, EachOccurrenceIsTakenByItself) {
  BuiltCase built;
  const NodeId x = built.truth(open);
  EXPECT_EQ(built.answer(built.ask(Op::disjunction, {x, built.ask(Op::negation, {x})})), open);
  const NodeId number = built.fact(kSignedType, {-5 * kOne, 5 * kOne});
  EXPECT_EQ(built.value(built.apply(Op::subtract, kSignedType, {number, number})), (Value{-10 * kOne, 10 * kOne}));
  EXPECT_EQ(built.answer(built.ask(Op::equal, {number, number})), open);
}

TEST(Tables, AtLeast) {
  struct Row {
    std::vector<Truth> operands;
    Truth one, two, three;
  };
  const Row rows[] = {{{yes, yes, yes}, yes, yes, yes},       {{yes, yes, no}, yes, yes, no},
                      {{yes, open, no}, yes, open, no},       {{open, open, no}, open, open, no},
                      {{open, no, no}, open, no, no},         {{no, no, no}, no, no, no},
                      {{open, open, open}, open, open, open}, {{yes, yes, open}, yes, yes, open}};
  for (const Row& row : rows) {
    const Truth wanted[] = {row.one, row.two, row.three};
    for (std::int64_t quantity = 1; quantity <= 3; ++quantity) {
      BuiltCase built;
      std::vector<NodeId> operands;
      for (const Truth operand : row.operands) operands.push_back(built.truth(operand));
      const NodeId node = built.ask(Op::at_least, operands);
      built.program.nodes[node.index].quantity = quantity;
      EXPECT_EQ(built.answer(node), wanted[quantity - 1]);
    }
  }
}

// ---- ordered values ------------------------------------------------------------------------------------------------
TEST(Tables, ComparisonsAtTheEdges) {
  struct Row {
    Value a, b;
    Truth less, less_equal, equal;
  };
  const Row rows[] = {{{3, 3}, {3, 3}, no, yes, yes},
                      {{3, 3}, {4, 4}, yes, yes, no},
                      {{4, 4}, {3, 3}, no, no, no},
                      {{1, 3}, {3, 3}, open, yes, open},
                      {{1, 3}, {4, 4}, yes, yes, no},
                      {{1, 3}, {1, 1}, no, open, open},
                      {{1, 3}, {0, 0}, no, no, no},
                      {{1, 3}, {2, 5}, open, open, open},
                      {{1, 3}, {1, 3}, open, open, open},
                      {{0, kNoHigh}, {0, 0}, no, open, open},
                      {{0, kNoHigh}, {-1, -1}, no, no, no},
                      {kUnbounded, {7, 7}, open, open, open},
                      {{kNoLow, 6}, {7, kNoHigh}, yes, yes, no},
                      {kUnbounded, kUnbounded, open, open, open}};
  for (const Row& row : rows) {
    BuiltCase built;
    const NodeId a = built.fact(kSignedType, row.a), b = built.fact(kSignedType, row.b);
    EXPECT_EQ(built.answer(built.ask(Op::less, {a, b})), row.less);
    EXPECT_EQ(built.answer(built.ask(Op::less_equal, {a, b})), row.less_equal);
    EXPECT_EQ(built.answer(built.ask(Op::equal, {a, b})), row.equal);
  }
}

TEST(Tables, BetweenHasBothEndsIn) {
  const auto between = [](Value a, Value low, Value high) {
    BuiltCase built;
    return built.answer(
        built.ask(Op::between, {built.fact(kSignedType, a), built.fact(kSignedType, low), built.fact(kSignedType, high)}));
  };
  EXPECT_EQ(between({3, 3}, {3, 3}, {5, 5}), yes);
  EXPECT_EQ(between({5, 5}, {3, 3}, {5, 5}), yes);
  EXPECT_EQ(between({2, 2}, {3, 3}, {5, 5}), no);
  EXPECT_EQ(between({6, 6}, {3, 3}, {5, 5}), no);
  EXPECT_EQ(between({3, 5}, {3, 3}, {5, 5}), yes);
  EXPECT_EQ(between({2, 3}, {3, 3}, {5, 5}), open);
  EXPECT_EQ(between({0, kNoHigh}, {3, 3}, {5, 5}), open);
  EXPECT_EQ(between({4, 4}, {5, 5}, {3, 3}), no);    // an empty stretch
  EXPECT_EQ(between({4, 4}, {3, 5}, {4, 4}), open);  // where it begins is not known
  EXPECT_EQ(between(kUnbounded, {5, 5}, {3, 3}), no);
}

TEST(Tables, InSetLooksAtEveryPossibleValue) {
  const auto in = [](Type type, Value a, std::vector<Value> members) {
    BuiltCase built;
    std::vector<NodeId> operands = {built.fact(type, a)};
    for (const Value member : members) operands.push_back(built.fact(type, member));
    return built.answer(built.ask(Op::in_set, operands));
  };
  EXPECT_EQ(in(kSignedType, {3, 3}, {{1, 1}, {3, 3}}), yes);
  EXPECT_EQ(in(kSignedType, {2, 2}, {{1, 1}, {3, 3}}), no);
  EXPECT_EQ(in(kSignedType, {1, 3}, {{1, 1}, {3, 3}}), open);
  EXPECT_EQ(in(kSignedType, {1, 3}, {{1, 1}, {2, 2}, {3, 3}}), yes);
  EXPECT_EQ(in(kSignedType, {1, 3}, {{0, 4}}), open);  // a member that is not known is no exact one
  EXPECT_EQ(in(kSignedType, {1, 3}, {{4, 4}, {0, 0}}), no);
  EXPECT_EQ(in(kSignedType, {0, kNoHigh}, {{0, 0}}), open);
  EXPECT_EQ(in(kCountType, {1 * kOne, 2 * kOne}, {{2 * kOne, 2 * kOne}, {1 * kOne, 1 * kOne}}), yes);  // counts go by ones
  EXPECT_EQ(in(kNumberType, {1 * kOne, 2 * kOne}, {{2 * kOne, 2 * kOne}, {1 * kOne, 1 * kOne}}), open);
}

TEST(Tables, Choices) {
  const auto equal = [](std::int64_t a, std::int64_t b) {
    BuiltCase built;
    return built.answer(built.ask(Op::choice_equal, {built.fact(kChoiceType, {a, 0}), built.fact(kChoiceType, {b, 0})}));
  };
  EXPECT_EQ(equal(0b0100, 0b0100), yes);
  EXPECT_EQ(equal(0b0100, 0b0010), no);
  EXPECT_EQ(equal(0b0110, 0b0010), open);
  EXPECT_EQ(equal(0b0110, 0b0110), open);
  EXPECT_EQ(equal(0b0110, 0b1001), no);
  const auto in = [](std::int64_t a, std::uint64_t members) {
    BuiltCase built;
    const NodeId node = built.ask(Op::choice_in, {built.fact(kChoiceType, {a, 0})});
    built.program.nodes[node.index].members = members;
    return built.answer(node);
  };
  EXPECT_EQ(in(0b0010, 0b0110), yes);
  EXPECT_EQ(in(0b0110, 0b0110), yes);
  EXPECT_EQ(in(0b1010, 0b0110), open);
  EXPECT_EQ(in(0b1001, 0b0110), no);
  EXPECT_EQ(in(kNoLow, std::uint64_t{1} << 63), yes);  // the 64th member
  EXPECT_EQ(in(-1, ~std::uint64_t{0}), yes);           // all 64
}

TEST(Tables, DocumentedAndExactLookAtTheRecord) {
  const auto documented = [](Type type, Value value, Value whole) {
    BuiltCase built;
    const NodeId node = built.ask(Op::documented, {built.fact(type, value)});
    built.program.nodes[node.index].constant = whole;
    return built.answer(node);
  };
  EXPECT_EQ(documented(kTruthType, {3, 0}, {3, 0}), no);
  EXPECT_EQ(documented(kTruthType, {1, 0}, {3, 0}), yes);
  EXPECT_EQ(documented(kCountType, {0, 130 * kOne}, {0, 130 * kOne}), no);
  EXPECT_EQ(documented(kCountType, {0, 129 * kOne}, {0, 130 * kOne}), yes);
  EXPECT_EQ(documented(kDateType, {10957, 10987}, kUnbounded), yes);
  const auto exact = [](Type type, Value value) {
    BuiltCase built;
    return built.answer(built.ask(Op::exact, {built.fact(type, value)}));
  };
  EXPECT_EQ(exact(kTruthType, {3, 0}), no);
  EXPECT_EQ(exact(kTruthType, {2, 0}), yes);
  EXPECT_EQ(exact(kDateType, {10957, 10987}), no);
  EXPECT_EQ(exact(kDateType, {10957, 10957}), yes);
  EXPECT_EQ(exact(kChoiceType, {0b1000, 0}), yes);
  EXPECT_EQ(exact(kChoiceType, {0b1010, 0}), no);
  EXPECT_EQ(exact(kChoiceType, {kNoLow, 0}), yes);  // the 64th member alone
}

// A fact may be assumed while its record says nothing.
TEST(Tables, FactIsWithWhatIsAssumedAndRecordedWithout) {
  BuiltCase built;
  const NodeId fact = built.truth(yes);
  Node node;
  node.op = Op::recorded;
  const NodeId recorded = built.add(node);
  built.facts.recorded[0] = truth_value(open);
  EXPECT_EQ(built.answer(fact), yes);
  EXPECT_EQ(built.answer(recorded), open);
}

// ---- dates ---------------------------------------------------------------------------------------------------------
// "time from A to B <= 2y means B <= A + 2y, the anniversary included; < 2y means B < A + 2y".
TEST(Tables, TheAnniversaryIsIncluded) {
  const auto at_most_two_years = [](const char* from, const char* to) {
    BuiltCase built;
    const NodeId limit = built.apply(Op::limit_months, kDateType, {built.date(from), built.months(24)});
    return built.answer(built.ask(Op::less_equal, {built.date(to), limit}));
  };
  EXPECT_EQ(at_most_two_years("2000-01-18", "2002-01-18"), yes);
  EXPECT_EQ(at_most_two_years("2000-01-18", "2002-01-19"), no);
  EXPECT_EQ(at_most_two_years("2000-01-18", "2014-02-28"), no);
  EXPECT_EQ(at_most_two_years("2012-02-29", "2014-02-28"), yes);
  EXPECT_EQ(at_most_two_years("2012-02-29", "2014-03-01"), no);
  // "2000-01" is every day of that January.
  EXPECT_EQ(at_most_two_years("2000-01", "2002-01-01"), yes);
  EXPECT_EQ(at_most_two_years("2000-01", "2002-01-02"), open);
  EXPECT_EQ(at_most_two_years("2000-01", "2002-01-31"), open);
  EXPECT_EQ(at_most_two_years("2000-01", "2002-02-01"), no);
  EXPECT_EQ(at_most_two_years("2000-01", "2001-12-31"), yes);
  EXPECT_EQ(at_most_two_years("2000", "2002-06-30"), open);
  EXPECT_EQ(at_most_two_years("2000-02", "2002-02-28"), open);
  EXPECT_EQ(at_most_two_years("2000-02", "2002-03-01"), no);
}

TEST(Tables, AddingToDates) {
  const auto plus = [](const char* from, std::int64_t months) {
    BuiltCase built;
    const Value value = built.value(built.apply(Op::add_months, kDateType, {built.date(from), built.months(months)}));
    return format_date(value.lo) + (value.lo == value.hi ? "" : ".." + format_date(value.hi));
  };
  EXPECT_EQ(plus("2012-02-29", 12), "2013-02-28");
  EXPECT_EQ(plus("2012-02-29", 48), "2016-02-29");
  EXPECT_EQ(plus("2013-01-31", 1), "2013-02-28");
  EXPECT_EQ(plus("2013-03-31", -1), "2013-02-28");
  EXPECT_EQ(plus("2000-01", 1), "2000-02-01..2000-02-29");
  EXPECT_EQ(plus("2000", 12), "2001-01-01..2001-12-31");
  EXPECT_EQ(plus("9998-12-31", 12), "9999-12-31");
  EXPECT_EQ(plus("0002-01-01", -12), "0001-01-01");
  BuiltCase built;
  EXPECT_EQ(built.value(built.apply(Op::add_days, kDateType, {built.date("2012-02-28"), built.days(2)})).lo,
            *parse_date("2012-03-01"));
}

TEST(Tables, PastTheEndsOfTheCalendar) {
  {
    BuiltCase built;
    const NodeId node = built.apply(Op::add_months, kDateType, {built.date("9999-12-01"), built.months(1)});
    EXPECT_TRUE(built.fails(node));
    EXPECT_EQ(built.value(node), kUnbounded);
  }
  {
    BuiltCase built;  // only some of the possible days: a bound that overflows is no bound, and no error
    const NodeId node = built.apply(Op::add_days, kDateType, {built.date("9999-12"), built.days(1)});
    EXPECT_EQ(built.value(node), (Value{*parse_date("9999-12-02"), kNoHigh}));
    EXPECT_TRUE(built.trace.failed.empty());
  }
  {
    BuiltCase built;
    EXPECT_TRUE(built.fails(built.apply(Op::add_days, kDateType, {built.date("0001-01-01"), built.days(-1)})));
  }
  {
    BuiltCase built;
    const NodeId node = built.apply(Op::add_days, kDateType, {built.date("0001"), built.days(-1)});
    EXPECT_EQ(built.value(node), (Value{kNoLow, *parse_date("0001-12-30")}));
  }
  {
    BuiltCase built;  // a limit goes on: nobody is refused a comparison for it
    const NodeId limit = built.apply(Op::limit_months, kDateType, {built.date("9999-12-31"), built.months(12)});
    EXPECT_EQ(built.value(limit), (Value{kLastDay + 366, kLastDay + 366}));
    EXPECT_EQ(built.answer(built.ask(Op::less, {built.date("9999-12-31"), limit})), yes);
    const NodeId before = built.apply(Op::limit_days, kDateType, {built.date("0001-01-01"), built.days(-kDurationMax)});
    EXPECT_EQ(built.value(before).lo, kFirstDay - kDurationMax);
    EXPECT_TRUE(built.trace.failed.empty());
  }
}

TEST(Tables, NoBoundStaysSoUnderDates) {
  BuiltCase built;
  const NodeId unknown = built.fact(kDateType, kUnbounded), from = built.fact(kDateType, {0, kNoHigh});
  const NodeId year = built.months(12), some_days = built.fact(kDaysType, {3, kNoHigh});
  for (const Op op : {Op::add_months, Op::limit_months}) {
    EXPECT_EQ(built.value(built.apply(op, kDateType, {unknown, year})), kUnbounded);
    EXPECT_EQ(built.value(built.apply(op, kDateType, {from, year})), (Value{365, kNoHigh}));
  }
  for (const Op op : {Op::add_days, Op::limit_days}) {
    EXPECT_EQ(built.value(built.apply(op, kDateType, {unknown, some_days})), kUnbounded);
    EXPECT_EQ(built.value(built.apply(op, kDateType, {from, some_days})), (Value{3, kNoHigh}));
  }
}

TEST(Tables, MonthsAgainstDays) {
  const auto as_days = [](Value months) {
    BuiltCase built;
    return built.value(built.apply(Op::months_as_days, kDaysType, {built.fact(kMonthsType, months)}));
  };
  EXPECT_EQ(as_days({2, 2}), (Value{59, 62}));
  EXPECT_EQ(as_days({-2, -2}), (Value{-62, -59}));
  EXPECT_EQ(as_days({1, 12}), (Value{28, 366}));
  EXPECT_EQ(as_days({0, kNoHigh}), (Value{0, kNoHigh}));
  EXPECT_EQ(as_days(kUnbounded), kUnbounded);
}

TEST(Tables, WholeYearsMonthsAndDays) {
  const auto count = [](Op op, const char* from, const char* to) {
    BuiltCase built;
    return built.value(built.apply(op, kCountType, {built.date(from), built.date(to)}));
  };
  const auto exactly = [](std::int64_t n) { return Value{n * kOne, n * kOne}; };
  EXPECT_EQ(count(Op::whole_years, "2000-01-18", "2014-02-28"), exactly(14));
  EXPECT_EQ(count(Op::whole_years, "2012-02-29", "2013-02-28"), exactly(1));
  EXPECT_EQ(count(Op::whole_years, "2012-02-29", "2013-02-27"), exactly(0));
  EXPECT_EQ(count(Op::whole_months, "2013-01-31", "2013-02-28"), exactly(1));
  EXPECT_EQ(count(Op::whole_days, "2012-02-28", "2012-03-01"), exactly(2));
  EXPECT_EQ(count(Op::whole_days, "2012-02-28", "2012-02-28"), exactly(0));
  EXPECT_EQ(count(Op::whole_years, "2000", "2014-02-28"), (Value{13 * kOne, 14 * kOne}));
  EXPECT_EQ(count(Op::whole_days, "2000-01", "2000-02"), (Value{1 * kOne, 59 * kOne}));
  EXPECT_EQ(count(Op::whole_days, "2000-01", "2000-01-31"), (Value{0, 30 * kOne}));
  EXPECT_EQ(count(Op::whole_days, "2000-01", "2000-01-30"), (Value{0, kNoHigh}));  // may be reversed
}

TEST(Tables, AReversedSpanIsAnError) {
  for (const Op op : {Op::whole_years, Op::whole_months, Op::whole_days}) {
    BuiltCase built;
    const NodeId node = built.apply(op, kCountType, {built.date("2000-02-01"), built.date("2000-01")});
    EXPECT_TRUE(built.fails(node));
    EXPECT_EQ(built.value(node), (Value{0, kNoHigh}));
    BuiltCase open_end;
    const NodeId long_ago = open_end.fact(kDateType, {kNoLow, 0}), later = open_end.fact(kDateType, {100, kNoHigh});
    EXPECT_EQ(open_end.value(open_end.apply(op, kCountType, {long_ago, later})).hi, kNoHigh);
    EXPECT_EQ(open_end.value(open_end.apply(op, kCountType, {later, later})), (Value{0, kNoHigh}));
  }
}

}  // namespace
}  // namespace precept
