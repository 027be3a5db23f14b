// R20x15 in batch: see more_rules_bench.hpp.
#include <fmt/core.h>

#include "bench/goals.hpp"
#include "bench/measure.hpp"
#include "bench/more_rules_bench.hpp"
#include "bench/rounds.hpp"
#include "bench/wide_rule.hpp"
#include "bench/word_bench.hpp"
#include "runtime/interpret/interpret.hpp"

namespace precept::bench {
namespace {

constexpr std::size_t kParts = 16;

bool agrees(const WideRule& rule, const WideColumns& columns, const WideBench& words) {
  const std::vector<NodeId>& truths = words.plan().truths;
  for (std::size_t row = 0; row < columns.base.rows; row += 997) {
    const Trace trace = interpret(rule.program, case_of(rule.program, columns, row));
    for (std::size_t i = 0; i + 1 < truths.size(); ++i)
      if (trace.truth(truths[i]) != words.truth(i, row)) return false;
  }
  return true;
}

Contender contender(const char* name, std::function<void(std::size_t, std::size_t)> run) {
  Contender made;
  made.name = name;
  made.run = std::move(run);
  return made;
}

}  // namespace

bool run_wide(std::size_t cases, int rounds, const LoadedEngine& loaded) {
  const WideRule rule = wide_rule();
  const WideColumns columns = wide_columns(cases);
  WideBench wide(rule, columns);
  const R8 eight = reference_rule();
  WordBench narrow(eight, columns.base, true);
  native::Compiled<native::NativeGlue> wide_glue, narrow_glue;
  if (loaded.engine != nullptr) {
    wide_glue = loaded.engine->compile_glue(wide.plan(), {});
    narrow_glue = loaded.engine->compile_glue(narrow.plan(), {});
  }
  const auto function = [](const native::Compiled<native::NativeGlue>& glue) {
    return glue.code != nullptr ? glue.code->function() : nullptr;
  };
  for (const native::GlueFunction glue : {function(wide_glue), native::GlueFunction{nullptr}}) {
    wide.run(glue, 0, cases);
    if (agrees(rule, columns, wide)) continue;
    fmt::print("R20x15: the word path does not decide as the interpreter does\n");
    return false;
  }
  std::vector<Contender> all = {
      contender("R8 word path, generated glue",
                [&](std::size_t first, std::size_t n) { narrow.run(function(narrow_glue), first, n); }),
      contender("R20x15 word path, generated glue",
                [&](std::size_t first, std::size_t n) { wide.run(function(wide_glue), first, n); }),
      contender("R8 word path, interpreted glue", [&](std::size_t first, std::size_t n) { narrow.run(nullptr, first, n); }),
      contender("R20x15 word path, interpreted glue",
                [&](std::size_t first, std::size_t n) { wide.run(nullptr, first, n); }),
  };
  run_rounds(all, cases, kParts, rounds);
  fmt::print(
      "R20x15, {} cases in 15 columns, 20 criteria, full trace; one case in 997 checked by the "
      "interpreter\n{:<44}{:>9}{:>12}\n",
      cases, "", "ns/case", "to R8");
  for (std::size_t i = 0; i < all.size(); ++i)
    fmt::print("{:<44}{:>9.2f}{:>11.2f}x\n", all[i].name, median_ns(all[i]), ratio(all[i], all[i / 2 * 2]));
  constexpr char kBytes[] = "the columns are 1.22 times the bytes of R8's, the planes 2.5 times; making columns, compiling once";
  goal({"B5", "20 criteria over 15 columns to 8 over 10, generated glue", ratio(all[1], all[0]), 1.6, Sense::at_most, "x", kBytes});
  goal({"B5", "20 criteria over 15 columns to 8 over 10, interpreted glue", ratio(all[3], all[2]), 1.6, Sense::at_most, "x", kBytes});
  fmt::print("{}\n\n", kBytes);
  return true;
}

}  // namespace precept::bench
