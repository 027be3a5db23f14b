// The canonical words of one line: types, table keys, what examples give, codes.
// In: ast nodes. Out: text that parses to the same nodes. Never here: expressions (words.cpp).
#include <algorithm>

#include "compiler/syntax/words.hpp"

namespace precept::ast {
namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_upper(char letter) { return letter >= 'A' && letter <= 'Z'; }

}  // namespace

std::string in_words(const TypeExpr& type) {
  std::string text;
  switch (type.kind) {
    case TypeExpr::Kind::yes_or_no:
      return "yes or no";
    case TypeExpr::Kind::named:
      return type.name->text;
    case TypeExpr::Kind::count:
      text = "count";
      break;
    case TypeExpr::Kind::number:
      text = type.is_signed ? "signed number" : "number";
      break;
    case TypeExpr::Kind::date:
      text = "date";
      break;
    case TypeExpr::Kind::months:
      text = "duration in months";
      break;
    case TypeExpr::Kind::days:
      text = "duration in days";
      break;
    case TypeExpr::Kind::code:
      return "code in " + type.name->text;
    case TypeExpr::Kind::list:
      return "list of " + in_words(type.element[0]);
    case TypeExpr::Kind::text:
      return "text";
  }
  if (type.unit) text += " in " + in_words(*type.unit);
  if (type.not_before) text += " from " + type.not_before->text;
  if (type.low != nullptr) text += " from " + in_words(*type.low);
  if (type.high != nullptr) text += " to " + in_words(*type.high);
  return text;
}

std::string in_words(const GivenValue& value) {
  std::string text;
  switch (value.kind) {
    case GivenValue::Kind::literal:
      return in_words(*value.literal);
    case GivenValue::Kind::partial_date:
      return value.partial_date;
    case GivenValue::Kind::range:
      return in_words(*value.low) + " to " + in_words(*value.high);
    case GivenValue::Kind::missing:
      return value.missing.empty() ? "missing" : "missing " + value.missing;
    case GivenValue::Kind::either:
    case GivenValue::Kind::list:
      text = value.kind == GivenValue::Kind::list ? "[" : "either {";
      for (std::size_t i = 0; i < value.elements.size(); ++i) text += (i > 0 ? ", " : "") + in_words(value.elements[i]);
      if (value.kind == GivenValue::Kind::either) return text + "}";
      return text + (value.incomplete ? "] incomplete" : value.complete ? "] complete" : "]");
    case GivenValue::Kind::record:
      text = "{";
      for (std::size_t i = 0; i < value.fields.size(); ++i) text += (i > 0 ? ", " : "") + in_words(value.fields[i]);
      return text + "}";
  }
  return text;
}

std::string in_words(const Given& given) {
  return given.name.text + (given.value.kind == GivenValue::Kind::missing ? " " : " = ") + in_words(given.value);
}

std::string in_words(const TableKey& key) {
  if (key.kind == TableKey::Kind::name) return key.name->text;
  if (key.kind == TableKey::Kind::code)  // a number alone would be a bound
    return std::any_of(key.code.begin(), key.code.end(), is_upper) ? code_item(key.code) : quoted(key.code);
  if (key.low == nullptr) return (key.high_open ? "below " : "to ") + in_words(*key.high);
  const auto low = in_words(*key.low);
  const auto high = key.high == nullptr ? std::string() : (key.high_open ? " to below " : " to ") + in_words(*key.high);
  if (key.low_open) return "above " + low + high;
  return key.high == nullptr || key.high_open ? "from " + low + high : low + high;
}

// The shapes that the lexer knows (CODE and NUMBER in grammar/Precept.g4).
std::string code_item(std::string_view item) {
  std::string_view rest = item;
  const auto take = [&](auto wanted) {
    std::size_t length = 0;
    while (length < rest.size() && wanted(rest[length])) ++length;
    rest.remove_prefix(length);
    return length;
  };
  const auto rest_of_code = [](char letter) { return is_digit(letter) || is_upper(letter); };
  if (item.size() > 1 && item.back() == '*' && is_upper(item[0]) && std::all_of(item.begin(), item.end() - 1, rest_of_code)) return std::string(item);
  bool plain = false;
  if (!rest.empty() && is_upper(rest[0])) {
    rest.remove_prefix(1);
    plain = !rest.empty() && is_digit(rest[0]);
    take(rest_of_code);
    if (rest.size() > 1 && rest[0] == '.' && rest_of_code(rest[1])) {
      rest.remove_prefix(1);
      take(rest_of_code);
    }
  } else if (take(is_digit) > 0) {
    plain = true;
    if (!rest.empty() && is_upper(rest[0])) {
      take(rest_of_code);
    } else if (rest.size() > 1 && rest[0] == '.' && is_digit(rest[1])) {
      rest.remove_prefix(1);
      take(is_digit);
    }
  }
  if (rest.size() > 1 && rest[0] == '.' && rest[1] == '*') rest.remove_prefix(1);
  if (!rest.empty() && rest[0] == '*') rest.remove_prefix(1);
  return plain && rest.empty() ? std::string(item) : quoted(item);
}

}  // namespace precept::ast
