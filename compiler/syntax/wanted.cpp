// Syntax errors in the language's words: what was seen, what belongs there, which keyword was meant.
// In: tokens and where the parser stopped. Out: words. ANTLR's lists of tokens are never shown as they are.
#include <algorithm>

#include "compiler/syntax/landmarks.hpp"
#include "compiler/syntax/recover.hpp"

namespace precept::ast {
namespace {

using namespace grammar;

std::string_view keyword_text(std::uint16_t kind) {
  for (const auto& keyword : keywords)
    if (keyword.kind == kind) return keyword.text;
  return {};
}

std::string token_words(std::uint16_t kind) {
  switch (kind) {
    case STRING:
      return "a text in quotes";
    case NUMBER:
      return "a number";
    case DATE:
      return "a date like `2014-02-28`";
    case CODE:
      return "a code";
    case NAME:
      return "a name";
    case UNIT:
      return "a unit";
    case COLON:
      return "`:`";
    case COMMA:
      return "`,`";
    case EQUAL:
      return "`=`";
    case OPEN:
      return "`(`";
    case CLOSE:
      return "`)`";
    case CLOSE_BRACE:
      return "`}`";
    case CLOSE_LIST:
      return "`]`";
    case LESS:
      return "`<`";
    default:
      break;
  }
  const auto text = keyword_text(kind);
  return text.empty() ? std::string() : "`" + std::string(text) + "`";
}

bool holds(const std::vector<std::uint16_t>& kinds, std::uint16_t kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// A short list of what may stand there, or "".
std::string expected_words(const std::vector<std::uint16_t>& expected) {
  const bool name = holds(expected, NAME);
  if (name && holds(expected, OPEN) && holds(expected, NUMBER)) return holds(expected, K_NOT) ? "a condition" : "a value";
  std::vector<std::string> words;
  if (name) words.push_back(token_words(NAME));
  for (const auto kind : expected) {
    if (name && is_word(kind)) continue;
    auto word = token_words(kind);
    if (!word.empty()) words.push_back(std::move(word));
  }
  if (words.empty() || words.size() > 4) return {};
  std::string text = words[0];
  for (std::size_t i = 1; i < words.size(); ++i) text += (i + 1 == words.size() ? " or " : ", ") + words[i];
  return text;
}

struct RuleWords {
  std::string_view rule;
  std::string_view words;
};
constexpr RuleWords kRuleWords[] = {
    {"header", "a name, then clauses such as `source`, `effective from` or `uses`,"},
    {"headClause", "a clause such as `source`, `effective from` or `uses`"},
    {"policyClause", "a clause such as `consults` or `undocumented requirement is`"},
    {"consultStep", "a guideline"},
    {"ruleDecl", "a section such as `requires`, `excluded when` or `allows`, or `end`,"},
    {"section", "a section such as `requires`, `excluded when` or `allows`"},
    {"body", "a criterion, `label: condition`,"},
    {"criterion", "a criterion, `label: condition`,"},
    {"group", "a branch, `label: condition`, or `end`"},
    {"clause", "a clause such as `unless`, `page` or `text`"},
    {"grant", "a quantity like `10 sessions`, then `within`, `less used` or `when`,"},
    {"factDecl", "a fact, `fact name: type`,"},
    {"field", "a name, `:` and a type"},
    {"factClause", "a clause such as `documented by` or `assumed`"},
    {"type", "a type such as `yes or no`, `date`, `count` or a choice"},
    {"range", "a limit"},
    {"enumerationDecl", "a member"},
    {"recordDecl", "a field, `name: type`, or `end`"},
    {"tableDecl", "a row, `key: value`, or `end`"},
    {"row", "a row, `key: value`,"},
    {"tableKey", "a member, a code list or a band such as `above 20 mg to 40 mg`"},
    {"codesDecl", "a list of codes"},
    {"codeItem", "a code"},
    {"defineDecl", "a name, `=` and a condition or a value"},
    {"exampleDecl", "`requests`, `given` or `expect`"},
    {"exampleClause", "`requests`, `given` or `expect`"},
    {"given", "a fact and its value, as in `status = modified_duty`,"},
    {"givenValue", "a value"},
    {"listHead", "a list expression"},
    {"countHead", "a list expression"},
    {"open", "a list expression"},
};

// Words that may stand behind a complete operand or clause, and those that may stand before one.
constexpr std::uint16_t kBehind[] = {
    K_AND,       K_OR,         K_IS,          K_IN,        K_NOT,          K_BETWEEN,  K_WITHIN,    K_BEFORE,
    K_AFTER,     K_DOCUMENTED, K_EXACT,       K_WHERE,     K_HAS,          K_UNLESS,   K_PAGE,      K_PAGES,
    K_CITES,     K_TEXT,       K_MET,         K_UNMET,     K_UNDOCUMENTED, K_REQUIRES, K_EXCLUDED,  K_WHEN,
    K_CONSIDERS, K_ALLOWS,     K_NEVER,       K_OVERRIDES, K_EVIDENCE,     K_NOTE,     K_END,       K_APPLIES,
    K_ASSUMED,   K_INCOMPLETE, K_SOURCE,      K_EFFECTIVE, K_USES,         K_CONSULTS, K_SAYS,      K_UNTIL,
    K_GIVEN,     K_EXPECT,     K_REQUESTS,    K_BECAUSE,   K_MISSING,      K_GIVES,    K_OTHERWISE, K_LESS,
    K_USED,      K_UNDER,      K_REQUIREMENT, K_EXCLUSION, K_ALLOWANCE,    K_SILENT,   K_CONFLICT,  K_EVIDENCE,
    K_FROM,      K_NEEDS,      K_REVIEW,      K_THEN,      K_DEFINE,       K_MORE,     K_THAN,      K_RECOMMENDED,
    K_OVER};
constexpr std::uint16_t kBefore[] = {K_NOT,      K_SOME,  K_EVERY, K_COUNT, K_LATEST, K_LEAST,
                                     K_GREATEST, K_WHOLE, K_ALL,   K_ANY,   K_TIME};
constexpr std::uint16_t kDeclarations[] = {K_FACT,    K_DEFINE,     K_RULE,      K_RECORD,  K_TABLE,
                                           K_SCALE,   K_CHOICE,     K_UNIT,      K_SERVICE, K_CODES,
                                           K_EXAMPLE, K_VOCABULARY, K_GUIDELINE, K_POLICY,  K_REQUEST};

// Whether what follows at `index` is what follows this keyword.
bool goes_on(const TokenList& list, std::uint16_t keyword, std::size_t index) {
  const auto next = kind_of(list, index);
  switch (keyword) {
    case K_TEXT:
    case K_MET:
    case K_UNMET:
    case K_CITES:
    case K_NOTE:
    case K_SOURCE:
    case K_EXAMPLE:
      return next == STRING;
    case K_PAGE:
    case K_PAGES:
    case K_EVIDENCE:
    case K_REQUESTS:
    case K_OVER:
      return next == NUMBER;
    case K_EXCLUDED:
      return next == K_WHEN;
    case K_APPLIES:
      return next == K_WHEN || next == K_OTHERWISE;
    case K_INCOMPLETE:
      return next == K_UNLESS;
    case K_DOCUMENTED:
      return next == K_BY || (index > 1 && (kind_of(list, index - 2) == K_IS || kind_of(list, index - 2) == K_NOT));
    case K_REQUEST:
      return next == K_FACT;
    case K_NEVER:
      return next == K_MORE;
    case K_COUNT:
    case K_ALL:
    case K_ANY:
      return next == K_OF;
    case K_TIME:
      return next == K_FROM;
    case K_EFFECTIVE:
      return next == K_FROM || next == K_UNTIL;
    case K_UNTIL:
      return next == DATE;
    case K_NEEDS:
      return next == K_REVIEW;
    case K_FACT:
    case K_DEFINE:
    case K_RULE:
    case K_RECORD:
    case K_TABLE:
    case K_SCALE:
    case K_CHOICE:
    case K_UNIT:
    case K_SERVICE:
    case K_CODES:
    case K_VOCABULARY:
    case K_GUIDELINE:
    case K_POLICY:
    case K_USES:
    case K_CONSULTS:
    case K_GIVEN:
    case K_EXPECT:
    case K_BECAUSE:
    case K_UNDER:
      return is_name(next);
    case K_BETWEEN:
    case K_WITHIN:
    case K_BEFORE:
    case K_AFTER:
    case K_AND:
    case K_OR:
    case K_UNLESS:
    case K_WHERE:
    case K_HAS:
    case K_SOME:
    case K_EVERY:
      return begins_operand(next);
    default:
      return true;
  }
}

// Letters to put in, leave out, change or swap, or 3 where it is more.
std::size_t distance(std::string_view left, std::string_view right) {
  constexpr std::size_t kMost = 24;
  const auto shorter = std::min(left.size(), right.size());
  if (left.size() > kMost || right.size() > kMost || std::max(left.size(), right.size()) - shorter > 2) return 3;
  std::size_t rows[kMost + 1][kMost + 1];
  for (std::size_t i = 0; i <= left.size(); ++i)
    for (std::size_t j = 0; j <= right.size(); ++j) {
      if (i == 0 || j == 0) {
        rows[i][j] = i + j;
        continue;
      }
      rows[i][j] =
          std::min({rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
        rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  return std::min<std::size_t>(rows[left.size()][right.size()], 3);
}

}  // namespace

std::string seen_words(const TokenList& list, std::size_t index) {
  const auto& token = list.tokens[std::min(index, list.tokens.size() - 1)];
  if (token.kind == kEndOfFile) return "the end of the file";
  if (token.kind == STRING || token.kind == STRING_OPEN) return "a text";
  if (token.text.size() <= 40) return "`" + std::string(token.text) + "`";
  return "`" + std::string(token.text.substr(0, 37)) + "...`";  // ASCII: names, numbers, codes
}

std::string wanted_words(const TokenList& list, const SyntaxError& error) {
  const auto& rule = error.open.empty() ? std::string_view() : error.open[0].rule;
  if (error.decided_at == error.at && rule != "ruleDecl" && rule != "declaration") {
    auto words = expected_words(error.expected);
    if (!words.empty()) return words;
  }
  if (error.at > 0 && begins_operand(kind_of(list, error.at)) && ends_operand(kind_of(list, error.at - 1)) &&
      rule == "ruleDecl" && error.at > error.open[0].start + 2)
    return "`and`, `or`, a comparison or the end of the condition";
  for (const auto& known : kRuleWords)
    if (known.rule == rule) return std::string(known.words);
  if (rule == "declaration" || rule == "shortForm" || rule.empty())
    return "a declaration such as `fact`, `define` or `rule`";
  return "a condition or a value";
}

std::uint16_t meant_keyword(const TokenList& list, std::size_t index, bool begins_declaration) {
  if (kind_of(list, index) != NAME && kind_of(list, index) != UNIT) return NONE;
  const auto text = list.tokens[index].text;
  if (text.size() < 2 || text == "if") return NONE;  // `if` is another language's word, not a slip for `is`
  const std::size_t most = text.size() <= 3 ? 1 : 2;
  std::size_t best = most + 1;
  std::uint16_t found = NONE;
  const auto look = [&](const auto& kinds) {
    for (const auto kind : kinds) {
      const auto keyword = keyword_text(kind);
      const auto far = distance(text, keyword);
      // Two letters are much of a short word: then the first one must be right.
      if (far == 0 || far >= best ||
          (kind == K_EXACT && kind_of(list, index - 1) != K_IS && kind_of(list, index - 1) != K_NOT) ||
          (far == 2 && (keyword.size() <= 4 || text[0] != keyword[0])) || !goes_on(list, kind, index + 1))
        continue;
      best = far;
      found = kind;
    }
  };
  if (begins_declaration) {
    look(kDeclarations);
  } else {
    const auto before = index > 0 ? kind_of(list, index - 1) : std::uint16_t{NONE};
    if (ends_operand(before) || is_word(before)) look(kBehind);
    if (awaits_operand(before) || before == COLON || before == K_REQUIRES || before == K_WHEN || before == OPEN)
      look(kBefore);
  }
  return found;
}

}  // namespace precept::ast
