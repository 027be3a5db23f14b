// Who declares what: owners (a vocabulary, an edition of a guideline, a policy) and what a file sees of them.
// Never here: expressions, types beyond their ids.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/check/checked.hpp"

namespace precept::check {

// What a bare name stands for as a value.
struct ValueRef {
  enum class What : std::uint8_t { fact, definition, refused } what = What::refused;  // refused: reported already
  std::uint32_t index = 0;
  Span span;
};

template <class T>
struct Declared {
  T what{};
  Span span;
};

struct Owner {
  ast::Header::Kind kind = ast::Header::Kind::vocabulary;
  std::string name;
  std::string display;  // "mtus_chronic_pain 2009-07-18"
  Span span;
  std::map<std::string, ValueRef> values;
  std::map<std::string, Declared<EnumId>> enumerations;
  std::map<std::string, Declared<RecordId>> records;
  std::map<std::string, Declared<CodeListId>> code_lists;
  std::map<std::string, Declared<std::uint32_t>> tables;  // index into the checker's
  std::map<std::string, Declared<const ast::Criterion*>> criteria;  // for rules to name
  std::map<std::string, Declared<const ast::Set*>> sets;            // `define first_line = {tricyclic, snri}`
  std::map<std::string, Declared<ServiceId>> services;
  std::map<std::string, Declared<Unit>> units;
  std::map<std::string, Declared<std::string>> others;  // code lists, tables: "a code list", ...
  std::set<std::string> lost;                           // declared by what a syntax error left out
};

// What one file sees: its own owner first, then the vocabularies that it uses.
struct FileScope {
  Owner* own = nullptr;
  std::vector<Owner*> used;
  bool incomplete = false;  // a vocabulary under `uses` was not found
  std::vector<const Owner*> all() const {
    std::vector<const Owner*> owners;
    owners.reserve(used.size() + 1);
    owners.push_back(own);
    for (const Owner* owner : used) owners.push_back(owner);
    return owners;
  }
};

// Finds `name` in one of an owner's maps. `second` is set where two used vocabularies declare it.
template <class Map>
struct Found {
  const typename Map::mapped_type* entry = nullptr;
  const Owner* owner = nullptr;
  const Owner* second = nullptr;
  const typename Map::mapped_type* second_entry = nullptr;
};

template <class Map>
Found<Map> find_in(const FileScope& scope, Map Owner::* map, const std::string& name) {
  Found<Map> found;
  for (const Owner* owner : scope.all()) {
    const auto& entries = owner->*map;
    const auto it = entries.find(name);
    if (it == entries.end()) continue;
    if (found.entry == nullptr) {
      found.entry = &it->second;
      found.owner = owner;
    } else if (found.owner != scope.own) {
      found.second = owner;
      found.second_entry = &it->second;
    }
  }
  return found;
}

template <class Map>
std::vector<std::string> names_in(const FileScope& scope, Map Owner::* map) {
  std::vector<std::string> names;
  for (const Owner* owner : scope.all())
    for (const auto& [name, entry] : owner->*map) names.push_back(name);
  return names;
}

}  // namespace precept::check
