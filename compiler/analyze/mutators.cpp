// One short function for each kind of operation; which of them an operation undergoes is told from the operator table.
#include "compiler/analyze/mutators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <optional>

namespace precept::analyze {

namespace {

bool is_ordering(Op op) { return op == Op::less || op == Op::less_equal; }
bool is_limit(Op op) { return op == Op::limit_months || op == Op::limit_days; }
bool is_discrete(TypeKind kind) {
  return kind == TypeKind::scale || kind == TypeKind::count || kind == TypeKind::date || kind == TypeKind::months || kind == TypeKind::days;
}

NodeId made(std::size_t at) { return NodeId{kMade + static_cast<std::uint32_t>(at)}; }

class Mutator {
 public:
  Mutator(const Program& program, NodeId id, bool only_under_negation)
      : program_(program), id_(id), node_(program.node(id)), only_under_negation_(only_under_negation) {}

  std::vector<Replacement> run() {
    if (is_ordering(node_.op)) orderings();
    else if (node_.op == Op::conjunction || node_.op == Op::disjunction) junction();
    else if (node_.op == Op::at_least) quantities();
    else if (node_.op == Op::negation) out_.push_back({ChangeKind::negation, {}, node_.operands[0]});
    else if (node_.type.kind == TypeKind::truth && node_.op != Op::constant) negated();
    if (node_.op == Op::list_every) some_of_them();
    if (node_.op == Op::list_least) exchange_op(ChangeKind::comparison, Op::list_greatest);
    if (node_.op == Op::list_greatest) exchange_op(ChangeKind::comparison, Op::list_least);
    if (node_.op == Op::in_set || node_.op == Op::choice_in) fewer();
    if (!is_limit(node_.op)) thresholds();
    arithmetic();
    return std::move(out_);
  }

 private:
  void exchange_op(ChangeKind kind, Op op) {
    Node changed = node_;
    changed.op = op;
    out_.push_back({kind, {std::move(changed)}, {}});
  }

  void orderings() {
    exchange_op(ChangeKind::comparison, node_.op == Op::less ? Op::less_equal : Op::less);
    Node turned = node_;
    std::swap(turned.operands[0], turned.operands[1]);
    out_.push_back({ChangeKind::comparison, {std::move(turned)}, {}});
  }

  void junction() {
    if (node_.operands.size() > 1) exchange_op(ChangeKind::junction, node_.op == Op::conjunction ? Op::disjunction : Op::conjunction);
  }

  void quantities() {
    for (const std::int64_t by : {-1, 1}) {
      Node changed = node_;
      changed.quantity += by;
      if (changed.quantity >= 1 && changed.quantity <= static_cast<std::int64_t>(node_.operands.size()))
        out_.push_back({ChangeKind::junction, {std::move(changed)}, {}});
    }
  }

  void negated() {
    if (only_under_negation_) return;
    Node changed;
    changed.op = Op::negation;
    changed.type = node_.type;
    changed.scope = node_.scope;
    changed.operands = {id_};
    out_.push_back({node_.operands.empty() ? ChangeKind::negation : ChangeKind::comparison, {std::move(changed)}, {}});
  }

  // `every L where P has Q` to `some L where P and Q`.
  void some_of_them() {
    Node only = node_;
    only.op = Op::list_some;
    only.operands = {node_.operands[1]};
    if (program_.node(node_.operands[0]).op == Op::constant) return out_.push_back({ChangeKind::comparison, {std::move(only)}, {}});
    Node both;
    both.op = Op::conjunction;
    both.type = node_.type;
    both.scope = node_.list;
    both.operands = node_.operands;
    only.operands = {made(0)};
    out_.push_back({ChangeKind::comparison, {std::move(both), std::move(only)}, {}});
  }

