// A cell is tried as it stands, then as sheets write such things; what the parser takes as exactly one key or value is taken.
#include "compiler/sheets/cells.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "compiler/syntax/parse.hpp"
#include "compiler/syntax/words.hpp"

namespace precept::sheets {

namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_letter(char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'); }
bool is_blank(char letter) { return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r'; }
char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
}

// What word processors make of blanks and signs.
std::string plain(std::string_view cell) {
  std::string out(cell);
  replace_all(out, "\xC2\xA0", " ");
  replace_all(out, "\xE2\x80\xAF", " ");
  replace_all(out, "\xE2\x80\x93", "-");
  replace_all(out, "\xE2\x88\x92", "-");
  replace_all(out, "\xE2\x89\xA4", "<=");
  replace_all(out, "\xE2\x89\xA5", ">=");
  return trimmed(out);
}

bool starts_as_number(std::string_view text) { return !text.empty() && (is_digit(text[0]) || (text.size() > 1 && text[0] == '-' && is_digit(text[1]))); }

// The hyphen between two bounds: behind a digit or letter, and never one of a date.
std::size_t range_hyphen(std::string_view text) {
  std::size_t found = std::string_view::npos;
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] != '-') continue;
    if (found != std::string_view::npos) return std::string_view::npos;
    found = at;
  }
  return found;
}

}  // namespace

std::string trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return std::string(text);
}

std::string name_of(std::string_view words) {
  std::string out;
  for (const char letter : words) {
    if (is_letter(letter) || is_digit(letter)) out += lower(letter);
    else if (letter == ' ' || letter == '-' || letter == '_' || letter == '/') out += out.empty() || out.back() == '_' ? "" : "_";
    else return {};
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out.empty() || !is_letter(out[0]) ? std::string() : out;
}

// A decimal comma only where commas do not part the columns.
std::string Cells::number(std::string_view text) const {
  std::string out(text);
  if (decimal_comma_ && std::count(out.begin(), out.end(), ',') == 1) std::replace(out.begin(), out.end(), ',', '.');
  return out;
}

std::string Cells::bound(std::string_view text, const std::string& unit) const {
  const std::string out = number(trimmed(text));
  const bool bare = !out.empty() && out.find_first_not_of("0123456789.-") == std::string::npos;
  const bool date = std::count(out.begin(), out.end(), '-') == 2;
  return bare && !date && !unit.empty() ? out + " " + unit : out;
}

// "below 45" behind a lower bound.
std::string Cells::to_words(std::string_view high, const std::string& unit) const {
  constexpr std::string_view kBelow = "below ";
  return high.starts_with(kBelow) ? " to below " + bound(high.substr(kBelow.size()), unit) : " to " + bound(high, unit);
}

// "<= 20" as "to 20 mg"; "" where it is no band of a sheet's.
std::string Cells::band_words(std::string_view cell, const std::string& unit) const {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kSigns{
      {{"<=", "to "}, {">=", "from "}, {">", "above "}, {"<", "below "}, {"to ", "to "}, {"above ", "above "}, {"below ", "below "}, {"from ", "from "}}};
  for (const auto& [sign, word] : kSigns) {
    if (!cell.starts_with(sign)) continue;
    const std::string rest = trimmed(cell.substr(sign.size()));
    const auto to = rest.find(" to ");
    if (to == std::string::npos) return std::string(word) + bound(rest, unit);
    return std::string(word) + bound(rest.substr(0, to), unit) + to_words(rest.substr(to + 4), unit);
  }
  if (!starts_as_number(cell)) return {};
  if (cell.ends_with('+')) return "from " + bound(cell.substr(0, cell.size() - 1), unit);
  if (const auto to = cell.find(" to "); to != std::string_view::npos) return bound(cell.substr(0, to), unit) + to_words(cell.substr(to + 4), unit);
  if (const auto hyphen = range_hyphen(cell); hyphen != std::string_view::npos)
    return bound(cell.substr(0, hyphen), unit) + " to " + bound(cell.substr(hyphen + 1), unit);
  return {};
}

std::optional<std::string> Cells::parsed(const std::string& words, bool is_key) {
  const auto [at, fresh] = seen_.try_emplace({words, is_key});
  if (!fresh) return at->second;
  if (words.empty() || words.find('\n') != std::string::npos) return std::nullopt;
  source::Sources sources;
  sources.files.emplace_back("cell", is_key ? "vocabulary v \"v\"\ntable t by a gives b\n  " + words + ": 0\nend\n"
                                            : "vocabulary v \"v\"\ntable t by a gives b\n  k: " + words + "\nend\n");
  diagnostics::Diagnostics found;
  const ast::File file = ast::file_from_source(sources, 0, found, ast::Examples::skip);
  if (found.has_errors() || file.declarations.size() != 1 || !file.comments.empty()) return std::nullopt;
  const auto* table = std::get_if<ast::TableDecl>(&file.declarations[0].node);
  if (table == nullptr || table->rows.size() != 1) return std::nullopt;
  const ast::TableRow& row = table->rows[0];
  if (row.otherwise || row.keys.size() != 1 || row.values.size() != 1) return std::nullopt;
  at->second = is_key ? ast::in_words(row.keys[0]) : ast::in_words(*row.values[0]);
  return at->second;
}

std::optional<std::string> Cells::key(const std::string& cell, const std::string& unit) {
  const std::string text = plain(cell);
  if (const std::string band = band_words(text, unit); !band.empty()) {
    if (auto words = parsed(band, true)) return words;
  }
  if (auto words = parsed(text, true)) return words;
  const std::string name = name_of(text);
  return name.empty() ? std::nullopt : parsed(name, true);
}

std::optional<std::string> Cells::value(const std::string& cell, const std::string& unit) {
  std::string text = plain(cell);
  if (!unit.empty() && starts_as_number(text) && text.ends_with(unit)) text = trimmed(text.substr(0, text.size() - unit.size()));
  if (starts_as_number(text)) return parsed(number(text), false);
  if (auto words = parsed(text, false)) return words;
  const std::string name = name_of(text);
  return name.empty() ? std::nullopt : parsed(name, false);
}

}  // namespace precept::sheets
