// Criteria of both libraries are matched by their names; those of an edition that only one side consulted, by their names
// without the edition. Of all that changed, what `because` names on either side explains the flip, with its branches.
#include "runtime/batch/flips/comparison.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "runtime/report/view.hpp"

namespace precept::batch {
namespace {

constexpr const char* kNotThere = "not there";
constexpr const char* kUndocumented = "undocumented";
constexpr std::string_view kNoCriterion[] = {"conflict", "silent", "edition", "applies", "not_recommended"};

bool is_no_criterion(const std::string& label) {
  return std::find(std::begin(kNoCriterion), std::end(kNoCriterion), label) != std::end(kNoCriterion);
}

bool holds(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

std::string without_edition(const Program& program, RuleId id, const std::string& name) {
  const Edition& edition = program.edition(program.rule(id).edition);
  return edition.name.empty() ? name : edition.guideline + name.substr(edition.guideline.size() + 1 + edition.name.size());
}

std::string deciding_rule(const Answer& answer) {
  if (answer.rule.empty()) return "";
  return answer.guideline + (answer.edition.empty() ? "" : "." + answer.edition) + "." + answer.rule;
}

}  // namespace

Comparer::Comparer(const ComparedLibrary& before, const ComparedLibrary& after) {
  std::map<std::string, std::size_t> places;
  add_columns(before, 0, places);
  add_columns(after, 1, places);
}

void Comparer::add_columns(const ComparedLibrary& library, int side, std::map<std::string, std::size_t>& places) {
  const Program& program = library.program;
  for (std::uint32_t i = 0; i < program.rules.size(); ++i) rules_[side].push_back(rule_name(program, {i}));
  std::sort(rules_[side].begin(), rules_[side].end());
  for (std::size_t i = 0; i < library.columns.size(); ++i) {
    const CriterionColumn& from = library.columns[i];
    const Criterion& criterion = program.criterion(from.criterion);
    const auto [place, is_new] = places.emplace(from.name, columns_.size());
    if (is_new) columns_.emplace_back();
    Column& column = columns_[place->second];
    column.name = from.name;
    column.base = without_edition(program, criterion.rule, from.name);
    column.rule[side] = rule_name(program, criterion.rule);
    column.place[side] = i;
    column.label = from.name.substr(column.rule[side].size() + 1);
    column.is_branch = column.label.find('.') != std::string::npos;
    column.label.resize(std::min(column.label.size(), column.label.find_first_of(".~")));
    column.is_exclusion = criterion.section == Section::excluded;
  }
}

bool Comparer::is_consulted(const Column& column, int side, const Answer& answer) {
  return !column.rule[side].empty() && holds(answer.consulted, column.rule[side]);
}

std::string Comparer::status(const Column& column, int side, const Answer& answer) {
  if (column.rule[side].empty()) return kNotThere;
  if (!is_consulted(column, side, answer)) return "not consulted";
  switch (answer.marks[column.place[side]]) {
    case Mark::yes: return column.is_exclusion ? "present" : "met";
    case Mark::no: return column.is_exclusion ? "absent" : "unmet";
    case Mark::null: break;
  }
  return kUndocumented;
}

// Criteria that either side consulted, with unlike statuses.
std::vector<Comparer::Changed> Comparer::changed(const Answer& before, const Answer& after) const {
  std::vector<Changed> found, only[2];
  for (const Column& column : columns_) {
    const bool was = is_consulted(column, 0, before), is = is_consulted(column, 1, after);
    if (!was && !is) continue;
    Changed one{&column, &column, {column.name, status(column, 0, before), status(column, 1, after)}};
    if (was && is) {
      if (one.what.before != one.what.after) found.push_back(std::move(one));
    } else {
      only[was ? 0 : 1].push_back(std::move(one));
    }
  }
  const auto count = [](const std::vector<Changed>& all, const std::string& base) {
    return std::count_if(all.begin(), all.end(), [&](const Changed& one) { return one.before->base == base; });
  };
  std::set<const Column*> paired;
  for (Changed& one : only[0]) {
    const std::string& base = one.before->base;
    if (count(only[0], base) == 1 && count(only[1], base) == 1) {
      const auto other = std::find_if(only[1].begin(), only[1].end(), [&](const Changed& two) { return two.after->base == base; });
      paired.insert(other->after);
      one.after = other->after;
      one.what = {other->what.name, one.what.before, other->what.after};
      if (one.what.before == one.what.after) continue;
    }
    found.push_back(std::move(one));
  }
  for (Changed& one : only[1])
    if (!paired.contains(one.after)) found.push_back(std::move(one));
  return found;
}

bool Comparer::explains(const Column* column, int side, const Answer& answer, const std::string& rule) {
  if (!is_consulted(*column, side, answer) || (!rule.empty() && column->rule[side] != rule)) return false;
  return std::any_of(answer.because.begin(), answer.because.end(),
                     [&](const std::string& label) { return label == column->label || label.ends_with("." + column->label); });
}

bool Comparer::has_rule(int side, const std::string& rule) const {
  return std::binary_search(rules_[side].begin(), rules_[side].end(), rule);
}

// Criteria of the rule that decides in both libraries that are undocumented in both, and taken otherwise: named by `because`
// of one only, or left open by the one and not by the other.
std::vector<Responsible> Comparer::taken_otherwise(const Comparison& comparison) const {
  if (comparison.rule_before != comparison.rule_after) return {};
  for (const Answer* answer : {comparison.before, comparison.after})
    if (std::any_of(answer->because.begin(), answer->because.end(), is_no_criterion)) return {};
  const auto taken = [](bool is_named, const Answer& answer) {
    return !is_named ? kUndocumented
                     : std::string(kUndocumented) + (answer.outcome == Outcome::pend ? ", left open" : ", taken against the request");
  };
  std::vector<Responsible> found;
  for (const Column& column : columns_) {
    const Answer &before = *comparison.before, &after = *comparison.after;
    if (column.is_branch || status(column, 0, before) != kUndocumented || status(column, 1, after) != kUndocumented) continue;
    const std::string was = taken(explains(&column, 0, before, comparison.rule_before), before);
    const std::string is = taken(explains(&column, 1, after, comparison.rule_after), after);
    if (was != is) found.push_back({column.name, was, is});
  }
  return found;
}

// What explains a flip in which no criterion that `because` names changed its status.
std::vector<Responsible> Comparer::without_criteria(const Comparison& comparison) const {
  const Answer &before = *comparison.before, &after = *comparison.after;
  const std::string was(word_of(before.outcome)), is(word_of(after.outcome));
  const std::string &old_rule = comparison.rule_before, &new_rule = comparison.rule_after;
  std::vector<Responsible> found;
  if (old_rule != new_rule) {
    const auto other = [&](int side, const std::string& rule) { return has_rule(side, rule) ? "does not decide" : kNotThere; };
    if (!old_rule.empty()) found.push_back({old_rule, "decides", other(1, old_rule)});
    if (!new_rule.empty()) found.push_back({new_rule, other(0, new_rule), "decides"});
  }
  const bool same_rule = found.empty();
  for (const Answer* answer : {&before, &after})
    for (std::size_t i = 0; i < answer->because.size(); ++i) {
      const std::string& label = answer->because[i];
      const bool counts = is_no_criterion(label) || (same_rule && label == "allows");
      if (counts) found.push_back({answer->decided_by[i], was, is});
    }
  if (!found.empty()) return found;
  const auto granted = [](const Answer& answer) { return answer.outcome == Outcome::approve || answer.outcome == Outcome::modify; };
  if (granted(before) && granted(after)) return {{old_rule + ".allows", was, is}};
  return {};
}

Comparison Comparer::compare(const Answer& before, const Answer& after) const {
  Comparison result;
  result.before = &before;
  result.after = &after;
  result.rule_before = deciding_rule(before);
  result.rule_after = deciding_rule(after);
  if (before.outcome == after.outcome && before.granted == after.granted && before.granted_within == after.granted_within) {
    const bool as_it_was = before.because == after.because && result.rule_before == result.rule_after;
    result.kind = as_it_was ? Comparison::Kind::same : Comparison::Kind::other_reasons;
    return result;
  }
  result.kind = Comparison::Kind::flipped;
  const auto all = changed(before, after);
  for (const Changed& one : all)
    if (explains(one.before, 0, before, result.rule_before) || explains(one.after, 1, after, result.rule_after))
      result.responsible.push_back(one.what);
  if (result.responsible.empty()) result.responsible = taken_otherwise(result);
  if (result.responsible.empty()) result.responsible = without_criteria(result);
  if (result.responsible.empty())
    for (const Changed& one : all) result.responsible.push_back(one.what);
  if (result.responsible.empty())
    result.responsible.push_back({"closing", std::string(word_of(before.outcome)), std::string(word_of(after.outcome))});
  std::sort(result.responsible.begin(), result.responsible.end());
  result.responsible.erase(std::unique(result.responsible.begin(), result.responsible.end()), result.responsible.end());
  for (const Responsible& one : result.responsible) result.shown.push_back(one.name + ": " + one.before + " -> " + one.after);
  return result;
}

const Comparison* Comparisons::of(const Answer* before, const Answer* after) {
  const Comparison*& known = known_[{before, after}];
  if (known == nullptr) known = &all_.emplace_back(comparer_.compare(*before, *after));
  return known;
}

}  // namespace precept::batch
