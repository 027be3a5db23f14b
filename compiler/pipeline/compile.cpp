// Stage after stage; each stops where the one before found an error.
#include "compiler/pipeline/compile.hpp"

#include "compiler/analyze/analyze.hpp"
#include "compiler/pipeline/code_files.hpp"
#include "compiler/pipeline/wholes.hpp"
#include "compiler/syntax/parse.hpp"

namespace precept {

namespace {

void run_stages(Compilation& out, Warnings warnings, Examples examples) {
  out.syntax = ast::library_from_sources(out.sources, out.diagnostics, examples);
  read_code_files(out.syntax, out.sources);
  out.checked = check::library_from_ast(out.syntax, out.sources, out.diagnostics);
  if (!out.checked) return;
  auto lowered = lower::program_from_checked(*out.checked);
  complete_wholes(lowered.program);
  analyze::check_combinations(*out.checked, lowered.program, out.diagnostics);
  if (out.diagnostics.has_errors()) return;
  out.examples = lower::examples_from_checked(*out.checked, lowered.program);
  if (warnings == Warnings::all) analyze::warn(*out.checked, lowered, out.examples, out.diagnostics);
  out.lowered = std::move(lowered);
}

}  // namespace

Compilation compile_sources(source::Sources sources, Warnings warnings, Examples examples) {
  Compilation out;
  out.sources = std::move(sources);
  run_stages(out, warnings, examples);
  out.diagnostics.sort();
  return out;
}

Compilation compile(const std::vector<std::string>& paths, Warnings warnings, Examples examples) {
  std::vector<source::ReadError> errors;
  source::Sources sources = source::read_sources(paths, errors);
  Compilation out;
  if (errors.empty()) out = compile_sources(std::move(sources), warnings, examples);
  else out.sources = std::move(sources);
  out.read_errors = std::move(errors);
  return out;
}

}  // namespace precept
