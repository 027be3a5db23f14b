// The whole compiler on one screen: paths of guideline files to a Program that runs.
// In: files and folders. Out: Compilation: sources, trees, diagnostics, and the Program where there was no error.
// Never throws; what could not be read is in `read_errors`, what an author got wrong in `diagnostics`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/check/check.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/lower/lower.hpp"
#include "compiler/source/source.hpp"
#include "compiler/syntax/ast.hpp"
#include "compiler/syntax/parse.hpp"

namespace precept {

struct Compilation {
  source::Sources sources;
  std::vector<source::ReadError> read_errors;
  ast::Library syntax;
  diagnostics::Diagnostics diagnostics;       // sorted
  std::optional<check::Library> checked;
  std::optional<lower::Lowered> lowered;      // empty where there was an error
  std::vector<lower::ExampleCase> examples;
  const Program& program() const { return lowered->program; }
};

enum class Warnings : std::uint8_t { none, all };  // `all` runs the examples too
using ast::Examples;                               // `skip`: the library's examples are not read, for who only decides

// The same of texts that are at hand already (an editor's buffers, tests).
Compilation compile_sources(source::Sources sources, Warnings warnings, Examples examples = Examples::read);

Compilation compile(const std::vector<std::string>& paths, Warnings warnings, Examples examples = Examples::read);

}  // namespace precept
