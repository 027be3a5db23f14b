// Random libraries and every guideline file of this repository, printed and read again: the same tree, the same meaning.
#include <gtest/gtest.h>

#include "compiler/pipeline/compile.hpp"
#include "compiler/syntax/parse.hpp"
#include "compiler/syntax/print.hpp"
#include "tests/differential/generator.hpp"

namespace precept::differential {
namespace {

// Every file printed in the canonical form.
source::Sources printed(const source::Sources& sources) {
  source::Sources out;
  diagnostics::Diagnostics diagnostics;
  const ast::Library library = ast::library_from_sources(sources, diagnostics);
  for (const ast::File& file : library.files) {
    const source::SourceFile& source = sources.files[file.source];
    out.files.emplace_back(source.path(), ast::print_file(file, source));
  }
  return out;
}

std::string dumped(const source::Sources& sources) {
  diagnostics::Diagnostics diagnostics;
  std::string out;
  for (const ast::File& file : ast::library_from_sources(sources, diagnostics).files) out += ast::dump_file(file);
  EXPECT_EQ(diagnostics.errors(), 0u);
  return out;
}

void expect_round_trip(const source::Sources& sources) {
  const source::Sources once = printed(sources);
  ASSERT_EQ(dumped(sources), dumped(once));
  const source::Sources twice = printed(once);
  for (std::size_t i = 0; i < once.files.size(); ++i) ASSERT_EQ(once.files[i].text(), twice.files[i].text());
}

TEST(RoundTrip, RandomLibraries) {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    source::Sources sources;
    for (const auto& [name, text] : generate(seed).files()) sources.files.emplace_back(name, text);
    expect_round_trip(sources);
    if (HasFatalFailure()) FAIL() << "seed " << seed;
    const Compilation before = compile_sources(sources, Warnings::none), after = compile_sources(printed(sources), Warnings::none);
    ASSERT_TRUE(before.lowered && after.lowered) << "seed " << seed;
    ASSERT_EQ(before.program().hash, after.program().hash) << "seed " << seed;
  }
}

TEST(RoundTrip, EveryGuidelineFileOfTheRepository) {
  for (const char* folder : {"/guidelines", "/tests/meaning/dates", "/tests/meaning/truth", "/tests/meaning/outcomes",
                             "/tests/meaning/lists", "/tests/meaning/codes", "/tests/meaning/tables"}) {
    std::vector<source::ReadError> errors;
    const source::Sources sources = source::read_sources({std::string(PRECEPT_SOURCE_DIR) + folder}, errors);
    ASSERT_TRUE(errors.empty());
    ASSERT_FALSE(sources.files.empty()) << folder;
    expect_round_trip(sources);
  }
}

}  // namespace
}  // namespace precept::differential
