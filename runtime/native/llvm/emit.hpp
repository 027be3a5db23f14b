// Emitting code: what it takes and gives. See emit_case.cpp (one case) and emit_glue.cpp (words of 64 cases).
// Never here: linking, running.
#pragma once

#include <optional>
#include <span>

#include "runtime/native/llvm/ir.hpp"
#include "runtime/native/words/plan.hpp"

namespace precept::native {

inline constexpr char kCaseName[] = "precept_case";
inline constexpr char kGlueName[] = "precept_glue";

// Adds a CaseFunction to the module. `outputs` and `fallible` are ascending. Gives the operations over lists in the order of
// the steps that the code asks for (lists.hpp).
std::vector<NodeId> emit_case(Ir& ir, const char* name, const Program& program, std::span<const NodeId> outputs,
                              std::span<const NodeId> fallible, std::optional<Op> planted);

// Adds a GlueFunction to the module, `vector_words` words at once (2 or 4).
void emit_glue(Ir& ir, const char* name, const WordPlan& plan, unsigned vector_words);

}  // namespace precept::native
