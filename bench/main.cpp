// `precept_bench [cases] [rounds]`: what compiling thousands of rules costs, then the reference rules by every engine and by
// hand, in one run, side by side.
// In: how many cases (10,000,000) and rounds (5). Out: medians of interleaved rounds, ratios, bandwidth, goals that are
// missed, and what each figure leaves out. Ends with 1 where an engine's planes are not the hand-written loop's.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "bench/batch_bench.hpp"
#include "bench/compile_bench.hpp"
#include "bench/hand_written.hpp"
#include "bench/measure.hpp"
#include "bench/more_rules_bench.hpp"
#include "bench/single_bench.hpp"
#include "runtime/native/words/leaves.hpp"

namespace precept::bench {
namespace {

std::size_t number(const char* text, std::size_t otherwise) {
  std::size_t value = otherwise;
  const auto read = std::from_chars(text, text + std::strlen(text), value);
  return read.ec == std::errc() ? value : otherwise;
}

int run(int count, char** arguments) {
  const std::size_t asked = count > 1 ? number(arguments[1], 10'000'000) : 10'000'000;
  const std::size_t cases = std::max<std::size_t>(asked / 64 * 64, 65'536);  // the hand-written SIMD loop takes whole words
  const int rounds = static_cast<int>(std::max<std::size_t>(count > 2 ? number(arguments[2], 5) : 5, 3));
  if (!hand_simd_runs_here()) {
    fmt::print("the hand-written SIMD loop needs a CPU with AVX2\n");
    return 2;
  }
  fmt::print("load average {:.2f}\n\n", load_average());
  if (!run_compile(rounds)) return 1;
  const LoadedEngine loaded = load_native();
  fmt::print("leaf kernels: {}; {}; load average {:.2f}; medians of {} interleaved rounds of 16 parts\n\n",
             native::leaf_kernels().name,
             loaded.engine != nullptr ? "LLVM " + loaded.engine->llvm_version() + " for " + loaded.engine->cpu() : "no LLVM",
             load_average(), rounds);
  if (!run_batch(cases, rounds, loaded)) return 1;
  run_mixes(std::max<std::size_t>(cases / 5 / 64 * 64, 65'536), rounds, loaded);
  if (!run_wide(std::max<std::size_t>(cases / 5 / 64 * 64, 65'536), rounds, loaded)) return 1;
  run_single(rounds, loaded);
  if (!run_list(rounds, loaded)) return 1;
  fmt::print("\nload average at the end {:.2f}\n", load_average());
  return 0;
}

}  // namespace
}  // namespace precept::bench

int main(int count, char** arguments) { return precept::bench::run(count, arguments); }
