// How random Programs are made: facts of every type, then operations picked one by one over what is there so far, then rules
// over them. Operations over lists are made of further ones inside of their records, and so on.
// In: dice. Out: a Program (random_program.hpp). Never here: the facts of cases.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "tests/native/random_program.hpp"

namespace precept::testing {

using Nodes = std::vector<NodeId>;

// Nodes by what they are, oldest first. `wide` are of the choice with 64 members; codes are of one of two systems.
struct Pools {
  Nodes truths, regions, wide, scales, numbers, dates, limits, months, days;
  std::array<Nodes, 2> codes;
};

class ProgramMaker {
 public:
  ProgramMaker(std::uint64_t seed, int size, Lists lists) : dice_(seed), size_(size), lists_(lists) {}

  Program make() {
    add_random_facts(program_, dice_);
    add_base_nodes();
    for (int i = 0; i < size_; ++i) add_operation();
    if (lists_ != Lists::alone)
      for (int i = 0; i < size_ / 3; ++i) add_truth();
    add_rules();
    return std::move(program_);
  }

 private:
  // ---- nodes ---------------------------------------------------------------------------------------------------------
  static bool is_number(TypeKind kind) { return kind == TypeKind::count || kind == TypeKind::number; }

  Nodes& pool_of(const Node& node) {
    if (node.op == Op::limit_months || node.op == Op::limit_days) return here_.limits;
    switch (node.type.kind) {
      case TypeKind::truth:
        return here_.truths;
      case TypeKind::choice:
        return node.type.enumeration.index == 1 ? here_.regions : here_.wide;
      case TypeKind::scale:
        return here_.scales;
      case TypeKind::count:
      case TypeKind::number:
        return here_.numbers;
      case TypeKind::date:
        return here_.dates;
      case TypeKind::months:
        return here_.months;
      case TypeKind::code:
        return here_.codes[node.type.system.index];
      case TypeKind::days:
      case TypeKind::text:
      case TypeKind::list:
        break;
    }
    return here_.days;
  }

  // Equal nodes are one node.
  NodeId add(Node node) {
    if (node.op != Op::constant) node.scope = scope_;
    if (is_list_operation(node.op)) node.body = record_body(program_, node);
    const auto same = std::find(program_.nodes.begin(), program_.nodes.end(), node);
    if (same != program_.nodes.end()) return NodeId{static_cast<std::uint32_t>(same - program_.nodes.begin())};
    const NodeId id{static_cast<std::uint32_t>(program_.nodes.size())};
    pool_of(node).push_back(id);
    program_.nodes.push_back(std::move(node));
    return id;
  }

  NodeId add(Op op, Type type, Nodes operands) {
    Node node;
    node.op = op;
    node.type = type;
    node.operands = std::move(operands);
    return add(node);
  }

  NodeId add_constant(const Type& type) {
    Fact like;
    like.type = type;
    like.whole = whole_of(program_, type);
    Node node;
    node.op = Op::constant;
    node.type = type;
    node.constant = random_value(program_, like, dice_, dice_.chance(85));
    if (type.kind == TypeKind::truth && dice_.chance(20)) node.constant = truth_value(Truth::undocumented);
    return add(node);
  }

  void add_base_nodes() {
    for (std::uint32_t i = 0; i < program_.facts.size(); ++i) {
      if (program_.facts[i].type.kind == TypeKind::list) continue;
      Node node;
      node.op = Op::fact;
      node.type = program_.facts[i].type;
      node.fact = FactId{i};
      add(node);
      if (dice_.chance(50)) {
        node.op = Op::recorded;
        add(node);
      }
    }
    for (std::uint32_t i = 0; i < program_.facts.size(); ++i)
      if (program_.facts[i].type.kind != TypeKind::list) add_constant(program_.facts[i].type);
  }

  const Type& type_of(NodeId id) const { return program_.node(id).type; }
  static Type plain(TypeKind kind, bool is_signed = false) {
    Type type;
    type.kind = kind;
    type.is_signed = is_signed;
    return type;
  }

  // The newest nodes more often, so that expressions get deep, and those of a record within it.
  NodeId pick(const Nodes& nodes) {
    if (scope_ != ScopeId{} && dice_.chance(65)) {
      Nodes own;
      for (std::size_t i = nodes.size(); i-- > 0 && own.size() < 6;)
        if (program_.node(nodes[i]).scope == scope_) own.push_back(nodes[i]);
      if (!own.empty()) return own[dice_.below(own.size())];
    }
    if (dice_.chance(40))
      return nodes[nodes.size() - 1 - dice_.below(std::min<std::size_t>(nodes.size(), 6))];
    return nodes[dice_.below(nodes.size())];
  }
  Nodes& numeric_pool() { return dice_.chance(60) ? here_.numbers : dice_.chance(50) ? here_.months : here_.days; }

