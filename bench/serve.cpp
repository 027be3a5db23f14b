// The reference rule on demand: see the header. Lines: `run NAME`, `check NAME`, `quit`.
#include "bench/serve.hpp"

#include <fmt/core.h>

#include <array>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "bench/batch_bench.hpp"
#include "bench/hand_written.hpp"
#include "bench/measure.hpp"
#include "bench/word_bench.hpp"

namespace precept::bench {
namespace {

using Json = nlohmann::ordered_json;

void say(const Json& line) {
  fmt::print("{}\n", line.dump());
  std::fflush(stdout);
}

class Served {
 public:
  explicit Served(std::size_t cases) : columns_(reference_columns(cases)), by_hand_(cases), words_(rule_, columns_, true) {
    const LoadedEngine loaded = load_native();
    if (loaded.engine != nullptr) glue_ = loaded.engine->compile_glue(words_.plan(), {});
    names_.push_back("hand");
    if (glue_.code != nullptr) names_.push_back("generated");
    names_.push_back("interpreted");
  }
  Json hello() const { return {{"ready", true}, {"version", "this tree"}, {"variants", names_}}; }

  Json run(const std::string& name) {
    const double cpu = thread_seconds();
    const double wall = seconds_of([&] { decide(name); });
    return {{"wall_ns", wall * 1e9}, {"cpu_ns", (thread_seconds() - cpu) * 1e9}};
  }

  // How many cases have each outcome, what is granted in all, and how many truths each criterion has: met, unmet, neither.
  Json check(const std::string& name) {
    decide(name);
    const bool hand = name == "hand";
    std::array<std::int64_t, 4> outcomes{};
    std::int64_t granted = 0;
    std::array<std::array<std::int64_t, 3>, kCriteria> criteria{};
    for (std::size_t row = 0; row < columns_.rows; ++row) {
      ++outcomes[hand ? by_hand_.outcomes[row] : words_.outcomes()[row]];
      granted += hand ? by_hand_.granted[row] : words_.granted()[row];
      for (std::size_t i = 0; i < kCriteria; ++i) {
        const Truth truth = hand ? by_hand_truth(i, row) : words_.truth(i, row);
        ++criteria[i][truth == Truth::yes ? 0 : truth == Truth::no ? 1 : 2];
      }
    }
    const auto of = [&](Outcome outcome) { return outcomes[static_cast<std::size_t>(outcome)]; };
    return {{"outcomes", {of(Outcome::approve), of(Outcome::modify), of(Outcome::pend), of(Outcome::deny)}},
            {"granted", granted},
            {"criteria", criteria}};
  }

 private:
  void decide(const std::string& name) {
    if (name == "hand") return hand_simd(columns_, by_hand_, 0, columns_.rows, false);
    words_.run(name == "generated" && glue_.code != nullptr ? glue_.code->function() : nullptr, 0, columns_.rows);
  }
  Truth by_hand_truth(std::size_t criterion, std::size_t row) const {
    const auto at = [&](std::size_t plane) { return ((by_hand_.planes[row / 64 * 16 + plane] >> (row % 64)) & 1) != 0; };
    if (!at(2 * criterion + 1)) return Truth::undocumented;
    return at(2 * criterion) ? Truth::yes : Truth::no;
  }

  R8 rule_ = reference_rule();
  R8Columns columns_;
  HandResults by_hand_;
  WordBench words_;
  native::Compiled<native::NativeGlue> glue_;
  std::vector<std::string> names_;
};

}  // namespace

int serve(std::size_t cases) {
  Served served(cases);
  say(served.hello());
  for (std::string line; std::getline(std::cin, line) && line != "quit";) {
    const std::size_t space = line.find(' ');
    const std::string name = space == std::string::npos ? "" : line.substr(space + 1);
    say(line.substr(0, space) == "check" ? served.check(name) : served.run(name));
  }
  return 0;
}

}  // namespace precept::bench
