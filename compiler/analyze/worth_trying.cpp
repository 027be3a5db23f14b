// A comparison is solved for its subject: `decision_date <= injury_date + 2y` for the injury date with the decision's as it is.
#include "compiler/analyze/worth_trying.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "compiler/analyze/mutators.hpp"
#include "runtime/facts/code_value.hpp"
#include "runtime/values/calendar.hpp"
#include "runtime/values/decimal.hpp"

namespace precept::analyze {

namespace {

bool is_one(Value value) { return value.lo == value.hi; }

class Solver {
 public:
  Solver(const Program& program, const Subject& subject, const std::vector<Value>& values)
      : program_(program), subject_(subject), values_(values) {}

  // The subject's value for which the operation comes to `target`, everything else as it is; nothing where that is not clear.
  std::optional<std::int64_t> solve(NodeId id, std::int64_t target) const {
    const Node& node = program_.node(id);
    if (node.operands.empty()) return subject_.is_read_by(program_, node) ? std::optional(target) : std::nullopt;
    if (is_list_operation(node.op)) return std::nullopt;
    const NodeId first = node.operands[0];
    if (node.operands.size() == 1) return unary(node, first, target);
    if (node.operands.size() != 2) return std::nullopt;
    const NodeId second = node.operands[1];
    const Value one = values_[first.index], other = values_[second.index];
    if (is_one(other))
      if (const auto found = solve(first, of_first(node.op, target, other.lo))) return found;
    if (is_one(one)) return solve(second, of_second(node.op, target, one.lo));
    return std::nullopt;
  }

 private:
  std::optional<std::int64_t> unary(const Node& node, NodeId below, std::int64_t target) const {
    if (node.op == Op::negate) return solve(below, -target);
    if (node.op == Op::months_as_days) return solve(below, target / 30);
    if (node.op != Op::rescale) return std::nullopt;
    const auto scaled = decimal_rescale(target, node.denominator, node.numerator);
    return scaled ? solve(below, *scaled) : std::nullopt;
  }

  static std::int64_t of_first(Op op, std::int64_t target, std::int64_t second) {
    if (op == Op::add || op == Op::add_days || op == Op::limit_days) return op == Op::add ? target - second : plus_days(target, -second);
    if (op == Op::add_months || op == Op::limit_months) return plus_months(target, -second);
    if (op == Op::subtract) return target + second;
    if (op == Op::multiply) return decimal_quotient(target, second).value_or(target);
    if (op == Op::divide) return decimal_product(target, second).value_or(target);
    if (op == Op::whole_years) return plus_months(second, -12 * (target / kOne));
    if (op == Op::whole_months) return plus_months(second, -(target / kOne));
    if (op == Op::whole_days) return plus_days(second, -(target / kOne));
    return target;
  }

  static std::int64_t of_second(Op op, std::int64_t target, std::int64_t first) {
    if (op == Op::add) return target - first;
    if (op == Op::add_days || op == Op::limit_days) return target - first;
    if (op == Op::add_months || op == Op::limit_months) return target > first ? whole_months_between(first, target) : 0;
    if (op == Op::subtract) return first - target;
    if (op == Op::multiply) return decimal_quotient(target, first).value_or(target);
    if (op == Op::divide) return decimal_quotient(first, target).value_or(target);
    if (op == Op::whole_years) return plus_months(first, 12 * (target / kOne));
    if (op == Op::whole_months) return plus_months(first, target / kOne);
    if (op == Op::whole_days) return plus_days(first, target / kOne);
    return target;
  }

  const Program& program_;
  const Subject& subject_;
  const std::vector<Value>& values_;
};

class Collecting {
 public:
  explicit Collecting(const Subject& subject) : subject_(subject) {}

  void add(std::int64_t value) {
    if (value < subject_.whole.lo || value > subject_.whole.hi) return;
    if (subject_.type.kind == TypeKind::date && (value < kFirstDay || value > kLastDay)) return;
    if (subject_.type.kind == TypeKind::count) value -= value % kOne;
    keep({{value, value}, ""});
  }

  void add_member(std::uint64_t bit) { keep({{static_cast<std::int64_t>(bit), 0}, ""}); }

