// Leaf kernels, compiled ahead of time for each kind of column and CPU: 64 rows in, one word of a plane out.
// They compare whatever lies in a row, null or not; the validity is masked in afterwards (finish).
// Never here: which kernel a node needs, arithmetic on bounds, generated code.
#pragma once

#include <cstdint>

#include "runtime/native/columns.hpp"

namespace precept::native {

// Rows are pointers to the first of 64 * words rows, bits to `words` words. `prefetch` is how many bytes further the rows of
// the next stretch lie: they are asked for ahead, never read.
struct LeafKernels {
  const char* name;  // "avx2", "portable"

  // low <= row <= high, by RawType. The limits must fit the type.
  using Range = void (*)(const void* rows, std::int64_t words, std::int64_t low, std::int64_t high, std::int64_t prefetch,
                         std::uint64_t* bits);
  Range range[5];

  // The row, a member's index, is in the set. An index from 64 up is in none.
  using Members = void (*)(const void* rows, std::int64_t words, std::uint64_t members, std::int64_t prefetch,
                           std::uint64_t* bits);
  Members members;

  // later - earlier <= most, of rows in int16 or int32. Limits within int32; of int16 rows within [-32767, 32766].
  using Difference = void (*)(const void* earlier, const void* later, std::int64_t words, std::int64_t most,
                              std::int64_t prefetch, std::uint64_t* at_most);
  Difference difference_i16;
  Difference difference_i32;

  // The same against two limits at once.
  using TwoDifferences = void (*)(const void* earlier, const void* later, std::int64_t words, std::int64_t fewest,
                                  std::int64_t most, std::int64_t prefetch, std::uint64_t* at_fewest,
                                  std::uint64_t* at_most);
  TwoDifferences differences_i16;
  TwoDifferences differences_i32;

  // Bounds against a range: may lie inside it, may lie outside it.
  using Bounds = void (*)(const std::int64_t* lows, const std::int64_t* highs, std::int64_t words, std::int64_t low,
                          std::int64_t high, std::uint64_t* may_be_inside, std::uint64_t* may_be_outside);
  Bounds bounds;

  // value = value where valid, else `on_null`; validity |= `all_valid`. Both are all ones or nothing.
  using Finish = void (*)(std::uint64_t* value, std::uint64_t* validity, std::int64_t words, std::uint64_t on_null,
                          std::uint64_t all_valid);
  Finish finish;

  // Outcome (as Outcome's numbers) and what is granted, from whether the row is eligible and what it requests; see
  // grants.hpp.
  struct GrantRows {
    const std::uint64_t* eligible;
    const std::uint64_t* eligible_known;
    const std::uint64_t* requested_known;
    std::int64_t allowed;
    std::uint8_t* outcomes;
    std::uint8_t* granted;
  };
  using Grant = void (*)(const void* requested, std::int64_t words, std::int64_t prefetch, const GrantRows& rows);
  Grant grant_u8;
  Grant grant_i16;

  // One operand of a conjunction or disjunction folded into what is certain so far.
  using Fold = void (*)(const std::uint64_t* value, const std::uint64_t* validity, std::uint64_t* surely,
                        std::uint64_t* surely_not, std::int64_t words);
  Fold fold_and;
  Fold fold_or;
};

const LeafKernels& leaf_kernels();           // the best that this CPU runs
const LeafKernels& portable_leaf_kernels();  // what every CPU runs

}  // namespace precept::native
