// The HTML page: what stands on it, what is open, and that no text of a case becomes markup or hides.
#include "runtime/report/html.hpp"

#include <gtest/gtest.h>

#include "runtime/report/html_head.hpp"
#include "runtime/report/html_style.hpp"
#include "runtime/report/html_writer.hpp"
#include "tests/report/fixture.hpp"

namespace precept::test {
namespace {

std::string page_of(std::string_view json, std::uint32_t policy = 0) {
  const Library lib = library();
  const Decided decided = decide_all(lib, json, policy);
  HtmlPage page(lib.program);
  page.add(decided.one, decided.determinations, decided.errors);
  return page.write();
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

// The line of the criterion whose label is given, from its list item to the end of its summary.
std::string summary_of(const std::string& page, std::string_view label) {
  const std::size_t at = page.find("<strong>" + std::string(label) + "</strong>");
  if (at == std::string::npos) return {};
  const std::size_t start = page.rfind("<li>", at);
  return page.substr(start, page.find("</summary>", at) - start);
}

// Tags in order, each start with its end: empty where they fit, else the first that does not. `headings` takes their levels.
std::string unbalanced(const std::string& page, std::vector<int>& headings) {
  std::vector<std::string> open;
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
    const std::size_t end = page.find('>', at);
    const std::string tag = page.substr(at + 1, page.find_first_of(" >", at) - at - 1);
    if (tag == "!DOCTYPE" || tag == "meta") continue;
    if (tag.starts_with('/')) {
      if (open.empty() || open.back() != tag.substr(1)) return page.substr(at, end - at + 1);
      open.pop_back();
      continue;
    }
    if (tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6') headings.push_back(tag[1] - '0');
    open.push_back(tag);
  }
  return open.empty() ? "" : open.back();
}

TEST(HtmlEscaped, MarkupAndQuotes) {
  EXPECT_EQ(html_escaped("<script>alert(\"1\") & 'x'</script>"),
            "&lt;script&gt;alert(&quot;1&quot;) &amp; &#39;x&#39;&lt;/script&gt;");
  EXPECT_EQ(html_escaped("&lt;"), "&amp;lt;");
  EXPECT_EQ(html_escaped(""), "");
}

TEST(HtmlEscaped, ControlCharactersAreOneBlank) {
  EXPECT_EQ(html_escaped(std::string_view("a\0\x1b\r\n\tb", 7)), "a b");
  EXPECT_EQ(html_escaped("a\x7F\xC2\x85\xE2\x80\xA8"
                         "b"),
            "a b");
}

TEST(HtmlEscaped, DirectionAndHiddenCharactersAreShown) {
  EXPECT_EQ(html_escaped("a\xE2\x80\xAE"
                         "b\xE2\x81\xA6"
                         "c"),
            "a[U+202E]b[U+2066]c");
  EXPECT_EQ(html_escaped("\xEF\xBB\xBF"
                         "a\xE2\x80\x8B"),
            "[U+FEFF]a[U+200B]");
  EXPECT_EQ(html_escaped("\xF3\xA0\x81\x81"), "[U+E0041]");
  EXPECT_EQ(html_escaped("\xD7\xA9\xD7\x9C \xE2\x80\x8D \xE2\x89\xA5 \xF0\x9F\xA9\xBA"),
            "\xD7\xA9\xD7\x9C \xE2\x80\x8D \xE2\x89\xA5 \xF0\x9F\xA9\xBA");
}

TEST(HtmlEscaped, BytesThatAreNotUtf8) {
  const std::string lost = "\xEF\xBF\xBD";
  EXPECT_EQ(html_escaped("a\xFF"
                         "b"),
            "a" + lost + "b");
  EXPECT_EQ(html_escaped("\xC0\xBC"
                         "script"),
            lost + lost + "script");  // a long form of "<"
  EXPECT_EQ(html_escaped("\xE2\x80"), lost + lost);
  EXPECT_EQ(html_escaped("\xED\xA0\x80"), lost + lost + lost);  // a surrogate
  EXPECT_EQ(html_escaped("\xE2<b>"), lost + "&lt;b&gt;");
}

TEST(HtmlEscaped, OfASourceLineEveryBlankStays) {
  EXPECT_EQ(html_escaped_source("    a  <b>\tc"), "    a  &lt;b&gt;  c");
  EXPECT_EQ(html_escaped_source("\u202Eback"), "[U+202E]back");
  EXPECT_EQ(html_visible("a  <b>\u202E"), "a <b>[U+202E]");
}

// The digests of nothing and of "abc" (FIPS 180-4), in base 64.
TEST(HtmlHead, AllowsItsOwnStyleAlone) {
  EXPECT_EQ(policy_hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  EXPECT_EQ(policy_hash("abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  const std::string page = page_of(kSeedCase);
  EXPECT_TRUE(has(page, "default-src 'none'; style-src '" + policy_hash(kHtmlStyle) + "'; base-uri 'none'"));
  EXPECT_FALSE(has(page, "unsafe"));
}

TEST(HtmlWriterOf, AttributesAndProse) {
  HtmlWriter html;
  html.open("p", {{"id", "\" onclick=\"x"}, {"hidden", ""}}).prose("a `x < 1` and ` b").open("b");
  EXPECT_EQ(html.take(), "<p id=\"&quot; onclick=&quot;x\" hidden>a <code>x &lt; 1</code> and ` b<b></b></p>");
}

TEST(Html, IsOnePageByItself) {
  const std::string page = page_of(kSeedCase);
  std::vector<int> headings;
  EXPECT_EQ(unbalanced(page, headings), "");
  ASSERT_FALSE(headings.empty());
  EXPECT_EQ(headings[0], 1);
  for (std::size_t i = 1; i < headings.size(); ++i) EXPECT_LE(headings[i], headings[i - 1] + 1) << i;
  EXPECT_TRUE(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
  for (const std::string_view landmark : {"<header>", "<main>", "<footer>"})
    EXPECT_EQ(count(page, landmark), 1u) << landmark;
  for (const std::string_view outside : {"<script", "<link", "<img", " src=", "url(", "@import", "http://", "https://"})
    EXPECT_FALSE(has(page, outside)) << outside;
  EXPECT_EQ(page, page_of(kSeedCase));
}

TEST(Html, IsOpenToWhatDecided) {
  const std::string page = page_of(kSeedCase);
  const std::string recent = summary_of(page, "recent"), demands = summary_of(page, "demands");
  EXPECT_TRUE(has(recent, "<details open>")) << recent;
  EXPECT_TRUE(has(recent, "This decided.")) << recent;
  EXPECT_TRUE(has(recent, "</span> unmet</span>")) << recent;
  EXPECT_TRUE(has(recent, "<span class=\"page\">(page 126)</span>")) << recent;
  EXPECT_TRUE(has(demands, "<details>")) << demands;
  EXPECT_TRUE(has(demands, "taken as unmet by the policy")) << demands;
  EXPECT_EQ(count(page, "<details open>"), 1u);
}

TEST(Html, IsAProposalWithItsReasons) {
  const std::string page = page_of(kSeedCase);
  EXPECT_TRUE(has(page, "(proposed, for a physician reviewer)"));
  for (const std::string_view part :
       {"Rationale", "Determination tree", "What would change it", "What to ask for", "Who decided"})
    EXPECT_EQ(count(page, "<h3>" + std::string(part) + "</h3>"), 1u) << part;
  EXPECT_TRUE(has(page, "12 years and 1 month past the limit"));
  EXPECT_TRUE(has(page, "progress report of 09/25/2013, page 2"));
  EXPECT_TRUE(has(page, "<bdi>not asked for; would be documented by an employer-verified physical demands analysis</bdi>"));
}

TEST(Html, OpensTheBranchesThatStoodInTheWay) {
  const std::string page = page_of(
      R"({"case": "J", "facts": {"age": 16, "relief": 50, "prior_program": false}, "requests": [{"service": "lumbar_mri", "quantity": 2}]})",
      1);
  EXPECT_GT(count(page, "<details open>"), 1u);
  EXPECT_GT(count(page, "<span class=\"kind\">Branch</span>"), 1u);
  const std::size_t branch = page.find("<span class=\"kind\">Branch</span>");
  EXPECT_FALSE(has(page.substr(branch, page.find("</summary>", branch) - branch), "class=\"page\"")) << "no page of its own";
}

TEST(Html, SaysInWordsWhatDecidedOrWouldChange) {
  const std::string seed = page_of(kSeedCase);
  EXPECT_TRUE(has(seed, "(recent), unmet</dd>")) << seed;
  EXPECT_TRUE(has(seed, "For a more favorable outcome")) << seed;
  const std::string refused =
      page_of(R"({"case": "M", "facts": {}, "requests": [{"service": "gym_membership", "quantity": 1}]})", 1);
  EXPECT_TRUE(has(refused, "<dd>the guideline does not recommend it</dd>"));
  EXPECT_TRUE(
      has(refused, "The guideline does not recommend what is requested. <strong class=\"mark\">This decided.</strong>"));
  EXPECT_TRUE(has(refused, "No change of a criterion would lead to a more favorable outcome."));
  const std::string conflict = page_of(
      R"({"case": "N", "facts": {"return_goal": false, "chronic": true, "fce_valid": false}, "requests": [{"service": "injection", "quantity": 1}]})",
      1);
  EXPECT_TRUE(has(conflict, "<dd>the rules that apply come to unlike ends</dd>")) << conflict;
  EXPECT_TRUE(has(conflict, "<h4>May decide: "));
}

TEST(Html, NamesTheRuleInWordsAndItsNumbersOnce) {
  const std::string page = page_of(kSeedCase);
  EXPECT_TRUE(has(page, "<h4>Decided by: work conditioning")) << page.substr(page.find("<h4>"), 100);
  EXPECT_GT(count(page, "<ul class=\"numbered\">"), 0u);
  EXPECT_FALSE(has(page, "<ul>\n<li>(")) << "a mark before a number";
}

TEST(Html, TablesCanBeScrolledByTheKeyboard) {
  const std::string page = page_of(kSeedCase);
  EXPECT_GT(count(page, "<table>"), 3u);
  EXPECT_EQ(count(page, "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\""), count(page, "<table>"));
}

TEST(Html, PassedOverGuidelines) {
  const std::string page = page_of(
      R"({"case": "G", "facts": {"decision_date": "2012-06-01", "presumption_rebutted": true}, "requests": [{"service": "work_conditioning", "quantity": 2}]})");
  EXPECT_TRUE(has(page, "<h3>Guidelines passed over</h3>"));
  EXPECT_FALSE(has(page_of(kSeedCase), "<h3>Guidelines passed over</h3>"));
}

TEST(Html, ConflictingReportsAndWhatIsAssumed) {
  const std::string page = page_of(
      R"({"case": "E", "facts": {"injury_date": "2012-01-01", "decision_date": "2012-06-01",
          "demand_level": {"missing": "conflicting", "reports": [{"value": "light", "source": "<b>QME"}, {"value": "heavy", "source": "employer"}]}},
          "requests": [{"service": "work_conditioning", "quantity": 2}]})",
      1);
  EXPECT_TRUE(has(
      page,
      "<bdi>light, medium or heavy</bdi></td><td><bdi>the reports conflict: light by &lt;b&gt;QME and heavy by employer"));
}

TEST(Html, NothingOfACaseBecomesMarkup) {
  const std::string page = page_of(
      R"({"case": "</title><script>alert(1)</script>", "facts": {"age": {"value": 16, "source": "\" onmouseover=\"x' <img src=x>\u202e"}, "relief": "20%",
          "reason": "<script>alert(2)</script>\u0000\u001b[31m</style>"},
          "requests": [{"service": "lumbar_mri", "quantity": 1, "administrator_guideline": "`<svg onload=x>`",
                        "source": "<iframe>", "dated": "2012-05-01"}, {"service": "<b>none"}]})",
      1);
  ASSERT_TRUE(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  EXPECT_TRUE(has(page, "<code>&lt;svg onload=x&gt;</code>"));
  EXPECT_TRUE(has(page, "[U+202E]"));
  for (const std::string_view bad : {"<script", "<img", "<svg", "<iframe", "<b>", "\" onmouseover", "\xE2\x80\xAE", "\x1b"})
    EXPECT_FALSE(has(page, bad)) << bad;
  EXPECT_EQ(count(page, "</style>"), 1u);
  std::vector<int> headings;
  EXPECT_EQ(unbalanced(page, headings), "");
}

TEST(Html, EveryRequestIsThereAlsoOneThatCouldNotBeRead) {
  const std::string page = page_of(
      R"({"case": "L", "facts": {"prior_program": true}, "requests": [{"service": "lumbar_mri", "quantity": -1}, {"service": "lumbar_mri"}]})",
      1);
  EXPECT_EQ(count(page, "<article "), 2u);
  EXPECT_EQ(count(page, "<nav aria-label=\"Requests\">"), 1u);
  EXPECT_TRUE(has(page, "href=\"#request-2\""));
  EXPECT_TRUE(has(page, "the case data are in error"));
  const std::string failed = page_of(
      R"({"case": "P", "facts": {"dose": 100, "change": 0}, "requests": [{"service": "opioid", "quantity": "40 mg"}]})", 1);
  EXPECT_TRUE(has(failed, "This request has no determination"));
  EXPECT_FALSE(has(failed, "proposed, for a physician reviewer"));
}

TEST(Html, NoRequestAtAll) {
  const Library lib = library();
  EXPECT_TRUE(has(HtmlPage(lib.program).write(), "There was no request to decide."));
}

TEST(HtmlStyle, FoldsOnAScreenAlone) {
  const std::string style(kHtmlStyle);
  EXPECT_TRUE(has(style, "@media screen { details:not([open]) + .fold { display: none; } }"));
  EXPECT_EQ(count(style, "display: none; }"), 3u);  // the fold; on paper the contents and the marker of a summary
}

}  // namespace
}  // namespace precept::test
