// The schema of lists, records and codes: what it says, and that it takes whatever the case reader takes.
#include <gtest/gtest.h>

#include <random>

#include "runtime/facts/json_schema.hpp"
#include "tests/facts/records_fixture.hpp"
#include "tests/facts/schema_check.hpp"

namespace precept::test {
namespace {

// Facts as a case may write them, one after another; every form of a list, a record, a field and a code among them.
const std::vector<std::string>& list_forms() {
  static const std::vector<std::string> forms = {
      R"("therapy": null)",
      R"("therapy": [])",
      R"("therapy": {"complete": false, "records": []})",
      R"("therapy": {"complete": true, "records": [{}], "source": "PR-2", "dated": "2013-09", "page": 2})",
      R"("therapy": {"complete": null, "value": [{}], "source": null})",
      R"("therapy": {"value": {"complete": false, "records": [{"visits": 3}]}, "page": "4"})",
      R"("therapy": {"records": null})",
      R"("therapy": {"missing": "not-asked", "source": "PR-2"})",
      R"("therapy": [{"kind": "acupuncture", "start": "2013-03-02", "finish": "2013-05", "visits": "12 sessions", "diagnosis": "M54.16",
          "group": true, "remark": "did well", "findings": [{"weakness": true}], "codes": ["M54.16"], "source": "report", "dated": "2013-05-12", "page": 3}])",
      R"("therapy": [{"kind": {"either": ["acupuncture", "physical_therapy"]}, "start": {"from": "2013"}, "visits": {"value": {"from": 7, "to": 8}, "source": "log"},
          "group": {"missing": "conflicting", "reports": [true, {"value": false, "source": "QME"}]}, "diagnosis": {"missing": "conflicting", "reports": ["A", {"value": "B"}]},
          "findings": {"complete": false, "records": [{"seen": null}]}, "codes": {"missing": "unknown"}}])",
      R"("diagnoses": ["M54.16", {"value": "Z99.8", "source": "PR-2"}, {"missing": "unknown"}, null])",
      R"("visits": ["2013", {"from": "2013-05", "to": "2013-06"}, {"value": "2013-03-02", "source": "log"}])",
      R"("documents": [{"source": "a field", "day": "2013", "dated": "2013-06", "page": 1}])",
      R"("sites": [{"weakness": false}])",
      R"("old": [{"weakness": true}])",
      R"("diagnosis": "M54.16")",
      R"("diagnosis": {"value": "Z", "source": "PR-2", "page": 7})"};
  return forms;
}

std::string case_with(const std::string& facts, const std::string& request = "") {
  return R"({"case": "A", "facts": {)" + facts + R"(}, "requests": [{"service": "lumbar_mri")" +
         (request.empty() ? "" : ", " + request) + "}]}";
}

TEST(ListSchema, SaysWhatAListHolds) {
  const Vocabulary v = records_vocabulary();
  const std::string text = case_schema(v.program);
  EXPECT_EQ(text, case_schema(v.program));
  const auto schema = nlohmann::json::parse(text);
  const auto& definitions = schema["$defs"];
  const auto& facts = definitions["facts"]["properties"];
  EXPECT_EQ(facts["therapy"]["$ref"], "#/$defs/list_of_therapy_course_forms");
  EXPECT_EQ(facts["therapy"]["description"], "therapy to date; incomplete unless stated");
  EXPECT_EQ(facts["diagnoses"]["$ref"], "#/$defs/list_of_code_in_icd10cm_forms");
  EXPECT_EQ(facts["visits"]["$ref"], "#/$defs/list_of_date_forms");
  EXPECT_EQ(definitions["request"]["properties"]["sites"]["$ref"], "#/$defs/list_of_finding_forms");
  EXPECT_EQ(definitions["list_of_therapy_course"]["maxItems"], 10000);
  EXPECT_EQ(definitions["list_of_therapy_course"]["items"]["$ref"], "#/$defs/therapy_course");
  EXPECT_EQ(definitions["list_of_date"]["items"]["$ref"], "#/$defs/date_forms");
  const auto& course = definitions["therapy_course"];
  EXPECT_EQ(course["description"], "course of therapy");
  EXPECT_EQ(course["additionalProperties"], false);
  EXPECT_FALSE(course.contains("required"));
  EXPECT_EQ(course["properties"].size(), 12u);  // nine fields, source, dated, page
  EXPECT_EQ(course["properties"]["visits"]["maximum"], 100);
  EXPECT_EQ(course["properties"]["group"]["default"], false);
  EXPECT_EQ(course["properties"]["findings"]["$ref"], "#/$defs/list_of_finding_forms");
  EXPECT_EQ(definitions["document"]["properties"].size(), 4u);  // its own `source` stands once
  EXPECT_EQ(definitions["document"]["properties"]["source"]["$ref"], "#/$defs/text_forms");
  EXPECT_EQ(definitions["code_in_icd10cm"]["type"], "string");
  for (std::size_t at = text.find("\"#/$defs/"); at != std::string::npos; at = text.find("\"#/$defs/", at + 1))
    EXPECT_TRUE(definitions.contains(text.substr(at + 9, text.find('"', at + 9) - at - 9)));
}

