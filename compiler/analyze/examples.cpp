// Runs every example once on the reference interpreter and remembers which statuses each criterion came out with.
#include "compiler/analyze/examples.hpp"

#include "compiler/analyze/replay.hpp"

namespace precept::analyze {

using diagnostics::Code;

namespace {

struct Shown {
  bool holds = false;  // met, present, exempt requirement
  bool fails = false;  // unmet, absent
};

void remember(const std::vector<CriterionResult>& results, std::vector<Shown>& shown) {
  for (const CriterionResult& result : results) {
    Shown& one = shown[result.criterion.index];
    switch (result.status) {
      case Status::met:
      case Status::present: one.holds = true; break;
      case Status::unmet:
      case Status::absent: one.fails = true; break;
      case Status::undocumented:
      case Status::exempt: break;
    }
    remember(result.branches, shown);
  }
}

void report_section(const std::vector<check::Criterion>& section, const std::vector<CriterionId>& ids, const std::string& rule,
                    bool exclusion, const std::vector<Shown>& shown, diagnostics::Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < section.size(); ++i) {
    const Shown& one = shown[ids[i].index];
    if (one.holds && one.fails) continue;
    const char* missing = !one.holds && !one.fails ? (exclusion ? "present or absent" : "met or unmet")
                          : !one.holds             ? (exclusion ? "present" : "met")
                                                   : (exclusion ? "absent" : "unmet");
    diagnostics.report(Code::W0706, section[i].span, section[i].label, rule, missing);
  }
}

}  // namespace

void unreached_criteria(const check::Library& library, const Program& program, const std::vector<lower::ExampleCase>& examples,
                        diagnostics::Diagnostics& diagnostics) {
  std::vector<bool> reached(program.rules.size(), false);
  std::vector<Shown> shown(program.criteria.size());
  const Evaluate evaluate = interpreter(program);
  for (const auto& example : examples) {
    const Determination determination =
        decide(program, policy_of(program, example.policy), example.title, example.request, evaluate);
    for (const RuleResult& rule : determination.rules) {
      if (!rule.consulted) continue;
      reached[rule.rule.index] = true;
      for (const auto* section : {&rule.requirements, &rule.exclusions, &rule.considers}) remember(*section, shown);
    }
  }
  std::size_t at = 0;
  for (const auto& edition : library.editions)
    for (const auto& rule : edition.rules) {
      const std::size_t index = at++;
      const Rule& lowered = program.rules[index];
      if (rule.short_form && examples.empty()) continue;
      if (!reached[index]) {
        diagnostics.report(Code::W0705, rule.span, rule.name);
        continue;
      }
      report_section(rule.requirements, lowered.requirements, rule.name, false, shown, diagnostics);
      report_section(rule.exclusions, lowered.exclusions, rule.name, true, shown, diagnostics);
    }
}

}  // namespace precept::analyze
