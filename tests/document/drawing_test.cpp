// Widths, lines and the picture: no text beyond its box, and none over another.
#include <gtest/gtest.h>

#include <cstdlib>

#include "compiler/document/diagram.hpp"
#include "compiler/document/measure.hpp"
#include "compiler/document/names.hpp"
#include "tests/document/library.hpp"

namespace precept::site {
namespace {

constexpr Face kFace{13, false};

TEST(Measure, WidthsGrowWithLettersSizeAndWeight) {
  EXPECT_EQ(width_of("", kFace), 0);
  EXPECT_EQ(width_of("i", {1000, false}), 222);
  EXPECT_EQ(width_of("W", {1000, false}), 944);
  EXPECT_EQ(width_of("~", {1000, false}), 584);
  EXPECT_EQ(width_of("a b", {1000, false}), 556 + 278 + 556);
  EXPECT_GT(width_of("word", {13, true}), width_of("word", kFace));
  EXPECT_EQ(width_of("\u6F22", {1000, false}), 1000);
  EXPECT_EQ(width_of("e\u0301", {1000, false}), width_of("e", {1000, false})) << "a mark sits on its letter";
}

TEST(Measure, LinesBreakAtBlanksAndHoldEverything) {
  const std::string text = "the worker must be no more than 2 years past date of injury";
  std::string again;
  const auto lines = lines_of(text, 120, kFace);
  EXPECT_GT(lines.size(), 2U);
  for (const TextLine& line : lines) {
    EXPECT_LE(line.width, 120);
    EXPECT_EQ(line.width, width_of(line.text, kFace));
    again += (again.empty() ? "" : " ") + line.text;
  }
  EXPECT_EQ(again, text);
}

TEST(Measure, AWordThatIsTooWideIsCutBetweenLetters) {
  const std::string word = "\u6F22\u5B57\u6F22\u5B57\u6F22\u5B57\u6F22\u5B57";
  std::string again;
  for (const TextLine& line : lines_of(word, 30, kFace)) {
    EXPECT_LE(line.width, 30);
    EXPECT_EQ(line.text.size() % 3, 0U) << "cut within a letter";
    again += line.text;
  }
  EXPECT_EQ(again, word);
  EXPECT_EQ(lines_of("WWW", 1, kFace).size(), 3U) << "at least a letter a line";
}

TEST(Measure, WhatIsHiddenHasAWidthToo) {
  const auto lines = lines_of("a\u202Eb", 500, kFace);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].text, "a[U+202E]b");
}

TEST(FileNames, AreSafeShortAndEachGivenOnce) {
  FileNames names;
  EXPECT_EQ(names.take("rule", "Work/../Conditioning"), "rule-work-conditioning.html");
  EXPECT_EQ(names.take("rule", "work conditioning"), "rule-work-conditioning-2.html");
  EXPECT_EQ(names.take("rule", "..\\con:"), "rule-con.html");
  EXPECT_EQ(names.take("rule", "\u202E<script>"), "rule-script.html");
  EXPECT_EQ(names.take("rule", ""), "rule.html");
  EXPECT_LE(names.take("rule", std::string(4000, 'a')).size(), 100U);
  EXPECT_NE(names.take("rule", std::string(4000, 'a')), names.take("rule", std::string(4000, 'a')));
}

