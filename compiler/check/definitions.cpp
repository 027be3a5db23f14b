// Definitions, each checked after those that it mentions, so that no chain of them is too long and no order of them matters.
// In: pending definitions. Out: their values and an order of dependency. A definition that stands on itself is reported once.
#include <algorithm>

#include "compiler/check/checker.hpp"
#include "compiler/syntax/print.hpp"

namespace precept::check {

namespace {

void names_in_expression(const ast::Expr& node, std::vector<const ast::Name*>& out);

void names_in_part(const ast::ExprPtr& part, std::vector<const ast::Name*>& out) {
  if (part) names_in_expression(*part, out);
}

// Every name that may be a value, members of choices among them: too many is harmless, for they only order the work.
void names_in_expression(const ast::Expr& node, std::vector<const ast::Name*>& out) {
  const auto parts = [&](std::initializer_list<const ast::ExprPtr*> list) {
    for (const ast::ExprPtr* part : list) names_in_part(*part, out);
  };
  const auto all = [&](const std::vector<ast::ExprPtr>& list) {
    for (const ast::ExprPtr& part : list) names_in_part(part, out);
  };
  std::visit(
      [&](const auto& part) {
        using T = std::decay_t<decltype(part)>;
        if constexpr (std::is_same_v<T, ast::Path>) out.push_back(&part.names.back());
        else if constexpr (std::is_same_v<T, ast::Unary>) parts({&part.operand});
        else if constexpr (std::is_same_v<T, ast::Junction>) all(part.terms);
        else if constexpr (std::is_same_v<T, ast::Comparison>) parts({&part.left, &part.right});
        else if constexpr (std::is_same_v<T, ast::Between>) parts({&part.subject, &part.low, &part.high});
        else if constexpr (std::is_same_v<T, ast::Within>) parts({&part.subject, &part.duration, &part.anchor});
        else if constexpr (std::is_same_v<T, ast::Documented>) parts({&part.subject});
        else if constexpr (std::is_same_v<T, ast::Arithmetic>) parts({&part.left, &part.right});
        else if constexpr (std::is_same_v<T, ast::Set>) all(part.elements);
        else if constexpr (std::is_same_v<T, ast::TimeFrom>) parts({&part.from, &part.to});
        else if constexpr (std::is_same_v<T, ast::WholeOf>) parts({&part.span});
        else if constexpr (std::is_same_v<T, ast::ListExpr>) parts({&part.where, &part.has, &part.set});
        else if constexpr (std::is_same_v<T, ast::TableUse>) all(part.arguments);
        else if constexpr (std::is_same_v<T, ast::Group>)
          for (const auto& branch : part.branches) parts({&branch.condition, &branch.unless});
      },
      node.node);
}

}  // namespace

void Checker::declare_definition(const ast::DefineDecl& node, const FileScope& scope) {
  if (taken(*scope.own, node.name)) return;
  if (const auto* set = std::get_if<ast::Set>(&node.value->node)) {  // no value: it stands after `in`
    scope.own->sets[node.name.text] = {set, node.name.span};
    scope.own->others[node.name.text] = {"a set", node.name.span};
    return;
  }
  scope.own->values[node.name.text] = {ValueRef::What::definition, static_cast<std::uint32_t>(library_.definitions.size()),
                                       node.name.span};
  Definition definition;
  definition.name = node.name.text;
  definition.words = words_of(node.words, node.name.text);
  definition.owner = scope.own->display;
  definition.span = node.name.span;
  definition.expression = ast::print_expression(*node.value);
  library_.definitions.push_back(std::move(definition));
  pending_.push_back({&node, &scope, PendingDefinition::State::waiting});
}

std::vector<std::uint32_t> Checker::mentioned_definitions(std::uint32_t index) const {
  std::vector<const ast::Name*> names;
  names_in_expression(*pending_[index].node->value, names);
  std::vector<std::uint32_t> mentioned;
  for (const ast::Name* name : names) {
    if (pending_[index].record) {
      const auto& own = record_names_[pending_[index].record->index].definitions;
      if (const auto found = own.find(name->text); found != own.end()) mentioned.push_back(found->second);
    }
    const auto found = find_in(*pending_[index].scope, &Owner::values, name->text);
    if (found.entry != nullptr && found.entry->what == ValueRef::What::definition) mentioned.push_back(found.entry->index);
  }
  return mentioned;
}

// Depth first without recursion, by the names that are written. Some of them turn out to be members of choices, so the order is
// nearly right; `settle` has the last word.
void Checker::check_definitions() {
  const auto definitions = static_cast<std::uint32_t>(pending_.size());
  await_record_definitions();
  struct Open {
    std::uint32_t index = 0;
    std::vector<std::uint32_t> mentioned;
    std::size_t next = 0;
  };
  std::vector<bool> seen(pending_.size(), false);
  std::vector<Open> open;
  const auto enter = [&](std::uint32_t index) {
    if (seen[index]) return;
    seen[index] = true;
    open.push_back({index, mentioned_definitions(index), 0});
  };
  const auto count = static_cast<std::uint32_t>(pending_.size());
  for (std::uint32_t i = 0; i < count; ++i) {  // those of records first: expressions elsewhere name them by their fields
    enter((definitions + i) % count);
    while (!open.empty()) {
      Open& last = open.back();
      if (last.next < last.mentioned.size()) {
        enter(last.mentioned[last.next++]);
        continue;
      }
      const std::uint32_t index = last.index;
      open.pop_back();
      settle(index);
    }
  }
}

// Checks a definition. Where it stands on one that is not done yet, that one is checked first, and then it again (what is
// reported twice is shown once); where that one waits for it, the two are on a circle.
void Checker::settle(std::uint32_t index) {
  using State = PendingDefinition::State;
  std::vector<std::uint32_t> waiting{index};
  while (!waiting.empty()) {
    const std::uint32_t now = waiting.back();
    if (pending_[now].state == State::done) {
      waiting.pop_back();
      continue;
    }
    pending_[now].state = State::open;
    stands_on_.reset();
    Expr checked = definition_value(pending_[now]);
    if (!stands_on_) {
      keep_definition(now, std::move(checked));
      pending_[now].state = State::done;
    } else if (pending_[*stands_on_].state == State::open) {
      const auto first = std::find(waiting.begin(), waiting.end(), *stands_on_);
      report_circle({first, waiting.end()});
      for (auto member = first; member != waiting.end(); ++member) {
        if (pending_[*member].record) keep_definition(*member, broken(pending_[*member].node->name.span));
        pending_[*member].state = State::done;
      }
    } else {
      waiting.push_back(*stands_on_);
    }
  }
}

// Of a record's definition its fields are in sight, and the record is called by its own name.
Expr Checker::definition_value(const PendingDefinition& pending) {
  Place place{pending.scope, std::nullopt, nullptr};
  LoopInSight own;
  if (pending.record) {
    own.record = *pending.record;
    own.alias = own.list = library_.records[pending.record->index].name;
    own.span = pending.node->name.span;
    place.loop = &own;
  }
  Expr checked = value(*pending.node->value, place);
  if (checked.type.kind != Kind::list) return checked;
  hint_list(diagnostics_.report(Code::E0369, checked.span, ast::print_expression(*pending.node->value)), checked);
  return broken(checked.span);
}

void Checker::keep_definition(std::uint32_t index, Expr value) {
  PendingDefinition& pending = pending_[index];
  if (!pending.record) {
    library_.definitions[index].value = std::move(value);
    library_.definition_order.push_back(index);
    return;
  }
  auto& definitions = library_.records[pending.record->index].definitions;
  pending.place = static_cast<std::uint32_t>(definitions.size());
  record_names_[pending.record->index].loops.push_back(loops_deep(value));
  const ast::DefineDecl& node = *pending.node;
  definitions.push_back({node.name.text, words_of(node.words, node.name.text), ast::print_expression(*node.value), std::move(value), node.name.span});
}

void Checker::report_circle(const std::vector<std::uint32_t>& circle) {
  const auto name = [&](std::uint32_t index) {
    const PendingDefinition& pending = pending_[index];
    return (pending.record ? library_.records[pending.record->index].name + "." : "") + pending.node->name.text;
  };
  std::string chain;
  for (std::size_t i = 0; i < circle.size() && i < kCircleShownMax; ++i) chain.append(name(circle[i])).append(" -> ");
  if (circle.size() > kCircleShownMax) chain.append("... -> ");
  chain.append(name(circle.front()));
  diagnostics_.report(Code::E0205, pending_[circle.front()].node->name.span, name(circle.front()), chain);
}

}  // namespace precept::check
