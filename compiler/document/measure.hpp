// How wide a text is, and how it breaks into lines that are no wider than they may be.
// In: a text as a page shows it. Out: lines, each with its width in whole pixels. Whatever font a reader has: a picture
// tells each line's width to the browser, which fits the letters to it. Never here: fonts, floating point.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace precept::site {

struct Face {
  int size = 13;  // pixels
  bool bold = false;
};

int width_of(std::string_view visible, Face face);

struct TextLine {
  std::string text;
  int width = 0;
};

// Breaks at blanks; a word that is too wide by itself is cut between characters. `text` is made visible first
// (html_writer.hpp).
std::vector<TextLine> lines_of(std::string_view text, int width_max, Face face);

}  // namespace precept::site
