// Which token kinds are words, names and reserved words.
// In: a kind or a word. Out: yes or no, or the keyword's kind. Never here: what stands around a token (tokens.cpp).
#include <algorithm>
#include <array>

#include "compiler/syntax/tokens.hpp"

namespace precept::ast {
namespace {

using namespace grammar;

constexpr std::size_t kKeywordKinds = [] {
  std::size_t most = 0;
  for (const auto& keyword : keywords) most = std::max<std::size_t>(most, keyword.kind);
  return most + 1;
}();

constexpr auto kReserved = [] {
  std::array<bool, kKeywordKinds> set{};
  for (const std::uint16_t kind :
       {K_ALLOWS,    K_AND,    K_APPLIES,  K_AS,      K_AT,       K_BETWEEN, K_DEFINE,   K_DOCUMENTED,
        K_END,       K_EVERY,  K_EXACT,    K_EXAMPLE, K_EXCLUDED, K_FROM,    K_GREATEST, K_HAS,
        K_IN,        K_IS,     K_LATEST,   K_LEAST,   K_NOT,      K_OF,      K_OR,       K_OTHERWISE,
        K_OVERRIDES, K_RECORD, K_REQUIRES, K_RULE,    K_SOME,     K_TABLE,   K_TO,       K_UNDOCUMENTED,
        K_UNLESS,    K_WHEN,   K_WHERE,    K_WHOLE,   K_WITHIN})
    set[kind] = true;
  return set;
}();

// The keywords by their first letters, then by themselves.
constexpr auto kByText = [] {
  auto sorted = std::to_array(keywords);
  std::sort(sorted.begin(), sorted.end(), [](const Keyword& left, const Keyword& right) { return left.text < right.text; });
  return sorted;
}();
constexpr auto kFirstOf = [] {
  std::array<std::uint8_t, 27> first{};
  for (std::size_t letter = 0; letter < 27; ++letter)
    while (first[letter] < kByText.size() && kByText[first[letter]].text[0] < static_cast<char>('a' + letter))
      ++first[letter];
  return first;
}();

}  // namespace

std::uint16_t word_kind(std::string_view word) {
  if (word.empty() || word[0] < 'a' || word[0] > 'z') return NAME;
  const auto letter = static_cast<std::size_t>(word[0] - 'a');
  for (std::size_t i = kFirstOf[letter]; i < kFirstOf[letter + 1]; ++i)
    if (kByText[i].text == word) return kByText[i].kind;
  return NAME;
}

bool is_word(std::uint16_t kind) { return kind == NAME || (kind > 0 && kind < kKeywordKinds); }
bool is_reserved(std::uint16_t kind) { return kind < kKeywordKinds && kReserved[kind]; }
bool is_name(std::uint16_t kind) { return is_word(kind) && !is_reserved(kind); }

}  // namespace precept::ast
