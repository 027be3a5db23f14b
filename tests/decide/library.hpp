// A small library built by hand: facts, expressions, rules, guidelines, one policy; and requests against it, decided with
// the reference interpreter. Every program decided on here has passed the verifier.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "runtime/decide/decide.hpp"
#include "runtime/interpret/interpret.hpp"
#include "runtime/program/verify.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::testing {

inline std::int64_t day(const char* date) { return parse_date(date).value(); }
inline std::int64_t sessions(std::int64_t n) { return n * kOne; }

// "a7"
inline std::string numbered(const char* name, int number) {
  std::string text(name);
  text += std::to_string(number);
  return text;
}

class Library {
 public:
  Library() {
    program.units = {{"session", "sessions"}};
    service = add_service("conditioning");
    program.policies.emplace_back();
    program.policies[0].name = "review";
    for (int i = 0; i < kOutcomes; ++i) program.policies[0].says[i] = "said";
  }

  // ---- facts -----------------------------------------------------------------------------------------------------
  FactId fact(const std::string& name, Type type, Value whole) {
    Fact added;
    added.name = name;
    added.words = name;
    added.type = type;
    added.whole = whole;
    added.owner = "vocabulary";
    program.facts.push_back(added);
    return FactId{static_cast<std::uint32_t>(program.facts.size() - 1)};
  }
  FactId yes_no(const std::string& name) { return fact(name, {}, truth_value(Truth::undocumented)); }
  FactId count(const std::string& name, std::int64_t lo, std::int64_t hi) {
    return fact(name, count_type(), {sessions(lo), sessions(hi)});
  }
  FactId count(const std::string& name) { return fact(name, count_type(), {0, kNoHigh}); }
  FactId date(const std::string& name) { return fact(name, date_type(), {kFirstDay, kLastDay}); }
  FactId date(const std::string& name, std::int64_t lo, std::int64_t hi) { return fact(name, date_type(), {lo, hi}); }
  FactId choice(const std::string& name, std::initializer_list<const char*> members) {
    Enumeration of{name + "_kind", false, {}};
    for (const char* member : members) of.members.push_back({member, member});
    program.enumerations.push_back(of);
    const auto all = static_cast<std::int64_t>((std::uint64_t{1} << members.size()) - 1);
    Type type{TypeKind::choice, EnumId{static_cast<std::uint32_t>(program.enumerations.size() - 1)}, {}, false};
    return fact(name, type, {all, 0});
  }

  // ---- expressions -----------------------------------------------------------------------------------------------
  static Type count_type() { return {TypeKind::count, {}, UnitId{0}, false}; }
  static Type date_type() { return {TypeKind::date, {}, {}, false}; }

  NodeId node(Node wanted) {
    for (std::uint32_t i = 0; i < program.nodes.size(); ++i)
      if (program.nodes[i] == wanted) return NodeId{i};
    program.nodes.push_back(std::move(wanted));
    return NodeId{static_cast<std::uint32_t>(program.nodes.size() - 1)};
  }
  NodeId node(Op op, std::vector<NodeId> operands, Type type = {}, std::int64_t quantity = 0) {
    Node made;
    made.op = op;
    made.operands = std::move(operands);
    made.type = type;
    made.quantity = quantity;
    return node(std::move(made));
  }
  NodeId of(FactId fact) {
    Node made;
    made.op = Op::fact;
    made.fact = fact;
    made.type = program.fact(fact).type;
    return node(std::move(made));
  }
  NodeId recorded(FactId fact) {
    Node made;
    made.op = Op::recorded;
    made.fact = fact;
    made.type = program.fact(fact).type;
    return node(std::move(made));
  }
  NodeId constant(Type type, Value value) {
    Node made;
    made.op = Op::constant;
    made.type = type;
    made.constant = value;
    return node(std::move(made));
  }
  NodeId number(std::int64_t n) { return constant(count_type(), {sessions(n), sessions(n)}); }
  NodeId months(std::int64_t n) { return constant({TypeKind::months, {}, {}, false}, {n, n}); }
  NodeId days(std::int64_t n) { return constant({TypeKind::days, {}, {}, false}, {n, n}); }
  NodeId no(NodeId a) { return node(Op::negation, {a}); }
  NodeId all(std::vector<NodeId> of_these) { return node(Op::conjunction, std::move(of_these)); }
  NodeId any(std::vector<NodeId> of_these) { return node(Op::disjunction, std::move(of_these)); }
  NodeId at_least(std::int64_t n, std::vector<NodeId> of_these) { return node(Op::at_least, std::move(of_these), {}, n); }
  NodeId is(FactId choice, int member) {
    const NodeId right = constant(program.fact(choice).type, {std::int64_t{1} << member, 0});
    return node(Op::choice_equal, {of(choice), right});
  }
  NodeId is_in(FactId choice, std::initializer_list<int> members) {
    Node made;
    made.op = Op::choice_in;
    made.operands = {of(choice)};
    for (const int member : members) made.members |= std::uint64_t{1} << member;
    return node(std::move(made));
  }
  NodeId less(NodeId a, NodeId b) { return node(Op::less, {a, b}); }
  NodeId at_most(NodeId a, NodeId b) { return node(Op::less_equal, {a, b}); }
  NodeId between(NodeId a, NodeId b, NodeId c) { return node(Op::between, {a, b, c}); }
  NodeId months_after(FactId from, std::int64_t n) { return node(Op::limit_months, {of(from), months(n)}, date_type()); }
  NodeId days_after(FactId from, std::int64_t n) { return node(Op::limit_days, {of(from), days(n)}, date_type()); }
  NodeId within_months(FactId from, FactId to, std::int64_t n) { return at_most(of(to), months_after(from, n)); }
  NodeId within_days(FactId from, FactId to, std::int64_t n) { return at_most(of(to), days_after(from, n)); }

