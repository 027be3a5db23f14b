// Sets of values from single ones: every combination is tried, and what comes out is gathered.
// A value without a bound is tried far beyond 64 bits, and ten times as far: where the result moves too, or is too far
// itself, it has no bound.
#include "tests/interpret/oracle.hpp"

#include <algorithm>
#include <bit>

namespace precept::oracle {
namespace {

std::int64_t step(const Type& type) { return type.kind == TypeKind::count ? 1'000'000 : 1; }

// Far enough that its quotients by what 64 bits hold pass every limit, and that what they hold divided by it is nothing.
Wide far_out(bool further) {
  constexpr Wide distance = Wide{10'000'000'000'000} * 1'000'000'000'000;
  return further ? 10 * distance : distance;
}

std::vector<Wide> members(Value value) {
  std::vector<Wide> indices;
  for (int member = 0; member < 64; ++member)
    if ((static_cast<std::uint64_t>(value.lo) >> member & 1) != 0) indices.push_back(member);
  return indices;
}

// The single values to be tried of one operand: all where there are bounds (they are few), else the ends and what is
// interesting between.
std::vector<Wide> tried(const Type& type, Value value, const std::vector<Value>& others, bool further) {
  if (type.kind == TypeKind::choice) return members(value);
  if (type.kind == TypeKind::code) {
    if (value.lo >= 0) return {value.lo};
    return {0, 1, 2, 3, 4};
  }
  std::vector<Wide> values;
  if (type.kind == TypeKind::truth) {
    if ((value.lo & 1) != 0) values.push_back(1);
    if ((value.lo & 2) != 0) values.push_back(0);
    return values;
  }
  const std::int64_t one = step(type);
  const Wide low = value.lo == kNoLow ? -far_out(further) : value.lo;
  const Wide high = value.hi == kNoHigh ? far_out(further) : value.hi;
  if (value.lo != kNoLow && value.hi != kNoHigh) {
    for (Wide v = low; v <= high; v += one) values.push_back(v);
    return values;
  }
  std::vector<Wide> points = {low, high, 0, low + one, high - one};
  for (const Value& other : others)
    for (const std::int64_t end : {other.lo, other.hi})
      if (end != kNoLow && end != kNoHigh)
        for (const std::int64_t near : {end - one, end, end + one}) points.push_back(near);
  for (const Wide point : points)
    if (point >= low && point <= high) values.push_back(point);
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

struct Gathered {
  bool any = false;
  std::uint64_t members = 0;  // of a choice
  Wide lo = 0, hi = 0;
  bool too_low = false, too_high = false, by_zero = false, reversed = false;

  void take(const Single& single) {
    switch (single.kind) {
      case Single::Kind::value:
        lo = any ? std::min(lo, single.lo) : single.lo;
        hi = any ? std::max(hi, single.hi) : single.hi;
        if (single.lo >= 0 && single.lo < 64) members |= std::uint64_t{1} << static_cast<int>(single.lo);
        any = true;
        break;
      case Single::Kind::too_low:
        too_low = true;
        break;
      case Single::Kind::too_high:
        too_high = true;
        break;
      case Single::Kind::by_zero:
        by_zero = true;
        break;
      case Single::Kind::reversed:
        reversed = true;
        break;
    }
  }
};

Gathered gather(const Shape& shape, const std::vector<Value>& operands, bool further) {
  std::vector<std::vector<Wide>> values;
  for (std::size_t place = 0; place < operands.size(); ++place)
    values.push_back(tried(shape.operands[place], operands[place], operands, further));
  Gathered gathered;
  std::vector<std::size_t> at(operands.size(), 0);
  std::vector<Wide> singles(operands.size());
  while (true) {
    for (std::size_t place = 0; place < at.size(); ++place) singles[place] = values[place][at[place]];
    gathered.take(shape.single(singles));
    std::size_t place = 0;
    while (place < at.size() && ++at[place] == values[place].size()) at[place++] = 0;
    if (place == at.size()) return gathered;
  }
}

Value nothing_known(const Type& type) {
  if (type.kind == TypeKind::date || type.is_signed) return {kNoLow, kNoHigh};
  return {0, kNoHigh};
}

// `documented` and `exact` ask about the set itself.
Value of_the_record(const Shape& shape, Value operand) {
  bool holds = operand.lo != shape.node.constant.lo || operand.hi != shape.node.constant.hi;
  if (shape.op == Op::exact) {
    const bool ordered = shape.operands[0].kind != TypeKind::truth && shape.operands[0].kind != TypeKind::choice;
    holds = ordered ? operand.lo == operand.hi : std::popcount(static_cast<std::uint64_t>(operand.lo)) == 1;
  }
  return {holds ? 1 : 2, 0};
}

}  // namespace

Expected expected(const Shape& shape, const std::vector<Value>& operands) {
  if (shape.op == Op::documented || shape.op == Op::exact) return {false, of_the_record(shape, operands[0])};
  if (!shape.single) return {false, operands[0]};  // the leaves: what they are given
  const Gathered near = gather(shape, operands, false);
  const Gathered far = gather(shape, operands, true);
  if (shape.node.type.kind == TypeKind::truth) {
    const bool may_be_yes = near.hi == 1 || far.hi == 1;
    const bool may_be_no = near.lo == 0 || far.lo == 0;
    return {false, {(may_be_yes ? 1 : 0) + (may_be_no ? 2 : 0), 0}};
  }
  if (shape.node.type.kind == TypeKind::choice) return {false, {static_cast<std::int64_t>(near.members), 0}};
  const bool too_low = near.too_low || far.too_low;
  const bool too_high = near.too_high || far.too_high;
  const bool any = near.any || far.any;
  // "An error needs every possible value to overflow or divide by zero"; what is too low here and too high there is
  // neither somewhere between.
  if (!any && !(too_low && too_high) && !((too_low || too_high) && (near.by_zero || near.reversed)))
    return {true, nothing_known(shape.node.type)};
  if (near.reversed || far.reversed) return {false, {0, kNoHigh}};
  if (near.by_zero || far.by_zero) {
    bool is_signed = shape.node.type.is_signed;
    for (const Type& type : shape.operands) is_signed = is_signed || type.is_signed;
    return {false, {is_signed ? kNoLow : 0, kNoHigh}};
  }
  Value value = kUnbounded;
  if (any && !too_low && far.lo == near.lo) value.lo = static_cast<std::int64_t>(near.lo);
  if (any && !too_high && far.hi == near.hi) value.hi = static_cast<std::int64_t>(near.hi);
  return {false, value};
}

// ---- random possible values ----------------------------------------------------------------------------------------
namespace {

constexpr std::int64_t kFirst = -719162;  // 0001-01-01
constexpr std::int64_t kLast = 2932896;   // 9999-12-31
constexpr std::int64_t kMillion = 1'000'000;
constexpr std::int64_t kMost = 999'999'999'999'999'999;

std::int64_t below(std::mt19937_64& random, std::int64_t limit) {
  return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(limit));
}

template <std::size_t Size>
std::int64_t one_of(const std::int64_t (&values)[Size], std::mt19937_64& random) {
  return values[random() % Size];
}

std::int64_t around(const Type& type, std::mt19937_64& random) {
  switch (type.kind) {
    case TypeKind::count: {
      constexpr std::int64_t points[] = {0, 0, 1, 2, 10, 999'999'999'996};
      return one_of(points, random) * kMillion;
    }
    case TypeKind::number: {
      constexpr std::int64_t points[] = {
          0,        0, 1, 3, kMillion - 2, kMillion, 3 * kMillion, 500'000, 1'500'000'0, 2'000'000, 500'000'000'000'000'000,
          kMost - 5};
      return one_of(points, random);
    }
    case TypeKind::date: {
      // Around 2012-02-29, 2013-02-28, 2000-01-31, 1900-02-28, the first and the last days.
      constexpr std::int64_t points[] = {15399, 15764, 10987, -25509, 15399 - 2, kFirst, kLast - 6, 0};
      return one_of(points, random) + below(random, 3);
    }
    case TypeKind::months:
    case TypeKind::days: {
      constexpr std::int64_t points[] = {0, 0, 1, 11, 12, 24, 28, 365, 999'999'999'996};
      return one_of(points, random);
    }
    case TypeKind::truth:
    case TypeKind::choice:
    case TypeKind::scale:
    case TypeKind::text:
    case TypeKind::code:
    case TypeKind::list:
      return 0;
  }
  return 0;
}

std::int64_t greatest_of(const Type& type) {
  if (type.kind == TypeKind::date) return kLast;
  if (type.kind == TypeKind::months || type.kind == TypeKind::days) return 999'999'999'999;
  return type.kind == TypeKind::count ? 999'999'999'999 * kMillion : kMost;
}

}  // namespace

Value random_value(const Type& type, std::mt19937_64& random) {
  if (type.kind == TypeKind::truth) return {1 + below(random, 3), 0};
  if (type.kind == TypeKind::choice) return {random() % 2 == 0 ? 1 << below(random, 4) : 1 + below(random, 15), 0};
  if (type.kind == TypeKind::code) {
    const std::int64_t code = below(random, 6) - 1;
    return {code, code};
  }
  if (type.kind == TypeKind::scale) {
    const std::int64_t lo = below(random, 4);
    return {lo, lo + below(random, 4 - lo)};
  }
  const std::int64_t one = step(type);
  const std::int64_t least = type.kind == TypeKind::date ? kFirst : type.is_signed ? -greatest_of(type) : 0;
  std::int64_t lo = around(type, random);
  if (type.is_signed && random() % 2 == 0) lo = -lo;
  if (type.is_signed && random() % 2 == 0) lo -= below(random, 4) * one;
  std::int64_t hi = lo + (random() % 3 == 0 ? 0 : below(random, 6) * one);
  lo = std::clamp(lo, least, greatest_of(type));
  hi = std::clamp(hi, lo, greatest_of(type));
  const std::uint64_t openness = random() % 16;
  const bool open_low = (openness == 0 || openness == 2) && least != 0;
  const bool open_high = openness == 1 || openness == 2;
  return {open_low ? kNoLow : lo, open_high ? kNoHigh : hi};
}

}  // namespace precept::oracle
