// The request, the grant, the guidelines and the outcome in words.
#include <fmt/core.h>

#include <algorithm>

#include "runtime/report/view.hpp"
#include "runtime/report/words.hpp"

namespace precept {
namespace {

// "12 sessions", "between 7 and 8 sessions".
std::string quantity_words(const Program& program, const Service& service, Value quantity) {
  Type type;
  type.kind = TypeKind::number;
  type.unit = service.unit;
  return format_value(program, type, quantity);
}

}  // namespace

std::string DeterminationView::service_words() const { return clean(program_.service(determination_.service).words); }

std::string DeterminationView::amount_words() const {
  const Service& service = program_.service(determination_.service);
  std::string text;
  if (request_.quantity) {
    const std::string amount = quantity_words(program_, service, *request_.quantity);
    if (service.unit)
      text = amount;
    else if (*request_.quantity != Value{kOne, kOne})
      text = "quantity " + amount;
  }
  if (!request_.rate.empty()) text += fmt::format("{}{}", text.empty() ? "" : ", ", clean(request_.rate));
  if (request_.over) text += fmt::format("{}over {}", text.empty() ? "" : " ", format_duration(*request_.over));
  return text;
}

std::string DeterminationView::requested_words() const {
  const Service& service = program_.service(determination_.service);
  std::string text = service_words();
  if (request_.quantity) {
    const std::string amount = quantity_words(program_, service, *request_.quantity);
    if (service.unit)
      text = fmt::format("{} of {}", amount, text);
    else if (*request_.quantity != Value{kOne, kOne})
      text = fmt::format("{}, {} times", text, amount);
  }
  if (!request_.rate.empty()) text += fmt::format(" ({})", clean(request_.rate));
  if (request_.over) text += fmt::format(" over {}", format_duration(*request_.over));
  return text;
}

std::string DeterminationView::request_title() const {
  std::string title = service_words();
  for (std::uint32_t i = 0; i < program_.facts.size(); ++i) {
    const Fact& fact = program_.facts[i];
    if (!fact.per_request || fact.builtin != Builtin::none || fact.type.kind != TypeKind::choice || !documented({i}))
      continue;
    const std::string value = fact_value({i});
    if (title.find(value) == std::string::npos) title += ", " + value;
  }
  if (const std::string amount = amount_words(); !amount.empty()) title += fmt::format(" ({})", amount);
  std::string with_stop = sentence(title);
  if (with_stop.back() == '.') with_stop.pop_back();
  return with_stop;
}

std::string DeterminationView::granted_words() const {
  if (!determination_.granted) return {};
  const Granted& granted = *determination_.granted;
  std::string text(kAsRequested);
  const bool same = granted.quantity && request_.quantity == Value{*granted.quantity, *granted.quantity} && !granted.within;
  if (granted.quantity && !same) {
    const auto& unit = program_.service(determination_.service).unit;
    text = unit ? format_quantity(program_, unit, *granted.quantity)
                : "quantity " + format_quantity(program_, unit, *granted.quantity);
    if (*granted.quantity == 0) text = "nothing";
  }
  if (granted.within) text += fmt::format("{} within {}", granted.quantity ? "" : ",", format_duration(*granted.within));
  return text;
}

std::string DeterminationView::line_words(const GrantLine& line, const Service& service) const {
  std::string text;
  if (line.quantity) text = quantity_words(program_, service, value(*line.quantity));
  if (line.within)
    text += fmt::format("{}within {}", text.empty() ? "" : " ",
                        format_value(program_, program_.node(*line.within).type, value(*line.within), style_));
  if (line.less_used) text += ", less what has been used";
  if (line.less_used && request_.used) text += fmt::format(" ({})", quantity_words(program_, service, *request_.used));
  if (!line.cites.empty()) {
    std::vector<std::string> cites;
    for (const std::string& cite : line.cites) cites.push_back(clean(cite));
    text += fmt::format(" ({})", joined(cites));
  }
  return text;
}

// The first alternative whose condition is not ruled out, and every limit that may bind.
std::string DeterminationView::allowance_words(const Rule& rule) const {
  if (!has_trace()) return {};
  const Service& service = program_.service(rule.service);
  const auto may_hold = [&](const GrantLine& line) {
    return !line.when || determination_.trace.truth(*line.when) != Truth::no;
  };
  std::string text;
  if (const auto line = std::find_if(rule.allows.begin(), rule.allows.end(), may_hold); line != rule.allows.end())
    text = line_words(*line, service);
  for (const GrantLine& line : rule.never_more)
    if (may_hold(line)) text += fmt::format("{}never more than {}", text.empty() ? "" : "; ", line_words(line, service));
  return text;
}

std::string DeterminationView::edition_words(const Edition& edition) const {
  std::string text = clean(edition.words.empty() ? edition.guideline : edition.words);
  if (!edition.source.empty()) text += fmt::format(" ({})", clean(edition.source));
  if (edition.from) text += ", in effect from " + format_day(*edition.from, style_);
  if (edition.until)
    text += fmt::format("{} until {}", edition.from ? "" : ", in effect", format_day(*edition.until, style_));
  return text;
}

std::string DeterminationView::guideline_words(const std::string& guideline) const {
  for (const Edition& edition : program_.editions)
    if (edition.guideline == guideline && !edition.words.empty()) return clean(edition.words);
  return clean(guideline);
}

std::string DeterminationView::says(Outcome outcome) const {
  const std::string& own = policy().says[static_cast<int>(outcome)];
  return own.empty() ? std::string(word_of(outcome)) : clean(own);
}

std::string DeterminationView::passed_over_words(const PassedOver& passed) const {
  switch (passed.reason) {
    case PassedOverReason::no_rule:
      return "it has no criteria for what is requested";
    case PassedOverReason::none_applies:
      return "none of its rules for what is requested applies here";
    case PassedOverReason::not_in_effect: {
      const auto fact = policy().as_of_fact;
      return fact ? fmt::format("it was not in effect ({})", fact_line(*fact)) : "it was not in effect";
    }
    case PassedOverReason::presumption_rebutted:
      for (const ConsultStep& step : policy().steps)
        for (const Consulted& consulted : step.alternatives)
          if (consulted.guideline == passed.guideline && consulted.unless) {
            std::string words = node_words(*consulted.unless);
            if (words.empty()) return fmt::format("the policy sets it aside where `{}`", clean(consulted.unless_expression));
            if (const std::string from = documents(facts_of(*consulted.unless)); !from.empty())
              words += fmt::format(" ({})", from);
            return fmt::format("the policy sets it aside {}{}", is_clause(*consulted.unless) ? "because " : "here: ", words);
          }
      return "the policy sets it aside here";
    case PassedOverReason::lower_evidence:
      return "another guideline that addresses the request carries the higher grade of evidence";
  }
  return {};
}

std::string DeterminationView::error_words() const {
  if (!determination_.error) return {};
  const NodeId failed = *determination_.error;
  // The criterion whose condition holds the failed operation, the smallest such.
  const auto holds = [&](NodeId root) {
    std::vector<NodeId> open{root};
    std::vector<bool> seen(program_.nodes.size());
    while (!open.empty()) {
      const NodeId id = open.back();
      open.pop_back();
      if (id == failed) return true;
      if (id.index < failed.index || seen[id.index]) continue;
      seen[id.index] = true;
      const auto& operands = program_.node(id).operands;
      open.insert(open.end(), operands.begin(), operands.end());
    }
    return false;
  };
  std::string_view what;
  const Op op = program_.node(failed).op;
  if (op == Op::divide)
    what = "a division by zero, or a result too large to hold";
  else if (op == Op::whole_years || op == Op::whole_months || op == Op::whole_days)
    what = "a time that ends before it starts";
  else
    what = "a result that is too large to hold";
  const Criterion* best = nullptr;
  for (const Criterion& criterion : program_.criteria) {
    if (program_.rule(criterion.rule).service != determination_.service) continue;
    if (!holds(criterion.condition) && !(criterion.unless && holds(*criterion.unless))) continue;
    if (!best || criterion.condition.index < best->condition.index) best = &criterion;
  }
  if (best)
    return fmt::format("{} in criterion `{}` of rule `{}`: `{}`", what, best->label, program_.rule(best->rule).name,
                       clean(best->expression));
  return fmt::format("{} in an expression of the rules for `{}`", what, program_.service(determination_.service).name);
}

}  // namespace precept
