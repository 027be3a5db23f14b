// Finding leaf kernels: see the header. Limits are turned into the column's own narrow numbers once, here; calendar limits
// into the fewest and most days that they may be.
#include <algorithm>
#include <cassert>
#include <limits>

#include "runtime/native/bounds.hpp"
#include "runtime/native/words/bind.hpp"

namespace precept::native {
namespace {

using Range = std::array<std::int64_t, 2>;
__extension__ using Wide = __int128;

constexpr std::size_t kRangesMax = 8;  // beyond, a set is looked up row by row

Range numbers_of(RawType raw) {
  switch (raw) {
    case RawType::i8:
      return {std::numeric_limits<std::int8_t>::min(), std::numeric_limits<std::int8_t>::max()};
    case RawType::u8:
      return {0, std::numeric_limits<std::uint8_t>::max()};
    case RawType::i16:
      return {std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::int16_t>::max()};
    case RawType::i32:
      return {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
    case RawType::i64:
      break;
  }
  return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
}

Wide floor_quotient(Wide a, Wide b) { return a / b - (a % b < 0 ? 1 : 0); }

// low <= base + raw * scale <= high, in raw numbers; nothing where no row of the type can lie there.
std::optional<Range> in_raw_numbers(const FactColumn& column, Range range) {
  const Range numbers = numbers_of(column.raw);
  const auto raw_of = [&](std::int64_t bound, Wide plus) {
    return floor_quotient(Wide{bound} - column.base + plus, column.scale);
  };
  const Wide low = range[0] == kNoLow ? Wide{numbers[0]} : raw_of(range[0], column.scale - 1);
  const Wide high = range[1] == kNoHigh ? Wide{numbers[1]} : raw_of(range[1], 0);
  if (low > high || low > numbers[1] || high < numbers[0]) return std::nullopt;
  return Range{static_cast<std::int64_t>(std::max(low, Wide{numbers[0]})),
               static_cast<std::int64_t>(std::min(high, Wide{numbers[1]}))};
}

class LeafFinder {
 public:
  LeafFinder(const WordPlan& plan, const FactColumns& layouts, NodeId id)
      : plan_(plan), program_(*plan.program), layouts_(layouts), id_(id), node_(program_.node(id)) {}

  std::optional<WordStep> find() const {
    switch (node_.op) {
      case Op::fact:
      case Op::recorded:
        return truth_column();
      case Op::documented:
      case Op::exact:
        return presence();
      case Op::choice_in:
        return member_set(0, node_.members);
      case Op::choice_equal:
        return choice_equal();
      case Op::in_set:
        return in_set();
      case Op::less:
      case Op::less_equal:
        if (auto step = difference()) return step;
        return ordered();
      case Op::equal:
      case Op::between:
        return ordered();
      case Op::constant:
      case Op::negation:
      case Op::conjunction:
      case Op::disjunction:
      case Op::at_least:
      case Op::truth_equal:
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::divide:
      case Op::negate:
      case Op::rescale:
      case Op::add_months:
      case Op::add_days:
      case Op::limit_months:
      case Op::limit_days:
      case Op::months_as_days:
      case Op::whole_years:
      case Op::whole_months:
      case Op::whole_days:
      case Op::code_in:
      case Op::code_equal:
      case Op::pick:
      case Op::field:
      case Op::field_recorded:
      case Op::list_some:
      case Op::list_every:
      case Op::list_count:
      case Op::list_distinct:
      case Op::list_sum:
      case Op::list_least:
      case Op::list_greatest:
      case Op::list_latest:
      case Op::list_latest_has:
      case Op::list_documented:
      case Op::list_exact:
        break;
    }
    return std::nullopt;
  }

 private:
  using Found = std::optional<WordStep>;

  // A planted fault in an operand's operation needs that operand by itself.
  bool is_planted(Op op) const { return plan_.planted == op; }

  const Node* fact_at(std::size_t place) const { return as_fact(node_.operands[place]); }
  const Node* as_fact(NodeId id) const {
    const Node& node = program_.node(id);
    const bool is_fact = (node.op == Op::fact || node.op == Op::recorded) && !is_planted(node.op);
    return is_fact ? &node : nullptr;
  }
  const Value* constant_at(std::size_t place) const {
    const Node& node = program_.node(node_.operands[place]);
    return node.op == Op::constant && !is_planted(Op::constant) ? &node.constant : nullptr;
  }
  std::optional<std::int64_t> number_at(std::size_t place) const {
    const Value* constant = constant_at(place);
    if (constant == nullptr || constant->lo != constant->hi) return std::nullopt;
    return constant->lo;
  }
  const FactColumn& column_of(const Node& fact) const { return layouts_.facts[fact.fact.index]; }

  WordStep step_of_kind(WordStep::Kind kind) const {
    WordStep step;
    step.kind = kind;
    step.node = id_;
    step.plane = plan_.plane_of[id_.index];
    step.corrupt = is_planted(node_.op);
    return step;
  }

  // The node's truth where its one fact has no value, all other operands being constants.
  Truth truth_on_null(std::size_t fact_place) const {
    std::vector<Value> operands;
    for (std::size_t i = 0; i < node_.operands.size(); ++i) {
      const Node& operand = program_.node(node_.operands[i]);
      operands.push_back(i == fact_place ? missing_value(program_, operand) : operand.constant);
    }
    return comparison_truth(program_, node_, program_.node(node_.operands[0]).type.kind, operands);
  }

  WordStep of_one_fact(WordStep::Kind kind, std::size_t fact_place) const {
    WordStep step = step_of_kind(kind);
    const Node& fact = program_.node(node_.operands[fact_place]);
    step.a = fact.fact;
    step.raw = column_of(fact).form == ColumnForm::member ? RawType::u8 : column_of(fact).raw;
    step.operand_kind = fact.type.kind;
    step.on_null = truth_on_null(fact_place);
    return step;
  }

  // ---- one fact ----------------------------------------------------------------------------------------------------
  Found truth_column() const {
    if (node_.type.kind != TypeKind::truth) return std::nullopt;
    const ColumnForm form = column_of(node_).form;
    if (form != ColumnForm::truth && form != ColumnForm::absent) return std::nullopt;
    WordStep step = step_of_kind(WordStep::Kind::truth_column);
    step.a = node_.fact;
    step.on_null = truth_of(missing_value(program_, node_));
    return step;
  }

  Found presence() const {
    const Node* fact = fact_at(0);
    if (fact == nullptr) return std::nullopt;
    const ColumnForm form = column_of(*fact).form;
    if (form != ColumnForm::exact && form != ColumnForm::member && form != ColumnForm::absent) return std::nullopt;
    // A row's value is its type's whole where that is a single one; then the rows have to be looked at.
    if (node_.op == Op::documented && is_exact(node_.constant, fact->type.kind)) return std::nullopt;
    WordStep step = of_one_fact(WordStep::Kind::presence, 0);
    step.on_value = Truth::yes;
    return step;
  }

  Found member_set(std::size_t fact_place, std::uint64_t members) const {
    const Node* fact = fact_at(fact_place);
    if (fact == nullptr || column_of(*fact).form != ColumnForm::member) return std::nullopt;
    WordStep step = of_one_fact(WordStep::Kind::members, fact_place);
    step.members = members;
    return step;
  }

  Found choice_equal() const {
    for (const std::size_t place : {std::size_t{0}, std::size_t{1}}) {
      const Value* constant = constant_at(1 - place);
      if (constant != nullptr && is_exact(*constant, TypeKind::choice))
        return member_set(place, static_cast<std::uint64_t>(constant->lo));
    }
    return std::nullopt;
  }

  Found in_set() const {
    std::vector<Range> ranges;
    for (std::size_t i = 1; i < node_.operands.size(); ++i) {
      const auto number = number_at(i);
      if (!number) return std::nullopt;
      ranges.push_back({*number, *number});
    }
    return in_ranges(0, ranges);
  }

  // less, less_equal, equal and between with constants: in which range the fact must lie.
  Found ordered() const {
    const bool fact_first = fact_at(0) != nullptr;
    const auto first = number_at(fact_first ? 1 : 0);
    if (!first) return std::nullopt;
    const std::size_t place = fact_first ? 0 : 1;
    if (node_.op == Op::equal) return in_ranges(place, {{*first, *first}});
    if (node_.op == Op::between) {
      const auto second = number_at(2);
      if (!fact_first || !second || *first > *second) return std::nullopt;
      return in_ranges(0, {{*first, *second}});
    }
    const std::int64_t strictly = node_.op == Op::less ? 1 : 0;
    if (fact_first) return in_ranges(0, {{kNoLow, *first - strictly}});
    return in_ranges(1, {{*first + strictly, kNoHigh}});
  }

  Found in_ranges(std::size_t fact_place, const std::vector<Range>& ranges) const {
    const Node* fact = fact_at(fact_place);
    if (fact == nullptr) return std::nullopt;
    FactColumn column = column_of(*fact);
    if (column.form == ColumnForm::bounds && ranges.size() == 1) {
      WordStep step = of_one_fact(WordStep::Kind::bounds_range, fact_place);
      step.ranges = ranges;
      return step;
    }
    if (column.form == ColumnForm::member) column = {.form = ColumnForm::exact, .raw = RawType::u8};
    if (column.form != ColumnForm::exact) return std::nullopt;
    WordStep step = of_one_fact(WordStep::Kind::ranges, fact_place);
    for (const Range& range : ranges)
      if (const auto raw = in_raw_numbers(column, range)) step.ranges.push_back(*raw);
    if (step.ranges.size() > kRangesMax) return std::nullopt;
    return step;
  }

  // ---- two dates ---------------------------------------------------------------------------------------------------
  // A fact, or a fact and a constant duration after it: a limit that no row needs worked out.
  struct Limit {
    const Node* fact = nullptr;
    std::int64_t months = 0;
    std::int64_t days = 0;
  };

  std::optional<Limit> as_limit(NodeId id) const {
    const Node& node = program_.node(id);
    if (const Node* fact = as_fact(id)) return Limit{fact};
    if ((node.op != Op::limit_days && node.op != Op::limit_months) || is_planted(node.op)) return std::nullopt;
    const Node* fact = as_fact(node.operands[0]);
    const Node& length = program_.node(node.operands[1]);
    const bool constant = length.op == Op::constant && !is_planted(Op::constant) && length.constant.lo == length.constant.hi;
    if (fact == nullptr || !constant) return std::nullopt;
    if (node.op == Op::limit_months) return Limit{fact, length.constant.lo, 0};
    return Limit{fact, 0, length.constant.lo};
  }

  // Only where a missing date leaves it open, whatever the other one is.
  bool is_plain_date(const Node& fact) const {
    const FactColumn& column = column_of(fact);
    const bool narrow = column.raw == RawType::i16 || column.raw == RawType::i32;
    return fact.type.kind == TypeKind::date && column.form == ColumnForm::exact && narrow && column.scale == 1 &&
           missing_value(program_, fact) == kUnbounded;
  }

  Found difference() const {
    const auto left = as_limit(node_.operands[0]);
    const auto right = as_limit(node_.operands[1]);
    if (!left || !right || !is_plain_date(*left->fact) || !is_plain_date(*right->fact)) return std::nullopt;
    // D <= A + limit as it stands; A + limit <= D is the contrary of D < A + limit.
    const bool limit_right = left->months == 0 && left->days == 0;
    const Limit& limit = limit_right ? *right : *left;
    const Limit& other = limit_right ? *left : *right;
    if (other.months != 0 || other.days != 0) return std::nullopt;
    WordStep step = step_of_kind(WordStep::Kind::difference);
    step.a = limit.fact->fact;
    step.b = other.fact->fact;
    step.inverted = !limit_right;
    step.strictly = (node_.op == Op::less) == limit_right;
    step.months = limit.months;
    return with_limits(step, limit);
  }

  Found with_limits(WordStep step, const Limit& limit) const {
    const FactColumn& a = layouts_.facts[step.a.index];
    const FactColumn& b = layouts_.facts[step.b.index];
    if (a.raw != b.raw) return std::nullopt;
    const std::int64_t apart = b.base - a.base + (step.strictly ? 1 : 0);
    step.raw = a.raw;
    step.fewest = (limit.months != 0 ? fewest_days_in_months(limit.months) : limit.days) - apart;
    step.most = (limit.months != 0 ? most_days_in_months(limit.months) : limit.days) - apart;
    const std::int64_t far = a.raw == RawType::i16 ? std::numeric_limits<std::int16_t>::max() - 1 : 1'000'000'000;
    if (step.fewest < -far || step.most > far) return std::nullopt;
    return step;
  }

  const WordPlan& plan_;
  const Program& program_;
  const FactColumns& layouts_;
  NodeId id_;
  const Node& node_;
};

}  // namespace

Value missing_value(const Program& program, const Node& fact_node) {
  const Fact& fact = program.fact(fact_node.fact);
  return fact_node.op == Op::fact && fact.assumed ? *fact.assumed : fact.whole;
}

std::optional<WordStep> leaf_step(const WordPlan& plan, const FactColumns& layouts, NodeId node) {
  return LeafFinder(plan, layouts, node).find();
}

}  // namespace precept::native
