// Which declaration a name stands for, and that one mistake is one message.
#include <gtest/gtest.h>

#include "tests/check/checked.hpp"

namespace precept::check {
namespace {

const std::string kMembers =
    "scale demand: light < medium < heavy\nfact level: demand\nfact other: demand\nfact light: yes or no\n"
    "choice place: hand, knee\nfact hurt: place\nfact hand: place\n";

TEST(Names, OppositeAScaleANameIsAMemberFirst) {
  const std::string wanted = "(less_equal: yes or no (constant 0: demand) (fact level: demand))";
  EXPECT_EQ(condition(kMembers, "level >= light"), wanted);
  EXPECT_EQ(condition(kMembers, "light <= level"), wanted);
  EXPECT_EQ(condition(kMembers, "level between light and other"),
            "(between: yes or no (fact level: demand) (constant 0: demand) (fact other: demand))");
  EXPECT_EQ(condition(kMembers, "level in {light, other}"),
            "(in_set: yes or no (fact level: demand) (constant 0: demand) (fact other: demand))");
  EXPECT_EQ(condition(kMembers, "level > other"), "(less: yes or no (fact other: demand) (fact level: demand))");
}

TEST(Names, OppositeAChoiceANameIsAMemberFirst) {
  EXPECT_EQ(condition(kMembers, "hurt is hand"), "(choice_in 1: yes or no (fact hurt: place))");
  EXPECT_EQ(condition(kMembers, "hand is knee"), "(choice_in 2: yes or no (fact hand: place))");
  EXPECT_EQ(condition(kMembers, "knee is hand"), "(choice_in 2: yes or no (fact hand: place))");
  EXPECT_EQ(condition(kMembers, "hurt in {hand, knee}"), "(choice_in 3: yes or no (fact hurt: place))");
  EXPECT_EQ(condition(kMembers, "hurt is case.hand"), "(choice_equal: yes or no (fact hurt: place) (fact hand: place))");
}

TEST(Names, ElsewhereANameIsTheFact) {
  EXPECT_EQ(condition(kMembers, "light"), "(fact light: yes or no)");
  EXPECT_EQ(condition(kMembers, "case.light"), "(fact light: yes or no)");
  EXPECT_EQ(condition(kMembers, "light is no"), "(negation: yes or no (fact light: yes or no))");
}

TEST(Names, ADefinitionMayBearTheNameOfAMember) {
  EXPECT_EQ(checked("service therapy\nscale demand: light < medium\nfact level: demand\ndefine medium = medium <= level\n"
                    "therapy requires medium and level is light\n")
                .findings(),
            "");
}

TEST(Names, OfTwoVocabulariesAreAmbiguousOnlyWhereBothAreUsed) {
  const std::string clinic = "vocabulary clinic\n\nservice therapy\nfact visits: count\n";
  const std::string therapist = "vocabulary therapist\n\nfact visits: count\n";
  EXPECT_EQ(checked({{"a", clinic}, {"b", therapist}, {"rules", "guideline g\n  uses clinic\n\ntherapy requires visits <= 3\n"}}).findings(), "");
  EXPECT_EQ(checked({{"a", clinic}, {"b", therapist}, {"rules", "guideline g\n  uses clinic, therapist\n\ntherapy requires visits <= 3\n"}}).findings(),
            "rules:4:18 E0203 `visits` is declared in `clinic` and in `therapist`: it is not clear which one is meant\n"
            "  a:4:6 declared here\n  b:3:6 and here\n"
            "  help: rename one of them, or take one of the two vocabularies out of `uses`\n");
}

TEST(Names, AGuidelinesOwnMustNotHideWhatItUses) {
  const std::string words = "vocabulary words\n\nservice therapy\nfact visits: count\n";
  const std::string rules = "guideline g\n  uses words\n\nfact visits: date\ntherapy requires visits >= 2010-01-01\n";
  const std::string wanted = ":4:6 E0202 `visits` is declared twice\n  words:4:6 the vocabulary `words` declares it\n";
  EXPECT_EQ(checked({{"words", words}, {"rules", rules}}).findings(), "rules" + wanted);
  EXPECT_EQ(checked({{"rules", rules}, {"words", words}}).findings(), "rules" + wanted);
}

// A case gives one value by a name.
TEST(Names, FactsOfTwoGuidelinesMustSuitOneAnother) {
  const auto found = [](const std::string& one, const std::string& other) {
    const std::string words = "vocabulary words\n\nservice therapy\nunit mg\nunit mcg = 0.001 mg\n";
    return checked({{"words", words},
                    {"a", "guideline a\n  uses words\n\nchoice side: left, right\nfact x: " + one + "\ntherapy requires x is documented\n"},
                    {"b", "guideline b\n  uses words\n\nchoice side: right, both\nchoice leg: knee, hip\nfact x: " + other +
                              "\ntherapy requires x is documented\n"}})
        .findings();
  };
  const auto unlike = [](const std::string& one, const std::string& line, const std::string& other) {
    return "b:" + line + " E0203 `x` is declared in `a` and in `b`: it is not clear which one is meant\n  a:5:6 here it is " + one +
           "\n  help: a case gives one value by this name, and here it would be " + other +
           ": rename one of them, or declare it once in a vocabulary\n";
  };
  EXPECT_EQ(found("yes or no", "yes or no"), "");
  EXPECT_EQ(found("count", "number"), "");
  EXPECT_EQ(found("side", "side"), "");
  EXPECT_EQ(found("yes or no", "count"), unlike("a yes or no", "6:6", "a count"));
  EXPECT_EQ(found("number in mg", "number in mcg"), unlike("a number in mg", "6:6", "a number in mcg"));
  EXPECT_EQ(found("side", "leg"), unlike("a choice `side`", "6:6", "a choice `leg`"));
  EXPECT_EQ(found("code in icd10cm", "code in hcpcs"), unlike("a code in `icd10cm`", "6:6", "a code in `hcpcs`"));
}

TEST(Names, AnEditionKeepsItsOwn) {
  const auto out = checked({{"words", "vocabulary words\n\nservice therapy\nservice massage\nfact day: date\n"},
                            {"g2009", "guideline g\n  effective from 2009-01-01 until 2016-01-01\n  uses words\n\n"
                                      "fact chronic: yes or no\ntherapy requires chronic\n"},
                            {"g2009more", "guideline g\n  effective from 2009-01-01 until 2016-01-01\n  uses words\n\nmassage requires not chronic\n"},
                            {"g2016", "guideline g\n  effective from 2016-01-01\n  uses words\n\n"
                                      "fact chronic: duration in months\ntherapy requires chronic >= 3mo\n"},
                            {"policy", "policy p\n  uses words\n  consults g\n  as of day\n"}});
  EXPECT_EQ(out.lines("fact chronic"),
            "fact chronic of g 2009-01-01: yes or no whole 3..0\nfact chronic of g 2016-01-01: duration in months whole 0..9223372036854775807\n");
  EXPECT_EQ(out.lines("requires chronic"),
            "requires chronic (negation: yes or no (fact chronic: yes or no))\nrequires chronic (fact chronic: yes or no)\n"
            "requires chronic (less_equal: yes or no (constant 3: duration in months) (fact chronic: duration in months))\n");
}

TEST(Names, OfOneGuidelineAreNotThoseOfAnother) {
  EXPECT_EQ(checked({{"words", "vocabulary words\n\nservice therapy\n"},
                     {"a", "guideline a\n  uses words\n\nfact chronic: yes or no\ntherapy requires chronic\n"},
                     {"b", "guideline b\n  uses words\n\ntherapy requires chronic\n"}})
                .findings(),
            "b:4:18 E0201 nothing here is called `chronic`\n  help: declare it in the vocabulary: `fact chronic: yes or no`\n");
}

TEST(Names, OfAVocabularyThatIsNotUsedGetTheMend) {
  EXPECT_EQ(checked({{"words", "vocabulary words\n\nservice therapy\n"},
                     {"more", "vocabulary more\n\nfact chronic: yes or no\n"},
                     {"b", "guideline b\n  uses words\n\ntherapy requires chronic\n"}})
                .findings(),
            "b:4:18 E0201 nothing here is called `chronic`\n  more:3:6 declared here\n"
            "  help: the vocabulary `more` declares it: add `uses more` to the header\n");
}

TEST(Names, AFileWithoutAHeaderSeesEveryVocabulary) {
  EXPECT_EQ(checked({{"words", "vocabulary words\n\nservice therapy\n"}, {"more", "vocabulary more\n\nfact chronic: yes or no\n"},
                     {"b", "therapy requires chronic\n"}})
                .findings(),
            "");
}

TEST(Names, OneMistakeIsOneMessage) {
  const auto count = [](const Checked& out) { return out.diagnostics.list().size(); };
  const std::string demand = "service therapy\nscale demand: light < medium\n";
  EXPECT_EQ(count(checked(demand + "fact level: demnad\ntherapy requires level >= medium\n")), 1u);
  EXPECT_EQ(count(checked(demand + "fact level: demand\ntherapy requires levle >= medium\n")), 1u);
  EXPECT_EQ(count(checked(demand + "fact level: demand\ntherapy requires medium <= levle\n")), 1u);
  EXPECT_EQ(count(checked(demand + "fact level, demand\ntherapy requires level >= medium\n")), 1u) << "lost to a syntax error";
  EXPECT_EQ(count(checked({{"words", "vocabulary words\n\nservice therapy\nfact done: yes or no\nunit mg\n"},
                           {"b", "guideline b\n  uses wrods\n\nfact dose: number in mg\ntherapy requires done and dose <= 3 mg\n"}})),
            1u);
  EXPECT_EQ(count(checked({{"words", "vocabulary words\n\nservice therapy\nfact done: yes or no\n"},
                           {"b", "guideline b\n  uses words\n\ntherapy requires done\n"},
                           {"policy", "policy p\n  uses words\n  consults b unless rebutted\n\nfact rebutted: yes or no\n"}})),
            1u);
}

TEST(Names, ServicesAreOneSpaceOfTheLibrary) {
  EXPECT_EQ(checked({{"a", "vocabulary a\n\nservice therapy\n"}, {"b", "vocabulary b\n\nservice therapy\n"}}).findings(),
            "b:3:9 E0202 `therapy` is declared twice\n  a:3:9 declared here first\n");
}

TEST(Names, ServicesTypesUnitsAndValuesAreSeparateSpaces) {
  EXPECT_EQ(checked("service therapy\nunit therapy\nchoice therapy: therapy, rest\nfact therapies: therapy\nfact n: count in therapy\n"
                    "define therapy_2 = n <= 3 therapy\ntherapy requires therapies is therapy and therapy_2\n")
                .findings(),
            "");
}

TEST(Names, BuiltInOnesBelongToTheServiceOfTheRule) {
  const auto out = checked("unit session, sessions\nservice therapy in sessions\nservice walker\n"
                           "therapy requires requested <= 12 sessions and used <= 24 sessions and requested_rate <= 3 sessions/week\n"
                           "walker requires requested <= 1 and requested_over <= 4w\n");
  EXPECT_EQ(out.findings(), "");
  EXPECT_EQ(out.lines("fact requested"),
            "fact requested of service therapy: number in session whole 0..9223372036854775807 per request\n"
            "fact requested_rate of service therapy: number in session/week [1/168] whole 0..9223372036854775807 per request\n"
            "fact requested of service walker: number whole 0..9223372036854775807 per request\n"
            "fact requested_over of service walker: duration in days whole 0..9223372036854775807 per request\n");
}

TEST(Labels, OfTheShortFormAreTheFirstNamesWritten) {
  const auto out = checked("service therapy\nfact a: count\nfact b: count\nfact day: date\n"
                           "therapy requires a <= 3 and (b > 1 or a > 2) and 4 >= a and not (b < a) and day within 2y after 2010-01-01 and a is 1\n");
  EXPECT_EQ(out.findings(), "");
  ASSERT_TRUE(out.library);
  std::vector<std::string> labels, expressions;
  for (const Criterion& one : out.library->editions[0].rules[0].requirements) {
    labels.push_back(one.label);
    expressions.push_back(one.expression);
  }
  EXPECT_EQ(labels, (std::vector<std::string>{"a", "b", "a_2", "b_2", "day", "a_3"}));
  EXPECT_EQ(expressions, (std::vector<std::string>{"a <= 3", "b > 1 or a > 2", "4 >= a", "not b < a", "day within 2y after 2010-01-01", "a is 1"}));
}

TEST(Labels, OfSeveralSectionsWithoutLabelsDoNotMeet) {
  const auto out = checked("service therapy\nfact age: count\nrule therapy page 1\n  requires age >= 18 and age <= 99\n  excluded when age > 65 and age < 70\nend\n");
  EXPECT_EQ(out.findings(), "");
  ASSERT_TRUE(out.library);
  const Rule& rule = out.library->editions[0].rules[0];
  ASSERT_EQ(rule.requirements.size(), 2u);
  ASSERT_EQ(rule.exclusions.size(), 1u) << "only what is required is a list of things that must all hold";
  EXPECT_EQ(rule.requirements[1].label, "age_2");
  EXPECT_EQ(rule.exclusions[0].label, "age_3");
}

}  // namespace
}  // namespace precept::check
