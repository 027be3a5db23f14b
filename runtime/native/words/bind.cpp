// Binding a plan to columns: the order of steps, and which numbers of lanes they use. Lanes are taken when a node is first
// needed and given back after its last use, so that memory grows with what is alive and not with the Program.
#include "runtime/native/words/bind.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>

#include "runtime/native/bounds.hpp"

namespace precept::native {
namespace {

constexpr std::int64_t kStretchWords = 64;           // 4,096 rows
constexpr std::int64_t kStretchWordsMin = 4;         // what generated glue takes at once
constexpr std::int64_t kLanesBytesMax = 512 * 1024;  // of all lanes that are alive, so that they stay in the cache
constexpr std::uint32_t kNone = WordPlan::kNone;

std::uint64_t next_id() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

}  // namespace

class WordBinder {
 public:
  WordBinder(BoundWords& bound, const WordPlan& plan, const FactColumns& layouts)
      : bound_(bound), plan_(plan), program_(*plan.program), layouts_(layouts) {}

  void bind() {
    find_leaves();
    find_lane_nodes();
    count_uses();
    for (std::uint32_t i = 0; i < program_.nodes.size(); ++i) add_step(NodeId{i});
    for (const NodeId id : plan_.others) bound_.output_lanes_.push_back(lane_of_[id.index]);
    bound_.lanes_ = lanes_;
    std::int64_t words = kStretchWords;
    while (words > kStretchWordsMin && words * 64 * 16 * std::int64_t{lanes_} > kLanesBytesMax) words /= 2;
    bound_.stretch_words_ = words;
  }

 private:
  bool is_truth(NodeId id) const { return program_.node(id).type.kind == TypeKind::truth; }

  void find_leaves() {
    leaf_.resize(program_.nodes.size());
    general_.assign(program_.nodes.size(), 0);
    for (const NodeId id : plan_.leaves) {
      leaf_[id.index] = leaf_step(plan_, layouts_, id);
      general_[id.index] = leaf_[id.index] ? 0 : 1;
    }
  }

  // Nodes whose rows are wanted as bounds: outputs, what may fail, and all that those or general comparisons are made of.
  // Truths among them (a table's conditions) are worked out as lanes too, beside the planes that they may have.
  void find_lane_nodes() {
    on_lanes_.assign(program_.nodes.size(), 0);
    for (const auto* list : {&plan_.others, &plan_.fallible})
      for (const NodeId id : *list) on_lanes_[id.index] = 1;
    for (std::size_t i = program_.nodes.size(); i-- > 0;)
      if (on_lanes_[i] != 0 || general_[i] != 0)
        for (const NodeId operand : program_.nodes[i].operands) on_lanes_[operand.index] = 1;
  }

  void count_uses() {
    uses_.assign(program_.nodes.size(), 0);
    lane_of_.assign(program_.nodes.size(), kNone);
    for (const NodeId id : plan_.others) ++uses_[id.index];  // never given back
    for (std::size_t i = 0; i < program_.nodes.size(); ++i)
      for (const NodeId operand : program_.nodes[i].operands)
        uses_[operand.index] += (on_lanes_[i] != 0 ? 1u : 0u) + (general_[i] != 0 ? 1u : 0u);
  }

  std::uint32_t take_lane() {
    if (free_.empty()) return lanes_++;
    const std::uint32_t lane = free_.back();
    free_.pop_back();
    return lane;
  }

  void give_back(NodeId id) {
    const bool constant = program_.node(id).op == Op::constant;
    if (--uses_[id.index] == 0 && !constant) free_.push_back(lane_of_[id.index]);
  }

  void add_step(NodeId id) {
    if (leaf_[id.index]) bound_.steps_.push_back(*leaf_[id.index]);
    if (on_lanes_[id.index] != 0) add_on_lanes(id);
    if (general_[id.index] != 0) add_general(id);
  }

  WordStep step_of(NodeId id, WordStep::Kind kind) const {
    WordStep step;
    step.kind = kind;
    step.node = id;
    step.plane = plan_.plane_of[id.index];
    step.corrupt = plan_.planted == program_.node(id).op;
    return step;
  }

  void take_operands(WordStep& step, const Node& node) {
    for (const NodeId operand : node.operands) step.operands.push_back(lane_of_[operand.index]);
  }

