// Whole pages of a small library, from the start of the body, as they are in goldens/. PRECEPT_UPDATE_GOLDENS=1 writes them
// anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/document/library.hpp"

namespace precept::site {
namespace {

class GoldenPage : public testing::TestWithParam<const char*> {};

TEST_P(GoldenPage, IsAsItWas) {
  const std::string page = page_named(pages_from(small_library()), GetParam());
  const std::string body = page.substr(page.find("<body>"));
  const std::string path = std::string(PRECEPT_SOURCE_DIR) + "/tests/document/goldens/" + GetParam();
  if (std::getenv("PRECEPT_UPDATE_GOLDENS") != nullptr) std::ofstream(path, std::ios::binary) << body;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream wanted;
  wanted << file.rdbuf();
  EXPECT_EQ(body, wanted.str());
}

INSTANTIATE_TEST_SUITE_P(Pages, GoldenPage,
                         testing::Values("index.html", "rule-care-2001-02-03-conditioning-first.html",
                                         "vocabulary-words.html", "policy-board.html", "service-conditioning.html",
                                         "guideline-care-2001-02-03.html"));

}  // namespace
}  // namespace precept::site
