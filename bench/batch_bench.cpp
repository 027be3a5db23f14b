// Batch figures: see the header.
#include "bench/batch_bench.hpp"

#include <fmt/core.h>

#include <functional>
#include <utility>

#include "bench/goals.hpp"
#include "bench/hand_written.hpp"
#include "bench/measure.hpp"
#include "bench/rounds.hpp"
#include "bench/word_bench.hpp"
#include "runtime/interpret/interpret.hpp"
#include "runtime/native/loader/loader.hpp"

namespace precept::bench {
namespace {

constexpr std::size_t kParts = 16;

struct Glue {
  native::Compiled<native::NativeGlue> compiled;
  double seconds = 0;
  void compile(const LoadedEngine& loaded, const native::WordPlan& plan) {
    if (loaded.engine == nullptr) return;
    seconds = seconds_of([&] { compiled = loaded.engine->compile_glue(plan, {}); });
  }
  native::GlueFunction function() const { return compiled.code != nullptr ? compiled.code->function() : nullptr; }
};

struct Batch {
  R8 rule = reference_rule();
  R8 calendar_rule = reference_rule(true);
  R8Columns columns;
  HandResults simd, scalar;
  WordBench words, words_without_trace, words_by_calendar;
  Glue glue, glue_without_trace, glue_by_calendar;