  // A member less of those that it may be.
  void fewer() {
    if (node_.op == Op::choice_in) {
      if (std::has_single_bit(node_.members)) return;
      for (std::uint64_t left = node_.members; left != 0; left &= left - 1) {
        Node changed = node_;
        changed.members &= ~(left & (~left + 1));
        out_.push_back({ChangeKind::comparison, {std::move(changed)}, {}});
      }
      return;
    }
    for (std::size_t i = 1; node_.operands.size() > 2 && i < node_.operands.size(); ++i) {
      Node changed = node_;
      changed.operands.erase(changed.operands.begin() + static_cast<std::ptrdiff_t>(i));
      out_.push_back({ChangeKind::comparison, {std::move(changed)}, {}});
    }
  }

  std::optional<Node> moved(const Node& constant, std::int64_t by) const {
    const TypeKind kind = constant.type.kind;
    if (constant.op != Op::constant || !is_ordered(kind) || constant.constant.lo != constant.constant.hi) return std::nullopt;
    const std::int64_t value = constant.constant.lo + by * threshold_step(kind, constant.constant.lo);
    const bool unsigned_kind = kind != TypeKind::date && !constant.type.is_signed;
    if (unsigned_kind && constant.constant.lo >= 0 && value < 0) return std::nullopt;
    if (kind == TypeKind::scale && value >= static_cast<std::int64_t>(program_.enumeration(constant.type.enumeration).members.size()))
      return std::nullopt;
    Node changed = constant;
    changed.constant = {value, value};
    return changed;
  }

  // Every constant that the operation reads, by itself or as the length of a limit.
  void thresholds() {
    if (node_.op == Op::in_set) return;
    for (std::size_t i = 0; i < node_.operands.size(); ++i) {
      const Node& read = program_.node(node_.operands[i]);
      const bool limit = is_limit(read.op);
      const Node& constant = limit ? program_.node(read.operands[1]) : read;
      for (const std::int64_t by : {-1, 1}) {
        auto changed = moved(constant, by);
        if (!changed) continue;
        Replacement out{ChangeKind::threshold, {std::move(*changed)}, {}};
        if (limit) {
          out.nodes.push_back(read);
          out.nodes.back().operands[1] = made(0);
        }
        out.nodes.push_back(node_);
        out.nodes.back().operands[i] = made(out.nodes.size() - 2);
        out_.push_back(std::move(out));
      }
    }
  }

  void arithmetic() {
    const Op op = node_.op;
    if (op == Op::add) exchange_op(ChangeKind::arithmetic, Op::subtract);
    if (op == Op::subtract) exchange_op(ChangeKind::arithmetic, Op::add);
    if (op == Op::multiply) exchange_op(ChangeKind::arithmetic, Op::divide);
    if (op == Op::divide) exchange_op(ChangeKind::arithmetic, Op::multiply);
  }

  const Program& program_;
  const NodeId id_;
  const Node node_;
  const bool only_under_negation_;
  std::vector<Replacement> out_;
};

// ---- what operations mean, as text ----------------------------------------------------------------------------------
class Meaning {
 public:
  Meaning(const Program& program, const std::vector<Node>& nodes) : program_(program), nodes_(nodes) {}

  std::string of(const Node& node) const {
    if (is_ordering(node.op)) return ordering(node);
    if (node.op == Op::at_least && node.quantity == 1) return as(node, Op::disjunction);
    if (node.op == Op::at_least && node.quantity == static_cast<std::int64_t>(node.operands.size())) return as(node, Op::conjunction);
    if (node.op == Op::constant)
      return fmt::format("constant {} {} {}", static_cast<int>(node.type.kind), node.constant.lo, node.constant.hi);
    std::string out = fmt::format("{} {} {} {}", row_of(node.op).name, node.members, node.quantity, node.list.index);
    for (const NodeId operand : node.operands) out += " (" + of(operand) + ")";
    return out;
  }

 private:
  const Node& node(NodeId id) const { return id.index >= kMade ? nodes_[id.index - kMade] : program_.node(id); }
  // An operation that was there stands for itself, but for constants, which are equal where their values are.
  std::string of(NodeId id) const {
    if (id.index >= kMade || node(id).op == Op::constant) return of(node(id));
    return fmt::format("n{}", id.index);
  }

