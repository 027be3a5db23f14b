// Cases decided whole, then written as JSON, as a tree and as a letter: each against its golden, which
// PRECEPT_UPDATE_GOLDENS=1 rewrites for review in the diff.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "runtime/program/verify.hpp"
#include "runtime/report/json.hpp"
#include "runtime/report/letter.hpp"
#include "runtime/report/text.hpp"
#include "tests/report/fixture.hpp"

namespace precept::test {
namespace {

struct GoldenCase {
  std::string name;
  std::uint32_t policy;
  std::string json;
};

const std::vector<GoldenCase>& golden_cases() {
  static const std::string all_met =
      R"("decision_date": "2012-06-01", "demand_level": {"value": "heavy", "source": "physical demands analysis", "dated": "2012-03-05", "page": 2},
    "therapy_trial": {"value": true, "source": "therapy notes", "dated": "2012-02"}, "return_goal": true, "prior_program": false, "surgery_warranted": false, "fce_valid": true)";
  static const std::vector<GoldenCase> cases = {
      {"seed", 0, std::string(kSeedCase)},
      {"granted_in_part", 0,
       R"({"case": "B", "about": {"claims_administrator": "Example\nMutual"}, "facts": {"injury_date": {"value": "2010-06-01", "source": "first report", "page": "1"}, )" +
           all_met +
           R"(}, "requests": [{"service": "work_conditioning", "quantity": 12, "over": "6w", "used": 3, "region": "knee"}]})"},
      {"granted", 0,
       R"({"case": "C", "facts": {"injury_date": "2010-07", )" + all_met +
           R"(}, "requests": [{"service": "work_conditioning", "quantity": 1, "over": "1w", "used": 0, "source": "PR-2", "dated": "2012-05-01", "page": "3-4"}]})"},
      {"used_up", 0,
       R"({"case": "U", "facts": {"injury_date": "2010-07", )" + all_met +
           R"(}, "requests": [{"service": "work_conditioning", "quantity": 4, "used": 10}]})"},
      {"partial_date_open", 1,
       R"({"case": "D", "facts": {"injury_date": {"value": "2010-05", "source": "claim form"}, "surgery_avoidable": true, )" +
           all_met.substr(0, all_met.find(", \"fce_valid\"")) +
           R"(}, "requests": [{"service": "work_conditioning", "quantity": {"from": 4, "to": 6}, "rate": "2 sessions/w"}]})"},
      {"conflicting_reports", 1,
       R"({"case": "E", "facts": {"injury_date": "2012-01-01", "decision_date": "2012-06-01", "return_goal": {"missing": "asked-declined", "source": "letter to employer"},
          "demand_level": {"missing": "conflicting", "reports": [{"value": "light", "source": "QME"}, {"value": "heavy", "source": "employer"}]}}, "requests": [{"service": "work_conditioning", "quantity": 2}]})"},
      {"excluded_and_unmet", 0,
       R"({"case": "F", "facts": {"injury_date": "2012-01-01", "decision_date": "2012-06-01", "demand_level": "sedentary", "prior_program": {"value": true, "source": "discharge note"},
          "surgery_warranted": true}, "requests": [{"service": "work_conditioning"}]})"},
      {"silent", 0,
       R"({"case": "G", "facts": {"decision_date": "2012-06-01", "presumption_rebutted": true}, "requests": [{"service": "work_conditioning", "quantity": 2}, {"service": "lumbar_mri"}]})"},
      {"not_in_effect", 0,
       R"({"case": "H", "facts": {"injury_date": "2016-01-01", "decision_date": "2016-07-28"}, "requests": [{"service": "work_conditioning", "quantity": 2}]})"},
      {"group_met", 1,
       R"({"case": "I", "facts": {"age": {"value": 16, "source": "face sheet"}, "relief": "20%", "therapy_trial": true, "return_goal": true, "prior_program": false,
          "reason": "leg \u001b[31mweakness\nworsens"}, "requests": [{"service": "lumbar_mri", "quantity": 1}]})"},
      {"group_unmet", 1,
       R"({"case": "J", "facts": {"age": 16, "relief": 50, "prior_program": false}, "requests": [{"service": "lumbar_mri", "quantity": 2}]})"},
      {"which_rule_is_open", 1,
       R"({"case": "K", "facts": {"age": 40, "relief": {"missing": "not-performed"}, "therapy_trial": true, "return_goal": true, "dose": 130.5}, "requests": [{"service": "lumbar_mri"}]})"},
      {"granted_on_closing", 0,
       R"({"case": "V", "facts": {"injury_date": "2011-06-01", "decision_date": "2012-06-01", "demand_level": "medium", "therapy_trial": true,
          "return_goal": {"value": true, "source": "agreement", "dated": "2012-05-02", "page": 1}, "surgery_warranted": false},
          "requests": [{"service": "work_conditioning", "quantity": 8, "used": 0}]})"},
      {"exempt_by_what_is_assumed", 1,
       R"({"case": "W", "facts": {"return_goal": false, "fce_valid": true}, "requests": [{"service": "injection", "quantity": 1}]})"},
      {"not_recommended", 1, R"({"case": "M", "facts": {}, "requests": [{"service": "gym_membership", "quantity": 1}]})"},
      {"conflict", 1,
       R"({"case": "N", "facts": {"return_goal": false, "chronic": true, "fce_valid": false}, "requests": [{"service": "injection", "quantity": 1}]})"},
      {"alike_rules", 1,
       R"({"case": "O", "facts": {"return_goal": true, "chronic": false, "fce_valid": true}, "requests": [{"service": "injection", "quantity": 3}]})"},
      {"error_in_evaluation", 1,
       R"({"case": "P", "facts": {"dose": 100, "change": 0}, "requests": [{"service": "opioid", "quantity": "40 mg"}, {"service": "gym_membership"}]})"},
      {"edition_is_open", 0,
       R"({"case": "Q", "facts": {"injury_date": "2016-01-01", "decision_date": "2016-07"}, "requests": [{"service": "work_conditioning", "quantity": 2}]})"},
      {"bad_request_beside_a_good_one", 1,
       R"({"case": "L", "facts": {"prior_program": true, "dose": "120 mg"}, "requests": [{"service": "lumbar_mri", "quantity": -1}, {"service": "lumbar_mri"}]})"},
  };
  return cases;
}

