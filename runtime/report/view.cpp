// Facts, criteria and outcomes in words.
#include "runtime/report/view.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/report/words.hpp"
#include "runtime/values/calendar.hpp"

namespace precept {

std::string_view word_of(Outcome outcome) {
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

std::string_view word_of(Status status) {
  switch (status) {
    case Status::met:
      return "met";
    case Status::unmet:
      return "unmet";
    case Status::present:
      return "present";
    case Status::absent:
      return "absent";
    case Status::undocumented:
      return "undocumented";
    case Status::exempt:
      return "exempt";
  }
  return "";
}

std::string_view word_of(TakenBy by) {
  switch (by) {
    case TakenBy::evidence:
      return "evidence";
    case TakenBy::criterion:
      return "criterion";
    case TakenBy::policy:
      return "policy";
  }
  return "";
}

std::string_view word_of(PassedOverReason reason) {
  switch (reason) {
    case PassedOverReason::no_rule:
      return "no_rule";
    case PassedOverReason::none_applies:
      return "none_applies";
    case PassedOverReason::not_in_effect:
      return "not_in_effect";
    case PassedOverReason::presumption_rebutted:
      return "presumption_rebutted";
    case PassedOverReason::lower_evidence:
      return "lower_evidence";
  }
  return "";
}

std::string_view words_of_missing(std::string_view reason) {
  static constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"unknown", "not known"},
      {"asked-unknown", "asked for, and not known"},
      {"temp-unknown", "not known yet"},
      {"not-asked", "not asked for"},
      {"asked-declined", "asked for, and declined"},
      {"masked", "withheld"},
      {"not-applicable", "said not to apply"},
      {"unsupported", "could not be recorded"},
      {"as-text", "given only in free text"},
      {"error", "recorded in error"},
      {"not-a-number", "recorded without a usable number"},
      {"negative-infinity", "recorded without a usable number"},
      {"positive-infinity", "recorded without a usable number"},
      {"not-performed", "not performed"},
      {"not-permitted", "not permitted"},
      {"conflicting", "the reports conflict"}};
  for (const auto& [code, words] : kWords)
    if (code == reason) return words;
  return reason;
}

DeterminationView::DeterminationView(const Program& program, const Request& request, const Determination& determination,
                                     DateStyle style)
    : program_(program), request_(request), determination_(determination), style_(style) {
  for (const RuleResult& rule : determination.rules)
    if (rule.consulted && determination.decided_by == rule.rule) rules_.push_back(&rule);
  for (const RuleResult& rule : determination.rules)
    if (rule.consulted && determination.decided_by != rule.rule) rules_.push_back(&rule);
  int number = 0;
  for (const RuleResult* rule : rules_) {
    for (const auto* results : {&rule->requirements, &rule->exclusions, &rule->considers}) {
      for (const CriterionResult& result : *results) {
        const Criterion& criterion = program.criterion(result.criterion);
        if (results != &rule->considers) numbers_[result.criterion] = ++number;
        labels_.emplace(criterion.label, &result);
        labels_.emplace(program.rule(rule->rule).name + "." + criterion.label, &result);
      }
    }
  }
}

std::string DeterminationView::fact_words(FactId fact) const { return clean(program_.fact(fact).words); }

std::string DeterminationView::fact_value(FactId fact) const {
  const Fact& declared = program_.fact(fact);
  if (declared.type.kind == TypeKind::text)
    return documented(fact) ? clean(request_.facts.evidence[fact.index].text) : std::string(kNotDocumented);
  return format_value(program_, declared.type, request_.facts.values[fact.index], style_);
}

std::string DeterminationView::document(const std::string& source, const std::string& dated, const std::string& page) const {
  std::string text = clean(source);
  if (!dated.empty())
    text += fmt::format("{}{}", text.empty() ? "document of " : " of ", format_written_date(dated, style_));
  if (!page.empty()) text += fmt::format("{}{}", text.empty() ? "" : ", ", pages_words(clean(page)));
  return text;
}

