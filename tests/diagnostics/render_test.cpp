// What people and programs read of diagnostics.
#include "compiler/diagnostics/render.hpp"

#include <gtest/gtest.h>

namespace precept::diagnostics {
namespace {

source::Sources one_file(std::string text, std::string path = "g.precept") {
  source::Sources sources;
  sources.files.emplace_back(std::move(path), std::move(text));
  return sources;
}

TEST(RenderText, PlaceLineCaretsSecondPlacesAndHints) {
  auto sources = one_file("rule r\n  alows 10\nend\n");
  sources.files.emplace_back("v.precept", "fact x: date\n");
  Diagnostics list;
  list.report(Code::E0128, {0, 9, 14}, "alows", "allows")
      .mark({0, 0, 6}, "in this rule")
      .mark({1, 5, 6}, "declared here")
      .hint("write `allows`");
  list.report(Code::W0701, {1, 5, 6}, "x");
  EXPECT_EQ(render_text(list, sources, false),
            "g.precept:2:3: error E0128: `alows` is not a word that can stand here; did you mean `allows`?\n"
            "    2 |   alows 10\n"
            "      |   ^^^^^\n"
            "    1 | rule r\n"
            "      | ------ in this rule\n"
            "  in v.precept:1:6\n"
            "    1 | fact x: date\n"
            "      |      - declared here\n"
            "  help: write `allows`\n"
            "\n"
            "v.precept:1:6: warning W0701: no rule uses the fact `x`\n"
            "    1 | fact x: date\n"
            "      |      ^\n"
            "\n"
            "1 error, 1 warning\n");
  EXPECT_EQ(render_text(Diagnostics(), sources, false), "");
}

TEST(RenderText, CaretsCountCodePointsAndTabs) {
  const auto sources = one_file("\tcaf\xC3\xA9\t\xE2\x80\x94 x\n");
  Diagnostics list;
  list.report(Code::E0108, {0, 11, 12}, "`x`");
  EXPECT_EQ(render_text(list, sources, false),
            "g.precept:1:9: error E0108: `x` is not a character of the language\n"
            "    1 |     caf\xC3\xA9    \xE2\x80\x94 x\n"
            "      |               ^\n\n1 error\n");
}

TEST(RenderText, ASpanOverLinesIsShownToTheEndOfItsFirst) {
  const auto sources = one_file("ab cd\nef\n");
  Diagnostics list;
  list.report(Code::E0103, {0, 3, 8});
  list.report(Code::E0103, {0, 9, 9});
  EXPECT_EQ(render_text(list, sources, false),
            "g.precept:1:4: error E0103: this file holds a zero byte, so it is not text\n    1 | ab cd\n      |    ^^\n\n"
            "g.precept:3:1: error E0103: this file holds a zero byte, so it is not text\n    3 |\n      | ^\n\n2 errors\n");
}

TEST(RenderText, NothingInASourceSteersTheTerminal) {
  const auto sources = one_file(
      "a\x1b[31m \xE2\x80\xAE"
      "b\x07 \xFF\n",
      "x\x1b[2J.precept");
  Diagnostics list;
  list.report(Code::E0108, {0, 0, 1}, "`\x1b]0;title`").hint("\x1b[0m");
  const auto text = render_text(list, sources, false);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find('\x07'), std::string::npos);
  EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_EQ(text.find('\xFF'), std::string::npos);
  EXPECT_NE(text.find("a[U+001B][31m [U+202E]b[U+0007] \xEF\xBF\xBD"), std::string::npos) << text;
  EXPECT_NE(text.find("x[U+001B][2J.precept:1:1: error E0108: `[U+001B]]0;title`"), std::string::npos) << text;
}

TEST(RenderText, CaretsReachUnderTheWholeNumberOfWhatIsNotShown) {
  const auto sources = one_file(
      "a \xE2\x80\xAE"
      "b\n");
  Diagnostics list;
  list.report(Code::E0108, {0, 2, 5}, "it");
  list.report(Code::E0108, {0, 5, 6}, "`b`");
  EXPECT_EQ(render_text(list, sources, false),
            "g.precept:1:3: error E0108: it is not a character of the language\n"
            "    1 | a [U+202E]b\n"
            "      |   ^^^^^^^^\n\n"
            "g.precept:1:4: error E0108: `b` is not a character of the language\n"
            "    1 | a [U+202E]b\n"
            "      |           ^\n\n2 errors\n");
}

TEST(RenderText, LongLinesAreCutAroundThePlace) {
  const std::string text = std::string(5000, 'a') + " HERE " + std::string(5000, 'b');
  Diagnostics list;
  list.report(Code::E0103, {0, 5001, 5005});
  const auto shown = render_text(list, one_file(text), false);
  EXPECT_EQ(shown, "g.precept:1:5002: error E0103: this file holds a zero byte, so it is not text\n    1 | ..." +
                       std::string(39, 'a') + " HERE " + std::string(75, 'b') + "...\n      | " + std::string(43, ' ') +
                       "^^^^\n\n1 error\n");
}

TEST(RenderText, ColourOnlyWhereAsked) {
  Diagnostics list;
  list.report(Code::E0103, {0, 0, 1});
  EXPECT_EQ(render_text(list, one_file("a"), false).find('\x1b'), std::string::npos);
  EXPECT_NE(render_text(list, one_file("a"), true).find("\x1b[1;31merror E0103\x1b[0m"), std::string::npos);
}

TEST(RenderText, WhatWasNotKeptIsCounted) {
  Diagnostics list;
  for (std::uint32_t i = 0; i < kDiagnosticsMax + 2; ++i) list.report(Code::E0103, {0, 0, 1});
  const auto text = render_text(list, one_file("a"), false);
  EXPECT_NE(text.find("2 more are not shown\n\n1002 errors\n"), std::string::npos);
}

TEST(RenderJson, KeysInTheirOrder) {
  Diagnostics list;
  list.report(Code::E0128, {0, 9, 14}, "alows", "allows").mark({0, 0, 4}, "in this \"rule\"").hint("write `allows`");
  EXPECT_EQ(render_json(list, one_file("rule r\n  alows 10\nend\n")), R"({
  "diagnostics": [
    {
      "code": "E0128",
      "severity": "error",
      "message": "`alows` is not a word that can stand here; did you mean `allows`?",
      "file": "g.precept",
      "line": 2,
      "column": 3,
      "end_line": 2,
      "end_column": 8,
      "marks": [
        {
          "text": "in this \"rule\"",
          "file": "g.precept",
          "line": 1,
          "column": 1,
          "end_line": 1,
          "end_column": 5
        }
      ],
      "hints": [
        "write `allows`"
      ]
    }
  ],
  "errors": 1,
  "warnings": 0
}
)");
  EXPECT_EQ(render_json(Diagnostics(), one_file("")), "{\n  \"diagnostics\": [],\n  \"errors\": 0,\n  \"warnings\": 0\n}\n");
}

