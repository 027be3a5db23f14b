// CSV is cut as RFC 4180 says wherever blocks of the file end; dates, names and TOML are read in one way or not at all.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <random>

#include "runtime/batch/column_names.hpp"
#include "runtime/batch/csv_records.hpp"
#include "runtime/batch/date_format.hpp"
#include "runtime/batch/toml_map.hpp"

namespace precept::batch {
namespace {

class CsvRecordsTest : public testing::Test {
 protected:
  void TearDown() override { std::remove(path_.c_str()); }

  // Every record as its cells, or "!" and its text where it cannot be cut.
  std::vector<std::string> read(const std::string& text, TextEncoding encoding = TextEncoding::utf8,
                                std::size_t block_bytes = 1 << 20) {
    std::ofstream(path_, std::ios::binary) << text;
    std::vector<std::string> found;
    std::string error;
    CsvRecords records(block_bytes);
    EXPECT_TRUE(records.open(path_, ',', encoding, nullptr, error)) << error;
    while (records.next(error)) {
      lines_.push_back(records.line());
      std::string all = records.fault() == CsvFault::none ? "" : "!" + std::string(records.raw());
      for (std::size_t i = 0; all.empty() ? i < records.cell_count() : i < records.cell_count() && all[0] != '!'; ++i)
        all += (i == 0 ? "[" : "|") + std::string(records.read_cell(i));
      found.push_back(all);
    }
    EXPECT_EQ(error, "");
    return found;
  }

  std::string path_ = testing::TempDir() + "precept_csv_test_" + std::to_string(getpid()) + ".csv";
  std::vector<std::int64_t> lines_;
};

TEST_F(CsvRecordsTest, CutsCells) {
  EXPECT_EQ(read("a,b\r\n\"x,1\",\"say \"\"hi\"\"\"\r\n,\r\n\"two\nlines\",z\n\n  \nlast,\"\""),
            (std::vector<std::string>{"[a|b", "[x,1|say \"hi\"", "[|", "[two\nlines|z", "[last|"}));
  EXPECT_EQ(lines_, (std::vector<std::int64_t>{1, 2, 3, 4, 8}));
}

TEST_F(CsvRecordsTest, GoesOnAfterWhatItCannotCut) {
  EXPECT_EQ(read("a,\"b\nc,d\n\"e\"f,g\nh,\"i\"\n"), (std::vector<std::string>{"!a,\"b", "[c|d", "!\"e\"f,g", "[h|i"}));
  EXPECT_EQ(read("a,\"b\nc,d"), (std::vector<std::string>{"!a,\"b", "[c|d"}));
  EXPECT_EQ(read("a 5\" b,c\n"), (std::vector<std::string>{"[a 5\" b|c"}));
}

TEST_F(CsvRecordsTest, IsTheSameWhereverBlocksEnd) {
  // A record of each kind around the end of a block, moved over it byte by byte.
  const std::string end = "\"q\"\"uo,te\r\nd\",x\r\nplain,\xC3\xA9\r\n\"open,y\r\nlast,z";
  for (std::size_t pad = (1 << 20) - 70; pad < (1 << 20) + 10; pad += 3) {
    const auto found = read(std::string(pad, 'p') + ",1\n" + end);
    ASSERT_EQ(found.size(), 5U) << pad;
    EXPECT_EQ((std::vector<std::string>(found.begin() + 1, found.end())),
              (std::vector<std::string>{"[q\"uo,te\r\nd|x", "[plain|\xC3\xA9", "!\"open,y", "[last|z"}))
        << pad;
  }
}

// The same rules a letter at a time: what is slow and plain, to hold the other to.
std::vector<std::string> plainly(const std::string& text) {
  std::vector<std::string> found;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t line_end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, line_end - at);
    if (line.ends_with('\r')) line.pop_back();
    std::vector<std::string> cells;
    std::size_t next = at;
    bool wrong = false, more = true;
    while (more && !wrong) {
      std::string cell;
      if (next < text.size() && text[next] == '"') {
        for (++next;; ++next) {
          if (next >= text.size()) wrong = true;
          if (wrong || (text[next] == '"' && (next + 1 >= text.size() || text[next + 1] != '"'))) break;
          cell += text[next];
          if (text[next] == '"') ++next;
        }
        ++next;
        if (!wrong && next < text.size() && text[next] == '\r' && (next + 1 == text.size() || text[next + 1] == '\n'))
          ++next;
        wrong = wrong || (next < text.size() && text[next] != ',' && text[next] != '\n');
      } else {
        while (next < text.size() && text[next] != ',' && text[next] != '\n') cell += text[next++];
        if ((next == text.size() || text[next] == '\n') && cell.ends_with('\r')) cell.pop_back();
      }
      cells.push_back(cell);
      more = next < text.size() && text[next] == ',';
      if (more) ++next;
    }
    if (wrong) {
      found.push_back("!" + line);
      at = line_end + 1;
      continue;
    }
    std::string raw = text.substr(at, next - at);
    at = next + 1;
    if (raw.ends_with('\r')) raw.pop_back();
    if (raw.find_first_not_of(' ') == std::string::npos) continue;
    std::string all = "[";
    for (std::size_t i = 0; i < cells.size(); ++i) all += (i == 0 ? "" : "|") + cells[i];
    found.push_back(all);
  }
  return found;
}

