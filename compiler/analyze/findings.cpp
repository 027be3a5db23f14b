// Criteria in groups that share facts; each group is asked for by itself, since groups know nothing of each other.
#include "compiler/analyze/findings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "compiler/analyze/replay.hpp"
#include "compiler/analyze/rule_items.hpp"
#include "compiler/analyze/witness.hpp"

namespace precept::analyze {

using diagnostics::Code;
using Answer = Reached::Answer;

namespace {

// Whether an operation below is used twice: without that, and without facts in common, a condition can come out either way.
bool folds(const Program& program, NodeId root) {
  std::vector<NodeId> left{root};
  std::vector<bool> seen(root.index + 1, false);
  while (!left.empty()) {
    const NodeId id = left.back();
    left.pop_back();
    if (seen[id.index]) {
      if (program.node(id).op != Op::constant) return true;
      continue;
    }
    seen[id.index] = true;
    for (const NodeId each : program.node(id).operands) left.push_back(each);
  }
  return false;
}

class RuleFindings {
 public:
  RuleFindings(const Program& program, const check::Rule& written, RuleId id, RuleSpace& space, const WitnessMaker& witnesses,
               diagnostics::Diagnostics& diagnostics)
      : program_(program), written_(written), rule_(program.rule(id)), id_(id), space_(space), witnesses_(witnesses), diagnostics_(diagnostics), items_(items_of(program, id)) {}

  void run() {
    if (rule_.not_recommended) return;
    for (const std::vector<std::size_t>& one : items_.groups) {
      if (one.size() == 1 && !folds(program_, items_.all[one[0]].wanted.condition)) continue;
      if (!within_reach(items_, one) || space_.asked() >= kQuestionsMax) continue;
      const Answer answer = ask(one).answer;
      if (answer == Answer::no) return never_approves(one);
      if (answer == Answer::yes && one.size() > 1) implied(one);
    }
  }

 private:
  const check::Criterion& written(std::size_t i) const {
    const Item& item = items_.all[i];
    return item.kind == Item::Kind::exclusion ? written_.exclusions[item.place] : written_.requirements[item.place];
  }
  bool is_criterion(std::size_t i) const { return items_.all[i].is_criterion(); }
  bool is_exclusion(std::size_t i) const { return items_.all[i].kind == Item::Kind::exclusion; }

  // As a sentence names it.
  std::string label(std::size_t i) const {
    if (is_criterion(i)) return "`" + written(i).label + "`";
    return items_.all[i].kind == Item::Kind::applies ? "`applies when`" : fmt::format("the rule `{}` not applying", program_.rule(items_.all[i].rule).name);
  }

  // All of them as wanted, but one: turned round, or left out.
  enum class Otherwise : std::uint8_t { none, turned, left_out };
  Reached ask(const std::vector<std::size_t>& group, std::size_t but = SIZE_MAX, Otherwise how = Otherwise::none) {
    std::vector<Literal> all;
    for (const std::size_t i : group) {
      if (i == but && how == Otherwise::left_out) continue;
      all.push_back(items_.all[i].wanted);
      if (i == but) all.back().holds = !all.back().holds;
    }
    return space_.ask(rule_.service, all);
  }

  static std::vector<std::size_t> without(const std::vector<std::size_t>& group, std::size_t one) {
    std::vector<std::size_t> out;
    for (const std::size_t i : group)
      if (i != one) out.push_back(i);
    return out;
  }

  // The fewest of them that are impossible: none can be left out. `kept` is not tried.
  std::vector<std::size_t> fewest(std::vector<std::size_t> group, std::size_t kept, Otherwise how) {
    for (std::size_t at = group.size(); at-- > 0;) {
      if (group[at] == kept) continue;
      std::vector<std::size_t> fewer = without(group, group[at]);
      if (!fewer.empty() && ask(fewer, kept, how).answer == Answer::no) group = std::move(fewer);
    }
    return group;
  }

  // `absent`: an exclusion is named as what is wanted of it.
  std::string named(const std::vector<std::size_t>& group, bool absent = false) const {
    std::vector<std::string> names;
    for (const std::size_t i : group) names.push_back(absent && is_exclusion(i) ? "the absence of " + label(i) : label(i));
    if (names.size() < 2) return names.empty() ? std::string() : names[0];
    const std::string last = names.back();
    names.pop_back();
    return fmt::format("{} and {}", fmt::join(names, ", "), last);
  }

  // A record for a witness: this group as asked, every other group as wanted.
  std::optional<std::vector<NeededValue>> record(const Reached& own, const std::vector<std::size_t>& group) {
    if (own.answer != Answer::yes) return std::nullopt;
    std::vector<NeededValue> values = own.values;
    for (const auto& other : items_.groups) {
      if (other == group) continue;
      const Reached found = ask(other);
      values.insert(values.end(), found.values.begin(), found.values.end());
    }
    return values;
  }

