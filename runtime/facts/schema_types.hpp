// The types of a case's values as definitions of its JSON Schema: each in two shapes, the bare value (NAME) and all the
// forms that a case may write it in (NAME_forms); a kind of record as an object of its fields. In: types, as what stands
// above uses them. Out: `$defs` members. Inside this room only. Never here: facts, requests.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/facts/json_writer.hpp"
#include "runtime/program/program.hpp"

namespace precept {

class SchemaTypes {
 public:
  SchemaTypes(const Program& program, JsonWriter& json) : program_(program), json_(json) {}

  // The name of a type's definitions; the type is noted to be defined.
  std::string name_of(const Type& type, bool positive = false);
  // The definitions of every type noted so far, and of those that these use.
  void definitions();

  void ref(std::string_view name);
  // Source, date, page: a string, a number or null.
  void plain(std::string_view name, std::string_view words);
  // NAME_forms of a value: bare, null, or an object that says it with its evidence, its bounds, its reports or why it is
  // missing.
  void forms(const std::string& name, bool ordered, bool either, bool reports);
  // What stands beside `$ref` in a property: the bounds that are declared, and what is assumed.
  void bounds(const Type& type, Value whole, const std::optional<Value>& assumed);

 private:
  struct NamedType {
    Type type;
    std::string name;
    bool positive = false;
  };

  std::string wanted_name(const Type& type) const;
  std::string unique_name(const std::string& name) const;
  std::string record_name(RecordId record);
  void definition(const NamedType& named);
  void bare(const NamedType& named);
  void quantity(const Type& type, bool positive);
  void list_forms(const std::string& name);
  void record(const NamedType& list);
  void field(const Field& field);
  void missing();
  void evidence();
  void partial(const std::string& name, bool ordered, bool either);
  void one_of_required(const std::vector<std::string_view>& members, bool or_bounds);
  void list_of(std::string_view key, const std::string& name, bool with_evidence);

  const Program& program_;
  JsonWriter& json_;
  std::vector<NamedType> types_;
  std::vector<std::string> records_;  // by RecordId; empty: not named yet
};

}  // namespace precept
