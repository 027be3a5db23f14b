// The reference rule and its cases: see the header. Cases come from a generator of numbers with a fixed start.
#include "bench/reference_rule.hpp"

#include <string>

namespace precept::bench {
namespace {

class RuleMaker {
 public:
  R8 make(bool calendar) {
    add_facts();
    add_nodes(calendar);
    add_rule();
    return std::move(rule_);
  }

 private:
  Program& program() { return rule_.program; }

  void add_fact(const char* name, TypeKind kind, Value whole) {
    Fact fact;
    fact.name = name;
    fact.words = name;
    fact.type.kind = kind;
    fact.whole = whole;
    program().facts.push_back(fact);
  }

  void add_facts() {
    Enumeration demand{"demand", true, {}};
    for (const char* member : {"sedentary", "light", "medium", "heavy", "very_heavy"})
      demand.members.push_back({member, member});
    program().enumerations.push_back(demand);
    const Value open = truth_value(Truth::undocumented);
    const Value from_zero{0, kNoHigh};
    add_fact("injury_date", TypeKind::date, kUnbounded);
    add_fact("decision_date", TypeKind::date, kUnbounded);
    add_fact("demand_level", TypeKind::scale, {0, 4});
    add_fact("therapy_trial", TypeKind::truth, open);
    add_fact("plateau", TypeKind::truth, open);
    add_fact("surgery_candidate", TypeKind::truth, open);
    add_fact("hours_per_day", TypeKind::number, from_zero);
    add_fact("days_per_week", TypeKind::count, from_zero);
    add_fact("return_to_work_goal", TypeKind::truth, open);
    add_fact("requested", TypeKind::count, from_zero);
  }

  NodeId add(Node node) {
    program().nodes.push_back(std::move(node));
    return NodeId{static_cast<std::uint32_t>(program().nodes.size() - 1)};
  }
  NodeId fact(R8Fact which) {
    Node node;
    node.op = Op::fact;
    node.type = program().facts[which].type;
    node.fact = FactId{which};
    return add(node);
  }
  NodeId constant(TypeKind kind, std::int64_t value) {
    Node node;
    node.op = Op::constant;
    node.type.kind = kind;
    node.constant = {value, value};
    return add(node);
  }
  NodeId of(Op op, TypeKind kind, std::vector<NodeId> operands) {
    Node node;
    node.op = op;
    node.type.kind = kind;
    node.operands = std::move(operands);
    return add(node);
  }

  void add_nodes(bool calendar) {
    const auto truth = TypeKind::truth;
    auto& c = rule_.criteria;
    const NodeId injury = fact(injury_date);
    const NodeId length = calendar ? constant(TypeKind::months, 24) : constant(TypeKind::days, 730);
    const NodeId limit = of(calendar ? Op::limit_months : Op::limit_days, TypeKind::date, {injury, length});
    c[0] = of(Op::less_equal, truth, {fact(decision_date), limit});
    const NodeId medium = constant(TypeKind::scale, 2);
    c[1] = of(Op::less_equal, truth, {medium, fact(demand_level)});
    c[2] = fact(therapy_trial);
    c[3] = fact(plateau);
    c[4] = of(Op::negation, truth, {fact(surgery_candidate)});
    const NodeId four = constant(TypeKind::number, 4 * kOne);
    c[5] = of(Op::less_equal, truth, {four, fact(hours_per_day)});
    const NodeId days = fact(days_per_week);
    const NodeId three = constant(TypeKind::count, 3 * kOne);
    c[6] = of(Op::between, truth, {days, three, constant(TypeKind::count, 5 * kOne)});
    c[7] = fact(return_to_work_goal);
    rule_.eligible = of(Op::conjunction, truth, {c.begin(), c.end()});
  }

  void add_rule() {
    Rule rule;
    rule.name = "r8";
    for (std::size_t i = 0; i < kCriteria; ++i) {
      Criterion criterion;
      criterion.label = "c" + std::to_string(i + 1);
      criterion.condition = rule_.criteria[i];
      criterion.effective = rule_.criteria[i];
      rule.requirements.push_back(CriterionId{static_cast<std::uint32_t>(i)});
      program().criteria.push_back(criterion);
    }
    program().rules.push_back(rule);
  }

  R8 rule_;
};

class Numbers {
 public:
  std::uint64_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_;
  }
  std::uint64_t below(std::uint64_t count) { return (next() >> 33) % count; }