  // ---- guidelines ------------------------------------------------------------------------------------------------
  ServiceId add_service(const std::string& name) {
    Service added;
    added.name = name;
    added.words = name;
    added.unit = UnitId{0};
    program.services.push_back(added);
    return ServiceId{static_cast<std::uint32_t>(program.services.size() - 1)};
  }
  // In order of name, then of first day.
  EditionId edition(const std::string& guideline, const char* from = nullptr, const char* until = nullptr) {
    Edition added;
    added.guideline = guideline;
    added.words = guideline;
    if (from != nullptr) {
      added.name = from;
      added.from = day(from);
    }
    if (until != nullptr) added.until = day(until);
    program.editions.push_back(added);
    return EditionId{static_cast<std::uint32_t>(program.editions.size() - 1)};
  }
  RuleId rule(EditionId edition, const std::string& name) {
    Rule added;
    added.name = name;
    added.service = service;
    added.edition = edition;
    program.rules.push_back(added);
    const RuleId id{static_cast<std::uint32_t>(program.rules.size() - 1)};
    std::vector<RuleId>& rules = program.editions[edition.index].rules;
    rules.push_back(id);
    std::sort(rules.begin(), rules.end(), [&](RuleId a, RuleId b) { return at(a).name < at(b).name; });
    return id;
  }
  Rule& at(RuleId id) { return program.rules[id.index]; }
  Criterion& at(CriterionId id) { return program.criteria[id.index]; }

  CriterionId requires_(RuleId rule, const std::string& label, NodeId condition) {
    const CriterionId id = criterion(rule, label, Section::requires_, condition);
    at(rule).requirements.push_back(id);
    return id;
  }
  CriterionId excluded(RuleId rule, const std::string& label, NodeId condition) {
    const CriterionId id = criterion(rule, label, Section::excluded, condition);
    at(rule).exclusions.push_back(id);
    return id;
  }
  CriterionId considers(RuleId rule, const std::string& label, NodeId condition) {
    const CriterionId id = criterion(rule, label, Section::considers, condition);
    at(rule).considers.push_back(id);
    return id;
  }
  CriterionId branch(CriterionId of_group, const std::string& label, NodeId condition) {
    const CriterionId id = criterion(at(of_group).rule, label, Section::branch, condition);
    at(of_group).branches.push_back(id);
    return id;
  }
  void unless(CriterionId id, NodeId exempting) {
    const NodeId condition = at(id).condition;
    const bool exclusion = at(id).section == Section::excluded;
    const NodeId effective = exclusion ? all({condition, no(exempting)}) : any({condition, exempting});
    at(id).unless = exempting;
    at(id).effective = effective;
  }

  GrantLine line(std::optional<NodeId> quantity) {
    GrantLine made;
    made.quantity = quantity;
    return made;
  }
  void allows(RuleId id, std::int64_t n) { at(id).allows.push_back(line(number(n))); }
  void allows(RuleId id, const GrantLine& granted) { at(id).allows.push_back(granted); }
  void never_more(RuleId id, const GrantLine& granted) { at(id).never_more.push_back(granted); }

  // ---- the policy ------------------------------------------------------------------------------------------------
  Policy& policy() { return program.policies[0]; }
  // A step that consults these guidelines, several `by evidence`.
  void consults(std::initializer_list<const char*> guidelines) {
    ConsultStep step;
    for (const char* guideline : guidelines) {
      Consulted consulted;
      consulted.guideline = guideline;
      for (std::uint32_t i = 0; i < program.editions.size(); ++i)
        if (program.editions[i].guideline == guideline) consulted.editions.push_back(EditionId{i});
      step.alternatives.push_back(consulted);
    }
    policy().steps.push_back(step);
  }
  void as_of(FactId date) {
    policy().as_of = of(date);
    policy().as_of_fact = date;
  }

