// Where declarations, sections and criteria begin, told from the tokens alone.
// In: tokens. Out: places.
#include "compiler/syntax/landmarks.hpp"

#include "compiler/syntax/recover.hpp"

namespace precept::ast {
namespace {

using namespace grammar;

bool on_new_line(const TokenList& list, std::size_t index) { return first_on_line(list.source, list.tokens[index].begin); }

bool group_opener(const TokenList& list, std::size_t of) {
  const auto back = [&](std::size_t by) { return of >= by ? list.tokens[of - by].kind : std::uint16_t{NONE}; };
  return back(1) == K_ALL || back(1) == K_ANY ||
         (back(1) == NUMBER && back(2) == K_LEAST && back(3) == K_AT && kind_of(list, of + 1) != OPEN_BRACE);
}

}  // namespace

std::uint16_t kind_of(const TokenList& list, std::size_t index) {
  return index < list.tokens.size() ? list.tokens[index].kind : kEndOfFile;
}

bool is_declaration_word(std::uint16_t kind) {
  switch (kind) {
    case K_RULE:
    case K_RECORD:
    case K_TABLE:
    case K_DEFINE:
    case K_EXAMPLE:
    case K_FACT:
    case K_SCALE:
    case K_CHOICE:
    case K_UNIT:
    case K_SERVICE:
    case K_CODES:
      return true;
    default:
      return false;
  }
}

bool begins_header(const TokenList& list, std::size_t index) {
  const auto kind = kind_of(list, index);
  if (kind != K_VOCABULARY && kind != K_GUIDELINE && kind != K_POLICY) return false;
  return is_name(kind_of(list, index + 1)) && on_new_line(list, index);
}

bool begins_declaration(const TokenList& list, std::size_t index) {
  const auto next = kind_of(list, index + 1);
  const auto after = kind_of(list, index + 2);
  switch (kind_of(list, index)) {
    case K_RULE:
    case K_RECORD:
    case K_TABLE:
    case K_DEFINE:
      return true;
    case K_EXAMPLE:
      return next == STRING || next == STRING_OPEN;
    case K_FACT:
      return is_name(next) && (after == COLON || on_new_line(list, index));
    case K_REQUEST:
      return next == K_FACT;
    case K_SCALE:
    case K_CHOICE:
      return is_name(next) && (after == COLON || after == STRING);
    case K_UNIT:
    case K_SERVICE:
      return is_name(next) && on_new_line(list, index);
    case K_CODES:
      return is_name(next) && (after == K_IN || after == STRING);
    case K_CRITERION:  // in a rule `criterion NAME` stands without a colon
      return is_name(next) && after == COLON && on_new_line(list, index);
    default:
      break;
  }
  if (begins_header(list, index)) return true;
  return is_name(kind_of(list, index)) && next == K_REQUIRES && on_new_line(list, index) &&
         same_line(list.source, list.tokens[index].end, list.tokens[index + 1].begin);
}

bool begins_section(const TokenList& list, std::size_t index) {
  const auto next = kind_of(list, index + 1);
  switch (kind_of(list, index)) {
    case K_APPLIES:
      return next == K_WHEN || next == K_OTHERWISE;
    case K_REQUIRES:
      return true;
    case K_EXCLUDED:
      return next == K_WHEN;
    case K_CONSIDERS:
      return next != COLON && is_name(next);
    case K_ALLOWS:
    case K_OVERRIDES:
      return true;
    case K_NEVER:
      return next == K_MORE;
    case K_NOT:
      return next == K_RECOMMENDED;
    case K_EVIDENCE:
      return next == NUMBER;
    case K_NOTE:
      return next == STRING;
    default:
      return false;
  }
}

bool is_label(const TokenList& list, std::size_t index) {
  return is_name(kind_of(list, index)) && kind_of(list, index + 1) == COLON;
}

bool begins_operand(std::uint16_t kind) {
  switch (kind) {
    case NUMBER:
    case DATE:
    case CODE:
    case STRING:
    case OPEN:
    case OPEN_BRACE:
    case MINUS:
    case K_NOT:
    case K_SOME:
    case K_EVERY:
    case K_LATEST:
    case K_LEAST:
    case K_GREATEST:
    case K_WHOLE:
    case K_AT:
      return true;
    default:
      return is_name(kind);
  }
}

bool ends_operand(std::uint16_t kind) {
  switch (kind) {
    case NUMBER:
    case UNIT:
    case UNIT_CLOSE:
    case DATE:
    case CODE:
    case STRING:
    case CLOSE:
    case CLOSE_BRACE:
    case K_DOCUMENTED:
    case K_EXACT:
    case K_END:
      return true;
    default:
      return is_name(kind);
  }
}

bool awaits_operand(std::uint16_t kind) {
  switch (kind) {
    case K_AND:
    case K_OR:
    case K_NOT:
    case K_IS:
    case K_IN:
    case K_BETWEEN:
    case K_WITHIN:
    case K_WHERE:
    case K_HAS:
    case K_UNLESS:
    case LESS:
    case LESS_EQUAL:
    case GREATER:
    case GREATER_EQUAL:
    case EQUAL:
    case PLUS:
    case MINUS:
    case TIMES:
    case PER:
    case OR_STEP:
      return true;
    default:
      return false;
  }
}

Parts parts_of(const TokenList& list, std::size_t start) {
  switch (kind_of(list, start)) {
    case K_RULE:
      return Parts::rule;
    case K_RECORD:
      return Parts::record;
    case K_TABLE:
      return Parts::table;
    case K_EXAMPLE:
      return Parts::example;
    case K_VOCABULARY:
    case K_GUIDELINE:
    case K_POLICY:
      return kind_of(list, start + 1) == K_REQUIRES ? Parts::none : Parts::header;
    default:
      return Parts::none;
  }
}

bool begins_part(const TokenList& list, std::size_t index, Parts parts) {
  const auto kind = kind_of(list, index);
  const auto next = kind_of(list, index + 1);
  switch (parts) {
    case Parts::none:
      return false;
    case Parts::rule:
      return kind == K_END || begins_section(list, index) || is_label(list, index);
    case Parts::record:
      return kind == K_END || kind == K_DEFINE || is_label(list, index);
    case Parts::table:
      return kind == K_END || kind == K_OTHERWISE ||
             (on_new_line(list, index) &&
              (is_name(kind) || kind == NUMBER || kind == DATE || kind == K_TO || kind == K_FROM));
    case Parts::example:
      return (kind == K_REQUESTS && next == NUMBER) || (kind == K_GIVEN && is_name(next)) ||
             (kind == K_EXPECT && is_word(next));
    case Parts::header:
      return (kind == K_SOURCE && next == STRING) || (kind == K_USES && is_name(next)) || kind == K_EFFECTIVE ||
             (kind == K_CONSULTS && is_name(next)) || (kind == K_AS && next == K_OF) || kind == K_UNDOCUMENTED ||
             kind == K_WHEN || (kind == K_SAYS && next == NAME) || (kind == NAME && next == K_NEEDS);
  }
  return false;
}

std::optional<Opened> innermost_open(const TokenList& list, std::size_t start, std::size_t at) {
  std::vector<Opened> open;
  const auto close = [&](std::uint16_t closing) {
    for (std::size_t i = open.size(); i-- > 0;)
      if (open[i].closing == closing) return open.resize(i);
  };
  for (std::size_t i = start; i < at; ++i) {
    switch (list.tokens[i].kind) {
      case OPEN:
        open.push_back({i, i, CLOSE});
        break;
      case OPEN_BRACE:
        open.push_back({i, i, CLOSE_BRACE});
        break;
      case OPEN_LIST:
        open.push_back({i, i, CLOSE_LIST});
        break;
      case K_RULE:
      case K_RECORD:
      case K_TABLE:
        open.push_back({i, is_name(kind_of(list, i + 1)) && i + 1 < at ? i + 1 : i, K_END});
        break;
      case K_OF:
        if (i > start && group_opener(list, i))
          open.push_back({list.tokens[i - 1].kind == NUMBER ? i - 3 : i - 1, i, K_END, true});
        break;
      case CLOSE:
      case CLOSE_BRACE:
      case CLOSE_LIST:
      case K_END:
        close(list.tokens[i].kind);
        break;
      default:
        break;
    }
  }
  return open.empty() ? std::nullopt : std::optional<Opened>(open.back());
}

std::size_t next_declaration(const TokenList& list, std::size_t from) {
  std::size_t i = from + 1;
  while (i + 1 < list.tokens.size() && !begins_declaration(list, i)) ++i;
  return std::min(i, list.tokens.size() - 1);
}

std::vector<std::size_t> declared_names(const TokenList& list, std::size_t start, std::size_t end) {
  std::vector<std::size_t> names;
  std::size_t at = start;
  if (kind_of(list, at) == K_REQUEST && kind_of(list, at + 1) == K_FACT) ++at;
  switch (kind_of(list, at)) {
    case K_SCALE:
    case K_CHOICE:  // its members too
      for (++at; at < end; ++at)
        if (is_name(list.tokens[at].kind)) names.push_back(at);
      return names;
    case K_FACT:
    case K_DEFINE:
    case K_UNIT:
    case K_SERVICE:
    case K_RECORD:
    case K_CODES:
    case K_TABLE:
    case K_RULE:
      ++at;
      break;
    default:
      if (kind_of(list, at + 1) != K_REQUIRES) return names;
      break;
  }
  if (at < end && is_name(kind_of(list, at))) names.push_back(at);
  return names;
}

}  // namespace precept::ast
