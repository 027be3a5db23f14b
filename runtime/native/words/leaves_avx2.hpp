// The leaf kernels for CPUs with AVX2. Null where this CPU, or this build, has none.
#pragma once

#include "runtime/native/words/leaves.hpp"

namespace precept::native {

const LeafKernels* avx2_leaf_kernels();

}  // namespace precept::native
