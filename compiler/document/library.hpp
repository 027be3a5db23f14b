// What every page of the site is made from: names and their links, words for conditions, what the examples show.
// In: one compilation. Out: read-only answers, worked out once. Never here: HTML of a page (the *_page.cpp).
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "compiler/analyze/coverage.hpp"
#include "compiler/document/names.hpp"
#include "runtime/report/view.hpp"

namespace precept::site {

struct ExampleSeen {
  const lower::ExampleCase* example = nullptr;
  Outcome outcome = Outcome::pend;
  bool error = false;  // the request has no determination
  bool holds = false;  // it is as expected
  std::vector<std::string> because;
  std::vector<RuleId> consulted;  // ascending
  std::string place;              // anchor on the page of its service
};

class Library {
 public:
  explicit Library(const Input& input);
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  const Program& program() const { return input_.program; }
  const Input& input() const { return input_; }
  const Names& names() const { return names_; }
  const analyze::Coverage& coverage() const { return coverage_; }
  const std::vector<ExampleSeen>& examples() const { return examples_; }
  Determination decide(const lower::ExampleCase& example) const;

  // Nothing is documented in it: for words of conditions and lines that hold of any case.
  const DeterminationView& blank() const { return blank_view_; }

  // Where the rule is written.
  const check::Rule& written(RuleId rule) const { return *places_.rules[rule.index]; }

  // What a rule rests on: facts of its criteria, of when it applies and of how much it allows, each once, in order of
  // mention.
  const std::vector<FactId>& facts_of(RuleId rule) const { return facts_of_rule_[rule.index]; }
  // The rules that rest on a fact, ascending. The fact by who declares it ("mtus_chronic_pain 2009-07-18") and its name.
  std::vector<RuleId> rules_on(const std::string& owner, const std::string& fact) const;

  std::string service_words(ServiceId service) const;
  std::string rule_title(RuleId rule) const;  // "Work conditioning or work hardening: continuation"
  std::string policy_words(const Policy& policy) const;
  // "covered 12 of 12" of one rule's criteria and lines.
  struct Share {
    std::size_t shown = 0, wanted = 0;
    std::size_t percent() const { return wanted == 0 ? 100 : shown * 100 / wanted; }
  };
  Share share(RuleId rule) const;

 private:
  void see_examples();
  void see_facts();
  void add_share(Share& share, CriterionId criterion) const;

  Input input_;
  Names names_;
  analyze::Places places_;
  Decider decider_;
  Request blank_request_;
  Determination blank_determination_;
  DeterminationView blank_view_;
  std::vector<ExampleSeen> examples_;
  analyze::Coverage coverage_;
  std::vector<std::vector<FactId>> facts_of_rule_;
  std::map<std::pair<std::string, std::string>, std::vector<RuleId>> rules_on_;  // by owner and name
};

}  // namespace precept::site
