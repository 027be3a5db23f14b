// What is missing is gone through in the order of the Program; each example found may show what is missing further on.
#include "compiler/analyze/suggest.hpp"

#include <algorithm>
#include <memory>

#include "compiler/analyze/expectations.hpp"
#include "runtime/interpret/interpret.hpp"

namespace precept::analyze {

namespace {

constexpr std::size_t kTriesForMutant = 1500;

void add_once(std::vector<FactId>& facts, const std::vector<FactId>& more) {
  for (const FactId fact : more)
    if (std::find(facts.begin(), facts.end(), fact) == facts.end()) facts.push_back(fact);
}

std::string goal_word(const Program& program, CriterionId criterion, Truth truth) {
  const bool exclusion = program.criterion(criterion).section == Section::excluded;
  switch (truth) {
    case Truth::yes: return exclusion ? "present" : "met";
    case Truth::no: return exclusion ? "absent" : "unmet";
    case Truth::undocumented: return "undocumented";
  }
  return {};
}

int favour(const Determination& determination) {
  return determination.outcome == Outcome::approve ? 0 : determination.outcome == Outcome::modify ? 1 : 2;
}

}  // namespace

struct Suggesting::Goal {
  Suggestion about;
  RuleId rule{};
  std::optional<CriterionId> criterion;
  Wanted wanted;
};

Suggesting::Suggesting(const ast::Library& syntax, const source::Sources& sources, const Program& program, const Places& places,
                       const std::vector<lower::ExampleCase>& examples)
    : program_(program), places_(places), examples_(examples), decider_(program), bench_(program) {
  std::vector<const ast::Example*> written;
  for (const ast::File& file : syntax.files)
    for (const auto& declaration : file.declarations)
      if (const auto* example = std::get_if<ast::Example>(&declaration.node)) written.push_back(example);
  for (const lower::ExampleCase& example : examples_) {
    Base base{nullptr, &sources, &example};
    for (const ast::Example* each : written)
      if (each->title.span == example.span) base.written = each;
    bases_.push_back(base);
    determined_.push_back(replay(program_, decider_, example));
    determined_.back().trace = {};
  }
  for (std::uint32_t i = 0; i < program_.services.size(); ++i) {
    lower::ExampleCase nothing;
    nothing.title = program_.services[i].name;
    if (program_.policies.size() > 1) nothing.policy = program_.policies.front().name;
    nothing.request.service = ServiceId{i};
    nothing.request.facts = undocumented_facts(program_);
    nothing_given_.push_back(std::move(nothing));
  }
}

CriterionId Suggesting::top_of(CriterionId criterion) const {
  while (places_.parents[criterion.index]) criterion = *places_.parents[criterion.index];
  return criterion;
}

// Those that reach the rule, approved ones first; then the service's others.
std::vector<Base> Suggesting::bases_for(RuleId rule) const {
  struct Ranked {
    int rank;
    std::size_t at;
  };
  std::vector<Ranked> ranked;
  const ServiceId service = program_.rule(rule).service;
  for (std::size_t i = 0; i < bases_.size(); ++i) {
    if (examples_[i].request.service != service || bases_[i].written == nullptr || determined_[i].error) continue;
    ranked.push_back({is_consulted(determined_[i], rule) ? favour(determined_[i]) : 3, i});
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& one, const Ranked& other) { return one.rank < other.rank; });
  std::vector<Base> out;
  for (const Ranked& one : ranked) out.push_back(bases_[one.at]);
  return out;
}

// Where the library's own examples lead to nothing, from one with nothing given.
std::optional<Found> Suggesting::found(const Program& program, RuleId rule, const Wanted& wanted) const {
  auto own = search(program, bases_for(rule), wanted);
  if (own) return own;
  return search(program, {{nullptr, nullptr, &nothing_given_[program_.rule(rule).service.index]}}, wanted);
}

std::vector<FactId> Suggesting::facts_for(RuleId rule, const std::vector<FactId>& own) const {
  std::vector<FactId> facts = own;
  if (program_.rule(rule).applies) add_once(facts, facts_below(program_, {*program_.rule(rule).applies}));
  return facts;
}

