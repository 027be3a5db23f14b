// Cases with a few bytes wrong, tens of thousands of them: each gives cases or errors, the same every time, and no crash.
#include <gtest/gtest.h>

#include <random>

#include "tests/facts/fixture.hpp"

namespace precept::test {
namespace {

std::string said(const CasesRead& result) {
  std::string text;
  for (const FactError& error : result.errors) text += error.code + " " + error.path + ": " + error.message + "\n";
  return text;
}

TEST(ReadAnyCases, GivesCasesOrErrorsAndAlwaysTheSame) {
  const Vocabulary v = vocabulary();
  const CaseReader reader(v.program);
  const std::string seed(kSeedCase);
  std::mt19937 random(11);
  const std::string_view bytes = "{}[]\",:\\ 019.-eEntf\n\x80\xC3\xFF";
  for (int round = 0; round < 20000; ++round) {
    std::string text = seed;
    for (std::size_t edits = 1 + random() % 4; edits > 0; --edits) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text[at] = bytes[random() % bytes.size()];
          break;
        case 1:
          text.erase(at, 1 + random() % 8);
          break;
        case 2:
          text.insert(at, text.substr(random() % text.size(), random() % 40));
          break;
      }
    }
    const CasesRead once = reader.read(text), again = reader.read(text);
    ASSERT_EQ(said(once), said(again));
    ASSERT_TRUE(!once.errors.empty() || !once.cases.empty()) << text;
    for (const Case& one : once.cases)
      for (const Request& request : one.requests) ASSERT_EQ(request.facts.values.size(), v.program.facts.size());
  }
}

}  // namespace
}  // namespace precept::test
