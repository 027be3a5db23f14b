// JSON or TOML in, a Mapping out: see the header.
#include "runtime/batch/mapping.hpp"

#include <fmt/format.h>

#include "runtime/batch/toml_map.hpp"
#include "runtime/facts/json_text.hpp"

namespace precept::batch {
namespace {

class MappingReader {
 public:
  MappingReader(const JsonDocument& document, std::string& error) : document_(document), error_(error) {}

  std::optional<Mapping> read() {
    if (!is_object(0, "the file")) return std::nullopt;
    for (std::uint32_t i = 1; i < at(0).next; i = at(i).next) {
      const std::string_view key = at(i).key;
      if (key == "columns" ? !columns(i) : key == "values" ? !values(i) : key == "dates" ? !dates(i) : !unknown(i))
        return std::nullopt;
    }
    return std::move(mapping_);
  }

 private:
  const JsonNode& at(std::uint32_t node) const { return document_.nodes[node]; }

  bool is_object(std::uint32_t node, std::string_view what) {
    if (at(node).kind == JsonKind::object) return true;
    error_ = fmt::format("{} must be an object", what);
    return false;
  }

  bool unknown(std::uint32_t node) {
    error_ = fmt::format("`{}` is not part of a map; it has `columns`, `values` and `dates`", at(node).key);
    return false;
  }

  bool columns(std::uint32_t node) {
    if (!is_object(node, "`columns`")) return false;
    for (std::uint32_t i = node + 1; i < at(node).next; i = at(i).next) {
      if (at(i).kind != JsonKind::string) {
        error_ = fmt::format("`columns` says of \"{}\" no name of a fact", at(i).key);
        return false;
      }
      mapping_.columns.emplace(at(i).key, at(i).text);
    }
    return true;
  }

  bool values(std::uint32_t node) {
    if (!is_object(node, "`values`")) return false;
    for (std::uint32_t i = node + 1; i < at(node).next; i = at(i).next) {
      if (!is_object(i, fmt::format("`values` of `{}`", at(i).key))) return false;
      Mapping::Codes& codes = mapping_.values[std::string(at(i).key)];
      for (std::uint32_t j = i + 1; j < at(i).next; j = at(j).next) {
        const JsonNode& to = at(j);
        if (to.kind == JsonKind::null)
          codes.emplace(to.key, std::nullopt);
        else if (to.kind == JsonKind::string || to.kind == JsonKind::number)
          codes.emplace(to.key, std::string(to.text));
        else if (to.kind == JsonKind::yes || to.kind == JsonKind::no)
          codes.emplace(to.key, to.kind == JsonKind::yes ? "true" : "false");
        else {
          error_ = fmt::format("`values` of `{}` says of \"{}\" no word, number, true, false or null", at(i).key, to.key);
          return false;
        }
      }
    }
    return true;
  }

  bool dates(std::uint32_t node) {
    if (!is_object(node, "`dates`")) return false;
    for (std::uint32_t i = node + 1; i < at(node).next; i = at(i).next) {
      std::vector<DateFormat>& formats = mapping_.dates[std::string(at(i).key)];
      const bool is_list = at(i).kind == JsonKind::array;
      for (std::uint32_t j = is_list ? i + 1 : i; j < at(i).next; j = at(j).next)
        if (!date(at(i).key, at(j), formats)) return false;
    }
    return true;
  }

  bool date(std::string_view of, const JsonNode& json, std::vector<DateFormat>& formats) {
    if (json.kind != JsonKind::string) {
      error_ = fmt::format("`dates` says of `{}` no form of a date, such as \"MM/DD/YYYY\"", of);
      return false;
    }
    std::string why;
    const auto format = DateFormat::read(json.text, why);
    if (!format) {
      error_ = fmt::format("`dates` of `{}`: {}", of, why);
      return false;
    }
    for (const DateFormat& other : formats)
      if (format->is_confusable_with(other)) {
        error_ = fmt::format("`dates` of `{}` has \"{}\" and \"{}\": a date such as 03/04/2019 could be read in two ways",
                             of, other.pattern(), format->pattern());
        return false;
      }
    formats.push_back(*format);
    return true;
  }

  const JsonDocument& document_;
  std::string& error_;
  Mapping mapping_;
};

}  // namespace

std::optional<Mapping> read_mapping(std::string_view text, MappingForm form, std::string& error) {
  std::optional<std::string> rewritten;
  if (form == MappingForm::toml) {
    rewritten = toml_as_json(text, error);
    if (!rewritten) return std::nullopt;
  }
  const std::string_view json = rewritten ? std::string_view(*rewritten) : text;
  JsonDocument document;
  read_json(json, 0, document);
  if (document.stop || document.nodes.empty() || skip_json_space(json, document.end) != json.size()) {
    error = fmt::format("is not one JSON object{}", document.stop ? ": " + document.stop->message : std::string());
    return std::nullopt;
  }
  if (!document.problems.empty()) {
    error = fmt::format("at byte {}: a name that stands twice, or text that is not JSON", document.problems.front().offset);
    return std::nullopt;
  }
  return MappingReader(document, error).read();
}

}  // namespace precept::batch
