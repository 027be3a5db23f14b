// Arithmetic on possible values, as tables: bounds, no bounds, overflow, division by what is or may be 0, rounding.
#include <gtest/gtest.h>

#include "tests/interpret/built_case.hpp"

namespace precept {
namespace {

TEST(Tables, Arithmetic) {
  struct Row {
    Op op;
    Value a, b, result;
  };
  const Row rows[] = {
      {Op::add, {1, 2}, {10, 20}, {11, 22}},
      {Op::add, {0, kNoHigh}, {5, 5}, {5, kNoHigh}},
      {Op::add, {kNumberMax, kNumberMax}, {0, 1}, {kNumberMax, kNoHigh}},
      {Op::add, {-kNumberMax, 0}, {-1, 0}, {kNoLow, 0}},
      {Op::subtract, {1, 2}, {10, 20}, {-19, -8}},
      {Op::subtract, {0, kNoHigh}, {0, kNoHigh}, kUnbounded},
      {Op::subtract, {5, 5}, {0, kNoHigh}, {kNoLow, 5}},
      {Op::multiply, {2 * kOne, 3 * kOne}, {-5 * kOne, 4 * kOne}, {-15 * kOne, 12 * kOne}},
      {Op::multiply, {0, 0}, kUnbounded, {0, 0}},
      {Op::multiply, {0, kNoHigh}, {0, 0}, {0, 0}},
      {Op::multiply, {0, kNoHigh}, {0, kNoHigh}, {0, kNoHigh}},
      {Op::multiply, {1, kNoHigh}, {-1, 1}, kUnbounded},
      {Op::multiply, {kNoLow, -kOne}, {kNoLow, -2 * kOne}, {2 * kOne, kNoHigh}},
      {Op::multiply, {kNumberMax, kNumberMax}, {kOne, 2 * kOne}, {kNumberMax, kNoHigh}},
      {Op::multiply, {1, 3}, {500'000, 500'000}, {0, 2}},
      {Op::divide, {1 * kOne, 2 * kOne}, {3 * kOne, 4 * kOne}, {250'000, 666'667}},
      {Op::divide, {1 * kOne, 2 * kOne}, {-1 * kOne, 1 * kOne}, kUnbounded},
      {Op::divide, {-6 * kOne, 6 * kOne}, {-3 * kOne, -2 * kOne}, {-3 * kOne, 3 * kOne}},
      {Op::divide, {6 * kOne, 6 * kOne}, {2 * kOne, kNoHigh}, {0, 3 * kOne}},
      {Op::divide, {0, kNoHigh}, {2 * kOne, 2 * kOne}, {0, kNoHigh}},
      {Op::divide, {kNumberMax, kNumberMax}, {1, kOne}, {kNumberMax, kNoHigh}},
      {Op::divide, {0, 0}, {0, 1}, kUnbounded},
  };
  for (const Row& row : rows) {
    BuiltCase built;
    const NodeId node = built.apply(row.op, kSignedType, {built.fact(kSignedType, row.a), built.fact(kSignedType, row.b)});
    const Value value = built.value(node);
    EXPECT_EQ(value, row.result) << row_of(row.op).name << " " << row.a.lo << ".." << row.a.hi << ", " << row.b.lo << ".."
                                 << row.b.hi << " is " << value.lo << ".." << value.hi;
    EXPECT_TRUE(built.trace.failed.empty());
  }
}

TEST(Tables, NegationAndChangeOfUnit) {
  BuiltCase built;
  EXPECT_EQ(built.value(built.apply(Op::negate, kSignedType, {built.fact(kNumberType, {3, kNoHigh})})), (Value{kNoLow, -3}));
  EXPECT_EQ(built.value(built.apply(Op::negate, kSignedType, {built.fact(kNumberType, {3, 5})})), (Value{-5, -3}));
  const NodeId grams = built.apply(Op::rescale, kNumberType, {built.fact(kNumberType, {1500, kNoHigh})});
  built.program.nodes[grams.index].denominator = 1000;
  EXPECT_EQ(built.value(grams), (Value{2, kNoHigh}));  // 1.5 millionths: to even
  built.program.nodes[grams.index].numerator = 1'000'000'000;
  built.program.nodes[grams.index].denominator = 1;
  EXPECT_EQ(built.value(grams), (Value{1'500'000'000'000, kNoHigh}));
}

TEST(Tables, WhatCertainlyOverflowsFails) {
  struct Row {
    Op op;
    Value a, b;
    bool fails;
  };
  const Row rows[] = {
      {Op::add, {kNumberMax, kNumberMax}, {1, 1}, true},
      {Op::add, {kNumberMax, kNumberMax}, {1, kNoHigh}, true},
      {Op::add, {kNumberMax, kNumberMax}, {0, kNoHigh}, false},
      {Op::subtract, {-kNumberMax, -kNumberMax}, {1, 5}, true},
      {Op::subtract, {-kNumberMax, -kNumberMax}, {0, 5}, false},
      {Op::multiply, {kNumberMax, kNumberMax}, {2 * kOne, kNoHigh}, true},
      {Op::multiply, {-kNumberMax, -kNumberMax}, {2 * kOne, 3 * kOne}, true},
      {Op::multiply, {-kNumberMax, kNumberMax}, {2 * kOne, 3 * kOne}, false},
      {Op::divide, {kNumberMax, kNumberMax}, {1, 2}, true},
      {Op::divide, {5, 5}, {0, 0}, true},
      {Op::divide, kUnbounded, {0, 0}, true},
      {Op::divide, {5, 5}, {0, 1}, false},
  };
  for (const Row& row : rows) {
    BuiltCase built;
    const NodeId node = built.apply(row.op, kSignedType, {built.fact(kSignedType, row.a), built.fact(kSignedType, row.b)});
    EXPECT_EQ(built.fails(node), row.fails) << row_of(row.op).name << " " << row.a.lo << " " << row.b.lo;
    if (row.fails) {
      EXPECT_EQ(built.value(node), kUnbounded);
    }
  }
}

// What is not signed starts at 0, also where it fails or may be divided by 0.
TEST(Tables, WhatIsNotSignedStartsAtZero) {
  BuiltCase built;
  const NodeId number = built.fact(kNumberType, {5, 5}), may_be_zero = built.fact(kNumberType, {0, 1});
  const NodeId signed_number = built.fact(kSignedType, {1, 1}), zero = built.constant(kNumberType, 0);
  EXPECT_EQ(built.value(built.apply(Op::divide, kNumberType, {number, may_be_zero})), (Value{0, kNoHigh}));
  EXPECT_EQ(built.value(built.apply(Op::divide, kSignedType, {number, may_be_zero})), kUnbounded);
  EXPECT_EQ(built.value(built.apply(Op::divide, kNumberType, {signed_number, may_be_zero})), kUnbounded);
  EXPECT_EQ(built.value(built.apply(Op::divide, kNumberType, {number, zero})), (Value{0, kNoHigh}));
}

TEST(Tables, DurationsHaveALimitOfTheirOwn) {
  BuiltCase built;
  const NodeId most = built.constant(kDaysType, kDurationMax), day = built.days(1),
               none_or_one = built.fact(kDaysType, {0, 1});
  EXPECT_EQ(built.value(built.apply(Op::add, kDaysType, {most, none_or_one})), (Value{kDurationMax, kNoHigh}));
  EXPECT_TRUE(built.trace.failed.empty());
  const NodeId too_long = built.apply(Op::add, kDaysType, {most, day});
  EXPECT_TRUE(built.fails(too_long));
  EXPECT_EQ(built.value(too_long), (Value{0, kNoHigh}));
  BuiltCase times;
  const NodeId half = times.constant(kNumberType, 500'000), months = times.months(5);
  EXPECT_EQ(times.value(times.apply(Op::multiply, kMonthsType, {months, half})), (Value{2, 2}));  // 2.5: to even
  EXPECT_EQ(times.value(times.apply(Op::divide, kNumberType, {months, times.months(2)})), (Value{2'500'000, 2'500'000}));
}

}  // namespace
}  // namespace precept