  std::string as(Node copy, Op op) const {
    copy.op = op;
    copy.quantity = 0;
    return of(copy);
  }

  // With a constant, or a limit of days, on one side: "at most" and "at least" a value, within what the other side may be.
  std::string ordering(const Node& whole) const {
    for (const bool left : {true, false}) {
      const NodeId bound_id = whole.operands[left ? 0 : 1], subject_id = whole.operands[left ? 1 : 0];
      const Node &bound = node(bound_id), &subject = node(subject_id);
      const bool limit = bound.op == Op::limit_days && node(bound.operands[1]).op == Op::constant;
      if (!limit && bound.op != Op::constant) continue;
      std::int64_t value = limit ? node(bound.operands[1]).constant.lo : bound.constant.lo;
      if (whole.op == Op::less) {
        const bool both_discrete = is_discrete(subject.type.kind) && (limit || bound.type.kind == subject.type.kind);
        if (!both_discrete) continue;
        value += (left ? 1 : -1) * (limit ? 1 : step_of(subject.type.kind));
      }
      const auto range = whole_of(subject);
      if (!limit && range) value = within(*range, value, subject.type.kind, left);
      return fmt::format("{} {} {} {}", left ? "at least" : "at most", of(subject_id), limit ? of(bound.operands[0]) : "", value);
    }
    return fmt::format("{} ({}) ({})", row_of(whole.op).name, of(whole.operands[0]), of(whole.operands[1]));
  }

  std::optional<Value> whole_of(const Node& subject) const {
    if (subject.op == Op::fact) return program_.fact(subject.fact).whole;
    if (subject.op != Op::field) return std::nullopt;
    return program_.record(program_.scope(subject.scope).record).fields[subject.field].whole;
  }

  // What every value of the range meets is one, and what none meets.
  static std::int64_t within(Value range, std::int64_t value, TypeKind kind, bool at_least) {
    if (range.lo != kNoLow) value = std::max(value, at_least ? range.lo : range.lo - step_of(kind));
    if (range.hi != kNoHigh) value = std::min(value, at_least ? range.hi + step_of(kind) : range.hi);
    return value;
  }

  const Program& program_;
  const std::vector<Node>& nodes_;
};

}  // namespace

std::string change_word(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::threshold: return "threshold";
    case ChangeKind::comparison: return "comparison";
    case ChangeKind::junction: return "junction";
    case ChangeKind::negation: return "negation";
    case ChangeKind::arithmetic: return "arithmetic";
    case ChangeKind::dropped: return "dropped";
    case ChangeKind::quantity: return "quantity";
    case ChangeKind::within: return "within";
    case ChangeKind::closing: return "closing";
  }
  return {};
}

NodeId build(Workbench& bench, const Replacement& replacement) {
  if (replacement.nodes.empty()) return replacement.existing;
  std::vector<NodeId> ids;
  for (Node node : replacement.nodes) {
    for (NodeId& operand : node.operands)
      if (operand.index >= kMade) operand = ids[operand.index - kMade];
    ids.push_back(bench.add(std::move(node)));
  }
  return ids.back();
}

std::vector<Replacement> replacements(const Program& program, NodeId node, bool only_under_negation) {
  return Mutator(program, node, only_under_negation).run();
}

std::string meaning_key(const Program& program, const Replacement& replacement) {
  const Meaning meaning(program, replacement.nodes);
  if (replacement.nodes.empty()) return fmt::format("n{}", replacement.existing.index);
  return meaning.of(replacement.nodes.back());
}

std::string meaning_key(const Program& program, NodeId node) { return Meaning(program, {}).of(program.node(node)); }

std::int64_t threshold_step(TypeKind kind, std::int64_t value) {
  if (kind != TypeKind::number && kind != TypeKind::count) return 1;
  std::int64_t step = kOne;
  while (value % step != 0) step /= 10;
  return step;
}

}  // namespace precept::analyze
