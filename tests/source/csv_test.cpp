// Comma-separated values: quotes, line ends, empty lines, and where fields stand.
#include "compiler/source/csv.hpp"

#include <gtest/gtest.h>

namespace precept::source {
namespace {

// "a|b / c" for two records.
std::string read(std::string_view text) {
  std::string out;
  const Csv csv = read_csv(text);
  for (const auto& record : csv.records) {
    if (!out.empty()) out += " / ";
    for (std::size_t i = 0; i < record.size(); ++i) out += (i == 0 ? "" : "|") + record[i].text;
  }
  if (csv.open_quote) out += " open at " + std::to_string(*csv.open_quote);
  return out;
}

TEST(Csv, RecordsEndWithLines) {
  EXPECT_EQ(read("a,b\nc,d\n"), "a|b / c|d");
  EXPECT_EQ(read("a,b\r\nc,d"), "a|b / c|d");
  EXPECT_EQ(read("a\rb\r"), "a / b");
  EXPECT_EQ(read("\xEF\xBB\xBF"
                 "a\n"),
            "a");
  EXPECT_EQ(read(""), "");
}

TEST(Csv, EmptyLinesAreNoRecordsAndEmptyFieldsAreFields) {
  EXPECT_EQ(read("a\n\n\r\nb\n\n"), "a / b");
  EXPECT_EQ(read("a,,\n,b\n"), "a|| / |b");
  EXPECT_EQ(read_csv("\"\"\n").records.size(), 1u);
}

TEST(Csv, QuotesHoldCommasLinesAndQuotes) {
  EXPECT_EQ(read("\"a,b\",c\n"), "a,b|c");
  EXPECT_EQ(read("\"a\r\nb\",\"c \"\"d\"\"\"\n"), "a\r\nb|c \"d\"");
  EXPECT_EQ(read("a\"b,\"c\"d\n"), "a\"b|cd");
}

TEST(Csv, AQuoteThatNothingClosesEndsIt) { EXPECT_EQ(read("a\nb,\"c\nd\n"), "a open at 4"); }

TEST(Csv, FieldsKnowWhereTheyStand) {
  const Csv csv = read_csv(
      "\xEF\xBB\xBF"
      "ab,\"c\"\nd\n");
  ASSERT_EQ(csv.records.size(), 2u);
  EXPECT_EQ(csv.records[0][0].begin, 3u);
  EXPECT_EQ(csv.records[0][1].begin, 6u);
  EXPECT_EQ(csv.records[0][1].end, 9u);
  EXPECT_EQ(csv.records[1][0].begin, 10u);
  EXPECT_EQ(csv.records[1][0].end, 11u);
}

}  // namespace
}  // namespace precept::source
