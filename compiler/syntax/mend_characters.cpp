// Mends while lexing: texts that are not closed, smart quotes, characters from elsewhere.
// In: the tokens so far. Out: the last ones replaced, and where the lexer goes on.
#include <algorithm>
#include <utility>

#include "compiler/syntax/mends.hpp"

namespace precept::ast {
namespace {

using namespace grammar;
using Finding = diagnostics::Code;

bool blank(char letter) { return letter == ' ' || letter == '\t' || letter == '\r'; }
bool word_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
         letter == '_';
}

// The offset behind the last empty line before `offset`; not looked for again before what the last search began with.
std::uint32_t paragraph_of(TokenList& list, std::uint32_t offset) {
  const auto text = list.source;
  const auto searched = std::exchange(list.searched_from, offset);
  bool empty = true;
  for (std::uint32_t i = offset; i-- > 0;) {
    if (searched != 0 && i == searched) return list.mended_paragraph - 1;
    if (text[i] == '\n') {
      if (empty && i + 1 < offset) return i + 1;
      empty = true;
    } else if (!blank(text[i])) {
      empty = false;
    }
  }
  return 0;
}

std::uint32_t line_end(std::string_view text, std::uint32_t offset) {
  return static_cast<std::uint32_t>(std::min(text.find('\n', offset), text.size()));
}

// A line that begins a clause, a criterion or a declaration rather than going on with a sentence.
bool begins_clause(std::string_view text, std::uint32_t offset) {
  while (offset < text.size() && blank(text[offset])) ++offset;
  auto end = offset;
  while (end < text.size() && word_letter(text[end])) ++end;
  const auto word = text.substr(offset, end - offset);
  while (end < text.size() && blank(text[end])) ++end;
  const char next = end < text.size() ? text[end] : '\0';
  if (word.empty() || next == ':') return !word.empty();
  constexpr std::string_view before_text[] = {"text", "met", "unmet", "cites", "note", "source", "example"};
  if (next == '"' && std::find(std::begin(before_text), std::end(before_text), word) != std::end(before_text)) return true;
  constexpr std::string_view always[] = {"requires", "excluded",     "allows",  "considers", "end",        "rule",
                                         "fact",     "define",       "record",  "table",     "scale",      "choice",
                                         "unless",   "undocumented", "service", "overrides", "documented", "effective",
                                         "consults", "uses",         "says"};
  return std::find(std::begin(always), std::end(always), word) != std::end(always) &&
         (word_letter(next) || next == '\n' || next == '\r');
}

void close_at(TokenList& list, Token& token, std::uint32_t end) {
  while (end > token.begin + 1 && (blank(list.source[end - 1]) || list.source[end - 1] == '\n')) --end;
  auto text = std::string(list.source.substr(token.begin, end - token.begin));
  std::size_t slashes = 0;
  while (slashes < text.size() && text[text.size() - 1 - slashes] == '\\') ++slashes;
  if (slashes % 2 == 1) text.pop_back();
  token.text = list.mended.emplace_back(text + "\"");
  token.kind = STRING;
  token.end = end;
}

// ---- characters that are no ASCII ----
struct Point {
  std::string_view text;
  char32_t value = 0;
};
Point point_at(std::string_view text, std::size_t at) {  // of valid UTF-8
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  auto value = static_cast<char32_t>(length == 1 ? first : first & (0x7F >> length));
  for (std::size_t i = 1; i < length; ++i) value = (value << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3F);
  return {text.substr(at, length), value};
}

bool is_space(char32_t value) {
  return value == 0xA0 || value == 0x1680 || (value >= 0x2000 && value <= 0x200A) || value == 0x202F || value == 0x205F ||
         value == 0x3000;
}
bool is_quote(char32_t value) {
  return (value >= 0x201C && value <= 0x201F) || value == 0xAB || value == 0xBB || value == 0xFF02;
}
bool is_letter(char32_t value) {  // for a message only: what may well have been meant as part of a name
  return (value >= 0xC0 && value <= 0x2AF && value != 0xD7 && value != 0xF7) || (value >= 0x370 && value <= 0x1FFF) ||
         value >= 0x2E80;
}
bool is_unseen(char32_t value) {
  return value < 0xA0 || (value >= 0x200B && value <= 0x200F) || (value >= 0x2028 && value <= 0x202E) ||
         (value >= 0x2060 && value <= 0x206F) || value == 0xFEFF || value == 0xAD;
}
std::string shown(Point point) {
  return is_unseen(point.value) ? fmt::format("the invisible character U+{:04X}", static_cast<std::uint32_t>(point.value))
                                : "`" + std::string(point.text) + "`";
}

struct Replacement {
  char32_t value;
  std::string_view words;
  std::uint16_t first;
  std::uint16_t second;
};
constexpr Replacement kReplacements[] = {
    {0x2264, "<=", LESS_EQUAL, NONE}, {0x2265, ">=", GREATER_EQUAL, NONE},
    {0x2260, "is not", K_IS, K_NOT},  {0xD7, "*", TIMES, NONE},
    {0xF7, "/", PER, NONE},           {0x2212, "-", MINUS, NONE},
    {0x2013, "-", MINUS, NONE},       {0x2014, "-", MINUS, NONE},
    {0x2227, "and", K_AND, NONE},     {0x2228, "or", K_OR, NONE},
    {0xAC, "not", K_NOT, NONE},       {0x2208, "in", K_IN, NONE},
};

}  // namespace

