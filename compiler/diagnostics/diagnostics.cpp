// The table of diagnostics, and the list that a run collects.
// In: typed calls with spans. Out: Diagnostics. Never here: their rendering.
#include "compiler/diagnostics/diagnostics.hpp"

#include <algorithm>
#include <tuple>

namespace precept::diagnostics {
namespace {

using enum Severity;

constexpr CodeRow kRows[] = {
#define DIAGNOSTIC(code, severity, message) {Code::code, #code, severity, message},
#include "compiler/diagnostics/diagnostics.def"
#undef DIAGNOSTIC
};

auto place_of(const Diagnostic& diagnostic) {
  return std::tuple(diagnostic.span.file, diagnostic.span.begin, diagnostic.span.end, diagnostic.code);
}

bool same(const Diagnostic& left, const Diagnostic& right) {
  return place_of(left) == place_of(right) && left.message == right.message;
}

}  // namespace

const CodeRow& row_of(Code code) { return kRows[static_cast<std::size_t>(code)]; }

const std::vector<CodeRow>& all_codes() {
  static const std::vector<CodeRow> rows(std::begin(kRows), std::end(kRows));
  return rows;
}

Diagnostic& Diagnostics::add(Code code, source::Span span, std::string message) {
  (row_of(code).severity == error ? errors_ : warnings_) += 1;
  Diagnostic made{code, span, std::move(message), {}, {}, {}};
  if (list_.size() >= kDiagnosticsMax) {
    dropped_ = std::move(made);
    return dropped_;
  }
  list_.push_back(std::move(made));
  return list_.back();
}

void Diagnostics::sort() {
  std::stable_sort(list_.begin(), list_.end(),
                   [](const Diagnostic& left, const Diagnostic& right) { return place_of(left) < place_of(right); });
  const auto end = std::unique(list_.begin(), list_.end(), same);
  for (auto repeated = end; repeated != list_.end(); ++repeated) (repeated->severity() == error ? errors_ : warnings_) -= 1;
  list_.erase(end, list_.end());
}

std::string nearest(std::string_view name, const std::vector<std::string>& candidates) {
  const std::size_t most = std::min<std::size_t>(3, name.size() / 3);
  std::size_t best = most + 1;
  std::string found;
  // Three rows of the table of Damerau-Levenshtein distances (restricted: no edit within a swapped pair).
  std::vector<std::size_t> before_last, last, current;
  for (const auto& candidate : candidates) {
    const auto longer = std::max(candidate.size(), name.size());
    const auto shorter = std::min(candidate.size(), name.size());
    if (longer - shorter >= best || candidate == name) continue;
    last.assign(candidate.size() + 1, 0);
    for (std::size_t j = 0; j <= candidate.size(); ++j) last[j] = j;
    before_last = current = last;
    for (std::size_t i = 1; i <= name.size(); ++i) {
      current[0] = i;
      for (std::size_t j = 1; j <= candidate.size(); ++j) {
        const std::size_t differs = name[i - 1] == candidate[j - 1] ? 0 : 1;
        current[j] = std::min({last[j] + 1, current[j - 1] + 1, last[j - 1] + differs});
        if (i > 1 && j > 1 && name[i - 1] == candidate[j - 2] && name[i - 2] == candidate[j - 1])
          current[j] = std::min(current[j], before_last[j - 2] + 1);
      }
      std::swap(before_last, last);
      std::swap(last, current);
    }
    const auto distance = last[candidate.size()];
    if (distance < best || (distance == best && !found.empty() && candidate < found)) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

}  // namespace precept::diagnostics
