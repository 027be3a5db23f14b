// What a syntax error means, and how parsing goes on after it.
// In: the tokens and where the parser stopped. Out: one diagnostic, and an edit of the tokens. The mends are tried in the
// order of `run`; where none fits, the part that holds the error is left out.
#include "compiler/syntax/recover.hpp"

#include "compiler/syntax/parse.hpp"
#include "compiler/syntax/recover_words.hpp"

namespace precept::ast {
namespace {

constexpr std::size_t kRefinedMax = 2000;  // tokens behind an edit

class Recoverer : WordMends {
 public:
  Recoverer(TokenList& list, std::size_t start, std::size_t before, const SyntaxError& error, bool may_edit,
            diagnostics::Diagnostics& diagnostics)
      : WordMends(list, start, before, error, may_edit, diagnostics) {}

  Recovery run() {
    mend();
    // Units and the like depend on what stands around them.
    if (result_.mend != Mend::given_up) {
      auto last = std::max(start_, at_) + 1;
      const auto end = std::min(last + kRefinedMax, list_.tokens.size());
      while (last < end && !begins_declaration(list_, last)) ++last;
      refine(list_, kNestingMax, region_, last);
    }
    return result_;
  }

 private:
  void mend() {
    if (kind(at_) == TOO_DEEP || error_.too_deep) {
      report(Finding::E0105, at_, at_, kNestingMax).hint("give a part of it a name with `define`");
      result_ = {Mend::given_up, next_declaration(list_, at_), false};
      return;
    }
    if (!may_edit_) return generic();
    stray_word();
    if (swallowed() || unclosed_before_a_label() || declaration_word() || joined_name() || equals() || reserved_name()) return;
    if (misplaced_is() || undocumented() || compared_in_words() || any_of_a_list()) return;
    if (continues_) {
      at_ = start_;
      result_.again_before = has_before_;
    }
    if (nothing_behind() || closes_nothing() || unit_goes_on() || chain() || unclosed() || keyword() || colon() || comma() ||
        punctuation())
      return;
    generic();
  }

  // A word behind a condition is read as the next label; where it does not begin its line, it is what is wrong.
  void stray_word() {
    const auto rule = error_.open.empty() ? std::string_view() : error_.open[0].rule;
    const bool label = rule == "criterion" || (rule == "field" && kind(region_) == K_RECORD) || rule == "row";
    if (!label || error_.decided_at != at_ || !expects(COLON) || !is_name(back(1)) || !ends_operand(back(2))) return;
    if (error_.open[0].start == at_ - 1 && !first_on_line(list_.source, token(at_ - 1).begin)) {
      --at_;
      strayed_ = true;
    }
  }

  // ---- an operator with nothing behind it: `a and` before `b:` or the end ----
  bool nothing_behind() {
    const bool swallowed_word = is_name(back(1)) && first_on_line(list_.source, token(at_ - 1).begin) &&
                                (kind(at_) == COLON || begins_clause(at_ - 1));
    const std::size_t place = swallowed_word ? at_ - 1 : at_;
    if (place <= region_ || !awaits_operand(kind(place - 1)) || kind(place - 1) == EQUAL) return false;
    const bool ends = swallowed_word || kind(place) == kEndOfFile || kind(place) == K_END || kind(place) == CLOSE ||
                      is_label(list_, place) || begins_section(list_, place) || begins_declaration(list_, place);
    if (!ends) return false;
    report(Finding::E0145, place - 1, place - 1, text(place - 1)).hint("a condition or a value stands behind it");
    at_ = place;
    drop();
    return true;
  }

  // ---- `end` or `)` where nothing is open ----
  bool closes_nothing() {
    const bool end = kind(at_) == K_END && continues_;
    const bool closing = kind(at_) == CLOSE || kind(at_) == CLOSE_BRACE || kind(at_) == CLOSE_LIST;
    if (!end && !closing) return false;
    const auto open = innermost_open(list_, region_, at_);
    if (closing && open && (open->closing == kind(at_) || open->closing != K_END)) return false;
    report(Finding::E0134, at_, at_, seen_words(list_, at_));
    if (end) {
      result_ = {Mend::given_up, at_ + 1, false};
      return true;
    }
    erase(at_, at_ + 1);
    return taken_here();
  }