TEST(RenderSarif, ResultsPointIntoTheTableOfRules) {
  Diagnostics list;
  list.report(Code::W0701, {0, 0, 4}, "x").mark({0, 5, 6}, "here").hint("use it");
  const auto text = render_sarif(list, one_file("rule r\n", "a b/\xC3\xA9.precept"));
  for (const char* part :
       {"\"version\": \"2.1.0\"", "\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\"", "\"ruleId\": \"W0701\"",
        "\"level\": \"warning\"", "\"uri\": \"a%20b/%C3%A9.precept\"", "\"startLine\": 1", "\"endColumn\": 5",
        "no rule uses the fact `x`\\nhelp: use it", "\"relatedLocations\"", "\"columnKind\": \"unicodeCodePoints\""})
    EXPECT_NE(text.find(part), std::string::npos) << part;
  for (const auto& row : all_codes())
    EXPECT_NE(text.find("\"id\": \"" + std::string(row.name) + "\""), std::string::npos) << row.name;
  EXPECT_EQ(text.find("{}"), std::string::npos);
}

// A file name that is no UTF-8 does not keep the rest from being shown.
TEST(RenderJson, BytesThatAreNoTextAreReplaced) {
  Diagnostics list;
  list.report(Code::E0103, {0, 0, 1});
  EXPECT_NE(render_json(list, one_file("a", "\xFF.precept")).find("\"file\": \"\xEF\xBF\xBD.precept\""), std::string::npos);
}

}  // namespace
}  // namespace precept::diagnostics