std::uint32_t mend_open_text(TokenList& list, std::vector<Comment>& comments, diagnostics::Diagnostics& diagnostics) {
  list.broken = true;
  const auto open = list.tokens.back();
  const auto paragraph = paragraph_of(list, open.begin);
  // Quotes come in pairs within a paragraph, so one text of it lacks its second: most likely the first one that runs into a
  // line which begins something else. (Only once in a paragraph: what was mended has its line end for an end.)
  const bool again = list.mended_paragraph == paragraph + 1;
  list.mended_paragraph = paragraph + 1;
  for (std::size_t i = list.tokens.size(); !again && i-- > 0 && list.tokens[i].begin >= paragraph;)
    list.first_of_paragraph = i;
  for (std::size_t i = again ? list.tokens.size() - 1 : list.first_of_paragraph; i < list.tokens.size(); ++i) {
    auto& token = list.tokens[i];
    if (token.kind != STRING && token.kind != STRING_OPEN) continue;
    auto end = line_end(list.source, token.begin);
    const bool first_line = end < token.end && begins_clause(list.source, end + 1);
    // Only a text that is open to the end of the paragraph is searched for a later line.
    while (end < token.end && !begins_clause(list.source, end + 1)) {
      if (token.kind == STRING) break;
      end = line_end(list.source, end + 1);
    }
    if (end >= token.end || (token.kind == STRING && !first_line)) continue;
    list.tokens.resize(i + 1);
    while (!comments.empty() && comments.back().span.begin >= end) comments.pop_back();
    close_at(list, list.tokens.back(), end);
    const auto begin = list.tokens.back().begin;
    diagnostics.report(Finding::E0107, {list.file, begin, std::min(list.tokens.back().end, line_end(list.source, begin))})
        .hint(first_line ? "close it at the end of this line" : "a text ends with a quote `\"`");
    return end;
  }
  auto& token = list.tokens.back();
  const auto end = token.end;
  close_at(list, token, end);
  diagnostics.report(Finding::E0107, {list.file, token.begin, std::min(token.end, line_end(list.source, token.begin))})
      .hint("a text ends with a quote `\"`, before the next empty line");
  return end;
}

