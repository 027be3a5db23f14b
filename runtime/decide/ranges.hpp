// What the nodes of a Program may be: by the facts and trace of one branch, or with nothing documented.
// Never here: evaluation; a node's range is read, or its type's.
#pragma once

#include "runtime/facts/case_facts.hpp"
#include "runtime/interpret/trace.hpp"
#include "runtime/program/program.hpp"

namespace precept::deciding {

// Borrows all that it is given. Facts and constants are read where they stand, so that an engine which leaves a trace of
// the outputs alone (`trace_outputs`) gives the same ranges as one that leaves all.
class Ranges {
 public:
  // Nothing documented: facts are whole, everything else is as wide as its type.
  explicit Ranges(const Program& program) : program_(program) {}
  Ranges(const Program& program, const CaseFacts& facts, const Trace& trace)
      : program_(program), facts_(&facts), trace_(&trace) {}

  Value of(NodeId id) const;
  Truth truth(NodeId id) const { return truth_of(of(id)); }

 private:
  const Program& program_;
  const CaseFacts* facts_ = nullptr;
  const Trace* trace_ = nullptr;
};

}  // namespace precept::deciding
