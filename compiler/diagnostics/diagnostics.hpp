// Diagnostics as data: what an author got wrong, where, and the likely mend.
// In: typed calls with spans. Out: Diagnostics, and their rendering as text, JSON or SARIF (render.hpp).
// Words: lower case, no full stop, names in backticks; what was seen, then the rule, then a hint.
#pragma once

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/source/source.hpp"

namespace precept::diagnostics {

enum class Severity : std::uint8_t { error, warning };

enum class Code : std::uint16_t {
#define DIAGNOSTIC(code, severity, message) code,
#include "compiler/diagnostics/diagnostics.def"
#undef DIAGNOSTIC
};

struct CodeRow {
  Code code;
  std::string_view name;  // "E0203"
  Severity severity;
  std::string_view message;  // fmt template
};

const CodeRow& row_of(Code code);
const std::vector<CodeRow>& all_codes();

struct Mark {
  source::Span span;
  std::string text;  // "declared here"
};

struct Diagnostic {
  Code code{};
  source::Span span;
  std::string message;
  std::vector<Mark> marks;   // second places
  std::vector<std::string> hints;
  std::string example;        // of the language, ready to paste: a case that shows what is meant

  Diagnostic& mark(source::Span at, std::string text) {
    marks.push_back({at, std::move(text)});
    return *this;
  }
  Diagnostic& hint(std::string text) {
    hints.push_back(std::move(text));
    return *this;
  }
  Severity severity() const { return row_of(code).severity; }
};

inline constexpr std::size_t kDiagnosticsMax = 1000;  // a library; further ones are counted, not kept

class Diagnostics {
 public:
  // Invariant: the template's places and the arguments agree in number; tests/diagnostics calls every code.
  template <class... Args>
  Diagnostic& report(Code code, source::Span span, const Args&... args) {
    return add(code, span, fmt::vformat(fmt::string_view(row_of(code).message.data(), row_of(code).message.size()),
                                        fmt::make_format_args(args...)));
  }
  bool has_errors() const { return errors_ > 0; }
  std::size_t errors() const { return errors_; }
  std::size_t warnings() const { return warnings_; }
  const std::vector<Diagnostic>& list() const { return list_; }
  Diagnostics errors_only() const {  // for verbs that do not repeat the checker's warnings
    Diagnostics out;
    for (const Diagnostic& one : list_)
      if (one.severity() == Severity::error) out.list_.push_back(one);
    out.errors_ = errors_;
    return out;
  }
  void sort();  // by file, place, code; equal ones once

 private:
  Diagnostic& add(Code code, source::Span span, std::string message);
  std::vector<Diagnostic> list_;
  Diagnostic dropped_;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
};

// The candidate nearest to `name` (Damerau-Levenshtein, at most a third of its length and never more than 3), or "".
std::string nearest(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace precept::diagnostics