std::string DeterminationView::fact_document(FactId fact) const {
  const Evidence& evidence = request_.facts.evidence[fact.index];
  return document(evidence.source, evidence.dated, evidence.page);
}

std::string DeterminationView::fact_line(FactId fact) const {
  const std::string from = fact_document(fact);
  const std::string_view conflict =
      request_.facts.evidence[fact.index].missing == "conflicting" ? "the reports conflict" : "";
  std::string text = fmt::format("{}: {}", fact_words(fact), fact_value(fact));
  if (!from.empty() || !conflict.empty())
    text += fmt::format(" ({}{}{})", conflict, conflict.empty() || from.empty() ? "" : "; ", from);
  return text;
}

std::string DeterminationView::documents(const std::vector<FactId>& facts) const {
  // Each document once, with all its pages that are cited.
  std::vector<std::pair<std::string, std::vector<std::string>>> all;
  for (const FactId fact : facts) {
    if (!documented(fact)) continue;
    const Evidence& evidence = request_.facts.evidence[fact.index];
    const std::string name = document(evidence.source, evidence.dated, ""), page = clean(evidence.page);
    if (name.empty() && page.empty()) continue;
    auto known = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.first == name; });
    if (known == all.end()) known = all.insert(all.end(), {name, {}});
    auto& pages = known->second;
    if (!page.empty() && std::find(pages.begin(), pages.end(), page) == pages.end()) pages.push_back(page);
  }
  std::string text;
  for (const auto& [name, pages] : all) {
    text.append(text.empty() ? "" : "; ").append(name);
    if (!pages.empty()) text.append(name.empty() ? "" : ", ");
    if (pages.size() == 1) text += pages_words(pages[0]);
    if (pages.size() > 1) text += "pages " + joined(pages);
  }
  return text;
}

int DeterminationView::number(CriterionId criterion) const {
  const auto found = numbers_.find(criterion);
  return found == numbers_.end() ? 0 : found->second;
}

const CriterionResult* DeterminationView::by_label(const std::string& label) const {
  const auto found = labels_.find(label);
  return found == labels_.end() ? nullptr : found->second;
}

std::string DeterminationView::render(const TextTemplate& text) const {
  std::string result;
  for (std::size_t i = 0; i < text.pieces.size(); ++i) {
    result += text.pieces[i];
    if (i >= text.places.size()) continue;
    const Place& place = text.places[i];
    switch (place.kind) {
      case Place::Kind::text:
        result += fact_value(place.fact);
        break;
      case Place::Kind::span:
        result += has_trace() ? format_span(value(place.node), value(place.until)) : std::string(kNotDocumented);
        break;
      case Place::Kind::value: {
        const Node& node = program_.node(place.node);
        if (node.op == Op::fact)
          result += fact_value(node.fact);
        else
          result += has_trace() ? format_value(program_, node.type, value(place.node), style_) : std::string(kNotDocumented);
        break;
      }
    }
  }
  return clean(result);
}

std::string DeterminationView::pages_words(const std::string& pages) {
  if (pages.empty()) return {};
  const bool several = pages.find('-') != std::string::npos || pages.find(',') != std::string::npos ||
                       pages.find(';') != std::string::npos || pages.find("\xE2\x80\x93") != std::string::npos;
  return fmt::format("{} {}", several ? "pages" : "page", pages);
}

// A condition in words where it is something that has words: a fact, a definition, a comparison, a membership.
std::string DeterminationView::node_words(NodeId id) const {
  const Node& node = program_.node(id);
  if (std::string name = name_of_node(program_, id); !name.empty()) return name;
  if (node.op == Op::negation) {
    const std::string inner = node_words(node.operands[0]);
    if (!inner.empty() && program_.node(node.operands[0]).op == Op::fact) return fmt::format("{}: no", inner);
  }
  if (node.op == Op::choice_in || node.op == Op::choice_equal) {
    const std::string subject = name_of_node(program_, node.operands[0]);
    const Type& type = program_.node(node.operands[0]).type;
    Value members{static_cast<std::int64_t>(node.members), 0};
    if (node.op == Op::choice_equal) {
      if (program_.node(node.operands[1]).op != Op::constant) return {};
      members = program_.node(node.operands[1]).constant;
    }
    return subject.empty() ? std::string() : fmt::format("{}: {}", subject, format_value(program_, type, members, style_));
  }
  const auto compared = comparisons_of(program_, determination_.trace, id, style_);
  const bool single = node.op == Op::less || node.op == Op::less_equal || node.op == Op::equal || node.op == Op::between ||
                      node.op == Op::in_set || node.op == Op::negation;
  if (!single || compared.size() != 1 || compared[0].subject.empty()) return {};
  return fmt::format("{}: {}", compared[0].subject, compared[0].bound);
}

