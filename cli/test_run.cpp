// Every example decided on the engine that was asked for, and compared with what it expects.
#include "cli/test_run.hpp"

#include <fmt/format.h>

#include "cli/engine.hpp"
#include "cli/library.hpp"
#include "cli/console.hpp"
#include "compiler/analyze/expectations.hpp"
#include "runtime/report/text.hpp"

namespace precept::cli {

namespace {

ExampleRun run_one(const TestRun& run, const lower::ExampleCase& example, const Decider& decider, const Evaluate& evaluate) {
  const Program& program = run.compiled.program();
  const PolicyId policy = analyze::policy_of(program, example.policy);
  const Determination determination = decider.decide(policy, example.title, example.request, evaluate);
  const source::SourceFile& file = run.compiled.sources.files[example.span.file];
  ExampleRun one{&example, fmt::format("{}:{}", file.path(), file.position(example.span.begin).line),
                 analyze::mismatches(program, example, determination), ""};
  if (one.failures.empty()) return one;
  Case shown;
  shown.id = example.title;
  one.shown = determination_text(program, shown, example.request, determination, false);
  return one;
}

}  // namespace

std::optional<TestRun> run_examples(const std::vector<std::string>& paths, const TestOptions& options, int& exit_code) {
  auto compiled = load_library(paths, exit_code);
  if (!compiled) return std::nullopt;
  TestRun run{std::move(*compiled), {}, 0, std::nullopt, std::nullopt, std::nullopt};
  const Program& program = run.compiled.program();
  const auto evaluate = choose_engine(program, options.engine);
  if (!evaluate) {
    exit_code = kNotDone;
    return std::nullopt;
  }
  const Decider decider(program);
  for (const lower::ExampleCase& example : run.compiled.examples) {
    run.examples.push_back(run_one(run, example, decider, *evaluate));
    if (!run.examples.back().failures.empty()) ++run.failed;
  }
  if (options.coverage || options.mutate) run.places = analyze::places_of(*run.compiled.checked, program);
  if (options.coverage) add_coverage(run);
  if (options.mutate) add_mutation(run);
  return run;
}

std::vector<std::string> short_of(const TestRun& run, const TestOptions& options) {
  std::vector<std::string> out;
  if (!options.percent_required) return out;
  const auto ask = [&](const char* what, std::size_t percent) {
    if (percent < *options.percent_required) out.push_back(fmt::format("{} is {}%, and {}% is required", what, percent, *options.percent_required));
  };
  if (run.coverage) ask("coverage", run.coverage->coverage.percent());
  if (run.mutation) ask("mutation", run.mutation->percent());
  return out;
}

}  // namespace precept::cli
