// The order of declarations, of rules and of files means nothing: whatever it is, the Program is the same, byte for byte.
// In: every library of the checkout that can be decided with. Out: its Program again and again, each time from shuffled text.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "compiler/pipeline/compile.hpp"
#include "runtime/program/text.hpp"

namespace precept {
namespace {

namespace fs = std::filesystem;

constexpr int kShuffles = 12;

std::vector<fs::path> libraries() {
  const fs::path root = PRECEPT_SOURCE_DIR;
  std::vector<fs::path> found{root / "guidelines"};
  for (const char* folder : {"tests/meaning", "tests/golden/operators", "tests/golden/diagnostics"})
    for (const auto& entry : fs::directory_iterator(root / folder)) {
      if (!entry.is_directory()) continue;
      const bool golden = fs::path(folder).filename() == "diagnostics";
      const fs::path mended = entry.path() / "mended";
      if (!golden) found.push_back(entry.path());
      else if (fs::is_directory(mended)) found.push_back(mended);
      else if (fs::exists(mended.string() + ".precept")) found.emplace_back(mended.string() + ".precept");
    }
  std::sort(found.begin(), found.end());
  return found;
}

std::string part(const source::SourceFile& file, source::Span span) { return file.text().substr(span.begin, span.end - span.begin); }

// The same library with its declarations and files in another order. A file with a header gets another name too; one without is a
// guideline of that name.
source::Sources shuffled(const Compilation& whole, std::mt19937& random) {
  source::Sources out;
  std::vector<std::size_t> order(whole.syntax.files.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), random);
  for (const std::size_t i : order) {
    const ast::File& file = whole.syntax.files[i];
    const source::SourceFile& source = whole.sources.files[i];
    std::string text = file.version ? "precept " + *file.version + "\n" : "";
    if (file.header) text += part(source, file.header->span) + "\n";
    std::vector<std::string> declarations;
    for (const auto& declaration : file.declarations) declarations.push_back(part(source, declaration.span));
    std::shuffle(declarations.begin(), declarations.end(), random);
    for (const auto& declaration : declarations) text += "\n" + declaration + "\n";
    const std::string folder = std::to_string(out.files.size()) + "/";
    out.files.emplace_back(folder + (file.header ? "renamed" : source.stem()) + ".precept", text);
    for (const source::SourceFile& data : whole.sources.data)  // what it names lies beside it
      out.data.emplace_back(folder + fs::path(data.path()).filename().string(), data.text());
  }
  return out;
}

TEST(Order, MeansNothing) {
  std::size_t compared = 0;
  for (const fs::path& path : libraries()) {
    const Compilation whole = compile({path.string()}, Warnings::none);
    if (!whole.lowered) continue;  // what this version cannot decide with yet
    const std::string text = program_to_text(whole.program());
    std::mt19937 random(20140228);
    for (int i = 0; i < kShuffles; ++i) {
      const source::Sources other = shuffled(whole, random);
      std::string all;
      for (const auto& file : other.files) all += "## " + file.path() + "\n" + file.text();
      const Compilation again = compile_sources(other, Warnings::none);
      ASSERT_TRUE(again.lowered) << path << "\n" << all;
      ASSERT_EQ(program_to_text(again.program()), text) << path << "\n" << all;
      ASSERT_EQ(again.program().hash, whole.program().hash);
      ++compared;
    }
  }
  EXPECT_GT(compared, 1000u);
}

// Every order of the files of a small library whose parts mention each other in every direction.
TEST(Order, OfFilesInAllTheirPermutations) {
  struct Text {
    const char* path;
    const char* text;
  };
  std::vector<Text> files = {
      {"words.precept", "vocabulary words\n\nservice walk\nservice therapy in sessions\nunit session, sessions\nunit mg\nunit g = 1000 mg\n"
                        "scale demand: light < medium < heavy\nfact level: demand\nfact dose: number in g assumed 2 g\n"
                        "define strong = heavy_dose and level >= medium\ndefine heavy_dose = dose >= 1500 mg\n"},
      {"more.precept", "vocabulary more\n  uses words\n\nfact seen: date from born\nfact born: date\ndefine grown = time from born to seen >= 18y\n"
                       "define fit = not strong\nrequest fact place: places\nchoice places: hand, knee\n"},
      {"first.precept", "guideline g \"The guideline\"\n  effective from 2009-01-01 until 2012-01-01\n  uses words, more\n\nfact own: yes or no\n\n"
                        "rule therapy, late page 2\n  overrides early\n  requires\n    a: own and fit\n  allows (used) within 8w\nend\n"},
      {"second.precept", "guideline g\n  effective from 2009-01-01 until 2012-01-01\n  uses more, words\n\n"
                         "rule therapy, early page 3\n  requires\n    b: strong or own\n  never more than 10 sessions\nend\n\nwalk requires grown and place is knee\n"},
      {"later.precept", "guideline g\n  effective from 2012-01-01\n  uses words\n\nfact own: count\ntherapy requires own > 3 and requested <= 12 sessions\n"},
      {"policy.precept", "policy p\n  uses more\n  consults g unless fit\n  as of seen\n"},
  };
  std::sort(files.begin(), files.end(), [](const Text& a, const Text& b) { return std::string_view(a.path) < b.path; });
  std::string text;
  do {
    source::Sources sources;
    for (const Text& file : files) sources.files.emplace_back(file.path, file.text);
    const Compilation compiled = compile_sources(std::move(sources), Warnings::none);
    ASSERT_TRUE(compiled.lowered);
    if (text.empty()) text = program_to_text(compiled.program());
    ASSERT_EQ(program_to_text(compiled.program()), text);
  } while (std::next_permutation(files.begin(), files.end(), [](const Text& a, const Text& b) { return std::string_view(a.path) < b.path; }));
}

// What is wrong is wrong in every order, with the same messages at the same places of their declarations.
TEST(Order, OfMistakesMeansNothing) {
  const std::vector<std::string> declarations = {
      "service therapy",          "fact done: yes or no",   "define a = b",  "define b = not a",
      "define c = a and missing", "fact wrong: nothing",    "define d = c",  "therapy requires d and done and level >= 3",
      "scale demand: low < high", "fact level: demand",     "fact done: date"};
  const auto messages = [](const std::vector<std::string>& list) {
    source::Sources sources;
    std::string text;
    for (const auto& one : list) text += one + "\n";
    sources.files.emplace_back("mistakes.precept", text);
    std::vector<std::string> out;
    const Compilation compiled = compile_sources(std::move(sources), Warnings::none);
    for (const auto& found : compiled.diagnostics.list())
      out.push_back(std::string(diagnostics::row_of(found.code).name) + " " + found.message);
    std::sort(out.begin(), out.end());
    return out;
  };
  const std::vector<std::string> wanted = {
      "E0201 nothing here is called `missing`", "E0202 `done` is declared twice", "E0205 `b` is defined by itself: b -> a -> b",
      "E0207 no choice or scale is called `nothing`", "E0302 a scale `demand` cannot be compared with a count"};
  std::mt19937 random(7);
  std::vector<std::string> list = declarations;
  for (int i = 0; i < 50; ++i) {
    // Which of two declarations of one name is the second is a matter of their order, and of nothing else.
    std::shuffle(list.begin(), list.end(), random);
    if (std::find(list.begin(), list.end(), "fact done: date") < std::find(list.begin(), list.end(), "fact done: yes or no")) continue;
    ASSERT_EQ(messages(list), wanted) << testing::PrintToString(list);
  }
}

}  // namespace
}  // namespace precept