std::uint32_t mend_letters(TokenList& list, diagnostics::Diagnostics& diagnostics) {
  const auto letters = list.tokens.back();
  list.tokens.pop_back();
  const auto point = point_at(list.source, letters.begin);
  const auto end = letters.begin + static_cast<std::uint32_t>(point.text.size());
  if (is_space(point.value)) return end;
  list.broken = true;
  const source::Span at{list.file, letters.begin, end};
  if (is_quote(point.value)) {
    // To the next quote of any kind, in the same paragraph.
    std::string text = "\"";
    std::size_t i = end;
    for (int line_ends = 0; i < list.source.size() && line_ends < 2;) {
      const auto next = point_at(list.source, i);
      if (next.value == '"' || is_quote(next.value)) {
        i += next.text.size();
        break;
      }
      line_ends = next.value == '\n'                                                ? line_ends + 1
                  : (next.value == ' ' || next.value == '\t' || next.value == '\r') ? line_ends
                                                                                    : 0;
      if (next.value == '\\') text += '\\';
      text += next.text;
      i += next.text.size();
    }
    const auto last = static_cast<std::uint32_t>(i);
    diagnostics.report(Finding::E0111, at, "`" + std::string(point.text) + "`")
        .hint("write `\"` before and behind the text");
    list.tokens.push_back({STRING, letters.begin, last, list.mended.emplace_back(text + "\"")});
    return last;
  }
  for (const auto& replacement : kReplacements) {
    if (replacement.value != point.value) continue;
    diagnostics.report(Finding::E0110, at, point.text, replacement.words);
    list.tokens.push_back({replacement.first, letters.begin, end, replacement.words.substr(0, replacement.words.find(' '))});
    if (replacement.second != NONE) list.tokens.push_back({replacement.second, letters.begin, end, "not"});
    return end;
  }
  // What remains of the run is one finding, and a word around it stays one word.
  auto last = end;
  bool word = is_letter(point.value);
  while (last < list.source.size() && static_cast<unsigned char>(list.source[last]) >= 0x80) {
    const auto next = point_at(list.source, last);
    if (is_space(next.value) || is_quote(next.value)) break;
    word = word || is_letter(next.value);
    last += static_cast<std::uint32_t>(next.text.size());
  }
  auto& found = diagnostics.report(Finding::E0108, {list.file, letters.begin, last}, shown(point));
  if (!word) return last;
  found.hint("names are written with the letters a to z, digits and `_`");
  std::uint32_t begin = letters.begin;
  std::string text;
  if (!list.tokens.empty() && list.tokens.back().end == begin &&
      (is_word(list.tokens.back().kind) || list.tokens.back().kind == WRONG_NAME)) {
    begin = list.tokens.back().begin;
    text = list.tokens.back().text;
    list.tokens.pop_back();
  }
  while (last < list.source.size() &&
         (word_letter(list.source[last]) || static_cast<unsigned char>(list.source[last]) >= 0xC0)) {
    const auto next = point_at(list.source, last);
    if (next.value >= 0x80 && !is_letter(next.value)) break;
    if (next.value < 0x80) text += next.text;
    last += static_cast<std::uint32_t>(next.text.size());
  }
  if (text.empty() || !(text[0] >= 'a' && text[0] <= 'z')) text = "x_" + text;
  list.tokens.push_back({NAME, begin, last, list.mended.emplace_back(text)});
  return last;
}

std::uint32_t mend_single_quote(TokenList& list, diagnostics::Diagnostics& diagnostics) {
  const auto quote = list.tokens.back();
  const auto close = list.source.find_first_of("'\n", quote.end);
  if (close == std::string_view::npos || list.source[close] == '\n') return quote.end;  // mend_tokens speaks of it
  list.broken = true;
  std::string text = "\"";
  for (const char letter : list.source.substr(quote.end, close - quote.end)) {
    if (letter == '"' || letter == '\\') text += '\\';
    text += letter;
  }
  diagnostics.report(Finding::E0111, list.span(list.tokens.size() - 1), "`'`").hint("write `\"` before and behind the text");
  const auto last = static_cast<std::uint32_t>(close + 1);
  list.tokens.back() = {STRING, quote.begin, last, list.mended.emplace_back(text + "\"")};
  return last;
}

}  // namespace precept::ast
