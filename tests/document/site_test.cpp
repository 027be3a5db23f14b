// The site: which pages there are, what stands on them, where links lead, and that it is the same every time.
#include <gtest/gtest.h>

#include <set>

#include "compiler/document/library.hpp"
#include "tests/document/library.hpp"

namespace precept::site {
namespace {

const std::string kRule = "rule-care-2001-02-03-conditioning-first.html";

std::vector<std::string> values_of(const std::string& text, std::string_view attribute) {
  std::vector<std::string> out;
  const std::string start = " " + std::string(attribute) + "=\"";
  for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, at + 1)) {
    const std::size_t begin = at + start.size();
    out.push_back(text.substr(begin, text.find('"', begin) - begin));
  }
  return out;
}

TEST(Site, APageForEachThing) {
  std::vector<std::string> names;
  for (const Page& page : pages_from(small_library())) names.push_back(page.name);
  EXPECT_EQ(names, (std::vector<std::string>{"index.html", "vocabulary-words.html", "guideline-care-2001-02-03.html",
                                             "policy-board.html", kRule, "service-conditioning.html"}));
}

TEST(Site, EveryLinkLeadsToAPlaceThatIsThere) {
  const auto pages = pages_from(small_library());
  std::set<std::string> places;
  for (const Page& page : pages) {
    places.insert(page.name);
    const auto ids = values_of(page.text, "id");
    EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size()) << page.name << ": an id is there twice";
    for (const std::string& id : ids) places.insert(page.name + "#" + id);
  }
  std::size_t links = 0;
  for (const Page& page : pages)
    for (const std::string& link : values_of(page.text, "href")) {
      ++links;
      EXPECT_TRUE(places.contains(link.starts_with("#") ? page.name + link : link)) << page.name << " leads to " << link;
    }
  EXPECT_GT(links, 40U);
}

TEST(Site, HeadingsAreInOrderAndTagsInBalance) {
  for (const Page& page : pages_from(small_library())) {
    int before = 0;
    std::vector<std::string> open;
    for (std::size_t at = page.text.find('<'); at != std::string::npos; at = page.text.find('<', at + 1)) {
      const std::string tag = page.text.substr(at + 1, page.text.find_first_of(" >", at) - at - 1);
      if (tag == "!DOCTYPE" || tag == "meta") continue;
      if (tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6') {
        EXPECT_LE(tag[1] - '0', before + 1) << page.name;
        before = tag[1] - '0';
      }
      if (!tag.starts_with('/')) {
        open.push_back(tag);
        continue;
      }
      ASSERT_FALSE(open.empty()) << page.name;
      ASSERT_EQ(open.back(), tag.substr(1)) << page.name;
      open.pop_back();
    }
    EXPECT_TRUE(open.empty()) << page.name;
  }
}

TEST(Site, ARuleReadsAsAPersonReadsIt) {
  const std::string page = page_named(pages_from(small_library()), kRule);
  EXPECT_TRUE(has(page, "the worker must be no more than 2 years past date of injury (page 12)"));
  EXPECT_TRUE(has(page, "Demand of the job is medium or heavy.") || has(page, "Demand of the job is medium or higher."))
      << page;
  EXPECT_TRUE(has(page, "(pages 10-12)"));
  EXPECT_TRUE(has(page, "all of these"));
  EXPECT_TRUE(has(page, "counts as unmet"));
  EXPECT_TRUE(has(page, "(Table 3)"));
}

TEST(Site, AFactLinksToWhereItIsDeclaredAndTellsItsRules) {
  const auto pages = pages_from(small_library());
  const std::string rule = page_named(pages, kRule), words = page_named(pages, "vocabulary-words.html");
  EXPECT_TRUE(has(rule, "<a href=\"vocabulary-words.html#fact-injury_date\">date of injury</a>"));
  EXPECT_TRUE(has(rule, "<a href=\"vocabulary-words.html#definition-injury_age\">injury_age</a>"));
  EXPECT_TRUE(has(rule, "<a href=\"vocabulary-words.html#table-schedule\">schedule</a>"));
  EXPECT_TRUE(has(words, "<tr id=\"fact-injury_date\">"));
  const std::size_t fact = words.find("<tr id=\"fact-demand_level\">");
  EXPECT_TRUE(has(words.substr(fact, words.find("</tr>", fact) - fact), kRule)) << "used by when it applies";
  const std::size_t cleared = words.find("<tr id=\"fact-cleared\">");
  EXPECT_TRUE(has(words.substr(cleared, words.find("</tr>", cleared) - cleared), "assumed <code>yes</code>"));
}

