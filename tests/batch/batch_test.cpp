// The parts of a run that stand by themselves: keys, maps, manifests, text at one address.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "runtime/batch/key_log.hpp"
#include "runtime/batch/manifest.hpp"
#include "runtime/batch/mapping.hpp"
#include "runtime/batch/shard_rows.hpp"

namespace precept::batch {
namespace {

// 3,000,000 names go to the file many times over; they come in no order, and each is there at most three times.
TEST(KeyLog, FindsAllRowsButTheFirstOfEachName) {
  const std::string spill = testing::TempDir() + "/precept-names-test";
  KeyLog log(spill);
  constexpr std::int64_t kNames = 1'500'000;
  std::vector<RowName> names;
  std::string error;
  for (std::int64_t row = 2 * kNames; row > 0; --row) {
    const std::int64_t which = row <= kNames ? row : row % 7 == 0 ? row - kNames : row;
    names.push_back(row_name("case number " + std::to_string(which / 3), which % 3 + 1, row));
    if (names.size() < 10'000) continue;
    ASSERT_TRUE(log.add(names, error)) << error;
    names.clear();
  }
  ASSERT_TRUE(log.add(names, error)) << error;
  EXPECT_FALSE(std::filesystem::exists(spill));
  std::vector<std::int64_t> rows, wanted;
  ASSERT_TRUE(log.repeated(rows, error)) << error;
  for (std::int64_t row = kNames + 1; row <= 2 * kNames; ++row)
    if (row % 7 == 0) wanted.push_back(row);
  EXPECT_EQ(rows, wanted);
}

TEST(KeyLog, TellsTextsOfAllLengthsAndNumbersApart) {
  KeyLog log(testing::TempDir() + "/precept-names-test");
  std::vector<RowName> names;
  std::string text, error;
  std::int64_t row = 0;
  for (int length = 0; length < 100; ++length, text += 'a')
    for (int request = 1; request < 4; ++request) names.push_back(row_name(text, request, ++row));
  names.push_back(row_name("aaaaaaaa", 2, ++row));
  ASSERT_TRUE(log.add(names, error)) << error;
  std::vector<std::int64_t> rows;
  ASSERT_TRUE(log.repeated(rows, error)) << error;
  EXPECT_EQ(rows, std::vector<std::int64_t>{row});
}

TEST(KeyLog, SaysThatTheFileCannotBeMade) {
  KeyLog log(testing::TempDir() + "/no such folder/names");
  std::vector<RowName> names;
  for (int row = 1; row <= 5000; ++row) names.push_back({0, static_cast<std::uint64_t>(row), row});
  std::string error;
  EXPECT_FALSE(log.add(names, error));
  EXPECT_NE(error.find("no such folder"), std::string::npos) << error;
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
