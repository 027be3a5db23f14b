// The meaning of each operation on single values, beside the words of the language reference, sections 4 and 5.
#include <algorithm>

#include "tests/interpret/oracle.hpp"

namespace precept::oracle {
namespace {

using Values = std::vector<Wide>;

constexpr std::int64_t kFirst = -719162;  // 0001-01-01
constexpr std::int64_t kLast = 2932896;   // 9999-12-31

Single one(Wide value) { return {Single::Kind::value, value, value}; }
Single yes_if(bool holds) { return one(holds ? 1 : 0); }

Single too_far(bool negative) { return {negative ? Single::Kind::too_low : Single::Kind::too_high, 0, 0}; }

Single limited(Wide value, Wide low, Wide high) {
  if (value < low || value > high) return too_far(value < low);
  return one(value);
}

// "12 digits before and 6 after the point"; durations are plain whole numbers of at most 12 digits.
Single limited_as(const Type& type, Wide value) {
  const bool duration = type.kind == TypeKind::months || type.kind == TypeKind::days;
  const Wide most = duration ? Wide{999'999'999'999} : Wide{999'999'999'999'999'999};
  return limited(value, -most, most);
}

// "Products and quotients round half to even": by the distance to the whole number below.
Wide rounded(Wide numerator, Wide denominator) {
  if (denominator < 0) return rounded(-numerator, -denominator);
  Wide below = numerator / denominator;
  if (below * denominator > numerator) --below;
  const Wide twice_the_rest = 2 * (numerator - below * denominator);
  if (twice_the_rest > denominator) return below + 1;
  if (twice_the_rest < denominator) return below;
  return below % 2 == 0 ? below : below + 1;
}

Single calendar_day(Wide day) { return limited(day, kFirst, kLast); }

// "the largest n with A + n of them <= B", by trying n upwards from a month or two below.
Single whole_count(Wide from, Wide to, std::int64_t months_each) {
  if (to < from) return {Single::Kind::reversed, 0, 0};
  const Wide near = month_of(to) - month_of(from);
  Wide n = std::max<Wide>(0, near / months_each - 2);
  while (later(from, (n + 1) * months_each) <= to) ++n;
  return one(n * 1'000'000);
}

// ---- types ---------------------------------------------------------------------------------------------------------
constexpr Type kTruth{};
constexpr Type kChoice{TypeKind::choice, EnumId{0}, {}, false};
constexpr Type kScale{TypeKind::scale, EnumId{1}, {}, false};
constexpr Type kCount{TypeKind::count, {}, {}, false};
constexpr Type kSignedCount{TypeKind::count, {}, {}, true};
constexpr Type kNumber{TypeKind::number, {}, {}, false};
constexpr Type kSignedNumber{TypeKind::number, {}, {}, true};
constexpr Type kDate{TypeKind::date, {}, {}, false};
constexpr Type kMonths{TypeKind::months, {}, {}, false};
constexpr Type kSignedMonths{TypeKind::months, {}, {}, true};
constexpr Type kDays{TypeKind::days, {}, {}, false};
constexpr Type kSignedDays{TypeKind::days, {}, {}, true};
constexpr Type kCode{TypeKind::code, {}, {}, false};

constexpr Type kOrdered[] = {kScale, kCount, kSignedCount, kNumber, kSignedNumber, kDate, kMonths, kSignedDays};
constexpr Type kSums[] = {kCount, kSignedCount, kNumber, kSignedNumber, kMonths, kSignedMonths, kDays, kSignedDays};

class Shapes {
 public:
  std::vector<Shape> all() {
    leaves();
    logic();
    comparisons();
    record();
    sums();
    products();
    dates();
    codes();
    tables();
    return std::move(shapes_);
  }

 private:
  Shape& add(Op op, std::vector<Type> operands, Type result, std::function<Single(const Values&)> single) {
    Node node;
    node.op = op;
    node.type = result;
    shapes_.push_back({op, std::move(operands), std::move(node), std::move(single)});
    return shapes_.back();
  }

