// Examples that are missing, ready to paste: what no example shows of a criterion, and what tells a mutant from what is written.
// In: a library with its examples, coverage or mutants that nothing notices. Out: suggestions, each with the canonical text of an
// example that was decided on the interpreter; without text where none was found.
// Never here: reading the text back (whoever prints it does that first).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/analyze/coverage.hpp"
#include "compiler/analyze/mutation.hpp"
#include "compiler/analyze/search.hpp"

namespace precept::analyze {

struct Suggestion {
  std::string owner;  // the rule
  std::string where;  // "goal.agreed", "allows 10 sessions within 8w"; empty: the rule itself
  std::string goal;   // "unmet", "matters", "reached"
  std::string title;  // of the example; empty where none was found
  std::string text;   // canonical, ends with a line end
  std::uint32_t file = 0;  // where it may stand: that of the example that it was made from, or of the rule
};

class Suggesting {
 public:
  // All of it outlives this.
  Suggesting(const ast::Library& syntax, const source::Sources& sources, const Program& program, const Places& places,
             const std::vector<lower::ExampleCase>& examples);

  // One for each thing that is not shown; examples found are counted in `covering`, so that none is suggested twice.
  std::vector<Suggestion> for_coverage(Covering& covering);

  // An example that fails under the mutant, one of those suggested before where it will do; empty text where none was found soon enough.
  Suggestion for_mutant(const Mutant& mutant);

 private:
  struct Goal;
  struct Pasted {
    lower::ExampleCase example;
    Suggestion suggestion;
  };
  std::vector<Base> bases_for(RuleId rule) const;
  std::optional<Found> found(const Program& program, RuleId rule, const Wanted& wanted) const;
  Suggestion suggest(const Goal& goal, Covering& covering);
  void criterion_goals(CriterionId criterion, Covering& covering, std::vector<Suggestion>& out);
  void line_goals(RuleId rule, Covering& covering, std::vector<Suggestion>& out);
  Suggestion written_out(Suggestion about, const Found& shown, std::optional<CriterionId> criterion) const;
  CriterionId top_of(CriterionId criterion) const;
  std::vector<FactId> facts_for(RuleId rule, const std::vector<FactId>& own) const;

  const Program& program_;
  const Places& places_;
  const std::vector<lower::ExampleCase>& examples_;
  Decider decider_;
  Workbench bench_;
  std::vector<Base> bases_;                 // by example
  std::vector<Determination> determined_;   // by example, without traces
  std::vector<lower::ExampleCase> nothing_given_;  // by service
  std::vector<std::unique_ptr<lower::ExampleCase>> found_;  // for coverage
  std::vector<Pasted> for_mutants_;                         // tried first for the next
};

}  // namespace precept::analyze
