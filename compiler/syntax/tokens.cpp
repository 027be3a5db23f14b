// The token pass: what only a token's surroundings tell.
// In: the lexer's tokens. Out: UNIT…, IN_UNIT, OR_STEP and TOO_DEEP in their places. Never here: messages (mends.cpp).
#include "compiler/syntax/tokens.hpp"

#include <algorithm>
#include <array>

namespace precept::ast {
namespace {

using namespace grammar;

// Words that begin or go on with a clause or a declaration: never the unit of the number before them.
constexpr auto kClauseWord = [] {  // by kind; keywords are numbered from 1, before all others
  std::array<bool, 256> set{};
  for (const std::uint16_t kind :
       {K_ABOVE,      K_AFTER,     K_ASSUMED,   K_BECAUSE,  K_BEFORE, K_BELOW, K_BY,    K_CHOICE,  K_CITES,     K_CODES,  K_CONSIDERS,
        K_CONSULTS,   K_CRITERION, K_EFFECTIVE, K_EVIDENCE, K_EXPECT, K_FACT,  K_FOR,     K_GIVEN,     K_GIVES,  K_GUIDELINE,
        K_INCOMPLETE, K_LESS,      K_MET,       K_MISSING,  K_NEVER,  K_NOTE,  K_OVER,    K_PAGE,      K_PAGES,  K_POLICY,
        K_POSSIBLE,   K_PRECEPT,   K_REQUEST,   K_REQUESTS, K_SAYS,   K_SCALE, K_SERVICE, K_SIGNED,    K_SOURCE, K_TEXT,
        K_THEN,       K_UNDER,     K_UNIT,      K_UNMET,    K_UNTIL,  K_USED,  K_USES,    K_VOCABULARY})
    set[kind] = true;
  return set;
}();

class Refiner {
 public:
  Refiner(TokenList& list, int nesting_max)
      : tokens_(list.tokens), nesting_max_(static_cast<std::size_t>(nesting_max)), frames_(1) {}

  void run(std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      auto& token = tokens_[i];
      if (token.plain == NONE) token.plain = token.kind;
      token.kind = token.plain;
    }
    for (at_ = first; at_ < last; ++at_) one();
  }

 private:
  // What a `where` was opened by, and whether its last conjunct has its comparison already.
  struct Where {
    bool count = false;
    bool awaits_has = false;
    bool compared = false;
    bool between = false;
  };
  struct Frame {
    char open = 0;       // ( [ { or g for a group; 0 at the bottom
    bool kinds = false;  // the set of `at least 2 of {…}`
    std::vector<Where> wheres;
  };

  std::uint16_t kind(std::size_t index) const { return index < tokens_.size() ? tokens_[index].kind : kEndOfFile; }
  std::uint16_t before(std::size_t back = 1) const { return at_ >= back ? tokens_[at_ - back].kind : std::uint16_t{NONE}; }
  std::vector<Where>& wheres() { return frames_.back().wheres; }

  void clear_wheres() {
    where_count_ -= wheres().size();
    wheres().clear();
  }
  void pop_frame() {
    clear_wheres();
    frames_.pop_back();
  }
  void clear_frames() {
    while (frames_.size() > 1) pop_frame();
    clear_wheres();
  }
  void open(char what) {
    frames_.push_back({what, what == '{' && before() == K_OF, {}});
    check_depth();
  }
  void check_depth() {
    if (frames_.size() - 1 + where_count_ + chain_ > nesting_max_) tokens_[at_].kind = TOO_DEEP;
  }
  void close(char what) {
    for (std::size_t i = frames_.size(); i-- > 1;) {
      if (frames_[i].open == what) {
        if (frames_[i].kinds) closed_kinds_ = at_;
        while (frames_.size() > i) pop_frame();
        return;
      }
      if (frames_[i].open == 'g') return;  // a parenthesis does not reach out of its group
    }
  }

