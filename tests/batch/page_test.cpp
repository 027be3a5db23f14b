// Pages of runs and of comparisons as text: what stands where, and that nothing given can become markup.
#include "runtime/batch/page/page.hpp"

#include <gtest/gtest.h>

#include "runtime/batch/page/plots.hpp"

namespace precept::batch {
namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

TEST(Percent, IsRoundedAndNeverSaysAllOrNothingOfSome) {
  EXPECT_EQ(percent(41, 100), "41%");
  EXPECT_EQ(percent(1, 3), "33%");
  EXPECT_EQ(percent(2, 3), "67%");
  EXPECT_EQ(percent(4, 1000), "0.4%");
  EXPECT_EQ(percent(1, 10'000'000), "under 0.1%");
  EXPECT_EQ(percent(9'999'999, 10'000'000), "over 99.9%");
  EXPECT_EQ(percent(0, 5), "0%");
  EXPECT_EQ(percent(5, 5), "100%");
  EXPECT_EQ(percent(0, 0), "0%");
  EXPECT_EQ(percent(9'000'000'000'000'000'000, 9'200'000'000'000'000'000), "98%");
}

TEST(GroupedNumber, HasCommas) {
  EXPECT_EQ(grouped_number(0), "0");
  EXPECT_EQ(grouped_number(999), "999");
  EXPECT_EQ(grouped_number(1'234'567), "1,234,567");
}

FlipPage flips() {
  FlipPage data;
  data.title = "Two libraries <over> the same cases";
  data.terms = {{"library before", "sha256:1"}, {"library after", "sha256:2"}};
  data.rows[2][0] = 1'200;
  data.rows[2][2] = 8'000;
  data.rows[3][1] = 30;
  data.errors_after = 7;
  data.other_grant = 12;
  data.responsible = {{"g.r.few", "", "", 30}, {"g.r.most", "The injury is recent.", "Guideline, page 4", 1'200}};
  data.examples = {{"A&B", 2, "deny", "approve 10 sessions", "recent", "", "g.r.most"}};
  return data;
}

TEST(FlipPage, ShowsTheMatrixWithItsSums) {
  const std::string page = flip_page(flips());
  EXPECT_NE(page.find("9,230 rows that both libraries decide; 1,230 come to another outcome (13%), and 12 to the same "
                      "outcome with another grant."),
            std::string::npos);
  EXPECT_EQ(count(page, "<td class=\"number flip\">"), 2U);
  EXPECT_NE(page.find("<td class=\"number flip\">1,200</td>"), std::string::npos);
  EXPECT_NE(page.find("<td class=\"number same\">8,000</td>"), std::string::npos);
  EXPECT_NE(page.find("<td class=\"number\">9,200</td></tr>"), std::string::npos) << "all that were denied before";
  EXPECT_NE(
      page.find(
          "0 rows that only the library before cannot decide, 7 that only the one after cannot, and 0 that neither can."),
      std::string::npos);
  EXPECT_LT(page.find("The injury is recent."), page.find("g.r.few")) << "most first";
  EXPECT_NE(page.find("1,200 rows, 97% of rows that changed"), std::string::npos);
}

TEST(FlipPage, TextIsNoMarkup) {
  const std::string page = flip_page(flips());
  EXPECT_NE(page.find("Two libraries &lt;over&gt; the same cases"), std::string::npos);
  EXPECT_NE(page.find("A&amp;B, request 2"), std::string::npos);
  EXPECT_EQ(page.find("<over>"), std::string::npos);
  EXPECT_EQ(page.find("style="), std::string::npos);
}

TEST(FlipPage, OfNothingIsWholeToo) {
  const std::string page = flip_page({});
  EXPECT_NE(page.find("0 rows that both libraries decide; 0 come to another outcome (0%)"), std::string::npos);
  EXPECT_EQ(count(page, "<section"), count(page, "</section>"));
}

Nearness days() {
  Nearness near;
  near.criterion = "g.r.recent";
  near.subject = "time since the injury";
  near.bound = "at most 2 years";
  near.type.kind = TypeKind::date;
  near.holds_at = true;
  near.width = 28;
  near.bars = {{-55, -28, 10}, {-27, 0, 40}, {1, 28, 20}};
  near.above = 3;
  near.under = 49, near.at = 1, near.over = 23, near.near_under = 39, near.near_over = 20, near.unknown = 4;
  return near;
}

TEST(RunPage, SaysHowNearTheLimitsCasesLie) {
  Program program;
  program.policies.emplace_back();
  Tally tally;
  tally.rows = 5'000'000;
  tally.outcomes = {1'000'000, 500'000, 2'500'000, 1'000'000};
  tally.settled_by = {{"therapy", 410'000}, {"dose", 5}};
  tally.settled_looked_at = 1'000'000;
  const std::string page = run_page({program, PolicyId{0}, tally, {{"library", "sha256:1"}}, {days()}, {100'000, 50}});
  EXPECT_NE(page.find("Documenting <code>therapy</code> could settle 41% of the open cases in favor of the request."),
            std::string::npos);
  EXPECT_NE(page.find("From a sample: every 50th row of the table, 100,000 rows."), std::string::npos);
  EXPECT_NE(page.find("73 rows known: 49 before the limit, 1 on it, 23 past it; within 28 days of it 39 before and 20 past. "
                      "In 4 rows it is not known exactly."),
            std::string::npos);
  EXPECT_NE(page.find("56 days before</text>"), std::string::npos);
  EXPECT_NE(page.find("28 days past (3 beyond)</text>"), std::string::npos);
  EXPECT_NE(page.find("<rect class=\"holds\" x=\"33.38%\" width=\"33.23%\" y=\"26\" height=\"110\">"), std::string::npos)
      << page;
  EXPECT_NE(page.find("<rect class=\"fails\" x=\"66.71%\" width=\"33.24%\" y=\"81\" height=\"55\">"), std::string::npos);
  EXPECT_NE(page.find("<line class=\"limit\" x1=\"66.66%\""), std::string::npos);
}

TEST(RunPage, OfNothingIsWholeToo) {
  Program program;
  program.policies.emplace_back();
  const std::string page = run_page({program, PolicyId{0}, {}, {}, {}, {}});
  EXPECT_NE(page.find("0 requests"), std::string::npos);
  EXPECT_EQ(page.find("How near"), std::string::npos);
}

}  // namespace
}  // namespace precept::batch
