// A checked library to a Program, table by table: types and facts, definitions, rules by edition, policies.
#include "compiler/lower/lower.hpp"

#include <algorithm>

#include "compiler/lower/lowering.hpp"
#include "runtime/program/text.hpp"

namespace precept::lower {

namespace {

Closing closing(check::Close close) {
  switch (close) {
    case check::Close::holds: return Closing::holds;
    case check::Close::fails: return Closing::fails;
    case check::Close::open: return Closing::open;
  }
  return Closing::open;
}

TypeKind kind_of(check::Kind kind) {
  switch (kind) {
    case check::Kind::truth: return TypeKind::truth;
    case check::Kind::choice: return TypeKind::choice;
    case check::Kind::scale: return TypeKind::scale;
    case check::Kind::count: return TypeKind::count;
    case check::Kind::number: return TypeKind::number;
    case check::Kind::date: return TypeKind::date;
    case check::Kind::months: return TypeKind::months;
    case check::Kind::days: return TypeKind::days;
    case check::Kind::text: return TypeKind::text;
    case check::Kind::code: return TypeKind::code;
    case check::Kind::list: return TypeKind::list;
    case check::Kind::span:
    case check::Kind::error: break;
  }
  return TypeKind::text;
}

template <class T>
void add_once(std::vector<T>& list, const T& item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

}  // namespace

std::optional<UnitId> Lowering::unit(const check::Unit& from) {
  if (from.none()) return std::nullopt;
  auto& units = out_.program.units;
  for (std::uint32_t i = 0; i < units.size(); ++i)
    if (units[i].singular == from.singular && units[i].plural == from.plural) return UnitId{i};
  std::string dimension;
  for (const auto& [base, power] : from.powers)
    dimension += (dimension.empty() ? "" : " ") + base + (power == 1 ? "" : "^" + std::to_string(power));
  units.push_back({from.singular, from.plural, dimension, from.numerator, from.denominator});
  return UnitId{static_cast<std::uint32_t>(units.size() - 1)};
}

Type Lowering::type(const check::Type& from) {
  Type out;
  out.kind = kind_of(from.kind);
  if (out.kind == TypeKind::choice || out.kind == TypeKind::scale) out.enumeration = from.enumeration;
  if (out.kind == TypeKind::count || out.kind == TypeKind::number) out.unit = unit(from.unit);
  out.is_signed = from.is_signed;
  if (out.kind == TypeKind::code) out.system = from.system;
  if (out.kind == TypeKind::list) out.record = from.record;
  return out;
}

void Lowering::facts_and_types() {
  Program& program = out_.program;
  for (const auto& declared : library_.units) unit(declared);  // a case may write any unit of a fact's dimension
  for (const auto& enumeration : library_.enumerations) {
    Enumeration out{enumeration.name, enumeration.ordered, {}};
    for (const auto& member : enumeration.members) out.members.push_back({member.name, member.words});
    program.enumerations.push_back(std::move(out));
  }
  codes();
  records();
  std::uint32_t lists = 0;
  for (const auto& fact : library_.facts) {
    Fact out;
    out.name = fact.name;
    out.words = fact.words;
    out.type = type(fact.type);
    out.whole = fact.whole;
    out.assumed = fact.assumed;
    out.documented_by = fact.documented_by;
    out.per_request = fact.per_request;
    out.builtin = static_cast<Builtin>(fact.builtin);
    out.service = fact.service;
    out.owner = fact.owner;
    out.not_before = fact.not_before;
    out.incomplete_unless_stated = fact.incomplete_unless_stated;
    if (out.type.kind == TypeKind::list) out.list = lists++;
    program.facts.push_back(std::move(out));
  }
  for (const auto& service : library_.services) {
    Service out;
    out.name = service.name;
    out.words = service.words;
    out.unit = unit(service.unit);
    out.requested = service.builtins[static_cast<int>(Builtin::requested)];
    out.requested_over = service.builtins[static_cast<int>(Builtin::requested_over)];
    out.requested_rate = service.builtins[static_cast<int>(Builtin::requested_rate)];
    out.used = service.builtins[static_cast<int>(Builtin::used)];
    program.services.push_back(std::move(out));
  }
}

// A code list says of each item of its system, and of codes that none matches, whether it holds them.
void Lowering::codes() {
  Program& program = out_.program;
  for (const auto& system : library_.systems) program.systems.push_back({system.name, system.items});
  for (const auto& from : library_.code_lists) {
    CodeList list{from.name, from.words, from.system, from.items, {}};
    const auto& items = program.system(from.system).items;
    std::vector<std::string> beginnings;
    for (const std::string& item : from.items)
      if (item.ends_with('*')) beginnings.push_back(item.substr(0, item.size() - 1));
    const auto begins = [&](const std::string& item) {
      return std::any_of(beginnings.begin(), beginnings.end(), [&](const std::string& one) { return item.starts_with(one); });
    };
    list.places.assign(items.size() / 64 + 1, 0);
    for (std::size_t place = 0; place <= items.size(); ++place) {
      const bool none = place == items.size();
      const bool held = none ? begins("") : begins(items[place]) || std::binary_search(from.items.begin(), from.items.end(), items[place]);
      if (held) list.places[place / 64] |= std::uint64_t{1} << (place % 64);
    }
    program.code_lists.push_back(std::move(list));
  }
}

void Lowering::records() {
  for (const auto& from : library_.records) {
    RecordType record{from.name, from.words, {}, 0};
    for (const auto& one : from.fields) {
      Field field{one.name, one.words, type(one.type), one.whole, one.assumed, one.documented_by, one.not_before,
                  one.incomplete_unless_stated, 0};
      if (field.type.kind == TypeKind::list) field.list = record.lists++;
      if (field.type.kind == TypeKind::text) field.whole = {};
      record.fields.push_back(std::move(field));
    }
    out_.program.records.push_back(std::move(record));
  }
}

// Each fact and definition once, in the order of mention; `seen` marks the facts that are in the list already.
void Lowering::mentions(const check::Expr& expr, std::vector<bool>& seen, std::vector<FactId>& facts,
                        std::vector<std::uint32_t>& definitions) {
  const auto add = [&](FactId fact) {
    if (!seen[fact.index]) facts.push_back(fact);
    seen[fact.index] = true;
  };
  if (expr.form == check::Expr::Form::definition) {
    add_once(definitions, expr.definition);
    for (const FactId fact : definition_facts_[expr.definition]) add(fact);
    return;
  }
  if (expr.form == check::Expr::Form::record_definition) {
    const std::pair key(expr.list.record, expr.definition);
    if (!record_mentions_.contains(key)) {
      std::vector<bool> seen_there(library_.facts.size(), false);
      Mentions below;
      mentions(library_.records[expr.list.record.index].definitions[expr.definition].value, seen_there, below.facts, below.definitions);
      record_mentions_[key] = std::move(below);
    }
    const Mentions& below = record_mentions_.at(key);
    for (const std::uint32_t definition : below.definitions) add_once(definitions, definition);
    for (const FactId fact : below.facts) add(fact);
    return;
  }
  if (expr.form == check::Expr::Form::list && expr.list.fact) add(*expr.list.fact);
  if (expr.form == check::Expr::Form::operation && expr.op == Op::fact) add(expr.fact);
  for (const check::Expr& operand : expr.operands) mentions(operand, seen, facts, definitions);
  for (const check::Criterion& branch : expr.branches) {
    mentions(branch.condition, seen, facts, definitions);
    if (branch.unless) mentions(*branch.unless, seen, facts, definitions);
  }
}

// In the order of dependency, so that no recursion runs through a chain of definitions.
void Lowering::definitions() {
  const std::size_t count = library_.definitions.size();
  for (int reading = 0; reading < 2; ++reading) {
    definition_nodes_[reading].resize(count);
    definition_spans_[reading].resize(count);
  }
  definition_facts_.resize(count);
  out_.program.definitions.resize(count);
  for (const std::uint32_t index : library_.definition_order) {
    const check::Definition& from = library_.definitions[index];
    Definition& out = out_.program.definitions[index];
    out.name = from.name;
    out.words = from.words;
    out.owner = from.owner;
    out.expression = from.expression;
    std::vector<bool> seen(library_.facts.size(), false);
    mentions(from.value, seen, out.mentions_facts, out.mentions_definitions);
    definition_facts_[index] = out.mentions_facts;
    check::Expr self;
    self.form = check::Expr::Form::definition;
    self.definition = index;
    self.type = from.value.type;
    self.span = from.span;
    out.place = place(self, from.name);
  }
}

Place Lowering::place(const check::Expr& expr, const std::string& name) {
  Place out;
  out.name = name;
  if (expr.type.kind == check::Kind::text) {
    out.kind = Place::Kind::text;
    const check::Expr* fact = &expr;
    while (fact->form == check::Expr::Form::definition) fact = &library_.definitions[fact->definition].value;
    out.fact = fact->fact;
  } else if (expr.type.kind == check::Kind::span) {
    out.kind = Place::Kind::span;
    std::tie(out.node, out.until) = span_of(expr, Reading::assumed);
  } else {
    out.node = expression(expr);
  }
  return out;
}

TextTemplate Lowering::text(const check::Text& from) {
  TextTemplate out;
  out.pieces = from.pieces;
  for (const auto& one : from.places) out.places.push_back(place(one.value, one.name));
  return out;
}

CriterionId Lowering::criterion(const check::Criterion& one, Section section, RuleId rule) {
  Criterion out;
  out.label = one.label;
  out.section = section;
  out.rule = rule;
  out.condition = expression(one.condition);
  if (one.unless) out.unless = expression(*one.unless);
  out.effective = effective(out.condition, out.unless, section, one.span);
  if (one.closing) out.closing = closing(*one.closing);
  out.text = text(one.text);
  out.met = text(one.met);
  out.unmet = text(one.unmet);
  out.undocumented = text(one.undocumented);
  out.pages = one.pages;
  out.cites = one.cites;
  out.expression = one.expression;
  out.unless_expression = one.unless_expression;
  std::vector<bool> seen(library_.facts.size(), false);
  mentions(one.condition, seen, out.mentions_facts, out.mentions_definitions);
  if (one.unless) mentions(*one.unless, seen, out.mentions_facts, out.mentions_definitions);
  const check::Expr* inner = &one.condition;
  while (inner->form == check::Expr::Form::definition) inner = &library_.definitions[inner->definition].value;
  if (inner->form == check::Expr::Form::group) {
    out.group = inner->group == ast::Group::Kind::all_of   ? Criterion::Group::all_of
                : inner->group == ast::Group::Kind::any_of ? Criterion::Group::any_of
                                                           : Criterion::Group::at_least;
    out.group_quantity = inner->quantity;
  }
  const CriterionId id{static_cast<std::uint32_t>(out_.program.criteria.size())};
  out_.program.criteria.push_back(std::move(out));
  std::vector<CriterionId> below;
  for (const check::Criterion* branch : branches_.of(one.condition)) below.push_back(criterion(*branch, Section::branch, rule));
  out_.program.criteria[id.index].branches = std::move(below);
  return id;
}

std::vector<CriterionId> Lowering::criteria(const std::vector<check::Criterion>& list, Section section, RuleId rule) {
  std::vector<CriterionId> out;
  for (const auto& one : list) out.push_back(criterion(one, section, rule));
  return out;
}

GrantLine Lowering::grant_line(const check::GrantLine& from) {
  GrantLine out;
  if (from.quantity) out.quantity = expression(*from.quantity);
  if (from.within) out.within = expression(*from.within);
  if (from.when) out.when = expression(*from.when);
  out.less_used = from.less_used;
  out.cites = from.cites;
  out.expression = from.expression;
  return out;
}

void Lowering::add_rule(const check::Rule& from, EditionId edition) {
  const RuleId id{static_cast<std::uint32_t>(out_.program.rules.size())};
  Rule out;
  out.name = from.name;
  out.label = from.label;
  out.service = from.service;
  out.edition = edition;
  out.pages = from.pages;
  out.cites = from.cites;
  out.note = text(from.note);
  out.evidence = from.evidence;
  out.not_recommended = from.not_recommended;
  out.applies_otherwise = from.applies_otherwise;
  if (from.applies) out.applies = expression(*from.applies);
  out.applies_expression = from.applies_expression;
  out.requirements = criteria(from.requirements, Section::requires_, id);
  out.exclusions = criteria(from.exclusions, Section::excluded, id);
  out.considers = criteria(from.considers, Section::considers, id);
  for (const auto& line : from.allows) out.allows.push_back(grant_line(line));
  for (const auto& line : from.never_more) out.never_more.push_back(grant_line(line));
  out_.program.rules.push_back(std::move(out));
  out_.program.editions[edition.index].rules.push_back(id);
}

void Lowering::rules() {
  Program& program = out_.program;
  for (const auto& from : library_.editions) {
    const EditionId id{static_cast<std::uint32_t>(program.editions.size())};
    program.editions.push_back({from.guideline, from.words, from.source, from.from, from.until, from.name, {}});
    const std::size_t first = program.rules.size();
    for (const auto& rule : from.rules) add_rule(rule, id);
    for (std::size_t i = 0; i < from.rules.size(); ++i)
      for (const auto& [label, span] : from.rules[i].overrides)
        for (std::size_t other = first; other < program.rules.size(); ++other)
          if (program.rules[other].service == from.rules[i].service && program.rules[other].label == label)
            add_once(program.rules[first + i].overrides, RuleId{static_cast<std::uint32_t>(other)});
  }
}

void Lowering::policies() {
  Program& program = out_.program;
  const auto editions_of = [&](const std::string& guideline) {
    std::vector<EditionId> editions;
    for (std::uint32_t i = 0; i < program.editions.size(); ++i)
      if (program.editions[i].guideline == guideline) editions.push_back(EditionId{i});
    return editions;
  };
  for (const auto& from : library_.policies) {
    Policy out;
    out.name = from.name;
    out.words = from.words;
    for (const auto& step : from.steps) {
      ConsultStep alternatives;
      for (const auto& consulted : step) {
        const auto unless = consulted.unless ? std::optional(expression(*consulted.unless)) : std::nullopt;
        alternatives.alternatives.push_back(
            {consulted.guideline, unless, consulted.unless_expression, editions_of(consulted.guideline)});
      }
      out.steps.push_back(std::move(alternatives));
    }
    if (from.as_of) {
      out.as_of = expression(*from.as_of);
      const Node& node = program.node(*out.as_of);
      if (node.op == Op::fact) out.as_of_fact = node.fact;
    }
    out.requirement = closing(from.requirement);
    out.exclusion = closing(from.exclusion);
    out.allowance_least = from.allowance_least;
    out.when_silent = static_cast<Outcome>(from.when_silent);
    out.when_conflict = static_cast<Outcome>(from.when_conflict);
    for (int i = 0; i < kOutcomes; ++i) {
      out.needs_review[i] = from.needs_review[i];
      out.says[i] = from.says[i];
    }
    program.policies.push_back(std::move(out));
  }
  if (!program.policies.empty()) return;
  Policy built_in;  // guidelines in name order, what is open is pend, outcomes said as they are
  for (std::uint32_t i = 0; i < program.editions.size(); ++i)
    if (i == 0 || program.editions[i].guideline != program.editions[i - 1].guideline)
      built_in.steps.push_back({{{program.editions[i].guideline, std::nullopt, "", editions_of(program.editions[i].guideline)}}});
  const char* says[] = {"approve", "modify", "deny", "pend"};
  for (int i = 0; i < kOutcomes; ++i) built_in.says[i] = says[i];
  program.policies.push_back(std::move(built_in));
}

Lowered Lowering::run() {
  facts_and_types();
  definitions();
  rules();
  policies();
  out_.program.hash = program_hash(out_.program);
  return std::move(out_);
}

Lowered program_from_checked(const check::Library& library) { return Lowering(library).run(); }

}  // namespace precept::lower
