// How a table writes dates, as a map declares it: "MM/DD/YYYY" in, and cells; dates as a case writes them out. Only what can
// be read in one way: years of two digits are refused. Never here: guesses.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precept::batch {

class DateFormat {
 public:
  // Nothing, and a sentence in `error`, where the pattern is none of a date.
  static std::optional<DateFormat> read(std::string_view pattern, std::string& error);

  // "03/04/2019" -> "2019-03-04"; nothing where the text is not written so, or names no day that there is.
  std::optional<std::string> iso(std::string_view text) const;

  // Whether a text could be another date by the one than by the other.
  bool is_confusable_with(const DateFormat& other) const;
  const std::string& pattern() const { return pattern_; }

 private:
  enum class Part : unsigned char { year, month, month_name, day, letter };
  struct Token {
    Part part;
    char letter = 0;
    bool wide = true;  // two digits always; else one or two
  };
  std::string shape() const;

  std::string pattern_;
  std::vector<Token> tokens_;
};

}  // namespace precept::batch
