// One text in, its tree and findings out: what all tests of the syntax room share.
#pragma once

#include <string>
#include <string_view>

#include "compiler/syntax/parse.hpp"
#include "compiler/syntax/print.hpp"

namespace precept::ast {

struct Parsed {
  source::Sources sources;
  diagnostics::Diagnostics diagnostics;
  File file;

  std::string dump() const { return dump_file(file); }
  std::string print() const { return print_file(file, sources.files[0]); }
  // "3:7 E0128 message" a line, hints below: what an author reads.
  std::string findings() const {
    std::string text;
    for (const auto& found : diagnostics.list()) {
      const auto at = sources.files[0].position(found.span.begin);
      text += fmt::format("{}:{} {} {}\n", at.line, at.column, diagnostics::row_of(found.code).name, found.message);
      for (const auto& mark : found.marks) {
        const auto place = sources.files[0].position(mark.span.begin);
        text += fmt::format("  {}:{} {}\n", place.line, place.column, mark.text);
      }
      for (const auto& hint : found.hints) text += "  help: " + hint + "\n";
    }
    return text;
  }
};

inline Parsed parsed(std::string text) {
  Parsed result;
  result.sources.files.emplace_back("test.precept", std::move(text));
  result.file = file_from_source(result.sources, 0, result.diagnostics);
  result.diagnostics.sort();
  return result;
}

}  // namespace precept::ast
