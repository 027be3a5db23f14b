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

// Depth first without recursion, by the names that are written. Some of them turn out to be members of choices, so the order is
// nearly right; `settle` has the last word.
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
    Expr checked = value(*pending_[now].node->value, Place{pending_[now].scope, std::nullopt});
    if (!stands_on_) {
      library_.definitions[now].value = std::move(checked);
      library_.definition_order.push_back(now);
      pending_[now].state = State::done;
    } else if (pending_[*stands_on_].state == State::open) {
      const auto first = std::find(waiting.begin(), waiting.end(), *stands_on_);
      report_circle({first, waiting.end()});
      for (auto member = first; member != waiting.end(); ++member) pending_[*member].state = State::done;
    } else {
      waiting.push_back(*stands_on_);
    }
  }
}

void Checker::report_circle(const std::vector<std::uint32_t>& circle) {
  const Definition& first = library_.definitions[circle.front()];
  std::string chain;
  for (std::size_t i = 0; i < circle.size() && i < kCircleShownMax; ++i)
    chain.append(library_.definitions[circle[i]].name).append(" -> ");
  if (circle.size() > kCircleShownMax) chain.append("... -> ");
  chain.append(first.name);
  diagnostics_.report(Code::E0205, first.span, first.name, chain);
}

}  // namespace precept::check
