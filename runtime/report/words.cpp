// Lists, sentences and wrapping, by hand.
#include "runtime/report/words.hpp"

#include <algorithm>
#include <initializer_list>

namespace precept {
namespace {

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::size_t shared_words(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  std::size_t shared = 0;
  while (shared < a.size() && shared < b.size() && a[shared] == b[shared]) ++shared;
  return shared;
}

std::string from_word(const std::vector<std::string_view>& words, std::size_t first) {
  std::string text;
  for (std::size_t i = first; i < words.size(); ++i) {
    if (i > first) text += ' ';
    text += words[i];
  }
  return text;
}

constexpr std::size_t kSharedWordsMin = 3;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> all) {
  return std::find(all.begin(), all.end(), word) != all.end();
}

// A beginning that several endings follow does not stop at "whether" or "the": each ending says it itself.
std::size_t without_last_particles(const std::vector<std::string_view>& words, std::size_t shared) {
  while (shared > 0 && is_one_of(words[shared - 1], {"a", "an", "the", "whether", "that", "of", "to", "in", "on", "for",
                                                     "with", "and", "or", "by", "from", "at"}))
    --shared;
  return shared;
}

// How many words two clauses begin alike with; each keeps at least one of its own.
std::size_t common_beginning(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  const std::size_t most = std::min(a.size(), b.size());
  return most == 0 ? 0 : without_last_particles(a, std::min(shared_words(a, b), most - 1));
}

}  // namespace

std::string_view is_or_are(std::string_view subject) {
  const auto words = words_of(subject);
  std::string_view head;
  for (const std::string_view word : words) {
    if (!head.empty() &&
        is_one_of(word, {"of", "at",  "in", "on",    "for",     "from",   "to",    "that", "with",  "per",    "a",
                         "an", "the", "by", "since", "between", "before", "after", "over", "under", "without"}))
      break;
    head = word;
    if (head.ends_with(',')) {
      head.remove_suffix(1);
      break;
    }
  }
  const bool plural = head.size() > 3 && head.ends_with('s') && !head.ends_with("ss") && !head.ends_with("us") &&
                      !head.ends_with("is") && !head.ends_with("'s");
  return plural ? "are" : "is";
}

std::string with_article(std::string_view noun) {
  for (const std::string_view article : {"a ", "an ", "the ", "any ", "no "})
    if (noun.starts_with(article)) return std::string(noun);
  return "the " + std::string(noun);
}

std::string clean(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  bool blank = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (byte <= 0x20 || byte == 0x7F || c1) {
      blank = true;
      if (c1) ++i;
      continue;
    }
    if (blank && !line.empty()) line += ' ';
    blank = false;
    line += text[i];
  }
  return line;
}

std::string joined(const std::vector<std::string>& items, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0 && i + 1 < items.size()) text += ", ";
    if (i > 0 && i + 1 == items.size()) text.append(1, ' ').append(last).append(1, ' ');
    text += items[i];
  }
  return text;
}

std::string joined_clauses(const std::vector<std::string>& clauses, std::string_view last) {
  // Two short ones need no mark between them; what holds marks or an "and" of its own does.
  const bool marked =
      clauses.size() > 2 || std::any_of(clauses.begin(), clauses.end(), [](const std::string& clause) {
        return clause.find_first_of(",;:(") != std::string::npos || clause.find(" and ") != std::string::npos;
      });
  const bool commas = clauses.size() == 2 && clauses[0].find_first_of(",;:(") == std::string::npos &&
                      clauses[1].find_first_of(",;:(") == std::string::npos;
  std::string text;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    if (i > 0) text += !marked ? " " : commas ? ", " : "; ";
    if (i > 0 && i + 1 == clauses.size()) text.append(last).append(1, ' ');
    text += clauses[i];
  }
  return text;
}

std::string number_ranges(std::vector<int> numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t end = i + 1;
    while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
    if (end - i >= 3)
      parts.push_back(std::to_string(numbers[i]) + " to " + std::to_string(numbers[end - 1]));
    else
      for (std::size_t k = i; k < end; ++k) parts.push_back(std::to_string(numbers[k]));
    i = end;
  }
  return joined(parts);
}

std::string sentence(std::string_view clause) {
  std::string text(clause);
  while (!text.empty() && text.back() == ' ') text.pop_back();
  if (text.empty()) return text;
  if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  if (std::string_view(".!?").find(text.back()) == std::string_view::npos) text += '.';
  return text;
}

std::string sentences(const std::vector<std::string>& clauses) {
  std::vector<std::vector<std::string_view>> words;
  for (const std::string& clause : clauses) words.push_back(words_of(clause));
  // The most that each shares with any other.
  std::vector<std::size_t> most(clauses.size());
  for (std::size_t i = 0; i < clauses.size(); ++i)
    for (std::size_t k = 0; k < clauses.size(); ++k)
      if (k != i) most[i] = std::max(most[i], common_beginning(words[i], words[k]));
  std::vector<bool> said(clauses.size());
  std::string text;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    if (said[i]) continue;
    const std::size_t shared = most[i];
    std::vector<std::size_t> group = {i};
    if (shared >= kSharedWordsMin)
      for (std::size_t k = i + 1; k < clauses.size(); ++k)
        if (!said[k] && most[k] == most[i] && common_beginning(words[i], words[k]) == most[i]) group.push_back(k);
    std::string one = clauses[i];
    if (group.size() > 1) {
      const std::string beginning = from_word({words[i].begin(), words[i].begin() + static_cast<std::ptrdiff_t>(shared)}, 0);
      std::vector<std::string> endings;
      for (const std::size_t k : group) {
        endings.push_back(from_word(words[k], shared));
        said[k] = true;
      }
      const std::string padded = std::string(1, ' ').append(beginning).append(1, ' ');
      const bool negative = padded.find(" not ") != std::string::npos || padded.find(" no ") != std::string::npos;
      one = beginning + " " + joined_clauses(endings, negative ? "or" : "and");
    }
    if (!text.empty()) text += ' ';
    text += sentence(one);
  }
  return text;
}

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string wrapped(std::string_view text, std::size_t columns, std::string_view first, std::string_view rest) {
  std::string result(first);
  std::size_t used = width(first);
  bool fresh = true;
  for (const std::string_view word : words_of(text)) {
    const std::size_t length = width(word);
    if (!fresh && used + 1 + length > columns) {
      result += '\n';
      result += rest;
      used = width(rest);
      fresh = true;
    }
    if (!fresh) {
      result += ' ';
      ++used;
    }
    result += word;
    used += length;
    fresh = false;
  }
  return result;
}

}  // namespace precept
