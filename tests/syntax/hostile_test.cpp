// Inputs nobody writes by hand: a finding or the right answer, soon, and never a crash.
#include <gtest/gtest.h>

#include <chrono>

#include "tests/syntax/random_text.hpp"
#include "tests/syntax/syntax_helper.hpp"

namespace precept::ast {
namespace {

std::string repeated(std::string_view text, std::size_t count) {
  std::string result;
  result.reserve(text.size() * count);
  while (count-- > 0) result += text;
  return result;
}

std::string first_finding(const std::string& text) {
  const auto start = std::chrono::steady_clock::now();
  const auto result = parsed(text);
  const auto took = std::chrono::steady_clock::now() - start;
  EXPECT_LT(took, std::chrono::seconds(30)) << text.substr(0, 60);  // each takes well under a second; sanitizers are slow
  const auto printed = result.print();
  EXPECT_EQ(result.file.has_syntax_errors, result.diagnostics.has_errors());
  return result.diagnostics.list().empty() ? "" : result.diagnostics.list()[0].message;
}

const std::string kTooDeep = "this is nested more than 128 deep";

TEST(Hostile, NestingIsCapped) {
  constexpr std::size_t many = 100000;
  const auto define = [](const std::string& value) { return "define x = " + value; };
  EXPECT_EQ(first_finding(define(repeated("(", 128) + "a" + repeated(")", 128))), "");
  EXPECT_EQ(first_finding(define(repeated("(", 129) + "a" + repeated(")", 129))), kTooDeep);
  EXPECT_EQ(first_finding(define(repeated("(", many) + "a" + repeated(")", many))), kTooDeep);
  EXPECT_EQ(first_finding(define(repeated("(", many))), kTooDeep);
  EXPECT_EQ(first_finding(define(repeated("not ", 128) + "a")), "");
  EXPECT_EQ(first_finding(define(repeated("not ", many) + "a")), kTooDeep);
  EXPECT_EQ(first_finding(define(repeated("-", many) + "a")), kTooDeep);
  EXPECT_EQ(first_finding(define(repeated("not (", 70) + "a" + repeated(")", 70))), "");
  EXPECT_EQ(first_finding(define(repeated("all of a: ", 128) + "b" + repeated(" end", 128))), "");
  EXPECT_EQ(first_finding(define(repeated("all of a: ", many) + "b" + repeated(" end", many))), kTooDeep);
  EXPECT_EQ(first_finding(define(repeated("some a where ", 128) + "b")), "");
  EXPECT_EQ(first_finding(define(repeated("some a where ", many) + "b")), kTooDeep);
  EXPECT_EQ(first_finding(define(repeated("some a where x within service after y and ", many) + "b")), kTooDeep);
  EXPECT_EQ(first_finding(define(repeated("latest service by x where ", many) + "b")), kTooDeep);
  EXPECT_EQ(first_finding(define(repeated("every a has ", many) + "b")), kTooDeep);
  EXPECT_EQ(first_finding(define(repeated("every a where b has ", many) + "b")), kTooDeep);
  EXPECT_EQ(first_finding(define(repeated("f(", many))), kTooDeep);
  EXPECT_EQ(first_finding("example \"x\" for y given a = " + repeated("[", many)), kTooDeep);
  EXPECT_EQ(first_finding("example \"x\" for y given a = " + repeated("{a = ", many)), kTooDeep);
  EXPECT_EQ(first_finding("fact x: " + repeated("list of ", many) + "date"), kTooDeep);
  EXPECT_EQ(first_finding("rule r requires a: " + repeated("any of a: ", many)), kTooDeep);
}

TEST(Hostile, WhatStandsAfterTooDeepIsStillRead) {
  const auto result = parsed("define x = " + repeated("(", 1000) + "\nfact y: date\n");
  EXPECT_EQ(result.dump(), "fact y: date\n");
  ASSERT_EQ(result.file.lost.size(), 1u);
  EXPECT_EQ(result.file.lost[0].text, "x");
}

TEST(Hostile, ChainsAreLoops) {
  EXPECT_EQ(first_finding("define x = a" + repeated(" and a", 100000)), "");
  EXPECT_EQ(first_finding("define x = a" + repeated(" + a", 500)), "");
  EXPECT_EQ(first_finding("define x = a" + repeated(" + a", 100000)), "this expression is more than 512 steps deep");
  // Chains within parentheses within chains: the depth of the tree is what counts.
  std::string nested = "a";
  for (int i = 0; i < 100; ++i) nested = "(" + nested + ")" + repeated(" + a", 100);
  EXPECT_EQ(first_finding("define x = " + nested), "this expression is more than 512 steps deep");
  EXPECT_EQ(first_finding("define x = 1 mg" + repeated("/mg", 100000)), "");
}

TEST(Hostile, Bytes) {
  EXPECT_EQ(first_finding(std::string("fact x: date\0fact y: date", 25)), "this file holds a zero byte, so it is not text");
  EXPECT_EQ(first_finding("fact x: date \xFF"), "this file is not UTF-8 text: byte 14 is 0xFF");
  EXPECT_EQ(first_finding("fact x: date \xC3"), "this file is not UTF-8 text: byte 14 is 0xC3");
  EXPECT_EQ(first_finding("# \xC0\xAF"), "this file is not UTF-8 text: byte 3 is 0xC0");          // overlong
  EXPECT_EQ(first_finding("# \xED\xA0\x80"), "this file is not UTF-8 text: byte 3 is 0xED");      // a surrogate
  EXPECT_EQ(first_finding("# \xF4\x90\x80\x80"), "this file is not UTF-8 text: byte 3 is 0xF4");  // above U+10FFFF
  EXPECT_EQ(first_finding("# \xF4\x8F\xBF\xBF \xED\x9F\xBF \xE0\xA0\x80"), "");
  EXPECT_EQ(first_finding(std::string(kSourceBytesMax + 1, ' ')), "this file has 67108865 bytes; at most 67108864 are read");
}

TEST(Hostile, Long) {
  EXPECT_EQ(first_finding("define x = \"" + std::string(10'000'000, 'a') + "\""), "");
  EXPECT_EQ(first_finding("define x = \"" + repeated("\xC3\xA9", 5'000'000) + "\""), "");
  EXPECT_EQ(first_finding("define x = \"" + repeated("a ", 5'000'000)), "this text is not closed: a quote `\"` is missing");
  EXPECT_EQ(first_finding("define " + std::string(1'000'000, 'x') + " = " + std::string(1'000'000, '9')), "");
  EXPECT_EQ(first_finding(repeated("#\n", 1'000'000)), "");
  EXPECT_EQ(first_finding(repeated("fact x: date\n", 50'000)), "");
}

TEST(Hostile, ManyErrorsEndSoon) {
  for (const std::string text : {"@",
                                 "\"\\\n",
                                 "\"a\n",
                                 "'a' ",
                                 "'",
                                 "\xE2\x80\x9C",
                                 "\xE2\x80\x9C"
                                 "a\xE2\x80\x9D ",
                                 "end ",
                                 ")",
                                 "{",
                                 ",",
                                 "a ",
                                 "fact x: date asumed no\n",
                                 "rule x requires a: b\n",
                                 "a requires x = 3\n",
                                 "a: b and\n",
                                 "1 ",
                                 "1 (a ",
                                 "=",
                                 "== ",
                                 "precept 1 ",
                                 "vocabulary x ",
                                 "\xC3\xA9",
                                 "a.",
                                 "2 years ",
                                 "2013-9-2 "}) {
    EXPECT_NE(first_finding(repeated(text, 20'000)), "") << text;
    EXPECT_NE(first_finding("rule x requires " + repeated(text, 20'000) + " end"), "") << text;
  }
}

TEST(Hostile, Hopeless) {
  for (const std::string text : {"fact",
                                 "fact x",
                                 "fact x:",
                                 "rule",
                                 "rule x",
                                 "rule x requires",
                                 "define x =",
                                 "(",
                                 "\"",
                                 "\\",
                                 "example",
                                 "policy",
                                 "policy p consults",
                                 "table t by",
                                 "codes c in",
                                 "precept",
                                 "precept x",
                                 "unit",
                                 "=",
                                 "x =",
                                 ":",
                                 "x:",
                                 "-",
                                 "not",
                                 "guideline g effective",
                                 "scale s:",
                                 "record r",
                                 "a requires",
                                 "a requires b and",
                                 "# \"\n\"",
                                 "define x = all of"})
    EXPECT_NE(first_finding(text), "") << text;
}

// Programs with a few characters changed: the parser finds what is wrong, or nothing, and always comes back.
TEST(Hostile, DamagedPrograms) {
  std::mt19937 random(7);
  const auto below = [&](std::size_t count) { return static_cast<std::size_t>(random() % std::max<std::size_t>(count, 1)); };
  const std::string letters = "(){}[]\"\\:=,.<>#+-*/%! \n0aZ_'\xC2";
  for (unsigned seed = 1; seed <= 1500; ++seed) {
    auto text = RandomText(seed).file();
    for (auto edits = 1 + below(6); edits-- > 0 && !text.empty();) {
      const auto at = below(text.size());
      switch (below(4)) {
        case 0:
          text.erase(at, 1 + below(12));
          break;
        case 1:
          text.insert(at, 1, letters[below(letters.size())]);
          break;
        case 2:
          text[at] = letters[below(letters.size())];
          break;
        default:
          text.insert(at, text.substr(below(text.size()), 1 + below(30)));
          break;
      }
    }
    const auto result = parsed(text);
    ASSERT_EQ(result.findings().find("E0199"), std::string::npos) << text;
    ASSERT_EQ(result.file.has_syntax_errors, result.diagnostics.has_errors()) << text;
    if (result.file.has_syntax_errors) continue;
    ASSERT_EQ(parsed(result.print()).dump(), result.dump()) << text;
  }
}

}  // namespace
}  // namespace precept::ast