TEST(ListSchema, NamesOfDefinitionsAreKeptApart) {
  Vocabulary v = records_vocabulary();
  v.program.records[0].name = "date";         // a kind of record as a type
  v.program.records[3].name = "body_region";  // as a choice
  v.program.records[4].name = "facts";        // as a definition of the schema itself
  const auto schema = nlohmann::json::parse(case_schema(v.program));
  EXPECT_EQ(schema["$defs"]["date"]["type"], "string");
  EXPECT_TRUE(schema["$defs"]["body_region"].contains("oneOf"));
  SchemaCheck check(schema);
  for (const std::string& form : list_forms()) EXPECT_TRUE(check.accepts(nlohmann::json::parse(case_with(form)))) << form;
}

TEST(ListSchema, TakesEveryForm) {
  const Vocabulary v = records_vocabulary();
  const CaseReader reader(v.program);
  SchemaCheck check(nlohmann::json::parse(case_schema(v.program)));
  EXPECT_TRUE(check.accepts(nlohmann::json::parse(kSeedCase)));
  for (const std::string& form : list_forms()) {
    const std::string text = case_with(form);
    const auto result = reader.read(text);
    EXPECT_TRUE(result.errors.empty()) << form << "\n" << result.errors[0].message;
    EXPECT_TRUE(check.accepts(nlohmann::json::parse(text))) << form;
  }
  EXPECT_TRUE(check.accepts(nlohmann::json::parse(case_with("", R"("sites": {"complete": false, "records": [{}]})"))));
}

// As another reader of JSON understands the same text: written anew by it, the same lists come of it.
TEST(ListSchema, ReadsWhatAnotherReaderReads) {
  const Vocabulary v = records_vocabulary();
  const CaseReader reader(v.program);
  for (const std::string& form : list_forms()) {
    const std::string text = case_with(form);
    ASSERT_TRUE(nlohmann::json::accept(text)) << form;
    const CasesRead once = reader.read(text), again = reader.read(nlohmann::json::parse(text).dump());
    ASSERT_TRUE(once.errors.empty() && again.errors.empty()) << form;
    const CaseFacts &ours = once.cases.at(0).requests.at(0).facts, &theirs = again.cases.at(0).requests.at(0).facts;
    for (const Fact& fact : v.program.facts)
      if (fact.type.kind == TypeKind::list) {
        EXPECT_EQ(list_text(v.program, fact.type.record, ours.lists[fact.list]),
                  list_text(v.program, fact.type.record, theirs.lists[fact.list]));
      }
    EXPECT_EQ(ours.values, theirs.values);
    EXPECT_EQ(ours.states, theirs.states);
  }
}

TEST(ListSchema, RefusesWhatNoListIs) {
  const Vocabulary v = records_vocabulary();
  SchemaCheck check(nlohmann::json::parse(case_schema(v.program)));
  for (const char* facts :
       {R"("therapy": "PT")", R"("therapy": {})", R"("therapy": {"complete": true})", R"("therapy": [{"knd": 1}])",
        R"("therapy": [null])", R"("therapy": {"records": [], "value": []})", R"("therapy": {"record": []})",
        R"("therapy": [{"visits": 101}])", R"("therapy": [{"findings": [{"weaknes": true}]}])", R"("diagnoses": ["M51.1*"])",
        R"("diagnoses": [" M51"])", R"("diagnosis": "")", R"("diagnosis": 729.1)", R"("diagnosis": {"either": ["A"]})",
        R"("visits": [{"day": "2013"}])", R"("documents": [{"source": 4}])"})
    EXPECT_FALSE(check.accepts(nlohmann::json::parse(case_with(facts)))) << facts;
}

void parts_of(nlohmann::json& value, std::vector<nlohmann::json*>& parts) {
  parts.push_back(&value);
  if (value.is_structured())
    for (auto& part : value) parts_of(part, parts);
}

// Whatever the schema refuses the reader refuses too.
TEST(ListSchema, RefusesNothingThatTheReaderTakes) {
  const Vocabulary v = records_vocabulary();
  const CaseReader reader(v.program);
  SchemaCheck check(nlohmann::json::parse(case_schema(v.program)));
  std::mt19937 random(5);
  std::vector<nlohmann::json> cases;
  for (const std::string& form : list_forms()) cases.push_back(nlohmann::json::parse(case_with(form)));
  const auto somewhere = [&](nlohmann::json& one) {
    std::vector<nlohmann::json*> parts;
    parts_of(one.at("facts"), parts);
    return parts[random() % parts.size()];
  };
  int taken = 0, refused = 0;
  for (int round = 0; round < 20000; ++round) {  // a part of one case in the place of a part of another
    nlohmann::json one = cases[random() % cases.size()], other = cases[random() % cases.size()];
    *somewhere(one) = *somewhere(other);
    const bool good = reader.read(one.dump()).errors.empty();
    ++(good ? taken : refused);
    ASSERT_TRUE(!good || check.accepts(one)) << one.dump();
  }
  EXPECT_GT(taken, 500);
  EXPECT_GT(refused, 5000);
}

}  // namespace
}  // namespace precept::test
