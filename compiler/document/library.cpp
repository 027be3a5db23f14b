// The blank case, the examples decided, the coverage counted.
#include "compiler/document/library.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "compiler/analyze/expectations.hpp"
#include "runtime/interpret/interpret.hpp"
#include "runtime/report/words.hpp"

namespace precept::site {

namespace {

Request blank_request(const Program& program) {
  Request request;
  request.facts = undocumented_facts(program);
  return request;
}

Determination blank_determination(const Program& program, const Request& request) {
  Determination determination;
  determination.trace = interpret(program, request.facts);
  return determination;
}

}  // namespace

Library::Library(const Input& input)
    : input_(input),
      names_(input),
      places_(analyze::places_of(input.checked, input.program)),
      decider_(input.program),
      blank_request_(blank_request(input.program)),
      blank_determination_(blank_determination(input.program, blank_request_)),
      blank_view_(input.program, blank_request_, blank_determination_, DateStyle::iso) {
  see_examples();
  see_facts();
}

void Library::see_facts() {
  for (std::uint32_t i = 0; i < program().rules.size(); ++i) {
    const Rule& rule = program().rules[i];
    std::vector<FactId>& all = facts_of_rule_.emplace_back();
    const auto add = [&](const std::vector<FactId>& more) {
      for (const FactId fact : more)
        if (std::find(all.begin(), all.end(), fact) == all.end()) all.push_back(fact);
    };
    if (rule.applies) add(blank_view_.facts_of(*rule.applies));
    for (const auto* list : {&rule.requirements, &rule.exclusions, &rule.considers})
      for (const CriterionId id : *list) add(program().criterion(id).mentions_facts);
    for (const auto* lines : {&rule.allows, &rule.never_more})
      for (const GrantLine& line : *lines)
        for (const auto& node : {line.quantity, line.within, line.when})
          if (node) add(blank_view_.facts_of(*node));
    for (const FactId fact : all) rules_on_[{program().fact(fact).owner, program().fact(fact).name}].push_back(RuleId{i});
  }
}

std::vector<RuleId> Library::rules_on(const std::string& owner, const std::string& fact) const {
  const auto found = rules_on_.find({owner, fact});
  return found == rules_on_.end() ? std::vector<RuleId>{} : found->second;
}

void Library::see_examples() {
  analyze::Covering covering(program(), places_);
  std::map<std::uint32_t, int> numbers;  // of examples of each service, from 1
  for (const lower::ExampleCase& example : input_.examples) {
    covering.add(example);
    const Determination determination = decide(example);
    ExampleSeen seen{&example,
                     determination.outcome,
                     determination.error.has_value(),
                     analyze::mismatches(program(), example, determination).empty(),
                     determination.because,
                     {},
                     fmt::format("example-{}", ++numbers[example.request.service.index])};
    for (const RuleResult& rule : determination.rules)
      if (rule.consulted) seen.consulted.push_back(rule.rule);
    std::sort(seen.consulted.begin(), seen.consulted.end());
    examples_.push_back(std::move(seen));
  }
  coverage_ = covering.result();
}

Determination Library::decide(const lower::ExampleCase& example) const {
  return analyze::replay(program(), decider_, example);
}

std::string Library::service_words(ServiceId id) const {
  const Service& service = program().service(id);
  return clean(service.words.empty() ? service.name : service.words);
}

std::string Library::rule_title(RuleId id) const {
  const Rule& rule = program().rule(id);
  std::string title = sentence(service_words(rule.service));
  if (title.ends_with('.')) title.pop_back();
  return rule.label.empty() ? title : title + ": " + spaced(rule.label);
}

std::string Library::policy_words(const Policy& policy) const {
  if (policy.name.empty()) return "the policy that is built in";
  return clean(policy.words.empty() ? policy.name : policy.words);
}

void Library::add_share(Share& share, CriterionId id) const {
  share.shown += coverage_.criteria[id.index].shown();
  share.wanted += coverage_.criteria[id.index].wanted();
  for (const CriterionId branch : program().criterion(id).branches) add_share(share, branch);
}

Library::Share Library::share(RuleId id) const {
  Share share;
  const Rule& rule = program().rule(id);
  for (const auto* list : {&rule.requirements, &rule.exclusions, &rule.considers})
    for (const CriterionId criterion : *list) add_share(share, criterion);
  const analyze::RuleSeen& seen = coverage_.rules[id.index];
  share.wanted += 1;  // that it is reached at all
  share.shown += seen.reached > 0 ? 1 : 0;
  for (const auto* lines : {&seen.allows, &seen.never_more})
    for (const analyze::LineSeen& line : *lines) {
      share.shown += line.seen.shown();
      share.wanted += line.seen.wanted();
    }
  return share;
}

}  // namespace precept::site
