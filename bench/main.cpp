// `precept_bench [rows] [rounds]`: the reference rule R8 by every engine and by hand, in one run, side by side.
// In: how many cases (10,000,000) and rounds (5). Out: medians of interleaved rounds, ratios, bandwidth, and what each figure
// leaves out. Ends with 1 where an engine's planes are not the hand-written loop's.
#include <fmt/core.h>

#include <charconv>
#include <cstring>
#include <functional>
#include <string>
#include <thread>

#include "bench/hand_written.hpp"
#include "bench/measure.hpp"
#include "bench/word_bench.hpp"
#include "runtime/interpret/interpret.hpp"
#include "runtime/native/loader/loader.hpp"

namespace precept::bench {
namespace {

struct Contender {
  std::string name;
  std::function<void()> run;
  std::vector<double> seconds;
};

struct Native {
  const native::NativeEngine* engine = nullptr;
  double load_seconds = 0;
};

Native load() {
  Native loaded;
  std::string error;
  loaded.load_seconds = seconds_of([&] { loaded.engine = native::load_engine(error); });
  if (loaded.engine == nullptr) fmt::print("no native engine: {}\n", error);
  return loaded;
}

void run_rounds(std::vector<Contender>& contenders, int rounds) {
  for (Contender& contender : contenders) contender.run();  // warm: pages mapped, code in the cache
  for (int round = 0; round < rounds; ++round)
    for (Contender& contender : contenders) contender.seconds.push_back(seconds_of(contender.run));
}

// Medians; the ratio is the median of the ratios within a round, for the machine drifts from round to round.
void print_rows(const std::vector<Contender>& contenders, std::size_t reference, double cases, double bytes) {
  fmt::print("{:<44}{:>10}{:>10}{:>12}\n", "", "ns/case", "GB/s", "to hand");
  for (const Contender& contender : contenders) {
    std::vector<double> ratios;
    for (std::size_t round = 0; round < contender.seconds.size(); ++round)
      ratios.push_back(contender.seconds[round] / contenders[reference].seconds[round]);
    const double seconds = median(contender.seconds);
    fmt::print("{:<44}{:>10.2f}{:>10.1f}{:>11.2f}x\n", contender.name, seconds / cases * 1e9, bytes * cases / seconds / 1e9,
               median(ratios));
  }
}

// ---- batch -------------------------------------------------------------------------------------------------------------
struct Batch {
  R8 rule = reference_rule();
  R8 calendar_rule = reference_rule(true);
  R8Columns columns;
  HandResults simd, scalar;
  WordBench words, words_without_trace, words_by_calendar;
  native::Compiled<native::NativeGlue> glue;
  double glue_seconds = 0;

