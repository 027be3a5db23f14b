// Rules: sections, criteria and their labels, grants, overrides.
// In: ast::Rule. Out: check::Rule in its edition. A rule without labels is cut into its conjuncts.
#include <algorithm>
#include <tuple>

#include "compiler/check/checker.hpp"
#include "compiler/syntax/print.hpp"
#include "runtime/values/decimal.hpp"

namespace precept::check {

namespace {

const ast::Name* first_name(const ast::Expr& node);

const ast::Name* first_of(std::initializer_list<const ast::ExprPtr*> parts) {
  for (const ast::ExprPtr* part : parts)
    if (*part)
      if (const ast::Name* name = first_name(**part)) return name;
  return nullptr;
}

const ast::Name* first_in(const std::vector<ast::ExprPtr>& parts) {
  for (const ast::ExprPtr& part : parts)
    if (const ast::Name* name = first_name(*part)) return name;
  return nullptr;
}

// The first name written in an expression: what a criterion without a label is called by.
const ast::Name* first_name(const ast::Expr& node) {
  return std::visit(
      [](const auto& part) -> const ast::Name* {
        using T = std::decay_t<decltype(part)>;
        if constexpr (std::is_same_v<T, ast::Path>) return &part.names.back();
        else if constexpr (std::is_same_v<T, ast::Unary>) return first_of({&part.operand});
        else if constexpr (std::is_same_v<T, ast::Junction>) return first_in(part.terms);
        else if constexpr (std::is_same_v<T, ast::Comparison>) return first_of({&part.left, &part.right});
        else if constexpr (std::is_same_v<T, ast::Between>) return first_of({&part.subject, &part.low, &part.high});
        else if constexpr (std::is_same_v<T, ast::Within>) return first_of({&part.subject, &part.duration, &part.anchor});
        else if constexpr (std::is_same_v<T, ast::Documented>) return first_of({&part.subject});
        else if constexpr (std::is_same_v<T, ast::Arithmetic>) return first_of({&part.left, &part.right});
        else if constexpr (std::is_same_v<T, ast::Set>) return first_in(part.elements);
        else if constexpr (std::is_same_v<T, ast::TimeFrom>) return first_of({&part.from, &part.to});
        else if constexpr (std::is_same_v<T, ast::WholeOf>) return first_of({&part.span});
        else if constexpr (std::is_same_v<T, ast::Group>) {
          for (const auto& branch : part.branches) {
            if (branch.label) return &*branch.label;
            if (const ast::Name* name = first_name(*branch.condition)) return name;
          }
          return nullptr;
        } else if constexpr (std::is_same_v<T, ast::ListExpr>) return &part.list.names.back();
        else if constexpr (std::is_same_v<T, ast::TableUse>) return &part.table;
        else return nullptr;
      },
      node.node);
}

void conjuncts(const ast::Expr& node, std::vector<const ast::Expr*>& out) {
  const auto* junction = std::get_if<ast::Junction>(&node.node);
  if (junction == nullptr || junction->op != ast::Junction::Op::and_) {
    out.push_back(&node);
    return;
  }
  for (const auto& term : junction->terms) conjuncts(*term, out);
}

bool bare_criterion(const ast::Criterion& node) {
  return !node.label && !node.unless && !node.pages && node.cites.empty() && !node.text && !node.met && !node.unmet &&
         !node.undocumented;
}

std::vector<std::string> texts_of(const std::vector<ast::String>& strings) {
  std::vector<std::string> out;
  for (const auto& one : strings) out.push_back(one.text);
  return out;
}

}  // namespace

std::optional<Close> Checker::closing(const ast::Name& word, bool exclusion) {
  if (word.text == "open") return Close::open;
  if (word.text == (exclusion ? "present" : "met")) return Close::holds;
  if (word.text == (exclusion ? "absent" : "unmet")) return Close::fails;
  diagnostics_.report(Code::E0407, word.span, word.text, exclusion ? "an exclusion" : "a requirement",
                      exclusion ? "present, absent or open" : "met, unmet or open");
  return std::nullopt;
}

Criterion Checker::criterion(const ast::Criterion& node, const Place& place, ast::Name label, bool exclusion, bool branch) {
  Criterion out;
  out.label = label.text;
  out.span = label.span;
  out.condition = condition(*node.condition, place);
  out.expression = ast::print_expression(*node.condition);
  if (node.unless) {
    out.unless = condition(*node.unless, place);
    out.unless_expression = ast::print_expression(*node.unless);
  }
  out.text = text(node.text, place);
  out.met = text(node.met, place);
  out.unmet = text(node.unmet, place);
  if (node.pages) out.pages = node.pages->text;
  out.cites = texts_of(node.cites);
  if (node.undocumented) {
    out.undocumented = text(node.undocumented->text, place);
    if (node.undocumented->closing) {
      if (branch) diagnostics_.report(Code::E0406, node.undocumented->span);
      else out.closing = closing(*node.undocumented->closing, exclusion);
    }
  }
  return out;
}

// As if it had been written here: its names are those that this rule sees.
std::optional<Criterion> Checker::named_criterion(const ast::Criterion& node, const Place& place, bool exclusion) {
  const ast::Name& name = *node.label;
  const auto found = find_in(*place.scope, &Owner::criteria, name.text);
  if (found.entry == nullptr) {
    if (!excused(name.text, *place.scope))
      report_near(diagnostics_.report(Code::E0226, name.span, name.text), name.text, names_in(*place.scope, &Owner::criteria))
          .hint("declare it: `criterion " + name.text + ": ...`; or to write it here, put a colon after the label");
    return std::nullopt;
  }
  if (found.second != nullptr) {
    report_ambiguous(name.span, name.text, found);
    return std::nullopt;
  }
  criteria_named_.insert(found.entry->what);
  Criterion out = criterion(*found.entry->what, place, name, exclusion, false);
  return out;
}

// A criterion that no rule names was not looked at.
void Checker::warn_unnamed_criteria() {
  for (const Owner& owner : owners_)
    for (const auto& [name, entry] : owner.criteria)
      if (!criteria_named_.contains(entry.what)) diagnostics_.report(Code::W0713, entry.span, name);
}

std::vector<Criterion> Checker::criteria(const std::vector<ast::Criterion>& nodes, const Place& place, bool exclusion,
                                         std::map<std::string, int>& labels_used) {
  std::vector<Criterion> out;
  const auto named_by = [&](const ast::Expr& node) {
    const ast::Name* name = first_name(node);
    std::string label = name != nullptr ? name->text : "criterion";
    const int times = ++labels_used[label];
    if (times > 1) label += "_" + std::to_string(times);
    return ast::Name{label, node.span};
  };
  for (const ast::Criterion& node : nodes) {
    if (node.shared) {
      if (auto named = named_criterion(node, place, exclusion)) out.push_back(std::move(*named));
      continue;
    }
    if (node.label) {
      out.push_back(criterion(node, place, *node.label, exclusion, false));
      continue;
    }
    if (!bare_criterion(node)) {
      out.push_back(criterion(node, place, named_by(*node.condition), exclusion, false));
      continue;
    }
    // Several exclusions in one expression stay one: only `requires` is a list of things that must all hold.
    std::vector<const ast::Expr*> parts;
    if (exclusion) parts.push_back(node.condition.get());
    else conjuncts(*node.condition, parts);
    for (const ast::Expr* part : parts) {
      Criterion one;
      const ast::Name label = named_by(*part);
      one.label = label.text;
      one.span = label.span;
      one.condition = condition(*part, place);
      one.expression = ast::print_expression(*part);
      out.push_back(std::move(one));
    }
  }
  return out;
}

GrantLine Checker::grant_line(const ast::GrantLine& node, const Place& place) {
  GrantLine out;
  out.span = node.span;
  out.expression = ast::print_grant_line(node);
  out.less_used = node.less_used;
  out.cites = texts_of(node.cites);
  const Unit& unit = library_.services[place.service->index].unit;
  if (node.quantity) {
    Expr quantity = value(*node.quantity, place);
    if (!is_error(quantity) && !is_numeric(quantity.type.kind)) {
      diagnostics_.report(Code::E0313, node.quantity->span, ast::print_expression(*node.quantity), describe(quantity.type), "a quantity");
    } else if (!is_error(quantity) && !same_powers(quantity.type.unit, unit)) {
      const std::string found = quantity.type.unit.none() ? "without a unit" : "in " + quantity.type.unit.plural;
      auto& diagnostic = diagnostics_.report(Code::E0321, node.quantity->span, unit.none() ? "items" : unit.plural, found);
      if (quantity.form == Expr::Form::list && quantity.op == Op::list_count && !unit.none())
        diagnostic.hint("say in what it counts, after the list: `count of ... in " + unit.plural + "`");
      else if (!unit.none() && quantity.type.unit.none()) diagnostic.hint("write the unit: `" + ast::print_expression(*node.quantity) + " " + unit.plural + "`");
    } else if (!is_error(quantity)) {
      out.quantity = in_unit(std::move(quantity), unit);
    }
  }
  if (node.within) {
    Expr within_node = value(*node.within, place);
    if (!is_error(within_node) && !is_duration(within_node.type.kind))
      not_a_duration(node.within->span, within_node.type, *node.within);
    else if (!is_error(within_node)) out.within = std::move(within_node);
  }
  if (node.when) {
    Expr when = condition(*node.when, place);
    if (!is_error(when)) out.when = std::move(when);
  }
  return out;
}

void Checker::check_labels(const Rule& rule) {
  std::map<std::string, Span> seen;
  for (const auto* section : {&rule.requirements, &rule.exclusions, &rule.considers})
    for (const Criterion& one : *section) {
      const auto [it, fresh] = seen.try_emplace(one.label, one.span);
      if (!fresh) diagnostics_.report(Code::E0402, one.span, one.label).mark(it->second, "stands here first");
    }
}

Rule Checker::rule(const ast::Rule& node, const FileScope& scope) {
  Rule out;
  out.span = node.head;
  out.short_form = node.short_form;
  out.label = node.label ? node.label->text : "";
  out.name = node.service.text + (node.label ? "." + node.label->text : "");
  const auto service = find_in(scope, &Owner::services, node.service.text);
  if (service.entry == nullptr) {
    if (excused(node.service.text, scope)) return out;
    auto& diagnostic = report_near(diagnostics_.report(Code::E0210, node.service.span, node.service.text), node.service.text,
                                   names_in(scope, &Owner::services));
    for (const Owner& owner : owners_)
      if (const auto found = owner.services.find(node.service.text); found != owner.services.end()) {
        diagnostic.mark(found->second.span, "declared here").hint("the vocabulary `" + owner.name + "` declares it: add `uses " + owner.name + "` to the header");
        return out;
      }
    if (diagnostic.hints.empty()) diagnostic.hint("declare it in the vocabulary: `service " + node.service.text + "`");
    return out;
  }
  out.service = service.entry->what;
  const Place place{&scope, out.service};
  if (node.pages) out.pages = node.pages->text;
  out.cites = texts_of(node.cites);
  out.note = text(node.note, place);
  out.not_recommended = node.not_recommended;
  out.applies_otherwise = node.applies_otherwise;
  if (node.evidence) {
    const DecimalRead grade = parse_decimal(*node.evidence);
    if (grade.error != DecimalError::none || grade.millionths < kOne || grade.millionths % kOne != 0)
      diagnostics_.report(Code::E0416, node.head, *node.evidence);
    else out.evidence = grade.millionths / kOne;
  }
  if (node.applies) {
    Expr applies = condition(*node.applies, place);
    if (!is_error(applies)) out.applies = std::move(applies);
    out.applies_expression = ast::print_expression(*node.applies);
  }
  for (const ast::Name& label : node.overrides) out.overrides.emplace_back(label.text, label.span);
  std::map<std::string, int> labels_used;  // by criteria without labels: a second `x` is `x_2`
  out.requirements = criteria(node.requirements, place, false, labels_used);
  out.exclusions = criteria(node.exclusions, place, true, labels_used);
  out.considers = criteria(node.considers, place, false, labels_used);
  for (const auto& line : node.allows) out.allows.push_back(grant_line(line, place));
  for (const auto& line : node.never_more) out.never_more.push_back(grant_line(line, place));
  check_labels(out);
  warn_every(out);
  return out;
}

// In the order of guidelines and names, whatever the files': facts that are built in are numbered at their first use.
void Checker::check_rules() {
  std::vector<std::pair<std::size_t, const ast::Rule*>> in_order;
  for (std::size_t i = 0; i < syntax_.files.size(); ++i)
    for (const auto& declaration : syntax_.files[i].declarations)
      if (const auto* node = std::get_if<ast::Rule>(&declaration.node)) in_order.emplace_back(i, node);
  const auto key = [&](const std::pair<std::size_t, const ast::Rule*>& one) {
    const std::optional<ast::Name>& label = one.second->label;
    return std::tuple(std::string_view(scopes_[one.first].own->display), std::string_view(one.second->service.text),
                      label ? std::string_view(label->text) : std::string_view());
  };
  std::stable_sort(in_order.begin(), in_order.end(), [&](const auto& left, const auto& right) { return key(left) < key(right); });
  for (const auto& [file, node] : in_order) {
    if (edition_of_file_[file] < 0) {
      diagnostics_.report(Code::E0410, node->head, scopes_[file].own->kind == ast::Header::Kind::policy ? "policy" : "vocabulary")
          .hint("move it to a file that begins with `guideline NAME`, or to one without a header");
      continue;
    }
    Rule checked = rule(*node, scopes_[file]);
    Edition& edition = library_.editions[static_cast<std::size_t>(edition_of_file_[file])];
    if (!edition.rules.empty() && edition.rules.back().name == checked.name)  // rules of one name follow each other
      diagnostics_.report(Code::E0401, checked.span, checked.name)
          .mark(edition.rules.back().span, "stands here first")
          .hint("tell the rules of one service apart by a label: `rule " + node->service.text + ", continuation`");
    edition.rules.push_back(std::move(checked));
  }
  warn_unnamed_criteria();
  for (Edition& edition : library_.editions) {
    std::stable_sort(edition.rules.begin(), edition.rules.end(), [](const Rule& a, const Rule& b) { return a.name < b.name; });
    check_overrides(edition);
  }
}

// A trace shows every branch of a criterion, so what one definition says of another must not multiply without end.
void Checker::check_branches() {
  branches_.emplace(library_);
  for (const Edition& edition : library_.editions)
    for (const Rule& one : edition.rules)
      for (const auto* section : {&one.requirements, &one.exclusions, &one.considers})
        for (const Criterion& each : *section) {
          const Branches::Size size = branches_->size_of(each.condition);
          if (size.deep > kBranchesDeepMax) diagnostics_.report(Code::E0418, each.span, each.label, kBranchesDeepMax);
          else if (size.count > kBranchesMax) diagnostics_.report(Code::E0419, each.span, each.label, kBranchesMax);
        }
}

// Every override names a rule of the same service here, and none goes round in a circle.
void Checker::check_overrides(const Edition& edition) {
  std::map<std::string, const Rule*> by_name;
  for (const Rule& one : edition.rules) by_name[one.name] = &one;
  const auto target = [&](const Rule& from, const std::string& label) -> const Rule* {
    const auto found = by_name.find(library_.services[from.service.index].name + "." + label);
    return found == by_name.end() ? nullptr : found->second;
  };
  for (const Rule& one : edition.rules) {
    if (one.overrides.empty() || library_.services.empty()) continue;
    std::vector<std::string> labels;
    for (const Rule& other : edition.rules)
      if (other.service == one.service && !other.label.empty()) labels.push_back(other.label);
    for (const auto& [label, span] : one.overrides)
      if (target(one, label) == nullptr && !syntax_errors_) {
        auto& diagnostic = report_near(diagnostics_.report(Code::E0213, span, library_.services[one.service.index].name, label), label, labels);
        if (!diagnostic.hints.empty()) continue;
        std::string known;
        for (const std::string& each : labels)
          if (each != one.label) known += (known.empty() ? "`" : ", `") + each + "`";
        diagnostic.hint(known.empty() ? "no other rule of the service has a label" : "the labels are " + known);
      }
    // Walk from this rule; meeting it again is a circle. Reported once, from the first rule of the circle by name.
    std::vector<const Rule*> open{&one};
    std::map<const Rule*, const Rule*> reached_from;
    const Rule* last = nullptr;
    while (!open.empty() && last == nullptr) {
      const Rule* at = open.back();
      open.pop_back();
      for (const auto& [label, span] : at->overrides) {
        const Rule* next = target(*at, label);
        if (next == &one) last = at;
        else if (next != nullptr && reached_from.try_emplace(next, at).second) open.push_back(next);
      }
    }
    if (last == nullptr) continue;
    bool first = true;
    std::string chain = one.name;
    for (const Rule* member = last; member != &one; member = reached_from[member]) {
      first = first && !(member->name < one.name);
      chain.insert(0, member->name + " -> ");
    }
    if (first) diagnostics_.report(Code::E0408, one.span, one.name + " -> " + chain);
  }
}

}  // namespace precept::check
