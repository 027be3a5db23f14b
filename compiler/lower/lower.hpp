// Lowering: a checked library to the Program that engines run.
// In: check::Library. Out: Program (self-contained, verified by tests), and where each of its nodes was written.
#pragma once

#include <vector>

#include "compiler/check/checked.hpp"
#include "runtime/facts/case_facts.hpp"
#include "runtime/program/program.hpp"

namespace precept::lower {

struct Lowered {
  Program program;
  std::vector<source::Span> node_spans;  // parallel to Program::nodes: where the node was written first
};

Lowered program_from_checked(const check::Library& library);

// An example of the library, bound to its Program: a request to decide, and what is expected of it.
struct ExampleCase {
  std::string title;
  source::Span span;
  std::string policy;  // empty: the only one
  Request request;
  std::vector<check::ExampleExpect> expects;
};

std::vector<ExampleCase> examples_from_checked(const check::Library& library, const Program& program);

}  // namespace precept::lower