  // ---- `120 mg / o.weight`: a fact cannot be told from a unit ----
  bool unit_goes_on() {
    if ((kind(at_) != DOT && kind(at_) != OPEN) || back(1) != UNIT || (back(2) != UNIT_PER && back(2) != UNIT_TIMES))
      return false;
    const std::size_t join = at_ - 2;
    std::size_t first = join;
    while (first > region_ && kind(first) != NUMBER) --first;
    const auto quantity = std::string(list_.source.substr(token(first).begin, token(join - 1).end - token(first).begin));
    report(Finding::E0135, join, join, text(join))
        .hint("write `(" + quantity + ") " + text(join) + " " + text(at_ - 1) + "...`");
    insert(join, CLOSE, ")");
    insert(first, OPEN, "(");
    return taken_here();
  }

  // ---- `1 < x < 5`; `count of L where P <= 2` ----
  bool chain() {
    if (kind(at_) != LESS && kind(at_) != LESS_EQUAL && kind(at_) != GREATER && kind(at_) != GREATER_EQUAL &&
        kind(at_) != K_IS)
      return false;
    if (awaits_operand(back(1))) return false;
    int depth = 0;
    std::size_t relation = 0;
    std::size_t where = 0;
    for (std::size_t i = at_; i-- > region_ && depth >= 0;) {
      const auto now = kind(i);
      if (now == CLOSE || now == CLOSE_BRACE) ++depth;
      if (now == OPEN || now == OPEN_BRACE) --depth;
      if (depth != 0) continue;
      if (now == COLON || now == K_REQUIRES || now == K_UNLESS || now == K_WHEN || now == EQUAL) break;
      if (relation == 0 && where == 0 && (now == K_AND || now == K_OR)) break;
      if (now == LESS || now == LESS_EQUAL || now == GREATER || now == GREATER_EQUAL || now == K_IS || now == K_IN)
        relation = i;
      if (now == K_WHERE && where == 0) where = i;
      if (where != 0 && (now == K_COUNT || now == K_SUM || now == K_LEAST || now == K_GREATEST || now == K_LATEST))
        return compared_list(i);
    }
    if (relation == 0 || kind(region_) == K_TABLE) return false;
    report(Finding::E0143, at_, at_)
        .mark(list_.span(relation), "the other comparison is here")
        .hint("write `x between 1 and 5` (both ends in), or two comparisons with `and`");
    drop();
    return true;
  }
  bool compared_list(std::size_t head) {
    report(Finding::E0136, at_, at_)
        .mark(list_.span(head), "it begins here")
        .hint(fmt::format("write `({} ...) {} ...`", text(head), text(at_)));
    insert(at_, CLOSE, ")");
    insert(head, OPEN, "(");
    return taken_here();
  }

