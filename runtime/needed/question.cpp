// A partial case in, what is left of the question out. Never here: the answers.
#include "runtime/needed/question.hpp"

#include <algorithm>

namespace precept::needing {
namespace {

using deciding::PlannedCell;
using deciding::PlannedGuideline;
using deciding::PlannedRule;

class Asking {
 public:
  Asking(const Slice& slice, const Blocks& blocks, const Outlook& outlook, const std::vector<bool>& known)
      : slice_(slice),
        program_(slice.program),
        blocks_(blocks),
        outlook_(outlook),
        known_(known),
        seen_(program_.nodes.size(), false),
        matters_(blocks.all.size(), false) {}

  Question::Rest run() {
    conditions();
    for (const RuleId id : outlook_.deciding()) rule(id);
    Question::Rest rest;
    for (std::size_t block = 0; block < matters_.size() && !rest.next; ++block)
      if (matters_[block] && !known_[block]) rest.next = block;
    rest.matters = std::move(matters_);
    rest.beyond = std::move(beyond_);
    rest.key = std::move(key_);
    return rest;
  }

 private:
  void add_beyond(NodeId id) {
    for (const Beyond& beyond : slice_.beyond)
      if (beyond.node == id)
        for (const NeededFact& fact : beyond.facts)
          if (std::find(beyond_.begin(), beyond_.end(), fact) == beyond_.end()) beyond_.push_back(fact);
  }

  void note(std::int64_t number) { key_.push_back(number); }
  Truth truth(NodeId id) const { return outlook_.trace().truth(id); }

  void conditions() {
    if (outlook_.policy().as_of) {
      note(outlook_.cells().front()->first);
      note(outlook_.cells().back()->last);
      if (outlook_.cells().size() > 1) value(*outlook_.policy().as_of, false);
    }
    for (const PlannedCell* cell : outlook_.cells()) {
      for (const PlannedGuideline& guideline : cell->guidelines) {
        for (const PlannedRule& planned : guideline.rules) condition(program_.rule(planned.rule).applies);
        condition(guideline.consulted->unless);
      }
    }
  }

  void condition(const std::optional<NodeId>& node) {
    if (!node) return;
    note(static_cast<std::int64_t>(truth(*node)));
    open_truth(*node);
  }

  bool is_against(CriterionId id) const {
    const Criterion& criterion = program_.criterion(id);
    return truth(criterion.effective) == (criterion.section == Section::excluded ? Truth::yes : Truth::no);
  }

  // A rule that denies for certain is nothing but that.
  void rule(RuleId id) {
    const Rule& rule = program_.rule(id);
    note(static_cast<std::int64_t>(id.index));
    bool denies = rule.not_recommended;
    for (const auto* criteria : {&rule.requirements, &rule.exclusions})
      for (const CriterionId each : *criteria) denies = denies || is_against(each);
    note(denies ? 1 : 0);
    if (denies) return;
    for (const auto* criteria : {&rule.requirements, &rule.exclusions}) {
      for (const CriterionId each : *criteria) {
        const NodeId effective = program_.criterion(each).effective;
        note(static_cast<std::int64_t>(truth(effective)));
        open_truth(effective);
      }
    }
    for (const auto* lines : {&rule.allows, &rule.never_more})
      for (const GrantLine& line : *lines) this->line(line);
  }

  void line(const GrantLine& line) {
    condition(line.when);
    if (line.when && truth(*line.when) == Truth::no) return;
    if (line.quantity) {
      value(*line.quantity, true);
      part(Builtin::requested);
      if (line.less_used) part(Builtin::used);
    }
    if (line.within) {
      value(*line.within, true);
      part(Builtin::requested_over);
    }
  }

  // An amount, or the date that decides the edition: its value counts.
  void value(NodeId id, bool exact) {
    const auto block = blocks_.of_node[id.index];
    if (block) matters_[*block] = true;
    atom(id);
    const Value value = exact ? outlook_.trace().values[id.index] : Value{};
    note(block && !known_[*block] ? 1 : 0);
    note(value.lo);
    note(value.hi);
  }

  void part(Builtin part) {
    for (std::size_t i = 0; i < slice_.open.size(); ++i) {
      if (slice_.open[i].fact.part != part) continue;
      matters_[blocks_.of_open[i]] = true;
      const Value now = part == Builtin::used        ? slice_.request.used.value_or(Value{})
                        : part == Builtin::requested ? slice_.request.quantity.value_or(Value{})
                                                     : slice_.request.over.value_or(RequestDuration{}).value;
      note(now.lo);
      note(now.hi);
    }
  }

  // What cannot be gone through may also stand inside a comparison or an amount.
  void atom(NodeId root) {
    if (slice_.beyond.empty()) return;
    std::vector<NodeId> left{root};
    while (!left.empty()) {
      const NodeId id = left.back();
      left.pop_back();
      add_beyond(id);
      const Node& node = program_.node(id);
      left.insert(left.end(), node.operands.begin(), node.operands.end());
    }
  }

  // Goes down what is undocumented. What is known beside it makes no difference to a conjunction or disjunction (it would
  // be known itself); of `at least` how many hold does, of `is` which way the other side is.
  void open_truth(NodeId root) {
    std::vector<NodeId> left{root};
    while (!left.empty()) {
      const NodeId id = left.back();
      left.pop_back();
      if (truth(id) != Truth::undocumented || seen_[id.index]) continue;
      seen_[id.index] = true;
      note(static_cast<std::int64_t>(id.index));
      const Node& node = program_.node(id);
      if (!deciding::is_junction(node.op)) {
        if (blocks_.of_node[id.index]) matters_[*blocks_.of_node[id.index]] = true;
        atom(id);
        continue;
      }
      if (node.op == Op::at_least)
        note(std::count_if(node.operands.begin(), node.operands.end(), [&](NodeId each) { return truth(each) == Truth::yes; }));
      if (node.op == Op::truth_equal)
        for (const NodeId each : node.operands) note(static_cast<std::int64_t>(truth(each)));
      left.insert(left.end(), node.operands.rbegin(), node.operands.rend());
    }
  }

  const Slice& slice_;
  const Program& program_;
  const Blocks& blocks_;
  const Outlook& outlook_;
  const std::vector<bool>& known_;
  std::vector<bool> seen_, matters_;
  std::vector<NeededFact> beyond_;
  std::vector<std::int64_t> key_;
};

}  // namespace

Question::Rest Question::rest(const Outlook& outlook, const std::vector<bool>& known) const {
  return Asking(slice_, blocks_, outlook, known).run();
}

}  // namespace precept::needing
