// A library of guidelines as a site to read: pages of HTML that need no server, no script and nothing from outside.
// In: a library that was compiled without an error. Out: pages, each by its file name; the same bytes every time.
// Never here: files and folders (cli/doc.cpp), what anything means.
#pragma once

#include <string>
#include <vector>

#include "compiler/check/checked.hpp"
#include "compiler/lower/lower.hpp"
#include "compiler/source/source.hpp"
#include "compiler/syntax/ast.hpp"

namespace precept::site {

// All of one compilation; borrowed.
struct Input {
  const source::Sources& sources;
  const ast::Library& syntax;
  const check::Library& checked;
  const Program& program;
  const std::vector<lower::ExampleCase>& examples;
};

struct Page {
  std::string name;  // "index.html": lower-case letters, digits, `-` and `_`, so that every file system holds it
  std::string text;
};

// The index first. Every link of a page leads to one of the others or to a place on it.
std::vector<Page> pages_of(const Input& input);

}  // namespace precept::site
