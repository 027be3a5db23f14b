// Lists as nobody writes them: too many records, too deep, keys twice, cut short, bytes wrong. Errors, never a crash, and
// soon.
#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "runtime/facts/list_reader.hpp"
#include "tests/facts/records_fixture.hpp"

namespace precept::test {
namespace {

class HostileLists : public ::testing::Test {
 protected:
  Vocabulary v = records_vocabulary();

  CasesRead read(const std::string& facts, const std::string& requests = R"({"service": "lumbar_mri"})") const {
    return CaseReader(v.program).read(R"({"case": "A", "facts": {)" + facts + R"(}, "requests": [)" + requests + "]}");
  }
  static std::string said(const CasesRead& result) {
    std::string text;
    for (const FactError& error : result.errors)
      text += (text.empty() ? "" : "\n") + error.code + " " + error.path + ": " + error.message;
    return text;
  }
  static std::string many(const std::string& one, std::size_t times) {
    std::string text = "[";
    for (std::size_t i = 0; i < times; ++i) text += (i ? "," : "") + one;
    return text + "]";
  }
};

TEST_F(HostileLists, RecordsOfAListAreLimited) {
  const auto most = read(R"("visits": )" + many("\"2013\"", kRecordsPerListMax));
  EXPECT_EQ(said(most), "");
  EXPECT_EQ(most.cases.at(0).requests.at(0).facts.lists.at(2).count, kRecordsPerListMax);
  EXPECT_EQ(said(read(R"("visits": )" + many("\"2013\"", kRecordsPerListMax + 1))),
            "F0127 facts.visits: `visits` has 10001 records; a list may have 10000");
  EXPECT_EQ(said(read(R"("therapy": [{}, {"codes": )" + many("7", 1'000'000) + "}]")),
            "F0127 facts.therapy[1].codes: `codes` has 1000000 records; a list may have 10000");
}

TEST_F(HostileLists, RecordsOfACaseAreLimited) {
  const std::string codes = R"({"codes": )" + many("\"A\"", 9999) + "}";
  EXPECT_EQ(said(read(R"("therapy": )" + many(codes, 10))), "");  // 10 and 99,990: as many as there may be
  EXPECT_EQ(said(read(R"("therapy": )" + many(codes, 10) + R"(, "visits": ["2013"])")),
            "F0127 facts.visits: the case has more than 100000 records, those of lists inside records counted in");
  EXPECT_EQ(said(read(R"("visits": [], "therapy": )" + many(codes, 12))),
            "F0127 facts.therapy[9].codes: the case has more than 100000 records, those of lists inside records counted in");
  // Of a fact that two editions declare each record counts once.
  EXPECT_EQ(said(read(R"("therapy": )" + many(R"({"codes": )" + many("\"A\"", 9000) + "}", 10) + R"(, "old": )" +
                      many("{}", 9990))),
            "");
}

TEST_F(HostileLists, RecordsThatEveryRequestHoldsAreLimited) {
  const std::string facts = R"("visits": )" + many("\"2013\"", 10000);
  const std::string request = R"({"service": "lumbar_mri"})";
  std::string twenty;
  for (int i = 0; i < 20; ++i) twenty += (i ? "," : "") + request;
  EXPECT_EQ(said(read(facts, twenty)), "");
  EXPECT_EQ(said(read(facts, twenty + "," + request)),
            "F0127 requests: 21 requests that hold the case's 10000 records each are more than 200000 records; "
            "split the requests over several cases");
}

TEST_F(HostileLists, KeysTwice) {
  EXPECT_EQ(said(read(R"("therapy": [{"visits": 1, "visits": 2}])")),
            "F0105 facts.therapy[0].visits: this name stands here twice");
  EXPECT_EQ(said(read(R"("therapy": [{"codes": ["A"], "codes": ["B"]}])")),
            "F0105 facts.therapy[0].codes: this name stands here twice");
  EXPECT_EQ(
      said(read(R"("therapy": {"records": [], "records": []})")),
      "F0125 facts.therapy: only one of `records`, `value` and `missing` may be given, and `complete` beside records only\n"
      "F0105 facts.therapy.records: this name stands here twice");
  EXPECT_EQ(said(read(R"("therapy": {"complete": true, "complete": false, "records": []})")),
            "F0105 facts.therapy.complete: this name stands here twice");
  EXPECT_EQ(said(read(R"("therapy": [], "therapy": [{}])")), "F0105 facts.therapy: this name stands here twice");
}

TEST_F(HostileLists, Deep) {
  const std::string open(100000, '['), close(100000, ']');
  EXPECT_EQ(said(read(R"("therapy": )" + open + close)).substr(0, 26), "F0112 facts.therapy[0]: a ");
  v.program.records[0].fields.push_back(field("inner", list_type(0), {}));  // no library can; the reader would not mind
  v.program.records[0].lists = 1;
  const auto nested = [&](int levels) {
    std::string text = "[]";
    for (int i = 0; i < levels; ++i) text = R"([{"inner": )" + text + "}]";
    return said(read(R"("old": )" + text));
  };
  EXPECT_EQ(nested(30), "");
  EXPECT_EQ(nested(40).substr(0, 34), "F0106 facts.old[0].inner[0].inner[");
  std::string values = "[]";
  for (int i = 0; i < 40; ++i) values = R"({"value": )" + values + "}";
  EXPECT_EQ(said(read(R"("therapy": )" + values)),
            "F0108 facts.therapy.value.value: unknown member beside a list; expected \"complete\", \"records\"");
}

TEST_F(HostileLists, WhatIsNoJsonInside) {
  EXPECT_EQ(said(read(R"("therapy": [NaN, {"visits": 01}, {"remark": "\x"}])")),
            "F0104 facts.therapy[0]: `NaN` is not a JSON value; a fact that is not known is null or left out\n"
            "F0104 facts.therapy[1].visits: `01` is not a number as JSON writes it\n"
            "F0103 facts.therapy[2].remark: a string holds a control character or an escape that JSON does not have");
  EXPECT_EQ(said(read(R"("therapy": {"complete": True, "records": []})")),
            "F0104 facts.therapy.complete: `True` is not a JSON value; a fact that is not known is null or left out");
  EXPECT_EQ(said(read("\"diagnoses\": [\"\xC3\x28\"]")), "F0102 facts.diagnoses[0]: the text here is not valid UTF-8");
}

TEST_F(HostileLists, ManyMistakesAreCountedSoon) {
  const auto start = std::chrono::steady_clock::now();
  const auto result = read(R"("therapy": )" + many(R"({"zzz": 1, "visits": -1, "start": "x"})", 10000));
  ASSERT_EQ(result.errors.size(), kErrorsPerCaseMax + 1);
  EXPECT_EQ(result.errors.back().message, "29900 more errors in this case");
  EXPECT_EQ(result.errors[99].path, "facts.therapy[33].zzz");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST_F(HostileLists, AFewBytesWrong) {
  const CaseReader reader(v.program);
  const std::string seed =
      R"({"case": "A", "facts": {"therapy": {"complete": false, "records": [{"kind": "acupuncture", "start": "2013-03",
    "finish": {"value": "2013-05", "source": "log"}, "codes": ["M54.16", {"value": "Z"}], "findings": [{"weakness": true}], "page": 3}]},
    "visits": [{"from": "2013"}, null], "diagnosis": "M54.16"}, "requests": [{"service": "lumbar_mri", "sites": {"missing": "unknown"}}]})";
  ASSERT_EQ(said(reader.read(seed)), "");
  std::mt19937 random(13);
  const std::string_view bytes = "{}[]\",:\\ 019.-*eEntf\n\x80\xC3\xFF";
  for (int round = 0; round < 20000; ++round) {
    std::string text = seed;
    for (std::size_t edits = 1 + random() % 4; edits > 0; --edits) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text[at] = bytes[random() % bytes.size()];
          break;
        case 1:
          text.erase(at, 1 + random() % 8);
          break;
        case 2:
          text.insert(at, text.substr(random() % text.size(), random() % 60));
          break;
      }
    }
    const CasesRead once = reader.read(text), again = reader.read(text);
    ASSERT_EQ(said(once), said(again));
    ASSERT_TRUE(!once.errors.empty() || !once.cases.empty()) << text;
    for (const Case& one : once.cases)
      for (const Request& request : one.requests) {
        ASSERT_EQ(request.facts.lists.size(), 7u);
        const Records& therapy = request.facts.lists[0];  // nothing out of step
        ASSERT_EQ(therapy.values.size(), therapy.count * 9);
        ASSERT_EQ(therapy.recorded.size(), therapy.values.size());
        ASSERT_EQ(therapy.states.size(), therapy.values.size());
        ASSERT_EQ(therapy.field_evidence.size(), therapy.values.size());
        ASSERT_EQ(therapy.evidence.size(), therapy.count);
        ASSERT_EQ(therapy.nested.size(), therapy.count * 2);
      }
  }
}

}  // namespace
}  // namespace precept::test