TEST_F(CsvRecordsTest, IsWhatTheRulesSayOfAnyText) {
  std::mt19937 chance(7);
  for (int round = 0; round < 3000; ++round) {
    std::string text = "h\n";
    const std::size_t length = chance() % 200;
    for (std::size_t i = 0; i < length; ++i) text += "\"\"\"\",,,\n\n\r ab"[chance() % 13];
    auto wanted = plainly(text);
    ASSERT_EQ(read(text, TextEncoding::utf8, 64 + chance() % 8), wanted) << round << ": " << text;
  }
}

TEST_F(CsvRecordsTest, ReadsWindows1252) {
  EXPECT_EQ(read("\x80\xE9,\x9F\n", TextEncoding::windows_1252),
            (std::vector<std::string>{"[\xE2\x82\xAC\xC3\xA9|\xC5\xB8"}));
  EXPECT_EQ(read("\xE9,x\n"), (std::vector<std::string>{"!\xE9,x"}));
}

TEST(AsUtf8, WritesWhatIsNoTextAsItsBytes) {
  EXPECT_EQ(as_utf8(std::string_view("a\0\xE9\xC3\xA9\xF0\x90", 7)), "a\\x00\\xE9\xC3\xA9\\xF0\\x90");
  EXPECT_EQ(as_utf8("\xF0\x90\x80\x80\xED\xA0\x80"), "\xF0\x90\x80\x80\\xED\\xA0\\x80");
}

TEST(DateFormat, ReadsWhatItSays) {
  std::string error;
  const auto iso = [&](const char* pattern, const char* text) {
    const auto format = DateFormat::read(pattern, error);
    return format ? format->iso(text).value_or("none") : "no format";
  };
  EXPECT_EQ(iso("MM/DD/YYYY", "03/04/2019"), "2019-03-04");
  EXPECT_EQ(iso("DD/MM/YYYY", "03/04/2019"), "2019-04-03");
  EXPECT_EQ(iso("MM/DD/YYYY", "3/4/2019"), "2019-03-04");
  EXPECT_EQ(iso("DD.MM.YYYY", "29.02.2020"), "2020-02-29");
  EXPECT_EQ(iso("DD.MM.YYYY", "29.02.2019"), "none");
  EXPECT_EQ(iso("YYYYMMDD", "20190304"), "2019-03-04");
  EXPECT_EQ(iso("YYYYMMDD", "2019034"), "none");
  EXPECT_EQ(iso("DD-MMM-YYYY", "04-MAR-2019"), "2019-03-04");
  for (const char* text : {"3/4/2019 0:00", "03/04/2019 12:00:00 AM", "03/04/2019T23:59:59.999"})
    EXPECT_EQ(iso("MM/DD/YYYY", text), "2019-03-04") << text;
  for (const char* text : {"13/01/2019", "3/4/2019 24:00", "3/4/2019 0:0", "3/4/2019 13:00 PM", "3/4/2019 ", "3/4/2019 noon",
                           "03/04/19", "03/04/20199", "03-04-2019", "", " 03/04/2019", "03/04/2019x", "+3/04/2019"})
    EXPECT_EQ(iso("MM/DD/YYYY", text), "none") << text;
  for (const char* pattern : {"MM/DD/YY", "MM/YYYY", "DD/DD/YYYY", "YYYY-MM-DDThh", "", "month", "YYY-MM-DD"})
    EXPECT_EQ(iso(pattern, "x"), "no format") << pattern;
}

