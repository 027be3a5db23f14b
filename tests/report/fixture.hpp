// A small library as a Program, made by hand from the vocabulary of tests/facts, and cases decided by it with the reference
// interpreter. Resembles the language reference's example and adds groups, several rules, several guidelines.
#pragma once

#include <utility>

#include "runtime/decide/decide.hpp"
#include "runtime/interpret/interpret.hpp"
#include "tests/facts/fixture.hpp"

namespace precept::test {

inline TextTemplate plain(std::string text) { return {{std::move(text)}, {}}; }

class Library {
 public:
  Vocabulary v = vocabulary();
  Program& program = v.program;

  // ---- nodes ----
  NodeId node(Node made) {
    for (std::uint32_t i = 0; i < program.nodes.size(); ++i)
      if (program.nodes[i] == made) return {i};
    program.nodes.push_back(std::move(made));
    return {static_cast<std::uint32_t>(program.nodes.size() - 1)};
  }
  NodeId fact(std::string_view name) {
    Node made;
    made.op = Op::fact;
    made.fact = v.id(name);
    made.type = program.fact(made.fact).type;
    return node(made);
  }
  NodeId constant(Type type, std::int64_t value) {
    Node made;
    made.op = Op::constant;
    made.type = type;
    made.constant = {value, is_ordered(type.kind) ? value : 0};
    return node(made);
  }
  NodeId op(Op op, std::vector<NodeId> operands, TypeKind kind = TypeKind::truth, std::int64_t quantity = 0) {
    Node made;
    made.op = op;
    made.operands = std::move(operands);
    made.type.kind = kind;
    made.quantity = quantity;
    return node(made);
  }
  NodeId within_months(std::string_view from, std::int64_t months, std::string_view until) {
    const NodeId start = fact(from), end = fact(until), length = constant(type_of(TypeKind::months), months);
    return op(Op::less_equal, {end, op(Op::limit_months, {start, length}, TypeKind::date)});
  }
  NodeId member_of(std::string_view name, std::uint64_t members) {
    Node made;
    made.op = Op::choice_in;
    made.operands = {fact(name)};
    made.members = members;
    return node(made);
  }