std::string DeterminationView::criterion_words(CriterionId id) const {
  const Criterion& criterion = program_.criterion(id);
  if (!criterion.text.empty()) return render(criterion.text);
  if (criterion.group != Criterion::Group::none && !criterion.branches.empty()) {
    std::vector<std::string> parts;
    for (const CriterionId branch : criterion.branches) parts.push_back(criterion_words(branch));
    const bool all = criterion.group == Criterion::Group::all_of, any = criterion.group == Criterion::Group::any_of;
    const std::string how = all ? "all of" : any ? "any of" : fmt::format("at least {} of", criterion.group_quantity);
    return fmt::format("{} the following ({})", how, joined_clauses(parts, all ? "and" : "or"));
  }
  const std::string words = node_words(criterion.condition);
  return words.empty() ? fmt::format("`{}`", clean(criterion.expression)) : words;
}

std::string DeterminationView::unless_words(const Criterion& criterion) const {
  if (!criterion.unless) return {};
  const std::string words = node_words(*criterion.unless);
  return words.empty() ? fmt::format("`{}`", clean(criterion.unless_expression)) : words;
}

std::string DeterminationView::applies_words(const RuleResult& result) const {
  const Rule& rule = program_.rule(result.rule);
  if (result.applies != Truth::undocumented) return {};
  if (!rule.applies) return rule.applies_otherwise ? "whether another rule applies" : "";
  const std::string words = node_words(*rule.applies);
  return words.empty() ? fmt::format("`{}`", clean(rule.applies_expression)) : words;
}

std::vector<FactId> DeterminationView::facts_of(NodeId node) const {
  std::vector<FactId> facts;
  std::vector<NodeId> open{node};
  std::vector<bool> seen(program_.nodes.size());
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    if (seen[id.index]) continue;
    seen[id.index] = true;
    const Node& one = program_.node(id);
    if ((one.op == Op::fact || one.op == Op::recorded) && std::find(facts.begin(), facts.end(), one.fact) == facts.end())
      facts.push_back(one.fact);
    open.insert(open.end(), one.operands.rbegin(), one.operands.rend());
  }
  return facts;
}

std::string DeterminationView::said(const CriterionResult& result) const {
  const Criterion& criterion = program_.criterion(result.criterion);
  switch (result.status) {
    case Status::met:
    case Status::present:
      return render(criterion.met);
    case Status::unmet:
    case Status::absent:
      return render(criterion.unmet);
    case Status::undocumented:
      return render(criterion.undocumented);
    case Status::exempt:
      return {};
  }
  return {};
}

std::vector<Comparison> DeterminationView::comparisons(CriterionId criterion) const {
  return comparisons_of(program_, determination_.trace, program_.criterion(criterion).condition, style_);
}

std::vector<FactId> DeterminationView::facts_used() const {
  std::vector<FactId> used;
  const auto add = [&](FactId fact) {
    if (documented(fact) && program_.fact(fact).builtin == Builtin::none &&
        std::find(used.begin(), used.end(), fact) == used.end())
      used.push_back(fact);
  };
  for (const RuleResult* rule : rules_)
    for (const auto* results : {&rule->requirements, &rule->exclusions, &rule->considers})
      for (const CriterionResult& result : *results)
        for (const FactId fact : program_.criterion(result.criterion).mentions_facts) add(fact);
  if (policy().as_of_fact) add(*policy().as_of_fact);
  return used;
}

}  // namespace precept
