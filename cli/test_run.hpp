// One run of a library's examples, with what coverage and mutation say of them.
// In: files and folders. Out: results as data (test_run.cpp, test_insight.cpp) and as text, JSON, JUnit (test_text.cpp, test_json.cpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/analyze/suggest.hpp"
#include "compiler/pipeline/compile.hpp"

namespace precept::cli {

struct ExampleRun {
  const lower::ExampleCase* example = nullptr;
  std::string place;                  // path:line
  std::vector<std::string> failures;  // none: it holds
  std::string shown;                  // the determination, of a failure
};

struct CoverageRun {
  analyze::Coverage coverage;
  std::vector<analyze::Suggestion> missing;
};

struct MutantRun {
  analyze::Mutant mutant;
  std::string place;
  analyze::Suggestion suggestion;  // of one that is not noticed
};

struct MutationRun {
  std::size_t noticed = 0;
  std::vector<MutantRun> unnoticed, equivalent;
  std::size_t all() const { return noticed + unnoticed.size(); }
  std::size_t percent() const { return all() == 0 ? 100 : noticed * 100 / all(); }
};

struct TestRun {
  Compilation compiled;
  std::vector<ExampleRun> examples;
  std::size_t failed = 0;
  std::optional<analyze::Places> places;  // where coverage or mutation is asked for
  std::optional<CoverageRun> coverage;
  std::optional<MutationRun> mutation;
};

struct TestOptions {
  std::string engine;
  bool coverage = false;
  bool mutate = false;
  std::optional<std::size_t> percent_required;
};

// Nothing, with the exit code, where the library cannot be used; what is wrong has been said then.
std::optional<TestRun> run_examples(const std::vector<std::string>& paths, const TestOptions& options, int& exit_code);

// test_insight.cpp
void add_coverage(TestRun& run);
void add_mutation(TestRun& run);

// What `--require` asks for and is not reached: "coverage is 83%, and 90% is required".
std::vector<std::string> short_of(const TestRun& run, const TestOptions& options);

// test_text.cpp. `brief`: failures and the summary alone.
std::string as_text(const TestRun& run, const TestOptions& options, bool brief);
// test_json.cpp
std::string as_json(const TestRun& run, const TestOptions& options);
std::string as_junit(const TestRun& run, const TestOptions& options);

}  // namespace precept::cli
