// The wide rule and its cases: see the header. Cases come from a generator of numbers with a fixed start.
#include "bench/wide_rule.hpp"

#include <algorithm>
#include <string>

#include "runtime/native/words/grants.hpp"

namespace precept::bench {
namespace {

constexpr std::size_t kChunkWords = 64;

enum WideFact : std::uint32_t { severity = kFacts, imaging_done, smoker, pain, visits_used };

class WideMaker {
 public:
  WideRule make() {
    R8 eight = reference_rule();
    wide_.program = std::move(eight.program);
    wide_.criteria.assign(eight.criteria.begin(), eight.criteria.end());
    add_facts();
    add_criteria();
    wide_.eligible = of(Op::conjunction, wide_.criteria);
    Rule& rule = wide_.program.rules.front();
    for (std::size_t i = kCriteria; i < kWideCriteria; ++i) {
      Criterion criterion;
      criterion.label = "c" + std::to_string(i + 1);
      criterion.condition = criterion.effective = wide_.criteria[i];
      rule.requirements.push_back(CriterionId{static_cast<std::uint32_t>(i)});
      wide_.program.criteria.push_back(criterion);
    }
    return std::move(wide_);
  }

 private:
  void add_fact(const char* name, TypeKind kind, Value whole) {
    Fact added;
    added.name = added.words = name;
    added.type.kind = kind;
    added.whole = whole;
    wide_.program.facts.push_back(added);
  }
  void add_facts() {
    const Value open = truth_value(Truth::undocumented);
    add_fact("severity", TypeKind::scale, {0, 4});
    add_fact("imaging_done", TypeKind::truth, open);
    add_fact("smoker", TypeKind::truth, open);
    add_fact("pain", TypeKind::number, {0, kNoHigh});
    add_fact("visits_used", TypeKind::count, {0, kNoHigh});
  }
  NodeId add(Node node) {
    auto& nodes = wide_.program.nodes;
    const auto same = std::find(nodes.begin(), nodes.end(), node);  // equal nodes are one node
    if (same != nodes.end()) return NodeId{static_cast<std::uint32_t>(same - nodes.begin())};
    nodes.push_back(std::move(node));
    return NodeId{static_cast<std::uint32_t>(nodes.size() - 1)};
  }
  NodeId fact(std::uint32_t which) {
    Node node;
    node.op = Op::fact;
    node.type = wide_.program.facts[which].type;
    node.fact = FactId{which};
    return add(node);
  }
  NodeId number(TypeKind kind, std::int64_t value) {
    Node node;
    node.op = Op::constant;
    node.type.kind = kind;
    const std::int64_t scaled = kind == TypeKind::scale ? value : value * kOne;
    node.constant = {scaled, scaled};
    return add(node);
  }
  NodeId of(Op op, std::vector<NodeId> operands, std::int64_t quantity = 0) {
    Node node;
    node.op = op;
    node.type.kind = TypeKind::truth;
    node.operands = std::move(operands);
    node.quantity = quantity;
    return add(node);
  }
  NodeId inverted(NodeId truth) { return of(Op::negation, {truth}); }
  NodeId either(NodeId a, NodeId b) { return of(Op::disjunction, {a, b}); }

  void add_criteria() {
    auto& c = wide_.criteria;
    const NodeId imaging = fact(imaging_done), smokes = fact(smoker), hurts = fact(pain), used = fact(visits_used);
    const NodeId moderate = of(Op::less_equal, {number(TypeKind::scale, 2), fact(severity)});
    c.push_back(moderate);
    c.push_back(imaging);
    c.push_back(inverted(smokes));
    c.push_back(of(Op::between, {hurts, number(TypeKind::number, 3), number(TypeKind::number, 9)}));
    c.push_back(of(Op::less_equal, {used, number(TypeKind::count, 24)}));
    c.push_back(either(of(Op::less_equal, {number(TypeKind::number, 4), hurts}), imaging));
    c.push_back(either(of(Op::less, {used, number(TypeKind::count, 10)}), fact(plateau)));
    c.push_back(either(of(Op::less, {number(TypeKind::scale, 0), fact(severity)}), fact(therapy_trial)));
    c.push_back(of(Op::less_equal, {fact(hours_per_day), number(TypeKind::number, 8)}));
    c.push_back(of(Op::less_equal, {fact(days_per_week), number(TypeKind::count, 5)}));
    c.push_back(either(inverted(smokes), fact(return_to_work_goal)));
    c.push_back(of(Op::at_least, {fact(therapy_trial), fact(plateau), imaging}, 2));
  }

