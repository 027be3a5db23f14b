// Printing and parsing again: the same tree, the same text, every comment.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/syntax/random_text.hpp"
#include "tests/syntax/syntax_helper.hpp"

namespace precept::ast {
namespace {

std::vector<std::string> comments_of(const File& file) {
  std::vector<std::string> texts;
  for (const auto& comment : file.comments) texts.push_back(comment.text);
  std::sort(texts.begin(), texts.end());
  return texts;
}

void expect_round_trip(const std::string& text, const std::string& what) {
  const auto first = parsed(text);
  ASSERT_EQ(first.findings(), "") << what << "\n" << text;
  ASSERT_FALSE(first.file.has_syntax_errors);
  const auto printed = first.print();
  const auto second = parsed(printed);
  ASSERT_EQ(second.findings(), "") << what << "\n" << text << "\n--- printed ---\n" << printed;
  ASSERT_EQ(first.dump(), second.dump()) << what << "\n" << text << "\n--- printed ---\n" << printed;
  ASSERT_EQ(comments_of(first.file), comments_of(second.file)) << what << "\n" << text << "\n--- printed ---\n" << printed;
  ASSERT_EQ(printed, second.print()) << what << "\n" << text;
}

TEST(RoundTrip, RandomPrograms) {
  for (unsigned seed = 1; seed <= 4000; ++seed) {
    expect_round_trip(RandomText(seed).file(), "seed " + std::to_string(seed));
    if (HasFatalFailure()) return;
  }
}

TEST(RoundTrip, EveryGuidelineFileOfTheProject) {
  std::vector<source::ReadError> errors;
  std::vector<std::string> folders;
  for (const char* folder : {"/guidelines", "/examples", "/tests"})
    if (std::filesystem::is_directory(PRECEPT_SOURCE_DIR + std::string(folder)))
      folders.push_back(PRECEPT_SOURCE_DIR + std::string(folder));
  const auto sources = source::read_sources(folders, errors);
  for (const auto& file : sources.files) {
    if (parsed(file.text()).file.has_syntax_errors) continue;  // goldens of what is wrong
    expect_round_trip(file.text(), file.path());
  }
}

// One-line expressions parse back to themselves, whatever stood around them.
TEST(RoundTrip, ExpressionsOnOneLine) {
  for (unsigned seed = 5000; seed <= 5400; ++seed) {
    const auto program = parsed(RandomText(seed).file());
    for (const auto& declaration : program.file.declarations) {
      const auto* define = std::get_if<DefineDecl>(&declaration.node);
      if (define == nullptr) continue;
      const auto line = print_expression(*define->value);
      EXPECT_EQ(line.find('\n'), std::string::npos);
      const auto again = parsed("define x = " + line);
      ASSERT_EQ(again.findings(), "") << line;
      const auto& value = *std::get<DefineDecl>(again.file.declarations.at(0).node).value;
      EXPECT_EQ(print_expression(value), line);
    }
  }
}

}  // namespace
}  // namespace precept::ast