  void one() {
    const std::uint16_t kind_now = tokens_[at_].kind;
    if (kind_now != K_NOT && kind_now != MINUS && kind_now != K_LIST && kind_now != K_OF) chain_ = 0;
    switch (kind_now) {
      case NUMBER:
        number();
        break;
      case OPEN:
        open('(');
        break;
      case OPEN_LIST:
        open('[');
        break;
      case OPEN_BRACE:
        open('{');
        break;
      case CLOSE:
        close('(');
        break;
      case CLOSE_LIST:
        close('[');
        break;
      case CLOSE_BRACE:
        close('{');
        break;
      case K_NOT:
      case MINUS:
      case K_LIST:
        ++chain_;
        check_depth();
        break;
      case K_OF:
        if (before() != K_LIST) chain_ = 0;
        if (before() == K_ALL || before() == K_ANY ||
            (before() == NUMBER && before(2) == K_LEAST && before(3) == K_AT && kind(at_ + 1) != OPEN_BRACE))
          open('g');
        break;
      case K_END:
        end();
        break;
      case K_SOME:
      case K_GREATEST:
      case K_LEAST:
        head_ = {};
        break;
      case K_SUM:
        if (kind(at_ + 1) == K_OF) head_ = {};
        break;
      case K_EVERY:
      case K_LATEST:
        head_ = {};
        head_.awaits_has = true;
        break;
      case K_COUNT:
        count();
        break;
      case K_WHERE:
        wheres().push_back(head_);
        head_ = {};
        ++where_count_;
        check_depth();
        break;
      case K_HAS:
        has();
        break;
      case COLON:
        colon();
        break;
      case COMMA:
        clear_wheres();
        after_comma_ = true;
        return;
      default:
        word(kind_now);
        break;
    }
    if (in_table_ && kind_now != MINUS && kind_now != COLON) {
      awaits_value_ = false;
      if (kind(at_ + 1) != COMMA) in_values_ = false;
    }
    if (kind_now != MINUS) after_comma_ = false;
  }

  void word(std::uint16_t kind_now) {
    switch (kind_now) {
      case K_RULE:
      case K_RECORD:
      case K_TABLE:
      case K_EXAMPLE:
      case K_DEFINE:
        clear_frames();
        in_rule_ = kind_now == K_RULE;
        in_table_ = kind_now == K_TABLE;
        in_values_ = awaits_value_ = false;
        break;
      case K_REQUIRES:
      case K_EXCLUDED:
      case K_ALLOWS:
      case K_APPLIES:
      case K_OVERRIDES:
        clear_frames();
        break;
      case K_UNLESS:
      case K_WHEN:
        clear_wheres();
        break;
      case K_SERVICE:
      case K_CODES: {
        // Two names in a row end an expression, so this is the declaration, and its `in` its own. (`latest codes by day`,
        // `within codes after day` go on.)
        const auto next = kind(at_ + 1);
        if (frames_.size() == 1 && is_name(next) && next != K_BY && next != K_BEFORE && next != K_AFTER) clear_wheres();
        break;
      }
      case LESS:
      case LESS_EQUAL:
      case GREATER:
      case GREATER_EQUAL:
      case K_IS:
      case K_WITHIN:
        if (!wheres().empty()) wheres().back().compared = true;
        break;
      case K_BETWEEN:
        if (!wheres().empty()) wheres().back().compared = wheres().back().between = true;
        break;
      case K_AND:
      case K_OR:
        junction(kind_now);
        break;
      case K_IN:
        in();
        break;
      case K_EVIDENCE:
        if (before() == K_BY) steps();
        break;
      default:
        break;
    }
  }

  void end() {
    for (std::size_t i = frames_.size(); i-- > 1;)
      if (frames_[i].open == 'g') {
        while (frames_.size() > i) pop_frame();
        return;
      }
    clear_frames();
    in_rule_ = in_table_ = false;
  }

