// Part of recovery (included by recover.cpp only): words and signs that mean something plain, written otherwise.
// In: the error at hand. Out: what was meant, in its place, with a message. Each mend says whether it was the one.
#pragma once

#include "compiler/syntax/recover_edits.hpp"

namespace precept::ast {
namespace {

class WordMends : protected RecoveryEdits {
 protected:
  using RecoveryEdits::RecoveryEdits;

  // ---- `define x =` with its value missing: the next line's `fact` was taken for it ----
  bool swallowed() {
    if (!continues_ || !has_before_ || start_ < region_ + 2 || !begins_declaration(list_, start_ - 1)) return false;
    if (!awaits_operand(kind(start_ - 2)) || !first_on_line(list_.source, token(start_ - 1).begin)) return false;
    report(Finding::E0145, start_ - 2, start_ - 2, text(start_ - 2)).hint("a condition or a value stands behind it");
    result_ = {Mend::given_up, start_ - 1, false, true};
    return true;
  }

  // ---- `factt x`, `work requries y`, `x = 5` where a declaration begins ----
  bool declaration_word() {
    if (!continues_) return false;
    if (const auto meant = meant_keyword(list_, start_, true); meant != NONE) return take_keyword(start_, meant, false);
    if (kind(start_ + 1) == NAME && is_name(kind(start_)) && begins_operand(kind(start_ + 2)) &&
        close_to(start_ + 1, "requires"))
      return take_keyword(start_ + 1, K_REQUIRES, false);
    if (is_name(kind(start_)) && kind(start_ + 1) == EQUAL && at_ == start_ + 1 &&
        parts_of(list_, region_) != Parts::example) {
      report(Finding::E0144, start_, start_, text(start_)).hint("write `define " + text(start_) + " = ...`");
      insert(start_, K_DEFINE, "define");
      return taken();
    }
    return false;
  }
  bool close_to(std::size_t index, std::string word) { return diagnostics::nearest(text(index), {std::move(word)}) != ""; }

  // ---- `demand-level`, `demand level`, `B12` where a name is declared ----
  bool joined_name() {
    const bool dashed = kind(at_) == MINUS && is_word(back(1)) && is_word(kind(at_ + 1)) && touch(at_ - 1) && touch(at_);
    const bool spaced = kind(at_) == NAME && is_name(back(1)) && one_line(at_ - 1, at_) &&
                        (names_next(back(2)) || spaced_label() || spaced_short_form());
    if (dashed || spaced) {
      const std::size_t first = at_ - 1;
      std::size_t last = dashed ? at_ + 1 : at_;
      std::string words = text(first) + "_" + text(last);
      while (dashed ? kind(last + 1) == MINUS && is_word(kind(last + 2)) && touch(last) && touch(last + 1)
                    : kind(last + 1) == NAME && one_line(last, last + 1)) {
        last += dashed ? 2 : 1;
        words += "_" + text(last);
      }
      report(Finding::E0109, first, last,
             std::string(list_.source.substr(token(first).begin, token(last).end - token(first).begin)))
          .hint("write `" + words + "`");
      join(first, last, words);
      return taken();
    }
    if (kind(at_) != CODE || !expects(NAME) || expects(NUMBER) || continues_) return false;
    auto words = text(at_);
    for (auto& letter : words)
      if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    if (words[0] >= '0' && words[0] <= '9') words.insert(0, "x_");
    words.erase(std::remove_if(words.begin(), words.end(), [](char letter) { return letter == '.' || letter == '*'; }),
                words.end());
    report(Finding::E0109, at_, at_, text(at_)).hint("write `" + words + "`");
    replace(at_, NAME, list_.mended.emplace_back(words));
    return taken();
  }
  static bool names_next(std::uint16_t keyword) {
    switch (keyword) {
      case K_RULE:
      case K_FACT:
      case K_DEFINE:
      case K_RECORD:
      case K_TABLE:
      case K_SERVICE:
      case K_SCALE:
      case K_CHOICE:
      case K_CODES:
      case K_VOCABULARY:
      case K_GUIDELINE:
      case K_POLICY:
      case K_FOR:
      case K_UNDER:
        return true;
      default:
        return false;
    }
  }
  bool spaced_label() {
    return kind(at_ + 1) == COLON && (in("ruleDecl") || in("recordDecl") || in("tableDecl")) &&
           first_on_line(list_.source, token(at_ - 1).begin) && !begins_declaration(list_, at_ - 1);
  }
  bool spaced_short_form() {
    std::size_t last = at_;
    while (kind(last + 1) == NAME) ++last;
    return continues_ && at_ == start_ + 1 && kind(last + 1) == K_REQUIRES;
  }

