// Objects kept on disk: given back as they were written, to nobody but their owner, and never where a byte, an owner or a
// mode is not as it should be. Real folders, real processes.
#include "runtime/native/cache/object_cache.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "runtime/program/text.hpp"
#include "tests/native/engines.hpp"

namespace precept::testing {
namespace {

using native::ObjectCache;
namespace fs = std::filesystem;
using Objects = std::vector<std::string>;

const std::string kKey(64, 'a');
const Objects kObjects = {"first", std::string("\0\n\xff", 3), "", std::string(5000, 'x')};

class ObjectCacheTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string form = (fs::temp_directory_path() / "precept_cache_XXXXXX").string();
    ASSERT_NE(mkdtemp(form.data()), nullptr);
    around_ = form;
    folder_ = around_ + "/kept/here";
  }
  void TearDown() override { fs::remove_all(around_); }

  std::string path(const std::string& key = kKey) const { return folder_ + "/" + key + ".objects"; }
  static std::string text_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static void put(const std::string& file, const std::string& text) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
  }
  static mode_t mode_of(const std::string& file) {
    struct stat status {};
    EXPECT_EQ(lstat(file.c_str(), &status), 0) << file;
    return status.st_mode & 07777;
  }
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(folder_)) found.push_back(entry.path().filename());
    std::sort(found.begin(), found.end());
    return found;
  }

  std::string around_, folder_;
};

TEST_F(ObjectCacheTest, GivesBackWhatWasWritten) {
  ObjectCache cache(folder_);
  EXPECT_EQ(cache.read(kKey), std::nullopt);
  cache.write(kKey, kObjects);
  EXPECT_EQ(cache.read(kKey), kObjects);
  EXPECT_EQ(ObjectCache(folder_).read(kKey), kObjects);
  EXPECT_EQ(cache.read(std::string(64, 'b')), std::nullopt);
  cache.write(kKey, {"other"});
  EXPECT_EQ(cache.read(kKey), Objects{"other"});
  EXPECT_EQ(names(), Objects{kKey + ".objects"}) << "nothing else is left behind";
}

TEST_F(ObjectCacheTest, OnlyItsOwnerMayReadOrWriteWhateverTheMask) {
  const mode_t before = umask(0);
  ObjectCache(folder_).write(kKey, kObjects);
  umask(before);
  EXPECT_EQ(mode_of(around_ + "/kept"), 0700u);
  EXPECT_EQ(mode_of(folder_), 0700u);
  EXPECT_EQ(mode_of(path()), 0600u);
}

