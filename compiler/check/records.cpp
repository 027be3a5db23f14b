// Records: what the elements of lists are. In: ast::RecordDecl, types of lists. Out: check::RecordType; its definitions wait for
// their first use. Never here: list expressions.
#include <algorithm>

#include "compiler/check/checker.hpp"
#include "compiler/syntax/print.hpp"

namespace precept::check {

void Checker::declare_record(const ast::RecordDecl& node, const FileScope& scope) {
  Owner& owner = *scope.own;
  const auto enumeration = owner.enumerations.find(node.name.text);
  const auto record = owner.records.find(node.name.text);
  if (enumeration != owner.enumerations.end() || record != owner.records.end()) {
    diagnostics_.report(Code::E0202, node.name.span, node.name.text)
        .mark(record != owner.records.end() ? record->second.span : enumeration->second.span, "declared here first");
    return;
  }
  owner.records[node.name.text] = {RecordId{static_cast<std::uint32_t>(library_.records.size())}, node.name.span};
  RecordType type;
  type.name = node.name.text;
  type.words = words_of(node.words, node.name.text);
  type.span = node.name.span;
  library_.records.push_back(std::move(type));
  record_names_.push_back({&node, {}, {}, {}});
}

namespace {

Field field_from(Fact fact) {
  Field field;
  field.name = std::move(fact.name);
  field.words = std::move(fact.words);
  field.documented_by = std::move(fact.documented_by);
  field.type = fact.type;
  field.whole = fact.whole;
  field.assumed = fact.assumed;
  field.incomplete_unless_stated = fact.incomplete_unless_stated;
  field.span = fact.span;
  return field;
}

}  // namespace

void Checker::declare_fields(const ast::RecordDecl& node, const FileScope& scope) {
  const auto declared = scope.own->records.find(node.name.text);
  if (declared == scope.own->records.end() || !(declared->second.span == node.name.span)) return;  // the second of its name
  const RecordId id = declared->second.what;
  std::map<std::string, Span> seen;
  const auto fresh = [&](const ast::Name& name) {
    const auto [it, added] = seen.try_emplace(name.text, name.span);
    if (!added) diagnostics_.report(Code::E0202, name.span, name.text).mark(it->second, "declared here first");
    return added;
  };
  for (const ast::FactDecl& one : node.fields) {
    if (!fresh(one.name)) continue;
    Field field = field_from(fact_of(one, scope));
    record_names_[id.index].fields[one.name.text] = static_cast<std::uint32_t>(library_.records[id.index].fields.size());
    library_.records[id.index].fields.push_back(std::move(field));
  }
  for (const ast::DefineDecl& one : node.defines) fresh(one.name);
  RecordType& type = library_.records[id.index];
  const auto& places = record_names_[id.index].fields;
  for (const ast::FactDecl& one : node.fields) {
    if (!one.type.not_before) continue;
    const auto other = places.find(one.type.not_before->text);
    if (other == places.end()) {
      no_such_field(id, *one.type.not_before);
      continue;
    }
    const Type& other_type = type.fields[other->second].type;
    if (other_type.kind == Kind::date) type.fields[places.at(one.name.text)].not_before = other->second;
    else if (other_type.kind != Kind::error)
      diagnostics_.report(Code::E0324, one.type.not_before->span, describe(other_type))
          .hint("in a record, `date from` names a field of it that is a date");
  }
}

// A list of plain values has a record without a name, of one field named `it`.
RecordId Checker::record_of_plain(const ast::TypeExpr& element, const FileScope& scope) {
  Fact it;
  it.name = it.words = "it";
  it.span = element.span;
  it.type = type_of(element, scope);
  if (it.type.kind != Kind::error) {
    it.whole = whole_of(it.type);
    check_range(element, it, Place{&scope, std::nullopt});
  }
  const RecordId id{static_cast<std::uint32_t>(library_.records.size())};
  RecordType type;
  type.span = element.span;
  type.fields.push_back(field_from(std::move(it)));
  library_.records.push_back(std::move(type));
  record_names_.push_back({nullptr, {{"it", 0}}, {}, {}});
  return id;
}

Type Checker::list_type(const ast::TypeExpr& node, const FileScope& scope) {
  using K = ast::TypeExpr::Kind;
  const ast::TypeExpr& element = node.element.front();
  if (element.kind == K::list || element.kind == K::text || element.not_before) {
    diagnostics_.report(Code::E0223, element.span, element.kind == K::list ? "a list" : element.kind == K::text ? "text" : "a date from another one")
        .hint("declare a `record` that holds it, and a list of that record");
    return {};
  }
  Type type = plain(Kind::list);
  if (element.kind == K::named) {
    const std::string& name = element.name->text;
    const auto record = find_in(scope, &Owner::records, name);
    const bool enumeration = find_in(scope, &Owner::enumerations, name).entry != nullptr;
    if (record.entry != nullptr) {
      if (record.second != nullptr) report_ambiguous(element.span, name, record);
      type.record = record.entry->what;
      return type;
    }
    if (!enumeration) {
      if (excused(name, scope)) return {};
      auto names = names_in(scope, &Owner::records);
      for (const std::string& other : names_in(scope, &Owner::enumerations)) names.push_back(other);
      names.insert(names.end(), {"date", "count", "number"});
      auto& diagnostic = report_near(diagnostics_.report(Code::E0222, element.span, name), name, names);
      if (diagnostic.hints.empty()) diagnostic.hint("declare it: `record " + name + " ... end`");
      return {};
    }
  }
  type.record = record_of_plain(element, scope);
  if (library_.records[type.record.index].fields.front().type.kind == Kind::error) return {};
  return type;
}

// A record that is part of itself has no end; lists in lists go so deep and no deeper. Depth first; records that hold each other
// in a circle are reported once.
void Checker::check_records() {
  const std::size_t count = library_.records.size();
  std::vector<std::size_t> deep(count, 0);  // 1: holds no list
  std::vector<bool> on_path(count, false);
  std::vector<std::uint32_t> path;
  const std::function<std::size_t(std::uint32_t)> visit = [&](std::uint32_t index) -> std::size_t {
    if (deep[index] != 0) return deep[index];
    on_path[index] = true;
    path.push_back(index);
    std::size_t below = 0;
    for (const Field& field : library_.records[index].fields) {
      if (field.type.kind != Kind::list) continue;
      const std::uint32_t inner = field.type.record.index;
      if (!on_path[inner]) {
        below = std::max(below, path.size() > kListsDeepMax ? 0 : visit(inner));
        continue;
      }
      std::string chain;
      for (auto at = std::find(path.begin(), path.end(), inner); at != path.end(); ++at) chain += library_.records[*at].name + " -> ";
      diagnostics_.report(Code::E0221, field.span, library_.records[inner].name, chain + library_.records[inner].name);
    }
    path.pop_back();
    on_path[index] = false;
    deep[index] = below + 1;
    if (deep[index] > kListsDeepMax)
      diagnostics_.report(Code::E0224, library_.records[index].span, kListsDeepMax).hint("declare a fact for the inner list");
    return deep[index];
  };
  for (std::uint32_t index = 0; index < count; ++index) visit(index);
}

// After the library's own definitions, each of which stands in `pending_` at its own place.
void Checker::await_record_definitions() {
  for (const auto& [file, declaration] : declarations_in_order()) {
    const auto* node = std::get_if<ast::RecordDecl>(&declaration->node);
    if (node == nullptr) continue;
    const auto declared = scopes_[file].own->records.find(node->name.text);
    if (declared == scopes_[file].own->records.end() || !(declared->second.span == node->name.span)) continue;
    RecordNames& names = record_names_[declared->second.what.index];
    for (const ast::DefineDecl& define : node->defines) {
      if (names.fields.contains(define.name.text)) continue;
      if (!names.definitions.try_emplace(define.name.text, static_cast<std::uint32_t>(pending_.size())).second) continue;
      pending_.push_back({&define, &scopes_[file], PendingDefinition::State::waiting, declared->second.what, 0});
    }
  }
}

}  // namespace precept::check
