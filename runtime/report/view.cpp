// Facts, criteria and outcomes in words.
#include "runtime/report/view.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/report/records.hpp"
#include "runtime/report/words.hpp"
#include "runtime/values/calendar.hpp"

namespace precept {
namespace {

constexpr std::size_t kPartsInWordsMax = 4;

}  // namespace

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
  if (declared.type.kind == TypeKind::list)
    return list_words(program_, request_.facts.lists[declared.list], declared.type.record);
  const std::string& written = request_.facts.evidence[fact.index].written;
  if (declared.type.kind == TypeKind::code && documented(fact) && !written.empty()) return clean(written);
  if (declared.type.kind == TypeKind::text)
    return documented(fact) ? clean(request_.facts.evidence[fact.index].text) : std::string(kNotDocumented);
  return format_value(program_, declared.type, request_.facts.values[fact.index], style_);
}

std::string DeterminationView::document(const std::string& source, const std::string& dated, const std::string& page) const {
  return document_words(source, dated, page, style_);
}

std::string DeterminationView::fact_document(FactId fact) const {
  const Evidence& evidence = request_.facts.evidence[fact.index];
  return document(evidence.source, evidence.dated, evidence.page);
}

std::string DeterminationView::conflict_words(FactId fact) const {
  const Evidence& evidence = request_.facts.evidence[fact.index];
  if (evidence.missing != "conflicting") return {};
  std::vector<std::string> reports;
  for (const Evidence::Report& report : evidence.reports) {
    const std::string from = document(report.source, report.dated, report.page);
    reports.push_back(format_value(program_, program_.fact(fact).type, report.value, style_) +
                      (from.empty() ? "" : fmt::format(" by {}", from)));
  }
  if (!reports.empty()) return "the reports conflict: " + joined_clauses(reports);
  const std::string from = fact_document(fact);
  return "the reports conflict" + (from.empty() ? "" : "; " + from);
}

std::string DeterminationView::fact_line(FactId fact) const {
  const std::string conflict = conflict_words(fact), from = conflict.empty() ? fact_document(fact) : conflict;
  std::string text = fmt::format("{}: {}", fact_words(fact), fact_value(fact));
  if (!from.empty()) text += fmt::format(" ({})", from);
  return text;
}

