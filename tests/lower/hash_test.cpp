// The hash is of what a library means: layout, comments and order change nothing in it, everything that a reader of a determination
// could see does.
#include <gtest/gtest.h>

#include "compiler/lower/lower.hpp"
#include "compiler/syntax/print.hpp"
#include "tests/check/checked.hpp"

namespace precept::lower {
namespace {

const std::string kWords =
    "vocabulary words \"Words\"\n\nunit session, sessions\nservice therapy \"physical therapy\" in sessions\n"
    "scale demand: light < medium \"medium work\" < heavy\nfact level: demand \"demand level\"\n  documented by \"an analysis\"\n"
    "fact seen: date assumed 2010-01-01\nfact age: count from 0 to 130\ndefine fit \"fit for it\" = level >= medium\n";
const std::string kRules =
    "guideline back_pain \"Back pain\"\n  source \"Chapter 3\"\n  effective from 2009-07-18 until 2016-07-28\n  uses words\n\n"
    "rule therapy pages 125-126\n  cites \"Title 8\"\n  requires\n    demands: fit page 126\n      text \"the work is {level}\"\n"
    "      undocumented is unmet \"nothing is said\"\n    grown: age >= 18\n      unless seen >= 2011-01-01\n"
    "  excluded when\n    old: age > 65\n  allows 10 sessions within 8w less used\n  evidence 2\nend\n";
const std::string kPolicy =
    "policy review\n  uses words\n  consults back_pain\n  as of seen\n  undocumented requirement is unmet\n  when silent deny\n"
    "  deny needs review\n  says deny \"Upheld\"\n";

using Files = std::vector<std::pair<std::string, std::string>>;

std::string hash_of(const Files& files) {
  const check::Checked out = check::checked(files);
  EXPECT_EQ(out.findings(), "");
  return out.library ? program_from_checked(*out.library).program.hash : "";
}
std::string hash_of() { return hash_of({{"words", kWords}, {"rules", kRules}, {"policy", kPolicy}}); }

Files changed(const std::string& from, const std::string& to) {
  Files files{{"words", kWords}, {"rules", kRules}, {"policy", kPolicy}};
  int found = 0;
  for (auto& [name, text] : files)
    if (const std::size_t at = text.find(from); at != std::string::npos) {
      text.replace(at, from.size(), to);
      ++found;
    }
  EXPECT_EQ(found, 1) << from;
  return files;
}

TEST(Hash, IsTheSameForOtherLayoutCommentsAndFiles) {
  const std::string hash = hash_of();
  EXPECT_EQ(hash.substr(0, 7), "sha256:");
  EXPECT_EQ(hash.size(), 7u + 64);
  EXPECT_EQ(hash_of({{"z", kWords}, {"y", kRules}, {"x", kPolicy}}), hash) << "names of files";
  EXPECT_EQ(hash_of({{"policy", kPolicy}, {"rules", kRules}, {"words", kWords}}), hash) << "order of files";
  std::string one_line = kRules, commented = kWords;
  for (char& letter : one_line)
    if (letter == '\n') letter = ' ';
  for (std::size_t at = commented.find("fact"); at != std::string::npos; at = commented.find("fact", at + 30)) commented.insert(at, "# a comment\n");
  EXPECT_EQ(hash_of({{"words", commented}, {"rules", one_line}, {"policy", kPolicy}}), hash);
  Files canonical;
  for (const auto& [name, text] : Files{{"words", kWords}, {"rules", kRules}, {"policy", kPolicy}}) {
    source::Sources sources;
    sources.files.emplace_back(name + ".precept", text);
    diagnostics::Diagnostics diagnostics;
    canonical.emplace_back(name, ast::print_file(ast::file_from_source(sources, 0, diagnostics), sources.files[0]));
    EXPECT_TRUE(name != "rules" || canonical.back().second != text) << "the printer has nothing to do";
  }
  EXPECT_EQ(hash_of(canonical), hash);
}

TEST(Hash, IsTheSameForOtherExamples) {
  Files files{{"words", kWords}, {"rules", kRules + "\nexample \"a\" for therapy\n  given age = 3\n  expect deny\n"}, {"policy", kPolicy}};
  EXPECT_EQ(hash_of(files), hash_of());
}

TEST(Hash, IsAnotherForWhateverIsMeantOrSaid) {
  const std::pair<const char*, const char*> changes[] = {
      {"age >= 18", "age >= 19"},                       // a number
      {"age >= 18", "age > 18"},                        // a relation
      {"the work is {level}", "the job is {level}"},    // a text
      {"the work is {level}", "the work is {fit}"},     // its place
      {"pages 125-126", "pages 125-127"},               // a page
      {"fit page 126", "fit page 125"},
      {"cites \"Title 8\"", "cites \"Title 9\""},
      {"undocumented is unmet \"n", "undocumented is open \"n"},
      {"\"nothing is said\"", "\"nobody says so\""},
      {"demands: fit", "demand: fit"},                  // a label
      {"unless seen >= 2011-01-01", "unless seen >= 2011-01-02"},
      {"allows 10 sessions", "allows 12 sessions"},
      {"within 8w less", "within 9w less"},
      {" less used", ""},
      {"evidence 2", "evidence 1"},
      {"until 2016-07-28", "until 2016-07-29"},
      {"\"Chapter 3\"", "\"Chapter 4\""},
      {"back_pain \"Back pain\"", "back_pain \"Pain\""},
      {"therapy \"physical therapy\"", "therapy \"therapy\""},
      {"medium \"medium work\"", "medium \"work\""},
      {"light < medium", "sedentary < light < medium"},
      {"documented by \"an analysis\"", "documented by \"an evaluation\""},
      {"assumed 2010-01-01", "assumed 2010-01-02"},
      {"from 0 to 130", "from 0 to 120"},
      {"fit \"fit for it\"", "fit \"fit\""},
      {"session, sessions", "session"},
      {"requirement is unmet", "requirement is open"},
      {"when silent deny", "when silent pend"},
      {"  deny needs review\n", ""},
      {"\"Upheld\"", "\"upheld\""},
      {"  as of seen\n", ""},
      {"policy review\n", "policy other\n"},
  };
  std::set<std::string> hashes{hash_of()};
  for (const auto& [from, to] : changes) {
    Files files = changed(from, to);
    if (std::string(from) == "session, sessions")
      for (auto& [name, text] : files)
        for (std::size_t at = text.find("sessions"); at != std::string::npos; at = text.find("sessions")) text.replace(at, 8, "session");
    EXPECT_TRUE(hashes.insert(hash_of(files)).second) << from << " -> " << to;
  }
}

}  // namespace
}  // namespace precept::lower
