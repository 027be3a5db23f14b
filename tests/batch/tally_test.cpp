// Counts: sums, and JSON both ways.
#include "runtime/batch/tally.hpp"

#include <gtest/gtest.h>

#include "runtime/batch/manifest.hpp"

namespace precept::batch {
namespace {

Tally example(std::int64_t times) {
  Tally tally;
  tally.rows = 10 * times;
  tally.error_rows = 2 * times;
  tally.outcomes = {times, 2 * times, 3 * times, 2 * times};
  tally.services["scan"] = {times, 0, 3 * times, 2 * times};
  tally.deciding["a.b"] = 3 * times;
  tally.missing["dose"] = times;
  tally.settled_by["dose"] = times;
  tally.settled_looked_at = 2 * times;
  tally.errors["F0111"] = 2 * times;
  return tally;
}

std::string written(const Tally& tally) {
  JsonWriter json(false);
  json.begin_object();
  write_tally(json, tally);
  return json.end_object().text();
}

bool read(const std::string& text, Tally& tally) {
  JsonDocument document;
  read_json(text, 0, document);
  bool well = true;
  for (std::uint32_t i = 1; i < document.nodes.size(); i = document.nodes[i].next)
    if (!read_tally(document, i, tally, well)) return false;
  return well;
}

TEST(Tally, SumsEverything) {
  Tally sum = example(1);
  sum.add(example(4));
  sum.add(Tally());
  EXPECT_EQ(written(sum), written(example(5)));
}

TEST(Tally, ReadsWhatItWrote) {
  Tally tally;
  ASSERT_TRUE(read(written(example(7)), tally));
  EXPECT_EQ(written(tally), written(example(7)));
}

TEST(Tally, RefusesWhatItDidNotWrite) {
  for (const char* text : {R"({"rows": "1"})", R"({"rows": 1.5})", R"({"other": 1})", R"({"outcomes": {"approve": 1}})",
                           R"({"outcomes": [1, 2, 3, 4]})", R"({"services": {"scan": 1}})", R"({"deciding": {"a": null}})",
                           R"({"outcomes": {"deny": 1, "modify": 1, "approve": 1, "pend": 1}})"}) {
    Tally tally;
    EXPECT_FALSE(read(text, tally)) << text;
  }
}

TEST(Manifest, OfARunBeforeMoreWasCountedIsRead) {
  const auto manifest = read_manifest(
      R"({"manifest": 1, "terms": {"library": "sha256:1"}, "shards": [{"shard": 0, "rows": 3, "error_rows": 1, "outcomes": )"
      R"({"approve": 1, "modify": 0, "deny": 1, "pend": 0}, "deciding": {"a": 1}, "missing": {}, "files": []}], "finished": true})");
  ASSERT_TRUE(manifest);
  EXPECT_EQ(manifest->shards[0].tally.rows, 3);
  EXPECT_TRUE(manifest->shards[0].tally.services.empty());
}

}  // namespace
}  // namespace precept::batch
