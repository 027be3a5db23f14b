// The table of diagnostics, the list, the nearest name.
#include "compiler/diagnostics/diagnostics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace precept::diagnostics {
namespace {

std::size_t places(std::string_view message) {
  std::size_t count = 0;
  for (auto at = message.find("{}"); at != std::string_view::npos; at = message.find("{}", at + 2)) ++count;
  return count;
}

// Every template takes as many words as it has places, and no more braces than those.
TEST(Table, EveryMessageIsAPlainTemplate) {
  std::set<std::string_view> names;
  for (const auto& row : all_codes()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_EQ(row_of(row.code).name, row.name);
    EXPECT_EQ(row.name.size(), 5u);
    EXPECT_EQ(row.name[0], row.severity == Severity::error ? 'E' : 'W') << row.name;
    const auto message = std::string(row.message);
    EXPECT_EQ(std::count(message.begin(), message.end(), '{'), static_cast<std::ptrdiff_t>(places(message))) << row.name;
    EXPECT_NE(message.back(), '.') << row.name;
    Diagnostics list;
    const source::Span span{};
    const std::string word = "w";
    switch (places(message)) {
      case 0:
        list.report(row.code, span);
        break;
      case 1:
        list.report(row.code, span, word);
        break;
      case 2:
        list.report(row.code, span, word, word);
        break;
      case 3:
        list.report(row.code, span, word, word, word);
        break;
      case 4:
        list.report(row.code, span, word, word, word, word);
        break;
      default:
        FAIL() << row.name << " has more places than a sentence should";
    }
    EXPECT_EQ(list.list().at(0).message.find("{}"), std::string::npos) << row.name;
  }
}

TEST(Table, CodesAreInTheirOrder) {
  const auto& rows = all_codes();
  for (std::size_t i = 1; i < rows.size(); ++i) EXPECT_LT(rows[i - 1].name.substr(1), rows[i].name.substr(1));
}

TEST(List, SortsByPlaceAndKeepsEqualOnesOnce) {
  Diagnostics list;
  list.report(Code::E0108, {1, 5, 6}, "`b`");
  list.report(Code::E0108, {0, 9, 10}, "`c`");
  list.report(Code::E0108, {0, 2, 3}, "`d`");
  list.report(Code::E0108, {0, 2, 3}, "`d`");
  list.report(Code::W0701, {0, 2, 3}, "x");
  EXPECT_EQ(list.errors(), 4u);
  list.sort();
  std::vector<std::string> messages;
  for (const auto& found : list.list()) messages.push_back(found.message);
  EXPECT_EQ(messages,
            (std::vector<std::string>{"`d` is not a character of the language", "no rule uses the fact `x`",
                                      "`c` is not a character of the language", "`b` is not a character of the language"}));
  EXPECT_EQ(list.errors(), 3u);
  EXPECT_EQ(list.warnings(), 1u);
}

TEST(List, FurtherOnesAreCountedAndNotKept) {
  Diagnostics list;
  for (std::uint32_t i = 0; i < kDiagnosticsMax + 5; ++i) list.report(Code::E0103, {0, i, i + 1}).hint("h").mark({}, "m");
  EXPECT_EQ(list.list().size(), kDiagnosticsMax);
  EXPECT_EQ(list.errors(), kDiagnosticsMax + 5);
}

TEST(Nearest, WithinAThirdOfTheLength) {
  const std::vector<std::string> names = {"demand_level", "injury_date", "injury_age", "status", "a", "abc"};
  EXPECT_EQ(nearest("demand_levle", names), "demand_level");  // two swapped
  EXPECT_EQ(nearest("demandlevel", names), "demand_level");
  EXPECT_EQ(nearest("injry_dat", names), "injury_date");
  EXPECT_EQ(nearest("stats", names), "status");
  EXPECT_EQ(nearest("sttaus", names), "status");
  EXPECT_EQ(nearest("abd", names), "abc");
  EXPECT_EQ(nearest("b", names), "");  // one letter of one
  EXPECT_EQ(nearest("something_else", names), "");
  EXPECT_EQ(nearest("demand_level", names), "");  // itself is no mend
  EXPECT_EQ(nearest("", names), "");
  EXPECT_EQ(nearest("catt", {"cats", "catz"}), "cats");  // the first by its letters
}

}  // namespace
}  // namespace precept::diagnostics
