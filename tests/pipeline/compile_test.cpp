// The stages in a row: what each leaves behind, and that none goes on after an error.
#include "compiler/pipeline/compile.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace precept {
namespace {

namespace fs = std::filesystem;

Compilation compiled(const std::string& text, Warnings warnings = Warnings::all, Examples examples = Examples::read) {
  source::Sources sources;
  sources.files.emplace_back("test.precept", text);
  return compile_sources(std::move(sources), warnings, examples);
}

const std::string kWhole =
    "service therapy\nfact done: yes or no\nfact unused: date\ntherapy requires done\n\n"
    "example \"completed\" for therapy\n  given done = yes\n  expect approve\n";

TEST(Compile, AWholeLibraryIsAProgramWithItsExamples) {
  const Compilation out = compiled(kWhole);
  ASSERT_TRUE(out.lowered);
  EXPECT_EQ(out.program().rules.size(), 1u);
  ASSERT_EQ(out.examples.size(), 1u);
  EXPECT_EQ(out.examples[0].title, "completed");
  EXPECT_EQ(out.diagnostics.errors(), 0u);
  EXPECT_EQ(out.diagnostics.warnings(), 2u) << "an unused fact, and `done` is never shown unmet";
}

TEST(Compile, WarningsAndExamplesCanBeLeftOut) {
  EXPECT_EQ(compiled(kWhole, Warnings::none).diagnostics.warnings(), 0u);
  const Compilation out = compiled(kWhole, Warnings::none, Examples::skip);
  ASSERT_TRUE(out.lowered);
  EXPECT_TRUE(out.examples.empty());
  EXPECT_EQ(out.program().hash, compiled(kWhole).program().hash);
}

TEST(Compile, AnErrorOfAnyStageLeavesNoProgram) {
  for (const char* wrong : {"fact done: yes or\n", "fact done: yes or no\ntherapy requires doen\n",
                            "service therapy\nfact done: yes or no\ntherapy requires done\nexample \"a\" for therapy\n  given doen = yes\n  expect deny\n"}) {
    const Compilation out = compiled(wrong);
    EXPECT_FALSE(out.lowered) << wrong;
    EXPECT_FALSE(out.checked) << wrong;
    EXPECT_TRUE(out.diagnostics.has_errors()) << wrong;
  }
}

TEST(Compile, ASyntaxErrorHidesNoOtherMistake) {
  const Compilation out = compiled("service therapy\nfact a: : date\nfact b: nothing\ndefine c = b and\ntherapy requires dd\n");
  std::vector<std::string> codes;
  for (const auto& one : out.diagnostics.list()) codes.emplace_back(diagnostics::row_of(one.code).name);
  EXPECT_EQ(codes, (std::vector<std::string>{"E0101", "E0207", "E0145", "E0201"}));
}

TEST(Compile, AnEmptyLibraryIsAProgramWithoutRules) {
  for (const char* text : {"", "# nothing but a remark\n", "\n\n", "vocabulary words\n", "precept 1\n"}) {
    const Compilation out = compiled(text);
    ASSERT_TRUE(out.lowered) << text;
    EXPECT_TRUE(out.program().rules.empty());
    EXPECT_EQ(out.program().policies.size(), 1u) << "the built-in one";
  }
}

TEST(Compile, WhatCannotBeReadIsSaidAndNothingIsCompiled) {
  const fs::path folder = fs::path(PRECEPT_BINARY_DIR) / "compile_test";
  fs::remove_all(folder);
  fs::create_directories(folder);
  std::ofstream(folder / "a.precept") << kWhole;
  const Compilation out = compile({(folder / "a.precept").string(), (folder / "b.precept").string()}, Warnings::all);
  ASSERT_EQ(out.read_errors.size(), 1u);
  EXPECT_EQ(out.read_errors[0].path, (folder / "b.precept").string());
  EXPECT_FALSE(out.lowered);
  const Compilation whole = compile({folder.string()}, Warnings::none);
  ASSERT_TRUE(whole.lowered);
  EXPECT_EQ(whole.program().editions[0].guideline, "a");
  fs::remove_all(folder);
}

// The codes themselves are what a library means, wherever they are written.
TEST(Compile, CodesOfAFileAreAsIfTheyWereWrittenOut) {
  const auto library = [](const std::string& codes, const std::string& csv) {
    source::Sources sources;
    sources.files.emplace_back("lib/test.precept", "service therapy\nfact diagnosis: code in icd10cm\ncodes back in icd10cm" + codes +
                                                       "\ntherapy requires diagnosis in back\n");
    sources.data.emplace_back("lib/codes/back.csv", csv);
    const Compilation out = compile_sources(std::move(sources), Warnings::none);
    return out.lowered ? out.program().hash : "none";
  };
  const std::string from = " from \"codes/back.csv\"", written = library(": M54.16, M51*", "");
  EXPECT_NE(written, "none");
  EXPECT_EQ(library(from, "code\nM51*\nM54.16\n"), written);
  EXPECT_NE(library(from, "code\nM51*\nM54.17\n"), written);
  EXPECT_EQ(library(" from \"back.csv\"", "code\nM51*\n"), "none");
}

}  // namespace
}  // namespace precept