  // ---- a parenthesis, group or rule that is still open where something else begins ----
  bool unclosed() {
    const auto open = innermost_open(list_, region_, at_);
    if (!open || awaits_operand(back(1)) || !expects(open->closing) || error_.decided_at != at_) return false;
    const bool outside = kind(at_) == kEndOfFile || begins_declaration(list_, at_);
    const bool section = outside || begins_section(list_, at_);
    if (open->closing == K_END ? !(open->group ? section : outside)
                               : !(section || kind(at_) == K_END || is_label(list_, at_) || begins_clause(at_)))
      return false;
    return close(*open);
  }
  // `fact age: count` behind a rule that is not closed: `fact` was read as a label.
  bool unclosed_before_a_label() {
    if (at_ < region_ + 2 || is_declaration_word(back(2)) || !first_on_line(list_.source, token(at_ - 1).begin)) return false;
    if (!is_name(back(1)) || !begins_declaration(list_, at_ - 1) || awaits_operand(back(2))) return false;
    const auto open = innermost_open(list_, region_, at_ - 1);
    if (!open) return false;
    --at_;
    return close(*open);
  }
  bool close(const Opened& open) {
    std::string what = open.closing == K_END ? "`" + shown(open.first, open.last) + "`" : "this `" + text(open.first) + "`";
    const std::string_view closing = open.closing == K_END         ? "end"
                                     : open.closing == CLOSE       ? ")"
                                     : open.closing == CLOSE_BRACE ? "}"
                                                                   : "]";
    diagnostics_
        .report(Finding::E0129, kind(at_) == kEndOfFile ? end_of_text() : list_.span(at_), what, closing,
                seen_words(list_, at_))
        .mark(list_.span(open.first, open.last), "opened here");
    insert(at_, open.closing, closing);
    return taken_here();
  }
  bool begins_clause(std::size_t index) const {
    const auto next = kind(index + 1);
    switch (kind(index)) {
      case K_UNLESS:
        return true;
      case K_TEXT:
      case K_MET:
      case K_UNMET:
      case K_CITES:
        return next == STRING;
      case K_PAGE:
      case K_PAGES:
        return next == NUMBER;
      case K_UNDOCUMENTED:
        return next == K_IS || next == STRING;
      default:
        return false;
    }
  }

  // ---- a keyword with a letter wrong ----
  bool keyword() {
    if (const auto meant = meant_keyword(list_, at_, false); meant != NONE)
      return take_keyword(at_, meant, result_.again_before);
    if (at_ <= region_) return false;
    const bool unit = back(1) == UNIT && first_on_line(list_.source, token(at_ - 1).begin);
    if (back(1) != UNIT ? continues_ : !unit) return false;
    if (const auto meant = meant_keyword(list_, at_ - 1, false); meant != NONE)
      return take_keyword(at_ - 1, meant, result_.again_before);
    return false;
  }

  // ---- `demands demand_level >= medium` ----
  bool colon() {
    if (parts_of(list_, region_) != Parts::rule) return false;
    std::size_t label = at_;
    if (is_name(kind(at_)) && begins_operand(kind(at_ + 1)) && first_on_line(list_.source, token(at_).begin)) {
      label = at_;
    } else if (begins_operand(kind(at_)) && is_name(back(1)) &&
               (back(2) == K_REQUIRES || back(2) == K_WHEN || back(2) == K_CONSIDERS || back(2) == K_OF)) {
      label = at_ - 1;
    } else {
      return false;
    }
    if (strayed_ || !one_line(label, label + 1)) return false;
    report(Finding::E0130, label, label, text(label)).hint("write `" + text(label) + ": ...`");
    insert(label + 1, COLON, ":");
    return taken_here();
  }

