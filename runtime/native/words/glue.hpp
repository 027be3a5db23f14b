// Interpreted glue: the plan's steps over words of planes, at once and without generated code.
// Never here: leaves, LLVM.
#pragma once

#include "runtime/native/words/leaves.hpp"
#include "runtime/native/words/plan.hpp"

namespace precept::native {

// What generated glue computes, from the same table of planes: see GlueFunction. `counting` is room for at_least steps:
// counting_room(plan) words for each word of a plane.
void interpret_glue(const WordPlan& plan, const LeafKernels& kernels, std::uint64_t* const* planes, std::int64_t words,
                    std::uint64_t* counting);
std::size_t counting_room(const WordPlan& plan);

}  // namespace precept::native
