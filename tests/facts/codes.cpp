// Codes in cases: which item of the system says most of them, when two are the same, their shape, and how they are written
// back.
#include <gtest/gtest.h>

#include "runtime/facts/code_value.hpp"
#include "tests/facts/records_fixture.hpp"

namespace precept::test {
namespace {

class ReadCodes : public ::testing::Test {
 protected:
  Vocabulary v = records_vocabulary();

  CasesRead read(const std::string& facts) const {
    return CaseReader(v.program).read(R"({"facts": {)" + facts + R"(}, "requests": [{"service": "lumbar_mri"}]})");
  }
  // "PLACE NUMBER written", or the error.
  std::string code(const std::string& json) const {
    const auto result = read(R"("diagnosis": )" + json);
    if (!result.errors.empty()) return result.errors[0].code + " " + result.errors[0].path + ": " + result.errors[0].message;
    const CaseFacts& facts = result.cases.at(0).requests.at(0).facts;
    const auto index = v.id("diagnosis").index;
    static const char* const kStates[] = {"documented", "undocumented", "assumed"};
    return std::to_string(facts.values[index].lo) + " " + std::to_string(facts.values[index].hi) + " " +
           facts.evidence[index].written + " " + kStates[static_cast<int>(facts.states[index])];
  }
};

TEST_F(ReadCodes, TheItemThatSaysMost) {  // M51.1*, M54.1*, M54.16, M54.17
  EXPECT_EQ(code(R"("M54.16")"), "2 2 M54.16 documented");
  EXPECT_EQ(code(R"("M54.18")"), "1 4 M54.18 documented");
  EXPECT_EQ(code(R"("M51.1")"), "0 4 M51.1 documented");
  EXPECT_EQ(code(R"("M54")"), "4 4 M54 documented");
  EXPECT_EQ(code(R"({"value": "Z99.8", "source": "PR-2"})"), "4 4 Z99.8 documented");
  EXPECT_EQ(code("null"), "-1 -1  undocumented");
  EXPECT_EQ(code(R"({"missing": "unknown"})"), "-1 -1  undocumented");
}

TEST_F(ReadCodes, EqualCodesOfACaseHaveEqualNumbers) {
  const auto result = read(R"("diagnosis": "B", "diagnoses": ["A", "B", "A", "M54.16", "a"])");
  ASSERT_TRUE(result.errors.empty());
  const CaseFacts& facts = result.cases.at(0).requests.at(0).facts;
  EXPECT_EQ(facts.values[v.id("diagnosis").index], (Value{4, 4}));
  EXPECT_EQ(facts.lists.at(1).values, (std::vector<Value>{{4, 5}, {4, 4}, {4, 5}, {2, 2}, {4, 6}}));
}

TEST_F(ReadCodes, Shape) {
  EXPECT_EQ(code(R"("")"), "F0128 facts.diagnosis: a code is empty; a fact that is not known is null or left out");
  EXPECT_EQ(code(R"("M51.1*")"),
            "F0128 facts.diagnosis: \"M51.1*\" holds a `*`; a case has exact codes, only code lists have beginnings");
  EXPECT_EQ(code(R"(" M54.16")"), "F0128 facts.diagnosis: \" M54.16\" has blanks at its ends; write the code alone");
  EXPECT_EQ(code(R"("M54.16 ")"), "F0128 facts.diagnosis: \"M54.16 \" has blanks at its ends; write the code alone");
  EXPECT_EQ(code(R"("M54\n16")"), "F0128 facts.diagnosis: \"M54?16\" holds a control character; write the code alone");
  EXPECT_EQ(code("\"" + std::string(65, 'x') + "\""),
            "F0128 facts.diagnosis: \"" + std::string(60, 'x') + "…\" is longer than the 64 bytes that a code may have");
  EXPECT_EQ(code("\"" + std::string(64, 'x') + "\""), "4 4 " + std::string(64, 'x') + " documented");
  EXPECT_EQ(code(R"("a b/c é")"), "4 4 a b/c é documented");
  EXPECT_EQ(
      code("729.1"),
      "F0112 facts.diagnosis: `diagnosis` must be a code of `icd10cm`, a string such as \"M54.16\"; found the number 729.1");
}

TEST_F(ReadCodes, ACodeIsKnownOrNot) {
  EXPECT_EQ(code(R"({"either": ["M54.16", "M54.17"]})"),
            "F0112 facts.diagnosis.either: `diagnosis` is a code, which has no `either`; write the one code, or "
            "`\"missing\": \"conflicting\"` with the `reports`");
  EXPECT_EQ(code(R"({"from": "M54.16", "to": "M54.17"})"),
            "F0112 facts.diagnosis: `diagnosis` is a code, which has no range; write the one code, or "
            "`\"missing\": \"conflicting\"` with the `reports`");
  EXPECT_EQ(code(R"({"missing": "conflicting", "reports": ["M54.16", "M54.17"]})"), "-1 -1  undocumented");
  EXPECT_EQ(code(R"({"missing": "conflicting", "reports": ["M54.16", {"value": "M54.16"}]})"), "2 2 M54.16 documented");
  EXPECT_EQ(code(R"({"missing": "conflicting", "reports": ["Z", {"value": "Z"}]})"), "4 4 Z documented");
  const auto result =
      read(R"("diagnosis": {"missing": "conflicting", "reports": ["M54.16", {"value": "Z99", "source": "QME"}]})");
  const auto& reports = result.cases.at(0).requests.at(0).facts.evidence[v.id("diagnosis").index].reports;
  ASSERT_EQ(reports.size(), 2u);
  EXPECT_EQ(reports[0].written, "M54.16");
  EXPECT_EQ(reports[1].written + "|" + reports[1].source, "Z99|QME");
}

TEST_F(ReadCodes, AreWrittenBack) {
  const auto json = [&](Value value, std::string_view written) {
    JsonWriter writer(false);
    write_value(writer, v.program, code_type(), value, written);
    return writer.text();
  };
  EXPECT_EQ(json({2, 2}, ""), R"("M54.16")");
  EXPECT_EQ(json({4, 4}, "Z99"), R"("Z99")");  // 4 is no item, though both are 4
  EXPECT_EQ(json({1, 4}, "M54.18"), R"("M54.18")");
  EXPECT_EQ(json({1, 4}, ""), "null");
  EXPECT_EQ(json(kUnknownCode, "Z99"), "null");
  JsonWriter writer(false);
  write_value(writer, v.program, code_type(), {3, 3});
  EXPECT_EQ(writer.text(), R"("M54.17")");
  EXPECT_TRUE(is_exact(code_type(), {4, 9}));
  EXPECT_FALSE(is_exact(code_type(), kUnknownCode));
}

}  // namespace
}  // namespace precept::test
