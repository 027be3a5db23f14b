// B5's dates that are known in part: see more_rules_bench.hpp. In 1% of the cases the date of injury is a month.
#include <fmt/core.h>

#include "bench/goals.hpp"
#include "bench/hand_written.hpp"
#include "bench/measure.hpp"
#include "bench/more_rules_bench.hpp"
#include "bench/rounds.hpp"
#include "bench/word_bench.hpp"
#include "runtime/interpret/interpret.hpp"

namespace precept::bench {
namespace {

constexpr std::size_t kParts = 16;
constexpr std::size_t kEvery = 100;

// The column of the date of injury as lows and highs, 16 bytes a case where the exact one has 4.
struct Bounds {
  std::vector<std::int64_t> lows, highs;
  explicit Bounds(const R8Columns& columns) : lows(columns.injury.begin(), columns.injury.end()), highs(lows) {
    for (std::size_t row = 0; row < lows.size(); row += kEvery) {
      lows[row] -= lows[row] % 30;
      highs[row] = lows[row] + 29;
    }
  }
  native::FactColumns view(const R8Columns& columns) const {
    native::FactColumns all = columns.view();
    native::FactColumn& injury = all.facts[injury_date];
    injury.form = native::ColumnForm::bounds;
    injury.values = lows.data();
    injury.highs = highs.data();
    return all;
  }
};

bool agrees(const R8& rule, const R8Columns& columns, const Bounds& bounds, const WordBench& words) {
  for (std::size_t row = 0; row < columns.rows; row += 7 * kEvery + 50) {  // of two cases one whose date is a month
    const std::size_t here = row / kEvery % 2 == 0 ? row / kEvery * kEvery : row;
    CaseFacts facts = case_of(rule.program, columns, here);
    if (facts.states[injury_date] == FactState::documented)
      document(facts, rule.program, FactId{injury_date}, {bounds.lows[here], bounds.highs[here]});
    const Trace trace = interpret(rule.program, facts);
    for (std::size_t i = 0; i < kCriteria; ++i)
      if (trace.truth(rule.criteria[i]) != words.truth(i, here)) return false;
  }
  return true;
}

}  // namespace

bool run_partial(std::size_t cases, int rounds, const LoadedEngine& loaded) {
  const R8 rule = reference_rule();
  const R8Columns columns = reference_columns(cases);
  const Bounds bounds(columns);
  WordBench exact(rule, columns, true);
  WordBench partial(rule, columns.rows, bounds.view(columns));
  native::Compiled<native::NativeGlue> exact_glue, partial_glue;
  if (loaded.engine != nullptr) {
    exact_glue = loaded.engine->compile_glue(exact.plan(), {});
    partial_glue = loaded.engine->compile_glue(partial.plan(), {});
  }
  const auto contender = [&](const char* name, WordBench& words, const native::Compiled<native::NativeGlue>& glue) {
    Contender made;
    made.name = name;
    made.run = [&words, function = glue.code != nullptr ? glue.code->function() : nullptr](
                   std::size_t first, std::size_t n) { words.run(function, first, n); };
    return made;
  };
  std::vector<Contender> all = {contender("every date exact", exact, exact_glue),
                                contender("dates of injury known in part in 1%", partial, partial_glue)};
  run_rounds(all, cases, kParts, rounds);
  if (!agrees(rule, columns, bounds, partial)) {
    fmt::print("R8 with partial dates: the word path does not decide as the interpreter does\n");
    return false;
  }
  fmt::print("R8 with partial dates, {} cases, generated glue: {:.2f} ns a case, {:.2f} where every date is exact\n", cases,
             median_ns(all[1]), median_ns(all[0]));
  goal({"B5", "dates of injury known in part in 1% of the cases to none", ratio(all[1], all[0]), 1.2, Sense::at_most, "x",
        "making the columns; a column of bounds holds 16 bytes a case, an exact one 4"});
  fmt::print("\n");
  return true;
}

}  // namespace precept::bench
