// The canonical layout: what `precept fmt` writes.
#include <gtest/gtest.h>

#include "tests/syntax/syntax_helper.hpp"

namespace precept::ast {
namespace {

std::string printed(const std::string& text) {
  const auto result = parsed(text);
  EXPECT_EQ(result.findings(), "") << text;
  return result.print();
}

void expect_kept(const std::string& text) { EXPECT_EQ(printed(text), text); }

std::string expression(const std::string& text) {
  const auto result = parsed("define x = " + text);
  EXPECT_EQ(result.findings(), "") << text;
  return print_expression(*std::get<DefineDecl>(result.file.declarations.at(0).node).value);
}

TEST(Print, AVocabulary) {
  expect_kept(R"(vocabulary workers_comp "Workers' compensation case facts"

scale demand: sedentary < light < medium < heavy < very_heavy
  source "Dictionary of Occupational Titles, Appendix C"
choice body_region: lumbar_spine "lumbar spine", cervical_spine "cervical spine", shoulder, knee
unit session, sessions
unit g = 1000 mg

service work_conditioning "work conditioning or work hardening" in sessions

fact injury_date: date "date of injury"
fact demand_level: demand "physical demand level of the job"
  documented by "an employer-verified physical demands analysis"
fact surgery_avoidable: yes or no "the aim is to avoid optional surgery" assumed no
request fact region: body_region "body region to be treated"

record therapy_course
  kind:   therapy_kind
  start:  date
  finish: date from start
  visits: count in sessions
  define length = time from start to finish
end

fact therapy: list of therapy_course "therapy to date" incomplete unless stated

define injury_age "time since the injury" = time from injury_date to decision_date
define therapy_trial "an adequate trial of therapy with improvement, then plateau" =
  some therapy where kind in {physical_therapy, occupational_therapy} and result is plateaued

codes lumbar_radiculopathy in icd10cm: M54.16, M54.17, M51.1*, "2160-0"
codes others in icd10cm from "codes/others.csv"

table mme_factor by drug and daily_dose gives factor in mg/day, note
  source "CDC"
  codeine:                         0.15, 1
  methadone, to 20 mg:             4, 2
  methadone, above 20 mg to 40 mg: 8, 3
  otherwise:                       1, 4
end
)");
}

TEST(Print, AGuideline) {
  expect_kept(R"(guideline mtus_chronic_pain "MTUS Chronic Pain Medical Treatment Guidelines"
  source "Title 8, California Code of Regulations, section 9792.24.2"
  effective from 2009-07-18 until 2016-07-28
  uses workers_comp

rule work_conditioning, continuation pages 125-126
  cites "a"
  applies when status is modified_duty
  requires
    demands: demand_level >= medium
      text "functional limitations preclude current job demands"
    trial:   therapy_trial
      undocumented is unmet "the records do not show a trial of therapy with improvement and then plateau"
    recent:  injury_age <= 2y  page 126
      text "the worker must be no more than 2 years past date of injury"
      unmet "the injury is from {injury_date}, {injury_age} before the decision; workers that have not
        returned to work by two years post injury may not benefit"
  requires return_goal
  excluded when
    repeat:   prior_program
    surgical: surgery_warranted
      unless surgery_avoidable
  considers
    fce: fce_valid
  allows 10 sessions within 8w less used
  allows (a + 2) when b
  never more than 24 sessions when c
    cites "Labor Code 4604.5"
  overrides first
  not recommended
  evidence 2
  note "n"
end

short requires injury_age <= 2y and demand_level >= medium
)");
}

TEST(Print, APolicyAndAnExample) {
  expect_kept(R"(policy california_imr "California Independent Medical Review"
  uses workers_comp
  consults mtus_chronic_pain unless presumption_rebutted, then acoem or odg by evidence
  as of decision_date
  undocumented requirement is unmet
  undocumented exclusion is absent
  undocumented allowance is the least
  when silent deny
  when conflict pend
  deny needs review
  says approve "Overturned", modify "Overturned in part", deny "Upheld", pend "Information requested"

example "partial history" for work_conditioning under california_imr
  requests 12 sessions over 6w used 2
  given injury_date = 2000-01-18, decision_date = 2014-02-28, status = modified_duty,
        therapy = [{kind = physical_therapy, start = 2013-03, visits = 12}] incomplete,
        demand_level missing not-asked
  expect deny because recent
  expect criterion demands undocumented
  expect possible approve, deny
)");
}

TEST(Print, GroupsAndLongConditions) {
  expect_kept(R"(rule r
  requires
    radiculopathy: all of
        signs:   at least 2 of
            weakness: motor_loss  page 46
            numbness: sensory_loss
          end
        imaging: mri_shows_it or emg_shows_it
      end
      text "documented by examination and corroborated"
    other:         a_rather_long_name_of_a_fact is documented
      and another_rather_long_name_of_a_fact >= medium
      and a_third_rather_long_name_of_a_fact between 3 and 5
    many:          some therapy_courses where
        kind in {physical_therapy, occupational_therapy, chiropractic, acupuncture}
        and result is plateaued
        and visits >= 12
end
)");
}

TEST(Print, OneLineExpressionsHaveTheParenthesesTheyNeed) {
  const std::pair<std::string, std::string> cases[] = {
      {"((a))<=(2y)", "a <= 2y"},
      {"(a and b) or c", "(a and b) or c"},
      {"(a and b) and c", "(a and b) and c"},
      {"not(a is b)", "not a is b"},
      {"(not a) is b", "(not a) is b"},
      {"a-(b-c)", "a - (b - c)"},
      {"(a-b)-c", "a - b - c"},
      {"(a*b)/(c/d)", "a * b / (c / d)"},
      {"-(a+b)", "-(a + b)"},
      {"(120 mg)/weight", "(120 mg) / weight"},
      {"(120 mg)/2", "120 mg / 2"},
      {"a*(2 mg)*b", "a * (2 mg) * b"},
      {"(some a where b) and c", "(some a where b) and c"},
      {"c and (some a where b)", "c and some a where b"},
      {"not (some a where b)", "not some a where b"},
      {"(count of a where b is c in sessions)<=2", "(count of a in sessions where b is c) <= 2"},
      {"(count of a) in {1,2}", "(count of a) in {1, 2}"},
      {"(every a has b) or c", "(every a has b) or c"},
      {"time from (a) to (b + 1d)", "time from a to (b + 1d)"},
      {"whole  years of (time from a to b)", "whole years of (time from a to b)"},
      {"50 %", "50%"},
      {"120mg / day", "120 mg/day"},
      {"f(a,b).c", "f(a, b).c"},
      {"all of a: b unless c page 5 d: e end", "all of a: b unless c page 5 d: e end"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(expression(text), expected) << text;
    EXPECT_EQ(expression(expected), expected);
  }
}

TEST(Print, GrantLines) {
  const auto result = parsed("rule r allows 10 sessions within 8w less used allows (a + b) when c end");
  const auto& rule = std::get<Rule>(result.file.declarations.at(0).node);
  EXPECT_EQ(print_grant_line(rule.allows[0]), "10 sessions within 8w less used");
  EXPECT_EQ(print_grant_line(rule.allows[1]), "(a + b) when c");
}

TEST(Print, CommentsStayWithWhatTheyStandAt) {
  expect_kept(R"(# about the file

# about the language
precept 1  # first

# about the header
guideline g  # behind the header
  # about the uses
  uses a, b  # behind the uses

# about x
# in two lines
fact x: date  # behind x
fact y: date

# about the rule
rule r  # behind the rule
  # about the requirements
  requires  # behind them
    # about the criterion
    a: b  # behind the criterion
      # about the text
      text "c"  # behind the text
    d: any of  # behind the group
        # about the branch
        e: f
        # before its end
      end  # behind its end
  # about what is allowed
  allows 10 sessions
  # before the end
end  # behind the end

table t by a gives b
  # about the row
  c: 1  # behind the row
end

# at the end of the file
)");
}

TEST(Print, CommentsMoveWithTheirSections) {
  EXPECT_EQ(
      printed(
          "rule r\n  # what is allowed\n  allows 10 sessions # ten\n  # what is required\n  requires\n    a: b # a\nend\n"),
      "rule r\n  # what is required\n  requires\n    a: b  # a\n  # what is allowed\n  allows 10 sessions  # ten\nend\n");
}

TEST(Print, ACommentWithinAnExpressionIsNotLost) {
  EXPECT_EQ(printed("define x = a # one\n  # two\n  and b # three\n"), "# one\n# two\ndefine x = a and b  # three\n");
}

TEST(Print, BlankLinesBetweenDeclarationsStaySingle) {
  EXPECT_EQ(printed("\n\nfact x: date\nfact y: date\n\n\n\nfact z: date\nrule r\n\n  requires a\n\n\nend\nfact q: date\n\n"),
            "fact x: date\nfact y: date\n\nfact z: date\n\nrule r\n  requires a\nend\n\nfact q: date\n");
}

TEST(Print, LongTextsAreWrappedAtSpaces) {
  const auto text =
      printed("fact x: date \"" + std::string(60, 'a') + " " + std::string(60, 'b') + "\" documented by \"c\"");
  EXPECT_EQ(text,
            "fact x: date \"" + std::string(60, 'a') + "\n    " + std::string(60, 'b') + "\"\n  documented by \"c\"\n");
}

}  // namespace
}  // namespace precept::ast
