// Compiling figures: see the header.
#include "bench/compile_bench.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <string>
#include <vector>

#include "bench/goals.hpp"
#include "bench/in_process.hpp"
#include "bench/library_text.hpp"
#include "bench/measure.hpp"
#include "compiler/analyze/analyze.hpp"
#include "compiler/check/check.hpp"
#include "compiler/diagnostics/render.hpp"
#include "compiler/lower/lower.hpp"
#include "compiler/pipeline/wholes.hpp"
#include "compiler/syntax/parse.hpp"
#include "runtime/interpret/interpret.hpp"
#include "runtime/native/cache/object_cache.hpp"
#include "runtime/native/loader/loader.hpp"

namespace precept::bench {
namespace {

struct Figures {
  double text_bytes = 0, memory = 0, operations = 0;
  double parse = 0, check = 0, lower = 0;  // seconds
  double load = 0, native = 0;
  double total() const { return parse + check + lower; }
};

// A library from its text, stage by stage as the pipeline has them; without examples and warnings, as for deciding.
struct Library {
  source::Sources sources;
  ast::Library syntax;
  diagnostics::Diagnostics diagnostics;
  std::optional<check::Library> checked;
  lower::Lowered lowered;

  bool compile(std::size_t rules, Rules kind, Figures& figures) {
    sources = library_text(rules, kind);
    figures.text_bytes = static_cast<double>(bytes_of(sources));
    const double before = peak_bytes();
    figures.parse =
        thread_seconds_of([&] { syntax = ast::library_from_sources(sources, diagnostics, ast::Examples::skip); });
    figures.check = thread_seconds_of([&] { checked = check::library_from_ast(syntax, sources, diagnostics); });
    if (!checked || diagnostics.has_errors()) return said_why();
    figures.lower = thread_seconds_of([&] {
      lowered = lower::program_from_checked(*checked);
      complete_wholes(lowered.program);
      analyze::check_combinations(*checked, lowered.program, diagnostics);
    });
    figures.memory = peak_bytes() - before;
    figures.operations = static_cast<double>(lowered.program.nodes.size());
    return !diagnostics.has_errors() || said_why();
  }
  bool said_why() const {
    fmt::print("{}", diagnostics::render_text(diagnostics.errors_only(), sources, false));
    return false;
  }
};

// Every output that decides, of one case with nothing documented.
bool agrees(const Program& program, const native::NativeCode& code) {
  const CaseFacts facts = undocumented_facts(program);
  Trace native;
  code.evaluate(facts, native);
  const Trace trace = interpret(program, facts);
  for (const NodeId id : trace_outputs(program))
    if (native.values[id.index] != trace.values[id.index]) return false;
  return native.failed == trace.failed;
}

// Code for a library: cold, or from objects that another process left in `folder`.
enum class From : std::uint8_t { text, nowhere, cache };
bool measure(std::size_t rules, Rules kind, From from, const std::string& folder, Figures& figures) {
  Library library;
  if (!library.compile(rules, kind, figures)) return false;
  if (from == From::text) return true;
  std::string error;
  const native::NativeEngine* engine = nullptr;
  figures.load = seconds_of([&] { engine = native::load_engine(error); });
  if (engine == nullptr) return false;
  native::ObjectCache cache(folder);
  native::CompileOptions options;
  if (from == From::cache) options.store = &cache;
  const Program& program = library.lowered.program;
  native::Compiled<native::NativeCode> compiled;
  figures.native = seconds_of([&] { compiled = engine->compile(program, options); });
  return compiled.code != nullptr && compiled.code->from_store() == (from == From::cache) && agrees(program, *compiled.code);
}

struct Contender {
  const char* name;
  std::size_t rules;
  Rules kind;
  From from;
  std::vector<Figures> rounds{};

