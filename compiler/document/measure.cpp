// Widths of Helvetica's letters, which Arial and Liberation Sans share, in thousandths of the font's size.
#include "compiler/document/measure.hpp"

#include <algorithm>
#include <array>

#include "runtime/report/html_writer.hpp"

namespace precept::site {

namespace {

// From the blank (32) to the tilde (126).
constexpr std::array<int, 95> kWidths = {
    278, 278, 355, 556, 556, 889, 667, 191, 333,  333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667,  667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556,  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584};
constexpr int kOtherLetter = 667, kWideLetter = 1000;  // by a look at what fonts have; the browser fits the rest
constexpr int kBoldHundredths = 108;

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

std::size_t letter_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && continues(text[at]);) ++at;
  return at;
}

int letter_width(std::string_view letter) {
  const auto first = static_cast<unsigned char>(letter.front());
  if (first < 0x80) return first >= 32 && first < 127 ? kWidths[first - 32U] : kOtherLetter;
  if (first == 0xCC || (first == 0xCD && static_cast<unsigned char>(letter[1]) < 0xB0))
    return 0;  // marks that sit on a letter
  return first >= 0xE1 ? kWideLetter : kOtherLetter;
}

int pixels(int thousandths, Face face) {
  const int scaled = face.bold ? thousandths * kBoldHundredths / 100 : thousandths;
  return (scaled * face.size + 999) / 1000;
}

int thousandths_of(std::string_view text) {
  int sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = letter_end(text, at);
    sum += letter_width(text.substr(at, end - at));
    at = end;
  }
  return sum;
}

// The end of the longest beginning of a word that fits; at least one letter.
std::size_t fitting(std::string_view word, int width_max, Face face) {
  std::size_t at = letter_end(word, 0);
  while (at < word.size() && width_of(word.substr(0, letter_end(word, at)), face) <= width_max) at = letter_end(word, at);
  return at;
}

}  // namespace

int width_of(std::string_view visible, Face face) { return pixels(thousandths_of(visible), face); }

std::vector<TextLine> lines_of(std::string_view text, int width_max, Face face) {
  const std::string visible = html_visible(text);
  std::vector<TextLine> lines;
  std::string line;
  const auto end_line = [&] {
    if (!line.empty()) lines.push_back({line, width_of(line, face)});
    line.clear();
  };
  for (std::size_t at = 0; at < visible.size();) {
    const std::size_t blank = std::min(visible.find(' ', at), visible.size());
    std::string_view word = std::string_view(visible).substr(at, blank - at);
    at = blank + 1;
    if (word.empty()) continue;
    const std::string longer = line.empty() ? std::string(word) : line + " " + std::string(word);
    if (width_of(longer, face) <= width_max) {
      line = longer;
      continue;
    }
    end_line();
    while (width_of(word, face) > width_max) {
      const std::size_t cut = fitting(word, width_max, face);
      lines.push_back({std::string(word.substr(0, cut)), width_of(word.substr(0, cut), face)});
      word.remove_prefix(cut);
    }
    line = word;
  }
  end_line();
  return lines;
}

}  // namespace precept::site