  // A truth from bounds. A truth fact whose column is none of the plain ones takes this way too, over lanes of its own.
  void add_general(NodeId id) {
    const Node& node = program_.node(id);
    WordStep step = step_of(id, WordStep::Kind::comparison);
    if (node.op == Op::fact || node.op == Op::recorded) {
      WordStep rows = fact_rows(id, take_lane());
      rows.corrupt = false;  // the comparison step is the one that is corrupted
      step.operands = {rows.out};
      step.operand_kind = node.type.kind;
      free_.push_back(rows.out);
      bound_.steps_.push_back(std::move(rows));
    } else {
      take_operands(step, node);
      step.operand_kind = program_.node(node.operands[0]).type.kind;
      for (const NodeId operand : node.operands) give_back(operand);
    }
    bound_.steps_.push_back(std::move(step));
  }

  WordStep fact_rows(NodeId id, std::uint32_t lane) const {
    const Node& node = program_.node(id);
    WordStep step = step_of(id, WordStep::Kind::rows_of_fact);
    step.a = node.fact;
    step.operand_kind = node.type.kind;
    step.missing = missing_value(program_, node);
    step.out = lane;
    return step;
  }

  void add_on_lanes(NodeId id) {
    const Node& node = program_.node(id);
    if (node.op == Op::constant) {  // filled once, so in lanes that nothing else ever uses
      const bool corrupt = plan_.planted == Op::constant;
      bound_.constants_.emplace_back(lanes_, corrupt ? corrupted(node.constant, node.type.kind) : node.constant);
      lane_of_[id.index] = lanes_++;
      return;
    }
    const std::uint32_t lane = take_lane();
    lane_of_[id.index] = lane;
    if (node.op == Op::fact || node.op == Op::recorded) {
      bound_.steps_.push_back(fact_rows(id, lane));
    } else if (is_truth(id)) {
      add_truth_rows(id, lane);
    } else {
      add_arithmetic(id, lane);
    }
    if (uses_[id.index] == 0) free_.push_back(lane);  // wanted only for its failures
  }

  void add_truth_rows(NodeId id, std::uint32_t lane) {
    const Node& node = program_.node(id);
    WordStep step = step_of(id, WordStep::Kind::truth_rows);
    take_operands(step, node);
    step.out = lane;
    step.operand_kind = program_.node(node.operands[0]).type.kind;
    for (const NodeId operand : node.operands) give_back(operand);
    bound_.steps_.push_back(std::move(step));
  }

  void add_arithmetic(NodeId id, std::uint32_t lane) {
    const Node& node = program_.node(id);
    WordStep step = step_of(id, WordStep::Kind::arithmetic);
    take_operands(step, node);
    step.out = lane;
    step.operand_kind = node.type.kind;
    if (node.op == Op::divide)
      step.missing =
          undocumented_quotient(node.type, program_.node(node.operands[0]).type, program_.node(node.operands[1]).type);
    const auto place = std::lower_bound(plan_.fallible.begin(), plan_.fallible.end(), id);
    if (place != plan_.fallible.end() && *place == id)
      step.failure = static_cast<std::uint32_t>(place - plan_.fallible.begin());
    for (const NodeId operand : node.operands) give_back(operand);
    bound_.steps_.push_back(std::move(step));
  }

  BoundWords& bound_;
  const WordPlan& plan_;
  const Program& program_;
  const FactColumns& layouts_;
  std::vector<std::optional<WordStep>> leaf_;  // parallel to nodes: the leaf kernel's step
  std::vector<std::uint8_t> general_;          // truth nodes that have none
  std::vector<std::uint8_t> on_lanes_;
  std::vector<std::uint32_t> uses_;
  std::vector<std::uint32_t> lane_of_;
  std::vector<std::uint32_t> free_;
  std::uint32_t lanes_ = 0;
};

BoundWords::BoundWords(const WordPlan& plan, const FactColumns& layouts, const LeafKernels& kernels)
    : plan_(&plan), id_(next_id()), kernels_(&kernels) {
  assert(plan.refused.empty());
  assert(layouts.facts.size() == plan.program->facts.size());
  WordBinder(*this, plan, layouts).bind();
}

}  // namespace precept::native