std::string all_reports(const Library& lib, const Decided& decided) {
  std::string text;
  for (std::size_t i = 0; i < decided.determinations.size(); ++i) {
    const Request& request = decided.one.requests[i];
    text += "==== text\n" + determination_text(lib.program, decided.one, request, decided.determinations[i]);
    text += "==== json\n" +
            determination_json(lib.program, decided.one, request, decided.determinations[i], JsonLayout::indented) + "\n";
  }
  return text + "==== letter\n" + letter(lib.program, decided.one, decided.determinations, decided.errors);
}

class Reports : public ::testing::TestWithParam<GoldenCase> {};

TEST_P(Reports, AreAsTheirGolden) {
  const Library lib = library();
  const Decided decided = decide_all(lib, GetParam().json, GetParam().policy);
  ASSERT_FALSE(decided.determinations.empty()) << (decided.errors.empty() ? "" : decided.errors[0].message);
  const std::string text = all_reports(lib, decided);
  const std::string path = std::string(PRECEPT_SOURCE_DIR) + "/tests/report/goldens/" + GetParam().name + ".txt";
  if (std::getenv("PRECEPT_UPDATE_GOLDENS")) std::ofstream(path, std::ios::binary) << text;
  std::ifstream file(path, std::ios::binary);
  const std::string golden{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(text, golden);
}

INSTANTIATE_TEST_SUITE_P(Goldens, Reports, ::testing::ValuesIn(golden_cases()),
                         [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace precept::test
