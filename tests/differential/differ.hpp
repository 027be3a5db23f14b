// One generated library on every engine: compiled from its text as an author's would be, run over random cases.
// In: GeneratedLibrary, a seed for cases. Out: what differs first, or nothing. Never here: shrinking, files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "runtime/values/operators.hpp"
#include "tests/differential/generator.hpp"

namespace precept::differential {

// A fault planted in one operation of one engine, for the test that it is found.
enum class Engine : std::uint8_t { interpreter, single, words_interpreted, words_generated };
struct Plant {
  Engine engine = Engine::interpreter;
  Op op = Op::constant;
};

struct Verdict {
  std::string difference;  // empty: every engine agrees, trace and determination
  std::string compile_error;  // a generated library must check: what the checker said (empty: nothing)
};

Verdict compare_engines(const GeneratedLibrary& library, std::uint64_t case_seed, int cases, std::optional<Plant> plant = std::nullopt);

// The smallest library found that still differs. Steps are bounded.
GeneratedLibrary shrink(GeneratedLibrary library, std::uint64_t case_seed, int cases, std::optional<Plant> plant = std::nullopt);

// Everything needed to see it again, as one text: the files, the seed, what differs.
std::string as_one_file(const GeneratedLibrary& library, std::uint64_t case_seed, const std::string& difference);

}  // namespace precept::differential
