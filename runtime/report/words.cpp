// Lists, sentences and wrapping, by hand.
#include "runtime/report/words.hpp"

#include <algorithm>

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

}  // namespace

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
  std::string text;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    if (i > 0) text += marked ? "; " : " ";
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
  std::vector<bool> said(clauses.size());
  std::string text;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    if (said[i]) continue;
    // Who shares a beginning with this one, and how much of it all of them share.
    std::vector<std::size_t> group = {i};
    std::size_t shared = words[i].size() > 0 ? words[i].size() - 1 : 0;
    for (std::size_t k = i + 1; k < clauses.size(); ++k) {
      const std::size_t common = std::min(shared_words(words[i], words[k]), words[k].size() > 0 ? words[k].size() - 1 : 0);
      if (said[k] || common < kSharedWordsMin) continue;
      shared = std::min(shared, common);
      group.push_back(k);
    }
    std::string one;
    if (group.size() == 1) {
      one = clauses[i];
    } else {
      const std::string beginning =
          from_word(std::vector(words[i].begin(), words[i].begin() + static_cast<std::ptrdiff_t>(shared)), 0);
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
