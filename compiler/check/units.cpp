// Units as powers of base units times an exact ratio.
// In: unit expressions. Out: Unit, their products and the factor between two. Never here: values.
#include <numeric>

#include "compiler/check/checker.hpp"

namespace precept::check {

namespace {

// Reduces numerator/denominator held in 128 bits to 64, or nothing.
std::optional<std::pair<std::int64_t, std::int64_t>> reduced(__int128 numerator, __int128 denominator) {
  __int128 a = numerator, b = denominator;
  while (b != 0) {
    const __int128 rest = a % b;
    a = b;
    b = rest;
  }
  if (a == 0) return std::nullopt;
  numerator /= a;
  denominator /= a;
  constexpr __int128 limit = INT64_MAX;
  if (numerator > limit || denominator > limit || numerator <= 0 || denominator <= 0) return std::nullopt;
  return std::pair{static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator)};
}

struct TimeUnit {
  const char* name;
  const char* plural;
  std::int64_t hours;
};
constexpr TimeUnit kTimeUnits[] = {{"hour", "hours", 1}, {"day", "days", 24}, {"week", "weeks", 168}};

}  // namespace

bool is_time_word(const std::string& name) { return name == "y" || name == "mo" || name == "w" || name == "d"; }

bool same_powers(const Unit& a, const Unit& b) { return a.powers == b.powers; }

std::optional<Unit> unit_product(const Unit& a, const Unit& b, bool divide) {
  Unit product = a;
  for (const auto& [base, power] : b.powers) {
    auto it = product.powers.begin();
    while (it != product.powers.end() && it->first < base) ++it;
    const int change = divide ? -power : power;
    if (it != product.powers.end() && it->first == base) {
      it->second += change;
      if (it->second == 0) product.powers.erase(it);
    } else {
      product.powers.insert(it, {base, change});
    }
  }
  const auto ratio = divide ? reduced(static_cast<__int128>(a.numerator) * b.denominator,
                                      static_cast<__int128>(a.denominator) * b.numerator)
                            : reduced(static_cast<__int128>(a.numerator) * b.numerator,
                                      static_cast<__int128>(a.denominator) * b.denominator);
  if (!ratio) return std::nullopt;
  product.numerator = ratio->first;
  product.denominator = ratio->second;
  if (a.none() && !divide) {
    product.singular = b.singular;
    product.plural = b.plural;
  } else if (!b.none()) {
    const std::string right = b.singular.find_first_of("/*") == std::string::npos ? b.singular : "(" + b.singular + ")";
    const std::string join = divide ? "/" : "*";
    product.singular = (a.none() ? "1" : a.singular) + join + right;
    product.plural = (a.none() ? "1" : a.plural) + join + right;
  }
  if (product.powers.empty() && product.numerator == 1 && product.denominator == 1) product.singular = product.plural = "";
  return product;
}

std::optional<std::pair<std::int64_t, std::int64_t>> unit_ratio(const Unit& from, const Unit& to) {
  return reduced(static_cast<__int128>(from.numerator) * to.denominator,
                 static_cast<__int128>(from.denominator) * to.numerator);
}

// A file that declares and uses nothing holds examples of the whole library: its facts and services, and so its units.
const Unit* Checker::unit_for_examples(const std::string& name, const FileScope& scope) const {
  const Owner& own = *scope.own;
  if (!scope.used.empty() || !own.units.empty() || !own.values.empty() || !own.services.empty() || !own.enumerations.empty()) return nullptr;
  for (const Owner& owner : owners_)
    if (const auto found = owner.units.find(name); found != owner.units.end() && !found->second.what.singular.empty()) return &found->second.what;
  return nullptr;
}

