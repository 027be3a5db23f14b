// Names of columns in, their places in a case out: see the header.
#include "runtime/batch/input_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "runtime/batch/column_names.hpp"

namespace precept::batch {
namespace {

constexpr std::string_view kParts[] = {
    "service", "quantity", "over", "rate", "used", "source", "dated", "page", "administrator_guideline"};

constexpr std::size_t kLackingNamed = 12;  // columns that a message names, where there is no near one to say of each

bool is_part(std::string_view name) { return std::find(std::begin(kParts), std::end(kParts), name) != std::end(kParts); }

class Planner {
 public:
  Planner(const Program& program, PolicyId policy, const Mapping& mapping, InputRules rules,
          std::vector<std::string>& problems)
      : program_(program), policy_(policy), mapping_(mapping), rules_(rules), problems_(problems) {}

  InputPlan plan(std::vector<TableColumn> columns) {
    plan_.columns = std::move(columns);
    for (std::size_t i = 0; i < plan_.columns.size(); ++i) use(i);
    for (const auto& [from, to] : mapping_.columns)
      if (std::none_of(plan_.columns.begin(), plan_.columns.end(),
                       [&](const TableColumn& column) { return column.name == from; }))
        problems_.push_back(fmt::format("the map speaks of a column \"{}\", and the table has none{}", from,
                                        did_you_mean(likely_column(known(from), table_names()))));
    std::stable_sort(plan_.uses.begin(), plan_.uses.end(), [](const ColumnUse& a, const ColumnUse& b) {
      return std::tie(a.place, a.key, a.end) < std::tie(b.place, b.key, b.end);
    });
    find_undated();
    find_twice();
    find_missing();
    find_headless();
    return std::move(plan_);
  }

 private:
  static std::string did_you_mean(const std::optional<std::string>& found) {
    return found ? fmt::format("; did you mean `{}`?", *found) : std::string();
  }

  std::vector<std::string_view> table_names() const {
    std::vector<std::string_view> names;
    for (const TableColumn& column : plan_.columns) names.push_back(column.name);
    return names;
  }

  std::vector<KnownName> known_names() const {
    std::vector<KnownName> names = {{"case", "", false}, {"request", "", false}};
    for (const std::string_view part : kParts) names.push_back({std::string(part), "", part == "dated"});
    for (const Fact& fact : program_.facts)
      if (fact.builtin == Builtin::none) names.push_back({fact.name, fact.words, fact.type.kind == TypeKind::date});
    return names;
  }

  KnownName known(std::string_view name) const {
    const Fact* fact = fact_named(name);
    return {std::string(name), fact == nullptr ? "" : fact->words, fact != nullptr && fact->type.kind == TypeKind::date};
  }

  const Fact* fact_named(std::string_view name) const {
    for (const Fact& fact : program_.facts)
      if (fact.builtin == Builtin::none && fact.name == name) return &fact;
    return nullptr;
  }

  void use(std::size_t index) {
    const std::string& written = plan_.columns[index].name;
    const auto mapped = mapping_.columns.find(written);
    const std::string name = mapped == mapping_.columns.end() ? written : mapped->second;
    ColumnUse use;
    use.column = index;
    std::string_view base = name;
    for (const std::string_view end : {".from", ".to"})
      if (base.ends_with(end) && fact_named(base) == nullptr) {
        base.remove_suffix(end.size());
        use.end = end.substr(1);
      }
    use.key = base;
    if (name == "case")
      use.place = CellPlace::case_id;
    else if (name == "request")
      use.place = CellPlace::request_number;
    else if (is_part(base))
      use.place = CellPlace::request_part,
      use.kind = base == "quantity" || base == "used" || base == "rate" ? TypeKind::number : TypeKind::text;
    else if (const Fact* fact = fact_named(base)) {
      use.place = fact->per_request ? CellPlace::request_part : CellPlace::case_fact;
      use.kind = fact->type.kind;
    } else {
      if (!rules_.ignore_unknown || mapped != mapping_.columns.end()) unknown(written, name);
      return;
    }
    if (const auto codes = mapping_.values.find(use.key); codes != mapping_.values.end()) use.codes = &codes->second;
    if (const auto dates = mapping_.dates.find(use.key); dates != mapping_.dates.end()) use.dates = &dates->second;
    plan_.uses.push_back(std::move(use));
  }

  void unknown(const std::string& written, const std::string& name) {
    const auto meant = likely_name(name, known_names());
    if (meant && written == name) plan_.meant.emplace(written, *meant);
    problems_.push_back(
        name.empty() ? "a column has no name: the first line has a cell more than it names columns, at its end perhaps"
                     : fmt::format("no fact or part of a request is called `{}`{}", name, did_you_mean(meant)));
  }

  // A first line that has no name that anybody knows is a row more likely than a header, and rows are not printed.
  void find_headless() {
    if (!plan_.uses.empty() || !plan_.meant.empty() || !mapping_.columns.empty()) return;
    problems_.assign(1,
                     "no column of the table has a name that the rules know: is its first line the names of its columns?");
    if (plan_.columns.size() == 1)
      problems_.push_back("the table has one column only; `--delimiter` says what stands between its cells");
  }

  // Forms of dates are declared of facts that are dates.
  void find_undated() {
    for (const auto& [name, formats] : mapping_.dates) {
      const Fact* fact = fact_named(name);
      if (name != "dated" && (fact == nullptr || fact->type.kind != TypeKind::date))
        problems_.push_back(fmt::format("the map says how dates of `{}` are written, and {}", name,
                                        fact == nullptr
                                            ? "there is no such fact" + did_you_mean(likely_name(name, known_names()))
                                            : std::string("that fact is no date")));
    }
  }

