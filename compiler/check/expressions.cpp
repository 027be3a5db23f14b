// Expressions: names, literals, `not`, chains, groups, `is documented`, time from one date to another.
// In: ast::Expr and where it stands. Out: a checked Expr with its type; form `error` where something was reported.
#include "compiler/check/checker.hpp"
#include "compiler/syntax/print.hpp"
#include "runtime/values/calendar.hpp"
#include "runtime/values/decimal.hpp"

namespace precept::check {

Expr operation(Op op, Type type, Span span, std::vector<Expr> operands) {
  Expr expr;
  expr.form = Expr::Form::operation;
  expr.op = op;
  expr.type = std::move(type);
  expr.span = span;
  expr.operands = std::move(operands);
  return expr;
}

Expr constant(Type type, Value value, Span span) {
  Expr expr = operation(Op::constant, std::move(type), span, {});
  expr.constant = value;
  return expr;
}

bool is_error(const Expr& expr) { return expr.type.kind == Kind::error; }

namespace {

template <class... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

}  // namespace

Expr Checker::value(const ast::Expr& node, const Place& place) {
  const Span span = node.span;
  return std::visit(
      Overloaded{
          [&](const ast::Number& number_node) { return number(number_node, span, place, false); },
          [&](const ast::Date& date) {
            const auto day = parse_date(date.text);
            if (!day) {
              no_such_date(span, date.text);
              return broken(span);
            }
            return constant(plain(Kind::date), {*day, *day}, span);
          },
          [&](const ast::Text& text_node) {
            diagnostics_.report(Code::E0314, span, text_node.text).hint("the members of choices and scales stand without quotes");
            return broken(span);
          },
          [&](const ast::Code& code_node) { return code(code_node, span, place); },
          [&](const ast::Path& path_node) { return path(path_node, span, place); },
          [&](const ast::Unary& unary_node) { return unary(unary_node, span, place); },
          [&](const ast::Junction& junction_node) { return junction(junction_node, span, place); },
          [&](const ast::Comparison& part) {
            const auto test = [&] { return comparison(part, span, place); };
            auto of_element = some_element(*part.left, span, place, test);
            return of_element ? *std::move(of_element) : test();
          },
          [&](const ast::Between& part) {
            const auto test = [&] { return between(part, span, place); };
            auto of_element = some_element(*part.subject, span, place, test);
            return of_element ? *std::move(of_element) : test();
          },
          [&](const ast::Within& part) {
            const auto test = [&] { return within(part, span, place); };
            auto of_element = some_element(*part.subject, span, place, test);
            return of_element ? *std::move(of_element) : test();
          },
          [&](const ast::Documented& documented_node) { return documented(documented_node, span, place); },
          [&](const ast::Arithmetic& arithmetic_node) { return arithmetic(arithmetic_node, span, place); },
          [&](const ast::Set&) {
            diagnostics_.report(Code::E0322, span).hint("as in `status in {off_work, modified_duty}`");
            return broken(span);
          },
          [&](const ast::TimeFrom& time) { return time_from(time, span, place); },
          [&](const ast::WholeOf& whole) { return whole_of_span(whole, span, place); },
          [&](const ast::Group& group_node) { return group(group_node, span, place); },
          [&](const ast::ListExpr& list) { return list_expression(list, span, place); },
          [&](const ast::TableUse& table) { return table_use(table, span, place); },
      },
      node.node);
}

Expr Checker::condition(const ast::Expr& node, const Place& place) {
  Expr checked = value(node, place);
  if (is_error(checked) || checked.type.kind == Kind::truth) return checked;
  auto& diagnostic = diagnostics_.report(Code::E0301, node.span, describe(checked.type));
  const std::string written = ast::print_expression(node);
  if (written.size() < 60) {
    if (checked.type.kind == Kind::span) diagnostic.hint("compare it with a duration: `" + written + " <= 2y`");
    else if (checked.type.kind == Kind::scale)
      diagnostic.hint("compare it: `" + written + " >= " + library_.enumerations[checked.type.enumeration.index].members.back().name + "`");
    else if (checked.type.kind == Kind::choice)
      diagnostic.hint("compare it: `" + written + " is " + library_.enumerations[checked.type.enumeration.index].members.front().name + "`");
    else if (checked.type.kind == Kind::list)
      diagnostic.hint("say what of it: `some " + written + " where ...`, `(count of " + written + ") >= 2`, or `" + written + " is documented`");
    else diagnostic.hint("compare it with something, or write `" + written + " is documented`");
  }
  return broken(node.span);
}

Expr Checker::number(const ast::Number& node, Span span, const Place& place, bool negative) {
  ast::Expr shell;
  shell.span = span;
  if (node.unit && node.unit->factors.size() == 1 && node.unit->factors[0].nested.empty() &&
      is_time_word(node.unit->factors[0].name.text)) {
    shell.node = ast::Number{node.digits, node.unit};
    const auto duration = duration_literal(shell);
    const std::int64_t quantity = negative ? -duration->quantity : duration->quantity;
    return constant(plain(duration->months ? Kind::months : Kind::days), {quantity, quantity}, span);
  }
  Type type = plain(node.digits.find('.') == std::string::npos ? Kind::count : Kind::number);
  type.is_signed = negative;
  if (node.unit) {
    const auto unit = unit_of(*node.unit, *place.scope, false);
    if (!unit) return broken(span);
    type.unit = *unit;
  }
  Type wanted = type;
  wanted.kind = Kind::number;
  const auto read = number_in(node, span, wanted, *place.scope, negative);
  if (!read) return broken(span);
  return constant(type, {*read, *read}, span);
}

bool Checker::names_member_only(const ast::Name& name, const Place& place) const {
  if (names_value(name.text, place)) return false;
  for (const Owner* owner : place.scope->all())
    for (const auto& [enumeration_name, entry] : owner->enumerations)
      for (const Member& one : library_.enumerations[entry.what.index].members)
        if (one.name == name.text) return true;
  return false;
}

void Checker::unknown_value(const ast::Name& name, const Place& place) {
  if (excused(name.text, *place.scope)) return;
  auto values = names_in(*place.scope, &Owner::values);
  for (const LoopInSight* loop = place.loop; loop != nullptr; loop = loop->outer)
    for (std::string& field : names_of_record(loop->record)) values.push_back(std::move(field));
  auto& diagnostic = diagnostics_.report(Code::E0201, name.span, name.text);
  for (const LoopInSight* loop = place.loop; loop != nullptr; loop = loop->outer)
    if (loop->alias == name.text) {
      const auto fields = names_of_record(loop->record);
      diagnostic.hint("it is a record: write which field of it is meant, as in `" + name.text + "." + (fields.empty() ? "..." : fields.front()) + "`");
      return;
    }
  if (name.text == "true" || name.text == "false") {
    diagnostic.hint(std::string("write `") + (name.text == "true" ? "yes`" : "no`"));
    return;
  }
  for (const Owner& owner : owners_) {
    bool seen = false;
    for (const Owner* in_sight : place.scope->all()) seen = seen || in_sight == &owner;
    const auto found = owner.values.find(name.text);
    if (seen || found == owner.values.end() || owner.kind != ast::Header::Kind::vocabulary) continue;
    diagnostic.mark(found->second.span, "declared here").hint("the vocabulary `" + owner.name + "` declares it: add `uses " + owner.name + "` to the header");
    return;
  }
  for (const Owner* owner : place.scope->all())
    for (const auto& [enumeration_name, entry] : owner->enumerations) {
      const Enumeration& enumeration = library_.enumerations[entry.what.index];
      for (const Member& one : enumeration.members)
        if (one.name == name.text) {
          diagnostic.hint("`" + name.text + "` is a member of `" + enumeration_name + "`: compare a fact of that type with it");
          return;
        }
    }
  report_near(diagnostic, name.text, values);
  if (diagnostic.hints.empty() && place.loop != nullptr) hint_fields(diagnostic, place.loop->record);
  if (diagnostic.hints.empty()) diagnostic.hint("declare it in the vocabulary: `fact " + name.text + ": yes or no`");
}

Expr Checker::path(const ast::Path& node, Span span, const Place& place) {
  if (place.loop != nullptr)
    if (auto field = field_in_sight(node, span, place)) return *std::move(field);
  const ast::Name& name = node.names.back();
  if (node.names.size() > 1 && node.names.front().text != "case") {
    diagnostics_.report(Code::E0217, span, node.names.front().text, name.text).hint("write `" + name.text + "`");
    return broken(span);
  }
  for (std::uint8_t which = 1; which <= 4; ++which) {
    static constexpr const char* kNames[] = {"", "requested", "requested_over", "requested_rate", "used"};
    if (name.text == kNames[which]) return builtin(which, name, place);
  }
  const auto found = find_in(*place.scope, &Owner::values, name.text);
  if (found.entry != nullptr) {
    if (found.second != nullptr) {
      report_ambiguous(span, name.text, found);
      return broken(span);
    }
    return reference(*found.entry, span);
  }
  if (name.text == "yes") return constant(truth_type(), truth_value(Truth::yes), span);
  if (name.text == "no") return constant(truth_type(), truth_value(Truth::no), span);
  const auto other = find_in(*place.scope, &Owner::others, name.text);
  if (other.entry != nullptr) {
    diagnostics_.report(Code::E0206, span, name.text, other.entry->what).mark(other.entry->span, "declared here");
    return broken(span);
  }
  const auto record = find_in(*place.scope, &Owner::records, name.text);
  if (record.entry != nullptr) {
    diagnostics_.report(Code::E0206, span, name.text, "a record").mark(record.entry->span, "declared here");
    return broken(span);
  }
  const auto service = find_in(*place.scope, &Owner::services, name.text);
  if (service.entry != nullptr) {
    diagnostics_.report(Code::E0206, span, name.text, "a service").mark(service.entry->span, "declared here");
    return broken(span);
  }
  const auto enumeration = find_in(*place.scope, &Owner::enumerations, name.text);
  if (enumeration.entry != nullptr) {
    diagnostics_.report(Code::E0206, span, name.text, "a type").mark(enumeration.entry->span, "declared here");
    return broken(span);
  }
  unknown_value(name, place);
  return broken(span);
}

Expr Checker::reference(const ValueRef& ref, Span span) {
  if (ref.what == ValueRef::What::refused) return broken(span);
  Expr expr;
  expr.span = span;
  if (ref.what == ValueRef::What::fact) {
    expr.form = Expr::Form::operation;
    expr.op = Op::fact;
    expr.fact = FactId{ref.index};
    expr.type = library_.facts[ref.index].type;
    return expr;
  }
  if (pending_[ref.index].state != PendingDefinition::State::done) {
    if (!stands_on_) stands_on_ = ref.index;
    return broken(span);
  }
  const Definition& defined = library_.definitions[ref.index];
  if (is_error(defined.value)) return broken(span);
  expr.form = Expr::Form::definition;
  expr.definition = ref.index;
  expr.type = defined.value.type;
  return expr;
}

// requested, requested_over, requested_rate, used: a fact of the service, made at its first use.
Expr Checker::builtin(std::uint8_t which, const ast::Name& name, const Place& place) {
  if (!place.service) {
    diagnostics_.report(Code::E0215, name.span, name.text).hint("write the condition in the rule itself");
    return broken(name.span);
  }
  Service& service = library_.services[place.service->index];
  auto& slot = service.builtins[which];
  if (!slot) {
    static constexpr const char* kWords[] = {"", "quantity requested", "time that the request extends over", "rate requested",
                                             "quantity used before"};
    Fact fact;
    fact.name = name.text;
    fact.words = kWords[which];
    fact.owner = "service " + service.name;
    fact.per_request = true;
    fact.builtin = which;
    fact.service = place.service;
    fact.span = service.span;
    fact.type = plain(which == 2 ? Kind::days : Kind::number);
    if (which != 2) fact.type.unit = service.unit;
    if (which == 3) {
      const Unit week{{{"hour", 1}}, 168, 1, "week", "week"};
      if (const auto rate = unit_product(service.unit, week, true)) fact.type.unit = *rate;
    }
    fact.whole = whole_of(fact.type);
    slot = FactId{static_cast<std::uint32_t>(library_.facts.size())};
    library_.facts.push_back(std::move(fact));
  }
  return reference({ValueRef::What::fact, slot->index, name.span}, name.span);
}

Expr Checker::unary(const ast::Unary& node, Span span, const Place& place) {
  if (node.op == ast::Unary::Op::not_) {
    Expr inner = condition(*node.operand, place);
    if (is_error(inner)) return broken(span);
    return operation(Op::negation, truth_type(), span, {std::move(inner)});
  }
  if (const auto* literal_node = std::get_if<ast::Number>(&node.operand->node)) return number(*literal_node, span, place, true);
  Expr inner = value(*node.operand, place);
  if (is_error(inner)) return broken(span);
  if (!is_numeric(inner.type.kind) && !is_duration(inner.type.kind)) {
    diagnostics_.report(Code::E0313, span, ast::print_expression(*node.operand), describe(inner.type), "a number");
    return broken(span);
  }
  Type type = inner.type;
  type.is_signed = true;
  return operation(Op::negate, type, span, {std::move(inner)});
}

Expr Checker::junction(const ast::Junction& node, Span span, const Place& place) {
  std::vector<Expr> terms;
  bool wrong = false;
  for (const auto& term : node.terms) {
    terms.push_back(condition(*term, place));
    wrong = wrong || is_error(terms.back());
  }
  if (wrong) return broken(span);
  return operation(node.op == ast::Junction::Op::and_ ? Op::conjunction : Op::disjunction, truth_type(), span, std::move(terms));
}

// In a list expression a group is no part of the trace: it is what it says, asked of each record.
Expr Checker::group_of_record(const Expr& group, const ast::Group& node) {
  std::vector<Expr> terms;
  for (std::size_t i = 0; i < group.branches.size(); ++i) {
    const Criterion& branch = group.branches[i];
    const ast::Criterion& written = node.branches[i];
    const char* beside = written.text ? "text" : written.met ? "met" : written.unmet ? "unmet" : written.undocumented ? "undocumented"
                         : written.pages ? "page" : !written.cites.empty() ? "cites" : nullptr;
    if (beside != nullptr) diagnostics_.report(Code::E0366, branch.span, beside);
    terms.push_back(branch.condition);
    if (branch.unless) terms.back() = operation(Op::disjunction, truth_type(), branch.span, {branch.condition, *branch.unless});
  }
  using K = ast::Group::Kind;
  const Op op = group.group == K::all_of ? Op::conjunction : group.group == K::any_of ? Op::disjunction : Op::at_least;
  Expr expr = operation(op, truth_type(), group.span, std::move(terms));
  expr.quantity = group.quantity;
  return expr;
}

Expr Checker::group(const ast::Group& node, Span span, const Place& place) {
  Expr expr;
  expr.span = span;
  expr.form = Expr::Form::group;
  expr.group = node.kind;
  expr.type = truth_type();
  std::set<std::string> labels;
  bool wrong = false;
  for (const auto& branch : node.branches) {
    const ast::Name label = branch.label.value_or(ast::Name{"branch", branch.span});
    if (!labels.insert(label.text).second) diagnostics_.report(Code::E0402, label.span, label.text);
    expr.branches.push_back(criterion(branch, place, label, false, true));
    wrong = wrong || is_error(expr.branches.back().condition);
  }
  if (node.kind == ast::Group::Kind::at_least) {
    const DecimalRead read = parse_decimal(node.quantity);
    const auto branches = static_cast<std::int64_t>(node.branches.size());
    if (read.error != DecimalError::none || read.millionths % kOne != 0 || read.millionths / kOne < 1 ||
        read.millionths / kOne > branches) {
      diagnostics_.report(Code::E0318, span, node.quantity, std::to_string(branches) + " branches");
      wrong = true;
    } else {
      expr.quantity = read.millionths / kOne;
    }
  }
  if (wrong) return broken(span);
  return place.loop != nullptr ? group_of_record(expr, node) : expr;
}

Expr Checker::documented(const ast::Documented& node, Span span, const Place& place) {
  Expr subject = value(*node.subject, place);
  if (is_error(subject)) return broken(span);
  const auto tested = [&](Expr test) {
    return node.negated ? operation(Op::negation, truth_type(), span, {std::move(test)}) : test;
  };
  if (subject.type.kind == Kind::list) return tested(test_of_list(std::move(subject), node.exact, span));
  if (subject.type.kind == Kind::text) {
    diagnostics_.report(Code::E0314, span, ast::print_expression(*node.subject))
        .hint("to ask whether the record has it, declare a `yes or no` fact beside it");
    return broken(span);
  }
  Value whole = whole_of(subject.type);
  if (subject.form == Expr::Form::operation && subject.op == Op::fact) whole = library_.facts[subject.fact.index].whole;
  if (subject.form == Expr::Form::field) whole = library_.records[subject.list.record.index].fields[subject.field].whole;
  Expr test = operation(node.exact ? Op::exact : Op::documented, truth_type(), span, {std::move(subject)});
  test.constant = whole;
  return tested(std::move(test));
}

}  // namespace precept::check
