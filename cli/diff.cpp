// `precept diff`: what two libraries say otherwise, by meaning, and where there are cases, on these. Exit 0: nothing; 1:
// something; 2: could not be told.
#include <fmt/format.h>

#include "cli/console.hpp"
#include "cli/diff_cases.hpp"
#include "cli/diff_words.hpp"
#include "cli/library.hpp"
#include "cli/verbs.hpp"

namespace precept::cli {

int run_diff(const Arguments& arguments) {
  if (!arguments.has("--before") || !arguments.has("--after") || !arguments.paths.empty()) {
    complain("`diff` wants two libraries: --before LIBRARY --after LIBRARY");
    return kNotDone;
  }
  const bool has_cases = arguments.has("--cases") || arguments.has("--cases-sql");
  if (!has_cases)
    for (const char* option : {"--out", "--report", "--resume", "--map", "--where", "--sample", "--limit", "--policy"})
      if (arguments.has(option)) return complain(fmt::format("`{}` belongs to `--cases TABLE`", option)), kNotDone;
  int code = kDone;
  const auto before = load_library(arguments.all("--before"), code);
  if (!before) return kNotDone;
  const auto after = load_library(arguments.all("--after"), code);
  if (!after) return kNotDone;
  const auto found = analyze::differences({before->program(), before->examples}, {after->program(), after->examples});
  if (has_cases) return diff_cases(arguments, before->program(), after->program(), found);
  print(arguments.get("--format", "text") == "json" ? "{" + differences_json(found) + "}\n" : differences_text(found));
  return has_changed(found) ? kAnswerIsNo : kDone;
}

}  // namespace precept::cli
