// Operations first, site by site; then what a rule's criteria, grants and a policy's closings say without operations.
#include "compiler/analyze/mutants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/analyze/written.hpp"

namespace precept::analyze {

namespace {

constexpr std::size_t kWordsMax = 110;  // of an expression that is shown

std::string shortened(std::string words) {
  if (words.size() <= kWordsMax) return words;
  std::size_t end = kWordsMax;
  while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0) == 0x80) --end;
  return words.substr(0, end) + "…";
}

const char* closing_word(Closing closing, bool exclusion) {
  switch (closing) {
    case Closing::holds: return exclusion ? "present" : "met";
    case Closing::fails: return exclusion ? "absent" : "unmet";
    case Closing::open: return "open";
  }
  return "";
}

constexpr Closing kClosings[] = {Closing::holds, Closing::fails, Closing::open};

class Making {
 public:
  Making(const check::Library& library, const lower::Lowered& lowered, const Places& places)
      : library_(library), lowered_(lowered), program_(lowered.program), places_(places), bench_(program_), reachable_(reachable_truths(program_)) {}

  Mutants run() {
    for (const Site& site : sites_of(library_, program_, places_)) operations(site);
    for (std::uint32_t i = 0; i < program_.rules.size(); ++i) rule(RuleId{i});
    for (std::uint32_t i = 0; i < program_.policies.size(); ++i) policy(i);
    return std::move(out_);
  }

 private:
  // ---- operations ----
  void operations(const Site& site) {
    const std::vector<NodeId> own = own_operations(site);
    for (const NodeId id : own) {
      const auto negation = only_reader(site, own, id);
      std::set<std::string> known{meaning_key(program_, id)};
      for (const Replacement& replacement : replacements(program_, id, negation.has_value())) {
        Mutant mutant = of_site(site, id);
        mutant.kind = replacement.kind;
        words(site, id, negation, replacement, mutant);
        mutant.apply = [exchange = site.exchange, id, replacement](Workbench& bench) { exchange(bench, id, build(bench, replacement)); };
        const bool distinct = known.insert(meaning_key(program_, replacement)).second;
        (distinct ? out_.distinct : out_.equivalent).push_back(std::move(mutant));
      }
    }
  }

  // Of what is asked to be documented or exact only that is looked at: nothing below is changed.
  std::vector<NodeId> own_operations(const Site& site) const {
    std::vector<NodeId> stops = site.stops;
    for (const NodeId root : site.roots)
      for (const NodeId id : operations_below(program_, root, site.stops)) {
        const Node& node = program_.node(id);
        if (node.op == Op::documented || node.op == Op::exact) stops.insert(stops.end(), node.operands.begin(), node.operands.end());
      }
    std::vector<NodeId> own;
    for (const NodeId root : site.roots)
      for (const NodeId id : operations_below(program_, root, stops))
        if (std::find(own.begin(), own.end(), id) == own.end()) own.push_back(id);
    return own;
  }

  // The negation that alone reads an operation, if it does.
  std::optional<NodeId> only_reader(const Site& site, const std::vector<NodeId>& own, NodeId id) const {
    std::optional<NodeId> reader;
    for (const NodeId other : own)
      for (const NodeId operand : program_.node(other).operands) {
        if (operand != id) continue;
        if (reader || program_.node(other).op != Op::negation) return std::nullopt;
        reader = other;
      }
    if (std::find(site.roots.begin(), site.roots.end(), id) != site.roots.end()) return std::nullopt;
    return reader;
  }

  Mutant of_site(const Site& site, NodeId id) const {
    Mutant mutant;
    mutant.owner = site.owner;
    mutant.where = site.where;
    mutant.span = site.span;
    const source::Span& written_at = lowered_.node_spans[id.index];
    for (const source::Span& within : site.within)
      if (written_at.file == within.file && written_at.begin >= within.begin && written_at.end <= within.end) mutant.span = written_at;
    mutant.rule = site.rule;
    mutant.criterion = site.criterion;
    mutant.services = site.services;
    mutant.facts = site.facts;
    return mutant;
  }

  void words(const Site& site, NodeId id, std::optional<NodeId> negation, const Replacement& replacement, Mutant& mutant) {
    if (site.criterion && id == program_.criterion(*site.criterion).condition && group_words(*site.criterion, id, replacement, mutant)) return;
    if (program_.node(id).op == Op::pick) return row_words(site, id, replacement, mutant);
    NodeId before = id;
    NodeId after = build(bench_, replacement);
    if (negation) {
      before = *negation;
      Node negated = program_.node(*negation);
      negated.operands = {after};
      after = bench_.add(std::move(negated));
    }
    mutant.before = shortened(written(program_, before, site.definitions));
    mutant.after = shortened(written(bench_.program(), after, site.definitions));
    bench_.put_back();
  }

