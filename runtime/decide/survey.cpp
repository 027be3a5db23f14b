// Cells and ranges in, branches out. Never here: outcomes.
#include "runtime/decide/survey.hpp"

#include <algorithm>

#include "runtime/decide/decide.hpp"

namespace precept::deciding {
namespace {

// What one guideline answers in one combination.
struct Answering {
  std::size_t guideline = 0;
  std::vector<std::size_t> left;      // of its rules, those that apply and are not set aside
  std::optional<std::int64_t> grade;  // the best of those; none where none has any
};

class Walk {
 public:
  Walk(const Program& program, const PlannedCell& cell, CellSeen& seen, std::size_t index, std::vector<Branch>& branches)
      : program_(program), cell_(cell), seen_(seen), index_(index), branches_(branches) {}

  void one(const Combinations& truths) {
    apply_rules(truths);
    std::vector<Answering> answering;
    for (std::size_t g = 0; g < cell_.guidelines.size(); ++g) {
      consult(g, truths, answering);
      const bool step_ends = g + 1 == cell_.guidelines.size() || cell_.guidelines[g + 1].step != cell_.guidelines[g].step;
      if (step_ends && !answering.empty()) return decide(std::move(answering));
    }
    add_branch({});
  }

 private:
  void apply_rules(const Combinations& truths) {
    applies_.resize(cell_.guidelines.size());
    for (std::size_t g = 0; g < cell_.guidelines.size(); ++g) {
      const std::vector<PlannedRule>& rules = cell_.guidelines[g].rules;
      std::vector<bool>& applies = applies_[g];
      applies.assign(rules.size(), false);
      bool any = false;
      for (std::size_t r = 0; r < rules.size(); ++r) {
        if (rules[r].otherwise) continue;
        applies[r] = !rules[r].applies || truths.holds(*rules[r].applies);
        any = any || applies[r];
      }
      for (std::size_t r = 0; r < rules.size(); ++r)
        if (rules[r].otherwise) applies[r] = !any;
      note(seen_.guidelines[g], rules, applies);
    }
  }

  static bool is_set_aside(const PlannedRule& rule, const std::vector<bool>& applies) {
    return std::any_of(rule.set_aside_by.begin(), rule.set_aside_by.end(), [&](std::uint32_t by) { return applies[by]; });
  }

  static void note(GuidelineSeen& seen, const std::vector<PlannedRule>& rules, const std::vector<bool>& applies) {
    for (std::size_t r = 0; r < rules.size(); ++r) {
      RuleSeen& rule = seen.rules[r];
      if (applies[r]) {
        rule.applied = true;
        rule.kept = rule.kept || !is_set_aside(rules[r], applies);
      } else {
        rule.did_not_apply = true;
      }
    }
  }

  void consult(std::size_t g, const Combinations& truths, std::vector<Answering>& answering) {
    const PlannedGuideline& guideline = cell_.guidelines[g];
    seen_.guidelines[g].reached = true;
    if (guideline.unless && truths.holds(*guideline.unless)) return pass_over(g, PassedOverReason::presumption_rebutted);
    if (!guideline.edition) {
      const bool none = guideline.consulted->editions.empty();
      return pass_over(g, none ? PassedOverReason::no_rule : PassedOverReason::not_in_effect);
    }
    if (guideline.rules.empty()) return pass_over(g, PassedOverReason::no_rule);
    seen_.guidelines[g].rules_asked = true;
    Answering answer{g, {}, std::nullopt};
    for (std::size_t r = 0; r < guideline.rules.size(); ++r) {
      if (!applies_[g][r] || is_set_aside(guideline.rules[r], applies_[g])) continue;
      answer.left.push_back(r);
      const auto& grade = program_.rule(guideline.rules[r].rule).evidence;
      if (grade && (!answer.grade || *grade < *answer.grade)) answer.grade = grade;
    }
    if (answer.left.empty()) return pass_over(g, PassedOverReason::none_applies);
    answering.push_back(std::move(answer));
  }