  // ---- members, values and arguments without a comma; `,` in a scale and `<` in a choice ----
  bool comma() {
    const auto region = kind(region_);
    if (region == K_CODES && spaced_code()) return true;
    if (region == K_SCALE && kind(at_) == COMMA && is_name(kind(at_ + 1))) return separated("<", LESS);
    if (region == K_CHOICE && kind(at_) == LESS && is_name(kind(at_ + 1))) return separated(",", COMMA);
    if (!ends_operand(back(1))) return false;
    const auto open = innermost_open(list_, region_, at_);
    const bool enclosed = open && open->closing != K_END && begins_operand(kind(at_)) && kind(at_) != MINUS &&
                          kind(at_) != K_NOT &&
                          (kind(open->first) != OPEN || (open->first > region_ && is_name(kind(open->first - 1))));
    const bool member = region == K_CHOICE && is_name(kind(at_)) && one_line(at_ - 1, at_);
    const bool given = region == K_EXAMPLE && is_name(kind(at_)) && (kind(at_ + 1) == EQUAL || kind(at_ + 1) == K_MISSING);
    const bool code =
        region == K_CODES && (kind(at_) == CODE || kind(at_) == NUMBER || kind(at_) == STRING) && innermost_colon();
    const bool header = parts_of(list_, region_) == Parts::header;
    const bool saying = header && back(1) == STRING && kind(at_) == NAME && kind(at_ + 1) == STRING;
    const bool used =
        header && kind(at_) == NAME && is_name(back(1)) && (back(2) == K_USES || back(2) == COMMA) && one_line(at_ - 1, at_);
    if (!enclosed && !member && !given && !code && !saying && !used) return false;
    report(Finding::E0142, at_ - 1, at_, ",").hint("write `" + text(at_ - 1) + ", " + text(at_) + "`");
    insert(at_, COMMA, ",");
    return taken_here();
  }
  bool innermost_colon() const {  // behind the `:` of a list of codes
    for (std::size_t i = region_; i < at_; ++i)
      if (kind(i) == COLON) return true;
    return false;
  }
  // `M54. 16`
  bool spaced_code() {
    if (kind(at_) != DOT || (back(1) != CODE && back(1) != NUMBER)) return false;
    const std::size_t last = kind(at_ + 1) == NUMBER || kind(at_ + 1) == CODE || kind(at_ + 1) == TIMES ? at_ + 1 : at_;
    std::string words;
    for (std::size_t i = at_ - 1; i <= last; ++i) words += text(i);
    if (words.size() == token(last).end - token(at_ - 1).begin) return false;
    report(Finding::E0124, at_ - 1, last).hint("write `" + words + "`");
    join(at_ - 1, last, words);
    replace(at_ - 1, CODE, token(at_ - 1).text);
    return taken_here();
  }
  bool separated(std::string_view words, std::uint16_t meant) {
    report(Finding::E0110, at_, at_, text(at_), words);
    replace(at_, meant, words);
    return taken_here();
  }

  // ---- `visits count`, `y 4`, `define x a`: one sign is missing ----
  bool punctuation() {
    if (continues_ || strayed_ || error_.decided_at != at_ || !begins_operand(kind(at_)) || !one_line(at_ - 1, at_))
      return false;
    const bool mark = std::all_of(error_.expected.begin(), error_.expected.end(), [](std::uint16_t wanted) {
      return wanted == COLON || wanted == EQUAL || wanted == STRING || wanted == K_IN;
    });
    if (!mark || (!expects(COLON) && !expects(EQUAL))) return false;
    const std::string_view words = expects(COLON) ? ":" : "=";
    report(Finding::E0142, at_ - 1, at_, words);
    insert(at_, expects(COLON) ? COLON : EQUAL, words);
    return taken();
  }

