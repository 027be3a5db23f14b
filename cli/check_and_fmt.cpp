// `precept check` and `precept fmt`: what an author runs most.
#include <fmt/format.h>

#include "cli/console.hpp"
#include "cli/json.hpp"
#include "cli/replace_file.hpp"
#include "cli/verbs.hpp"
#include "compiler/diagnostics/render.hpp"
#include "compiler/pipeline/compile.hpp"
#include "compiler/syntax/parse.hpp"
#include "compiler/syntax/print.hpp"

namespace precept::cli {

namespace {

std::string counted(std::size_t count, const std::string& noun) { return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s"); }

bool reported(const std::vector<source::ReadError>& errors) {
  for (const auto& error : errors) complain(fmt::format("{}: {}", error.path, error.message));
  return !errors.empty();
}

}  // namespace

int run_check(const Arguments& arguments) {
  if (arguments.paths.empty()) {
    complain("`check` wants a file or folder of guidelines");
    return kNotDone;
  }
  const Compilation compiled = compile(arguments.paths, Warnings::all);
  if (reported(compiled.read_errors)) return kNotDone;
  const std::string format = arguments.get("--format", "text");
  if (format == "json") print(diagnostics::render_json(compiled.diagnostics, compiled.sources));
  else if (format == "sarif") print(diagnostics::render_sarif(compiled.diagnostics, compiled.sources));
  else {
    print(diagnostics::render_text(compiled.diagnostics, compiled.sources, colour_on(false)));
    print(fmt::format("{} checked: {}, {}\n", counted(compiled.sources.files.size(), "file"),
                      counted(compiled.diagnostics.errors(), "error"), counted(compiled.diagnostics.warnings(), "warning")));
  }
  if (compiled.sources.files.empty()) {
    complain("no `.precept` file was found there");
    return kNotDone;
  }
  return compiled.diagnostics.has_errors() ? kAnswerIsNo : kDone;
}

int run_fmt(const Arguments& arguments) {
  if (arguments.paths.empty()) {
    complain("`fmt` wants a file or folder of guidelines");
    return kNotDone;
  }
  std::vector<source::ReadError> errors;
  const source::Sources sources = source::read_sources(arguments.paths, errors);
  bool not_done = reported(errors), answer_is_no = false;
  const bool json = arguments.get("--format", "text") == "json";
  bool printed = false;
  std::string changed_files;
  for (std::uint32_t i = 0; i < sources.files.size(); ++i) {
    const source::SourceFile& file = sources.files[i];
    diagnostics::Diagnostics diagnostics;
    const ast::File tree = ast::file_from_source(sources, i, diagnostics);
    if (diagnostics.has_errors()) {  // a file that is not understood is left as it is
      diagnostics.sort();
      note(diagnostics::render_text(diagnostics, sources, colour_on(true)));
      answer_is_no = true;
      continue;
    }
    const std::string canonical = ast::print_file(tree, file);
    if (file.path() == "-" && !arguments.has("--check")) {  // the text itself is the result
      print(canonical);
      printed = true;
      continue;
    }
    if (canonical == file.text()) continue;
    if (arguments.has("--check")) answer_is_no = true;
    else if (const auto error = replace_file(file.path(), canonical)) {
      complain(fmt::format("{}: {}", file.path(), *error));
      not_done = true;
      continue;
    }
    if (json) changed_files += (changed_files.empty() ? "" : ", ") + json_string(file.path());
    else print(fmt::format("{} {}\n", arguments.has("--check") ? "not in the canonical form:" : "rewritten:", file.path()));
  }
  if (json && !printed) print(fmt::format("{{\"changed\": [{}], \"checked\": {}}}\n", changed_files, sources.files.size()));
  if (sources.files.empty() && !not_done) {
    complain("no `.precept` file was found there");
    not_done = true;
  }
  return not_done ? kNotDone : answer_is_no ? kAnswerIsNo : kDone;
}

}  // namespace precept::cli