  Batch(std::size_t rows, Mix mix, const Native& loaded)
      : columns(reference_columns(rows, mix)), simd(rows), scalar(rows), words(rule, columns, true),
        words_without_trace(rule, columns, false), words_by_calendar(calendar_rule, columns, true) {
    if (loaded.engine != nullptr)
      glue_seconds = seconds_of([&] { glue = loaded.engine->compile_glue(words.plan(), {}); });
  }
  native::GlueFunction generated() const { return glue.code != nullptr ? glue.code->function() : nullptr; }
};

bool check(Batch& batch) {
  hand_simd(batch.columns, batch.simd, 0, batch.columns.rows, true);
  hand_scalar(batch.columns, batch.scalar, 0, batch.columns.rows);
  const auto agrees = [&](WordBench& words, native::GlueFunction glue) {
    words.run(glue, 0, batch.columns.rows);
    return words.agrees_with(batch.simd);
  };
  const bool by_hand = batch.simd.planes == batch.scalar.planes && batch.simd.outcomes == batch.scalar.outcomes &&
                       batch.simd.granted == batch.scalar.granted;
  const bool generated = agrees(batch.words, batch.generated());
  const bool interpreted = agrees(batch.words, nullptr);
  const bool traceless = agrees(batch.words_without_trace, nullptr);
  bool cases = true;
  for (std::size_t row = 0; row < batch.columns.rows; row += 997) {
    const Trace trace = interpret(batch.rule.program, case_of(batch.rule.program, batch.columns, row));
    for (std::size_t i = 0; i < kCriteria; ++i) {
      const auto at = [&](std::size_t plane) { return ((batch.simd.planes[row / 64 * 16 + plane] >> (row % 64)) & 1) != 0; };
      const Truth expected = !at(2 * i + 1) ? Truth::undocumented : at(2 * i) ? Truth::yes : Truth::no;
      cases = cases && trace.truth(batch.rule.criteria[i]) == expected;
    }
  }
  const bool all = by_hand && generated && interpreted && traceless && cases;
  fmt::print("planes, outcomes and grants equal the hand-written loop's: {}; a case in 997 as the interpreter decides it: {}\n\n",
             by_hand && generated && interpreted && traceless ? "yes" : "NO", cases ? "yes" : "NO");
  return all;
}

void in_two_threads(std::size_t rows, const std::function<void(std::size_t, std::size_t)>& run) {
  const std::size_t half = rows / 2 / 4096 * 4096;
  std::thread other([&] { run(0, half); });
  run(half, rows - half);
  other.join();
}

bool run_batch(std::size_t rows, int rounds, const Native& loaded) {
  Batch batch(rows, Mix::usual, loaded);
  fmt::print("R8, {} cases of 10 columns, 3% of each missing, full trace: outcome, granted, two bits a criterion\n", rows);
  if (!check(batch)) return false;
  std::vector<std::uint64_t> array(std::size_t{32} << 20, 1);
  double stream = 0;
  std::vector<double> streams;
  std::vector<Contender> contenders;
  const auto add = [&](const char* name, std::function<void()> run) { contenders.push_back({name, std::move(run), {}}); };
  add("hand-written SIMD loop", [&] { hand_simd(batch.columns, batch.simd, 0, rows, false); });
  add("hand-written SIMD loop, prefetching", [&] { hand_simd(batch.columns, batch.simd, 0, rows, true); });
  if (batch.generated() != nullptr) add("word path, generated glue", [&] { batch.words.run(batch.generated(), 0, rows); });
  add("word path, interpreted glue (no code made)", [&] { batch.words.run(nullptr, 0, rows); });
  add("  the same without a trace (outcome, granted)", [&] { batch.words_without_trace.run(nullptr, 0, rows); });
  add("  the same with c1 in calendar years", [&] { batch.words_by_calendar.run(nullptr, 0, rows); });
  add("word path, interpreted glue, two threads",
      [&] { in_two_threads(rows, [&](std::size_t first, std::size_t count) { batch.words.run(nullptr, first, count); }); });
  add("hand-written SIMD loop, two threads",
      [&] { in_two_threads(rows, [&](std::size_t first, std::size_t count) { hand_simd(batch.columns, batch.simd, first, count, false); }); });
  add("hand-written scalar loop with branches", [&] { hand_scalar(batch.columns, batch.scalar, 0, rows); });
  add("", [&] {
    stream = read_bandwidth(array);
    streams.push_back(stream);
  });
  run_rounds(contenders, rounds);
  contenders.pop_back();
  print_rows(contenders, 0, static_cast<double>(rows), kBytesIn + kBytesOut);
  fmt::print("{:<44}{:>10}{:>10.1f}\n", "STREAM read, one thread, 256 MB", "", median(streams) / 1e9);
  fmt::print(
      "\nBytes are {} read and {} written a case; a write's own read is not counted. Left out: making the columns and planes,\n"
      "{:.2f} ms of compiling the glue once, {:.1f} ms of loading the native library once, file formats, and reasons in words.\n"
      "The hand-written loops know this one rule; theirs are the same columns, outcomes and planes, interleaved by 64 rows.\n\n",
      kBytesIn, kBytesOut, batch.glue_seconds * 1e3, loaded.load_seconds * 1e3);
  return true;
}

void run_adversarial(std::size_t rows, int rounds, const Native& loaded) {
  fmt::print("R8, other mixes of {} cases, ns a case\n{:<16}{:>14}{:>14}{:>14}{:>14}\n", rows, "", "hand SIMD", "generated", "interpreted",
             "hand scalar");
  for (const auto& [mix, name] : {std::pair{Mix::half_missing, "half missing"}, {Mix::all_met, "all met"}, {Mix::all_unmet, "all unmet"}}) {
    Batch batch(rows, mix, loaded);
    std::vector<Contender> contenders = {
        {"", [&] { hand_simd(batch.columns, batch.simd, 0, rows, false); }, {}},
        {"", [&] { batch.words.run(batch.generated(), 0, rows); }, {}},
        {"", [&] { batch.words.run(nullptr, 0, rows); }, {}},
        {"", [&] { hand_scalar(batch.columns, batch.scalar, 0, rows); }, {}},
    };
    run_rounds(contenders, rounds);
    fmt::print("{:<16}", name);
    for (const Contender& contender : contenders) fmt::print("{:>14.2f}", median(contender.seconds) / static_cast<double>(rows) * 1e9);
    fmt::print("\n");
  }
  fmt::print("\n");
}

// ---- one case at a time --------------------------------------------------------------------------------------------------
void run_single(int rounds, const Native& loaded) {
  constexpr std::size_t cases = 1024;
  constexpr std::size_t repeats = 200;
  const R8 rule = reference_rule();
  const R8Columns columns = reference_columns(cases);
  std::vector<CaseFacts> facts;
  for (std::size_t row = 0; row < cases; ++row) facts.push_back(case_of(rule.program, columns, row));

  native::Compiled<native::NativeCode> compiled;
  double compile_seconds = 0;
  if (loaded.engine != nullptr) {
    compiled = loaded.engine->compile(rule.program, {});  // the first also starts LLVM's code generator
    compile_seconds = seconds_of([&] { compiled = loaded.engine->compile(rule.program, {}); });
  }
  Trace trace;
  std::vector<Value> nodes(rule.program.nodes.size());
  std::uint64_t failures[1] = {};
  std::vector<Contender> contenders;
  const auto add = [&](const char* name, std::function<void(const CaseFacts&)> run) {
    contenders.push_back({name, [&facts, run] {
                            for (std::size_t repeat = 0; repeat < repeats; ++repeat)
                              for (const CaseFacts& one : facts) run(one);
                          }, {}});
  };
  const auto each = [&](const char* name, auto run) {
    contenders.push_back({name, [&facts, run]() mutable {
                            for (std::size_t repeat = 0; repeat < repeats; ++repeat)
                              for (const CaseFacts& one : facts) run(one);
                          }, {}});
  };
  static_cast<void>(add);
  each("hand-written C++, bounds, eight truths", [criteria = std::array<Truth, kCriteria>{}](const CaseFacts& one) mutable {
    hand_single(one.values.data(), criteria.data());
    keep(criteria);
  });
  if (compiled.code != nullptr) {
    each("S1 native, bound facts to trace", [function = compiled.code->case_function(), &nodes, &failures](const CaseFacts& one) {
      function(one.values.data(), one.recorded.data(), nodes.data(), failures);
      keep(nodes);
    });
    each("S1 native, into a Trace object", [&code = *compiled.code, &trace](const CaseFacts& one) {
      code.evaluate(one, trace);
      keep(trace);
    });
  }
  each("S2 interpreter, bound facts to trace", [&program = rule.program, &trace](const CaseFacts& one) {
    interpret_into(program, one, trace);
    keep(trace);
  });
  run_rounds(contenders, rounds);
  fmt::print("R8, one case at a time, {} cases that stay in the cache, mean ns a case\n", cases);
  for (const Contender& contender : contenders)
    fmt::print("{:<44}{:>10.1f}\n", contender.name, median(contender.seconds) / (cases * repeats) * 1e9);
  fmt::print(
      "\nTo the trace of {} of {} nodes (criteria and what they compare; the hand-written function: the eight truths alone).\n"
      "Left out: reading JSON, the outcome, reasons in words, and {:.2f} ms of compiling once.\n",
      trace_outputs(rule.program).size(), rule.program.nodes.size(), compile_seconds * 1e3);
}

std::size_t number(const char* text, std::size_t otherwise) {
  std::size_t value = otherwise;
  const auto read = std::from_chars(text, text + std::strlen(text), value);
  return read.ec == std::errc() ? value : otherwise;
}

int run(int count, char** arguments) {
  const std::size_t asked = count > 1 ? number(arguments[1], 10'000'000) : 10'000'000;
  const std::size_t rows = std::max<std::size_t>(asked / 64 * 64, 8192);  // the hand-written SIMD loop takes whole words
  const int rounds = static_cast<int>(std::max<std::size_t>(count > 2 ? number(arguments[2], 5) : 5, 3));
  if (!hand_simd_runs_here()) {
    fmt::print("the hand-written SIMD loop needs a CPU with AVX2\n");
    return 2;
  }
  const Native loaded = load();
  fmt::print("leaf kernels: {}; {}; load average {:.2f}; medians of {} interleaved rounds\n\n", native::leaf_kernels().name,
             loaded.engine != nullptr ? "LLVM " + loaded.engine->llvm_version() + " for " + loaded.engine->cpu() : "no LLVM",
             load_average(), rounds);
  if (!run_batch(rows, rounds, loaded)) return 1;
  run_adversarial(std::max<std::size_t>(rows / 10 / 64 * 64, 8192), rounds, loaded);
  run_single(rounds, loaded);
  fmt::print("\nload average at the end {:.2f}\n", load_average());
  return 0;
}

}  // namespace
}  // namespace precept::bench

int main(int count, char** arguments) { return precept::bench::run(count, arguments); }
