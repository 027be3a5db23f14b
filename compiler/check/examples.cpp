// Examples: a case in the author's words, and what is expected of it.
// In: ast::Example. Out: check::Example, every value of the type of the fact that it is given to.
#include <algorithm>
#include <bit>

#include "compiler/check/checker.hpp"
#include "compiler/syntax/print.hpp"
#include "runtime/values/calendar.hpp"
#include "runtime/values/missing_reasons.hpp"

namespace precept::check {

namespace {

bool is_status(const std::string& word) {
  for (const char* status : {"met", "unmet", "present", "absent", "undocumented", "exempt"})
    if (word == status) return true;
  return false;
}

std::string joined(const ast::Path& path) {
  std::string out;
  for (const ast::Name& name : path.names) out += (out.empty() ? "" : ".") + name.text;
  return out;
}

bool has_branch(const Expr& condition, const Branches& branches, const std::string& label) {
  std::vector<const Criterion*> open = branches.of(condition);
  std::set<const Criterion*> seen(open.begin(), open.end());
  while (!open.empty()) {
    const Criterion& branch = *open.back();
    open.pop_back();
    if (branch.label == label) return true;
    for (const Criterion* below : branches.of(branch.condition))
      if (seen.insert(below).second) open.push_back(below);
  }
  return false;
}

bool has_criterion(const std::vector<Criterion>& criteria, const std::string& label) {
  return std::any_of(criteria.begin(), criteria.end(), [&](const Criterion& one) { return one.label == label; });
}

// A year alone is written like a number: `injury_date = 2000`.
std::optional<Value> year_of(const ast::Expr& written, const Type& type) {
  const auto* year = std::get_if<ast::Number>(&written.node);
  if (year == nullptr || year->unit || type.kind != Kind::date) return std::nullopt;
  const auto range = parse_partial_date(year->digits);
  if (!range) return std::nullopt;
  return Value{range->first, range->last};
}

}  // namespace

bool Checker::given_value(const ast::GivenValue& node, const Fact& fact, ExampleGiven& out) {
  const FileScope& scope = scopes_[node.span.file];
  const Place place{&scope, std::nullopt};
  using G = ast::GivenValue::Kind;
  out.documented = true;
  if (fact.type.kind == Kind::list && node.kind != G::missing) return given_list(node, fact, out);
  const auto outside = [&] {
    if (fact.type.kind == Kind::truth || fact.type.kind == Kind::choice || fact.type.kind == Kind::text || fact.type.kind == Kind::code)
      return false;
    if (out.value.lo >= fact.whole.lo && out.value.hi <= fact.whole.hi) return false;
    diagnostics_.report(Code::E0325, node.span, fact.name, range_words(fact));
    return true;
  };
  switch (node.kind) {
    case G::literal: {
      if (const auto year = year_of(*node.literal, fact.type)) {
        out.value = *year;
        return !outside();
      }
      const auto read = literal(*node.literal, fact.type, place);
      if (!read) return false;
      out.value = *read;
      if (const auto* written = std::get_if<ast::Text>(&node.literal->node)) out.text = written->text;
      if (fact.type.kind == Kind::code) out.text = code_text(*node.literal).value_or("");
      return !outside();
    }
    case G::partial_date: {
      if (fact.type.kind != Kind::date) {
        diagnostics_.report(Code::E0313, node.span, node.partial_date, "a date known in part", describe(fact.type));
        return false;
      }
      const auto range = parse_partial_date(node.partial_date);
      if (!range) {
        no_such_date(node.span, node.partial_date);
        return false;
      }
      out.value = {range->first, range->last};
      return !outside();
    }
    case G::range: {
      if (fact.type.kind == Kind::truth || fact.type.kind == Kind::choice || fact.type.kind == Kind::text || fact.type.kind == Kind::code) {
        diagnostics_.report(Code::E0310, node.span, describe(fact.type), "to");
        return false;
      }
      const auto end = [&](const ast::Expr& written) {
        const auto year = year_of(written, fact.type);
        return year ? year : literal(written, fact.type, place);
      };
      const auto low = end(*node.low), high = end(*node.high);
      if (!low || !high) return false;
      if (low->lo > high->hi) {
        diagnostics_.report(Code::E0312, node.span);
        return false;
      }
      out.value = {low->lo, high->hi};
      return !outside();
    }
    case G::either: {
      if (fact.type.kind == Kind::code) {
        diagnostics_.report(Code::E0332, node.span).hint("say that it is missing: `" + fact.name + " missing`");
        return false;
      }
      bool first = true;
      for (const auto& element : node.elements) {
        ExampleGiven one;
        if (!given_value(element, fact, one)) return false;
        if (first) out.value = one.value;
        else if (fact.type.kind == Kind::truth || fact.type.kind == Kind::choice) out.value.lo |= one.value.lo;
        else out.value = {std::min(out.value.lo, one.value.lo), std::max(out.value.hi, one.value.hi)};
        first = false;
      }
      return !first;
    }
    case G::list:
    case G::record:
      diagnostics_.report(Code::E0368, node.span, describe(fact.type), node.kind == G::list ? "a list" : "a record");
      return false;
    case G::missing:
      if (!node.missing.empty() && !is_missing_reason(node.missing, node.span)) return false;
      out.documented = false;
      out.missing = node.missing;
      out.value = fact.whole;
      return true;
  }
  return false;
}

bool Checker::is_missing_reason(const std::string& reason, Span span) {
  std::vector<std::string> reasons(std::begin(kMissingReasons), std::end(kMissingReasons));
  if (std::find(reasons.begin(), reasons.end(), reason) != reasons.end()) return true;
  auto& diagnostic = report_near(diagnostics_.report(Code::E0506, span, reason), reason, reasons);
  if (diagnostic.hints.empty()) diagnostic.hint("such as `missing not-asked`, `missing unknown`, or `missing` alone");
  return false;
}

void Checker::given(const ast::Given& node, const Example& example, std::vector<ExampleGiven>& out) {
  ExampleGiven found;
  found.span = node.name.span;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < library_.facts.size(); ++i) {
    const Fact& fact = library_.facts[i];
    if (fact.builtin != 0) {
      if (fact.service == example.service && fact.name == node.name.text) found.facts.push_back(FactId{static_cast<std::uint32_t>(i)});
      continue;
    }
    names.push_back(fact.name);
    if (fact.name == node.name.text) found.facts.push_back(FactId{static_cast<std::uint32_t>(i)});
  }
  if (found.facts.empty()) {
    for (const Owner& owner : owners_)
      if (const auto refused = owner.values.find(node.name.text);
          (refused != owner.values.end() && refused->second.what == ValueRef::What::refused) || owner.lost.contains(node.name.text))
        return;
    report_near(diagnostics_.report(Code::E0201, node.name.span, node.name.text), node.name.text, names);
    return;
  }
  for (const ExampleGiven& other : out)
    if (other.facts == found.facts) diagnostics_.report(Code::E0202, node.name.span, node.name.text).mark(other.span, "given here first");
  // Facts of one name in several guidelines each read the value by their own type.
  for (const FactId fact : found.facts) {
    ExampleGiven one;
    one.span = found.span;
    one.facts = {fact};
    if (given_value(node.value, library_.facts[fact.index], one)) out.push_back(std::move(one));
  }
}