  void find_twice() {
    for (std::size_t i = 1; i < plan_.uses.size(); ++i) {
      const ColumnUse &before = plan_.uses[i - 1], &use = plan_.uses[i];
      if (before.place == use.place && before.key == use.key && (before.end == use.end || before.end.empty()))
        problems_.push_back(fmt::format("`{}` and `{}` both say `{}`", plan_.columns[before.column].name,
                                        plan_.columns[use.column].name, use.key));
    }
  }

  bool has(std::string_view key) const {
    return std::any_of(plan_.uses.begin(), plan_.uses.end(), [&](const ColumnUse& use) { return use.key == key; });
  }

  // Said already: a column that no fact is called by seems to be it.
  bool is_meant(std::string_view name) const {
    return std::any_of(plan_.meant.begin(), plan_.meant.end(), [&](const auto& one) { return one.second == name; });
  }

  // A column that stands for nothing yet and may be meant by that name.
  std::optional<std::string> near_column(std::string_view name) const {
    std::vector<std::string_view> free;
    for (std::size_t i = 0; i < plan_.columns.size(); ++i)
      if (std::none_of(plan_.uses.begin(), plan_.uses.end(), [&](const ColumnUse& use) { return use.column == i; }))
        free.push_back(plan_.columns[i].name);
    return likely_column(known(name), free);
  }

  void find_missing() {
    for (const std::string_view key : {"case", "service"})
      if (!has(key) && !is_meant(key))
        problems_.push_back(fmt::format("the table has no column `{}`{}", key, did_you_mean(near_column(key))));
    if (rules_.ignore_missing) return;
    std::set<std::string_view> lacking;
    for (const FactId id : facts_looked_at(program_, policy_))
      if (const Fact& fact = program_.fact(id); fact.builtin == Builtin::none && !has(fact.name) && !is_meant(fact.name))
        lacking.insert(fact.name);
    std::string others;
    std::size_t count = 0;
    for (const std::string_view name : lacking) {
      if (const auto meant = near_column(name))
        problems_.push_back(
            fmt::format("the table has no column `{}`, which the rules look at{}", name, did_you_mean(meant)));
      else if (count++ < kLackingNamed)
        others += fmt::format("{}`{}`", others.empty() ? "" : ", ", name);
    }
    if (count > kLackingNamed) others += fmt::format(" and {} more", count - kLackingNamed);
    if (count > 0) problems_.push_back(fmt::format("the table has no column for {}, which the rules look at", others));
  }

  const Program& program_;
  const PolicyId policy_;
  const Mapping& mapping_;
  const InputRules rules_;
  std::vector<std::string>& problems_;
  InputPlan plan_;
};

}  // namespace

InputPlan plan_input(const Program& program, PolicyId policy, std::vector<TableColumn> columns, const Mapping& mapping,
                     InputRules rules, std::vector<std::string>& problems) {
  return Planner(program, policy, mapping, rules, problems).plan(std::move(columns));
}

std::vector<FactId> facts_looked_at(const Program& program, PolicyId id) {
  std::vector<bool> reached(program.nodes.size());
  const auto want = [&](const std::optional<NodeId>& node) {
    if (node) reached[node->index] = true;
  };
  const Policy& policy = program.policies[id.index];
  want(policy.as_of);
  for (const ConsultStep& step : policy.steps)
    for (const Consulted& consulted : step.alternatives) {
      want(consulted.unless);
      for (const EditionId edition : consulted.editions)
        for (const RuleId rule_id : program.edition(edition).rules) {
          const Rule& rule = program.rule(rule_id);
          want(rule.applies);
          for (const auto* lines : {&rule.allows, &rule.never_more})
            for (const GrantLine& line : *lines) want(line.quantity), want(line.within), want(line.when);
          for (const Criterion& criterion : program.criteria)
            if (criterion.rule == rule_id) want(criterion.effective), want(criterion.condition), want(criterion.unless);
        }
    }
  std::vector<bool> looked_at(program.facts.size());
  const auto see = [&](FactId fact) {
    for (std::optional<FactId> at = fact; at; at = program.fact(*at).not_before) looked_at[at->index] = true;
  };
  for (std::size_t i = reached.size(); i-- > 0;) {
    if (!reached[i]) continue;
    const Node& node = program.nodes[i];
    for (const NodeId operand : node.operands) reached[operand.index] = true;
    for (const NodeId part : node.body) reached[part.index] = true;
    if (node.op == Op::fact || node.op == Op::recorded) see(node.fact);
    if (is_list_operation(node.op))
      for (ScopeId scope = node.list; scope.index != 0; scope = program.scope(scope).parent)
        if (program.scope(scope).fact) see(*program.scope(scope).fact);
  }
  std::vector<FactId> facts;
  for (std::uint32_t i = 0; i < looked_at.size(); ++i)
    if (looked_at[i]) facts.push_back({i});
  return facts;
}

std::string csv_template(const Program& program) {
  std::string line = "case,request,service,quantity,over,rate,used";
  std::set<std::string_view> said;
  for (const bool per_request : {true, false})
    for (const Fact& fact : program.facts)
      if (fact.builtin == Builtin::none && fact.per_request == per_request && said.insert(fact.name).second)
        line += "," + fact.name;
  return line + "\n";
}

}  // namespace precept::batch