  Batch(std::size_t cases, Mix mix, const LoadedEngine& loaded)
      : columns(reference_columns(cases, mix)),
        simd(cases),
        scalar(cases),
        words(rule, columns, true),
        words_without_trace(rule, columns, false),
        words_by_calendar(calendar_rule, columns, true) {
    glue.compile(loaded, words.plan());  // the first one also starts LLVM's code generator
    glue.compile(loaded, words.plan());
    glue_without_trace.compile(loaded, words_without_trace.plan());
    glue_by_calendar.compile(loaded, words_by_calendar.plan());
  }
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

bool agrees_with_hand(Batch& batch) {
  const std::size_t cases = batch.columns.rows;
  hand_simd(batch.columns, batch.simd, 0, cases, true);
  hand_scalar(batch.columns, batch.scalar, 0, cases);
  const auto agrees = [&](WordBench& words, native::GlueFunction glue) {
    words.run(glue, 0, cases);
    return words.agrees_with(batch.simd);
  };
  const bool by_hand = batch.simd.planes == batch.scalar.planes && batch.simd.outcomes == batch.scalar.outcomes &&
                       batch.simd.granted == batch.scalar.granted;
  const bool by_words = agrees(batch.words, batch.glue.function()) && agrees(batch.words, nullptr) &&
                        agrees(batch.words_without_trace, batch.glue_without_trace.function()) &&
                        agrees(batch.words_without_trace, nullptr);
  return by_hand && by_words;
}

bool check(Batch& batch) {
  const bool by_hand = agrees_with_hand(batch);
  const bool by_interpreter = agrees_with_interpreter(batch);
  fmt::print(
      "checked: planes, outcomes and grants equal the hand-written loops': {}; one case in 997 as the interpreter has it: "
      "{}\n\n",
      by_hand ? "yes" : "NO", by_interpreter ? "yes" : "NO");
  return by_hand && by_interpreter;
}

constexpr std::size_t kStreamWords = std::size_t{32} << 20;  // 256 MB

// STREAM's read, as a contender: as large a share of the array as the part is of the cases.
struct Stream {
  explicit Stream(std::size_t all_cases) : cases(all_cases) {}
  void run(std::size_t first, std::size_t count) {
    keep(sum_of(array.data() + place(first), place(first + count) - place(first)));
  }
  std::size_t place(std::size_t row) const { return row * (kStreamWords / 64) / cases * 64; }
  double bytes_a_case() const { return static_cast<double>(kStreamWords * sizeof(std::uint64_t)) / static_cast<double>(cases); }
  std::size_t cases;
  std::vector<std::uint64_t> array = std::vector<std::uint64_t>(kStreamWords, 1);
};

Contender named(const char* name, std::function<void(std::size_t, std::size_t)> run, int threads = 1) {
  Contender contender;
  contender.name = name;
  contender.run = std::move(run);
  contender.threads = threads;
  return contender;
}

Contender by_hand(Batch& batch, const char* name, bool prefetch, int threads = 1) {
  return named(
      name,
      [&batch, prefetch](std::size_t first, std::size_t cases) { hand_simd(batch.columns, batch.simd, first, cases, prefetch); },
      threads);
}
Contender by_words(WordBench& words, const char* name, native::GlueFunction glue, int threads = 1) {
  return named(name, [&words, glue](std::size_t first, std::size_t cases) { words.run(glue, first, cases); }, threads);
}
Contender by_scalar(Batch& batch) {
  return named("hand-written scalar loop with branches",
               [&batch](std::size_t first, std::size_t cases) { hand_scalar(batch.columns, batch.scalar, first, cases); });
}

// In the order of contenders_of().
enum Place : std::size_t {
  hand,
  generated,
  interpreted,
  generated_without_trace,
  interpreted_without_trace,
  generated_by_calendar,
  interpreted_by_calendar,
  hand_prefetching,
  scalar,
  stream,
  hand_two,
  generated_two,
  interpreted_two,
  stream_two,
};

std::vector<Contender> contenders_of(Batch& batch, Stream& read) {
  const auto reading = [&read](std::size_t first, std::size_t cases) { read.run(first, cases); };
  return {
      by_hand(batch, "hand-written SIMD loop", false),
      by_words(batch.words, "word path, generated glue", batch.glue.function()),
      by_words(batch.words, "word path, interpreted glue", nullptr),
      by_words(batch.words_without_trace, "generated glue, without the trace", batch.glue_without_trace.function()),
      by_words(batch.words_without_trace, "interpreted glue, without the trace", nullptr),
      by_words(batch.words_by_calendar, "generated glue, c1 in calendar years", batch.glue_by_calendar.function()),
      by_words(batch.words_by_calendar, "interpreted glue, c1 in calendar years", nullptr),
      by_hand(batch, "hand-written SIMD loop, prefetching", true),
      by_scalar(batch),
      named("STREAM read, 256 MB", reading),
      by_hand(batch, "hand-written SIMD loop, two threads", false, 2),
      by_words(batch.words, "word path, generated glue, two threads", batch.glue.function(), 2),
      by_words(batch.words, "word path, interpreted glue, two threads", nullptr, 2),
      named("STREAM read, two threads", reading, 2),
  };
}

void print(const std::vector<Contender>& contenders, double stream_bytes) {
  const double stream_bandwidth = stream_bytes / median_ns(contenders[stream]);
  fmt::print("{:<44}{:>9}{:>9}{:>12}{:>12}\n", "", "ns/case", "GB/s", "to hand", "of STREAM");
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    const double ns = median_ns(contenders[i]);
    if (i == stream || i == stream_two) {
      fmt::print("{:<44}{:>9}{:>9.1f}\n", contenders[i].name, "", stream_bytes / ns);
      continue;
    }
    const double bandwidth = (kBytesIn + kBytesOut) / ns;
    fmt::print("{:<44}{:>9.2f}{:>9.1f}{:>11.2f}x{:>11.0f}%\n", contenders[i].name, ns, bandwidth,
               ratio(contenders[i], contenders[hand]), bandwidth / stream_bandwidth * 100);
  }
}

void keep_goals(const std::vector<Contender>& all, double stream_bytes) {
  const auto times = [&](Place one, Place other) { return ratio(all[one], all[other]); };
  constexpr char kOnce[] = "making the columns, mapping the planes, compiling once, file formats, reasons in words";
  goal({"B1", "R8 with full trace, generated glue, to the hand-written SIMD loop", times(generated, hand), 1.1, Sense::at_most,
        "x", kOnce});
  goal({"B1", "R8 with full trace, no code generation, to the same", times(interpreted, hand), 2.2, Sense::at_most, "x", kOnce});
  const double share = (kBytesIn + kBytesOut) / median_ns(all[generated]) / (stream_bytes / median_ns(all[stream])) * 100;
  goal({"B3", "of STREAM's read bandwidth, generated glue, one thread", share, 75, Sense::at_least, "%",
        "what a write reads first (bytes read and written are counted)"});
  goal({"B3", "speed-up by a second thread, to STREAM's own", times(generated, generated_two) / times(stream, stream_two), 0.9,
        Sense::at_least, "x", "starting threads, waiting for a core: the slower thread's own clock"});
  goal({"B4", "a full trace to none, generated glue", times(generated, generated_without_trace), 1.15, Sense::at_most, "x", kOnce});
  goal({"B4", "a full trace to none, interpreted glue", times(interpreted, interpreted_without_trace), 1.15, Sense::at_most, "x",
        kOnce});
  goal({"B5", "calendar years to 730 days, generated glue", times(generated_by_calendar, generated), 1.15, Sense::at_most, "x",
        kOnce});
  goal({"B5", "calendar years to 730 days, interpreted glue", times(interpreted_by_calendar, interpreted), 1.15, Sense::at_most,
        "x", kOnce});
  figure("hand_simd_ns", median_ns(all[hand]));
  figure("hand_scalar_ns", median_ns(all[scalar]));
  figure("generated_ns", median_ns(all[generated]));
  figure("interpreted_ns", median_ns(all[interpreted]));
  figure("stream_gb_s", stream_bytes / median_ns(all[stream]));
  figure("stream_two_gb_s", stream_bytes / median_ns(all[stream_two]));
  figure("generated_gb_s", (kBytesIn + kBytesOut) / median_ns(all[generated]));
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
  Stream read(cases);
  std::vector<Contender> contenders = contenders_of(batch, read);
  run_rounds(contenders, cases, kParts, rounds);
  print(contenders, read.bytes_a_case());
  fmt::print("\n");
  keep_goals(contenders, read.bytes_a_case());
  fmt::print(
      "Each thread's own CPU clock, so waiting for a core does not count; of two the slower one's. {} bytes read and {} "
      "written\n"
      "a case; what a write reads first is not counted. Left out: making the columns, mapping the planes, {:.2f} ms of "
      "compiling\n"
      "the glue and {:.1f} ms of loading the native library (once each), file formats, reasons in words. The hand-written "
      "loops\n"
      "know this one rule and read the same columns; their planes are interleaved by 64 rows, ours are Arrow's bitmaps.\n\n",
      kBytesIn, kBytesOut, batch.glue.seconds * 1e3, loaded.seconds * 1e3);
  return true;
}

bool run_mixes(std::size_t cases, int rounds, const LoadedEngine& loaded) {
  fmt::print("R8, other mixes of {} cases, ns a case\n{:<16}{:>14}{:>14}{:>14}{:>14}\n", cases, "", "hand SIMD", "generated",
             "interpreted", "hand scalar");
  constexpr std::pair<Mix, const char*> mixes[] = {
      {Mix::half_missing, "half missing"}, {Mix::all_met, "all met"}, {Mix::all_unmet, "all unmet"}};
  for (const auto& [mix, name] : mixes) {
    Batch batch(cases, mix, loaded);
    if (!agrees_with_hand(batch)) return false;
    std::vector<Contender> contenders = {by_hand(batch, "hand", false), by_words(batch.words, "generated", batch.glue.function()),
                                         by_words(batch.words, "interpreted", nullptr), by_scalar(batch)};
    run_rounds(contenders, cases, kParts, rounds);
    fmt::print("{:<16}", name);
    for (const Contender& contender : contenders) fmt::print("{:>14.2f}", median_ns(contender));
    fmt::print("\n");
    figure(fmt::format("{}, hand_simd_ns", name), median_ns(contenders[0]));
    figure(fmt::format("{}, generated_ns", name), median_ns(contenders[1]));
    figure(fmt::format("{}, interpreted_ns", name), median_ns(contenders[2]));
    figure(fmt::format("{}, hand_scalar_ns", name), median_ns(contenders[3]));
  }
  fmt::print("\n");
  return true;
}

}  // namespace precept::bench