void Checker::expect(const ast::ExpectClause& node, const Example& example, Example& out) {
  ExampleExpect expected;
  expected.span = node.span;
  if (node.outcome) expected.outcome = outcome(*node.outcome);
  if (node.granted) {
    Type wanted = plain(Kind::number);
    wanted.unit = library_.services[example.service.index].unit;
    const auto granted = literal(*node.granted, wanted, Place{&scopes_[node.span.file], example.service});
    if (granted) expected.granted = granted->lo;
  }
  expected.has_because = !node.because.empty();
  for (const ast::Path& path_node : node.because) expected.because.push_back(joined(path_node));
  expected.has_possible = node.possible;
  for (const ast::Name& name : node.outcomes)
    if (const auto found = outcome(name)) expected.possible.push_back(*found);
  std::sort(expected.possible.begin(), expected.possible.end());
  if (node.criterion && node.status) {
    expected.criterion = joined(*node.criterion);
    expected.status = node.status->text;
    if (!is_status(expected.status))
      diagnostics_.report(Code::E0501, node.status->span, expected.status)
          .hint("a requirement is met, unmet, undocumented or exempt; an exclusion present, absent, undocumented or exempt");
    const std::string& label = node.criterion->names.back().text;
    bool known = false;
    std::vector<std::string> labels;
    for (const Edition& edition : library_.editions)
      for (const Rule& rule_node : edition.rules) {
        if (rule_node.service != example.service) continue;
        for (const auto* section : {&rule_node.requirements, &rule_node.exclusions, &rule_node.considers}) {
          known = known || has_criterion(*section, label);
          for (const Criterion& one : *section) {
            labels.push_back(one.label);
            known = known || has_branch(one.condition, *branches_, label);
          }
        }
      }
    if (!known && !syntax_errors_) {
      auto& diagnostic = report_near(diagnostics_.report(Code::E0502, node.criterion->names.back().span,
                                                         library_.services[example.service.index].name, label),
                                     label, labels);
      std::string all;
      for (const std::string& each : labels)
        if (all.size() < 80) all += (all.empty() ? "`" : ", `") + each + "`";
      if (diagnostic.hints.empty() && !all.empty()) diagnostic.hint("the labels are " + all + (all.size() < 80 ? "" : ", and more"));
    }
  }
  out.expects.push_back(std::move(expected));
}

