// The name that a column of a table made elsewhere stands for, where it is plain to see: "InjuryDate", " injury_date ",
// "Date of Injury" and "DOI" are `injury_date`. For "did you mean": nothing is ever taken by it. Never here: maps, cells.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precept::batch {

struct KnownName {
  std::string name;   // "injury_date"
  std::string words;  // "date of injury"; may be empty
  bool is_date = false;
};

// A known name by its words, its initials or its spelling, in this order; of equally near ones the first.
std::optional<std::string> likely_name(std::string_view column, const std::vector<KnownName>& known);

// The same, from a known name to the columns of a table.
std::optional<std::string> likely_column(const KnownName& known, const std::vector<std::string_view>& columns);

}  // namespace precept::batch