  void leaves() {
    for (const Type& type : {kTruth, kChoice, kScale, kCount, kSignedNumber, kDate, kMonths, kDays})
      for (const Op op : {Op::fact, Op::recorded, Op::constant}) add(op, {type}, type, {});
  }

  void logic() {
    add(Op::negation, {kTruth}, kTruth, [](const Values& v) { return yes_if(v[0] == 0); });
    add(Op::truth_equal, {kTruth, kTruth}, kTruth, [](const Values& v) { return yes_if(v[0] == v[1]); });
    for (std::size_t operands = 1; operands <= 5; ++operands) {
      const std::vector<Type> truths(operands, kTruth);
      const auto yeses = [](const Values& v) { return std::count(v.begin(), v.end(), 1); };
      add(Op::conjunction, truths, kTruth, [=](const Values& v) { return yes_if(yeses(v) == std::ssize(v)); });
      add(Op::disjunction, truths, kTruth, [=](const Values& v) { return yes_if(yeses(v) > 0); });
      for (std::int64_t quantity = 1; quantity <= static_cast<std::int64_t>(operands); ++quantity)
        add(Op::at_least, truths, kTruth, [=](const Values& v) { return yes_if(yeses(v) >= quantity); }).node.quantity =
            quantity;
    }
  }

  void comparisons() {
    for (const Type& type : kOrdered) {
      add(Op::less, {type, type}, kTruth, [](const Values& v) { return yes_if(v[0] < v[1]); });
      add(Op::less_equal, {type, type}, kTruth, [](const Values& v) { return yes_if(v[0] <= v[1]); });
      add(Op::equal, {type, type}, kTruth, [](const Values& v) { return yes_if(v[0] == v[1]); });
      add(Op::between, {type, type, type}, kTruth, [](const Values& v) { return yes_if(v[1] <= v[0] && v[0] <= v[2]); });
      for (std::size_t members = 1; members <= 4; ++members)
        add(Op::in_set, std::vector<Type>(members + 1, type), kTruth,
            [](const Values& v) { return yes_if(std::find(v.begin() + 1, v.end(), v[0]) != v.end()); });
    }
    add(Op::choice_equal, {kChoice, kChoice}, kTruth, [](const Values& v) { return yes_if(v[0] == v[1]); });
    for (const std::uint64_t members : {1u, 6u, 5u, 15u})
      add(Op::choice_in, {kChoice}, kTruth, [=](const Values& v) {
        return yes_if((members >> static_cast<int>(v[0]) & 1) != 0);
      }).node.members = members;
  }

  void record() {
    const std::pair<Type, Value> wholes[] = {{kTruth, {3, 0}},       {kChoice, {15, 0}},          {kScale, {0, 3}},
                                             {kCount, {0, kNoHigh}}, {kSignedNumber, kUnbounded}, {kDate, kUnbounded}};
    for (const auto& [type, whole] : wholes) {
      add(Op::documented, {type}, kTruth, {}).node.constant = whole;
      add(Op::exact, {type}, kTruth, {});
    }
  }

  void sums() {
    for (const Type& type : kSums) {
      Type result = type;
      add(Op::add, {type, type}, result, [=](const Values& v) { return limited_as(result, v[0] + v[1]); });
      result.is_signed = true;
      add(Op::subtract, {type, type}, result, [=](const Values& v) { return limited_as(result, v[0] - v[1]); });
      add(Op::negate, {type}, result, [](const Values& v) { return one(-v[0]); });
    }
  }

  void product(Type a, Type b, Type result) {
    add(Op::multiply, {a, b}, result, [=](const Values& v) {
      Wide exactly = 0;
      if (__builtin_mul_overflow(v[0], v[1], &exactly)) return too_far((v[0] < 0) != (v[1] < 0));
      return limited_as(result, rounded(exactly, 1'000'000));
    });
  }

  void quotient(Type a, Type b, Type result) {
    add(Op::divide, {a, b}, result, [=](const Values& v) {
      if (v[1] == 0) return Single{Single::Kind::by_zero, 0, 0};
      return limited_as(result, rounded(v[0] * 1'000'000, v[1]));
    });
  }