  Program program;
  ServiceId service{};

 private:
  CriterionId criterion(RuleId rule, const std::string& label, Section section, NodeId condition) {
    Criterion added;
    added.label = label;
    added.section = section;
    added.condition = condition;
    added.effective = condition;
    added.rule = rule;
    program.criteria.push_back(added);
    return CriterionId{static_cast<std::uint32_t>(program.criteria.size() - 1)};
  }
};

// One request against a library, nothing documented to begin with.
class Asked {
 public:
  explicit Asked(const Library& library) : library_(library) {
    request.service = library.service;
    request.facts = undocumented_facts(library.program);
  }
  Asked& with(FactId fact, bool value) { return set(fact, truth_value(value ? Truth::yes : Truth::no)); }
  Asked& number(FactId fact, std::int64_t lo, std::int64_t hi) { return set(fact, {sessions(lo), sessions(hi)}); }
  Asked& on(FactId fact, const char* first, const char* last) { return set(fact, {day(first), day(last)}); }
  Asked& on(FactId fact, const char* date) { return on(fact, date, date); }
  Asked& member(FactId fact, int which) { return set(fact, {std::int64_t{1} << which, 0}); }
  Asked& set(FactId fact, Value value) {
    document(request.facts, library_.program, fact, value);
    return *this;
  }
  Asked& requests(std::int64_t n) { return requests(n, n); }
  Asked& requests(std::int64_t lo, std::int64_t hi) {
    request.quantity = Value{sessions(lo), sessions(hi)};
    return *this;
  }
  Asked& used(std::int64_t lo, std::int64_t hi) {
    request.used = Value{sessions(lo), sessions(hi)};
    return *this;
  }
  Asked& over_days(std::int64_t n) {
    request.over = RequestDuration{DurationKind::days, {n, n}};
    return *this;
  }
  Asked& over_months(std::int64_t n) {
    request.over = RequestDuration{DurationKind::months, {n, n}};
    return *this;
  }

  Determination decided() const {
    EXPECT_EQ(verify(library_.program), std::nullopt);
    return decide(library_.program, PolicyId{0}, "case", request,
                  [&](const CaseFacts& facts, Trace& trace) { interpret_into(library_.program, facts, trace); });
  }

  Request request;

 private:
  const Library& library_;
};

// ---- determinations as short text ----------------------------------------------------------------------------------
inline std::string word(Outcome outcome) {
  switch (outcome) {
    case Outcome::approve:
      return "approve";
    case Outcome::modify:
      return "modify";
    case Outcome::deny:
      return "deny";
    case Outcome::pend:
      return "pend";
  }
  return "";
}
inline std::string joined(const std::vector<std::string>& words, const char* between = " ") {
  std::string all;
  for (const std::string& each : words) all += (all.empty() ? "" : between) + each;
  return all;
}
inline std::string possible(const Determination& d) {
  std::vector<std::string> words;
  for (const Outcome outcome : d.possible) words.push_back(word(outcome));
  return joined(words);
}
// "deny because recent": the outcome and why.
inline std::string outcome(const Determination& d) {
  return word(d.outcome) + (d.because.empty() ? "" : " because " + joined(d.because));
}
inline std::string to_change(const Determination& d) {
  std::vector<std::string> sets;
  for (const auto& set : d.to_change) sets.push_back(joined(set));
  return joined(sets, " | ");
}
inline std::string decided_by(const Library& library, const Determination& d) {
  return d.decided_by ? library.program.rule(*d.decided_by).name : "nobody";
}
inline std::string passed(const Determination& d) {
  static const char* const words[] = {"no_rule", "none_applies", "not_in_effect", "rebutted", "lower_evidence"};
  std::vector<std::string> all;
  for (const PassedOver& each : d.passed_over)
    all.push_back(each.guideline + ":" + words[static_cast<std::size_t>(each.reason)]);
  return joined(all);
}
inline std::string word(Status status) {
  static const char* const words[] = {"met", "unmet", "present", "absent", "undocumented", "exempt"};
  return words[static_cast<std::size_t>(status)];
}
// "unmet as unmet by policy"
inline std::string status(const CriterionResult& result) {
  static const char* const by[] = {"", " by criterion", " by policy"};
  return word(result.status) + " as " + word(result.taken_as) + by[static_cast<std::size_t>(result.taken_by)];
}

}  // namespace precept::testing