  // "which is codeine: 0.15": the row of a table that is another.
  void row_words(const Site& site, NodeId id, const Replacement& replacement, Mutant& mutant) {
    const NodeId after = build(bench_, replacement);
    const std::vector<NodeId>&was = program_.node(id).operands, &is = bench_.program().node(after).operands;
    for (std::size_t i = 0; i < was.size() && i < is.size(); ++i) {
      if (was[i] == is[i]) continue;
      const std::string key = i % 2 == 0 ? "otherwise" : written(program_, was[i - 1], site.definitions);
      mutant.before = shortened(key + ": " + written(program_, was[i], site.definitions));
      mutant.after = shortened(key + ": " + written(bench_.program(), is[i], site.definitions));
    }
    bench_.put_back();
  }

  // "all of recovered, hours, days" rather than their expressions.
  bool group_words(CriterionId id, NodeId node, const Replacement& replacement, Mutant& mutant) const {
    const Criterion& criterion = program_.criterion(id);
    if (criterion.group == Criterion::Group::none || replacement.nodes.empty()) return false;
    if (program_.node(node).operands.size() != criterion.branches.size()) return false;
    std::string labels;
    for (const CriterionId branch : criterion.branches) labels += (labels.empty() ? "" : ", ") + program_.criterion(branch).label;
    const auto head = [](const Node& made) {
      return made.op == Op::conjunction ? std::string("all of ") : made.op == Op::disjunction ? std::string("any of ") : fmt::format("at least {} of ", made.quantity);
    };
    mutant.before = shortened(head(program_.node(node)) + labels);
    mutant.after = shortened(head(replacement.nodes.back()) + labels);
    return true;
  }

  // ---- criteria ----
  Mutant of_criterion(CriterionId id) const {
    const Criterion& criterion = program_.criterion(id);
    Mutant mutant;
    mutant.owner = program_.rule(criterion.rule).name;
    mutant.where = path_of(program_, places_, id);
    mutant.span = places_.criteria[id.index];
    mutant.rule = criterion.rule;
    mutant.criterion = id;
    mutant.services = {program_.rule(criterion.rule).service};
    mutant.facts = criterion.mentions_facts;
    return mutant;
  }

  void add(Mutant mutant, bool distinct = true) { (distinct ? out_.distinct : out_.equivalent).push_back(std::move(mutant)); }

  void criterion(CriterionId id, bool exclusion, bool decides) {
    const Criterion& made = program_.criterion(id);
    if (decides) {
      Mutant dropped = of_criterion(id);
      dropped.kind = ChangeKind::dropped;
      dropped.before = shortened(made.label + ": " + made.expression);
      dropped.apply = [places = &places_, id, exclusion](Workbench& bench) {
        Node constant;
        constant.op = Op::constant;
        constant.constant = truth_value(exclusion ? Truth::no : Truth::yes);
        force(bench, *places, id, bench.add(std::move(constant)));
      };
      add(std::move(dropped));
    }
    if (made.unless) {
      Mutant without = of_criterion(id);
      without.kind = ChangeKind::dropped;
      without.before = shortened("unless " + made.unless_expression);
      without.apply = [places = &places_, id](Workbench& bench) {
        const NodeId condition = bench.program().criterion(id).condition;
        bench.set(bench.edit().criteria[id.index].unless, std::optional<NodeId>());
        force(bench, *places, id, condition);
      };
      add(std::move(without));
    }
    if (!made.closing) return;
    for (const Closing other : kClosings) {
      if (other == *made.closing) continue;
      Mutant closed = of_criterion(id);
      closed.kind = ChangeKind::closing;
      closed.before = fmt::format("undocumented is {}", closing_word(*made.closing, exclusion));
      closed.after = fmt::format("undocumented is {}", closing_word(other, exclusion));
      closed.apply = [id, other](Workbench& bench) { bench.set(bench.edit().criteria[id.index].closing, std::optional(other)); };
      add(std::move(closed), reachable_[made.effective.index].undocumented);
    }
  }

  void branches(CriterionId id) {
    for (const CriterionId branch : program_.criterion(id).branches) {
      criterion(branch, false, false);
      branches(branch);
    }
  }

  // ---- rules and grants ----
  void rule(RuleId id) {
    const Rule& made = program_.rule(id);
    for (const auto* section : {&made.requirements, &made.exclusions, &made.considers})
      for (const CriterionId one : *section) {
        criterion(one, section == &made.exclusions, section != &made.considers);
        branches(one);
      }
    const check::Rule& from = *places_.rules[id.index];
    for (std::size_t i = 0; i < made.allows.size(); ++i) line(id, false, i, from.allows[i].span);
    for (std::size_t i = 0; i < made.never_more.size(); ++i) line(id, true, i, from.never_more[i].span);
  }

