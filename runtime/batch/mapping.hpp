// How a table that was made elsewhere calls things: names of columns, codes in them and how dates are written, from a file
// of JSON or TOML. In: {"columns": {"DOI": "injury_date"}, "values": {"demand_level": {"SEDENTARY WORK": "sedentary", "N/A":
// null}}, "dates": {"injury_date": "MM/DD/YYYY"}}. Out: Mapping, or a sentence of what is wrong. Never here: tables.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/batch/date_format.hpp"

namespace precept::batch {

struct Mapping {
  // A cell's text -> what a case says instead; nothing: as if the cell were empty.
  using Codes = std::map<std::string, std::optional<std::string>, std::less<>>;
  std::map<std::string, std::string, std::less<>> columns;            // as the table calls it -> as a case does
  std::map<std::string, Codes, std::less<>> values;                   // by the name that a case uses
  std::map<std::string, std::vector<DateFormat>, std::less<>> dates;  // by the name that a case uses, beside YYYY-MM-DD
};

enum class MappingForm : std::uint8_t { json, toml };

std::optional<Mapping> read_mapping(std::string_view text, MappingForm form, std::string& error);

}  // namespace precept::batch
