// One cell of a sheet: what somebody wrote there, as words of the language.
// In: a cell's text. Out: a key or a value in canonical words, or nothing: the parser has the last word. Never here: columns, lines.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace precept::sheets {

std::string trimmed(std::string_view text);

// "Physical therapy" as physical_therapy; "" where no name comes of it.
std::string name_of(std::string_view words);

class Cells {
 public:
  explicit Cells(bool decimal_comma) : decimal_comma_(decimal_comma) {}

  // `unit`: of the column's name, for bounds that have none. Bands may be written as sheets have them: `<= 20`, `> 20`, `< 20`, `20-40`, `60+`.
  std::optional<std::string> key(const std::string& cell, const std::string& unit);
  // `unit`: of the column; a value that repeats it loses it.
  std::optional<std::string> value(const std::string& cell, const std::string& unit);

 private:
  std::optional<std::string> parsed(const std::string& words, bool is_key);
  std::string band_words(std::string_view cell, const std::string& unit) const;
  std::string to_words(std::string_view high, const std::string& unit) const;
  std::string bound(std::string_view text, const std::string& unit) const;
  std::string number(std::string_view text) const;

  bool decimal_comma_;
  std::map<std::pair<std::string, bool>, std::optional<std::string>> seen_;
};

}  // namespace precept::sheets
