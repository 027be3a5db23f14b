// `precept_bench [cases] [rounds] [--figures FILE]`: what compiling thousands of rules costs, then the reference rules by every
// engine and by hand, in one run, side by side. `precept_bench serve CASES`: the reference rule on demand (serve.hpp).
// In: how many cases (10,000,000) and rounds (5). Out: medians of interleaved rounds, ratios, bandwidth, goals that are
// missed, and what each figure leaves out; FILE gets them as JSON. Ends with 1 where an engine's planes are not the
// hand-written loop's.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "bench/batch_bench.hpp"
#include "bench/compile_bench.hpp"
#include "bench/goals.hpp"
#include "bench/hand_written.hpp"
#include "bench/measure.hpp"
#include "bench/more_rules_bench.hpp"
#include "bench/serve.hpp"
#include "bench/single_bench.hpp"
#include "runtime/native/words/leaves.hpp"

namespace precept::bench {
namespace {

std::size_t number(const std::vector<std::string>& words, std::size_t place, std::size_t otherwise) {
  std::size_t value = otherwise;
  if (place >= words.size()) return otherwise;
  const std::string& text = words[place];
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() ? value : otherwise;
}

std::size_t whole_words(std::size_t cases) { return std::max<std::size_t>(cases / 64 * 64, 65'536); }  // as SIMD by hand takes

bool run_all(std::size_t cases, int rounds) {
  figure("load_start", load_average());
  fmt::print("load average {:.2f}\n\n", load_average());
  if (!run_compile(rounds)) return false;
  if (!run_first_batch(cases, 3)) return false;
  const LoadedEngine loaded = load_native();
  const std::string kernels = native::leaf_kernels().name;
  const std::string llvm =
      loaded.engine != nullptr ? "LLVM " + loaded.engine->llvm_version() + " for " + loaded.engine->cpu() : "no LLVM";
  fmt::print("leaf kernels: {}; {}; load average {:.2f}; medians of {} interleaved rounds of 16 parts\n\n", kernels, llvm,
             load_average(), rounds);
  figure("kernels", kernels);
  figure("llvm", llvm);
  figure("cases", static_cast<double>(cases));
  figure("rounds", rounds);
  if (!run_batch(cases, rounds, loaded)) return false;
  if (!run_mixes(whole_words(cases / 5), rounds, loaded)) return false;
  if (!run_wide(whole_words(cases / 2), rounds, loaded)) return false;
  if (!run_partial(whole_words(cases / 2), rounds, loaded)) return false;
  run_single(rounds, loaded);
  if (!run_list(rounds, loaded) || !run_json(rounds, loaded)) return false;
  figure("load_end", load_average());
  fmt::print("\nload average at the end {:.2f}\n", load_average());
  return true;
}

int run(std::vector<std::string> words) {
  std::string figures;
  if (words.size() >= 2 && words[words.size() - 2] == "--figures") {
    figures = words.back();
    words.resize(words.size() - 2);
  }
  if (!hand_simd_runs_here()) {
    fmt::print("the hand-written SIMD loop needs a CPU with AVX2\n");
    return 2;
  }
  if (!words.empty() && words.front() == "serve") return serve(whole_words(number(words, 1, 10'000'000)));
  const int rounds = static_cast<int>(std::max<std::size_t>(number(words, 1, 5), 3));
  if (!run_all(whole_words(number(words, 0, 10'000'000)), rounds)) return 1;
  if (!figures.empty() && !write_figures(figures)) {
    fmt::print("cannot write {}\n", figures);
    return 2;
  }
  return 0;
}

}  // namespace
}  // namespace precept::bench

int main(int count, char** arguments) { return precept::bench::run({arguments + 1, arguments + count}); }
