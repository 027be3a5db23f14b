// B1's first batch: see more_rules_bench.hpp. Nothing is warm: the rule is planned and bound, the first cases are decided with
// interpreted glue, and generated glue takes over in the middle once a thread of its own has loaded LLVM and compiled it.
#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "bench/goals.hpp"
#include "bench/hand_written.hpp"
#include "bench/in_process.hpp"
#include "bench/measure.hpp"
#include "bench/more_rules_bench.hpp"
#include "bench/word_bench.hpp"
#include "runtime/native/loader/loader.hpp"

namespace precept::bench {
namespace {

constexpr std::size_t kMorsel = 131'072;  // cases a step; after each, whether there is generated glue by now

struct FirstBatch {
  double by_hand = 0, first = 0, interpreted_cases = 0;  // ns a case twice, and how many cases did not have generated glue
};

bool measure(std::size_t cases, FirstBatch& figures) {
  const R8Columns columns = reference_columns(cases);
  const R8 rule = reference_rule();
  HandResults results(cases);
  std::vector<double> by_hand;
  for (int round = 0; round < 4; ++round) {
    const double seconds = thread_seconds_of([&] { hand_simd(columns, results, 0, cases, false); });
    if (round > 0) by_hand.push_back(seconds);  // the first one maps the pages
  }
  WordBench words(rule, columns, true);  // maps its memory, as the hand-written loop's is by now; plans, but again below
  native::Compiled<native::NativeGlue> glue;
  std::atomic<native::GlueFunction> generated{nullptr};
  std::thread compiling;
  std::size_t interpreted = 0;
  const double seconds = thread_seconds_of([&] {
    words.plan_again(rule);
    compiling = std::thread([&] {
      std::string error;
      const native::NativeEngine* engine = native::load_engine(error);
      if (engine == nullptr) return;
      glue = engine->compile_glue(words.plan(), {});
      if (glue.code != nullptr) generated.store(glue.code->function(), std::memory_order_release);
    });
    for (std::size_t first = 0; first < cases; first += kMorsel) {
      const native::GlueFunction function = generated.load(std::memory_order_acquire);
      if (function == nullptr) interpreted += std::min(kMorsel, cases - first);
      words.run(function, first, std::min(kMorsel, cases - first));
    }
  });
  compiling.join();
  const double all = static_cast<double>(cases) * 1e-9;
  figures = {median(by_hand) / all, seconds / all, static_cast<double>(interpreted)};
  return words.agrees_with(results);
}

}  // namespace

bool run_first_batch(std::size_t cases, int rounds) {
  std::vector<double> ratios, first, interpreted;
  for (int round = 0; round < rounds; ++round) {
    const auto figures = in_process<FirstBatch>([&](FirstBatch& into) { return measure(cases, into); });
    if (!figures) {
      fmt::print("the first batch: a process failed, or its planes are not the hand-written loop's\n");
      return false;
    }
    ratios.push_back(figures->first / figures->by_hand);
    first.push_back(figures->first);
    interpreted.push_back(figures->interpreted_cases);
  }
  fmt::print("R8, the first batch of a process, {} cases: {:.2f} ns a case, {:.0f} of them before there was generated glue\n", cases,
             median(first), median(interpreted));
  goal({"B1", "R8, the first batch of a process, to the hand-written SIMD loop", median(ratios), 1.5, Sense::at_most, "x",
        "making the columns, mapping memory; LLVM is loaded and compiles in a thread of its own"});
  figure("first_batch_ns", median(first));
  fmt::print("\n");
  return true;
}

}  // namespace precept::bench
