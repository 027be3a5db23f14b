// Coverage and mutation of a run, and the examples that they suggest: an example is only ever shown once it was read back from its
// text, together with the whole library, and held.
#include <fmt/format.h>

#include "cli/test_run.hpp"
#include "compiler/analyze/expectations.hpp"

namespace precept::cli {

namespace {

using analyze::Suggestion;

constexpr int kReadingsMax = 4;

std::string place_of(const TestRun& run, const source::Span& span) {
  const source::SourceFile& file = run.compiled.sources.files[span.file];
  return fmt::format("{}:{}", file.path(), file.position(span.begin).line);
}

// Where a suggested example begins in its file.
struct Pasted {
  std::uint32_t file = 0;
  std::uint32_t begin = 0;
  Suggestion* suggestion = nullptr;
};

// The library with the suggested examples at the ends of the files that they were made for: what a name means may depend on the file.
Compilation compiled_with(const TestRun& run, const std::vector<Suggestion*>& suggestions, std::vector<Pasted>& pasted) {
  source::Sources sources = run.compiled.sources;
  pasted.clear();
  for (std::uint32_t file = 0; file < sources.files.size(); ++file) {
    std::string text = sources.files[file].text();
    for (Suggestion* suggestion : suggestions) {
      if (suggestion->file != file) continue;
      text += "\n\n";
      pasted.push_back({file, static_cast<std::uint32_t>(text.size()), suggestion});
      text += suggestion->text;
    }
    sources.files[file] = source::SourceFile(sources.files[file].path(), std::move(text));
  }
  return compile_sources(std::move(sources), Warnings::none);
}

// The suggestion that stands at a place; null where the library's own text does.
Suggestion* suggestion_at(const std::vector<Pasted>& pasted, const source::Span& span) {
  Suggestion* found = nullptr;
  for (const Pasted& one : pasted)
    if (one.file == span.file && one.begin <= span.begin) found = one.suggestion;
  return found;
}

void withdraw(Suggestion& suggestion) {
  suggestion.title.clear();
  suggestion.text.clear();
}

// Withdraws what does not read back or does not hold.
void keep_those_that_hold(const TestRun& run, std::vector<Suggestion*> suggestions) {
  for (int reading = 0; reading < kReadingsMax; ++reading) {
    std::erase_if(suggestions, [](const Suggestion* one) { return one->text.empty(); });
    if (suggestions.empty()) return;
    std::vector<Pasted> pasted;
    const Compilation compiled = compiled_with(run, suggestions, pasted);
    for (const auto& diagnostic : compiled.diagnostics.list())
      if (Suggestion* one = suggestion_at(pasted, diagnostic.span); one != nullptr && diagnostic.severity() == diagnostics::Severity::error)
        withdraw(*one);
    if (!compiled.lowered) continue;
    const Program& program = compiled.program();
    const Decider decider(program);
    for (const lower::ExampleCase& example : compiled.examples)
      if (Suggestion* one = suggestion_at(pasted, example.span);
          one != nullptr && !analyze::mismatches(program, example, analyze::replay(program, decider, example)).empty())
        withdraw(*one);
    return;
  }
  for (Suggestion* suggestion : suggestions) withdraw(*suggestion);
}

analyze::Suggesting suggesting(const TestRun& run) {
  return {run.compiled.syntax, run.compiled.sources, run.compiled.program(), *run.places, run.compiled.examples};
}

}  // namespace

void add_coverage(TestRun& run) {
  analyze::Covering covering(run.compiled.program(), *run.places);
  for (const lower::ExampleCase& example : run.compiled.examples) covering.add(example);
  run.coverage = CoverageRun{covering.result(), {}};
  analyze::Suggesting suggest = suggesting(run);
  run.coverage->missing = suggest.for_coverage(covering);
  std::vector<Suggestion*> all;
  for (Suggestion& one : run.coverage->missing) all.push_back(&one);
  keep_those_that_hold(run, std::move(all));
}

void add_mutation(TestRun& run) {
  const Program& program = run.compiled.program();
  analyze::Mutants mutants = analyze::mutants_of(*run.compiled.checked, *run.compiled.lowered, *run.places);
  std::vector<const lower::ExampleCase*> passing;
  for (const ExampleRun& example : run.examples)
    if (example.failures.empty()) passing.push_back(example.example);
  const analyze::MutationResult result = analyze::run_mutants(program, mutants.distinct, passing);
  MutationRun& out = run.mutation.emplace();
  out.noticed = result.noticed.size();
  const auto add = [&](std::vector<MutantRun>& list, analyze::Mutant mutant) {
    std::string place = place_of(run, mutant.span);
    list.push_back({std::move(mutant), std::move(place), {}});
  };
  analyze::Suggesting suggest = suggesting(run);
  for (const std::size_t at : result.unnoticed) {
    add(out.unnoticed, mutants.distinct[at]);
    out.unnoticed.back().suggestion = suggest.for_mutant(mutants.distinct[at]);
  }
  for (analyze::Mutant& mutant : mutants.equivalent) add(out.equivalent, std::move(mutant));
  for (const std::size_t at : result.equivalent) add(out.equivalent, std::move(mutants.distinct[at]));
  std::vector<Suggestion*> all;
  for (MutantRun& one : out.unnoticed) all.push_back(&one.suggestion);
  keep_those_that_hold(run, std::move(all));
}

}  // namespace precept::cli
