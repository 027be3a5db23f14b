// A Program built node by node with its facts, for tests that are read as tables.
#pragma once

#include <string_view>

#include "runtime/interpret/interpret.hpp"
#include "runtime/values/calendar.hpp"

namespace precept {

inline constexpr Type kTruthType{};
inline constexpr Type kChoiceType{TypeKind::choice, EnumId{0}, {}, false};
inline constexpr Type kCountType{TypeKind::count, {}, {}, false};
inline constexpr Type kNumberType{TypeKind::number, {}, {}, false};
inline constexpr Type kSignedType{TypeKind::number, {}, {}, true};
inline constexpr Type kDateType{TypeKind::date, {}, {}, false};
inline constexpr Type kMonthsType{TypeKind::months, {}, {}, false};
inline constexpr Type kDaysType{TypeKind::days, {}, {}, false};

struct BuiltCase {
  Program program;
  CaseFacts facts;
  Trace trace;

  NodeId add(Node node) {
    program.nodes.push_back(std::move(node));
    return NodeId{static_cast<std::uint32_t>(program.nodes.size() - 1)};
  }

  NodeId fact(Type type, Value value) {
    Fact declared;
    declared.type = type;
    program.facts.push_back(declared);
    facts.values.push_back(value);
    facts.recorded.push_back(value);
    Node node;
    node.op = Op::fact;
    node.type = type;
    node.fact = FactId{static_cast<std::uint32_t>(program.facts.size() - 1)};
    return add(node);
  }

  NodeId constant(Type type, std::int64_t value) {
    Node node;
    node.type = type;
    node.constant = {value, value};
    return add(node);
  }

  NodeId truth(Truth value) { return fact(kTruthType, truth_value(value)); }
  NodeId date(std::string_view partial) {
    const auto range = parse_partial_date(partial);
    return fact(kDateType, {range->first, range->last});
  }
  NodeId months(std::int64_t count) { return constant(kMonthsType, count); }
  NodeId days(std::int64_t count) { return constant(kDaysType, count); }

  NodeId apply(Op op, Type type, std::vector<NodeId> operands) {
    Node node;
    node.op = op;
    node.type = type;
    node.operands = std::move(operands);
    return add(node);
  }
  NodeId ask(Op op, std::vector<NodeId> operands) { return apply(op, kTruthType, std::move(operands)); }

  void run() { interpret_into(program, facts, trace); }
  Value value(NodeId id) {
    run();
    return trace.values[id.index];
  }
  Truth answer(NodeId id) {
    run();
    return trace.truth(id);
  }
  bool fails(NodeId id) {
    run();
    return trace.failed == std::vector<NodeId>{id};
  }
};

}  // namespace precept