  // ---- rules ----
  EditionId edition(std::string guideline, std::string words, std::string source, std::string_view from = "",
                    std::string_view until = "") {
    Edition made;
    made.guideline = std::move(guideline);
    made.words = std::move(words);
    made.source = std::move(source);
    if (!from.empty()) made.from = day(from);
    if (!until.empty()) made.until = day(until);
    made.name = from;
    program.editions.push_back(std::move(made));
    return {static_cast<std::uint32_t>(program.editions.size() - 1)};
  }
  RuleId rule(EditionId in, std::string name, std::string label, ServiceId service, std::string pages) {
    Rule made;
    made.name = std::move(name);
    made.label = std::move(label);
    made.service = service;
    made.edition = in;
    made.pages = std::move(pages);
    program.rules.push_back(std::move(made));
    const RuleId id{static_cast<std::uint32_t>(program.rules.size() - 1)};
    program.editions[in.index].rules.push_back(id);
    return id;
  }
  CriterionId criterion(RuleId rule, Section section, std::string label, NodeId condition, std::string expression,
                        std::vector<std::string_view> facts) {
    Criterion made;
    made.label = std::move(label);
    made.section = section;
    made.condition = made.effective = condition;
    made.expression = std::move(expression);
    for (const auto name : facts) made.mentions_facts.push_back(v.id(name));
    made.rule = rule;
    program.criteria.push_back(std::move(made));
    const CriterionId id{static_cast<std::uint32_t>(program.criteria.size() - 1)};
    Rule& owner = program.rules[rule.index];
    if (section == Section::requires_) owner.requirements.push_back(id);
    if (section == Section::excluded) owner.exclusions.push_back(id);
    if (section == Section::considers) owner.considers.push_back(id);
    return id;
  }
  Criterion& at(CriterionId id) { return program.criteria[id.index]; }
  void unless(CriterionId id, NodeId condition, std::string expression) {
    Criterion& made = at(id);
    made.unless = condition;
    made.unless_expression = std::move(expression);
    made.effective = made.section == Section::excluded ? op(Op::conjunction, {made.condition, op(Op::negation, {condition})})
                                                       : op(Op::disjunction, {made.condition, condition});
  }
  void allows(RuleId rule, std::int64_t sessions, std::int64_t weeks, bool less_used, std::string cites = "") {
    GrantLine line;
    line.quantity = constant(type_of(TypeKind::count, {}, v.session), sessions * kOne);
    line.within = constant(type_of(TypeKind::days), weeks * 7);
    line.less_used = less_used;
    if (!cites.empty()) line.cites = {std::move(cites)};
    line.expression =
        std::to_string(sessions) + " sessions within " + std::to_string(weeks) + "w" + (less_used ? " less used" : "");
    program.rules[rule.index].allows.push_back(std::move(line));
  }
  void consult(std::string guideline, std::optional<NodeId> unless_holds = {}, std::string expression = "") {
    Consulted made;
    made.guideline = std::move(guideline);
    made.unless = unless_holds;
    made.unless_expression = std::move(expression);
    for (std::uint32_t i = 0; i < program.editions.size(); ++i)
      if (program.editions[i].guideline == made.guideline) made.editions.push_back({i});
    program.policies.back().steps.push_back({{std::move(made)}});
  }
};

inline Library library() {
  Library lib;
  lib.v.fact("chronic").assumed = truth_value(Truth::yes);
  Program& program = lib.program;
  const NodeId recent = lib.within_months("injury_date", 24, "decision_date");
  const Place age{Place::Kind::span, lib.fact("injury_date"), lib.fact("decision_date"), {}, "injury_age"};
  program.definitions.push_back({"injury_age",
                                 "time since the injury",
                                 "workers_comp",
                                 "time from injury_date to decision_date",
                                 age,
                                 {},
                                 {lib.v.id("injury_date"), lib.v.id("decision_date")}});

  const EditionId mtus =
      lib.edition("mtus_chronic_pain", "MTUS Chronic Pain Medical Treatment Guidelines",
                  "Title 8, California Code of Regulations, section 9792.24.2", "2009-07-18", "2016-07-28");
  const RuleId conditioning = lib.rule(mtus, "work_conditioning", "", ServiceId{0}, "125-126");
  const NodeId medium = lib.constant(type_of(TypeKind::scale, lib.v.demand), 2);
  const CriterionId demands =
      lib.criterion(conditioning, Section::requires_, "demands", lib.op(Op::less_equal, {medium, lib.fact("demand_level")}),
                    "demand_level >= medium", {"demand_level"});
  lib.at(demands).text =
      plain("functional limitations preclude current job demands, which are in the medium or higher demand level");
  const CriterionId trial = lib.criterion(conditioning, Section::requires_, "trial", lib.fact("therapy_trial"),
                                          "therapy_trial", {"therapy_trial"});
  lib.at(trial).closing = Closing::fails;
  lib.at(trial).undocumented = plain("the records do not show a trial of therapy with improvement and then plateau");
  lib.criterion(conditioning, Section::requires_, "goal", lib.fact("return_goal"), "return_goal", {"return_goal"});
  const CriterionId recently = lib.criterion(conditioning, Section::requires_, "recent", recent, "injury_age <= 2y",
                                             {"injury_date", "decision_date"});
  lib.at(recently).text = plain("the worker must be no more than 2 years past date of injury");
  lib.at(recently).unmet = {
      {"the injury is from ", ", ",
       " before the decision; workers that have not returned to work by two years post injury may not benefit"},
      {{Place::Kind::value, lib.fact("injury_date"), {}, {}, "injury_date"}, age}};
  lib.at(recently).pages = "126";
  lib.at(recently).mentions_definitions = {0};
  lib.criterion(conditioning, Section::excluded, "repeat", lib.fact("prior_program"), "prior_program", {"prior_program"});
  const CriterionId surgical = lib.criterion(conditioning, Section::excluded, "surgical", lib.fact("surgery_warranted"),
                                             "surgery_warranted", {"surgery_warranted", "surgery_avoidable"});
  lib.unless(surgical, lib.fact("surgery_avoidable"), "surgery_avoidable");
  lib.criterion(conditioning, Section::considers, "fce", lib.fact("fce_valid"), "fce_valid", {"fce_valid"});
  const CriterionId working = lib.criterion(conditioning, Section::considers, "working", lib.member_of("status", 6),
                                            "status in {modified_duty, full_duty}", {"status"});
  lib.at(working).met = {{"the worker has returned to work, with ", ""},
                         {{Place::Kind::value, lib.fact("status"), {}, {}, "status"}}};
  lib.allows(conditioning, 10, 8, true, "ODG Physical Medicine Guidelines, Work Conditioning");

  // A second guideline, for imaging: a group, an age, a dose; two rules of which either may apply.
  const EditionId acoem =
      lib.edition("acoem", "ACOEM Low Back Disorders", "American College of Occupational and Environmental Medicine");
  const RuleId first = lib.rule(acoem, "lumbar_mri.first", "first", ServiceId{1}, "40");
  program.rules[first.index].applies = lib.op(Op::negation, {lib.fact("prior_program")});
  program.rules[first.index].applies_expression = "not prior_program";
  const NodeId adult = lib.op(Op::less_equal, {lib.constant(type_of(TypeKind::count), 18 * kOne), lib.fact("age")});
  const NodeId relief =
      lib.op(Op::less, {lib.fact("relief"), lib.constant(type_of(TypeKind::number, {}, lib.v.percent), 50 * kOne)});
  const NodeId signs = lib.op(Op::at_least, {adult, relief, lib.fact("therapy_trial")}, TypeKind::truth, 2);
  const CriterionId group =
      lib.criterion(first, Section::requires_, "signs", signs, "at least 2 of age >= 18, relief < 50%, therapy_trial end",
                    {"age", "relief", "therapy_trial"});
  std::vector<CriterionId> branches;
  branches.push_back(lib.criterion(first, Section::branch, "adult", adult, "age >= 18", {"age"}));
  branches.push_back(lib.criterion(first, Section::branch, "relief", relief, "relief < 50%", {"relief"}));
  branches.push_back(
      lib.criterion(first, Section::branch, "trial", lib.fact("therapy_trial"), "therapy_trial", {"therapy_trial"}));
  lib.at(group).branches = branches;
  lib.at(group).group = Criterion::Group::at_least;
  lib.at(group).group_quantity = 2;
  const CriterionId reason =
      lib.criterion(first, Section::requires_, "goal", lib.fact("return_goal"), "return_goal", {"return_goal"});
  lib.at(reason).met = {{"the report gives this reason: ", ""}, {{Place::Kind::text, {}, {}, lib.v.id("reason"), "reason"}}};
  const RuleId repeat = lib.rule(acoem, "lumbar_mri.repeat", "repeat", ServiceId{1}, "41-42");
  program.rules[repeat.index].applies = lib.fact("prior_program");
  program.rules[repeat.index].applies_expression = "prior_program";
  const NodeId dose =
      lib.op(Op::less_equal, {lib.fact("dose"), lib.constant(type_of(TypeKind::number, {}, lib.v.mg), 120 * kOne)});
  lib.criterion(repeat, Section::requires_, "dose", dose, "dose <= 120 mg", {"dose"});

  // Not recommended; two rules that come to unlike ends; one that can fail.
  const RuleId gym = lib.rule(acoem, "gym_membership", "", ServiceId{2}, "49");
  program.rules[gym.index].not_recommended = true;
  program.rules[gym.index].note = plain("a home program is as good");
  const RuleId diagnostic = lib.rule(acoem, "injection.diagnostic", "diagnostic", ServiceId{3}, "46");
  const CriterionId agreed = lib.criterion(diagnostic, Section::requires_, "goal", lib.fact("return_goal"), "return_goal",
                                           {"return_goal", "chronic"});
  lib.unless(agreed, lib.fact("chronic"), "chronic");
  const RuleId therapeutic = lib.rule(acoem, "injection.therapeutic", "therapeutic", ServiceId{3}, "47");
  lib.criterion(therapeutic, Section::requires_, "goal", lib.fact("fce_valid"), "fce_valid", {"fce_valid"});
  const RuleId opioid = lib.rule(acoem, "opioid", "", ServiceId{4}, "86");
  const NodeId ratio = lib.op(Op::divide, {lib.fact("dose"), lib.fact("change")}, TypeKind::number);
  lib.criterion(opioid, Section::requires_, "ratio",
                lib.op(Op::less, {ratio, lib.constant(type_of(TypeKind::number), kOne)}), "dose / change < 1",
                {"dose", "change"});

  Policy imr;
  imr.name = "california_imr";
  imr.words = "California Independent Medical Review";
  imr.as_of = lib.fact("decision_date");
  imr.as_of_fact = lib.v.id("decision_date");
  imr.requirement = Closing::fails;
  imr.exclusion = Closing::fails;
  imr.when_silent = Outcome::deny;
  imr.needs_review[static_cast<int>(Outcome::deny)] = true;
  imr.says[0] = "Overturned";
  imr.says[1] = "Overturned in part";
  imr.says[2] = "Upheld";
  imr.says[3] = "Information requested";
  program.policies.push_back(imr);
  lib.consult("mtus_chronic_pain", lib.fact("presumption_rebutted"), "presumption_rebutted");
  Policy open;
  open.name = "open";
  open.words = "A plan's own review";
  for (int i = 0; i < kOutcomes; ++i)
    open.says[i] = std::vector<std::string>{"approve", "modify", "deny", "pend"}[static_cast<std::size_t>(i)];
  program.policies.push_back(open);
  lib.consult("mtus_chronic_pain");
  lib.consult("acoem");
  return lib;
}

struct Decided {
  Case one;
  std::vector<Determination> determinations;
  std::vector<FactError> errors;
};

inline Decided decide_all(const Library& lib, std::string_view text, std::uint32_t policy = 0) {
  CasesRead read = CaseReader(lib.program).read(text);
  Decided decided;
  decided.errors = std::move(read.errors);
  if (read.cases.empty()) return decided;
  decided.one = std::move(read.cases[0]);
  const Evaluate evaluate = [&](const CaseFacts& facts, Trace& trace) { interpret_into(lib.program, facts, trace); };
  for (const Request& request : decided.one.requests)
    decided.determinations.push_back(decide(lib.program, {policy}, decided.one.id, request, evaluate));
  return decided;
}

}  // namespace precept::test
