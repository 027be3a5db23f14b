// Patterns and cells in, ISO dates out: see the header.
#include "runtime/batch/date_format.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/values/calendar.hpp"

namespace precept::batch {
namespace {

constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// From `fewest` to `most` digits at the start of the text, which loses them; below 0 where they are not there.
int take_number(std::string_view& text, std::size_t fewest, std::size_t most) {
  std::size_t count = 0;
  int number = 0;
  while (count < most && count < text.size() && is_digit(text[count])) number = number * 10 + (text[count++] - '0');
  if (count < fewest) return -1;
  text.remove_prefix(count);
  return number;
}

int take_month_name(std::string_view& text) {
  for (std::size_t i = 0; i < std::size(kMonths); ++i)
    if (text.size() >= 3 &&
        std::equal(kMonths[i].begin(), kMonths[i].end(), text.begin(), [](char a, char b) { return a == lower(b); })) {
      text.remove_prefix(3);
      return static_cast<int>(i) + 1;
    }
  return -1;
}

// " 0:00", " 12:00:00 AM", "T00:00:00.000": what other systems write behind a day. The day is the one that is written.
bool is_time(std::string_view text) {
  if (text.empty() || (text[0] != ' ' && text[0] != 'T')) return false;
  text.remove_prefix(1);
  const int hours = take_number(text, 1, 2);
  if (hours < 0 || hours > 23 || text.empty() || text[0] != ':') return false;
  for (int i = 0; i < 2 && text.starts_with(':'); ++i) {
    text.remove_prefix(1);
    const int number = take_number(text, 2, 2);
    if (number < 0 || number > 59) return false;
  }
  if (text.starts_with('.')) text.remove_prefix(std::min(text.find_first_not_of("0123456789", 1), text.size()));
  if (text.starts_with(' ')) text.remove_prefix(1);
  return text.empty() || (hours <= 12 && (text == "AM" || text == "PM" || text == "am" || text == "pm"));
}

}  // namespace

std::optional<DateFormat> DateFormat::read(std::string_view pattern, std::string& error) {
  DateFormat format;
  format.pattern_ = pattern;
  int years = 0, months = 0, days = 0;
  bool separated = true, was_number = false;
  for (std::string_view rest = pattern; !rest.empty();) {
    const std::size_t same = std::min(rest.find_first_not_of(rest[0]), rest.size());
    const std::string_view run = rest.substr(0, same);
    rest.remove_prefix(same);
    const bool is_number = run == "YYYY" || run == "MM" || run == "M" || run == "DD" || run == "D";
    if (is_number && was_number) separated = false;
    was_number = is_number;
    if (run == "YYYY")
      ++years, format.tokens_.push_back({Part::year});
    else if (run == "MM" || run == "M")
      ++months, format.tokens_.push_back({Part::month});
    else if (run == "MMM")
      ++months, format.tokens_.push_back({Part::month_name});
    else if (run == "DD" || run == "D")
      ++days, format.tokens_.push_back({Part::day});
    else if (run == "YY") {
      error = fmt::format("\"{}\" has years of two digits, which can be read in two ways; get the table with years of four",
                          pattern);
      return std::nullopt;
    } else if (std::string_view("/.-_, ").find(run[0]) != std::string_view::npos) {
      for (const char c : run) format.tokens_.push_back({Part::letter, c});
    } else {
      error = fmt::format(
          "\"{}\" is no form of a date; write YYYY, MM and DD with what stands between them, as in "
          "\"MM/DD/YYYY\", \"DD.MM.YYYY\", \"YYYYMMDD\" or \"DD-MMM-YYYY\"",
          pattern);
      return std::nullopt;
    }
  }
  if (years != 1 || months != 1 || days != 1) {
    error = fmt::format("\"{}\" must have one YYYY, one MM and one DD", pattern);
    return std::nullopt;
  }
  for (Token& token : format.tokens_) token.wide = !separated;
  return format;
}

std::optional<std::string> DateFormat::iso(std::string_view text) const {
  CivilDate date{0, 0, 0};
  for (const Token& token : tokens_) {
    const std::size_t fewest = token.wide ? 2 : 1;
    switch (token.part) {
      case Part::year:
        date.year = take_number(text, 4, 4);
        break;
      case Part::month:
        date.month = take_number(text, fewest, 2);
        break;
      case Part::month_name:
        date.month = take_month_name(text);
        break;
      case Part::day:
        date.day = take_number(text, fewest, 2);
        break;
      case Part::letter:
        if (text.empty() || text[0] != token.letter) return std::nullopt;
        text.remove_prefix(1);
        break;
    }
  }
  if ((!text.empty() && !is_time(text)) || date.year < 1 || date.month < 1 || date.month > 12 || date.day < 1 ||
      date.day > days_in_month(date.year, date.month))
    return std::nullopt;
  return format_date(days_from_civil(date));
}

std::string DateFormat::shape() const {
  std::string shape;
  for (const Token& token : tokens_)
    shape += token.part == Part::letter                             ? std::string(1, token.letter)
             : token.part == Part::month || token.part == Part::day ? "#"
             : token.part == Part::year                             ? "YYYY"
                                                                    : "MMM";
  return shape;
}

bool DateFormat::is_confusable_with(const DateFormat& other) const {
  const auto order = [](const DateFormat& format) {
    std::string parts;
    for (const Token& token : format.tokens_)
      if (token.part != Part::letter) parts += static_cast<char>('0' + static_cast<int>(token.part));
    return parts;
  };
  std::string own = shape(), others = other.shape();
  // Without anything between them, digits that are cut in another way are other dates.
  for (std::string* text : {&own, &others})
    if (text->find_first_not_of("#Y") == std::string::npos) *text = "digits";
  return own == others && order(*this) != order(other);
}

}  // namespace precept::batch