// ---- what the picture says of itself ----
struct Area {
  int left, top, right, bottom;
  bool holds(const Area& other) const {
    return left <= other.left && top <= other.top && other.right <= right && other.bottom <= bottom;
  }
  bool meets(const Area& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
};

int number_in(std::string_view tag, std::string_view attribute) {
  const std::size_t at = tag.find(" " + std::string(attribute) + "=\"");
  if (at == std::string_view::npos) ADD_FAILURE() << tag << " has no " << attribute;
  return std::atoi(std::string(tag.substr(at + attribute.size() + 3)).c_str());
}

std::vector<std::string> tags_of(const std::string& svg, std::string_view name) {
  std::vector<std::string> out;
  const std::string start = "<" + std::string(name) + " ";
  for (std::size_t at = svg.find(start); at != std::string::npos; at = svg.find(start, at + 1))
    out.push_back(svg.substr(at, svg.find('>', at) - at));
  return out;
}

void expect_nothing_overflows(const std::string& figure) {
  std::size_t texts = 0;
  for (std::size_t at = figure.find("<svg"); at != std::string::npos; at = figure.find("<svg", at + 1)) {
    const std::string svg = figure.substr(at, figure.find("</svg>", at) - at);
    const std::string head = svg.substr(0, svg.find('>'));
    const Area whole{0, 0, number_in(head, "width"), number_in(head, "height")};
    std::vector<Area> boxes, lines;
    for (const std::string& tag : tags_of(svg, "rect")) {
      const int x = number_in(tag, "x"), y = number_in(tag, "y");
      boxes.push_back({x, y, x + number_in(tag, "width"), y + number_in(tag, "height")});
      EXPECT_TRUE(whole.holds(boxes.back())) << tag;
    }
    for (const std::string& tag : tags_of(svg, "text")) {
      const int x = number_in(tag, "x"), y = number_in(tag, "y"), size = number_in(tag, "font-size");
      const Area line{x, y - size + 2, x + number_in(tag, "textLength"), y + 2};
      EXPECT_TRUE(whole.holds(line)) << tag;
      for (const Area& box : boxes) EXPECT_TRUE(!line.meets(box) || box.holds(line)) << tag;
      for (const Area& other : lines) EXPECT_FALSE(line.meets(other)) << tag;
      lines.push_back(line);
      ++texts;
    }
    for (std::size_t i = 0; i < boxes.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        EXPECT_TRUE(!boxes[i].meets(boxes[j]) || boxes[j].holds(boxes[i])) << "boxes cross";
  }
  EXPECT_GT(texts, 5U);
}

Diagram diagram_with(std::vector<Step> steps) {
  Diagram out;
  out.name = "How a request is decided";
  out.id = "caption";
  out.start.title = "A request";
  out.steps = std::move(steps);
  out.end.title = "Approve";
  out.no_end.title = "Deny";
  out.open_end.title = "Pend";
  out.open_end.text = "unless the policy says how an open criterion counts";
  return out;
}

TEST(Diagram, LongTextsStayInTheirBoxes) {
  Box deep{"tag", "innermost", std::string(900, 'W'), "", "", {}};
  for (int i = 0; i < 6; ++i)
    deep = Box{"", "level", "words and more words of a level that goes on", "all of these", "and", {deep, deep}};
  Diagram diagram =
      diagram_with({{deep, "met", "unmet", Open::own_way, false},
                    {{"Requirement 2", "\u6F22\u5B57\u6F22\u5B57", "\u0645\u0631\u062A\u0641\u0639", "", "", {}},
                     "met",
                     "unmet",
                     Open::as_no,
                     false},
                    {{"", "", "", "", "", {}}, "absent", "present", Open::as_yes, false},
                    {{"", "applies", "x", "", "", {}}, "so", "not so: this rule does not answer", Open::own_way, true}});
  diagram.considered = {deep};
  expect_nothing_overflows(figure_of(diagram));
}

TEST(Diagram, AnOpenAnswerGoesWhereTheCriterionSays) {
  const auto figure = [](Open open) {
    return figure_of(diagram_with({{{"", "recent", "words", "", "", {}}, "met", "unmet", open, false}}));
  };
  EXPECT_TRUE(has(figure(Open::own_way), ">undocumented</text>"));
  EXPECT_TRUE(has(figure(Open::own_way), ">Pend</text>"));
  EXPECT_TRUE(has(figure(Open::as_no), ">or undocumented</text>"));
  EXPECT_FALSE(has(figure(Open::as_no), ">Pend</text>"));
  EXPECT_TRUE(has(figure(Open::as_yes), ">met or undocumented</text>"));
  EXPECT_FALSE(has(figure(Open::as_yes), ">Pend</text>"));
}

TEST(Diagram, EveryStepHasATitleForWhoCannotSeeIt) {
  const std::string figure =
      figure_of(diagram_with({{{"", "recent", "words", "", "", {}}, "met", "unmet", Open::own_way, false}}));
  EXPECT_TRUE(has(figure, "<title>Step 1 of 1: recent</title>"));
  EXPECT_TRUE(has(figure, "aria-labelledby=\"caption\""));
  std::size_t pictures = 0, titles = 0;
  for (std::size_t at = figure.find("<svg"); at != std::string::npos; at = figure.find("<svg", at + 1)) ++pictures;
  for (std::size_t at = figure.find("<title>"); at != std::string::npos; at = figure.find("<title>", at + 1)) ++titles;
  EXPECT_EQ(pictures, 3U);
  EXPECT_EQ(titles, pictures);
}

TEST(Diagram, OfARealRule) {
  for (const Page& page : pages_from(small_library())) {
    if (!page.name.starts_with("rule-")) continue;
    expect_nothing_overflows(page.text);
    EXPECT_TRUE(has(page.text, ">or undocumented</text>"));
    EXPECT_TRUE(has(page.text, "<title>Step 2 of 4: recent</title>"));
  }
}

}  // namespace
}  // namespace precept::site
