// Emitting code: what it takes and gives. See emit_case.cpp (one case) and emit_glue.cpp (words of 64 cases).
// Never here: linking, running.
#pragma once

#include "runtime/native/llvm/case_layout.hpp"
#include "runtime/native/llvm/emit_pieces.hpp"
#include "runtime/native/llvm/ir.hpp"
#include "runtime/native/words/plan.hpp"

namespace precept::native {

inline constexpr char kCaseName[] = "precept_case";
inline constexpr char kGlueName[] = "precept_glue";

// Adds one of the layout's modules: the first has the CaseFunction, which calls what is in all of them.
void emit_case(Ir& ir, EmitScratch& scratch, const CaseLayout& layout, const char* name, std::size_t module);

// Adds a GlueFunction to the module, `vector_words` words at once (2 or 4).
void emit_glue(Ir& ir, const char* name, const WordPlan& plan, unsigned vector_words);

}  // namespace precept::native
