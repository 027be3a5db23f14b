// Mends after lexing: operators, capital letters, dates and durations of other languages.
// In: the lexer's tokens. Out: the tokens that were meant, each mend with its message.
#include "compiler/syntax/mends.hpp"

#include <algorithm>

namespace precept::ast {
namespace {

using namespace grammar;
using Finding = diagnostics::Code;

struct Operator {
  std::string_view wrong;
  std::string_view words;
  std::uint16_t first;
  std::uint16_t second;
};
constexpr Operator kOperators[] = {
    {"==", "is", K_IS, NONE},      {"===", "is", K_IS, NONE},      {"!=", "is not", K_IS, K_NOT},
    {"<>", "is not", K_IS, K_NOT}, {"=<", "<=", LESS_EQUAL, NONE}, {"=>", ">=", GREATER_EQUAL, NONE},
    {"&&", "and", K_AND, NONE},    {"&", "and", K_AND, NONE},      {"||", "or", K_OR, NONE},
    {"|", "or", K_OR, NONE},       {"!", "not", K_NOT, NONE},
};

struct Duration {
  std::string_view word;
  std::string_view unit;
};
constexpr Duration kDurations[] = {{"year", "y"},    {"years", "y"}, {"yr", "y"},   {"yrs", "y"},   {"month", "mo"},
                                   {"months", "mo"}, {"mos", "mo"},  {"week", "w"}, {"weeks", "w"}, {"wk", "w"},
                                   {"wks", "w"},     {"day", "d"},   {"days", "d"}};

// `demandLevel` and `Demand_Level` to `demand_level`.
std::string lower_snake(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    const bool upper = letter >= 'A' && letter <= 'Z';
    const bool after_lower =
        i > 0 && ((text[i - 1] >= 'a' && text[i - 1] <= 'z') || (text[i - 1] >= '0' && text[i - 1] <= '9'));
    if (upper && after_lower) result += '_';
    if (letter != '_' || !result.empty()) result += upper ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  if (result.empty() || (result[0] >= '0' && result[0] <= '9')) result.insert(0, "x_");
  return result;
}

class Mender {
 public:
  Mender(TokenList& list, diagnostics::Diagnostics& diagnostics) : list_(list), diagnostics_(diagnostics) {}

  void run() {
    std::vector<Token> mended;
    mended.reserve(list_.tokens.size() + 16);
    out_ = &mended;
    for (at_ = 0; at_ < list_.tokens.size(); ++at_) one();
    list_.tokens = std::move(mended);
  }

  static bool needed(const TokenList& list) {
    for (std::size_t i = 0; i + 1 < list.tokens.size(); ++i) {
      const auto kind = list.tokens[i].kind;
      if (kind == WRONG || kind == WRONG_NAME || kind == WRONG_OPERATOR) return true;
      if (kind == NUMBER && i + 1 < list.tokens.size()) {
        const auto next = list.tokens[i + 1].kind;
        if (is_word(next) || next == MINUS || next == PER || next == NUMBER) return true;
      }
      if (kind == DOT && list.tokens[i + 1].kind == NUMBER) return true;
    }
    return false;
  }

 private:
  const Token& token(std::size_t ahead = 0) const { return list_.tokens[std::min(at_ + ahead, list_.tokens.size() - 1)]; }
  bool is(std::size_t ahead, std::uint16_t kind) const { return token(ahead).kind == kind; }
  bool touches(std::size_t ahead) const { return token(ahead).end == token(ahead + 1).begin; }
  bool digits(std::size_t ahead, std::size_t least, std::size_t most) const {
    const auto text = token(ahead).text;
    return is(ahead, NUMBER) && text.size() >= least && text.size() <= most && text.find('.') == std::string_view::npos;
  }
  source::Span span(std::size_t tokens = 1) const { return {list_.file, token().begin, token(tokens - 1).end}; }
  template <class... Args>
  diagnostics::Diagnostic& report(Finding code, std::size_t tokens, const Args&... args) {
    list_.broken = true;
    return diagnostics_.report(code, span(tokens), args...);
  }
  void put(std::uint16_t kind, std::size_t tokens, std::string_view text) {
    out_->push_back({kind, token().begin, token(tokens - 1).end, text});
  }
  std::string_view own(std::string text) { return list_.mended.emplace_back(std::move(text)); }

  void one() {
    switch (token().kind) {
      case WRONG_OPERATOR:
        return wrong_operator();
      case WRONG_NAME:
        return wrong_name();
      case WRONG:
        return wrong();
      case K_EXAMPLE:
      case K_RULE:
      case K_RECORD:
      case K_TABLE:
      case K_DEFINE:
      case K_END:
        inside_ = token().kind;
        break;
      case NUMBER:
        if (number()) return;
        break;
      case DOT:
        if (is(1, NUMBER) && touches(0) && (out_->empty() || out_->back().end != token().begin)) {
          report(Finding::E0110, 2, "." + std::string(token(1).text), "0." + std::string(token(1).text));
          put(NUMBER, 2, own("0." + std::string(token(1).text)));
          ++at_;
          return;
        }
        break;
      default:
        break;
    }
    out_->push_back(token());
  }