Example Checker::example(const ast::Example& node) {
  Example out;
  out.title = node.title.text;
  out.span = node.title.span;
  const Declared<ServiceId>* service = nullptr;
  std::vector<std::string> services;
  for (const Owner& owner : owners_)
    for (const auto& [name, entry] : owner.services) {
      services.push_back(name);
      if (name == node.service.text) service = &entry;
    }
  if (service == nullptr) {
    for (const Owner& owner : owners_)
      if (owner.lost.contains(node.service.text)) return out;
    report_near(diagnostics_.report(Code::E0210, node.service.span, node.service.text), node.service.text, services);
    return out;
  }
  out.service = service->what;
  bool has_rule = false;
  for (const Edition& edition : library_.editions)
    for (const Rule& one : edition.rules) has_rule = has_rule || one.service == out.service;
  if (!has_rule && !syntax_errors_) diagnostics_.report(Code::E0505, node.service.span, node.service.text);
  if (node.policy) {
    std::vector<std::string> policies;
    for (const Policy& one : library_.policies) policies.push_back(one.name);
    if (std::find(policies.begin(), policies.end(), node.policy->text) == policies.end())
      report_near(diagnostics_.report(Code::E0212, node.policy->span, node.policy->text), node.policy->text, policies);
    out.policy = node.policy->text;
  } else if (library_.policies.size() > 1) {
    diagnostics_.report(Code::E0504, node.title.span, library_.policies.size()).hint("write `under " + library_.policies.front().name + "`");
  }
  Type quantity = plain(Kind::number);
  quantity.unit = library_.services[out.service.index].unit;
  const Place place{&scopes_[node.span.file], out.service};
  if (node.requests) {
    if (const auto read = literal(*node.requests, quantity, place)) {
      if (read->lo <= 0) diagnostics_.report(Code::E0503, node.requests->span);
      out.requested = read->lo;
    }
  }
  if (node.used)
    if (const auto read = literal(*node.used, quantity, place)) out.used = read->lo;
  if (node.over) {
    out.over = duration_literal(*node.over);
    if (!out.over) diagnostics_.report(Code::E0323, node.over->span, "`" + ast::print_expression(*node.over) + "`");
    else if (std::get<ast::Number>(node.over->node).digits.find_first_not_of("0.") == std::string::npos)
      diagnostics_.report(Code::E0323, node.over->span, "no time at all");
  }
  for (const auto& one : node.given) given(one, out, out.given);
  for (const auto& one : node.expects) expect(one, out, out);
  return out;
}

void Checker::check_examples() {
  for (const auto& file : syntax_.files)
    for (const auto& declaration : file.declarations)
      if (const auto* node = std::get_if<ast::Example>(&declaration.node)) library_.examples.push_back(example(*node));
}

}  // namespace precept::check
