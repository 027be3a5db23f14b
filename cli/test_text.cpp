// A run for people: each example, what the rules' tables of coverage say, the changes that nothing notices.
#include <fmt/format.h>

#include <set>

#include "cli/test_run.hpp"

namespace precept::cli {

namespace {

using analyze::Seen;

std::string indented(const std::string& text, std::size_t by) {
  std::string out;
  bool fresh = true;
  for (const char letter : text) {
    if (fresh && letter != '\n') out.append(by, ' ');
    out += letter;
    fresh = letter == '\n';
  }
  return out;
}

class CoverageTable {
 public:
  CoverageTable(const TestRun& run) : program_(run.compiled.program()), coverage_(run.coverage->coverage) {}

  std::string of_rule(RuleId id) {
    const Rule& rule = program_.rule(id);
    const analyze::RuleSeen& seen = coverage_.rules[id.index];
    const Edition& edition = program_.edition(rule.edition);
    out_ = fmt::format("\n  {}{}, {}: reached by {} example{}\n", edition.guideline, edition.name.empty() ? "" : " " + edition.name, rule.name,
                       seen.reached, seen.reached == 1 ? "" : "s");
    section("requires", rule.requirements, "met", "unmet");
    section("excluded when", rule.exclusions, "present", "absent");
    section("considers", rule.considers, "met", "unmet");
    if (!rule.allows.empty() || !rule.never_more.empty()) head("grants", "met", "unmet");
    for (std::size_t i = 0; i < rule.allows.size(); ++i) line(analyze::words_of(rule.allows[i], false), seen.allows[i]);
    for (std::size_t i = 0; i < rule.never_more.size(); ++i) line(analyze::words_of(rule.never_more[i], true), seen.never_more[i]);
    return std::move(out_);
  }

 private:
  void head(std::string_view name, std::string_view yes, std::string_view no) {
    out_ += fmt::format("    {:<36}{:>9}{:>9}{:>14}  matters\n", name, yes, no, "undocumented");
  }

  void section(std::string_view name, const std::vector<CriterionId>& criteria, std::string_view yes, std::string_view no) {
    if (criteria.empty()) return;
    head(name, yes, no);
    for (const CriterionId id : criteria) criterion(id, 3);
  }

  void criterion(CriterionId id, std::size_t depth) {
    row(std::string(2 * depth, ' ') + program_.criterion(id).label, coverage_.criteria[id.index], true);
    for (const CriterionId branch : program_.criterion(id).branches) criterion(branch, depth + 1);
  }

  void line(const std::string& words, const analyze::LineSeen& seen) { row("      " + words, seen.seen, seen.conditional); }

  void row(std::string words, const Seen& seen, bool counted) {
    if (words.size() > 39) {
      out_ += words + "\n";
      words.clear();
    }
    const auto count = [&](std::size_t i) {
      return !counted || !seen.reachable[i] ? std::string("-") : fmt::format("{}", seen.examples[i]);
    };
    out_ += fmt::format("{:<40}{:>9}{:>9}{:>14}  {}\n", words, count(0), count(1), count(2), !seen.can_matter ? "-" : seen.matters ? "yes" : "no");
  }

  const Program& program_;
  const analyze::Coverage& coverage_;
  std::string out_;
};

std::string about(const analyze::Suggestion& one) { return one.owner + (one.where.empty() ? "" : ", " + one.where) + ": " + one.goal; }

std::string coverage_text(const TestRun& run) {
  const analyze::Coverage& coverage = run.coverage->coverage;
  std::string out = fmt::format("\ncoverage: {}% ({} of {})\n", coverage.percent(), coverage.shown, coverage.wanted);
  CoverageTable table(run);
  for (std::uint32_t i = 0; i < run.compiled.program().rules.size(); ++i) out += table.of_rule(RuleId{i});
  std::string found, none;
  for (const analyze::Suggestion& one : run.coverage->missing) {
    if (one.text.empty()) none += "  " + about(one) + "\n";
    else found += "\n# " + about(one) + "\n" + one.text;
  }
  if (!found.empty()) out += "\nexamples that would show what is not shown:\n" + found;
  if (!none.empty()) out += "\nnot shown, and no example was found that shows it:\n" + none;
  return out;
}

std::string mutant_text(const MutantRun& one) {
  const analyze::Mutant& mutant = one.mutant;
  std::string out = fmt::format("\n  {}: {}, {}: {}\n", one.place, mutant.owner, mutant.where, change_word(mutant.kind));
  out += "    - " + mutant.before + "\n";
  out += "    + " + (mutant.after.empty() ? std::string("(nothing)") : mutant.after) + "\n";
  return out;
}

std::string mutation_text(const TestRun& run) {
  const MutationRun& mutation = *run.mutation;
  std::string out = fmt::format("\nmutation: {}% ({} of {} changes are noticed)\n", mutation.percent(), mutation.noticed, mutation.all());
  std::set<std::string> shown;
  if (!mutation.unnoticed.empty()) out += "\nno example notices:\n";
  for (const MutantRun& one : mutation.unnoticed) {
    out += mutant_text(one);
    if (one.suggestion.text.empty()) out += "    no example was found that would\n";
    else if (shown.insert(one.suggestion.text).second) out += "    an example that would:\n" + indented(one.suggestion.text, 4);
    else out += "    so would the example `" + one.suggestion.title + "` above\n";
  }
  if (!mutation.equivalent.empty()) out += "\nnot counted, since they change no meaning or are one of the others:\n";
  for (const MutantRun& one : mutation.equivalent) out += mutant_text(one);
  return out;
}

}  // namespace

std::string as_text(const TestRun& run, const TestOptions& options, bool brief) {
  std::string out;
  for (const ExampleRun& one : run.examples) {
    if (brief && one.failures.empty()) continue;
    out += fmt::format("{} {} ({})\n", one.failures.empty() ? "pass" : "FAIL", one.example->title, one.place);
    for (const auto& failure : one.failures) out += "     " + failure + "\n";
    if (!one.shown.empty()) out += one.shown + "\n";
  }
  out += fmt::format("{} passed, {} failed\n", run.examples.size() - run.failed, run.failed);
  if (run.coverage)
    out += brief ? fmt::format("coverage: {}% ({} of {})\n", run.coverage->coverage.percent(), run.coverage->coverage.shown, run.coverage->coverage.wanted)
                 : coverage_text(run);
  if (run.mutation)
    out += brief ? fmt::format("mutation: {}% ({} of {} changes are noticed)\n", run.mutation->percent(), run.mutation->noticed, run.mutation->all())
                 : mutation_text(run);
  const auto missed = short_of(run, options);
  if (!missed.empty()) out += "\n";
  for (const std::string& sentence : missed) out += sentence + "\n";
  return out;
}

}  // namespace precept::cli