TEST_F(ObjectCacheTest, TakesNoKeyThatIsAPath) {
  ObjectCache cache(folder_);
  for (const std::string& key :
       {std::string("../") + std::string(61, 'a'), std::string(), std::string(64, 'A'), std::string(63, 'a')}) {
    cache.write(key, kObjects);
    EXPECT_EQ(cache.read(key), std::nullopt) << key;
  }
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(ObjectCacheTest, GivesNothingOfAFileThatIsCut) {
  ObjectCache cache(folder_);
  cache.write(kKey, kObjects);
  const std::string whole = text_of(path());
  for (std::size_t size = 0; size < whole.size(); size += size < 300 ? 1 : 97) {
    put(path(), whole.substr(0, size));
    ASSERT_EQ(cache.read(kKey), std::nullopt) << "cut to " << size << " bytes";
  }
  put(path(), whole + "x");
  EXPECT_EQ(cache.read(kKey), std::nullopt);
  put(path(), whole);
  EXPECT_EQ(cache.read(kKey), kObjects);
}

TEST_F(ObjectCacheTest, GivesNothingOfAFileWithAFlippedBit) {
  ObjectCache cache(folder_);
  cache.write(kKey, kObjects);
  const std::string whole = text_of(path());
  for (std::size_t at = 0; at < whole.size(); at += at < 300 ? 1 : 61)
    for (const int bit : {1, 128}) {
      std::string flipped = whole;
      flipped[at] = static_cast<char>(flipped[at] ^ bit);
      put(path(), flipped);
      ASSERT_EQ(cache.read(kKey), std::nullopt) << "byte " << at;
    }
}

TEST_F(ObjectCacheTest, GivesNothingOfAnotherKeysFile) {
  ObjectCache cache(folder_);
  const std::string other(64, 'b');
  cache.write(other, kObjects);
  fs::rename(path(other), path());
  EXPECT_EQ(cache.read(kKey), std::nullopt);
}

TEST_F(ObjectCacheTest, GivesNothingThatOthersMayWrite) {
  ObjectCache cache(folder_);
  for (const mode_t mode : {0620u, 0602u, 0666u}) {
    cache.write(kKey, kObjects);
    ASSERT_EQ(cache.read(kKey), kObjects);
    ASSERT_EQ(chmod(path().c_str(), mode), 0);
    EXPECT_EQ(cache.read(kKey), std::nullopt) << std::oct << mode;
  }
}

TEST_F(ObjectCacheTest, UsesNoFolderThatOthersMayWrite) {
  ObjectCache cache(folder_);
  cache.write(kKey, kObjects);
  EXPECT_EQ(cache.refused(), "");
  const std::string other(64, 'b');
  for (const mode_t mode : {0770u, 0702u, 01777u}) {
    ASSERT_EQ(chmod(folder_.c_str(), mode), 0);
    EXPECT_EQ(cache.read(kKey), std::nullopt);
    cache.write(other, kObjects);
    EXPECT_FALSE(fs::exists(path(other)));
    EXPECT_EQ(cache.refused(),
              "others may write in the cache folder " + folder_ + ", so it is not used; `chmod 700` mends that");
  }
  ASSERT_EQ(chmod(folder_.c_str(), 0755), 0);
  EXPECT_EQ(cache.read(kKey), kObjects);
}

TEST_F(ObjectCacheTest, GivesNothingThatIsAnotherUsers) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  ObjectCache cache(folder_);
  cache.write(kKey, kObjects);
  ASSERT_EQ(chown(path().c_str(), 12345, 12345), 0);
  EXPECT_EQ(cache.read(kKey), std::nullopt);
  cache.write(kKey, kObjects);
  ASSERT_EQ(cache.read(kKey), kObjects) << "written again, it is ours";
  ASSERT_EQ(chown(folder_.c_str(), 12345, 12345), 0);
  EXPECT_EQ(cache.read(kKey), std::nullopt);
  EXPECT_EQ(cache.refused(), "the cache folder " + folder_ + " belongs to another user, so it is not used");
}

TEST_F(ObjectCacheTest, FollowsNoLinkAndWaitsForNoPipe) {
  ObjectCache cache(folder_);
  cache.write(kKey, kObjects);
  fs::rename(path(), around_ + "/elsewhere");
  fs::create_symlink(around_ + "/elsewhere", path());
  EXPECT_EQ(cache.read(kKey), std::nullopt);
  cache.write(kKey, {"new"});
  EXPECT_EQ(cache.read(kKey), Objects{"new"});
  EXPECT_FALSE(fs::is_symlink(path()));
  fs::remove(path());
  ASSERT_EQ(mkfifo(path().c_str(), 0600), 0);
  EXPECT_EQ(cache.read(kKey), std::nullopt);
  fs::remove(path());
  fs::create_directory(path());
  EXPECT_EQ(cache.read(kKey), std::nullopt);
  cache.write(kKey, kObjects);
  EXPECT_EQ(cache.read(kKey), std::nullopt);
}

TEST_F(ObjectCacheTest, IsQuietWhereItCannotWrite) {
  put(around_ + "/file", "");
  ObjectCache below_a_file(around_ + "/file/kept");
  below_a_file.write(kKey, kObjects);
  EXPECT_EQ(below_a_file.read(kKey), std::nullopt);
  EXPECT_EQ(below_a_file.refused(), "");
}

