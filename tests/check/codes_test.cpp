// Codes and code lists: what is declared, read from a file, compared, and refused.
#include <gtest/gtest.h>

#include "tests/check/checked.hpp"

namespace precept::check {
namespace {

const std::string kCodes =
    "codes radiculopathy in icd10cm: M54.16, M54.17, M51.1*\ncodes knee \"of the knee\" in icd10cm: M17.11\n"
    "codes scans in hcpcs: 0042T, \"a-1\"\nfact diagnosis: code in icd10cm\nfact other: code in icd10cm\n"
    "fact item: code in hcpcs\nfact old: code in icd9cm\nfact lame: yes or no\n";

TEST(Codes, OfAListAreInOrderAndEachOnce) {
  const Checked out = checked(kCodes + "codes twice in icd10cm: M54.17, M54.16, M54.17\n");
  EXPECT_EQ(out.lines("codes "),
            "codes knee in icd10cm: M17.11\ncodes radiculopathy in icd10cm: M51.1*, M54.16, M54.17\n"  // by name, not as written
            "codes scans in hcpcs: 0042T, a-1\ncodes twice in icd10cm: M54.16, M54.17\n");
  EXPECT_EQ(out.findings(),
            "test:9:41 W0720 the code `M54.17` stands twice in `twice`\n  test:9:25 it stands here already\n");
}

TEST(Codes, OfASystemAreThoseOfAllItsLists) {
  const Checked out = checked("service therapy\n" + kCodes + "therapy requires diagnosis is M99.9 or old is 724.2\n");
  EXPECT_EQ(out.lines("system "),
            "system icd10cm: M17.11, M51.1*, M54.16, M54.17, M99.9\nsystem hcpcs: 0042T, a-1\nsystem icd9cm: 724.2\n");
}

TEST(Codes, AreLookedForInAList) {
  EXPECT_EQ(condition(kCodes, "diagnosis in radiculopathy"), "(code_in radiculopathy: yes or no (fact diagnosis: code in icd10cm))");
  EXPECT_EQ(condition(kCodes, "diagnosis not in radiculopathy"),
            "(negation: yes or no (code_in radiculopathy: yes or no (fact diagnosis: code in icd10cm)))");
}

TEST(Codes, AreComparedWithOneThatIsWritten) {
  EXPECT_EQ(condition(kCodes, "diagnosis is M54.16"), "(code_in {M54.16}: yes or no (fact diagnosis: code in icd10cm))");
  EXPECT_EQ(condition(kCodes, "(diagnosis) is not M54.16"),
            "(negation: yes or no (code_in {M54.16}: yes or no (fact diagnosis: code in icd10cm)))");
  EXPECT_EQ(condition(kCodes, "old is 724.20"), "(code_in {724.20}: yes or no (fact old: code in icd9cm))");
  EXPECT_EQ(condition(kCodes, "item is \"ab-12\""), "(code_in {ab-12}: yes or no (fact item: code in hcpcs))");
}

TEST(Codes, AreComparedWithASet) {
  EXPECT_EQ(condition(kCodes, "diagnosis in {M54.17*, M54.16, \"M5\"}"),
            "(code_in {M5, M54.16, M54.17*}: yes or no (fact diagnosis: code in icd10cm))");
  EXPECT_EQ(condition(kCodes, "old in {724.2, \"724*\"}"), "(code_in {724*, 724.2}: yes or no (fact old: code in icd9cm))");
  EXPECT_EQ(condition(kCodes, "diagnosis in {knee}"), "(code_in knee: yes or no (fact diagnosis: code in icd10cm))");
  EXPECT_EQ(condition(kCodes, "diagnosis not in {knee, M54.16, other}"),
            "(negation: yes or no (disjunction: yes or no (code_in {M54.16}: yes or no (fact diagnosis: code in icd10cm)) "
            "(code_in knee: yes or no (fact diagnosis: code in icd10cm)) "
            "(code_equal: yes or no (fact diagnosis: code in icd10cm) (fact other: code in icd10cm))))");
}

TEST(Codes, OfTwoFactsAreCompared) {
  EXPECT_EQ(condition(kCodes, "diagnosis is other"),
            "(code_equal: yes or no (fact diagnosis: code in icd10cm) (fact other: code in icd10cm))");
  EXPECT_EQ(condition(kCodes, "diagnosis is item"),
            "test:11:18 E0302 a code in `icd10cm` cannot be compared with a code in `hcpcs`\n");
}

TEST(Codes, ThatADefinitionStandsForAreComparedToo) {
  EXPECT_EQ(condition(kCodes + "define main = diagnosis\n", "not (main is M54.16 and main in knee)"),
            "(negation: yes or no (conjunction: yes or no (code_in {M54.16}: yes or no (main: code in icd10cm)) "
            "(code_in knee: yes or no (main: code in icd10cm))))");
  // in whatever order they stand
  EXPECT_EQ(checked("service therapy\n" + kCodes + "define a = b is 724.2 or b is M5\ndefine b = old\ntherapy requires a\n").findings(), "");
}

TEST(Codes, OfRecordsAreCompared) {
  const std::string lists = kCodes + "record visit main: code in icd9cm day: date more: list of code in icd9cm end\n"
                            "codes back in icd9cm: 724*\nfact visits: list of visit\nfact diagnoses: list of code in icd10cm\n";
  EXPECT_EQ(condition(lists, "some visits where main is 724.2 or main in back"),
            "(list_some 1 over visits: yes or no (disjunction: yes or no (code_in {724.2}: yes or no (field 0 of 1: code in icd9cm)) "
            "(code_in back: yes or no (field 0 of 1: code in icd9cm))))");
  EXPECT_EQ(condition(lists, "some diagnoses in radiculopathy"),
            "(list_some 1 over diagnoses: yes or no (code_in radiculopathy: yes or no (field 0 of 1: code in icd10cm)))");
  EXPECT_EQ(condition(lists, "some diagnoses in {M54.16, M1*}"),
            "(list_some 1 over diagnoses: yes or no (code_in {M1*, M54.16}: yes or no (field 0 of 1: code in icd10cm)))");
  EXPECT_EQ(condition(lists, "some diagnoses is M54.16"),
            "(list_some 1 over diagnoses: yes or no (code_in {M54.16}: yes or no (field 0 of 1: code in icd10cm)))");
  EXPECT_EQ(condition(lists, "(latest main in visits by day) is 724.2"),
            "(code_in {724.2}: yes or no (list_latest 1 over visits: code in icd9cm (constant 1..0: yes or no) (field 1 of 1: date) "
            "(field 0 of 1: code in icd9cm)))");
  EXPECT_EQ(condition(lists, "some diagnoses in back"),
            "test:15:18 E0231 `back` holds codes of `icd9cm`, and this is a code of `icd10cm`\n  test:11:7 the code list is declared here\n");
}

TEST(Codes, AreDocumentedOrNot) {
  EXPECT_EQ(condition(kCodes, "diagnosis is documented"), "(documented: yes or no (fact diagnosis: code in icd10cm))");
  EXPECT_EQ(condition(kCodes, "diagnosis is not exact"),
            "(negation: yes or no (exact: yes or no (fact diagnosis: code in icd10cm)))");
}

TEST(Codes, EqualListsThatAreWrittenInExpressionsAreOne) {
  const Checked out = checked("service therapy\n" + kCodes +
                              "therapy requires diagnosis in {M1, M2} and other in {M2, M1} and item in {M1, M2}\n");
  EXPECT_EQ(out.lines("codes without"), "codes without a name in icd10cm: M1, M2\ncodes without a name in hcpcs: M1, M2\n");
}

TEST(Codes, OfAnotherSystemAreNoneOfAList) {
  EXPECT_EQ(condition(kCodes, "item in radiculopathy"),
            "test:11:18 E0231 `radiculopathy` holds codes of `icd10cm`, and this is a code of `hcpcs`\n"
            "  test:2:7 the code list is declared here\n");
}

TEST(Codes, AListThatIsNotKnownIsGuessed) {
  EXPECT_EQ(condition(kCodes, "diagnosis in radiculopthy"),
            "test:11:31 E0230 no code list is called `radiculopthy`\n  help: did you mean `radiculopathy`?\n");
  EXPECT_EQ(condition(kCodes, "diagnosis in other"),
            "test:11:18 E0302 a code in `icd10cm` cannot be compared with what stands after `in`\n  test:6:6 declared here\n"
            "  help: `in` takes a code list; a fact that is a code is compared with `is other`\n");
  const Checked out = checked({{"lists", "vocabulary lists\ncodes far in icd10cm: M1\n"},
                               {"own", "vocabulary own\nservice therapy\nfact diagnosis: code in icd10cm\n"},
                               {"rules", "guideline g\n  uses own\ntherapy requires diagnosis in far\n"}});
  EXPECT_EQ(out.findings(),
            "rules:3:31 E0230 no code list is called `far`\n  lists:2:7 declared here\n"
            "  help: the vocabulary `lists` declares it: add `uses lists` to the header\n");
}

TEST(Codes, HaveNoOrderAndNoRest) {
  EXPECT_EQ(condition(kCodes, "diagnosis < other"),
            "test:11:18 E0310 a code in `icd10cm` has no order, so `<` says nothing about it\n  help: write `is`, `is not` or `in`\n");
  EXPECT_EQ(condition(kCodes, "diagnosis between other and other"),
            "test:11:18 E0310 a code in `icd10cm` has no order, so `between` says nothing about it\n");
  EXPECT_EQ(condition(kCodes, "diagnosis is M54.1*").substr(0, 83),
            "test:11:31 E0117 `M54.1*` with its `*` stands only in a list of codes\n  help: decla");
  EXPECT_EQ(condition(kCodes, "diagnosis is \"M54.1*\""),
            "test:11:31 E0117 `M54.1*` with its `*` stands only in a list of codes\n  help: write `in {\"M54.1*\"}`\n");
}

TEST(Codes, StandOppositeFactsThatAreCodes) {
  EXPECT_EQ(condition(kCodes, "lame is M54.16"), "test:11:18 E0302 a yes or no cannot be compared with a code\n");
  EXPECT_EQ(condition(kCodes, "M54.16 is diagnosis"),
            "test:11:18 E0330 the code `M54.16` stands only opposite a fact that is a code\n"
            "  help: as in `diagnosis is M54.16`, or `diagnosis in {M54.16}`\n");
  EXPECT_EQ(condition(kCodes, "diagnosis is lame"), "test:11:18 E0302 a code in `icd10cm` cannot be compared with a yes or no\n");
  EXPECT_EQ(condition(kCodes, "lame in radiculopathy"),
            "test:11:18 E0302 a yes or no cannot be compared with a code list\n  test:2:7 declared here\n");
  EXPECT_EQ(condition(kCodes, "diagnosis is radiculopathy"),
            "test:11:31 E0206 `radiculopathy` is a code list, and a fact or a definition belongs here\n  help: write `in radiculopathy`\n");
  EXPECT_EQ(condition(kCodes, "radiculopathy"),
            "test:11:18 E0206 `radiculopathy` is a code list, and a fact or a definition belongs here\n  test:2:7 declared here\n");
  EXPECT_EQ(condition(kCodes, "diagnosis in M54.16"),
            "test:11:18 E0302 a code in `icd10cm` cannot be compared with what stands after `in`\n  help: write `in {M54.16}`\n");
}

TEST(Codes, OfAWrongShapeAreRefused) {
  EXPECT_EQ(condition(kCodes, "item in {\"a b\", \"\", \"a*b\"}"),
            "test:11:27 E0232 `a b` is not a code: a code holds no spaces\ntest:11:34 E0232 `` is not a code: it is empty\n"
            "test:11:38 E0232 `a*b` is not a code: `*` stands for any rest, so it stands at the end\n");
  EXPECT_EQ(checked("codes x in icd10cm: \"M5 4\"\n").findings(), "test:1:21 E0232 `M5 4` is not a code: a code holds no spaces\n");
}

TEST(Codes, NamesStandOnce) {
  EXPECT_EQ(checked(kCodes + "codes knee in icd9cm: 715.1\n").findings(),
            "test:9:7 E0202 `knee` is declared twice\n  test:2:7 declared here first\n");
  EXPECT_EQ(checked({{"v", "vocabulary v\ncodes knee in icd10cm: M1\n"}, {"g", "guideline g\n  uses v\ncodes knee in icd10cm: M2\n"}}).findings(),
            "g:3:7 E0202 `knee` is declared twice\n  v:2:7 the vocabulary `v` declares it\n");
  const std::string use = "guideline g\n  uses a, b\ntherapy requires diagnosis in knee\n";
  EXPECT_EQ(checked({{"a", "vocabulary a\nservice therapy\nfact diagnosis: code in icd10cm\ncodes knee in icd10cm: M1\n"},
                     {"b", "vocabulary b\ncodes knee in icd10cm: M2\n"},
                     {"g", use}}).findings().substr(0, 86),
            "g:3:31 E0203 `knee` is declared in `a` and in `b`: it is not clear which one is meant\n");
}

TEST(Codes, AreNeverAssumed) {
  EXPECT_EQ(checked("fact diagnosis: code in icd10cm assumed M54.16\n").findings(),
            "test:1:41 E0331 `diagnosis` is a code, and no code can be assumed for it\n");
}

std::string given(const std::string& what) {
  return checked("service therapy\n" + kCodes + "therapy requires lame\nexample \"e\" for therapy\n  given " + what + "\n  expect approve\n").findings();
}

TEST(Codes, AreGivenInExamples) {
  const Checked out = checked("service therapy\n" + kCodes +
                              "therapy requires lame\nexample \"e\" for therapy\n  given diagnosis = M54.16, old = 724.20, item = \"a-1\", other missing\n"
                              "  expect approve\n");
  ASSERT_TRUE(out.library) << out.findings();
  const auto& values = out.library->examples.front().given;
  ASSERT_EQ(values.size(), 4u);
  EXPECT_EQ(values[0].text, "M54.16");
  EXPECT_EQ(values[1].text, "724.20");
  EXPECT_EQ(values[2].text, "a-1");
  EXPECT_FALSE(values[3].documented);
}

TEST(Codes, ThatAreNotExactAreNotGiven) {
  EXPECT_EQ(given("diagnosis = lame"), "test:12:21 E0313 `lame` is no code, and a code in `icd10cm` is wanted here\n");
  EXPECT_EQ(given("diagnosis = \"M5*\""), "test:12:21 E0117 `M5*` with its `*` stands only in a list of codes\n");
  EXPECT_EQ(given("diagnosis = either {M1, M2}"),
            "test:12:21 E0332 a code is known exactly or not at all\n  help: say that it is missing: `diagnosis missing`\n");
  EXPECT_EQ(given("diagnosis = M1 to M2"), "test:12:21 E0310 a code in `icd10cm` has no order, so `to` says nothing about it\n");
  EXPECT_EQ(given("lame = M1"), "test:12:16 E0313 `M1` is a code, and a yes or no is wanted here\n");
}

// ---- from a CSV file -----------------------------------------------------------------------------------------------
Checked of_file(const std::string& csv, const std::string& from = "codes/lumbar.csv") {
  return checked({{"library/lists", "codes lumbar \"of the back\" in icd10cm from \"" + from + "\"\n"}, {"library/codes/lumbar.csv", csv}});
}

TEST(CodeFiles, HoldTheCodesOfOneColumn) {
  EXPECT_EQ(of_file("\xEF\xBB\xBF" "code,meaning\r\nM54.17,\"right, below\"\r\n\"M51.1*\",x\r\nM54.17,again\r\n").lines("codes "),
            "codes lumbar in icd10cm: M51.1*, M54.17\n");
  EXPECT_EQ(of_file("meaning,Code,more\n\"two\nlines \"\"here\"\"\", M54.16 ,x\n\n", "../library/codes/lumbar.csv").lines("codes "),
            "codes lumbar in icd10cm: M54.16\n");
}

TEST(CodeFiles, ThatAreNotThereAreNamed) {
  EXPECT_EQ(of_file("code\nM1\n", "codes/lumber.csv").findings(),
            "lists:1:44 E0233 the file `codes/lumber.csv` cannot be read: no such file or folder\n"
            "  help: it is looked for from the folder of this file, and lies inside of the library\n");
}

TEST(CodeFiles, ThatHoldNoCodesAreRefused) {
  EXPECT_EQ(of_file("").findings(),
            "lumbar.csv:1:1 E0234 this file holds no list of codes: it is empty\n  lists:1:44 named here\n"
            "  help: its first line names the columns, and one of them is `code`\n");
  EXPECT_EQ(of_file("code;meaning\nM1;x\n").findings(),
            "lumbar.csv:1:1 E0234 this file holds no list of codes: its first line names no column `code`\n  lists:1:44 named here\n");
  EXPECT_EQ(of_file("code,meaning\n").findings(),
            "lumbar.csv:1:1 E0234 this file holds no list of codes: there is no code below its first line\n  lists:1:44 named here\n");
  EXPECT_EQ(of_file("code\nM1\n\"M2\nM3\n").findings(),
            "lumbar.csv:3:1 E0234 this file holds no list of codes: nothing closes this quote\n  lists:1:44 named here\n");
}

TEST(CodeFiles, AreReadToTheirLastMistake) {
  EXPECT_EQ(of_file("meaning,code\nx,M1\ny\nz,M 2\n,\n").findings(),
            "lumbar.csv:3:1 E0232 `` is not a code: it is empty\nlumbar.csv:4:3 E0232 `M 2` is not a code: a code holds no spaces\n"
            "lumbar.csv:5:2 E0232 `` is not a code: it is empty\n");
}

}  // namespace
}  // namespace precept::check
