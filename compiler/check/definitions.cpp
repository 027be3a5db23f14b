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
    const auto found = find_in(*pending_[index].scope, &Owner::values, name->text);
    if (found.entry != nullptr && found.entry->what == ValueRef::What::definition) mentioned.push_back(found.entry->index);
  }
  return mentioned;
}

// Depth first without recursion. A mention that leads back is left to `definition`, which knows whether it is a true one.
void Checker::check_definitions() {
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
  for (std::uint32_t start = 0; start < pending_.size(); ++start) {
    enter(start);
    while (!open.empty()) {
      Open& last = open.back();
      if (last.next < last.mentioned.size()) {
        enter(last.mentioned[last.next++]);
        continue;
      }
      const std::uint32_t index = last.index;
      open.pop_back();
      definition(index);
    }
  }
}

// The definitions that are open stand on each other, and the last of them on `index`; `closed` where that is one of them.
void Checker::report_circle(std::uint32_t index, bool closed) {
  std::vector<std::uint32_t> circle = open_definitions_;
  if (closed) circle.erase(circle.begin(), std::find(circle.begin(), circle.end(), index));
  const Definition& first = library_.definitions[circle.front()];
  std::string chain;
  for (const std::uint32_t one : circle) chain.append(library_.definitions[one].name).append(" -> ");
  if (!closed) chain.append(library_.definitions[index].name).append(" -> ... -> ");
  chain.append(first.name);
  diagnostics_.report(Code::E0205, first.span, first.name, chain);
}

const Definition& Checker::definition(std::uint32_t index) {
  PendingDefinition& pending = pending_[index];
  if (pending.state == PendingDefinition::State::done) return library_.definitions[index];
  // What a definition mentions is done before it, so whoever comes here from within one is on his way round a circle.
  if (pending.state == PendingDefinition::State::open || open_definitions_.size() >= kCircleShownMax) {
    report_circle(index, pending.state == PendingDefinition::State::open);
    return library_.definitions[index];
  }
  pending.state = PendingDefinition::State::open;
  open_definitions_.push_back(index);
  Expr checked = value(*pending.node->value, Place{pending.scope, std::nullopt});
  open_definitions_.pop_back();
  pending_[index].state = PendingDefinition::State::done;
  library_.definitions[index].value = std::move(checked);
  library_.definition_order.push_back(index);
  return library_.definitions[index];
}

}  // namespace precept::check
