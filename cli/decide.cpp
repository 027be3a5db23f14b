// `precept decide`: cases in, a determination of each request out. What cannot be read is said, and the rest decided first.
#include <fmt/format.h>

#include <limits>
#include <optional>

#include "cli/console.hpp"
#include "cli/determination_printer.hpp"
#include "cli/engine.hpp"
#include "cli/library.hpp"
#include "cli/read_file.hpp"
#include "cli/verbs.hpp"
#include "runtime/decide/decide.hpp"
#include "runtime/facts/read_cases.hpp"

namespace precept::cli {

namespace {

// Decides all of one file, in the file's order. False where something in it could not be decided.
bool decide_file(const Program& program, PolicyId policy, const Decider& decider, const Evaluate& evaluate, const CasesRead& read,
                 const std::string& file, DeterminationPrinter& printer) {
  bool well = read.errors.empty();
  for (const FactError& error : read.errors) note(error_line(error));
  auto next = read.errors.begin();
  const auto errors_of = [&](int number) {  // those of one case, which stand together
    const auto first = next;
    while (next != read.errors.end() && next->case_number == number) ++next;
    return std::vector<FactError>(first, next);
  };
  const auto unread_before = [&](int number) {  // cases with nothing to decide
    while (next != read.errors.end() && next->case_number < number) {
      const std::string id = next->case_id;
      printer.request_errors(id, errors_of(next->case_number));
    }
  };
  for (const Case& one : read.cases) {
    unread_before(one.number);
    std::vector<Determination> determinations;
    for (const Request& request : one.requests) {
      determinations.push_back(decider.decide(policy, one.id, request, evaluate));
      if (!determinations.back().error) continue;
      well = false;
      note(error_line(evaluation_error(program, one, request, determinations.back(), file)));
    }
    printer.one_case(one, determinations, errors_of(one.number));
  }
  unread_before(std::numeric_limits<int>::max());
  return well;
}

}  // namespace

int run_decide(const Arguments& arguments) {
  if (!arguments.has("--guidelines")) {
    complain("`decide` wants a library of guidelines: `-g FOLDER`");
    return kNotDone;
  }
  if (arguments.paths.empty()) {
    complain("`decide` wants a case file, or `-` for standard input");
    return kNotDone;
  }
  int code = kDone;
  const auto compiled = load_library(arguments.all("--guidelines"), code, Examples::skip);
  if (!compiled) return code;
  const Program& program = compiled->program();
  const auto policy = choose_policy(program, arguments.get("--policy"));
  if (!policy) return kNotDone;
  const auto evaluate = choose_engine(program, arguments.get("--engine"));
  if (!evaluate) return kNotDone;
  const CaseReader reader(program);
  const Decider decider(program);
  DeterminationPrinter printer(program, print_format(arguments.get("--format", "text")));
  for (const std::string& path : arguments.paths) {
    std::string error;
    const auto text = read_file(path, error);
    if (!text) {
      complain(fmt::format("{}: {}", path, error));
      code = kNotDone;
      continue;
    }
    if (!decide_file(program, *policy, decider, *evaluate, reader.read(*text, path), path, printer)) code = kNotDone;
  }
  printer.finish();
  return code;
}

}  // namespace precept::cli