TEST(Site, NothingInATextOrACommentIsALink) {
  Files files = small_library();
  const std::string from = "text \"the worker was cleared\"";
  files[1].second.replace(files[1].second.find(from), from.size(), "text \"agreed\"  # agreed");
  const std::string page = page_named(pages_from(files), kRule);
  EXPECT_TRUE(has(page, "<span class=\"quoted\">&quot;agreed&quot;</span>"));
  EXPECT_TRUE(has(page, "<span class=\"remark\"># agreed</span>"));
}

TEST(Site, ALabelIsNoLinkAndAGroupWithoutTextReadsWell) {
  Files files = small_library();
  const std::string from =
      "agreed: agreed\n        cleared: cleared\n          text \"the worker was cleared\"\n      end\n";
  const std::size_t at = files[1].second.find(from);
  ASSERT_NE(at, std::string::npos);
  files[1].second.insert(at + from.size(), "      unless repeated  page 11\n");
  const std::string page = page_named(pages_from(files), kRule);
  EXPECT_TRUE(has(page, "all of these, unless this holds: repeated (page 11):")) << page;
  EXPECT_TRUE(has(page, "        agreed: <a href=\"vocabulary-words.html#fact-agreed\">agreed</a>\n"));
}

TEST(Site, ExamplesTellWhatTheyComeToAndWhetherThatIsExpected) {
  const auto pages = pages_from(small_library());
  const std::string page = page_named(pages, "service-conditioning.html");
  const std::size_t good = page.find("id=\"example-1\""), bad = page.find("id=\"example-2\"");
  ASSERT_LT(good, bad);
  const std::string first = page.substr(good, bad - good), second = page.substr(bad);
  EXPECT_TRUE(has(first, "<strong class=\"deny\">deny</strong>"));
  EXPECT_TRUE(has(first, "<span class=\"good\">yes</span>"));
  EXPECT_TRUE(has(first, "date of injury: 1990-01-01"));
  EXPECT_TRUE(has(second, "<span class=\"bad\">no</span>"));
  EXPECT_TRUE(has(page_named(pages, "index.html"), "1 of 2"));
}

TEST(Site, CoverageIsCountedAsTheTestVerbCountsIt) {
  const std::string page = page_named(pages_from(small_library()), kRule);
  const std::size_t at = page.find("How often the examples show");
  const std::size_t row = page.find("<bdi>goal.agreed</bdi>", at);
  ASSERT_NE(row, std::string::npos);
  const std::string cells = page.substr(row, page.find("</tr>", row) - row);
  EXPECT_TRUE(has(
      cells, "<td class=\"number\">1</td><td class=\"number\">1</td><td class=\"number\"><span class=\"bad\">0</span></td>"))
      << cells;
}

TEST(Site, WhatRulesShowAddsUpToWhatTheLibraryShows) {
  const Compilation compiled = compiled_from(small_library());
  const Library library({compiled.sources, compiled.syntax, *compiled.checked, compiled.program(), compiled.examples});
  std::size_t shown = 0, wanted = 0;
  for (std::uint32_t i = 0; i < compiled.program().rules.size(); ++i) {
    shown += library.share(RuleId{i}).shown;
    wanted += library.share(RuleId{i}).wanted;
  }
  EXPECT_EQ(shown, library.coverage().shown);
  EXPECT_EQ(wanted, library.coverage().wanted);
  EXPECT_GT(wanted, shown);
}

TEST(Site, APolicyIsReadInOrder) {
  const std::string page = page_named(pages_from(small_library()), "policy-board.html");
  EXPECT_TRUE(has(page, "<a href=\"guideline-care-2001-02-03.html\">Care Guidelines</a>"));
  EXPECT_TRUE(has(page, "counts as unmet"));
  EXPECT_TRUE(has(page, "Upheld"));
}

