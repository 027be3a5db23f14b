// Lines, boxes and lines of text of one SVG, in whole pixels.
// In: shapes. Out: markup. Never here: what they mean.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/document/measure.hpp"

namespace precept::site {

class Drawing {
 public:
  // Returned to give a box its height once what is in it was drawn.
  std::size_t box(int x, int y, int width, std::string_view look);
  void height(std::size_t box, int height) { shapes_[box].height = height; }

  void line(int x1, int y1, int x2, int y2, std::string_view look);
  void arrow(int x, int y, std::string_view look);  // its tip, pointing down
  void arrow_right(int x, int y, std::string_view look);
  // Every line of a text, the first one's upper edge at y. The y below the last.
  int text(int x, int y, int width, std::string_view text, Face face, std::string_view look);

  std::string svg(int width, int height, std::string_view title) const;

 private:
  struct Shape {
    enum class Kind : std::uint8_t { box, line, arrow, arrow_right, text } kind;
    int x, y, width, height;  // of a line: its other end, less the first
    std::string text;
    std::string look;
  };
  std::vector<Shape> shapes_;
};

}  // namespace precept::site