  // ---- whatever else ----
  void generic() {
    if (continues_) at_ = start_;
    auto wanted =
        strayed_ ? std::string("`and`, `or`, a comparison or the end of the condition") : wanted_words(list_, error_);
    if (continues_) wanted = after_words();
    const std::size_t unit = unit_in_a_row();
    if (unit != 0) {
      at_ = unit;
      wanted = "a comma, the next row or `end`";
    }
    if (kind(at_) == kEndOfFile) {
      diagnostics_.report(Finding::E0146, end_of_text(), wanted);
      drop();
      return;
    }
    auto& found = report(Finding::E0101, at_, at_, seen_words(list_, at_), wanted);
    const auto word = kind(at_) == NAME ? text(at_) : std::string();
    if (word == "if" || word == "else" || word == "elif" || word == "elseif")
      found.hint("there is no `" + word + "`: a condition stands after `requires`, `applies when`, `unless` or `when`");
    const bool sign = kind(at_) == LESS || kind(at_) == LESS_EQUAL || kind(at_) == GREATER || kind(at_) == GREATER_EQUAL;
    if (sign && kind(region_) == K_TABLE) found.hint("a band is written in words: `below 5`, `to 5`, `above 5`, `from 5`, `from 5 to below 10`");
    if (kind(at_) == COLON && at_ > 0 && !is_name(kind(at_ - 1)) && first_on_line(list_.source, list_.tokens[at_ - 1].begin))
      found.hint("`" + text(at_ - 1) + "` is a word of the language and cannot be a label");
    if (kind(region_) == K_CODES && innermost_colon()) code_hint(found);
    if (unit != 0)
      found.hint("the values of a table carry no unit: it stands behind the column, as in `gives height in cm`");
    if (decimal_comma()) found.hint("numbers have a decimal point, and nothing between thousands: `2.5`, `1200`");
    const auto before = at_ > 0 && kind(at_ - 1) == NAME ? text(at_ - 1) : std::string();
    if (before == "if") found.hint("there is no `if`: where `b` is wanted only with `a`, write `not a or b`, or put `a` under `applies when`");
    if (may_edit_) drop();
    if (!may_edit_) result_ = {Mend::given_up, next_declaration(list_, std::max(start_, at_)), false};
  }
  // A comma between digits, without blanks.
  bool decimal_comma() const {
    return at_ > 0 && kind(at_) == COMMA && kind(at_ - 1) == NUMBER && kind(at_ + 1) == NUMBER && list_.tokens[at_ - 1].end == list_.tokens[at_].begin &&
           list_.tokens[at_].end == list_.tokens[at_ + 1].begin;
  }
  // Behind the last token: the end of a file is often an empty line that shows nothing.
  source::Span end_of_text() const {
    const auto end = at_ > 0 ? list_.tokens[at_ - 1].end : list_.tokens[at_].begin;
    return {list_.file, end, end};
  }
  std::string after_words() const {
    switch (parts_of(list_, region_)) {
      case Parts::header:
        return has_before_ ? "a clause of the header or a declaration such as `fact`, `define` or `rule`"
                           : declaration_words();
      case Parts::example:
        return has_before_ ? "`requests`, `given`, `expect` or a declaration" : declaration_words();
      case Parts::none:
      case Parts::rule:
      case Parts::record:
      case Parts::table:
        return declaration_words();
    }
    return declaration_words();
  }
  static std::string declaration_words() { return "a declaration such as `fact`, `define` or `rule`"; }

  // Leaves out the part that holds `at_`, so that the others are still read; or gives the declaration up.
  void drop() {
    const auto parts = parts_of(list_, region_);
    const bool again = continues_ && has_before_ && (parts == Parts::header || parts == Parts::example);
    result_ = {Mend::given_up, next_declaration(list_, std::max(start_, at_ > 0 ? at_ - 1 : 0)), false};
    if (parts == Parts::none || (continues_ && !again)) return;
    std::size_t first = at_;
    int depth = 0;
    while (first > region_ && (depth > 0 || first == at_ || !begins_part(list_, first, parts))) {
      --first;
      if (kind(first) == K_END && first != at_) ++depth;
      if (kind(first) == K_OF && depth > 0 && group_of(first)) --depth;
    }
    if (first == region_) {
      first = at_;  // in the head of it
    } else if (begins_section(list_, first) && parts == Parts::rule && first < at_) {
      const bool body = kind(first) == K_REQUIRES || kind(first) == K_EXCLUDED || kind(first) == K_CONSIDERS;
      if (body) first += kind(first) == K_EXCLUDED ? 2 : 1;  // the section itself stays, for what follows in it
    }
    first = std::min(first, at_);
    std::size_t last = at_;
    for (int groups = 0; kind(last) != kEndOfFile; ++last) {
      if (last > first && begins_declaration(list_, last)) break;
      if (last > at_ && group_of(last)) ++groups;
      if (last > first && groups == 0 && begins_part(list_, last, parts)) break;
      if (kind(last) == K_END && groups > 0) --groups;
    }
    if (last <= first) return;
    erase(first, last);
    result_ = {Mend::dropped, 0, again};
  }
  bool group_of(std::size_t of) const {
    if (kind(of) != K_OF || of == 0) return false;
    const auto before = kind(of - 1);
    return before == K_ALL || before == K_ANY ||
           (before == NUMBER && of > 2 && kind(of - 2) == K_LEAST && kind(of + 1) != OPEN_BRACE);
  }
};

}  // namespace

Recovery recover(TokenList& list, std::size_t start, std::size_t before, const SyntaxError& error, bool may_edit,
                 diagnostics::Diagnostics& diagnostics) {
  return Recoverer(list, start, before, error, may_edit, diagnostics).run();
}

}  // namespace precept::ast
