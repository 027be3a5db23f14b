// Names to words, words to likeness: see the header.
#include "runtime/batch/column_names.hpp"

#include <algorithm>

#include "runtime/values/nearest.hpp"

namespace precept::batch {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view kSmallWords[] = {"of", "the", "a", "an", "in", "on", "at", "for", "to", "is", "and"};

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) >= 0x80); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "InjuryDate" and "INJURY DATE" -> "injury", "date"
Words words_of(std::string_view name) {
  Words words;
  bool begins = true;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (!is_letter(c) && !is_digit(c)) {
      begins = true;
      continue;
    }
    const bool after_small = i > 0 && is_letter(name[i - 1]) && !is_upper(name[i - 1]);
    if (begins || (is_upper(c) && after_small)) words.emplace_back();
    begins = false;
    words.back() += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return words;
}

std::string joined(const Words& words) {
  std::string all;
  for (const std::string& word : words) all += word;
  return all;
}

// Without small words, in an order that does not depend on theirs.
Words bag(Words words) {
  std::erase_if(words, [](const std::string& word) {
    return std::find(std::begin(kSmallWords), std::end(kSmallWords), word) != std::end(kSmallWords);
  });
  std::sort(words.begin(), words.end());
  return words;
}

std::string initials(const Words& words) {
  std::string letters;
  for (const std::string& word : words) letters += word[0];
  return letters;
}

// "injury_date" is also "DOI", the date of the injury.
bool is_short_for(std::string_view letters, const KnownName& known) {
  if (letters.size() < 2 || letters.size() > 5) return false;
  const Words words = words_of(known.name);
  if (words.size() > 1 && letters == initials(words)) return true;
  if (const Words label = words_of(known.words); label.size() > 1 && letters == initials(label)) return true;
  if (!known.is_date) return false;
  Words others = words;
  std::erase(others, "date");
  return letters == "do" + initials(others) || letters == "d" + initials(others);
}

bool says_the_same(const Words& words, const KnownName& known) {
  const Words name = words_of(known.name), label = words_of(known.words);
  return joined(words) == joined(name) || joined(words) == joined(label) || bag(words) == bag(name) ||
         (!label.empty() && bag(words) == bag(label));
}

}  // namespace

std::optional<std::string> likely_name(std::string_view column, const std::vector<KnownName>& known) {
  const Words words = words_of(column);
  if (words.empty()) return std::nullopt;
  for (const KnownName& one : known)
    if (says_the_same(words, one)) return one.name;
  for (const KnownName& one : known)
    if (is_short_for(joined(words), one)) return one.name;
  std::vector<std::string_view> names;
  for (const KnownName& one : known) names.push_back(one.name);
  const auto found = nearest(column, names);
  if (!found) return std::nullopt;
  return std::string(*found);
}

std::optional<std::string> likely_column(const KnownName& known, const std::vector<std::string_view>& columns) {
  for (const std::string_view column : columns)
    if (says_the_same(words_of(column), known)) return std::string(column);
  for (const std::string_view column : columns)
    if (is_short_for(joined(words_of(column)), known)) return std::string(column);
  const auto found = nearest(known.name, columns);
  if (!found) return std::nullopt;
  return std::string(*found);
}

}  // namespace precept::batch
