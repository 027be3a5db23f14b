// Texts in, a checked library and its findings out: what the tests of this room and of the lowering share.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/check/check.hpp"
#include "compiler/check/text.hpp"
#include "compiler/syntax/parse.hpp"

namespace precept::check {

struct Checked {
  source::Sources sources;
  diagnostics::Diagnostics diagnostics;
  std::optional<Library> library;

  // "rules:4:18 E0201 message" a line, hints and second places below: what an author reads.
  std::string findings() const {
    std::string text;
    const auto place = [&](source::Span span) {
      const source::SourceFile& file = *sources.file(span.file);
      const auto at = file.position(span.begin);
      return fmt::format("{}:{}:{}", file.stem(), at.line, at.column);
    };
    for (const auto& found : diagnostics.list()) {
      text += fmt::format("{} {} {}\n", place(found.span), diagnostics::row_of(found.code).name, found.message);
      for (const auto& mark : found.marks) text += fmt::format("  {} {}\n", place(mark.span), mark.text);
      for (const auto& hint : found.hints) text += "  help: " + hint + "\n";
    }
    return text;
  }
  // The lines of the library's text that begin with `head`, blanks before them aside.
  std::string lines(const std::string& head) const {
    if (!library) return findings();
    std::string out;
    const std::string text = library_to_text(*library);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::size_t first = text.find_first_not_of(' ', at);
      if (first < end && text.compare(first, head.size(), head) == 0) out += text.substr(first, end - first) + "\n";
      at = end + 1;
    }
    return out;
  }
};

inline Checked checked(const std::vector<std::pair<std::string, std::string>>& files) {
  Checked out;
  for (const auto& [stem, text] : files) {  // "lumbar.csv" is a file that a code list may name
    const bool data = stem.ends_with(".csv");
    (data ? out.sources.data : out.sources.files).emplace_back(data ? stem : stem + ".precept", text);
  }
  const ast::Library syntax = ast::library_from_sources(out.sources, out.diagnostics);
  out.library = library_from_ast(syntax, out.sources, out.diagnostics);
  out.diagnostics.sort();
  return out;
}

inline Checked checked(std::string text) { return checked({{"test", std::move(text)}}); }

// The one criterion of a rule for `therapy` with this condition, over these declarations: its checked expression as text.
inline std::string condition(const std::string& declarations, const std::string& expression) {
  const Checked out = checked("service therapy\n" + declarations + "\ntherapy requires " + expression + "\n");
  std::string text = out.lines("requires ");
  const std::size_t open = text.find('(');
  return open == std::string::npos ? text : text.substr(open, text.find_last_not_of('\n') + 1 - open);
}

}  // namespace precept::check
