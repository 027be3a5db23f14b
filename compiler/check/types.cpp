// Types: from syntax, in words, and the whole of what a value of a type may be.
#include "compiler/check/checker.hpp"

namespace precept::check {

Type truth_type() { return plain(Kind::truth); }
Type plain(Kind kind) {
  Type type;
  type.kind = kind;
  return type;
}
bool is_numeric(Kind kind) { return kind == Kind::count || kind == Kind::number; }
bool is_duration(Kind kind) { return kind == Kind::months || kind == Kind::days; }
bool is_enumeration(Kind kind) { return kind == Kind::choice || kind == Kind::scale; }

std::string words_of(const std::optional<ast::String>& words, const std::string& name) {
  if (words && !words->text.empty()) return words->text;
  std::string plain_words = name;
  for (char& letter : plain_words)
    if (letter == '_') letter = ' ';
  return plain_words;
}

std::string Checker::describe(const Type& type) const {
  const auto in_unit_words = [&](const char* noun) {
    return type.unit.none() ? std::string(noun) : std::string(noun) + " in " + type.unit.plural;
  };
  switch (type.kind) {
    case Kind::error: return "something not understood";
    case Kind::truth: return "a yes or no";
    case Kind::choice: return "a choice `" + library_.enumerations[type.enumeration.index].name + "`";
    case Kind::scale: return "a scale `" + library_.enumerations[type.enumeration.index].name + "`";
    case Kind::count: return in_unit_words("a count");
    case Kind::number: return in_unit_words("a number");
    case Kind::date: return "a date";
    case Kind::months: return "a duration in months";
    case Kind::days: return "a duration in days";
    case Kind::span: return "a time from one date to another";
    case Kind::text: return "text";
    case Kind::code: return "a code in `" + library_.systems[type.system.index].name + "`";
    case Kind::list: return "a list";
  }
  return {};
}

Value Checker::whole_of(const Type& type) const {
  switch (type.kind) {
    case Kind::error: return {};
    case Kind::truth: return truth_value(Truth::undocumented);
    case Kind::choice: {
      const std::size_t members = library_.enumerations[type.enumeration.index].members.size();
      const std::uint64_t all = members >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << members) - 1;
      return {static_cast<std::int64_t>(all), 0};
    }
    case Kind::scale:
      return {0, static_cast<std::int64_t>(library_.enumerations[type.enumeration.index].members.size()) - 1};
    case Kind::count:
    case Kind::number:
    case Kind::months:
    case Kind::days: return type.is_signed ? kUnbounded : Value{0, kNoHigh};
    case Kind::date:
    case Kind::span: return kUnbounded;
    case Kind::text: return {0, 1};  // documented text is {1, 1}
    case Kind::code: return kUnknownCode;
    case Kind::list: return {};
  }
  return {};
}

Type Checker::type_of(const ast::TypeExpr& node, const FileScope& scope) {
  using TypeKind = ast::TypeExpr::Kind;
  Type type;
  const auto with_unit = [&](Kind kind) {
    type.kind = kind;
    if (node.unit) {
      const auto unit = unit_of(*node.unit, scope, false);
      if (!unit) type.kind = Kind::error;
      else type.unit = *unit;
    }
  };
  switch (node.kind) {
    case TypeKind::yes_or_no: type.kind = Kind::truth; break;
    case TypeKind::count: with_unit(Kind::count); break;
    case TypeKind::number:
      with_unit(Kind::number);
      type.is_signed = node.is_signed || !node.unit;
      break;
    case TypeKind::date: type.kind = Kind::date; break;
    case TypeKind::months: type.kind = Kind::months; break;
    case TypeKind::days: type.kind = Kind::days; break;
    case TypeKind::text: type.kind = Kind::text; break;
    case TypeKind::code: return code_type(node, scope);
    case TypeKind::list: return list_type(node, scope);
    case TypeKind::named: {
      const auto found = find_in(scope, &Owner::enumerations, node.name->text);
      if (found.entry != nullptr) {
        type.enumeration = found.entry->what;
        type.kind = library_.enumerations[type.enumeration.index].ordered ? Kind::scale : Kind::choice;
        if (found.second != nullptr)
          report_ambiguous(node.span, node.name->text, found);
      } else if (!excused(node.name->text, scope)) {
        auto names = names_in(scope, &Owner::enumerations);
        names.insert(names.end(), {"date", "count", "number", "text"});
        auto& diagnostic = diagnostics_.report(Code::E0207, node.span, node.name->text);
        if (find_in(scope, &Owner::records, node.name->text).entry != nullptr)
          diagnostic.hint("a record is an element of a list: `list of " + node.name->text + "`");
        else report_near(diagnostic, node.name->text, names);
        if (diagnostic.hints.empty())
          diagnostic.hint("the types are `yes or no`, a choice, a scale, `count`, `number`, `date`, `duration in months`, "
                          "`duration in days` and `text`");
      }
      break;
    }
  }
  return type;
}

}  // namespace precept::check
