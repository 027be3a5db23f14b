// A literal read as a value of the type that is wanted: assumed values, ranges, what an example gives.
// Never guesses: what does not fit is reported, with the mend where there is one.
#include "compiler/check/checker.hpp"
#include "compiler/syntax/print.hpp"
#include "runtime/values/calendar.hpp"
#include "runtime/values/decimal.hpp"

namespace precept::check {

std::optional<std::int64_t> Checker::number_in(const ast::Number& number, Span span, const Type& wanted, const FileScope& scope,
                                               bool negative) {
  const DecimalRead read = parse_decimal(number.digits);
  if (read.error != DecimalError::none) {
    diagnostics_.report(Code::E0305, span, number.digits);
    return std::nullopt;
  }
  std::int64_t value = negative ? -read.millionths : read.millionths;
  Unit unit;
  if (number.unit) {
    const auto found = unit_of(*number.unit, scope, true);
    if (!found) return std::nullopt;
    unit = *found;
  }
  if (unit.none() && !wanted.unit.none()) {
    diagnostics_.report(Code::E0308, span, number.digits, wanted.unit.plural)
        .hint("write `" + number.digits + " " + (read.millionths == kOne ? wanted.unit.singular : wanted.unit.plural) + "`");
    return std::nullopt;
  }
  if (!same_powers(unit, wanted.unit)) {
    diagnostics_.report(Code::E0313, span, number.digits + (unit.none() ? "" : " " + unit.plural), describe({wanted.kind, {}, unit, false}),
                        describe(wanted));
    return std::nullopt;
  }
  if (const auto ratio = unit_ratio(unit, wanted.unit)) {
    if (const auto scaled = decimal_rescale(value, ratio->first, ratio->second)) value = *scaled;
    else {
      diagnostics_.report(Code::E0305, span, number.digits);
      return std::nullopt;
    }
  }
  if (wanted.kind == Kind::count && value % kOne != 0) {
    diagnostics_.report(Code::E0313, span, number.digits, "not a whole number", describe(wanted));
    return std::nullopt;
  }
  return value;
}

void Checker::no_such_date(Span span, const std::string& written) {
  auto& diagnostic = diagnostics_.report(Code::E0306, span, written);
  const auto month = parse_partial_date(std::string_view(written).substr(0, 7));
  if (written.size() == 10 && month) diagnostic.hint("that month ends on " + format_date(month->last));
}

// "from 0 to 130", "from 0 up", "up to 2014-02-28"
std::string Checker::range_words(const Fact& fact) const {
  const auto words = [&](std::int64_t value) {
    if (fact.type.kind == Kind::date) return format_date(value);
    if (fact.type.kind == Kind::months) return std::to_string(value) + "mo";
    if (fact.type.kind == Kind::days) return std::to_string(value) + "d";
    return format_decimal(value) + (fact.type.unit.none() ? "" : " " + fact.type.unit.plural);
  };
  const bool low = fact.whole.lo != kNoLow, high = fact.whole.hi != kNoHigh;
  if (low && high) return "from " + words(fact.whole.lo) + " to " + words(fact.whole.hi);
  if (low) return "from " + words(fact.whole.lo) + " up";
  return high ? "up to " + words(fact.whole.hi) : "anything";
}

std::optional<Duration> Checker::duration_literal(const ast::Expr& node) {
  const auto* number = std::get_if<ast::Number>(&node.node);
  if (number == nullptr || !number->unit || number->unit->factors.size() != 1 || !number->unit->factors[0].nested.empty() ||
      !is_time_word(number->unit->factors[0].name.text))
    return std::nullopt;
  const std::string& word = number->unit->factors[0].name.text;
  const bool months = word == "y" || word == "mo";
  const DecimalRead read = parse_decimal(number->digits);
  if (read.error != DecimalError::none) {
    diagnostics_.report(Code::E0305, node.span, number->digits);
    return Duration{months, 0};
  }
  const std::int64_t times = word == "y" ? 12 : word == "w" ? 7 : 1;
  if (read.millionths % kOne != 0) {
    auto& diagnostic = diagnostics_.report(Code::E0307, node.span, months ? "months" : "days", number->digits + word);
    if (times != 1 && (read.millionths * times) % kOne == 0)
      diagnostic.hint("write `" + std::to_string(read.millionths * times / kOne) + (months ? "mo`" : "d`"));
    return Duration{months, 0};
  }
  const std::int64_t quantity = read.millionths / kOne * times;
  if (quantity > kDurationMax) {
    diagnostics_.report(Code::E0305, node.span, number->digits);
    return Duration{months, 0};
  }
  return Duration{months, quantity};
}

std::optional<Value> Checker::literal(const ast::Expr& node, const Type& wanted, const Place& place) {
  const auto mismatch = [&](const std::string& shown, const std::string& what) -> std::optional<Value> {
    diagnostics_.report(Code::E0313, node.span, shown, what, describe(wanted));
    return std::nullopt;
  };
  if (wanted.kind == Kind::code) {  // which code it is: the node's own text
    const auto text = code_text(node);
    if (!text) return mismatch(ast::print_expression(node), "no code");
    if (!is_code_item(*text, node.span)) return std::nullopt;
    if (text->back() != '*') return kUnknownCode;
    if (std::holds_alternative<ast::Text>(node.node)) diagnostics_.report(Code::E0117, node.span, *text);
    return std::nullopt;
  }
  bool negative = false;
  const ast::Expr* inner = &node;
  if (const auto* minus = std::get_if<ast::Unary>(&node.node); minus != nullptr && minus->op == ast::Unary::Op::minus) {
    negative = true;
    inner = minus->operand.get();
  }
  if (const auto* number = std::get_if<ast::Number>(&inner->node)) {
    if (const auto duration = duration_literal(*inner)) {
      const Kind kind = duration->months ? Kind::months : Kind::days;
      if (kind == wanted.kind && !negative) return Value{duration->quantity, duration->quantity};
      return mismatch(number->digits + number->unit->factors[0].name.text, describe(plain(kind)));
    }
    if (!is_numeric(wanted.kind)) {
      if (is_duration(wanted.kind)) {
        diagnostics_.report(Code::E0323, node.span, "a number").hint(std::string("write `") + number->digits + (wanted.kind == Kind::months ? "mo`" : "d`"));
        return std::nullopt;
      }
      return mismatch(number->digits, "a number");
    }
    Type read_as = wanted;  // a number without a unit is in the declared one, as in a case file
    if (!number->unit) read_as.unit = Unit{};
    const auto value = number_in(*number, node.span, read_as, *place.scope, negative);
    if (!value) return std::nullopt;
    return Value{*value, *value};
  }
  if (const auto* date = std::get_if<ast::Date>(&node.node)) {
    if (wanted.kind != Kind::date) return mismatch(date->text, "a date");
    const auto day = parse_date(date->text);
    if (!day) {
      no_such_date(node.span, date->text);
      return std::nullopt;
    }
    return Value{*day, *day};
  }
  if (const auto* path = std::get_if<ast::Path>(&node.node); path != nullptr && path->names.size() == 1) {
    const ast::Name& name = path->names.front();
    if (wanted.kind == Kind::truth) {
      if (name.text == "yes") return truth_value(Truth::yes);
      if (name.text == "no") return truth_value(Truth::no);
      return mismatch(name.text, "neither `yes` nor `no`");
    }
    if (is_enumeration(wanted.kind)) {
      const auto found = member(name, wanted, node.span);
      if (!found) return std::nullopt;
      return found->constant;
    }
    return mismatch(name.text, "a word");
  }
  if (const auto* text = std::get_if<ast::Text>(&node.node)) {
    if (wanted.kind == Kind::text) return Value{1, 1};
    return mismatch("\"" + text->text + "\"", "text");
  }
  if (const auto* code = std::get_if<ast::Code>(&node.node)) return mismatch(code->text, "a code");
  return mismatch(ast::print_expression(node), "something to work out");  // the grammar lets nothing else in
}

}  // namespace precept::check
