// Places in files, and which files a path means.
#include "compiler/source/source.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace precept::source {
namespace {

namespace fs = std::filesystem;

TEST(SourceFile, PositionsCountCodePoints) {
  const SourceFile file("a/b.precept", "ab\n\xC3\xA9x\n\nz");
  EXPECT_EQ(file.lines(), 4);
  const auto at = [&](std::uint32_t offset) {
    const auto position = file.position(offset);
    return std::pair(position.line, position.column);
  };
  EXPECT_EQ(at(0), std::pair(1, 1));
  EXPECT_EQ(at(2), std::pair(1, 3));
  EXPECT_EQ(at(3), std::pair(2, 1));
  EXPECT_EQ(at(5), std::pair(2, 2));  // behind the two bytes of é
  EXPECT_EQ(at(6), std::pair(2, 3));
  EXPECT_EQ(at(7), std::pair(3, 1));
  EXPECT_EQ(at(8), std::pair(4, 1));
  EXPECT_EQ(at(9), std::pair(4, 2));
  EXPECT_EQ(at(1000), std::pair(4, 2));
}

TEST(SourceFile, LinesWithoutTheirEnds) {
  const SourceFile file("x",
                        "\xEF\xBB\xBF"
                        "one\r\ntwo\n");
  EXPECT_EQ(file.line_text(1), "one");
  EXPECT_EQ(file.line_text(2), "two");
  EXPECT_EQ(file.line_text(3), "");
  EXPECT_EQ(file.line_text(0), "");
  EXPECT_EQ(file.line_text(4), "");
  EXPECT_EQ(file.position(3).column, 1);  // a byte order mark has no width
  EXPECT_EQ(file.position(5).column, 3);
}

TEST(SourceFile, Stem) {
  EXPECT_EQ(SourceFile("a/b/mtus.precept", "").stem(), "mtus");
  EXPECT_EQ(SourceFile("mtus.precept", "").stem(), "mtus");
  EXPECT_EQ(SourceFile("-", "").stem(), "-");
  EXPECT_EQ(SourceFile("a.b/.precept", "").stem(), ".precept");
}

class Reading : public testing::Test {
 protected:
  void SetUp() override {
    root_ =
        fs::temp_directory_path() / ("precept_source_" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
                                     "_" + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(root_);
    fs::create_directories(root_ / "sub" / "deep");
  }
  void TearDown() override { fs::remove_all(root_); }
  void put(const std::string& name, const std::string& text) { std::ofstream(root_ / name, std::ios::binary) << text; }
  std::string path(const std::string& name) const { return (root_ / name).string(); }
  // The names read below the root, and what could not be read.
  std::vector<std::string> read(const std::vector<std::string>& paths) {
    std::vector<ReadError> errors;
    sources_ = read_sources(paths, errors);
    std::vector<std::string> names;
    for (const auto& file : sources_.files) names.push_back(fs::path(file.path()).lexically_relative(root_).string());
    for (const auto& error : errors)
      names.push_back(fs::path(error.path).lexically_relative(root_).string() + ": " + error.message);
    return names;
  }
  fs::path root_;
  Sources sources_;
};

using Names = std::vector<std::string>;

TEST_F(Reading, AFolderIsReadToItsDepthsInTheOrderOfBytes) {
  put("b.precept", "b");
  put("B.precept", "B");
  put("a.txt", "no");
  put(".precept", "no");
  put("sub/a.precept", "a");
  put("sub/deep/z.precept", "z");
  put("sub-x.precept", "x");
  EXPECT_EQ(read({root_.string()}),
            (Names{"B.precept", "b.precept", "sub-x.precept", "sub/a.precept", "sub/deep/z.precept"}));
  EXPECT_EQ(sources_.files[1].text(), "b");
}

TEST_F(Reading, AFileNamedTwiceIsReadOnce) {
  put("b.precept", "b");
  put("other.txt", "named, so read");
  EXPECT_EQ(read({path("b.precept"), root_.string(), path("sub/../b.precept"), path("other.txt")}),
            (Names{"b.precept", "other.txt"}));
}

TEST_F(Reading, WhatCannotBeRead) {
  put("b.precept", "b");
  EXPECT_EQ(read({path("none.precept"), path("b.precept"), path("b.precept/x")}),
            (Names{"b.precept", "none.precept: no such file or folder", "b.precept/x: no such file or folder"}));
  EXPECT_EQ(read({path(std::string(5000, 'x'))}).size(), 1u);
}

TEST_F(Reading, LinksToFoldersAreNotFollowed) {
  put("sub/a.precept", "a");
  fs::create_directory_symlink(root_, root_ / "sub" / "loop");
  EXPECT_EQ(read({root_.string()}), (Names{"sub/a.precept"}));
}

TEST_F(Reading, BytesStayAsTheyAre) {
  put("b.precept", std::string("\xEF\xBB\xBF\r\n\0\xFF", 7));
  read({root_.string()});
  EXPECT_EQ(sources_.files.at(0).text(), std::string("\xEF\xBB\xBF\r\n\0\xFF", 7));
}

// What reading a CSV file, named in a file of the library, leaves behind: its text, or why not.
std::string data_of(const std::string& path, Sources& sources) {
  read_data(path, sources);
  read_data(path, sources);  // once
  for (const auto& file : sources.data)
    if (file.path() == path) return "read " + file.text();
  return sources.unread.empty() ? "nothing" : sources.unread.back().message;
}

TEST_F(Reading, DataLiesInTheLibrary) {
  put("sub/a.precept", "a");
  put("sub/deep/codes.csv", "inside");
  put("outside.csv", "outside");
  fs::create_symlink(root_ / "outside.csv", root_ / "sub" / "link.csv");
  read({path("sub")});
  EXPECT_EQ(data_of(path_beside(path("sub/a.precept"), "deep/codes.csv"), sources_), "read inside");
  EXPECT_EQ(data_of(path_beside(path("sub/a.precept"), "../outside.csv"), sources_), "it lies outside of the library");
  EXPECT_EQ(data_of(path_beside(path("sub/a.precept"), path("outside.csv")), sources_), "it lies outside of the library");
  EXPECT_EQ(data_of(path("sub/link.csv"), sources_), "it lies outside of the library");
  EXPECT_EQ(data_of(path("sub/none.csv"), sources_), "no such file or folder");
  EXPECT_EQ(data_of(path("sub/deep"), sources_), "it is a folder");
  EXPECT_EQ(sources_.data.size(), 1u);
  EXPECT_EQ(sources_.unread.size(), 4u);  // two of them are one
  ASSERT_NE(sources_.file(sources_.data_file(0)), nullptr);
  EXPECT_EQ(sources_.file(sources_.data_file(0))->text(), "inside");
  EXPECT_EQ(sources_.file(2), nullptr);
}

TEST_F(Reading, DataLiesBesideAFileThatIsNamedByItself) {
  put("sub/a.precept", "a");
  put("sub/codes.csv", "beside");
  read({path("sub/a.precept")});
  EXPECT_EQ(data_of(path("sub/codes.csv"), sources_), "read beside");
}

TEST_F(Reading, DataOfTextsThatAreAtHandComesWithThem) {
  put("codes.csv", "on the disk");
  Sources at_hand;
  at_hand.data.emplace_back("other.csv", "at hand");
  EXPECT_EQ(data_of("other.csv", at_hand), "read at hand");
  EXPECT_EQ(data_of(path("codes.csv"), at_hand), "it was not handed over with the library");
}

}  // namespace
}  // namespace precept::source
