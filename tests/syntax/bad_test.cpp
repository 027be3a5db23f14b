// What an author reads who got something wrong, and what of the file is still understood.
// Each bad/NAME.precept has its NAME.findings: the findings as text, then the tree, then the names that went missing.
// PRECEPT_UPDATE_GOLDENS=1 writes them anew, for review in the diff.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "compiler/diagnostics/render.hpp"
#include "tests/syntax/syntax_helper.hpp"

namespace precept::ast {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(PRECEPT_SOURCE_DIR) / "tests/syntax/bad";

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::string found(const fs::path& path) {
  Parsed result;
  result.sources.files.emplace_back(path.filename().string(), read(path));
  result.file = file_from_source(result.sources, 0, result.diagnostics);
  result.diagnostics.sort();
  EXPECT_TRUE(result.file.has_syntax_errors);
  EXPECT_TRUE(result.diagnostics.has_errors());
  auto text = diagnostics::render_text(result.diagnostics, result.sources, false) + "\n" + result.dump();
  for (const auto& name : result.file.lost) text += "lost " + name.text + "\n";
  return text;
}

class Bad : public testing::TestWithParam<std::string> {};

TEST_P(Bad, Findings) {
  const auto text = found(kFolder / (GetParam() + ".precept"));
  const auto golden = kFolder / (GetParam() + ".findings");
  if (std::getenv("PRECEPT_UPDATE_GOLDENS") != nullptr) std::ofstream(golden, std::ios::binary) << text;
  EXPECT_EQ(text, read(golden));
  // The parser generator's words never show.
  for (const char* raw : {"mismatched", "extraneous", "no viable", "K_", "<EOF>", "WRONG_", "UNIT_"})
    EXPECT_EQ(text.find(raw), std::string::npos) << raw;
}

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kFolder))
    if (entry.path().extension() == ".precept") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}
INSTANTIATE_TEST_SUITE_P(Goldens, Bad, testing::ValuesIn(cases()), [](const auto& made) { return made.param; });

// Every code of the syntax room is reported by some text here.
TEST(BadCodes, EachIsShownByAGolden) {
  std::string all;
  for (const auto& name : cases()) all += read(kFolder / (name + ".findings"));
  const std::vector<std::string> elsewhere = {"E0102", "E0103", "E0104",
                                              "E0105", "E0106", "E0199"};  // hostile_test.cpp; a fault of ours
  for (const auto& row : diagnostics::all_codes()) {
    const std::string code(row.name);
    if (!code.starts_with("E01") || std::find(elsewhere.begin(), elsewhere.end(), code) != elsewhere.end()) continue;
    EXPECT_NE(all.find("error " + code + ":"), std::string::npos) << code << " is shown by no golden";
  }
}

}  // namespace
}  // namespace precept::ast
