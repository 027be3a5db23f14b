// A JSON Schema and a JSON value in, whether the value is valid out: the keywords that case_schema writes, and no others.
// Throws on a keyword that it does not know, so that a schema is never passed over. Never here: messages.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>

namespace precept::test {

class SchemaCheck {
 public:
  explicit SchemaCheck(nlohmann::json schema) : root_(std::move(schema)) {}
  bool accepts(const nlohmann::json& value) { return holds(root_, value); }

 private:
  using Json = nlohmann::json;

  bool holds(const Json& schema, const Json& value) {
    for (const auto& [keyword, wanted] : schema.items())
      if (!keyword_holds(keyword, wanted, schema, value)) return false;
    return true;
  }

  bool keyword_holds(const std::string& keyword, const Json& wanted, const Json& schema, const Json& value) {
    static const std::string kSaying[] = {"$schema",     "title",    "$comment", "$defs",
                                          "description", "examples", "default",  "then"};
    for (const std::string& one : kSaying)
      if (keyword == one) return true;
    if (keyword == "$ref") return holds(root_.at("$defs").at(wanted.get<std::string>().substr(8)), value);
    if (keyword == "anyOf") return matching(wanted, value) > 0;
    if (keyword == "oneOf") return matching(wanted, value) == 1;
    if (keyword == "allOf") return matching(wanted, value) == wanted.size();
    if (keyword == "if") return !holds(wanted, value) || holds(schema.at("then"), value);
    if (keyword == "const") return value == wanted;
    if (keyword == "enum") return std::find(wanted.begin(), wanted.end(), value) != wanted.end();
    if (keyword == "type") return type_holds(wanted, value);
    if (keyword == "minimum") return !value.is_number() || value.get<double>() >= wanted.get<double>();
    if (keyword == "maximum") return !value.is_number() || value.get<double>() <= wanted.get<double>();
    if (keyword == "exclusiveMinimum") return !value.is_number() || value.get<double>() > wanted.get<double>();
    if (keyword == "pattern") return !value.is_string() || std::regex_search(value.get<std::string>(), regex(wanted));
    if (keyword == "maxLength")
      return !value.is_string() || value.get<std::string>().size() <= wanted.get<std::size_t>();  // ASCII
    if (keyword == "minItems") return !value.is_array() || value.size() >= wanted.get<std::size_t>();
    if (keyword == "maxItems") return !value.is_array() || value.size() <= wanted.get<std::size_t>();
    if (keyword == "minProperties") return !value.is_object() || value.size() >= wanted.get<std::size_t>();
    if (keyword == "items")
      return !value.is_array() ||
             std::all_of(value.begin(), value.end(), [&](const Json& one) { return holds(wanted, one); });
    if (keyword == "required")
      return !value.is_object() || std::all_of(wanted.begin(), wanted.end(),
                                               [&](const Json& one) { return value.contains(one.get<std::string>()); });
    if (keyword == "properties") return properties_hold(wanted, value);
    if (keyword == "additionalProperties") return others_hold(wanted, schema, value);
    throw std::runtime_error("no such keyword: " + keyword);
  }

  std::size_t matching(const Json& schemas, const Json& value) {
    return static_cast<std::size_t>(
        std::count_if(schemas.begin(), schemas.end(), [&](const Json& one) { return holds(one, value); }));
  }

  bool type_holds(const Json& wanted, const Json& value) {
    if (wanted.is_array())
      return std::any_of(wanted.begin(), wanted.end(), [&](const Json& one) { return type_holds(one, value); });
    if (wanted == "integer")
      return value.is_number_integer() ||
             (value.is_number() && value.get<double>() == static_cast<double>(value.get<long long>()));
    if (wanted == "number") return value.is_number();
    return wanted == value.type_name();
  }

  bool properties_hold(const Json& wanted, const Json& value) {
    if (!value.is_object()) return true;
    for (const auto& [name, schema] : wanted.items())
      if (value.contains(name) && !holds(schema, value.at(name))) return false;
    return true;
  }

  bool others_hold(const Json& wanted, const Json& schema, const Json& value) {
    if (!value.is_object()) return true;
    for (const auto& [name, member] : value.items()) {
      if (schema.contains("properties") && schema.at("properties").contains(name)) continue;
      if (wanted.is_boolean() ? !wanted.get<bool>() : !holds(wanted, member)) return false;
    }
    return true;
  }

  const std::regex& regex(const std::string& pattern) {
    const auto found = patterns_.find(pattern);
    return found != patterns_.end() ? found->second : patterns_.emplace(pattern, std::regex(pattern)).first->second;
  }

  Json root_;
  std::map<std::string, std::regex> patterns_;
};

}  // namespace precept::test