  void wrong_operator() {
    for (const auto& op : kOperators) {
      if (op.wrong != token().text) continue;
      report(Finding::E0110, 1, op.wrong, op.words);
      put(op.first, 1, op.words.substr(0, op.words.find(' ')));
      if (op.second != NONE) put(op.second, 1, "not");
      return;
    }
    if (token().text == ";") {
      report(Finding::E0108, 1, "`;`").hint("nothing is written at the end of a line");
    } else {
      report(Finding::E0108, 1, "`" + std::string(token().text) + "`");
    }
  }

  void wrong_name() {
    const auto mended = own(lower_snake(token().text));
    const auto kind = word_kind(mended);
    if (kind != NAME && mended.size() == token().text.size()) {
      report(Finding::E0110, 1, token().text, mended);
    } else {
      report(Finding::E0109, 1, token().text).hint("write `" + std::string(mended) + "`");
    }
    put(kind, 1, mended);
  }

  // One finding for a run of them.
  void wrong() {
    std::size_t count = 1;
    while (is(count, WRONG) && token(count - 1).end == token(count).begin) ++count;
    const auto letter = static_cast<unsigned char>(token().text[0]);
    const auto shown = letter < 0x20 || letter == 0x7F
                           ? fmt::format("the invisible character U+{:04X}", static_cast<unsigned>(letter))
                           : "`" + std::string(1, static_cast<char>(letter)) + "`";
    report(Finding::E0108, count, shown);
    at_ += count - 1;
  }

  bool number() {
    if (is_word(token(1).kind) && duration()) return true;
    if (!touches(0)) return false;
    if (is(1, PER) && touches(1) && digits(0, 1, 2) && digits(2, 1, 2) && touches(2) && is(3, PER) && touches(3) &&
        digits(4, 4, 4)) {
      const auto pad = [](std::string_view text) { return std::string(text.size() < 2 ? "0" : "") + std::string(text); };
      date(5, std::string(token(4).text) + "-" + pad(token().text) + "-" + pad(token(2).text));
      return true;
    }
    if (!is(1, MINUS) || !touches(1) || !digits(0, 4, 4) || !digits(2, 1, 2)) return false;
    if (touches(2) && is(3, MINUS) && touches(3) && digits(4, 1, 2)) return malformed_date();
    if (inside_ == K_EXAMPLE || !out_before_is_value() || !digits(2, 2, 2) || token(2).text[0] != '0') return false;
    report(Finding::E0137, 3, std::string(token().text) + "-" + std::string(token(2).text))
        .hint("write a whole date, like `" + std::string(token().text) + "-" + std::string(token(2).text) + "-01`");
    put(DATE, 3, own(std::string(token().text) + "-" + std::string(token(2).text) + "-01"));
    at_ += 2;
    return true;
  }
  bool out_before_is_value() const { return out_->empty() || (out_->back().kind != K_PAGE && out_->back().kind != K_PAGES); }

  // `2013-09-2`, `2013-9-25`: with a year like one and a month and a day that can be, no subtraction was meant.
  bool malformed_date() {
    const auto value = [&](std::size_t ahead) {
      int number = 0;
      for (const char digit : token(ahead).text) number = number * 10 + (digit - '0');
      return number;
    };
    const bool zeros = token(2).text[0] == '0' || token(4).text[0] == '0';
    if (!zeros && (value(0) < 1800 || value(0) > 2199 || value(2) < 1 || value(2) > 12 || value(4) < 1 || value(4) > 31))
      return false;
    date(5, fmt::format("{}-{:02}-{:02}", token().text, value(2), value(4)));
    return true;
  }
  void date(std::size_t tokens, std::string meant) {
    std::string written;
    for (std::size_t i = 0; i < tokens; ++i) written += token(i).text;
    report(Finding::E0119, tokens, written).hint("write `" + meant + "`");
    put(DATE, tokens, own(std::move(meant)));
    at_ += tokens - 1;
  }

  // `2 years` where `2y` was meant; not where the word is a label or begins the next short form.
  bool duration() {
    const auto follows = token(2).kind;
    if (follows == COLON || follows == EQUAL || follows == K_REQUIRES || follows == PER || follows == TIMES) return false;
    const auto before = out_->empty() ? std::uint16_t{NONE} : out_->back().kind;
    if (inside_ == K_TABLE && before != K_TO && before != K_ABOVE && before != K_FROM && before != K_BELOW) return false;  // the next row's key
    for (const auto& made : kDurations) {
      if (made.word != token(1).text) continue;
      const auto meant = std::string(token().text) + std::string(made.unit);
      report(Finding::E0131, 2, std::string(list_.source.substr(token().begin, token(1).end - token().begin)), meant);
      out_->push_back(token());
      out_->push_back({NAME, token(1).begin, token(1).end, made.unit});
      ++at_;
      return true;
    }
    return false;
  }

  TokenList& list_;
  diagnostics::Diagnostics& diagnostics_;
  std::vector<Token>* out_ = nullptr;
  std::size_t at_ = 0;
  std::uint16_t inside_ = NONE;  // the declaration, as far as that matters here
};

}  // namespace

void mend_tokens(TokenList& list, diagnostics::Diagnostics& diagnostics) {
  if (Mender::needed(list)) Mender(list, diagnostics).run();
}

}  // namespace precept::ast
