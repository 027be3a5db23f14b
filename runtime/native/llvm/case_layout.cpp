// Laying out the code of one case: see the header.
#include "runtime/native/llvm/case_layout.hpp"

#include <algorithm>

#include "runtime/interpret/trace.hpp"
#include "runtime/native/llvm/lists.hpp"
#include "runtime/native/words/lanes.hpp"
#include "runtime/values/operators.hpp"

namespace precept::native {
namespace {

class LayoutMaker {
 public:
  LayoutMaker(const Program& program, std::optional<Op> planted) : program_(program) {
    layout_.program = &program;
    layout_.planted = planted;
  }

  CaseLayout make() {
    const std::size_t nodes = program_.nodes.size();
    layout_.outputs = trace_outputs(program_);
    layout_.is_output.assign(nodes, 0);
    for (const NodeId id : layout_.outputs) layout_.is_output[id.index] = 1;
    for (std::uint32_t i = 0; i < nodes; ++i)
      if (may_fail(program_.nodes[i])) layout_.fallible.push_back(NodeId{i});
    find_needed();
    find_constants();
    split();
    find_places();
    return std::move(layout_);
  }

 private:
  static bool may_fail(const Node& node) { return row_of(node.op).strictness == Strictness::may_fail; }
  static bool of_case(const Node& node) { return node.scope == ScopeId{}; }

  // ---- what is needed ------------------------------------------------------------------------------------------------
  // What is evaluated for each record is needed where its list operation is, and that one where a record may fail.
  void need_failing_records() {
    std::vector<std::uint8_t> fails(program_.nodes.size(), 0);  // something evaluated for a record
    for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
      const Node& node = program_.nodes[i];
      if (of_case(node) && !is_list_operation(node.op)) continue;
      if (!of_case(node) && may_fail(node)) fails[i] = 1;
      for (const NodeId operand : node.operands) fails[i] |= fails[operand.index];
      if (of_case(node)) layout_.needed[i] |= fails[i];
    }
  }
  void find_needed() {
    layout_.needed.assign(program_.nodes.size(), 0);
    for (const auto* list : {&layout_.outputs, &layout_.fallible})
      for (const NodeId id : *list) {
        if (of_case(program_.node(id)))
          layout_.needed[id.index] = 1;
        else
          layout_.has_frame = true;
      }
    need_failing_records();
    for (std::uint32_t i = static_cast<std::uint32_t>(layout_.needed.size()); i-- > 0;) {
      if (layout_.needed[i] == 0) continue;
      if (is_list_operation(program_.nodes[i].op)) layout_.lists.push_back(NodeId{i});
      for (const NodeId operand : program_.nodes[i].operands) layout_.needed[operand.index] = 1;
    }
    std::reverse(layout_.lists.begin(), layout_.lists.end());
    layout_.has_frame = layout_.has_frame || !layout_.lists.empty();
  }

  // ---- calendar and arithmetic on constants alone ----------------------------------------------------------------------
  bool is_folded(const Node& node) const {
    if (node.operands.empty() || node.type.kind == TypeKind::truth || is_list_operation(node.op)) return false;
    for (const NodeId id : node.operands)
      if (!layout_.constants[id.index]) return false;
    return true;
  }
  Bounded folded(const Node& node) const {
    std::vector<Value> operands;
    for (const NodeId id : node.operands) operands.push_back(layout_.constants[id.index]->value);
    return arithmetic_value(program_, node, operands);
  }
  void find_constants() {
    layout_.constants.resize(program_.nodes.size());
    for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
      const Node& node = program_.nodes[i];
      if (layout_.needed[i] == 0) continue;
      std::optional<Bounded>& constant = layout_.constants[i];
      if (node.op == Op::constant)
        constant = Bounded{node.constant, false};
      else if (is_folded(node))
        constant = folded(node);
      if (constant && layout_.planted == node.op) constant->value = corrupted(constant->value, node.type.kind);
    }
  }

  // ---- functions -----------------------------------------------------------------------------------------------------
  void split() {
    std::size_t operations = 0;
    layout_.parts.emplace_back();
    for (std::uint32_t i = 0; i < program_.nodes.size(); ++i) {
      const Node& node = program_.nodes[i];
      if (layout_.needed[i] != 0 && of_case(node)) {
        if (operations >= kPartOperations) {
          layout_.parts.back().end = i;
          layout_.parts.push_back({i, i});
          operations = 0;
        }
        operations += 1 + node.body.size();
      }
    }
    layout_.parts.back().end = static_cast<std::uint32_t>(program_.nodes.size());
    layout_.has_frame = layout_.has_frame || layout_.parts.size() > 1;
  }

  // ---- the frame -----------------------------------------------------------------------------------------------------
  // Constants and facts are at hand in every function.
  void add_place(NodeId id) {
    const Node& node = program_.node(id);
    const bool at_hand = layout_.constants[id.index] || ((node.op == Op::fact || node.op == Op::recorded) && of_case(node));
    if (at_hand || layout_.places[id.index] != CaseLayout::kNoPlace) return;
    layout_.places[id.index] = layout_.frame_numbers;
    layout_.frame_numbers += 2;
  }
  // What a body reads from around its record.
  void add_places_around(const Node& reader, const Node& list) {
    for (const NodeId id : reader.operands)
      if (program_.node(id).scope != list.list) add_place(id);
  }
  void find_places() {
    layout_.places.assign(program_.nodes.size(), CaseLayout::kNoPlace);
    if (!layout_.has_frame) return;
    layout_.frame_numbers = kFrameNumbers + 2 * static_cast<std::int64_t>(program_.scopes.size());
    for (const NodeId list : layout_.lists) {
      add_places_around(program_.node(list), program_.node(list));
      for (const NodeId id : program_.node(list).body)
        if (!is_list_operation(program_.node(id).op)) add_places_around(program_.node(id), program_.node(list));
    }
    for (const CasePart& part : layout_.parts)
      for (std::uint32_t i = part.begin; i < part.end; ++i) {
        const Node& node = program_.nodes[i];
        if (layout_.needed[i] == 0 || !of_case(node) || is_list_operation(node.op)) continue;
        for (const NodeId id : node.operands)
          if (id.index < part.begin) add_place(id);
      }
  }

  const Program& program_;
  CaseLayout layout_;
};

}  // namespace

CaseLayout lay_out_case(const Program& program, std::optional<Op> planted) { return LayoutMaker(program, planted).make(); }

}  // namespace precept::native