TEST(DateFormat, KnowsWhatCouldBeAnother) {
  std::string error;
  const auto confusable = [&](const char* a, const char* b) {
    return DateFormat::read(a, error)->is_confusable_with(*DateFormat::read(b, error));
  };
  EXPECT_TRUE(confusable("MM/DD/YYYY", "DD/MM/YYYY"));
  EXPECT_TRUE(confusable("MMDDYYYY", "YYYYMMDD"));
  EXPECT_FALSE(confusable("MM/DD/YYYY", "DD.MM.YYYY"));
  EXPECT_FALSE(confusable("MM/DD/YYYY", "YYYY/MM/DD"));
  EXPECT_FALSE(confusable("MM/DD/YYYY", "M/D/YYYY"));
}

TEST(ColumnNames, SeesWhatANameStandsFor) {
  const std::vector<KnownName> known = {
      {"injury_date", "date of injury", true}, {"decision_date", "", true}, {"demand_level", "", false}};
  for (const char* name : {"InjuryDate", " injury_date ", "Date of Injury", "DOI", "INJURY DATE", "injury-date",
                           "injuryDate", "dateOfInjury", "injury_dat"})
    EXPECT_EQ(likely_name(name, known), "injury_date") << name;
  EXPECT_EQ(likely_name("DOD", known), "decision_date");
  EXPECT_EQ(likely_name("Level of Demand", known), "demand_level");
  EXPECT_EQ(likely_name("zip code", known), std::nullopt);
  EXPECT_EQ(likely_name("", known), std::nullopt);
  EXPECT_EQ(likely_column(known[0], {"zip", "DOI", "Date Injury"}), "Date Injury");
  EXPECT_EQ(likely_column(known[0], {"zip", "DOI"}), "DOI");
}

TEST(TomlMap, IsTheJsonOfTheSame) {
  std::string error;
  EXPECT_EQ(toml_as_json("# a\r\na = 'x'\r\n[b.\"c d\"]\r\ne = [1, \"two\\u00e9\", true,]\r\nf.g = { h = -3, i = {} } # "
                         "end\r\n[b]\nj = \"\"",
                         error),
            "{\"a\": \"x\", \"b\": {\"c d\": {\"e\": [1, \"two\xC3\xA9\", true], \"f\": {\"g\": {\"h\": -3, \"i\": {}}}}, "
            "\"j\": \"\"}}")
      << error;
  for (const char* text : {"a", "a =", "a = x", "a = 01", "a = 1.0", "a = \"\"\"x\"\"\"", "a = 1 b = 2", "[a", "[a]\n[a]",
                           "a = 1\n[a]", "a = {b = 1}\n[a.c]\nd = 1", "a = [1", "a = {b = 1", "= 1", "a = \"\\q\"",
                           "a = \"\\ud800\"", "a = \"\xFF\"", "a.b = 1\na.b = 2", "a b = 1"}) {
    error.clear();
    EXPECT_FALSE(toml_as_json(text, error)) << text;
    EXPECT_FALSE(error.empty()) << text;
  }
}

}  // namespace
}  // namespace precept::batch
