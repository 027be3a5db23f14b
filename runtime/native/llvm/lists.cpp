// Going over the records of a list: see the header.
#include "runtime/native/llvm/lists.hpp"

#include "runtime/interpret/lists.hpp"

namespace precept::native {
namespace {

constexpr std::size_t kListOperandsMax = 3;

static_assert(sizeof(ListFrame) == 8 * kFrameNumbers && sizeof(ListAt) == 16 && sizeof(Value) == 16);

ListStep step_of(const Program& program, const Node& node) {
  ListStep step;
  step.node.op = node.op;
  step.node.type = node.type;
  step.node.members = node.members;
  if (!node.operands.empty()) {
    const Node& last = program.node(node.operands.back());
    step.value_kind = last.type.kind;
    step.whole = interpreting::whole_of(program, last);
  }
  const Scope& scope = program.scope(node.list);
  step.record = scope.record;
  step.fields = static_cast<std::uint32_t>(program.record(scope.record).fields.size());
  step.at = node.list.index - 1;
  step.of_case = scope.fact.has_value();
  if (scope.fact) {
    step.list = program.fact(*scope.fact).list;
  } else {
    const RecordType& owner = program.record(program.scope(scope.owner).record);
    step.list = owner.fields[scope.field].list;
    step.owner = scope.owner.index - 1;
    step.owner_lists = owner.lists;
  }
  return step;
}

const Records& records_of(const ListStep& step, const ListFrame& frame, const ListAt* at) {
  if (step.of_case) return frame.lists->lists[step.list];
  const ListAt& owner = at[step.owner];
  return owner.records->nested[owner.record * step.owner_lists + step.list];
}

std::int64_t leave(Value value, std::int64_t* out) {
  out[0] = value.lo;
  out[1] = value.hi;
  return 0;
}

std::int64_t leave(bool yes, std::int64_t* out) { return leave(truth_value(yes ? Truth::yes : Truth::no), out); }

}  // namespace

ListSteps list_steps(const Program& program, std::span<const NodeId> list_operations) {
  ListSteps all;
  if (list_operations.empty()) return all;
  for (const NodeId id : list_operations) all.steps.push_back(step_of(program, program.node(id)));
  all.records.records = program.records;
  return all;
}

std::int64_t run_list(ListFrame* frame, std::int64_t number, ListBody body, std::int64_t* out) noexcept {
  const ListSteps& all = *frame->lists->steps;
  const ListStep& step = all.steps[static_cast<std::size_t>(number)];
  auto* at = reinterpret_cast<ListAt*>(frame + 1);
  const Records& records = records_of(step, *frame, at);
  if (step.node.op == Op::list_documented) return leave(records.documented, out);
  if (step.node.op == Op::list_exact) return leave(interpreting::list_is_exact(all.records, step.record, records), out);
  interpreting::ListTotal total(step.node, step.value_kind, step.whole);
  Value operands[kListOperandsMax];
  for (std::uint32_t record = 0; record < records.count; ++record) {
    at[step.at] = {&records, record};
    const std::size_t first = std::size_t{record} * step.fields;
    body(frame, records.values.data() + first, records.recorded.data() + first, operands);
    total.add(operands);
  }
  const interpreting::Result result = total.finish(records.complete);
  leave(result ? *result : interpreting::unbounded(step.node.type), out);
  return result ? 0 : 1;
}

}  // namespace precept::native