  void add_code(CodeNumbers& numbers, std::string code) {
    if (code.ends_with('*')) code.pop_back();
    keep({numbers.value(subject_.type.system, code), code});
  }

  void around(std::int64_t value) {
    const std::int64_t step = threshold_step(subject_.type.kind, value);
    for (const std::int64_t each : {value, value - step, value + step}) add(each);
  }

  std::vector<Worth> out;

 private:
  void keep(Worth worth) {
    const auto known = [&](const Worth& other) { return other.value == worth.value; };
    if (out.size() < kValuesMax && std::none_of(out.begin(), out.end(), known)) out.push_back(std::move(worth));
  }

  const Subject& subject_;
};

bool compares_in_order(Op op) {
  return op == Op::less || op == Op::less_equal || op == Op::equal || op == Op::between || op == Op::in_set;
}

void thresholds(const Program& program, const Subject& subject, const std::vector<NodeId>& operations, const std::vector<Value>& values, Collecting& out) {
  const Solver solver(program, subject, values);
  for (const NodeId id : operations) {
    const Node& node = program.node(id);
    if (!compares_in_order(node.op)) continue;
    for (const NodeId side : node.operands)
      for (const NodeId bound : node.operands) {
        if (side == bound) continue;
        const Value& value = values[bound.index];
        for (const std::int64_t end : {value.lo, value.hi}) {
          if (end == kNoLow || end == kNoHigh) continue;
          if (const auto solved = solver.solve(side, end)) out.around(*solved);
        }
      }
  }
}

// Where no threshold says what is worth trying.
void usual(const Program& program, const Subject& subject, Collecting& out) {
  const Value& whole = subject.whole;
  const auto add_all = [&](std::initializer_list<std::int64_t> values) {
    for (const std::int64_t value : values)
      if (value != kNoLow && value != kNoHigh) out.add(value);
  };
  switch (subject.type.kind) {
    case TypeKind::scale:
      for (std::size_t i = 0; i < program.enumeration(subject.type.enumeration).members.size(); ++i) out.add(static_cast<std::int64_t>(i));
      return;
    case TypeKind::count:
    case TypeKind::number: return add_all({whole.lo, whole.hi, 0, kOne, 10 * kOne});
    case TypeKind::date:
      if (out.out.empty()) out.add(*parse_date("2014-01-01"));
      return;
    case TypeKind::months:
    case TypeKind::days: return add_all({0, 1, 12, 60});
    case TypeKind::truth:
    case TypeKind::choice:
      for (auto left = static_cast<std::uint64_t>(whole.lo); left != 0; left &= left - 1) out.add_member(left & (~left + 1));
      return;
    case TypeKind::text:
    case TypeKind::code:
    case TypeKind::list: return;
  }
}

// A code of each list that the subject is looked for in, and one that no list of the library has.
void codes(const Program& program, const Subject& subject, const std::vector<NodeId>& operations, Collecting& out) {
  CodeNumbers numbers(program);
  for (const NodeId id : operations) {
    const Node& node = program.node(id);
    if (node.op != Op::code_in || !subject.is_read_by(program, program.node(node.operands[0]))) continue;
    for (const std::string& item : program.code_list(node.codes).items) out.add_code(numbers, item);
  }
  const CodeSystem& system = program.system(subject.type.system);
  for (int number = 0; number < 100; ++number) {
    const std::string code = fmt::format("Z{:02}", number);
    if (code_place(system, code) != system.items.size()) continue;
    return out.add_code(numbers, code);
  }
}

}  // namespace

bool Subject::is_read_by(const Program& program, const Node& node) const {
  if (!field) return (node.op == Op::fact || node.op == Op::recorded) && node.fact == fact;
  if (node.op != Op::field && node.op != Op::field_recorded) return false;
  return node.field == *field && program.scope(node.scope).fact == fact;
}

std::vector<Worth> worth_trying(const Program& program, const Subject& subject, const std::vector<NodeId>& operations,
                                const std::vector<Value>& values) {
  Collecting out(subject);
  if (is_ordered(subject.type.kind)) thresholds(program, subject, operations, values, out);
  if (subject.type.kind == TypeKind::code) codes(program, subject, operations, out);
  usual(program, subject, out);
  return std::move(out.out);
}

}  // namespace precept::analyze
