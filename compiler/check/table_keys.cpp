// The keys of tables: what each parameter is looked up by, told by the keys of all rows, and each key read as that.
// In: ast::TableKey. Out: TableParameter, TableKey. Never here: what a row gives (tables.cpp).
#include <algorithm>

#include "compiler/check/checker.hpp"
#include "compiler/check/tables.hpp"
#include "runtime/values/decimal.hpp"

namespace precept::check {

bool is_yes_or_no(const ast::Name& name) { return name.text == "yes" || name.text == "no"; }

// The choice or scale that names are members of: the one that has them all, or, of several, that which the name says.
std::optional<Type> Checker::type_of_members(const std::vector<const ast::Name*>& names, const ast::Name& called,
                                             const char* what, const FileScope& scope) {
  std::optional<Type> by_name;  // of the choice, or of the fact, that is called so
  if (const auto found = find_in(scope, &Owner::enumerations, called.text); found.entry != nullptr)
    by_name = type_of_enumeration(found.entry->what);
  if (const auto found = find_in(scope, &Owner::values, called.text);
      !by_name && found.entry != nullptr && found.entry->what == ValueRef::What::fact &&
      is_enumeration(library_.facts[found.entry->index].type.kind))
    by_name = library_.facts[found.entry->index].type;
  std::vector<EnumId> best;
  std::size_t most = 1;
  std::string shown;
  for (const Owner* owner : scope.all())
    for (const auto& [name, entry] : owner->enumerations) {
      const auto& members = library_.enumerations[entry.what.index].members;
      const auto held = static_cast<std::size_t>(std::count_if(names.begin(), names.end(), [&](const ast::Name* one) {
        return std::any_of(members.begin(), members.end(), [&](const Member& member) { return member.name == one->text; });
      }));
      if (held < most) continue;
      if (held > most) best.clear();
      if (best.empty()) shown.clear();
      most = held;
      best.push_back(entry.what);
      shown += (shown.empty() ? "`" : ", `") + name + "`";
    }
  if (by_name && (best.empty() || std::find(best.begin(), best.end(), by_name->enumeration) != best.end())) return by_name;
  if (best.empty()) return std::nullopt;
  if (best.size() > 1) {
    diagnostics_.report(Code::E0345, names.front()->span, what, called.text, shown)
        .hint("call `" + called.text + "` as the choice that is meant, or as a fact of that choice");
    return Type{};
  }
  return type_of_enumeration(best.front());
}

Type Checker::type_of_enumeration(EnumId id) const {
  Type type = plain(library_.enumerations[id.index].ordered ? Kind::scale : Kind::choice);
  type.enumeration = id;
  return type;
}

// A name may be a member and a code list.
bool Checker::all_members_of_one(const std::vector<const ast::Name*>& names, const FileScope& scope) const {
  const auto holds_all = [&](const Enumeration& enumeration) {
    return std::all_of(names.begin(), names.end(), [&](const ast::Name* name) {
      return std::any_of(enumeration.members.begin(), enumeration.members.end(),
                         [&](const Member& member) { return member.name == name->text; });
    });
  };
  for (const Owner* owner : scope.all())
    for (const auto& [name, entry] : owner->enumerations)
      if (holds_all(library_.enumerations[entry.what.index])) return true;
  return false;
}

// What the keys of one parameter are, by all of its rows. Kind::error: reported.
Type Checker::named_keys(const std::vector<const ast::Name*>& names, const ast::Name& parameter, const FileScope& scope) {
  const auto is_list = [&](const ast::Name* name) {
    return find_in(scope, &Owner::code_lists, name->text).entry != nullptr;
  };
  const auto fact = find_in(scope, &Owner::values, parameter.text);
  const bool by_code = fact.entry != nullptr && fact.entry->what == ValueRef::What::fact &&
                       library_.facts[fact.entry->index].type.kind == Kind::code;
  const bool lists = std::any_of(names.begin(), names.end(), is_list) && (by_code || !all_members_of_one(names, scope));
  if (!lists) {
    if (auto type = type_of_members(names, parameter, "keys", scope)) return *type;
    if (std::all_of(names.begin(), names.end(), [](const ast::Name* name) { return is_yes_or_no(*name); }))
      return truth_type();
  }
  Type type;
  for (const ast::Name* name : names) {
    const auto found = find_in(scope, &Owner::code_lists, name->text);
    if (found.entry == nullptr) {
      if (excused(name->text, scope)) return {};
      auto candidates = names_in(scope, &Owner::code_lists);
      if (!lists)
        for (const Owner* owner : scope.all())
          for (const auto& [called, entry] : owner->enumerations)
            for (const Member& member : library_.enumerations[entry.what.index].members) candidates.push_back(member.name);
      report_near(diagnostics_.report(lists ? Code::E0230 : Code::E0344, name->span, name->text), name->text, candidates);
      return {};
    }
    if (found.second != nullptr) {
      report_ambiguous(name->span, name->text, found);
      return {};
    }
    const SystemId system = library_.code_lists[found.entry->what.index].system;
    if (type.kind == Kind::code && system != type.system) {
      diagnostics_
          .report(Code::E0231, name->span, name->text, library_.systems[system.index].name,
                  library_.systems[type.system.index].name)
          .mark(names.front()->span, "a list of those is here");
      return {};
    }
    type = plain(Kind::code);
    type.system = system;
  }
  return type;
}

// Codes tell no system: that of the code lists beside them, or of the fact that the parameter is called after. Kind::error: reported.
Type Checker::code_keys(const std::vector<const ast::Name*>& names, const ast::TableKey& code, const ast::Name& parameter, const FileScope& scope) {
  if (!names.empty()) {
    Type type = named_keys(names, parameter, scope);
    if (type.kind == Kind::code || type.kind == Kind::error) return type;
    diagnostics_.report(Code::E0343, code.span, "keys", parameter.text, "codes", "names").mark(names.front()->span, "a name is here");
    return {};
  }
  const auto fact = find_in(scope, &Owner::values, parameter.text);
  if (fact.entry != nullptr && fact.entry->what == ValueRef::What::fact && library_.facts[fact.entry->index].type.kind == Kind::code)
    return library_.facts[fact.entry->index].type;
  diagnostics_.report(Code::E0235, code.span, code.code).hint("call what the table is looked up by like the fact: `by diagnosis`");
  return {};
}

// The type of a parameter whose keys are bands: of numbers in the finest of their units, of dates, or of durations of one
// kind.
Type Checker::band_keys(const std::vector<const ast::TableKey*>& keys, const Place& place) {
  Type type;
  Span first;
  for (const ast::TableKey* key : keys)
    for (const ast::ExprPtr* node : {&key->low, &key->high}) {
      if (!*node) continue;
      Expr bound = value(**node, place);
      if (is_error(bound)) return {};
      if (is_numeric(bound.type.kind)) bound.type.kind = Kind::number;
      bound.type.is_signed = false;
      if (type.kind == Kind::error) {
        type = bound.type;
        first = bound.span;
        continue;
      }
      if (bound.type.kind != type.kind) {
        diagnostics_.report(Code::E0302, bound.span, describe(bound.type), describe(type))
            .mark(first, "the first bound is here");
        return {};
      }
      if (!same_powers(bound.type.unit, type.unit) || bound.type.unit.none() != type.unit.none()) {
        const auto words = [](const Unit& unit) { return unit.none() ? std::string("no unit") : unit.plural; };
        diagnostics_.report(Code::E0303, bound.span, words(bound.type.unit), words(type.unit))
            .mark(first, "the first bound is here");
        return {};
      }
      const auto ratio = unit_ratio(type.unit, bound.type.unit);
      if (ratio && ratio->first > ratio->second) type.unit = bound.type.unit;
    }
  return type;
}

std::optional<KeyBound> Checker::key_bound(const ast::ExprPtr& node, const Type& type, const Place& place) {
  if (!node) return std::nullopt;
  KeyBound bound{value(*node, place), 0};
  bound.value = bound.written.constant.lo;
  const auto ratio = unit_ratio(bound.written.type.unit, type.unit);
  if (!ratio || !is_numeric(bound.written.type.kind)) return bound;
  const auto scaled = decimal_rescale(bound.value, ratio->first, ratio->second);
  if (scaled)
    bound.value = *scaled;
  else
    diagnostics_.report(Code::E0305, node->span, format_decimal(bound.value));
  return bound;
}

std::optional<TableKey> Checker::table_key(const ast::TableKey& node, const TableParameter& parameter, const Place& place) {
  using K = TableKey::Kind;
  TableKey key;
  key.span = node.span;
  if (node.kind == ast::TableKey::Kind::band) {
    key.kind = K::band;
    key.low_open = node.low_open;
    key.high_open = node.high_open;
    key.low = key_bound(node.low, parameter.type, place);
    key.high = key_bound(node.high, parameter.type, place);
    if (key.low && key.high && (key.low->value > key.high->value || ((key.low_open || key.high_open) && key.low->value == key.high->value))) {
      diagnostics_.report(Code::E0312, node.span).hint("the lower value comes first");
      return std::nullopt;
    }
    return key;
  }
  if (node.kind == ast::TableKey::Kind::code) {
    if (!is_code_item(node.code, node.span)) return std::nullopt;
    key.kind = K::codes;
    key.codes = unnamed_codes(parameter.type.system, {node.code}, node.span);
  } else if (parameter.type.kind == Kind::code) {
    key.kind = K::codes;
    key.codes = find_in(*place.scope, &Owner::code_lists, node.name->text).entry->what;
  } else if (parameter.type.kind == Kind::truth) {
    key.kind = K::truth;
    key.member = truth_value(node.name->text == "yes" ? Truth::yes : Truth::no);
  } else {
    const auto found = member(*node.name, parameter.type, node.span);
    if (!found) return std::nullopt;
    key.member = found->constant;
  }
  return key;
}

void Checker::table_parameters(const ast::TableDecl& node, Table& table) {
  for (std::size_t at = 0; at < node.by.size(); ++at) {
    TableParameter parameter{node.by[at].text, {}, node.by[at].span, std::nullopt};
    for (std::size_t other = 0; other < at; ++other)
      if (node.by[other].text == parameter.name)
        diagnostics_.report(Code::E0202, parameter.span, parameter.name).mark(node.by[other].span, "declared here first");
    std::vector<const ast::Name*> names;
    std::vector<const ast::TableKey*> bands;
    const ast::TableKey *first_name = nullptr, *first_band = nullptr, *first_code = nullptr;
    for (const ast::TableRow& row : node.rows) {
      if (row.otherwise || at >= row.keys.size()) continue;
      const ast::TableKey& key = row.keys[at];
      if (key.kind == ast::TableKey::Kind::name) {
        names.push_back(&*key.name);
        if (first_name == nullptr) first_name = &key;
      } else if (key.kind == ast::TableKey::Kind::code) {
        if (first_code == nullptr) first_code = &key;
      } else {
        bands.push_back(&key);
        if (first_band == nullptr) first_band = &key;
      }
    }
    const ast::TableKey* first_other = first_name != nullptr ? first_name : first_code;
    if (first_other != nullptr && first_band != nullptr)
      diagnostics_.report(Code::E0343, first_band->span, "keys", parameter.name, first_name != nullptr ? "names" : "codes", "bands")
          .mark(first_other->span, first_name != nullptr ? "a name is here" : "a code is here");
    else if (first_code != nullptr)
      parameter.type = code_keys(names, *first_code, node.by[at], *table.scope);
    else if (first_name != nullptr)
      parameter.type = named_keys(names, node.by[at], *table.scope);
    else if (first_band != nullptr)
      parameter.type = band_keys(bands, Place{table.scope, std::nullopt});
    else if (const auto row = std::find_if(node.rows.begin(), node.rows.end(), [](const ast::TableRow& one) { return !one.otherwise; });
             row != node.rows.end())
      diagnostics_.report(Code::E0342, row->span, std::to_string(row->keys.size()) + (row->keys.size() == 1 ? " key" : " keys"),
                          std::to_string(node.by.size()) + " names after `by`");
    table.broken = table.broken || parameter.type.kind == Kind::error;
    table.parameters.push_back(std::move(parameter));
  }
}

}  // namespace precept::check