TEST(Site, TheSameBytesEveryTime) {
  const auto one = pages_from(small_library()), again = pages_from(small_library());
  ASSERT_EQ(one.size(), again.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].name, again[i].name);
    EXPECT_EQ(one[i].text, again[i].text);
  }
}

TEST(Site, APageLoadsNothingAndRunsNothing) {
  for (const Page& page : pages_from(small_library())) {
    EXPECT_TRUE(has(page.text, "default-src 'none'; style-src 'sha256-")) << page.name;
    for (const char* never : {"<script", "<link", "<img", "<iframe", " style=\"", "javascript:", "@import", "url("})
      EXPECT_FALSE(has(page.text, never)) << page.name << " has " << never;
    for (const std::string& link : values_of(page.text, "href")) EXPECT_FALSE(has(link, ":")) << link;
  }
}

TEST(Site, HostileTextStaysText) {
  Files files = small_library();
  for (auto& [stem, text] : files)
    for (const std::string_view from :
         {"Words of the tests", "date of injury\"", "Care Guidelines", "Book of Care", "the worker was cleared",
          "an old injury", "Table 3", "the schedule\"", "The Board", "Upheld", "the first report"})
      if (const std::size_t at = text.find(from); at != std::string::npos)
        text.insert(at, "</script></style></title><script>alert(1)</script><img src=x onerror=alert(1)>&amp; \u202Egnp.exe");
  const auto pages = pages_from(files);
  for (const Page& page : pages) {
    for (const char* never : {"<script", "<img", "\u202E", "&amp; \u202E"})
      EXPECT_FALSE(has(page.text, never)) << page.name << " has " << never;
    EXPECT_EQ(page.text.find("</style>"), page.text.rfind("</style>")) << page.name;
  }
  const std::string rule = page_named(pages, kRule);
  EXPECT_TRUE(has(rule, "&lt;/script&gt;&lt;/style&gt;"));
  EXPECT_TRUE(has(rule, "&amp;amp; [U+202E]gnp.exe"));
}

TEST(Site, ALibraryWithoutExamplesPolicyAndVocabulary) {
  const auto pages = pages_from(Files{{"alone", R"(unit session, sessions
service care in sessions
fact agreed: yes or no
care requires agreed
)"}});
  const std::string index = page_named(pages, "index.html");
  EXPECT_TRUE(has(index, "The library has no vocabulary of its own."));
  EXPECT_TRUE(has(index, "The library has no policy"));
  const std::string rule = page_named(pages, "rule-alone-care.html");
  EXPECT_TRUE(has(rule, "No example of the library reaches this rule."));
  EXPECT_TRUE(has(rule, "guideline-alone.html#fact-agreed"));
}

TEST(Site, ACriterionThatRulesShareIsToldOnceAndLinkedTo) {
  const auto pages = pages_from(Files{{"alone", R"(guideline alone
unit session, sessions
service care in sessions
fact agreed: yes or no
criterion consent: agreed
  text "consent was given"

rule care
  requires
    criterion consent
end
)"}});
  const std::string guideline = page_named(pages, "guideline-alone.html"), rule = page_named(pages, "rule-alone-care.html");
  EXPECT_TRUE(has(guideline, "<tr id=\"criterion-consent\">"));
  EXPECT_TRUE(has(guideline, "<bdi>Consent was given.</bdi>"));
  EXPECT_TRUE(has(rule, "criterion <a href=\"guideline-alone.html#criterion-consent\">consent</a>"));
  EXPECT_TRUE(has(rule, "consent was given"));
}

TEST(Site, EditionsOfOneGuidelineAreApartAndKnowEachOther) {
  Files files = small_library();
  files.push_back({"later", R"(guideline care "Care Guidelines"
  effective from 2005-06-07
  uses words

rule conditioning, first
  requires
    goal: agreed
      text "a goal was agreed to"
end
)"});
  const auto pages = pages_from(files);
  EXPECT_TRUE(has(page_named(pages, "guideline-care-2001-02-03.html"),
                  "<a href=\"guideline-care-2005-06-07.html\">from 2005-06-07</a>"));
  EXPECT_TRUE(has(page_named(pages, "rule-care-2005-06-07-conditioning-first.html"), "a goal was agreed to"));
}

}  // namespace
}  // namespace precept::site