std::optional<Unit> Checker::unit_factor(const ast::Name& name, const FileScope& scope) {
  if (name.text == "%") return Unit{{}, 1, 100, "%", "%"};
  const auto found = find_in(scope, &Owner::units, name.text);
  if (found.entry != nullptr) {
    if (found.second != nullptr)
      report_ambiguous(name.span, name.text, found);
    if (found.entry->what.singular.empty()) return std::nullopt;  // reported where it is declared
    return found.entry->what;
  }
  if (const Unit* unit = unit_for_examples(name.text, scope)) return *unit;
  for (const TimeUnit& time : kTimeUnits)
    if (name.text == time.name || name.text == time.plural) return Unit{{{"hour", 1}}, time.hours, 1, time.name, time.plural};
  if (excused(name.text, scope)) return std::nullopt;
  auto& diagnostic = diagnostics_.report(Code::E0208, name.span, name.text);
  if (find_in(scope, &Owner::values, name.text).entry != nullptr) {
    const std::string_view text = sources_.files[name.span.file].text();
    const auto sign = text.find_last_not_of(" \t\r\n", name.span.begin == 0 ? 0 : name.span.begin - 1);
    if (sign != std::string_view::npos && text[sign] == '*')
      diagnostic.hint("after a number and its unit, `* " + name.text + "` goes on with the unit; write `" + name.text + "` first: `" + name.text + " * 20%`");
    else
      diagnostic.hint("after a number and its unit, `/ " + name.text + "` goes on with the unit; to divide by `" + name.text +
                      "`, put the quantity in parentheses: `(120 mg) / " + name.text + "`");
    return std::nullopt;
  }
  static const std::vector<std::pair<std::string, std::string>> mends = {
      {"years", "y"}, {"year", "y"}, {"months", "mo"}, {"month", "mo"}, {"m", "mo"}, {"weeks", "w"}, {"yr", "y"}, {"yrs", "y"}};
  for (const auto& [word, mend] : mends)
    if (name.text == word) {
      diagnostic.hint("durations are written `2" + mend + "`");
      return std::nullopt;
    }
  if (name.text == "percent" || name.text == "pct") {
    diagnostic.hint("a percentage is written `20%`");
    return std::nullopt;
  }
  auto names = names_in(scope, &Owner::units);
  names.insert(names.end(), {"y", "mo", "w", "d"});
  report_near(diagnostic, name.text, names);
  if (diagnostic.hints.empty()) diagnostic.hint("declare it in a vocabulary: `unit " + name.text + "`");
  return std::nullopt;
}

std::optional<Unit> Checker::unit_of(const ast::UnitExpr& unit, const FileScope& scope, bool time_may_stand) {
  Unit product;
  bool time_alone = unit.factors.size() == 1;
  for (const auto& factor : unit.factors) {
    std::optional<Unit> one;
    if (!factor.nested.empty()) {
      one = unit_of(factor.nested.front(), scope, true);
    } else if (is_time_word(factor.name.text)) {
      diagnostics_.report(Code::E0311, factor.name.span, factor.name.text)
          .hint("a fact that is a length of time has the type `duration in months` or `duration in days`; a rate is written "
                "`sessions/week`");
      return std::nullopt;
    } else {
      one = unit_factor(factor.name, scope);
    }
    if (!one) return std::nullopt;
    if (time_alone && !time_may_stand && one->powers.size() == 1 && one->powers.front().first == "hour" &&
        find_in(scope, &Owner::units, factor.name.text).entry == nullptr) {
      diagnostics_.report(Code::E0311, unit.span, one->singular)
          .hint("a fact that is a length of time has the type `duration in months` or `duration in days`");
      return std::nullopt;
    }
    const bool first = factor.join == 0;
    if (first) {
      product = *one;
      continue;
    }
    auto next = unit_product(product, *one, factor.join == '/');
    if (!next) {
      diagnostics_.report(Code::E0327, unit.span, product.singular + factor.join + one->singular);
      return std::nullopt;
    }
    product = *next;
  }
  return product;
}

void Checker::resolve_unit(const ast::UnitDecl& node, const FileScope& scope) {
  if (!node.of || units_done_.contains(&node)) return;
  if (!units_open_.insert(&node).second) {
    diagnostics_.report(Code::E0320, node.name.span, node.name.text);
    units_done_.insert(&node);
    return;
  }
  for (const auto& factor : node.of->factors) {  // what it stands on, first
    const auto stands_on = find_in(scope, &Owner::units, factor.name.text);
    if (stands_on.entry == nullptr) continue;
    for (const auto& [other, other_scope] : unit_nodes_)
      if (stands_on.entry->span == other->name.span || (other->plural && stands_on.entry->span == other->plural->span))
        resolve_unit(*other, *other_scope);
  }
  if (units_done_.contains(&node)) return;
  units_done_.insert(&node);
  auto of = unit_of(*node.of, scope, true);
  if (!of) return;
  Type plain_number = plain(Kind::number);
  const ast::Number factor{node.factor.value_or("1"), std::nullopt};
  const auto millionths = number_in(factor, node.name.span, plain_number, scope, false);
  if (!millionths || *millionths <= 0) {
    if (millionths) diagnostics_.report(Code::E0327, node.name.span, node.name.text);
    return;
  }
  const auto unit = unit_product(*of, Unit{{}, *millionths, kOne, "", ""}, false);
  const auto ratio = unit ? unit_ratio(*unit, Unit{}) : std::nullopt;
  if (!ratio) {
    diagnostics_.report(Code::E0327, node.name.span, node.name.text);
    return;
  }
  Unit named{unit->powers, ratio->first, ratio->second, node.name.text, node.plural ? node.plural->text : node.name.text};
  scope.own->units[node.name.text].what = named;
  if (node.plural) scope.own->units[node.plural->text].what = named;
}

}  // namespace precept::check
