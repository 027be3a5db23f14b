// Tables and sheets: what goes out comes back, what people write in cells is read, and what cannot be is said with its place.
#include <gtest/gtest.h>

#include "compiler/sheets/sheets.hpp"
#include "compiler/syntax/parse.hpp"

namespace precept::sheets {
namespace {

struct Parsed {
  source::Sources sources;
  ast::File file;
  const ast::TableDecl& table() const { return std::get<ast::TableDecl>(file.declarations.at(0).node); }
  source::Span at() const { return file.declarations.at(0).span; }
};

Parsed parsed(const std::string& text) {
  Parsed out;
  out.sources.files.emplace_back("t.precept", text);
  diagnostics::Diagnostics found;
  out.file = ast::file_from_source(out.sources, 0, found);
  EXPECT_FALSE(found.has_errors()) << text;
  return out;
}

const char* const kFactors =
    "vocabulary v \"v\"\n\n"
    "table factor \"a factor\" by drug and dose gives value, visits in sessions\n"
    "  source \"page 4\"\n"
    "  # the weak ones\n"
    "  codeine:                     0.15, 1\n"
    "  methadone, to 20 mg:         4, 2     # as published\n"
    "  methadone, above 20 mg:      8, 3\n"
    "  otherwise:                   1, 0\n"
    "end\n";

Sheet sheet(const std::string& csv, const ast::TableDecl* known = nullptr, const std::vector<std::string>& by = {}) {
  Read read = sheet_from_csv(csv, known, by);
  for (const auto& error : read.errors) ADD_FAILURE() << error.line << " " << error.column << ": " << error.message;
  return read.sheet;
}

std::vector<SheetError> errors(const std::string& csv, const ast::TableDecl* known = nullptr) { return sheet_from_csv(csv, known, {}).errors; }

std::string key(const std::string& cell, const std::string& heading = "dose in mg", char separator = ',') {
  const std::string s(1, separator);
  const std::string quoted = cell.find(separator) == std::string::npos ? cell : "\"" + cell + "\"";
  const Read read = sheet_from_csv(heading + s + "n\n" + quoted + s + "1\n", nullptr, {});
  return read.errors.empty() ? read.sheet.rows.at(0).keys.at(0) : "error";
}

std::string value(const std::string& cell, const std::string& heading = "n", const std::string& separator = ",") {
  const Read read = sheet_from_csv("k" + separator + heading + "\na" + separator + cell + "\n", nullptr, {});
  return read.errors.empty() ? read.sheet.rows.at(0).values.at(0) : "error";
}

TEST(Sheets, ATableAsASheet) {
  EXPECT_EQ(csv_of(parsed(kFactors).table()),
            "drug,dose,value,visits in sessions\r\n"
            "codeine,,0.15,1\r\n"
            "methadone,to 20 mg,4,2\r\n"
            "methadone,above 20 mg,8,3\r\n"
            "otherwise,,1,0\r\n");
}

TEST(Sheets, WhatGoesOutComesBackUnchanged) {
  const Parsed before = parsed(kFactors);
  const auto made = exchange_rows(before.file, before.sources.files[0], before.table(), before.at(), sheet(csv_of(before.table()), &before.table()));
  EXPECT_EQ(made.added + made.removed + made.changed, 0u);
  EXPECT_FALSE(made.columns);
  EXPECT_FALSE(made.moved);
  EXPECT_EQ(csv_of(parsed(made.text).table()), csv_of(before.table()));
}

TEST(Sheets, RowsAreExchangedAndCommentsStayWithTheirRows) {
  const Parsed before = parsed(kFactors);
  const auto made = exchange_rows(before.file, before.sources.files[0], before.table(), before.at(),
                                  sheet("dose,drug,visits,value\nto 20 mg,methadone,2,5\n,codeine,1,0.15\nabove 30 mg,methadone,3,8\n,otherwise,0,1\n", &before.table()));
  EXPECT_EQ(made.changed, 1u);
  EXPECT_EQ(made.added, 1u);
  EXPECT_EQ(made.removed, 1u);
  EXPECT_TRUE(made.moved);
  EXPECT_EQ(made.dropped_comments, 0u);
  EXPECT_FALSE(made.columns) << "the table's own order and units are kept";
  const auto methadone = made.text.find("methadone, to 20 mg:"), weak = made.text.find("# the weak ones"), codeine = made.text.find("codeine:");
  ASSERT_NE(weak, std::string::npos);
  EXPECT_TRUE(methadone < weak && weak < codeine) << made.text;
  EXPECT_NE(made.text.find("# as published"), std::string::npos) << made.text;
  EXPECT_NE(made.text.find("source \"page 4\""), std::string::npos);
  EXPECT_NE(made.text.find("\"a factor\""), std::string::npos);
}

TEST(Sheets, CommentsOfRowsThatGoAreCounted) {
  const Parsed before = parsed(kFactors);
  const auto made = exchange_rows(before.file, before.sources.files[0], before.table(), before.at(), sheet("drug,dose,value,visits\notherwise,,1,0\n", &before.table()));
  EXPECT_EQ(made.removed, 3u);
  EXPECT_EQ(made.dropped_comments, 2u);
}

TEST(Sheets, BandsAsSheetsWriteThem) {
  EXPECT_EQ(key("<= 20"), "to 20 mg");
  EXPECT_EQ(key("\xE2\x89\xA4 20"), "to 20 mg");
  EXPECT_EQ(key(">20 mg"), "above 20 mg");
  EXPECT_EQ(key(">= 20"), "from 20 mg");
  EXPECT_EQ(key("<20"), "below 20 mg");
  EXPECT_EQ(key("20 to below 40"), "from 20 mg to below 40 mg");
  EXPECT_EQ(key("from 20 mg to below 40"), "from 20 mg to below 40 mg");
  EXPECT_EQ(key("20-40"), "20 mg to 40 mg");
  EXPECT_EQ(key("20 \xE2\x80\x93 40"), "20 mg to 40 mg");
  EXPECT_EQ(key("60+"), "from 60 mg");
  EXPECT_EQ(key("above 20 to 40"), "above 20 mg to 40 mg");
  EXPECT_EQ(key("above 20 mg to 40 mg"), "above 20 mg to 40 mg");
  EXPECT_EQ(key("-5 to 5", "t"), "-5 to 5");
  EXPECT_EQ(key("2010-01-01 to 2010-12-31", "day"), "2010-01-01 to 2010-12-31");
  EXPECT_EQ(key("0,5 to 1,5", "dose in mg", ';'), "0.5 mg to 1.5 mg");
}

TEST(Sheets, MembersInWords) {
  EXPECT_EQ(key("Physical therapy", "kind"), "physical_therapy");
  EXPECT_EQ(key("  knee ", "region"), "knee");
}

TEST(Sheets, WhatIsNoKeyIsNotTaken) {
  EXPECT_EQ(key("a: 1 end rule x"), "error");
  EXPECT_EQ(key("knee, shoulder"), "error") << "two keys in one cell";
  EXPECT_EQ(key("knee # note"), "error");
  EXPECT_EQ(key("twenty!"), "error");
}

TEST(Sheets, ValuesAsSheetsWriteThem) {
  EXPECT_EQ(value("24"), "24");
  EXPECT_EQ(value("24 sessions", "n in sessions"), "24");
  EXPECT_EQ(value("50%", "share (%)"), "50");
  EXPECT_EQ(value("0,15", "n", ";"), "0.15");
  EXPECT_EQ(value("0,15", "n", "\t"), "0.15");
  EXPECT_EQ(value("-2.5"), "-2.5");
  EXPECT_EQ(value("Yes"), "yes");
  EXPECT_EQ(value("2013-09-25"), "2013-09-25");
  EXPECT_EQ(value("\"1,200\""), "error");
  EXPECT_EQ(value(""), "error");
  EXPECT_EQ(value("9/25/2013"), "error");
}

TEST(Sheets, ErrorsNameLineAndColumn) {
  const auto wrong = errors("drug,dose,n\r\ncodeine,,1\r\n\r\ncodeine,,x!\r\n,to 2,3\r\ncodeine\r\n");
  ASSERT_EQ(wrong.size(), 3u);
  EXPECT_EQ(wrong[0].line, 4);
  EXPECT_EQ(wrong[0].column, "n");
  EXPECT_EQ(wrong[1].line, 5);
  EXPECT_EQ(wrong[1].column, "drug");
  EXPECT_EQ(wrong[2].line, 6);
  EXPECT_EQ(wrong[2].message, "this line has 1 cell and the first line 3");
}

TEST(Sheets, ColumnsThatAreMissingOrTwice) {
  const Parsed known = parsed(kFactors);
  ASSERT_EQ(errors("drgu,dose,value\na,,1\n", &known.table()).size(), 1u);
  EXPECT_EQ(errors("drgu,dose,value\na,,1\n", &known.table())[0].mend, "is it `drgu`?");
  EXPECT_EQ(errors("a,a,b\nx,y,1\n").at(0).message, "two columns are named `a`");
  EXPECT_EQ(errors("").at(0).message, "the sheet is empty");
  EXPECT_EQ(errors("a,b\n").at(0).message, "the sheet has no rows under its first line");
  EXPECT_EQ(errors("a,b\n\"x,1\n").at(0).line, 2);
  EXPECT_EQ(errors("a\nx\n").at(0).message, "no column is left for what the table is looked up by");
}

TEST(Sheets, ByteOrderMarkAndEmptyLines) {
  const Sheet made = sheet("\xEF\xBB\xBFKind,Visits (sessions)\r\nknee,3\r\n,\r\n");
  EXPECT_EQ(made.by, std::vector<std::string>{"kind"});
  ASSERT_EQ(made.rows.size(), 1u);
  EXPECT_EQ(declaration_of(made, "t"), "table t by kind gives visits in sessions\n  knee: 3\nend\n");
}

}  // namespace
}  // namespace precept::sheets
