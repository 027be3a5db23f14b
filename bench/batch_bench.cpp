// Batch figures: see the header.
#include "bench/batch_bench.hpp"

#include <fmt/core.h>

#include <thread>
#include <utility>

#include "bench/hand_written.hpp"
#include "bench/measure.hpp"
#include "bench/rounds.hpp"
#include "bench/word_bench.hpp"
#include "runtime/interpret/interpret.hpp"
#include "runtime/native/loader/loader.hpp"

namespace precept::bench {
namespace {

constexpr std::size_t kParts = 16;

struct Batch {
  R8 rule = reference_rule();
  R8 calendar_rule = reference_rule(true);
  R8Columns columns;
  HandResults simd, scalar;
  WordBench words, words_without_trace, words_by_calendar;
  native::Compiled<native::NativeGlue> glue;
  double glue_seconds = 0;

  Batch(std::size_t cases, Mix mix, const LoadedEngine& loaded)
      : columns(reference_columns(cases, mix)),
        simd(cases),
        scalar(cases),
        words(rule, columns, true),
        words_without_trace(rule, columns, false),
        words_by_calendar(calendar_rule, columns, true) {
    if (loaded.engine == nullptr) return;
    glue = loaded.engine->compile_glue(words.plan(), {});  // the first one also starts LLVM's code generator
    glue_seconds = seconds_of([&] { glue = loaded.engine->compile_glue(words.plan(), {}); });
  }
  native::GlueFunction generated() const { return glue.code != nullptr ? glue.code->function() : nullptr; }
};

bool agrees_with_interpreter(const Batch& batch) {
  for (std::size_t row = 0; row < batch.columns.rows; row += 997) {
    const Trace trace = interpret(batch.rule.program, case_of(batch.rule.program, batch.columns, row));
    for (std::size_t i = 0; i < kCriteria; ++i) {
      const auto at = [&](std::size_t plane) { return ((batch.simd.planes[row / 64 * 16 + plane] >> (row % 64)) & 1) != 0; };
      const Truth expected = !at(2 * i + 1) ? Truth::undocumented : at(2 * i) ? Truth::yes : Truth::no;
      if (trace.truth(batch.rule.criteria[i]) != expected) return false;
    }
  }
  return true;
}

bool check(Batch& batch) {
  const std::size_t cases = batch.columns.rows;
  hand_simd(batch.columns, batch.simd, 0, cases, true);
  hand_scalar(batch.columns, batch.scalar, 0, cases);
  const auto agrees = [&](WordBench& words, native::GlueFunction glue) {
    words.run(glue, 0, cases);
    return words.agrees_with(batch.simd);
  };
  const bool by_hand = batch.simd.planes == batch.scalar.planes && batch.simd.outcomes == batch.scalar.outcomes &&
                       batch.simd.granted == batch.scalar.granted;
  const bool by_words =
      agrees(batch.words, batch.generated()) && agrees(batch.words, nullptr) && agrees(batch.words_without_trace, nullptr);
  const bool by_interpreter = agrees_with_interpreter(batch);
  fmt::print(
      "checked: planes, outcomes and grants equal the hand-written loops': {}; one case in 997 as the interpreter has it: "
      "{}\n\n",
      by_hand && by_words ? "yes" : "NO", by_interpreter ? "yes" : "NO");
  return by_hand && by_words && by_interpreter;
}

template <class Run>
void in_two_threads(std::size_t first, std::size_t cases, Run run) {
  const std::size_t half = cases / 2 / 4096 * 4096;
  std::thread other([&] { run(first, half); });
  run(first + half, cases - half);
  other.join();
}

std::vector<Contender> contenders_of(Batch& batch) {
  std::vector<Contender> contenders;
  const auto add = [&](const char* name, auto run, int threads = 1) {
    Contender contender;
    contender.name = name;
    contender.run = run;
    contender.threads = threads;
    contenders.push_back(std::move(contender));
  };
  const auto simd = [&batch](std::size_t first, std::size_t cases) {
    hand_simd(batch.columns, batch.simd, first, cases, false);
  };
  const auto interpreted = [&batch](std::size_t first, std::size_t cases) { batch.words.run(nullptr, first, cases); };
  add("hand-written SIMD loop", simd);
  add("word path, generated glue",
      [&batch](std::size_t first, std::size_t cases) { batch.words.run(batch.generated(), first, cases); });
  add("word path, interpreted glue", interpreted);
  add("  the same without the trace",
      [&batch](std::size_t first, std::size_t cases) { batch.words_without_trace.run(nullptr, first, cases); });
  add("  the same, c1 in calendar years",
      [&batch](std::size_t first, std::size_t cases) { batch.words_by_calendar.run(nullptr, first, cases); });
  add("hand-written SIMD loop, prefetching",
      [&batch](std::size_t first, std::size_t cases) { hand_simd(batch.columns, batch.simd, first, cases, true); });
  add("hand-written scalar loop with branches",
      [&batch](std::size_t first, std::size_t cases) { hand_scalar(batch.columns, batch.scalar, first, cases); });
  add(
      "hand-written SIMD loop, two threads",
      [simd](std::size_t first, std::size_t cases) { in_two_threads(first, cases, simd); }, 2);
  add(
      "word path, interpreted glue, two threads",
      [interpreted](std::size_t first, std::size_t cases) { in_two_threads(first, cases, interpreted); }, 2);
  return contenders;
}

void print(const std::vector<Contender>& contenders, const std::vector<double>& streams) {
  const double stream = median(streams);
  fmt::print("{:<44}{:>9}{:>9}{:>12}{:>12}\n", "", "ns/case", "GB/s", "to hand", "of STREAM");
  for (const Contender& contender : contenders) {
    const double bandwidth = (kBytesIn + kBytesOut) / median_ns(contender) * 1e9;
    fmt::print("{:<44}{:>9.2f}{:>9.1f}{:>11.2f}x{:>11.0f}%\n", contender.name, median_ns(contender), bandwidth / 1e9,
               ratio(contender, contenders[0]), bandwidth / stream * 100);
  }
  fmt::print("{:<44}{:>9}{:>9.1f}\n", "STREAM read, one thread, 256 MB", "", stream / 1e9);
}

}  // namespace

LoadedEngine load_native() {
  LoadedEngine loaded;
  std::string error;
  loaded.seconds = seconds_of([&] { loaded.engine = native::load_engine(error); });
  if (loaded.engine == nullptr) fmt::print("no native engine, so the glue is interpreted throughout: {}\n", error);
  return loaded;
}

bool run_batch(std::size_t cases, int rounds, const LoadedEngine& loaded) {
  Batch batch(cases, Mix::usual, loaded);
  fmt::print("R8, {} cases in 10 columns, 3% of each missing, full trace: outcome, granted, two bits a criterion\n", cases);
  if (!check(batch)) return false;
  std::vector<std::uint64_t> array(std::size_t{32} << 20, 1);
  std::vector<double> streams;
  std::vector<Contender> contenders = contenders_of(batch);
  for (int round = 0; round < rounds; ++round) {
    streams.push_back(read_bandwidth(array));
    run_rounds(contenders, cases, kParts, 1);
  }
  print(contenders, streams);
  fmt::print(
      "\nOf one thread: its own CPU clock, so waiting for a core does not count; of two: the wall's. {} bytes read and {} "
      "written\n"
      "a case; what a write reads first is not counted. Left out: making the columns, mapping the planes, {:.2f} ms of "
      "compiling\n"
      "the glue and {:.1f} ms of loading the native library (once each), file formats, reasons in words. The hand-written "
      "loops\n"
      "know this one rule and read the same columns; their planes are interleaved by 64 rows, ours are Arrow's bitmaps.\n\n",
      kBytesIn, kBytesOut, batch.glue_seconds * 1e3, loaded.seconds * 1e3);
  return true;
}

void run_mixes(std::size_t cases, int rounds, const LoadedEngine& loaded) {
  fmt::print("R8, other mixes of {} cases, ns a case\n{:<16}{:>14}{:>14}{:>14}{:>14}\n", cases, "", "hand SIMD", "generated",
             "interpreted", "hand scalar");
  constexpr std::pair<Mix, const char*> mixes[] = {
      {Mix::half_missing, "half missing"}, {Mix::all_met, "all met"}, {Mix::all_unmet, "all unmet"}};
  for (const auto& [mix, name] : mixes) {
    Batch batch(cases, mix, loaded);
    std::vector<Contender> all = contenders_of(batch);
    std::vector<Contender> contenders = {all[0], all[1], all[2], all[6]};
    run_rounds(contenders, cases, kParts, rounds);
    fmt::print("{:<16}", name);
    for (const Contender& contender : contenders) fmt::print("{:>14.2f}", median_ns(contender));
    fmt::print("\n");
  }
  fmt::print("\n");
}

}  // namespace precept::bench
