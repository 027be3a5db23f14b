// Our JSON against another reader of JSON: both take and refuse the same texts; what we write it reads back.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "runtime/facts/json_schema.hpp"
#include "runtime/facts/json_text.hpp"
#include "runtime/facts/json_writer.hpp"
#include "runtime/facts/value_json.hpp"
#include "runtime/values/nearest.hpp"
#include "tests/facts/fixture.hpp"

namespace precept::test {
namespace {

bool taken(std::string_view text) {
  JsonDocument document;
  read_json(text, 0, document);
  return !document.stop && document.problems.empty() && skip_json_space(text, document.end) == text.size();
}

TEST(JsonText, AgreesWithAnotherReaderOnWhatIsJson) {
  const std::string seed(kSeedCase);
  ASSERT_TRUE(taken(seed));
  std::mt19937 random(7);
  const std::string_view bytes = "{}[]\",:\\ue0123456789.-+truefalsn \n\t\x80\xC3\xA9\xFF";
  int good = 0;
  for (int round = 0; round < 60000; ++round) {
    std::string text = seed.substr(random() % 200, random() % 120);
    if (round % 3 == 0) text = R"({"a": [1, -0.5, 1.5, true, null, "x\u00e9\ud83d\ude00"], "b": {"c": {}}})";
    for (std::size_t edits = random() % 3; edits > 0; --edits)
      text.insert(random() % (text.size() + 1), 1, bytes[random() % bytes.size()]);
    if (text.find('E') != std::string::npos || text.find("\xEF\xBB") != std::string::npos) continue;
    const bool other = nlohmann::json::accept(text);
    // Stricter on purpose: a name twice in one object.
    JsonDocument document;
    read_json(text, 0, document);
    bool twice = false;
    for (const auto& problem : document.problems) twice = twice || problem.kind == JsonProblemKind::duplicate_key;
    if (twice) continue;
    good += other ? 1 : 0;
    ASSERT_EQ(taken(text), other) << text;
  }
  EXPECT_GT(good, 5000);
}

TEST(JsonText, NumbersStayTextAndNodesLieInOrder) {
  JsonDocument document;
  read_json(R"( {"a": [1e999, 12345678901234567890.10], "b": {}, "c": -0} )", 0, document);
  ASSERT_EQ(document.nodes.size(), 6u);
  EXPECT_EQ(document.nodes[2].text, "1e999");
  EXPECT_EQ(document.nodes[3].text, "12345678901234567890.10");
  EXPECT_EQ(document.nodes[1].next, 4u);
  EXPECT_EQ(document.nodes[5].key, "c");
  EXPECT_EQ(json_path(document, 0, 3), "a[1]");
  EXPECT_EQ(json_path(document, 0, 4), "b");
  EXPECT_EQ(json_path(document, 0, 0), "");
}

TEST(JsonText, ManyMembersAreSearchedForDuplicatesToo) {
  std::string text = "{";
  for (int i = 0; i < 100; ++i) text += "\"m" + std::to_string(i) + "\": 1, ";
  text += "\"m41\": 2}";  // outlives the document, whose views point into it
  JsonDocument document;
  read_json(text, 0, document);
  ASSERT_EQ(document.problems.size(), 1u);
  EXPECT_EQ(document.nodes[document.problems[0].node].key, "m41");
  EXPECT_EQ(document.problems[0].node, 101u);
}

TEST(JsonWriter, WritesWhatReadsBack) {
  JsonWriter compact(false);
  compact.begin_object()
      .member("a\n\"", "\x01\xC3\xA9\x7F\\")
      .key("b")
      .begin_array()
      .integer(-5)
      .boolean(true)
      .null()
      .end_array();
  compact.key("c").begin_object().end_object().end_object();
  EXPECT_EQ(compact.text(), "{\"a\\n\\\"\": \"\\u0001\xC3\xA9\\u007f\\\\\", \"b\": [-5, true, null], \"c\": {}}");
  EXPECT_EQ(nlohmann::json::parse(compact.text())["a\n\""], "\x01\xC3\xA9\x7F\\");
  JsonWriter indented(true);
  indented.begin_object().member("bad", "x\xFFy\xC3").key("list").begin_array().integer(1).end_array().end_object();
  EXPECT_EQ(indented.text(), "{\n  \"bad\": \"x\xEF\xBF\xBDy\xEF\xBF\xBD\",\n  \"list\": [\n    1\n  ]\n}");
}

TEST(ValueJson, Durations) {
  EXPECT_EQ(duration_code(DurationKind::days, 42), "6w");
  EXPECT_EQ(duration_code(DurationKind::days, 45), "45d");
  EXPECT_EQ(duration_code(DurationKind::days, 0), "0d");
  EXPECT_EQ(duration_code(DurationKind::months, 24), "2y");
  EXPECT_EQ(duration_code(DurationKind::months, 18), "18mo");
  EXPECT_EQ(partial_date(day("2012-02-01"), day("2012-02-29")), "2012-02");
  EXPECT_EQ(partial_date(day("2012-02-01"), day("2012-02-28")), std::nullopt);
  EXPECT_EQ(partial_date(day("2012-01-01"), day("2012-12-31")), "2012");
}

TEST(Nearest, FindsTheName) {
  const std::vector<std::string_view> names = {"demand_level", "injury_date", "status", "region"};
  EXPECT_EQ(nearest("demand_levle", names), "demand_level");
  EXPECT_EQ(nearest("Injury Date", names), "injury_date");
  EXPECT_EQ(nearest("injury", names), "injury_date");
  EXPECT_EQ(nearest("staus", names), "status");
  EXPECT_EQ(nearest("zzz", names), std::nullopt);
  EXPECT_EQ(edit_distance("ab", "ba", 3), 1u);
  EXPECT_EQ(edit_distance("abc", "xyz", 1), 2u);
}

TEST(CaseSchema, IsJsonAndNamesWhatACaseMayHold) {
  const Vocabulary v = vocabulary();
  const std::string text = case_schema(v.program);
  EXPECT_EQ(text, case_schema(v.program));
  const auto schema = nlohmann::json::parse(text);
  EXPECT_EQ(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
  const auto& facts = schema["$defs"]["facts"]["properties"];
  EXPECT_EQ(facts.size(), 22u);  // every name once, no builtin
  EXPECT_EQ(facts["demand_level"]["description"],
            "physical demand level of the job; documented by an employer-verified physical demands analysis");
  EXPECT_EQ(facts["demand_level"]["$ref"], "#/$defs/demand_forms");
  EXPECT_EQ(facts["age"]["maximum"], 130);
  EXPECT_EQ(facts["relief"]["minimum"], 0);  // a number says so itself; a count cannot be below
  EXPECT_FALSE(facts["age"].contains("minimum"));
  EXPECT_FALSE(facts["change"].contains("minimum"));
  EXPECT_EQ(facts["surgery_avoidable"]["default"], false);
  EXPECT_EQ(schema["$defs"]["demand"]["oneOf"][4]["const"], "very_heavy");
  EXPECT_EQ(schema["$defs"]["number_in_mg"]["anyOf"][1]["pattern"], "^[0-9]+(\\.[0-9]+)? *mg$");
  EXPECT_EQ(schema["$defs"]["request"]["properties"].size(), 10u);
  EXPECT_EQ(schema["$defs"]["request"]["allOf"][0]["then"]["properties"]["quantity"]["$ref"],
            "#/$defs/positive_count_in_sessions_forms");
  // Every reference leads somewhere.
  std::size_t references = 0;
  for (std::size_t at = text.find("\"#/$defs/"); at != std::string::npos; at = text.find("\"#/$defs/", at + 1)) {
    const std::size_t start = at + 9;
    EXPECT_TRUE(schema["$defs"].contains(text.substr(start, text.find('"', start) - start)));
    ++references;
  }
  EXPECT_GT(references, 40u);
}

}  // namespace
}  // namespace precept::test
