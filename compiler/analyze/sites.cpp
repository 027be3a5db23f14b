// Walks the checked library and its Program side by side: both hold rules and criteria in one order.
#include "compiler/analyze/sites.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/check/branches.hpp"

namespace precept::analyze {

namespace {

template <class T>
void add_once(std::vector<T>& list, T item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

// A definition that is nothing but another's name, a fact or a value: it has no operations of its own.
bool is_leaf(const Program& program, NodeId id) { return program.node(id).operands.empty(); }

std::vector<NodeId> roots_of(const Definition& definition) {
  if (definition.place.kind == Place::Kind::text) return {};
  if (definition.place.kind == Place::Kind::value) return {definition.place.node};
  return {definition.place.node, definition.place.until};
}

class Walk {
 public:
  Walk(const check::Library& library, const Program& program, const Places& places)
      : library_(library), program_(program), places_(places) {}

  std::vector<Site> run() {
    for (std::uint32_t i = 0; i < program_.definitions.size(); ++i) definition(i);
    for (std::uint32_t i = 0; i < program_.rules.size(); ++i) rule(RuleId{i});
    for (std::uint32_t i = 0; i < program_.policies.size(); ++i) policy(i);
    return std::move(sites_);
  }

 private:
  std::vector<std::uint32_t> all_definitions() const {
    std::vector<std::uint32_t> all(program_.definitions.size());
    for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
    return all;
  }

  void stop_at_definitions(Site& site, const std::vector<std::uint32_t>& definitions) const {
    site.definitions = definitions;
    for (const std::uint32_t index : definitions)
      for (const NodeId root : roots_of(program_.definitions[index]))
        if (!is_leaf(program_, root)) add_once(site.stops, root);
  }

  bool names(const std::vector<std::uint32_t>& mentioned, std::uint32_t definition) const {
    std::vector<std::uint32_t> open = mentioned;
    for (std::size_t at = 0; at < open.size(); ++at) {
      if (open[at] == definition) return true;
      for (const std::uint32_t below : program_.definitions[open[at]].mentions_definitions) add_once(open, below);
    }
    return false;
  }

  // Conditions and grants do not say which definitions they name: those whose meaning stands below them.
  template <class AProgram, class Visit>
  static void other_roots(AProgram& program, Visit visit) {
    for (auto& rule : program.rules) {
      visit(rule.applies, std::optional(rule.service));
      for (auto* lines : {&rule.allows, &rule.never_more})
        for (auto& line : *lines)
          for (auto* root : {&line.quantity, &line.within, &line.when}) visit(*root, std::optional(rule.service));
    }
    for (auto& policy : program.policies) {
      visit(policy.as_of, std::optional<ServiceId>());
      for (auto& step : policy.steps)
        for (auto& consulted : step.alternatives) visit(consulted.unless, std::optional<ServiceId>());
    }
  }

  void definition(std::uint32_t index) {
    const Definition& made = program_.definitions[index];
    const check::Definition& from = library_.definitions[index];
    Site site;
    site.owner = made.owner;
    site.where = "definition " + made.name;
    site.span = from.span;
    site.within = {from.value.span};
    for (const NodeId root : roots_of(made))
      if (!is_leaf(program_, root)) site.roots.push_back(root);
    if (site.roots.empty()) return;
    stop_at_definitions(site, made.mentions_definitions);
    std::erase_if(site.stops, [&](NodeId stop) { return std::find(site.roots.begin(), site.roots.end(), stop) != site.roots.end(); });
    site.facts = made.mentions_facts;
    std::vector<CriterionId> users;
    for (std::uint32_t i = 0; i < program_.criteria.size(); ++i)
      if (names(program_.criteria[i].mentions_definitions, index)) {
        users.push_back(CriterionId{i});
        add_once(site.services, program_.rule(program_.criteria[i].rule).service);
      }
    bool everywhere = false;
    other_roots(program_, [&](const std::optional<NodeId>& root, std::optional<ServiceId> service) {
      if (!root) return;
      const auto below = operations_below(program_, *root);
      for (const NodeId own : site.roots)
        if (std::binary_search(below.begin(), below.end(), own)) {
          if (service) add_once(site.services, *service);
          else everywhere = true;
        }
    });
    if (everywhere)
      for (std::uint32_t i = 0; i < program_.services.size(); ++i) add_once(site.services, ServiceId{i});
    std::sort(site.services.begin(), site.services.end());
    site.exchange = [users, roots = site.roots](Workbench& bench, NodeId from_node, NodeId to) {
      for (const NodeId root : roots) {
        const NodeId changed = bench.with(root, from_node, to);
        for (const CriterionId user : users) bench.exchange_in(user, root, changed);
        other_roots(bench.edit(), [&](std::optional<NodeId>& place, std::optional<ServiceId>) { bench.exchange_in(place, root, changed); });
      }
    };
    sites_.push_back(std::move(site));
  }

  Site of_rule(RuleId id, std::string where, source::Span span) const {
    Site site;
    site.rule = id;
    site.owner = program_.rule(id).name;
    site.where = std::move(where);
    site.span = span;
    site.services = {program_.rule(id).service};
    return site;
  }

  // A branch that stands in a definition is that definition's.
  bool is_defined(CriterionId branch) const {
    const auto parent = places_.parents[branch.index];
    if (!parent) return false;
    if (is_defined(*parent)) return true;
    for (const std::uint32_t index : program_.criterion(*parent).mentions_definitions)
      for (const NodeId root : roots_of(program_.definitions[index])) {
        const auto below = operations_below(program_, root);
        if (std::binary_search(below.begin(), below.end(), program_.criterion(branch).effective)) return true;
      }
    return false;
  }

  void criterion(CriterionId id) {
    const Criterion& made = program_.criterion(id);
    if (!is_defined(id)) {
      Site site = of_rule(made.rule, path_of(program_, places_, id), places_.criteria[id.index]);
      site.criterion = id;
      site.within = places_.expressions[id.index];
      site.roots = {made.condition};
      if (made.unless) site.roots.push_back(*made.unless);
      stop_at_definitions(site, made.mentions_definitions);
      for (const CriterionId branch : made.branches) add_once(site.stops, program_.criterion(branch).effective);
      site.facts = made.mentions_facts;
      site.exchange = [this_places = &places_, id](Workbench& bench, NodeId from, NodeId to) {
        exchange_in_criterion(bench, *this_places, id, from, to);
      };
      sites_.push_back(std::move(site));
    }
    for (const CriterionId branch : made.branches) criterion(branch);
  }

  void root_of_rule(RuleId id, std::string where, source::Span span, const check::Expr& expr, NodeId root,
                    std::function<std::optional<NodeId>&(Program&)> place) {
    Site site = of_rule(id, std::move(where), span);
    site.within = {expr.span};
    site.roots = {root};
    stop_at_definitions(site, all_definitions());
    site.facts = facts_below(program_, site.roots);
    site.exchange = [place = std::move(place)](Workbench& bench, NodeId from, NodeId to) {
      bench.exchange_in(place(bench.edit()), from, to);
    };
    sites_.push_back(std::move(site));
  }

  void rule(RuleId id) {
    const Rule& made = program_.rule(id);
    const check::Rule& from = *places_.rules[id.index];
    if (made.applies)
      root_of_rule(id, "applies when", from.span, *from.applies, *made.applies,
                   [id](Program& program) -> std::optional<NodeId>& { return program.rules[id.index].applies; });
    for (const auto* section : {&made.requirements, &made.exclusions, &made.considers})
      for (const CriterionId one : *section) criterion(one);
    lines(id, made.allows, from.allows, false, [](Rule& rule) -> std::vector<GrantLine>& { return rule.allows; });
    lines(id, made.never_more, from.never_more, true, [](Rule& rule) -> std::vector<GrantLine>& { return rule.never_more; });
  }

  void lines(RuleId id, const std::vector<GrantLine>& made, const std::vector<check::GrantLine>& from, bool never_more,
             std::vector<GrantLine>& (*of)(Rule&)) {
    for (std::size_t i = 0; i < made.size(); ++i) {
      const auto place = [id, i, of](std::optional<NodeId> GrantLine::*part) {
        return [id, i, of, part](Program& program) -> std::optional<NodeId>& { return of(program.rules[id.index])[i].*part; };
      };
      const std::string where = words_of(made[i], never_more);
      if (made[i].quantity) root_of_rule(id, where, from[i].span, *from[i].quantity, *made[i].quantity, place(&GrantLine::quantity));
      if (made[i].within) root_of_rule(id, where, from[i].span, *from[i].within, *made[i].within, place(&GrantLine::within));
      if (made[i].when) root_of_rule(id, where, from[i].span, *from[i].when, *made[i].when, place(&GrantLine::when));
    }
  }

  void policy(std::uint32_t index) {
    const Policy& made = program_.policies[index];
    if (index >= library_.policies.size()) return;  // the built-in one, which has no expressions
    const check::Policy& from = library_.policies[index];
    const auto add = [&](std::string where, source::Span span, const check::Expr& expr, NodeId root, auto place) {
      Site site;
      site.owner = "policy " + made.name;
      site.where = std::move(where);
      site.span = span;
      site.within = {expr.span};
      site.roots = {root};
      stop_at_definitions(site, all_definitions());
      site.facts = facts_below(program_, site.roots);
      for (std::uint32_t i = 0; i < program_.services.size(); ++i) site.services.push_back(ServiceId{i});
      site.exchange = [place](Workbench& bench, NodeId from_node, NodeId to) { bench.exchange_in(place(bench.edit()), from_node, to); };
      sites_.push_back(std::move(site));
    };
    using Root = std::optional<NodeId>;
    if (made.as_of) add("as of", from.span, *from.as_of, *made.as_of, [index](Program& program) -> Root& { return program.policies[index].as_of; });
    for (std::size_t i = 0; i < made.steps.size(); ++i)
      for (std::size_t j = 0; j < made.steps[i].alternatives.size(); ++j) {
        const check::Consulted& consulted = from.steps[i][j];
        if (!consulted.unless) continue;
        add("consults " + consulted.guideline + " unless", consulted.span, *consulted.unless, *made.steps[i].alternatives[j].unless,
            [index, i, j](Program& program) -> Root& { return program.policies[index].steps[i].alternatives[j].unless; });
      }
  }

  const check::Library& library_;
  const Program& program_;
  const Places& places_;
  std::vector<Site> sites_;
};

void place_criterion(const check::Branches& branches, const check::Criterion& from, const Program& program, CriterionId id, Places& out) {
  out.criteria[id.index] = from.span;
  out.expressions[id.index].push_back(from.condition.span);
  if (from.unless) out.expressions[id.index].push_back(from.unless->span);
  const auto below = branches.of(from.condition);
  const auto& made = program.criterion(id).branches;
  for (std::size_t i = 0; i < made.size(); ++i) {
    out.parents[made[i].index] = id;
    place_criterion(branches, *below[i], program, made[i], out);
  }
}

}  // namespace

Places places_of(const check::Library& library, const Program& program) {
  Places out;
  out.criteria.resize(program.criteria.size());
  out.expressions.resize(program.criteria.size());
  out.parents.resize(program.criteria.size());
  const check::Branches branches(library);
  for (const auto& edition : library.editions)
    for (const auto& rule : edition.rules) {
      const Rule& made = program.rules[out.rules.size()];
      out.rules.push_back(&rule);
      const auto place = [&](const std::vector<check::Criterion>& from, const std::vector<CriterionId>& ids) {
        for (std::size_t i = 0; i < ids.size(); ++i) place_criterion(branches, from[i], program, ids[i], out);
      };
      place(rule.requirements, made.requirements);
      place(rule.exclusions, made.exclusions);
      place(rule.considers, made.considers);
    }
  return out;
}

std::string path_of(const Program& program, const Places& places, CriterionId criterion) {
  const auto parent = places.parents[criterion.index];
  return (parent ? path_of(program, places, *parent) + "." : std::string()) + program.criterion(criterion).label;
}

std::string words_of(const GrantLine& line, bool never_more) {
  return (never_more ? "never more than " : "allows ") + line.expression.substr(0, line.expression.find(" cites \""));
}

std::vector<Site> sites_of(const check::Library& library, const Program& program, const Places& places) {
  return Walk(library, program, places).run();
}

void exchange_in_criterion(Workbench& bench, const Places& places, CriterionId criterion, NodeId from, NodeId to) {
  const NodeId before = bench.program().criterion(criterion).effective;
  bench.exchange_in(criterion, from, to);
  const NodeId after = bench.program().criterion(criterion).effective;
  const auto parent = places.parents[criterion.index];
  if (parent && before != after) exchange_in_criterion(bench, places, *parent, before, after);
}

void force(Workbench& bench, const Places& places, CriterionId criterion, NodeId to) {
  const NodeId before = bench.program().criterion(criterion).effective;
  bench.exchange(bench.edit().criteria[criterion.index].effective, to);
  const auto parent = places.parents[criterion.index];
  if (parent && before != to) exchange_in_criterion(bench, places, *parent, before, to);
}

std::vector<FactId> facts_below(const Program& program, const std::vector<NodeId>& roots) {
  std::vector<FactId> facts;
  for (const NodeId root : roots)
    for (const NodeId id : operations_below(program, root)) {
      const Node& node = program.node(id);
      if (node.op == Op::fact || node.op == Op::recorded) add_once(facts, node.fact);
      if (is_list_operation(node.op) && program.scope(node.list).fact) add_once(facts, *program.scope(node.list).fact);
    }
  return facts;
}

}  // namespace precept::analyze