 private:
  std::uint64_t state_ = 0x9E3779B97F4A7C15u;
};

void set_bit(std::vector<std::uint64_t>& bits, std::size_t row) { bits[row / 64] |= std::uint64_t{1} << (row % 64); }
bool bit(const std::vector<std::uint64_t>& bits, std::size_t row) { return ((bits[row / 64] >> (row % 64)) & 1) != 0; }

bool is_truth(std::size_t fact) {
  return fact == therapy_trial || fact == plateau || fact == surgery_candidate || fact == return_to_work_goal;
}

}  // namespace

R8 reference_rule(bool calendar) { return RuleMaker().make(calendar); }

R8Columns reference_columns(std::size_t rows, Mix mix) {
  R8Columns columns;
  columns.rows = rows;
  columns.injury.resize(rows);
  columns.decision.resize(rows);
  columns.hours.resize(rows);
  columns.demand.resize(rows);
  columns.days.resize(rows);
  columns.request.resize(rows);
  const std::size_t words = (rows + 63) / 64;
  for (std::size_t i = 0; i < kFacts; ++i) {
    columns.validity[i].assign(words, 0);
    if (is_truth(i)) columns.truth[i].assign(words, 0);
  }
  Numbers numbers;
  const std::uint64_t missing = mix == Mix::usual ? 3 : mix == Mix::half_missing ? 50 : 0;
  const bool met = mix == Mix::all_met;
  const bool unmet = mix == Mix::all_unmet;
  const auto among = [&](std::uint64_t met_value, std::uint64_t unmet_value, std::uint64_t any) {
    return met ? met_value : unmet ? unmet_value : any;
  };
  for (std::size_t row = 0; row < rows; ++row) {
    columns.injury[row] = static_cast<std::int32_t>(13000 + numbers.below(3000));
    columns.decision[row] = columns.injury[row] + static_cast<std::int32_t>(among(700, 800, numbers.below(1100)));
    columns.demand[row] = static_cast<std::uint8_t>(among(3, 1, numbers.below(5)));
    columns.hours[row] = static_cast<std::int32_t>(among(600, 200, 25 * numbers.below(33)));
    columns.days[row] = static_cast<std::uint8_t>(among(4, 6, numbers.below(7)));
    columns.request[row] = static_cast<std::int16_t>(1 + numbers.below(20));
    for (std::size_t i = 0; i < kFacts; ++i) {
      if (numbers.below(100) >= missing) set_bit(columns.validity[i], row);
      const bool good = i != surgery_candidate;
      if (is_truth(i) && among(good, !good, numbers.below(100) < (good ? 75 : 20)) != 0) set_bit(columns.truth[i], row);
    }
  }
  return columns;
}

native::FactColumns R8Columns::view() const {
  using native::ColumnForm;
  using native::RawType;
  native::FactColumns view;
  view.rows = static_cast<std::int64_t>(rows);
  view.facts.resize(kFacts);
  const auto exact = [&](R8Fact fact, RawType raw, const void* values, std::int64_t scale) {
    view.facts[fact].form = ColumnForm::exact;
    view.facts[fact].raw = raw;
    view.facts[fact].values = values;
    view.facts[fact].scale = scale;
  };
  exact(injury_date, RawType::i32, injury.data(), 1);
  exact(decision_date, RawType::i32, decision.data(), 1);
  exact(demand_level, RawType::u8, demand.data(), 1);
  exact(hours_per_day, RawType::i32, hours.data(), kOne / 100);
  exact(days_per_week, RawType::u8, days.data(), kOne);
  exact(requested, RawType::i16, request.data(), kOne);
  view.facts[demand_level].form = ColumnForm::member;
  for (std::size_t i = 0; i < kFacts; ++i) {
    view.facts[i].validity = reinterpret_cast<const std::uint8_t*>(validity[i].data());
    if (!is_truth(i)) continue;
    view.facts[i].form = ColumnForm::truth;
    view.facts[i].values = truth[i].data();
  }
  return view;
}

CaseFacts case_of(const Program& program, const R8Columns& columns, std::size_t row) {
  CaseFacts facts = undocumented_facts(program);
  const std::array<std::int64_t, kFacts> exact = {columns.injury[row],
                                                  columns.decision[row],
                                                  columns.demand[row],
                                                  0,
                                                  0,
                                                  0,
                                                  columns.hours[row] * (kOne / 100),
                                                  columns.days[row] * kOne,
                                                  0,
                                                  columns.request[row] * kOne};
  for (std::uint32_t i = 0; i < kFacts; ++i) {
    if (!bit(columns.validity[i], row)) continue;
    Value value{exact[i], exact[i]};
    if (is_truth(i)) value = truth_value(bit(columns.truth[i], row) ? Truth::yes : Truth::no);
    document(facts, program, FactId{i}, value);
  }
  return facts;
}

}  // namespace precept::bench