  WideRule wide_;
};

bool bit(const std::vector<std::uint64_t>& bits, std::size_t row) { return ((bits[row / 64] >> (row % 64)) & 1) != 0; }

std::vector<NodeId> outputs_of(const WideRule& rule) {
  std::vector<NodeId> outputs = rule.criteria;
  outputs.push_back(rule.eligible);
  std::sort(outputs.begin(), outputs.end());
  return outputs;
}

}  // namespace

WideRule wide_rule() { return WideMaker().make(); }

WideColumns wide_columns(std::size_t rows) {
  WideColumns columns;
  columns.base = reference_columns(rows);
  columns.severity.resize(rows);
  columns.pain.resize(rows);
  columns.visits.resize(rows);
  for (auto* planes : {&columns.truth[0], &columns.truth[1]}) planes->assign((rows + 63) / 64, 0);
  for (auto& plane : columns.validity) plane.assign((rows + 63) / 64, 0);
  std::uint64_t state = 0x9E3779B97F4A7C15u;
  const auto below = [&state](std::uint64_t count) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (state >> 33) % count;
  };
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint64_t here = std::uint64_t{1} << (row % 64);
    columns.severity[row] = static_cast<std::uint8_t>(below(5));
    columns.pain[row] = static_cast<std::uint8_t>(below(11));
    columns.visits[row] = static_cast<std::uint8_t>(below(40));
    if (below(100) < 75) columns.truth[0][row / 64] |= here;
    if (below(100) < 20) columns.truth[1][row / 64] |= here;
    for (auto& plane : columns.validity)
      if (below(100) >= 3) plane[row / 64] |= here;
  }
  return columns;
}

native::FactColumns WideColumns::view() const {
  using native::ColumnForm;
  native::FactColumns all = base.view();
  all.facts.resize(kWideFacts);
  const auto bytes = [&](std::uint32_t fact, ColumnForm form, const std::vector<std::uint8_t>& values, std::int64_t scale) {
    all.facts[fact].form = form;
    all.facts[fact].raw = native::RawType::u8;
    all.facts[fact].values = values.data();
    all.facts[fact].scale = scale;
  };
  bytes(bench::severity, ColumnForm::member, severity, 1);
  bytes(bench::pain, ColumnForm::exact, pain, kOne);
  bytes(visits_used, ColumnForm::exact, visits, kOne);
  for (std::uint32_t i = 0; i < 2; ++i) {
    all.facts[imaging_done + i].form = ColumnForm::truth;
    all.facts[imaging_done + i].values = truth[i].data();
  }
  for (std::uint32_t i = 0; i < 5; ++i)
    all.facts[kFacts + i].validity = reinterpret_cast<const std::uint8_t*>(validity[i].data());
  return all;
}

CaseFacts case_of(const Program& program, const WideColumns& columns, std::size_t row) {
  CaseFacts facts = case_of(program, columns.base, row);
  const auto exact = [](std::int64_t number) { return Value{number, number}; };
  const auto yes = [&](std::size_t i) { return truth_value(bit(columns.truth[i], row) ? Truth::yes : Truth::no); };
  const std::array<Value, 5> values = {exact(columns.severity[row]), yes(0), yes(1), exact(columns.pain[row] * kOne),
                                       exact(columns.visits[row] * kOne)};
  for (std::uint32_t i = 0; i < 5; ++i)
    if (bit(columns.validity[i], row)) document(facts, program, FactId{static_cast<std::uint32_t>(kFacts) + i}, values[i]);
  return facts;
}

WideBench::WideBench(const WideRule& rule, const WideColumns& columns)
    : columns_(columns.view()),
      words_((columns.base.rows + 63) / 64),
      stride_(((words_ + 7) / 8 | 1) * 8),
      plan_(native::plan_words(rule.program, outputs_of(rule))),
      bound_(plan_, columns_),
      planes_(2 * kWideCriteria * stride_),
      outcomes_(words_ * 64),
      granted_(words_ * 64) {}

// The criteria's nodes ascend but for those that were shared, so a criterion is where the plan has its node.
void WideBench::run(native::GlueFunction glue, std::size_t first_row, std::size_t rows) {
  native::WordScratch scratch;
  std::array<std::uint64_t, 2 * (kChunkWords + 8)> eligible{};
  const native::TruthPlanes eligible_planes{eligible.data(), eligible.data() + kChunkWords + 8};
  native::WordOutputs outputs;
  outputs.truths.resize(plan_.truths.size());
  outputs.truths.back() = eligible_planes;
  for (std::size_t row = first_row; row < first_row + rows; row += kChunkWords * 64) {
    const auto here = static_cast<std::int64_t>(std::min(kChunkWords * 64, first_row + rows - row));
    outputs.first_row = static_cast<std::int64_t>(row);
    for (std::size_t i = 0; i + 1 < plan_.truths.size(); ++i)
      outputs.truths[i] = {&planes_[2 * i * stride_ + row / 64], &planes_[(2 * i + 1) * stride_ + row / 64]};
    bound_.run(columns_, outputs.first_row, here, outputs, scratch, glue);
    native::grant_rows(native::leaf_kernels(), eligible_planes, columns_.facts[requested], outputs.first_row, here, kAllowed,
                       {&outcomes_[row], &granted_[row]});
  }
}

Truth WideBench::truth(std::size_t place, std::size_t row) const {
  const auto at = [&](std::size_t plane) { return ((planes_[plane * stride_ + row / 64] >> (row % 64)) & 1) != 0; };
  if (!at(2 * place + 1)) return Truth::undocumented;
  return at(2 * place) ? Truth::yes : Truth::no;
}

}  // namespace precept::bench
