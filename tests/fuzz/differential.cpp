// fuzz_differential --seconds N [--seed S] [--keep FOLDER]: random libraries on every engine for as long as asked.
// Exit 0: no difference; 1: a difference, shrunk to one file in FOLDER; 2: usage.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include "tests/differential/differ.hpp"

namespace {

constexpr int kCases = 256;

}  // namespace

int main(int argc, char** argv) {
  using namespace precept::differential;
  std::uint64_t seconds = 60, seed = static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count());
  std::string folder = ".";
  for (int i = 1; i < argc; ++i) {
    const char* value = i + 1 < argc ? argv[i + 1] : nullptr;
    if (value != nullptr && std::strcmp(argv[i], "--seconds") == 0) seconds = std::strtoull(argv[++i], nullptr, 10);
    else if (value != nullptr && std::strcmp(argv[i], "--seed") == 0) seed = std::strtoull(argv[++i], nullptr, 10);
    else if (value != nullptr && std::strcmp(argv[i], "--keep") == 0) folder = argv[++i];
    else {
      std::fprintf(stderr, "usage: fuzz_differential [--seconds N] [--seed S] [--keep FOLDER]\n");
      return 2;
    }
  }
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  std::uint64_t programs = 0;
  fmt::print("seed {}\n", seed);
  for (; std::chrono::steady_clock::now() < end; ++programs) {
    const std::uint64_t at = seed + programs;
    const GeneratedLibrary library = generate(at);
    const Verdict verdict = compare_engines(library, at, kCases);
    if (verdict.compile_error.empty() && verdict.difference.empty()) continue;
    std::string text = verdict.compile_error;
    if (text.empty()) {
      const GeneratedLibrary small = shrink(library, at, kCases);
      text = as_one_file(small, at, compare_engines(small, at, kCases).difference);
    } else {
      text = as_one_file(library, at, "the checker refuses it") + "\n" + text;
    }
    const std::string path = fmt::format("{}/differential-{}.precept", folder, at);
    std::ofstream(path) << text;
    fmt::print("seed {}: {}\nkept in {}\n", at, verdict.difference, path);
    return 1;
  }
  fmt::print("{} programs of {} cases, no difference\n", programs, kCases);
  return 0;
}