Suggestion Suggesting::written_out(Suggestion about, const Found& shown, std::optional<CriterionId> criterion) const {
  lower::ExampleCase example = shown.example;
  example.expects = expectations_of(program_, replay(program_, decider_, example), criterion);
  about.text = text_of(program_, shown.base, example, shown.changes);
  if (!about.text.empty()) about.title = example.title;
  if (shown.base.written != nullptr) about.file = shown.base.written->title.span.file;
  return about;
}

Suggestion Suggesting::suggest(const Goal& goal, Covering& covering) {
  const auto shown = found(program_, goal.rule, goal.wanted);
  if (!shown) return goal.about;
  Suggestion out = written_out(goal.about, *shown, goal.criterion);
  if (out.text.empty()) return out;
  found_.push_back(std::make_unique<lower::ExampleCase>(shown->example));
  covering.add(*found_.back());
  return out;
}

void Suggesting::criterion_goals(CriterionId id, Covering& covering, std::vector<Suggestion>& out) {
  const Criterion& criterion = program_.criterion(id);
  Goal goal;
  goal.rule = criterion.rule;
  goal.criterion = id;
  goal.about.owner = program_.rule(criterion.rule).name;
  goal.about.where = path_of(program_, places_, id);
  goal.about.file = places_.rules[criterion.rule.index]->span.file;
  const Criterion& top = program_.criterion(top_of(id));
  goal.wanted.operations = operations_below(program_, top.effective);
  if (program_.rule(criterion.rule).applies)
    for (const NodeId node : operations_below(program_, *program_.rule(criterion.rule).applies)) goal.wanted.operations.push_back(node);
  std::sort(goal.wanted.operations.begin(), goal.wanted.operations.end());
  goal.wanted.facts = facts_for(criterion.rule, facts_below(program_, {criterion.effective}));
  for (const Truth truth : kShownTruths) {
    const Seen& seen = covering.seen(id);
    if (!seen.reachable[place_of(truth)] || seen.examples[place_of(truth)] > 0) continue;
    goal.about.goal = goal_word(program_, id, truth);
    goal.wanted.shows = [&](const lower::ExampleCase& example) {
      const Determination determination = replay(program_, decider_, example);
      const auto status = status_in(program_, determination, id);
      return !determination.error && status && truth_shown(program_, id, *status) == truth;
    };
    out.push_back(suggest(goal, covering));
  }
  add_once(goal.wanted.facts, facts_below(program_, {top.effective}));
  if (covering.seen(id).can_matter && !covering.matters(id)) {
    goal.about.goal = "matters";
    goal.wanted.shows = [&](const lower::ExampleCase& example) {
      const Determination determination = replay(program_, decider_, example);
      return !determination.error && covering.shows_matter(example, determination, id);
    };
    out.push_back(suggest(goal, covering));
  }
  for (const CriterionId branch : criterion.branches) criterion_goals(branch, covering, out);
}

void Suggesting::line_goals(RuleId id, Covering& covering, std::vector<Suggestion>& out) {
  const Rule& rule = program_.rule(id);
  for (const bool never_more : {false, true}) {
    const auto& lines = never_more ? rule.never_more : rule.allows;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      Goal goal;
      goal.rule = id;
      goal.about.owner = rule.name;
      goal.about.where = words_of(lines[i], never_more);
      goal.about.file = places_.rules[id.index]->span.file;
      std::vector<NodeId> roots;
      for (const auto* root : {&lines[i].quantity, &lines[i].within, &lines[i].when})
        if (*root) roots.push_back(**root);
      for (const NodeId root : roots)
        for (const NodeId node : operations_below(program_, root)) goal.wanted.operations.push_back(node);
      std::sort(goal.wanted.operations.begin(), goal.wanted.operations.end());
      goal.wanted.facts = facts_for(id, facts_below(program_, roots));
      goal.wanted.request_of = &rule;
      for (const Truth truth : kShownTruths) {
        const Seen& seen = covering.line(id, never_more, i).seen;
        if (!lines[i].when || !seen.reachable[place_of(truth)] || seen.examples[place_of(truth)] > 0) continue;
        goal.about.goal = truth == Truth::yes ? "met" : truth == Truth::no ? "unmet" : "undocumented";
        goal.wanted.shows = [&](const lower::ExampleCase& example) {
          const Determination determination = replay(program_, decider_, example);
          return !determination.error && is_consulted(determination, id) && determination.trace.truth(*lines[i].when) == truth;
        };
        out.push_back(suggest(goal, covering));
      }
      if (covering.line(id, never_more, i).seen.matters) continue;
      goal.about.goal = "matters";
      goal.wanted.shows = [&](const lower::ExampleCase& example) {
        const Determination determination = replay(program_, decider_, example);
        return !determination.error && is_consulted(determination, id) && covering.line_matters(example, determination, id, never_more, i);
      };
      out.push_back(suggest(goal, covering));
    }
  }
}

