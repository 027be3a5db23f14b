// Every operation that no leaf kernel covers, row by row on bounds: lows and highs of a stretch of rows in, bounds or planes
// out. So every Program runs on the word path. Rows behind the last one hold zeros; what comes of them is masked by the
// caller. Never here: nulls, which node needs what.
#pragma once

#include <cstdint>
#include <span>

#include "runtime/native/bounds.hpp"
#include "runtime/native/columns.hpp"
#include "runtime/program/program.hpp"

namespace precept::native {

using Lanes = BoundsRows;

// A fact's rows from a column; `missing` where the column has no value. Rows of `fact.first + first_row` onwards.
void lanes_of_column(const FactColumn& column, TypeKind kind, Value missing, std::int64_t first_row, std::int64_t rows,
                     Lanes out);
void fill_lanes(Value value, std::int64_t rows, Lanes out);

// Arithmetic and calendar operations: `rows` is a multiple of 64; `failures` gets a bit for each row that is an error.
// `undocumented` is what a quotient may be where the divisor may be zero.
void run_arithmetic(const Node& node, std::span<const Lanes> operands, std::int64_t rows, Lanes out, std::uint64_t* failures,
                    Value undocumented);

// Truths: comparisons, the operations that look at the record, and logic. `kind` is the operands'.
void run_comparison(const Program& program, const Node& node, TypeKind kind, std::span<const Lanes> operands,
                    std::int64_t rows, std::uint64_t* value, std::uint64_t* validity);
// The same as lanes, each row's truth in `lo`. `operands` are left behind the last row.
void run_truth_rows(const Program& program, const Node& node, TypeKind kind, std::span<Lanes> operands, std::int64_t rows,
                    Lanes out);

// The same for one row, from bounds: what a missing fact comes to is worked out once, when columns are bound.
Truth comparison_truth(const Program& program, const Node& node, TypeKind kind, std::span<const Value> operands);

// And an operation on numbers of one row, where all operands are constants.
Bounded arithmetic_value(const Program& program, const Node& node, std::span<const Value> operands);

// A planted fault, on bounds and on planes; a wrong value is never the right one.
Value corrupted(Value value, TypeKind kind);
void corrupt_lanes(TypeKind kind, std::int64_t rows, Lanes lanes);
void corrupt_planes(std::int64_t words, std::uint64_t* value, std::uint64_t* validity);

}  // namespace precept::native
