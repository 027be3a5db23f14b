// Embeds Precept: compiles a library, reads a file of cases, decides every request and prints what came out.
// In: a folder of guidelines and a case file. Out: a line for each request and for each of its criteria.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "compiler/diagnostics/render.hpp"
#include "compiler/pipeline/compile.hpp"
#include "runtime/decide/decide.hpp"
#include "runtime/facts/read_cases.hpp"
#include "runtime/interpret/interpret.hpp"

namespace {

const char* word(precept::Outcome outcome) {
  switch (outcome) {
    case precept::Outcome::approve: return "approve";
    case precept::Outcome::modify: return "modify";
    case precept::Outcome::deny: return "deny";
    case precept::Outcome::pend: return "pend";
  }
  return "";
}

const char* word(precept::Status status) {
  switch (status) {
    case precept::Status::met: return "met";
    case precept::Status::unmet: return "unmet";
    case precept::Status::present: return "present";
    case precept::Status::absent: return "absent";
    case precept::Status::undocumented: return "undocumented";
    case precept::Status::exempt: return "exempt";
  }
  return "";
}

void print_criteria(const precept::Program& program, const std::vector<precept::CriterionResult>& criteria) {
  for (const auto& one : criteria)
    std::printf("  %-12s %s\n", word(one.status), program.criterion(one.criterion).label.c_str());
}

void print_determination(const precept::Program& program, const precept::Determination& decided) {
  std::string because;
  for (const auto& label : decided.because) because += (because.empty() ? "" : ", ") + label;
  std::printf("%s, request %d, %s: %s because %s\n", decided.case_id.c_str(), decided.request,
              program.service(decided.service).name.c_str(), word(decided.outcome), because.c_str());
  for (const auto& rule : decided.rules) {
    print_criteria(program, rule.requirements);
    print_criteria(program, rule.exclusions);
    print_criteria(program, rule.considers);
  }
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    std::fprintf(stderr, "usage: embed GUIDELINES CASES.json\n");
    return 2;
  }
  // Once: text to a Program. It is plain data, and many threads may read it.
  const auto compilation = precept::compile({words[1]}, precept::Warnings::none);
  for (const auto& error : compilation.read_errors) std::fprintf(stderr, "%s: %s\n", error.path.c_str(), error.message.c_str());
  if (!compilation.lowered) {
    std::fputs(precept::diagnostics::render_text(compilation.diagnostics, compilation.sources, false).c_str(), stderr);
    return 1;
  }
  const precept::Program& program = compilation.program();

  // For each file: JSON to cases bound to that Program. What is wrong in it is data too.
  std::ifstream file(words[2], std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto read = precept::CaseReader(program).read(text, words[2]);
  for (const auto& error : read.errors)
    std::fprintf(stderr, "%s: %s: %s\n", error.file.c_str(), error.path.c_str(), error.message.c_str());

  // For each request: facts to a determination, by whichever engine is handed in.
  const precept::Evaluate evaluate = [&program](const precept::CaseFacts& facts, precept::Trace& trace) {
    precept::interpret_into(program, facts, trace);
  };
  for (const auto& one : read.cases)
    for (const auto& request : one.requests)
      print_determination(program, precept::decide(program, precept::PolicyId{0}, one.id, request, evaluate));
  return read.errors.empty() ? 0 : 2;
}