  void colon() {
    clear_wheres();
    if (in_table_) in_values_ = awaits_value_ = true;
  }

  // `count of L [as o] in sessions`: the `in` there is the unit's.
  void count() {
    if (kind(at_ + 1) != K_OF) return;
    head_ = {};
    head_.count = true;
    std::size_t next = at_ + 2;
    if (kind(next) == K_DISTINCT && is_name(kind(next + 1))) {
      head_.count = false;
      return;
    }
    if (!is_name(kind(next))) return;
    ++next;
    if (kind(next) == DOT && is_name(kind(next + 1))) next += 2;
    if (kind(next) == K_AS && is_name(kind(next + 1))) next += 2;
    if (kind(next) == K_IN && counted_unit(next + 1)) tokens_[next].kind = IN_UNIT;
  }

  // A name alone; `in x.y` and `in f(x)` compare.
  bool counted_unit(std::size_t index) const {
    return is_name(kind(index)) && kind(index + 1) != DOT && kind(index + 1) != OPEN;
  }

  void has() {
    auto& open_wheres = wheres();
    while (!open_wheres.empty()) {
      const bool found = open_wheres.back().awaits_has;
      open_wheres.pop_back();
      --where_count_;
      if (found) break;
    }
    if (!open_wheres.empty()) open_wheres.back().compared = false;
  }

  void junction(std::uint16_t kind_now) {
    if (!wheres().empty()) {
      auto& where = wheres().back();
      if (where.between && kind_now == K_AND) {
        where.between = false;
      } else {
        where.compared = false;
      }
    }
    if (kind_now == K_OR && is_name(before()) && (before(2) == K_CONSULTS || before(2) == K_THEN || before(2) == OR_STEP))
      tokens_[at_].kind = OR_STEP;
  }

  // The `in` of a head such as `least F in L` or `at least 2 of {…} in L`.
  bool of_head() const {
    if (before() == CLOSE_BRACE) return closed_kinds_ == at_ - 1;
    if (!is_name(before())) return false;
    const auto head = before(2);
    return head == K_LEAST || head == K_GREATEST || head == K_LATEST || head == K_DISTINCT ||
           (head == K_OF && before(3) == K_SUM);
  }

  void in() {
    if (wheres().empty() || of_head()) return;
    auto& where = wheres().back();
    if (where.count && where.compared && before() != K_NOT && counted_unit(at_ + 1)) tokens_[at_].kind = IN_UNIT;
    where.compared = true;
  }

  // `consults a or b by evidence`: every `or` of the step that is not in parentheses stands between two guidelines.
  void steps() {
    int depth = 0;
    bool in_step = true;
    std::vector<std::size_t> between;
    for (std::size_t i = at_ - 1; i-- > 0 && depth >= 0;) {
      switch (tokens_[i].kind) {
        case CLOSE:
          ++depth;
          break;
        case OPEN:
          --depth;
          break;
        case K_OR:
        case OR_STEP:
          if (depth == 0 && in_step) between.push_back(i);
          break;
        case COMMA:
          if (depth == 0) in_step = false;
          break;
        case K_CONSULTS:
          if (!is_name(kind(i + 1))) break;
          for (const auto place : between) tokens_[place].kind = OR_STEP;
          return;
        case COLON:  // no policy
        case K_RULE:
        case K_REQUIRES:
        case K_ALLOWS:
        case K_DEFINE:
        case K_EXAMPLE:
        case K_END:
          return;
        default:
          break;
      }
    }
  }

