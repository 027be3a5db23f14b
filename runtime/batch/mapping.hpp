// How a table that was made elsewhere calls things: names of columns and codes in them, from a JSON file.
// In: {"columns": {"DOI": "injury_date"}, "values": {"demand_level": {"SEDENTARY WORK": "sedentary", "N/A": null}}}.
// Out: Mapping, or a sentence of what is wrong. Never here: tables.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace precept::batch {

struct Mapping {
  // A cell's text -> what a case says instead; nothing: as if the cell were empty.
  using Codes = std::map<std::string, std::optional<std::string>, std::less<>>;
  std::map<std::string, std::string, std::less<>> columns;  // as the table calls it -> as a case does
  std::map<std::string, Codes, std::less<>> values;         // by the name that a case uses
};

std::optional<Mapping> read_mapping(std::string_view json, std::string& error);

}  // namespace precept::batch