std::string DeterminationView::fact_clause(FactId fact) const {
  const TypeKind kind = program_.fact(fact).type.kind;
  std::string line = fact_line(fact);
  const std::string words = fact_words(fact);
  const bool assumed = request_.facts.states[fact.index] == FactState::assumed;
  if (kind != TypeKind::truth && kind != TypeKind::text)
    line = fmt::format("{} {}{}", words, is_or_are(words), line.substr(words.size() + 1));
  return assumed ? line + " (assumed)" : line;
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
  const auto [first, last] = labels_.equal_range(label);
  if (first == last) return nullptr;
  const auto open = std::find_if(first, last, [](const auto& one) {
    const Status status = one.second->status;
    return status == Status::unmet || status == Status::present || status == Status::undocumented;
  });
  return open == last ? first->second : open->second;
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


// A condition in words where it is something that has words: a fact, a definition, a comparison, a membership, or a few of
// these joined.
std::string DeterminationView::node_words(NodeId id, bool negated, std::string_view written) const {
  const Node& node = program_.node(id);
  if (std::string name = name_of_node(program_, id); !name.empty()) return negated ? name + ": no" : name;
  const auto said = [&](const std::string& subject, std::string_view what) {
    return subject.empty() ? std::string()
                           : fmt::format("{} {} {}{}", subject, is_or_are(subject), negated ? "not " : "", what);
  };
  switch (node.op) {
    case Op::negation:
      return node_words(node.operands[0], !negated, written);
    case Op::documented:
      return said(name_of_node(program_, node.operands[0]), "documented");
    case Op::exact:
      return said(name_of_node(program_, node.operands[0]), "known exactly");
    case Op::choice_in:
    case Op::choice_equal: {
      Value members{static_cast<std::int64_t>(node.members), 0};
      if (node.op == Op::choice_equal) {
        if (program_.node(node.operands[1]).op != Op::constant) return {};
        members = program_.node(node.operands[1]).constant;
      }
      return said(name_of_node(program_, node.operands[0]),
                  format_value(program_, program_.node(node.operands[0]).type, members, style_));
    }
    case Op::conjunction:
    case Op::disjunction: {
      if (node.operands.size() > kPartsInWordsMax) return {};
      std::string text;
      for (std::size_t i = 0; i < node.operands.size(); ++i) {
        const std::string part = node_words(node.operands[i], negated, written);
        if (part.empty()) return {};
        const bool all = (node.op == Op::conjunction) != negated;
        text += i == 0 ? "" : i + 1 < node.operands.size() ? ", " : all ? ", and " : ", or ";
        text += part;
      }
      return text;
    }
    case Op::less:
    case Op::less_equal:
    case Op::equal:
    case Op::between:
    case Op::in_set: {
      const auto compared = comparisons_of(program_, determination_.trace, id, style_, negated, written);
      if (compared.size() != 1 || compared[0].subject.empty()) return {};
      return fmt::format("{} {} {}", compared[0].subject, is_or_are(compared[0].subject), compared[0].bound);
    }
    case Op::fact:
    case Op::recorded:
    case Op::constant:
    case Op::at_least:
    case Op::truth_equal:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::negate:
    case Op::rescale:
    case Op::add_months:
    case Op::add_days:
    case Op::limit_months:
    case Op::limit_days:
    case Op::months_as_days:
    case Op::whole_years:
    case Op::whole_months:
    case Op::whole_days:
    case Op::code_in:
    case Op::code_equal:
    case Op::pick:
    case Op::field:
    case Op::field_recorded:
    case Op::list_some:
    case Op::list_every:
    case Op::list_count:
    case Op::list_distinct:
    case Op::list_sum:
    case Op::list_least:
    case Op::list_greatest:
    case Op::list_latest:
    case Op::list_latest_has:
    case Op::list_documented:
    case Op::list_exact:
      break;
  }
  return {};
}

bool DeterminationView::is_clause(NodeId id) const {
  const Node& node = program_.node(id);
  if (!name_of_node(program_, id).empty()) return false;
  if (node.op == Op::negation || node.op == Op::conjunction || node.op == Op::disjunction)
    return std::all_of(node.operands.begin(), node.operands.end(), [&](NodeId operand) { return is_clause(operand); });
  return !node_words(id).empty();
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
  const std::string words = node_words(criterion.condition, false, criterion.expression);
  return words.empty() ? fmt::format("`{}`", clean(criterion.expression)) : words;
}

std::string DeterminationView::unless_words(const Criterion& criterion) const {
  if (!criterion.unless) return {};
  const std::string words = node_words(*criterion.unless);
  return words.empty() ? fmt::format("`{}`", clean(criterion.unless_expression)) : words;
}

std::string DeterminationView::unless_clause(const Criterion& criterion) const {
  if (!criterion.unless) return {};
  return fmt::format(", unless {}{}", is_clause(*criterion.unless) ? "" : "this holds: ", unless_words(criterion));
}

std::string DeterminationView::applies_words(const RuleResult& result) const {
  const Rule& rule = program_.rule(result.rule);
  if (!rule.applies) return {};
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
  return comparisons_of(program_, determination_.trace, program_.criterion(criterion).condition, style_, false,
                        program_.criterion(criterion).expression);
}

std::vector<FactId> DeterminationView::facts_used() const {
  std::vector<FactId> used;
  const auto add = [&](FactId fact) {
    if (documented(fact) && program_.fact(fact).builtin == Builtin::none &&
        std::find(used.begin(), used.end(), fact) == used.end())
      used.push_back(fact);
  };
  const auto add_node = [&](const std::optional<NodeId>& node) {
    if (node)
      for (const FactId fact : facts_of(*node)) add(fact);
  };
  for (const RuleResult* rule : rules_)
    for (const auto* results : {&rule->requirements, &rule->exclusions, &rule->considers})
      for (const CriterionResult& result : *results)
        for (const FactId fact : program_.criterion(result.criterion).mentions_facts) add(fact);
  for (const RuleResult& result : determination_.rules) add_node(program_.rule(result.rule).applies);
  for (const RuleResult* shown : rules_)
    for (const auto* lines : {&program_.rule(shown->rule).allows, &program_.rule(shown->rule).never_more})
      for (const GrantLine& line : *lines)
        for (const auto& node : {line.when, line.quantity, line.within}) add_node(node);
  for (const ConsultStep& step : policy().steps)
    for (const Consulted& consulted : step.alternatives) add_node(consulted.unless);
  add_node(policy().as_of);
  return used;
}

}  // namespace precept