  void add_operation() {
    if (lists_ == Lists::alone && scope_ == ScopeId{}) return add_list_operation();
    switch (dice_.below(13)) {
      case 0:
        add_sum();
        break;
      case 1:
        add_product();
        break;
      case 2:
        add_quotient();
        break;
      case 3:
        add_on_one_number();
        break;
      case 4:
        add_date();
        break;
      case 5:
        add_limit();
        break;
      case 6:
        add_span();
        break;
      case 7:
        add_constant(type_of(pick(numeric_pool())));
        break;
      case 8:
        add_table();
        break;
      case 9:
      case 10:
        if (lists_ != Lists::no) add_list_operation();
        break;
      default:
        add_truth();
        break;
    }
  }

  void add_sum() {
    const Nodes& pool = numeric_pool();
    const NodeId a = pick(pool);
    const NodeId b = pick(pool);
    const bool subtract = dice_.chance(50);
    const bool counts = type_of(a).kind == TypeKind::count && type_of(b).kind == TypeKind::count;
    const TypeKind kind = is_number(type_of(a).kind) && !counts ? TypeKind::number : type_of(a).kind;
    const bool is_signed = subtract || type_of(a).is_signed || type_of(b).is_signed;
    add(subtract ? Op::subtract : Op::add, plain(kind, is_signed), {a, b});
  }

  // One of the operands may be a duration; the result is one then.
  void add_product() {
    Nodes operands = {pick(numeric_pool()), pick(here_.numbers)};
    const TypeKind first = type_of(operands[0]).kind;
    const bool is_signed = type_of(operands[0]).is_signed || type_of(operands[1]).is_signed;
    if (dice_.chance(50)) std::swap(operands[0], operands[1]);
    add(Op::multiply, plain(is_number(first) ? TypeKind::number : first, is_signed), operands);
  }

  void add_quotient() {
    const Nodes& pool = numeric_pool();
    const NodeId a = pick(pool);
    const NodeId b = dice_.chance(50) ? pick(pool) : pick(here_.numbers);
    const bool by_number = is_number(type_of(b).kind);
    const TypeKind kind = by_number && !is_number(type_of(a).kind) ? type_of(a).kind : TypeKind::number;
    add(Op::divide, plain(kind, type_of(a).is_signed || type_of(b).is_signed), {a, b});
  }

  void add_on_one_number() {
    Node node;
    const NodeId a = pick(numeric_pool());
    node.operands = {a};
    node.type = type_of(a);
    if (dice_.chance(40)) {
      node.op = Op::negate;
      node.type.is_signed = true;
    } else if (dice_.chance(60)) {
      node.op = Op::rescale;
      if (node.type.kind == TypeKind::count) node.type.kind = TypeKind::number;
      node.numerator = dice_.between(1, 1000);
      node.denominator = dice_.between(1, 60);
    } else {
      node.op = Op::months_as_days;
      node.operands = {pick(here_.months)};
      node.type = plain(TypeKind::days, type_of(node.operands[0]).is_signed);
    }
    add(node);
  }

  void add_date() {
    const bool months = dice_.chance(50);
    const NodeId date = pick(here_.dates);
    add(months ? Op::add_months : Op::add_days, plain(TypeKind::date), {date, pick(months ? here_.months : here_.days)});
  }

  // Often a constant after a fact, as guidelines have it.
  void add_limit() {
    const bool months = dice_.chance(60);
    NodeId length = pick(months ? here_.months : here_.days);
    if (dice_.chance(60)) length = add_constant(plain(months ? TypeKind::months : TypeKind::days, dice_.chance(30)));
    add(months ? Op::limit_months : Op::limit_days, plain(TypeKind::date), {pick(here_.dates), length});
  }

  void add_span() {
    const std::array<Op, 3> ops = {Op::whole_years, Op::whole_months, Op::whole_days};
    add(dice_.pick(ops), plain(TypeKind::count), {pick(here_.dates), pick(here_.dates)});
  }

  // ---- truths --------------------------------------------------------------------------------------------------------
  void add_truth() {
    switch (dice_.below(9)) {
      case 0:
      case 1:
        add_logic();
        break;
      case 2:
        add_choice_truth();
        break;
      case 3:
        add_record_truth();
        break;
      case 4:
        add_code_truth();
        break;
      default:
        add_comparison();
        break;
    }
  }

  void add_logic() {
    const std::array<Op, 5> ops = {Op::negation, Op::conjunction, Op::disjunction, Op::at_least, Op::truth_equal};
    Node node;
    node.op = dice_.pick(ops);
    const bool many = node.op != Op::negation && node.op != Op::truth_equal;
    const std::size_t operands = node.op == Op::negation ? 1 : node.op == Op::truth_equal ? 2 : 1 + dice_.below(7);
    for (std::size_t i = 0; i < operands; ++i) node.operands.push_back(pick(here_.truths));
    if (many && node.op == Op::at_least) node.quantity = dice_.between(1, static_cast<std::int64_t>(operands));
    add(node);
  }

