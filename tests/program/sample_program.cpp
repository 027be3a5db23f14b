// The sample: a rule of work conditioning and its continuation, two editions, a policy.
#include "tests/program/sample_program.hpp"

#include "runtime/program/text.hpp"
#include "runtime/values/calendar.hpp"

namespace precept {
namespace {

using namespace sample;

constexpr Type kTruth{};
constexpr Type kDate{TypeKind::date, {}, {}, false};
constexpr Type kDemand{TypeKind::scale, EnumId{0}, {}, false};
constexpr Type kRegion{TypeKind::choice, EnumId{1}, {}, false};
constexpr Type kSessions{TypeKind::count, {}, UnitId{0}, false};
constexpr Type kMonths{TypeKind::months, {}, {}, false};
constexpr Type kDays{TypeKind::days, {}, {}, false};
constexpr Type kDose{TypeKind::number, {}, UnitId{1}, false};
constexpr Type kText{TypeKind::text, {}, {}, false};

Fact fact(std::string name, std::string words, Type type, Value whole) {
  Fact result;
  result.name = std::move(name);
  result.words = std::move(words);
  result.type = type;
  result.whole = whole;
  result.owner = "workers_comp";
  return result;
}

Node node(Op op, Type type, std::vector<NodeId> operands = {}) {
  Node result;
  result.op = op;
  result.type = type;
  result.operands = std::move(operands);
  return result;
}

Node of_fact(Op op, Type type, FactId id) {
  Node result = node(op, type);
  result.fact = id;
  return result;
}

Node constant(Type type, Value value) {
  Node result = node(Op::constant, type);
  result.constant = value;
  return result;
}

void add_facts(Program& program) {
  program.facts = {fact("injury_date", "date of injury", kDate, kUnbounded),
                   fact("decision_date", "date of the decision", kDate, kUnbounded),
                   fact("demand_level", "physical demand level of the job", kDemand, {0, 2}),
                   fact("return_goal", "return-to-work goal", kTruth, truth_value(Truth::undocumented)),
                   fact("prior_program", "an earlier program", kTruth, truth_value(Truth::undocumented)),
                   fact("region", "body region", kRegion, {3, 0}),
                   fact("requested", "requested", kSessions, {0, kNoHigh}),
                   fact("reason", "reason for the request", kText, {0, 0}),
                   fact("dose", "daily dose", kDose, {0, 500 * kOne})};
  program.facts[demand.index].documented_by = "an employer-verified \"physical demands\" analysis";
  program.facts[prior.index].assumed = truth_value(Truth::no);
  program.facts[decision.index].not_before = injury;
  program.facts[region.index].per_request = true;
  program.facts[requested.index].per_request = true;
  program.facts[requested.index].builtin = Builtin::requested;
  program.facts[requested.index].service = ServiceId{0};
}

void add_nodes(Program& program) {
  program.nodes = {of_fact(Op::fact, kDate, injury),
                   of_fact(Op::fact, kDate, decision),
                   constant(kMonths, {24, 24}),
                   node(Op::limit_months, kDate, {injury_node, two_years}),
                   node(Op::less_equal, kTruth, {decision_node, limit}),
                   of_fact(Op::fact, kDemand, demand),
                   constant(kDemand, {1, 1}),
                   node(Op::less, kTruth, {demand_node, medium}),
                   node(Op::negation, kTruth, {not_demanding}),
                   of_fact(Op::fact, kTruth, goal),
                   of_fact(Op::fact, kTruth, prior),
                   node(Op::negation, kTruth, {prior_node}),
                   node(Op::conjunction, kTruth, {prior_node, not_demanding}),
                   node(Op::at_least, kTruth, {recent, demanding, goal_node}),
                   of_fact(Op::fact, kRegion, region),
                   node(Op::choice_in, kTruth, {spine}),
                   of_fact(Op::recorded, kDose, dose),
                   node(Op::documented, kTruth, {dose_recorded}),
                   node(Op::rescale, kDose, {dose_recorded}),
                   constant(kSessions, {10 * kOne, 10 * kOne}),
                   constant(kDays, {56, 56})};
  program.nodes[two_of.index].quantity = 2;
  program.nodes[is_spine.index].members = 1;
  program.nodes[dose_known.index].constant = {0, 500 * kOne};
  program.nodes[dose_in_days.index].numerator = 7;
  program.nodes[dose_in_days.index].denominator = 2;
}

Criterion criterion(std::string label, Section section, NodeId condition, RuleId rule) {
  Criterion result;
  result.label = std::move(label);
  result.section = section;
  result.condition = condition;
  result.effective = condition;
  result.rule = rule;
  result.expression = result.label + " as written";
  return result;
}

Place value_place(NodeId node, std::string name) {
  Place place;
  place.node = node;
  place.name = std::move(name);
  return place;
}

Place span_place(NodeId from, NodeId until, std::string name) {
  Place place;
  place.kind = Place::Kind::span;
  place.node = from;
  place.until = until;
  place.name = std::move(name);
  return place;
}

Place text_place(FactId fact, std::string name) {
  Place place;
  place.kind = Place::Kind::text;
  place.fact = fact;
  place.name = std::move(name);
  return place;
}

void add_criteria(Program& program) {
  const RuleId first{0};
  program.criteria = {
      criterion("recent", Section::requires_, recent, first),      criterion("two", Section::requires_, two_of, first),
      criterion("goal", Section::branch, goal_node, first),        criterion("demands", Section::branch, demanding, first),
      criterion("repeat", Section::excluded, prior_node, first),   criterion("spine", Section::considers, is_spine, first),
      criterion("dose", Section::requires_, dose_known, RuleId{1})};
  Criterion& recently = program.criteria[0];
  recently.pages = "126";
  recently.text.pieces = {"no more than 2 years past date of injury"};
  recently.unmet.pieces = {"the injury is from ", ", ", " before; asked for: ", ""};
  recently.unmet.places = {value_place(injury_node, "injury_date"), span_place(injury_node, decision_node, "injury_age"),
                           text_place(reason, "reason")};
  recently.mentions_definitions = {0};
  recently.mentions_facts = {injury, decision};
  recently.closing = Closing::fails;
  program.criteria[1].group = Criterion::Group::at_least;
  program.criteria[1].group_quantity = 2;
  program.criteria[1].branches = {CriterionId{2}, CriterionId{3}};
  program.criteria[4].unless = demanding;
  program.criteria[4].unless_expression = "demand_level >= medium";
  program.criteria[4].effective = absent;
  program.criteria[4].cites = {"MTUS, page 126"};
  program.criteria[4].met.pieces = {"an earlier program is documented"};
  program.criteria[6].undocumented.pieces = {"the dose is not documented"};
}

void add_rules(Program& program) {
  Rule first;
  first.name = "work_conditioning";
  first.pages = "125-126";
  first.requirements = {CriterionId{0}, CriterionId{1}};
  first.exclusions = {CriterionId{4}};
  first.considers = {CriterionId{5}};
  first.note.pieces = {"see the table"};
  first.evidence = 2;
  first.applies_otherwise = true;
  GrantLine allows;
  allows.quantity = ten;
  allows.within = eight_weeks;
  allows.less_used = true;
  allows.when = is_spine;
  allows.cites = {"table, page 99"};
  allows.expression = "10 sessions within 8w less used when region is lumbar_spine";
  first.allows = {allows};
  GrantLine never;
  never.quantity = ten;
  never.expression = "10 sessions";
  first.never_more = {never};
  Rule second;
  second.name = "work_conditioning.continuation";
  second.label = "continuation";
  second.applies = prior_node;
  second.applies_expression = "prior_program";
  second.cites = {"8 CCR 9792.24.2"};
  second.overrides = {RuleId{0}};
  second.requirements = {CriterionId{6}};
  second.not_recommended = true;
  program.rules = {first, second};
}

void add_editions_and_policies(Program& program) {
  Edition first;
  first.guideline = "mtus_chronic_pain";
  first.words = "MTUS Chronic Pain Medical Treatment Guidelines";
  first.source = "8 CCR 9792.24.2";
  first.from = days_from_civil({2009, 7, 18});
  first.until = days_from_civil({2016, 7, 28});
  first.name = "2009-07-18";
  first.rules = {RuleId{0}, RuleId{1}};
  Edition second = first;
  second.from = first.until;
  second.until.reset();
  second.name = "2016-07-28";
  second.rules.clear();
  program.editions = {first, second};

  Policy policy;
  policy.name = "california_imr";
  policy.words = "California Independent Medical Review";
  policy.steps = {{{{"mtus_chronic_pain", not_prior, "presumption_rebutted", {EditionId{0}, EditionId{1}}}}},
                  {{{"acoem", {}, "", {}}, {"odg", {}, "", {}}}}};
  policy.as_of = decision_node;
  policy.as_of_fact = decision;
  policy.requirement = Closing::fails;
  policy.exclusion = Closing::fails;
  policy.allowance_least = true;
  policy.when_silent = Outcome::deny;
  policy.needs_review[static_cast<int>(Outcome::deny)] = true;
  const char* const says[] = {"Overturned", "Overturned in part", "Upheld", "Information requested"};
  for (int outcome = 0; outcome < kOutcomes; ++outcome) policy.says[outcome] = says[outcome];
  program.policies = {policy};
}

}  // namespace

Program sample_program() {
  Program program;
  program.enumerations = {{"demand", true, {{"light", "light"}, {"medium", "medium"}, {"heavy", "heavy"}}},
                          {"body_region", false, {{"lumbar_spine", "lumbar spine"}, {"knee", "knee"}}}};
  program.units = {{"session", "sessions"}, {"mg/day", "mg/day"}};
  add_facts(program);
  Service service;
  service.name = "work_conditioning";
  service.words = "work conditioning or work hardening";
  service.unit = UnitId{0};
  service.requested = requested;
  program.services = {service};
  add_nodes(program);
  Definition age;
  age.name = "injury_age";
  age.words = "time since the injury";
  age.owner = "workers_comp";
  age.expression = "time from injury_date to decision_date";
  age.place = span_place(injury_node, decision_node, "injury_age");
  age.mentions_facts = {injury, decision};
  Definition eligible = age;
  eligible.name = "eligible";
  eligible.words.clear();
  eligible.expression = "injury_age <= 2y";
  eligible.place = value_place(recent, "eligible");
  eligible.mentions_definitions = {0};
  eligible.mentions_facts.clear();
  program.definitions = {age, eligible};
  add_criteria(program);
  add_rules(program);
  add_editions_and_policies(program);
  program.hash = program_hash(program);
  return program;
}

}  // namespace precept
