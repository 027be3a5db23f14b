// The parts of a run that stand by themselves: keys, maps, manifests, text at one address.
#include <gtest/gtest.h>

#include <string>

#include "runtime/batch/key_set.hpp"
#include "runtime/batch/manifest.hpp"
#include "runtime/batch/mapping.hpp"
#include "runtime/batch/shard_rows.hpp"

namespace precept::batch {
namespace {

TEST(KeySet, KnowsEachKeyOnce) {
  KeySet keys;
  for (int round = 0; round < 2; ++round)
    for (int i = 0; i < 100'000; ++i) EXPECT_EQ(keys.add("case number " + std::to_string(i / 3), i % 3), round == 0) << i;
  EXPECT_EQ(keys.size(), 100'000U);
}

TEST(KeySet, TellsTextsOfAllLengthsAndNumbersApart) {
  KeySet keys;
  std::string text;
  for (int length = 0; length < 100; ++length, text += 'a')
    for (int request = 1; request < 4; ++request) EXPECT_TRUE(keys.add(text, request));
  EXPECT_FALSE(keys.add("aaaaaaaa", 2));
}

TEST(Mapping, ReadsColumnsAndCodes) {
  std::string error;
  const auto mapping = read_mapping(
      R"({"columns": {"DOI": "injured"}, "values": {"strength": {"SEDENTARY WORK": "low", "N/A": null, "3": 4}}})", MappingForm::json, error);
  ASSERT_TRUE(mapping) << error;
  EXPECT_EQ(mapping->columns.at("DOI"), "injured");
  EXPECT_EQ(mapping->values.at("strength").at("SEDENTARY WORK"), "low");
  EXPECT_EQ(mapping->values.at("strength").at("N/A"), std::nullopt);
  EXPECT_EQ(mapping->values.at("strength").at("3"), "4");
}

TEST(Mapping, RefusesWhatIsNoMap) {
  for (const char* text : {"", "[]", "{", R"({"column": {}})", R"({"columns": {"a": 1}})", R"({"values": {"a": {"b": []}}})",
                           "{} {}", R"({"columns": {"a": "b", "a": "c"}})"}) {
    std::string error;
    EXPECT_FALSE(read_mapping(text, MappingForm::json, error)) << text;
    EXPECT_FALSE(error.empty()) << text;
  }
}

Manifest example() {
  Manifest manifest;
  manifest.terms = {{"library", "sha256:1"}, {"input", "a \"b\""}};
  for (const std::int64_t number : {0, 2}) {
    ShardDone shard;
    shard.shard = number;
    shard.files = {{"determinations/part-00000.parquet", {12, "ab"}}};
    shard.tally.rows = 7;
    shard.tally.error_rows = 2;
    shard.tally.outcomes = {1, 2, 3, 4};
    shard.tally.deciding = {{"a.b", 3}};
    shard.tally.missing = {{"c", 4}};
    manifest.shards.push_back(shard);
  }
  return manifest;
}

TEST(Manifest, ReadsWhatItWrote) {
  const Manifest manifest = example();
  const std::string text = manifest_json(manifest);
  const auto read = read_manifest(text);
  ASSERT_TRUE(read);
  EXPECT_EQ(manifest_json(*read), text);
  EXPECT_EQ(read->shards[1].shard, 2);
  EXPECT_EQ(read->shards[1].tally.outcomes[3], 4);
  EXPECT_EQ(read->terms[1].second, "a \"b\"");
}

TEST(Manifest, BelievesNoPartOfItself) {
  std::string text = manifest_json(example());
  text.pop_back();  // the line end
  for (std::size_t length = 0; length < text.size(); ++length) EXPECT_FALSE(read_manifest(text.substr(0, length))) << length;
  EXPECT_TRUE(read_manifest(text));
}

TEST(TextCell, HoldsTextOfEveryLength) {
  TextStore store;
  std::string text;
  std::vector<std::pair<std::string, TextCell>> kept;
  for (int length = 0; length < 500; ++length, text += static_cast<char>('a' + length % 26))
    kept.emplace_back(text, store.keep(text));
  for (const auto& [was, cell] : kept) EXPECT_EQ(cell.view(), was);
}

}  // namespace
}  // namespace precept::batch