  // ---- `=` for `is`, `is` or `:` for `=`, `=` for `:` ----
  bool equals() {
    const bool define = expects(EQUAL) && error_.decided_at == at_;
    if (define && (kind(at_) == COLON || kind(at_) == K_IS || kind(at_) == K_AS)) return written_as(at_, "=", EQUAL);
    if (expects(COLON) && !strayed_ && error_.decided_at == at_ && (kind(at_) == EQUAL || kind(at_) == K_IS))
      return written_as(at_, ":", COLON);
    const auto place = continues_ ? start_ : at_;
    const auto parts = parts_of(list_, region_);
    if (kind(place) != EQUAL || place == region_ || !ends_operand(kind(place - 1)) || parts == Parts::example ||
        parts == Parts::header)
      return false;
    report(Finding::E0140, place, place).hint("write `is`, as in `status is modified_duty`");
    replace(place, K_IS, "is");
    return taken(continues_ && has_before_);
  }
  bool written_as(std::size_t index, std::string_view words, std::uint16_t meant) {
    report(Finding::E0110, index, index, text(index), words);
    replace(index, meant, words);
    return taken();
  }

  // ---- `fact exact: number` ----
  bool reserved_name() {
    if (!is_reserved(kind(at_))) return false;
    const auto next = kind(at_ + 1);
    const bool label = next == COLON && (in("ruleDecl") || in("recordDecl") || in("group")) &&
                       first_on_line(list_.source, token(at_).begin);
    const bool named = expects(NAME) && !expects(NUMBER) &&
                       (next == COLON || next == EQUAL || next == STRING || next == COMMA || next == K_PAGE ||
                        next == K_PAGES || next == K_REQUIRES || next == K_IN);
    if (!label && !named) return false;
    report(Finding::E0138, at_, at_, text(at_)).hint("choose another name, such as `" + text(at_) + "_value`");
    replace(at_, NAME, token(at_).text);
    return taken();
  }

  // ---- `is in {…}`, `is <= 2`, `is at least 2`, `is more than 2` ----
  bool misplaced_is() {
    const std::size_t is = back(1) == K_IS ? 1 : back(1) == K_NOT && back(2) == K_IS ? 2 : 0;
    if (is == 0) return false;
    const bool relation = kind(at_) == LESS || kind(at_) == LESS_EQUAL || kind(at_) == GREATER ||
                          kind(at_) == GREATER_EQUAL || kind(at_) == K_BETWEEN || kind(at_) == K_WITHIN;
    if (kind(at_) != K_IN && !(relation && is == 1)) return false;
    const std::string words = is == 2 ? "not " + text(at_) : text(at_);
    report(Finding::E0110, at_ - is, at_, "is " + words, words);
    erase(at_ - is, at_ - is + 1);
    return taken();
  }