  void products() {
    product(kNumber, kNumber, kNumber);
    product(kSignedNumber, kSignedNumber, kSignedNumber);
    product(kCount, kSignedNumber, kSignedNumber);
    product(kSignedMonths, kSignedNumber, kSignedMonths);
    product(kNumber, kDays, kDays);
    quotient(kNumber, kNumber, kNumber);
    quotient(kSignedNumber, kSignedNumber, kSignedNumber);
    quotient(kCount, kCount, kNumber);
    quotient(kCount, kSignedCount, kSignedNumber);
    quotient(kNumber, kSignedNumber, kNumber);  // one sign anywhere is enough for no bound below
    quotient(kMonths, kNumber, kMonths);
    quotient(kSignedDays, kSignedDays, kSignedNumber);
    const std::pair<std::int64_t, std::int64_t> ratios[] = {{1, 2}, {7, 3}, {1000, 1}, {1, 1000}, {999'999'999'999, 7}};
    for (const auto& [numerator, denominator] : ratios)
      for (const Type& type : {kNumber, kSignedNumber, kDays}) {
        Shape& shape = add(Op::rescale, {type}, type, [=, n = numerator, d = denominator](const Values& v) {
          return limited_as(type, rounded(v[0] * n, d));
        });
        shape.node.numerator = numerator;
        shape.node.denominator = denominator;
      }
  }

  void dates() {
    add(Op::add_months, {kDate, kSignedMonths}, kDate, [](const Values& v) { return calendar_day(later(v[0], v[1])); });
    add(Op::limit_months, {kDate, kSignedMonths}, kDate, [](const Values& v) { return one(later(v[0], v[1])); });
    add(Op::add_days, {kDate, kSignedDays}, kDate, [](const Values& v) { return calendar_day(v[0] + v[1]); });
    add(Op::limit_days, {kDate, kSignedDays}, kDate, [](const Values& v) { return one(v[0] + v[1]); });
    add(Op::months_as_days, {kSignedMonths}, kSignedDays, [](const Values& v) {
      const auto [fewest, most] = days_in(v[0] < 0 ? -v[0] : v[0]);
      return v[0] < 0 ? Single{Single::Kind::value, -most, -fewest} : Single{Single::Kind::value, fewest, most};
    });
    add(Op::whole_years, {kDate, kDate}, kCount, [](const Values& v) { return whole_count(v[0], v[1], 12); });
    add(Op::whole_months, {kDate, kDate}, kCount, [](const Values& v) { return whole_count(v[0], v[1], 1); });
    add(Op::whole_days, {kDate, kDate}, kCount, [](const Values& v) {
      if (v[1] < v[0]) return Single{Single::Kind::reversed, 0, 0};
      return one((v[1] - v[0]) * 1'000'000);
    });
  }

  void codes() {  // of five: the system's four items, and codes that are none of them; the list has the first and the third
    add(Op::code_in, {kCode}, kTruth, [](const Values& v) { return yes_if(v[0] == 0 || v[0] == 2); });
    add(Op::code_equal, {kCode, kCode}, kTruth, [](const Values& v) { return yes_if(v[0] == v[1]); });
  }

  // The first row whose condition holds; with a value for none.
  void tables() {
    for (const Type& type : {kTruth, kChoice, kScale, kCount, kSignedNumber, kDate, kMonths})
      for (std::size_t rows = 1; rows <= 3; ++rows) {
        std::vector<Type> operands;
        for (std::size_t row = 0; row < rows; ++row) operands.insert(operands.end(), {kTruth, type});
        operands.push_back(type);
        add(Op::pick, operands, type, [](const Values& v) {
          std::size_t row = 0;
          while (row + 1 < v.size() && v[row] == 0) row += 2;
          return one(row + 1 < v.size() ? v[row + 1] : v[row]);
        });
      }
  }

  std::vector<Shape> shapes_;
};

}  // namespace

std::vector<Shape> all_shapes() { return Shapes().all(); }

}  // namespace precept::oracle
