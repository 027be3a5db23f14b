// The engines as tests run them: cases in, one Trace a case out, all in the shape that the interpreter gives.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "runtime/native/native.hpp"
#include "runtime/native/words.hpp"
#include "tests/native/case_columns.hpp"

namespace precept::testing {

// Loaded once; the test fails where it is not there.
const native::NativeEngine& native_engine();

// The nodes that are no output are zero, as the native engines leave them.
std::vector<Trace> interpreted(const Program& program, const std::vector<CaseFacts>& cases);
std::vector<Trace> run_single(const Program& program, const std::vector<CaseFacts>& cases,
                              std::optional<Op> planted = std::nullopt);

enum class Glue : std::uint8_t { interpreted, generated };
struct WordRun {
  Glue glue = Glue::interpreted;
  bool portable = false;  // kernels for any CPU
  std::optional<Op> planted = std::nullopt;
  std::int64_t split = 0;  // rows of a first run, before the rest; a multiple of 512
};
// Whether the word path takes the Program: not where a rule goes over the records of a list.
bool words_take(const Program& program);
// Only for Programs that it takes: the test fails for any other.
std::vector<Trace> run_words(const Program& program, const CaseColumns& cases, const WordRun& how);

// What differs first, or nothing: "case 3, node 17 (less): 1..0, not 2..0".
std::string difference(const Program& program, const std::vector<Trace>& expected, const std::vector<Trace>& got);

}  // namespace precept::testing
