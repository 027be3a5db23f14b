// `precept test`: runs the examples of a library, once or whenever a file of it changes.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "cli/console.hpp"
#include "cli/test_run.hpp"
#include "cli/verbs.hpp"
#include "cli/watch.hpp"

namespace precept::cli {

namespace {

bool write_file(const std::string& path, const std::string& text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return false;
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  return std::fclose(file) == 0 && written;
}

// Nothing, and a message, where the options do not go together.
std::optional<TestOptions> read_options(const Arguments& arguments) {
  TestOptions options{arguments.get("--engine"), arguments.has("--coverage"), arguments.has("--mutate"), std::nullopt};
  if (arguments.has("--require")) {
    const std::string digits = arguments.get("--require");
    const bool is_number = !digits.empty() && digits.size() <= 3 && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    std::size_t percent = 0;
    for (const char digit : digits) percent = percent * 10 + static_cast<std::size_t>(is_number ? digit - '0' : 0);
    if (!is_number || percent > 100) {
      complain(fmt::format("`--require` wants a percentage from 0 to 100, not `{}`", digits));
      return std::nullopt;
    }
    if (!options.coverage && !options.mutate) {
      complain("`--require` goes with `--coverage`, `--mutate` or both");
      return std::nullopt;
    }
    options.percent_required = percent;
  }
  if (arguments.has("--watch") && arguments.get("--format", "text") != "text") {
    complain("`--watch` prints text alone");
    return std::nullopt;
  }
  return options;
}

int run_once(const Arguments& arguments, const TestOptions& options) {
  int code = kDone;
  const auto run = run_examples(arguments.paths, options, code);
  if (!run) return code;
  if (arguments.has("--junit") && !write_file(arguments.get("--junit"), as_junit(*run, options))) {
    complain(fmt::format("{}: could not be written", arguments.get("--junit")));
    return kNotDone;
  }
  print(arguments.get("--format", "text") == "json" ? as_json(*run, options) : as_text(*run, options, arguments.has("--watch")));
  return run->failed > 0 || !short_of(*run, options).empty() ? kAnswerIsNo : kDone;
}

}  // namespace

int run_test(const Arguments& arguments) {
  if (arguments.paths.empty()) {
    complain("`test` wants a file or folder of guidelines");
    return kNotDone;
  }
  const auto options = read_options(arguments);
  if (!options) return kNotDone;
  if (!arguments.has("--watch")) return run_once(arguments, *options);
  return watch(arguments.paths, [&] {
    run_once(arguments, *options);
    return flush_results();
  });
}

}  // namespace precept::cli