  // A number's unit, if what follows is one.
  void number() {
    if (in_table_ && in_values_ && (awaits_value_ || after_comma_)) return;  // values in table rows carry no unit
    if (!in_table_) {
      if (before() == K_PAGE || before() == K_PAGES) return pages();
      if (before() == K_PRECEPT || before() == K_EVIDENCE) return;
    }
    std::size_t next = at_ + 1;
    if (kind(next) == OPEN) {
      if (!unit_in_parentheses(next)) return;
      next = mark_parentheses(next);
    } else if (kind(next) == PERCENT || unit_name(next)) {
      tokens_[next++].kind = UNIT;
    } else {
      return;
    }
    while (kind(next) == TIMES || kind(next) == PER) {
      const std::uint16_t join = kind(next) == TIMES ? UNIT_TIMES : UNIT_PER;
      if (kind(next + 1) == PERCENT || unit_name(next + 1)) {
        tokens_[next].kind = join;
        tokens_[next + 1].kind = UNIT;
        next += 2;
      } else if (kind(next + 1) == OPEN && unit_in_parentheses(next + 1)) {
        tokens_[next].kind = join;
        next = mark_parentheses(next + 1);
      } else {
        break;
      }
    }
    at_ = next - 1;
  }

  void pages() {
    while ((kind(at_ + 1) == MINUS || kind(at_ + 1) == COMMA) && kind(at_ + 2) == NUMBER) at_ += 2;
  }

  bool unit_name(std::size_t index) const {
    const std::uint16_t kind_now = kind(index);
    if (kind_now != NAME && (!is_name(kind_now) || kClauseWord[kind_now])) return false;
    const std::uint16_t follows = kind(index + 1);
    if (follows == COLON) return in_table_;
    if (follows == EQUAL) return false;
    if (follows == K_REQUIRES) return in_rule_;
    const std::string_view text = tokens_[index].text;
    const bool outcome = text == "approve" || text == "modify" || text == "deny" || text == "pend";
    return !(outcome && follows == K_NEEDS);
  }

  bool unit_in_parentheses(std::size_t index) const {
    int depth = 0;
    bool named = false;
    for (; index < tokens_.size(); ++index) {
      const std::uint16_t kind_now = tokens_[index].kind;
      if (kind_now == OPEN) {
        if (++depth > static_cast<int>(nesting_max_)) return false;
      } else if (kind_now == CLOSE) {
        if (--depth == 0) return named;
      } else if (is_name(kind_now) || kind_now == PERCENT) {
        named = true;
      } else if (kind_now != TIMES && kind_now != PER) {
        return false;
      }
    }
    return false;
  }

  std::size_t mark_parentheses(std::size_t index) {
    int depth = 0;
    for (;; ++index) {
      auto& now = tokens_[index].kind;
      if (now == OPEN) {
        ++depth;
        now = UNIT_OPEN;
      } else if (now == CLOSE) {
        now = UNIT_CLOSE;
        if (--depth == 0) return index + 1;
      } else {
        now = now == TIMES ? UNIT_TIMES : now == PER ? UNIT_PER : UNIT;
      }
    }
  }

  std::vector<Token>& tokens_;
  std::size_t nesting_max_;
  std::size_t at_ = 0;
  std::vector<Frame> frames_;
  std::size_t where_count_ = 0;
  std::size_t chain_ = 0;  // `not not not`, `- - -`, `list of list of`
  Where head_;
  std::size_t closed_kinds_ = 0;  // where such a set was closed last
  bool in_rule_ = false;
  bool in_table_ = false;
  bool in_values_ = false;
  bool awaits_value_ = false;
  bool after_comma_ = false;
};

}  // namespace

bool same_line(std::string_view text, std::uint32_t from, std::uint32_t to) {
  return text.substr(from, to - from).find('\n') == std::string_view::npos;
}

bool first_on_line(std::string_view text, std::uint32_t offset) {
  while (offset > 0 && (text[offset - 1] == ' ' || text[offset - 1] == '\t' || text[offset - 1] == '\r')) --offset;
  return offset == 0 || text[offset - 1] == '\n';
}

void refine(TokenList& list, int nesting_max, std::size_t first, std::size_t last) {
  Refiner(list, nesting_max).run(first, std::min(last, list.tokens.size() - 1));
}

}  // namespace precept::ast