  bool compared_in_words() {
    // `is at least 3`, and no `of`; `is at most`
    const bool far = kind(error_.decided_at) == K_AT && (error_.decided_at + 3 == at_ || error_.decided_at + 1 == at_);
    const std::size_t place = far ? error_.decided_at : continues_ ? start_ : at_;
    std::size_t first = place;
    std::size_t last = place;
    std::string_view meant;
    if (kind(place) == K_AT && (kind(place + 1) == K_LEAST || text(place + 1) == "most") && kind(place + 2) != K_OF) {
      last = place + 1;
      meant = kind(last) == K_LEAST ? ">=" : "<=";
      if (kind(place - 1) == K_IS) first = place - 1;
    } else if (const std::size_t than = kind(at_) == K_THAN ? at_ : at_ - 1;
               kind(than) == K_THAN && than > region_ + 2 && kind(than - 2) == K_IS) {
      first = than - 2;
      last = than;
      const auto word = text(than - 1);
      if (word == "more" || word == "greater" || word == "higher" || word == "later" || word == "older") meant = ">";
      if (word == "less" || word == "fewer" || word == "lower" || word == "earlier" || word == "younger") meant = "<";
    }
    if (meant.empty() || first <= region_ || !ends_operand(kind(first - 1)) || !begins_operand(kind(last + 1))) return false;
    if (kind(last + 1) == K_NOT) return false;
    report(Finding::E0110, first, last, shown(first, last), meant);
    token(first).end = token(last).end;
    replace(first, meant == ">=" ? GREATER_EQUAL : meant == "<=" ? LESS_EQUAL : meant == ">" ? GREATER : LESS, meant);
    erase(first + 1, last + 1);
    return taken(continues_ && has_before_);
  }

  // ---- `any therapy where P` ----
  bool any_of_a_list() {
    const std::size_t place = continues_ ? start_ : at_;
    if (place < region_ + 2 || kind(place - 1) != K_ANY || !is_name(kind(place)) || !one_line(place - 1, place))
      return false;
    const auto opens = kind(place - 2);
    const bool condition =
        awaits_operand(opens) || opens == K_REQUIRES || opens == K_WHEN || opens == COLON || opens == OPEN || opens == EQUAL;
    if (!condition) return false;
    report(Finding::E0110, place - 1, place - 1, "any", "some");
    replace(place - 1, K_SOME, "some");
    return taken(continues_ && has_before_);
  }

  // ---- `is undocumented` ----
  bool undocumented() {
    if (kind(at_) != K_UNDOCUMENTED || (back(1) != K_IS && back(1) != K_NOT)) return false;
    const bool negated = back(1) == K_NOT;
    const std::size_t first = negated ? at_ - 2 : at_ - 1;
    report(Finding::E0132, first, at_, negated ? "is not undocumented" : "is undocumented",
           negated ? "is documented" : "is not documented");
    replace(at_, K_DOCUMENTED, "documented");
    if (negated) {
      erase(at_ - 1, at_);
    } else {
      insert(at_, K_NOT, "not");
    }
    return taken();
  }

  // ---- `male: 100 cm` in a table: the unit's place; 0 where there is none ----
  std::size_t unit_in_a_row() {
    if (kind(region_) != K_TABLE) return 0;
    for (std::size_t i = region_ + 3; i <= at_; ++i)
      if (kind(i) == NAME && kind(i - 1) == NUMBER && (kind(i - 2) == COLON || kind(i - 2) == COMMA) && one_line(i - 1, i) &&
          kind(i + 1) != COLON)
        return i;
    return 0;
  }

  // ---- what a list of codes cannot say, by the habit of other lists ----
  void code_hint(diagnostics::Diagnostic& found) {
    if (kind(at_) == MINUS && (back(1) == CODE || back(1) == NUMBER))
      found.hint("there are no ranges of codes: list them, as in `M50*, M51*, M52*`");
    else if (kind(at_) == TIMES)
      found.hint("every code is `\"*\"`, in quotes");
    else if (kind(at_) == DOT && back(1) == CODE && text(at_ - 1).ends_with('*'))
      found.hint("`*` stands for any rest, so it stands at the end of a code");
    else if (kind(at_) == NAME && (back(1) == COLON || back(1) == COMMA))
      found.hint(
          "a code is written as its system prints it, in capitals (`M54.5*`); what has another shape stands in quotes");
  }
};

}  // namespace
}  // namespace precept::ast
