// Verifies systems of codes, code lists, records and the loops over them. Never here: nodes, rules.
#include "runtime/program/verify_records.hpp"

#include <algorithm>
#include <set>

#include "runtime/program/verify_tools.hpp"

namespace precept {
namespace {

using verifying::broken;
using verifying::is_in;

template <class T>
bool ascends(const std::vector<T>& list) {
  return std::adjacent_find(list.begin(), list.end(), [](const T& a, const T& b) { return !(a < b); }) == list.end();
}

constexpr int kListsInListsMax = 16;

// How deep the lists of a record lie in each other; above kListsInListsMax where they do so in a circle.
int depth_of(const Program& program, const RecordType& record, int around = 0) {
  int depth = around;
  for (const Field& field : record.fields)
    if (field.type.kind == TypeKind::list && depth <= kListsInListsMax)
      depth = std::max(depth, depth_of(program, program.record(field.type.record), around + 1));
  return depth;
}

}  // namespace

Broken verify_codes(const Program& program) {
  for (const CodeSystem& system : program.systems) {
    if (system.name.empty()) return broken("a system of codes has no name");
    if (!ascends(system.items)) return broken("the items of {} do not ascend", system.name);
  }
  for (const CodeList& list : program.code_lists) {
    if (!is_in(list.system, program.systems)) return broken("code list {} is of no system", list.name);
    const auto& items = program.system(list.system).items;
    if (list.items.empty() || !ascends(list.items) || !std::includes(items.begin(), items.end(), list.items.begin(), list.items.end()))
      return broken("code list {} holds no items, or others than its system", list.name);
    if (list.places.size() != items.size() / 64 + 1) return broken("code list {} does not say of each item whether it holds it", list.name);
  }
  return std::nullopt;
}

Broken verify_records(const Program& program) {
  for (const RecordType& record : program.records) {
    std::set<std::string_view> names;
    std::uint32_t lists = 0;
    if (record.fields.empty()) return broken("record {} has no fields", record.name);
    for (const Field& field : record.fields) {
      const auto wrong = [&](std::string_view what) { return broken("field {} of record {} {}", field.name, record.name, what); };
      if (field.name.empty() || field.words.empty()) return wrong("has no name or no words");
      if (!names.insert(field.name).second) return wrong("is there twice");
      if (!type_is_valid(program, field.type)) return wrong("has no valid type");
      if (field.type.kind != TypeKind::text && !value_is_valid(program, field.type, field.whole)) return wrong("has a whole that is none");
      if (field.assumed && !value_is_valid(program, field.type, *field.assumed)) return wrong("assumes what is no value of its type");
      if (field.not_before && (*field.not_before >= record.fields.size() || field.type.kind != TypeKind::date ||
                               record.fields[*field.not_before].type.kind != TypeKind::date))
        return wrong("lies before what is no date");
      const bool is_list = field.type.kind == TypeKind::list;
      if (is_list ? field.list != lists++ : field.list != 0) return wrong("has no place of its own among the lists");
      if (!is_list && field.incomplete_unless_stated) return wrong("is incomplete, but no list");
    }
    if (depth_of(program, record) > kListsInListsMax) return broken("record {} holds lists too deep in each other", record.name);
    if (lists != record.lists) return broken("record {} does not have as many lists as it says", record.name);
  }
  for (std::uint32_t index = 0; index < program.scopes.size(); ++index) {
    const Scope& scope = program.scopes[index];
    const auto wrong = [&](std::string_view what) { return broken("loop l{} {}", index + 1, what); };
    if (scope.parent.index > index) return wrong("lies in one that is not before it");
    if (!is_in(scope.record, program.records)) return wrong("goes over no records");
    if (scope.fact) {
      if (scope.owner != ScopeId{} || scope.field != 0) return wrong("goes over both a fact and a field");
      if (!is_in(*scope.fact, program.facts)) return wrong("goes over a fact that is not there");
      const Type& type = program.fact(*scope.fact).type;
      if (type.kind != TypeKind::list || type.record != scope.record) return wrong("goes over a fact that is no list of its records");
      continue;
    }
    ScopeId around = scope.parent;
    while (around != ScopeId{} && around != scope.owner) around = program.scope(around).parent;
    if (scope.owner == ScopeId{} || around != scope.owner) return wrong("goes over a field of no record around it");
    const RecordType& record = program.record(program.scope(scope.owner).record);
    if (scope.field >= record.fields.size() || record.fields[scope.field].type.kind != TypeKind::list ||
        record.fields[scope.field].type.record != scope.record)
      return wrong("goes over a field that is no list of its records");
  }
  return std::nullopt;
}

}  // namespace precept
