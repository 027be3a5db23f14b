// Which small changes of a library no example notices.
// In: mutants and examples. Out: for each mutant, whether an example that passes fails under it.
// Never here: which changes there are (mutants.hpp), examples that would notice (suggest.hpp).
#pragma once

#include <cstddef>
#include <vector>

#include "compiler/analyze/mutants.hpp"
#include "compiler/analyze/replay.hpp"

namespace precept::analyze {

// One changed library and how it decides. What an example comes to is only worked out anew where the change can be felt.
class Changed {
 public:
  Changed(Workbench& bench, const Mutant& mutant);  // applies it; put back when this ends
  ~Changed() { bench_.put_back(); }
  Changed(const Changed&) = delete;
  Changed& operator=(const Changed&) = delete;

  bool is_equivalent() const { return !bench_.is_changed(); }  // nothing that it changes is used
  // The determination, or nothing where it is certain to be as before.
  std::optional<Determination> decide(const lower::ExampleCase& example);

 private:
  bool is_felt(const lower::ExampleCase& example, const Trace& trace) const;

  Workbench& bench_;
  Decider decider_;
  Trace trace_;
};

struct MutationResult {
  std::vector<std::size_t> noticed, unnoticed, equivalent;  // indices into Mutants::distinct
};

// `passing`: the examples that hold, which alone can notice anything.
MutationResult run_mutants(const Program& program, const std::vector<Mutant>& mutants, const std::vector<const lower::ExampleCase*>& passing);

}  // namespace precept::analyze
