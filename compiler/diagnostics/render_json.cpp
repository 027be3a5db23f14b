// Diagnostics for programs: JSON of our own, and SARIF 2.1.0.
// In: Diagnostics and their Sources. Out: JSON text, keys in a fixed order. The JSON library is met here only.
#include <nlohmann/json.hpp>

#include "compiler/diagnostics/render.hpp"

namespace precept::diagnostics {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
  }
  return "";
}

struct Place {
  std::string file;
  source::Position begin;
  source::Position end;
};

Place place_of(source::Span span, const source::Sources& sources) {
  const auto* file = sources.file(span.file);
  if (file == nullptr) return {};
  return {file->path(), file->position(span.begin), file->position(std::max(span.begin, span.end))};
}

void put_place(Json& json, const Place& place) {
  json["file"] = place.file;
  json["line"] = place.begin.line;
  json["column"] = place.begin.column;
  json["end_line"] = place.end.line;
  json["end_column"] = place.end.column;
}

// RFC 3986: what is not unreserved, and no `/`, stands as %XX.
std::string uri_of(std::string_view path) {
  std::string uri;
  for (const char letter : path) {
    const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                       (letter >= '0' && letter <= '9') || letter == '/' || letter == '-' || letter == '_' ||
                       letter == '.' || letter == '~';
    uri += plain ? std::string(1, letter) : fmt::format("%{:02X}", static_cast<unsigned char>(letter));
  }
  return path.starts_with('/') ? "file://" + uri : uri;
}

Json sarif_location(source::Span span, const source::Sources& sources) {
  const auto place = place_of(span, sources);
  Json region;
  region["startLine"] = place.begin.line;
  region["startColumn"] = place.begin.column;
  region["endLine"] = place.end.line;
  region["endColumn"] = place.end.column;
  Json physical;
  physical["artifactLocation"]["uri"] = uri_of(place.file);
  physical["region"] = std::move(region);
  Json location;
  location["physicalLocation"] = std::move(physical);
  return location;
}

std::string without_places(std::string_view message) {
  std::string text(message);
  for (auto at = text.find("{}"); at != std::string::npos; at = text.find("{}", at)) text.replace(at, 2, "...");
  return text;
}

Json sarif_rules() {
  auto rules = Json::array();
  for (const auto& row : all_codes()) {
    Json rule;
    rule["id"] = row.name;
    rule["shortDescription"]["text"] = without_places(row.message);
    rule["defaultConfiguration"]["level"] = word(row.severity);
    rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace

std::string render_json(const Diagnostics& diagnostics, const source::Sources& sources) {
  auto list = Json::array();
  for (const auto& diagnostic : diagnostics.list()) {
    Json one;
    one["code"] = row_of(diagnostic.code).name;
    one["severity"] = word(diagnostic.severity());
    one["message"] = diagnostic.message;
    put_place(one, place_of(diagnostic.span, sources));
    one["marks"] = Json::array();
    for (const auto& mark : diagnostic.marks) {
      Json second;
      second["text"] = mark.text;
      put_place(second, place_of(mark.span, sources));
      one["marks"].push_back(std::move(second));
    }
    one["hints"] = diagnostic.hints;
    if (!diagnostic.example.empty()) one["example"] = diagnostic.example;
    list.push_back(std::move(one));
  }
  Json json;
  json["diagnostics"] = std::move(list);
  json["errors"] = diagnostics.errors();
  json["warnings"] = diagnostics.warnings();
  return dumped(json);
}

std::string render_sarif(const Diagnostics& diagnostics, const source::Sources& sources) {
  auto results = Json::array();
  for (const auto& diagnostic : diagnostics.list()) {
    Json one;
    one["ruleId"] = row_of(diagnostic.code).name;
    one["ruleIndex"] = static_cast<std::size_t>(diagnostic.code);
    one["level"] = word(diagnostic.severity());
    auto message = diagnostic.message;
    for (const auto& hint : diagnostic.hints) message += "\nhelp: " + hint;
    if (!diagnostic.example.empty()) message += "\nexample that shows it:\n" + diagnostic.example;
    one["message"]["text"] = message;
    one["locations"] = Json::array({sarif_location(diagnostic.span, sources)});
    auto related = Json::array();
    for (const auto& mark : diagnostic.marks) {
      auto location = sarif_location(mark.span, sources);
      location["message"]["text"] = mark.text;
      related.push_back(std::move(location));
    }
    if (!related.empty()) one["relatedLocations"] = std::move(related);
    results.push_back(std::move(one));
  }
  Json driver;
  driver["name"] = "precept";
  driver["rules"] = sarif_rules();
  Json run;
  run["tool"]["driver"] = std::move(driver);
  run["columnKind"] = "unicodeCodePoints";
  run["results"] = std::move(results);
  Json json;
  json["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
  json["version"] = "2.1.0";
  json["runs"] = Json::array({std::move(run)});
  return dumped(json);
}

}  // namespace precept::diagnostics