  void pass_over(std::size_t g, PassedOverReason reason) {
    static constexpr auto place = [](PassedOverReason which) {
      switch (which) {
        case PassedOverReason::no_rule:
          return 0;
        case PassedOverReason::none_applies:
          return 1;
        case PassedOverReason::not_in_effect:
          return 2;
        case PassedOverReason::presumption_rebutted:
          return 3;
        case PassedOverReason::lower_evidence:
          return 4;
      }
      return 5;
    };
    GuidelineSeen& seen = seen_.guidelines[g];
    if (seen.passed_over == 0 || place(reason) < place(seen.reason)) seen.reason = reason;
    ++seen.passed_over;
  }

  // By evidence: a graded answer gives way to a better grade. An ungraded one cannot be weighed and stays.
  void decide(std::vector<Answering> answering) {
    std::optional<std::int64_t> best;
    for (const Answering& answer : answering)
      if (answer.grade && (!best || *answer.grade < *best)) best = answer.grade;
    std::vector<RuleId> rules;
    for (const Answering& answer : answering) {
      if (answer.grade && *answer.grade > *best) {
        pass_over(answer.guideline, PassedOverReason::lower_evidence);
        continue;
      }
      for (const std::size_t r : answer.left) {
        rules.push_back(cell_.guidelines[answer.guideline].rules[r].rule);
        seen_.guidelines[answer.guideline].rules[r].decides = true;
      }
    }
    add_branch(std::move(rules));
  }

  void add_branch(std::vector<RuleId> rules) {
    for (const Branch& branch : branches_)
      if (branch.cell == index_ && branch.rules == rules) return;
    branches_.push_back({index_, std::move(rules)});
  }

  const Program& program_;
  const PlannedCell& cell_;
  CellSeen& seen_;
  const std::size_t index_;
  std::vector<Branch>& branches_;
  std::vector<std::vector<bool>> applies_;  // by guideline, by rule, in the present combination
};

void see_everything(const PlannedCell& cell, CellSeen& seen) {
  for (std::size_t g = 0; g < cell.guidelines.size(); ++g) {
    seen.guidelines[g].reached = true;
    seen.guidelines[g].rules_asked = true;
    for (RuleSeen& rule : seen.guidelines[g].rules) rule = {true, true, true, true};
  }
}

}  // namespace

void survey_cell(const Program& program, const PlannedCell& cell, const Ranges& ranges, Survey& survey) {
  const std::size_t index = survey.cells.size();
  CellSeen seen;
  seen.cell = &cell;
  seen.guidelines.resize(cell.guidelines.size());
  for (std::size_t g = 0; g < cell.guidelines.size(); ++g) seen.guidelines[g].rules.resize(cell.guidelines[g].rules.size());
  Combinations combinations(cell.conditions, ranges);
  seen.combinations = combinations.count();
  if (combinations.count() > kCombinationsMax) {
    survey.too_many = true;
    see_everything(cell, seen);
  } else {
    Walk walk(program, cell, seen, index, survey.branches);
    while (combinations.next()) walk.one(combinations);
  }
  survey.cells.push_back(std::move(seen));
}

std::vector<PassedOver> passed_over(const Survey& survey) {
  std::vector<PassedOver> all;
  if (survey.too_many || survey.cells.empty()) return all;
  const auto place = [](PassedOverReason reason) {
    return reason == PassedOverReason::no_rule ? 0 : reason == PassedOverReason::none_applies ? 1 : 2;
  };
  const std::vector<PlannedGuideline>& guidelines = survey.cells.front().cell->guidelines;
  for (std::size_t g = 0; g < guidelines.size(); ++g) {
    PassedOver passed{guidelines[g].consulted->guideline, survey.cells.front().guidelines[g].reason};
    bool always = true;
    for (const CellSeen& cell : survey.cells) {
      const GuidelineSeen& seen = cell.guidelines[g];
      always = always && seen.passed_over == cell.combinations;
      if (place(seen.reason) < place(passed.reason)) passed.reason = seen.reason;
    }
    if (always) all.push_back(std::move(passed));
  }
  return all;
}

}  // namespace precept::deciding