  double median_of(double (*figure)(const Figures&)) const {
    std::vector<double> values;
    for (const Figures& one : rounds) values.push_back(figure(one));
    return median(values);
  }
  double total() const {
    return median_of([](const Figures& one) { return one.total(); });
  }
  double native() const {
    return median_of([](const Figures& one) { return one.native; });
  }
};

bool keep_objects(std::size_t rules, Rules kind, const std::string& folder) {
  return in_process<Figures>([&](Figures& figures) {
           Library library;
           std::string error;
           if (!library.compile(rules, kind, figures)) return false;
           native::ObjectCache cache(folder);
           native::CompileOptions options;
           options.store = &cache;
           const native::NativeEngine* engine = native::load_engine(error);
           return engine != nullptr && engine->compile(library.lowered.program, options).code != nullptr;
         })
      .has_value();
}

void print_text(const std::vector<Contender>& all) {
  fmt::print("{:<28}{:>8}{:>9}{:>9}{:>9}{:>10}{:>9}{:>12}\n", "text to Program, ms", "parse", "check", "lower", "together",
             "MB text", "MB peak", "bytes/rule");
  for (const Contender& one : all) {
    if (one.from != From::text) continue;
    const double memory = one.median_of([](const Figures& f) { return f.memory; });
    fmt::print("{:<28}{:>8.1f}{:>9.1f}{:>9.1f}{:>9.1f}{:>10.2f}{:>9.1f}{:>12.0f}\n", one.name,
               one.median_of([](const Figures& f) { return f.parse; }) * 1e3,
               one.median_of([](const Figures& f) { return f.check; }) * 1e3,
               one.median_of([](const Figures& f) { return f.lower; }) * 1e3, one.total() * 1e3,
               one.rounds.front().text_bytes / 1e6, memory / 1e6, memory / static_cast<double>(one.rules));
  }
}

void print_native(const std::vector<Contender>& all) {
  fmt::print("\n{:<40}{:>10}{:>14}{:>12}\n", "Program to code, ms", "native", "load library", "operations");
  for (const Contender& one : all) {
    if (one.from == From::text) continue;
    fmt::print("{:<40}{:>10.1f}{:>14.1f}{:>12.0f}\n", one.name, one.native() * 1e3,
               one.median_of([](const Figures& f) { return f.load; }) * 1e3, one.rounds.front().operations);
  }
}

}  // namespace

bool run_compile(int rounds) {
  const std::string folder =
      (std::filesystem::temp_directory_path() / ("precept_bench_" + std::to_string(getpid()))).string();
  std::vector<Contender> all = {
      {"1,000 plain rules", 1'000, Rules::plain, From::text},
      {"1,000 mixed rules", 1'000, Rules::mixed, From::text},
      {"10,000 mixed rules", 10'000, Rules::mixed, From::text},
      {"1,000 plain rules, cold", 1'000, Rules::plain, From::nowhere},
      {"1,000 mixed rules, cold", 1'000, Rules::mixed, From::nowhere},
      {"1,000 mixed rules, objects on disk", 1'000, Rules::mixed, From::cache},
      {"10,000 mixed rules, cold", 10'000, Rules::mixed, From::nowhere},
      {"10,000 mixed rules, objects on disk", 10'000, Rules::mixed, From::cache},
  };
  bool done = keep_objects(1'000, Rules::mixed, folder) && keep_objects(10'000, Rules::mixed, folder);
  for (int round = 0; round < rounds && done; ++round)
    for (Contender& one : all) {
      const auto figures =
          in_process<Figures>([&](Figures& into) { return measure(one.rules, one.kind, one.from, folder, into); });
      if (figures)
        one.rounds.push_back(*figures);
      else
        done = false;
    }
  std::filesystem::remove_all(folder);
  if (!done) {
    fmt::print("a library does not compile, or its code does not decide as the interpreter does\n");
    return false;
  }
  fmt::print("compiling, each in a process of its own, medians of {} interleaved rounds\n", rounds);
  print_text(all);
  print_native(all);
  fmt::print("\n");
  constexpr char kMadeUp[] = "making the text, reading files, examples, warnings";
  goal({"A2", "1,000 guideline rules checked (text to Program)", all[1].total() * 1e3, 500, Sense::at_most, " ms", kMadeUp});
  goal({"A2", "1,000 rules, text to native code, cold", (all[4].total() + all[4].native()) * 1e3, 1000, Sense::at_most, " ms",
        "as above, and loading the native library"});
  goal({"A2", "10,000 rules to ten times 1,000, text to Program", all[2].total() / (10 * all[1].total()), 1.2, Sense::at_most,
        "x", kMadeUp});
  goal({"A3", "1,000 rules, native code from the cache", all[5].native() * 1e3, 20, Sense::at_most, " ms",
        "text to Program, loading the native library"});
  figure("load_library_ms", all[5].median_of([](const Figures& f) { return f.load; }) * 1e3);
  fmt::print(
      "Eight criteria a rule, twenty rules a file; of mixed rules one in four goes over records, one in four looks up a "
      "table by\n"
      "a code. Peak memory is what the process grew by from before parsing to the Program. Left out: making the text, "
      "reading\n"
      "files, examples, warnings. Objects on disk: read, their hash verified, linked. Text to Program is one thread: its "
      "own CPU\n"
      "clock; native code is several: the wall's, and so slower where others use the cores.\n\n");
  return true;
}

}  // namespace precept::bench