  void never_approves(const std::vector<std::size_t>& group) {
    const std::vector<std::size_t> against = fewest(group, SIZE_MAX, Otherwise::none);
    const auto criterion = std::find_if(against.rbegin(), against.rend(), [&](std::size_t i) { return is_criterion(i); });
    if (criterion == against.rend()) {
      diagnostics_.report(Code::W0711, written_.span, rule_.name, named(against) + (against.size() == 1 ? " never holds" : " never hold together"));
      return;
    }
    auto& made = diagnostics_.report(Code::W0711, written(*criterion).span, rule_.name,
                                     against.size() == 1 ? fmt::format("nothing satisfies {}", named(against, true))
                                                         : fmt::format("nothing satisfies {} at once", named(against, true)));
    for (const std::size_t i : against)
      if (i != *criterion && is_criterion(i)) made.mark(written(i).span, "against this");
    const std::vector<std::size_t> rest = without(group, *criterion);
    const Reached all_but = rest.empty() ? Reached{Answer::yes, {}} : ask(rest);
    if (const auto values = record(all_but, group))
      made.example = witnesses_.text(id_, *values, fmt::format("as much as can be satisfied of {}", rule_.name));
  }

  void implied(std::vector<std::size_t> group) {
    const std::vector<std::size_t> whole = group;
    for (std::size_t at = group.size(); at-- > 0;) {
      const std::size_t one = group[at];
      if (!is_criterion(one) || space_.asked() >= kQuestionsMax || group.size() < 2) continue;
      if (ask(group, one, Otherwise::turned).answer != Answer::no) continue;
      const std::vector<std::size_t> because = without(fewest(group, one, Otherwise::turned), one);
      auto& made = diagnostics_.report(
          Code::W0712, written(one).span, written(one).label, rule_.name,
          because.empty() ? (is_exclusion(one) ? std::string("it is never present") : std::string("it is always met"))
                          : because.size() == 1 && !is_criterion(because[0])
                              ? fmt::format("it is {} wherever the rule applies", is_exclusion(one) ? "absent" : "met")
                          : fmt::format("it is {} wherever {} {} the request through", is_exclusion(one) ? "absent" : "met", named(because),
                                        because.size() == 1 ? "lets" : "let"));
      for (const std::size_t i : because)
        if (is_criterion(i)) made.mark(written(i).span, "this says as much");
      if (!because.empty()) {
        std::vector<std::size_t> rest = without(whole, because.back());
        if (const auto values = record(ask(rest, one, Otherwise::turned), whole))
          made.example = witnesses_.text(id_, *values, fmt::format("{} fails, and so does {}", written(one).label, bare(label(because.back()))));
      }
      group = without(group, one);
    }
  }

  static std::string bare(std::string label) {
    label.erase(std::remove(label.begin(), label.end(), '`'), label.end());
    return label;
  }

  const Program& program_;
  const check::Rule& written_;
  const Rule& rule_;
  const RuleId id_;
  RuleSpace& space_;
  const WitnessMaker& witnesses_;
  diagnostics::Diagnostics& diagnostics_;
  RuleItems items_;
};

}  // namespace

void rules_that_never_approve(const check::Library& library, const Program& program, diagnostics::Diagnostics& diagnostics) {
  RuleSpace space(program);
  const WitnessMaker witnesses(program);
  std::uint32_t at = 0;
  for (const auto& edition : library.editions)
    for (const auto& rule : edition.rules) RuleFindings(program, rule, RuleId{at++}, space, witnesses, diagnostics).run();
}

namespace {

bool goes_first(const Program& program, RuleId one, RuleId other) {
  const auto& overridden = program.rule(one).overrides;
  return std::find(overridden.begin(), overridden.end(), other) != overridden.end();
}

// Whether this service can come to a conflict at all, by the deciding room's own search with nothing documented: it may be too many.
bool may_conflict(const Program& program, PolicyId policy, ServiceId service) {
  Request request;
  request.service = service;
  request.facts = undocumented_facts(program);
  request.facts.values = request.facts.recorded;
  return decide(program, policy, "", request, interpreter(program)).conflict;
}

}  // namespace

void rules_in_conflict(const check::Library& library, const Program& program, diagnostics::Diagnostics& diagnostics) {
  RuleSpace space(program);
  const WitnessMaker witnesses(program);
  std::vector<bool> asked(program.services.size(), false);
  std::vector<std::vector<PolicyId>> under(program.services.size());
  std::uint32_t begins = 0;
  for (const auto& edition : library.editions) {
    for (std::uint32_t i = 0; i < edition.rules.size(); ++i)
      for (std::uint32_t j = i + 1; j < edition.rules.size(); ++j) {
        const check::Rule &first = edition.rules[i], &second = edition.rules[j];
        const RuleId one{begins + i}, other{begins + j};
        if (first.service != second.service || goes_first(program, one, other) || goes_first(program, other, one)) continue;
        if (!asked[first.service.index]) {
          asked[first.service.index] = true;
          for (std::uint32_t policy = 0; policy < program.policies.size(); ++policy)
            if (may_conflict(program, PolicyId{policy}, first.service)) under[first.service.index].push_back(PolicyId{policy});
        }
        for (const PolicyId policy : under[first.service.index]) {
          const Reached found = space.asked() < kQuestionsMax ? space.conflict(policy, {one, other}) : Reached{};
          if (found.answer != Answer::yes) continue;  // what is out of reach is not said
          auto example = witnesses.conflict(policy, {one, other}, found.values);
          if (!example) continue;  // a third rule goes first, say
          diagnostics.report(Code::W0707, second.span, library.services[first.service.index].name)
              .mark(first.span, "the other rule")
              .hint("say which goes first with `overrides LABEL`, or tell them apart with `applies when`")
              .example = std::move(*example);
          break;
        }
      }
    begins += static_cast<std::uint32_t>(edition.rules.size());
  }
}

}  // namespace precept::analyze