TEST_F(ObjectCacheTest, LetsTheOnesUsedLongestAgoGo) {
  ObjectCache cache(folder_, 40'000);
  const auto key = [](char digit) { return std::string(64, digit); };
  const Objects objects = {std::string(9'000, 'x')};
  timespec times[2] = {{1'000'000, 0}, {1'000'000, 0}};
  for (const char digit : {'1', '2', '3', '4'}) {
    cache.write(key(digit), objects);
    times[1].tv_sec += 10;
    ASSERT_EQ(utimensat(AT_FDCWD, path(key(digit)).c_str(), times, 0), 0);
  }
  put(folder_ + "/notes.txt", std::string(50'000, 'n'));
  EXPECT_TRUE(cache.read(key('1'))) << "used now";
  cache.write(key('5'), objects);
  EXPECT_EQ(names(), (Objects{key('1') + ".objects", key('4') + ".objects", key('5') + ".objects", "notes.txt"}));
  cache.write(key('6'), {std::string(50'000, 'x')});
  EXPECT_FALSE(cache.read(key('6'))) << "more than all that may be kept";
}

TEST_F(ObjectCacheTest, ClearsAwayWhatABrokenProcessLeft) {
  ObjectCache cache(folder_);
  cache.write(kKey, kObjects);
  const std::string old_part = folder_ + "/." + kKey + ".17.1.part";
  const std::string new_part = folder_ + "/." + kKey + ".18.1.part";
  put(old_part, "half");
  put(new_part, "half");
  const timespec times[2] = {{1'000'000, 0}, {1'000'000, 0}};
  ASSERT_EQ(utimensat(AT_FDCWD, old_part.c_str(), times, 0), 0);
  cache.write(kKey, kObjects);
  EXPECT_FALSE(fs::exists(old_part));
  EXPECT_TRUE(fs::exists(new_part)) << "it may still be being written";
}

// Every reader sees one writer's objects whole, or nothing.
TEST_F(ObjectCacheTest, ProcessesMayWriteAndReadAtTheSameTime) {
  constexpr int kProcesses = 6;
  const auto of_process = [](int i) {
    return Objects{std::string(20'000 + static_cast<std::size_t>(i), static_cast<char>('a' + i))};
  };
  std::vector<pid_t> children;
  for (int i = 0; i < kProcesses; ++i) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ObjectCache cache(folder_);
      bool good = true;
      for (int turn = 0; turn < 200 && good; ++turn) {
        cache.write(kKey, of_process(i));
        const auto read = cache.read(kKey);
        bool is_somebodys = false;
        for (int other = 0; other < kProcesses; ++other) is_somebodys = is_somebodys || read == of_process(other);
        good = is_somebodys;
      }
      _exit(good ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(names(), Objects{kKey + ".objects"});
}

TEST(CacheFolder, IsWhatTheEnvironmentSays) {
  using native::cache_folder;
  EXPECT_EQ(cache_folder(nullptr, nullptr, "/h"), "/h/.cache/precept");
  EXPECT_EQ(cache_folder("", "", "/h"), "/h/.cache/precept");
  EXPECT_EQ(cache_folder(nullptr, "/x", "/h"), "/x/precept");
  EXPECT_EQ(cache_folder(nullptr, "x", "/h"), "/h/.cache/precept") << "a relative one does not count";
  EXPECT_EQ(cache_folder("kept", "/x", "/h"), "kept");
  EXPECT_EQ(cache_folder("off", "/x", "/h"), std::nullopt);
  EXPECT_EQ(cache_folder(nullptr, nullptr, nullptr), std::nullopt);
  EXPECT_EQ(cache_folder(nullptr, nullptr, ""), std::nullopt);
}

// ---- code from the cache ------------------------------------------------------------------------------------------------
class KeptCodeTest : public ObjectCacheTest {
 protected:
  static Program program_of(std::uint64_t seed, int operations, Lists lists = Lists::yes) {
    Program program = random_program(seed, operations, lists);
    program.hash = program_hash(program);
    return program;
  }
  native::Compiled<native::NativeCode> compile(const Program& program) {
    ObjectCache cache(folder_);
    native::CompileOptions options;
    options.store = &cache;
    return native_engine().compile(program, options);
  }
  static std::vector<Trace> run(const native::NativeCode& code, const std::vector<CaseFacts>& cases) {
    std::vector<Trace> traces(cases.size());
    for (std::size_t i = 0; i < cases.size(); ++i) code.evaluate(cases[i], traces[i]);
    return traces;
  }
  std::string only_file() const { return folder_ + "/" + names().front(); }
};

TEST_F(KeptCodeTest, DecidesAsCompiledCodeAndTheInterpreterDo) {
  for (std::uint64_t seed = 0; seed < 24; ++seed) {
    const Program program = program_of(7000 + seed, seed % 6 == 0 ? 900 : 60, seed % 3 == 0 ? Lists::no : Lists::yes);
    std::vector<CaseFacts> cases;
    for (std::uint64_t one = 0; one < 40; ++one) cases.push_back(random_facts(program, one));
    const std::vector<Trace> expected = interpreted(program, cases);
    const auto fresh = compile(program);
    const auto kept = compile(program);
    ASSERT_NE(fresh.code, nullptr) << fresh.error;
    ASSERT_NE(kept.code, nullptr) << kept.error;
    EXPECT_FALSE(fresh.code->from_store());
    EXPECT_TRUE(kept.code->from_store());
    EXPECT_EQ(difference(program, expected, run(*fresh.code, cases)), "");
    EXPECT_EQ(difference(program, expected, run(*kept.code, cases)), "");
  }
  EXPECT_EQ(names().size(), 24u);
}

// Another process wrote it: no address of this one may be in it.
TEST_F(KeptCodeTest, RunsInAnotherProcess) {
  const Program program = program_of(41, 700);
  std::vector<CaseFacts> cases;
  for (std::uint64_t one = 0; one < 40; ++one) cases.push_back(random_facts(program, one));
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) _exit(compile(program).code != nullptr ? 0 : 1);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_EQ(status, 0);
  const auto kept = compile(program);
  ASSERT_NE(kept.code, nullptr) << kept.error;
  EXPECT_TRUE(kept.code->from_store());
  EXPECT_EQ(difference(program, interpreted(program, cases), run(*kept.code, cases)), "");
}

TEST_F(KeptCodeTest, IsCompiledAgainWhereTheFileIsBroken) {
  const Program program = program_of(42, 200);
  std::vector<CaseFacts> cases = {random_facts(program, 1), random_facts(program, 2)};
  ASSERT_NE(compile(program).code, nullptr);
  std::string broken = text_of(only_file());
  broken[broken.size() / 2] = static_cast<char>(broken[broken.size() / 2] ^ 1);
  put(only_file(), broken);
  const auto again = compile(program);
  ASSERT_NE(again.code, nullptr) << again.error;
  EXPECT_FALSE(again.code->from_store());
  EXPECT_EQ(difference(program, interpreted(program, cases), run(*again.code, cases)), "");
  EXPECT_TRUE(compile(program).code->from_store()) << "the broken file was replaced";
}

// Whole by its hash, and yet no object: whoever wrote that was of another mind.
TEST_F(KeptCodeTest, IsCompiledWhereWhatIsKeptDoesNotLink) {
  const Program program = program_of(43, 50);
  ASSERT_NE(compile(program).code, nullptr);
  const std::string key = names().front().substr(0, 64);
  for (const Objects& wrong : {Objects{"no object"}, Objects{}, Objects{""}}) {
    ObjectCache(folder_).write(key, wrong);
    const auto compiled = compile(program);
    ASSERT_NE(compiled.code, nullptr) << compiled.error;
    EXPECT_FALSE(compiled.code->from_store());
    EXPECT_EQ(compiled.error, "");
  }
}

TEST_F(KeptCodeTest, IsKeptByTheMeaningOfTheLibrary) {
  const Program one = program_of(44, 50);
  const Program two = program_of(45, 50);
  ASSERT_NE(compile(one).code, nullptr);
  EXPECT_FALSE(compile(two).code->from_store());
  EXPECT_TRUE(compile(one).code->from_store());
  EXPECT_EQ(names().size(), 2u);
}

// Without a hash nothing says which library it is; a planted fault is no code of the library.
TEST_F(KeptCodeTest, IsNotKeptWithoutAHashOrWithAPlantedFault) {
  Program program = program_of(46, 50);
  ObjectCache cache(folder_);
  native::CompileOptions options;
  options.store = &cache;
  options.planted = Op::conjunction;
  ASSERT_NE(native_engine().compile(program, options).code, nullptr);
  program.hash.clear();
  ASSERT_NE(compile(program).code, nullptr);
  EXPECT_FALSE(fs::exists(folder_));
}

// ---- the command line ----------------------------------------------------------------------------------------------------
class CommandLineTest : public ObjectCacheTest {
 protected:
  // What `precept decide` prints, with a shell's settings of the environment before it; its messages too where `messages`.
  std::string decide(const std::string& environment, const std::string& engine, bool messages = false) const {
    const std::string root = PRECEPT_SOURCE_DIR;
    const std::string command = environment + " " + PRECEPT_BINARY_DIR + "/bin/precept decide -g " + root +
                                "/guidelines -p california_imr --format json --engine " + engine + " " + root +
                                "/examples/cases/CM13-0047924.json " + (messages ? "2>&1 >/dev/null" : "2>/dev/null");
    FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return "";
    std::string printed;
    char buffer[4096];
    while (const std::size_t got = fread(buffer, 1, sizeof(buffer), pipe)) printed.append(buffer, got);
    pclose(pipe);
    return printed;
  }
};

TEST_F(CommandLineTest, DecidesTheSameWithCodeThatWasKept) {
  const std::string interpreted = decide("", "interpret");
  ASSERT_NE(interpreted, "");
  const std::string kept = "PRECEPT_CACHE=" + folder_;
  EXPECT_EQ(decide(kept, "native"), interpreted);
  ASSERT_EQ(names().size(), 1u);
  const std::string file = folder_ + "/" + names().front();
  const std::string whole = text_of(file);
  EXPECT_EQ(decide(kept, "native"), interpreted);
  EXPECT_EQ(decide(kept, "native", true), "");
  put(file, whole.substr(0, whole.size() / 2));
  EXPECT_EQ(decide(kept, "native"), interpreted);
  EXPECT_EQ(text_of(file), whole) << "the cut file was replaced, by the same bytes";
}

TEST_F(CommandLineTest, KeepsCodeWhereTheEnvironmentSays) {
  decide("PRECEPT_CACHE=off XDG_CACHE_HOME=" + around_ + " HOME=" + around_, "native");
  decide("PRECEPT_CACHE=" + folder_, "interpret");
  EXPECT_TRUE(fs::is_empty(around_));
  decide("PRECEPT_CACHE= XDG_CACHE_HOME=" + around_ + "/cache", "native");
  EXPECT_FALSE(fs::is_empty(around_ + "/cache/precept"));
}

TEST_F(CommandLineTest, SaysWhyAFolderIsNotUsed) {
  fs::create_directories(folder_);
  ASSERT_EQ(chmod(folder_.c_str(), 0777), 0);
  EXPECT_EQ(decide("PRECEPT_CACHE=" + folder_, "native", true),
            "precept: others may write in the cache folder " + folder_ + ", so it is not used; `chmod 700` mends that\n");
  EXPECT_EQ(decide("PRECEPT_CACHE=" + folder_, "native"), decide("", "interpret"));
  EXPECT_TRUE(fs::is_empty(folder_));
}

}  // namespace
}  // namespace precept::testing