  void add_choice_truth() {
    const Nodes& pool = dice_.chance(50) ? here_.regions : here_.wide;
    Node node;
    node.op = dice_.chance(50) ? Op::choice_equal : Op::choice_in;
    node.operands = {pick(pool)};
    if (node.op == Op::choice_equal) node.operands.push_back(pick(pool));
    const std::uint64_t all = all_members(program_, type_of(node.operands[0]).enumeration);
    if (node.op == Op::choice_in) {
      node.members = (dice_.next() & dice_.next()) & all;
      if (node.members == 0) node.members = 1;
    }
    add(node);
  }

  void add_record_truth() {
    Node node;
    node.op = dice_.chance(50) ? Op::documented : Op::exact;
    const Nodes& pool = any_pool();
    // Mostly of facts, which is what programs ask about.
    node.operands = {dice_.chance(60) ? pool[dice_.below(std::min<std::size_t>(pool.size(), 4))] : pick(pool)};
    const Node& of = program_.node(node.operands[0]);
    const bool of_fact = of.op == Op::fact || of.op == Op::recorded;
    const bool of_field = of.op == Op::field || of.op == Op::field_recorded;
    if (node.op == Op::documented)
      node.constant = of_fact    ? program_.fact(of.fact).whole
                      : of_field ? program_.record(program_.scope(of.scope).record).fields[of.field].whole
                                 : whole_of(program_, of.type);
    add(node);
  }

  void add_comparison() {
    const std::array<Op, 5> ops = {Op::less, Op::less_equal, Op::equal, Op::between, Op::in_set};
    const Nodes& pool = ordered_pool();
    Node node;
    node.op = dice_.pick(ops);
    const std::size_t operands = node.op == Op::between ? 3 : node.op == Op::in_set ? 2 + dice_.below(5) : 2;
    for (std::size_t i = 0; i < operands; ++i) node.operands.push_back(compared(pool, i));
    if (dice_.chance(30)) std::swap(node.operands[0], node.operands[1]);
    add(node);
  }

  // Often a fact against constants; dates against limits as well.
  NodeId compared(const Nodes& pool, std::size_t place) {
    if (&pool == &here_.dates && !here_.limits.empty() && dice_.chance(45)) return pick(here_.limits);
    const NodeId any = pick(pool);
    if (place > 0 && dice_.chance(50)) return add_constant(type_of(any));
    if (place == 0 && dice_.chance(50)) return pool[dice_.below(std::min<std::size_t>(pool.size(), 4))];
    return any;
  }

  // ---- tables, codes and lists: random_lists.cpp ---------------------------------------------------------------------
  const Nodes& any_pool();
  const Nodes& ordered_pool();
  void add_table();
  void add_code_truth();
  void add_list_operation();
  std::vector<Scope> loops_from_here() const;
  ScopeId loop_of(const Scope& scope);
  void add_fields(ScopeId loop);
  void give_operands(Node& node);
  std::size_t depth() const;

  // ---- rules: most truths are criteria; numbers, durations and dates are outputs as grants -------------------------------
  void add_rules() {
    Rule rule;
    rule.name = "service";
    for (const NodeId id : here_.truths)
      if (dice_.chance(60)) add_criterion(rule, id);
    for (const NodeId id : here_.numbers)
      if (dice_.chance(40)) rule.allows.emplace_back().quantity = id;
    for (const Nodes* lengths : {&here_.months, &here_.days})
      for (const NodeId id : *lengths)
        if (dice_.chance(40)) rule.never_more.emplace_back().within = id;
    program_.rules.push_back(rule);
    Edition edition;
    edition.guideline = "guideline";
    edition.rules = {RuleId{0}};
    program_.editions.push_back(edition);
    for (const NodeId id : here_.dates) add_policy(id);
  }

  void add_criterion(Rule& rule, NodeId id) {
    Criterion criterion;
    criterion.label = "criterion_" + std::to_string(program_.criteria.size());
    criterion.section = Section::considers;
    criterion.condition = id;
    criterion.effective = id;
    rule.considers.push_back(CriterionId{static_cast<std::uint32_t>(program_.criteria.size())});
    program_.criteria.push_back(criterion);
  }

  void add_policy(NodeId as_of) {
    Policy policy;
    const std::string number = std::to_string(program_.policies.size());
    policy.name = "policy_" + std::string(6 - number.size(), '0') + number;
    policy.as_of = as_of;
    for (std::string& says : policy.says) says = "said";
    program_.policies.push_back(policy);
  }

  Dice dice_;
  int size_;
  Program program_;
  Lists lists_;
  Pools here_;                   // what the scope at hand sees
  ScopeId scope_{};              // where nodes are added
  std::vector<Pools> pools_of_;  // parallel to scopes
};

}  // namespace precept::testing