std::vector<Suggestion> Suggesting::for_coverage(Covering& covering) {
  std::vector<Suggestion> out;
  for (std::uint32_t i = 0; i < program_.rules.size(); ++i) {
    const Rule& rule = program_.rules[i];
    if (covering.reached(RuleId{i}) == 0) {
      Goal goal;
      goal.rule = RuleId{i};
      goal.about = {rule.name, "", "reached", "", "", places_.rules[i]->span.file};
      goal.wanted.facts = facts_for(RuleId{i}, {});
      if (rule.applies) goal.wanted.operations = operations_below(program_, *rule.applies);
      goal.wanted.shows = [&](const lower::ExampleCase& example) {
        const Determination determination = replay(program_, decider_, example);
        return !determination.error && is_consulted(determination, RuleId{i});
      };
      goal.wanted.unchanged = true;  // where there is no example of the service, one with nothing given
      out.push_back(suggest(goal, covering));
    }
    for (const auto* section : {&rule.requirements, &rule.exclusions, &rule.considers})
      for (const CriterionId id : *section) criterion_goals(id, covering, out);
    line_goals(RuleId{i}, covering, out);
  }
  return out;
}

Suggestion Suggesting::for_mutant(const Mutant& mutant) {
  Suggestion about{mutant.owner, mutant.where, "noticed", "", "", 0};
  std::optional<RuleId> rule = mutant.rule;
  for (std::uint32_t i = 0; i < program_.rules.size() && !rule; ++i)
    if (std::binary_search(mutant.services.begin(), mutant.services.end(), program_.rules[i].service)) rule = RuleId{i};
  if (!rule) return about;
  about.file = places_.rules[rule->index]->span.file;
  Changed with(bench_, mutant);
  for (const Pasted& known : for_mutants_) {
    const auto otherwise = with.decide(known.example);
    if (!otherwise || mismatches(program_, known.example, *otherwise).empty()) continue;
    about.title = known.suggestion.title;
    about.text = known.suggestion.text;
    about.file = known.suggestion.file;
    return about;
  }
  Wanted wanted;
  wanted.tries_max = kTriesForMutant;
  wanted.facts = mutant.facts;
  if (mutant.criterion) add_once(wanted.facts, facts_below(program_, {program_.criterion(top_of(*mutant.criterion)).effective}));
  for (const Exchange& exchange : bench_.exchanges())
    for (const NodeId root : {exchange.before, exchange.after})
      for (const NodeId node : operations_below(bench_.program(), root)) wanted.operations.push_back(node);
  std::sort(wanted.operations.begin(), wanted.operations.end());
  wanted.operations.erase(std::unique(wanted.operations.begin(), wanted.operations.end()), wanted.operations.end());
  if (!mutant.criterion) wanted.request_of = &program_.rule(*rule);  // its lines as they are written
  wanted.shows = [&](const lower::ExampleCase& example) {
    const auto otherwise = with.decide(example);
    if (!otherwise) return false;
    const Determination determination = replay(program_, decider_, example);
    if (determination.error) return false;
    lower::ExampleCase expecting = example;
    expecting.expects = expectations_of(program_, determination, mutant.criterion);
    return !mismatches(program_, expecting, *otherwise).empty();
  };
  const auto noticing = found(bench_.program(), *rule, wanted);
  if (!noticing) return about;
  about = written_out(about, *noticing, mutant.criterion);
  if (!about.text.empty()) {
    lower::ExampleCase example = noticing->example;
    example.expects = expectations_of(program_, replay(program_, decider_, example), mutant.criterion);
    for_mutants_.push_back({std::move(example), about});
  }
  return about;
}

}  // namespace precept::analyze
