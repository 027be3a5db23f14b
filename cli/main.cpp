// The command line of Precept: one verb, one exit code.
// In: argv. Out: 0, 1, 2 or 3 as docs/cli.md says. No exception leaves.
#include <fmt/format.h>

#include <exception>

#include "cli/arguments.hpp"
#include "cli/console.hpp"
#include "cli/verbs.hpp"

namespace precept::cli {

namespace {

int dispatch(const Arguments& arguments) {
  const std::string& verb = arguments.verb->name;
  if (verb == "check") return run_check(arguments);
  if (verb == "fmt") return run_fmt(arguments);
  if (verb == "test") return run_test(arguments);
  if (verb == "decide") return run_decide(arguments);
  if (verb == "run") return run_run(arguments);
  if (verb == "explain") return run_explain(arguments);
  if (verb == "diff") return run_diff(arguments);
  if (verb == "doc") return run_doc(arguments);
  if (verb == "table") return run_table(arguments);
  if (verb == "facts") return run_facts(arguments);
  if (verb == "show") return run_show(arguments);
  if (verb == "version") return run_version(arguments);
  return run_help(arguments);
}

int run(const std::vector<std::string>& words) {
  std::string error;
  const auto arguments = read_arguments(words, error);
  if (!arguments) {
    complain(error + "\n`precept help` lists the verbs");
    return kNotDone;
  }
  const int code = dispatch(*arguments);
  if (!flush_results()) {
    complain("the results could not be written to standard output");
    return kNotDone;
  }
  return code;
}

}  // namespace

}  // namespace precept::cli

int main(int argc, char** argv) {
  try {
    return precept::cli::run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    precept::cli::complain(fmt::format("internal error: {}\nplease report this, with the guideline files that were read", error.what()));
  } catch (...) {
    precept::cli::complain("internal error\nplease report this, with the guideline files that were read");
  }
  return precept::cli::kOwnFault;
}