  void line(RuleId id, bool never_more, std::size_t at, source::Span span) {
    const Rule& rule = program_.rule(id);
    const GrantLine& made = never_more ? rule.never_more[at] : rule.allows[at];
    const auto lines = [id, never_more](Program& program) -> std::vector<GrantLine>& {
      return never_more ? program.rules[id.index].never_more : program.rules[id.index].allows;
    };
    const auto of_line = [&](ChangeKind kind) {
      Mutant mutant;
      mutant.owner = rule.name;
      mutant.where = words_of(made, never_more);
      mutant.kind = kind;
      mutant.span = span;
      mutant.rule = id;
      mutant.services = {rule.service};
      mutant.facts = facts_of(made);
      return mutant;
    };
    for (const auto part : {&GrantLine::quantity, &GrantLine::within}) {
      const std::optional<NodeId>& root = made.*part;
      if (!root || program_.node(*root).op != Op::constant) continue;
      const Node& constant = program_.node(*root);
      for (const std::int64_t by : {-1, 1}) {
        const std::int64_t value = constant.constant.lo + by * threshold_step(constant.type.kind, constant.constant.lo);
        if (value < 0) continue;
        Mutant moved = of_line(part == &GrantLine::quantity ? ChangeKind::quantity : ChangeKind::within);
        moved.before = written(program_, constant.type, constant.constant.lo);
        moved.after = written(program_, constant.type, value);
        Node changed = constant;
        changed.constant = {value, value};
        moved.apply = [lines, at, part, changed](Workbench& bench) {
          bench.set(lines(bench.edit())[at].*part, std::optional(bench.add(changed)));
        };
        add(std::move(moved));
      }
    }
    if (made.less_used) {
      Mutant whole = of_line(ChangeKind::dropped);
      whole.before = "less used";
      whole.apply = [lines, at](Workbench& bench) { bench.set(lines(bench.edit())[at].less_used, false); };
      add(std::move(whole));
    }
    Mutant dropped = of_line(ChangeKind::dropped);
    dropped.before = shortened(dropped.where);
    dropped.apply = [lines, at](Workbench& bench) {
      std::vector<GrantLine> left = lines(bench.edit());
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(at));
      bench.set(lines(bench.edit()), std::move(left));
    };
    add(std::move(dropped));
  }

  std::vector<FactId> facts_of(const GrantLine& line) const {
    std::vector<NodeId> roots;
    for (const auto* root : {&line.quantity, &line.within, &line.when})
      if (*root) roots.push_back(**root);
    std::vector<FactId> facts = facts_below(program_, roots);
    return facts;
  }

  // ---- policies ----
  bool closes_anything(bool exclusions) const {
    for (const Rule& rule : program_.rules)
      for (const CriterionId id : exclusions ? rule.exclusions : rule.requirements)
        if (!program_.criterion(id).closing && reachable_[program_.criterion(id).effective.index].undocumented) return true;
    return false;
  }

  void policy(std::uint32_t index) {
    const Policy& made = program_.policies[index];
    if (index >= library_.policies.size()) return;
    const auto of_policy = [&](std::string before, std::string after) {
      Mutant mutant;
      mutant.owner = "policy " + made.name;
      mutant.where = "closing";
      mutant.kind = ChangeKind::closing;
      mutant.before = std::move(before);
      mutant.after = std::move(after);
      mutant.span = library_.policies[index].span;
      for (std::uint32_t i = 0; i < program_.services.size(); ++i) mutant.services.push_back(ServiceId{i});
      return mutant;
    };
    for (const bool exclusions : {false, true}) {
      const auto closing = exclusions ? &Policy::exclusion : &Policy::requirement;
      const char* subject = exclusions ? "undocumented exclusion is {}" : "undocumented requirement is {}";
      for (const Closing other : kClosings) {
        if (other == made.*closing) continue;
        Mutant mutant = of_policy(fmt::format(fmt::runtime(subject), closing_word(made.*closing, exclusions)),
                                  fmt::format(fmt::runtime(subject), closing_word(other, exclusions)));
        mutant.apply = [index, closing, other](Workbench& bench) { bench.set(bench.edit().policies[index].*closing, other); };
        add(std::move(mutant), closes_anything(exclusions));
      }
    }
    if (!made.allowance_least) return;
    Mutant mutant = of_policy("undocumented allowance is the least", "");
    mutant.kind = ChangeKind::dropped;
    mutant.apply = [index](Workbench& bench) { bench.set(bench.edit().policies[index].allowance_least, false); };
    add(std::move(mutant));
  }

  const check::Library& library_;
  const lower::Lowered& lowered_;
  const Program& program_;
  const Places& places_;
  Workbench bench_;
  const std::vector<Reachable> reachable_;
  Mutants out_;
};

}  // namespace

Mutants mutants_of(const check::Library& library, const lower::Lowered& lowered, const Places& places) {
  return Making(library, lowered, places).run();
}

}  // namespace precept::analyze
