// A misspelt name and the known ones in, the nearest of them out, or none: for "did you mean".
// Deterministic: of equally near ones the first in the order given. Never here: what the names stand for.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precept {

// Edits (insert, delete, change, swap of neighbours) between two names; more than `most` may be given as most + 1.
inline std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most) {
  if ((a.size() > b.size() ? a.size() - b.size() : b.size() - a.size()) > most) return most + 1;
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before_last[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

// A name as it would be written: "Injury Date" and "injury-date" are `injury_date`.
inline std::string normal_name(std::string_view text) {
  std::string name;
  for (const char c : text.substr(0, 200))
    name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == ' ' || c == '-' ? '_' : c;
  return name;
}

// The nearest of `known` to `name`: the same but for case, blanks and hyphens, or within one edit in three letters, three
// at most; else one that `name` begins or that begins with it (four letters at least).
inline std::optional<std::string_view> nearest(std::string_view name, const std::vector<std::string_view>& known) {
  const std::string wanted = normal_name(name);
  std::optional<std::string_view> best;
  std::size_t best_distance = std::min<std::size_t>(3, std::max<std::size_t>(1, wanted.size() / 3)) + 1;
  for (const std::string_view candidate : known) {
    const std::size_t distance = edit_distance(wanted, normal_name(candidate), best_distance);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  if (best || wanted.size() < 4) return best;
  for (const std::string_view candidate : known) {
    const std::size_t common = std::min(candidate.size(), wanted.size());
    if (common >= 4 && candidate.substr(0, common) == std::string_view(wanted).substr(0, common)) return candidate;
  }
  return std::nullopt;
}

}  // namespace precept
