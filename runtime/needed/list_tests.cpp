// A list fact in, the one operation that stands for it out. Never here: outcomes.
#include "runtime/needed/list_tests.hpp"

#include <algorithm>

#include "runtime/facts/list_reader.hpp"
#include "runtime/facts/value_json.hpp"

namespace precept::needing {
namespace {

// The truths that an expression has over all values of an unseen record.
struct Truths {
  bool yes = false;
  bool no = false;
};

bool reads(const Program& program, const Node& node, FactId list) {
  if (!is_list_operation(node.op)) return false;
  ScopeId scope = node.list;
  while (!program.scope(scope).fact) scope = program.scope(scope).owner;
  return program.scope(scope).fact == list;
}

// Every field stands in it once, alone in its comparison. Kleene's logic is exact of such an expression, for an unseen record
// and for one that is documented in part, since the fields are independent of each other.
class ReadOnce {
 public:
  ReadOnce(const Program& program, ScopeId list)
      : program_(program), list_(list), fields_(program.record(program.scope(list).record).fields), read_(fields_.size()) {}

  std::optional<Truths> of(NodeId id) {
    const Node& node = program_.node(id);
    if (node.op == Op::constant) return constant(node);
    if (node.op == Op::negation) return negated(of(node.operands[0]));
    if (node.op == Op::conjunction || node.op == Op::disjunction) return junction(node);
    if (node.op == Op::choice_in) return member(program_.node(node.operands[0]), node.members);
    if (node.op == Op::choice_equal) return same(program_.node(node.operands[0]), program_.node(node.operands[1]));
    if (node.op == Op::field && node.type.kind == TypeKind::truth && read(node)) return Truths{true, true};
    return std::nullopt;
  }

 private:
  static std::optional<Truths> negated(std::optional<Truths> truths) {
    if (truths) std::swap(truths->yes, truths->no);
    return truths;
  }

  static std::optional<Truths> constant(const Node& node) {
    if (node.type.kind != TypeKind::truth || !is_exact(node.type, node.constant)) return std::nullopt;
    const bool yes = node.constant == truth_value(Truth::yes);
    return Truths{yes, !yes};
  }

  std::optional<Truths> junction(const Node& node) {
    const bool all = node.op == Op::conjunction;
    Truths whole{all, !all};
    for (const NodeId operand : node.operands) {
      const auto part = of(operand);
      if (!part) return std::nullopt;
      whole.yes = all ? whole.yes && part->yes : whole.yes || part->yes;
      whole.no = all ? whole.no || part->no : whole.no && part->no;
    }
    return whole;
  }

  // False where it was read before, belongs to another record, or has something assumed in its place.
  bool read(const Node& node) {
    if (node.op != Op::field || node.scope != list_ || read_[node.field]) return false;
    read_[node.field] = true;
    const Field& field = fields_[node.field];
    return !field.assumed && !is_exact(field.type, field.whole);
  }

  std::optional<Truths> member(const Node& node, std::uint64_t members) {
    if (!read(node)) return std::nullopt;
    const auto whole = static_cast<std::uint64_t>(fields_[node.field].whole.lo);
    return Truths{(whole & members) != 0, (whole & ~members) != 0};
  }

  std::optional<Truths> same(const Node& one, const Node& other) {
    const Node& choice = one.op == Op::constant ? one : other;
    if (choice.op != Op::constant || !is_exact(choice.type, choice.constant)) return std::nullopt;
    return member(&choice == &one ? other : one, static_cast<std::uint64_t>(choice.constant.lo));
  }

  const Program& program_;
  const ScopeId list_;
  const std::vector<Field>& fields_;
  std::vector<bool> read_;
};

// Of an unseen record: whether it can be one that `some` looks for, or that `every` fails for.
bool can_count(const Program& program, const Node& node, bool& known) {
  ReadOnce reading(program, node.list);
  const auto first = reading.of(node.operands[0]);
  known = first.has_value();
  if (!known || node.op == Op::list_some) return known && first->yes;
  const auto holds = reading.of(node.operands[1]);
  known = holds.has_value();
  return known && first->yes && holds->no;
}

}  // namespace

std::optional<NodeId> list_test(const Program& program, FactId list, const CaseFacts& facts, const std::vector<bool>& reached,
                                const Trace& trace) {
  std::optional<NodeId> found;
  for (std::uint32_t i = 0; i < program.nodes.size(); ++i) {
    if (!reached[i] || !reads(program, program.nodes[i], list)) continue;
    if (found) return std::nullopt;
    found = NodeId{i};
  }
  if (!found) return std::nullopt;
  const Node& node = program.node(*found);
  const bool is_test = node.op == Op::list_some || node.op == Op::list_every;
  if (!is_test || node.scope != ScopeId{} || program.scope(node.list).fact != list) return std::nullopt;
  if (trace.truth(*found) != Truth::undocumented) return std::nullopt;
  bool known = false;
  const bool counts = can_count(program, node, known);
  const Records& records = facts.lists[program.fact(list).list];
  const bool is_whole = records.documented && records.complete;
  const bool is_full = records.count >= kRecordsPerListMax;
  if (!known || (!is_whole && (!counts || is_full))) return std::nullopt;
  return found;
}

}  // namespace precept::needing
